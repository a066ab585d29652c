"""Going again: withdrawal without an account, and what `purge` deletes when."""

import io
import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone
from post_office.models import STATUS, Email
from wagtail.models import Revision

from home.media.models import Picture
from practice_examples.models import ExamplePage
from practice_examples.submissions import moderation, retention, withdrawal
from practice_examples.submissions.choices import Status
from practice_examples.submissions.models import Message, Photo, Sender, Submission
from practice_examples.submissions.withdrawal import Purged, purge
from tests.submitting import mail_to, make_draft, make_handed_in, make_moderator, make_photo, make_unconfirmed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]

NOTHING = Purged(unconfirmed=0, drafts=0, ended=0, senders=0, mails=0, files=0)


def stored() -> list[Path]:
    return [path for path in Path(settings.PRIVATE_ROOT).rglob("*") if path.is_file()]


def everything_in_the_database() -> str:
    """All rows of all tables as one text."""
    return "\n".join(str(list(model.objects.values())) for model in apps.get_models() if model._meta.managed)


def test_withdrawing_deletes_page_photos_texts_and_names_at_once(client, django_capture_on_commit_callbacks):
    submission = make_handed_in(
        photos=2, title="Geheimtitel", sender_name="Erika Mustergeheim", sender_email="erika@geheim.example"
    )
    moderation.accept_photo(photo=Photo.objects.first(), user=make_moderator())
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
    assert "zurückgezogen" in client.get(submission.get_absolute_url()).content.decode()
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
    moderation.accept_photo(photo=Photo.objects.get(), user=moderator)
    moderation.approve(submission=submission, user=moderator)
    assert purge(now=timezone.now() + timedelta(days=366)).senders == 1
    assert (Sender.objects.count(), ExamplePage.objects.live().count()) == (0, 1)


def test_sent_mails_go_after_thirty_days_and_waiting_ones_never():
    make_unconfirmed()
    make_unconfirmed()
    first = Email.objects.first()
    Email.objects.filter(pk=first.pk).update(status=STATUS.sent)
    Email.objects.update(last_updated=timezone.now() - timedelta(days=31))
    assert purge().mails == 1
    assert list(Email.objects.values_list("status", flat=True)) == [STATUS.queued]


def test_a_photo_without_a_row_is_found_after_a_day():
    photo = make_photo(make_draft())
    folder = Path(photo.file.path).parent
    orphan = folder / "0123456789abcdef0123456789abcdef.jpg"
    orphan.write_bytes(b"left by a crash")
    assert purge().files == 0
    old = (timezone.now() - retention.ORPHAN - timedelta(minutes=5)).timestamp()
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
    moderation.accept_photo(photo=Photo.objects.get(), user=moderator)
    moderation.approve(submission=submission, user=moderator)
    Submission.objects.update(status=Status.DECLINED, status_since=timezone.now() - timedelta(days=60))
    assert purge().ended == 1
    assert ExamplePage.objects.live().count() == 1


def test_withdrawing_twice_sends_one_mail():
    submission = make_draft(sender_email="jana@example.org")
    withdrawal.withdraw(submission=submission)
    withdrawal.withdraw(submission=submission)
    assert Email.objects.filter(to="jana@example.org").count() == 1
