"""An editor's working day: a story and an event, from the empty form to the public page."""

import re

import pytest
from playwright.sync_api import expect


@pytest.fixture
def editor(page, demo_site):
    demo_site.sign_in(page)
    return page


def start(page, demo_site, kind, parent):
    (index,) = demo_site.sql("SELECT id FROM wagtailcore_page WHERE slug = ?", parent)[0]
    page.goto(f"/admin/pages/add/{kind}/{index}/", wait_until="networkidle")
    # Wagtail takes what is there after a moment as the form's beginning; nobody has read it sooner, either.
    page.wait_for_timeout(2_000)


def draft(demo_site, title):
    """Id and liveness of what is kept of the page, as soon as there is something."""
    return demo_site.sql("SELECT id, live FROM wagtailcore_page WHERE draft_title = ?", title)


def autosaved(page):
    """The next save that the browser does by itself."""
    return page.expect_response(
        lambda response: (
            response.request.method == "POST"
            and re.search(r"/admin/pages/(add/.+|\d+/edit)/$", response.url.split("?")[0])
            and "application/json" in response.request.headers.get("accept", "")
        )
    )


def write(page, field, words, within="id_"):
    page.locator(f"#{within}{field}").press_sequentially(words)
    page.keyboard.press("Tab")


def tab(page, name):
    # A tab with mistakes in it has their number in its name.
    page.get_by_role("tab", name=re.compile(f"^{re.escape(name)}")).click()


def add_block(page, field, name):
    """Take a block of this name from the picker at the end of the field."""
    panel = page.locator(f"[data-contentpath={field}]")
    panel.locator("button.c-sf-add-button").last.click()
    page.get_by_role("option", name=name, exact=True).click()


def choose_picture(page, field):
    page.locator(f"#{field}-chooser").get_by_role("button", name="Bild auswählen").click()
    chooser = page.get_by_role("dialog")
    chooser.get_by_role("link", name=re.compile("Illustration")).first.click()
    expect(chooser).to_have_count(0)


def type_place(page, typed, label):
    place = page.get_by_role("combobox", name="Ort")
    place.press_sequentially(typed)
    place.press("Tab")
    expect(place).to_have_value(label)


def drag_pin(page, across, down):
    before = page.locator("#id_location").input_value()
    marker = page.get_by_role("button", name="Stecknadel: ziehen")
    marker.scroll_into_view_if_needed()
    box = marker.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + across, y + down, steps=6)
    page.mouse.up()
    expect(page.locator("#id_location")).not_to_have_value(before)


def see_preview(page, words):
    page.get_by_role("button", name="Vorschau umschalten").click()
    # While a newer preview loads, the older one stays.
    shown = page.frame_locator("iframe[title=Vorschau] >> nth=0").get_by_role("heading", level=1)
    expect(shown).to_contain_text(words, timeout=20_000)
    page.get_by_role("button", name="Vorschau umschalten").click()


def publish(page):
    page.get_by_role("button", name="Mehr Aktionen").click()
    page.get_by_role("button", name="Veröffentlichen", exact=True).click()


# --- what is written while the form saves itself -----------------------------------------------------


def kept(demo_site, column, title):
    return demo_site.sql(
        f"SELECT json_extract(r.content, '$.{column}') FROM wagtailcore_page p"
        " JOIN wagtailcore_revision r ON r.id = p.latest_revision_id WHERE p.draft_title = ?",
        title,
    )


def paste(page, field, words):
    """As from the menu of the mouse: the text is there, and no key was pressed."""
    page.locator(f"#id_{field}").focus()
    page.keyboard.insert_text(words)


def hold_first_save(page):
    """The first save by itself stays on its way until the test lets it go on."""
    held = []

    def hold(route):
        by_itself = "application/json" in route.request.headers.get("accept", "")
        held.append(route) if by_itself else route.continue_()

    page.route("**/admin/pages/add/**", hold)
    return held


def test_a_title_pasted_as_soon_as_the_form_is_there_is_saved_with_its_address(editor, demo_site):
    ((index,),) = demo_site.sql("SELECT id FROM wagtailcore_page WHERE slug = 'veranstaltungen'")
    editor.goto(f"/admin/pages/add/events/eventpage/{index}/")
    with autosaved(editor) as first:
        paste(editor, "title", "Frühstück für Überzeugte")
    assert first.value.status == 200
    expect(editor.locator("#id_slug")).to_have_value("fruehstueck-fuer-ueberzeugte")
    expect(editor.get_by_text("Gespeichert", exact=True)).to_be_visible()
    assert kept(demo_site, "slug", "Frühstück für Überzeugte") == [("fruehstueck-fuer-ueberzeugte",)]


def test_what_is_written_while_a_save_is_on_its_way_is_saved_after_it(editor, demo_site):
    start(editor, demo_site, "events/eventpage", "veranstaltungen")
    held = hold_first_save(editor)
    with editor.expect_request(lambda request: request.method == "POST" and "/admin/pages/add/" in request.url):
        paste(editor, "title", "Zwei Sätze")
    paste(editor, "summary", "Der zweite Satz.")
    with autosaved(editor) as first:
        held[0].continue_()
    assert first.value.status == 200
    with autosaved(editor) as second:
        pass
    assert second.value.status == 200
    assert kept(demo_site, "summary", "Zwei Sätze") == [("Der zweite Satz.",)]


@pytest.mark.parametrize("saves", ["before", "meanwhile"])
def test_whoever_publishes_within_a_second_has_one_page(editor, demo_site, saves):
    title = f"Sofort, {saves}"
    start(editor, demo_site, "home/standardpage", "start")
    held = hold_first_save(editor) if saves == "meanwhile" else None
    if held is None:
        paste(editor, "title", title)
    else:
        with editor.expect_request(lambda request: request.method == "POST" and "/admin/pages/add/" in request.url):
            paste(editor, "title", title)
    publish(editor)
    if held is not None:
        editor.wait_for_timeout(500)
        held[0].continue_()
    expect(editor.locator(".messages")).to_contain_text(re.compile(f"{title}.+veröffentlicht"), timeout=20_000)
    editor.wait_for_timeout(1_000)
    assert [live for _identity, live in draft(demo_site, title)] == [1]


# --- the schedule ------------------------------------------------------------------------------------


def open_schedule(page):
    page.get_by_role("button", name="Status umschalten").click()
    page.get_by_role("button", name=re.compile("^Zeitplan (festlegen|bearbeiten)$")).click()


def plan(page, field, words):
    box = page.locator(f"#id_{field}")
    box.fill("")
    box.press_sequentially(words)
    box.press("Tab")
    return box


def test_the_button_says_what_it_will_do_by_the_date_in_the_schedule(editor, demo_site):
    start(editor, demo_site, "events/eventpage", "veranstaltungen")
    write(editor, "title", "Erst später")
    expect(editor.get_by_text("Gespeichert", exact=True)).to_be_visible(timeout=15_000)
    open_schedule(editor)
    button = editor.locator("button[name=action-publish]")
    expect(button).to_have_text("Veröffentlichen")
    expect(plan(editor, "go_live_at", "24.12.2031, 18 Uhr")).to_have_value("24.12.2031 18:00")
    expect(button).to_have_text("Zur Veröffentlichung einplanen")
    expect(plan(editor, "go_live_at", "24.12.2019, 18 Uhr")).to_have_value("24.12.2019 18:00")
    expect(button).to_have_text("Veröffentlichen")


def test_publishing_after_the_end_asks_for_a_new_one_at_its_field(editor, demo_site):
    start(editor, demo_site, "home/standardpage", "start")
    write(editor, "title", "Schon vorbei")
    open_schedule(editor)
    plan(editor, "expire_at", "24.12.2019 18 Uhr")
    editor.get_by_role("dialog").get_by_role("button", name="Zeitplan speichern").click()
    expect(editor.locator(".messages")).to_contain_text("Schon vorbei")
    publish(editor)
    dialog = editor.get_by_role("dialog")
    expect(dialog.get_by_text("Das Ende der Veröffentlichung ist vorbei.")).to_have_count(1)
    expect(editor.get_by_text("Das Ende der Veröffentlichung ist vorbei.")).to_have_count(1)
    expect(plan(editor, "expire_at", "24.12.2031 18 Uhr")).to_have_value("24.12.2031 18:00")
    dialog.get_by_role("button", name="Zeitplan speichern").click()
    expect(dialog).to_have_count(0)
    publish(editor)
    expect(editor.locator(".messages")).to_contain_text(re.compile("Schon vorbei.+veröffentlicht"), timeout=20_000)


def test_the_address_follows_the_title_by_the_rule_of_the_site_until_somebody_chooses_one(editor, demo_site):
    start(editor, demo_site, "events/eventpage", "veranstaltungen")
    address = editor.locator("#id_slug")
    write(editor, "title", "Frühlingsfest in Überruhr")
    expect(address).to_have_value("fruehlingsfest-in-ueberruhr")
    tab(editor, "Menü, Suche, Termine")
    address.fill("Fest für Überruhr")
    address.press("Tab")
    expect(address).to_have_value("fest-fuer-ueberruhr")
    tab(editor, "Inhalt")
    write(editor, "title", " 2027")
    expect(address).to_have_value("fest-fuer-ueberruhr")


def test_a_story_from_the_first_word_to_the_landkarte(editor, demo_site):
    start(editor, demo_site, "practice_examples/examplepage", "landkarte")
    with autosaved(editor) as first:
        write(editor, "title", "Werkbank am Ebertplatz")
    assert first.value.status == 200
    ((identity, live),) = draft(demo_site, "Werkbank am Ebertplatz")
    assert not live

    publish(editor)
    for message in ("Die Zusammenfassung fehlt", "Bitte wählen Sie den Ort", "Das Titelbild fehlt"):
        # The button waits for the save that is under way.
        expect(editor.get_by_text(message).first).to_be_visible(timeout=15_000)
    expect(editor.locator("#id_title")).to_have_value("Werkbank am Ebertplatz")
    # The form goes on saving itself after it was refused.
    expect(editor.get_by_text("Gespeichert", exact=True)).to_be_visible(timeout=15_000)
    with autosaved(editor) as after_refusal:
        write(editor, "organisation", "Handwerk am Platz")
    assert after_refusal.value.status == 200

    editor.locator("#id_summary").fill("Zwei Meister öffnen donnerstags ihre Werkstatt.")
    type_place(editor, "Koeln", "Köln")
    drag_pin(editor, 40, -30)
    expect(editor.locator("[data-notice]")).to_contain_text("von der Mitte von Köln")
    editor.get_by_role("checkbox", name="Ausbildung").check()
    editor.locator("#id_provider").select_option(label="Handwerk")
    choose_picture(editor, "id_lead_picture")

    add_block(editor, "body", "Text")
    editor.locator("[data-contentpath=body] [contenteditable=true]").press_sequentially("Donnerstag, kurz nach sechs.")
    add_block(editor, "body", "Stimme")
    with autosaved(editor) as half:
        write(editor, "quote", "Hier zählt, was einer kann.", within="body-1-value-")
    assert half.value.status == 200
    write(editor, "name", "Meisterin", within="body-1-value-")
    add_block(editor, "body", "Bild")
    choose_picture(editor, "body-2-value-picture")

    tab(editor, "Zum Nachmachen")
    editor.locator("#id_effort").select_option(label="Nur Ehrenamt")
    editor.locator("#id_lead_time").fill("drei Wochen")
    tab(editor, "Inhalt")
    see_preview(editor, "Werkbank am Ebertplatz")

    publish(editor)
    expect(editor.locator(".messages")).to_contain_text(
        re.compile("Werkbank am Ebertplatz.+veröffentlicht"), timeout=20_000
    )
    assert draft(demo_site, "Werkbank am Ebertplatz") == [(identity, 1)]

    editor.goto("/landkarte/?ort=koeln")
    editor.get_by_role("link", name="Werkbank am Ebertplatz").first.click()
    expect(editor.get_by_role("heading", level=1)).to_contain_text("Werkbank am Ebertplatz")
    for words in ("Donnerstag, kurz nach sechs.", "Hier zählt, was einer kann.", "drei Wochen"):
        expect(editor.get_by_text(words).first).to_be_visible()
    ((lat, lng, place),) = demo_site.sql(
        "SELECT lat, lng, place_id FROM practice_examples_examplepage WHERE page_ptr_id = ?", identity
    )
    assert place == "05315000"
    assert (50.93333 < lat < 51, 6.95 < lng < 7.1) == (True, True)


def test_an_event_in_preparation_from_the_first_word_to_the_calendar(editor, demo_site):
    start(editor, demo_site, "events/eventpage", "veranstaltungen")
    with autosaved(editor) as first:
        write(editor, "title", "Markt der Werkstätten")
    assert first.value.status == 200
    editor.locator("#id_summary").fill("Zwölf Werkstätten, zwölf Tische, ein Abend.")
    editor.locator("#id_expected").select_option(label="Herbst")
    editor.locator("#id_expected_year").fill("2031")
    type_place(editor, "Siegen", "Siegen, Kreis Siegen-Wittgenstein")
    see_preview(editor, "Markt der Werkstätten")
    publish(editor)
    expect(editor.locator(".messages")).to_contain_text(
        re.compile("Markt der Werkstätten.+veröffentlicht"), timeout=20_000
    )

    editor.goto("/veranstaltungen/")
    editor.get_by_role("link", name="Markt der Werkstätten").first.click()
    expect(editor.get_by_role("heading", level=1)).to_contain_text("Markt der Werkstätten")
    expect(editor.get_by_text("In Vorbereitung").first).to_be_visible()
    expect(editor.get_by_text("Herbst 2031").first).to_be_visible()
