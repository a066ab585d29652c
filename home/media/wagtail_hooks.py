from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from home.media.forms import VideoForm
from home.media.models import Video


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
