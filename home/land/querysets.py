"""Questions about places, as verbs that every located model shares."""

from functools import reduce
from operator import or_

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import ASin, Cos, Power, Radians, Sin, Sqrt

from home.land import geo
from home.land.names import fold


def great_circle_km(lat: float, lng: float):
    """Distance of a row's lat/lng columns from a point, in plain ORM functions that SQLite and PostgreSQL both have.

    ASin(Sqrt()) and not ACos: near the centre ACos leaves its domain through rounding.
    """
    half_lat, half_lng = Radians(F("lat") - Value(lat)) / Value(2.0), Radians(F("lng") - Value(lng)) / Value(2.0)
    chord = Power(Sin(half_lat), 2) + Cos(Radians(Value(lat))) * Cos(Radians(F("lat"))) * Power(Sin(half_lng), 2)
    return models.ExpressionWrapper(
        Value(2 * geo.EARTH_RADIUS_KM) * ASin(Sqrt(chord)), output_field=models.FloatField()
    )


class PointQuerySet(models.QuerySet):
    """For models with float columns `lat` and `lng`; rows without a point are near nothing."""

    def near(self, lat: float, lng: float, km: float):
        """Within `km` of the point, nearest first, each with its `distance` in km."""
        box = geo.bounding_box(geo.Point(lat=lat, lng=lng), km)
        return (
            self.filter(lat__range=(box.south, box.north), lng__range=(box.west, box.east))
            .annotate(distance=great_circle_km(lat, lng))
            .filter(distance__lte=km)
            .order_by("distance", "pk")
        )

    def by_distance(self, lat: float, lng: float):
        """All rows that have a point, nearest first, each with its `distance` in km."""
        return self.exclude(lat=None).annotate(distance=great_circle_km(lat, lng)).order_by("distance", "pk")

    def in_box(self, box: geo.Box):
        return self.filter(lat__range=(box.south, box.north), lng__range=(box.west, box.east))


class LocatedQuerySet(PointQuerySet):
    """For models that also have a `place`."""

    def in_region(self, slug: str):
        return self.filter(place__region=slug)

    def in_kreis(self, key: str):
        return self.filter(place__kreis=key)

    def in_area(self, slug: str):
        return self.filter(place__kreis__areas=slug)

    def in_place(self, place):
        """In that town with all its Ortsteile; an Ortsteil stands for its town."""
        return self._in_town(place.municipality_id or place.pk)

    def within(self, found):
        """In the town, Kreis, region or area that `suggestions.resolve()` found."""
        kind = found.Kind
        if found.kind == kind.REGION:
            return self.in_region(found.ref)
        if found.kind == kind.KREIS:
            return self.in_kreis(found.ref)
        if found.kind == kind.AREA:
            return self.in_area(found.ref)
        return self._in_town(found.town_id)

    def _in_town(self, town_id: str):
        return self.filter(Q(place=town_id) | Q(place__municipality=town_id))


class PlaceQuerySet(PointQuerySet):
    def towns(self):
        return self.filter(municipality=None)


class PlaceNameQuerySet(models.QuerySet):
    """Lookup by name. The table has one row per place, Kreis, region and area, some 2,500 for a Land.

    Scanning that many short texts takes a fraction of a millisecond and finds the beginnings of all words with
    one plain condition each, which no index of either database offers.
    """

    def matching(self, query: str):
        """Every word of the query begins a word of the name, of another name, or is the beginning of a postcode.

        With one of its own an Ortsteil is found by words of its town too: "Köln Nippes".
        """
        words = list(dict.fromkeys(fold(query).split()))
        if not words or len(words) > 10:
            return self.none()
        found = self
        own = [Q(words__contains=f" {word}") for word in words]
        for word, begins in zip(words, own, strict=True):
            found = found.filter(begins | Q(words__contains=f"+{word}"))
        return found.filter(reduce(or_, own))

    def called(self, *values: str):
        """Those whose id, slug, name, other name, label or postcode one of the values is, in any spelling."""
        forms = [Q(forms__contains=f"|{folded}|") for folded in map(fold, values) if folded]
        return self.filter(reduce(or_, forms)) if forms else self.none()

    def generation(self) -> int:
        """Changes whenever the rows are derived again."""
        return self.aggregate(newest=models.Max("pk"))["newest"] or 0

    def best_first(self, query: str):
        """Exact name, then names that begin with the query, then the rest; large before small within each kind."""
        folded = fold(query)
        closeness = models.Case(
            models.When(folded=folded, then=Value(0)),
            models.When(folded__startswith=folded, then=Value(1)),
            default=Value(2),
            output_field=models.SmallIntegerField(),
        )
        return self.by_kind(closeness)

    def by_kind(self, *before):
        return self.order_by(*before, "kind_rank", "-population", "sort_name", "ref")
