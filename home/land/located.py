from django.db import models
from django.utils.translation import gettext_lazy as _

from home.land.geo import Point, parse_location
from home.land.models import Place
from home.land.pins import pin_problems


class Precision(models.TextChoices):
    EXACT = "exact", _("Genau, wo die Stecknadel steckt")
    TOWN = "town", _("Nur der Ort (zum Schutz, zum Beispiel bei Unterkünften)")


class Located(models.Model):
    """Something at a place, at an exact pin, or in all of North Rhine-Westphalia.

    Stands before Page in the bases of a page, so that history, too, is written without a pin that must not be kept.
    A subclass with a Meta of its own inherits Located.Meta, or the index is lost.
    """

    place = models.ForeignKey(
        Place, verbose_name=_("Ort"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    nrw_wide = models.BooleanField(
        _("In ganz NRW"),
        default=False,
        help_text=_("Die Geschichte gehört zu keinem einzelnen Ort. Ort und Stecknadel entfallen dann."),
    )
    location = models.CharField(_("Stecknadel"), max_length=100, blank=True)
    precision = models.CharField(
        _("Genauigkeit"),
        max_length=5,
        choices=Precision.choices,
        default=Precision.EXACT,
        help_text=_(
            "Bei „Nur der Ort“ wird keine Stecknadel gespeichert; "
            "auf der Karte erscheint die Mitte der Stadt oder Gemeinde."
        ),
    )
    # What queries use. Derived by `locate()`.
    lat = models.FloatField(null=True, editable=False)
    lng = models.FloatField(null=True, editable=False)

    class Meta:
        abstract = True
        indexes = [models.Index(fields=["lat", "lng"], name="%(class)s_lat_lng")]

    def save(self, *args, **kwargs):
        # A save of some other columns (move, lock) has nothing to derive.
        if kwargs.get("update_fields") is None:
            self.locate()
        return super().save(*args, **kwargs)

    def serializable_data(self):
        self.locate()
        return super().serializable_data()

    def locate(self):
        """Derive the point. Never fails: an unreadable pin counts as none, `location_problems()` names it."""
        if self.nrw_wide:
            self.place, self.location = None, ""
        if self.precision == Precision.TOWN:
            self.location = ""
        point = parse_location(self.location)
        if point is None and self.place:
            point = (self.place.town if self.precision == Precision.TOWN else self.place).point
        self.lat, self.lng = (point.lat, point.lng) if point else (None, None)

    def location_problems(self, place_required: bool = True) -> dict[str, str]:
        """What keeps this from being published, by field."""
        if self.nrw_wide:
            return {}
        if self.place is None and not self.location:
            return {"place": str(_("Bitte wählen Sie den Ort oder „In ganz NRW“."))} if place_required else {}
        pin = "" if self.precision == Precision.TOWN else self.location
        problems = pin_problems(self.place, pin)
        return {"place" if self.place is None else "location": problems[0]} if problems else {}

    @property
    def point(self) -> Point | None:
        return None if self.lat is None else Point(lat=self.lat, lng=self.lng)
