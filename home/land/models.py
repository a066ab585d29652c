"""Where things are in the Land. Loaded by `load_places`; sources and licences in data/README.md."""

from functools import reduce
from operator import or_

from django.db import models, transaction
from django.db.models import F, Q, Value
from django.db.models.functions import ASin, Cos, Power, Radians, Sin, Sqrt
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from home.caching.version import forget
from home.fields import PhoneField
from home.land import entries, geo
from home.land.names import fold

# What is kept about the rows of PlaceName.
NAMES = "names of places"


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


class Pointed(models.Model):
    lat = models.FloatField(editable=False)
    lng = models.FloatField(editable=False)

    class Meta:
        abstract = True

    @property
    def point(self) -> geo.Point:
        return geo.Point(lat=self.lat, lng=self.lng)


class Named(Pointed):
    name = models.CharField(_("Name"), max_length=100)
    # As German dictionaries sort, the same on every database.
    sort_name = models.CharField(max_length=100, editable=False, db_index=True)

    class Meta:
        abstract = True
        ordering = ["sort_name"]

    def __str__(self):
        return self.name


class Region(Named):
    """A part of the Land as people speak of it; its contact stands in where a story has none."""

    slug = models.SlugField(_("Kennung"), primary_key=True, max_length=60)
    contact_name = models.CharField(_("Ansprechperson"), max_length=150, blank=True)
    contact_phone = PhoneField()
    contact_email = models.EmailField(_("E-Mail"), blank=True)

    class Meta(Named.Meta):
        verbose_name = _("Region")
        verbose_name_plural = _("Regionen")


class Kreis(Named):
    """A Kreis or a kreisfreie Stadt."""

    key = models.CharField(_("Kreisschlüssel"), primary_key=True, max_length=5)

    class Meta(Named.Meta):
        verbose_name = _("Kreis")
        verbose_name_plural = _("Kreise")

    @property
    def slug(self):
        return self.key


class Area(Named):
    """An everyday name that stands for a set of Kreise: Ruhrgebiet, Sauerland."""

    slug = models.SlugField(_("Kennung"), primary_key=True, max_length=60)
    alternative_names = models.JSONField(_("Weitere Namen"), default=list, blank=True)
    kreise = models.ManyToManyField(Kreis, verbose_name=_("Kreise"), related_name="areas")

    class Meta(Named.Meta):
        verbose_name = _("Gebiet")
        verbose_name_plural = _("Gebiete")


class PlaceKind(models.TextChoices):
    MUNICIPALITY = "municipality", _("Stadt oder Gemeinde")
    ORTSTEIL = "ortsteil", _("Ortsteil")


class PlaceQuerySet(PointQuerySet):
    def towns(self):
        return self.filter(municipality=None)


class Place(Named):
    """A municipality (id: AGS) or an Ortsteil (id: gn… or with the AGS in it), which hangs on its municipality.

    Saving a municipality takes its Ortsteile along into another region.
    """

    id = models.CharField(primary_key=True, max_length=60)
    slug = models.SlugField(unique=True, max_length=120)
    alternative_names = models.JSONField(_("Weitere Namen"), default=list, blank=True)
    kind = models.CharField(_("Art"), max_length=12, choices=PlaceKind.choices)
    municipality = models.ForeignKey(
        "self",
        verbose_name=_("Stadt oder Gemeinde"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="ortsteile",
    )
    kreis = models.ForeignKey(Kreis, verbose_name=_("Kreis"), on_delete=models.PROTECT, related_name="places")
    region = models.ForeignKey(Region, verbose_name=_("Region"), on_delete=models.PROTECT, related_name="places")
    population = models.PositiveIntegerField(null=True, blank=True)

    objects = PlaceQuerySet.as_manager()

    class Meta(Named.Meta):
        verbose_name = _("Ort")
        verbose_name_plural = _("Orte")

    def save(self, *args, **kwargs):
        with transaction.atomic():
            super().save(*args, **kwargs)
            self.ortsteile.update(region=self.region_id)
            PlaceName.rebuild()

    @property
    def town(self) -> "Place":
        """The municipality of an Ortsteil; a municipality itself."""
        return self.municipality or self

    @property
    def is_at_town(self) -> bool:
        """Whether it is an Ortsteil without a point of its own, which stands at the middle of its town."""
        return bool(self.municipality_id) and self.point == self.municipality.point

    @property
    def label(self) -> str:
        """Which of several of that name is meant: "Rath, Ortsteil von Köln"; a kreisfreie Stadt needs no addition."""
        if self.municipality_id and self.name.startswith("Stadtbezirk "):
            return f"{self.name}, {self.municipality.name}"
        if self.municipality_id:
            return gettext("%(name)s, Ortsteil von %(town)s") % {"name": self.name, "town": self.municipality.name}
        return self.name if self.name == self.kreis.name else f"{self.name}, {self.kreis.name}"


class Postcode(Pointed):
    """A postcode in one municipality. Some postcodes have two rows."""

    postcode = models.CharField(_("Postleitzahl"), max_length=5, db_index=True)
    municipality = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="postcodes")

    class Meta:
        verbose_name = _("Postleitzahl")
        verbose_name_plural = _("Postleitzahlen")
        ordering = ["postcode", "municipality"]
        constraints = [models.UniqueConstraint(fields=["postcode", "municipality"], name="postcode_once_per_town")]

    def __str__(self):
        return self.postcode


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
        for word, begins in zip(words, own, strict=True) if words[1:] else ():
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


class PlaceName(Pointed):
    """Whatever a visitor may type to mean a place, Kreis, region or area: one row each, derived from the other tables.

    A kreisfreie Stadt is suggested once, as the town; its Kreis row answers to the key alone.
    """

    class Kind(models.TextChoices):
        MUNICIPALITY = "municipality", _("Stadt oder Gemeinde")
        KREIS = "kreis", _("Kreis")
        REGION = "region", _("Region")
        AREA = "area", _("Gebiet")
        ORTSTEIL = "ortsteil", _("Ortsteil")

    kind = models.CharField(max_length=12, choices=Kind.choices)
    # A Place's id, Kreis key, region or area id.
    ref = models.CharField(max_length=60)
    slug = models.CharField(max_length=120)
    name = models.CharField(max_length=100)
    label = models.CharField(max_length=220)
    sort_name = models.CharField(max_length=100)
    town_id = models.CharField(max_length=20, blank=True)
    region_slug = models.CharField(max_length=60, blank=True)
    population = models.PositiveIntegerField()
    # Its point is only the middle of its town.
    at_town = models.BooleanField(default=False)
    kind_rank = models.PositiveSmallIntegerField()
    folded = models.CharField(max_length=120)
    # " nippes +koln": a word begins after every space, and after a plus one of the town's, which counts beside others.
    words = models.TextField()
    # "|koln|cologne|05315000|…": complete folded names between bars.
    forms = models.TextField()

    objects = PlaceNameQuerySet.as_manager()

    class Meta:
        verbose_name = _("Ortsname")
        verbose_name_plural = _("Ortsnamen")
        constraints = [models.UniqueConstraint(fields=["kind", "ref"], name="one_name_per_place")]

    def __str__(self):
        return self.label

    @property
    def is_place(self) -> bool:
        return self.kind in (self.Kind.MUNICIPALITY, self.Kind.ORTSTEIL)

    @classmethod
    def rebuild(cls):
        """Derive all rows again, after anything about a place has changed."""
        rows = entries.all_entries(
            places=Place.objects.select_related("municipality", "kreis").prefetch_related("postcodes"),
            kreise=Kreis.objects.all(),
            regions=Region.objects.all(),
            areas=Area.objects.prefetch_related("kreise"),
        )
        with transaction.atomic():
            cls.objects.all().delete()
            cls.objects.bulk_create(
                (cls(kind_rank=list(cls.Kind.values).index(row["kind"]), **row) for row in rows), batch_size=100
            )
            transaction.on_commit(lambda: forget(NAMES))
