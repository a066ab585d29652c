"""What the site answers and writes down when gunicorn serves it: asked by hand, as no client library would."""

import socket
from collections.abc import Iterator

import pytest

from demo import server
from tests import snapshots
from tests.demo_site import DemoSite
from tests.ports import unused_port

# It brings its own database.
pytestmark = pytest.mark.sqlite

HEADERS = {
    "content-security-policy",
    "cross-origin-opener-policy",
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
        process = server.start(site.port, env=site.environment, log=log)
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
