"""The pages of towns, Ortsteile, Kreise, regions and topics, and what search engines are told of them."""

import html
import re
from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from wagtail.models import PageViewRestriction

from home.caching import version
from home.land.located import Precision
from home.land.models import Kreis, Region
from practice_examples.models import ExamplePage
from search.place_pages.borders import neighbours
from search.sitemap import PLACES_AND_TOPICS
from tests.bench.content import multiply
from tests.event_factories import berlin, make_event
from tests.factories import make_contact, make_example, make_picture, make_topic

pytestmark = pytest.mark.django_db


def get(client, address) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def words(text: str) -> str:
    text = re.sub(r"<(script|style)\b.*?</\1>", " ", text, flags=re.S)
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", text)).replace("\u00ad", "").split())


def section(text: str, heading_id: str) -> str:
    return next(
        (part for part in re.findall(r"<section\b.*?</section>", text, re.S) if f'id="{heading_id}"' in part), ""
    )


def titles(text: str) -> list[str]:
    return [words(title) for title in re.findall(r"<h3>(.*?)</h3>", text, re.S)]


def index(text: str, heading: str) -> list[tuple[str, str, int]]:
    """The lines of the index under that heading: name, address, number."""
    found = re.search(rf"<h2[^>]*>{re.escape(heading)}</h2>\s*<ul class=\"index\">(.*?)</ul>", text, re.S)
    lines = re.findall(r'<a href="([^"]*)"><span>(.*?)</span> <b>(\d+)</b>', found[1]) if found else []
    return [(html.unescape(name), address, int(number)) for address, name, number in lines]


def canonical(text: str) -> str:
    return re.search(r'<link rel="canonical" href="http://testserver([^"]*)">', text)[1]


# --- Towns -------------------------------------------------------------------------------------------


def test_a_town_shows_its_stories_newest_first_and_says_where_it_lies(client):
    make_example(place="lindlar", title="Ältere")
    make_example(place="lindlar", title="Neuere")
    make_example(place="gummersbach", title="Nebenan")
    text = get(client, "/orte/lindlar/")
    assert titles(section(text, "beispiele")) == ["Neuere", "Ältere"]
    assert titles(section(text, "nah")) == ["Nebenan"]
    assert "Lindlar liegt im Oberbergischen Kreis, in der Region Köln." in words(text)
    assert "2 gute Ideen zum Nachmachen, mit Kontakt." in text
    assert canonical(text) == "/orte/lindlar/"


def test_a_town_counts_the_stories_of_its_parts(client):
    make_example(place="langendreer", title="In Langendreer")
    make_example(place="bochum", title="In Bochum")
    assert titles(section(get(client, "/orte/bochum/"), "beispiele")) == ["In Bochum", "In Langendreer"]


def test_an_empty_town_asks_for_an_idea_and_shows_the_nearest(client):
    make_example(place="kleve", title="Am Deich")
    text = get(client, "/orte/kranenburg/")
    assert "Hier fehlt noch Ihre Idee" in words(section(text, "leer"))
    assert 'href="/mitmachen/"' in section(text, "leer")
    assert titles(section(text, "nah")) == ["Am Deich"]
    assert "8\u00a0km entfernt" in section(text, "nah")
    assert '<meta name="robots" content="noindex, follow">' in text


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
    marks = re.search(r'<div class="map".*?</div>', get(client, "/orte/krefeld/"), re.S)[0]
    assert sorted(re.findall(r'<a href="([^"]*)" aria-label="([^"]*)"', marks)) == [
        ("#beispiele", "Krefeld: 2 Beispiele"),
        (ExamplePage.objects.get(title="Am Hafen").url, "Am Hafen"),
    ]


def test_printed_a_town_is_a_sheet_with_people_and_days_of_review(client):
    jana = make_contact("Jana Feld", organisation="Musterwerk", phone="0221 4710-100", email="jana@example.org")
    make_example(place="krefeld", contacts=[jana], reviewed_on=date(2026, 11, 3))
    text = words(get(client, "/orte/krefeld/"))
    assert "Gute Ideen in Krefeld" in text
    today = timezone.localdate()
    assert f"Stand {today.day}. " in text
    assert "Jana Feld, Musterwerk, 0221 4710-100, jana@example.org · geprüft am 3. November 2026" in text


# --- Ortsteile ---------------------------------------------------------------------------------------


def test_an_ortsteil_tells_its_own_stories_apart_from_those_of_the_town(client):
    make_example(place="langendreer", title="Hier")
    make_example(place="bochum", title="Anderswo")
    make_example(place="witten", title="Nebenan")
    text = get(client, "/orte/langendreer/")
    assert titles(section(text, "beispiele")) == ["Hier"]
    assert titles(section(text, "stadt")) == ["Anderswo"]
    assert titles(section(text, "nah")) == ["Nebenan"]
    assert canonical(text) == "/orte/langendreer/"


def test_an_ortsteil_without_stories_refers_to_its_town(client):
    make_example(place="bochum", title="Anderswo")
    text = get(client, "/orte/langendreer/")
    assert canonical(text) == "/orte/bochum/"
    assert titles(section(text, "stadt")) == ["Anderswo"]
    assert "Hier fehlt noch Ihre Idee" in words(text)


def test_a_story_that_shows_only_its_town_is_not_found_in_the_ortsteil(client):
    make_example(place="langendreer", title="Geschützt", precision=Precision.TOWN)
    text = get(client, "/orte/langendreer/")
    assert titles(section(text, "beispiele")) == []
    assert titles(section(text, "stadt")) == ["Geschützt"]


# --- Kreise and regions ------------------------------------------------------------------------------


def test_a_kreis_lists_all_its_towns_with_their_numbers(client):
    make_example(place="soest", title="Werkstatt und Schule")
    make_example(place="lippstadt")
    make_example(place="lippstadt")
    text = get(client, "/kreise/05974/")
    towns = index(text, "Städte und Gemeinden")
    assert len(towns) == 14
    assert [line for line in towns if line[2]] == [("Lippstadt", "/orte/lippstadt/", 2), ("Soest", "/orte/soest/", 1)]
    assert "Der Kreis Soest liegt in der Region Hellweg-Hochsauerland." in words(text)
    assert ("Hamm", "/kreise/05915/", 0) in index(text, "Nachbarkreise")


def test_the_kreis_in_two_regions_names_both_and_both_contacts(client):
    for slug in ("maerkische-region", "mittleres-ruhrgebiet"):
        Region.objects.filter(pk=slug).update(contact_name=f"Kontakt {slug}", contact_email="region@example.org")
    text = get(client, "/kreise/05954/")
    assert "Der Ennepe-Ruhr-Kreis liegt in der Märkischen Region und im Mittleren Ruhrgebiet." in words(text)
    assert titles(section(text, "kontakt")) == ["Kontakt maerkische-region", "Kontakt mittleres-ruhrgebiet"]


def test_a_kreisfreie_stadt_has_one_canonical_page(client):
    assert canonical(get(client, "/kreise/05114/")) == "/orte/krefeld/"
    assert canonical(get(client, "/kreise/05974/")) == "/kreise/05974/"


def test_a_region_lists_the_towns_where_something_is(client):
    make_example(place="emmerich-am-rhein")
    make_example(place="duisburg")
    make_example(place="essen", title="Nicht hier")
    text = get(client, "/regionen/niederrhein/")
    assert index(text, "Orte mit Beispielen") == [
        ("Duisburg", "/orte/duisburg/", 1),
        ("Emmerich am Rhein", "/orte/emmerich-am-rhein/", 1),
    ]
    assert [line[0] for line in index(text, "Kreise und kreisfreie Städte")] == [
        "Duisburg",
        "Kreis Kleve",
        "Kreis Wesel",
    ]
    assert "Nicht hier" not in text


def test_borders_are_mutual():
    for key in Kreis.objects.values_list("pk", flat=True):
        assert all(key in neighbours("kreis", other) for other in neighbours("kreis", key))
    assert neighbours("kreis", "05114") == {"05112", "05162", "05166", "05170"}
    assert neighbours("kreis", "99999") == frozenset()


# --- Topics ------------------------------------------------------------------------------------------


def test_a_topic_begins_with_the_stories_the_editors_chose(client):
    chosen = make_example(place="bonn", topics=["sport"], title="Ausgewählt")
    make_example(place=None, nrw_wide=True, topics=["sport"], title="In ganz NRW")
    make_example(topics=["sprache"], title="Anderes Thema")
    make_topic("sport").chosen_examples.add(chosen)
    text = get(client, "/themen/sport/")
    assert titles(section(text, "auswahl")) == ["Ausgewählt"]
    assert titles(section(text, "beispiele")) == ["In ganz NRW", "Ausgewählt"]
    assert index(text, "Andere Themen") == [("Sprache", "/themen/sprache/", 1)]
    assert "/landkarte/?thema=sport&amp;region=bonn-rhein-sieg" in text


def test_a_topic_names_the_events_where_it_is_presented(client):
    story = make_example(topics=["sport"])
    make_event(title="Mit Sport", starts_at=berlin(2016, 9, 9, 17), presents=[story, make_example(topics=["sport"])])
    make_event(title="Ohne Sport", starts_at=berlin(2016, 9, 10, 17), presents=[make_example(topics=["sprache"])])
    assert titles(section(get(client, "/themen/sport/"), "termine")) == ["Mit Sport"]


# --- All of them -------------------------------------------------------------------------------------


def test_events_of_the_region_come_next_first(client):
    make_event(title="Lange her", starts_at=berlin(2016, 9, 9, 17), place="remscheid")
    make_event(title="In Vorbereitung", place="solingen")
    make_event(title="Woanders", place="aachen")
    make_event(title="Bald", starts_at=berlin(2099, 9, 9, 17), place="wuppertal")
    expected = ["Bald", "In Vorbereitung", "Lange her"]
    assert titles(section(get(client, "/orte/wuppertal/"), "termine")) == expected
    assert titles(section(get(client, "/regionen/bergisches-staedtedreieck/"), "termine")) == expected


@pytest.mark.parametrize("address", ["orte/atlantis", "kreise/00000", "regionen/atlantis", "themen/atlantis"])
def test_what_does_not_exist_is_not_found(client, address):
    assert client.get(f"/{address}/").status_code == 404
    assert client.get(f"/teilen/{address}.png").status_code == 404


@pytest.mark.parametrize("number", ["999999", "abc", "-1", "0", "1e3", "%00", "9" * 400])
def test_an_impossible_page_number_gets_a_message_and_the_list(client, number):
    make_example(place="krefeld", title="Eine Scheibe")
    text = get(client, f"/orte/krefeld/?seite={number}")
    assert 'class="note warn"' in text
    assert titles(section(text, "beispiele")) == ["Eine Scheibe"]


def test_long_lists_are_cut_into_pages_that_know_each_other(client):
    make_example(place="krefeld", topics=["sport"])
    multiply(49, lambda copy, number: setattr(copy, "place_id", "05114000"))
    text = get(client, "/themen/sport/?seite=2")
    assert len(titles(section(text, "beispiele"))) == 24
    assert canonical(text) == "/themen/sport/?seite=2"
    assert '<link rel="prev" href="http://testserver/themen/sport/">' in text
    assert '<link rel="next" href="http://testserver/themen/sport/?seite=3">' in text


def test_what_is_kept_for_all_holds_nothing_that_one_visitor_brought_along(client):
    make_example(place="krefeld", topics=["sport"])
    multiply(30)
    first = get(client, "/themen/sport/?utm_source=anna@example.org&q=spam&thema=frauen")
    second = get(client, "/themen/sport/")
    for page in (first, second):
        assert 'href="?seite=2"' in page
        assert not any(word in page for word in ("anna", "spam", "frauen"))


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
    assert "Unsichtbar" in get(client, address)
    if how == "private":
        restriction = PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.GROUPS)
        restriction.groups.add(Group.objects.first())
    elif how == "expired":
        hidden.expire_at = timezone.now() - timedelta(minutes=1)
        hidden.save()
    else:
        hidden.unpublish()
    text = get(client, address)
    assert "Unsichtbar" not in text
    assert "Hier fehlt noch Ihre Idee" in words(text)
    assert set(re.findall(r"<b>(\d+)</b></a>", text)) <= {"0"}


def test_the_sitemap_lists_what_has_content_under_one_address_each():
    make_example(place="langendreer", topics=["sport"])
    make_example(place="soest", topics=["sport"], live=False)
    make_example(place="lindlar", topics=["sprache"])
    make_topic("kultur-und-medien")
    listed = {
        name: [sitemap().location(item) for item in sitemap().items()] for name, sitemap in PLACES_AND_TOPICS.items()
    }
    assert listed == {
        "orte": ["/orte/lindlar/", "/orte/bochum/", "/orte/langendreer/"],
        "kreise": ["/kreise/05374/"],
        "regionen": ["/regionen/koeln/", "/regionen/mittleres-ruhrgebiet/"],
        "themen": ["/themen/sprache/", "/themen/sport/"],
    }


def test_every_page_has_a_picture_for_shared_links(client, media):
    make_example(place="bochum", topics=["sport"])
    for address in ADDRESSES:
        picture = html.unescape(re.search(r'og:image" content="http://testserver([^"]*)"', get(client, address))[1])
        response = client.get(picture)
        assert (response.status_code, response["Content-Type"]) == (200, "image/png")


COSTS = [
    ("/orte/bochum/", (22, 6)),
    ("/orte/langendreer/", (24, 6)),
    ("/kreise/05911/", (21, 7)),
    ("/regionen/mittleres-ruhrgebiet/", (21, 7)),
    ("/themen/sport/", (22, 7)),
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
