"""What the demo promises to show. Its database is made once by `load_demo` and read here as it is."""

import json
import re
import sqlite3
import tomllib
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from demo.meetings import dates, expected
from demo.texts import read_folder
from home.land.land import land
from practice_examples.models import ExamplePage
from tests import snapshots

pytestmark = pytest.mark.sqlite

DEMO = snapshots.ROOT / "site" / "demo"
CAMPAIGN_TOWNS = {
    "Aachen",
    "Bochum",
    "Düsseldorf",
    "Emmerich am Rhein",
    "Essen",
    "Gelsenkirchen",
    "Herne",
    "Köln",
    "Siegen",
    "Soest",
    "Warendorf",
    "Witten",
}
TOWN = "coalesce(town.name, place.name)"
EXAMPLES = """
    FROM practice_examples_examplepage AS example
    JOIN wagtailcore_page AS page ON page.id = example.page_ptr_id AND page.live
    LEFT JOIN places_place AS place ON place.id = example.place_id
    LEFT JOIN places_place AS town ON town.id = place.municipality_id
"""
EVENTS = """
    FROM events_eventpage AS event
    JOIN wagtailcore_page AS page ON page.id = event.page_ptr_id AND page.live
    LEFT JOIN places_place AS place ON place.id = event.place_id
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo")
    snapshots.copy_demo(to=folder)
    return folder


@pytest.fixture(scope="module")
def rows(folder):
    """A function that asks the demo's database; rows of one column come as plain values."""

    def rows(statement, *values):
        with closing(sqlite3.connect(folder / snapshots.DATABASE)) as database:
            found = database.execute(statement, values).fetchall()
        return [row[0] if len(row) == 1 else row for row in found]

    return rows


def test_there_are_stories_in_every_region_and_all_towns_of_the_campaigns_start(rows):
    towns = rows(f"SELECT {TOWN} {EXAMPLES} WHERE place.id IS NOT NULL")
    assert len(towns) >= 45
    assert len(set(towns)) >= 35
    assert CAMPAIGN_TOWNS - set(towns) == set()
    assert rows(f"SELECT count(DISTINCT place.region_id) {EXAMPLES}") == [16]


def test_the_edge_cases_are_there(rows):
    wide = rows(f"SELECT page.title {EXAMPLES} WHERE example.land_wide AND example.lat IS NULL")
    finished = rows(f"SELECT count(*) {EXAMPLES} WHERE example.ended_on IS NOT NULL")
    several = rows(f"SELECT count(*) {EXAMPLES} GROUP BY {TOWN} HAVING count(*) > 2")
    one_address = rows(f"SELECT count(*) {EXAMPLES} WHERE location != '' GROUP BY location HAVING count(*) > 1")
    assert (len(wide), len(several) > 0, len(one_address) > 0, finished[0] > 0) == (1, True, True, True)


def test_seven_towns_have_a_clip_of_their_own_with_captions_and_transcript(rows):
    clips = rows(
        f"""SELECT {TOWN}, video.duration_seconds, video.captions, length(video.transcript) > 80 {EXAMPLES}
        JOIN media_video AS video ON video.id = example.lead_video_id ORDER BY 1"""
    )
    assert [town for town, *_rest in clips] == [
        "Aachen",
        "Duisburg",
        "Düsseldorf",
        "Köln",
        "Remscheid",
        "Siegen",
        "Wuppertal",
    ]
    assert all(8 <= seconds <= 20 and captions.endswith(".vtt") and told for _town, seconds, captions, told in clips)


def test_every_region_has_an_event_past_planned_or_in_preparation(rows):
    region = "coalesce(event.region_id, place.region_id)"
    assert rows(f"SELECT count(DISTINCT {region}) {EVENTS}") == [16]
    dated = rows(f"SELECT {region}, date(event.starts_at) {EVENTS} AND event.starts_at < '2026-01-01' ORDER BY 2")
    assert {("bergisches-staedtedreieck", "2016-09-09"), ("koeln", "2016-09-21")} <= set(dated)
    assert {day for _region, day in dated} >= {"2017-02-22", "2017-03-13", "2017-03-14", "2018-06-06", "2018-10-31"}
    preparing = rows(f"SELECT {region} {EVENTS} AND event.starts_at IS NULL AND event.change = ''")
    assert {"muensterland", "westfaelisches-ruhrgebiet", "maerkische-region", "siegen-wittgenstein-olpe"} <= set(
        preparing
    )
    loaded = rows(f"SELECT max(page.latest_revision_created_at) {EVENTS}")[0]
    assert len(rows(f"SELECT page.title {EVENTS} AND event.starts_at > ?", loaded)) >= 3
    assert len(rows(f"SELECT page.title {EVENTS} AND event.review != '[]'")) >= 2


def test_no_event_of_the_demo_falls_on_a_holiday_whatever_the_day_it_is_loaded():
    coming = [facts for facts in read_folder("events").values() if "in_days" in facts]
    holidays = {
        f"{day:02}.{month:02}." for day, month in ((24, 12), (25, 12), (26, 12), (31, 12), (1, 1), (1, 5), (3, 10))
    }
    # Good Friday, Easter Monday, Ascension, Whit Monday and Corpus Christi of 2027.
    movable = {date(2027, 3, 26), date(2027, 3, 29), date(2027, 5, 6), date(2027, 5, 17), date(2027, 5, 27)}
    days = set()
    for loaded in (date(2026, 11, 1) + timedelta(days=number) for number in range(400)):
        for facts in coming:
            starts_at, ends_at = dates(facts, loaded)
            days |= {starts_at.date(), ends_at.date()}
            assert starts_at.date() >= loaded + timedelta(days=facts["in_days"])
    assert {f"{day:%d.%m.}" for day in days} & holidays == set()
    assert days & movable == set()


def test_an_event_of_the_demo_is_under_way_on_the_day_it_is_loaded():
    running = []
    for facts in read_folder("events").values():
        starts_at, ends_at = dates(facts, date(2026, 11, 28))
        if starts_at and ends_at and starts_at.date() < date(2026, 11, 28) < ends_at.date():
            running.append(facts["title"])
    assert running == ["Offene Werkstatt: drei Tage zum Ausprobieren"]


def test_the_imprint_names_everybody_whose_data_the_maps_are_drawn_from():
    told = " ".join(block["text"] for block in read_folder("pages")["impressum"]["body"]).replace("\u00a0", " ")
    names = [source["name"] for source in land().sources]
    assert len(names) == 6
    assert [name for name in names if name not in told] == []


def test_a_season_of_the_demo_is_the_next_that_leaves_time():
    autumn = {"season": "Herbst"}
    assert expected(autumn, date(2027, 3, 31)) == {"expected_year": 2027, "expected": "09-herbst"}
    assert expected(autumn, date(2027, 4, 1)) == {"expected_year": 2028, "expected": "09-herbst"}


def pages(folder, *addresses) -> dict[str, str]:
    """What the demo answers at these addresses."""
    asking = (
        "import json; from django.test import Client; client = Client(headers={'host': '127.0.0.1'}); "
        f"print(json.dumps({{a: client.get(a).getvalue().decode() for a in {addresses!r}}}))"
    )
    printed = snapshots.manage(folder, "shell", "-v0", "-c", asking)
    return json.loads(printed.splitlines()[-1])


def test_the_one_draft_is_nowhere_to_be_seen_and_search_engines_stay_away(folder, rows):
    (draft,) = rows("SELECT title FROM wagtailcore_page WHERE NOT live AND depth > 2")
    assert draft == "Ein Dorf, viele Küchentische"
    answers = pages(
        folder,
        "/",
        "/landkarte/",
        "/landkarte/?q=Havixbeck",
        "/daten/beispiele.geojson",
        "/daten/beispiele.csv",
        "/daten/beispiele.rss",
        "/sitemap.xml",
        "/suche/?q=Havixbeck",
        "/orte/havixbeck/",
        "/robots.txt",
    )
    assert [address for address, text in answers.items() if draft in text or "nachbarschaft-havixbeck" in text] == []
    assert answers["/robots.txt"] == "User-agent: *\nDisallow: /\n"
    assert '<meta name="robots" content="noindex, nofollow">' in answers["/"]


def test_nobody_can_be_reached_at_an_address_that_exists(rows):
    texts = [path.read_text(encoding="utf-8") for path in sorted((DEMO / "content").rglob("*.toml"))]
    mails = set(re.findall(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", " ".join(texts)))
    assert {mail for mail in mails if not mail.endswith("@example.org")} == set()
    phones = re.findall(r"\b0\d{2,4}[ /]\d[\d -]{4,}", " ".join(texts))
    assert [phone for phone in phones if not re.fullmatch(r"0221 4710-\d{3}", phone)] == []
    own = [
        contact["phone"]
        for contact in tomllib.loads((DEMO / "content/contacts.toml").read_text()).values()
        if "phone" in contact
    ]
    assert len(own) == len(set(own))
    assert rows("SELECT count(*) FROM places_region WHERE contact_phone LIKE '0221 4710-%'") == [16]


def test_every_story_is_told_at_length_and_every_picture_described(rows):
    short = rows(f"SELECT page.title {EXAMPLES} WHERE length(example.body) < 900 OR length(example.summary) < 60")
    assert short == []
    assert rows("SELECT title FROM media_picture WHERE description = '' OR credit = ''") == []


def test_addresses_and_numbers_on_plain_pages_are_links_and_pages_lead_to_each_other(rows):
    bodies = rows("SELECT body FROM home_standardpage UNION ALL SELECT body FROM submissions_submissionpage")
    assert len(bodies) == 11
    words = "".join(bodies).replace("\\u00a0", " ")
    assert len(re.findall(r"[\w.]+@example\.org", words)) == 2 * len(re.findall(r"mailto:", words)) > 0
    assert len(re.findall(r"0221 4710-\d{3}", words)) == len(re.findall(r"tel:\+492214710\d{3}", words)) > 0
    targets = set(re.findall(r'linktype=\\"page\\" id=\\"(\d+)\\"', words))
    assert len(targets) == 11
    assert rows(f"SELECT count(*) FROM wagtailcore_page WHERE live AND id IN ({','.join(targets)})") == [11]


def test_no_filler_text():
    filler = re.compile(r"lorem|ipsum|\bTODO\b|\bFIXME\b|\bxxx\b|mustertext", re.IGNORECASE)
    straight = re.compile(r'(?m)^(?:summary|text|quote|title|intro) = ".*(?:\\"| - |\.\.\.).*"$')
    for path in sorted((DEMO / "content").rglob("*.toml")):
        text = path.read_text(encoding="utf-8")
        assert filler.findall(text) == [], path.name
        assert straight.findall(text) == [], path.name


def test_pictures_and_clips_are_small():
    assert sum(path.stat().st_size for path in (DEMO / "media").rglob("*") if path.is_file()) < 8_000_000


def test_loading_again_changes_nothing(folder):
    before, files = contents(folder), names(folder)
    snapshots.manage(folder, "load_demo")
    assert contents(folder) == before
    assert names(folder) == files


def contents(folder: Path) -> dict[str, list]:
    with closing(sqlite3.connect(folder / snapshots.DATABASE)) as database:
        tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        return {
            name: sorted(map(repr, database.execute(f"SELECT * FROM {name}")))
            for (name,) in tables.fetchall()
            if "_fts" not in name
        }


def names(folder: Path) -> set[Path]:
    return {path for part in ("media", "private") for path in (folder / part).rglob("*")}


@pytest.mark.django_db
def test_outside_demo_mode_nothing_is_loaded():
    with pytest.raises(CommandError, match="Beispielinhalte gehören nicht auf eine echte Website"):
        call_command("load_demo")
    assert not ExamplePage.objects.exists()
