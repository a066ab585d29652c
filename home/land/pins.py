"""How exactly something may be shown, and whether a pin and the place chosen with it can both be right."""

from functools import lru_cache

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from home.land import geo
from home.land.land import geometry, land
from home.land.models import Place

FARTHEST_KM = 30
# The outline is simplified; a pin just across it may well be inside.
TOLERANCE_KM = 1.0


class Precision(models.TextChoices):
    EXACT = "exact", _("Genau, wo die Stecknadel steckt")
    TOWN = "town", _("Nur der Ort (zum Schutz, zum Beispiel bei Unterkünften)")


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
