"""The map under fingers: beside the list one finger belongs to the page, on a phone it fills the first view and takes it."""

import re

import pytest
from playwright.sync_api import expect

SPOTS = ".map-view .spot"


@pytest.fixture
def context(new_visitor, viewport):
    return new_visitor(viewport=viewport, has_touch=True, is_mobile=viewport["width"] < 1000)


def swipe(page, *paths, steps=12):
    """Fingers that move at the same time, each from (x, y) to (x, y)."""
    session = page.context.new_cdp_session(page)

    def points(share):
        return [
            {"x": x0 + (x1 - x0) * share, "y": y0 + (y1 - y0) * share, "id": finger}
            for finger, ((x0, y0), (x1, y1)) in enumerate(paths)
        ]

    # The fingers come down one after the other, as they do.
    for count in range(1, len(paths) + 1):
        session.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": points(0)[:count]})
    for step in range(1, steps + 1):
        session.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": points(step / steps)})
        page.wait_for_timeout(16)
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    page.wait_for_timeout(600)


def middle(page):
    page.locator(".map-view").scroll_into_view_if_needed()
    box = page.locator(".map-view").bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_one_finger_scrolls_the_page_and_two_move_the_map(page):
    page.goto("/landkarte/")
    expect(page.locator(SPOTS).first).to_be_visible()
    x, y = middle(page)
    before = page.evaluate("scrollY")
    swipe(page, ((x - 60, y + 40), (x - 60, y - 120)))
    assert page.evaluate("scrollY") > before + 60
    assert page.evaluate("location.hash") == "", "one finger has moved the map"
    x, y = middle(page)
    lies = page.locator(".map-view").bounding_box()
    swipe(page, ((x - 60, y), (x + 40, y + 30)), ((x + 60, y), (x + 160, y + 30)))
    page.wait_for_function("() => location.hash.startsWith('#karte=')")
    assert page.locator(".map-view").bounding_box() == lies


def test_one_finger_is_told_that_it_takes_two(page):
    page.goto("/landkarte/")
    expect(page.locator(SPOTS).first).to_be_visible()
    x, y = middle(page)
    swipe(page, ((x, y), (x + 5, y)), steps=2)
    swipe(page, ((x - 70, y + 30), (x - 70, y - 40)))
    expect(page.locator("[data-map-hint]")).to_have_text("Mit zwei Fingern verschieben Sie die Karte")
    expect(page.locator("[data-map-hint]")).to_be_hidden()


@pytest.mark.parametrize("viewport", [{"width": 390, "height": 844}])
def test_on_a_phone_one_finger_moves_the_map_and_a_swipe_the_sheet(page, viewport):
    page.goto("/landkarte/")
    expect(page.locator(SPOTS)).to_have_count(16)
    page.wait_for_load_state("networkidle")
    x, y = middle(page)
    swipe(page, ((x, y), (x - 60, y - 40)))
    page.wait_for_function("() => location.hash.startsWith('#karte=')")
    assert page.evaluate("scrollY") == 0
    sheet = page.locator("#liste")
    heights = []
    for far in (-120, -120, 120, 500):
        heights.append(round(sheet.bounding_box()["height"]))
        top = sheet.bounding_box()["y"]
        swipe(page, ((120, top + 20), (120, top + 20 + far)))
    heights.append(round(sheet.bounding_box()["height"]))
    low, half, full, again, end = heights
    assert (low, full, again, end) == (68, 844, half, 68)
    assert 340 < half < 422


@pytest.mark.parametrize("viewport", [{"width": 320, "height": 640}])
def test_a_phone_s_map_leads_to_the_narrowed_list(page, viewport):
    page.goto("/landkarte/")
    page.get_by_role("button", name=re.compile("^Mittleres Ruhrgebiet,")).tap()
    page.get_by_role("button", name="Bochum, 3 gute Ideen").tap()
    page.get_by_role("link", name="Alle 3 in der Liste zeigen").tap()
    expect(page.locator("#liste-titel")).to_have_text(re.compile("^3 gute Ideen in Bochum"))
    expect(page.locator("#liste-titel")).to_be_focused()
    expect(page.locator("#liste")).to_have_attribute("data-sheet", "halb")
    expect(page.locator("#liste .card").first).to_be_in_viewport()


@pytest.mark.parametrize("viewport", [{"width": 320, "height": 256}])
def test_at_four_hundred_percent_everything_can_still_be_reached(page, viewport):
    page.goto("/landkarte/")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    expect(page.locator(SPOTS).first).to_be_visible()
    page.get_by_role("button", name=re.compile("^Mittleres Ruhrgebiet,")).press("Enter")
    town = page.get_by_role("button", name=re.compile("^Bochum,"))
    town.press("Enter")
    expect(page.get_by_role("link", name="Alle 3 in der Liste zeigen")).to_be_visible()
    page.keyboard.press("Escape")
    expect(town).to_be_focused()
    attribution = page.locator("#karte").get_by_role("link", name="BKG 2016")
    attribution.scroll_into_view_if_needed()
    expect(attribution).to_be_in_viewport()


@pytest.mark.parametrize("viewport", [{"width": 320, "height": 256}])
def test_who_is_faster_than_the_ground_gets_to_the_same_view(page, viewport):
    held = []
    page.route("**/regionen*.geojson", lambda route: held.append(route))
    with page.expect_request("**/regionen*.geojson"):
        page.goto("/landkarte/")
        page.get_by_role("button", name=re.compile("^Mittleres Ruhrgebiet,")).press("Enter")
    page.wait_for_timeout(300)
    held[0].continue_()
    expect(page.get_by_role("button", name=re.compile("^Bochum,"))).to_be_visible()


@pytest.mark.parametrize("viewport", [{"width": 320, "height": 640}])
def test_everything_to_tap_is_large_enough(page, viewport):
    page.goto("/landkarte/")
    expect(page.locator(SPOTS).first).to_be_visible()
    for button in page.locator(".map-bar button, .sheet-steps button, .filter-open").all():
        if button.is_visible():
            box = button.bounding_box()
            assert min(box["width"], box["height"]) >= 44, button.get_attribute("aria-label")
    sizes = page.locator(SPOTS).evaluate_all("all => all.map((one) => one.getBoundingClientRect().width)")
    assert min(sizes) >= 24
