"""No name on a map covers a mark or another name, stands under a button or is cut: on the moving map and the drawn ones."""

import pytest

REGIONS = [
    "aachen",
    "bergisches-staedtedreieck",
    "bonn-rhein-sieg",
    "duesseldorf-mettmann",
    "emscher-lippe",
    "hellweg-hochsauerland",
    "koeln",
    "maerkische-region",
    "meo",
    "mittlerer-niederrhein",
    "mittleres-ruhrgebiet",
    "muensterland",
    "niederrhein",
    "ostwestfalen-lippe",
    "siegen-wittgenstein-olpe",
    "westfaelisches-ruhrgebiet",
]
WIDTHS = [320, 390, 768, 1280, 1920]
PHONE = {"width": 390, "height": 844}

# The corners of every mark and of the letters of every name, also of turned ones, and what is wrong with them.
FOUND = """([frame, selectors]) => {
  const bounds = document.querySelector(frame).getBoundingClientRect();
  const corners = (element) => {
    let box, matrix;
    if (element instanceof SVGGraphicsElement) {
      [box, matrix] = [element.getBBox(), element.getScreenCTM()];
    } else {
      const { left, top, width, height } = element.getBoundingClientRect();
      const [w, h] = [element.offsetWidth, element.offsetHeight];
      box = { x: -w / 2, y: -h / 2, width: w, height: h };
      matrix = new DOMMatrix().translate(left + width / 2, top + height / 2).rotate(parseFloat(element.style.rotate || 0) * 180 / Math.PI);
    }
    // A line is higher than its letters; pixels are rounded.
    const lines = element.matches(".ground-name, text, .spot-name") ? 0.14 * box.height / Math.max(1, Math.round(box.height / 17)) : 0;
    const [x, y, w, h] = [box.x + 1, box.y + 1 + lines, Math.max(1, box.width - 2), Math.max(1, box.height - 2 - 2 * lines)];
    return [[x, y], [x + w, y], [x + w, y + h], [x, y + h]].map(([a, b]) => new DOMPoint(a, b).matrixTransform(matrix));
  };
  const apart = (a, b) => [a, b].some((shape) => shape.some((from, index) => {
    const to = shape[(index + 1) % 4];
    const side = ({ x, y }) => (x - from.x) * (to.y - from.y) - (y - from.y) * (to.x - from.x);
    const [one, other] = [a.map(side), b.map(side)];
    return Math.max(...one) <= Math.min(...other) || Math.max(...other) <= Math.min(...one);
  }));
  const seen = [...document.querySelectorAll(selectors)].filter((element) => element.checkVisibility() && element.getBoundingClientRect().width);
  const shapes = seen.map((element) => ({ element, name: element.textContent.trim(), at: corners(element), isName: element.matches(".ground-name, text, .spot-name") }));
  const wrong = [];
  shapes.forEach((one, index) => {
    if (one.isName && one.at.some(({ x, y }) => x < bounds.left - 1 || x > bounds.right + 1 || y < bounds.top - 1 || y > bounds.bottom + 1)) {
      wrong.push(`${one.name} is cut`);
    }
    for (const other of shapes.slice(index + 1)) {
      const own = one.element.contains(other.element) || other.element.contains(one.element);
      (one.isName || other.isName) && !own && !apart(one.at, other.at) && wrong.push(`${one.name} × ${other.name}`);
    }
  });
  return { names: shapes.filter(({ isName }) => isName).map(({ name }) => name), wrong };
}"""
MOVING = (
    "[data-map-view]",
    ".map-view :is(.spot-count, .spot-pin, .spot-name, .ground-name:not(.ground-point, .ground-dot)), .map-bar > *",
)
DRAWN = ".map", ".map .points :is(.bubble circle:not(.tap), .pin, text:not(.count))"


def open_map(page, address):
    page.goto(address)
    button = page.get_by_role("button", name="Karte öffnen")
    if button.is_visible():
        button.click()
    page.locator(".map-view .spot").first.wait_for()
    page.wait_for_load_state("networkidle")
    page.locator(".ground-name").first.wait_for()
    return page.evaluate(FOUND, MOVING)


@pytest.mark.parametrize("width", WIDTHS)
def test_no_name_collides_on_the_whole_land(new_visitor, width):
    page = new_visitor(viewport={"width": width, "height": 900}).new_page()
    found = open_map(page, "/landkarte/")
    assert found["wrong"] == []
    assert {"Münsterland", "Ostwestfalen-Lippe", "Köln"} <= {name.replace("-\n", "-") for name in found["names"]} | {
        name.replace("\n", " ") for name in found["names"]
    }


@pytest.mark.parametrize("viewport", [PHONE])
def test_no_name_collides_in_any_region_on_a_phone_and_all_have_names(page):
    for region in REGIONS:
        found = open_map(page, f"/landkarte/?region={region}")
        assert found["wrong"] == [], region
        assert len(found["names"]) >= 3, region


@pytest.mark.parametrize("viewport", [PHONE])
def test_what_has_a_name_keeps_it_when_the_map_comes_closer(page):
    open_map(page, "/landkarte/#karte=51.4,7.9,7.5")
    before = set()
    for _ in range(3):
        page.locator("[data-map-view]").focus()
        page.keyboard.press("+")
        page.wait_for_timeout(600)
        page.wait_for_load_state("networkidle")
        shown = page.evaluate(
            """() => [...document.querySelectorAll(".map-view :is(.ground-town, .spot-town .spot-name)")].map((name) => {
              const { left, right, top, bottom } = name.getBoundingClientRect();
              const view = document.querySelector("[data-map-view]").getBoundingClientRect();
              return [name.textContent, Math.min(left - view.left, view.right - right, top - view.top, view.bottom - bottom)];
            })"""
        )
        assert page.evaluate(FOUND, MOVING)["wrong"] == []
        names = {name for name, _far in shown}
        middle = {name for name, far in shown if far > 110}
        assert before & middle == before & middle & names
        before = names
    assert len(before) >= 3


@pytest.mark.parametrize("width", WIDTHS)
def test_no_name_collides_on_a_drawn_map(new_visitor, width):
    page = new_visitor(viewport={"width": width, "height": 900}).new_page()
    for address in ("/", "/landkarte/talturnier/", "/orte/koeln/", "/regionen/muensterland/", "/themen/sport/"):
        page.goto(address)
        found = page.evaluate(FOUND, DRAWN)
        assert found["wrong"] == [], address
        assert found["names"], address


@pytest.mark.parametrize("viewport", [PHONE])
def test_the_page_of_every_region_names_places_on_a_phone(page):
    for region in REGIONS:
        page.goto(f"/regionen/{region}/")
        found = page.evaluate(FOUND, DRAWN)
        assert found["wrong"] == [], region
        assert found["names"], region


def test_the_mark_of_the_story_that_is_read_shows_its_picture(page):
    open_map(page, "/landkarte/#karte=50.94,6.96,12")
    page.get_by_role("button", name="Die Werkbank fragt nicht nach dem Zeugnis, Köln").click()
    picture = page.locator(".map-view .spot img")
    picture.wait_for()
    assert picture.get_attribute("src") == page.locator("[data-map-panel] img").get_attribute("src")
    page.keyboard.press("Escape")
    picture.wait_for(state="detached")
