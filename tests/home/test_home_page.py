from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from events.choices import Change
from home.pages.models import HomePage, StandardPage
from tests.event_factories import make_event
from tests.factories import make_example, make_picture
from tests.reading import read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


def voice(number=1):
    return {"portrait": make_picture().pk, "quote": f"Satz {number}.", "name": "Meisterin", "role": "Siegen"}


def fill(*sections, **fields):
    home = HomePage.objects.get()
    home.sections = [{"type": kind, "value": value} for kind, value in sections]
    for name, value in fields.items():
        setattr(home, name, value)
    home.save()
    return home


def home_page(client):
    return read(client.get("/"))


def test_the_claim_ends_with_marker_and_pin(client):
    fill(claim="Gute Ideen haben einen Ort.", claim_marked="einen Ort")
    assert home_page(client).headings(1) == ["Gute Ideen haben einen Ort."]
    # Marker and pin are a matter of the look.
    assert '<span class="marker">einen Ort</span><span class="dot">.</span>' in client.get("/").content.decode()


def test_the_place_search_works_without_a_script(client):
    finder = home_page(client).search()
    assert (finder["action"], finder["method"]) == ("/suche/", "")
    assert finder.field("Was gibt es bei Ihnen? Ort oder Postleitzahl")["name"] == "ort"
    assert finder.names("button") == ["Ideen finden"]


def test_chosen_stories_keep_their_order_and_lose_what_is_not_public(client):
    first, hidden, last = make_example(title="Zuerst"), make_example(title="Verborgen"), make_example(title="Zuletzt")
    fill(("stories", {"heading": "Drei Geschichten", "stories": [last.pk, hidden.pk, first.pk]}))
    assert home_page(client).region("Drei Geschichten").headings(3) == ["Zuletzt", "Verborgen", "Zuerst"]
    hidden.unpublish()
    assert home_page(client).region("Drei Geschichten").headings(3) == ["Zuletzt", "Zuerst"]


def test_the_map_says_the_same_numbers_as_the_index_beside_it(client):
    make_example(place="koeln")
    make_example(place="siegen")
    make_example(place="siegen")
    make_example(place=None, land_wide=True)
    make_example(place="siegen", live=False)
    fill(("map_teaser", {"heading": "Was gibt es in Ihrer Nähe?"}))
    section = home_page(client).region("Was gibt es in Ihrer Nähe?")
    assert "4 Beispiele in 2 Regionen. Eines davon gilt in ganz NRW und hat keinen Punkt" in section.text
    assert section.group("Regionen auf der Karte").names("link") == [
        "Köln: 1 Beispiel",
        "Siegen-Wittgenstein/Olpe: 2 Beispiele",
    ]
    index = section.list("Beispiele je Region")
    assert len(index.links()) == 16
    assert [link.name for link in index.links() if not link.name.endswith(" 0 Beispiele")] == [
        "Köln 1 Beispiel",
        "Siegen-Wittgenstein/Olpe 2 Beispiele",
    ]
    assert index.link("Siegen-Wittgenstein/Olpe 2 Beispiele").href == "/regionen/siegen-wittgenstein-olpe/"


def test_figures_are_counted_and_not_typed(client):
    make_example(place="koeln")
    make_example(place="siegen")
    make_example(place="siegen")
    make_event(starts_at=datetime(2016, 9, 9, 15, tzinfo=UTC))
    for change in (Change.CANCELLED, Change.POSTPONED):
        make_event(starts_at=datetime(2199, 6, 1, 15, tzinfo=UTC), change=change)
    fill(("figures", {"heading": "Was bisher zusammengekommen ist"}))
    assert home_page(client).region("Was bisher zusammengekommen ist").facts == {
        "Beispiele mit Menschen, die antworten, wenn Sie anrufen": "3",
        "Städte und Gemeinden, in denen sie zu Hause sind": "2",
        "Filme mit Untertiteln und Abschrift": "0",
        "Veranstaltung, auf der sich Nachahmerinnen und Nachahmer treffen": "1",
    }


def test_the_next_events_are_those_that_take_place(client):
    make_event(title="Sommerfest", starts_at=datetime(2199, 7, 1, 15, tzinfo=UTC))
    make_event(title="Fällt aus", starts_at=datetime(2199, 6, 1, 15, tzinfo=UTC), change=Change.CANCELLED)
    make_event(title="War schon", starts_at=datetime(2016, 9, 9, 15, tzinfo=UTC))
    make_event(title="Kommt noch", starts_at=None)
    fill(("events", {"heading": "Nächste Veranstaltungen"}))
    assert home_page(client).region("Nächste Veranstaltungen").headings(3) == ["Sommerfest", "Kommt noch"]


def unpublish(page):
    page.unpublish()


def make_private(page):
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def end(page):
    page.expire_at = timezone.now() - timedelta(minutes=1)
    page.save()


@pytest.mark.parametrize("hide", [unpublish, make_private, end])
def test_the_call_leads_to_a_page_that_anybody_may_see(client, hide):
    target = HomePage.objects.get().add_child(instance=StandardPage(title="Weitersagen", slug="weitersagen"))
    fill(("call", {"heading": "Das machen WIR. Und Sie?", "button": "Projekt anmelden", "page": target.pk}))
    assert home_page(client).one("main").link("Projekt anmelden").href == "/weitersagen/"
    hide(target)
    assert "Projekt anmelden" not in home_page(client).text


@pytest.mark.parametrize("count", [1, 3])
def test_the_home_page_costs_the_same_for_any_number_of_things(client, count, django_assert_num_queries):
    examples = [make_example(lead_picture=make_picture()) for _ in range(count)]
    for number in range(count):
        make_event(starts_at=datetime(2199, 7, number + 1, 15, tzinfo=UTC))
    fill(
        ("map_teaser", {"heading": "Karte"}),
        ("stories", {"heading": "Geschichten", "stories": [example.pk for example in examples]}),
        ("voices", {"voices": [voice(number) for number in range(count)]}),
        ("figures", {"heading": "Zahlen"}),
        ("events", {"heading": "Termine"}),
    )
    # Drawing its pictures makes a new version, so what the first visit kept before that is counted anew by the second.
    client.get("/")
    client.get("/")
    with django_assert_num_queries(8):
        page = home_page(client)
    assert page.region("Geschichten").headings(3) == [example.title for example in examples]
    assert page.texts("quote") == [f"„Satz {number}.“" for number in range(count)]
    assert len(page.region("Termine").all("article")) == count


def test_a_plain_page_shows_its_blocks_and_headings_can_be_linked(client):
    page = StandardPage(title="Über die Aktion", slug="ueber-die-aktion", intro="Worum es geht.")
    page.body = [
        {"type": "heading", "value": "Barriere melden"},
        {"type": "text", "value": "<p>Schreiben Sie uns.</p>"},
        {"type": "voice", "value": {"quote": "Das geht.", "name": "Personalleiter", "role": ""}},
        {"type": "figure", "value": {"value": "19", "label": "Praktika", "source": "Juni 2017"}},
        {"type": "fact_box", "value": {"title": "Was ist das?", "text": "<p>Ein Praktikum.</p>"}},
    ]
    HomePage.objects.get().add_child(instance=page)
    page = read(client.get("/ueber-die-aktion/"))
    assert page.one("heading", "Barriere melden")["id"] == "barriere-melden"
    assert page.one("main").headings() == ["Über die Aktion", "Barriere melden", "Was ist das?"]
    assert page.under("Barriere melden").texts("quote") == ["„Das geht.“"]
    assert list(page.under("Barriere melden").facts.values()) == ["19"]
    assert page.under("Was ist das?").text == "Ein Praktikum."


def sided(side, **fields):
    return voice() | {"side": side} | fields


@pytest.mark.parametrize(
    ("sides", "missing"),
    [
        ([], ""),
        (["work"], "aus dem Ehrenamt, selbst geflüchtet"),
        (["work", "volunteer", "fled"], ""),
        (["fled", "fled", "volunteer"], "aus dem Beruf"),
        ([""], "aus dem Beruf, aus dem Ehrenamt, selbst geflüchtet"),
    ],
)
def test_where_voices_speak_every_side_shows_its_face(sides, missing):
    home = fill(*[("voices", {"heading": "Stimmen", "voices": [sided(side) for side in sides]})] if sides else [])
    problems = home.publication_problems()
    sentence = f"Unter den Stimmen fehlt ein Gesicht: {missing}. Die Startseite zeigt alle, die eine gute Idee tragen."
    assert problems.get("sections", "") == (sentence if missing else "")


def test_a_voice_without_a_portrait_is_no_face():
    speaking = [sided("work"), sided("volunteer"), sided("fled", portrait=None)]
    home = fill(("voices", {"heading": "", "voices": speaking}))
    assert "fehlt ein Gesicht: selbst geflüchtet." in home.publication_problems()["sections"]
