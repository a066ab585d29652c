"""Every kind of page and whatever opens on one, looked at in seven ways."""

import re

import pytest
from playwright.sync_api import expect

from tests.looks import DESKTOP, EVERYWHERE, PHONE, problems
from tests.markup import mistakes
from tests.page_types import PAGES

SCREENS = DESKTOP | PHONE
# WCAG 2.2.2: what goes on for longer than five seconds can be paused.
RESTLESS = """() => document.getAnimations().filter((one) => one.effect.getComputedTiming().endTime > 5000)
  .map((one) => one.effect.target.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("address", PAGES.values())
def test_a_page_is_accessible_and_fits_however_it_is_looked_at(page, address):
    answer = page.goto(address)
    assert answer.status == 200
    assert mistakes(answer.text()) == []
    page.wait_for_load_state("networkidle")
    assert page.evaluate(RESTLESS) == []
    assert page.locator("h1").count() == 1
    assert problems(page) == {}


def test_pages_that_are_not_there_or_not_for_everybody_are_accessible_too(page, demo_site):
    assert page.goto("/gibt-es-nicht/").status == 404
    assert problems(page) == {}
    demo_site.sql(
        "INSERT INTO wagtailcore_pageviewrestriction (page_id, restriction_type, password) "
        "SELECT id, 'password', 'offen' FROM wagtailcore_page WHERE slug = 'aufnahmekriterien'"
    )
    demo_site.sql("UPDATE home_contentversion SET key = 'private'")
    page.goto("/aufnahmekriterien/")
    page.get_by_label("Passwort").fill("falsch")
    page.get_by_role("button", name="Weiter").click()
    expect(page.get_by_label("Passwort")).to_be_focused()
    assert problems(page) == {}
    demo_site.sql("DELETE FROM wagtailcore_pageviewrestriction")
    demo_site.sql("UPDATE home_contentversion SET key = 'public again'")


def test_the_login_of_the_editors_is_accessible(page):
    page.goto("/admin/login/")
    looks = {name: EVERYWHERE[name] for name in ("desktop", "desktop, dark", "phone")}
    assert problems(page, looks) == {}


def open_menu(page):
    page.set_viewport_size({"width": 390, "height": 800})
    page.get_by_role("button", name="Menü").click()
    expect(page.get_by_role("navigation", name="Hauptmenü")).to_be_visible()


def type_a_place(page):
    page.get_by_role("combobox").first.press_sequentially("Köl")
    expect(page.get_by_role("option").first).to_be_visible()


def open_all_filters(page):
    page.get_by_role("button", name="Filter").click()
    expect(page.get_by_role("group", name="Wer steht dahinter?")).to_be_visible()


def open_a_town(page):
    for name in (re.compile("^Mittleres Ruhrgebiet,"), "Bochum, 3 gute Ideen"):
        page.get_by_role("button", name=name).click()
    expect(page.get_by_role("dialog").get_by_role("listitem")).to_have_count(3)


def raise_the_list(page, times=1):
    page.set_viewport_size({"width": 390, "height": 800})
    for _ in range(times):
        page.get_by_role("button", name="Mehr von der Liste").click()
    expect(page.get_by_role("button", name="Mehr von der Karte")).to_be_visible()


def cover_the_map_with_the_list(page):
    raise_the_list(page, 2)
    expect(page.get_by_role("dialog", name="51 gute Ideen")).to_be_visible()


def send_an_empty_form(page):
    page.get_by_role("button", name="Projekt anmelden").click()
    expect(page.get_by_role("heading", name=re.compile("prüfen|Angaben|fehlen"))).to_be_visible()


def ask_for_what_is_near(page):
    page.get_by_role("button", name="Bei Ihnen").click()
    expect(page.get_by_text(re.compile(r"Ihr Standort ist nicht|km entfernt$")).first).to_be_visible()


def stand_in_bochum(page):
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation({"latitude": 51.4817, "longitude": 7.2165})
    ask_for_what_is_near(page)


def play_the_film(page):
    page.get_by_text("Abschrift lesen").click()
    page.locator("video").evaluate("film => { film.muted = true; return film.play(); }")


def learn_how_to_subscribe(page):
    page.get_by_text("So geht es mit Apple, Outlook und Google").click()
    expect(page.get_by_text("Weitere Kalender")).to_be_visible()


@pytest.mark.parametrize(
    ("address", "opened", "looks"),
    [
        ("/", open_menu, PHONE),
        ("/", type_a_place, SCREENS),
        ("/suche/", type_a_place, SCREENS),
        ("/suche/", ask_for_what_is_near, SCREENS),
        ("/suche/", stand_in_bochum, SCREENS),
        ("/landkarte/", type_a_place, SCREENS),
        ("/landkarte/", open_all_filters, SCREENS),
        ("/landkarte/", open_a_town, DESKTOP),
        ("/landkarte/", raise_the_list, PHONE),
        ("/landkarte/", cover_the_map_with_the_list, PHONE),
        ("/landkarte/", open_a_town, PHONE),
        ("/einbetten/", open_a_town, DESKTOP),
        ("/veranstaltungen/", learn_how_to_subscribe, EVERYWHERE),
        ("/landkarte/talturnier/", play_the_film, SCREENS),
        ("/mitmachen/", send_an_empty_form, SCREENS),
    ],
)
def test_whatever_opens_is_accessible_and_fits_too(page, address, opened, looks):
    page.goto(address)
    page.wait_for_load_state("networkidle")
    opened(page)
    assert problems(page, looks) == {}
