"""What somebody typed into the one box: words, a place, or both. Knows no request and no template."""

import re
from dataclasses import dataclass

from home.places.models import PlaceName
from home.places.suggestions import resolve

_BEFORE_A_PLACE = re.compile(
    r"(?:^|(?<=\s))(?:(?P<around>in der nähe von|rund um|bei|nahe|um)|in|aus|im|am)\s+(?=\S)", re.IGNORECASE
)
# What the whole map is about leaves nothing out.
_WHOLE_LAND = re.compile(r"(?:^|\s+)(?:(?:in|aus|für)\s+)?(?:ganz\s+)?(?:nrw|nordrhein[\s-]+westfalen)$", re.IGNORECASE)
_COUNTRY = re.compile(r"^D\s?[-–]\s?(?=[0-9]{5}\b)", re.IGNORECASE)
# Each place asked for costs a query.
_TRIES = 4
_LONGEST_NAME = 3
_QUOTED = re.compile(r'^[„“"»«](?P<words>.*)[“”"»«]$', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Typed:
    """`place_text` is the part that was taken for `place`, or for the whole Land, as it was typed."""

    words: str
    place: PlaceName | None = None
    place_text: str = ""
    # "Bei Köln" is more than Köln.
    around: bool = False
    whole_land: bool = False


def understand(text: str) -> Typed:
    """A place alone, or at the end after "in", "bei", "nahe". In quotation marks everything is words."""
    text = text.strip()
    quoted = _QUOTED.match(text)
    if quoted:
        return Typed(quoted["words"].strip())
    text = _COUNTRY.sub("", text)
    place = resolve(text)
    if place:
        return Typed("", place, text)
    land = _WHOLE_LAND.search(text)
    if land:
        return Typed(text[: land.start()].strip(), None, land[0].strip(), whole_land=True)
    # From the left, so that the longest end that is a place wins.
    for match in list(_BEFORE_A_PLACE.finditer(text))[:_TRIES]:
        place = resolve(text[match.end() :])
        if place:
            around = bool(match["around"]) and place.is_place
            return Typed(text[: match.start()].strip(), place, text[match.end() :], around)
    return Typed(text)


def place_among(text: str) -> Typed | None:
    """ "Deutschkurs Bielefeld": a place at the end or at the beginning, which may have been meant as one.

    A guess, only to be offered: Essen, Wetter and Lage are towns too.
    """
    words = text.split()
    for length in range(min(_LONGEST_NAME, len(words) - 1), 0, -1):
        for name, rest in ((words[-length:], words[:-length]), (words[:length], words[length:])):
            place = resolve(" ".join(name))
            if place:
                return Typed(" ".join(rest), place, " ".join(name))
    return None
