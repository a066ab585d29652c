"""Arithmetic on the globe, and how it is drawn flat. Knows no Django; degrees are WGS 84, distances kilometres."""

import itertools
import re
from dataclasses import dataclass
from functools import cached_property
from math import asin, cos, degrees, floor, hypot, isfinite, radians, sin, sqrt

EARTH_RADIUS_KM = 6371.0088
KM_PER_DEGREE = EARTH_RADIUS_KM * radians(1)

_LOCATION = re.compile(r"SRID=4326;POINT ?\((-?\d{1,3}(?:\.\d{1,30})?) (-?\d{1,3}(?:\.\d{1,30})?)\)")


@dataclass(frozen=True, slots=True)
class Point:
    lat: float
    lng: float

    def __post_init__(self):
        if not (isfinite(self.lat) and isfinite(self.lng) and abs(self.lat) <= 90 and abs(self.lng) <= 180):
            raise ValueError(f"no place on earth: lat {self.lat}, lng {self.lng}")


@dataclass(frozen=True, slots=True)
class Box:
    south: float
    west: float
    north: float
    east: float


def parse_location(text: str) -> Point | None:
    """The point the map widget wrote ("SRID=4326;POINT(lng lat)"); None for anything else."""
    match = _LOCATION.fullmatch(text.strip())
    if not match:
        return None
    try:
        return Point(lat=float(match[2]), lng=float(match[1]))
    except ValueError:
        return None


def distance_km(a: Point, b: Point) -> float:
    """Along the great circle."""
    half_lat, half_lng = radians(b.lat - a.lat) / 2, radians(b.lng - a.lng) / 2
    chord = sin(half_lat) ** 2 + cos(radians(a.lat)) * cos(radians(b.lat)) * sin(half_lng) ** 2
    return 2 * EARTH_RADIUS_KM * asin(sqrt(min(1.0, chord)))


def bounding_box(center: Point, km: float) -> Box:
    """The smallest box of degrees that holds every point within `km`, a hair wider against rounding.

    Where the circle reaches a pole or crosses the date line the box goes round the globe.
    """
    angle = km / EARTH_RADIUS_KM * (1 + 1e-9) + 1e-12
    south, north = center.lat - degrees(angle), center.lat + degrees(angle)
    if south <= -90 or north >= 90:
        return Box(max(south, -90.0), -180.0, min(north, 90.0), 180.0)
    reach = degrees(asin(min(1.0, sin(angle) / cos(radians(center.lat)))))
    west, east = center.lng - reach, center.lng + reach
    if west < -180 or east > 180:
        return Box(south, -180.0, north, 180.0)
    return Box(south, west, north, east)


def mean(points: list[Point]) -> Point:
    return Point(lat=sum(p.lat for p in points) / len(points), lng=sum(p.lng for p in points) / len(points))


Ring = list[Point]
Polygon = list[Ring]


def polygons(geometry: dict) -> list[Polygon]:
    """The polygons of a GeoJSON Polygon or MultiPolygon; the first ring of each is its outline, the rest are holes."""
    parts = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return [[[Point(lat=position[1], lng=position[0]) for position in ring] for ring in part] for part in parts]


def contains(shape: list[Polygon], point: Point) -> bool:
    return any(sum(_surrounds(ring, point) for ring in polygon) % 2 == 1 for polygon in shape)


def distance_to_edge_km(shape: list[Polygon], point: Point) -> float:
    """To the nearest border, from inside or outside; good for tens of kilometres, where the earth looks flat."""
    return min(
        _segment_distance_km(point, a, b) for polygon in shape for ring in polygon for a, b in itertools.pairwise(ring)
    )


def _surrounds(ring: Ring, point: Point) -> bool:
    """Counts how often a ray to the east crosses the ring."""
    inside = False
    for a, b in itertools.pairwise(ring):
        if (a.lat > point.lat) != (b.lat > point.lat) and point.lng < a.lng + (point.lat - a.lat) / (b.lat - a.lat) * (
            b.lng - a.lng
        ):
            inside = not inside
    return inside


def _segment_distance_km(point: Point, a: Point, b: Point) -> float:
    shrink = cos(radians(point.lat))
    ax, ay = (a.lng - point.lng) * shrink, a.lat - point.lat
    bx, by = (b.lng - point.lng) * shrink, b.lat - point.lat
    length = (bx - ax) ** 2 + (by - ay) ** 2
    share = 0.0 if length == 0 else max(0.0, min(1.0, -(ax * (bx - ax) + ay * (by - ay)) / length))
    return hypot(ax + share * (bx - ax), ay + share * (by - ay)) * KM_PER_DEGREE


Position = tuple[float, float]
WIDTH = 1000
# Borders are cut this much outside the view, so that no cut is seen.
MARGIN = 30


@dataclass(frozen=True)
class View:
    """A window on the map in degrees, drawn 1000 units wide.

    The projection is equirectangular: a degree from east to west is `shrink` times as long as one from south to north.
    """

    south: float
    west: float
    north: float
    east: float
    shrink: float

    @classmethod
    def around(cls, point: Point, shrink: float) -> "View":
        """The neighbourhood of a point, some 85 km wide. Snapped to a grid, so that few different ones are ever drawn."""
        lat, lng = floor(point.lat / 0.04) * 0.04 + 0.02, floor(point.lng / 0.06) * 0.06 + 0.03
        return cls(round(lat - 0.34, 4), round(lng - 0.62, 4), round(lat + 0.3, 4), round(lng + 0.62, 4), shrink)

    @classmethod
    def framing(cls, box: Box, shrink: float, ratio: float = 4 / 3) -> "View":
        """A view of that form which holds the box with some air around it, and is never narrower than a large town."""
        lat, lng = (box.south + box.north) / 2, (box.west + box.east) / 2
        width = max((box.east - box.west) * shrink * 1.16, (box.north - box.south) * 1.16 * ratio, 0.3)
        half_lng, half_lat = width / shrink / 2, width / ratio / 2
        south, west, north, east = lat - half_lat, lng - half_lng, lat + half_lat, lng + half_lng
        return cls(round(south, 4), round(west, 4), round(north, 4), round(east, 4), shrink)

    def contains(self, point: Point) -> bool:
        return self.south < point.lat < self.north and self.west < point.lng < self.east

    @cached_property
    def scale(self) -> float:
        return WIDTH / ((self.east - self.west) * self.shrink)

    @cached_property
    def height(self) -> int:
        return round((self.north - self.south) * self.scale)

    def xy(self, lng: float, lat: float) -> Position:
        return (lng - self.west) * self.shrink * self.scale, (self.north - lat) * self.scale

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


def _steps(corners: list[Position]) -> str:
    """Whole units, relative, each point once: the shortest way to write a path."""
    points = [(round(x), round(y)) for x, y in corners]
    points = [point for i, point in enumerate(points) if i == 0 or point != points[i - 1]]
    if len(points) < 2:
        return ""
    steps = " ".join(f"{x - px} {y - py}" for (px, py), (x, y) in itertools.pairwise(points))
    return f"M{points[0][0]} {points[0][1]}l{steps.replace(' -', '-')}"
