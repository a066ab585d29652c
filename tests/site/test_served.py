"""What the site answers and writes down when gunicorn serves it: asked by hand, as no client library would."""

import logging
import socket
import sys
from collections.abc import Iterator

import pytest

from config.environment.logs import Discreet
from demo import server
from tests import snapshots
from tests.demo_site import DemoSite
from tests.ports import unused_port

# It brings its own database.
pytestmark = pytest.mark.sqlite

HEADERS = {
    "content-security-policy",
    "cross-origin-opener-policy",
    "cross-origin-resource-policy",
    "permissions-policy",
    "referrer-policy",
    "x-content-type-options",
    "x-frame-options",
}
PAGES = ["/", "/mitmachen/", "/suche/", "/admin/login/", "/gibt-es-nicht/", "/health/live", "/daten/beispiele.geojson"]
FORM = "application/x-www-form-urlencoded"
PART = 'Content-Disposition: form-data; name="q"'


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Iterator[DemoSite]:
    """Its log is `log` in its folder."""
    folder = tmp_path_factory.mktemp("served")
    snapshots.copy_demo(to=folder)
    site = DemoSite(folder, port=unused_port())
    with (folder / "log").open("w") as log:
        everything = {"GUNICORN_CMD_ARGS": f"--access-logfile {folder / 'access'}"}
        process = server.start(site.port, env=site.environment | everything, log=log)
        try:
            assert server.wait_until_ready(process, site.port), (folder / "log").read_text()
            yield site
        finally:
            server.stop(process)


def ask(
    site: DemoSite, method: str, path: str, *headers: str, body: bytes = b"", host: str = ""
) -> tuple[int, set, str]:
    """Status, names of the headers and text of the answer to just these bytes."""
    lines = [
        f"{method} {path} HTTP/1.1",
        f"Host: {host or f'{server.HOST}:{site.port}'}",
        "Connection: close",
        *headers,
    ]
    lines += [f"Content-Length: {len(body)}"] * (method == "POST")
    answer = b""
    with socket.create_connection((server.HOST, site.port), timeout=60) as connection:
        connection.sendall("\r\n".join([*lines, "", ""]).encode("latin-1") + body)
        while part := connection.recv(65536):
            answer += part
    head, _blank, text = answer.partition(b"\r\n\r\n")
    first, *rest = head.decode("latin-1").split("\r\n")
    return int(first.split()[1]), {line.partition(":")[0].lower() for line in rest}, text.decode()


def multipart(head: str) -> bytes:
    return f"--x\r\n{head}\r\n\r\n".encode("latin-1") + b"\xff\0=\r\n--x--\r\n"


# --- what cannot be read ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "kind",
    [
        *(f"{FORM}; charset={name}" for name in ("rot13", "idna", "utf-16", "latin-1", "undefined", "nixda", "\xff")),
        *(f"multipart/form-data; boundary=x; charset={name}" for name in ("zlib", "hex", "unicode_escape")),
        f"{FORM}; charset*=utf-8''%00",
        f"{FORM}; charset*=rot13''x",
        "multipart/form-data; boundary*=x''%",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_charset_nobody_can_read_is_refused_in_german_on_every_page(site, kind, method):
    for path in PAGES:
        status, headers, text = ask(site, method, f"{path}?q=%FF", f"Content-Type: {kind}", body=multipart(PART))
        assert (status, HEADERS - headers) == (400, set()), path
        assert "Das haben wir nicht verstanden" in text


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data", b"--x"),
        ("multipart/form-data; boundary=", b"--x"),
        ("multipart/form-data; boundary=\xff\xfe", b"--x"),
        ("multipart/form-data; boundary=" + 300 * "x", b"--x"),
        ("multipart/form-data; boundary=x", multipart(f"{PART}\r\nContent-Transfer-Encoding: base64")),
        ("multipart/form-data; boundary=x", multipart("Content-Disposition: form-data; name*=rot13''x")),
        ("multipart/form-data; boundary=x", multipart(f'{PART}; filename="a\0b"\r\nContent-Type: a; charset=\0')),
        ("multipart/form-data; boundary=x", multipart("X" * 5000)),
        ("multipart/form-data; boundary=x", b"--x\r\nabc"),
        (FORM, b"%FF=%00&\xff=\0&%&=&&"),
        (FORM, b"&".join(b"a%d=1" % number for number in range(11_000))),
        ("application/json", b"{"),
        (";", b"a=b"),
        ("", b"a=b"),
    ],
)
def test_a_broken_form_gets_an_answer_of_ours(site, kind, body):
    for path in PAGES:
        status, headers, text = ask(site, "POST", path, f"Content-Type: {kind}", body=body)
        assert status in (400, 403, 404, 405), path
        assert headers >= HEADERS
        assert status == 405 or 'lang="de"' in text


@pytest.mark.parametrize(
    "cookie", ["\xff\xfe", "sessionid=" + 40 * "\xff", "csrftoken=\xff;;;===", "sessionid=%00", "=;=", "messages=a:b:c"]
)
def test_a_broken_cookie_is_no_cookie(site, cookie):
    for path in PAGES:
        status, headers, _text = ask(site, "GET", path, f"Cookie: {cookie}")
        assert status == (404 if path == "/gibt-es-nicht/" else 200), path
        assert headers >= HEADERS


@pytest.mark.parametrize("host", ["evil.example", "a b", "[::1", "\xff", "127.0.0.1:abc", "x" * 3000, "a@127.0.0.1"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_foreign_host_is_refused_in_german_with_all_headers(site, host, method):
    for path in ["/", "/mitmachen/", "/gibt-es-nicht", "/health/ready"]:
        status, headers, text = ask(site, method, path, host=host)
        assert (status, HEADERS - headers) == (400, set()), path
        assert "Das haben wir nicht verstanden" in text


@pytest.mark.parametrize("header", ["SCRIPT_NAME: /x", "PATH_INFO: /x", "Range: bytes=\xff", "If-None-Match: \xff"])
def test_no_header_of_a_visitor_takes_a_page_away(site, header):
    status, headers, _text = ask(site, "GET", "/suche/", header)
    assert (status, HEADERS - headers) == (200, set())


@pytest.mark.parametrize(
    "tail", ["%00", "%FF/", "%ED%A0%80/", "?%00", "?q=%00&ort=%00", "?q=%FF&ort=%FF&seite=%FF", "?%"]
)
def test_bytes_that_are_no_text_in_an_address_break_nothing(site, tail):
    for path in PAGES:
        for method in ("GET", "POST", "HEAD", "OPTIONS"):
            status, headers, _text = ask(site, method, path + tail)
            assert status < 500, (method, path)
            assert headers >= HEADERS, (method, path)


# --- what is written down ---------------------------------------------------------------------------


def test_no_line_of_the_log_tells_who_wrote_or_asked_what(site):
    registered = "from tests.submitting import make_draft; found = make_draft(); print(found.token, found.key)"
    token, key = site.manage("shell", "--no-imports", "-c", registered).split()
    link = f"/mitmachen/stand/{token}/"
    form = f"Content-Type: {FORM}"
    typed = b"email=jana.feld%40example.org&name=Jana+Feld&username=jana.feld@example.org&password=Geheimwort"
    asked = [
        ask(site, "GET", link, f"Referer: http://127.0.0.1{link}"),
        ask(site, "POST", link, form, body=typed),
        ask(site, "POST", "/admin/login/", form, body=typed),
        ask(site, "GET", f"{link}nichts/"),
        ask(site, "GET", link.replace("/stand/", "/STAND/")),
        ask(site, "GET", f"/mitmachen/danke/{key}/"),
        ask(site, "GET", f"{link}foto/"),
        ask(site, "POST", link, f"{form}; charset=rot13", body=typed),
        ask(site, "GET", link, host="evil.example"),
        ask(site, "GET", f"{link}\0"),
        ask(site, "GET", "/suche/?q=Geheimwort+jana.feld@example.org&ort=Hattingen"),
        ask(site, "GET", "/gibt-es-nicht/?q=Geheimwort&mail=jana.feld@example.org"),
    ]
    site.sql("ALTER TABLE submissions_submission RENAME TO elsewhere")
    asked.append(ask(site, "GET", link, "X-Forwarded-For: 203.0.113.77"))
    site.sql("ALTER TABLE elsewhere RENAME TO submissions_submission")
    assert [status for status, *_rest in asked] == [200, 403, 403, 404, 404, 200, 405, 400, 400, 400, 200, 404, 503]
    written = {name: (site.folder / name).read_text() for name in ("log", "access")}
    for text in written.values():
        for secret in (token, str(key), "jana", "Jana", "Geheimwort", "Hattingen", "evil", "127.0.0.1", "203.0.113.77"):
            assert secret not in text
    assert "django.security.csrf: Forbidden (CSRF cookie not set.): /mitmachen/stand/…/\n" in written["log"]
    assert "ERROR django.request: Service Unavailable: /mitmachen/stand/…/\nTraceback (most recent" in written["log"]
    assert "OperationalError: no such table: submissions_submission" in written["log"]
    assert '"GET /suche/?… HTTP/1.1" 200' in written["access"]


@pytest.mark.parametrize(
    ("logged", "written"),
    [
        ("Not Found: /mitmachen/stand/kurz", "Not Found: /mitmachen/stand/…"),
        ("'GET /x%2Fdanke%2Fab12/ HTTP/1.1'", "'GET /x%2Fdanke%2F…/ HTTP/1.1'"),
        ("/admin/password_reset/confirm/MQ/ckx2-9fJq7RtLw0ZbVn4HsYc8PmGd1/", "/admin/password_reset/confirm/MQ/…/"),
        ("/admin/pages/17/edit/ and /landkarte/zwei-schwestern-naehen/", None),
        ("django.utils.datastructures.MultiValueDictKeyError", None),
        ("/suche/?q=N%C3%A4hen&ort=K%C3%B6ln failed", "/suche/?… failed"),
        ("('jana.feld@example.org', 550, b'no such user')", "('…@…', 550, b'no such user')"),
        ("mailto:jana+kurs@mail.example.org.", "mailto:…@…"),
        ("from ip=203.0.113.77: 2001:db8:17:2::1 at 14:50:27", "from ip=203.0.113.0: 2001:db8:17:: at 14:50:27"),
    ],
)
def test_what_is_nobody_elses_business_is_hidden_in_a_line(logged, written):
    record = logging.LogRecord("django.request", logging.ERROR, "", 0, "%s", (logged,), None)
    assert Discreet("{message}", style="{").format(record) == (written or logged)


def test_of_an_exception_the_kind_and_the_place_are_told_and_nothing_that_was_typed():
    try:
        int("Jana Feld")
    except ValueError:
        record = logging.LogRecord("site", logging.ERROR, "", 0, "Failed", (), sys.exc_info())
    lines = Discreet("{message}", style="{").format(record).split("\n")
    assert lines[0] == "Failed"
    assert lines[2].startswith(f'  File "{__file__}", line ')
    assert lines[-1] == "ValueError: invalid literal for int() with base 10: …"
