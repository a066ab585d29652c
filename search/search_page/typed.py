"""What somebody typed into the one box: words, a place, or both. Knows no request and no template."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from home.filters import RADII
from home.land.land import land
from home.land.models import PlaceName
from home.land.suggestions import resolve

# The longer before the shorter: "in der Stadt" also begins with "in".
_BEFORE_A_PLACE = re.compile(
    r"""(?: ^ | (?<=\s) )
    (?: (?P<around>
            (?: im\sumkreis\svon\s )? (?P<km>\d{1,3})\s?km\s(?:um|rund\sum|von)
            | (?: (?:im|in\sder)\s )? (?:nähe|umgebung|umkreis|umland|raum|großraum|region) (?: \s(?:von|um) )?
            | bei | nahe | um | rund\sum
        )
        | (?: ^ | (?:in|aus)\sder\s ) (?:stadt|gemeinde)
        | in | aus | im | am
    )
    \s+ (?=\S)""",
    re.IGNORECASE | re.VERBOSE,
)
_AROUND_AT_THE_END = re.compile(
    r"(?:,|\s(?:und|u\.|&|\+))?\s(?:umgebung|umland|(?:\+\s?|im\sumkreis\svon\s)?(?P<km>\d{1,3})\s?km)$", re.IGNORECASE
)
_LANDKREIS = re.compile(r"^Landkreis\b", re.IGNORECASE)
_COUNTRY = re.compile(r"^D\s?[-–]\s?(?=[0-9]{5}\b)", re.IGNORECASE)
# Each place asked for costs a query.
_TRIES = 4
_LONGEST_NAME = 3
AROUND_KM = 25
_QUOTED = re.compile(r'^[„“"»«](?P<words>.*)[“”"»«]$', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Typed:
    """`place_text` is the part that was taken for `place`, or for the whole Land, as it was typed."""

    words: str
    place: PlaceName | None = None
    place_text: str = ""
    # In km, one of RADII: "bei Köln" is more than Köln.
    radius: int | None = None
    whole_land: bool = False


def understand(text: str) -> Typed:
    """A place alone, or at the end after "in", "bei", "nahe", with how near it must be: "10 km um Köln", "Köln und
    Umgebung". In quotation marks everything is words.
    """
    text = " ".join(text.split())
    quoted = _QUOTED.match(text)
    if quoted:
        return Typed(quoted["words"].strip())
    text = _COUNTRY.sub("", text)
    end = _AROUND_AT_THE_END.search(text)
    if end:
        found = _place_at_the_end(text[: end.start()])
        if found.place and found.place.is_place:
            return replace(found, radius=_radius(end["km"]))
    return _place_at_the_end(text)


def _place_at_the_end(text: str) -> Typed:
    place = _resolve(text)
    if place:
        return Typed("", place, text)
    whole = _whole_land().search(text)
    if whole:
        return Typed(text[: whole.start()].strip(), None, whole[0].strip(), whole_land=True)
    # From the left, so that the longest end that is a place wins.
    for match in list(_BEFORE_A_PLACE.finditer(text))[:_TRIES]:
        place = _resolve(text[match.end() :])
        if place:
            radius = _radius(match["km"]) if match["around"] and place.is_place else None
            return Typed(text[: match.start()].strip(), place, text[match.end() :], radius)
    return Typed(text)


@lru_cache(maxsize=1)
def _whole_land() -> re.Pattern:
    """What the whole map is about leaves nothing out."""
    names = "|".join(r"[\s-]+".join(map(re.escape, re.split(r"[\s-]+", name))) for name in land().also_called)
    return re.compile(rf"(?:^|\s+)(?:(?:in|aus|für)\s+)?(?:ganz\s+)?(?:{names})$", re.IGNORECASE)


def _resolve(text: str) -> PlaceName | None:
    return resolve(_LANDKREIS.sub("Kreis", text))


def _radius(km: str | None) -> int:
    """The nearest radius that leaves nothing out, where there is one."""
    wanted = int(km or AROUND_KM)
    return next((radius for radius in RADII if radius >= wanted), RADII[-1])


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
