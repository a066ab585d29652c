"""The pages of towns, Ortsteile, Kreise, regions and topics, and what search engines are told of them."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.utils import timezone
from wagtail.models import PageViewRestriction

from home.caching import version
from home.land.models import Kreis, Region
from home.land.pins import Precision
from practice_examples.models import ExamplePage
from search.place_pages.areas import neighbours
from search.sitemap import PLACES_AND_TOPICS
from tests.bench.content import multiply
from tests.event_factories import berlin, make_event
from tests.factories import make_contact, make_example, make_picture, make_topic
from tests.reading import Page, read

pytestmark = pytest.mark.django_db


def get(client, address) -> Page:
    return read(client.get(address))


def index(page: Page, heading: str) -> list[tuple[str, str, int]]:
    """The lines of the index under that heading: name, address, number."""
    lines = [(*link.name.rsplit(" ", 1), link.href) for link in page.under(heading).links()]
    return [(name, address, int(number)) for name, number, address in lines]


def canonical(page: Page) -> str:
    (address,) = page.related("canonical")
    return address.removeprefix("http://testserver")


# --- Towns -------------------------------------------------------------------------------------------


def test_a_town_shows_its_stories_newest_first_and_says_where_it_lies(client):
    make_example(place="lindlar", title="Ältere")
    make_example(place="lindlar", title="Neuere")
    make_example(place="gummersbach", title="Nebenan")
    page = get(client, "/orte/lindlar/")
    assert page.region("Was hier geschieht").headings(3) == ["Neuere", "Ältere"]
    assert page.region("In der Nähe").headings(3) == ["Nebenan"]
    assert "Lindlar liegt im Oberbergischen Kreis, in der Region Köln." in page.text
    assert page.meta("description") == (
        "Lindlar liegt im Oberbergischen Kreis, in der Region Köln. 2 gute Ideen zum Nachmachen, mit Kontakt."
    )
    assert canonical(page) == "/orte/lindlar/"


def test_a_town_counts_the_stories_of_its_parts(client):
    make_example(place="langendreer", title="In Langendreer")
    make_example(place="bochum", title="In Bochum")
    assert get(client, "/orte/bochum/").region("Was hier geschieht").headings(3) == ["In Bochum", "In Langendreer"]


def test_an_empty_town_asks_for_an_idea_and_shows_the_nearest(client):
    make_example(place="kleve", title="Am Deich")
    page = get(client, "/orte/kranenburg/")
    assert page.region("Hier fehlt noch Ihre Idee").link("Projekt anmelden").href == "/mitmachen/"
    nearest = page.region("Bis dahin: das Nächste in der Nähe")
    assert nearest.headings(3) == ["Am Deich"]
    assert [card.rpartition(" · ")[2] for card in nearest.texts("article")] == ["8\u00a0km entfernt"]
    assert page.meta("robots") == "noindex, follow"


def test_the_neighbours_of_a_town_border_on_it(client):
    make_example(place="willich")
    assert index(get(client, "/orte/krefeld/"), "Nachbarorte") == [
        ("Duisburg", "/orte/duisburg/", 0),
        ("Kempen", "/orte/kempen/", 0),
        ("Meerbusch", "/orte/meerbusch/", 0),
        ("Moers", "/orte/moers/", 0),
        ("Neukirchen-Vluyn", "/orte/neukirchen-vluyn/", 0),
        ("Tönisvorst", "/orte/toenisvorst/", 0),
        ("Willich", "/orte/willich/", 1),
    ]


def test_the_map_of_a_town_has_a_pin_for_each_story_and_one_mark_where_several_are(client):
    make_example(place="krefeld", title="Erste")
    make_example(place="krefeld", title="Zweite")
    make_example(place="krefeld", title="Am Hafen", location="SRID=4326;POINT(6.65 51.35)")
    marks = get(client, "/orte/krefeld/").group("Gute Ideen in Krefeld").links()
    assert sorted((mark.href, mark.name) for mark in marks) == [
        ("#beispiele", "Krefeld: 2 Beispiele"),
        (ExamplePage.objects.get(title="Am Hafen").url, "Am Hafen"),
    ]


def test_printed_a_town_is_a_sheet_with_people_and_days_of_review(client):
    jana = make_contact("Jana Feld", organisation="Musterwerk", phone="0221 4710-100", email="jana@example.org")
    make_example(place="krefeld", contacts=[jana], reviewed_on=date(2026, 11, 3))
    with time_machine.travel(berlin(2026, 11, 28), tick=False):
        page = get(client, "/orte/krefeld/")
    assert page.headings(1) == ["Gute Ideen in Krefeld."]
    assert "http://testserver/orte/krefeld/ · 28. November 2026" in page.text
    assert (
        "Jana Feld, Musterwerk, 0221 4710-100, jana@example.org · geprüft am 3.\u00a0November 2026"
        in page.region("Was hier geschieht").text
    )


# --- Ortsteile ---------------------------------------------------------------------------------------


def test_an_ortsteil_tells_its_own_stories_apart_from_those_of_the_town(client):
    make_example(place="langendreer", title="Hier")
    make_example(place="bochum", title="Anderswo")
    make_example(place="witten", title="Nebenan")
    page = get(client, "/orte/langendreer/")
    assert page.region("Was hier geschieht").headings(3) == ["Hier"]
    assert page.region("Anderswo in Bochum").headings(3) == ["Anderswo"]
    assert page.region("In der Nähe").headings(3) == ["Nebenan"]
    assert canonical(page) == "/orte/langendreer/"


def test_an_ortsteil_without_stories_refers_to_its_town(client):
    make_example(place="bochum", title="Anderswo")
    page = get(client, "/orte/langendreer/")
    assert canonical(page) == "/orte/bochum/"
    assert page.region("Anderswo in Bochum").headings(3) == ["Anderswo"]
    assert "Hier fehlt noch Ihre Idee" in page.names("region")


def test_a_story_that_shows_only_its_town_is_not_found_in_the_ortsteil(client):
    make_example(place="langendreer", title="Geschützt", precision=Precision.TOWN)
    page = get(client, "/orte/langendreer/")
    assert "Was hier geschieht" not in page.names("region")
    assert page.region("Anderswo in Bochum").headings(3) == ["Geschützt"]


# --- Kreise and regions ------------------------------------------------------------------------------


def test_a_kreis_lists_all_its_towns_with_their_numbers(client):
    make_example(place="soest", title="Werkstatt und Schule")
    make_example(place="lippstadt")
    make_example(place="lippstadt")
    page = get(client, "/kreise/05974/")
    towns = index(page, "Städte und Gemeinden")
    assert len(towns) == 14
    assert [line for line in towns if line[2]] == [("Lippstadt", "/orte/lippstadt/", 2), ("Soest", "/orte/soest/", 1)]
    assert "Der Kreis Soest liegt in der Region Hellweg-Hochsauerland." in page.text
    assert ("Hamm", "/kreise/05915/", 0) in index(page, "Nachbarkreise")


def test_the_kreis_in_two_regions_names_both_and_both_contacts(client):
    for slug in ("maerkische-region", "mittleres-ruhrgebiet"):
        Region.objects.filter(pk=slug).update(contact_name=f"Kontakt {slug}", contact_email="region@example.org")
    page = get(client, "/kreise/05954/")
    assert "Der Ennepe-Ruhr-Kreis liegt in der Märkischen Region und im Mittleren Ruhrgebiet." in page.text
    assert page.region("Ihr Kontakt in der Region").headings(3) == [
        "Kontakt maerkische-region",
        "Kontakt mittleres-ruhrgebiet",
    ]


def test_a_kreisfreie_stadt_has_one_canonical_page(client):
    assert canonical(get(client, "/kreise/05114/")) == "/orte/krefeld/"
    assert canonical(get(client, "/kreise/05974/")) == "/kreise/05974/"


@pytest.mark.parametrize(
    ("slug", "sentence"),
    [
        (
            "koeln",
            (
                "In der Region Köln liegen Köln, Leverkusen, Oberbergischer Kreis, Rhein-Erft-Kreis und "
                "Rheinisch-Bergischer Kreis."
            ),
        ),
        ("niederrhein", "Am Niederrhein liegen Duisburg, Kreis Kleve und Kreis Wesel."),
    ],
)
def test_a_region_says_what_lies_in_it(client, slug, sentence):
    assert sentence in get(client, f"/regionen/{slug}/").text


def test_a_region_lists_the_towns_where_something_is(client):
    make_example(place="emmerich-am-rhein")
    make_example(place="duisburg")
    make_example(place="essen", title="Nicht hier")
    page = get(client, "/regionen/niederrhein/")
    assert index(page, "Orte mit Beispielen") == [
        ("Duisburg", "/orte/duisburg/", 1),
        ("Emmerich am Rhein", "/orte/emmerich-am-rhein/", 1),
    ]
    assert [line[0] for line in index(page, "Kreise und kreisfreie Städte")] == [
        "Duisburg",
        "Kreis Kleve",
        "Kreis Wesel",
    ]
    assert "Nicht hier" not in page.text


def test_borders_are_mutual():
    for key in Kreis.objects.values_list("pk", flat=True):
        assert all(key in neighbours("kreis", other) for other in neighbours("kreis", key))
    assert neighbours("kreis", "05114") == {"05112", "05162", "05166", "05170"}
    assert neighbours("kreis", "99999") == frozenset()


# --- Topics ------------------------------------------------------------------------------------------


def test_a_topic_begins_with_the_stories_the_editors_chose(client):
    chosen = make_example(place="bonn", topics=["sport"], title="Ausgewählt")
    make_example(place=None, land_wide=True, topics=["sport"], title="In ganz NRW")
    make_example(topics=["sprache"], title="Anderes Thema")
    make_topic("sport").chosen_examples.add(chosen)
    page = get(client, "/themen/sport/")
    assert page.region("Drei Geschichten zum Einstieg").headings(3) == ["Ausgewählt"]
    assert page.region("Weitere Beispiele").headings(3) == ["In ganz NRW"]
    make_topic("sport").chosen_examples.clear()
    version.advance()
    assert get(client, "/themen/sport/").region("Alle Beispiele").headings(3) == ["In ganz NRW", "Ausgewählt"]
    assert index(page, "Andere Themen") == [("Sprache", "/themen/sprache/", 1)]
    assert "/landkarte/?thema=sport&region=bonn-rhein-sieg" in [link.href for link in page.links()]


def test_a_topic_names_the_events_where_it_is_presented(client):
    story = make_example(topics=["sport"])
    make_event(title="Mit Sport", starts_at=berlin(2016, 9, 9, 17), presents=[story, make_example(topics=["sport"])])
    make_event(title="Ohne Sport", starts_at=berlin(2016, 9, 10, 17), presents=[make_example(topics=["sprache"])])
    assert get(client, "/themen/sport/").region("Hier wird es vorgestellt").headings(3) == ["Mit Sport"]


# --- All of them -------------------------------------------------------------------------------------


def test_events_of_the_region_come_next_first(client):
    make_event(title="Lange her", starts_at=berlin(2016, 9, 9, 17), place="remscheid")
    make_event(title="In Vorbereitung", place="solingen")
    make_event(title="Woanders", place="aachen")
    make_event(title="Bald", starts_at=berlin(2099, 9, 9, 17), place="wuppertal")
    expected = ["Bald", "In Vorbereitung", "Lange her"]
    for address in ("/orte/wuppertal/", "/regionen/bergisches-staedtedreieck/"):
        assert get(client, address).region("Veranstaltungen in der Region").headings(3) == expected


@pytest.mark.parametrize("address", ["orte/atlantis", "kreise/00000", "regionen/atlantis", "themen/atlantis"])
def test_what_does_not_exist_is_not_found(client, address):
    assert client.get(f"/{address}/").status_code == 404
    assert client.get(f"/teilen/{address}.png").status_code == 404


@pytest.mark.parametrize(
    ("number", "message"),
    [
        ("999999", "Eine Seite 999999 gibt es nicht. Wir zeigen Seite 1."),
        ("abc", "Die Seite „abc“ gibt es nicht. Wir zeigen die erste."),
        ("-1", "Die Seite „-1“ gibt es nicht. Wir zeigen die erste."),
        ("0", "Die Seite „0“ gibt es nicht. Wir zeigen die erste."),
        ("1e3", "Die Seite „1e3“ gibt es nicht. Wir zeigen die erste."),
        ("%00", "Eine Angabe enthält unlesbare Zeichen: „seite“."),
        ("9" * 400, f"Die Seite „{'9' * 60}…“ gibt es nicht. Wir zeigen die erste."),
    ],
)
def test_an_impossible_page_number_gets_a_message_and_the_list(client, number, message):
    make_example(place="krefeld", title="Eine Scheibe")
    page = get(client, f"/orte/krefeld/?seite={number}")
    assert message in page.one("main").texts("p")
    assert page.region("Was hier geschieht").headings(3) == ["Eine Scheibe"]


def test_long_lists_are_cut_into_pages_that_know_each_other(client):
    make_example(place="krefeld", topics=["sport"])
    multiply(49, lambda copy, number: setattr(copy, "place_id", "05114000"))
    page = get(client, "/themen/sport/?seite=2")
    assert len(page.region("Alle Beispiele").headings(3)) == 24
    assert canonical(page) == "/themen/sport/?seite=2"
    assert page.related("prev") == ["http://testserver/themen/sport/"]
    assert page.related("next") == ["http://testserver/themen/sport/?seite=3"]


def test_what_is_kept_for_all_holds_nothing_that_one_visitor_brought_along(client):
    make_example(place="krefeld", topics=["sport"])
    multiply(30)
    for query in ("?utm_source=anna@example.org&q=spam&thema=frauen", ""):
        response = client.get(f"/themen/sport/{query}")
        assert read(response).navigation("Seiten").link("Seite 2").href == "?seite=2"
        assert not any(word in response.content.decode() for word in ("anna", "spam", "frauen"))


ADDRESSES = [
    "/orte/langendreer/",
    "/orte/bochum/",
    "/kreise/05911/",
    "/regionen/mittleres-ruhrgebiet/",
    "/themen/sport/",
]


@pytest.mark.parametrize("how", ["draft", "expired", "private"])
@pytest.mark.parametrize("address", [*ADDRESSES, "/orte/witten/"])
def test_what_is_not_public_is_on_no_page_and_in_no_number(client, how, address):
    hidden = make_example(place="langendreer", topics=["sport"], title="Unsichtbar")
    make_topic("sport").chosen_examples.add(hidden)
    assert "Unsichtbar" in get(client, address).headings(3)
    if how == "private":
        restriction = PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.GROUPS)
        restriction.groups.add(Group.objects.first())
    elif how == "expired":
        hidden.expire_at = timezone.now() - timedelta(minutes=1)
        hidden.save()
    else:
        hidden.unpublish()
    assert "Unsichtbar" not in client.get(address).content.decode()
    page = get(client, address)
    assert "Hier fehlt noch Ihre Idee" in page.names("region")
    assert [link.name for link in page.links() if re.search(r"\D [1-9]\d?$", link.name)] == []


def test_the_sitemap_lists_what_has_content_under_one_address_each():
    make_example(place="langendreer", topics=["sport"])
    make_example(place="soest", topics=["sport"], live=False)
    make_example(place="lindlar", topics=["sprache"])
    make_topic("kultur-und-medien")
    listed = {name: [sitemap.location(item) for item in sitemap.items()] for name, sitemap in PLACES_AND_TOPICS.items()}
    assert listed == {
        "orte": ["/orte/lindlar/", "/orte/bochum/", "/orte/langendreer/"],
        "kreise": ["/kreise/05374/"],
        "regionen": ["/regionen/koeln/", "/regionen/mittleres-ruhrgebiet/"],
        "themen": ["/themen/sprache/", "/themen/sport/"],
    }


def test_every_page_has_a_picture_for_shared_links(client, media):
    make_example(place="bochum", topics=["sport"])
    for address in ADDRESSES:
        response = client.get(get(client, address).meta("og:image").removeprefix("http://testserver"))
        assert (response.status_code, response["Content-Type"]) == (200, "image/png")


COSTS = [
    ("/orte/bochum/", (18, 5)),
    ("/orte/langendreer/", (21, 5)),
    ("/kreise/05911/", (17, 6)),
    ("/regionen/mittleres-ruhrgebiet/", (17, 6)),
    ("/themen/sport/", (19, 5)),
]


@pytest.mark.parametrize("count", [1, 3, 300])
@pytest.mark.parametrize(("address", "queries"), COSTS)
def test_a_page_costs_the_same_for_any_number_of_stories(
    client, media, django_assert_num_queries, count, address, queries
):
    stories = [
        make_example(place="langendreer", topics=["sport"], lead_picture=make_picture(), contacts=[make_contact()])
        for _ in range(min(count, 3))
    ]
    make_topic("sport").chosen_examples.set(stories)
    make_example(place="witten", topics=["sprache"], lead_picture=make_picture())
    make_example(place="bochum", topics=["sport"], lead_picture=make_picture())
    for _ in range(min(count, 3)):
        make_event(starts_at=berlin(2099, 9, 9, 17), place="langendreer", presents=stories)
    if count > 3:
        multiply(count)
    client.get(address)
    version.advance()
    cold, warm = queries
    with django_assert_num_queries(cold):
        client.get(address)
    with django_assert_num_queries(warm):
        client.get(address)
