"""The search page in a real browser: readable for everybody, and a hit in a film leads into the film."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

AT_SECOND = """second => new Promise((done) => {
  const look = () => document.querySelector("video").currentTime === second ? done() : requestAnimationFrame(look);
  look();
})"""


@pytest.mark.parametrize(
    "typed", ["", "Köln", "Sport bei Köln", "Fussbal", "Termine Köln", "Impressum", "Zirkus Siegen", "Praktikum"]
)
def test_whatever_was_found_axe_has_nothing_to_say(context, typed):
    page = context.new_page()
    page.goto(f"/suche/?q={typed}")
    assert Axe().run(page).response["violations"] == []


def test_a_sentence_of_a_film_leads_to_its_second_in_the_film(context):
    page = context.new_page()
    page.goto("/suche/?q=Abpfiff")
    page.get_by_role("link", name="im Film bei 0:11").click()
    page.evaluate(AT_SECOND, 11)
    expect(page.locator(".film video")).to_be_in_viewport()


def test_what_is_near_is_sorted_in_the_browser_and_the_position_stays_there(new_visitor, watch):
    page = new_visitor(geolocation={"latitude": 50.9375, "longitude": 6.9603}, permissions=["geolocation"]).new_page()
    page.goto("/suche/?q=Sprachkurs in meiner Nähe")
    page.get_by_role("button", name="In meiner Nähe").click()
    nearest = page.locator(".near ol a")
    expect(nearest).to_have_count(6)
    expect(nearest.first).to_contain_text("Lindlar · 32 km")
    kilometres = [int("".join(filter(str.isdigit, text.rpartition("·")[2]))) for text in nearest.all_inner_texts()]
    assert kilometres == sorted(kilometres)
    assert [address for address in watch.requests if "50.9" in address or "6.96" in address] == []


def test_who_refuses_the_position_is_led_to_the_field(new_visitor):
    page = new_visitor(permissions=[]).new_page()
    page.goto("/suche/")
    page.get_by_role("button", name="In meiner Nähe").click()
    expect(page.locator(".near [role=status]")).to_have_text(
        "Ihr Standort ist nicht zu ermitteln. Bitte geben Sie oben Ihren Ort oder Ihre Postleitzahl ein."
    )
    expect(page.get_by_role("combobox", name="Ort, Postleitzahl oder Stichwort")).to_be_focused()
