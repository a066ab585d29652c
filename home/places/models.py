"""Where things are in North Rhine-Westphalia. Loaded by `load_places`; sources and licences in data/README.md."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Region(models.Model):
    """One of the 16 labour-market regions; its contact stands in where a story has none."""

    slug = models.SlugField(_("Kennung"), primary_key=True, max_length=60)
    name = models.CharField(_("Name"), max_length=100)
    sort_name = models.CharField(max_length=100, editable=False, db_index=True)
    lat = models.FloatField(editable=False)
    lng = models.FloatField(editable=False)
    contact_name = models.CharField(_("Ansprechperson"), max_length=150, blank=True)
    contact_phone = models.CharField(_("Telefon"), max_length=40, blank=True)
    contact_email = models.EmailField(_("E-Mail"), blank=True)

    class Meta:
        verbose_name = _("Region")
        verbose_name_plural = _("Regionen")
        ordering = ["sort_name"]

    def __str__(self):
        return self.name


class Kreis(models.Model):
    """A Kreis or a kreisfreie Stadt (53)."""

    key = models.CharField(_("Kreisschlüssel"), primary_key=True, max_length=5)
    name = models.CharField(_("Name"), max_length=100)
    sort_name = models.CharField(max_length=100, editable=False, db_index=True)
    lat = models.FloatField(editable=False)
    lng = models.FloatField(editable=False)

    class Meta:
        verbose_name = _("Kreis")
        verbose_name_plural = _("Kreise")
        ordering = ["sort_name"]

    def __str__(self):
        return self.name


class PlaceKind(models.TextChoices):
    MUNICIPALITY = "municipality", _("Stadt oder Gemeinde")
    ORTSTEIL = "ortsteil", _("Ortsteil")


class Place(models.Model):
    """A municipality (id: AGS) or an Ortsteil (id: gn…), which hangs on its municipality."""

    id = models.CharField(primary_key=True, max_length=20)
    slug = models.SlugField(unique=True, max_length=120)
    name = models.CharField(_("Name"), max_length=100)
    sort_name = models.CharField(max_length=100, editable=False, db_index=True)
    kind = models.CharField(_("Art"), max_length=12, choices=PlaceKind.choices)
    municipality = models.ForeignKey("self", verbose_name=_("Stadt oder Gemeinde"), null=True, blank=True, on_delete=models.CASCADE, related_name="ortsteile")
    kreis = models.ForeignKey(Kreis, verbose_name=_("Kreis"), on_delete=models.PROTECT, related_name="places")
    region = models.ForeignKey(Region, verbose_name=_("Region"), on_delete=models.PROTECT, related_name="places")
    lat = models.FloatField()
    lng = models.FloatField()
    population = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = _("Ort")
        verbose_name_plural = _("Orte")
        ordering = ["sort_name"]

    def __str__(self):
        return self.name
