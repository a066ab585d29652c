from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from practice_examples.models import Contact, Topic


class TopicViewSet(SnippetViewSet):
    model = Topic
    icon = "tag"
    menu_label = _("Themen")
    list_display = ["title", "slug", "sort_order"]
    ordering = ["sort_order"]


class ContactViewSet(SnippetViewSet):
    model = Contact
    icon = "user"
    menu_label = _("Kontakte")
    list_display = ["name", "organisation", "email", "phone"]
    search_backend_name = "default"


@register_snippet
class ExampleVocabulary(SnippetViewSetGroup):
    menu_label = _("Themen und Kontakte")
    menu_icon = "tag"
    menu_order = 300
    items = [TopicViewSet, ContactViewSet]
