"""The real site, served from its own process with its own copy of the demo, seen through a real Chromium.

Every test here fails by itself when the browser met a script error, a violation of the Content-Security-Policy, a
server error, a request that found no answer, or a request to anybody but the site. Who expects one says so:
`watch.expected("part of the message")`.

The ORM is out of reach (Playwright's loop forbids it): write through the pages or `demo_site.manage`, look with
`demo_site.sql`.
"""

import itertools
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, sync_playwright

from tests.demo_site import CHROMIUM, QUIET, served_demo

HERE = Path(__file__).resolve().parent
# The site counts how often a connection sends a form; one test's visitor does not use up another's.
_connections = (f"2001:db8:0:{number:x}::1" for number in itertools.count(1))


def pytest_collection_modifyitems(items):
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@dataclass
class Watch:
    """What went wrong in a page, in the order it happened."""

    host: str
    problems: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def expected(self, part: str) -> None:
        """Forget a problem that is the point of the test. It must have happened."""
        assert any(part in problem for problem in self.problems), (part, self.problems)
        self.problems[:] = [problem for problem in self.problems if part not in problem]

    def follow(self, page: Page) -> None:
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.problems.append(f"script error: {error}"))
        page.on("request", self._request)
        page.on("requestfailed", self._failed)
        page.on("response", self._response)

    def _console(self, message):
        # The browser also reports answers like 400 or 404 here; whether those are right is for the test to say.
        if message.type == "error" and "Failed to load resource" not in message.text:
            kind = "policy" if "Content Security Policy" in message.text else "console"
            self.problems.append(f"{kind}: {message.text}")

    def _request(self, request):
        self.requests.append(request.url)
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https") and parts.netloc != self.host:
            self.problems.append(f"third party: {request.url}")

    def _failed(self, request):
        # The browser itself gives up requests of a page that is left, and films once it has enough of them. What a
        # policy forbids stands in the console; where scripts are switched off, each of them ends like that.
        if request.failure not in ("net::ERR_ABORTED", "csp"):
            self.problems.append(f"no answer: {request.url} {request.failure}")

    def _response(self, response):
        if response.status >= 500:
            self.problems.append(f"server error: {response.status} {response.url}")


@pytest.fixture(scope="session")
def browser():
    if CHROMIUM is None:
        pytest.skip("NOT TESTED: no Chromium found (CHROME_PATH, chromium, chromium-browser, google-chrome)")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def demo_site(browser, tmp_path_factory):
    """The served demo; every test module has one of its own and may change everything in it."""
    with served_demo(tmp_path_factory.mktemp("demo")) as site:
        yield site


@pytest.fixture
def viewport():
    """Overridden by `@pytest.mark.parametrize("viewport", [{"width": 320, "height": 640}])`."""
    return {"width": 1280, "height": 800}


@pytest.fixture
def watch(demo_site):
    watch = Watch(host=urlsplit(demo_site.url).netloc)
    yield watch
    assert watch.problems == []


@pytest.fixture
def new_visitor(browser, demo_site, watch):
    """Opens a visitor's browser: German, nothing stored, watched, a connection of its own."""
    opened = []

    def open_browser(**options):
        context = browser.new_context(
            base_url=demo_site.url,
            locale="de-DE",
            timezone_id="Europe/Berlin",
            extra_http_headers={"X-Forwarded-For": next(_connections)},
            **options,
        )
        context.set_default_timeout(15_000)
        context.on("page", watch.follow)
        opened.append(context)
        return context

    yield open_browser
    for context in opened:
        context.close()


@pytest.fixture
def context(new_visitor, viewport):
    """A visitor's browser. `page.goto("/landkarte/")` is enough of an address."""
    return new_visitor(viewport=viewport)


@pytest.fixture
def page(context):
    return context.new_page()
