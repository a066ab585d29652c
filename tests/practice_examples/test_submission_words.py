"""What people type: kept as they mean it, harmless wherever it comes out."""

import pytest
from django.core.cache import cache
from hypothesis import given, settings
from hypothesis import strategies as st

from practice_examples.submissions.protection import doubts
from practice_examples.submissions.sender.fields import clean_line, clean_text, storable
from tests.submitting import form_data

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _patient(monkeypatch):
    """Tests type faster than people; who tests that sets it back."""
    monkeypatch.setattr(doubts, "FASTEST", doubts.timedelta(seconds=-1))


def send(client, **fields):
    return client.post("/mitmachen/", form_data(client, **fields))


def errors(response) -> dict[str, list[str]]:
    return response.context["form"].errors


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Caf\u0065\u0301", "Café"),
        ("a\x00b\x07c", "abc"),
        ("harmlos\u202egpj.exe", "harmlosgpj.exe"),
        ("z\u0300\u0301\u0302\u0303\u0304\u0305", "z\u0300\u0301\u0302"),
        ("مرحبا بكم", "مرحبا بكم"),
        ("İstanbul ığüşöç", "İstanbul ığüşöç"),
        ("Привет", "Привет"),
        ("👩‍🏫 Unterricht", "👩‍🏫 Unterricht"),
        ("eins \n zwei", "eins zwei"),
        ("halb\ud83d", "halb"),
        ("  ", ""),
    ],
)
def test_lines_keep_their_meaning_and_lose_what_nobody_sees(typed, kept):
    assert clean_line(typed) == kept


@given(st.text(max_size=500))
def test_any_text_becomes_storable_and_stays_as_it_is_the_second_time(text):
    for clean in (clean_line, clean_text):
        once = clean(text)
        assert clean(once) == once
        once.encode()
        assert "\x00" not in once
    storable(text).encode()


@settings(max_examples=25)
@given(st.text(max_size=300))
def test_no_text_breaks_the_form(client, text):
    cache.clear()
    data = dict.fromkeys(
        (
            "title",
            "summary",
            "place",
            "topics",
            "provider",
            "organisation",
            "website",
            "name",
            "email",
            "consents",
            "key",
            "started",
            "inspired_by",
        ),
        text,
    )
    assert client.post("/mitmachen/", data).status_code in (200, 302)


@pytest.mark.parametrize("address", [
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\tscript:alert(1)", "data:text/html,<script>",
    "vbscript:x", "ftp://example.org/x", "//evil.example", "https://", "&#106;avascript:alert(1)", "https:evil",
])  # fmt: skip
def test_only_web_addresses_become_links(client, address):
    assert "website" in errors(send(client, website=address))


@pytest.mark.parametrize("address", [
    "a@b", "a b@example.org", '"a,b"@example.org', "a@example.org,b@example.org", "a@example.org\nBcc: b@example.org",
    "Jana <jana@example.org>", "a@example.org;b@example.org",
])  # fmt: skip
def test_only_one_plain_address_is_accepted(client, address):
    response = send(client, email=address)
    assert "email" in errors(response)


@pytest.mark.parametrize(("address", "letter"), [("jörg@example.org", "ö"), ("info.süd@müller.example", "ü")])
def test_a_letter_that_mail_servers_refuse_is_named(client, address, letter):
    said = errors(send(client, email=address))["email"]
    assert said == [
        f"Vor dem @ steht „{letter}“; solche Adressen nehmen viele Mailserver nicht an. Bitte prüfen Sie die Schreibweise, oder nennen Sie eine andere Adresse."
    ]
    assert "email" not in errors(send(client, email="info@müller.example", title=" "))


def test_a_megabyte_of_text_is_refused_in_words(client):
    response = send(client, summary="ä" * 1_000_000)
    assert errors(response)["summary"] == ["Bitte kürzen Sie um 999700 Zeichen."]
