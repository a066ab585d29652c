from django.http import Http404
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.documents.permissions import permission_policy as document_permissions
from wagtail.images.permissions import permission_policy as image_permissions
from wagtail.models import Page, ReferenceIndex
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from home.media.forms import VideoForm
from home.media.models import Video
from home.pages.base import SitePageQuerySet
from home.publishing import tasks


class VideoViewSet(SnippetViewSet):
    model = Video
    icon = "media"
    menu_label = _("Filme")
    menu_order = 310
    add_to_admin_menu = True
    list_display = [
        "title",
        Column("duration", label=_("Dauer"), sort_key="duration_seconds"),
        "credit",
        DateColumn("created_at", label=_("Hinzugefügt"), sort_key="created_at"),
    ]
    ordering = ["-created_at"]
    edit_handler = ObjectList(
        [
            FieldPanel("title"),
            MultiFieldPanel(
                [FieldPanel("file"), FieldPanel("duration_seconds"), FieldPanel("poster")], heading=_("Film")
            ),
            MultiFieldPanel(
                [FieldPanel("captions"), FieldPanel("transcript")],
                heading=_("Für alle, die nicht hören oder nicht sehen"),
            ),
            MultiFieldPanel(
                [FieldPanel(name) for name in ("credit", "source_licence", "rights_until", "depicted", "consent_note")],
                heading=_("Rechte und Einwilligung"),
            ),
        ],
        base_form_class=VideoForm,
    )


register_snippet(VideoViewSet)

ENDS = _("bis %(day)s")
tasks.register(
    tasks.Task(
        "rechte-bilder",
        400,
        _("Bilder, deren Rechte bald enden"),
        lambda user: image_permissions.instances_user_has_any_permission_for(user, ["change"]).rights_end_soon(),
        since="rights_until",
        edit="wagtailimages:edit",
        when=ENDS,
        concerns=lambda user: image_permissions.user_has_any_permission(user, ["change"]),
    ),
    tasks.Task(
        "rechte-filme",
        410,
        _("Filme, deren Rechte bald enden"),
        lambda user: Video.objects.rights_end_soon(),
        since="rights_until",
        edit=Video.snippet_viewset.get_url_name("edit"),
        when=ENDS,
        concerns=lambda user: user.has_perm("media.change_video"),
    ),
)


@hooks.register("before_serve_document")
def hide_what_no_public_page_offers(document, request):
    """A document is public while a page that anybody may see offers it; else it is there for its editors alone."""
    references = ReferenceIndex.get_references_to(document)
    pages = SitePageQuerySet(Page).visible().filter(pk__in=[int(row.object_id) for row in references if is_page(row)])
    if not pages.exists() and not may_edit(request.user, document):
        raise Http404


def is_page(reference: ReferenceIndex) -> bool:
    return issubclass(reference.content_type.model_class() or object, Page)


def may_edit(user, document) -> bool:
    actions = ["choose", "change", "delete"]
    return user.is_authenticated and document_permissions.user_has_any_permission_for_instance(user, actions, document)
