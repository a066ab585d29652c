"""The way back for whoever has lost the secret link, and the way out where somebody else has it."""

import logging

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from post_office.models import Email

from config.environment.logs import Discreet
from practice_examples.submissions.protection import rate_limits
from practice_examples.submissions.record.models import Submission
from practice_examples.submissions.sender import filing
from tests.reading import read
from tests.submitting import act, mail_to, make_draft, make_handed_in, make_moderator, make_unconfirmed, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]

ADDRESS = "/mitmachen/link/"
WORDS = (
    "Danke. Zu Ihrer Adresse ist jetzt eine E-Mail unterwegs. Gibt es eine Einreichung dazu, steht der Link darin. "
    "Sehen Sie bitte auch im Spam-Ordner nach. Mehr als drei E-Mails am Tag schicken wir nicht."
)


def ask(client, address) -> str:
    """The words of the answer."""
    return read(client.post(ADDRESS, {"email": address})).one("status").text


def test_the_form_leads_to_the_page_for_lost_links(client):
    link = read(client.get("/mitmachen/")).one("link", "Link verloren?")
    assert link.node.attrs["href"] == ADDRESS
    answer = client.get(ADDRESS)
    assert read(answer).headings(1) == ["Link verloren?"]
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_mail_has_the_link_of_everything_that_came_from_this_address(client, count):
    submissions = [make_draft(sender_email="jana@example.org") for _number in range(count)]
    make_draft()
    assert ask(client, "Jana@Example.org") == WORDS
    mail = mail_to("jana@example.org")
    assert mail.subject == "Ihr Link zu Ihrer Einreichung"
    for submission in submissions:
        assert f"http://testserver{submission.get_absolute_url()}" in mail.message
        assert f"http://testserver{submission.get_absolute_url()}" in mail.html_message
    assert mail.message.count("/mitmachen/stand/") == count


def test_known_and_unknown_addresses_get_the_same_words_after_the_same_work(client):
    make_draft(sender_email="jana@example.org")
    for number in range(3):
        make_draft(sender_email="drei@example.org", title=f"Chor {number}")
    ask(client, "erste@example.org")
    answers, costs = set(), []
    for address in ("jana@example.org", "drei@example.org", "niemand@example.org"):
        with CaptureQueriesContext(connection) as queries:
            answers.add(ask(client, address))
        costs.append(len(queries))
    assert answers == {WORDS}
    assert max(costs) - min(costs) <= 1
    assert "Zu Ihrer Adresse gibt es dort keine." in mail_to("niemand@example.org").message


def test_an_address_gets_three_mails_a_day_whoever_asks(client):
    make_draft(sender_email="jana@example.org")
    before = Email.objects.count()
    assert {ask(client, address) for address in ["jana@example.org", "JANA@example.org"] * 3} == {WORDS}
    assert Email.objects.count() == before + 3


def test_a_connection_may_ask_ten_times_an_hour(client, monkeypatch):
    monkeypatch.setattr(rate_limits, "LOST_LINKS_PER_HOUR", 2)
    for number in range(2):
        assert ask(client, f"jana{number}@example.org") == WORDS
    answer = client.post(ADDRESS, {"email": "jana3@example.org"})
    assert read(answer, 429).one("alert").text.endswith("Bitte versuchen Sie es in einer Stunde noch einmal.")
    assert not Email.objects.filter(to="jana3@example.org").exists()


def test_what_is_held_back_or_erased_gets_no_link(client):
    make_unconfirmed(doubts=["Viele Links."], sender_email="bot@example.org")
    filing.withdraw(submission=make_draft(sender_email="bot@example.org"))
    ask(client, "bot@example.org")
    assert "/mitmachen/stand/" not in mail_to("bot@example.org").message


@pytest.mark.parametrize("address", ["", "jana", "jana@müller", "böse@example.org", "a@b.de\r\nBcc: x@example.org"])
def test_what_is_no_address_is_said_and_sends_nothing(client, address):
    before = Email.objects.count()
    assert "E-Mail-Adresse" in read(client.post(ADDRESS, {"email": address})).errors
    assert Email.objects.count() == before


def test_the_form_for_lost_links_needs_its_token_and_a_get_sends_nothing():
    before = Email.objects.count()
    client = Client(enforce_csrf_checks=True)
    assert client.post(ADDRESS, {"email": "jana@example.org"}).status_code == 403
    assert client.get(ADDRESS, {"email": "jana@example.org"}).status_code == 200
    assert Email.objects.count() == before


def test_moderators_send_the_link_again(client):
    submission = make_handed_in(sender_email="jana@example.org")
    sign_in(client, make_moderator())
    act(client, submission, "link")
    assert submission.get_absolute_url() in mail_to("jana@example.org").message
    assert Submission.objects.get().token == submission.token


def test_a_replaced_link_is_dead_at_once_and_the_new_one_goes_to_the_sender(client):
    submission = make_handed_in(sender_email="jana@example.org")
    sign_in(client, make_moderator())
    old = submission.get_absolute_url()
    act(client, submission, "newlink")
    submission.refresh_from_db()
    assert submission.get_absolute_url() != old
    assert Client().get(old).status_code == 404
    assert Client().post(f"{old}zurueckziehen/").status_code == 404
    assert Client().get(submission.get_absolute_url()).status_code == 200
    mails = Email.objects.filter(to="jana@example.org")
    assert [old in mail.message for mail in mails] == [False]
    assert "Der alte führt nirgends mehr hin." in mails.get().message


@pytest.mark.parametrize("action", ["link", "newlink"])
def test_what_has_no_sender_or_is_held_back_gets_no_link_from_moderators(client, action):
    erased, held_back = make_draft(), make_unconfirmed(doubts=["Viele Links."])
    filing.withdraw(submission=erased)
    sign_in(client, make_moderator())
    before = list(Submission.objects.order_by("pk").values_list("token", flat=True)), Email.objects.count()
    for submission in (erased, held_back):
        act(client, submission, action)
    assert (list(Submission.objects.order_by("pk").values_list("token", flat=True)), Email.objects.count()) == before


def test_no_step_by_get_changes_anything(client):
    submission = make_draft()
    before = Submission.objects.values().get()
    link = submission.get_absolute_url()
    for tail in ("", "?action=hand_in", "?action=confirm", "zurueckziehen/", "zurueckziehen/?action=ja"):
        assert client.get(f"{link}{tail}").status_code == 200
    for tail in ("abschnitt/geschichte/?story=x", "foto/"):
        assert client.get(f"{link}{tail}").status_code == 405
    assert Submission.objects.values().get() == before


def test_the_secret_stands_in_no_log_and_goes_to_no_other_host(client, caplog):
    submission = make_handed_in()
    with caplog.at_level(logging.WARNING, "django.request"):
        client.post(f"{submission.get_absolute_url()}abschnitt/geschichte/", {"story": "spät"})
        client.get(f"/mitmachen/stand/{'x' * 43}/")
    logged = [Discreet().format(record) for record in caplog.records if record.name == "django.request"]
    assert logged == ["Conflict: /mitmachen/stand/…/abschnitt/geschichte/", "Not Found: /mitmachen/stand/…/"]
    answer = client.get(submission.get_absolute_url())
    assert (answer["Referrer-Policy"], "no-store" in answer["Cache-Control"]) == ("same-origin", True)
