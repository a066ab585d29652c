"""The filters of the Landkarte: with a script they answer in place, without one the form does the same."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

# Everything said by the page's live regions, in order, each with the milliseconds since the heading last changed.
LISTEN = """() => {
  window.said = [];
  const heading = () => document.getElementById("liste-titel").textContent;
  let shown = heading();
  let changed = 0;
  new MutationObserver((changes) => {
    if (heading() !== shown) { [shown, changed] = [heading(), performance.now()]; }
    changes.forEach(({ target }) => {
      const region = (target.nodeType === 3 ? target.parentNode : target).closest?.("[role=status]");
      if (region?.textContent) { window.said.push([performance.now() - changed, region.textContent]); }
    });
  }).observe(document.body, { childList: true, subtree: true, characterData: true });
}"""


@pytest.fixture
def landkarte(page):
    """The page, marked so that a test sees whether it has been loaded anew."""
    page.goto("/landkarte/")
    expect(page.locator(".map-view .spot").first).to_be_visible()
    page.evaluate("window.sameDocument = true")
    return page


def heading(page):
    return page.locator("#liste-titel")


def state(page):
    return parse_qs(urlsplit(page.url).query)


def choose_region(page, slug):
    page.get_by_label("Region", exact=True).select_option(slug)


def open_filters(page):
    page.get_by_role("button", name=re.compile(r"^Filter( \(\d+\))?$")).click()
    return page.get_by_role("dialog", name="Filter")


def is_same_document(page):
    return page.evaluate("window.sameDocument === true")


def test_a_choice_changes_list_heading_numbers_map_and_address_in_place(landkarte):
    page = landkarte
    expect(heading(page)).to_have_text("51 gute Ideen")
    choose_region(page, "mittleres-ruhrgebiet")
    expect(heading(page)).to_have_text("7 gute Ideen im Mittleren Ruhrgebiet")
    assert state(page) == {"region": ["mittleres-ruhrgebiet"]}
    assert page.title().startswith("7 gute Ideen im Mittleren Ruhrgebiet")
    expect(page.locator("#liste .list").first.locator("> li")).to_have_count(7)
    expect(page.locator(".ground-chosen")).to_have_count(1)
    expect(page.get_by_role("button", name="Bochum, 3 gute Ideen")).to_be_visible()
    counts = page.locator("[data-count^='thema:']").all_text_contents()
    assert sum(int(count.strip("()")) for count in counts) < 51
    assert is_same_document(page)


def test_back_and_forward_lead_through_the_states_of_the_filters(landkarte):
    page = landkarte
    choose_region(page, "koeln")
    expect(heading(page)).to_have_text(re.compile("in der Region Köln"))
    dialog = open_filters(page)
    dialog.get_by_role("checkbox", name=re.compile("^Nur mit Film")).check()
    page.wait_for_url("**video=1**")
    page.go_back()
    expect(dialog.get_by_role("checkbox", name=re.compile("^Nur mit Film"))).not_to_be_checked()
    assert state(page) == {"region": ["koeln"]}
    page.go_back()
    expect(dialog).to_be_hidden()
    assert state(page) == {"region": ["koeln"]}
    page.go_back()
    expect(heading(page)).to_have_text("51 gute Ideen")
    expect(page.get_by_label("Region", exact=True)).to_have_value("")
    page.go_forward()
    expect(heading(page)).to_have_text(re.compile("in der Region Köln"))
    expect(page.get_by_label("Region", exact=True)).to_have_value("koeln")
    assert is_same_document(page)


def test_letters_typed_one_by_one_are_one_step_back_and_keep_the_focus(landkarte, watch):
    page = landkarte
    field = page.get_by_role("searchbox", name="Stichwort")
    before = len(watch.requests)
    field.press_sequentially("ausbildung", delay=40)
    expect(heading(page)).to_have_text(re.compile("ausbildung"))
    field.press_sequentially(" lehre", delay=40)
    expect(heading(page)).to_have_text(re.compile("ausbildung lehre"))
    expect(field).to_be_focused()
    expect(field).to_have_value("ausbildung lehre")
    asked = [url for url in watch.requests[before:] if urlsplit(url).path == "/landkarte/"]
    assert len(asked) == 2, "one request for each pause, none for each letter"
    page.go_back()
    expect(heading(page)).to_have_text("51 gute Ideen")
    expect(field).to_have_value("")


def test_a_chip_takes_its_filter_away_and_leaves_the_others(landkarte):
    page = landkarte
    choose_region(page, "koeln")
    chips = page.get_by_role("list", name="Aktive Filter")
    expect(chips.get_by_role("listitem")).to_have_count(2)
    dialog = open_filters(page)
    dialog.get_by_role("checkbox", name=re.compile("^Ausbildung")).check()
    expect(page.locator("#filter-chips li")).to_have_count(3)
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Filter (2)")).to_be_focused()
    chips.get_by_role("link", name=re.compile("Köln")).click()
    expect(page.get_by_label("Region", exact=True)).to_have_value("")
    expect(page.locator("[name=thema][value=ausbildung]")).to_be_checked()
    assert state(page) == {"thema": ["ausbildung"]}
    expect(heading(page)).to_be_focused()
    chips.get_by_role("link", name="Alle Filter aufheben").press("Enter")
    expect(chips).to_have_count(0)
    expect(page.locator("[name=thema][value=ausbildung]")).not_to_be_checked()
    expect(heading(page)).to_have_text("51 gute Ideen")
    assert state(page) == {}


def test_the_focus_stays_on_the_choice_just_made(landkarte):
    page = landkarte
    dialog = open_filters(page)
    box = dialog.get_by_role("checkbox", name=re.compile("^Ausbildung"))
    box.focus()
    page.keyboard.press("Space")
    expect(heading(page)).to_have_text(re.compile("zum Thema Ausbildung"))
    expect(box).to_be_focused()
    dialog.get_by_role("button", name="16 gute Ideen zeigen").click()
    expect(dialog).to_be_hidden()


def test_the_next_page_begins_at_its_heading(landkarte):
    page = landkarte
    page.locator("#liste").get_by_role("link", name=re.compile("^Weiter")).click()
    page.wait_for_url("**seite=2**")
    expect(heading(page)).to_be_focused()
    expect(heading(page)).to_be_in_viewport()
    assert is_same_document(page)


# The second choice comes as soon as the first is answered, however slow the machine.
CHOOSE_TWICE = """async (field, [first, second]) => {
  const heading = () => document.getElementById("liste-titel").textContent;
  const choose = (value) => { field.value = value; field.dispatchEvent(new Event("change", { bubbles: true })); };
  const before = heading();
  choose(first);
  while (heading() === before) { await new Promise(requestAnimationFrame); }
  choose(second);
}"""


def test_the_number_of_results_is_said_once_eight_tenths_of_a_second_after_the_last_change(landkarte):
    page = landkarte
    page.wait_for_timeout(1200)
    page.evaluate(LISTEN)
    page.get_by_label("Region", exact=True).evaluate(CHOOSE_TWICE, ["koeln", "mittleres-ruhrgebiet"])
    page.wait_for_function("() => window.said.length")
    page.wait_for_timeout(1500)
    said = page.evaluate("window.said")
    assert [words for _, words in said] == ["7 gute Ideen im Mittleren Ruhrgebiet"]
    assert said[0][0] > 600, "the visitor may still be choosing"


def test_what_is_not_understood_is_said_and_what_was_typed_stays(landkarte):
    page = landkarte
    page.get_by_label("Ort oder Postleitzahl").fill("Atlantis")
    page.get_by_label("Ort oder Postleitzahl").press("Enter")
    problem = page.locator("#filter-probleme")
    expect(problem).to_contain_text("Atlantis")
    expect(page.get_by_label("Ort oder Postleitzahl")).to_have_value("Atlantis")
    expect(heading(page)).to_have_text("51 gute Ideen")
    page.get_by_label("Ort oder Postleitzahl").fill("")
    page.get_by_label("Ort oder Postleitzahl").press("Enter")
    expect(problem).to_be_empty()


def test_when_the_server_does_not_answer_the_browser_says_so(landkarte, watch):
    page = landkarte
    page.route("**/landkarte/?region=koeln", lambda route: route.abort("connectionrefused"), times=2)
    choose_region(page, "koeln")
    page.wait_for_function("() => location.protocol === 'chrome-error:' || window.sameDocument === undefined")
    watch.expected("no answer")


@pytest.fixture
def unscripted(new_visitor):
    return new_visitor(java_script_enabled=False).new_page()


def test_without_javascript_the_form_filters_and_chips_and_pages_are_links(unscripted):
    page = unscripted
    page.goto("/landkarte/")
    page.get_by_label("Region", exact=True).select_option("mittleres-ruhrgebiet")
    page.get_by_role("searchbox", name="Stichwort").fill("bochum")
    page.get_by_role("button", name="Anwenden").click()
    assert {name: value for name, value in state(page).items() if value != [""]} == {
        "region": ["mittleres-ruhrgebiet"],
        "q": ["bochum"],
    }
    expect(heading(page)).to_contain_text("im Mittleren Ruhrgebiet")
    expect(page.get_by_label("Region", exact=True)).to_have_value("mittleres-ruhrgebiet")
    page.get_by_role("list", name="Aktive Filter").get_by_role("link", name="Alle Filter aufheben").click()
    expect(heading(page)).to_have_text("51 gute Ideen")
    page.locator("#liste").get_by_role("link", name=re.compile("^Weiter")).click()
    assert state(page) == {"seite": ["2"]}
    expect(page.locator("#liste .list").first.locator("> li")).to_have_count(24)
