from math import asin, atan2, cos, degrees, radians, sin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from home.land import geo
from home.land.geo import Point

KOELN, BONN, EMMERICH = Point(50.9375, 6.9603), Point(50.7374, 7.0982), Point(51.8355, 6.2458)

points_in_nrw = st.builds(Point, lat=st.floats(50.3, 52.6), lng=st.floats(5.8, 9.5))
points_on_earth = st.builds(Point, lat=st.floats(-90, 90), lng=st.floats(-180, 180))


def test_distances_are_those_of_the_atlas():
    assert round(geo.distance_km(KOELN, BONN), 1) == 24.3
    assert round(geo.distance_km(KOELN, EMMERICH), 1) == 111.5
    assert geo.distance_km(KOELN, KOELN) == 0.0
    assert round(geo.distance_km(Point(0, 0), Point(0, 180))) == 20015


@given(points_on_earth, points_on_earth)
def test_the_way_back_is_as_long(a, b):
    assert geo.distance_km(a, b) == pytest.approx(geo.distance_km(b, a))


def destination(start: Point, bearing: float, km: float) -> Point:
    """Where one arrives after `km` on a course in degrees (0 north, 90 east)."""
    angle, course, lat = km / geo.EARTH_RADIUS_KM, radians(bearing), radians(start.lat)
    end_lat = asin(sin(lat) * cos(angle) + cos(lat) * sin(angle) * cos(course))
    end_lng = radians(start.lng) + atan2(sin(course) * sin(angle) * cos(lat), cos(angle) - sin(lat) * sin(end_lat))
    return Point(lat=degrees(end_lat), lng=(degrees(end_lng) + 540) % 360 - 180)


@given(points_in_nrw, st.floats(0, 360), st.floats(0.01, 200))
def test_a_destination_is_as_far_away_as_asked(start, bearing, km):
    assert geo.distance_km(start, destination(start, bearing, km)) == pytest.approx(km, rel=1e-6)


@given(points_on_earth, points_on_earth, st.floats(0, 5000))
def test_a_bounding_box_holds_everything_within_the_radius(center, point, km):
    if geo.distance_km(center, point) <= km:
        box = geo.bounding_box(center, km)
        assert box.south <= point.lat <= box.north
        assert box.west <= point.lng <= box.east


def test_a_bounding_box_is_no_larger_than_it_must_be():
    box = geo.bounding_box(KOELN, 25)
    assert [round(value, 3) for value in (box.south, box.west, box.north, box.east)] == [50.713, 6.604, 51.162, 7.317]


@pytest.mark.parametrize(("lat", "lng"), [(91, 0), (0, 181), (float("nan"), 0), (0, float("inf"))])
def test_a_point_off_the_earth_cannot_be_made(lat, lng):
    with pytest.raises(ValueError, match="no place on earth"):
        Point(lat, lng)


def test_the_widgets_text_is_read():
    assert geo.parse_location("SRID=4326;POINT(6.96028 50.93753)") == Point(lat=50.93753, lng=6.96028)
    assert geo.parse_location("SRID=4326;POINT (6.96028 50.93753)") == Point(lat=50.93753, lng=6.96028)


@pytest.mark.parametrize(
    "text",
    ["", "Köln", "50.9,6.9", "SRID=4326;POINT(6.9)", "SRID=4326;POINT(6.9.1 50)", "SRID=4326;POINT(200 50)",
     "SRID=4326;POINT(nan 50)", "SRID=31467;POINT(6.9 50)", "SRID=4326;POINT(6.9 50);DROP"],
)  # fmt: skip
def test_any_other_text_is_no_point(text):
    assert geo.parse_location(text) is None


RING_WITH_HOLE = {
    "type": "Polygon",
    "coordinates": [
        [[0, 0], [10, 0], [10, 10], [0, 10], [0, 0]],
        [[4, 4], [6, 4], [6, 6], [4, 6], [4, 4]],
    ],
}


def test_a_point_in_a_hole_is_outside():
    shape = geo.polygons(RING_WITH_HOLE)
    assert geo.contains(shape, Point(lat=2, lng=2))
    assert not geo.contains(shape, Point(lat=5, lng=5))
    assert not geo.contains(shape, Point(lat=5, lng=11))


def test_the_distance_to_a_border_counts_from_both_sides():
    shape = geo.polygons(RING_WITH_HOLE)
    assert round(geo.distance_to_edge_km(shape, Point(lat=-1, lng=5))) == 111
    assert round(geo.distance_to_edge_km(shape, Point(lat=1, lng=5))) == 111


def test_the_middle_of_points_is_their_mean():
    assert geo.mean([Point(50, 6), Point(52, 8)]) == Point(51, 7)
