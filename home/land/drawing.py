"""The ground of every map: drawn as SVG path data on the server, or named for Leaflet in the browser. Asks no database."""

from functools import lru_cache

from django.conf import settings
from django.templatetags.static import static

from home.land.geo import Box, View
from home.land.land import geometry, has_geometry, land

LEAFLET_LAYERS = ("land", "gemeinden", "regionen", "kreise", "fluesse")
# What a Land may lack: shades of height, names of towns and neighbours.
MORE_LAYERS = ("relief", "namen")


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
