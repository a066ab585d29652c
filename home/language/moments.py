"""Moments as clocks in Germany show them, whoever asks. Knows no Django."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

BERLIN = ZoneInfo("Europe/Berlin")


def local(value: datetime | date) -> datetime | date:
    """The moment in Europe/Berlin. A day stays that day, and a moment without a zone is local already."""
    return value.astimezone(BERLIN) if isinstance(value, datetime) and value.tzinfo else value


def day_of(value: datetime | date) -> date:
    shown = local(value)
    return shown.date() if isinstance(shown, datetime) else shown


def iso(value: datetime | date | None, *, day: bool = False) -> str | None:
    """ISO 8601 for programs: "2027-01-26T17:00:00+01:00", or with `day` only "2027-01-26"."""
    return (day_of(value) if day else local(value)).isoformat() if value else None
