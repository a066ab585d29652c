"""Events as iCalendar (RFC 5545): takes `CalendarEntry` values, gives bytes.

Times are Europe/Berlin with a VTIMEZONE; the last day of an all-day event is the day before its DTEND.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard

from events.calendar_entry import CalendarEntry
from home.language.moments import BERLIN


def calendar(
    entries: Iterable[CalendarEntry], *, name: str, maker: str, licence: str, refresh_hours: int = 12
) -> bytes:
    """A calendar that programs can import once or subscribe to. The same UIDs come again in every later feed."""
    feed = Calendar()
    feed.add("prodid", f"-//{maker}//Veranstaltungen//DE")
    feed.add("version", "2.0")
    feed.add("method", "PUBLISH")
    feed.add("calscale", "GREGORIAN")
    feed.add("name", name)
    feed.add("x-wr-calname", name)
    feed.add("description", licence)
    feed.add("x-wr-caldesc", licence)
    feed.add("x-wr-timezone", BERLIN.key)
    feed.add("refresh-interval", timedelta(hours=refresh_hours), parameters={"value": "DURATION"})
    feed.add("x-published-ttl", f"PT{refresh_hours}H")
    events = [_event(entry) for entry in entries]
    for component in (_time_zone(), *events):
        feed.add_component(component)
    return feed.to_ical()


def _event(entry: CalendarEntry) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", entry.changed_at)
    event.add("last-modified", entry.changed_at)
    event.add("sequence", entry.sequence)
    event.add("summary", entry.title)
    event.add("status", entry.status)
    event.add("url", entry.url)
    event.add("dtstart", _written(entry.start))
    event.add("dtend", _written(entry.end if isinstance(entry.end, datetime) else entry.end + timedelta(days=1)))
    if entry.description:
        event.add("description", entry.description)
    if entry.location:
        event.add("location", entry.location)
    if entry.lat is not None:
        event.add("geo", (entry.lat, entry.lng))
    event.add("transp", "TRANSPARENT" if entry.status == "CANCELLED" else "OPAQUE")
    return event


def _written(moment: datetime | date) -> datetime | date:
    """By the local clock; in the hour that it shows twice, a local time could only be the first of the two."""
    return moment.astimezone(UTC) if isinstance(moment, datetime) and moment.fold else moment


def _time_zone() -> Timezone:
    """Europe/Berlin as it has been since 1996, by rule, so that the calendar holds for every year."""
    zone = Timezone()
    zone.add("tzid", BERLIN.key)
    winter, summer = timedelta(hours=1), timedelta(hours=2)
    for change, name, month, first, before, after in (
        (TimezoneDaylight(), "CEST", 3, datetime(1996, 3, 31, 2), winter, summer),
        (TimezoneStandard(), "CET", 10, datetime(1996, 10, 27, 3), summer, winter),
    ):
        change.add("tzname", name)
        change.add("dtstart", first)
        change.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1su"})
        change.add("tzoffsetfrom", before)
        change.add("tzoffsetto", after)
        zone.add_component(change)
    return zone
