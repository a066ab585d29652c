"""Arithmetic on the globe. Knows no Django; degrees are WGS 84, distances kilometres."""

import itertools
import re
from dataclasses import dataclass
from math import asin, cos, degrees, hypot, isfinite, radians, sin, sqrt

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
