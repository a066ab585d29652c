"""Something at a place, and whether a pin and the place chosen with it can both be right."""

from functools import lru_cache

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from home.land import geo
from home.land.land import IN_ALL_LAND, geometry, land
from home.land.models import Place

FARTHEST_KM = 30
# The outline is simplified; a pin just across it may well be inside.
TOLERANCE_KM = 1.0


class Precision(models.TextChoices):
    EXACT = "exact", _("Genau, wo die Stecknadel steckt")
    TOWN = "town", _("Nur der Ort (zum Schutz, zum Beispiel bei Unterkünften)")


class Located(models.Model):
    """Something at a place, at an exact pin, or in the whole Land.

    Stands before Page in the bases of a page, so that history, too, is written without a pin that must not be kept.
    A subclass with a Meta of its own inherits Located.Meta, or the index is lost.
    """

    place = models.ForeignKey(
        Place, verbose_name=_("Ort"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    land_wide = models.BooleanField(
        # What editors read is in panels.py: a migration knows no Land.
        _("Im ganzen Land"),
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
        if self.land_wide:
            self.place, self.location = None, ""
        if self.precision == Precision.TOWN:
            self.location = ""
        point = geo.parse_location(self.location)
        if point is None and self.place:
            point = (self.place.town if self.precision == Precision.TOWN else self.place).point
        self.lat, self.lng = (point.lat, point.lng) if point else (None, None)

    def location_problems(self, place_required: bool = True) -> dict[str, str]:
        """What keeps this from being published, by field."""
        if self.land_wide:
            return {}
        if self.place is None and not self.location:
            return {"place": gettext("Bitte wählen Sie den Ort oder „%s“.") % IN_ALL_LAND} if place_required else {}
        pin = "" if self.precision == Precision.TOWN else self.location
        problems = pin_problems(self.place, pin)
        return {"place" if self.place is None else "location": problems[0]} if problems else {}

    @property
    def point(self) -> geo.Point | None:
        return None if self.lat is None else geo.Point(lat=self.lat, lng=self.lng)


def pin_problems(place: Place | None, location: str) -> list[str]:
    """German sentences for the editor, each with the way out; empty when there is no pin or it is all right."""
    if not location:
        return []
    pin = geo.parse_location(location)
    if pin is None:
        return [gettext("Die Stecknadel lässt sich nicht lesen. Bitte setzen Sie sie auf der Karte noch einmal.")]
    if not is_inside_land(pin):
        return [
            gettext("Die Stecknadel liegt außerhalb %(of_land)s. Bitte verschieben oder entfernen Sie sie.")
            % {"of_land": land().of_land}
        ]
    if place is None:
        return [
            gettext("Bitte wählen Sie den Ort. Der Stecknadel am nächsten liegt %(nearest)s.")
            % {"nearest": nearest_town(pin)}
        ]
    distance = geo.distance_km(pin, place.point)
    if distance > FARTHEST_KM:
        return [
            gettext(
                "Die Stecknadel liegt %(km)d\u00a0km von %(place)s entfernt. Bitte setzen Sie sie nach %(place)s, "
                "oder wählen Sie %(nearest)s als Ort: Das liegt ihr am nächsten."
            )
            % {"km": round(distance), "place": place, "nearest": nearest_town(pin)}
        ]
    return []


def is_inside_land(point: geo.Point) -> bool:
    shape = _outline()
    return geo.contains(shape, point) or geo.distance_to_edge_km(shape, point) <= TOLERANCE_KM


def nearest_town(point: geo.Point) -> Place | None:
    return Place.objects.towns().by_distance(point.lat, point.lng).first()


@lru_cache(maxsize=1)
def _outline() -> list[geo.Polygon]:
    return geo.polygons(geometry("land")[0]["geometry"])
