"""Another Land is a folder and a command: tests/toyland, eight towns in two regions, and a portal with its own name."""

import json
import re

import pytest

from tests import snapshots
from tests.reading import read
from tests.snapshots import ROOT

FORBIDDEN = re.compile(r"\bnrw\b|nordrhein|landkarte der guten ideen|das machen wir", re.IGNORECASE)
REPORT = "import json; from tests.another_land import report; print('\\n' + json.dumps(report()))"
CODE = [path for app in snapshots.APPS for kind in ("py", "html", "js") for path in app.rglob(f"*.{kind}")]


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    folder = tmp_path_factory.mktemp("another_land")
    snapshots.copy_toyland(to=folder)
    printed = snapshots.manage(folder, "shell", "-v0", "-c", REPORT, **snapshots.TOYLAND, DEBUG="1", DEMO="0")
    return json.loads(printed.splitlines()[-1])


def test_no_file_of_the_house_names_a_land():
    found = {str(path.relative_to(ROOT)) for path in CODE if re.search("NRW|Nordrhein", path.read_text())}
    assert [path for path in found if not path.startswith(("home/land/data", "site/demo"))] == []


def test_every_page_feed_and_admin_screen_of_another_land_answers(told):
    wrong = {
        address: status
        for address, (status, _text) in (told["public"] | told["admin"]).items()
        if status not in (200, 301, 302)
    }
    assert wrong == {"/gibt-es-nicht/": 404}


@pytest.mark.parametrize("part", ["public", "admin"])
def test_no_page_feed_or_admin_screen_names_this_land_or_this_portal(told, part):
    found = {
        address: [text[max(0, word.start() - 60) : word.end() + 40] for word in FORBIDDEN.finditer(text)]
        for address, (_status, text) in told[part].items()
    }
    assert {address: words for address, words in found.items() if words} == {}


def test_no_mail_names_this_land_or_this_portal(told):
    assert len(told["mails"]) >= 8
    assert [mail for mail in told["mails"] if FORBIDDEN.search("\n".join(mail))] == []
    assert {mail[0] for mail in told["mails"]} == {"Was gelingt <portal@example.org>"}


def test_the_crawl_has_been_everywhere(told):
    public, admin = told["public"], told["admin"]
    assert len(public) > 80
    assert len(admin) > 60
    assert "Gute Beispiele aus dem Auenland" in public["/"][1]
    assert "Im ganzen Auenland" in public["/landkarte/"][1]
    assert "Ein Angebot von Amt Auen." in public["/orte/muehlenau/"][1]
    assert "X-WR-CALNAME:Was gelingt: Veranstaltungen" in public["/daten/veranstaltungen.ics"][1]


def test_the_map_of_another_land_works(told):
    shown = told["map"]
    assert [(part["slug"], part["name"], part["count"]) for part in shown["first view"]["regions"]] == [
        ("ost", "Osten", 1),
        ("west", "Westen", 2),
    ]
    assert read(told["public"]["/landkarte/"][1]).one("link", "Im ganzen Auenland: 1")
    assert shown["options"]["bounds"] == [[53.0, 10.0], [53.4, 10.8]]
    assert told["regions drawn by the browser"] == ["Westen", "Osten"]
    assert [(town["name"], town["count"]) for town in shown["towns"]["towns"]] == [("Ahausen", 2), ("Hülsen", 1)]
    spots = {(pin["town"], pin["precise"]) for pin in shown["pins"]["pins"]}
    assert spots == {("ahausen", False), ("ahausen", True), ("huelsen", False)}
    drawn = told["public"]["/landkarte/"][1].split('id="karte-regionen"')[1].split("data-map-view")[0]
    assert [name for name in ("Westen", "Osten", "Rhein") if name in drawn] == ["Westen", "Osten"]
