"""Our own letters: they come after the words, and nothing moves when they do."""

import pytest
from playwright.sync_api import expect

PHONE = {"width": 390, "height": 844}
WIDE = {"width": 1280, "height": 800}
WATCH = """
window.moved = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) { if (!entry.hadRecentInput) { window.moved += entry.value; } }
}).observe({ type: "layout-shift", buffered: true });
"""


@pytest.mark.parametrize("viewport", [PHONE, WIDE], ids=["phone", "wide"])
@pytest.mark.parametrize("path", ["/", "/landkarte/", "/landkarte/jobpaten-auf-dem-land/", "/veranstaltungen/"])
def test_pages_stay_where_they_are_when_the_letters_come_late(page, path, viewport):
    waiting = []
    page.add_init_script(WATCH)
    page.route("**/*.woff2", lambda route: waiting.append(route))
    page.goto(path, wait_until="domcontentloaded")
    page.wait_for_timeout(500)
    assert not page.evaluate("document.fonts.check('1rem Manrope')")
    for route in waiting:
        route.continue_()
    page.wait_for_function("() => document.fonts.check('1rem Manrope')")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("window.moved") <= 0.01


@pytest.mark.parametrize("viewport", [PHONE])
def test_the_home_page_asks_for_one_stylesheet_and_one_file_of_letters(page, watch):
    page.goto("/")
    page.wait_for_load_state("networkidle")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert len([url for url in watch.requests if url.endswith(".css")]) == 1
    assert len([url for url in watch.requests if url.endswith(".woff2")]) == 1
