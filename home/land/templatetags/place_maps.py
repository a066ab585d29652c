"""Maps as inline SVG: the same numbers and links as the lists beside them, without a script or a tile.

`points` are anything with lat, lng, name, href and optionally count, as mappings or objects.
"""

import json
from functools import lru_cache
from math import sqrt

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from home.land import drawing
from home.land.geo import KM_PER_DEGREE, WIDTH, Point, View, bounding_box
from home.land.land import land
from home.land.lettering import REM, Box, Lettering, beside, beside_pin

register = template.Library()
register.simple_tag(land)

SIDES = ("e", "s", "n", "w", "se", "sw")


@register.simple_tag
def pin_map() -> str:
    """For the attribute of a map on which visitors set a pin."""
    return json.dumps(drawing.leaflet_ground())


@register.inclusion_tag("places/map.html")
def region_map(counts, current="", address="/regionen/{}/"):
    """A bubble with number and name for every region that has something. `{}` in the address is the region's id."""
    view = drawing.land_view()
    marks = [
        _bubble(view, facts, counts[slug], address.format(slug), facts["lines"], facts["side"], current == slug)
        for slug, facts in land().region_labels.items()
        if counts.get(slug)
    ]
    # The sides in the Land's folder are chosen for a map of that width.
    early = 36 * REM
    return _map(view, "regionen", "region", current, label=_("Regionen auf der Karte"), marks=marks, early=early)


@register.inclusion_tag("places/map.html")
def locator_map(lat, lng, label, region="", href=""):
    """Where in the Land something is: a cut-out with one pin."""
    point = Point(lat, lng)
    view = View.around(point, land().shrink)
    image = _("Lage von %(name)s %(in_land)s") % {"name": label, "in_land": land().in_land}
    pin = _pin(view, {"point": point, "name": label, "href": href})
    return _map(view, "regionen", "region", region, image=image, marks=[pin])


@register.inclusion_tag("places/map.html")
def area_map(label, kreis="", region="", place=None, points=()):
    """A town, Kreis or region with what is in it. An Ortsteil shows its town."""
    key, value = (
        ("ags", place.municipality_id or place.pk) if place else ("kreis", kreis) if kreis else ("region", region)
    )
    box = drawing.extent("gemeinden", key, value)
    view = View.framing(box, land().shrink) if box else drawing.land_view()
    points = sorted(map(_read, points), key=lambda point: -point["count"])
    marks = [
        _bubble(view, point, point["count"], point["href"], [point["name"]]) if point["count"] else _pin(view, point)
        for point in points
    ]
    return _map(view, "gemeinden", key, value, label=label, marks=marks, others="far")


@register.inclusion_tag("places/map.html")
def radius_map(center, km, label, points=()):
    """A circle of `km` around a point, with what lies in it as pins without names."""
    view = View.framing(bounding_box(center, km), land().shrink)
    drawn = _map(view, "kreise", "", "", marks=[_pin(view, _read(point), named=False) for point in points], label=label)
    x, y = view.xy(center.lng, center.lat)
    return {**drawn, "circle": {"x": round(x), "y": round(y), "r": round(km / KM_PER_DEGREE * view.scale)}}


@register.inclusion_tag("places/attribution.html")
def map_attribution():
    return {}


def _map(view, layer, key, value, *, marks, label="", image="", others="", early=0):
    chosen, rest = drawing.shapes(view, layer, key, value)
    # Where one area is the subject the others step back; where all are, one may stand out.
    grounds = [("ground far" if others else "ground", rest), ("ground" if others else "ground on", chosen)]
    signs = tuple((mark["body"], mark["lines"], mark.get("radius"), mark.get("side")) for mark in marks)
    labels, names = _written(view, signs, frozenset(mark["name"] for mark in marks), early)
    return {
        "height": view.height,
        "grounds": [(css, data) for css, data in grounds if data],
        "relief": drawing.relief(view),
        "rivers": drawing.rivers(view),
        "names": [(name, *_at(view, name.point).values()) for name in names],
        "marks": [mark | {"label": name, "since": since} for mark, (name, since) in zip(marks, labels, strict=True)],
        "label": label,
        "image": image,
    }


@lru_cache(maxsize=512)
def _written(view, signs, said, early):
    """Label and step of each sign (its body, lines, radius and best side), and the names of the ground around them."""
    taken, labels = Lettering(view.height / WIDTH, [body for body, *_sign in signs]), []
    for body, *sign in signs:
        choice = _labels(*sign)
        placed = taken.place([[label.box(body.x, body.y)] for label in choice], early=early)
        labels.append((choice[placed[0]], placed[1]) if placed else (None, 0))
    return labels, drawing.ground_names(view, taken, said)


def _labels(lines, radius, side):
    """The name of a bubble, or of a pin, which has no radius, on every side, the best one first."""
    if not lines:
        return []
    if radius is None:
        return [beside_pin(*lines, each) for each in "ewsn"]
    return [beside(lines, each, radius) for each in dict.fromkeys((side, *SIDES))]


def _at(view, point):
    x, y = view.percent(point)
    # As text: the template would write 12,5 with a German comma.
    return {"x": f"{x:.2f}%", "y": f"{y:.2f}%"}


def _bubble(view, point, count, href, lines, side="e", current=False):
    spoken = ngettext("%(name)s: %(count)d Beispiel", "%(name)s: %(count)d Beispiele", count) % {
        "name": point["name"],
        "count": count,
    }
    radius = bubble_radius(count)
    return {
        **_mark(view, point, (-radius, -radius, radius, radius)),
        "count": count,
        "radius": radius,
        "spoken": spoken,
        "href": href,
        "lines": tuple(lines),
        "side": side,
        "current": current,
    }


def _pin(view, point, named=True):
    return {
        **_mark(view, point, (-16, -40, 16, 0)),
        "count": 0,
        "spoken": point["name"],
        "href": point["href"],
        "lines": (point["name"],) if named else (),
        "current": False,
    }


def _mark(view, point, extent):
    x, y = view.xy(point["point"].lng, point["point"].lat)
    return {**_at(view, point["point"]), "name": point["name"], "body": Box(x / WIDTH, y / WIDTH, extent)}


def _read(point):
    def get(name, default=None):
        return point.get(name, default) if isinstance(point, dict) else getattr(point, name, default)

    return {
        "point": Point(get("lat"), get("lng")),
        "name": get("name"),
        "href": get("href", ""),
        "count": get("count", 0) or 0,
    }


def bubble_radius(count: int) -> int:
    return round(9 + 4.1 * sqrt(count))
