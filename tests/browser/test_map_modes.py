"""The map as some visitors have set their screens, and with more on it than fits."""

import json
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.test_map import LISTEN, OVERLAPS, open_map, spot

TOO_NARROW = """() => [...document.querySelectorAll(".map-view .spot-name")]
  .filter((name) => name.scrollWidth > name.clientWidth + 1).map((name) => name.textContent)"""


def test_in_forced_colours_names_keep_their_room_and_the_marks_an_outline(page):
    page.emulate_media(forced_colors="active")
    open_map(page)
    assert page.evaluate(TOO_NARROW) == []
    assert page.evaluate(OVERLAPS) == []
    borders = page.locator(".map-view .spot-count").evaluate_all(
        "all => all.map((one) => getComputedStyle(one).borderWidth)"
    )
    assert set(borders) == {"2px"}


def test_with_reduced_motion_nothing_glides(page):
    page.emulate_media(reduced_motion="reduce")
    open_map(page)
    page.evaluate("""() => {
      window.glided = [];
      new MutationObserver((changes) => changes.forEach(({ target }) => {
        if (/leaflet-(zoom|pan)-anim/.test(target.className)) { window.glided.push(target.className); }
      })).observe(document.querySelector(".map-view"), { attributes: true, subtree: true, attributeFilter: ["class"] });
    }""")
    page.get_by_role("button", name="Vergrößern").click()
    page.locator(".map-view").press("ArrowRight")
    spot(page, re.compile("^Dortmund,")).click()
    page.get_by_role("button", name="Auf der Karte heranholen").click()
    page.wait_for_timeout(500)
    assert page.evaluate("window.glided") == []


def test_the_map_fills_the_screen_and_gives_it_back(page):
    open_map(page)
    button = page.get_by_role("button", name="Vollbild")
    expect(button).to_have_attribute("aria-pressed", "false")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    box = page.locator(".map-frame").bounding_box()
    assert (box["width"], box["height"]) == (1280, 800)
    # No page is left to scroll: the bare wheel belongs to the map.
    page.mouse.move(640, 400)
    page.mouse.wheel(0, -240)
    page.wait_for_function("() => location.hash.startsWith('#karte=')")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "false")
    assert page.evaluate("document.fullscreenElement") is None


def test_at_most_sixty_marks_stand_in_the_page_and_the_others_are_counted(page):
    towns = [
        {
            "id": f"05{number:06}",
            "name": f"Ort {number}",
            "slug": f"ort-{number}",
            "lat": 51.2 + number // 20 * 0.03,
            "lng": 6.8 + number % 20 * 0.05,
            "count": 1 + number % 7,
        }
        for number in range(400)
    ]
    answer = json.dumps({"towns": towns})
    page.route("**/daten/karte/orte.json*", lambda route: route.fulfill(content_type="application/json", body=answer))
    page.goto("/landkarte/#karte=51.5,7.3,9.5")
    expect(page.locator(".map-view .spot-town")).to_have_count(60)
    # Of two numbers only the corners meet, and round marks have none.
    assert [pair for pair in page.evaluate(OVERLAPS) if "Ort" in pair] == []
    dots = page.locator(".ground-dot").count()
    assert dots > 100
    expect(page.locator("[data-map-count]")).to_contain_text(str(dots))


def test_a_mark_moves_up_from_under_the_panel_it_has_opened(page):
    open_map(page)
    spot(page, re.compile("^Mittleres Ruhrgebiet,")).click()
    spot(page, "Hattingen, 1 gute Idee").click()
    panel = page.get_by_role("dialog", name="Hattingen")
    expect(panel.get_by_role("link")).to_be_visible()
    page.wait_for_timeout(600)
    mark = spot(page, "Hattingen, 1 gute Idee").bounding_box()
    assert mark["y"] + mark["height"] <= panel.bounding_box()["y"]
    # What is offered has moved along.
    _, lng, _ = page.evaluate("location.hash.slice(7).split(',').map(Number)")
    href = page.locator("#liste").get_by_role("link", name="Nur im Kartenausschnitt").get_attribute("href")
    west, south, east, north = map(float, parse_qs(urlsplit(href).query)["bbox"][0].split(","))
    assert (west + east) / 2 == pytest.approx(lng, abs=0.001)
    # Hattingen
    assert south + 0.4 * (north - south) < 51.4 < north


def test_a_card_under_the_mouse_shows_its_pin_without_moving_the_map(page):
    open_map(page, "/landkarte/#karte=51.96,7.62,11")
    before = page.evaluate("location.hash")
    page.locator("#liste [data-lat]").first.hover()
    expect(page.locator(".spot-here")).to_have_count(1)
    assert page.evaluate("location.hash") == before
    page.get_by_role("heading", level=1).hover()
    expect(page.locator(".spot-here")).to_have_count(0)


def test_moves_among_the_regions_are_announced_too(page):
    open_map(page)
    page.evaluate(LISTEN)
    page.locator(".map-view").focus()
    page.wait_for_load_state("networkidle")
    page.keyboard.press("ArrowDown")
    page.wait_for_timeout(2000)
    assert page.evaluate("window.said") == [page.locator("[data-map-count]").text_content()]


@pytest.mark.parametrize("width", [1280, 768])
def test_names_in_the_drawing_do_not_cover_each_other(new_visitor, width):
    page = new_visitor(java_script_enabled=False, viewport={"width": width, "height": 900}).new_page()
    page.goto("/landkarte/")
    names = page.locator("#karte-regionen .name")
    assert names.count() == 16
    boxes = [(name.text_content(), name.bounding_box()) for name in names.all()]
    for index, (one, a) in enumerate(boxes):
        for other, b in boxes[index + 1 :]:
            across = min(a["x"] + a["width"], b["x"] + b["width"]) - max(a["x"], b["x"])
            down = min(a["y"] + a["height"], b["y"] + b["height"]) - max(a["y"], b["y"])
            # The box of a line is higher than its letters.
            assert across <= 2 or down <= 4, (one, other)
