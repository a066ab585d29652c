"""What somebody typed into the one box: words, a place, filters, in any order. Knows no request and no template."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from home.filters import RADII
from home.land.land import Land, land
from home.land.models import PlaceName
from home.land.suggestions import alike, is_name, resolve, shortened, without_street
from home.language.compounds import base_vocabulary
from home.language.search_words import known_words, vocabulary
from home.language.words import fold, is_stop_word, stem, words
from practice_examples.choices import Cost, Effort

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
    \s+ $""",
    re.IGNORECASE | re.VERBOSE,
)
_AFTER_A_PLACE = re.compile(
    r"(?:\s*,|\s(?:und|u\.|&|\+))?\s(?:umgebung|umland|(?:\+\s?|im\sumkreis\svon\s)?(?P<km>\d{1,3})\s?km)(?!\w)",
    re.IGNORECASE,
)
_NEAR_ME = re.compile(
    r"(?:^|\s)(?:(?:in|aus)\s(?:meiner|der)\s(?:nähe|umgebung|gegend)(?!\s(?:von|um)\b)|(?:nahe?\s)?bei\smir|um\smich(?:\sherum)?)(?!\w)",
    re.IGNORECASE,
)
# What stands behind a name and is none of it.
_TAIL = re.compile(r"[^\w).]+$")
_MOST_WORDS = 16
_LONGEST_NAME = 6
# Stand before a place, but as part of a name only at the beginning: "Soziale Stadt Essen" is no name.
_RANKS = ("stadt", "gemeinde")
AROUND_KM = 25
_QUOTED = re.compile(r'^[„“"»«](?P<words>.*)[“”"»«]$', re.DOTALL)
_EVENT_WORDS = {stem(word) for word in ("Termin", "Veranstaltung", "Event")}
# What is a filter already, in the words people type.
_FILTER_WORDS = {
    stem(word): filters
    for filters, some in {
        ("video", "1"): ("Film", "Video", "Clip"),
        ("kosten", Cost.LOW.value): ("kostenlos", "kostenfrei", "gratis", "umsonst"),
        ("aufwand", Effort.VOLUNTEERS.value): ("Ehrenamt", "ehrenamtlich", "Ehrenamtliche"),
    }.items()
    for word in some
}


@dataclass(frozen=True, slots=True)
class Typed:
    """`place_text` is the part that was taken for `place`, or for the whole Land, as it was typed."""

    words: str
    place: PlaceName | None = None
    place_text: str = ""
    # In km, one of RADII: "bei Köln" is more than Köln.
    radius: int | None = None
    whole_land: bool = False
    # What only the visitor's browser knows.
    near_me: bool = False
    # The word that asked for events.
    events: str = ""
    # Further parameters with their values.
    filters: tuple[tuple[str, str], ...] = ()

    @property
    def understood(self) -> bool:
        """Whether anything but words was seen in it."""
        return bool(self.place or self.whole_land or self.near_me or self.events or self.filters)

    @property
    def is_named(self) -> bool:
        """Whether the place stands in it by a name that is no common word."""
        return bool(self.place) and fold(self.place_text) not in _common_words()


def readings(text: str) -> Iterator[Typed]:
    """What the text may mean, the likeliest first; the next counts where nothing is found. In quotation marks everything
    is words.
    """
    text = " ".join(text.split())
    quoted = _QUOTED.match(text)
    if quoted:
        yield Typed(quoted["words"].strip())
        return
    rest = _NEAR_ME.sub("", text).strip()
    for typed in _places_in(rest):
        typed = replace(typed, near_me=rest != text)
        filtered = _filters_in(typed)
        if filtered != typed:
            yield filtered
        yield typed


def spelled_otherwise(text: str) -> list[str]:
    """What the whole text may be with one letter of an unknown word changed; one is certain, several are to be offered."""
    if _QUOTED.match(text) or all(vocabulary().has(word) or is_name(word) for word in words(text)):
        return []
    known = known_words()
    if not any(is_name(word) or known.has(word) for word in words(text)) and (places := alike(text)):
        return [place.label for place in places]
    found = [text]
    for word in words(text)[:_MOST_WORDS]:
        if known.has(word) or is_stop_word(word) or is_name(word):
            continue
        likely = [place.name if place.is_place else place.label for place in alike(word)] or known.near(word)
        if likely:
            found = [re.sub(rf"\b{word}\b", other, one) for one in found[:1] for other in likely]
    return [one for one in found if one != text]


def _places_in(text: str) -> Iterator[Typed]:
    address = without_street(text)
    if address != text and is_name(address):
        text = address
    if place := _whole_name(text):
        yield Typed("", place, text)
        if place.kind == place.Kind.ORTSTEIL:
            yield Typed(text)
        return
    if (found := _place_in(text)) is None:
        whole = _whole_land(land()).search(text)
        rest = f"{text[: whole.start()]} {text[whole.end() :]}".strip() if whole else text
        yield Typed(rest, None, whole[0].strip(), whole_land=True) if whole else Typed(text)
        return
    typed, stated = found
    literal = Typed(text)
    # Wald, Hafen and Hand are parts of towns: first of all they are words.
    if not stated and typed.place.kind == typed.place.Kind.ORTSTEIL:
        yield literal
        yield typed
        return
    yield typed
    if not stated and fold(typed.place_text) in _common_words():
        yield literal


def _whole_name(text: str) -> PlaceName | None:
    if is_name(text):
        return resolve(text)
    some = words(text)
    return shortened(text) if len(some) <= _LONGEST_NAME and any(map(is_name, some)) else None


def _place_in(text: str) -> tuple[Typed, bool] | None:
    """The text with a place taken out, and whether it said so: "in Köln". The longest name wins, then the last."""
    starts = [(match.start(), match.end()) for match in re.finditer(r"\S+", text)][:_MOST_WORDS]
    found = []
    for first, (start, _end) in enumerate(starts):
        for last, (_start, end) in enumerate(starts[first : first + _LONGEST_NAME], start=first):
            name = _TAIL.sub("", text[start:end])
            before, after = _BEFORE_A_PLACE.search(text[:start]), _AFTER_A_PLACE.match(text[start + len(name) :])
            stated = bool(before or after)
            if (start and not stated and text[start:end].casefold().startswith(_RANKS)) or not is_name(name):
                continue
            found.append(((stated, last - first, start), name, before, after))
    for (stated, _length, start), name, before, after in sorted(found, key=lambda one: one[0], reverse=True):
        if place := resolve(name):
            rest = f"{text[: before.start() if before else start]} {text[start + len(name) + (after.end() if after else 0) :]}"
            near = place.is_place and (after or (before and before["around"]))
            km = (after and after["km"]) or (before and before["km"])
            return Typed(_trimmed(rest), place, name, _radius(km) if near else None), stated
    return None


def _filters_in(typed: Typed) -> Typed:
    """With the words that are filters taken out of the words."""
    rest, filters, events = [], {}, ""
    for word in typed.words.split():
        stems = {stem(part) for part in words(word)}
        if stems and stems <= _EVENT_WORDS:
            events = word
        elif stems and stems <= _FILTER_WORDS.keys():
            filters.update(_FILTER_WORDS[one] for one in stems)
        else:
            rest.append(word)
    return replace(typed, words=_trimmed(" ".join(rest)), filters=tuple(filters.items()), events=events)


def _trimmed(text: str) -> str:
    return " ".join(text.split()).strip(" ,;")


@lru_cache(maxsize=1)
def _common_words() -> set[str]:
    return {fold(word) for word in base_vocabulary()}


@lru_cache(maxsize=1)
def _whole_land(land: Land) -> re.Pattern:
    """What the whole map is about leaves nothing out."""
    name = rf"(?:(?:in|aus|für)\s+)?(?:ganz\s+)?(?:{land.names_pattern})"
    return re.compile(rf"(?:^|\s+){name}$|^{name}(?=\s)", re.IGNORECASE)


def _radius(km: str | None) -> int:
    """The nearest radius that leaves nothing out, where there is one."""
    wanted = int(km or AROUND_KM)
    return next((radius for radius in RADII if radius >= wanted), RADII[-1])
