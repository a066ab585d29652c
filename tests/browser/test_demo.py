"""The demo as a whole: it starts, its pages open, and nobody but the site is asked for anything."""

import signal
import subprocess
from functools import partial

import pytest

from config.settings import VERSION
from tests import snapshots

PUBLIC = [
    "/",
    "/landkarte/",
    "/veranstaltungen/",
    "/mitmachen/",
    "/ueber-die-aktion/",
    "/aufnahmekriterien/",
    "/presse/",
    "/kontakt/",
    "/offene-daten/",
    "/impressum/",
    "/datenschutz/",
    "/barrierefreiheit/",
    "/leichte-sprache/",
    "/gebaerdensprache/",
    "/suche/",
    "/einbetten/",
    "/orte/koeln/",
    "/kreise/05315/",
    "/regionen/koeln/",
    "/themen/sport/",
]
ADMIN = [
    "/admin/",
    "/admin/pages/",
    "/admin/images/",
    "/admin/images/add/",
    "/admin/documents/",
    "/admin/snippets/",
    "/admin/account/",
    "/admin/reports/site-history/",
]


@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_page_opens_and_stores_nothing(page, context, path):
    """That nobody else was asked, and that no script failed, is looked after by `watch`."""
    answer = page.goto(path, wait_until="networkidle")
    assert answer.status == 200
    assert page.locator("h1").count() == 1
    stored = page.evaluate("[localStorage.length, sessionStorage.length]")
    assert (stored, [cookie for cookie in context.cookies() if path != "/mitmachen/"]) == ([0, 0], [])


def test_no_word_of_a_title_is_broken_and_nothing_is_wider_than_the_screen(page):
    for width in (320, 768, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        for slug in ("dortmund-in-vorbereitung", "bielefeld-zukunftstage"):
            page.goto(f"/veranstaltungen/{slug}/")
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            title = page.locator("h1")
            assert title.evaluate("element => element.scrollWidth <= element.clientWidth")
            assert title.evaluate("element => getComputedStyle(element).hyphens") == "manual"


def test_a_story_and_a_meeting_open_from_their_lists(page, demo_site):
    for parent in ("/landkarte/", "/veranstaltungen/"):
        page.goto(parent)
        page.locator(f"main a[href^='{parent}'][href$='/']:not([href='{parent}'])").first.click()
        page.wait_for_url(f"**{parent}*/")
        assert page.locator("h1").count() == 1


@pytest.mark.parametrize("username", ["redaktion", "admin"])
def test_the_admin_asks_nobody_else(page, demo_site, username):
    demo_site.sign_in(page, username)
    for path in ADMIN:
        page.goto(path, wait_until="networkidle")
    for path, identity in demo_site.sql(
        "SELECT url_path, id FROM wagtailcore_page WHERE depth > 2 AND live ORDER BY depth DESC LIMIT 1"
    ):
        page.goto(f"/admin/pages/{identity}/edit/", wait_until="networkidle")
        assert page.locator("[name=title]").count() == 1, path


def test_an_editor_uploads_a_picture(page, demo_site):
    picture = next(iter(sorted((demo_site.folder / "media").rglob("*.webp"))))
    demo_site.sign_in(page)
    page.goto("/admin/images/add/")
    page.get_by_label("Datei").set_input_files(picture)
    page.get_by_label("Titel").fill("Werkstatt am Morgen")
    page.get_by_label("Bildbeschreibung").fill("Zwei Lehrlinge biegen ein Blech")
    page.get_by_label("Urheberin oder Urheber").fill("Foto: Jana Feld")
    page.get_by_label("Wer ist zu sehen?").select_option(index=1)
    page.get_by_role("button", name="Hochladen").click()
    page.wait_for_url("**/admin/images/")
    assert demo_site.sql("SELECT description, credit FROM media_picture WHERE title = 'Werkstatt am Morgen'") == [
        ("Zwei Lehrlinge biegen ein Blech", "Foto: Jana Feld")
    ]


def test_one_command_serves_the_demo_and_ctrl_c_ends_it(demo_site, tmp_path):
    snapshots.copy_demo(to=tmp_path)
    port = demo_site.port + 1 if demo_site.port < 65535 else 65534
    url = f"http://127.0.0.1:{port}"
    environment = snapshots.environment(tmp_path, BASE_URL=url)
    command = [*snapshots.MANAGE, "serve_demo", "--port", str(port)]
    # A shell that starts the tests in the background lets them ignore Ctrl-C.
    heed = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True, preexec_fn=heed) as demo:
        said = []
        for line in demo.stdout:
            said.append(line)
            if line.startswith("Redaktion:"):
                break
        demo.send_signal(signal.SIGINT)
        assert demo.wait(20) == 0
    assert "".join(said[-3:]) == (
        f"Version {VERSION}\nPortal: {url}/\nRedaktion: {url}/admin/  Benutzer: redaktion  Passwort: landkarte\n"
    )
    assert sorted(path.name for path in tmp_path.glob("*.stamp")) == ["demo-content.stamp", "demo-static.stamp"]
