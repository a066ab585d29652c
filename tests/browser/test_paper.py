"""What comes out of the printer: how many sheets, from which page and day, and the map with its marks."""

import re
from datetime import date

import pytest

MONTHS = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
]


@pytest.mark.parametrize(
    ("address", "most"),
    [
        ("/landkarte/", 1),
        ("/landkarte/?region=koeln", 1),
        ("/landkarte/musikschule-kreuztal/", 1),
        ("/orte/koeln/", 1),
        ("/regionen/muensterland/", 1),
        ("/themen/sport/", 2),
        ("/suche/?q=Ausbildung+in+Siegen", 1),
        ("/suche/?q=Sport", 2),
        ("/veranstaltungen/koeln-rheinabend/", 1),
        ("/veranstaltungen/essen-erzaehlt/", 2),
        ("/veranstaltungen/herne-2017/", 2),
        ("/veranstaltungen/zwischenbilanz-duesseldorf/", 2),
    ],
)
def test_a_page_prints_on_few_sheets_with_its_address_and_the_day(page, demo_site, address, most):
    page.goto(address, wait_until="networkidle")
    assert 1 <= page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") <= most
    page.emulate_media(media="print")
    assert demo_site.url + address in page.locator("body").inner_text()
    printed = re.search(r"(\d+)\. (\w+) (20\d\d)$", page.get_by_text(demo_site.url + address).inner_text())
    assert abs(date(int(printed[3]), MONTHS.index(printed[2]) + 1, int(printed[1])) - date.today()).days <= 1


def test_an_event_prints_when_it_is_at_the_top(page):
    page.goto("/veranstaltungen/essen-erzaehlt/")
    page.emulate_media(media="print")
    for told in ("20", "Uhr"):
        assert told in page.locator(".event-poster").inner_text()


@pytest.mark.parametrize("address", ["/landkarte/", "/orte/koeln/", "/regionen/muensterland/"])
def test_the_marks_of_a_printed_map_keep_their_discs(page, address):
    page.goto(address, wait_until="networkidle")
    page.emulate_media(media="print")
    disc = page.locator("main svg :is(.bubble circle:not(.tap), .pin)").filter(visible=True).first
    assert disc.evaluate("disc => getComputedStyle(disc).fill") == "rgb(196, 18, 47)"
    assert disc.evaluate("disc => getComputedStyle(disc).printColorAdjust") == "exact"


def test_the_map_asks_for_nothing_while_it_is_printed(page, watch):
    page.goto("/landkarte/#karte=51.48,7.22,12", wait_until="networkidle")
    before = list(watch.requests)
    page.emulate_media(media="print")
    page.wait_for_timeout(500)
    page.emulate_media(media="screen")
    page.wait_for_load_state("networkidle")
    assert [url for url in watch.requests if "/daten/" in url] == [url for url in before if "/daten/" in url]
    assert page.locator(".map-view .spot").count()
