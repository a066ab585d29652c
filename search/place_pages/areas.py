"""Towns, Ortsteile, Kreise and regions. Each begins with its row and says what belongs to it."""

import re
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _

from home.filters import where
from home.land.located import Precision
from home.land.models import Kreis, Place, PlaceName, Region
from home.pages.addresses import address
from practice_examples.models import ExamplePage
from search.place_pages.borders import neighbours
from search.place_pages.subjects import Entry, Located

Kind = PlaceName.Kind
MORE_IN_TOWN = 6


def find_place(slug: str) -> "Town | Ortsteil | None":
    places = Place.objects.select_related("kreis", "region", "municipality__kreis", "municipality__region")
    found = places.filter(slug=slug).first()
    return found and (Ortsteil(found) if found.municipality_id else Town(found))


def find_kreis(slug: str) -> "WholeKreis | None":
    found = Kreis.objects.filter(pk=slug).first()
    return found and WholeKreis(found)


def find_region(slug: str) -> "WholeRegion | None":
    found = Region.objects.filter(pk=slug).first()
    return found and WholeRegion(found)


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
        crumbs = [*super().crumbs, _crumb("region", self.place.region_id, self.place.region.name)]
        if not self.is_kreis_of_its_own:
            crumbs.append(_crumb("kreis", self.place.kreis_id, self.place.kreis.name))
        return crumbs

    def narrow(self, examples):
        return examples.in_place(self.place)

    @cached_property
    def points(self) -> list[dict]:
        return _points(self.shown)

    @cached_property
    def neighbours(self) -> list[Entry]:
        return self.town_entries(Place.objects.filter(pk__in=neighbours("ags", self.place.pk)))


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
        return _("%(name)s ist ein Ortsteil von %(town)s.") % {"name": self.name, "town": self.town.name}

    @property
    def crumbs(self) -> list[dict]:
        region = _crumb("region", self.place.region_id, self.place.region.name)
        return [*super(Town, self).crumbs, region, _crumb("place", self.town.slug, self.town.name)]

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
        here = {"lat": self.place.lat, "lng": self.place.lng, "name": self.name, "href": "", "count": 0}
        return _points(self.shown) or [here]

    @cached_property
    def neighbours(self) -> list[Entry]:
        """The other parts of the town that the gazetteer knows."""
        counted = self.visible.filter(precision=Precision.EXACT, place__municipality=self.town.pk)
        places = list(counted.order_by().values_list("place", flat=True))
        parts = self.town.ortsteile.exclude(pk=self.place.pk)
        return [Entry(part.name, reverse("search:place", args=[part.slug]), places.count(part.pk)) for part in parts]


class WholeKreis(Located):
    template, kind, parameter = "search/kreis.html", "kreis", "kreis"

    def __init__(self, kreis: Kreis):
        super().__init__()
        self.kreis, self.slug, self.name, self.point = kreis, kreis.pk, kreis.name, kreis.point
        self.where = where(Kind.KREIS, kreis.pk, kreis.name)

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
        return [*super().crumbs, *(_crumb("region", region.pk, region.name) for region in self.regions[:1])]

    def narrow(self, examples):
        return examples.in_kreis(self.kreis.pk)

    @cached_property
    def town_rows(self) -> list[Place]:
        return list(Place.objects.towns().filter(kreis=self.kreis.pk))

    @cached_property
    def towns(self) -> list[Entry]:
        return self.town_entries(self.town_rows)

    @cached_property
    def points(self) -> list[dict]:
        return _bubbles(self.town_rows, self.tallies.towns)

    @cached_property
    def neighbours(self) -> list[Entry]:
        found = Kreis.objects.filter(pk__in=neighbours("kreis", self.kreis.pk))
        return [
            Entry(kreis.name, reverse("search:kreis", args=[kreis.pk]), self.tallies.kreise[kreis.pk])
            for kreis in found
        ]


class WholeRegion(Located):
    template, kind, parameter = "search/region.html", "region", "region"

    def __init__(self, region: Region):
        super().__init__()
        self.region, self.slug, self.name, self.point = region, region.pk, region.name, region.point
        self.where = where(Kind.REGION, region.pk, region.name)
        self.regions = [region]

    @property
    def intro(self) -> str:
        words = {"region": self.name, "kreise": _listed([kreis.name for kreis in self.kreis_rows])}
        return _("Zur Region %(region)s gehören %(kreise)s.") % words if len(self.kreis_rows) > 1 else ""

    def narrow(self, examples):
        return examples.in_region(self.region.pk)

    @cached_property
    def kreis_rows(self) -> list[Kreis]:
        return list(Kreis.objects.filter(places__region=self.region.pk).distinct())

    @cached_property
    def kreise(self) -> list[Entry]:
        return [
            Entry(kreis.name, reverse("search:kreis", args=[kreis.pk]), self.tallies.kreise[kreis.pk])
            for kreis in self.kreis_rows
        ]

    @cached_property
    def town_rows(self) -> list[Place]:
        """Only those where something is; all would be up to eighty."""
        return list(Place.objects.towns().filter(region=self.region.pk, pk__in=self.tallies.towns))

    @cached_property
    def towns(self) -> list[Entry]:
        return self.town_entries(self.town_rows)

    @cached_property
    def points(self) -> list[dict]:
        return _bubbles(self.town_rows, self.tallies.towns)

    @cached_property
    def neighbours(self) -> list[Entry]:
        found = Region.objects.filter(pk__in=neighbours("region", self.region.pk))
        return [
            Entry(region.name, reverse("search:region", args=[region.pk]), self.tallies.regions[region.pk])
            for region in found
        ]


def _crumb(kind: str, slug: str, title: str) -> dict:
    return {"title": title, "url": reverse(f"search:{kind}", args=[slug])}


def _with_article(kreis: str) -> str:
    """Der Kreis Soest, der Oberbergische Kreis, die Städteregion Aachen, Krefeld."""
    if "kreis" in kreis.casefold():
        return _("Der %(kreis)s") % {"kreis": re.sub("er Kreis$", "e Kreis", kreis)}
    return _("Die %(kreis)s") % {"kreis": kreis} if "region" in kreis.casefold() else kreis


def _listed(names: list[str]) -> str:
    return _("%(names)s und %(last)s") % {"names": ", ".join(names[:-1]), "last": names[-1]}


def _bubbles(towns: list[Place], counts) -> list[dict]:
    return [
        {
            "lat": town.lat,
            "lng": town.lng,
            "name": town.name,
            "href": reverse("search:place", args=[town.slug]),
            "count": counts[town.pk],
        }
        for town in towns
        if counts[town.pk]
    ]


def _points(examples: list[ExamplePage]) -> list[dict]:
    """A pin for each example; several at one spot become a bubble that leads to the list."""
    spots = {}
    for example in examples:
        if example.point:
            spots.setdefault((example.lat, example.lng), []).append(example)
    return [
        {"lat": lat, "lng": lng, "name": here[0].title, "href": here[0].url, "count": 0}
        if len(here) == 1
        else {"lat": lat, "lng": lng, "name": here[0].place.town.name, "href": "#beispiele", "count": len(here)}
        for (lat, lng), here in spots.items()
    ]
