"""What was meant where something else was typed: a letter wrong, words that are filters, nothing at all."""

import pytest
from django.http import QueryDict

from home.caching import version
from home.pages.models import StandardPage
from search.search_page.results import results_for
from search.search_page.typed import spelled_otherwise
from tests.event_factories import berlin, make_event
from tests.factories import make_example, make_home
from tests.reading import read
from tests.search.asking import chips, lead, make_film, search, stories

pytestmark = pytest.mark.django_db

# --- one letter wrong ---


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Dortmnd", ["Dortmund"]),
        ("Mühlheim", ["Mülheim an der Ruhr"]),
        ("Fussbal", ["Fußball"]),
        ("Ausbildng in Siegen", ["Ausbildung in Siegen"]),
        ("Fussbal Dortmnd", ["Fußball Dortmund"]),
        ("44122", ["Dortmund"]),
        ("Fußball Dortmund", []),
        ("Xyzzyq", []),
        ("„Dortmnd“", []),
        ("", []),
    ],
)
def test_one_wrong_letter_leads_to_what_was_meant(text, meant):
    assert spelled_otherwise(text) == meant


def test_what_was_certainly_meant_is_shown_and_said(client):
    make_example(slug="fussball", place="siegen", title="Fußball am Abend")
    page = search(client, "Fussbal Siegen")
    assert stories(page) == ["fussball"]
    assert "Meinten Sie „Fußball Siegen“? Wir zeigen die Ergebnisse dafür." in page.text
    assert page.link("Nur nach „Fussbal Siegen“ suchen").href == "?q=%E2%80%9EFussbal+Siegen%E2%80%9C"


def test_a_beginning_that_is_nearly_a_place_stays_a_beginning(client):
    make_example(slug="handwerk", place="siegen", title="Handwerk")
    page = search(client, "Handw")
    assert stories(page) == ["handwerk"]
    assert "Meinten Sie" not in page.text


def test_what_finds_something_is_not_corrected(client):
    make_example(slug="kiosk", title="Der Kioks")
    page = search(client, "Kioks")
    assert stories(page) == ["kiosk"]
    assert "Meinten Sie" not in page.text


# --- words that are filters, and whoever asks for what is near ---


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("Film", "?video=1"),
        ("kostenlos", "?kosten=unter-1000"),
        ("Ehrenamt Siegen", "?ort=siegen&aufwand=nur-ehrenamt"),
    ],
)
def test_words_that_are_filters_lead_to_the_filter(text, link):
    likeliest = results_for(QueryDict(f"q={text}"))
    make_example(place="siegen", effort="nur-ehrenamt", cost="unter-1000", lead_video=make_film())
    version.advance()
    assert results_for(QueryDict(f"q={text}")).filters.link == link == likeliest.filters.link


def test_who_asks_for_events_gets_events_first(client):
    make_event(title="Fest in Siegen", place="siegen", starts_at=berlin(2027, 1, 26, 17))
    make_event(title="Fest in Bonn", place="bonn", starts_at=berlin(2027, 1, 27, 17))
    make_example(place="siegen", title="Kiosk")
    page = search(client, "Termine Siegen")
    assert lead(page) == "1 Veranstaltung in Siegen"
    assert page.one("main").headings(3)[0] == "Fest in Siegen"
    assert chips(page) == [
        ("?ort=siegen", "Termine entfernen"),
        ("?q=Termine", "Siegen, Kreis Siegen-Wittgenstein entfernen"),
    ]
    assert page.link("Alle im Veranstaltungskalender").href == "/veranstaltungen/?ort=siegen"


def test_the_page_that_is_called_so_comes_first(client):
    make_home().add_child(instance=StandardPage(title="Leichte Sprache", slug="leicht"))
    make_example(title="Die Sprache der leichten Hand")
    assert search(client, "Leichte Sprache").one("main").headings(3)[0] == "Leichte Sprache"


def test_before_anything_is_typed_there_are_ways_to_begin(client):
    make_example(slug="eins", place="siegen", title="Kiosk", topics=["sport"])
    page = read(client.get("/suche/"))
    assert page.one("main").headings() == [
        "Suche",
        "Themen",
        "Orte mit den meisten Geschichten",
        "Zuletzt erzählt",
        "Kiosk",
    ]
    assert [(link.name, link.href) for link in page.region("Themen").links()] == [("Sport (1)", "/themen/sport/")]
    assert page.region("Orte mit den meisten Geschichten").names("link") == ["Siegen (1)"]
