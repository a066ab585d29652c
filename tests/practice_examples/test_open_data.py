"""What other people's programs get: GeoJSON, CSV, RSS."""

import csv
import gzip
import io
import json
import re
from datetime import date, datetime, time, timedelta
from xml.etree import ElementTree

import brotli
import pytest
import time_machine
from django.core.cache import caches
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.models import PageViewRestriction

from home.media.renditions import make_renditions
from home.open_data.views import accepted_encodings
from practice_examples.choices import Provider
from practice_examples.feeds.rows import ExampleRow, feature_collection
from practice_examples.models import ExamplePage
from tests.bench.content import multiply
from tests.factories import make_example, make_index, make_picture, make_topic

TABLES = ["/daten/beispiele.csv", "/daten/beispiele.xlsx"]
MAP_DATA = ["/daten/karte/orte.json", "/daten/karte/pins.json"]
ADDRESSES = ["/daten/beispiele.geojson", *TABLES, "/daten/beispiele.rss", *MAP_DATA]
ROW = ExampleRow(
    id=7,
    title="Zwei Schwestern",
    summary="Ein Betrieb sucht Nachwuchs.",
    url="http://testserver/landkarte/zwei-schwestern/",
    image=None,
    place="Kreuztal",
    place_id="05970020",
    region="siegen-wittgenstein-olpe",
    topics=["ausbildung", "sprache"],
    provider="unternehmen",
    reviewed=date(2026, 3, 1),
    published=None,
    lat=50.9676012,
    lng=7.9886034,
)


@pytest.fixture
def index(db):
    return make_index()


def body(response) -> bytes:
    return response.getvalue() if response.streaming else response.content


def read(response) -> str:
    """What the answer says, also where it is a workbook."""
    content = body(response)
    if not content.startswith(b"PK"):
        return content.decode()
    return "\n".join(str(cell) for sheet in load_workbook(io.BytesIO(content)) for row in sheet.values for cell in row)


def features(client, query="") -> list[dict]:
    return json.loads(body(client.get(f"/daten/beispiele.geojson?{query}")))["features"]


def found(client, query="") -> list[str]:
    return [feature["properties"]["title"] for feature in features(client, query)]


def test_a_feature_has_the_properties_that_partners_rely_on():
    assert ROW.feature == {
        "type": "Feature",
        "id": 7,
        "geometry": {"type": "Point", "coordinates": [7.9886, 50.9676]},
        "properties": {
            "id": 7,
            "title": "Zwei Schwestern",
            "summary": "Ein Betrieb sucht Nachwuchs.",
            "url": "http://testserver/landkarte/zwei-schwestern/",
            "image": None,
            "place": "Kreuztal",
            "place_id": "05970020",
            "region": "siegen-wittgenstein-olpe",
            "topics": ["ausbildung", "sprache"],
            "provider": "unternehmen",
            "reviewed": "2026-03-01",
        },
    }


def test_a_collection_of_nothing_is_a_collection():
    assert json.loads("".join(feature_collection([]))) == {
        "type": "FeatureCollection",
        "license": "https://creativecommons.org/licenses/by/4.0/deed.de",
        "features": [],
    }


@pytest.mark.parametrize(
    ("header", "encodings"),
    [
        ("", []),
        ("gzip, deflate, br", ["br", "gzip"]),
        ("gzip;q=0.5", ["gzip"]),
        ("br;q=0, gzip", ["gzip"]),
        ("identity", []),
        ("BR", ["br"]),
    ],
)
def test_compression_is_what_the_program_understands(header, encodings):
    assert accepted_encodings(header) == encodings


def test_geojson_tells_every_story_and_one_for_all_of_nrw_without_a_point(client, index):
    picture = make_picture(size=(1300, 700))
    make_renditions(picture, "share")
    first = make_example(
        title="In Nippes",
        slug="in-nippes",
        place="nippes",
        topics=["sport", "ausbildung"],
        provider=Provider.SCHOOL,
        lead_picture=picture,
    )
    second = make_example(
        title="Überall", slug="ueberall", place=None, land_wide=True, topics=["sport"], reviewed_on=date(2026, 2, 3)
    )
    response = client.get("/daten/beispiele.geojson")
    assert response["Content-Type"] == "application/geo+json"
    overall, nippes = json.loads(body(response))["features"]
    assert overall["geometry"] is None
    assert overall["properties"] == {
        "id": second.pk,
        "title": "Überall",
        "summary": second.summary,
        "url": "http://testserver/landkarte/ueberall/",
        "image": None,
        "place": None,
        "place_id": None,
        "region": None,
        "topics": ["sport"],
        "provider": "unternehmen",
        "reviewed": "2026-02-03",
    }
    assert nippes["geometry"]["type"] == "Point"
    assert nippes["geometry"]["coordinates"] == [round(first.lng, 5), round(first.lat, 5)]
    image = nippes["properties"].pop("image")
    assert re.fullmatch(r"http://testserver/media/images/[0-9a-f]{32}\.jpg", image)
    assert nippes["properties"] == {
        "id": first.pk,
        "title": "In Nippes",
        "summary": first.summary,
        "url": "http://testserver/landkarte/in-nippes/",
        "place": "Köln",
        "place_id": "05315000",
        "region": "koeln",
        "topics": ["ausbildung", "sport"],
        "provider": "schule",
        "reviewed": None,
    }


def test_a_picture_whose_rights_have_ended_is_not_handed_on(client, index):
    picture = make_picture(size=(1300, 700))
    make_renditions(picture, "share")
    make_example(lead_picture=picture)
    assert features(client)[0]["properties"]["image"] is not None
    picture.rights_until = timezone.localdate() - timedelta(days=1)
    picture.save()
    assert features(client)[0]["properties"]["image"] is None


def test_filters_apply_to_all_three(client, index):
    make_topic("sport")
    make_example(title="Ball", place="koeln", topics=["sport"])
    make_example(title="Brot", place="kreuztal")
    assert found(client, "thema=sport") == ["Ball"]
    assert found(client, "ort=Kreuztal&umkreis=5") == ["Brot"]
    assert "Ball" not in body(client.get("/daten/beispiele.csv?region=siegen-wittgenstein-olpe")).decode()
    items = ElementTree.fromstring(body(client.get("/daten/beispiele.rss?thema=sport"))).findall("./channel/item/title")
    assert [item.text for item in items] == ["Ball"]


def test_the_table_opens_in_a_german_spreadsheet(client, index):
    make_example(
        title="=cmd|'/c calc'!A1", slug="formel", summary='Sagt "ja"; und geht', place="koeln", topics=["sport"]
    )
    response = client.get("/daten/beispiele.csv")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="gute-ideen.csv"'
    text = body(response).decode()
    assert text.startswith("\ufeff")
    header, row = csv.reader(io.StringIO(text[1:]), delimiter=";")
    table = dict(zip(header, row, strict=True))
    assert (table["title"], table["summary"]) == ("'=cmd|'/c calc'!A1", 'Sagt "ja"; und geht')
    assert header == [
        "id",
        "title",
        "summary",
        "url",
        "image",
        "place",
        "place_id",
        "region",
        "topics",
        "provider",
        "reviewed",
        "lat",
        "lng",
        "place_label",
        "region_name",
        "topic_names",
        "provider_name",
    ]
    assert (table["place"], table["place_id"], table["topics"]) == ("Köln", "05315000", "sport")
    # Excel makes 5315000 of the key; beside a name it stays what it is.
    assert (table["place_label"], table["region_name"]) == ("Köln (05315000)", "Region Köln")
    assert (table["topic_names"], table["provider_name"]) == ("Sport", "Unternehmen")
    assert (table["lat"], table["lng"]) == ("50,93333", "6,95000")


def test_the_workbook_keeps_numbers_days_and_keys_what_they_are(client, index):
    make_example(
        title="=1+1", slug="formel", place="koeln", topics=["sport", "ausbildung"], reviewed_on=date(2026, 2, 3)
    )
    response = client.get("/daten/beispiele.xlsx?region=koeln")
    assert response["Content-Type"] == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert response["Content-Disposition"] == 'attachment; filename="gute-ideen.xlsx"'
    book = load_workbook(io.BytesIO(body(response)))
    assert book.sheetnames == ["Beispiele", "Lizenz"]
    header, row = book["Beispiele"].rows
    cells = dict(zip([cell.value for cell in header], row, strict=True))
    assert (cells["title"].value, cells["title"].data_type) == ("=1+1", "s")
    assert (cells["lat"].value, cells["lng"].value) == (pytest.approx(50.93333), pytest.approx(6.95))
    assert (cells["place_id"].value, cells["place_id"].data_type) == ("05315000", "s")
    assert (cells["reviewed"].value, cells["reviewed"].number_format) == (datetime(2026, 2, 3), "DD.MM.YYYY")
    assert (cells["topics"].value, cells["topic_names"].value) == ("ausbildung,sport", "Ausbildung, Sport")
    assert cells["image"].value is None
    assert dict(book["Lizenz"].values) == {
        "Auswahl": "1 gute Idee in der Region Köln",
        "Quelle": "http://testserver/",
        "Stand": datetime.combine(timezone.localdate(), time.min),
        "Lizenz": "CC BY 4.0",
        "Text der Lizenz": "https://creativecommons.org/licenses/by/4.0/deed.de",
    }


def test_the_feed_is_rss_with_the_newest_first(client, index):
    make_example(title="Erste <b>Idee</b> & mehr", slug="erste")
    make_example(title="Zweite\x0b Idee", slug="zweite")
    response = client.get("/daten/beispiele.rss")
    assert response["Content-Type"] == "application/rss+xml; charset=utf-8"
    channel = ElementTree.fromstring(body(response)).find("channel")
    assert channel.findtext("title") == "Landkarte der guten Ideen"
    assert channel.findtext("copyright") == "CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/deed.de)"
    assert [item.findtext("title") for item in channel.findall("item")] == ["Zweite Idee", "Erste <b>Idee</b> & mehr"]
    guid = channel.find("item").find("guid")
    assert guid.text == ExamplePage.objects.get(slug="zweite").translation_key.urn
    assert guid.get("isPermaLink") == "false"


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize(
    ("query", "error"),
    [
        ("umkreis=abc", "Der Umkreis „abc“ ist nicht möglich. Bitte wählen Sie 5, 10, 25, 50 oder 100 km."),
        ("ort=Atlantis", "Den Ort „Atlantis“ kennen wir nicht. Wir zeigen die Ergebnisse ohne ihn."),
        ("thema=unknown", "Das Thema „unknown“ gibt es nicht."),
        ("q=%00", "Eine Angabe enthält unlesbare Zeichen: „q“."),
        ("q=" + "a" * 5000, "Das Stichwort ist zu lang: höchstens 100 Zeichen. Wir haben nicht danach gesucht."),
        (
            "bbox=1,2,3,x",
            "Der Kartenausschnitt ist nicht zu verstehen: Erwartet sind vier Zahlen, West, Süd, Ost, Nord.",
        ),
    ],
)
def test_what_cannot_be_understood_is_400_with_a_sentence(client, index, address, query, error):
    response = client.get(f"{address}?{query}")
    assert response.status_code == 400
    assert response.json() == {"error": error}
    assert response["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_that_is_not_public_leaves_the_house(client, index, address):
    make_example(title="Sichtbar", place="koeln")
    make_example(title="Entwurf", place="bonn", live=False)
    make_example(title="Abgelaufen", place="bonn", expire_at=timezone.now() - timedelta(minutes=1))
    private = make_example(title="Privat", place="bonn")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    for query in ("", "sort=name"):
        text = read(client.get(f"{address}?{query}"))
        assert ("Sichtbar" in text or "Köln" in text) is True
        assert [word for word in ("Entwurf", "Abgelaufen", "Privat", "Bonn") if word in text] == []


@pytest.mark.parametrize("count", [1, 3, 300])
@pytest.mark.parametrize(
    ("address", "queries"),
    [
        ("/daten/beispiele.geojson?sort=name", 3),
        ("/daten/beispiele.csv", 3),
        ("/daten/beispiele.xlsx", 4),
        ("/daten/beispiele.rss", 4),
        ("/daten/karte/orte.json", 4),
        ("/daten/karte/pins.json", 3),
        ("/daten/karte/orte.json?bbox=6,50,8,52&thema=ausbildung", 5),
    ],
)
def test_data_cost_the_same_for_any_number_of_stories(
    client, index, django_assert_num_queries, address, queries, count
):
    for place in ("koeln", "bonn", "kreuztal")[:count]:
        make_example(index, place=place)
    multiply(count)
    # One that is alone in its town: its mark shows more than a number.
    make_example(index, place="aachen")
    with django_assert_num_queries(queries):
        assert client.get(address).getvalue()


@pytest.mark.parametrize("count", [1, 3, 300])
def test_all_stories_together_are_kept_and_cost_one_query(client, index, django_assert_num_queries, count):
    for place in ("koeln", "bonn", "kreuztal")[:count]:
        make_example(index, place=place)
    multiply(count)
    assert len(features(client)) == count
    make_topic("neu")
    with django_assert_num_queries(3):
        assert len(features(client)) == count
    with django_assert_num_queries(1):
        assert len(features(client)) == count


def test_all_stories_together_travel_compressed_and_say_the_same(client, index):
    make_example(title="Eins")
    plain = body(client.get("/daten/beispiele.geojson"))
    packed = client.get("/daten/beispiele.geojson", headers={"accept-encoding": "br, gzip"})
    assert packed["Content-Encoding"] == "br"
    assert packed["Vary"] == "Accept-Encoding"
    assert brotli.decompress(body(packed)) == plain
    packed = client.get("/daten/beispiele.geojson", headers={"accept-encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(body(packed)) == plain


def test_all_stories_together_never_tell_of_what_is_no_longer_public(client, index):
    moment = timezone.now()
    stays = make_example(title="Bleibt")
    leaves = make_example(title="Wird zurückgezogen")
    make_example(title="Läuft ab", expire_at=moment + timedelta(minutes=5))
    assert found(client) == ["Läuft ab", "Wird zurückgezogen", "Bleibt"]
    leaves.unpublish()
    assert found(client) == ["Läuft ab", "Bleibt"]
    with time_machine.travel(moment + timedelta(minutes=6), tick=False):
        assert found(client) == ["Bleibt"]
        restriction = PageViewRestriction.objects.create(page=stays, restriction_type=PageViewRestriction.LOGIN)
        assert found(client) == []
        restriction.delete()
        assert found(client) == ["Bleibt"]
        stays.delete()
        assert found(client) == []


def test_a_new_slug_of_the_map_page_changes_every_address(client, index):
    make_example(slug="eins")
    assert features(client)[0]["properties"]["url"] == "http://testserver/landkarte/eins/"
    index.slug = "karte"
    index.save_revision().publish()
    assert features(client)[0]["properties"]["url"] == "http://testserver/karte/eins/"


def test_a_draft_being_written_makes_no_new_version(client, index):
    example = make_example(title="Eins")
    tag = client.get("/daten/karte/orte.json")["ETag"]
    example.title = "Eins, aber besser"
    example.save_revision()
    assert client.get("/daten/karte/orte.json")["ETag"] == tag


def test_of_all_stories_together_only_the_newest_state_is_kept(client, index):
    entries = []
    for number in (1, 2, 3):
        make_example(title=f"Beispiel {number}")
        assert len(features(client)) == number
        entries.append(len(caches["default"]._cache))
    assert entries[1] == entries[2]
