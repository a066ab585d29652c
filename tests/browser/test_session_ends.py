"""A session that ends while somebody writes takes nothing along."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_editor import autosaved, publish, start

ENDED = "Ihre Sitzung ist abgelaufen."


@pytest.fixture
def editor(page, demo_site):
    demo_site.sign_in(page)
    return page


def end_sessions(demo_site):
    demo_site.sql("DELETE FROM django_session")


def log_in_beside(editor):
    """In the window that the notice opens; the form stays where it is."""
    with editor.expect_popup() as opened:
        editor.get_by_role("link", name="Neues Fenster: anmelden").click()
    window = opened.value
    window.locator("[name=username]").fill("redaktion")
    window.locator("[name=password]").fill("landkarte")
    window.locator("[name=password]").press("Enter")
    expect(window.get_by_role("heading", name="Sie sind wieder angemeldet")).to_be_visible()
    window.close()


@pytest.fixture(autouse=True)
def refused(watch):
    """Wagtail asks every few seconds who else edits the page; without a session it is refused, and says so in the console."""
    yield
    watch.problems[:] = [problem for problem in watch.problems if "/editing-sessions/ping/" not in problem]


def kept(demo_site, title):
    """What the latest version of the page says its organisation and its summary are."""
    return demo_site.sql(
        "SELECT json_extract(r.content, '$.organisation'), json_extract(r.content, '$.summary') FROM wagtailcore_page p"
        " JOIN wagtailcore_revision r ON r.id = p.latest_revision_id WHERE p.draft_title = ?",
        title,
    )


def begin(editor, demo_site, title):
    start(editor, demo_site, "practice_examples/examplepage", "landkarte")
    with autosaved(editor) as first:
        editor.locator("#id_title").press_sequentially(title)
        editor.keyboard.press("Tab")
    assert first.value.status == 200
    expect(editor.get_by_text("Gespeichert", exact=True)).to_be_visible()


def test_what_was_typed_is_saved_after_logging_in_beside_the_form(editor, demo_site):
    begin(editor, demo_site, "Lange Sitzung")
    end_sessions(demo_site)
    editor.locator("#id_organisation").fill("Handwerk am Platz")
    expect(editor.get_by_role("alert").filter(has_text=ENDED)).to_be_visible(timeout=20_000)
    editor.locator("#id_summary").fill("Auch danach geschrieben.")
    log_in_beside(editor)
    expect(editor.get_by_role("status").filter(has_text="Sie sind wieder angemeldet.")).to_be_visible(timeout=20_000)
    expect(editor.get_by_text("Gespeichert", exact=True)).to_be_visible(timeout=20_000)
    assert kept(demo_site, "Lange Sitzung") == [("Handwerk am Platz", "Auch danach geschrieben.")]
    with autosaved(editor) as later:
        editor.locator("#id_organisation").fill("Handwerk am Markt")
    assert later.value.status == 200
    assert kept(demo_site, "Lange Sitzung") == [("Handwerk am Markt", "Auch danach geschrieben.")]


def test_a_button_pressed_after_the_end_sends_nothing_to_the_login(editor, demo_site):
    begin(editor, demo_site, "Knopf danach")
    end_sessions(demo_site)
    publish(editor)
    expect(editor.get_by_role("alert").filter(has_text=ENDED)).to_be_visible()
    expect(editor.locator("#id_title")).to_have_value("Knopf danach")
    log_in_beside(editor)
    expect(editor.get_by_role("alert").filter(has_text=ENDED)).to_have_count(0, timeout=20_000)
    publish(editor)
    expect(editor.get_by_text("Die Zusammenfassung fehlt").first).to_be_visible()
