import csv
import io
import json
import re
from datetime import datetime

import pytest
import time_machine
import vobject
from defusedxml import ElementTree
from openpyxl import load_workbook
from wagtail.models import PageViewRestriction

from events.choices import Change
from tests import reading
from tests.event_factories import berlin, make_event

pytestmark = pytest.mark.django_db
FEED = "/daten/veranstaltungen.ics"
PIN = "SRID=4326;POINT(6.9723 50.9412)"
OTHERS = ("rss", "json", "csv", "xlsx")
LICENCE = "https://creativecommons.org/licenses/by/4.0/deed.de"


def read(client, address=FEED):
    """The feed by a parser that is not the one that wrote it."""
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return vobject.readOne(response.content.decode())


def events(calendar):
    return {event.summary.value: event for event in calendar.contents.get("vevent", [])}


def test_a_second_parser_reads_the_feed_with_time_place_and_umlauts(client):
    make_event(
        title="Köln erzählt; Zuhören, Fragen",
        starts_at=berlin(2027, 3, 27, 17),
        ends_at=berlin(2027, 3, 28, 4),
        venue="Halle am Rhein",
        address="Musterufer 1, 50679 Köln",
        location=PIN,
        summary="Ein Abend mit „Ä, ö; ü“ und \\ am Ende, " + "ü" * 120,
    )
    calendar = read(client)
    event = events(calendar)["Köln erzählt; Zuhören, Fragen"]
    assert event.dtstart.value == berlin(2027, 3, 27, 17)
    assert event.dtend.value == berlin(2027, 3, 28, 4)
    assert event.location.value == "Halle am Rhein, Musterufer 1, 50679 Köln"
    assert "ü" * 120 in event.description.value
    assert event.geo.value == "50.9412;6.9723"
    assert event.status.value == "CONFIRMED"
    assert calendar.vtimezone.tzid.value == "Europe/Berlin"
    assert calendar.contents["x-wr-caldesc"][0].value == f"CC BY 4.0 ({LICENCE})"


def test_lines_are_folded_by_bytes_and_end_as_the_standard_wants(client):
    make_event(title="Übergänge " * 20, starts_at=berlin(2027, 1, 26, 17))
    content = client.get(FEED).content
    assert content.count(b"\n") == content.count(b"\r\n")
    assert max(len(line) for line in content.split(b"\r\n")) <= 75


@pytest.mark.parametrize(
    ("moment", "utc"),
    [
        (berlin(2027, 3, 28, 1, 59), "2027-03-28T00:59:00+00:00"),
        (berlin(2027, 3, 28, 3, 0), "2027-03-28T01:00:00+00:00"),
        (berlin(2027, 10, 31, 1, 59), "2027-10-30T23:59:00+00:00"),
        (berlin(2027, 10, 31, 3, 0), "2027-10-31T02:00:00+00:00"),
    ],
)
def test_the_clock_changes_of_2027_move_no_event(client, moment, utc):
    make_event(title="Nacht", starts_at=moment)
    start = events(read(client))["Nacht"].dtstart.value
    assert (start - start.utcoffset()).replace(tzinfo=None).isoformat() + "+00:00" == utc


def test_whole_days_end_the_day_after_as_calendars_count(client):
    make_event(title="Zwei Tage", starts_at=berlin(2027, 3, 27, 9), ends_at=berlin(2027, 3, 28, 18), all_day=True)
    content = client.get(FEED).content.decode()
    assert "DTSTART;VALUE=DATE:20270327" in content
    assert "DTEND;VALUE=DATE:20270329" in content


def test_an_event_without_a_date_is_put_on_no_invented_day(client):
    event = make_event(title="Irgendwann", expected_year=2027)
    make_event(title="Bald", starts_at=berlin(2027, 1, 26, 17))
    assert list(events(read(client))) == ["Bald"]
    assert client.get(f"/veranstaltungen/{event.slug}/termin.ics").status_code == 404


def test_cancelled_and_postponed_events_say_so_to_calendars(client):
    make_event(title="A", starts_at=berlin(2027, 1, 26, 17), change=Change.CANCELLED, change_reason="Regen")
    make_event(title="B", starts_at=berlin(2027, 1, 27, 17), change=Change.POSTPONED, change_reason="Regen")
    assert {title: event.status.value for title, event in events(read(client)).items()} == {
        "Abgesagt: A": "CANCELLED",
        "Verschoben: B": "TENTATIVE",
    }


def test_a_cancelled_event_keeps_its_reason_and_its_place_in_the_calendar(client):
    make_event(title="A", starts_at=berlin(2027, 1, 26, 17), change=Change.CANCELLED, change_reason="Wasser im Saal.")
    event = events(read(client))["Abgesagt: A"]
    assert event.description.value.startswith("Wasser im Saal.\n\n")
    assert event.transp.value == "TRANSPARENT"


def test_the_middle_of_a_town_is_no_position(client):
    event = make_event(title="A", place="koeln", starts_at=berlin(2027, 1, 26, 17), venue="Halle")
    assert "geo" not in events(read(client))["A"].contents
    assert "geo" not in reading.read(client.get(event.url)).structured["location"]
    event.location = PIN
    event.save_revision().publish()
    assert events(read(client))["A"].geo.value == "50.9412;6.9723"
    assert reading.read(client.get(event.url)).structured["location"]["geo"]["latitude"] == 50.9412


def test_the_feed_follows_the_filters(client):
    make_event(title="Köln", place="koeln", starts_at=berlin(2027, 1, 26, 17))
    make_event(title="Aachen", place="aachen", starts_at=berlin(2027, 1, 27, 17))
    assert list(events(read(client, f"{FEED}?region=koeln"))) == ["Köln"]
    assert list(events(read(client, f"{FEED}?ort=aachen&umkreis=25"))) == ["Aachen"]
    assert list(events(read(client, f"{FEED}?q=aach"))) == ["Aachen"]
    assert list(events(read(client, f"{FEED}?thema=sport&unbekannt=1"))) == ["Köln", "Aachen"]


@pytest.mark.parametrize("kind", ["ics", "rss", "json", "csv", "xlsx"])
def test_a_value_that_makes_no_sense_is_answered_in_words(client, kind):
    response = client.get(f"/daten/veranstaltungen.{kind}?ort=Atlantis")
    assert response.status_code == 400
    assert "Atlantis" in json.loads(response.content)["error"]


def hide_all_but(title):
    """Every way in which a page may be out of sight."""
    make_event(title="Entwurf", starts_at=berlin(2027, 1, 26, 17), live=False)
    make_event(title="Abgelaufen", starts_at=berlin(2027, 1, 26, 17), expire_at=berlin(2020, 1, 1))
    private = make_event(title="Privat", starts_at=berlin(2027, 1, 26, 17))
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    scheduled = make_event(
        title="Geplant", starts_at=berlin(2027, 1, 26, 17), live=False, go_live_at=berlin(2100, 1, 1)
    )
    scheduled.save_revision().publish()
    return make_event(title=title, starts_at=berlin(2027, 1, 26, 17))


@pytest.mark.parametrize("address", ["/veranstaltungen/", FEED, *(f"/daten/veranstaltungen.{kind}" for kind in OTHERS)])
def test_only_what_is_public_is_in_lists_and_feeds(client, address):
    hide_all_but("Offen")
    content = client.get(address).getvalue()
    if address.endswith("xlsx"):
        content = "\n".join(map(str, load_workbook(io.BytesIO(content))["Veranstaltungen"].values)).encode()
    content = content.decode()
    assert "Offen" in content
    assert re.findall("Entwurf|Abgelaufen|Privat|Geplant", content) == []


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("address", "queries"), [(FEED, 2), *((f"/daten/veranstaltungen.{kind}", 2) for kind in ("rss", "json", "csv"))]
)
def test_feeds_cost_the_same_for_any_number_of_events(client, address, queries, count, django_assert_num_queries):
    for number in range(count):
        make_event(title=f"Markt {number}", starts_at=berlin(2027, 1, 1 + number, 17))
    client.get(address).getvalue()
    with django_assert_num_queries(queries):
        content = client.get(address).getvalue().decode()
    assert len(set(re.findall(r"Markt \d", content))) == count


def test_a_reader_that_has_the_feed_already_gets_nothing_twice(client):
    event = make_event(starts_at=berlin(2027, 1, 26, 17))
    tag = client.get(FEED)["ETag"]
    assert client.get(FEED, headers={"if-none-match": tag}).status_code == 304
    event.title = "Neu"
    event.save_revision().publish()
    assert client.get(FEED, headers={"if-none-match": tag}).status_code == 200


def test_the_rss_feed_is_well_formed_and_names_the_state(client):
    make_event(title="Ä & <b>", starts_at=berlin(2016, 9, 9, 17))
    root = ElementTree.fromstring(client.get("/daten/veranstaltungen.rss").content)
    assert [item.findtext("title") for item in root.iter("item")] == ["Ä & <b> (Hat stattgefunden)"]
    assert root.findtext("channel/copyright") == f"CC BY 4.0 ({LICENCE})"


def tell_of_three():
    """One event that is called off, one of two whole days and one without a date: first to last in every list."""
    off = make_event(
        title="=Abend",
        slug="abend",
        summary="Zuhören; fragen.",
        place="nippes",
        starts_at=berlin(2027, 3, 27, 17),
        ends_at=berlin(2027, 3, 28, 4),
        venue="Halle am Rhein",
        address="Musterufer 1, 50679 Köln",
        change=Change.CANCELLED,
        change_reason="Die Halle wird saniert.",
    )
    days = make_event(
        title="Tage",
        slug="tage",
        summary="",
        starts_at=berlin(2027, 4, 1, 9),
        ends_at=berlin(2027, 4, 2, 18),
        all_day=True,
    )
    later = make_event(
        title="Herbst", slug="herbst", place=None, region_id="koeln", expected="09-herbst", expected_year=2027
    )
    return off, days, later


@time_machine.travel(berlin(2027, 1, 1, 12), tick=False)
def test_programs_read_state_time_place_and_reason_of_every_event(client):
    off = tell_of_three()[0]
    response = client.get("/daten/veranstaltungen.json")
    assert response["Content-Type"] == "application/json"
    first, second, third = response.json()["events"]
    assert response.json()["license"] == LICENCE
    assert first == {
        "id": off.pk,
        "uid": str(off.calendar_uid),
        "title": "=Abend",
        "summary": "Zuhören; fragen.",
        "url": "http://testserver/veranstaltungen/abend/",
        "state": "cancelled",
        "state_name": "Abgesagt",
        "begin": "2027-03-27T17:00:00+01:00",
        "end": "2027-03-28T04:00:00+02:00",
        "all_day": False,
        "expected": None,
        "change": "cancelled",
        "reason": "Die Halle wird saniert.",
        "place": "Köln",
        "place_id": "05315000",
        "place_label": "Köln (05315000)",
        "region": "koeln",
        "region_name": "Region Köln",
        "venue": "Halle am Rhein",
        "address": "Musterufer 1, 50679 Köln",
        "lat": off.lat,
        "lng": off.lng,
    }
    assert (second["begin"], second["end"], second["all_day"]) == ("2027-04-01", "2027-04-02", True)
    assert (second["state"], second["change"], second["reason"]) == ("announced", None, None)
    assert (third["state"], third["begin"], third["expected"]) == ("preparing", None, "Herbst 2027")
    assert (third["place"], third["place_id"], third["region"], third["lat"]) == (None, None, "koeln", None)


@time_machine.travel(berlin(2027, 1, 1, 12), tick=False)
def test_the_table_of_events_opens_in_a_german_spreadsheet(client):
    tell_of_three()
    response = client.get("/daten/veranstaltungen.csv")
    assert response["Content-Disposition"] == 'attachment; filename="veranstaltungen.csv"'
    header, *rows = csv.reader(io.StringIO(response.getvalue().decode("utf-8-sig")), delimiter=";")
    off, days, later = [dict(zip(header, row, strict=True)) for row in rows]
    assert (off["title"], off["state_name"], off["all_day"]) == ("'=Abend", "Abgesagt", "nein")
    assert (off["begin"], off["end"]) == ("2027-03-27 17:00:00", "2027-03-28 04:00:00")
    assert (days["begin"], days["end"], days["all_day"]) == ("2027-04-01", "2027-04-02", "ja")
    assert (later["begin"], later["place"], later["place_label"], later["lat"]) == ("", "", "", "")
    assert (days["place_label"], days["lat"], days["lng"]) == ("Köln (05315000)", "50,93333", "6,95000")


@time_machine.travel(berlin(2027, 1, 1, 12), tick=False)
def test_the_workbook_of_events_has_moments_days_and_text(client):
    tell_of_three()
    response = client.get("/daten/veranstaltungen.xlsx?region=koeln")
    assert response["Content-Disposition"] == 'attachment; filename="veranstaltungen.xlsx"'
    book = load_workbook(io.BytesIO(response.getvalue()))
    header, *rows = book["Veranstaltungen"].rows
    off, days, later = [dict(zip([cell.value for cell in header], row, strict=True)) for row in rows]
    assert (off["title"].value, off["title"].data_type) == ("=Abend", "s")
    assert (off["begin"].value, off["begin"].number_format) == (datetime(2027, 3, 27, 17), "DD.MM.YYYY HH:MM")
    assert (days["end"].value, days["end"].number_format) == (datetime(2027, 4, 2), "DD.MM.YYYY")
    assert (days["place_id"].value, days["place_id"].data_type) == ("05315000", "s")
    assert later["begin"].value is None
    assert dict(book["Lizenz"].values)["Auswahl"] == "Landkarte der guten Ideen: Veranstaltungen in der Region Köln"


def test_structured_data_names_start_end_place_and_mode(client):
    event = make_event(
        title="</script><b>",
        starts_at=berlin(2027, 1, 26, 17),
        ends_at=berlin(2027, 1, 26, 20),
        venue="Halle",
        online_link="https://example.org/x",
    )
    data = reading.read(client.get(event.url)).structured
    assert data["name"] == "</script><b>"
    assert (data["startDate"], data["endDate"]) == ("2027-01-26T17:00:00+01:00", "2027-01-26T20:00:00+01:00")
    assert data["eventAttendanceMode"] == "https://schema.org/MixedEventAttendanceMode"
    assert data["eventStatus"] == "https://schema.org/EventScheduled"
    assert "example.org" not in client.get(event.url).content.decode()


def test_an_event_without_a_date_has_no_structured_data(client):
    event = make_event()
    assert "ld+json" not in client.get(event.url).content.decode()
