"""Dates as people write them: that very day or an error, in every field of the admin. The browser's part: tests/browser."""

import re
from datetime import date, datetime, time

import pytest
from wagtail.admin.filters import DateRangePickerWidget
from wagtail.blocks import DateBlock, DateTimeBlock, TimeBlock

from events.models import EventPage
from home.language.typed_moments import read_day, read_moment, read_time
from tests import editing
from tests.event_factories import berlin, make_event, make_event_index

EVENING = datetime(2026, 12, 24, 18)


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("24.12.2026 18:00", EVENING),
        ("24.12.26 18 Uhr", EVENING),
        ("24. Dezember 2026, 18 Uhr", EVENING),
        ("Donnerstag, den 24. Dez. 2026 um 18.00 Uhr", EVENING),
        (" Do, 24.12.2026  18h ", EVENING),
        ("2026-12-24T18:00:00", EVENING),
        ("24-12-2026 18:00", EVENING),
        ("1.9.2015", datetime(2015, 9, 1)),
        ("1. Maerz 2027, 9.05 Uhr", datetime(2027, 3, 1, 9, 5)),
        ("5. Jänner 98 7 Uhr 30", datetime(1998, 1, 5, 7, 30)),
        ("Sonnabend, 5.12.2026", datetime(2026, 12, 5)),
    ],
)
def test_a_moment_is_read_in_the_ways_people_write_it(typed, moment):
    assert read_moment(typed) == moment


@pytest.mark.parametrize(
    "typed",
    ["", "31.2.2026", "24.12.", "24/12/2026", "Fr, 24.12.2026", "morgen", "24.12.202", "24.12.2026 25:00", "12.2026"],
)
def test_what_is_no_certain_day_is_none(typed):
    assert (read_moment(typed), read_day(typed)) == (None, None)


def test_a_day_has_no_time_and_a_time_no_day():
    assert (read_day("24.12.2026"), read_day("24.12.2026 18:00")) == (date(2026, 12, 24), None)
    assert (read_time("18 Uhr"), read_time("7.30"), read_time("24:00")) == (time(18), time(7, 30), None)


@pytest.mark.django_db
def test_a_form_keeps_that_very_day_or_says_what_it_cannot_read(client):
    desk, index = editing.sign_in(client, editing.make_editor()), make_event_index()
    typed = {"starts_at": "24. Dezember 2026, 18 Uhr", "registration_closes_on": "1.9.26"}
    editing.add(desk, index, EventPage, editing.empty_event(**typed))
    event = EventPage.objects.get().get_latest_revision_as_object()
    assert (event.starts_at, event.registration_closes_on) == (berlin(2026, 12, 24, 18), date(2026, 9, 1))
    answer = editing.edit(desk, event, editing.empty_event(starts_at="24.12.", registration_closes_on="bald"))
    assert editing.errors(answer) == {
        "starts_at": [
            "Dieses Datum können wir nicht lesen. Schreiben Sie zum Beispiel „24.12.2026 18:00“ oder „24. Dezember 2026, 18 Uhr“."
        ],
        "registration_closes_on": [
            "Diesen Tag können wir nicht lesen. Schreiben Sie zum Beispiel „24.12.2026“ oder „24. Dezember 2026“."
        ],
    }
    assert 'value="24.12."' in answer.content.decode()


@pytest.mark.django_db
def test_the_schedule_reads_the_same_ways(client):
    desk, event = editing.sign_in(client, editing.make_editor()), make_event()
    form = editing.empty_event(slug=event.slug, go_live_at="24.12.31 18 Uhr", expire_at="1. März 2032, 9.05 Uhr")
    editing.edit(desk, event, form)
    draft = EventPage.objects.get().get_latest_revision_as_object()
    assert (draft.go_live_at, draft.expire_at) == (berlin(2031, 12, 24, 18), berlin(2032, 3, 1, 9, 5))


@pytest.mark.parametrize(
    ("block", "typed", "read"),
    [
        (DateBlock(), "24. Dez. 26", date(2026, 12, 24)),
        (DateTimeBlock(), "24.12.26 18 Uhr", berlin(2026, 12, 24, 18)),
        (TimeBlock(), "18 Uhr", time(18)),
    ],
)
def test_blocks_read_the_same_ways(block, typed, read):
    assert block.clean(block.value_from_datadict({"x": typed}, {}, "x")) == read


def test_filters_read_the_same_ways():
    widget = DateRangePickerWidget()
    assert widget.value_from_datadict({"x_from": "1.9.15", "x_to": "2. Mai 2016"}, {}, "x") == [
        "01.09.2015",
        "02.05.2016",
    ]


@pytest.mark.django_db
def test_no_picker_replaces_what_it_cannot_read_by_today(client):
    desk, event = editing.sign_in(client, editing.make_editor()), make_event()
    page = desk.get(f"/admin/pages/{event.pk}/edit/").content.decode()
    calls = re.findall(r"initDate(?:Time)?Chooser\((.*?)\);", page)
    assert ['"validateOnBlur": false' in call for call in calls] == [True] * 5


@pytest.mark.django_db
def test_the_browser_asks_how_a_field_shows_what_was_typed(client):
    desk = editing.sign_in(client, editing.make_editor())
    assert desk.get("/admin/datum/day/", {"text": "24. Dez 26"}).json() == {"shown": "24.12.2026"}
    assert desk.get("/admin/datum/time/", {"text": "bald"}).json() == {
        "error": "Diese Uhrzeit können wir nicht lesen. Schreiben Sie zum Beispiel „18:00“ oder „18 Uhr“."
    }
    assert desk.get("/admin/datum/jahr/").status_code == 404
