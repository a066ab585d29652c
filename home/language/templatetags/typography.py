"""German typography: hard spaces where print has them, dates and hours as people write them."""

import re
from datetime import date, datetime

from django import template
from django.utils.formats import date_format
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import mark_safe

from home.language.moments import day_of, local

register = template.Library()

NB = "\u00a0"
SHY = "\u00ad"
LONG_WORD = re.compile(r"\w{13,}")
# Parts that end where another begins, in every compound; and parts that begin one.
ENDING = re.compile(r"(?<=\w{3})(ungs|heits|keits|ions|täts|schafts|sammen|beits)(?=\w{4})")
BEGINNING = re.compile(
    r"(?<=\w{3})(gespräch|gekommen|bildung|werkst[aä]tt|vorbereitung|veranstaltung|staltung|handwerk|geschichte|projekt|begleit"
    r"|kriterien|sprache|freiheit|beratung|unternehmen|klasse|schule)"
)
PIN = mark_safe('<span class="dot">.</span>')
MONTHS = "Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
UNITS = (
    "Uhr|km|Minuten?|Stunden?|Tagen?|Wochen?|Monaten?|Jahr|Jahren?|MB|kB|€|%|Personen|Zeichen|Beispielen?|Plätze|Orten?|Fotos?|"
    + MONTHS
)
BEFORE_UNIT = re.compile(rf"(?<=\d)(\.?) (?=(?:{UNITS})(?!\w))")
ABBREVIATION = re.compile(r"\b([zduaios])\. ?([aBhdÄU])\.")


@register.filter
def nb(text):
    """Hard spaces before units and months, in abbreviations, and before dashes. Keeps the safety of its input."""
    escaped = conditional_escape(text)
    spaced = BEFORE_UNIT.sub(rf"\1{NB}", ABBREVIATION.sub(rf"\1.{NB}\2.", str(escaped)))
    return mark_safe(spaced.replace(" – ", f"{NB}– "))


@register.filter
def quoted(text):
    """In German quotation marks; those inside become single ones."""
    inner = re.sub(r"[„“”\"]([^„“”\"]*)[“”\"]", r"‚\1‘", str(text).strip())
    return f"„{inner}“"


@register.filter
def soft(text):
    """Soft hyphens at the joints of long compounds, for headings: not every browser can hyphenate German."""
    return mark_safe(LONG_WORD.sub(_joints, str(conditional_escape(text))))


@register.filter
def pin_stop(text):
    """Its first full stop becomes the pin of the posters. For display headings only."""
    return mark_safe(str(conditional_escape(text)).replace(".", PIN, 1))


@register.simple_tag
def claim(text, marked=""):
    """The claim of a poster: its last words behind the marker pen, the pin as its full stop."""
    text = text.rstrip(". ")
    if not marked or not text.endswith(marked):
        return format_html("{}{}", text, PIN)
    return format_html('{}<span class="marker">{}</span>{}', text.removesuffix(marked), marked, PIN)


@register.filter
def day(value: date | datetime | None) -> str:
    """ "9. September 2016", with a hard space after the number."""
    return date_format(local(value), "j. F Y").replace(". ", f".{NB}", 1) if value else ""


@register.filter
def weekday(value: date | datetime | None) -> str:
    return date_format(local(value), "l") if value else ""


@register.filter
def hour(value: datetime | None) -> str:
    """ "17 Uhr", or "17.30 Uhr"."""
    return f"{_clock(local(value))}{NB}Uhr" if value else ""


@register.simple_tag
def when(starts_at, ends_at=None, all_day=False):
    """ "9. September 2016, 17–20 Uhr"; "9.–11. September 2016"; "30. September bis 2. Oktober 2016"."""
    if not starts_at:
        return ""
    start, end = local(starts_at), local(ends_at) if ends_at else None
    if end and day_of(end) != day_of(start):
        return _days(day_of(start), day_of(end))
    if all_day or not isinstance(start, datetime):
        return day(start)
    return f"{day(start)}, {hours(start, end)}"


@register.simple_tag
def hours(starts_at: datetime, ends_at: datetime | None = None) -> str:
    """ "17 Uhr", "17–20 Uhr"; the first hour only if the end is another day."""
    start, end = local(starts_at), local(ends_at)
    until = f"–{_clock(end)}" if end and end.date() == start.date() and end > start else ""
    return f"{_clock(start)}{until}{NB}Uhr"


def _joints(word: re.Match) -> str:
    return BEGINNING.sub(rf"{SHY}\1", ENDING.sub(rf"\1{SHY}", word[0]))


def _days(first: date, last: date) -> str:
    if first.year == last.year and first.month == last.month:
        return f"{first.day}.–{day(last)}"
    opening = date_format(first, "j. F") if first.year == last.year else date_format(first, "j. F Y")
    return f"{opening.replace('. ', f'.{NB}', 1)} bis {day(last)}"


def _clock(moment: datetime) -> str:
    return f"{moment.hour}.{moment.minute:02}" if moment.minute else str(moment.hour)
