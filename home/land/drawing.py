"""The ground of every map: drawn as SVG path data on the server, or named for Leaflet in the browser. Asks no database.

The projection is equirectangular, shrunk east to west for the middle of the Land, as in the illustrations of the site.
"""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import floor, sqrt

from django.conf import settings
from django.templatetags.static import static

from home.land.geo import Box, Point
from home.land.land import geometry, land

WIDTH = 1000
# Borders are cut this much outside the view, so that no cut is seen.
MARGIN = 30
# How a map of usual width measures, for keeping names apart.
USUAL_WIDTH_PX = 560
LETTER_PX, LINE_PX = 7.6, 17
LEAFLET_LAYERS = ("land", "gemeinden", "regionen", "kreise", "fluesse")

Position = tuple[float, float]


@dataclass(frozen=True)
class View:
    """A window on the map in degrees, drawn 1000 units wide."""

    south: float
    west: float
    north: float
    east: float

    @cached_property
    def scale(self) -> float:
        return WIDTH / ((self.east - self.west) * land().shrink)

    @cached_property
    def height(self) -> int:
        return round((self.north - self.south) * self.scale)

    def xy(self, lng: float, lat: float) -> Position:
        return (lng - self.west) * land().shrink * self.scale, (self.north - lat) * self.scale

    def percent(self, point: Point) -> Position:
        x, y = self.xy(point.lng, point.lat)
        return x * 100 / WIDTH, y * 100 / self.height

    def outline(self, ring: list) -> str:
        """Path data of a closed ring, cut off outside the view; empty when nothing of it is seen."""
        corners = self._cut([self.xy(*position[:2]) for position in ring[:-1]])
        return f"{_steps(corners)}z" if len(corners) > 2 else ""

    def line(self, positions: list) -> str:
        """Path data of an open line; pieces far outside the view are left out."""
        pieces, piece, before = [], [], None
        for corner in (self.xy(*position[:2]) for position in positions):
            if self._is_close(corner):
                piece = piece or ([before] if before else [])
                piece.append(corner)
            elif piece:
                pieces.append([*piece, corner])
                piece = []
            before = corner
        return "".join(_steps(corners) for corners in [*pieces, piece] if len(corners) > 1)

    def _is_close(self, corner: Position) -> bool:
        return -MARGIN <= corner[0] <= WIDTH + MARGIN and -MARGIN <= corner[1] <= self.height + MARGIN

    def _cut(self, corners: list[Position]) -> list[Position]:
        """Sutherland-Hodgman: cut the ring along each edge of the view in turn."""
        for axis, limit, sign in (
            (0, -MARGIN, 1),
            (0, WIDTH + MARGIN, -1),
            (1, -MARGIN, 1),
            (1, self.height + MARGIN, -1),
        ):
            kept = []
            for a, b in zip(corners[-1:] + corners[:-1], corners, strict=True):
                a_inside, b_inside = (a[axis] - limit) * sign >= 0, (b[axis] - limit) * sign >= 0
                if a_inside != b_inside:
                    share = (limit - a[axis]) / (b[axis] - a[axis])
                    kept.append((a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])))
                if b_inside:
                    kept.append(b)
            corners = kept
        return corners


def land_view() -> View:
    """The whole Land."""
    return View(*(land().view[side] for side in ("south", "west", "north", "east")))


def around(lat: float, lng: float) -> View:
    """The neighbourhood of a point, some 85 km wide. Snapped to a grid, so that few different ones are ever drawn."""
    lat, lng = floor(lat / 0.04) * 0.04 + 0.02, floor(lng / 0.06) * 0.06 + 0.03
    return View(round(lat - 0.34, 4), round(lng - 0.62, 4), round(lat + 0.3, 4), round(lng + 0.62, 4))


def framing(box: Box, ratio: float = 4 / 3) -> View:
    """A view of that form which holds the box with some air around it, and is never narrower than a large town."""
    lat, lng = (box.south + box.north) / 2, (box.west + box.east) / 2
    shrink = land().shrink
    width = max((box.east - box.west) * shrink * 1.16, (box.north - box.south) * 1.16 * ratio, 0.3)
    half_lng, half_lat = width / shrink / 2, width / ratio / 2
    return View(*(round(value, 4) for value in (lat - half_lat, lng - half_lng, lat + half_lat, lng + half_lng)))


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
        "layers": {name: static(f"places/geo/{name}.geojson") for name in LEAFLET_LAYERS},
        "bounds": [[box.south, box.west], [box.north, box.east]],
        "tiles": settings.TILE_URL,
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
    centers = [tuple(value * unit for value in view.xy(point.lng, point.lat)) for point, _, _ in marks]
    taken = [(x - r, y - r, x + r, y + r) for (x, y), (_, _, r) in zip(centers, marks, strict=True)]
    chosen = []
    for own, ((x, y), (_, name, radius)) in enumerate(zip(centers, marks, strict=True)):
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


def _steps(corners: list[Position]) -> str:
    """Whole units, relative, each point once: the shortest way to write a path."""
    points = [(round(x), round(y)) for x, y in corners]
    points = [point for i, point in enumerate(points) if i == 0 or point != points[i - 1]]
    if len(points) < 2:
        return ""
    steps = " ".join(f"{x - px} {y - py}" for (px, py), (x, y) in itertools.pairwise(points))
    return f"M{points[0][0]} {points[0][1]}l{steps.replace(' -', '-')}"
