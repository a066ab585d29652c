"""Before a story goes live its sender has seen the finished page and agreed, or a reason says why not."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from post_office.models import Email

from home.publishing.publication import PublicationRefused
from practice_examples.models import ExamplePage
from practice_examples.submissions.moderators import acceptance, moderation
from practice_examples.submissions.record.choices import Status
from practice_examples.submissions.record.models import Submission
from practice_examples.submissions.sender import filing
from tests.reading import read
from tests.submitting import act, mail_to, make_handed_in, make_moderator, now, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]

NOT_AGREED = "Die Einreichenden haben dieser Fassung noch nicht zugestimmt."


@pytest.fixture
def moderator():
    return make_moderator()


@pytest.fixture
def desk(client, moderator):
    sign_in(client, moderator)
    return client


def make_complete(moderator, **fields):
    submission = make_handed_in(photos=1, **fields)
    acceptance.accept_photo(photo=submission.photos.get(), user=moderator)
    return Submission.objects.get(pk=submission.pk)


def make_shown(moderator, **fields):
    return moderation.ask_sign_off(submission=make_complete(moderator, **fields))


def answer(submission, action, **data):
    revision = Submission.objects.get(pk=submission.pk).shown_revision
    return Client().post(submission.get_absolute_url(), {"action": action, "revision": revision, **data})


def edit(submission, moderator, title="Näh-Café am Bahnhof"):
    page = submission.page.get_latest_revision_as_object()
    page.title = title
    page.save_revision(user=moderator)


def test_the_way_from_the_finished_page_to_the_story(desk, moderator):
    submission = make_complete(moderator, title="Näh-Café", sender_email="jana@example.org")
    shown = read(desk.get(f"/admin/einreichungen/{submission.pk}/"))
    assert "Die Einreichenden haben die fertige Seite noch nicht gesehen." in shown.text
    act(desk, submission, "signoff")
    assert now(submission) == Status.SIGN_OFF
    assert submission.get_absolute_url() in mail_to("jana@example.org").message
    assert "Ihre Antwort steht noch aus." in read(desk.get(f"/admin/einreichungen/{submission.pk}/")).text
    page = read(Client().get(submission.get_absolute_url()))
    finished = page.link("Fertige Seite ansehen").href
    assert read(Client().get(finished)).headings(1) == ["Näh-Café."]
    answer(submission, "agree")
    assert now(submission) == Status.AGREED
    assert mail_to(moderator.email).subject == f"Antwort zur fertigen Seite: {submission.number}"
    act(desk, submission, "approve")
    assert (now(submission), ExamplePage.objects.get().live) == (Status.PUBLISHED, True)


def test_changes_come_back_to_the_moderators_in_the_senders_words(desk, moderator):
    submission = make_shown(moderator)
    answer(submission, "change", answer="Es sind vierzehn.")
    assert now(submission) == Status.IN_REVIEW
    assert "Es sind vierzehn." in read(desk.get(f"/admin/einreichungen/{submission.pk}/")).text
    with pytest.raises(PublicationRefused):
        moderation.approve(submission=submission, user=moderator)


def test_changes_without_words_are_asked_for(moderator):
    submission = make_shown(moderator)
    page = read(answer(submission, "change", answer=" "))
    assert page.errors == {"Was sollen wir ändern?": "Bitte schreiben Sie, was wir ändern sollen."}
    assert now(submission) == Status.SIGN_OFF


def test_without_consent_no_door_publishes_without_a_reason(desk, moderator):
    submission = make_shown(moderator)
    page = ExamplePage.objects.get()
    with pytest.raises(PublicationRefused, match=NOT_AGREED):
        page.get_latest_revision().publish(user=moderator)
    with pytest.raises(PublicationRefused, match=NOT_AGREED):
        page.current_workflow_task_state.approve(user=moderator)
    assert "Bitte nennen Sie den Grund." in read(act(desk, submission, "approve", reason=" ")).text
    assert (now(submission), ExamplePage.objects.get().live) == (Status.SIGN_OFF, False)


def test_a_reason_publishes_and_is_kept_with_who_gave_it(desk, moderator):
    submission = make_complete(moderator)
    act(desk, submission, "approve", reason="Am Telefon zugesagt.")
    submission.refresh_from_db()
    assert submission.status == Status.PUBLISHED
    assert submission.waiver.startswith("Am Telefon zugesagt. (mona, ")


def test_a_page_changed_after_the_consent_asks_anew(desk, moderator):
    submission = make_shown(moderator)
    answer(submission, "agree")
    edit(submission, moderator)
    with pytest.raises(PublicationRefused, match=NOT_AGREED):
        moderation.approve(submission=submission, user=moderator)
    assert "Seitdem wurde die Seite geändert." in read(desk.get(f"/admin/einreichungen/{submission.pk}/")).text
    act(desk, submission, "signoff")
    answer(submission, "agree")
    act(desk, submission, "approve")
    assert ExamplePage.objects.get(live=True).title == "Näh-Café am Bahnhof"


def test_what_is_agreed_to_is_the_page_that_was_shown(moderator):
    submission = make_shown(moderator, title="Näh-Café")
    seen = submission.shown_revision
    edit(submission, moderator)
    finished = f"{submission.get_absolute_url()}seite/"
    assert read(Client().get(finished)).headings(1) == ["Näh-Café."]
    moderation.ask_sign_off(submission=submission)
    assert read(Client().get(finished)).headings(1) == ["Näh-Café am Bahnhof."]
    for action in ("agree", "change"):
        late = {"action": action, "revision": seen, "answer": "Bitte Jana groß."}
        Client().post(submission.get_absolute_url(), late)
    assert now(submission) == Status.SIGN_OFF


def test_an_unfinished_page_is_not_shown_and_the_moderator_reads_why(desk):
    submission = make_handed_in()
    response = act(desk, submission, "signoff")
    assert "Das Titelbild fehlt." in read(desk.get(response["Location"])).text
    assert now(submission) == Status.IN_REVIEW


def test_the_finished_page_is_private_and_only_there_while_it_is_asked_about(moderator):
    submission = make_complete(moderator)
    finished = f"{submission.get_absolute_url()}seite/"
    assert Client().get(finished).status_code == 404
    moderation.ask_sign_off(submission=submission)
    response = Client().get(finished)
    assert ("no-store" in response["Cache-Control"], response["Referrer-Policy"]) == (True, "same-origin")
    assert "noindex" in response["X-Robots-Tag"]
    assert submission.token not in response.content.decode()
    assert read(response).meta("og:url") == f"http://testserver{ExamplePage.objects.get().url}"
    assert Client().post(finished).status_code == 405
    assert now(submission) == Status.SIGN_OFF
    filing.withdraw(submission=submission)
    assert Client().get(finished).status_code == 404


def test_whoever_does_not_answer_for_two_weeks_becomes_a_task_and_moderators_are_reminded(moderator):
    submission = make_shown(moderator)
    in_two_weeks = timezone.now() + timedelta(days=14, minutes=1)
    assert list(Submission.objects.not_agreed_for_long()) == []
    assert list(Submission.objects.not_agreed_for_long(in_two_weeks)) == [submission]
    assert moderation.remind_moderators(now=in_two_weeks - timedelta(days=1)) == 0
    assert moderation.remind_moderators(now=in_two_weeks) == 1
    assert moderation.remind_moderators(now=in_two_weeks + timedelta(days=1)) == 0
    assert moderation.remind_moderators(now=in_two_weeks + timedelta(days=8)) == 1


def test_a_reason_goes_with_everything_that_is_taken_back(moderator):
    submission = make_complete(moderator)
    moderation.approve(submission=submission, user=moderator, reason="Jana Feld am Telefon.")
    ExamplePage.objects.get().unpublish()
    filing.withdraw(submission=submission)
    assert Submission.objects.get().waiver == ""
    assert not Email.objects.filter(message__contains="Jana Feld am Telefon.").exists()
