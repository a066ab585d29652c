"""German typography: hard spaces where print has them; dates, hours, people and their addresses as people write them."""

import re
from datetime import datetime

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import mark_safe

from home.language.moments import NB, clock, day, weekday
from home.language.phones import numbers

register = template.Library()
register.filter(day)
register.filter(weekday)

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
def hour(value: datetime | None) -> str:
    """ "17 Uhr", or "17.30 Uhr"."""
    return f"{clock(value)}{NB}Uhr" if value else ""


@register.filter
def initials(name: str) -> str:
    """Of the first and the last name."""
    letters = re.findall(r"\b[^\W\d_]", name)
    return "".join(letters if len(letters) < 2 else (letters[0], letters[-1])).upper()


@register.filter
def tel(phone: str) -> str:
    """The first number as `tel:` wants it, with the country, so that it can be called from abroad; "" without one."""
    return next(iter(numbers(phone)), "")


@register.filter
def mail_text(address: str) -> str:
    """May break after the @, so that long addresses fit into narrow columns."""
    return mark_safe(str(conditional_escape(address)).replace("@", "@<wbr>"))


def _joints(word: re.Match) -> str:
    return BEGINNING.sub(rf"{SHY}\1", ENDING.sub(rf"\1{SHY}", word[0]))
