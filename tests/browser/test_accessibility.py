"""Every kind of page, wide and light, narrow and dark: what axe finds, and whether anything sticks out."""

import pytest
from axe_playwright_python.sync_playwright import Axe

PAGES = [
    "/",
    "/landkarte/",
    "/landkarte/?ort=Atlantis&umkreis=abc&thema=sport",
    "/landkarte/talturnier/",
    "/landkarte/musikschule-kreuztal/",
    "/orte/koeln/",
    "/orte/attendorn/",
    "/kreise/05911/",
    "/regionen/koeln/",
    "/themen/sport/",
    "/veranstaltungen/",
    "/veranstaltungen/muensterland-in-vorbereitung/",
    "/veranstaltungen/koeln-rheinabend/",
    "/suche/?q=Ausbildung+in+Siegen",
    "/suche/?q=xyzzy",
    "/mitmachen/",
    "/ueber-die-aktion/",
    "/offene-daten/",
    "/leichte-sprache/",
    "/kontakt/",
    "/einbetten/?thema=sport",
    "/admin/login/",
]


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_a_page_is_accessible_and_fits(page, address, width, scheme):
    page.set_viewport_size({"width": width, "height": 900})
    # A colour that is on its way is no colour to be measured.
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    response = page.goto(address)
    assert response.status == 200
    page.wait_for_load_state("networkidle")
    found = [(v["id"], [node["html"][:160] for node in v["nodes"]]) for v in Axe().run(page).response["violations"]]
    assert found == []
    assert page.locator("h1").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_page_that_is_not_there_is_accessible_too(page):
    assert page.goto("/gibt-es-nicht/").status == 404
    assert Axe().run(page).response["violations"] == []
