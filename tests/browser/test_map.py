"""The Landkarte's map as people use it: with a mouse, with fingers, with the keyboard only, without JavaScript."""

import json
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

SPOTS = ".map-view .spot"
OVERLAPS = """() => {
  const boxes = [...document.querySelectorAll(".map-view .spot-name, .map-view .spot-count, .map-view .spot-pin")]
    .map((element) => [element.textContent, element.getBoundingClientRect(), element.parentNode]);
  const found = [];
  for (const [i, [nameA, a, spotA]] of boxes.entries()) {
    for (const [nameB, b, spotB] of boxes.slice(i + 1)) {
      const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (spotA !== spotB && across > 2 && down > 2) { found.push(`${nameA} × ${nameB}`); }
    }
  }
  return found;
}"""

# Everything said by the page's live regions, in order.
LISTEN = """() => {
  window.said = [];
  new MutationObserver((changes) => changes.forEach(({ target }) => {
    const region = (target.nodeType === 3 ? target.parentNode : target).closest("[role=status]");
    if (region?.textContent) { window.said.push(region.textContent); }
  })).observe(document.body, { childList: true, subtree: true, characterData: true });
}"""


def open_map(page, address="/landkarte/"):
    page.goto(address)
    expect(page.locator(SPOTS).first).to_be_visible()
    return page


def spot(page, words):
    return page.get_by_role("button", name=words)


def focused_name(page):
    return page.evaluate("document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent")


def numbers_of_page(page):
    return json.loads(page.locator("#map-data").text_content())


def test_the_first_view_needs_no_data_and_only_our_own_ground(page, watch):
    open_map(page)
    page.wait_for_load_state("networkidle")
    asked = [urlsplit(url).path for url in watch.requests]
    assert [path for path in asked if path.startswith("/daten/")] == []
    ground = {re.sub(r"\.[0-9a-f]{12}", "", path.rpartition("/")[2]) for path in asked if path.endswith(".geojson")}
    shapes = {"land.geojson", "relief.geojson", "regionen.geojson", "kreise.geojson", "fluesse.geojson"}
    assert ground == shapes | {"namen.geojson"}


def test_every_region_with_stories_is_a_button_that_says_its_number(page):
    open_map(page)
    wanted = {
        f"{region['name']}, {region['count']} gute Idee{'n' if region['count'] > 1 else ''}"
        for region in numbers_of_page(page)["regions"]
        if region["count"]
    }
    names = {button.get_attribute("aria-label") for button in page.locator(SPOTS).all()}
    assert names == wanted
    assert all(button.evaluate("b => b.localName") == "button" for button in page.locator(SPOTS).all())


# As a wide font or a visitor's own style makes them; a sheet made by a script is not held up by the policy.
SPACED = """addEventListener("DOMContentLoaded", () => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("* { letter-spacing: .12em !important; word-spacing: .16em !important }");
  document.adoptedStyleSheets = [sheet];
});"""


@pytest.mark.parametrize("letters", ["", SPACED], ids=["our letters", "wide letters"])
@pytest.mark.parametrize("viewport", [{"width": 1280, "height": 720}, {"width": 1280, "height": 900}], ids=str)
def test_every_region_is_named_and_no_name_covers_another_name_or_mark(page, viewport, letters):
    page.add_init_script(letters)
    open_map(page)
    nameless = page.locator(SPOTS).filter(has_not=page.locator(".spot-name"))
    assert [mark.get_attribute("aria-label") for mark in nameless.all()] == []
    assert page.evaluate(OVERLAPS) == []
    spot(page, re.compile("^Mittleres Ruhrgebiet,")).click()
    expect(spot(page, re.compile("^Bochum,"))).to_be_visible()
    page.wait_for_timeout(400)
    assert page.evaluate(OVERLAPS) == []


@pytest.mark.parametrize("viewport", [{"width": 320, "height": 640}])
@pytest.mark.parametrize(("letters", "least"), [("", 8), (SPACED, 5)], ids=["our letters", "wide letters"])
def test_on_a_phone_names_stand_only_where_there_is_room(page, viewport, letters, least):
    page.add_init_script(letters)
    page.goto("/landkarte/")
    expect(page.locator(SPOTS)).to_have_count(16)
    assert page.locator(".map-view .spot-name").count() >= least
    assert page.evaluate(OVERLAPS) == []
    spot(page, re.compile("^Mittleres Ruhrgebiet,")).click()
    expect(spot(page, re.compile("^Bochum,"))).to_be_visible()
    page.wait_for_timeout(400)
    assert page.evaluate(OVERLAPS) == []


def test_a_mouse_goes_from_region_to_town_to_the_list_of_its_stories(page):
    open_map(page)
    spot(page, re.compile("^Mittleres Ruhrgebiet,")).click()
    spot(page, "Bochum, 3 gute Ideen").click()
    panel = page.get_by_role("dialog", name="Bochum, 3 gute Ideen")
    expect(panel.get_by_role("listitem")).to_have_count(3)
    expect(panel.get_by_role("link", name="Alle 3 in der Liste zeigen")).to_be_visible()
    panel.get_by_role("button", name="Schließen").click()
    expect(panel).to_be_hidden()
    assert focused_name(page) == "Bochum, 3 gute Ideen"


def test_a_single_story_is_a_card_that_leads_to_it(page):
    open_map(page)
    spot(page, re.compile("^Mittleres Ruhrgebiet,")).click()
    spot(page, "Hattingen, 1 gute Idee").click()
    panel = page.get_by_role("dialog", name="Hattingen")
    expect(panel.locator("img")).to_be_visible()
    link = panel.get_by_role("link")
    title = link.text_content()
    assert len(panel.locator(".map-card p").text_content()) > 40
    link.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)


def test_stories_at_one_spot_open_as_a_list_not_as_a_spider(page):
    open_map(page, "/landkarte/#karte=51.4817,7.2165,12")
    spot(page, "2 gute Ideen an dieser Stelle in Bochum").click()
    expect(page.get_by_role("dialog").get_by_role("listitem")).to_have_count(2)


def test_the_shape_of_a_region_lights_up_with_its_mark_and_opens_like_it(page):
    open_map(page)
    expect(page.locator(".ground-on")).to_have_count(0)
    spot(page, re.compile("^Ostwestfalen-Lippe,")).hover()
    expect(page.locator(".ground-on")).to_have_count(1)
    box = spot(page, re.compile("^Ostwestfalen-Lippe,")).bounding_box()
    page.mouse.click(box["x"] + box["width"] + 12, box["y"])
    page.wait_for_function("() => location.hash.startsWith('#karte=')")


def test_the_keyboard_alone_is_enough(page):
    open_map(page)
    page.get_by_role("button", name="Vergrößern").focus()
    page.keyboard.press("Tab")
    assert focused_name(page) == "Karte der guten Ideen"
    page.keyboard.press("Tab")
    first = focused_name(page)
    assert first.endswith(("gute Ideen", "gute Idee"))
    # One Tab stop for all marks: the next Tab leaves them.
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.spot')") is None
    page.keyboard.press("Shift+Tab")
    assert focused_name(page) == first
    # The keys have come with the focus.
    page.wait_for_load_state("networkidle")
    before = page.evaluate("location.hash")
    boxes = page.evaluate("document.activeElement.getBoundingClientRect().x")
    page.keyboard.press("ArrowRight")
    assert focused_name(page) != first
    assert page.evaluate("document.activeElement.getBoundingClientRect().x") > boxes
    assert page.evaluate("location.hash") == before, "arrows pan only while the map itself has the focus"
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    page.wait_for_function("() => location.hash.startsWith('#karte=')")
    expect(page.locator(".map-view .spot-town").first).to_be_visible()
    page.wait_for_function("() => document.activeElement.matches('.spot-town')")
    town = focused_name(page)
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    assert focused_name(page) == town
    page.keyboard.press("Escape")
    assert focused_name(page) == "Karte der guten Ideen"
    here = page.evaluate("location.hash")
    page.keyboard.press("ArrowDown")
    page.wait_for_function("before => location.hash !== before", arg=here)
    zoom = float(page.evaluate("location.hash").rpartition(",")[2])
    page.keyboard.press("-")
    page.wait_for_function("zoom => Number(location.hash.split(',')[2]) === zoom - 1", arg=zoom)


def test_arrows_and_plus_outside_the_map_leave_it_alone(page):
    open_map(page)
    page.locator("#liste-titel").focus()
    for key in ("+", "ArrowRight", "-"):
        page.keyboard.press(key)
    page.wait_for_timeout(300)
    assert page.evaluate("location.hash") == ""


def test_a_link_skips_the_map_and_nothing_else_happens(page, watch):
    open_map(page)
    link = page.get_by_role("link", name="Karte überspringen")
    link.focus()
    expect(link).to_be_in_viewport()
    page.keyboard.press("Enter")
    # The browser moves the focus to the target of a link with its next frame only.
    expect(page.locator("#nach-region")).to_be_focused()
    page.keyboard.press("Tab")
    region = page.locator("#nach-region a").first
    expect(region).to_be_focused()
    page.wait_for_load_state("networkidle")
    expect(region).to_be_focused()
    assert [urlsplit(url).path for url in watch.requests].count("/landkarte/") == 1


def test_the_number_in_view_is_announced_once(page):
    open_map(page)
    page.evaluate(LISTEN)
    page.get_by_role("button", name="Vergrößern").evaluate(
        "button => { button.click(); setTimeout(() => button.click(), 250); }"
    )
    page.wait_for_function("() => window.said.length")
    page.wait_for_timeout(1500)
    said = [words for words in page.evaluate("window.said") if "Ausschnitt" in words]
    assert said == [page.locator("[data-map-count]").text_content()]


def test_moving_the_map_offers_to_narrow_the_list_to_it(page):
    open_map(page)
    expect(page.locator("[data-map-offer]")).to_be_hidden()
    spot(page, re.compile("^Mittleres Ruhrgebiet,")).click()
    offer = page.locator("#liste").get_by_role("link", name="Nur im Kartenausschnitt")
    expect(offer).to_be_visible()
    expect(page.locator("[data-map-count]")).to_have_text("Im Ausschnitt: 12 gute Ideen")
    offer.click()
    expect(page.locator("#liste-titel")).to_have_text(re.compile(r"^\d+ gute Ideen im Kartenausschnitt"))
    assert "bbox" in parse_qs(urlsplit(page.url).query)
    expect(page.locator("[data-map-count]")).to_have_text("Im Ausschnitt: 12 gute Ideen")
    expect(offer).to_be_hidden()


def test_the_map_follows_the_filters(page):
    open_map(page)
    page.get_by_label("Region", exact=True).select_option("koeln")
    expect(page.locator(".ground-chosen")).to_have_count(1)
    expect(spot(page, re.compile("^Köln,"))).to_be_visible()
    expect(spot(page, re.compile("^Siegen,"))).to_have_count(0)
    page.get_by_role("link", name="Alle Filter aufheben").click()
    expect(spot(page, re.compile("^Münsterland,"))).to_be_visible()
    expect(page.locator(".ground-chosen")).to_have_count(0)


def test_a_card_in_focus_shows_its_pin_on_the_map(page):
    open_map(page)
    expect(page.locator(".spot-here")).to_have_count(0)
    page.locator("#liste [data-lat] a").first.focus()
    expect(page.locator(".spot-here")).to_have_count(1)
    expect(page.locator(".spot-here svg")).to_be_visible()


def test_the_view_comes_back_with_its_address_and_goes_with_the_reset(page, watch):
    open_map(page, "/landkarte/#karte=50.9333,6.95,10")
    expect(spot(page, re.compile("^Köln,"))).to_be_visible()
    assert "karte=5" not in "".join(watch.requests)
    page.get_by_role("button", name="NRW, ganze Karte zeigen").click()
    expect(spot(page, re.compile("^Münsterland,"))).to_be_visible()
    assert page.evaluate("location.hash") == ""


def test_my_position_stays_in_the_browser(context, page, watch):
    context.grant_permissions(["geolocation"])
    context.set_geolocation({"latitude": 50.87654, "longitude": 8.02345})
    open_map(page)
    page.get_by_role("button", name="In meiner Nähe").click()
    panel = page.get_by_role("dialog", name="In meiner Nähe")
    expect(panel.get_by_role("listitem")).to_have_count(8)
    expect(panel.get_by_role("listitem").first).to_contain_text("Siegen · 1 km entfernt")
    nearest = page.locator("#liste .place").all_inner_texts()
    kilometres = [int(text.rpartition("·")[2].replace("weniger als 1", "0").split()[0]) for text in nearest]
    assert (len(kilometres), kilometres) == (24, sorted(kilometres))
    expect(page.locator("#liste .result-line")).to_contain_text("Nach Entfernung von Ihnen")
    expect(page.locator("#liste .pager")).to_have_count(0)
    link = panel.get_by_role("link", name="Im Umkreis von 25 km um Siegen suchen")
    assert parse_qs(urlsplit(link.get_attribute("href")).query) == {"ort": ["siegen"], "umkreis": ["25"]}
    page.wait_for_timeout(1200)
    sent = " ".join(watch.requests) + page.url
    assert not re.search(r"50\.8765|8\.0234", sent)


def test_without_permission_the_place_field_is_named_instead(page):
    open_map(page)
    page.get_by_role("button", name="In meiner Nähe").click()
    expect(page.get_by_role("dialog")).to_contain_text("Geben Sie stattdessen oben Ihren Ort ein.")


def test_lost_data_are_said_and_fetched_again(page, watch):
    open_map(page)
    page.route("**/daten/karte/**", lambda route: route.abort())
    spot(page, re.compile("^Mittleres Ruhrgebiet,")).click()
    expect(page.locator("[data-map-count]")).to_have_text(re.compile("ließ sich gerade nicht laden"))
    watch.expected("no answer")
    page.unroute("**/daten/karte/**")
    page.get_by_role("button", name="Vergrößern").click()
    expect(page.locator(".map-view .spot:not(.spot-region)").first).to_be_visible()


def test_without_javascript_regions_are_links_in_a_drawing(new_visitor):
    page = new_visitor(java_script_enabled=False).new_page()
    page.goto("/landkarte/")
    link = page.locator("#karte-regionen").get_by_role("link", name=re.compile("^Mittleres Ruhrgebiet"))
    expect(link).to_be_visible()
    expect(page.locator(".map-bar")).to_be_hidden()
    link.click()
    assert parse_qs(urlsplit(page.url).query) == {"region": ["mittleres-ruhrgebiet"]}


@pytest.mark.parametrize("path", ["/landkarte/", "/einbetten/"])
def test_the_embedded_view_has_the_same_map(page, path):
    open_map(page, path)
    spot(page, re.compile("^Mittleres Ruhrgebiet,")).click()
    spot(page, "Bochum, 3 gute Ideen").click()
    link = page.get_by_role("dialog").get_by_role("listitem").first.get_by_role("link")
    assert link.get_attribute("target") == ("_parent" if path == "/einbetten/" else None)
