"""When an event is, as lists and labels need it. Days are days in Europe/Berlin."""

from datetime import date, datetime

from django.utils import timezone


def last_day(starts_at: datetime | None, ends_at: datetime | None) -> date | None:
    """The local day on which the event ends; without an end, the day it starts."""
    moment = ends_at or starts_at
    return timezone.localdate(moment) if moment else None


def expected_on(year: int | None, expected: str) -> date | None:
    """The first day of the expected month or season, for sorting only; never shown, never in a calendar."""
    if not year:
        return None
    return date(year, int(expected[:2]) if expected else 12, 1)
