from django.core.exceptions import ValidationError
from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList, TitleFieldPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from home.pages.slugs import SlugInput
from home.publishing import tasks
from home.publishing.views import Mergeable
from practice_examples.models import Contact, ExamplePage, Topic

MAX_CHOSEN = 3

tasks.register_beginning(tasks.Beginning(10, _("Neue Geschichte"), ExamplePage))
tasks.register(
    tasks.Task(
        "unvollstaendig",
        200,
        _("Öffentlich und unvollständig"),
        lambda user: tasks.editable(ExamplePage.objects.incomplete(), user),
        since="last_published_at",
    ),
    tasks.Task(
        "zu-pruefen",
        300,
        _("Geschichten, die jemand prüfen sollte"),
        lambda user: tasks.editable(ExamplePage.objects.to_be_reviewed(), user),
        since="last_seen",
    ),
)


class TopicForm(WagtailAdminModelForm):
    """Offers the public stories of the topic only; a list of all would be a thousand lines long."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        stories = (
            ExamplePage.objects.visible().filter(topics=self.instance.pk)
            if self.instance.pk
            else ExamplePage.objects.none()
        )
        self.fields["chosen_examples"].queryset = stories.order_by("sort_title")

    def clean_chosen_examples(self):
        chosen = self.cleaned_data["chosen_examples"]
        if len(chosen) > MAX_CHOSEN:
            raise ValidationError(
                gettext("Bitte wählen Sie höchstens drei Geschichten, es sind %(count)d.") % {"count": len(chosen)}
            )
        return chosen


class TopicViewSet(Mergeable, SnippetViewSet):
    model = Topic
    icon = "tag"
    menu_label = _("Themen")
    list_display = ["title", "slug", "sort_order"]
    edit_handler = ObjectList(
        [
            TitleFieldPanel("title"),
            FieldPanel("slug", widget=SlugInput, help_text=_("Steht in der Adresse der Themenseite: /themen/…/")),
            FieldPanel("intro"),
            FieldPanel("colour"),
            FieldPanel("sort_order", help_text=_("Kleine Zahlen stehen vorn.")),
            FieldPanel(
                "chosen_examples",
                widget=CheckboxSelectMultiple,
                help_text=_("Stehen auf der Themenseite vorn. Leer lassen: Die Seite beginnt mit den neuesten."),
            ),
        ],
        base_form_class=TopicForm,
    )
    ordering = ["sort_order"]


class ContactViewSet(Mergeable, SnippetViewSet):
    model = Contact
    icon = "user"
    menu_label = _("Kontakte")
    list_display = ["name", "organisation", "email", "phone"]
    search_backend_name = "default"


@register_snippet
class ExampleVocabulary(SnippetViewSetGroup):
    menu_label = _("Verzeichnisse")
    menu_icon = "tag"
    menu_order = 300
    items = [TopicViewSet, ContactViewSet]
