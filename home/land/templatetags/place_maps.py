"""Maps as inline SVG: the same numbers and links as the lists beside them, without a script or a tile.

`points` are anything with lat, lng, name, href and optionally count, as mappings or objects.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from home.land import drawing
from home.land.geo import KM_PER_DEGREE, WIDTH, Point, View, bounding_box
from home.land.land import land

register = template.Library()
register.simple_tag(land)

PIN_RADIUS = 17
# How a map of usual width measures, for keeping names apart.
USUAL_WIDTH_PX = 560
LETTER_PX, LINE_PX = 7.6, 17
SOFT_HYPHEN = "\u00ad"


@register.simple_tag
def pin_map() -> str:
    """For the attribute of a map on which visitors set a pin."""
    return json.dumps(drawing.leaflet_ground())


def _label_lines(facts) -> list[str]:
    if facts.get("narrow"):
        return [
            piece
            for line in facts["lines"]
            for piece in line.replace(SOFT_HYPHEN, "-\n").replace(" ", "\n").split("\n")
        ]
    return [line.replace(SOFT_HYPHEN, "") for line in facts["lines"]]


@register.inclusion_tag("places/map.html")
def region_map(counts, current="", address="/regionen/{}/"):
    """A bubble with number and name for every region that has something. `{}` in the address is the region's id."""
    view, marks = drawing.land_view(), []
    for slug, facts in land().region_labels.items():
        count = counts.get(slug, 0)
        if count:
            radius = bubble_radius(count)
            label = bubble_label(_label_lines(facts), facts["side"], radius)
            marks.append(
                _bubble(
                    view,
                    facts["point"],
                    facts["name"],
                    count,
                    address.format(slug),
                    label,
                    current == slug,
                )
            )
    return _map(view, "regionen", "region", current, label=_("Regionen auf der Karte"), marks=marks)


@register.inclusion_tag("places/map.html")
def locator_map(lat, lng, label, region="", href=""):
    """Where in the Land something is: a cut-out with one pin."""
    point = Point(lat, lng)
    view = View.around(point, land().shrink)
    pin = _pin(view, point, label, href, pin_label(label, "e"))
    return _map(
        view,
        "regionen",
        "region",
        region,
        image=_("Lage von %(name)s %(in_land)s") % {"name": label, "in_land": land().in_land},
        marks=[pin],
        kind="few one",
    )


@register.inclusion_tag("places/map.html")
def area_map(label, kreis="", region="", place=None, points=()):
    """A town, Kreis or region with what is in it. An Ortsteil shows its town."""
    key, value = (
        ("ags", place.municipality_id or place.pk) if place else ("kreis", kreis) if kreis else ("region", region)
    )
    box = drawing.extent("gemeinden", key, value)
    view = View.framing(box, land().shrink) if box else drawing.land_view()
    points = [_read(point) for point in points]
    bubbles = [point for point in points if point["count"]]
    pins = [point for point in points if not point["count"]]
    marks = []
    for some, candidates in ((bubbles, "esnw"), (pins, "ew")):
        measured = [
            (point["point"], point["name"], bubble_radius(point["count"]) if point["count"] else PIN_RADIUS)
            for point in some
        ]
        for point, (at, name, radius), side in zip(some, measured, sides(view, measured, candidates), strict=True):
            if point["count"]:
                marks.append(
                    _bubble(
                        view,
                        at,
                        name,
                        point["count"],
                        point["href"],
                        bubble_label([name], side, radius) if side else None,
                    )
                )
            else:
                marks.append(_pin(view, at, name, point["href"], pin_label(name, side) if side else None))
    return _map(view, "gemeinden", key, value, label=label, marks=marks, kind="few", others="far")


@register.inclusion_tag("places/map.html")
def radius_map(center, km, label, points=()):
    """A circle of `km` around a point, with what lies in it as pins without names."""
    view = View.framing(bounding_box(center, km), land().shrink)
    pins = [_read(point) for point in points]
    marks = [_pin(view, pin["point"], pin["name"], pin["href"], None) for pin in pins]
    drawn = _map(view, "kreise", "", "", marks=marks, label=label, kind="few")
    x, y = view.xy(center.lng, center.lat)
    return {**drawn, "circle": {"x": round(x), "y": round(y), "r": round(km / KM_PER_DEGREE * view.scale)}}


@register.inclusion_tag("places/attribution.html")
def map_attribution():
    return {}


def _map(view, layer, key, value, *, marks, label="", image="", kind="", others=""):
    chosen, rest = drawing.shapes(view, layer, key, value)
    # Where one area is the subject the others step back; where all are, one may stand out.
    grounds = [("ground far" if others else "ground", rest), ("ground" if others else "ground on", chosen)]
    return {
        "height": view.height,
        "grounds": [(css, data) for css, data in grounds if data],
        "rivers": drawing.rivers(view),
        "marks": marks,
        "label": label,
        "image": image,
        "kind": kind,
    }


def _at(view, point):
    x, y = view.percent(point)
    # As text: the template would write 12,5 with a German comma.
    return {"x": f"{x:.2f}%", "y": f"{y:.2f}%"}


def _bubble(view, point, name, count, href, label, current=False):
    spoken = ngettext("%(name)s: %(count)d Beispiel", "%(name)s: %(count)d Beispiele", count) % {
        "name": name,
        "count": count,
    }
    return {
        **_at(view, point),
        "count": count,
        "radius": bubble_radius(count),
        "spoken": spoken,
        "href": href,
        "label": label,
        "current": current,
    }


def _pin(view, point, name, href, label):
    return {**_at(view, point), "count": 0, "spoken": name, "href": href, "label": label, "current": False}


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


@dataclass(frozen=True, slots=True)
class Label:
    """A name beside a mark: text-anchor and the x and y of each line, in CSS pixels from the mark."""

    anchor: str
    lines: tuple[tuple[int, int, str], ...]


def bubble_label(lines: Iterable[str], side: str, radius: int) -> Label:
    """se and sw stand below the bubble, flush with its left or right edge."""
    lines, gap = list(lines), radius + 5
    anchor = {"e": "start", "se": "start", "w": "end", "sw": "end"}.get(side, "middle")
    x = {"e": gap, "w": -gap, "se": -radius, "sw": radius}.get(side, 0)
    y = gap + 12 if side[0] == "s" else {"n": -gap - (len(lines) - 1) * 16}.get(side, 5 - (len(lines) - 1) * 8)
    return Label(anchor, tuple((x, y + i * 16, line) for i, line in enumerate(lines)))


def pin_label(name: str, side: str) -> Label:
    return Label("start" if side == "e" else "end", ((21 if side == "e" else -21, -17, name),))


def sides(view: View, marks: list[tuple[Point, str, int]], candidates: str) -> list[str]:
    """The first side of each mark (point, name, radius) on which its name covers nothing; "" where there is none."""
    unit = USUAL_WIDTH_PX / WIDTH
    width = USUAL_WIDTH_PX
    centers = [tuple(value * unit for value in view.xy(point.lng, point.lat)) for point, _name, _radius in marks]
    taken = [(x - r, y - r, x + r, y + r) for (x, y), (_point, _name, r) in zip(centers, marks, strict=True)]
    chosen = []
    for own, ((x, y), (_point, name, radius)) in enumerate(zip(centers, marks, strict=True)):
        length = len(name) * LETTER_PX
        places = {
            "e": (x + radius + 4, y - LINE_PX / 2, x + radius + 4 + length, y + LINE_PX / 2),
            "w": (x - radius - 4 - length, y - LINE_PX / 2, x - radius - 4, y + LINE_PX / 2),
            "s": (x - length / 2, y + radius, x + length / 2, y + radius + LINE_PX),
            "n": (x - length / 2, y - radius - LINE_PX, x + length / 2, y - radius),
        }
        free = [
            side
            for side in candidates
            if places[side][0] >= 0
            and places[side][2] <= width
            and not any(_overlap(places[side], other) for i, other in enumerate(taken) if i != own)
        ]
        chosen.append(free[0] if free else "")
        if free:
            taken.append(places[free[0]])
    return chosen


def _overlap(a, b) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
