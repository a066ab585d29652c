import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from home.land.geo import Box, Point, distance_km
from home.land.models import Place
from home.land.suggestions import resolve
from practice_examples.models import ExamplePage
from tests.factories import make_example

pytestmark = pytest.mark.django_db

KOELN = {"lat": 50.93333, "lng": 6.95}


def titles(examples):
    return [example.title for example in examples]


@settings(max_examples=200)
@given(lat=st.floats(50.2, 52.7), lng=st.floats(5.7, 9.6), km=st.sampled_from([5, 10, 25, 50, 100]))
def test_near_finds_what_measuring_every_place_finds(all_points, lat, lng, km):
    found = list(Place.objects.near(lat, lng, km).values_list("pk", "distance"))
    measured = {pk: distance_km(Point(lat, lng), point) for pk, point in all_points.items()}
    assert {pk for pk, _ in found} == {pk for pk, distance in measured.items() if distance <= km}
    assert [distance for _, distance in found] == pytest.approx([measured[pk] for pk, _ in found], abs=1e-6)
    assert [distance for _, distance in found] == sorted(distance for _, distance in found)


@pytest.fixture
def all_points():
    return {place.pk: place.point for place in Place.objects.all()}


def test_near_gives_the_distance_and_leaves_out_what_has_no_point():
    make_example(title="Köln", place="koeln")
    make_example(title="Nippes", place="nippes")
    make_example(title="Emmerich", place="emmerich-am-rhein")
    make_example(title="Überall", place=None, land_wide=True)
    found = ExamplePage.objects.near(**KOELN, km=25)
    assert [(example.title, round(example.distance, 1)) for example in found] == [("Köln", 0.0), ("Nippes", 3.6)]
    assert titles(ExamplePage.objects.by_distance(**KOELN)) == ["Köln", "Nippes", "Emmerich"]


@pytest.mark.parametrize("count", [1, 3])
def test_near_costs_one_query(count, django_assert_num_queries):
    for _ in range(count):
        make_example()
    with django_assert_num_queries(1):
        assert len(ExamplePage.objects.near(**KOELN, km=5)) == count


def test_an_ortsteil_counts_to_its_town():
    make_example(title="Köln", place="koeln")
    make_example(title="Nippes", place="nippes")
    make_example(title="Bonn", place="bonn")
    nippes = Place.objects.get(slug="nippes")
    assert sorted(titles(ExamplePage.objects.in_place(nippes.town))) == ["Köln", "Nippes"]
    assert sorted(titles(ExamplePage.objects.in_place(nippes))) == ["Köln", "Nippes"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("Witten", ["Witten"]),
        ("Stockum", ["Witten"]),
        ("Ennepe-Ruhr-Kreis", ["Hattingen", "Wetter", "Witten"]),
        ("Mittleres Ruhrgebiet", ["Bochum", "Hattingen", "Witten"]),
        ("Ruhrgebiet", ["Bochum", "Hattingen", "Wetter", "Witten"]),
        ("Sauerland", []),
        ("05911", ["Bochum"]),
    ],
)
def test_within_takes_every_kind_of_place(query, expected):
    for slug in ("witten", "hattingen", "wetter-ruhr", "bochum", "koeln"):
        make_example(title=slug.split("-")[0].title(), place=slug)
    assert sorted(titles(ExamplePage.objects.within(resolve(query)))) == expected


def test_regions_kreise_and_boxes_are_cut_out():
    make_example(title="Witten", place="witten")
    make_example(title="Köln", place="koeln")
    assert titles(ExamplePage.objects.in_region("mittleres-ruhrgebiet")) == ["Witten"]
    assert titles(ExamplePage.objects.in_kreis("05315")) == ["Köln"]
    assert titles(ExamplePage.objects.in_box(Box(50.8, 6.8, 51.1, 7.1))) == ["Köln"]
