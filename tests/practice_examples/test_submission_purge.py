"""Going again: withdrawal without an account, and what `purge` deletes when."""

import io
import os
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone
from django.utils.formats import date_format
from post_office.models import STATUS, Email
from wagtail.models import Revision

from home.media.housekeeping import UNOWNED
from home.media.models import Picture
from practice_examples.models import ExamplePage
from practice_examples.submissions.moderators import acceptance, moderation
from practice_examples.submissions.record.choices import Status
from practice_examples.submissions.record.models import Message, Photo, Sender, Submission
from practice_examples.submissions.record.purge import Purged, purge
from practice_examples.submissions.sender import filing
from tests.reading import read
from tests.submitting import mail_to, make_draft, make_handed_in, make_moderator, make_photo, make_unconfirmed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]

NOTHING = Purged(unconfirmed=0, drafts=0, unanswered=0, ended=0, senders=0, mails=0, files=0)


@pytest.fixture
def moderator():
    return make_moderator()


def stored() -> list[Path]:
    return [path for path in Path(settings.PRIVATE_ROOT).rglob("*") if path.is_file()]


def everything_in_the_database() -> str:
    """All rows of all tables as one text."""
    return "\n".join(str(list(model.objects.values())) for model in apps.get_models() if model._meta.managed)


def test_withdrawing_deletes_page_photos_texts_and_names_at_once(client, django_capture_on_commit_callbacks):
    submission = make_handed_in(
        photos=2, title="Geheimtitel", sender_name="Erika Mustergeheim", sender_email="erika@geheim.example"
    )
    acceptance.accept_photo(photo=Photo.objects.first(), user=make_moderator())
    moderation.ask_back(submission=submission, words="Frage an Erika", user=None)
    assert "Mustergeheim" in everything_in_the_database()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{submission.get_absolute_url()}zurueckziehen/")
    assert (ExamplePage.objects.count(), Revision.objects.count(), Photo.objects.count(), Message.objects.count()) == (
        0,
        0,
        0,
        0,
    )
    assert (Picture.objects.count(), stored()) == (0, [])
    page = read(client.get(submission.get_absolute_url()))
    assert page.headings(1) == ["Zurückgezogen"]
    assert "Ihre Einreichung ist zurückgezogen." in page.text
    # All that is left of the person is the last mail on its way.
    assert mail_to("erika@geheim.example").subject == f"Ihre Einreichung ist zurückgezogen ({submission.number})"
    Email.objects.filter(subject__contains="zurückgezogen").delete()
    left = everything_in_the_database()
    for trace in ("Mustergeheim", "erika@geheim", "Frage an Erika"):
        assert trace not in left


@pytest.mark.parametrize("make", [make_unconfirmed, make_draft, make_handed_in])
def test_it_can_be_withdrawn_at_any_time_and_twice(client, make):
    submission = make()
    for _number in range(2):
        assert client.post(f"{submission.get_absolute_url()}zurueckziehen/").status_code == 302
    submission.refresh_from_db()
    assert (submission.status, Sender.objects.count()) == (Status.WITHDRAWN, 0)


def test_opening_the_withdrawal_page_withdraws_nothing(client):
    submission = make_draft()
    assert client.get(f"{submission.get_absolute_url()}zurueckziehen/").status_code == 200
    assert Submission.objects.get().status == Status.CONFIRMED


@pytest.mark.parametrize(
    ("make", "field", "days", "kind"),
    [
        (make_unconfirmed, "created_at", 14, "unconfirmed"),
        (make_draft, "confirmed_at", 30, "drafts"),
    ],
)
def test_what_nobody_finishes_is_deleted_after_its_time(make, field, days, kind):
    submission = make()
    now = timezone.now()
    Submission.objects.update(**{field: now - timedelta(days=days) + timedelta(hours=1)})
    assert purge(now=now) == NOTHING
    Submission.objects.update(**{field: now - timedelta(days=days, hours=1)})
    assert getattr(purge(now=now), kind) == 1
    assert not Submission.objects.filter(pk=submission.pk).exists()
    assert Email.objects.count() == 0


def test_a_draft_somebody_still_works_on_stays():
    submission = make_draft()
    now = timezone.now()
    Submission.objects.update(confirmed_at=now - timedelta(days=90), edited_at=now - timedelta(days=29))
    assert purge(now=now) == NOTHING
    assert Submission.objects.filter(pk=submission.pk).exists()


def test_a_question_nobody_answers_ends_after_180_days_as_was_said(client, django_capture_on_commit_callbacks):
    submission = make_handed_in(photos=1, sender_email="jana@example.org")
    moderation.ask_back(submission=submission, words="Wie viele?", user=make_moderator())
    asked = datetime(2027, 1, 10, 12, tzinfo=UTC)
    Submission.objects.update(status_since=asked, edited_at=asked)
    said = "Ohne Ihre Antwort löschen wir die Einreichung nach dem 9. Juli 2027."
    assert said in read(client.get(submission.get_absolute_url())).text.replace("\u00a0", " ")
    assert purge(now=asked + timedelta(days=180)).unanswered == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert purge(now=asked + timedelta(days=180, hours=1)).unanswered == 1
    assert (Submission.objects.count(), ExamplePage.objects.count(), stored()) == (0, 0, [])


def test_the_mail_that_asks_says_until_when(moderator):
    submission = moderation.ask_back(
        submission=make_handed_in(sender_email="jana@example.org"), words="Wie viele?", user=moderator
    )
    until = date_format(timezone.localtime(submission.answer_by), "j. F Y")
    mail = mail_to("jana@example.org")
    for words in (mail.message, mail.html_message):
        assert f"nach dem {until}" in re.sub(r"\s|&nbsp;", " ", words)


def test_whoever_still_adds_photos_to_a_question_has_not_left():
    submission = make_handed_in()
    moderation.ask_back(submission=submission, words="Ein Foto?", user=make_moderator())
    now = timezone.now()
    Submission.objects.update(status_since=now - timedelta(days=200), edited_at=now - timedelta(days=20))
    assert purge(now=now) == NOTHING


def test_what_is_in_review_stays_until_it_is_decided_and_says_so(client):
    submission = make_handed_in(sender_email="jana@example.org")
    assert "Bis wir entschieden haben, bewahren wir alles auf" in mail_to("jana@example.org").message
    page = read(client.get(submission.get_absolute_url()))
    assert "Bis wir entschieden haben, bewahren wir alles auf." in page.text
    assert purge(now=timezone.now() + timedelta(days=700)) == NOTHING
    assert Submission.objects.get() == submission


def test_a_declined_one_goes_after_thirty_days_with_page_and_photos(django_capture_on_commit_callbacks):
    submission = make_handed_in(photos=1)
    moderation.decline(submission=submission, words="Leider nein.", user=make_moderator())
    now = timezone.now()
    assert purge(now=now + timedelta(days=29)) == NOTHING
    with django_capture_on_commit_callbacks(execute=True):
        assert purge(now=now + timedelta(days=31)).ended == 1
    assert (Submission.objects.count(), ExamplePage.objects.count(), stored()) == (0, 0, [])


def test_names_of_published_ones_go_after_a_year_and_the_story_stays():
    moderator = make_moderator()
    submission = make_handed_in(photos=1)
    acceptance.accept_photo(photo=Photo.objects.get(), user=moderator)
    # What counts is the publication, not how long it took to get there.
    Submission.objects.update(created_at=timezone.now() - timedelta(days=300))
    moderation.approve(submission=submission, user=moderator, reason="Am Telefon zugesagt.")
    assert purge(now=timezone.now() + timedelta(days=364)).senders == 0
    assert purge(now=timezone.now() + timedelta(days=366)).senders == 1
    assert (Sender.objects.count(), ExamplePage.objects.live().count()) == (0, 1)


def test_with_the_publication_go_unused_photos_and_the_files_of_those_that_are_pictures_now(
    moderator, django_capture_on_commit_callbacks
):
    submission = make_handed_in(photos=2)
    accepted, other = submission.photos.all()
    acceptance.accept_photo(photo=accepted, user=moderator)
    files = {Path(photo.file.path) for photo in (accepted, other)}
    assert files <= set(stored())
    with django_capture_on_commit_callbacks(execute=True):
        moderation.approve(submission=submission, user=moderator, reason="Am Telefon zugesagt.")
    kept = Photo.objects.get()
    assert (kept.pk, kept.file.name, kept.preview) == (accepted.pk, "", "")
    assert files & set(stored()) == set()


def test_with_the_sender_goes_what_was_typed_and_written_but_never_published(client):
    moderator = make_moderator()
    submission = make_draft(sender_name="Erika Mustergeheim")
    submission.draft |= {
        "contact_name": ["Amina Mustergeheim"],
        "contact_email": ["amina@geheim.example"],
        "contact_phone": ["0170 555"],
        "contact_consent": ["on"],
        "address": ["Privatweg 7"],
        "precision": ["town"],
    }
    submission.save()
    make_photo(submission)
    submission = filing.hand_in(submission=submission)
    moderation.ask_back(submission=submission, words="Guten Tag, Frau Mustergeheim!", user=moderator)
    filing.answer(submission=submission, text="Rufen Sie Amina Mustergeheim an.")
    acceptance.accept_photo(photo=submission.photos.get(), user=moderator)
    moderation.approve(submission=submission, user=moderator, reason="Am Telefon zugesagt.")
    Email.objects.update(status=STATUS.sent)
    traces = ("Mustergeheim", "amina@geheim", "0170 555", "Privatweg")
    assert all(trace in everything_in_the_database() for trace in traces)
    now = timezone.now()
    assert purge(now=now + timedelta(days=364)).senders == 0
    assert all(trace in everything_in_the_database() for trace in traces)
    assert purge(now=now + timedelta(days=366)).senders == 1
    left = everything_in_the_database()
    assert [trace for trace in traces if trace in left] == []
    assert purge(now=now + timedelta(days=366)) == NOTHING
    assert client.get(submission.get_absolute_url()).status_code == 200
    filing.withdraw(submission=submission)
    assert Submission.objects.get().status == Status.TAKE_DOWN


def test_mails_sent_or_given_up_go_after_thirty_days_and_waiting_ones_never():
    for status in (STATUS.sent, STATUS.failed, STATUS.queued, STATUS.requeued):
        submission = make_unconfirmed()
        submission.mails.update(status=status)
    now = timezone.now()
    Email.objects.update(last_updated=now - timedelta(days=29))
    assert purge(now=now).mails == 0
    Email.objects.update(last_updated=now - timedelta(days=31))
    assert purge(now=now).mails == 2
    assert set(Email.objects.values_list("status", flat=True)) == {STATUS.queued, STATUS.requeued}


@pytest.mark.parametrize("status", [STATUS.queued, STATUS.failed])
def test_the_last_mail_goes_with_the_number_even_if_it_never_arrived(status):
    moderator = make_moderator()
    published, other = (
        make_handed_in(photos=1, sender_email="jana@example.org"),
        make_draft(sender_email="b@example.org"),
    )
    acceptance.accept_photo(photo=Photo.objects.get(), user=moderator)
    moderation.approve(submission=published, user=moderator, reason="Am Telefon zugesagt.")
    filing.withdraw(submission=published)
    moderation.take_down(submission=published)
    filing.withdraw(submission=other)
    for submission, address in ((published, "jana@example.org"), (other, "b@example.org")):
        assert list(submission.mails.all()) == [mail_to(address)]
    Email.objects.update(status=status)
    purge(now=timezone.now() + timedelta(days=31))
    assert not Email.objects.filter(to__in=["jana@example.org", "b@example.org"]).exists()


def test_a_photo_without_a_row_is_found_after_a_day():
    photo = make_photo(make_draft())
    folder = Path(photo.file.path).parent
    orphan = folder / "0123456789abcdef0123456789abcdef.jpg"
    orphan.write_bytes(b"left by a crash")
    assert purge().files == 0
    old = (timezone.now() - UNOWNED.how_long - timedelta(minutes=5)).timestamp()
    for path in folder.iterdir():
        os.utime(path, (old, old))
    assert purge().files == 1
    assert [path.name for path in folder.iterdir()] == [Path(photo.file.name).name]


def test_the_command_says_what_it_does_and_a_dry_run_does_nothing():
    make_unconfirmed()
    Submission.objects.update(created_at=timezone.now() - timedelta(days=15))
    said = io.StringIO()
    call_command("purge", "--dry-run", stdout=said)
    assert "1 unbestätigte Einreichungen würden gelöscht" in said.getvalue()
    assert Submission.objects.count() == 1
    call_command("purge", stdout=said)
    assert "1 unbestätigte Einreichungen gelöscht" in said.getvalue()
    assert purge() == NOTHING


def test_a_live_page_survives_even_when_its_submission_ends():
    moderator = make_moderator()
    submission = make_handed_in(photos=1)
    acceptance.accept_photo(photo=Photo.objects.get(), user=moderator)
    moderation.approve(submission=submission, user=moderator, reason="Am Telefon zugesagt.")
    Submission.objects.update(status=Status.DECLINED, status_since=timezone.now() - timedelta(days=60))
    assert purge().ended == 1
    assert ExamplePage.objects.live().count() == 1


def test_withdrawing_twice_sends_one_mail():
    submission = make_draft(sender_email="jana@example.org")
    filing.withdraw(submission=submission)
    filing.withdraw(submission=submission)
    assert Email.objects.filter(to="jana@example.org").count() == 1
