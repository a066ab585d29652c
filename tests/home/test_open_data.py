"""The one contract of every data address, whichever app answers there."""

import gzip

import pytest

from home.open_data.csv import harmless, table
from home.open_data.rss import without_controls
from home.open_data.views import accepted_encodings
from tests.event_factories import berlin, make_event
from tests.factories import make_example

ADDRESSES = [
    "/daten/orte.json?q=k",
    "/daten/beispiele.geojson",
    "/daten/beispiele.csv",
    "/daten/beispiele.xlsx",
    "/daten/beispiele.rss",
    "/daten/karte/orte.json",
    "/daten/karte/pins.json",
    "/daten/veranstaltungen.ics",
    "/daten/veranstaltungen.rss",
    "/daten/veranstaltungen.json",
    "/daten/veranstaltungen.csv",
    "/daten/veranstaltungen.xlsx",
    "/veranstaltungen/markt/termin.ics",
]


@pytest.fixture
def content(db):
    make_example(title="Ball spielen" * 10, summary="Ball " * 50)
    return make_event(title="Markt", slug="markt", summary="Markt " * 40, starts_at=berlin(2027, 1, 26, 17))


def body(response) -> bytes:
    return response.getvalue() if response.streaming else response.content


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_browser_may_ask_beforehand_whether_it_may_read(client, content, address, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.options(address, headers={"origin": "https://example.org"})
    assert (response.status_code, response.content) == (204, b"")
    assert response["Allow"] == "GET, HEAD, OPTIONS"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert response["Access-Control-Allow-Headers"] == "If-None-Match, If-Modified-Since"


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_names_its_licence_and_may_be_read_by_any_site(client, content, address):
    response = client.get(address)
    assert response.status_code == 200
    assert response["Link"] == '<https://creativecommons.org/licenses/by/4.0/deed.de>; rel="license"'
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Access-Control-Expose-Headers"] == "ETag, Link, Content-Disposition"
    assert response.cookies == {}
    body(response)


@pytest.mark.parametrize("address", ADDRESSES)
def test_nobody_can_write_at_a_data_address(client, content, address):
    for method in (client.post, client.put, client.delete):
        refused = method(address)
        assert (refused.status_code, refused["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert client.head(address).status_code == 200


@pytest.mark.parametrize(
    ("header", "encodings"),
    [
        ("", []),
        ("gzip, br", ["br", "gzip"]),
        ("gzip;q=1.0, br;q=0.5", ["br", "gzip"]),
        ("br;q=0, gzip", ["gzip"]),
        ("br; q=0.0, gzip ; q=0.1", ["gzip"]),
        ("deflate, zstd", []),
    ],
)
def test_nobody_is_sent_a_compression_that_was_ruled_out(header, encodings):
    assert accepted_encodings(header) == encodings


@pytest.mark.parametrize(
    ("address", "seconds"),
    [(address, 3600 if "q=k" in address else 900 if "veranstaltungen" in address else 60) for address in ADDRESSES],
)
def test_what_a_program_has_already_is_not_sent_again(client, content, address, seconds):
    response = client.get(address)
    body(response)
    assert response["Cache-Control"] == f"public, max-age={seconds}"
    again = client.get(address, headers={"if-none-match": response["ETag"]})
    assert (again.status_code, body(again), again["Access-Control-Allow-Origin"]) == (304, b"", "*")
    if "q=k" not in address:
        # Weak: the same content travels in several encodings.
        assert response["ETag"].startswith('W/"')
        since = client.get(address, headers={"if-modified-since": response["Last-Modified"]})
        assert since.status_code == 304
        content.title = "Neu"
        content.save_revision().publish()
        changed = client.get(address, headers={"if-none-match": response["ETag"]})
        body(changed)
        assert changed.status_code == 200


@pytest.mark.parametrize("address", [address for address in ADDRESSES if not address.endswith("xlsx")])
def test_every_answer_of_some_length_travels_compressed(client, content, address):
    plain = body(client.get(address))
    packed = client.get(address, headers={"accept-encoding": "gzip"})
    assert packed["Vary"] == "Accept-Encoding"
    content = body(packed)
    if "karte/orte" in address or len(plain) < 200:
        return
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(content) == plain


@pytest.mark.parametrize("address", [*ADDRESSES[1:-1]])
def test_a_filter_that_makes_no_sense_is_400_with_a_sentence(client, content, address):
    response = client.get(f"{address}?umkreis=abc")
    error = "Der Umkreis „abc“ ist nicht möglich. Bitte wählen Sie 5, 10, 25, 50 oder 100 km."
    assert (response.status_code, response.json()) == (400, {"error": error})
    assert response["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+49 221", "'+49 221"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\tKöln", "'\tKöln"),
        ("  =1", "'  =1"),
        # Wide, small and raised forms
        ("＝1+1", "'＝1+1"),
        ("﹦1", "'﹦1"),
        ("⁼1", "'⁼1"),
        ("＋1", "'＋1"),
        ("－1", "'－1"),
        ("−1", "'−1"),
        ("＠A1", "'＠A1"),
        # Behind something that is not seen
        ("\u200b=1", "'\u200b=1"),
        ("\ufeff=1", "'\ufeff=1"),
        ("\u00a0=1", "'\u00a0=1"),
        ("\u00ad\u2060 ＝1", "'\u00ad\u2060 ＝1"),
        ("\u202e=1", "'\u202e=1"),
        ("\u3164=1", "'\u3164=1"),
        ("\ufe0f=1", "'\ufe0f=1"),
        ("Köln", "Köln"),
        ("3 = drei", "3 = drei"),
        ("– ein Strich", "– ein Strich"),
        ("„Ja“", "„Ja“"),
        ("", ""),
        ("\u200b", "\u200b"),
    ],
)
def test_no_cell_of_a_table_is_a_formula(text, safe):
    assert harmless(text) == safe


def test_a_table_without_rows_names_its_columns():
    assert "".join(table(("id", "title"), [])) == "\ufeffid;title\r\n"


def test_what_xml_cannot_hold_is_left_out():
    assert without_controls("Zweite\x0b Idee\ud800\uffff") == "Zweite Idee"
