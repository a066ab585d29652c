from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from home.sharing.delivery import respond
from practice_examples.models import ExamplePage
from practice_examples.story_page.sharing import card_of


@require_safe
def story_card(request, pk):
    """The drawn card of a story, as long as the story may be seen."""
    examples = ExamplePage.objects.visible().select_related("place__municipality", "place__kreis", "place__region")
    return respond(request, card_of(get_object_or_404(examples, pk=pk)))
