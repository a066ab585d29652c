"""Days and times as people in Germany type them. Knows no Django."""

import re
from datetime import date, datetime, time

_MONTHS = ("jan", "feb", "mär", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "dez")
_WEEKDAYS = ("mo", "di", "mi", "do", "fr", "sa", "so")
_NAMES = {
    "monat": "januar jänner jan februar feber feb märz maerz mär mrz april apr mai juni jun juli jul august aug "
    "september sept sep oktober okt november nov dezember dez",
    "tag": "montag mo dienstag di mittwoch mi donnerstag do freitag fr samstag sonnabend sa sonntag so",
}
_NAMED = {kind: "|".join(names.split()) for kind, names in _NAMES.items()}
_WEEKDAY = rf"(?:(?P<weekday>{_NAMED['tag']})\.?,?\s*)?(?:(?:den|am)\s+)?"
_DAY = re.compile(
    rf"""{_WEEKDAY}(?:
    (?P<iso>\d{{4}}-\d{{1,2}}-\d{{1,2}})
    | (?P<day>\d{{1,2}})\s*(?:
        (?:\.\s*(?P<month>\d{{1,2}})\s*\.|-(?P<dashed>\d{{1,2}})-)\s*
        | \.?\s*(?P<named>{_NAMED["monat"]})\b\.?,?\s*)
    (?P<year>\d{{4}}|\d{{2}}))""",
    re.VERBOSE,
)
_TIME = re.compile(
    r"(?:um\s+)?(?P<hour>\d{1,2})(?:\s*uhr(?:\s*(?P<after>\d{2}))?|\s*h|[:.](?P<minute>\d{2})(?::\d{2}(?:\.\d+)?)?(?:\s*(?:uhr|h))?)"
)
# Between the day and the time.
_BREAK = re.compile(r"\s*(?:,|t|\s)\s*")


def read_day(text: str) -> date | None:
    """The day that is written in one of the German ways, or as ISO 8601; None for anything else.

    Two digits are a year from 1970 to 2069. A weekday that the day does not have makes it none.
    """
    text = _plain(text)
    match = _DAY.fullmatch(text)
    return _day(match) if match else None


def read_time(text: str) -> time | None:
    """ "18:00", "18.30 Uhr", "18 Uhr"."""
    match = _TIME.fullmatch(_plain(text))
    return _time(match) if match else None


def read_moment(text: str) -> datetime | None:
    """A day with a time, without a zone; midnight where only the day is written."""
    text = _plain(text)
    match = _DAY.match(text)
    day = _day(match) if match else None
    rest = text[match.end() :] if match else ""
    between = _BREAK.match(rest)
    clock = time() if not rest else read_time(rest[between.end() :]) if between else None
    return datetime.combine(day, clock) if day and clock is not None else None


def _plain(text: str) -> str:
    return " ".join(text.split()).lower()


def _day(match: re.Match) -> date | None:
    if match["iso"]:
        year, month, day = map(int, match["iso"].split("-"))
    else:
        year, day = int(match["year"]), int(match["day"])
        year += 0 if len(match["year"]) == 4 else 2000 if year < 70 else 1900
        name = (match["named"] or "").replace("jän", "jan").replace("mae", "mär").replace("mrz", "mär")
        month = _MONTHS.index(name[:3]) + 1 if name else int(match["month"] or match["dashed"])
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    # "So" for Sonntag, "Sonnabend" is the day before.
    weekday = (match["weekday"] or "").replace("sonnabend", "samstag")[:2]
    return found if not weekday or _WEEKDAYS[found.weekday()] == weekday else None


def _time(match: re.Match) -> time | None:
    try:
        return time(int(match["hour"]), int(match["minute"] or match["after"] or 0))
    except ValueError:
        return None
