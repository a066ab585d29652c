"""Makers of events, beside `factories`."""

import itertools
from datetime import datetime
from zoneinfo import ZoneInfo

from events.models import EventIndexPage, EventPage, Presentation
from home.land.models import Place
from tests.factories import FIRST_DAY, make_home

BERLIN = ZoneInfo("Europe/Berlin")
_numbers = itertools.count(1)


def berlin(*parts) -> datetime:
    """A moment by the clock on the wall: berlin(2027, 1, 26, 17)."""
    return datetime(*parts, tzinfo=BERLIN)


def make_event_index() -> EventIndexPage:
    index = EventIndexPage.objects.first()
    return index or make_home().add_child(
        instance=EventIndexPage(title="Veranstaltungen", slug="veranstaltungen", show_in_menus=True)
    )


def make_event(*, place="koeln", presents=(), **fields) -> EventPage:
    """A published event without a date; `starts_at` gives it one, `place=None` with `region=…` takes the house away."""
    number = next(_numbers)
    defaults = {
        "title": f"Markt der Geschichten {number}",
        "slug": f"markt-{number}",
        "summary": "Zwölf Initiativen, zwölf Tische, ein Abend.",
        "first_published_at": FIRST_DAY,
        "last_published_at": FIRST_DAY,
    }
    event = EventPage(place=Place.objects.get(slug=place) if place else None, **{**defaults, **fields})
    make_event_index().add_child(instance=event)
    for position, example in enumerate(presents):
        Presentation.objects.create(event=event, example=example, sort_order=position)
    return event
