"""Every form of begin and end, and what everybody who asks is told of it: times.csv, by the clock in Germany.

`2027-10-31 02:30'` is the second of the two moments that the clock shows so.
"""

import csv
from datetime import date, datetime, timedelta
from pathlib import Path

import icalendar
import pytest
import vobject

from events.choices import State
from events.event_page.event import structured_data
from events.models import EventPage
from events.schedule import When
from home.language.moments import iso
from tests.event_factories import BERLIN, berlin, make_event
from tests.reading import read

with (Path(__file__).parent / "times.csv").open() as table:
    FORMS = list(csv.DictReader(table, delimiter="|"))
SECOND = timedelta(seconds=1)
every_form = pytest.mark.parametrize("form", FORMS, ids=[form["form"] for form in FORMS])


def moment(written):
    if not written:
        return None
    return datetime.fromisoformat(written.rstrip("'")).replace(tzinfo=BERLIN, fold=int(written.endswith("'")))


def entered(form):
    return {
        "starts_at": moment(form["begin"]),
        "ends_at": moment(form["end"]),
        "all_day": bool(form["all_day"]),
        "expected_year": int(form["year"]) if form["year"] else None,
        "expected": form["expected"],
    }


def spaced(words):
    return words.replace("\u00a0", " ")


def test_the_table_has_forms_enough():
    assert len(FORMS) >= 50


@every_form
def test_a_form_has_one_sentence_and_one_place_in_the_order(form):
    when = When(**entered(form))
    assert spaced(when.sentence) == form["sentence"]
    assert (iso(when.begins) or iso(when.expected_on) or "") == form["sort"]


@every_form
def test_an_event_runs_from_its_first_moment_to_its_last(form):
    when = When(**entered(form))
    if not form["over"]:
        assert when.state(berlin(2027, 1, 1)) is State.PREPARING
        return
    begins, over = datetime.fromisoformat(form["sort"]), datetime.fromisoformat(form["over"])
    found = [when.state(now) for now in (begins - SECOND, begins, over - SECOND, over)]
    assert found == [State.ANNOUNCED, State.RUNNING, State.RUNNING, State.PAST]
    assert when.last_day == (over - SECOND).astimezone(BERLIN).date()


@pytest.mark.django_db
@every_form
def test_calendars_and_search_engines_are_told_the_same(client, form):
    event = make_event(title="Markt", **entered(form))
    content = client.get("/daten/veranstaltungen.ics").content.decode()
    found = {
        line.partition(":")[0].partition(";")[0]: line for line in content.partition("BEGIN:VEVENT")[2].split("\r\n")
    }
    said = [found[name][len(name) + 1 :] if name in found else "" for name in ("DTSTART", "DTEND")]
    assert said == [form["dtstart"], form["dtend"]]
    stored = EventPage.objects.get(pk=event.pk)
    data = structured_data(stored)
    assert [data.get("startDate", ""), data.get("endDate", "")] == [form["start_date"], form["end_date"]]
    assert spaced(stored.when.sentence) == form["sentence"]


@pytest.mark.django_db
@pytest.mark.filterwarnings("error")
def test_two_parsers_read_all_forms_without_a_warning_and_lists_have_one_order(client):
    for form in FORMS:
        make_event(title=form["form"], venue="Halle; am Rhein", location="SRID=4326;POINT(6.96 50.94)", **entered(form))
    content = client.get("/daten/veranstaltungen.ics").content
    dated = [form for form in FORMS if form["over"]]
    dated = [form["form"] for form in sorted(dated, key=lambda form: datetime.fromisoformat(form["sort"]))]
    first = icalendar.Calendar.from_ical(content)
    assert [component.errors for component in first.walk()] == [[]] * (len(dated) + 4)
    assert [str(event["summary"]) for event in first.walk("VEVENT")] == dated
    second = vobject.readOne(content.decode(), validate=True)
    assert [event.summary.value for event in second.vevent_list] == dated
    # By the clock: in the hour that comes twice libraries differ in what a local time means.
    ends = [str(event["dtend"].dt)[:19] for event in first.walk("VEVENT")]
    assert [str(event.dtend.value)[:19] for event in second.vevent_list] == ends
    assert [event.title for event in EventPage.objects.upcoming(date.min)] == dated
    planned = [form for form in FORMS if not form["over"]]
    planned.sort(key=lambda form: (form["sort"] or "9", form["form"]))
    assert [event.title for event in EventPage.objects.in_preparation()] == [form["form"] for form in planned]


@pytest.mark.django_db
def test_page_list_search_and_story_print_the_same_hours(client):
    event = make_event(
        title="Lange Nacht", starts_at=berlin(2100, 1, 29, 20), ends_at=berlin(2100, 1, 30, 2), slug="nacht"
    )
    days = make_event(title="Werkstatt", starts_at=berlin(2100, 5, 7, 14), ends_at=berlin(2100, 5, 8, 16))
    night, span = "Freitag, 29. Januar 2100, 20 Uhr bis Samstag, 2 Uhr", "Freitag, 14 Uhr bis Samstag, 16 Uhr"
    assert night in spaced(read(client.get(event.url)).text)
    assert night in spaced(read(client.get("/suche/?q=Nacht")).text)
    assert night in spaced(client.get("/daten/veranstaltungen.rss").content.decode())
    rows = spaced(read(client.get("/veranstaltungen/")).region("Nächste Veranstaltungen").text)
    assert "Freitag, 20 Uhr bis Samstag, 2 Uhr" in rows
    assert span in rows
    assert "Freitag, 7. Mai, 14 Uhr bis Samstag, 8. Mai 2100, 16 Uhr" in spaced(read(client.get(days.url)).text)
