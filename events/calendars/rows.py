"""An event as the open data tell it."""

from collections.abc import Iterator
from datetime import date
from operator import attrgetter

from events.models import EventPage
from events.querysets import EventQuerySet
from home.language.moments import iso
from home.pages.addresses import absolute

AT_ONCE = 500


def _town(event: EventPage, name: str) -> str | None:
    return getattr(event.place.town, name) if event.place else None


# Column of the tables and member of the JSON → its value. What is not known is None.
FIELDS = {
    "id": attrgetter("pk"),
    "uid": lambda event: str(event.calendar_uid),
    "title": attrgetter("title"),
    "summary": attrgetter("summary"),
    "url": lambda event: absolute(event.url),
    "state": lambda event: event.state.value,
    "state_name": lambda event: str(event.state.label),
    "begin": lambda event: event.when.start,
    "end": lambda event: event.when.end if event.when.until else None,
    "all_day": attrgetter("all_day"),
    "expected": lambda event: event.when.expected_words or None,
    "change": lambda event: event.change or None,
    "reason": lambda event: event.change_reason or None,
    "place": lambda event: _town(event, "name"),
    "place_id": lambda event: _town(event, "pk"),
    "place_label": lambda event: event.place and f"{_town(event, 'name')} ({_town(event, 'pk')})",
    "region": lambda event: event.where and event.where.pk,
    "region_name": lambda event: event.where and event.where.name,
    "venue": lambda event: event.venue or None,
    "address": lambda event: event.address or None,
    "lat": attrgetter("lat"),
    "lng": attrgetter("lng"),
}


def read_rows(events: EventQuerySet) -> Iterator[list]:
    """One query, whatever their number."""
    found = events.select_related("place__municipality", "place__region", "region")
    for event in found.defer("body", "programme", "further_projects", "search_title", "search_words").iterator(AT_ONCE):
        yield [value(event) for value in FIELDS.values()]


def as_json(row: list) -> dict:
    return {name: iso(value) if isinstance(value, date) else value for name, value in zip(FIELDS, row, strict=True)}
