"""How our tests read pages: what counts as a name, what is hidden, where a section ends."""

import pytest

from tests.reading import read

PAGE = """<!doctype html><html lang="de"><head><title>Ideen – Landkarte</title>
<meta name="description" content="Gute Ideen."><meta property="og:title" content="Ideen">
<link rel="canonical" href="/ideen/"><link rel="alternate" href="/a.rss"><link rel="alternate" href="/b.rss">
<script type="application/ld+json">{"name": "Ideen"}</script></head>
<body><a class="x" href="#inhalt">Zum Inhalt</a>
<nav aria-label="Hauptmenü"><ul><li><a href="/a/" aria-current="page"><svg aria-hidden="true"><title>Pfeil</title></svg>Karte</a></li>
<li><a href="/b/"><img src="b.png" alt="Termine"></a></li></ul></nav>
<main id="inhalt"><h1>Gute <b>Ideen</b><span>.</span></h1>
<section aria-labelledby="k"><header><h2 id="k">Kontakt</h2></header>
<p>Jana<br>Feld</p><p hidden>Geheim</p><ul><li>Eins</li><li>Zwei</li></ul><h3>Am Telefon</h3><p>0221</p></section>
<section><div><h2>Zahl&shy;en</h2></div><dl><dt>Ideen</dt><dd>3</dd><dt>Orte</dt><dd><b>2</b>&nbsp;<b aria-hidden="true">!</b></dd></dl></section>
<h2>Zuletzt</h2><p>Ende</p><script id="daten" type="application/json">{"total": 3}</script><!-- nichts --><template><p>Muster</p></template>
</main><footer><p>Fuß</p></footer></body></html>"""

FORM = """<form aria-label="Filter"><input type="hidden" name="key" value="7">
<label for="ort">Ort <span>(freiwillig)</span></label><p id="h">Eine Stadt.</p><p id="e">Den <b>Ort</b> gibt es nicht.</p>
<input id="ort" name="ort" value="Köl&quot;n" aria-invalid="true" aria-describedby="h e">
<fieldset><legend>Thema</legend><label><input type="checkbox" name="thema" value="a" checked><span>Arbeit</span></label>
<label><input type="checkbox" name="thema" value="s"><span>Sport</span></label></fieldset>
<label for="km">Umkreis</label><select id="km" name="umkreis"><option value="5">5 km</option><option value="10" selected>10 km</option></select>
<label>Text<textarea name="q">
  Zeile</textarea></label><button>Suchen</button></form>"""


@pytest.fixture
def page():
    return read(PAGE)


def test_headings_are_read_by_level_and_name(page):
    assert page.headings() == ["Gute Ideen.", "Kontakt", "Am Telefon", "Zahlen", "Zuletzt"]
    assert page.headings(2) == ["Kontakt", "Zahlen", "Zuletzt"]


def test_links_are_read_by_what_they_say_or_show_without_decoration(page):
    assert page.names("link") == ["Zum Inhalt", "Karte", "Termine"]
    assert page.link("Termine").href == "/b/"
    assert page.navigation("Hauptmenü").current == ["Karte"]


def test_a_region_is_read_by_the_heading_that_names_it_and_hides_what_is_hidden(page):
    assert page.names("region") == ["Kontakt"]
    assert page.region("Kontakt").text == "Kontakt Jana Feld Eins Zwei Am Telefon 0221"
    assert page.region("Kontakt").texts("listitem") == ["Eins", "Zwei"]


def test_below_a_heading_stands_everything_up_to_the_next_of_its_level_or_the_end_of_its_section(page):
    assert page.under("Kontakt").text == "Jana Feld Eins Zwei Am Telefon 0221"
    assert page.under("Am Telefon").text == "0221"
    assert page.under("Kontakt").under("Am Telefon").text == "0221"
    assert page.under("Zahlen").facts == {"Ideen": "3", "Orte": "2\u00a0!"}
    assert page.under("Gute Ideen.").headings() == ["Kontakt", "Am Telefon", "Zahlen", "Zuletzt"]
    assert page.under("Zuletzt").text == "Ende"
    assert page.under("Kontakt").texts("list") == ["Eins Zwei"]


def test_the_head_is_read_too(page):
    assert (page.title, page.meta("description"), page.meta("og:title")) == (
        "Ideen – Landkarte",
        "Gute Ideen.",
        "Ideen",
    )
    assert page.meta("robots") is None
    assert (page.related("canonical"), page.related("alternate")) == (["/ideen/"], ["/a.rss", "/b.rss"])
    assert (page.json("daten"), page.structured) == ({"total": 3}, {"name": "Ideen"})


def test_asked_for_one_thing_it_says_what_there_is_instead(page):
    with pytest.raises(LookupError, match=r"^0 × link Presse; there are \['Zum Inhalt', 'Karte', 'Termine'\]$"):
        page.link("Presse")
    with pytest.raises(LookupError, match="2 × listitem"):
        page.region("Kontakt").one("listitem")


def test_an_answer_has_to_have_the_status_that_is_expected(client, db):
    assert read(client.get("/gibt-es-nicht/"), status=404).headings(1) == ["Hier steckt keine Nadel."]
    with pytest.raises(AssertionError, match="status 404 instead of 200"):
        read(client.get("/gibt-es-nicht/"))


def test_fields_are_read_by_their_labels_with_value_choice_and_error():
    form = read(FORM).form("Filter")
    assert form.names("field") == ["Ort (freiwillig)", "Arbeit", "Sport", "Umkreis", "Text"]
    assert form.field("Ort (freiwillig)").value == 'Köl"n'
    assert form.errors == {"Ort (freiwillig)": "Den Ort gibt es nicht."}
    assert form.group("Thema").names("field") == ["Arbeit", "Sport"]
    assert form.field("Umkreis").value == "10"
    assert form.button("Suchen").text == "Suchen"


def test_a_form_says_what_a_browser_would_send():
    assert read(FORM).form("Filter").data == {
        "key": ["7"],
        "ort": ['Köl"n'],
        "thema": ["a"],
        "umkreis": ["10"],
        "q": ["  Zeile"],
    }
