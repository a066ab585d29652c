"""Promises of the layout, measured: the picture in a story's first view, weights, asides, states of events."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.test_map_weight import weigh

PHONE = {"width": 390, "height": 844}
WIDE = {"width": 1280, "height": 800}
STORIES = ["talturnier", "nachfragen-am-hochofen", "moebeldienst-siegen", "die-neuen-laden-ein"]
SHIFTS = """() => new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((one) => { sum += one.value; }))
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 300);
})"""


def box(page, selector):
    return page.locator(selector).first.bounding_box()


@pytest.mark.parametrize("viewport", [PHONE])
@pytest.mark.parametrize("slug", STORIES)
def test_on_a_phone_a_story_begins_with_its_picture_and_its_title(page, viewport, slug):
    page.goto(f"/landkarte/{slug}/")
    picture, title = box(page, ".split-head img"), box(page, "h1")
    assert (picture["x"], picture["width"]) == (0, 390)
    assert picture["width"] / picture["height"] == pytest.approx(4 / 3, abs=0.01)
    assert picture["y"] + picture["height"] < title["y"]
    assert title["y"] + title["height"] < 844


@pytest.mark.parametrize("viewport", [WIDE])
@pytest.mark.parametrize("slug", STORIES)
def test_on_a_wide_screen_the_picture_is_whole_beside_the_title(page, viewport, slug):
    page.goto(f"/landkarte/{slug}/")
    picture, title = box(page, ".split-head img"), box(page, "h1")
    assert picture["width"] / picture["height"] == pytest.approx(4 / 3, abs=0.01)
    assert title["x"] + title["width"] <= picture["x"]
    assert picture["y"] + picture["height"] < 800
    assert title["y"] + title["height"] < 800


@pytest.mark.parametrize("viewport", [WIDE])
def test_the_facts_go_along_with_the_text_and_end_with_it(page, viewport):
    page.goto("/landkarte/talturnier/")
    page.locator(".article-body .outcome").scroll_into_view_if_needed()
    expect(page.locator(".article > aside")).to_be_in_viewport()
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    aside, text = box(page, ".article > aside"), box(page, ".article")
    assert aside["y"] + aside["height"] <= text["y"] + text["height"]


@pytest.mark.parametrize("viewport", [PHONE])
def test_the_home_page_is_light(page, watch, viewport):
    page.goto("/")
    page.wait_for_load_state("networkidle")
    assert len(watch.requests) <= 12
    assert weigh(watch.requests) <= 22_000


@pytest.mark.parametrize("viewport", [PHONE, WIDE])
@pytest.mark.parametrize("address", ["/", "/landkarte/talturnier/", "/veranstaltungen/", "/suche/", "/presse/"])
def test_nothing_moves_while_a_page_loads(page, viewport, address):
    page.goto(address, wait_until="networkidle")
    assert page.evaluate(SHIFTS) <= 0.01


def test_the_page_of_an_event_is_light_without_its_maps(demo_site, context):
    slugs = demo_site.sql(
        "SELECT slug FROM wagtailcore_page JOIN events_eventpage ON page_ptr_id = wagtailcore_page.id WHERE live"
    )
    heavy = {}
    for (slug,) in slugs:
        html = context.request.get(f"/veranstaltungen/{slug}/").text()
        bare = re.sub(r'<div class="map.*?</div>', "", html, flags=re.DOTALL)
        if len(bare.encode()) > 30_000:
            heavy[slug] = len(bare.encode())
    assert len(slugs) >= 15
    assert heavy == {}


@pytest.mark.parametrize("viewport", [WIDE])
def test_every_state_of_an_event_looks_different_in_the_list(page, viewport):
    page.goto("/veranstaltungen/")
    looks = page.evaluate("""() => Object.fromEntries(["announced", "cancelled", "postponed", "reviewed", "preparing"].map((state) => {
      const date = document.querySelector(`.state.${state}`).closest("article").querySelector(".date");
      const { backgroundColor, borderTopColor } = getComputedStyle(date);
      const { textDecorationLine } = getComputedStyle(date.querySelector("b"));
      return [state, [backgroundColor, borderTopColor, textDecorationLine].join(" ")];
    }))""")
    assert len(set(looks.values())) == 4
    assert looks["cancelled"] == looks["postponed"]
    assert page.locator(".event:has(.state.reviewed) .thumb img").count() > 0


def test_the_search_and_pages_of_text_use_the_width(page):
    page.set_viewport_size(WIDE)
    for address in ("/presse/", "/kontakt/", "/leichte-sprache/", "/gibt-es-nicht/"):
        page.goto(address)
        right = page.evaluate("""() => Math.max(...[...document.querySelectorAll("main :is(h1, h2, p, li, svg)")].map(
          (element) => element.getBoundingClientRect().right))""")
        assert right > 1000, (address, right)
        assert urlsplit(page.url).path == address
