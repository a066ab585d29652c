"""Telephone numbers in what people write into one field, beside names, hours and further numbers. Knows no Django."""

import re
import unicodedata

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-") | dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
_CLOCK = r"\d{1,2}(?:[.:]\d\d)?"
_SPAN = rf"{_CLOCK}\s*(?:-|bis)\s*{_CLOCK}"
_HOURS = re.compile(
    rf"(?<![\d./-])(?:(?:{_SPAN}\s*(?:,|und|u\.)\s*)*(?:{_SPAN}|{_CLOCK})\s*(?:Uhr|h)\b"
    rf"|{_CLOCK}\s*bis\s*{_CLOCK}|\d{{1,2}}:\d\d(?:\s*-\s*{_CLOCK})?)",
    re.IGNORECASE,
)
# "+49 (0)221": to be dialled only by those who leave the country code out.
_TRUNK_ZERO = re.compile(r"((?:\+|\b00)[\d ]{1,4})\(\s*0\s*\)")
_NUMBER = re.compile(r"(?:\+\d{1,3}[ .-]*)?\(?\d[\d )./-]*")
_SECOND_NUMBER = re.compile(r"\s*/\s*(?=\(?0\d\d|\+)")
_COUNTRY = re.compile(r"\s*(?:\+|00)49[ .-]*")
# Emergency and the authorities' 115, without an area code.
_SHORT = re.compile(r"11\d{1,4}")
# With the country code; fifteen digits are the most there are.
_SHORTEST, _LONGEST = 9, 16
# An area code has up to six digits, its zero included; what follows a slash after more is another extension.
_AREA_CODE = 6


def numbers(text: str) -> list[str]:
    """Every number that can be dialled, in order, as `tel:` wants it: "(0221) 4710-101" is +492214710101.

    Without a country it is a German one. Hours, extensions behind words and numbers without area code are none.
    """
    text = unicodedata.normalize("NFKC", text).translate(_DASHES)
    text = _HOURS.sub(";", _TRUNK_ZERO.sub(r"\1 ", text).replace("(0)", "0"))
    runs = [run for part in _SECOND_NUMBER.split(text) for written in _NUMBER.findall(part) for run in _apart(written)]
    found = [number for number in map(_with_country, runs) if number]
    if not found:
        found = [run for run in (re.sub(r"\D", "", run) for run in runs) if _SHORT.fullmatch(run)]
    return list(dict.fromkeys(found))


def _apart(written: str) -> list[str]:
    """Two numbers with nothing but room between them."""
    return re.split(r"\s+(?=\(?0\d\d)", written) if len(re.sub(r"\D", "", written)) >= _LONGEST else [written]


def _with_country(run: str) -> str | None:
    number, *more = _COUNTRY.sub("0", run).split("/")
    for part in more:
        if len(re.sub(r"\D", "", number)) > _AREA_CODE:
            break
        number += part
    digits = re.sub(r"[^\d+]", "", number)
    if digits.startswith("0"):
        digits = f"+{digits[2:]}" if digits.startswith("00") and not _COUNTRY.match(run) else f"+49{digits.lstrip('0')}"
    return digits if digits.startswith("+") and _SHORTEST <= len(digits) <= _LONGEST else None
