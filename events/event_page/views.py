from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from events.event_page.event import card_of
from events.models import EventPage
from home.sharing.delivery import respond


@require_safe
def event_card(request, pk):
    """The drawn card of an event, as long as the event may be seen."""
    events = EventPage.objects.visible().select_related("place__municipality", "place__region", "region")
    return respond(request, card_of(get_object_or_404(events, pk=pk)))
