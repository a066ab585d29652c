"""Dates as people type them in the admin: that very day, shown as all dates are, or an error that stays."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.test_editor import autosaved, start, tab

MOMENTS = {
    "24.12.2026 18:00": "24.12.2026 18:00",
    "24.12.26 18 Uhr": "24.12.2026 18:00",
    "24. Dezember 2026, 18 Uhr": "24.12.2026 18:00",
    "24.12.2026, 18.00 Uhr": "24.12.2026 18:00",
    "Do, 24.12.2026 18:00": "24.12.2026 18:00",
    "24. Dez. 2026 um 18 Uhr": "24.12.2026 18:00",
    "24-12-2026 18h": "24.12.2026 18:00",
    "2026-12-24 18:00": "24.12.2026 18:00",
    "2026-12-24T18:00:00": "24.12.2026 18:00",
    "1.9.2015": "01.09.2015 00:00",
    "1. März 2027 9.05 Uhr": "01.03.2027 09:05",
    "5.4.27 7:30": "05.04.2027 07:30",
    "Sonnabend, den 5. Dezember 2026, 7 Uhr 15": "05.12.2026 07:15",
}
DAYS = {
    "24.12.2026": "24.12.2026",
    "1.9.2015": "01.09.2015",
    "1.9.98": "01.09.1998",
    "24. Dezember 26": "24.12.2026",
    "2026-12-24": "24.12.2026",
    "Do 24. Dez 2026": "24.12.2026",
}
UNREADABLE = ["31.2.2026", "24.12.", "24/12/2026", "Mo, 24.12.2026", "morgen", "24.12.2026 25:00"]


@pytest.fixture
def editor(page, demo_site):
    demo_site.sign_in(page)
    return page


def leave(page, field, words):
    """Type over what stands in the field and go on to the next."""
    box = page.locator(f"#id_{field}")
    box.fill("")
    box.press_sequentially(words)
    box.press("Tab")
    return box


def begin(editor, demo_site, title):
    start(editor, demo_site, "events/eventpage", "veranstaltungen")
    with autosaved(editor):
        editor.locator("#id_title").press_sequentially(title)
        editor.keyboard.press("Tab")
    expect(editor.get_by_text("Gespeichert", exact=True)).to_be_visible()


def test_every_way_to_write_a_moment_is_that_moment(editor, demo_site):
    begin(editor, demo_site, "Alle Schreibweisen")
    for typed, shown in MOMENTS.items():
        expect(leave(editor, "starts_at", typed), typed).to_have_value(shown)
    tab(editor, "Anmeldung und Kontakt")
    for typed, shown in DAYS.items():
        expect(leave(editor, "registration_closes_on", typed), typed).to_have_value(shown)


@pytest.mark.parametrize("typed", ["24.12.26 18 Uhr", "24. Dezember 2026, 18 Uhr"])
def test_what_was_typed_is_saved_and_there_after_reloading(editor, demo_site, typed):
    begin(editor, demo_site, f"Gespeichert {len(typed)}")
    with autosaved(editor) as answer:
        leave(editor, "starts_at", typed)
    assert answer.value.status == 200
    expect(editor.get_by_text("Gespeichert", exact=True)).to_be_visible()
    editor.wait_for_url(re.compile(r"/edit/"))
    editor.reload()
    expect(editor.locator("#id_starts_at")).to_have_value("24.12.2026 18:00")


def test_what_nobody_can_read_stays_with_an_error_and_is_never_today(editor, demo_site, watch):
    begin(editor, demo_site, "Unlesbar")
    for typed in UNREADABLE:
        box = leave(editor, "starts_at", typed)
        expect(editor.get_by_role("alert").filter(has_text="Dieses Datum können wir nicht lesen.")).to_be_visible()
        expect(box).to_have_value(typed)
        editor.locator("#id_title").click()
        editor.wait_for_timeout(700)
        expect(box).to_have_value(typed)
    leave(editor, "starts_at", "24.12.2026 18 Uhr")
    expect(editor.get_by_role("alert").filter(has_text="Dieses Datum")).to_have_count(0)


def test_a_day_taken_from_the_calendar_is_shown_the_same_way(editor, demo_site):
    begin(editor, demo_site, "Aus dem Kalender")
    leave(editor, "starts_at", "3.12.2026 18:00")
    editor.locator("#id_starts_at").click()
    editor.locator(".xdsoft_datetimepicker:visible td[data-date='24'][data-month='11']").click()
    expect(editor.locator("#id_starts_at")).to_have_value(re.compile(r"^24\.12\.2026 \d\d:\d\d$"))


def test_the_schedule_understands_the_same_ways(editor, demo_site):
    begin(editor, demo_site, "Nach Plan")
    editor.get_by_role("button", name="Status umschalten").click()
    editor.get_by_role("button", name="Zeitplan festlegen").click()
    expect(leave(editor, "go_live_at", "24.12.2031, 18 Uhr")).to_have_value("24.12.2031 18:00")
    expect(leave(editor, "expire_at", "1. März 2032 9.05 Uhr")).to_have_value("01.03.2032 09:05")
    editor.get_by_role("dialog").get_by_role("button", name="Zeitplan speichern").click()
    expect(editor.get_by_text("24. Dezember 2031").first).to_be_visible(timeout=20_000)


def test_the_filter_of_a_report_understands_them_too(editor):
    editor.goto("/admin/reports/site-history/?timestamp_from=1.9.2015&timestamp_to=24.%20Dezember%202031")
    expect(editor.locator("[name=timestamp_from]")).to_have_value("01.09.2015")
    expect(editor.locator("[name=timestamp_to]")).to_have_value("24.12.2031")
