"""The Landkarte begins with its map on every screen, and whatever is done on it is a step that Back undoes."""

import re
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import expect

from tests.browser.test_map import SPOTS, open_map, spot
from tests.browser.test_map_touch import swipe

PHONE = {"width": 390, "height": 844}
# How much of the window shows the map itself: neither what lies over it nor its frame.
SHARE = """() => {
  let seen = 0;
  for (let x = 2; x < innerWidth; x += 5) {
    for (let y = 2; y < innerHeight; y += 5) { seen += Boolean(document.elementFromPoint(x, y)?.closest(".map-view")); }
  }
  return seen / (Math.ceil((innerWidth - 2) / 5) * Math.ceil((innerHeight - 2) / 5));
}"""
SHIFTS = """window.shifts = 0; new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) { window.shifts += entry.hadRecentInput ? 0 : entry.value; }
}).observe({ type: "layout-shift", buffered: true });"""
REGION = re.compile("^Mittleres Ruhrgebiet,")


def sheet(page):
    return page.locator("#liste")


def more_of(page, what):
    return page.get_by_role("button", name=f"Mehr von der {what}")


def settled(page):
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(400)


@pytest.mark.parametrize("viewport", [PHONE])
def test_a_phone_s_first_view_is_map_with_the_regions_named(page, viewport):
    page.add_init_script(SHIFTS)
    open_map(page)
    settled(page)
    box = page.locator(".map-view").bounding_box()
    low = sheet(page).bounding_box()
    assert box["y"] + box["height"] <= low["y"], "the sheet hides no part of the map"
    assert (round(low["y"] + low["height"]), round(low["height"])) == (843, 68)
    assert box["width"] * box["height"] / (390 * 844) >= 0.55
    assert page.evaluate(SHARE) >= 0.53
    assert page.locator(".map-view .spot-name").count() >= 12
    for name in ("In meiner Nähe", "Filter", "Mehr von der Liste"):
        expect(page.get_by_role("button", name=name)).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("combobox", name="Ort oder Postleitzahl")).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("heading", name="51 gute Ideen")).to_be_in_viewport(ratio=1)
    assert page.evaluate("window.shifts") <= 0.01


def test_a_wide_screen_s_first_view_has_list_and_map_and_the_map_stays(page):
    page.add_init_script(SHIFTS)
    open_map(page)
    settled(page)
    frame = page.locator(".map-frame").bounding_box()
    assert frame["height"] == 768
    assert (800 - frame["y"]) / frame["height"] >= 0.6
    expect(page.locator("#liste .card").first).to_be_in_viewport()
    assert page.evaluate("window.shifts") <= 0.01
    page.mouse.move(300, 600)
    page.mouse.wheel(0, 3000)
    page.wait_for_function("() => scrollY >= 2900")
    frame = page.locator(".map-frame").bounding_box()
    assert (frame["y"], frame["height"]) == (16, 768)


@pytest.mark.parametrize("width", [1280, 390])
def test_without_javascript_the_page_is_the_list_with_its_form(new_visitor, width):
    page = new_visitor(java_script_enabled=False, viewport={"width": width, "height": 900}).new_page()
    page.goto("/landkarte/")
    for name in ("Region", "Stichwort", "Ort oder Postleitzahl"):
        expect(page.get_by_label(name, exact=True)).to_be_visible()
    for name in ("Filter", "In meiner Nähe", "Mehr von der Liste"):
        expect(page.get_by_role("button", name=name, exact=True)).to_have_count(0)
    first = page.locator("#liste .card").first.bounding_box()
    picture = page.locator("#karte-regionen").bounding_box()
    assert first["x"] + first["width"] <= picture["x"] or first["y"] < picture["y"]
    expect(page.locator("#nach-region").get_by_role("link")).to_have_count(17)


@pytest.mark.parametrize("viewport", [PHONE, {"width": 1280, "height": 800}], ids=["phone", "desktop"])
def test_region_town_and_filters_are_steps_back_and_come_back_when_loaded_or_shared(page, new_visitor, viewport):
    open_map(page)
    spot(page, REGION).click()
    expect(spot(page, "Bochum, 3 gute Ideen")).to_be_visible()
    page.wait_for_function("() => location.hash.startsWith('#karte=')")
    region = page.url
    spot(page, "Bochum, 3 gute Ideen").click()
    panel = page.get_by_role("dialog", name="Bochum, 3 gute Ideen")
    expect(panel.get_by_role("listitem")).to_have_count(3)
    page.wait_for_function("() => location.hash.includes('offen=town:bochum')")
    # The mark moves up from under the panel, and the address follows.
    settled(page)
    town = page.url
    panel.get_by_role("link", name="Alle 3 in der Liste zeigen").click()
    expect(page.locator("#liste-titel")).to_have_text(re.compile("^3 gute Ideen in Bochum"))
    expect(page.locator("#liste-titel")).to_be_focused()
    page.go_back()
    expect(panel.get_by_role("listitem")).to_have_count(3)
    expect(page.locator("#liste-titel")).to_have_text("51 gute Ideen")
    assert page.url == town
    page.reload()
    expect(panel.get_by_role("listitem")).to_have_count(3)
    other = new_visitor(viewport=viewport).new_page()
    other.goto(town)
    expect(other.get_by_role("dialog", name="Bochum, 3 gute Ideen").get_by_role("listitem")).to_have_count(3)
    page.go_back()
    expect(panel).to_be_hidden()
    expect(spot(page, "Bochum, 3 gute Ideen")).to_be_visible()
    assert page.url == region
    page.go_back()
    expect(page.locator(f"{SPOTS}.spot-region")).to_have_count(16)
    assert page.evaluate("location.hash") == ""
    page.go_forward()
    expect(spot(page, "Bochum, 3 gute Ideen")).to_be_visible()


@pytest.mark.parametrize("viewport", [PHONE])
def test_what_moves_the_map_by_itself_is_no_step_even_when_it_cuts_short_another_move(page):
    """The town's mark still moves up from under the panel when the list brings a map of another size and view."""
    open_map(page)
    spot(page, REGION).click()
    expect(spot(page, "Bochum, 3 gute Ideen")).to_be_visible()
    page.wait_for_function("() => location.hash.startsWith('#karte=')")
    steps = page.evaluate("history.length")
    page.evaluate("""() => {
      const panel = document.querySelector("[data-map-panel]");
      new MutationObserver((_, observer) => {
        const link = panel.querySelector("[data-filter-link]");
        link && (observer.disconnect(), setTimeout(() => link.click(), 20));
      }).observe(panel, { childList: true, subtree: true });
    }""")
    spot(page, "Bochum, 3 gute Ideen").click()
    expect(page.locator("#liste-titel")).to_have_text(re.compile("^3 gute Ideen in Bochum"))
    settled(page)
    assert page.evaluate("history.length") == steps + 2, "the town, and its list"


def test_a_panel_that_is_closed_is_no_further_step(page):
    open_map(page)
    spot(page, REGION).click()
    page.wait_for_function("() => location.hash.startsWith('#karte=')")
    region = page.url
    spot(page, "Herne, 1 gute Idee").click()
    panel = page.get_by_role("dialog", name="Herne")
    expect(panel.locator("img")).to_be_visible()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    page.wait_for_function("() => !location.hash.includes('offen')")
    page.go_back()
    if page.url == region:
        page.go_back()
    expect(page.locator(f"{SPOTS}.spot-region")).to_have_count(16)


@pytest.mark.parametrize("viewport", [PHONE])
def test_the_sheet_has_three_heights_for_the_keyboard_and_each_is_a_step(page, viewport):
    open_map(page)
    settled(page)
    heights = [sheet(page).bounding_box()["height"]]
    more_of(page, "Liste").focus()
    page.keyboard.press("Enter")
    settled(page)
    heights.append(sheet(page).bounding_box()["height"])
    expect(more_of(page, "Liste")).to_be_focused()
    page.keyboard.press("Enter")
    cover = page.get_by_role("dialog", name="51 gute Ideen")
    expect(cover).to_be_visible()
    expect(more_of(page, "Karte")).to_be_focused()
    settled(page)
    heights.append(sheet(page).bounding_box()["height"])
    low, half, full = map(round, heights)
    assert (low, full) == (68, 844)
    assert low < half < full
    assert page.evaluate("document.querySelector('dialog[data-sheet-cover]').matches(':modal')")
    page.reload()
    expect(cover).to_be_visible()
    page.keyboard.press("Escape")
    expect(cover).to_be_hidden()
    expect(sheet(page)).to_have_attribute("data-sheet", "halb")
    assert page.evaluate("document.activeElement.closest('#liste') !== null")
    page.go_back()
    expect(sheet(page)).to_have_attribute("data-sheet", "")


@pytest.mark.parametrize("viewport", [PHONE])
def test_the_filters_of_a_phone_are_behind_one_button_that_counts_them(page, viewport):
    open_map(page)
    expect(page.get_by_label("Region", exact=True)).to_be_hidden()
    page.get_by_role("button", name="Filter", exact=True).click()
    dialog = page.get_by_role("dialog", name="Filter")
    dialog.get_by_label("Region", exact=True).select_option("koeln")
    expect(page.locator("#liste-titel")).to_have_text(re.compile("in der Region Köln"))
    dialog.get_by_role("checkbox", name=re.compile("^Arbeit")).check()
    page.wait_for_url(re.compile("thema=arbeit"))
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(page.get_by_role("button", name="Filter (2)")).to_be_focused()
    shared = page.url
    page.go_back()
    expect(page.get_by_role("button", name="Filter (1)", include_hidden=True)).to_have_count(1)
    page.goto(shared)
    expect(page.get_by_role("button", name="Filter (2)")).to_be_visible()


def test_addresses_of_former_versions_open_as_they_were_shared(page):
    open_map(page, "/landkarte/#karte=50.9333,6.95,10")
    expect(spot(page, re.compile("^Köln,"))).to_be_visible()
    assert page.url.endswith("#karte=50.9333,6.95,10")


def test_the_focus_goes_on_at_the_list_when_the_offer_was_taken(page):
    open_map(page)
    spot(page, REGION).click()
    offer = page.locator("[data-map-line]").get_by_role("link", name="Nur im Kartenausschnitt")
    offer.press("Enter")
    expect(page.locator("#liste-titel")).to_have_text(re.compile("im Kartenausschnitt"))
    expect(page.locator("#liste-titel")).to_be_focused()


@pytest.mark.parametrize("viewport", [PHONE, {"width": 1280, "height": 800}], ids=["phone", "desktop"])
def test_the_focus_never_falls_to_nowhere(page, viewport):
    """Whatever takes away what had the focus gives it to what comes next."""
    open_map(page)
    settled(page)
    listing = page.locator("[data-listing]")

    def goes_on():
        settled(page)
        expect(listing).not_to_have_attribute("aria-busy", "true")
        return page.evaluate("document.activeElement !== document.body && document.activeElement.checkVisibility()")

    def list_shown():
        more = more_of(page, "Liste")
        if more.is_visible():
            more.press("Enter")
            assert goes_on()

    spot(page, REGION).press("Enter")
    for close in (lambda panel: panel.press("Escape"), lambda panel: panel.get_by_role("button").first.press("Enter")):
        spot(page, "Bochum, 3 gute Ideen").press("Enter")
        panel = page.get_by_role("dialog", name="Bochum, 3 gute Ideen")
        expect(panel.get_by_role("listitem")).to_have_count(3)
        assert goes_on()
        close(panel)
        expect(panel).to_be_hidden()
        assert goes_on()
    page.locator("[data-map-line]").get_by_role("link", name="Nur im Kartenausschnitt").press("Enter")
    expect(page.locator("#liste-titel")).to_have_text(re.compile("im Kartenausschnitt"))
    assert goes_on()
    page.get_by_role("list", name="Aktive Filter").get_by_role("link").first.press("Enter")
    expect(page.get_by_role("list", name="Aktive Filter")).to_have_count(0)
    assert goes_on()
    list_shown()
    page.get_by_role("link", name="Von A bis Z").press("Enter")
    expect(page.locator("#liste .result-line [aria-current]")).to_have_text("Von A bis Z")
    assert goes_on()
    page.get_by_role("link", name=re.compile("^Weiter")).press("Enter")
    expect(page.locator("#liste [aria-current=page]")).to_have_text(re.compile("2$"))
    assert goes_on()


def test_a_link_skips_the_list_and_leaves_the_address_alone(page):
    open_map(page, "/landkarte/#karte=50.9333,6.95,10")
    link = page.get_by_role("link", name="Liste überspringen, zur Karte")
    link.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#karte")).to_be_focused()
    assert page.url.endswith("#karte=50.9333,6.95,10")


HOST = """<!doctype html><html lang="de"><title>Partner</title><h1>Partner</h1>
<iframe src="/einbetten/" title="Gute Ideen" width="800" height="640" allow="geolocation"></iframe></html>"""


@pytest.mark.parametrize("width", [390, 800, 1280])
def test_in_a_partner_s_frame_the_map_comes_first_and_the_history_stays_the_partner_s(page, demo_site, width):
    page.route(
        "**/partner", lambda route: route.fulfill(content_type="text/html", body=HOST.replace("800", str(width)))
    )
    page.set_viewport_size({"width": 1400, "height": 900})
    page.add_init_script("""window.heights = []; addEventListener("message", ({ data }) => {
      data.type === "landkarte" && window.heights.push(data.height); });""")
    page.goto("/partner")
    frame = page.frame_locator("iframe")
    expect(frame.locator(SPOTS).first).to_be_visible()
    settled(page)
    top = page.locator("iframe").bounding_box()["y"]
    view = frame.locator(".map-view").bounding_box()
    assert view["y"] - top < 240
    assert min(view["y"] + view["height"], top + 640) - view["y"] >= 320
    sender = frame.get_by_role("heading", level=1).get_by_role("link", name="Landkarte der guten Ideen")
    assert sender.bounding_box()["y"] - top < 40
    assert sender.get_attribute("target") == "_parent"
    before = page.evaluate("history.length")
    frame.get_by_role("button", name=REGION).click()
    frame.get_by_role("button", name="Bochum, 3 gute Ideen").click()
    frame.get_by_role("link", name="Alle 3 in der Liste zeigen").click()
    expect(frame.locator("#liste-titel")).to_have_text(re.compile("^3 gute Ideen in Bochum"))
    settled(page)
    assert page.evaluate("history.length") == before
    assert page.evaluate("window.heights.length") >= 1


@pytest.fixture
def served():
    """Gives a page an origin of its own, from which a browser asks as from any other."""
    with ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as server:

        def serve(html):
            class Answer(BaseHTTPRequestHandler):
                def do_GET(self):
                    self.send_response(200)
                    self.send_header("Content-Type", "text/html; charset=utf-8")
                    self.end_headers()
                    self.wfile.write(html.encode())

                def log_message(self, *words):
                    pass

            server.RequestHandlerClass = Answer
            Thread(target=server.serve_forever).start()
            return f"http://127.0.0.1:{server.server_port}/"

        yield serve
        server.shutdown()


def test_the_lines_for_partners_give_the_frame_on_their_page_the_height_of_what_is_in_it(
    page, demo_site, served, watch
):
    page.goto("/offene-daten/")
    lines = page.get_by_role("paragraph").filter(has_text="<iframe").inner_text()
    lines = lines.replace("https://portal.example.org", demo_site.url)
    partner = served(f'<!doctype html><html lang="de"><link rel="icon" href="data:,"><title>P</title>{lines}</html>')
    page.goto(partner)
    watch.expected(f"third party: {partner}")
    inside = page.frame_locator("iframe")
    expect(inside.locator(SPOTS).first).to_be_visible()

    def whole(height):
        expect(page.locator("iframe")).to_have_attribute("height", str(height))
        return inside.locator("html").evaluate("html => html.scrollHeight - html.clientHeight") == 0

    def needed():
        settled(page)
        return inside.get_by_role("main").evaluate("main => main.offsetHeight")

    before = needed()
    assert before > 640
    assert whole(before)
    inside.get_by_role("list", name="Aktive Filter").get_by_role("link").first.click()
    expect(inside.locator("#liste-titel")).to_have_text("51 gute Ideen")
    after = needed()
    assert after > before
    assert whole(after)


@pytest.mark.parametrize("viewport", [PHONE])
def test_a_swipe_on_the_map_moves_it_and_none_on_the_sheet_s_cards(new_visitor, viewport):
    page = new_visitor(viewport=viewport, has_touch=True, is_mobile=True).new_page()
    open_map(page, "/landkarte/#liste=halb")
    settled(page)
    before = sheet(page).bounding_box()
    swipe(page, ((200, 760), (200, 640)))
    assert sheet(page).bounding_box() == before
    assert page.evaluate("document.querySelector('#liste-inhalt').scrollTop") > 60
