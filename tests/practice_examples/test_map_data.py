"""What the map loads for one part of itself: towns with numbers, single stories with their place."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from home.media.renditions import make_renditions
from practice_examples.models import Topic
from tests.bench.content import multiply
from tests.factories import make_example, make_film, make_index, make_picture
from tests.reading import read


@pytest.fixture
def index(db):
    return make_index()


def test_towns_are_counted_where_their_middle_lies(client, index):
    make_example(place="koeln")
    make_example(place="nippes")
    make_example(place="bonn")
    make_example(place=None, land_wide=True)
    towns = client.get("/daten/karte/orte.json").json()["towns"]
    assert towns == [
        {"id": "05315000", "name": "Köln", "slug": "koeln", "lat": 50.93333, "lng": 6.95, "count": 2},
        {"id": "05314000", "name": "Bonn", "slug": "bonn", "lat": 50.73438, "lng": 7.09549, "count": 1}
        | {"topic": "sun", "film": False},
    ]
    # The middle of the city is in this box, the story in Nippes is not.
    towns = client.get("/daten/karte/orte.json?bbox=6.9,50.9,7.0,50.94").json()["towns"]
    assert [(town["name"], town["count"]) for town in towns] == [("Köln", 2)]


def test_the_line_below_the_map_leads_to_what_belongs_to_no_single_region(client, index):
    make_example(place="koeln")
    assert "In ganz NRW: 1" not in read(client.get("/landkarte/")).names("link")
    make_example(title="Überall", slug="ueberall", place=None, land_wide=True)
    page = read(client.get("/landkarte/?sort=name"))
    assert page.one("link", "In ganz NRW: 1").href == "?region=nrw&sort=name"
    assert "In ganz NRW: 1" not in read(client.get("/landkarte/?region=nrw")).names("link")


def test_pins_at_one_address_come_together_and_towns_come_as_towns(client, index):
    pin = "SRID=4326;POINT(6.95 50.94)"
    picture = make_picture(size=(900, 700))
    make_renditions(picture, "card")
    first = make_example(title="A", slug="a", place="koeln", location=pin, lead_picture=picture)
    second = make_example(title="B", slug="b", place="koeln", location=pin)
    shelter = make_example(title="C", slug="c", place="koeln", location="SRID=4326;POINT(6.91 50.91)", precision="town")
    make_example(title="Fern", place="bonn")
    answer = client.get("/daten/karte/pins.json?bbox=6.9,50.9,7.0,51").json()
    assert answer["complete"] is True
    images = [example.pop("image") for spot in answer["pins"] for example in spot["examples"]]
    assert re.fullmatch(r"/media/images/[0-9a-f]{32}\.webp", images[0])
    assert images[1:] == [None, None]
    signs = {"topic": "sun", "film": False}
    assert answer["pins"] == [
        {
            "lat": 50.94,
            "lng": 6.95,
            "precise": True,
            "place": "Köln",
            "town": "koeln",
            "examples": [
                {"id": first.pk, "title": "A", "summary": first.summary, "url": "/landkarte/a/"} | signs,
                {"id": second.pk, "title": "B", "summary": second.summary, "url": "/landkarte/b/"} | signs,
            ],
        },
        {
            "lat": 50.93333,
            "lng": 6.95,
            "precise": False,
            "place": "Köln",
            "town": "koeln",
            "examples": [{"id": shelter.pk, "title": "C", "summary": shelter.summary, "url": "/landkarte/c/"} | signs],
        },
    ]


def test_more_than_200_pins_are_not_all_sent(client, index):
    make_example()
    multiply(201)
    answer = client.get("/daten/karte/pins.json").json()
    assert (sum(len(spot["examples"]) for spot in answer["pins"]), answer["complete"]) == (200, False)


def test_a_mark_knows_the_first_topic_and_a_film_whose_rights_hold(client, index):
    picture = make_picture()
    make_example(place="koeln", topics=["sport", "sprache"], lead_video=make_film(poster=picture))
    over = make_film(poster=picture, rights_until=timezone.localdate() - timedelta(days=1))
    make_example(place="bonn", topics=[], lead_video=over)
    signs = {"Köln": (colour("sprache"), True), "Bonn": (None, False)}
    towns = client.get("/daten/karte/orte.json").json()["towns"]
    assert {town["name"]: (town["topic"], town["film"]) for town in towns} == signs
    pins = client.get("/daten/karte/pins.json").json()["pins"]
    assert {pin["place"]: (pin["examples"][0]["topic"], pin["examples"][0]["film"]) for pin in pins} == signs


@pytest.mark.parametrize("count", [1, 3])
def test_the_signs_of_towns_cost_the_same_for_any_number_of_them(client, index, count, django_assert_num_queries):
    for place in ("koeln", "bonn", "essen")[:count]:
        make_example(place=place)
    client.get("/daten/karte/orte.json")
    with django_assert_num_queries(3):
        assert len(client.get("/daten/karte/orte.json").json()["towns"]) == count


def colour(slug):
    return Topic.objects.get(slug=slug).colour
