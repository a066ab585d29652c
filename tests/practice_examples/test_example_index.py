"""The Landkarte as a page: what it lists and counts, for every state of the filters, and how it says what it cannot do."""

import re
from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Group
from django.http import QueryDict
from django.utils import timezone
from wagtail.models import PageViewRestriction

from home.media.models import Rendition
from practice_examples.choices import Cost, Effort, Provider
from practice_examples.map_page.listing import Listing
from practice_examples.models import ExamplePage
from tests.factories import FIRST_DAY, make_example, make_index, make_picture, make_topic
from tests.reading import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def index():
    return make_index()


def listing(query="") -> Listing:
    return Listing(QueryDict(query), ExamplePage.objects)


def titles(query="") -> list[str]:
    return [example.title for example in listing(query).examples]


def get(client, query=""):
    return client.get(f"/landkarte/?{query}")


def read_page(client, query=""):
    return read(get(client, query))


@pytest.fixture
def examples(index):
    """One story for each thing one can ask for."""
    make_topic("sprache", "Sprache")
    make_topic("ausbildung", "Ausbildung")
    make_topic("sport", "Sport")
    return [
        make_example(
            title="Äpfel ernten",
            place="koeln",
            topics=["ausbildung"],
            provider=Provider.COMPANY,
            effort=Effort.PART_TIME,
            cost=Cost.LOW,
        ),
        make_example(
            title="Zug um Zug",
            place="bonn",
            topics=["sport", "sprache"],
            provider=Provider.ASSOCIATION,
            effort=Effort.VOLUNTEERS,
        ),
        make_example(
            title="Brot backen",
            place="kreuztal",
            topics=["ausbildung", "sprache"],
            provider=Provider.CRAFT,
            cost=Cost.HIGH,
        ),
        make_example(
            title="Überall dabei", place=None, land_wide=True, topics=["sport"], provider=Provider.ASSOCIATION
        ),
    ]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Überall dabei", "Brot backen", "Zug um Zug", "Äpfel ernten"]),
        ("sort=name", ["Äpfel ernten", "Brot backen", "Überall dabei", "Zug um Zug"]),
        ("ort=Köln", ["Äpfel ernten"]),
        ("ort=Köln&umkreis=25", ["Äpfel ernten", "Zug um Zug"]),
        ("ort=53111&umkreis=25", ["Zug um Zug", "Äpfel ernten"]),
        ("ort=53111&umkreis=25&sort=name", ["Äpfel ernten", "Zug um Zug"]),
        ("ort=Siegerland", ["Brot backen"]),
        ("kreis=05970", ["Brot backen"]),
        ("region=bonn-rhein-sieg", ["Zug um Zug"]),
        ("region=nrw", ["Überall dabei"]),
        ("thema=sport", ["Überall dabei", "Zug um Zug"]),
        ("thema=sport&thema=sprache", ["Überall dabei", "Brot backen", "Zug um Zug"]),
        ("thema=sprache&kreis=05970", ["Brot backen"]),
        ("traeger=handwerk&traeger=unternehmen", ["Brot backen", "Äpfel ernten"]),
        ("aufwand=nur-ehrenamt", ["Zug um Zug"]),
        ("kosten=darueber", ["Brot backen"]),
        ("bbox=7.0,50.6,7.3,50.9", ["Zug um Zug"]),
        ("q=backen", ["Brot backen"]),
        ("ort=Atlantis&thema=sport", ["Überall dabei", "Zug um Zug"]),
        ("video=1", []),
    ],
)
def test_the_list_shows_what_the_filters_leave(examples, query, expected):
    assert titles(query) == expected
    assert listing(query).total == len(expected)


def test_an_ortsteil_stands_for_its_town_and_its_stories_count_there(index):
    make_example(title="In Nippes", place="nippes")
    assert titles("ort=Köln") == titles("ort=nippes") == ["In Nippes"]


def test_every_choice_says_how_many_stories_it_would_give(examples):
    found = listing("thema=sport")
    topics = {choice.slug: choice.count for choice in found.topics if choice.count}
    assert topics == {"ausbildung": 2, "sport": 2, "sprache": 2}
    assert [choice.slug for choice in found.topics if choice.selected] == ["sport"]
    assert {choice.slug: choice.count for choice in found.providers if choice.count} == {"verein-und-ehrenamt": 2}
    assert {choice.slug: choice.count for choice in found.efforts} == {
        "nur-ehrenamt": 1,
        "teilzeitstelle": 0,
        "hauptamt": 0,
    }
    assert {choice.slug: choice.count for choice in found.costs} == {"unter-1000": 0, "bis-10000": 0, "darueber": 0}
    assert {choice.slug: choice.count for choice in found.kreise if choice.count} == {"05314": 1}
    assert {choice.slug: choice.count for choice in found.regions if choice.count} == {"bonn-rhein-sieg": 1}
    assert (found.land_wide, found.video_count, found.total, found.towns) == (1, 0, 2, 3)


def test_counts_are_over_the_other_filters(examples):
    found = listing("thema=sport&traeger=handwerk&kreis=05970")
    assert found.total == 0
    assert {choice.slug: choice.count for choice in found.topics if choice.count} == {"ausbildung": 1, "sprache": 1}
    assert {choice.slug: choice.count for choice in found.providers if choice.count} == {}
    assert {choice.slug: choice.count for choice in found.kreise if choice.count} == {}


@pytest.mark.parametrize("count", [1, 3, 300])
def test_the_page_costs_the_same_for_any_number_of_stories(client, index, django_assert_num_queries, count):
    picture = make_picture()
    for number in range(min(count, 3)):
        make_example(
            index, lead_picture=picture, topics=["sport", "sprache"], place=("koeln", "bonn", "kreuztal")[number]
        )
    _copy_until(count)
    get(client)
    make_topic("neu", "Macht eine neue Ausgabe")
    with django_assert_num_queries(13):
        response = get(client)
    assert response.context["listing"].total == count
    # The menu and the foot are drawn by now.
    with django_assert_num_queries(8):
        response = get(client, "ort=Köln&umkreis=100&thema=sport&region=koeln&sort=name")
    assert response.context["listing"].total == len(range(0, count, 3))


def _copy_until(count):
    """Many stories, faster than one by one: the three made before, again and again."""
    from tests.bench.content import multiply

    multiply(count)


def test_a_second_visitor_is_answered_with_what_was_counted_for_the_first(client, examples, django_assert_num_queries):
    get(client)
    with django_assert_num_queries(2):
        get(client)


def test_a_preview_of_a_draft_is_kept_for_nobody(client, examples, index, rf):
    index.title = "Noch geheim"
    assert read(index.make_preview_request(rf.get("/")).render()).headings(1) == ["Noch geheim"]
    assert read_page(client).headings(1) == ["Landkarte"]


def test_what_changes_is_seen_at_once(client, examples):
    assert listing().total == 4
    examples[0].unpublish()
    assert listing().total == 3
    assert titles("ort=Köln") == []
    make_example(title="Neu in Köln", place="koeln")
    assert titles("ort=Köln") == ["Neu in Köln"]


def test_nothing_that_is_not_public_is_listed_or_counted(client, index):
    make_example(title="Für alle", place="koeln", topics=["sport"])
    hidden = {
        "draft": make_example(title="Entwurf", live=False, topics=["sport"]),
        "expired": make_example(title="Abgelaufen", expire_at=timezone.now() - timedelta(hours=1), topics=["sport"]),
        "scheduled": make_example(
            title="Später", live=False, go_live_at=timezone.now() + timedelta(days=1), topics=["sport"]
        ),
        "private": make_example(title="Nur für uns", topics=["sport"]),
    }
    restriction = PageViewRestriction.objects.create(
        page=hidden["private"], restriction_type=PageViewRestriction.GROUPS
    )
    restriction.groups.add(Group.objects.first())
    found = listing()
    assert [example.title for example in found.examples] == ["Für alle"]
    assert (found.total, found.all_number, found.towns, found.region_counts["koeln"]) == (1, "1", 1, 1)
    assert {choice.slug: choice.count for choice in found.topics}["sport"] == 1
    page = read_page(client)
    assert page.region("1 gute Idee").headings(3) == ["Für alle"]
    assert [
        title for title in ("Für alle", "Entwurf", "Abgelaufen", "Später", "Nur für uns") if title in page.text
    ] == ["Für alle"]


def test_a_story_that_expires_disappears_without_any_scheduler(client, index, time_machine_at):
    moment = timezone.now()
    make_example(title="Bleibt")
    make_example(title="Geht", expire_at=moment + timedelta(minutes=10))
    assert titles() == ["Geht", "Bleibt"]
    time_machine_at(moment + timedelta(minutes=11))
    assert (titles(), listing().total) == (["Bleibt"], 1)


@pytest.fixture
def time_machine_at():
    import time_machine

    travels = []

    def travel(moment):
        travels.append(time_machine.travel(moment, tick=False))
        travels[-1].start()

    yield travel
    for one in reversed(travels):
        one.stop()


def test_the_list_comes_in_pages_of_24_with_a_stable_order(client, index):
    for _number in range(3):
        make_example(index, first_published_at=FIRST_DAY)
    _copy_until(50)
    pages = [[example.pk for example in listing(f"seite={number}").examples] for number in (1, 2, 3)]
    assert [len(page) for page in pages] == [24, 24, 2]
    assert len({key for page in pages for key in page}) == 50
    page = read_page(client, "seite=2&sort=name")
    assert page.related("prev") == ["http://testserver/landkarte/?sort=name"]
    assert page.related("next") == ["http://testserver/landkarte/?sort=name&seite=3"]
    pager = page.navigation("Seiten")
    assert [(link.href, link["rel"]) for link in pager.links() if link["rel"]] == [
        ("?sort=name", "prev"),
        ("?sort=name&seite=3", "next"),
    ]
    assert pager.current == ["Seite 2"]


@pytest.mark.parametrize(
    ("query", "messages"),
    [
        ("seite=999999", ["Eine Seite 999999 gibt es nicht. Wir zeigen Seite 1."]),
        ("umkreis=abc", ["Der Umkreis „abc“ ist nicht möglich. Bitte wählen Sie 5, 10, 25, 50 oder 100 km."]),
        ("thema=unknown", ["Das Thema „unknown“ gibt es nicht."]),
        ("ort=Atlantis", ["Den Ort „Atlantis“ kennen wir nicht. Wir zeigen die Ergebnisse ohne ihn."]),
        ("q=" + "a" * 5000, ["Das Stichwort ist zu lang: höchstens 100 Zeichen. Wir haben nicht danach gesucht."]),
        ("q=%00", ["Eine Angabe enthält unlesbare Zeichen: „q“."]),
        (
            "ort=%00&kreis=%00&region=%00&seite=%00",
            [f"Eine Angabe enthält unlesbare Zeichen: „{name}“." for name in ("ort", "kreis", "region", "seite")],
        ),
        ("region=%27%3B+DROP+TABLE", ["Die Region „'; DROP TABLE“ kennen wir nicht."]),
        ("thema=%3Cscript%3Ealert(1)%3C/script%3E", ["Das Thema „<script>alert(1)</script>“ gibt es nicht."]),
    ],
)
def test_what_we_do_not_understand_is_said_and_the_rest_is_shown(client, examples, query, messages):
    response = get(client, query)
    assert read(response).under("Das haben wir nicht verstanden").texts("listitem") == messages
    assert response.context["listing"].total == 4


def test_html_in_any_parameter_stays_text(client, examples):
    payload = '"><script>alert(1)</script>'
    for name in (
        "q",
        "ort",
        "umkreis",
        "kreis",
        "region",
        "thema",
        "traeger",
        "aufwand",
        "kosten",
        "video",
        "sort",
        "bbox",
        "seite",
    ):
        html = client.get("/landkarte/", {name: payload}).content.decode()
        assert "<script>alert" not in html


def test_chips_say_what_is_chosen_and_take_it_away(client, examples):
    page = read_page(client, "ort=Köln&umkreis=25&thema=sport")
    assert [(chip.name, chip.href) for chip in page.list("Aktive Filter").links()] == [
        ("Köln Filter entfernen", "?thema=sport"),
        ("Umkreis 25\u00a0km Filter entfernen", "?ort=koeln&thema=sport"),
        ("Sport Filter entfernen", "?ort=koeln&umkreis=25"),
        ("Alle Filter aufheben", "/landkarte/"),
    ]


def test_the_heading_and_the_title_say_the_result_in_words(client, examples):
    page = read_page(client, "ort=Köln&umkreis=25&thema=sport")
    result = "1 gute Idee im Umkreis von 25\u00a0km um Köln zum Thema Sport"
    assert page.region(result).headings(2) == [result]
    assert page.title == f"{result} – Landkarte der guten Ideen"
    assert "4 gute Ideen in 3 Städten und Gemeinden" in read_page(client).text


def test_within_a_radius_cards_say_how_far_away(client, examples):
    cards = read_page(client, "ort=Köln&umkreis=50").texts("article")
    assert [card.rpartition(" · ")[2] for card in cards] == ["weniger als 1\u00a0km entfernt", "24\u00a0km entfernt"]
    assert [card for card in read_page(client, "ort=Bonn").texts("article") if "entfernt" in card] == []


def test_a_card_names_the_topic_that_was_asked_for(client, examples):
    assert [card.split()[0] for card in read_page(client, "thema=sprache&ort=Bonn").texts("article")] == ["Sprache"]
    assert [card.split()[0] for card in read_page(client, "thema=sport&ort=Bonn").texts("article")] == ["Sport"]


def test_finished_stories_are_marked(client, index):
    make_example(ended_on=date(2018, 6, 30))
    make_example(title="Läuft noch")
    assert [card.split()[-1] for card in read_page(client).texts("article")] == ["Unternehmen", "abgeschlossen"]


def test_where_nothing_is_the_nearest_are_shown_and_the_way_to_register(client, examples):
    response = get(client, "ort=Siegen&thema=sport")
    result = read(response).region("Keine guten Ideen in Siegen zum Thema Sport")
    assert result.under("Hier fehlt noch Ihre Idee").link("Projekt anmelden").href == "/mitmachen/"
    assert result.under("Am nächsten gelegen").headings(3) == ["Brot backen", "Zug um Zug", "Äpfel ernten"]
    assert response.context["listing"].wider.query() == "ort=siegen&umkreis=5&thema=sport"


@pytest.mark.parametrize(
    ("query", "canonical"),
    [
        ("", "/landkarte/"),
        ("sort=name", "/landkarte/"),
        ("seite=2", "/landkarte/?seite=2"),
        ("ort=50667", "/orte/koeln/"),
        ("kreis=05970", "/kreise/05970/"),
        ("region=aachen", "/regionen/aachen/"),
        ("region=nrw", "/landkarte/"),
        ("thema=sport", "/themen/sport/"),
        ("thema=sport&thema=sprache", "/landkarte/"),
        ("ort=Köln&umkreis=25", "/landkarte/"),
        ("ort=Ruhrgebiet", "/landkarte/"),
    ],
)
def test_every_state_names_the_one_address_search_engines_should_keep(client, examples, query, canonical):
    _copy_until(30)
    assert read_page(client, query).related("canonical") == [f"http://testserver{canonical}"]


def test_the_maps_first_view_is_in_the_page(client, examples):
    page = read_page(client, "thema=sport&sort=name")
    data = page.json("map-data")
    assert (data["query"], data["total"], len(data["regions"])) == ("thema=sport", 2, 16)
    assert [region for region in data["regions"] if region["count"]] == [
        {
            "slug": "bonn-rhein-sieg",
            "name": "Bonn/Rhein-Sieg",
            "count": 1,
            "link": "?region=bonn-rhein-sieg&thema=sport&sort=name",
            "lat": 50.715,
            "lng": 7.27,
            "texts": [["Bonn/Rhein-Sieg"]],
            "side": "s",
        }
    ]
    assert page.group("Regionen auf der Karte").names("link") == ["Bonn/Rhein-Sieg: 1 Beispiel"]


def test_the_size_of_the_page_does_not_grow_with_the_number_of_stories(client, index):
    for place in ("koeln", "bonn", "kreuztal"):
        make_example(place=place)
    _copy_until(30)
    few = len(get(client).content)
    _copy_until(300)
    assert len(get(client).content) < few * 1.1


def test_pictures_are_drawn_once_for_all_cards(client, index):
    picture = make_picture(size=(900, 700))
    make_example(lead_picture=picture)
    get(client)
    drawn = Rendition.objects.filter(image=picture).count()
    card = read_page(client).one("article")
    assert Rendition.objects.filter(image=picture).count() == drawn
    sizes = [re.sub("[0-9a-f]{32}", "…", source["srcset"]) for source in card.all("source")]
    assert sizes == ["/media/images/….avif 400w, /media/images/….avif 800w"]


def test_a_listing_page_sets_no_cookie(client, examples):
    assert get(client, "thema=sport").cookies == {}
