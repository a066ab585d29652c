"""The search page. The stories are few and told for these tests, so that every first hit can be named."""

import pytest
from django.http import QueryDict
from hypothesis import given, settings
from hypothesis import strategies as st

from home.language.search_words import FindableQuerySet, words_wanted
from home.language.words import stem
from home.pages.models import StandardPage
from practice_examples.models import ExamplePage
from search.search_page.results import results_for
from search.search_page.typed import readings
from tests.event_factories import berlin, make_event
from tests.factories import make_example, make_home
from tests.reading import Page, read

pytestmark = pytest.mark.django_db

STORIES = {
    "turnier": {
        "title": "Erst das Spiel, dann das Gespräch",
        "place": "wuppertal",
        "topics": ["sport"],
        "summary": "Eine Flüchtlingsmannschaft spielt Fußball.",
    },
    "kiosk": {
        "title": "Der Kiosk der Fragen",
        "place": "witten",
        "topics": ["beratung"],
        "summary": "Rat bei Briefen, ohne Termin und in vielen Sprachen.",
    },
    "haus": {
        "title": "Häuser, die man selbst renoviert",
        "place": "bochum",
        "topics": ["ausbildung"],
        "summary": "Lehrlinge lernen auf der Baustelle.",
    },
    "pflege": {
        "title": "Ein Jahr bis zur Pflegeausbildung",
        "place": "recklinghausen",
        "topics": ["ausbildung"],
        "summary": "Acht Stunden Deutschunterricht auf der Station.",
    },
    "moebel": {
        "title": "Alte Möbel, neue Arbeit",
        "place": "siegen",
        "topics": ["arbeit"],
        "summary": "Dreißig Menschen holen ab, reparieren und verkaufen.",
    },
    "maschine": {
        "title": "Zwei Schwestern an der Fräsmaschine",
        "place": "kreuztal",
        "topics": ["ausbildung"],
        "summary": "Ein Maschinenbauer bildet aus.",
    },
    "zeitung": {
        "title": "Die neue Zeitung",
        "place": "bochum",
        "topics": ["kultur-und-medien"],
        "summary": "Eine Redaktion von Neuzugewanderten.",
    },
    "chemie": {
        "title": "Vorlauf für die Chemie",
        "place": "marl",
        "topics": ["qualifizierung"],
        "summary": "Zehn junge Menschen bereiten sich vor.",
    },
    "glas": {
        "title": "Zu zweit an der Scheibe",
        "place": "krefeld",
        "topics": ["arbeit"],
        "summary": "Ein Glasbauer stellt ein.",
    },
    "schwimmen": {
        "title": "Schwimmen unter Frauen",
        "place": None,
        "land_wide": True,
        "topics": ["frauen"],
        "summary": "Vereine öffnen ihre Hallen.",
    },
    "koeln": {
        "title": "Ein Flur statt fünf Ämter",
        "place": "koeln",
        "topics": ["beratung"],
        "summary": "Jobcenter und Stadt sitzen Tür an Tür.",
    },
    "steinfurt": {
        "title": "Runder Tisch der Wirtschaft",
        "place": "steinfurt",
        "topics": ["netzwerke"],
        "summary": "Betriebe fragen, die Verwaltung antwortet.",
    },
}

# What is typed → slug of the first story.
FIRST_STORY = {
    # place alone
    "Köln": "koeln",
    "Koeln": "koeln",
    "Koln": "koeln",
    "KÖLN": "koeln",
    "Cologne": "koeln",
    "50667": "koeln",
    "Region Köln": "koeln",
    "Siegen": "moebel",
    "57072": "moebel",
    "Kreis Steinfurt": "steinfurt",
    "Steinfurt": "steinfurt",
    "Krefeld": "glas",
    "Wuppertal": "turnier",
    "Witten": "kiosk",
    "Recklinghausen": "pflege",
    "Marl": "chemie",
    "Kreuztal": "maschine",
    "Siegerland": "moebel",
    "OWL": None,
    # words and their forms
    "Spiel": "turnier",
    "Spiele": "turnier",
    "Mannschaft": "turnier",
    "Mannschaften": "turnier",
    "Fussball": "turnier",
    "Fußball": "turnier",
    "Haus": "haus",
    "Häuser": "haus",
    "Haeuser": "haus",
    "Hauses": "haus",
    "Baustellen": "haus",
    "Lehrling": "haus",
    "Pflege": "pflege",
    "Stationen": "pflege",
    "Unterricht": "pflege",
    "Möbel": "moebel",
    "Moebel": "moebel",
    "Mobel": "moebel",
    "Schwester": "maschine",
    "Maschine": "maschine",
    "Maschinen": "maschine",
    "Zeitungen": "zeitung",
    "Redaktionen": "zeitung",
    "Chemie": "chemie",
    "Scheiben": "glas",
    "Schwimmerin": "schwimmen",
    "schwimmen": "schwimmen",
    "Frau": "schwimmen",
    "Vereinen": "schwimmen",
    "Amt": "koeln",
    "Ämtern": "koeln",
    "Tisch": "steinfurt",
    "Tische": "steinfurt",
    "Kioske": "kiosk",
    "Briefe": "kiosk",
    "Frage": "kiosk",
    # equivalent words, both ways
    "Flüchtlinge": "zeitung",
    "Geflüchtete": "zeitung",
    "Zugewanderte": "zeitung",
    "Neuzugewanderte": "zeitung",
    "Azubi": "haus",
    "Auszubildende": "haus",
    "Deutschkurs": "pflege",
    "Presse": "zeitung",
    "Kicken": "turnier",
    # words and place
    "Ausbildung in Siegen": None,
    "Arbeit in Siegen": "moebel",
    "Zeitung in Bochum": "zeitung",
    "Haus in Bochum": "haus",
    "Rat bei Witten": "kiosk",
    "Zeitung Bochum": "zeitung",
    "Fußball nahe Wuppertal": "turnier",
    "Beratung in Köln": "koeln",
    "Ausbildung im Ruhrgebiet": "haus",
    # several words, little words, nothing
    "Menschen reparieren": "moebel",
    "das Spiel und die Mannschaft": "turnier",
    "Atlantis": None,
    "Häuser Fußball": None,
}


@pytest.fixture
def stories():
    return {slug: make_example(slug=slug, **facts) for slug, facts in STORIES.items()}


def search(client, **parameters) -> Page:
    return read(client.get("/suche/", parameters))


def found(client, **parameters) -> list[str]:
    """Slugs of the stories in the list of results, first hit first."""
    results = search(client, **parameters).region("Geschichten").under("Geschichten")
    if "Hier fehlt noch Ihre Idee" in results.headings():
        return []
    return [card.links()[0].href.removeprefix("/landkarte/").strip("/") for card in results.all("article")]


def test_the_table_of_queries_is_long_enough():
    assert len(FIRST_STORY) >= 60


def test_every_query_of_the_table_leads_to_its_story(client, stories):
    wrong = {}
    for typed, expected in FIRST_STORY.items():
        hits = found(client, q=typed)
        first = hits[0] if hits else None
        if first != expected:
            wrong[typed] = (first, expected)
    assert wrong == {}


def test_words_that_mean_the_same_find_each_other_both_ways(client, stories):
    assert set(found(client, q="Flüchtlinge")) == set(found(client, q="Zugewanderte")) == {"turnier", "zeitung"}


def test_a_recognised_place_is_a_chip_that_can_be_taken_away(client, stories):
    page = search(client, q="Arbeit in Siegen")
    parts = page.list("Aktive Filter").links()
    assert [(part.name, part.href) for part in parts] == [
        ("„Arbeit“ entfernen", "?ort=siegen"),
        ("Siegen, Kreis Siegen-Wittgenstein entfernen", "?q=Arbeit"),
    ]
    literal = read(client.get("/suche/" + page.link("Nur nach den Wörtern „Arbeit in Siegen“ suchen").href))
    assert "Aktive Filter" not in literal.names("list")
    assert literal.texts("status") == ["1 gute Idee zum Stichwort „Arbeit in Siegen“"]


@pytest.mark.parametrize(
    ("text", "words", "place"),
    [
        ("Ausbildung in Siegen", "Ausbildung", "Siegen"),
        ("in Siegen", "", "Siegen"),
        ("Arbeit in der Pflege in Soest", "Arbeit in der Pflege", "Soest"),
        ("Hilfe in Bad Berleburg", "Hilfe", "Bad Berleburg"),
        ("Sport rund um Köln", "Sport", "Köln"),
        ("50667", "", "Köln"),
        ("Arbeit in Atlantis", "Arbeit in Atlantis", None),
        ("„Arbeit in Siegen“", "Arbeit in Siegen", None),
        ("", "", None),
    ],
)
def test_what_was_typed_is_taken_apart(text, words, place):
    typed = next(readings(text))
    assert (typed.words, typed.place and typed.place.name) == (words, place)


def test_places_have_their_own_group_with_page_and_count(client, stories):
    places = search(client, q="Köln").region("Orte").links()
    assert [(place.href, place.name) for place in places[:2]] == [
        ("/orte/koeln/", "Köln Stadt oder Gemeinde 1\u00a0Beispiel"),
        ("/regionen/koeln/", "Region Köln Region 1\u00a0Beispiel"),
    ]


def test_the_sentence_that_was_found_is_marked_and_nothing_else_gets_through(client):
    make_example(
        title="Werkstatt",
        summary="Alles <b>&</b> jedes. Hier baut die Mannschaft <script>alert(1)</script> ein Boot. Ende.",
    )
    html = client.get("/suche/", {"q": "Mannschaft"}).content.decode()
    assert "Hier baut die <mark>Mannschaft</mark> &lt;script&gt;alert(1)&lt;/script&gt; ein Boot." in html
    assert "<script>alert" not in html


def test_events_and_plain_pages_are_found_too(client):
    make_event(title="Markt der Turniere", starts_at=berlin(2027, 1, 26, 17))
    make_home().add_child(instance=StandardPage(title="Turnierregeln", slug="regeln", intro="So spielen wir."))
    page = search(client, q="Turnier")
    assert page.under("Veranstaltungen").headings(3) == ["Markt der Turniere"]
    assert page.under("Seiten").headings(3) == ["Turnierregeln"]


def test_nothing_found_offers_the_nearest_a_wider_radius_and_the_form(client, stories):
    stories = search(client, q="Zirkus in Siegen").region("Geschichten")
    assert stories.headings(3)[:4] == [
        "Hier fehlt noch Ihre Idee",
        "Am nächsten gelegen",
        "Alte Möbel, neue Arbeit",
        "Zwei Schwestern an der Fräsmaschine",
    ]
    # What is told nowhere is not told further around either.
    ways_on = stories.under("Hier fehlt noch Ihre Idee").links()
    assert [(link.name, link.href) for link in ways_on] == [("Projekt anmelden", "/mitmachen/")]
    elsewhere = search(client, q="Fräsmaschine in Siegen").region("Geschichten").under("Hier fehlt noch Ihre Idee")
    assert [(link.name, link.href) for link in elsewhere.links()] == [
        ("Projekt anmelden", "/mitmachen/"),
        ("Im Umkreis von 25\u00a0km um Siegen suchen", "?q=Fr%C3%A4smaschine&ort=siegen&umkreis=25"),
    ]


def test_with_a_radius_the_nearest_comes_first_with_its_distance_and_the_circle_is_drawn(client, stories):
    page = search(client, q="", ort="siegen", umkreis="25")
    assert found(client, ort="siegen", umkreis="25") == ["moebel", "maschine"]
    cards = page.region("Geschichten").texts("article")
    assert [card.rpartition(" · ")[2] for card in cards] == ["weniger als 1\u00a0km entfernt", "11\u00a0km entfernt"]
    circle = page.group("Umkreis von 25 km um Siegen")
    assert circle.names("link") == ["Alte Möbel, neue Arbeit", "Zwei Schwestern an der Fräsmaschine"]


@pytest.mark.parametrize("count", [1, 3])
def test_a_search_costs_the_same_for_any_number_of_stories(client, count, django_assert_num_queries):
    for number in range(count):
        make_example(title=f"Kiosk {number}", body=[("text", "<p>Rat am Kiosk.</p>")])
    client.get("/suche/", {"q": "Kiosk"})
    with django_assert_num_queries(8):
        assert len(found(client, q="Kiosk")) == count


@pytest.mark.parametrize(
    ("parameters", "messages"),
    [
        (
            {"umkreis": "abc", "ort": "koeln"},
            ["Der Umkreis „abc“ ist nicht möglich. Bitte wählen Sie 5, 10, 25, 50 oder 100 km."],
        ),
        ({"seite": "999999", "q": "Kiosk"}, []),
        ({"thema": "unknown"}, ["Das Thema „unknown“ gibt es nicht."]),
        ({"ort": "Atlantis"}, ["Den Ort „Atlantis“ kennen wir nicht. Wir zeigen die Ergebnisse ohne ihn."]),
        (
            {"q": "a" * 5000},
            ["Das Stichwort ist zu lang: höchstens 100 Zeichen. Wir haben nicht danach gesucht."],
        ),
    ],
)
def test_values_that_make_no_sense_are_answered_on_the_page(client, stories, parameters, messages):
    page = search(client, **parameters)
    assert page.texts("alert") == messages
    assert page.headings(1) == ["Suche"]


@settings(max_examples=2000)
@given(
    st.one_of(
        st.text(max_size=120),
        st.text(alphabet="\x00\ud800\u202e\u0301\"'*()-+:^~|&<>;%\\ anorNOT", max_size=200),
        st.builds(lambda word, times: word * times, st.text(min_size=1, max_size=20), st.integers(1, 5000)),
    )
)
def test_no_text_whatever_breaks_the_search(search_for, text):
    assert len(search_for(text)) == 5


@pytest.fixture
def search_for():
    """Everything the page asks, without drawing it: that would take minutes for two thousand texts."""
    make_example(title="Kiosk")

    def ask(text):
        parameters = QueryDict(mutable=True)
        parameters["q"] = text
        results = results_for(parameters)
        return [results.places, results.hits, results.events, results.pages, results.listing.chips]

    return ask


@pytest.mark.parametrize(
    "text",
    [
        "\x00",
        "\ud800",
        "\u202eabc",
        "a" + "\u0301" * 500,
        "' OR 1=1 --",
        '"',
        "NOT (",
        "*" * 100,
        "a" * 100_000,
        "<script>",
    ],
)
def test_hostile_text_gets_a_page(client, text):
    response = client.get("/suche/", query_params={"q": text.encode("utf-8", "surrogatepass")})
    assert response.status_code == 200
    assert "<script>" not in response.content.decode()


def test_what_contains_a_word_is_an_ordinary_queryset(stories):
    matching = ExamplePage.objects.visible().containing(words_wanted("Haus"))
    assert isinstance(matching, FindableQuerySet)
    assert list(matching.filter(place__slug="bochum").order_by("title").values_list("slug", flat=True)) == ["haus"]
    assert matching.count() == 1


@pytest.mark.parametrize("word", ["haus", "fussball", "bochum", "arbeit", "circus"])
def test_our_question_to_the_index_has_the_answer_of_wagtails_own(stories, word):
    wagtails = ExamplePage.objects.search(stem(word), order_by_relevance=False)
    assert {page.slug for page in ExamplePage.objects.containing(words_wanted(word))} == {
        page.slug for page in wagtails
    }


@pytest.mark.sqlite
def test_sqlite_asks_the_index_once_and_not_once_for_each_page(stories):
    assert "VIRTUAL TABLE INDEX 0:M" in ExamplePage.objects.visible().containing(words_wanted("Haus")).explain()
