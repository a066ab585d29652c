"""When an event is, as lists and labels need it. Days are days in Europe/Berlin; moments are aware."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from events.choices import Change, Expected, State

# The link to take part on screen appears a day before and disappears with the end.
ONLINE_LINK_BEFORE = timedelta(hours=24)


def last_day(starts_at: datetime | None, ends_at: datetime | None) -> date | None:
    """The local day on which the event ends; without an end, the day it starts."""
    moment = ends_at or starts_at
    return timezone.localdate(moment) if moment else None


def expected_on(year: int | None, expected: str) -> date | None:
    """The first day of the expected month or season, for sorting only; never shown, never in a calendar."""
    if not year:
        return None
    return date(year, int(expected[:2]) if expected else 12, 1)


def expected_words(year: int | None, expected: str) -> str:
    """„Herbst 2027“, „November 2026“, „2027“ or nothing."""
    if not year:
        return ""
    return f"{Expected(expected).label} {year}" if expected else str(year)


def bounds(starts_at: datetime, ends_at: datetime | None, all_day: bool) -> tuple[datetime, datetime]:
    """First and last moment. Without an end it lasts until midnight, as nobody promised otherwise."""
    if ends_at and not all_day:
        return starts_at, ends_at
    midnight = datetime.combine(last_day(starts_at, ends_at) + timedelta(days=1), time.min)
    first = timezone.make_aware(datetime.combine(timezone.localdate(starts_at), time.min)) if all_day else starts_at
    return first, timezone.make_aware(midnight)


def state(*, starts_at, ends_at, all_day: bool, change: str, reviewed: bool, now: datetime) -> State:
    """What an event is at the moment `now`. Only cancelled and postponed are decisions; the rest follows from dates."""
    if change:
        return State.CANCELLED if change == Change.CANCELLED else State.POSTPONED
    if starts_at is None:
        return State.PREPARING
    first, end = bounds(starts_at, ends_at, all_day)
    if now < first:
        return State.ANNOUNCED
    if now < end:
        return State.RUNNING
    return State.REVIEWED if reviewed else State.PAST


def shows_online_link(*, starts_at, ends_at, all_day: bool, change: str, now: datetime) -> bool:
    if starts_at is None or change:
        return False
    first, end = bounds(starts_at, ends_at, all_day)
    return first - ONLINE_LINK_BEFORE <= now < end
