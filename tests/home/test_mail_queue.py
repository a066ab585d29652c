"""Every mail is a row first: word for word, without waiting for anybody, and nothing is lost on the way."""

import socket
import threading
import time
from contextlib import contextmanager
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller
from django.conf import settings as django_settings
from django.core import mail
from django.core.management import call_command
from django.utils import timezone
from post_office.connections import connections
from post_office.mail import send_queued
from post_office.models import STATUS, Email

from home.mail import queue
from tests.ports import unused_port
from tests.reading import read
from tests.submitting import make_handed_in, make_moderator, make_unconfirmed, sign_in

pytestmark = pytest.mark.django_db


class Sink:
    """A mail server that keeps what it gets, or refuses with the given answer."""

    def __init__(self, refusal=""):
        self.refusal = refusal
        self.mails = []

    async def handle_DATA(self, server, session, envelope):
        if self.refusal:
            return self.refusal
        self.mails.append(
            (envelope.mail_from, envelope.rcpt_tos, message_from_bytes(envelope.content, policy=policy.default))
        )
        return "250 OK"


@contextmanager
def running(sink):
    controller = Controller(sink, hostname="127.0.0.1", port=unused_port())
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


@pytest.fixture
def smtp(settings):
    """A function that points delivery at a port of this machine."""

    def point(port, timeout=5):
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, timeout
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.POST_OFFICE = {
            **settings.POST_OFFICE,
            "BACKENDS": {"default": "django.core.mail.backends.smtp.EmailBackend"},
        }
        connections.close()

    yield point
    connections.close()


def states() -> list[int]:
    return list(Email.objects.order_by("pk").values_list("status", flat=True))


# --- Into the queue -----------------------------------------------------------------------------------------


def test_the_sites_mails_all_go_through_the_queue():
    assert django_settings.EMAIL_BACKEND == "home.mail.queue.MailQueue"
    mail.send_mail("Betreff", "Text", None, ["a@example.org"], html_message="<p>Text</p>")
    row = Email.objects.get()
    assert (row.to, row.subject, row.message, row.html_message) == (["a@example.org"], "Betreff", "Text", "<p>Text</p>")
    assert (row.status, row.from_email) == (STATUS.queued, django_settings.DEFAULT_FROM_EMAIL)
    assert mail.outbox == []


@pytest.mark.parametrize(
    "words", ["{% include 'base.html' %}", "{{ settings.SECRET_KEY }}", "{% kaputt", "100 % {# nichts #} & <b>"]
)
def test_a_mail_is_kept_word_for_word_and_never_read_as_a_template(words):
    mail.send_mail(f"Über {words}", f"Text {words}", None, ["a@example.org"])
    row = Email.objects.get()
    assert (row.subject, row.message) == (f"Über {words}", f"Text {words}")


def test_wagtails_mail_about_a_page_with_template_signs_is_not_lost():
    make_moderator()
    make_handed_in(title="{% kaputt %} {{ x }}")
    assert "{% kaputt %} {{ x }}" in Email.objects.get(to="mona@example.org").message


@pytest.mark.parametrize("words", ["Zeile\r\nBcc: b@example.org", "a\nb", "\x00x", "\u202everkehrt"])
def test_nothing_typed_adds_a_header(words):
    queue.enqueue(to="a@example.org", subject=words, text="Text", headers={"X-Eins": words})
    message = Email.objects.get().email_message().message()
    assert "Bcc" not in message
    assert "\n" not in Email.objects.get().subject
    assert set(message.keys()) >= {"Subject", "From", "To", "X-Eins"}


def test_of_a_recipient_only_the_address_is_kept():
    queue.enqueue(to='"Feld, Jana" <jana@example.org>', subject="x", text="y")
    assert Email.objects.get().to == ["jana@example.org"]


def test_each_recipient_gets_a_mail_of_their_own():
    mail.send_mail("Betreff", "Text", None, ["a@example.org", "b@example.org"])
    assert [row.to for row in Email.objects.order_by("pk")] == [["a@example.org"], ["b@example.org"]]


def test_a_mail_and_its_record_are_kept_together_or_not_at_all(monkeypatch):
    from practice_examples.submissions.record import mails
    from practice_examples.submissions.record.models import Submission

    def broken(*args, **kwargs):
        raise RuntimeError("queue")

    monkeypatch.setattr(mails, "enqueue", broken)
    with pytest.raises(RuntimeError):
        make_unconfirmed()
    assert (Submission.objects.count(), Email.objects.count()) == (0, 0)


# --- Out of the queue ---------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_a_real_mail_server_gets_each_mail_once_in_plain_text_and_html(smtp):
    submission = make_unconfirmed(sender_email="jana@example.org", sender_name="Jana Feld", title="Näh-Café")
    sink = Sink()
    with running(sink) as port:
        smtp(port)
        call_command("send_queued_mail")
        call_command("send_queued_mail")
    [(sender, recipients, message)] = sink.mails
    assert (sender, recipients) == ("portal@example.org", ["jana@example.org"])
    assert message["Subject"] == f"Bitte bestätigen Sie Ihre Adresse ({submission.number})"
    assert "Jana" not in "".join(f"{name}: {value}" for name, value in message.items() if name != "To")
    plain, html = (message.get_body((kind,)).get_content() for kind in ("plain", "html"))
    for body in (plain, html):
        assert f"http://testserver/mitmachen/stand/{submission.token}/" in body
        assert "Näh-Café" in body
    assert states() == [STATUS.sent]


@pytest.mark.django_db(transaction=True)
def test_while_the_mail_server_is_down_or_refuses_nothing_is_lost(smtp):
    make_unconfirmed(sender_email="jana@example.org")
    smtp(unused_port())
    call_command("send_queued_mail")
    assert states() == [STATUS.requeued]
    Email.objects.update(scheduled_time=None)
    with running(Sink(refusal="451 Später")) as port:
        smtp(port)
        call_command("send_queued_mail")
    assert states() == [STATUS.requeued]
    assert "451" in Email.objects.get().logs.latest("pk").message
    Email.objects.update(scheduled_time=None)
    sink = Sink()
    with running(sink) as port:
        smtp(port)
        call_command("send_queued_mail")
    assert (states(), len(sink.mails)) == ([STATUS.sent], 1)


@pytest.mark.django_db(transaction=True)
def test_a_silent_mail_server_costs_its_timeout_and_no_more(smtp):
    make_unconfirmed()
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen(5)
        smtp(silent.getsockname()[1], timeout=1)
        started = time.monotonic()
        call_command("send_queued_mail")
    assert time.monotonic() - started < 6
    assert states() == [STATUS.requeued]


@pytest.mark.parametrize("kind", ["down", "silent"])
def test_no_request_waits_for_a_mail_server(client, smtp, kind):
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen(5)
        smtp(silent.getsockname()[1] if kind == "silent" else unused_port(), timeout=30)
        make_moderator()
        started = time.monotonic()
        submission = make_handed_in()
        client.post(f"/mitmachen/danke/{submission.key}/")
        assert client.get(submission.get_absolute_url()).status_code == 200
        assert time.monotonic() - started < 10
    assert Email.objects.count() == 3


def test_pauses_between_attempts_grow_from_a_quarter_of_an_hour_to_half_a_day():
    minutes = [queue.pause(retries).total_seconds() / 60 for retries in range(1, 9)]
    assert minutes == [15, 30, 60, 120, 240, 480, 720, 720]


def test_failed_mails_are_put_off_longer_each_time(smtp):
    make_unconfirmed()
    smtp(unused_port())
    for pause in (15, 30, 60):
        Email.objects.update(scheduled_time=None)
        started = timezone.now()
        send_queued()
        queue.space_out_retries(started)
        row = Email.objects.get()
        assert row.scheduled_time - row.last_updated == timedelta(minutes=pause)


def test_a_mail_that_failed_for_good_can_be_tried_again(smtp, settings):
    make_unconfirmed()
    smtp(unused_port())
    settings.POST_OFFICE = {**settings.POST_OFFICE, "MAX_RETRIES": 0}
    send_queued()
    assert states() == [STATUS.failed]
    queue.try_again(Email.objects.get())
    assert states() == [STATUS.queued]
    Email.objects.update(status=STATUS.sent)
    queue.try_again(Email.objects.get())
    assert states() == [STATUS.sent]


# --- Postausgang --------------------------------------------------------------------------------------------


def test_moderators_see_backlog_and_failures_but_in_production_no_words(client):
    submission = make_unconfirmed(sender_email="jana.feld@example.org")
    Email.objects.update(status=STATUS.failed, created=timezone.now() - timedelta(hours=3))
    make_unconfirmed()
    Email.objects.filter(status=STATUS.queued).update(created=timezone.now() - timedelta(hours=3))
    sign_in(client, make_moderator())
    response = client.get("/admin/postausgang/")
    assert "Eine E-Mail ist endgültig gescheitert." in read(response).text
    assert "wartet seit mehr als zwei Stunden" in read(response).text
    row = Email.objects.get(to="jana.feld@example.org")
    detail = client.get(f"/admin/postausgang/{row.pk}/").content.decode()
    for secret in (submission.token, "jana.feld@example.org"):
        assert secret not in response.content.decode() + detail
    assert "j…@example.org" in detail
    assert client.get(f"/admin/postausgang/{row.pk}/html/").status_code == 404
    client.post(f"/admin/postausgang/{row.pk}/noch-einmal/")
    assert Email.objects.get(pk=row.pk).status == STATUS.queued


def test_in_a_demo_mails_can_be_read_and_followed(client, settings):
    settings.DEMO = True
    submission = make_unconfirmed(sender_email="jana@example.org")
    sign_in(client, make_moderator())
    row = Email.objects.get()
    links = [link.href for link in read(client.get(f"/admin/postausgang/{row.pk}/")).links()]
    assert f"http://testserver{submission.get_absolute_url()}" in links
    html = client.get(f"/admin/postausgang/{row.pk}/html/")
    assert "sandbox" in html["Content-Security-Policy"]
    assert submission.token in html.content.decode()


@pytest.mark.parametrize("tail", ["", "1/", "1/html/", "liste/"])
def test_nobody_else_sees_the_outbox(client, django_user_model, tail):
    make_unconfirmed()
    sign_in(client, django_user_model.objects.create_user("editor"))
    assert client.get(f"/admin/postausgang/{tail}").status_code in (302, 404)


@pytest.mark.parametrize("count", [1, 30])
def test_the_outbox_costs_the_same_for_any_number_of_mails(client, count, django_assert_num_queries):
    for _number in range(count):
        make_unconfirmed()
    sign_in(client, make_moderator())
    client.get("/admin/postausgang/")
    with django_assert_num_queries(15):
        client.get("/admin/postausgang/")


def test_two_senders_at_once_deliver_each_mail_once(tmp_path):
    entered, release, runs = threading.Event(), threading.Event(), []

    def first():
        from post_office.lockfile import FileLock

        with FileLock(str(tmp_path / "lock")):
            entered.set()
            release.wait(5)
            runs.append("first")

    thread = threading.Thread(target=first)
    thread.start()
    entered.wait(5)
    make_unconfirmed()
    queue.deliver(str(tmp_path / "lock"))
    assert states() == [STATUS.queued]
    release.set()
    thread.join()
    assert runs == ["first"]
