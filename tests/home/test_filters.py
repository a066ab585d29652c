"""The filter parameters: what they mean, what they refuse, and how a state becomes a link and words."""

import pytest
from django.http import QueryDict
from hypothesis import given, settings
from hypothesis import strategies as st

from home.filters import Choice, Filters, chips, parse, place_phrase
from home.filters.state import place_value
from home.land.geo import Box
from home.land.models import PlaceName
from home.land.suggestions import resolve
from practice_examples.map_page.listing import heading

pytestmark = pytest.mark.django_db

VOCABULARIES = {
    "topics": {"sprache": "Sprache", "ausbildung": "Ausbildung", "sport": "Sport"},
    "providers": {"unternehmen": "Unternehmen", "schule": "Schule"},
    "efforts": {"nur-ehrenamt": "Nur Ehrenamt"},
    "costs": {"unter-1000": "unter 1.000 €"},
}


def read(query: str) -> Filters:
    return parse(QueryDict(query), **VOCABULARIES)


def test_every_parameter_is_understood():
    filters = read(
        "q=Fußball&ort=50667&umkreis=25&kreis=05315&region=koeln&thema=sport&thema=sprache&traeger=schule"
        "&aufwand=nur-ehrenamt&kosten=unter-1000&video=1&sort=name&bbox=6.5,50.5,7.5,51.5&seite=3"
    )
    assert filters.problems == ()
    assert filters == Filters(
        text="Fußball",
        place=PlaceName.objects.get(ref="05315000"),
        radius=25,
        kreis=Choice("05315", "Köln"),
        region=Choice("koeln", "Region Köln"),
        topics=(Choice("sprache", "Sprache"), Choice("sport", "Sport")),
        providers=(Choice("schule", "Schule"),),
        effort=Choice("nur-ehrenamt", "Nur Ehrenamt"),
        cost=Choice("unter-1000", "unter 1.000 €"),
        video=True,
        sort="name",
        box=Box(south=50.5, west=6.5, north=51.5, east=7.5),
        page=3,
    )


@pytest.mark.parametrize(
    ("query", "canonical"),
    [
        ("", ""),
        ("ort=Köln", "ort=koeln"),
        ("ort=Koeln&umkreis=25&sort=nah", "ort=koeln&umkreis=25"),
        ("ort=K%C3%B6ln&sort=neu", "ort=koeln&sort=neu"),
        ("sort=neu", ""),
        ("q=Ball&sort=neu", "q=Ball&sort=neu"),
        ("q=Ball&sort=nah", "q=Ball"),
        ("sort=nah", ""),
        ("umkreis=25", ""),
        ("thema=sport&thema=sport&thema=sprache", "thema=sprache&thema=sport"),
        ("video=0&seite=1&q=++", ""),
        ("q=zwei++W%C3%B6rter", "q=zwei+W%C3%B6rter"),
        ("utm_source=brief&thema=sport", "thema=sport"),
        ("region=nrw", "region=nrw"),
        ("bbox=6.123456,50.5,7.5,51.5", "bbox=6.12346%2C50.5%2C7.5%2C51.5"),
        ("ort=Rath&umkreis=5", "ort=duesseldorf-rath&umkreis=5"),
        ("ort=OWL", "ort=ostwestfalen-lippe-region"),
        ("ort=&umkreis=&region=&thema=&q=&seite=2", "seite=2"),
    ],
)
def test_every_state_has_one_link(query, canonical):
    filters = read(query)
    assert filters.problems == ()
    assert filters.query() == canonical
    assert read(canonical) == filters


@pytest.mark.parametrize(
    ("query", "name", "message"),
    [
        ("umkreis=abc", "umkreis", "Der Umkreis „abc“ ist nicht möglich. Bitte wählen Sie 5, 10, 25, 50 oder 100 km."),
        (
            "ort=bonn&umkreis=30",
            "umkreis",
            "Der Umkreis „30“ ist nicht möglich. Bitte wählen Sie 5, 10, 25, 50 oder 100 km.",
        ),
        ("seite=abc", "seite", "Die Seite „abc“ gibt es nicht. Wir zeigen die erste."),
        ("seite=0", "seite", "Die Seite „0“ gibt es nicht. Wir zeigen die erste."),
        ("seite=-1", "seite", "Die Seite „-1“ gibt es nicht. Wir zeigen die erste."),
        ("thema=unknown", "thema", "Das Thema „unknown“ gibt es nicht."),
        ("traeger=x", "traeger", "Die Trägerart „x“ gibt es nicht."),
        ("aufwand=x", "aufwand", "Den Aufwand „x“ gibt es nicht."),
        ("kosten=x", "kosten", "Die Kostenstufe „x“ gibt es nicht."),
        ("kreis=99999", "kreis", "Den Kreis „99999“ kennen wir nicht."),
        ("region=bayern", "region", "Die Region „bayern“ kennen wir nicht."),
        ("ort=Atlantis", "ort", "Den Ort „Atlantis“ kennen wir nicht. Wir zeigen die Ergebnisse ohne ihn."),
        ("sort=zufall", "sort", "Die Sortierung „zufall“ gibt es nicht. Möglich sind neu, nah und name."),
        ("video=ja", "video", "„ja“ ist keine Angabe zum Film; möglich ist 1."),
        (
            "bbox=1,2,3",
            "bbox",
            "Der Kartenausschnitt ist nicht zu verstehen: Erwartet sind vier Zahlen, West, Süd, Ost, Nord.",
        ),
        (
            "bbox=nan,1,2,3",
            "bbox",
            "Der Kartenausschnitt ist nicht zu verstehen: Erwartet sind vier Zahlen, West, Süd, Ost, Nord.",
        ),
        (
            "bbox=7,51,6,52",
            "bbox",
            "Der Kartenausschnitt ist nicht zu verstehen: Erwartet sind vier Zahlen, West, Süd, Ost, Nord.",
        ),
        (
            "bbox=7,51,8,152",
            "bbox",
            "Der Kartenausschnitt ist nicht zu verstehen: Erwartet sind vier Zahlen, West, Süd, Ost, Nord.",
        ),
        ("q=" + "a" * 101, "q", "Das Stichwort ist zu lang: höchstens 100 Zeichen. Wir haben nicht danach gesucht."),
        ("q=%00", "q", "Eine Angabe enthält unlesbare Zeichen: „q“."),
        ("ort=K%00ln", "ort", "Eine Angabe enthält unlesbare Zeichen: „ort“."),
        ("thema=%00", "thema", "Das Thema „“ gibt es nicht."),
        ("q=a\ud800", "q", "Eine Angabe enthält unlesbare Zeichen: „q“."),
        ("ort=" + "x" * 5000, "ort", f"Den Ort „{'x' * 60}…“ kennen wir nicht. Wir zeigen die Ergebnisse ohne ihn."),
        ("region=' OR 1=1 --", "region", "Die Region „' OR 1=1 --“ kennen wir nicht."),
    ],
)
def test_what_cannot_be_understood_is_named_and_left_out(query, name, message):
    filters = read(query)
    assert [(problem.name, problem.message) for problem in filters.problems] == [(name, message)]
    assert filters.without("ort") == Filters()


def test_a_text_may_be_as_long_as_its_field():
    assert (read("q=" + "a" * 100).text, read("q=" + "a" * 100).problems) == ("a" * 100, ())


def test_half_a_name_is_answered_with_the_places_it_may_mean():
    (problem,) = read("ort=Kreuzt").problems
    assert problem.value == "Kreuzt"
    assert [place.label for place in problem.alternatives] == ["Kreuztal, Kreis Siegen-Wittgenstein"]


def test_a_place_with_a_wrong_letter_is_shown_and_named():
    filters = read("ort=Dortmnd&umkreis=25")
    assert filters.query() == "ort=dortmund&umkreis=25"
    assert [problem.message for problem in filters.problems] == [
        "Den Ort „Dortmnd“ kennen wir nicht. Meinten Sie Dortmund? Wir zeigen die Ergebnisse dafür."
    ]


def test_a_wrong_place_keeps_the_radius_that_came_with_it():
    filters = read("ort=Kreuzt&umkreis=25&thema=sport")
    assert (filters.query(), filters.radius_shown) == ("thema=sport", 25)
    assert [(place.name, link) for place, link in filters.meant] == [
        ("Kreuztal", "?ort=kreuztal&umkreis=25&thema=sport")
    ]


def test_the_form_keeps_what_was_not_understood():
    filters = read("ort=Atlantis&q=" + "a" * 120)
    assert filters.place_text == "Atlantis"
    assert filters.search_text == "a" * 100


def test_a_surface_ignores_what_it_has_no_vocabulary_for():
    assert parse(QueryDict("thema=unknown&traeger=x&aufwand=x&kosten=x&video=ja&ort=bonn")).query() == "ort=bonn"


def test_every_place_is_found_again_by_its_link_and_by_the_text_in_the_form():
    lost = [
        entry.label
        for entry in PlaceName.objects.exclude(words="")
        if resolve(place_value(entry)) != entry or resolve(Filters(place=entry).place_text) != entry
    ]
    assert lost == []


@given(
    st.dictionaries(
        st.sampled_from(["q", "ort", "umkreis", "kreis", "region", "thema", "video", "bbox", "seite", "sort"]),
        st.text(),
    )
)
@settings(max_examples=60)
def test_any_text_in_any_parameter_gives_a_state_or_a_message(values):
    parameters = QueryDict(mutable=True)
    parameters.update(values)
    filters = parse(parameters, **VOCABULARIES)
    # What was understood can be read again.
    assert read(filters.query()) == filters


@pytest.mark.parametrize(
    "query",
    [
        "",
        "q=sport&seite=3",
        "ort=koeln&umkreis=25&region=aachen&thema=sport&thema=arbeit&sort=name&bbox=6.0,50.0,7.0,51.0&seite=2",
        "kreis=05315&video=1&sort=neu",
    ],
)
def test_many_links_at_once_are_those_that_each_state_writes_itself(query):
    filters = read(query)
    regions = filters.links("region", ["", "koeln", "{}"])
    assert regions == {slug: filters.with_(region=Choice(slug, "") if slug else None).link for slug in regions}
    pages = filters.links("seite", ["", "2", "13"])
    assert pages == {page: filters.with_(page=int(page or 1)).link for page in pages}
    orders = filters.links("sort", ["", "name"])
    assert orders == {order: filters.with_(sort=order).link for order in orders}
    assert filters.query("seite", "sort") == filters.with_(sort="").query()


@pytest.mark.parametrize(
    ("query", "labels", "left"),
    [
        ("", [], []),
        ("ort=bonn&umkreis=10&sort=nah", ["Bonn", "Umkreis 10\u00a0km"], ["", "ort=bonn"]),
        ("thema=sport&thema=sprache", ["Sprache", "Sport"], ["thema=sport", "thema=sprache"]),
        (
            "q=Ball&kreis=05974&region=nrw&video=1",
            ["„Ball“", "Kreis Soest", "In ganz NRW", "Mit Film"],
            [
                "kreis=05974&region=nrw&video=1",
                "q=Ball&region=nrw&video=1",
                "q=Ball&kreis=05974&video=1",
                "q=Ball&kreis=05974&region=nrw",
            ],
        ),
        (
            "traeger=schule&aufwand=nur-ehrenamt&kosten=unter-1000&bbox=6,51,7,52&seite=4",
            ["Schule", "Aufwand: Nur Ehrenamt", "Kosten: unter 1.000 €", "Nur im Kartenausschnitt"],
            [
                "aufwand=nur-ehrenamt&kosten=unter-1000&bbox=6.0%2C51.0%2C7.0%2C52.0",
                "traeger=schule&kosten=unter-1000&bbox=6.0%2C51.0%2C7.0%2C52.0",
                "traeger=schule&aufwand=nur-ehrenamt&bbox=6.0%2C51.0%2C7.0%2C52.0",
                "traeger=schule&aufwand=nur-ehrenamt&kosten=unter-1000",
            ],
        ),
    ],
)
def test_every_filter_has_a_chip_that_takes_it_away(query, labels, left):
    found = chips(read(query))
    assert [chip.label for chip in found] == labels
    assert [chip.without.query() for chip in found] == left


@pytest.mark.parametrize(
    ("query", "phrase"),
    [
        ("", ""),
        ("ort=koeln", "in Köln"),
        ("ort=koeln&umkreis=25", "im Umkreis von 25\u00a0km um Köln"),
        ("ort=Rath", "in Düsseldorf"),
        ("ort=Rath&umkreis=5", "im Umkreis von 5\u00a0km um Rath"),
        ("ort=Ruhrgebiet", "im Ruhrgebiet"),
        ("ort=Eifel&umkreis=10", "im Umkreis von 10\u00a0km um „Eifel“"),
        ("kreis=05974", "im Kreis Soest"),
        ("kreis=05374", "im Oberbergischen Kreis"),
        ("kreis=05334", "in der Städteregion Aachen"),
        ("kreis=05315", "in Köln"),
        ("region=muensterland", "im Münsterland"),
        ("region=aachen", "in der Region Aachen"),
        ("region=bonn-rhein-sieg", "in der Region Bonn/Rhein-Sieg"),
        ("region=nrw", "für ganz NRW"),
        ("kreis=05974&bbox=6,51,7,52", "im Kreis Soest im Kartenausschnitt"),
    ],
)
def test_places_are_named_as_people_say_them(query, phrase):
    assert place_phrase(read(query)) == phrase


@pytest.mark.parametrize(
    ("count", "query", "words"),
    [
        (112, "", "112 gute Ideen"),
        (1, "ort=koeln", "1 gute Idee in Köln"),
        (0, "ort=koeln", "Keine guten Ideen in Köln"),
        (12345, "region=nrw", "12.345 gute Ideen für ganz NRW"),
        (
            12,
            "ort=koeln&umkreis=25&thema=ausbildung",
            "12 gute Ideen im Umkreis von 25\u00a0km um Köln zum Thema Ausbildung",
        ),
        (2, "thema=sport&thema=sprache&thema=ausbildung", "2 gute Ideen zu den Themen Sprache, Ausbildung oder Sport"),
        (2, "q=Ball&video=1", "2 gute Ideen zum Stichwort „Ball“ mit Film"),
        (
            3,
            "traeger=schule&traeger=unternehmen&aufwand=nur-ehrenamt&kosten=unter-1000",
            "3 gute Ideen, getragen von: Unternehmen oder Schule, Aufwand: Nur Ehrenamt, Kosten im Jahr: unter 1.000 €",
        ),
    ],
)
def test_the_heading_says_in_words_what_was_found(count, query, words):
    assert heading(count, read(query)) == words
