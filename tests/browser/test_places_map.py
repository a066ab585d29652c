"""The editors' field for the place and the map with the pin, on a new story."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

INNER_RING = (50.9439, 6.9363)
KOELN, NIPPES, EMMERICH = (50.93333, 6.95), (50.96545, 6.95314), (51.83933, 6.24792)


@pytest.fixture
def editor(page, demo_site):
    """The form for a new story."""
    demo_site.sign_in(page)
    (index,) = demo_site.sql("SELECT id FROM wagtailcore_page WHERE slug = 'landkarte'")[0]
    page.goto(f"/admin/pages/add/practice_examples/examplepage/{index}/")
    expect(page.get_by_role("combobox", name="Ort")).to_be_visible()
    return page


def pin(page):
    """Where the form says the pin is: lat, lng."""
    match = re.search(r"POINT\((\S+) (\S+)\)", page.locator("#id_location").input_value())
    return match and (float(match[2]), float(match[1]))


def near(point):
    return pytest.approx(point, abs=1e-4)


def hold_answers(page, query):
    """The answers to this question, that come only when the test lets them go on."""
    held = []
    page.route(f"**/daten/orte.json?q={query}", lambda route: held.append(route))
    return held


def notice(page):
    return page.locator("[data-notice]")


def suggestions(page):
    return page.get_by_role("listbox", name="Vorschläge").get_by_role("option")


@pytest.mark.parametrize(
    ("typed", "label", "point"),
    [
        ("Emmerich", "Emmerich am Rhein, Kreis Kleve", EMMERICH),
        ("50667", "Köln", KOELN),
        ("Koeln", "Köln", KOELN),
        ("Köln-Nippes", "Nippes, Ortsteil von Köln", NIPPES),
    ],
)
def test_typing_a_place_chooses_it_and_moves_the_pin(editor, typed, label, point):
    place = editor.get_by_role("combobox", name="Ort")
    place.press_sequentially(typed)
    expect(suggestions(editor).first).to_be_visible()
    place.press("ArrowDown")
    place.press("Enter")
    expect(place).to_have_value(label)
    expect(suggestions(editor)).to_have_count(0)
    assert pin(editor) == near(point)


def test_leaving_the_field_takes_the_only_place_it_can_mean(editor):
    place = editor.get_by_role("combobox", name="Ort")
    place.fill("koeln")
    place.press("Tab")
    expect(place).to_have_value("Köln")
    assert pin(editor) == near(KOELN)


def test_an_address_sets_the_pin_in_the_middle_of_its_postcode(editor):
    place = editor.get_by_role("combobox", name="Ort")
    place.fill("Hohenzollernring 5, 50672 Köln")
    place.press("Tab")
    expect(place).to_have_value("Köln")
    expect(notice(editor)).to_contain_text("Das ist die Mitte der Postleitzahl 50672")
    assert pin(editor) == near(INNER_RING)
    expect(editor.get_by_text("1 km", exact=True)).to_be_visible()


def test_the_list_is_worked_by_keyboard_and_leaves_on_escape(editor):
    place = editor.get_by_role("combobox", name="Ort")
    place.press_sequentially("mü")
    options = suggestions(editor)
    expect(options.first).to_be_visible()
    expect(place).to_have_attribute("aria-expanded", "true")
    place.press("ArrowUp")
    last = options.last
    expect(last).to_have_attribute("aria-selected", "true")
    expect(place).to_have_attribute("aria-activedescendant", last.get_attribute("id"))
    place.press("Escape")
    expect(place).to_have_attribute("aria-expanded", "false")
    expect(place).to_have_value("mü")


# The town first, then its quarters.
MARL = [
    "MarlKreis Recklinghausen",
    "Marl-HammOrtsteil von Marl",
    "Marl-MitteOrtsteil von Marl",
    "Alt-MarlOrtsteil von Marl",
    "HülsOrtsteil von Marl",
]


def test_a_slow_answer_never_replaces_a_newer_one(editor):
    held = hold_answers(editor, "m")
    place = editor.get_by_role("combobox", name="Ort")
    with editor.expect_request("**/daten/orte.json?q=m"):
        place.press_sequentially("m")
    place.press_sequentially("arl", delay=150)
    expect(suggestions(editor)).to_have_text(MARL)
    held[0].continue_()
    editor.wait_for_timeout(500)
    expect(suggestions(editor)).to_have_text(MARL)


def test_keys_wait_for_the_list_that_belongs_to_what_was_typed(editor):
    held = hold_answers(editor, "k%C3%B6ln-nippes")
    place = editor.get_by_role("combobox", name="Ort")
    place.press_sequentially("köln")
    expect(suggestions(editor).first).to_contain_text("Köln")
    with editor.expect_request("**/daten/orte.json?q=k%C3%B6ln-nippes"):
        place.press_sequentially("-nippes")
        place.press("ArrowDown")
        place.press("Enter")
    expect(place).to_have_value("köln-nippes")
    held[0].continue_()
    expect(place).to_have_value("Nippes, Ortsteil von Köln")
    assert pin(editor) == near(NIPPES)


def test_keys_are_not_lost_on_who_is_faster_than_the_list_and_goes_on(editor):
    held = hold_answers(editor, "hattin")
    place = editor.get_by_role("combobox", name="Ort")
    with editor.expect_request("**/daten/orte.json?q=hattin"):
        place.press_sequentially("hattin")
        place.press("ArrowDown")
        place.press("Enter")
        place.press("Tab")
    expect(place).not_to_be_focused()
    held[0].continue_()
    expect(place).to_have_value("Hattingen, Ennepe-Ruhr-Kreis")
    expect(suggestions(editor)).to_have_count(0)


def test_keys_do_not_take_from_the_list_of_an_earlier_text(editor):
    held = hold_answers(editor, "k%C3%B6ln")
    # From here on no time passes but what the test lets pass: nothing is asked while the visitor types on.
    editor.clock.install()
    editor.clock.pause_at(datetime.now(UTC) + timedelta(minutes=1))
    place = editor.get_by_role("combobox", name="Ort")
    place.press_sequentially("köln")
    with editor.expect_request("**/daten/orte.json?q=k%C3%B6ln"):
        editor.clock.run_for(200)
    place.press_sequentially("-nippes")
    held[0].continue_()
    expect(suggestions(editor).first).to_contain_text("Köln")
    place.press("ArrowDown")
    place.press("Enter")
    expect(place).to_have_value("Nippes, Ortsteil von Köln")


def test_the_pin_can_be_set_moved_and_taken_away_by_keyboard(editor):
    editor.get_by_role("combobox", name="Ort").fill("50667")
    editor.get_by_role("combobox", name="Ort").press("Tab")
    expect(notice(editor)).to_contain_text("Die Stecknadel liegt in der Mitte von Köln.")
    marker = editor.get_by_role("button", name="Stecknadel: ziehen")
    marker.press("Shift+ArrowRight")
    marker.press("ArrowUp")
    lat, lng = pin(editor)
    assert lat > KOELN[0]
    assert lng > KOELN[1]
    marker.press("Delete")
    assert pin(editor) is None
    expect(notice(editor)).to_contain_text("Noch keine Stecknadel")
    editor.get_by_role("button", name="Stecknadel in die Ortsmitte").press("Enter")
    assert pin(editor) == near(KOELN)


def test_a_pin_dragged_away_from_its_place_is_told_with_two_ways_out(editor):
    place = editor.get_by_role("combobox", name="Ort")
    place.fill("50667")
    place.press("Tab")
    expect(notice(editor)).to_contain_text("Köln")
    editor.get_by_role("button", name="Ganz NRW zeigen").click()
    marker = editor.get_by_role("button", name="Stecknadel: ziehen")
    editor.wait_for_timeout(600)
    marker.scroll_into_view_if_needed()
    box = marker.bounding_box()
    editor.mouse.move(box["x"] + 17, box["y"] + 18)
    editor.mouse.down()
    editor.mouse.move(box["x"] + 127, box["y"] - 22, steps=6)
    editor.mouse.up()
    expect(notice(editor)).to_contain_text("km von Köln entfernt")
    dragged = pin(editor)
    editor.get_by_role("button", name=re.compile("als Ort übernehmen")).click()
    expect(place).not_to_have_value("Köln")
    expect(notice(editor)).not_to_contain_text("entfernt")
    assert pin(editor) == dragged
    place.fill("50667")
    place.press("Tab")
    expect(place).to_have_value("Köln")
    assert pin(editor) == near(KOELN)


def test_a_half_typed_place_is_not_saved_by_itself_but_an_unknown_one_is_told(editor):
    editor.locator("#id_title").fill("Werkstatt am Ring")
    place = editor.get_by_role("combobox", name="Ort")
    place.fill("Bonn")
    place.press("Tab")
    expect(place).to_have_value("Bonn")
    place.press_sequentially("er")
    assert place.evaluate("input => new FormData(input.form).getAll('place')") == ["Bonn"]
    place.fill("Xyzzy")
    place.press("Tab")
    editor.get_by_role("button", name="Entwurf speichern").click()
    expect(editor.get_by_text("Diesen Ort kennen wir nicht.").first).to_be_visible()
    expect(place).to_have_value("Xyzzy")
    place.fill("Siegen")
    place.press("Tab")
    expect(place).to_have_value("Siegen, Kreis Siegen-Wittgenstein")
    editor.get_by_role("button", name="Entwurf speichern").click()
    expect(editor).to_have_url(re.compile(r"/edit/$"), timeout=15_000)
    expect(editor.get_by_text("Diesen Ort kennen wir nicht.")).to_have_count(0)


def test_a_saved_pin_is_there_again(editor):
    editor.locator("#id_title").fill("Werkstatt in Nippes")
    place = editor.get_by_role("combobox", name="Ort")
    place.fill("Köln-Nippes")
    place.press("Tab")
    expect(place).to_have_value("Nippes, Ortsteil von Köln")
    editor.get_by_role("button", name="Entwurf speichern").click()
    expect(editor).to_have_url(re.compile(r"/edit/$"), timeout=15_000)
    editor.reload()
    expect(editor.get_by_role("combobox", name="Ort")).to_have_value("Nippes, Ortsteil von Köln")
    expect(editor.get_by_role("button", name="Stecknadel: ziehen")).to_be_visible()
    expect(notice(editor)).to_contain_text("Die Stecknadel liegt in der Mitte von Nippes.")
    assert pin(editor) == near(NIPPES)
