"""An event as the open data tell it."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

from events.models import EventPage
from events.querysets import EventQuerySet
from home.language.moments import day_of, iso, local
from home.pages.addresses import absolute

AT_ONCE = 500


class EventRow(NamedTuple):
    """`begin` and `end` are local moments, or days (the last one included) for an event that lasts whole days."""

    id: int
    uid: str
    title: str
    summary: str
    url: str
    state: str
    state_name: str
    begin: datetime | date | None
    end: datetime | date | None
    all_day: bool
    expected: str | None
    change: str | None
    reason: str | None
    place: str | None
    place_id: str | None
    region: str | None
    region_name: str | None
    venue: str | None
    address: str | None
    lat: float | None
    lng: float | None

    @property
    def place_label(self) -> str:
        return f"{self.place} ({self.place_id})" if self.place else ""


COLUMNS = (*EventRow._fields, "place_label")


def read_rows(events: EventQuerySet) -> Iterator[EventRow]:
    """One query, whatever their number."""
    found = events.select_related("place__municipality", "place__region", "region")
    for event in found.defer("body", "programme", "further_projects", "search_title", "search_words").iterator(AT_ONCE):
        yield _row(event)


def as_json(row: EventRow) -> dict:
    return row._asdict() | {"begin": iso(row.begin), "end": iso(row.end)}


def _row(event: EventPage) -> EventRow:
    town, region, state = event.place and event.place.town, event.where, event.state
    shown = day_of if event.all_day else local
    return EventRow(
        id=event.pk,
        uid=str(event.calendar_uid),
        title=event.title,
        summary=event.summary,
        url=absolute(event.url),
        state=state.value,
        state_name=str(state.label),
        begin=shown(event.starts_at) if event.starts_at else None,
        end=shown(event.ends_at) if event.ends_at else None,
        all_day=event.all_day,
        expected=event.expected_words or None,
        change=event.change or None,
        reason=event.change_reason or None,
        place=town.name if town else None,
        place_id=town.pk if town else None,
        region=region.pk if region else None,
        region_name=region.name if region else None,
        venue=event.venue or None,
        address=event.address or None,
        lat=event.lat,
        lng=event.lng,
    )
