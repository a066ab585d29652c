"""From a visitor's idea to a story on the map: with JavaScript, without it, and by keyboard alone."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from practice_examples.submissions.protection import doubts
from tests import images

LONG_ENOUGH = doubts.FASTEST.total_seconds() * 1000 + 300
PHOTO = {"name": "../../böse.jpg", "mimeType": "image/jpeg", "buffer": images.jpeg(1600, 1200, exif=images.exif())}
HALF_HEIC = {"name": "IMG_1.HEIC", "mimeType": "image/heic", "buffer": images.ftyp(b"heic")}


@pytest.fixture
def desk(new_visitor, demo_site):
    """A moderator's browser, logged in."""
    page = new_visitor(viewport={"width": 1400, "height": 1000}).new_page()
    demo_site.sign_in(page)
    return page


def fill(page, title, place="#id_place"):
    page.locator("[name=title]").fill(title)
    page.locator("[name=summary]").fill(f"{title}: Jeden Freitag nähen Frauen aus sieben Ländern.")
    page.locator(place).fill("Hattingen")
    page.get_by_label("Ausbildung", exact=True).check()
    page.locator("[name=provider]").select_option("verein-und-ehrenamt")
    page.locator("[name=organisation]").fill("Nähwerk Hattingen")
    page.locator("[name=name]").fill("Jana Feld")
    page.locator("[name=email]").fill(f"{re.sub('[^a-z]', '', title.lower())}@example.org")
    for box in page.locator("[name=consents]").all():
        box.check()


def newest_link(desk) -> str:
    """The link in the newest mail, as somebody reads it in the demo's outbox."""
    desk.goto("/admin/postausgang/")
    desk.locator("td a", has_text="Bitte bestätigen").first.click()
    return desk.locator(".mail-text a", has_text="/mitmachen/stand/").get_attribute("href")


def begin_draft(page, desk, title) -> str:
    """The link of a registration whose address is confirmed; the page shows its draft."""
    page.goto("/mitmachen/")
    fill(page, title)
    page.wait_for_timeout(LONG_ENOUGH)
    page.get_by_role("button", name="Projekt anmelden").click()
    page.wait_for_url("**/danke/**")
    link = newest_link(desk)
    page.goto(link)
    page.get_by_role("button", name="Ja, das ist meine Adresse").click()
    # What is done to a page that is on its way may miss it.
    page.locator("[name=outcome]").wait_for()
    return link


def assert_accessible(page):
    found = [(v["id"], [node["html"][:120] for node in v["nodes"]]) for v in Axe().run(page).response["violations"]]
    assert found == []


def tab_to(page, selector):
    for _step in range(150):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"the keyboard does not reach {selector}")


def test_the_whole_story(page, desk, watch, demo_site):
    page.goto("/mitmachen/")
    assert_accessible(page)
    page.get_by_role("button", name="Projekt anmelden").click()
    expect(page.locator(".error-summary")).to_be_focused()
    assert_accessible(page)
    fill(page, "Näh-Café mit Auftragsbuch")
    page.wait_for_timeout(LONG_ENOUGH)
    page.get_by_role("button", name="Projekt anmelden").click()
    page.wait_for_url("**/danke/**")
    number = re.search(r"E-\d{5}", page.inner_text("main"))[0]
    page.reload()
    assert number in page.inner_text("main")
    assert_accessible(page)

    link = newest_link(desk)
    page.goto(link)
    page.get_by_role("button", name="Ja, das ist meine Adresse").click()
    page.locator("[name=story]").fill("An einem Freitag im Mai kam der erste Auftrag.")
    page.locator("[name=pitfalls]").fill("Der Schlüssel fehlte.")
    page.locator("#nachmachen [data-saved]", has_text="Gespeichert um").wait_for()
    page.locator("#fotos").set_input_files([PHOTO, HALF_HEIC])
    page.locator("[data-problem]", has_text="beschädigt oder unvollständig").wait_for()
    page.locator("[data-photo] img").wait_for()
    assert "böse" not in page.content()
    # A pause: the link is the draft.
    page.goto("/")
    page.goto(link)
    expect(page.locator("[name=story]")).to_have_value("An einem Freitag im Mai kam der erste Auftrag.")
    expect(page.locator("[data-photo]")).to_have_count(1)
    # Whoever finds a printed sheet could go on in another's name.
    page.emulate_media(media="print")
    assert link not in page.locator("body").inner_text()
    page.emulate_media(media="screen")
    page.get_by_role("button", name="Zur Prüfung einreichen").click()
    summary = page.locator(".error-summary")
    expect(summary.get_by_role("link")).to_have_count(3)
    assert_accessible(page)
    summary.get_by_role("link").first.click()
    page.get_by_label("Was ist zu sehen?").fill("Viele Hände an einem Tisch")
    page.get_by_label("Wer hat fotografiert?").fill("Jana Feld")
    page.get_by_label("Niemand ist zu erkennen").check()
    page.get_by_role("button", name="Zur Prüfung einreichen").click()
    page.get_by_text("liegt bei der Redaktion").wait_for()
    assert_accessible(page)

    desk.goto("/admin/einreichungen/")
    desk.get_by_role("link", name=number).click()
    desk.get_by_label("Ihr Text").fill("Wie viele kommen jede Woche?")
    desk.get_by_role("button", name="Als Rückfrage schicken").click()
    desk.get_by_text("Die Rückfrage ist unterwegs.").wait_for()

    page.reload()
    page.get_by_text("Wie viele kommen jede Woche?").wait_for()
    assert_accessible(page)
    page.get_by_label("Ihre Antwort").fill("Meist zwölf.")
    page.get_by_role("button", name="Antwort abschicken").click()
    page.get_by_text("liegt bei der Redaktion").wait_for()

    desk.reload()
    desk.get_by_text("Meist zwölf.").wait_for()
    desk.get_by_role("button", name="Ins Bildarchiv").click()
    desk.get_by_text("Das Foto ist jetzt ein Bild der Website").wait_for()
    desk.get_by_role("button", name="Fertige Seite zum Einverständnis schicken").click()
    desk.get_by_text("Die fertige Seite liegt jetzt bei den Einreichenden.").wait_for()

    page.reload()
    assert_accessible(page)
    page.get_by_role("link", name="Fertige Seite ansehen").click()
    page.get_by_role("heading", level=1, name="Näh-Café mit Auftragsbuch").wait_for()
    page.get_by_role("img", name="Viele Hände an einem Tisch").first.wait_for()
    page.go_back()
    page.get_by_label("Was sollen wir ändern?").fill("Es sind vierzehn.")
    page.get_by_role("button", name="Änderungswunsch abschicken").click()
    page.get_by_text("liegt bei der Redaktion").wait_for()
    desk.reload()
    desk.get_by_text("Es sind vierzehn.").wait_for()
    desk.get_by_role("button", name="Fertige Seite zum Einverständnis schicken").click()
    desk.get_by_text("Die fertige Seite liegt jetzt bei den Einreichenden.").wait_for()
    page.reload()
    page.get_by_role("button", name="Einverstanden").click()
    page.get_by_text("Danke! Sie sind einverstanden").wait_for()
    assert_accessible(page)

    desk.reload()
    desk.get_by_role("button", name="Freigeben und veröffentlichen").click()
    desk.get_by_text("Die Geschichte ist veröffentlicht.").wait_for()

    page.reload()
    assert_accessible(page)
    page.get_by_role("link", name="Zur Geschichte").click()
    page.get_by_role("heading", level=1, name="Näh-Café mit Auftragsbuch").wait_for()
    picture = page.get_by_role("img", name="Viele Hände an einem Tisch").first
    picture.wait_for()
    data = page.request.get(picture.evaluate("image => image.currentSrc || image.src")).body()
    for trace in (b"Exif", b"Modell 3000", b"Erika Mustermann"):
        assert trace not in data
    page.goto("/landkarte/?q=Auftragsbuch")
    page.get_by_role("link", name="Näh-Café mit Auftragsbuch").first.wait_for()


def test_the_story_without_javascript(new_visitor, demo_site, desk):
    page = new_visitor(java_script_enabled=False).new_page()
    page.goto("/mitmachen/")
    fill(page, "Radwerkstatt im Keller")
    page.wait_for_timeout(LONG_ENOUGH)
    page.get_by_role("button", name="Projekt anmelden").click()
    page.wait_for_url("**/danke/**")
    page.goto(newest_link(desk))
    page.get_by_role("button", name="Ja, das ist meine Adresse").click()
    page.locator("[name=story]").fill("Ein altes Rad, zwei Sprachen.")
    page.locator("#fotos").set_input_files([PHOTO])
    page.get_by_role("button", name="Ausgewählte Fotos hochladen").click()
    page.get_by_text("Gespeichert. Sie können").wait_for()
    assert page.locator("[name=story]").input_value() == "Ein altes Rad, zwei Sprachen."
    page.get_by_label("Was ist zu sehen?").fill("Ein Rad auf dem Kopf")
    page.get_by_label("Wer hat fotografiert?").fill("Jana Feld")
    page.get_by_label("Niemand ist zu erkennen").check()
    page.get_by_role("button", name="Zur Prüfung einreichen").click()
    page.get_by_text("liegt bei der Redaktion").wait_for()
    page.get_by_role("link", name="Alles zurückziehen").click()
    page.get_by_role("button", name="Ja, alles zurückziehen").click()
    page.get_by_text("Texte, Fotos und Ihre Angaben sind gelöscht").wait_for()
    assert demo_site.sql(
        "SELECT COUNT(*) FROM practice_examples_examplepage e JOIN wagtailcore_page p ON p.id = e.page_ptr_id WHERE p.title = ?",
        "Radwerkstatt im Keller",
    ) == [(0,)]


def test_the_story_by_keyboard_alone(page, desk):
    page.goto("/mitmachen/")
    tab_to(page, "[name=title]")
    page.keyboard.type("Chor der Kulturen")
    tab_to(page, "[name=summary]")
    page.keyboard.type("Donnerstags singen wir in zehn Sprachen.")
    tab_to(page, "#id_place")
    page.keyboard.type("Hattin")
    page.locator("[role=option]").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    tab_to(page, "[name=topics]")
    page.keyboard.press("Space")
    tab_to(page, "[name=provider]")
    page.keyboard.type("Verein")
    tab_to(page, "[name=organisation]")
    page.keyboard.type("Chor e. V.")
    tab_to(page, "[name=name]")
    page.keyboard.type("Jana Feld")
    tab_to(page, "[name=email]")
    page.keyboard.type("chor@example.org")
    for _box in range(3):
        tab_to(page, "[name=consents]")
        page.keyboard.press("Space")
    page.wait_for_timeout(LONG_ENOUGH)
    tab_to(page, "button.btn[type=submit]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/danke/**")

    page.goto(newest_link(desk))
    tab_to(page, "[value=confirm]")
    page.keyboard.press("Enter")
    page.locator("#geschichte").wait_for()
    tab_to(page, "[name=story]")
    page.keyboard.type("Der erste Abend.")
    # Enter in a field saves; it neither hands in nor removes anything.
    tab_to(page, "[name=since_year]")
    page.keyboard.type("2015")
    page.keyboard.press("Enter")
    page.get_by_text("Gespeichert. Sie können").wait_for()
    tab_to(page, "[value=exact], [value=town]")
    page.keyboard.press("ArrowDown")
    page.locator(".pin-picker .map-pin").wait_for()
    tab_to(page, ".pin-picker .map-pin")
    before = page.locator("[name=location]").input_value()
    page.keyboard.press("ArrowUp")
    assert page.locator("[name=location]").input_value() != before
    tab_to(page, "[value=hand_in]")
    page.keyboard.press("Enter")
    page.get_by_text("liegt bei der Redaktion").wait_for()


def test_what_is_typed_while_the_line_is_down_is_saved_with_the_next_key(page, desk, watch):
    begin_draft(page, desk, "Garten ohne Zaun")
    page.route("**/abschnitt/**", lambda route: route.abort())
    page.locator("[name=outcome]").fill("Zwölf Beete")
    page.locator("#ergebnisse [data-saved]", has_text="keine Verbindung").wait_for()
    watch.expected("no answer")
    page.unroute("**/abschnitt/**")
    page.locator("[name=outcome]").press("End")
    page.locator("[name=outcome]").press_sequentially("!")
    page.locator("#ergebnisse [data-saved]", has_text="Gespeichert um").wait_for()
    page.reload()
    assert page.locator("[name=outcome]").input_value() == "Zwölf Beete!"


def test_what_a_busy_site_refuses_is_saved_by_itself_a_moment_later(page, desk, watch):
    begin_draft(page, desk, "Garten ohne Eile")
    # As BoundedWrites answers whoever comes when all turns are taken.
    busy = {
        "status": 503,
        "headers": {"Retry-After": "5"},
        "content_type": "text/html",
        "body": "<h1>Gleich wieder</h1>",
    }
    asked = []
    for kind in ("abschnitt", "foto"):
        page.route(f"**/{kind}/**", lambda route: (asked.append(route.request.url), route.fulfill(**busy)), times=1)
    page.locator("[name=outcome]").fill("Zwölf Beete")
    page.locator("#ergebnisse [data-saved]", has_text="Gespeichert um").wait_for()
    page.locator("[data-upload] input[type=file]").set_input_files(PHOTO)
    page.locator("[data-photo]").wait_for()
    assert len(asked) == 2
    watch.expected("503")
    page.reload()
    assert page.locator("[name=outcome]").input_value() == "Zwölf Beete"
    assert page.locator("[data-photo]").count() == 1


def test_the_form_comes_back_as_it_was_left_and_empty_for_the_next_visitor(page):
    page.goto("/mitmachen/")
    fill(page, "Halb fertig")
    key = page.locator("[name=key]").input_value()
    page.goto("/kontakt/")
    page.go_back()
    for _visit in range(2):
        assert page.locator("[name=title]").input_value() == "Halb fertig"
        assert page.locator("#id_place").input_value().startswith("Hattingen")
        assert page.get_by_label("Ausbildung", exact=True).is_checked()
        assert page.locator("[name=key]").input_value() == key
        page.reload()
    page.goto("/")
    page.goto("/mitmachen/")
    assert page.locator("[name=title]").input_value() == ""


def test_what_is_typed_while_earlier_words_are_being_saved_survives_closing_the_page(page, desk):
    link = begin_draft(page, desk, "Brot und Briefe")
    # The line is so slow that the first saving never ends.
    page.evaluate("""() => {
      const send = window.fetch;
      window.fetch = (address, options) => {
        window.fetch = send;
        window.underway = true;
        return new Promise(() => {});
      };
    }""")
    page.locator("[name=outcome]").fill("Zwölf")
    page.wait_for_function("() => window.underway")
    page.locator("[name=outcome]").fill("Zwölf Briefe")
    page.goto("/")
    page.wait_for_timeout(1000)
    page.goto(link)
    expect(page.locator("[name=outcome]")).to_have_value("Zwölf Briefe")


def test_two_windows_on_one_draft_lose_nothing(page, desk, new_visitor):
    link = begin_draft(page, desk, "Zwei Fenster zum Hof")
    other = new_visitor().new_page()
    other.goto(link)
    other.locator("[name=outcome]").fill("Elf Beete")
    other.locator("[name=partners]").fill("Die Gärtnerei")
    other.locator("#ergebnisse [data-saved]", has_text="Gespeichert um").wait_for()
    other.locator("#nachmachen [data-saved]", has_text="Gespeichert um").wait_for()
    # Here the partners are still unwritten, and what stands beside them changes.
    page.locator("[name=funding]").fill("Die Stadt")
    page.locator("#nachmachen [data-saved]", has_text="Gespeichert um").wait_for()
    page.locator("[name=outcome]").fill("Zwölf Beete")
    told = page.locator("#ergebnisse .error-text", has_text="Dort steht jetzt: „Elf Beete“.")
    told.wait_for()
    page.locator("#ergebnisse [data-saved]", has_text="Nicht alles gespeichert").wait_for()
    assert page.locator("[name=outcome]").input_value() == "Zwölf Beete"
    assert_accessible(page)
    other.reload()
    values = [other.locator(f"[name={name}]").input_value() for name in ("outcome", "partners", "funding")]
    assert values == ["Elf Beete", "Die Gärtnerei", "Die Stadt"]
    told.get_by_role("button", name="Meine Fassung speichern").click()
    page.locator("#ergebnisse [data-saved]", has_text="Gespeichert um").wait_for()
    expect(told).to_have_count(0)
    other.reload()
    assert other.locator("[name=outcome]").input_value() == "Zwölf Beete"
