"""Step 1: a stranger's registration becomes a record, and an address becomes a confirmed one."""

import hashlib
import uuid
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from home.places.models import Place
from home.places.names import fold
from practice_examples.models import Topic
from practice_examples.submissions import mails
from practice_examples.submissions.choices import Status
from practice_examples.submissions.models import Consent, Sender, Submission


@dataclass(frozen=True)
class Registration:
    """What step 1 asked for, cleaned; `draft` holds the same as typed, for the sections of step 2."""

    title: str
    summary: str
    place: Place
    topics: list[Topic]
    provider: str
    organisation: str
    website: str
    sender_name: str
    sender_email: str
    consents: dict[str, str]
    consent_version: str
    draft: dict[str, list[str]] = field(default_factory=dict)

    @property
    def columns(self) -> dict:
        names = ("title", "summary", "place", "provider", "organisation", "website", "draft")
        point = self.place.point
        return {name: getattr(self, name) for name in names} | {
            "text_digest": text_digest(self.title, self.summary),
            "lat": point.lat,
            "lng": point.lng,
        }


def text_digest(title: str, summary: str) -> str:
    """The same for texts that differ only in spelling, case and signs."""
    return hashlib.sha256(f"{fold(title)}|{fold(summary)}".encode()).hexdigest()


@transaction.atomic
def submit_example(*, registration: Registration, key: uuid.UUID, doubts: list[str] | tuple = ()) -> Submission:
    """File a registration and queue the mail with the link, in one transaction: record and mail, or neither.

    `key` comes with the form. The same key again (double click, reload, second tab) gives the same record, and so do
    the same words from the same address: some browsers bring the form back with another key. As long
    as the address is not confirmed, later words replace earlier ones, and a corrected address gets the mail instead.
    Only when title and text are both different it is another project, and another record.
    With doubts the record is held back for moderators and no mail is sent: nobody's mailbox can be flooded from here.
    """
    twin = _twin(registration)
    key = twin.key if twin else key
    earlier = Submission.objects.filter(key=key).first()
    if earlier and earlier.title != registration.title and earlier.summary != registration.summary:
        # Back in the browser, and another project typed over the first one.
        key = uuid.uuid5(key, registration.columns["text_digest"])
    submission, created = Submission.objects.get_or_create(
        key=key, defaults={**registration.columns, "quarantined": bool(doubts), "doubts": "\n".join(doubts)}
    )
    submission = Submission.objects.select_for_update().get(pk=submission.pk)
    if not created and submission.status != Status.UNCONFIRMED:
        return submission
    for name, value in registration.columns.items():
        setattr(submission, name, value)
    submission.save()
    submission.topics.set(registration.topics)
    before = Sender.objects.filter(submission=submission).values_list("email", flat=True).first()
    Sender.objects.update_or_create(
        submission=submission, defaults={"name": registration.sender_name, "email": registration.sender_email}
    )
    for kind, wording in registration.consents.items():
        Consent.objects.update_or_create(
            submission=submission, kind=kind, defaults={"wording": wording, "version": registration.consent_version}
        )
    if before != registration.sender_email and not submission.quarantined:
        mails.confirm_address(submission)
    return submission


def _twin(registration) -> Submission | None:
    """The same words from the same address, a moment ago: a form that came back with a new key."""
    return Submission.objects.filter(
        text_digest=text_digest(registration.title, registration.summary),
        sender__email=registration.sender_email,
        status=Status.UNCONFIRMED,
        created_at__gt=timezone.now() - timedelta(days=1),
    ).first()


@transaction.atomic
def send_link_again(*, submission: Submission) -> bool:
    """Queue the mail with the link once more, at most three times in all. False when it was not."""
    submission = Submission.objects.select_for_update().get(pk=submission.pk)
    if submission.quarantined or submission.status != Status.UNCONFIRMED or submission.mails.count() >= 3:
        return False
    mails.confirm_address(submission)
    return True


@transaction.atomic
def release(*, submission: Submission) -> None:
    """A moderator finds nothing wrong with a doubtful one: now its mail goes out. Harmless a second time."""
    submission = Submission.objects.select_for_update().get(pk=submission.pk)
    if not submission.quarantined:
        return
    submission.quarantined = False
    submission.save(update_fields=["quarantined"])
    if submission.status == Status.UNCONFIRMED:
        mails.confirm_address(submission)


@transaction.atomic
def confirm(*, submission: Submission) -> Submission:
    """The address is real: somebody followed the link in the mail and said yes. Harmless a second time."""
    submission = Submission.objects.select_for_update().get(pk=submission.pk)
    if submission.status == Status.UNCONFIRMED:
        now = timezone.now()
        submission.status, submission.status_since, submission.confirmed_at = Status.CONFIRMED, now, now
        submission.quarantined = False
        submission.save()
    return submission
