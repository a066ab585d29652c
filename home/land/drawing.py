"""The ground of every map: drawn as SVG path data on the server, or named for Leaflet in the browser. Asks no database."""

from dataclasses import dataclass
from functools import lru_cache
from math import cos, degrees, sin

from django.conf import settings
from django.templatetags.static import static

from home.land import lettering
from home.land.geo import WIDTH, Box, Point, View
from home.land.land import geometry, has_geometry, land
from home.land.lettering import Label, Lettering

LEAFLET_LAYERS = ("land", "gemeinden", "regionen", "kreise", "fluesse")
# What a Land may lack: shades of height, names of towns and neighbours.
MORE_LAYERS = ("relief", "namen")
# On a drawn map, before the rivers; the browser shows whatever has room.
MOST_NAMES = 16


def land_view() -> View:
    """The whole Land."""
    return View(*(land().view[side] for side in ("south", "west", "north", "east")), land().shrink)


@lru_cache(maxsize=512)
def shapes(view: View, layer: str, key: str, value: str) -> tuple[str, str]:
    """Path data of a layer's features in the view: those whose property has the value, and all others."""
    chosen, others = [], []
    for properties, parts, _ in features(layer):
        data = "".join(view.outline(ring) for part in parts for ring in part)
        (chosen if key and properties[key] == value else others).append(data)
    return "".join(chosen), "".join(others)


@lru_cache(maxsize=512)
def rivers(view: View) -> tuple[tuple[bool, str], ...]:
    """(whether it is the main river, path data) of the rivers in the view."""
    drawn = (
        (properties["name"] == land().main_river, "".join(view.line(part) for part in parts))
        for properties, parts, _ in features("fluesse")
    )
    return tuple((main, data) for main, data in drawn if data)


@lru_cache(maxsize=512)
def relief(view: View) -> tuple[str, ...]:
    """Path data of the steps of height in the view, the lowest first; empty where the Land brings none."""
    if not has_geometry("relief"):
        return ()
    steps = ("".join(view.outline(ring) for part in parts for ring in part) for _, parts, _ in features("relief"))
    return tuple(data for data in steps if data)


@dataclass(frozen=True, slots=True)
class GroundName:
    """A name at a point, drawn from a width of `since` rem on, 0 is always; `angle` in degrees, clockwise."""

    name: str
    kind: str
    point: Point
    label: Label
    since: int
    angle: float


def ground_names(view: View, taken: Lettering, said: set[str]) -> list[GroundName]:
    """Neighbours, towns by their size and rivers where there is room; not what is `said` by a mark."""
    found: dict[str, GroundName] = {}
    for name, kind, zoom, point, angle in _names():
        # As wide as the browser's map is at that zoom.
        least = 256 * 2**zoom * (view.east - view.west) / 360
        if least > lettering.WIDEST or not view.contains(point) or name in said or name in found:
            continue
        if kind != "river" and len(found) >= MOST_NAMES:
            continue
        x, y = (value / WIDTH for value in view.xy(point.lng, point.lat))
        labels, boxes = _candidates(name, kind, angle, x, y)
        placed = taken.place(boxes, least)
        if placed:
            found[name] = GroundName(name, kind, point, labels[placed[0]], placed[1], round(degrees(angle), 1))
    return list(found.values())


def _candidates(
    name: str, kind: str, angle: float, x: float, y: float
) -> tuple[list[Label], list[list[lettering.Box]]]:
    """Labels of a name at a point, and the boxes that each takes."""
    font = 13, "SemiBold"
    if kind == "river":
        long, right, down = lettering.width(name, *font), cos(angle), sin(angle)
        asides = [(step / 8 - 0.5) * (long - 8) for step in range(9)]
        # Above the line, which a river has below its name.
        middles = [(aside * right + 9 * down, aside * down - 9 * right) for aside in asides]
        return [Label("middle", ((0, -5, name),))], [
            [lettering.Box(x, y, (left - 7, top - 7, left + 7, top + 7)) for left, top in middles]
        ]
    if kind == "neighbour":
        labels = [Label("middle", ((0, 4, name),))]
    else:
        labels = [lettering.beside([name], side, 1) for side in "ewsn"]
    # The point itself is below its name or beside it.
    return labels, [[label.box(x, y, *font).over(3)] for label in labels]


@lru_cache(maxsize=1)
def _names() -> list[tuple[str, str, float, Point, float]]:
    """(name, kind, zoom, point, angle in radians) of all names of the ground, the most important first."""
    return [
        (name, kind["kind"], kind["zoom"], Point(lat=lat, lng=lng), angle)
        for feature in (geometry("namen") if has_geometry("namen") else [])
        for kind in [feature["properties"]]
        for name, (lng, lat), angle in zip(
            kind["names"],
            feature["geometry"]["coordinates"],
            kind.get("angles") or [0] * len(kind["names"]),
            strict=True,
        )
    ]


def extent(layer: str, key: str, value: str) -> Box | None:
    """The box around a layer's features with that property; None if there is none."""
    boxes = [box for properties, _, box in features(layer) if properties.get(key) == value]
    if not boxes:
        return None
    return Box(
        min(b.south for b in boxes), min(b.west for b in boxes), max(b.north for b in boxes), max(b.east for b in boxes)
    )


@lru_cache(maxsize=8)
def features(layer: str) -> list[tuple[dict, list, Box]]:
    """(properties, polygons or lines as lists of [lng, lat], box) of each feature."""
    read = []
    for feature in geometry(layer):
        shape = feature["geometry"]
        parts = shape["coordinates"] if shape["type"].startswith("Multi") else [shape["coordinates"]]
        lines = parts if "Line" in shape["type"] else [ring for part in parts for ring in part]
        lngs, lats = zip(*(position[:2] for line in lines for position in line), strict=True)
        read.append((feature["properties"], parts, Box(min(lats), min(lngs), max(lats), max(lngs))))
    return read


def leaflet_ground() -> dict:
    """For ground.js; `bounds` are south-west and north-east as latitude and longitude in degrees (WGS 84)."""
    ((_properties, _parts, box),) = features("land")
    return {
        "layers": {
            name: static(f"places/geo/{name}.geojson") for name in (*LEAFLET_LAYERS, *filter(has_geometry, MORE_LAYERS))
        },
        "bounds": [[box.south, box.west], [box.north, box.east]],
        "tiles": settings.TILE_URL,
    }
