"""Spam without puzzles for people: doubtful registrations are held back, never lost."""

import time

import pytest
from django.conf import settings
from django.core.cache import caches
from post_office.models import Email

from practice_examples.submissions.moderators import moderation
from practice_examples.submissions.protection import doubts, rate_limits
from practice_examples.submissions.record.models import Submission
from tests.reading import read
from tests.submitting import form_data, make_moderator, make_registration, make_unconfirmed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _patient(monkeypatch):
    """Tests type faster than people; who tests that sets it back."""
    monkeypatch.setattr(doubts, "FASTEST", doubts.timedelta(seconds=-1))


def send(client, **fields):
    return client.post("/mitmachen/", form_data(client, **fields))


def test_a_bot_that_fills_the_hidden_field_is_held_back_and_not_lost(client):
    response = send(client, url2="https://spam.example")
    submission = Submission.objects.get()
    assert submission.quarantined
    assert submission.doubts == "Das versteckte Feld war ausgefüllt."
    assert Email.objects.count() == 0
    assert "Wir sehen uns Ihre Angaben kurz von Hand an." in read(client.get(response["Location"])).text


def test_a_form_sent_at_once_or_without_being_opened_is_held_back(client, monkeypatch):
    monkeypatch.setattr(doubts, "FASTEST", doubts.timedelta(seconds=4))
    send(client)
    send(client, started="gefälscht:123")
    assert [submission.quarantined for submission in Submission.objects.all()] == [True, True]


def test_a_form_that_lay_open_for_days_is_no_bot(client, monkeypatch):
    monkeypatch.setattr(doubts, "FASTEST", doubts.timedelta(seconds=4))
    send(client, started=doubts._signer.sign(str(int(time.time()) - 5 * 24 * 3600)))
    assert not Submission.objects.get().quarantined


def test_a_clock_that_runs_a_little_ahead_is_no_bot(client, monkeypatch):
    monkeypatch.setattr(doubts, "FASTEST", doubts.timedelta(seconds=4))
    send(client, started=doubts._signer.sign(str(int(time.time()) + 60)))
    assert not Submission.objects.get().quarantined


def test_the_sixth_registration_from_one_connection_within_an_hour_is_held_back(client):
    for _number in range(6):
        send(client)
    assert [s.quarantined for s in Submission.objects.order_by("pk")] == [False] * 5 + [True]


def test_whoever_corrects_a_form_many_times_has_registered_once(client):
    data = form_data(client)
    for _number in range(2 * rate_limits.PER_HOUR):
        client.post("/mitmachen/", data | {"email": "jana@"})
    for number in range(2 * rate_limits.PER_HOUR):
        client.post("/mitmachen/", data | {"organisation": f"Nähwerk, {number}. Anlauf"})
    submission = Submission.objects.get()
    assert (submission.quarantined, submission.doubts) == (False, "")
    assert Email.objects.count() == 1


def test_a_flood_gets_a_clear_answer_with_everything_kept(client):
    for _number in range(rate_limits.FLOOD_PER_HOUR):
        client.post("/mitmachen/", {})
    page = read(send(client, title="Bleibt stehen"), status=429)
    assert page.field("Titel").value == "Bleibt stehen"
    assert "in einer Stunde" in page.one("main").text


def test_of_an_address_nothing_readable_is_kept(client):
    client.post("/mitmachen/", {}, REMOTE_ADDR="203.0.113.77")
    kept = caches["counters"]._cache
    assert len(kept) == 2
    assert not any("203.0.113.77" in f"{key}{value}" for key, value in kept.items())


def test_no_flood_of_other_requests_makes_us_forget_who_sends_too_much(client):
    for _number in range(rate_limits.FLOOD_PER_HOUR):
        client.post("/mitmachen/", {})
    everything_else = [caches[alias] for alias in settings.CACHES if alias != "counters"]
    for number in range(settings.CACHES["default"]["OPTIONS"]["MAX_ENTRIES"] + 1):
        for cache in everything_else:
            cache.set(f"noise-{number}", "")
    assert client.post("/mitmachen/", {}).status_code == 429


def test_behind_our_proxy_visitors_are_told_apart_and_cannot_choose_who_they_are(rf):
    def seen(remote, forwarded):
        return rate_limits.connection_of(rf.get("/", REMOTE_ADDR=remote, HTTP_X_FORWARDED_FOR=forwarded))

    assert seen("127.0.0.1", "1.1.1.1, 203.0.113.5") == "203.0.113.5"
    assert seen("8.8.8.8", "1.1.1.1") == "8.8.8.8"
    assert seen("127.0.0.1", "unsinn") == "127.0.0.1"
    assert seen("::ffff:127.0.0.1", "203.0.113.5") == "203.0.113.5"
    assert seen("", "203.0.113.5") == ""


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("203.0.113.5", "203.0.113.5"),
        ("::ffff:203.0.113.5", "203.0.113.5"),
        ("2a02:908:1:2:3:4:5:6", "2a02:908:1:2::"),
        ("2a02:908:1:2:ffff:ffff:ffff:ffff", "2a02:908:1:2::"),
        ("2a02:908:1:3::1", "2a02:908:1:3::"),
    ],
)
def test_all_addresses_of_one_connection_count_as_one(rf, address, counted):
    assert rate_limits.connection_of(rf.get("/", REMOTE_ADDR=address)) == counted
    assert rate_limits.connection_of(rf.get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=address)) == counted


def test_a_flood_from_many_addresses_of_one_connection_is_one_flood(client):
    for number in range(rate_limits.FLOOD_PER_HOUR):
        client.post("/mitmachen/", {}, REMOTE_ADDR=f"2a02:908:1:2::{number:x}")
    assert client.post("/mitmachen/", {}, REMOTE_ADDR="2a02:908:1:2:f::1").status_code == 429
    assert client.post("/mitmachen/", {}, REMOTE_ADDR="2a02:908:1:3::1").status_code == 200


def test_the_lock_of_the_admin_holds_for_all_addresses_of_one_connection(client, settings):
    settings.AXES_ENABLED = True
    make_moderator("mona")

    def sign_in(password, address):
        data = {"username": "mona", "password": password}
        return client.post("/admin/login/", data, REMOTE_ADDR=address).status_code

    assert [sign_in("falsch", f"2a02:908:1:2::{number}") for number in range(1, 6)] == [200] * 4 + [429]
    assert sign_in("geheim-geheim", "2a02:908:1:2::99") == 429
    assert sign_in("geheim-geheim", "2a02:908:1:3::1") == 302


def test_texts_full_of_links_and_repeated_texts_are_held_back(client):
    send(client, summary="Kaufen Sie https://a.example und www.b.example jetzt und sofort.")
    send(client, title="Gleich", summary="Derselbe Text.")
    send(client, title="gleich!", summary="derselbe TEXT")
    assert [s.quarantined for s in Submission.objects.order_by("pk")] == [True, False, True]


def test_nobodys_mailbox_is_flooded(client):
    for _number in range(4):
        send(client, email="opfer@example.org")
    assert Email.objects.filter(to="opfer@example.org").count() == 3


@pytest.mark.parametrize(
    "words",
    [
        "Gewinn! gewinne.example/abc",
        "www.gewinne",
        "x.tld",
        "BIT.LY/x",
        "a@gewinne.example",
        "Dr.Feld.example",
        "st.martin.example",
        "Gewinn.Com",
        "med.com",
        "Prof.Dr.gewinne.tld",
        "Jana。example",
        "1.2.3.4/x",
    ],
)
@pytest.mark.parametrize("field", ["name", "title"])
def test_nothing_that_becomes_a_link_stands_at_the_top_of_our_mail(client, field, words):
    send(client, **{field: words})
    assert Submission.objects.get().quarantined
    assert Email.objects.count() == 0


@pytest.mark.parametrize(
    "words",
    [
        "Prof.Dr.Jana Feld",
        "J. R. Feld-Özdemir",
        "Jana Feld (e.V.)",
        "Ji.",
        "O’Neill, 24.12.",
        "Dr.med.dent.Li Wei",
        "Jana Feld,B.Sc.",
        "Dipl.-Ing.Feld",
        "Kita St.Martin",
        "kita st.martin",
        "Kath.Kirchengemeinde Hl.Geist",
        "Nähcafé Köln e.V.Nippes",
        "Nähen.Reden.Ankommen",
        "Ev.-luth.Jugend u.a.",
    ],
)
@pytest.mark.parametrize("field", ["name", "title"])
def test_the_dots_of_titles_saints_and_clubs_are_no_links(client, field, words):
    send(client, **{field: words})
    assert not Submission.objects.get().quarantined


# --- Sent again with other words ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        {"name": "Gewinn! gewinne.example/abc"},
        {"summary": "https://a.example und www.b.example"},
        {"organisation": "Anders", "url2": "bot"},
        {"email": "opfer@example.org", "url2": "bot"},
    ],
)
def test_doubts_at_a_change_hold_back_what_began_clean(client, change):
    data = form_data(client)
    client.post("/mitmachen/", data)
    assert (Submission.objects.get().quarantined, Email.objects.count()) == (False, 1)
    client.post("/mitmachen/", data | change)
    submission = Submission.objects.get()
    assert submission.quarantined
    assert submission.doubts
    # Nor does the first mail go out any more: it would name what nobody has looked at.
    assert Email.objects.count() == 0


def test_what_is_held_back_stays_so_when_the_words_become_clean(client):
    data = form_data(client)
    client.post("/mitmachen/", data | {"url2": "bot"})
    client.post("/mitmachen/", data | {"email": "opfer@example.org"})
    assert (Submission.objects.get().quarantined, Email.objects.count()) == (True, 0)


def test_a_double_click_on_the_sixth_form_of_a_connection_changes_nothing(client):
    for _number in range(rate_limits.PER_HOUR):
        data = form_data(client)
        client.post("/mitmachen/", data)
    client.post("/mitmachen/", data)
    assert [submission.quarantined for submission in Submission.objects.all()] == [False] * rate_limits.PER_HOUR


def test_two_addresses_in_turn_get_three_mails_and_no_more(client, deliver, monkeypatch):
    monkeypatch.setattr(rate_limits, "PER_HOUR", 100)
    data = form_data(client)
    sent = 0
    for number in range(20):
        client.post("/mitmachen/", data | {"email": ("opfer@example.org", "anderes@example.org")[number % 2]})
        sent += len(deliver())
    assert sent == 3
    submission = Submission.objects.get()
    assert submission.quarantined
    assert "dreimal" in submission.doubts


def test_a_mailbox_is_not_flooded_by_many_forms_that_lead_to_it_and_away(client, deliver, monkeypatch):
    monkeypatch.setattr(rate_limits, "PER_HOUR", 100)
    addresses = []
    for number in range(10):
        data = form_data(client, email="opfer@example.org")
        client.post("/mitmachen/", data)
        addresses += [mail.to for mail in deliver()]
        client.post("/mitmachen/", data | {"email": f"weg{number}@example.org"})
        addresses += [mail.to for mail in deliver()]
    assert addresses.count(["opfer@example.org"]) == 3


def test_another_project_over_the_first_is_doubted_like_any_other(client):
    data = form_data(client)
    client.post("/mitmachen/", data)
    client.post("/mitmachen/", data | {"title": "Rad", "summary": "Räder", "url2": "bot"})
    assert [submission.quarantined for submission in Submission.objects.order_by("pk")] == [False, True]


def test_five_hundred_bots_are_held_and_two_hundred_people_are_not(rf):
    bots = 0
    for number in range(500):
        request = rf.post("/", {"url2": "x"} if number % 2 else {})
        text = "Visit https://a.example www.b.example" if number % 3 == 0 else f"Text {number}"
        found = doubts.find_doubts(
            request, make_registration(summary=text), "" if number % 2 == 0 else doubts.start_mark(), 1
        )
        bots += bool(found)
    people = sum(
        bool(doubts.find_doubts(rf.post("/"), make_registration(), doubts._signer.sign(str(int(time.time()) - 90)), 1))
        for _number in range(200)
    )
    assert bots >= 475
    assert people == 0


def test_a_released_one_gets_its_mail_once():
    submission = make_unconfirmed(doubts=["Zu schnell."], sender_email="mensch@example.org")
    assert Email.objects.count() == 0
    moderation.release(submission=submission)
    moderation.release(submission=submission)
    assert Email.objects.filter(to="mensch@example.org").count() == 1
