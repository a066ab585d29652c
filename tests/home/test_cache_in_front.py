"""A cache in front of the site (nginx, Varnish, a CDN) is told to drop everything whenever something visible changes."""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.db import transaction

from home.caching import purge
from home.pages.models import HomePage, StandardPage

pytestmark = pytest.mark.django_db


def make_page(title="Alt") -> StandardPage:
    return HomePage.objects.get().add_child(instance=StandardPage(title=title))


class CacheInFront(HTTPServer):
    """Writes down what it is asked for and answers with `status`, but not before it is `open`."""

    def __init__(self):
        self.asked, self.status, self.open = [], 200, threading.Event()
        self.open.set()
        super().__init__(("127.0.0.1", 0), Recorder)


class Recorder(BaseHTTPRequestHandler):
    def do_PURGE(self):
        self.server.asked.append(f"{self.command} {self.path} {self.headers['Host']}")
        self.server.open.wait()
        self.send_response(self.server.status)
        self.end_headers()

    def log_message(self, *arguments):
        pass


@pytest.fixture
def front(settings):
    server = CacheInFront()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    settings.BASE_URL = "https://ideen.example.org"
    settings.WAGTAILFRONTENDCACHE = {
        "front": {
            "BACKEND": "home.caching.purge.PurgeByRequest",
            "LOCATION": f"http://127.0.0.1:{server.server_port}",
        }
    }
    yield server
    server.open.set()
    server.shutdown()
    thread.join()
    server.server_close()


EVERYTHING = "PURGE /* ideen.example.org"


@pytest.mark.parametrize("pages", [1, 3])
def test_one_request_drops_everything_once_the_change_is_committed(front, django_capture_on_commit_callbacks, pages):
    made = [make_page() for _number in range(pages)]
    with django_capture_on_commit_callbacks(execute=True):
        for page in made:
            page.save_revision().publish()
        assert front.asked == []
    assert front.asked == [EVERYTHING]


def test_a_change_that_is_undone_drops_nothing(front, django_capture_on_commit_callbacks):
    page = make_page()
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        page.unpublish()
        transaction.set_rollback(True)
    assert front.asked == []
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    assert front.asked == [EVERYTHING]


@pytest.mark.parametrize("status", [403, 404, 405, 500, 503])
def test_a_cache_that_refuses_keeps_nobody_from_publishing(
    front, django_capture_on_commit_callbacks, caplog, client, status
):
    front.status = status
    page = make_page()
    with django_capture_on_commit_callbacks(execute=True):
        page.title = "Neu"
        page.save_revision().publish()
    assert front.asked == [EVERYTHING]
    assert "The cache in front has not been purged" in caplog.text
    assert "Neu" in client.get(page.url).content.decode()


def test_a_cache_that_never_answers_keeps_nobody_from_publishing(
    front, django_capture_on_commit_callbacks, caplog, monkeypatch
):
    monkeypatch.setattr(purge, "TIMEOUT_SECONDS", 0.05)
    front.open.clear()
    page = make_page()
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    assert "The cache in front has not been purged" in caplog.text


@pytest.mark.parametrize("location", ["http://127.0.0.1:9", "no address"])
def test_a_cache_that_is_not_there_keeps_nobody_from_publishing(
    settings, django_capture_on_commit_callbacks, client, location
):
    settings.WAGTAILFRONTENDCACHE = {"front": {"BACKEND": "home.caching.purge.PurgeByRequest", "LOCATION": location}}
    page = make_page()
    with django_capture_on_commit_callbacks(execute=True):
        page.title = "Neu"
        page.save_revision().publish()
    assert "Neu" in client.get(page.url).content.decode()


def test_without_a_cache_in_front_nothing_is_asked(settings, django_capture_on_commit_callbacks):
    assert settings.WAGTAILFRONTENDCACHE == {}
    page = make_page()
    with django_capture_on_commit_callbacks() as waiting:
        page.save_revision().publish()
    assert purge._purge not in waiting
