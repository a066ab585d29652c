from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from home.language.snippets import EquivalentWords


@register_snippet
class EquivalentWordsViewSet(SnippetViewSet):
    model = EquivalentWords
    icon = "search"
    menu_label = _("Suchwörter")
    menu_order = 500
    add_to_admin_menu = True
    list_display = ["words"]
