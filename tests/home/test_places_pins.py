import pytest

from home.land.models import Place
from home.land.pins import Precision, nearest_town, pin_problems
from practice_examples.models import ExamplePage
from tests.factories import make_example

pytestmark = pytest.mark.django_db

DOM = "SRID=4326;POINT(6.95830 50.94130)"


def test_a_pin_is_copied_into_the_columns():
    example = make_example(place="koeln", location=DOM)
    assert (example.lat, example.lng) == (50.9413, 6.9583)


@pytest.mark.parametrize("location", ["", "Unsinn", "SRID=4326;POINT(6.9 95)"])
def test_without_a_readable_pin_the_place_itself_is_the_point(location):
    example = make_example(place="nippes", location=location)
    assert (example.lat, example.lng) == (50.96545, 6.95314)


def test_with_town_precision_no_pin_is_stored_anywhere():
    example = make_example(place="nippes", location=DOM, precision=Precision.TOWN)
    example.refresh_from_db()
    assert (example.location, example.lat, example.lng) == ("", 50.93333, 6.95)


def test_with_town_precision_history_has_no_pin_either():
    example = make_example(place="nippes")
    example.location, example.precision = DOM, Precision.TOWN
    content = example.save_revision().content
    assert (content["location"], content["lat"], content["lng"]) == ("", 50.93333, 6.95)


def test_what_is_for_all_of_the_land_has_no_point():
    example = make_example(place="koeln", location=DOM, land_wide=True)
    example.refresh_from_db()
    assert (example.place, example.location, example.lat, example.lng, example.point) == (None, "", None, None, None)


@pytest.mark.parametrize(
    ("place", "location", "problems"),
    [
        ("koeln", "", []),
        ("koeln", DOM, []),
        (None, "", []),
        ("koeln", "kaputt", ["Die Stecknadel lässt sich nicht lesen. Bitte setzen Sie sie auf der Karte noch einmal."]),
        (None, DOM, ["Bitte wählen Sie den Ort. Der Stecknadel am nächsten liegt Köln."]),
        (
            "koeln",
            "SRID=4326;POINT(13.4 52.5)",
            ["Die Stecknadel liegt außerhalb von Nordrhein-Westfalen. Bitte verschieben oder entfernen Sie sie."],
        ),
        (
            "koeln",
            "SRID=4326;POINT(7.1 50.55)",
            ["Die Stecknadel liegt außerhalb von Nordrhein-Westfalen. Bitte verschieben oder entfernen Sie sie."],
        ),
        (
            "koeln",
            "SRID=4326;POINT(6.2479 51.8393)",
            [
                (
                    "Die Stecknadel liegt 112\u00a0km von Köln entfernt. Bitte setzen Sie sie nach Köln, "
                    "oder wählen Sie Emmerich am Rhein als Ort: Das liegt ihr am nächsten."
                )
            ],
        ),
    ],
)
def test_a_pin_that_cannot_be_right_is_named_with_the_way_out(place, location, problems):
    assert pin_problems(Place.objects.get(slug=place) if place else None, location) == problems


def test_every_place_lies_in_the_land():
    outside = [
        place.label for place in Place.objects.all() if pin_problems(place, f"SRID=4326;POINT({place.lng} {place.lat})")
    ]
    assert outside == []


def test_the_nearest_town_is_never_an_ortsteil():
    assert nearest_town(Place.objects.get(slug="nippes").point).slug == "koeln"


def test_publication_needs_a_place_or_the_whole_land():
    missing = {"place": "Bitte wählen Sie den Ort oder „In ganz NRW“."}
    assert ExamplePage(title="Ohne").location_problems() == missing
    assert ExamplePage(title="Ohne").location_problems(place_required=False) == {}
    assert ExamplePage(title="Überall", land_wide=True).location_problems() == {}
    koeln = Place.objects.get(slug="koeln")
    assert ExamplePage(title="Köln", place=koeln, location=DOM).location_problems() == {}
    assert list(ExamplePage(title="Köln", place=koeln, location="kaputt").location_problems()) == ["location"]
    assert ExamplePage(title="Haus", place=koeln, location="kaputt", precision=Precision.TOWN).location_problems() == {}
