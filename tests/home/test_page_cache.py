"""Pages kept for visitors: cheap for everybody, and never older than the last publication."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.core.cache import caches
from django.db import OperationalError
from django.http import HttpResponse, StreamingHttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from home.caching import version
from home.caching.html import PageCache
from home.language.moments import BERLIN
from tests.editing import make_editor, sign_in
from tests.event_factories import make_event
from tests.factories import FIRST_DAY, make_contact, make_example, make_index, make_picture
from tests.reading import read

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def kept(settings):
    """The shelf that pages are kept on."""
    settings.PAGE_CACHE_SECONDS = 60
    return caches["pages"]


@pytest.fixture
def story():
    return make_example(
        title="Zwei Schwestern, ein Betrieb",
        lead_picture=make_picture(),
        contacts=[make_contact()],
        reviewed_on=FIRST_DAY,
    )


@pytest.mark.parametrize("stories", [1, 3])
def test_the_second_visitor_costs_one_query(django_assert_num_queries, stories):
    for _number in range(stories):
        story = make_example(title="Ein Betrieb", lead_picture=make_picture())
    addresses = ("/", "/landkarte/", story.url, "/orte/koeln/", "/suche/?q=betrieb")
    for address in addresses:
        # The very first visit makes the smaller pictures, and with them a new version.
        Client().get(address)
    for address in addresses:
        first = Client().get(address)
        with django_assert_num_queries(1):
            second = Client().get(address)
        assert (second.status_code, second.content, dict(second.headers)) == (200, first.content, dict(first.headers))


def test_what_is_published_is_seen_at_once(client, story):
    assert "Zwei Schwestern" in client.get("/landkarte/").content.decode()
    story.title = "Drei Schwestern, ein Betrieb"
    story.save_revision().publish()
    assert "Drei Schwestern" in client.get("/landkarte/").content.decode()
    assert "Drei Schwestern" in client.get(story.url).content.decode()


def test_a_draft_of_a_kept_page_stays_a_draft(client, story):
    before = client.get(story.url).content
    story.title = "Noch nicht fertig"
    story.save_revision()
    assert client.get(story.url).content == before


def test_a_page_taken_down_is_gone_at_once(client, story):
    assert client.get(story.url).status_code == 200
    story.unpublish()
    assert client.get(story.url).status_code == 404


def test_a_page_made_private_asks_for_the_password_at_once(client, story):
    assert "Nachwuchs" in client.get(story.url).content.decode()
    PageViewRestriction.objects.create(
        page=story, restriction_type=PageViewRestriction.PASSWORD, password="only for members"
    )
    for _visit in range(2):
        response = client.get(story.url)
        assert "Nachwuchs" not in response.content.decode()
        assert "csrfmiddlewaretoken" in response.content.decode()


def test_a_page_that_expires_is_gone_without_any_scheduler(client, time_machine):
    now = timezone.now()
    time_machine.move_to(now, tick=False)
    story = make_example(expire_at=now + timedelta(seconds=10))
    assert client.get(story.url).status_code == 200
    time_machine.move_to(now + timedelta(seconds=11), tick=False)
    assert client.get(story.url).status_code == 404


def test_what_the_clock_changes_shows_after_a_minute(client, time_machine):
    now = timezone.now()
    time_machine.move_to(now, tick=False)
    event = make_event(starts_at=now + timedelta(seconds=30), ends_at=now + timedelta(hours=2))
    assert "Läuft gerade" not in client.get(event.url).content.decode()
    time_machine.move_to(now + timedelta(seconds=61), tick=False)
    assert "Läuft gerade" in client.get(event.url).content.decode()


def test_what_is_published_while_a_page_is_drawn_is_not_overlooked(kept):
    drawn = iter([b"old", b"new"])

    def draw(request):
        version.advance()
        return HttpResponse(next(drawn))

    pages = PageCache(draw)
    assert [pages(RequestFactory().get("/")).content for _visit in range(2)] == [b"old", b"new"]


def test_editors_neither_fill_nor_read_the_shelf(client, story):
    editor = sign_in(Client(), make_editor())
    assert "wagtail-userbar" in editor.get(story.url).content.decode()
    assert "wagtail-userbar" not in client.get(story.url).content.decode()
    assert "wagtail-userbar" in editor.get(story.url).content.decode()


def test_a_preview_shows_the_draft_and_keeps_nothing(client, kept, story):
    story.title = "Noch nicht fertig"
    story.save_revision()
    address = reverse("wagtailadmin_pages:view_draft", args=[story.pk])
    assert "Noch nicht fertig" in sign_in(Client(), make_editor()).get(address).content.decode()
    # As code makes one, with no cookie that would tell it from a visit.
    assert "Noch nicht fertig" in story.make_preview_request().content.decode()
    assert not kept._cache
    assert "Noch nicht fertig" not in client.get(story.url).content.decode()


def test_every_visitor_of_a_form_gets_a_token_of_their_own():
    tokens = {Client().get("/mitmachen/").cookies["csrftoken"].value for _visitor in range(2)}
    assert len(tokens) == 2


def test_only_pages_that_are_there_are_kept(client, kept):
    make_index()
    for address in ("/gibt-es-nicht/", "/landkarte", "/robots.txt", "/daten/beispiele.geojson", "/mitmachen/"):
        client.get(address)
    assert not kept._cache
    client.get("/landkarte/")
    assert len(kept._cache) == 1


def page(**headers) -> HttpResponse:
    return HttpResponse("<h1>Landkarte</h1>", headers=headers)


def with_a_cookie() -> HttpResponse:
    response = page()
    response.set_cookie("csrftoken", "nur für eine")
    return response


@pytest.mark.parametrize(
    ("answer", "pages"),
    [
        (page, 1),
        (lambda: HttpResponse("<h1>Fehler</h1>", status=404), 0),
        (lambda: StreamingHttpResponse(["<h1>Landkarte</h1>"]), 0),
        (with_a_cookie, 0),
        (lambda: page(Vary="Cookie"), 0),
        (lambda: page(**{"Cache-Control": "private"}), 0),
        (lambda: HttpResponse("{}", content_type="application/json"), 0),
    ],
    ids=["a page", "an error", "a stream", "a cookie", "varying", "private", "data"],
)
def test_what_differs_for_visitors_or_is_no_page_is_never_kept(kept, answer, pages):
    response = PageCache(lambda request: answer())(RequestFactory().get("/"))
    assert (len(kept._cache), response.has_header("ETag")) == (pages, bool(pages))


@pytest.mark.parametrize(
    ("request_", "pages"),
    [
        (RequestFactory().get("/"), 1),
        (RequestFactory().head("/"), 0),
        (RequestFactory().post("/"), 0),
        (RequestFactory().get("/bild.html"), 0),
        (RequestFactory(headers={"cookie": "sessionid=abc"}).get("/"), 0),
    ],
    ids=["a visit", "a question for the head", "a form", "a file", "somebody known"],
)
def test_only_visits_of_strangers_to_pages_fill_the_shelf_and_read_from_it(kept, request_, pages):
    drawn = []
    pages_cache = PageCache(lambda request: drawn.append(request) or page())
    for _visit in range(2):
        pages_cache(request_)
    assert (len(kept._cache), len(drawn)) == (pages, 1 if pages else 2)


def test_a_page_that_names_the_day_is_drawn_again_after_midnight(kept, time_machine):
    drawn = iter([b"Stand: heute", b"Stand: morgen"])
    pages = PageCache(lambda request: HttpResponse(next(drawn)))
    seen = []
    for seconds in (-10, -5, 5):
        time_machine.move_to(datetime(2026, 11, 29, tzinfo=BERLIN) + timedelta(seconds=seconds), tick=False)
        seen.append(pages(RequestFactory().get("/")).content)
    assert seen == [b"Stand: heute", b"Stand: heute", b"Stand: morgen"]


def test_addresses_hosts_and_schemes_are_kept_apart(client, kept, settings):
    settings.ALLOWED_HOSTS = ["testserver", "www.example.org"]
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    make_example(place="koeln", title="Nur in Köln")
    make_example(place="siegen", title="Nur in Siegen")
    assert "Nur in Siegen" in client.get("/landkarte/").content.decode()
    assert "Nur in Siegen" not in client.get("/landkarte/?ort=koeln").content.decode()
    client.get("/landkarte/", headers={"host": "www.example.org"})
    client.get("/landkarte/", headers={"x-forwarded-proto": "https"})
    assert len(kept._cache) == 4
    assert client.get("/landkarte/", headers={"host": "evil.example"}).status_code == 400
    assert len(kept._cache) == 4


def test_two_queries_that_are_read_differently_never_share_a_page(client, kept):
    make_index()
    for query in ("q=K%C3%B6ln", "q=K\xf6ln"):
        client.get("/landkarte/", QUERY_STRING=query)
    assert len(kept._cache) == 2


def test_of_a_section_of_the_map_only_numbers_are_kept_beside_the_page(client):
    """There are as many sections as robots can think of; a drawn list weighs eighty thousand bytes."""
    make_example()
    client.get("/landkarte/")
    before = set(caches["default"]._cache)
    client.get("/landkarte/?bbox=6.1,50.1,7.5,51.5")
    added = [value for key, value in caches["default"]._cache.items() if key not in before]
    assert added
    assert sum(map(len, added)) < 3_000


def test_who_has_the_page_already_is_told_so_in_one_query(client, django_assert_num_queries, story):
    client.get(story.url)
    tag = client.get(story.url)["ETag"]
    # Weak: the same page travels compressed and not.
    assert tag.startswith('W/"')
    with django_assert_num_queries(1):
        response = client.get(story.url, headers={"if-none-match": tag})
    assert (response.status_code, response.content) == (304, b"")
    story.title = "Drei Schwestern"
    story.save_revision().publish()
    assert client.get(story.url, headers={"if-none-match": tag}).status_code == 200


def test_a_kept_page_keeps_its_own_policy(client):
    story = make_example(
        body=[("external_video", {"provider": "youtube", "video_id": "aqz-KE-bpKQ", "title": "Die Musikschule"})],
    )
    first, second = (client.get(story.url)["Content-Security-Policy"] for _visit in range(2))
    assert "frame-src" in first
    assert first == second
    assert "frame-src" not in client.get("/")["Content-Security-Policy"]


def test_zero_seconds_switch_it_off(client, settings, story):
    settings.PAGE_CACHE_SECONDS = 0
    assert not client.get(story.url).has_header("ETag")


# --- without a database -----------------------------------------------------------------------------


@pytest.fixture
def cut(monkeypatch):
    """A function that takes the database away."""

    def refuse():
        raise OperationalError("refused")

    return lambda: monkeypatch.setattr(version, "_read", refuse)


MARK = "Gerade antwortet unsere Datenbank nicht. Sie sehen diese Seite, wie sie um 14.05 Uhr war."


@pytest.mark.parametrize(("minutes", "status"), [(0, 200), (9, 200), (11, 503)])
def test_without_a_database_kept_pages_go_on_for_ten_minutes_and_say_so(story, cut, minutes, status):
    begin = datetime(2026, 11, 28, 14, 5, tzinfo=BERLIN)
    visitor = Client(raise_request_exception=False)
    with time_machine.travel(begin, tick=False):
        visitor.get(story.url)
        drawn = visitor.get(story.url).content.decode()
    cut()
    with time_machine.travel(begin + timedelta(minutes=minutes), tick=False):
        answer = visitor.get(story.url)
    assert answer.status_code == status
    assert answer["Cache-Control"] == "no-store"
    assert (MARK in read(answer, status=status).text) == (status == 200)
    assert MARK not in drawn


def test_without_a_database_nothing_older_than_the_last_version_is_shown(story, cut):
    visitor = Client(raise_request_exception=False)
    for _again in range(2):
        visitor.get(story.url)
    story.unpublish()
    visitor.get("/")
    cut()
    assert visitor.get(story.url).status_code == 503


def test_without_a_database_what_nobody_has_asked_for_lately_is_away_for_a_while(story, cut):
    visitor = Client(raise_request_exception=False)
    visitor.get("/")
    cut()
    assert visitor.get(story.url).status_code == 503
