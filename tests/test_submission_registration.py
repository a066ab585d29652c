"""Step 1: the form at /mitmachen/, what it accepts, what it doubts, and what it never loses."""

import re
import time
import uuid

import pytest
from django.core.cache import cache
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from post_office.models import Email

from practice_examples.submissions import registration, spam
from practice_examples.submissions.forms import RegistrationForm
from practice_examples.submissions.models import Consent, Sender, Submission, SubmissionPage
from practice_examples.submissions.wording import clean_line, clean_text, storable
from tests.factories import make_example
from tests.submitting import form_data, mail_to, make_registration, make_unconfirmed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _patient(monkeypatch):
    """Tests type faster than people; who tests that sets it back."""
    monkeypatch.setattr(spam, "FASTEST", spam.timedelta(seconds=-1))


def send(client, **fields):
    return client.post("/mitmachen/", form_data(client, **fields))


def errors(response) -> dict[str, list[str]]:
    return response.context["form"].errors


def test_a_new_site_has_the_page_with_its_form(client):
    response = client.get("/mitmachen/")
    assert response.status_code == 200
    assert isinstance(response.context["page"], SubmissionPage)
    assert "Ihre Idee" in response.content.decode()


def test_the_form_asks_at_most_ten_things():
    form = RegistrationForm(SubmissionPage.current())
    assert [field.name for field in form.visible_fields()] == [
        "title", "summary", "place", "topics", "provider", "organisation", "website", "name", "email", "consents",
    ]  # fmt: skip


def test_the_form_page_is_never_stored_and_only_it_sets_a_cookie(client):
    response = client.get("/mitmachen/")
    assert "no-store" in response["Cache-Control"]
    assert set(response.cookies) == {"csrftoken"}
    assert dict(client.get("/landkarte/").cookies).keys() <= {"csrftoken"}
    assert dict(Client().get("/landkarte/").cookies) == {}


def test_a_form_without_token_is_refused():
    client = Client(enforce_csrf_checks=True)
    assert client.post("/mitmachen/", {"title": "x"}).status_code == 403


def test_a_registration_is_kept_with_sender_consents_and_mail(client):
    response = send(client, title="Näh-Café mit Auftragsbuch", email="jana@example.org")
    submission = Submission.objects.get()
    assert response["Location"] == f"/mitmachen/danke/{submission.key}/"
    assert (submission.title, submission.place.name, submission.status) == (
        "Näh-Café mit Auftragsbuch",
        "Hattingen",
        "unconfirmed",
    )
    assert submission.website == "https://www.naehwerk.example.org"
    assert (submission.sender.name, submission.sender.email) == ("Jana Feld", "jana@example.org")
    page = SubmissionPage.objects.get()
    assert dict(Consent.objects.values_list("kind", "wording")) == {
        "privacy": page.consent_privacy, "rights": page.consent_rights,
    }  # fmt: skip
    assert set(Consent.objects.values_list("version", flat=True)) == {page.consent_version}
    mail = mail_to("jana@example.org")
    assert f"http://testserver/mitmachen/stand/{submission.token}/" in mail.message
    assert f"http://testserver/mitmachen/stand/{submission.token}/" in mail.html_message


def test_the_receipt_shows_the_number_and_neither_link_nor_whole_address(client):
    send(client, email="jana.feld@example.org")
    submission = Submission.objects.get()
    text = client.get(f"/mitmachen/danke/{submission.key}/").content.decode()
    assert submission.number in text
    assert "ja…@example.org" in text
    assert submission.token not in text
    assert "jana.feld" not in text


def test_a_token_has_at_least_122_random_bits():
    tokens = {make_unconfirmed().token for _number in range(3)}
    assert len(tokens) == 3
    assert all(len(token) >= 43 and re.fullmatch(r"[A-Za-z0-9_-]+", token) for token in tokens)


def test_everything_typed_is_still_there_after_an_error(client):
    typed = {
        "title": "Näh-Café",
        "summary": "x" * 324,
        "place": "Hatingen",
        "email": "jana.example.org",
        "consents": ["rights"],
    }
    response = send(client, **typed)
    text = response.content.decode()
    assert response.status_code == 200
    assert errors(response)["summary"] == ["Bitte kürzen Sie um 24 Zeichen."]
    assert "Hattingen" in errors(response)["place"][0]
    assert errors(response)["email"] == ["Es fehlt das @-Zeichen, zum Beispiel: name@example.org"]
    assert "Bitte stimmen Sie beidem zu." in errors(response)["consents"][0]
    for words in ("Näh-Café", "x" * 324, "Hatingen", "jana.example.org"):
        assert words in text
    assert re.search(r'value="rights"[^>]*checked', text)
    assert 'href="#id_email"' in text
    assert Submission.objects.count() == 0


def test_an_empty_form_names_every_missing_field_in_german(client):
    response = client.post("/mitmachen/", {})
    assert sorted(errors(response)) == [
        "consents",
        "email",
        "name",
        "organisation",
        "place",
        "provider",
        "summary",
        "title",
        "topics",
    ]
    assert all("zwingend" not in message for messages in errors(response).values() for message in messages)


def test_more_than_three_topics_are_refused(client):
    from tests.factories import make_topic

    topics = [str(make_topic(slug).pk) for slug in ("sprache", "ausbildung", "arbeit", "sport")]
    assert errors(send(client, topics=topics)) == {"topics": ["Bitte wählen Sie höchstens drei Themen."]}


@pytest.mark.parametrize("count", [1, 3])
def test_the_form_costs_the_same_for_any_number_of_submissions(client, count, django_assert_num_queries):
    for _number in range(count):
        make_unconfirmed()
    client.get("/mitmachen/")
    with django_assert_num_queries(9):
        client.get("/mitmachen/")


# --- Once is once -------------------------------------------------------------------------------------------


def test_the_same_form_sent_twice_is_one_record_one_mail_one_receipt(client):
    data = form_data(client)
    first, second = client.post("/mitmachen/", data), client.post("/mitmachen/", data)
    assert first["Location"] == second["Location"]
    assert (Submission.objects.count(), Sender.objects.count(), Email.objects.count()) == (1, 1, 1)


def test_back_and_a_corrected_address_stay_one_record_and_send_the_mail_there(client):
    data = form_data(client, email="falsch@example.org")
    client.post("/mitmachen/", data)
    client.post("/mitmachen/", data | {"email": "richtig@example.org", "organisation": "Nähwerk e. V."})
    submission = Submission.objects.get()
    assert (submission.sender.email, submission.organisation) == ("richtig@example.org", "Nähwerk e. V.")
    assert submission.token in mail_to("richtig@example.org").message


def test_a_confirmed_record_is_not_changed_by_the_old_form(client):
    data = form_data(client, title="Das Erste")
    client.post("/mitmachen/", data)
    registration.confirm(submission=Submission.objects.get())
    client.post("/mitmachen/", data | {"title": "Das Zweite"})
    assert Submission.objects.get().title == "Das Erste"


def test_another_project_typed_over_the_first_is_another_record(client):
    data = form_data(client)
    client.post("/mitmachen/", data)
    other = data | {"title": "Radwerkstatt", "summary": "Wir reparieren Räder und lernen dabei Deutsch."}
    client.post("/mitmachen/", other)
    client.post("/mitmachen/", other)
    assert sorted(Submission.objects.values_list("title", flat=True)) == sorted([data["title"], "Radwerkstatt"])


def test_a_form_without_a_key_is_kept_all_the_same(client):
    data = form_data(client)
    del data["key"]
    assert client.post("/mitmachen/", data).status_code == 302
    assert Submission.objects.count() == 1


def test_the_mail_is_sent_again_on_demand_at_most_three_times(client):
    submission = make_unconfirmed()
    address = f"/mitmachen/danke/{submission.key}/"
    answers = [client.post(address).context["sent_again"] for _number in range(3)]
    assert answers == [True, True, False]
    assert submission.mails.count() == 3


# --- The confirmation ---------------------------------------------------------------------------------------


def test_opening_the_link_confirms_nothing_only_the_button_does(client):
    submission = make_unconfirmed()
    assert "Ja, das ist meine Adresse" in client.get(submission.get_absolute_url()).content.decode()
    submission.refresh_from_db()
    assert submission.status == "unconfirmed"
    client.post(submission.get_absolute_url(), {"action": "confirm"})
    client.post(submission.get_absolute_url(), {"action": "confirm"})
    submission.refresh_from_db()
    assert submission.status == "confirmed"


def test_a_guessed_link_leads_nowhere(client):
    make_unconfirmed()
    assert client.get(f"/mitmachen/stand/{'a' * 43}/").status_code == 404
    assert client.get(f"/mitmachen/danke/{uuid.uuid4()}/").status_code == 404


def test_the_example_somebody_copies_is_remembered(client):
    example = make_example(title="Die Vorlage")
    page = client.get(f"/mitmachen/?vorbild={example.slug}")
    assert "Die Vorlage" in page.content.decode()
    send(client, inspired_by=example.slug)
    assert Submission.objects.get().draft["inspired_by"] == [example.slug]


@pytest.mark.parametrize("value", ["gibt-es-nicht", "<script>", "x" * 5000, "\x00"])
def test_an_unknown_model_is_ignored(client, value):
    assert client.get("/mitmachen/", {"vorbild": value}).status_code == 200


# --- Doubts -------------------------------------------------------------------------------------------------


def test_a_bot_that_fills_the_hidden_field_is_held_back_and_not_lost(client):
    response = send(client, url2="https://spam.example")
    submission = Submission.objects.get()
    assert submission.quarantined
    assert submission.doubts == "Das versteckte Feld war ausgefüllt."
    assert Email.objects.count() == 0
    assert "von Hand" in client.get(response["Location"]).content.decode()


def test_a_form_sent_at_once_or_without_being_opened_is_held_back(client, monkeypatch):
    monkeypatch.setattr(spam, "FASTEST", spam.timedelta(seconds=4))
    send(client)
    send(client, started="gefälscht:123")
    assert [submission.quarantined for submission in Submission.objects.all()] == [True, True]


def test_a_form_that_lay_open_for_days_is_no_bot(client, monkeypatch):
    monkeypatch.setattr(spam, "FASTEST", spam.timedelta(seconds=4))
    send(client, started=spam._signer.sign(str(int(time.time()) - 5 * 24 * 3600)))
    assert not Submission.objects.get().quarantined


def test_a_clock_that_runs_a_little_ahead_is_no_bot(client, monkeypatch):
    monkeypatch.setattr(spam, "FASTEST", spam.timedelta(seconds=4))
    send(client, started=spam._signer.sign(str(int(time.time()) + 60)))
    assert not Submission.objects.get().quarantined


def test_the_sixth_registration_from_one_connection_within_an_hour_is_held_back(client):
    for _number in range(6):
        send(client)
    assert [s.quarantined for s in Submission.objects.order_by("pk")] == [False] * 5 + [True]


def test_a_flood_gets_a_clear_answer_with_everything_kept(client):
    for _number in range(spam.FLOOD_PER_HOUR):
        client.post("/mitmachen/", {})
    response = send(client, title="Bleibt stehen")
    assert response.status_code == 429
    assert "Bleibt stehen" in response.content.decode()
    assert "in einer Stunde" in response.content.decode()


def test_of_an_address_nothing_readable_is_kept(client):
    client.post("/mitmachen/", {}, REMOTE_ADDR="203.0.113.77")
    assert not any("203.0.113.77" in f"{key}{value}" for key, value in cache._cache.items())


def test_behind_our_proxy_visitors_are_told_apart_and_cannot_choose_who_they_are(rf):
    def seen(remote, forwarded):
        return spam.connection_of(rf.get("/", REMOTE_ADDR=remote, HTTP_X_FORWARDED_FOR=forwarded))

    assert seen("127.0.0.1", "1.1.1.1, 203.0.113.5") == "203.0.113.5"
    assert seen("8.8.8.8", "1.1.1.1") == "8.8.8.8"
    assert seen("127.0.0.1", "unsinn") == "127.0.0.1"


def test_texts_full_of_links_and_repeated_texts_are_held_back(client):
    send(client, summary="Kaufen Sie https://a.example und www.b.example jetzt und sofort.")
    send(client, title="Gleich", summary="Derselbe Text.")
    send(client, title="gleich!", summary="derselbe TEXT")
    assert [s.quarantined for s in Submission.objects.order_by("pk")] == [True, False, True]


def test_nobodys_mailbox_is_flooded(client):
    for _number in range(4):
        send(client, email="opfer@example.org")
    assert Email.objects.filter(to="opfer@example.org").count() == 3


def test_five_hundred_bots_are_held_and_two_hundred_people_are_not(rf):
    bots = 0
    for number in range(500):
        request = rf.post("/", {"url2": "x"} if number % 2 else {})
        text = "Visit https://a.example www.b.example" if number % 3 == 0 else f"Text {number}"
        found = spam.doubts(request, make_registration(summary=text), "" if number % 2 == 0 else spam.start_mark(), 1)
        bots += bool(found)
    people = sum(
        bool(spam.doubts(rf.post("/"), make_registration(), spam._signer.sign(str(int(time.time()) - 90)), 1))
        for _number in range(200)
    )
    assert bots >= 475
    assert people == 0


def test_a_released_one_gets_its_mail_once():
    submission = make_unconfirmed(doubts=["Zu schnell."], sender_email="mensch@example.org")
    assert Email.objects.count() == 0
    registration.release(submission=submission)
    registration.release(submission=submission)
    assert Email.objects.filter(to="mensch@example.org").count() == 1


# --- What people type ---------------------------------------------------------------------------------------


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


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
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


def test_a_megabyte_of_text_is_refused_in_words(client):
    response = send(client, summary="ä" * 1_000_000)
    assert errors(response)["summary"] == ["Bitte kürzen Sie um 999700 Zeichen."]
