"""What somebody typed into the one box: words, a place, or both. Knows no request and no template."""

import re
from dataclasses import dataclass

from home.places.models import PlaceName
from home.places.suggestions import resolve

_BEFORE_A_PLACE = re.compile(
    r"(?:^|(?<=\s))(?:in der nähe von|rund um|in|bei|nahe|um|aus|im|am)\s+(?=\S)", re.IGNORECASE
)
# Each place asked for costs a query.
_TRIES = 4
_QUOTED = re.compile(r'^[„“"»«](?P<words>.*)[“”"»«]$', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Typed:
    """`place_text` is the part that was taken for `place`, as it was typed."""

    words: str
    place: PlaceName | None = None
    place_text: str = ""


def understand(text: str) -> Typed:
    """A place alone, or at the end after "in", "bei", "nahe". In quotation marks everything is words."""
    text = text.strip()
    quoted = _QUOTED.match(text)
    if quoted:
        return Typed(quoted["words"].strip())
    place = resolve(text)
    if place:
        return Typed("", place, text)
    # From the left, so that the longest end that is a place wins.
    for match in list(_BEFORE_A_PLACE.finditer(text))[:_TRIES]:
        place = resolve(text[match.end() :])
        if place:
            return Typed(text[: match.start()].strip(), place, text[match.end() :])
    return Typed(text)
