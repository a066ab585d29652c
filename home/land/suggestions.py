"""From what people type to the place they mean: the one reader for suggestions, `ort=`, search and forms."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache, reduce
from operator import or_
from typing import NamedTuple

from django.db.models import Q

from home.caching.version import cached
from home.land.land import Land, land
from home.land.models import NAMES, PlaceName, Postcode
from home.land.names import fold
from home.language.spelling import Spelling

MAX_QUERY_LENGTH = 100
NAMES_SECONDS = 3600
_COUNTRY = re.compile(r"\bDE?\s?[-–]\s?(?=[0-9]{5}\b)|[\s,(]+(?:Deutschland|Germany)\W*$", re.IGNORECASE)
_RANK = re.compile(r"^(?:Stadt|Gemeinde|Kreisstadt|Hansestadt|Universitätsstadt|Landeshauptstadt)\s+", re.IGNORECASE)
_LANDKREIS = re.compile(r"^Landkreis\b", re.IGNORECASE)
_STREET = re.compile(
    r"""^[^\d,]{3,}? (?:
        \s\d{1,4}\s?[a-z]?(?:\s?[-–/]\s?\d{1,4}\s?[a-z]?)? (?:\s*,\s* | \s+(?=(?:DE?\s?[-–]\s?)?\d{5}\b))
        | (?:str\.|stra(?:ß|ss)e|weg|platz|allee|gasse|ring|damm|ufer|wall)\s*,\s*
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_POSTCODE = re.compile(r"(?<!\d)([0-9]{5})(?!\d)\s*(.*)", re.DOTALL)
_POSTCODE_WORD = re.compile(r"\s([0-9]{5})(?![^\s+])")
_SHORTEST_POSTCODE = 2


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text means. With a mistake in it `place` is what it can only mean, and `meant` has all it may mean."""

    place: PlaceName | None = None
    meant: tuple[PlaceName, ...] = ()


def suggest(query: str, limit: int = 8) -> list[PlaceName]:
    """The best matches for a half-typed name or postcode, best first. One query, or two where nothing begins so."""
    query = query[:MAX_QUERY_LENGTH]
    found = list(PlaceName.objects.matching(query).best_first(query)[:limit])
    return found or _as_written(query)[:limit] or alike(query, limit)


def resolve(value: str) -> PlaceName | None:
    """The one place, Kreis, region or area that an id, slug, name, label, postcode or address means; None if unknown.

    Of several with that name the best by the ranking of the suggestions wins. Incomplete names are not guessed at,
    except that words may be shortened or left out when only one of the best kind remains ("Mülheim Ruhr").
    """
    value = value[:MAX_QUERY_LENGTH]
    called = PlaceName.objects.called(value).best_first(value).first()
    return called or next(iter(_as_written(value)), None) or shortened(value)


def shortened(value: str) -> PlaceName | None:
    """The only one of the best kind with all these words or their beginnings in its name: "Mülheim Ruhr"."""
    words = fold(value).split()
    if len(words) < 2 or min(map(len, words)) < 3:
        return None
    candidates = list(PlaceName.objects.matching(value).best_first(value)[:8])
    best = [candidate for candidate in candidates if candidate.kind == candidates[0].kind]
    return best[0] if len(best) == 1 else None


def read_place(value: str) -> Reading:
    """As `resolve()`; where that knows nothing, what it may mean with the rest of its name or without a mistake."""
    if len(value) > MAX_QUERY_LENGTH:
        return Reading()
    if found := resolve(value):
        return Reading(found)
    if begun := list(PlaceName.objects.matching(value).best_first(value)[:3]):
        return Reading(meant=tuple(begun))
    meant = alike(value)
    return Reading(meant[0] if len(meant) == 1 else None, tuple(meant))


def alike(value: str, limit: int = 3) -> list[PlaceName]:
    """Places whose name is one letter away, or whose postcodes begin as this one does, large before small, but those
    that begin with the letter typed before the others: towns or else Ortsteile, not both.
    """
    names, known = _names(), []
    for text in _ways_to_read(value[:MAX_QUERY_LENGTH]):
        if _POSTCODE.fullmatch(text.strip()):
            known = names.beside(text.strip())
            break
        if near := names.near(text):
            known = names.called(*near)
            break
    known = [one for one in known[:limit] if one.kind == known[0].kind]
    begun = text.strip()[:1].casefold()
    return sorted(_rows(known), key=lambda place: place.name[:1].casefold() != begun)


def is_name(text: str) -> bool:
    """Whether the whole text is what a place is called. Asks no database once the names are known."""
    return any(map(_names().form, _plainly(text)))


def postcodes_of_address(text: str) -> dict[str, Postcode]:
    """The postcode of an address by the key of each town that has it: as near to a street as the data go.

    One query; none where no street is named.
    """
    code = _POSTCODE.search(text)
    if not code or without_street(text) == text:
        return {}
    return {row.municipality_id: row for row in Postcode.objects.filter(postcode=code[1])}


def without_street(text: str) -> str:
    """What remains of an address without its street: "Hauptstr. 5, 50667 Köln"."""
    return _STREET.sub("", text)


def _as_written(value: str) -> list[PlaceName]:
    names = _names()
    form = next(filter(None, map(names.form, _ways_to_read(value))), None)
    return _rows(sorted(names.called(form), key=lambda one: one.closeness(form))) if form else []


def _plainly(value: str) -> list[str]:
    """The text with and without what is written around a name: "Stadt Köln", or the Land behind it."""
    bare = _LANDKREIS.sub("Kreis", _RANK.sub("", _COUNTRY.sub("", value.strip())))
    return [value, _in_the_land(land()).sub("", bare)]


def _ways_to_read(value: str) -> list[str]:
    """And what remains of an address: "Domplatz 1, D-50667 Köln"."""
    ways = _plainly(value)
    if postcode := _POSTCODE.search(ways[-1]):
        code, town = postcode.groups()
        return [*ways, f"{code} {town}", code, town]
    return [*ways, ways[-1].rpartition(",")[2]]


@lru_cache(maxsize=1)
def _in_the_land(land: Land) -> re.Pattern:
    """The Land's name behind the town's."""
    return re.compile(rf"(?<=\w)[\s,(]+(?:{land.names_pattern})\W*$", re.IGNORECASE)


class Known(NamedTuple):
    """A row of PlaceName as memory has it. They sort as `by_kind()` does."""

    rank: int
    kind: str
    ref: str
    folded: str

    def closeness(self, form: str) -> int:
        """As `best_first()` asks for it."""
        return 0 if self.folded == form else 1 if self.folded.startswith(form) else 2


class Names:
    """All that places are called, in one form for all spellings."""

    def __init__(self, rows: Iterable[tuple[str, str, str, str, str, str]]):
        """From the kind, the ref, the folded name, the label, the forms and the words of each, in their order."""
        self._known, self._by_postcode, names = defaultdict(list), defaultdict(list), set()
        for rank, (kind, ref, folded, label, some, words) in enumerate(rows):
            known, forms = Known(rank, kind, ref, folded), some.strip("|").split("|")
            for form in forms:
                self._known[form].append(known)
            for postcode in _POSTCODE_WORD.findall(words):
                self._by_postcode[postcode].append(known)
            # In a label nobody is mistaken.
            names |= {*forms} - {fold(label)} | {folded}
        self._forms = {form.replace(" ", ""): form for form in self._known} | {form: form for form in self._known}
        self._spelling = Spelling(name for name in names if not any(map(str.isdigit, name)))

    def form(self, text: str) -> str | None:
        """The form of a name, also if it is written in one word: "CastropRauxel"."""
        return self._forms.get(fold(text))

    def called(self, *forms: str) -> list[Known]:
        return sorted({known for form in forms for known in self._known[form]})

    def near(self, text: str) -> list[str]:
        return self._spelling.near(fold(text))

    def beside(self, code: str) -> list[Known]:
        """Those with a postcode that has as much of its beginning in common with this one as any has."""
        for length in range(len(code) - 1, _SHORTEST_POSTCODE - 1, -1):
            begun = [some for known, some in self._by_postcode.items() if known.startswith(code[:length])]
            if begun:
                return sorted(set().union(*begun))
        return []


def _names() -> Names:
    """Kept by every process until the gazetteer is loaded again."""
    return _read_names(cached(NAMES, PlaceName.objects.generation, depends_on=(), seconds=NAMES_SECONDS))


@lru_cache(maxsize=1)
def _read_names(generation: int) -> Names:
    return Names(PlaceName.objects.by_kind().values_list("kind", "ref", "folded", "label", "forms", "words"))


def _rows(known: list[Known]) -> list[PlaceName]:
    """In this order. One query by their keys, no scan for texts; none without any."""
    if not known:
        return []
    keys = [
        Q(kind=kind, ref__in=[one.ref for one in known if one.kind == kind]) for kind in {one.kind for one in known}
    ]
    rows = {(row.kind, row.ref): row for row in PlaceName.objects.filter(reduce(or_, keys))}
    return [rows[one.kind, one.ref] for one in known if (one.kind, one.ref) in rows]


def as_json(found: PlaceName, postcode: Postcode | None = None) -> dict:
    """One object of /daten/orte.json. `at_town`: the point is only the middle of the town."""
    nearer = postcode and {"code": postcode.postcode, "lat": postcode.lat, "lng": postcode.lng}
    return {
        "id": found.ref,
        "slug": found.slug,
        "name": found.name,
        "label": found.label,
        "kind": found.kind,
        "region": found.region_slug or None,
        "lat": found.lat,
        "lng": found.lng,
        **({"at_town": True} if found.at_town else {}),
        **({"postcode": nearer} if nearer else {}),
    }
