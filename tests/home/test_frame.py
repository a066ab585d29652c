import re
from datetime import timedelta
from pathlib import Path

import psycopg2
import pytest
import time_machine
from django.conf import settings
from django.core.cache import cache
from django.core.paginator import Paginator
from django.db import DatabaseError, IntegrityError, OperationalError
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import timezone
from wagtail.models import Site

from config import errors
from home.caching import version
from home.pages.addresses import absolute
from home.pages.middleware import BoundedWrites
from home.pages.models import HomePage, Portal, StandardPage
from practice_examples.models import Contact
from tests.event_factories import berlin, make_event
from tests.factories import make_example
from tests.reading import read

STATIC = settings.BASE_DIR / "site" / "static" / "site"
SCRIPTS_OF_EVERY_PAGE = ("site.js", "needs_script.js", "share.js", "announce.js", "menu.js", "counter.js")
STYLES_OF_EVERY_PAGE = (
    "font.css",
    "tokens.css",
    "base.css",
    "layout.css",
    "frame.css",
    "components.css",
    "forms.css",
    "stories.css",
    "map.css",
    "utilities.css",
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def criteria():
    page = StandardPage(
        title="Aufnahmekriterien", slug="aufnahmekriterien", intro="Was wir zeigen.", show_in_menus=True
    )
    return HomePage.objects.get().add_child(instance=page)


def test_a_visitor_gets_no_cookie_and_the_same_page_as_everybody(client, criteria):
    response = client.get("/aufnahmekriterien/")
    assert response.status_code == 200
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


def test_the_policy_of_public_pages_forbids_inline_code(client, criteria):
    policy = client.get("/aufnahmekriterien/")["Content-Security-Policy"]
    assert "unsafe-inline" not in policy
    assert "unsafe-eval" not in policy
    assert "default-src 'none'" in policy


@pytest.mark.parametrize("address", ["/", "/aufnahmekriterien/", "/gibt-es-nicht/"])
def test_pages_have_no_inline_code_one_heading_and_a_skip_link(client, criteria, address):
    html = client.get(address).content.decode()
    assert not re.search(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=", html)
    page = read(html)
    assert len(page.headings(1)) == 1
    assert (page.links()[0].name, page.links()[0].href) == ("Zum Inhalt", "#inhalt")
    assert page.one("main")["id"] == "inhalt"
    assert page.one("html")["lang"] == "de"


def test_search_engines_stay_away_from_the_demo_only(client, criteria, settings):
    assert read(client.get("/aufnahmekriterien/")).meta("robots") is None
    settings.DEMO = True
    cache.clear()
    page = read(client.get("/aufnahmekriterien/"))
    assert page.meta("robots") == "noindex, nofollow"
    assert "Beispielinhalte: Personen, Zitate und Zahlen sind erfunden" in page.text


def test_the_menu_shows_public_pages_in_the_order_of_the_tree_and_marks_the_current_one(client, criteria):
    home = HomePage.objects.get()
    home.add_child(instance=StandardPage(title="Entwurf", slug="entwurf", live=False, show_in_menus=True))
    home.add_child(instance=StandardPage(title="Nicht im Menü", slug="ohne-menue"))
    menu = read(client.get("/aufnahmekriterien/")).navigation("Hauptmenü")
    assert menu.names("link") == ["Landkarte", "Veranstaltungen", "Mitmachen", "Aufnahmekriterien", "Suche"]
    assert menu.current == ["Aufnahmekriterien"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_frame_costs_two_queries_once_then_none_for_any_number_of_pages(
    in_a_request, rf, criteria, count, django_assert_num_queries
):
    home = HomePage.objects.get()
    for number in range(count):
        home.add_child(instance=StandardPage(title=f"Seite {number}", slug=f"seite-{number}", show_in_menus=True))
    site = Site.objects.select_related("root_page").get()
    for queries in (2, 0):
        request = rf.get("/")
        # Wagtail has found the site by the time a page is drawn.
        request._wagtail_site = site
        with django_assert_num_queries(queries):
            header = render_to_string("frame/header.html", {"request": request})
            footer = render_to_string("frame/footer.html", {"request": request})
        pages = [f"Seite {number}" for number in range(count)]
        menu = ["Landkarte", "Veranstaltungen", "Mitmachen", "Aufnahmekriterien", *pages, "Suche"]
        assert read(header).navigation("Hauptmenü").names("link") == menu
        assert read(footer).navigation("Angebot").names("link") == menu


def test_a_page_that_does_not_exist_offers_search_and_the_menu(client):
    page = read(client.get("/gibt-es-nicht/"), status=404)
    assert page.headings(1) == ["Hier steckt keine Nadel."]
    assert page.one("main").search()["action"] == "/suche/"
    assert page.navigation("Hauptmenü").names("link") == ["Landkarte", "Veranstaltungen", "Mitmachen", "Suche"]
    assert "Diese Adresse gibt es nicht oder nicht mehr." in page.text
    assert page.meta("robots") == "noindex"
    assert page.related("canonical") == []


def test_a_refused_form_says_in_german_that_nothing_is_lost():
    page = read(errors.csrf_failure(RequestFactory().post("/mitmachen/")), status=403)
    assert "Ihre Eingaben sind noch da" in page.text


def test_the_card_of_a_link_says_what_the_title_says_with_its_filter(client):
    make_example(title="Kiosk der Fragen")
    make_event(title="Abend", starts_at=berlin(2100, 1, 1, 17))
    said = {
        "/landkarte/?region=koeln": "1 gute Idee in der Region Köln",
        "/veranstaltungen/": "Veranstaltungen",
        "/veranstaltungen/?region=koeln&q=abend": "Veranstaltungen in der Region Köln zum Stichwort „abend“",
        "/suche/?q=kiosk": "Suche: kiosk",
        "/regionen/koeln/": "Gute Ideen in der Region Köln",
        "/themen/ausbildung/": "Gute Ideen zum Thema Ausbildung",
    }
    for address, title in said.items():
        page = read(client.get(address))
        assert (page.title, page.meta("og:title")) == (f"{title} – Landkarte der guten Ideen", title)
        assert page.meta("og:description"), address


def test_a_telephone_nobody_can_read_is_shown_without_a_link(client):
    page = read(render_to_string("components/contact.html", {"contact": Contact(name="Ada", phone="auf Anfrage")}))
    assert page.names("link") == []
    assert "auf Anfrage" in page.text


def test_whoever_blocks_cookies_finds_another_way_to_reach_us():
    site = Site.objects.get()
    Portal.objects.update(contact_phone="0221 4710-200", contact_email="post@example.org")
    for path in ("/mitmachen/", "/mitmachen/stand/x/"):
        page = read(errors.csrf_failure(RequestFactory().post(path, SERVER_NAME=site.hostname)), status=403)
        assert page.link("0221 4710-200").href == "tel:+492214710200"
        assert page.link("post@example.org").href == "mailto:post@example.org"
    Portal.objects.update(contact_phone="", contact_email="")
    version.advance()
    assert "Es klappt nicht?" not in read(errors.csrf_failure(RequestFactory().post("/mitmachen/")), status=403).text


def test_a_fault_of_ours_is_told_without_touching_the_database(rf, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = errors.server_error(rf.get("/"))
    assert "Das liegt an uns, nicht an Ihnen." in read(response, status=500).text


def answer_to(rf, error, cause=None):
    try:
        raise error from cause
    except DatabaseError:
        return errors.server_error(rf.get("/"))


def test_a_database_that_does_not_answer_is_a_503_with_a_time_to_come_back(rf):
    # The second is what psycopg2 says of a server that dies while it answers.
    lost = psycopg2.DatabaseError("server closed the connection unexpectedly")
    for response in (answer_to(rf, OperationalError("refused")), answer_to(rf, DatabaseError(str(lost)), lost)):
        assert response["Retry-After"] == "120"
        assert read(response, status=503).headings(1) == ["Gleich wieder da."]


@pytest.mark.parametrize("texts", [["Jeden Freitag nähen wir."], ["Erst das.", "Dann <b>jenes</b>.", "Zuletzt dies."]])
def test_what_was_typed_stands_on_the_page_that_could_not_keep_it(rf, texts):
    form = {
        "story": texts,
        "csrfmiddlewaretoken": "geheim",
        "password": "Auch geheim",
        "provider": "verein",
        "ok": "on",
    }
    request = rf.post("/mitmachen/", form)
    assert request.POST["ok"] == "on"
    try:
        raise OperationalError("refused")
    except DatabaseError:
        response = errors.server_error(request)
    page = read(response, status=503)
    assert page.texts("quote") == texts
    assert "geheim" not in page.text
    assert response["Cache-Control"] == "no-store"


def test_forms_never_take_every_thread_and_whoever_is_too_many_keeps_the_text(rf, settings):
    settings.WRITES_AT_ONCE = 2
    inside = []

    def work(request):
        # While this form is worked on the next one comes.
        inside.append(request.method)
        return bounded(coming.pop(0)) if coming else HttpResponse("angenommen")

    bounded = BoundedWrites(work)
    forms = [rf.post("/mitmachen/", {"story": f"Text der {number}. Person"}) for number in range(1, 4)]
    coming = forms[1:]
    answer = bounded(forms[0])
    assert inside == ["POST", "POST"]
    assert (answer["Retry-After"], answer["Cache-Control"]) == ("5", "no-store")
    assert read(answer, status=503).texts("quote") == ["Text der 3. Person"]
    # Whoever reads or edits is let in meanwhile, and afterwards everybody.
    coming = [rf.post("/mitmachen/"), rf.get("/suche/"), rf.post("/admin/pages/3/edit/")]
    assert bounded(rf.post("/mitmachen/")).content == b"angenommen"
    assert bounded(rf.post("/mitmachen/")).content == b"angenommen"


def test_what_the_database_answers_and_we_did_not_expect_is_a_fault_of_ours(rf):
    assert answer_to(rf, IntegrityError("twice"), psycopg2.IntegrityError("twice")).status_code == 500
    assert answer_to(rf, DatabaseError("Save with update_fields did not affect any rows.")).status_code == 500


@pytest.mark.parametrize("name", ["400.html", "500.html", "503.html", "lockout.html"])
def test_plain_error_pages_need_nothing_at_all(name, django_assert_num_queries):
    with django_assert_num_queries(0):
        page = read(render_to_string(name))
    assert len(page.headings(1)) == 1
    assert page.one("html")["lang"] == "de"


def test_a_page_behind_a_password_asks_for_it_in_german(client, criteria):
    assert "Was wir zeigen." in read(client.get("/aufnahmekriterien/")).text
    criteria.view_restrictions.create(restriction_type="password", password="geheim")
    page = read(client.get("/aufnahmekriterien/"))
    assert page.headings(1) == ["Bitte das Passwort eingeben."]
    assert "Was wir zeigen." not in page.text


def test_a_private_page_is_not_in_the_frame(client, criteria):
    assert "Aufnahmekriterien" in read(client.get("/")).names("link")
    criteria.view_restrictions.create(restriction_type="login")
    assert "Aufnahmekriterien" not in read(client.get("/")).text


def test_a_pager_keeps_the_query_and_page_one_is_the_address_without_number(rf):
    request = rf.get("/landkarte/?thema=sport&thema=frauen&seite=7&utm_source=anna@example.org")
    pages = pager(request, Paginator(range(200), 10).get_page(7), "thema=sport&thema=frauen")
    assert [(link.name, link.href.removeprefix("?thema=sport&thema=frauen")) for link in pages.links()] == [
        ("‹\u00a0Zurück", "&seite=6"),
        ("Seite 1", ""),
        ("Seite 6", "&seite=6"),
        ("Seite 8", "&seite=8"),
        ("Seite 20", "&seite=20"),
        ("Weiter\u00a0›", "&seite=8"),
    ]
    assert pages.current == ["Seite 7"]
    pages = pager(rf.get("/landkarte/?seite=2"), Paginator(range(20), 10).get_page(2))
    assert [link.href for link in pages.links()] == ["/landkarte/", "/landkarte/"]


def pager(request, page_obj, query=""):
    context = {"request": request, "page_obj": page_obj, "query": query}
    return read(render_to_string("components/pager.html", context, request)).navigation("Seiten")


def test_the_budget_knows_every_style_and_script_of_the_frame():
    assert {file.name for file in (STATIC / "css").iterdir()} == {"site.css", *STYLES_OF_EVERY_PAGE}
    styles = (STATIC / "css" / "site.css").read_text(encoding="utf-8")
    assert re.findall(r'@import url\("([a-z]+\.css)"\);', styles) == list(STYLES_OF_EVERY_PAGE)
    imported = set()
    waiting = ["site.js"]
    while waiting:
        name = waiting.pop()
        imported.add(name)
        waiting += re.findall(r'from "\./([a-z_]+\.js)";', (STATIC / "js" / name).read_text(encoding="utf-8"))
    assert imported == set(SCRIPTS_OF_EVERY_PAGE)


def test_relative_imports_end_with_a_semicolon_so_that_their_names_are_hashed():
    for file in Path(settings.BASE_DIR).glob("*/static/**/*.js"):
        for line in file.read_text(encoding="utf-8").splitlines():
            if line.startswith("import "):
                assert line.endswith(";"), f"{file.name}: {line}"


def test_expired_pages_leave_the_frame_even_when_the_scheduler_sleeps(client, criteria):
    now = timezone.now()
    criteria.expire_at = now + timedelta(minutes=1)
    criteria.save()
    assert "Aufnahmekriterien" in read(client.get("/")).names("link")
    with time_machine.travel(now + timedelta(minutes=2), tick=False):
        assert "Aufnahmekriterien" not in read(client.get("/")).text


def test_who_asks_for_favicon_ico_is_shown_to_the_icon_of_the_pages(client, criteria):
    response = client.get("/favicon.ico")
    assert response.status_code == 302
    assert read(client.get("/aufnahmekriterien/")).related("icon") == [response["Location"]]


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("/landkarte/", "http://testserver/landkarte/"),
        ("https://bilder.example.org/a.jpg", "https://bilder.example.org/a.jpg"),
        ("", ""),
        (None, None),
    ],
)
def test_a_path_becomes_an_address_with_scheme_and_host_once(address, written):
    assert absolute(address) == written
