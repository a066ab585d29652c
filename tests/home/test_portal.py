"""The portal's own record: what it is called, and which colours it may wear."""

import pytest
import time_machine
from django.core.exceptions import ValidationError

from home.pages.colours import Palette, contrast
from home.pages.models import Portal, StandardPage
from practice_examples.models import Topic
from tests.factories import make_example, make_home
from tests.reading import read

pytestmark = pytest.mark.django_db


def wear(**colours) -> Portal:
    portal = Portal.objects.get()
    for name, colour in colours.items():
        setattr(portal, name, colour)
    portal.full_clean()
    portal.save()
    return portal


def stylesheets(client, address="/"):
    return [link for link in read(client.get(address)).node.select("link[rel=stylesheet]") if "portal" in link["href"]]


def test_contrast_is_measured_as_wcag_says():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("#ffffff", "#777777") == contrast("#777777", "#ffffff")


def test_the_usual_colours_are_legible():
    assert [measure for measure in Palette().measures() if not measure.is_enough] == []


@pytest.mark.parametrize(
    ("colour", "value", "words"),
    [
        ("main", "#6fbf8f", "Der Kontrast von #6fbf8f auf #efe6d3 ist 1,7 : 1; nötig sind 4,5 : 1."),
        ("signal", "#ff8080", "Der Kontrast von #ff8080 auf #fbf8f1 ist 2,2 : 1; nötig sind 4,5 : 1."),
        ("highlight", "#085f33", "Der Kontrast von #085f33 auf #085f33 ist 1,0 : 1; nötig sind 3,0 : 1."),
        ("poster", "#9fd8b7", "Der Kontrast von #ffffff auf #9fd8b7 ist 1,6 : 1; nötig sind 4,5 : 1."),
        ("main", "green", "Bitte eine Farbe als #rrggbb angeben."),
    ],
)
def test_a_colour_that_cannot_be_read_is_refused_with_what_was_measured(colour, value, words):
    with pytest.raises(ValidationError) as refused:
        wear(**{colour: value})
    assert words in refused.value.message_dict[colour]


def test_the_usual_colours_need_no_stylesheet_of_their_own(client):
    assert stylesheets(client) == []


def test_other_colours_are_served_for_good_under_an_address_that_names_them(client):
    wear(main="#14304a")
    (link,) = stylesheets(client)
    assert link["href"] == "/portal.css?v=14304a-c4122f-ffc53d-085f33"
    assert len(stylesheets(client, "/einbetten/")) == 1
    css = client.get(link["href"])
    assert css["Content-Type"] == "text/css; charset=utf-8"
    assert css["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "--leaf:#14304a;--on-leaf:#ffffff;" in css.content.decode()
    assert "@media (prefers-color-scheme:dark)" in css.content.decode()
    for outdated in ("/portal.css", "/portal.css?v=000000"):
        assert client.get(outdated)["Cache-Control"] == "public, no-cache"


def test_on_dark_screens_every_colour_is_light_enough():
    for colour in ("#14304a", "#000000", "#5b2a86"):
        bright = Palette(main=colour).css().split("dark)")[1].split("--leaf:")[1][:7]
        assert contrast(bright, "#18241e") >= 7


def test_the_name_stands_in_title_head_and_calendar_of_the_next_request(client):
    client.get("/")
    wear(name="Was gelingt", claim="Hier geht es")
    page = read(client.get("/"))
    assert page.title.endswith(" – Was gelingt")
    assert page.meta("og:site_name") == "Was gelingt"
    assert "Landkarte der guten Ideen" not in page.text
    assert "X-WR-CALNAME:Was gelingt: Veranstaltungen" in client.get("/daten/veranstaltungen.ics").getvalue().decode()


def test_a_topic_wears_the_colour_it_was_given(client):
    make_example(slug="eins", topics=["sport"])
    Topic.objects.filter(slug="sport").update(colour="berry")
    for address in ("/landkarte/?thema=sport", "/landkarte/eins/"):
        hues = {topic["data-topic"] for topic in read(client.get(address)).node.select(".topic")}
        assert hues == {"berry"}, address


@time_machine.travel("2026-11-28 12:00+01:00", tick=False)
def test_the_press_page_says_the_figures_of_the_day_in_sentences_to_copy(client):
    make_home().add_child(instance=StandardPage(title="Presse", slug="presse-neu", purpose="press"))
    example = make_example(place="koeln")
    box = read(client.get("/presse-neu/")).region("Zahlen von heute, zum Übernehmen")
    assert box.texts("p")[0].replace("\xa0", " ") == (
        "Auf der „Landkarte der guten Ideen“ steht am 28. November 2026 1 gute Idee aus Nordrhein-Westfalen. "
        "Zu Hause ist sie in 1 Stadt oder Gemeinde."
    )
    make_example(example.get_parent().specific, place="bochum")
    box = read(client.get("/presse-neu/")).region("Zahlen von heute, zum Übernehmen")
    assert box.texts("p")[0].replace("\xa0", " ") == (
        "Auf der „Landkarte der guten Ideen“ stehen am 28. November 2026 2 gute Ideen aus Nordrhein-Westfalen. "
        "Zu Hause sind sie in 2 Städten und Gemeinden."
    )
