"""The search page in a real browser: readable for everybody, and a hit in a film leads into the film."""

import re

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


KOELN = {"latitude": 50.9375, "longitude": 6.9603}
NEAR_KOELN = ["Köln · 2 km entfernt", "Köln · 4 km entfernt", "Köln · 5 km entfernt"]


def sent_position(watch):
    return [address for address in watch.requests if "50.9" in address or "6.96" in address]


@pytest.mark.parametrize("address", ["/", "/suche/"])
def test_one_button_shows_what_is_near_and_the_position_stays_in_the_browser(new_visitor, watch, address):
    page = new_visitor(geolocation=KOELN, permissions=["geolocation"]).new_page()
    page.goto(address)
    page.get_by_role("button", name="Bei Ihnen").click()
    near = page.get_by_role("region", name="Bei Ihnen")
    expect(near.get_by_role("heading", name="Bei Ihnen", exact=True)).to_be_focused()
    expect(near.locator("[data-near-stories] .place")).to_have_text(NEAR_KOELN)
    expect(near.get_by_role("link", name="nahe Köln, Region Köln")).to_have_attribute("href", "/regionen/koeln/")
    expect(near.locator("[data-near-event] .event")).to_have_count(1)
    expect(near.locator("[data-near-contact] .contact")).to_have_count(1)
    expect(near.get_by_role("link", name="Alle auf Liste und Karte, nach Entfernung")).to_have_attribute(
        "href", re.compile(r"/landkarte/\?ort=koeln&umkreis=50&sort=nah$")
    )
    assert Axe().run(page).response["violations"] == []
    assert sent_position(watch) == []


def test_what_is_near_keeps_to_the_words_that_were_typed(new_visitor, watch):
    page = new_visitor(geolocation=KOELN, permissions=["geolocation"]).new_page()
    page.goto("/suche/?q=Sprachkurs in meiner Nähe")
    page.get_by_role("button", name="Bei Ihnen").click()
    first = page.locator("[data-near-stories] .place").first
    expect(first).to_have_text("Lindlar · 32 km entfernt")
    assert sent_position(watch) == []


@pytest.mark.parametrize(
    ("code", "answer"),
    [
        (1, "Ihr Standort ist nicht freigegeben. Bitte geben Sie Ihren Ort oder Ihre Postleitzahl ein."),
        (3, "Ihr Standort ist nicht zu ermitteln. Bitte geben Sie Ihren Ort oder Ihre Postleitzahl ein."),
    ],
)
@pytest.mark.parametrize(
    ("address", "field"),
    [("/", "Was gibt es bei Ihnen? Ort oder Postleitzahl"), ("/suche/", "Ort, Postleitzahl oder Stichwort")],
)
def test_who_refuses_or_gets_no_answer_is_led_to_the_field(page, address, field, code, answer):
    page.goto(address)
    page.evaluate(f"void (navigator.geolocation.getCurrentPosition = (_, fail) => fail({{ code: {code} }}))")
    page.get_by_role("button", name="Bei Ihnen").click()
    expect(page.get_by_role("combobox", name=field)).to_be_focused()
    expect(page.get_by_role("combobox", name=field)).to_have_accessible_description(answer)


def test_somewhere_else_is_said(new_visitor):
    page = new_visitor(geolocation={"latitude": 48.14, "longitude": 11.58}, permissions=["geolocation"]).new_page()
    page.goto("/")
    page.get_by_role("button", name="Bei Ihnen").click()
    expect(page.locator(".near-status")).to_have_text(
        "Sie sind weit von Nordrhein-Westfalen entfernt. Bitte geben Sie einen Ort oder eine Postleitzahl ein."
    )


def test_lost_data_are_said_and_may_be_asked_for_again(new_visitor, watch):
    page = new_visitor(geolocation=KOELN, permissions=["geolocation"]).new_page()
    page.goto("/")
    page.route("**/umgebung.json", lambda route: route.abort())
    page.get_by_role("button", name="Bei Ihnen").click()
    status = page.locator(".near-status")
    expect(status).to_have_text("Das ließ sich gerade nicht laden. Bitte versuchen Sie es noch einmal.")
    watch.expected("no answer")
    page.unroute("**/umgebung.json")
    page.get_by_role("button", name="Bei Ihnen").click()
    expect(page.locator("[data-near-stories] article")).to_have_count(3)
    expect(status).to_have_text("")
