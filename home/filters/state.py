"""What a visitor has chosen, as values; knows how to write itself as a link and in German words."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from home.land import names
from home.land.geo import Box
from home.land.land import land
from home.land.models import PlaceName
from home.language.search_words import Wanted, words_wanted

RADII = (5, 10, 25, 50, 100)
NEWEST, NEAREST, BY_NAME = "neu", "nah", "name"
SORTS = (NEWEST, NEAREST, BY_NAME)
# The order of what contains certain words; nobody has to ask for it.
FITTING = "passend"


@dataclass(frozen=True, slots=True)
class Choice:
    slug: str
    label: str


@dataclass(frozen=True, slots=True)
class Problem:
    """A value that could not be understood. The result is shown without it, the form keeps it."""

    name: str
    message: str
    value: str = ""
    alternatives: tuple[PlaceName, ...] = ()

    @classmethod
    def no_such_page(cls, wanted: int, last: int) -> "Problem":
        message = _("Eine Seite %(wanted)d gibt es nicht. Wir zeigen Seite %(last)d.")
        return cls("seite", message % {"wanted": wanted, "last": last})


@dataclass(frozen=True)
class Filters:
    text: str = ""
    place: PlaceName | None = None
    radius: int | None = None
    kreis: Choice | None = None
    region: Choice | None = None
    topics: tuple[Choice, ...] = ()
    providers: tuple[Choice, ...] = ()
    effort: Choice | None = None
    cost: Choice | None = None
    video: bool = False
    sort: str = ""
    box: Box | None = None
    page: int = 1
    # The town that an Ortsteil without radius stands for, or from whose middle distances are measured.
    town_name: str = field(default="", compare=False)
    problems: tuple[Problem, ...] = field(default=(), compare=False)
    # Came with a place that was not understood, and holds again with another one.
    kept_radius: int | None = field(default=None, compare=False)
    # The text as the search understands it; looked up once for all that is asked with these filters.
    wanted: Wanted = field(default=(), compare=False)

    @property
    def order(self) -> str:
        return self.sort or self.usual_order

    @property
    def usual_order(self) -> str:
        # Within one town what fits is worth more than a few streets.
        if self.place and (self.radius or not self.text or not self.place.is_place):
            return NEAREST
        return FITTING if self.text else NEWEST

    @property
    def active(self) -> bool:
        """Whether anything is left out; order and page number leave nothing out."""
        return bool(self.query("sort", "seite"))

    @property
    def personal(self) -> bool:
        """Whether hardly anybody else will ask for the same: there are as many words and sections as visitors."""
        return bool(self.text or self.box)

    def with_(self, **changes) -> "Filters":
        """The same with some fields changed, from page 1 on. Without a place there is no radius and no nearest."""
        changed = {"page": 1, **changes}
        if "text" in changes:
            changed["wanted"] = words_wanted(changes["text"])
        place = changed.get("place", self.place)
        if place is None:
            changed["radius"] = None
            if changed.get("sort", self.sort) == NEAREST:
                changed["sort"] = ""
        return replace(self, **changed)

    def without(self, name: str, slug: str | None = None) -> "Filters":
        """One parameter less, or one of its several values."""
        field_name, empty = _FIELDS[name]
        if slug is not None:
            empty = tuple(choice for choice in getattr(self, field_name) if choice.slug != slug)
        return self.with_(**{field_name: empty})

    @cached_property
    def parameters(self) -> tuple[tuple[str, str], ...]:
        """Every state has one form: the order of _FIELDS, no default, the place by its slug."""
        single = [
            ("q", self.text),
            ("ort", place_value(self.place) if self.place else ""),
            ("umkreis", str(self.radius or "")),
            ("kreis", _slug(self.kreis)),
            ("region", _slug(self.region)),
            *(("thema", choice.slug) for choice in self.topics),
            *(("traeger", choice.slug) for choice in self.providers),
            ("aufwand", _slug(self.effort)),
            ("kosten", _slug(self.cost)),
            ("video", "1" if self.video else ""),
            ("sort", "" if self.sort == self.usual_order else self.sort),
            ("bbox", _box_text(self.box) if self.box else ""),
            ("seite", str(self.page) if self.page > 1 else ""),
        ]
        return tuple((name, value) for name, value in single if value)

    def query(self, *without: str) -> str:
        """The canonical query string, without a question mark and without these parameters."""
        return urlencode([(name, value) for name, value in self.parameters if name not in without])

    def links(self, name: str, values: Iterable[str]) -> dict[str, str]:
        """For each value of one parameter the link of this state with it, from page 1 on; "" leaves it out.

        Not for `q` and `ort`, on which others depend. For as many links as a form has: nothing is built anew.
        """
        names = list(_FIELDS)
        place = names.index(name)
        kept = [(other, value) for other, value in self.parameters if other not in (name, "seite")]
        before = urlencode([(other, value) for other, value in kept if names.index(other) < place])
        after = urlencode([(other, value) for other, value in kept if names.index(other) > place])
        asked = {value: urlencode([(name, value)]) if value else "" for value in values}
        return {value: f"?{'&'.join(filter(None, (before, own, after)))}" for value, own in asked.items()}

    @property
    def link(self) -> str:
        """This state as a link relative to any surface."""
        return f"?{self.query()}"

    def problem(self, name: str) -> Problem | None:
        return next((problem for problem in self.problems if problem.name == name), None)

    @property
    def meant(self) -> list[tuple[PlaceName, str]]:
        """What the place that was not understood may mean, each with the link of this state with it."""
        problem = self.problem("ort")
        return [
            (place, self.with_(place=place, radius=self.kept_radius).link)
            for place in (problem.alternatives if problem else ())
        ]

    @property
    def radius_shown(self) -> int | None:
        """What the field for the radius shows."""
        return self.radius or self.kept_radius

    @property
    def place_text(self) -> str:
        """What the place field shows: text that means this place again, or what was typed and not understood."""
        if self.place is None:
            problem = self.problem("ort")
            return problem.value if problem else ""
        kind = self.place.Kind
        return self.place.label if self.place.kind in (kind.ORTSTEIL, kind.REGION) else self.place.name

    @property
    def search_text(self) -> str:
        problem = self.problem("q")
        return problem.value if problem else self.text


_FIELDS = {
    "q": ("text", ""),
    "ort": ("place", None),
    "umkreis": ("radius", None),
    "kreis": ("kreis", None),
    "region": ("region", None),
    "thema": ("topics", ()),
    "traeger": ("providers", ()),
    "aufwand": ("effort", None),
    "kosten": ("cost", None),
    "video": ("video", False),
    "sort": ("sort", ""),
    "bbox": ("box", None),
    "seite": ("page", 1),
}


def narrow_to_place(queryset, filters: Filters):
    """What the place filters leave of a `LocatedQuerySet`: `ort` with `umkreis`, `kreis`, `region`, `bbox`.

    With a place every row gets its `distance` in km; the order is the caller's.
    """
    if filters.region:
        if filters.region.slug == land().id:
            queryset = queryset.filter(land_wide=True)
        else:
            queryset = queryset.in_region(filters.region.slug)
    if filters.kreis:
        queryset = queryset.in_kreis(filters.kreis.slug)
    if filters.box:
        queryset = queryset.in_box(filters.box)
    place = filters.place
    if place is None:
        return queryset
    if filters.radius:
        return queryset.near(place.lat, place.lng, filters.radius)
    return queryset.within(place).by_distance(place.lat, place.lng)


def place_value(place: PlaceName) -> str:
    """The value of `ort` for this place. Some regions share their id with a town, which would win."""
    if place.is_place:
        return place.slug
    return names.slug(place.label) if place.kind == place.Kind.REGION else place.ref


def _slug(choice: Choice | None) -> str:
    return choice.slug if choice else ""


def _box_text(box: Box) -> str:
    return ",".join(str(round(degrees, 5)) for degrees in (box.west, box.south, box.east, box.north))


def where(kind: str, slug: str, name: str) -> str:
    """ "in Köln", "im Kreis Soest", "im Münsterland"."""
    kinds = PlaceName.Kind
    if kind in (kinds.REGION, kinds.AREA):
        if slug in land().where:
            return land().where[slug]
        if "region" in name.casefold():
            return _("in der %(name)s") % {"name": name}
        return _("in der Region %(name)s") % {"name": name}
    if kind == kinds.KREIS and "kreis" in name.casefold():
        return _("im %(name)s") % {"name": re.sub("er Kreis$", "en Kreis", name)}
    if kind == kinds.KREIS and "region" in name.casefold():
        return _("in der %(name)s") % {"name": name}
    return _("in %(name)s") % {"name": name}


def measured_from(district: str, town: str) -> str:
    """What has to be said where distances from a district without a point of its own are shown."""
    words = {"district": district, "town": town}
    return _("Wo genau %(district)s liegt, wissen wir nicht: Wir messen ab der Mitte von %(town)s.") % words


def place_phrase(filters: Filters) -> str:
    """All place filters in one phrase; empty if there is none."""
    parts = []
    place = filters.place
    if place and filters.radius:
        center = place.name if place.is_place else f"„{place.name}“"
        parts.append(_("im Umkreis von %(km)d\u00a0km um %(place)s") % {"km": filters.radius, "place": center})
    elif place:
        parts.append(where(place.kind, place.ref, filters.town_name or place.name))
    if filters.kreis:
        parts.append(where(PlaceName.Kind.KREIS, filters.kreis.slug, filters.kreis.label))
    if filters.region:
        region = filters.region
        is_all = region.slug == land().id
        parts.append(land().for_all if is_all else where(PlaceName.Kind.REGION, region.slug, region.label))
    if filters.box:
        parts.append(_("im Kartenausschnitt"))
    return " ".join(parts)


@dataclass(frozen=True, slots=True)
class Chip:
    """An active filter; `without` is the state without it."""

    label: str
    name: str
    slug: str
    without: Filters


def chips(filters: Filters) -> list[Chip]:
    found = []

    def add(label, name, slug=None):
        found.append(Chip(label, name, slug or "", filters.without(name, slug)))

    if filters.text:
        add(f"„{filters.text}“", "q")
    if filters.place:
        add(filters.place_text, "ort")
    if filters.radius:
        add(_("Umkreis %(km)d\u00a0km") % {"km": filters.radius}, "umkreis")
    for name, choice in (("kreis", filters.kreis), ("region", filters.region)):
        if choice:
            add(choice.label, name)
    for name, choices in (("thema", filters.topics), ("traeger", filters.providers)):
        for choice in choices:
            add(choice.label, name, choice.slug)
    if filters.effort:
        add(_("Aufwand: %(value)s") % {"value": filters.effort.label}, "aufwand")
    if filters.cost:
        add(_("Kosten: %(value)s") % {"value": filters.cost.label}, "kosten")
    if filters.video:
        add(_("Mit Film"), "video")
    if filters.box:
        add(_("Nur im Kartenausschnitt"), "bbox")
    return found
