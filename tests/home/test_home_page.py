import re
from datetime import UTC, datetime

import pytest

from events.choices import Change
from home.pages.models import HomePage, StandardPage
from tests.event_factories import make_event
from tests.factories import make_example, make_picture

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


def body(client, address="/"):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_the_claim_ends_with_marker_and_pin(client):
    fill(claim="Gute Ideen haben einen Ort.", claim_marked="einen Ort")
    assert 'Gute Ideen haben <span class="marker">einen Ort</span><span class="dot">.</span></h1>' in body(client)


def test_the_place_search_works_without_a_script(client):
    page = body(client)
    assert '<form class="finder" role="search" action="/suche/"' in page
    assert 'name="ort"' in page


def test_chosen_stories_keep_their_order_and_lose_what_is_not_public(client):
    first, hidden, last = make_example(title="Zuerst"), make_example(title="Verborgen"), make_example(title="Zuletzt")
    fill(("stories", {"heading": "Drei Geschichten", "stories": [last.pk, hidden.pk, first.pk]}))
    assert re.findall(r"<h3><a[^>]*>([^<]+)</a>", body(client)) == ["Zuletzt", "Verborgen", "Zuerst"]
    hidden.unpublish()
    assert re.findall(r"<h3><a[^>]*>([^<]+)</a>", body(client)) == ["Zuletzt", "Zuerst"]


def test_the_map_says_the_same_numbers_as_the_index_beside_it(client):
    make_example(place="koeln")
    make_example(place="siegen")
    make_example(place="siegen")
    make_example(place=None, nrw_wide=True)
    make_example(place="siegen", live=False)
    fill(("map_teaser", {"heading": "Was gibt es in Ihrer Nähe?"}))
    page = body(client)
    assert "<b>4 Beispiele</b> in 2 Regionen." in page
    assert "Eines davon gilt in ganz NRW" in page
    assert page.count('<text class="count">') == 2
    assert '<a href="/regionen/siegen-wittgenstein-olpe/"' in page
    index = page[page.index('<ul class="index wide"') :]
    assert index[: index.index("</ul>")].count("<li>") == 16
    assert re.search(r'/regionen/siegen-wittgenstein-olpe/"><span>[^<]+</span> <b aria-hidden="true">2</b>', index)


def test_figures_are_counted_and_not_typed(client):
    make_example(place="koeln")
    make_example(place="siegen")
    make_example(place="siegen")
    make_event(starts_at=datetime(2016, 9, 9, 15, tzinfo=UTC))
    fill(("figures", {"heading": "Was bisher zusammengekommen ist"}))
    assert re.findall(r"<dd>(\d+)</dd>", body(client)) == ["3", "2", "0", "1"]


def test_the_next_events_are_those_that_take_place(client):
    make_event(title="Sommerfest", starts_at=datetime(2199, 7, 1, 15, tzinfo=UTC))
    make_event(title="Fällt aus", starts_at=datetime(2199, 6, 1, 15, tzinfo=UTC), change=Change.CANCELLED)
    make_event(title="War schon", starts_at=datetime(2016, 9, 9, 15, tzinfo=UTC))
    make_event(title="Kommt noch", starts_at=None)
    fill(("events", {"heading": "Nächste Veranstaltungen"}))
    assert re.findall(r"<h3><a[^>]*>([^<]+)</a>", body(client)) == ["Sommerfest", "Kommt noch"]


def test_the_call_leads_to_a_page_and_not_to_a_draft(client):
    target = HomePage.objects.get().add_child(instance=StandardPage(title="Weitersagen", slug="weitersagen"))
    fill(("call", {"heading": "Das machen WIR. Und Sie?", "button": "Projekt anmelden", "page": target.pk}))
    assert '<a class="btn" href="/weitersagen/">Projekt anmelden</a>' in body(client)
    target.unpublish()
    assert "Projekt anmelden" not in body(client)


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
    body(client)
    with django_assert_num_queries(14):
        page = body(client)
    assert page.count('class="card ') + page.count('class="card"') == count
    assert page.count("<blockquote>") == count
    assert page.count('<article class="event">') == count


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
    html = body(client, "/ueber-die-aktion/")
    assert '<h2 id="barriere-melden">Barriere melden</h2>' in html
    assert "<blockquote>„Das geht.“</blockquote>" in html
    assert "<dd>19</dd>" in html
    assert '<h2 class="h-small">Was ist das?</h2>' in html
