"""Where things are in the Land. Loaded by `load_places`; sources and licences in data/README.md."""

from django.db import models, transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from home.caching.version import forget
from home.fields import PhoneField
from home.land import entries
from home.land.geo import Point
from home.land.querysets import PlaceNameQuerySet, PlaceQuerySet

# What is kept about the rows of PlaceName.
NAMES = "names of places"


class Pointed(models.Model):
    lat = models.FloatField(editable=False)
    lng = models.FloatField(editable=False)

    class Meta:
        abstract = True

    @property
    def point(self) -> Point:
        return Point(lat=self.lat, lng=self.lng)


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
