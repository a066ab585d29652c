"""What calendars show of a dated event. Two entries are equal if nobody who subscribed could tell them apart."""

from dataclasses import dataclass, field
from datetime import date, datetime

from events.choices import Change, State
from home.land.geo import parse_location
from home.pages.addresses import absolute

STATUS = {Change.CANCELLED: "CANCELLED", Change.POSTPONED: "TENTATIVE"}


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """`start` and `end` are aware datetimes, or dates if it lasts whole days (`end` included)."""

    uid: str
    title: str
    start: datetime | date
    end: datetime | date
    status: str  # "CONFIRMED", "TENTATIVE" or "CANCELLED"
    url: str
    description: str = ""
    location: str = ""
    lat: float | None = None
    lng: float | None = None
    # What tells subscribers that all this has changed, and is no part of it.
    sequence: int = field(default=0, compare=False)
    changed_at: datetime | None = field(default=None, compare=False)


def calendar_entry(event) -> CalendarEntry | None:
    """Nothing without a date. A place is a position only where somebody put a pin: the middle of a town is none."""
    if event.starts_at is None:
        return None
    url, place = absolute(event.url), event.address or (str(event.place) if event.place else "")
    pin = parse_location(event.location)
    return CalendarEntry(
        uid=str(event.calendar_uid),
        title=f"{State(event.change).label}: {event.title}" if event.change else event.title,
        start=event.when.start,
        end=event.when.end,
        status=STATUS.get(event.change, "CONFIRMED"),
        url=url,
        description="\n\n".join(filter(None, (event.change_reason, event.summary, event.access, url))),
        location=", ".join(filter(None, (event.venue, place))),
        lat=pin and pin.lat,
        lng=pin and pin.lng,
        sequence=event.calendar_sequence,
        changed_at=event.calendar_changed_at,
    )
