"""What the browser really loads, compressed with gzip as the server sends it."""

import urllib.request
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

PHONE = {"width": 320, "height": 640}
WIDE = {"width": 1280, "height": 800}


def weigh(addresses):
    """Bytes of the styles and scripts among the addresses, as they come over the wire."""
    total = 0
    for url in {url for url in addresses if urlsplit(url).path.endswith((".js", ".css"))}:
        request = urllib.request.Request(url, headers={"Accept-Encoding": "gzip"})
        with urllib.request.urlopen(request) as response:
            total += len(response.read())
    return total


def styles(addresses):
    return {url for url in addresses if urlsplit(url).path.endswith(".css")}


@pytest.mark.parametrize("viewport", [PHONE])
def test_the_whole_map_page_weighs_at_most_80_kb(page, watch, viewport):
    page.goto("/landkarte/")
    page.get_by_role("button", name="Mittleres Ruhrgebiet, 7 gute Ideen").click()
    page.get_by_role("button", name="Bochum, 3 gute Ideen").click()
    expect(page.get_by_role("dialog", name="Bochum").get_by_role("listitem")).to_have_count(3)
    page.wait_for_load_state("networkidle")
    names = {urlsplit(url).path.rpartition("/")[2].partition(".")[0] for url in watch.requests}
    assert {"leaflet", "chart", "ground", "marks", "stories", "sheet", "steps"} <= names
    assert weigh(watch.requests) <= 80_000


@pytest.mark.parametrize("viewport", [WIDE])
def test_a_page_without_map_and_the_first_view_of_the_map_keep_their_budgets(page, watch, viewport):
    page.goto("/suche/?q=ausbildung")
    page.wait_for_load_state("networkidle")
    without = set(watch.requests)
    assert weigh(without) <= 27_000
    page.goto("/landkarte/")
    page.wait_for_load_state("networkidle")
    added = set(watch.requests) - without
    parts = ("/map/", "/places/", "leaflet")
    scripts = {url for url in added if urlsplit(url).path.endswith(".js") and any(part in url for part in parts)}
    # Each page has one stylesheet, with all that the site's say.
    assert weigh(scripts) + weigh(styles(added)) - weigh(styles(without)) <= 55_000
