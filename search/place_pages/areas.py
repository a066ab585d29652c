"""Towns, Ortsteile, Kreise and regions. Each begins with its row and says what belongs to it.

Who borders on whom is read from the municipalities' outlines: neighbours have border points in common.
"""

import re
from collections import defaultdict
from functools import cached_property, lru_cache

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from home.filters import measured_from, where
from home.land.drawing import features
from home.land.models import Kreis, Place, PlaceName, Region
from home.land.pins import Precision
from home.pages.addresses import address
from practice_examples.models import ExamplePage
from search.place_pages.subjects import Entry, Located, entries

Kind = PlaceName.Kind
MORE_IN_TOWN = 6
# One common point is a corner where four areas meet, not a border.
COMMON_POINTS = 2


def find_place(slug: str) -> "Town | Ortsteil":
    places = Place.objects.select_related("kreis", "region", "municipality__kreis", "municipality__region")
    found = get_object_or_404(places, slug=slug)
    return Ortsteil(found) if found.municipality_id else Town(found)


class Town(Located):
    template, kind = "search/town.html", "place"

    def __init__(self, place: Place):
        super().__init__()
        self.place, self.slug, self.name, self.point = place, place.slug, place.name, place.point
        self.where = where(Kind.MUNICIPALITY, place.pk, place.name)
        self.regions = [place.region]

    @property
    def is_kreis_of_its_own(self) -> bool:
        return self.place.kreis.name == self.name

    @property
    def intro(self) -> str:
        words = {"town": self.name, "region": where(Kind.REGION, self.place.region_id, self.place.region.name)}
        if self.is_kreis_of_its_own:
            return _("%(town)s ist eine kreisfreie Stadt %(region)s.") % words
        words["kreis"] = where(Kind.KREIS, self.place.kreis_id, self.place.kreis.name)
        return _("%(town)s liegt %(kreis)s, %(region)s.") % words

    @property
    def crumbs(self) -> list[dict]:
        crumbs = [*super().crumbs, _crumb("region", self.place.region)]
        if not self.is_kreis_of_its_own:
            crumbs.append(_crumb("kreis", self.place.kreis))
        return crumbs

    def narrow(self, examples):
        return examples.in_place(self.place)

    @cached_property
    def points(self) -> list[dict]:
        return _points(self.shown)

    @cached_property
    def neighbours(self) -> list[Entry]:
        return entries("place", Place.objects.filter(pk__in=neighbours("ags", self.place.pk)), self.tallies.towns)


class Ortsteil(Town):
    """A part of a town: what is told of the part itself, apart from what else there is in the town."""

    template = "search/ortsteil.html"

    @property
    def town(self) -> Place:
        return self.place.municipality

    @property
    def canonical(self) -> str:
        """Without stories of its own the page says nothing the town's page would not say better."""
        return super().canonical if self.total else reverse("search:place", args=[self.town.slug])

    @property
    def intro(self) -> str:
        intro = _("%(name)s ist ein Ortsteil von %(town)s.") % {"name": self.name, "town": self.town.name}
        return f"{intro} {measured_from(self.name, self.town.name)}" if self.place.is_at_town else intro

    @property
    def crumbs(self) -> list[dict]:
        region = _crumb("region", self.place.region)
        return [*super(Town, self).crumbs, region, _crumb("place", self.town)]

    def narrow(self, examples):
        # What shows only its town must not be found in a part of it.
        return examples.filter(place=self.place.pk, precision=Precision.EXACT)

    @cached_property
    def in_town(self) -> list[ExamplePage]:
        others = self.visible.in_place(self.town).exclude(pk__in=self.examples.values("pk"))
        return list(others.newest().for_cards()[:MORE_IN_TOWN])

    @cached_property
    def nearest(self) -> list[ExamplePage]:
        return self.nearest_of(self.visible.exclude(pk__in=self.visible.in_place(self.town).values("pk")))

    @property
    def list_link(self) -> str:
        return address("map", ort=self.town.slug)

    @cached_property
    def points(self) -> list[dict]:
        return _points(self.shown) or [_mark(self.place.lat, self.place.lng, self.name)]

    @cached_property
    def neighbours(self) -> list[Entry]:
        """The other parts of the town where something is; all would be up to a hundred."""
        counts = self.tallies.parts
        return entries("place", self.town.ortsteile.exclude(pk=self.place.pk).filter(pk__in=counts), counts)


class ManyTowns(Located):
    """A Kreis or a region."""

    @cached_property
    def towns(self) -> list[Entry]:
        return entries("place", self.town_rows, self.tallies.towns)

    @cached_property
    def points(self) -> list[dict]:
        """A bubble for each town that has something."""
        counts = self.tallies.towns
        return [
            _mark(town.lat, town.lng, town.name, reverse("search:place", args=[town.slug]), counts[town.pk])
            for town in self.town_rows
            if counts[town.pk]
        ]


class WholeKreis(ManyTowns):
    template, kind, parameter = "search/kreis.html", "kreis", "kreis"

    def __init__(self, kreis: Kreis):
        super().__init__()
        self.kreis, self.slug, self.name, self.point = kreis, kreis.pk, kreis.name, kreis.point
        self.where = where(Kind.KREIS, kreis.pk, kreis.name)

    @classmethod
    def find(cls, slug: str) -> "WholeKreis":
        return cls(get_object_or_404(Kreis, pk=slug))

    @cached_property
    def regions(self) -> list[Region]:
        """Mostly one; the Ennepe-Ruhr-Kreis belongs to two."""
        return list(Region.objects.filter(places__kreis=self.kreis.pk).distinct())

    @property
    def canonical(self) -> str:
        """A kreisfreie Stadt is one thing under two addresses."""
        only_town = self.town_rows[0] if len(self.town_rows) == 1 else None
        return reverse("search:place", args=[only_town.slug]) if only_town else super().canonical

    @property
    def intro(self) -> str:
        regions = [where(Kind.REGION, region.pk, region.name) for region in self.regions]
        words = {"kreis": _with_article(self.name), "regions": _(" und ").join(regions)}
        return _("%(kreis)s liegt %(regions)s.") % words

    @property
    def crumbs(self) -> list[dict]:
        return [*super().crumbs, *(_crumb("region", region) for region in self.regions[:1])]

    def narrow(self, examples):
        return examples.in_kreis(self.kreis.pk)

    @cached_property
    def town_rows(self) -> list[Place]:
        return list(Place.objects.towns().filter(kreis=self.kreis.pk))

    @cached_property
    def neighbours(self) -> list[Entry]:
        found = Kreis.objects.filter(pk__in=neighbours("kreis", self.kreis.pk))
        return entries("kreis", found, self.tallies.kreise)


class WholeRegion(ManyTowns):
    template, kind, parameter = "search/region.html", "region", "region"

    def __init__(self, region: Region):
        super().__init__()
        self.region, self.slug, self.name, self.point = region, region.pk, region.name, region.point
        self.where = where(Kind.REGION, region.pk, region.name)
        self.regions = [region]

    @classmethod
    def find(cls, slug: str) -> "WholeRegion":
        return cls(get_object_or_404(Region, pk=slug))

    @property
    def intro(self) -> str:
        words = {"where": capfirst(self.where), "kreise": _listed([kreis.name for kreis in self.kreis_rows])}
        return _("%(where)s liegen %(kreise)s.") % words if len(self.kreis_rows) > 1 else ""

    def narrow(self, examples):
        return examples.in_region(self.region.pk)

    @cached_property
    def kreis_rows(self) -> list[Kreis]:
        return list(Kreis.objects.filter(places__region=self.region.pk).distinct())

    @cached_property
    def kreise(self) -> list[Entry]:
        return entries("kreis", self.kreis_rows, self.tallies.kreise)

    @cached_property
    def town_rows(self) -> list[Place]:
        """Only those where something is; all would be up to eighty."""
        return list(Place.objects.towns().filter(region=self.region.pk, pk__in=self.tallies.towns))

    @cached_property
    def neighbours(self) -> list[Entry]:
        found = Region.objects.filter(pk__in=neighbours("region", self.region.pk))
        return entries("region", found, self.tallies.regions)


def _crumb(kind: str, row) -> dict:
    return {"title": row.name, "url": reverse(f"search:{kind}", args=[row.slug])}


def _with_article(kreis: str) -> str:
    """Der Kreis Soest, der Oberbergische Kreis, die Städteregion Aachen, Krefeld."""
    if "kreis" in kreis.casefold():
        return _("Der %(kreis)s") % {"kreis": re.sub("er Kreis$", "e Kreis", kreis)}
    return _("Die %(kreis)s") % {"kreis": kreis} if "region" in kreis.casefold() else kreis


def _listed(names: list[str]) -> str:
    return _("%(names)s und %(last)s") % {"names": ", ".join(names[:-1]), "last": names[-1]}


def _mark(lat, lng, name: str, href: str = "", count: int = 0) -> dict:
    """For the map beside the list: a bubble with its count, or without one a pin."""
    return {"lat": lat, "lng": lng, "name": name, "href": href, "count": count}


def _points(examples: list[ExamplePage]) -> list[dict]:
    """A pin for each example; several at one spot become a bubble that leads to the list."""
    spots = {}
    for example in examples:
        if example.point:
            spots.setdefault((example.lat, example.lng), []).append(example)
    return [
        _mark(*spot, here[0].title, here[0].url)
        if len(here) == 1
        else _mark(*spot, here[0].place.town.name, "#beispiele", len(here))
        for spot, here in spots.items()
    ]


def neighbours(level: str, value: str) -> frozenset[str]:
    """Those that border on the municipality (level "ags"), Kreis ("kreis") or region ("region") with that id."""
    return _borders(level).get(value, frozenset())


@lru_cache(maxsize=3)
def _borders(level: str) -> dict[str, frozenset[str]]:
    owners = defaultdict(set)
    for properties, parts, _box in features("gemeinden"):
        for part in parts:
            for ring in part:
                for lng, lat in ring:
                    owners[lng, lat].add(properties[level])
    common = defaultdict(lambda: defaultdict(int))
    for sharing in owners.values():
        for one in sharing:
            for other in sharing - {one}:
                common[one][other] += 1
    return {
        one: frozenset(other for other, points in others.items() if points >= COMMON_POINTS)
        for one, others in common.items()
    }
