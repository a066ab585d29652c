"""The search page in a real browser: readable for everybody, and a hit in a film leads into the film."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

AT_SECOND = """second => new Promise((done) => {
  const look = () => document.querySelector("video").currentTime === second ? done() : requestAnimationFrame(look);
  look();
})"""


@pytest.mark.parametrize("typed", ["Köln", "Sport bei Köln", "Impressum", "Zirkus Siegen", "Praktikum"])
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
