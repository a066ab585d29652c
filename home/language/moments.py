"""Moments as clocks in Germany show them, whoever asks, and how people write them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.formats import date_format

BERLIN = ZoneInfo("Europe/Berlin")
NB = "\u00a0"


def local(value: datetime | date) -> datetime | date:
    """The moment in Europe/Berlin. A day stays that day, and a moment without a zone is local already."""
    return value.astimezone(BERLIN) if isinstance(value, datetime) and value.tzinfo else value


def day_of(value: datetime | date) -> date:
    shown = local(value)
    return shown.date() if isinstance(shown, datetime) else shown


def iso(value: datetime | date | None, *, day: bool = False) -> str | None:
    """ISO 8601 for programs: "2027-01-26T17:00:00+01:00", or with `day` only "2027-01-26"."""
    return (day_of(value) if day else local(value)).isoformat() if value else None


def day(value: date | datetime | None, form: str = "j. F Y") -> str:
    """ "9. September 2016", with a hard space after the number; `form` may leave out the year, or month and year."""
    return date_format(local(value), form).replace(". ", f".{NB}", 1) if value else ""


def weekday(value: date | datetime | None) -> str:
    return date_format(local(value), "l") if value else ""


def clock(value: datetime) -> str:
    """ "17" or "17.30", for a word such as "Uhr" to follow."""
    shown = local(value)
    return f"{shown.hour}.{shown.minute:02}" if shown.minute else str(shown.hour)
