"""The search page beyond the table of queries: what was meant, every kind of page, films, nothing found."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from home.caching import version
from home.language.search_words import words_wanted
from home.pages.models import EquivalentWords, StandardPage
from practice_examples.models import ExamplePage
from practice_examples.submissions.record.models import SubmissionPage
from search.search_page.typed import readings
from tests.event_factories import berlin, make_event, make_event_index
from tests.factories import make_example, make_home, make_index
from tests.reading import Page, read
from tests.search.asking import chips, lead, make_film, search, stories

pytestmark = pytest.mark.django_db


# --- what was meant ---


@pytest.mark.parametrize(
    "typed", ["Sport bei Köln", "Sport nahe Köln", "Sport in der Nähe von Köln", "Sport rund um Köln"]
)
def test_near_a_town_is_more_than_the_town(client, typed):
    make_example(slug="bonn", place="bonn", title="Sport am Abend")
    make_example(slug="koeln", place="koeln", title="Sport am Morgen")
    make_example(slug="soest", place="soest", title="Sport am Mittag")
    page = search(client, typed)
    assert stories(page) == ["koeln", "bonn"]
    assert lead(page).endswith("2 gute Ideen im Umkreis von 25\u00a0km um Köln zum Stichwort „Sport“")
    assert ("?q=Sport&ort=koeln", "Umkreis 25\u00a0km entfernen") in chips(page)


def test_a_radius_that_was_chosen_stays(client):
    make_example(place="bonn", title="Sport am Abend")
    assert "im Umkreis von 10\u00a0km um Köln" in lead(search(client, "Sport bei Köln", umkreis="10"))


@pytest.mark.parametrize(
    ("text", "words", "place", "radius"),
    [
        ("Sport in Köln", "Sport", "Köln", None),
        ("Sport bei Köln", "Sport", "Köln", 25),
        ("Sport im Raum Köln", "Sport", "Köln", 25),
        ("Sport Nähe Köln", "Sport", "Köln", 25),
        ("Großraum Köln", "", "Köln", 25),
        ("Region Bonn", "", "Bonn", 25),
        ("Umgebung von Bonn", "", "Bonn", 25),
        ("Köln und Umgebung", "", "Köln", 25),
        ("Sport in Köln & Umgebung", "Sport", "Köln", 25),
        ("Köln 10 km", "", "Köln", 10),
        ("Köln + 30km", "", "Köln", 50),
        ("Sport in Köln, im Umkreis von 5 km", "Sport", "Köln", 5),
        ("10 km um Köln", "", "Köln", 10),
        ("Sport im Umkreis von 100 km um Köln", "Sport", "Köln", 100),
        ("Sport 999 km von Köln", "Sport", "Köln", 100),
        # What is no town has no middle one could be near to.
        ("Sport bei Kreis Soest", "Sport", "Kreis Soest", None),
        ("Region Münsterland", "", "Münsterland", None),
        ("Region Köln", "", "Region Köln", None),
        ("Landkreis Steinfurt", "", "Kreis Steinfurt", None),
        ("Stadt Essen", "", "Essen", None),
        ("Sport in der Gemeinde Hille", "Sport", "Hille", None),
        # No place, or none that stands where a place stands.
        ("10 km Lauf", "10 km Lauf", None, None),
        ("10 km Lauf in Köln", "10 km Lauf", "Köln", None),
        ("Ausbildung 10 km", "Ausbildung 10 km", None, None),
        ("Raum für Kinder", "Raum für Kinder", None, None),
        ("Stadt und Umgebung", "Stadt und Umgebung", None, None),
        ("Soziale Stadt Essen", "Soziale Stadt", "Essen", None),
        # In any order, and with what an address has besides.
        ("Wuppertal Sport", "Sport", "Wuppertal", None),
        ("Köln und Umgebung Sport", "Sport", "Köln", 25),
        ("Praktikum 44625", "Praktikum", "Herne", None),
        ("Sport Köln NRW", "Sport", "Köln", None),
        ("Hauptstr. 5, 50667 Köln", "", "Köln", None),
        ("CastropRauxel", "", "Castrop-Rauxel", None),
        ("Sport, Jugend, Bad Berleburg", "Sport, Jugend", "Bad Berleburg", None),
        ("km", "km", None, None),
    ],
)
def test_how_near_is_understood_as_people_write_it(text, words, place, radius):
    typed = next(readings(text))
    assert (typed.words, typed.place and typed.place.name, typed.radius) == (words, place, radius)


def test_a_radius_in_words_is_a_chip_like_one_that_was_chosen(client):
    make_example(place="bonn", title="Sport am Abend")
    make_example(place="soest", title="Sport am Mittag")
    page = search(client, "Köln und Umgebung")
    assert lead(page).endswith("1 gute Idee im Umkreis von 25\u00a0km um Köln")
    assert "Umkreis 25\u00a0km entfernen" in [name for _address, name in chips(page)]


@pytest.mark.parametrize("typed", ["50667", "D-50667", "D – 50667 Köln", "d-50667 Köln"])
def test_a_postcode_may_be_written_as_on_a_letter(typed):
    assert next(readings(typed)).place.name == "Köln"


@pytest.mark.parametrize("typed", ["NRW", "ganz NRW", "in ganz NRW", "Nordrhein-Westfalen"])
def test_the_whole_land_leaves_nothing_out_and_says_so(client, typed):
    make_example(slug="bonn", place="bonn")
    make_example(slug="soest", place="soest")
    page = search(client, typed)
    assert stories(page) == ["soest", "bonn"]
    assert [name for _address, name in chips(page)] == [f"{typed} als Ort aufheben und als Wort suchen"]
    assert chips(search(client, f"„{typed}“")) == []


def test_a_word_in_the_whole_land_is_the_word(client):
    make_example(slug="bonn", place="bonn", title="Kiosk")
    make_example(slug="soest", place="soest", title="Garten")
    assert stories(search(client, "Kiosk in NRW")) == ["bonn"]


@pytest.mark.parametrize(
    ("text", "words", "place"),
    [
        ("Zirkus Siegen", "Zirkus", "Siegen"),
        ("Siegen Zirkus", "Zirkus", "Siegen"),
        ("Zirkus Bad Berleburg", "Zirkus", "Bad Berleburg"),
        ("Zirkus Kreis Soest", "Zirkus", "Kreis Soest"),
        ("Zirkus 57072", "Zirkus", "Siegen"),
        ("Zirkus", "Zirkus", None),
        ("Zirkus Atlantis", "Zirkus Atlantis", None),
    ],
)
def test_a_place_without_in_is_noticed(text, words, place):
    typed = next(readings(text))
    assert (typed.words, typed.place and typed.place.name) == (words, place)


def test_a_place_and_a_word_are_shown_at_once_each_to_be_taken_away(client):
    make_example(slug="siegen", place="siegen", title="Zirkus")
    make_example(slug="kreuztal", place="kreuztal", title="Kiosk")
    for typed in ("Zirkus Siegen", "Siegen Zirkus"):
        page = search(client, typed)
        assert stories(page) == ["siegen"]
        assert lead(page).endswith("1 gute Idee in Siegen zum Stichwort „Zirkus“")
        assert chips(page) == [
            ("?ort=siegen", "„Zirkus“ entfernen"),
            ("?q=Zirkus", "Siegen, Kreis Siegen-Wittgenstein entfernen"),
        ]
    literal = page.link("Nur nach den Wörtern „Siegen Zirkus“ suchen").href
    assert stories(read(client.get(f"/suche/{literal}"))) == ["siegen"]


def test_where_a_place_has_nothing_with_the_word_the_nearest_with_it_are_shown(client):
    make_example(slug="soest", place="soest", title="Zirkus")
    make_example(slug="kreuztal", place="kreuztal", title="Kiosk")
    page = search(client, "Zirkus Siegen")
    assert page.region("Geschichten").headings(3) == ["Hier fehlt noch Ihre Idee", "Am nächsten gelegen", "Zirkus"]
    assert page.region("Orte").links()[0].href == "/orte/siegen/"


def test_a_part_of_a_town_is_meant_where_its_name_is_no_word_though_nothing_is_told_there(client):
    make_example(slug="bochum", place="bochum", title="Zirkus")
    for typed in ("Wanne-Eickel Zirkus", "Zirkus Wanne-Eickel"):
        page = search(client, typed)
        assert lead(page) == "1 Ort, aber keine guten Ideen in Herne zum Stichwort „Zirkus“"
        assert page.region("Geschichten").headings(3) == ["Hier fehlt noch Ihre Idee", "Am nächsten gelegen", "Zirkus"]
        assert (
            page.link("Im Umkreis von 10\u00a0km um Wanne-Eickel suchen").href
            == "?q=Zirkus&ort=wanne-eickel&umkreis=10"
        )
    assert lead(search(client, "Hafen Zirkuszelt")) == "Dazu haben wir nichts gefunden."


def test_where_little_is_told_the_search_leads_as_far_around_as_more_is_told(client):
    make_index()
    for slug, place in (("siegen", "siegen"), ("kreuztal", "kreuztal"), ("soest", "soest")):
        make_example(slug=slug, place=place)
    page = search(client, "Siegen")
    assert stories(page) == ["siegen"]
    wider = page.link("Im Umkreis von 25\u00a0km um Siegen suchen").href
    page = read(client.get(f"/suche/{wider}"))
    assert stories(page) == ["siegen", "kreuztal"]
    assert page.field("Ort, Postleitzahl oder Stichwort").value == "Siegen"
    wider = page.link("Im Umkreis von 100\u00a0km um Siegen suchen").href
    assert stories(read(client.get(f"/suche/{wider}"))) == ["siegen", "kreuztal", "soest"]


def test_a_common_word_that_is_a_town_as_well_is_a_word_where_the_town_has_nothing(client):
    make_example(slug="bonn", place="bonn", title="Essen kochen")
    assert stories(search(client, "Kochen Essen")) == ["bonn"]
    make_example(slug="essen", place="essen", title="Kochen lernen")
    assert stories(search(client, "Kochen Essen")) == ["essen"]


# --- the line that says what was found ---


def test_places_without_stories_are_told_in_one_sentence(client):
    make_index()
    assert lead(search(client, "5707")) == "1 Ort, aber keine guten Ideen zum Stichwort „5707“"
    assert lead(search(client, "57072")) == "1 Ort, aber keine guten Ideen in Siegen"
    make_example(place="siegen")
    assert lead(search(client, "57072")) == "1 Ort und 1 gute Idee in Siegen"


def test_an_ortsteil_counts_what_is_told_of_it_and_its_town_counts_all(client):
    make_example(place="nippes", location="SRID=4326;POINT(6.95 50.96)")
    make_example(place="koeln")

    def places(text):
        return search(client, text).region("Orte").names("link")

    assert places("Köln") == [
        "Köln Stadt oder Gemeinde 2\u00a0Beispiele",
        "Region Köln Region 2\u00a0Beispiele",
        "Innenstadt Ortsteil von Köln 0\u00a0Beispiele",
    ]
    assert places("Köln-Nippes") == ["Nippes Ortsteil von Köln 1\u00a0Beispiel"]
    assert places("Rodenkirchen") == ["Rodenkirchen Ortsteil von Köln 0\u00a0Beispiele"]


@pytest.mark.parametrize(
    ("parameters", "order"),
    [
        ({"ort": "siegen"}, "nach Entfernung von Siegen"),
        ({"ort": "05970"}, "nach Entfernung von der Mitte"),
        ({"ort": "siegen", "sort": "name"}, None),
        ({"q": "Werkstatt"}, "die passendsten zuerst"),
    ],
)
def test_the_order_of_the_list_is_said_as_it_is(client, parameters, order):
    make_example(place="siegen", title="Werkstatt")
    text = read(client.get("/suche/", parameters)).region("Geschichten").text
    possible = ("nach Entfernung von Siegen", "nach Entfernung von der Mitte", "die passendsten zuerst")
    assert [words for words in possible if words in text] == ([order] if order else [])


def test_the_form_that_narrows_stands_below_the_stories_and_offers_no_empty_choice(client):
    make_example(slug="koeln", title="Kiosk", topics=["sport"])
    page = search(client, "Kiosk")
    assert page.one("main").headings() == ["Suche", "Orte", "Geschichten", "Kiosk", "Geschichten eingrenzen"]
    assert page.form("Geschichten eingrenzen").group("Thema").names("field") == ["Sport (1)"]
    assert search(client, "Zirkus").names("group") == []


# --- every kind of page ---


@pytest.fixture
def every_kind():
    """One of each, with the word in its title or introduction."""
    home = make_home()
    made = {
        "story": make_example(title="Kiosk der Geschichten", summary="Am Rand."),
        "event": make_event(title="Kiosk der Abende", starts_at=berlin(2027, 1, 26, 17)),
        "plain": home.add_child(instance=StandardPage(title="Kiosk der Regeln", slug="regeln")),
        "form": SubmissionPage.objects.get(),
        "map": make_index(),
        "events": make_event_index(),
    }
    made["form"].title = "Kiosk zum Mitmachen"
    for introduced in (home, made["form"], made["map"], made["events"]):
        introduced.intro = "Hier steht ein Kiosk."
        introduced.save()
    return made


def titles(page: Page) -> set[str]:
    return {heading for heading in page.one("main").headings(3) if heading in page.names("link")}


def test_every_kind_of_public_page_is_found(client, every_kind):
    assert titles(search(client, "Kiosk")) == {
        "Kiosk der Geschichten",
        "Kiosk der Abende",
        "Kiosk der Regeln",
        "Kiosk zum Mitmachen",
        every_kind["map"].title,
        every_kind["events"].title,
        make_home().title,
    }


def test_the_page_that_has_the_word_in_its_title_comes_first(client, every_kind):
    page = search(client, "Kiosk")
    for titled in ("Kiosk zum Mitmachen", "Kiosk der Regeln"):
        headings = page.headings(3)
        assert headings.index(titled) < headings.index(every_kind["events"].title)


def test_the_form_is_found_by_what_its_button_says(client, every_kind):
    assert "Kiosk zum Mitmachen" in titles(search(client, "Projekt anmelden"))


def test_plain_pages_answer_to_words_alone(client, every_kind):
    for parameters in ({"ort": "koeln"}, {"region": "koeln"}, {"thema": "ausbildung"}):
        assert "Kiosk der Regeln" not in titles(search(client, "Kiosk", **parameters))


def hide_draft(page):
    page.unpublish()


def hide_behind_a_login(page):
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def hide_as_expired(page):
    page.expire_at = timezone.now() - timedelta(minutes=1)
    page.save()


def hide_until_later(page):
    page.unpublish()
    page.go_live_at = timezone.now() + timedelta(days=1)
    page.save()


@pytest.mark.parametrize("hide", [hide_draft, hide_behind_a_login, hide_as_expired, hide_until_later])
def test_what_is_not_public_is_in_no_group_and_no_count(client, every_kind, hide):
    hidden = [every_kind[name] for name in ("story", "event", "plain", "form")]
    assert titles(search(client, "Kiosk")) > {one.title for one in hidden}
    for one in hidden:
        hide(one)
    page = search(client, "Kiosk")
    assert titles(page).isdisjoint(one.title for one in hidden)
    assert lead(page) == "Keine guten Ideen zum Stichwort „Kiosk“"
    assert "1\u00a0Beispiel" not in search(client, "Köln").text


def test_where_only_pages_are_found_they_stand_above_the_invitation(client, every_kind):
    page = search(client, "Regeln")
    headings = page.headings(3)
    assert headings.index("Kiosk der Regeln") < headings.index("Hier fehlt noch Ihre Idee")


@pytest.mark.parametrize("count", [1, 3])
def test_all_groups_together_cost_the_same_for_any_number(client, every_kind, count, django_assert_num_queries):
    for number in range(count):
        make_example(title=f"Kiosk {number}")
        make_event(title=f"Kiosk am Abend {number}")
    search(client, "Kiosk")
    with django_assert_num_queries(13):
        search(client, "Kiosk")


# --- words that mean the same ---


def test_the_words_of_every_group_find_each_other_both_ways():
    groups = EquivalentWords.objects.as_groups()
    assert len(groups) >= 25
    for number, (first, *_others, last) in enumerate(groups):
        make_example(slug=f"first-{number}", summary=first)
        make_example(slug=f"last-{number}", summary=last)
    unfound = [
        (typed, slug)
        for number, words in enumerate(groups)
        for typed in words
        for slug in (f"first-{number}", f"last-{number}")
        if not ExamplePage.objects.containing(words_wanted(typed)).filter(slug=slug).exists()
    ]
    assert unfound == []


def test_what_editors_do_to_a_group_counts_at_once_in_every_process(client):
    make_example(slug="turnier", title="Ein Spiel im Park")
    assert stories(search(client, "Flitzer")) == []
    # Another process leaves nothing but rows.
    EquivalentWords.objects.bulk_create([EquivalentWords(words="Flitzer, Spiel")])
    version.advance()
    assert stories(search(client, "Flitzer")) == ["turnier"]
    assert lead(search(client, "Flitzer")).startswith("1 gute Idee")
    group = EquivalentWords.objects.get(words="Flitzer, Spiel")
    group.words = "Flitzer, Rennen"
    group.save()
    assert stories(search(client, "Flitzer")) == []
    EquivalentWords.objects.create(words="Flitzer, Park")
    assert stories(search(client, "Flitzer")) == ["turnier"]
    EquivalentWords.objects.get(words="Flitzer, Park").delete()
    assert stories(search(client, "Flitzer")) == []


# --- films ---


@pytest.mark.parametrize(
    ("word", "clock", "second"), [("Pfiffe", "0:01", 1), ("angefangen", "0:14", 14), ("Zelt", "0:21", 21)]
)
def test_words_of_captions_and_transcript_lead_into_the_film(client, word, clock, second):
    film = make_film()
    make_example(slug="platz", lead_video=film)
    page = search(client, word)
    assert stories(page) == ["platz"]
    assert page.link(f"im Film bei {clock}").href == f"/landkarte/platz/#film-{film.pk}-t{second}"
