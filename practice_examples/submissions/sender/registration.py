"""Step 1: a stranger's registration becomes a record, and an address becomes a confirmed one."""

import hashlib
import uuid
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from home.land.models import Place
from home.land.names import fold
from home.mail.queue import WAITING
from practice_examples.models import Topic
from practice_examples.submissions.record import life, mails
from practice_examples.submissions.record.choices import Status
from practice_examples.submissions.record.models import Consent, Sender, Submission, new_token

MAX_LINKS = 3


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

    What `find_earlier` finds is the same record: sent again as it was (double click, reload, second tab) nothing
    happens. As long as the address is not confirmed, later words replace earlier ones, and a corrected address gets
    the mail instead, with a new link: whoever has the old one has nothing.
    With doubts, whether at first or at a change, the record is held back for moderators and no mail goes out; the
    same when MAX_LINKS have gone out. Nobody's mailbox can be flooded from here.
    """
    submission, created = Submission.objects.get_or_create(
        key=_key_of(registration, key),
        defaults={**registration.columns, "quarantined": bool(doubts), "doubts": "\n".join(doubts)},
    )
    submission = life.locked(submission)
    if not created and (submission.status != Status.UNCONFIRMED or _is_same(submission, registration)):
        return submission
    wants_link = created or submission.email != registration.sender_email
    if wants_link and not created:
        submission.token = new_token()
        _forget_waiting_mails(submission)
        if submission.mails.count() >= MAX_LINKS:
            doubts = [*doubts, _("Der Link ging schon dreimal hinaus, und die Adresse hat sich noch einmal geändert.")]
    if doubts and not created:
        _hold_back(submission, doubts)
    for name, value in registration.columns.items():
        setattr(submission, name, value)
    submission.save()
    submission.topics.set(registration.topics)
    Sender.objects.update_or_create(
        submission=submission, defaults={"name": registration.sender_name, "email": registration.sender_email}
    )
    for kind, wording in registration.consents.items():
        Consent.objects.update_or_create(
            submission=submission, kind=kind, defaults={"wording": wording, "version": registration.consent_version}
        )
    if wants_link and not submission.quarantined:
        mails.confirm_address(submission)
    return submission


def find_earlier(registration: Registration, key: uuid.UUID) -> Submission | None:
    """The record this registration belongs to, if it is not the first time it comes."""
    return Submission.objects.filter(key=_key_of(registration, key)).first()


def _key_of(registration, key) -> uuid.UUID:
    """The key of the record this registration belongs to, whether there is one yet or not.

    The key of the form says so, and so do the same words from the same address: some browsers bring the form back
    with another key. Only when title and text are both different it is another project, typed over the first one,
    and another record. Decided by one look: a second one might see what the other of two clicks has filed meanwhile.
    """
    twin = _twin(registration)
    if twin:
        return twin.key
    found = Submission.objects.filter(key=key).first()
    if found and found.title != registration.title and found.summary != registration.summary:
        return uuid.uuid5(key, registration.columns["text_digest"])
    return key


def _twin(registration) -> Submission | None:
    """The same words from the same address, a moment ago: a form that came back with a new key."""
    return Submission.objects.filter(
        text_digest=text_digest(registration.title, registration.summary),
        sender__email=registration.sender_email,
        status=Status.UNCONFIRMED,
        created_at__gt=timezone.now() - timedelta(days=1),
    ).first()


def _is_same(submission, registration) -> bool:
    sender = Sender.objects.filter(submission=submission).first()
    return (
        sender is not None
        and (sender.name, sender.email) == (registration.sender_name, registration.sender_email)
        and all(getattr(submission, name) == value for name, value in registration.columns.items())
        and set(submission.topics.all()) == set(registration.topics)
    )


def _hold_back(submission, doubts):
    known = submission.doubts.splitlines() if submission.quarantined else []
    submission.doubts = "\n".join(dict.fromkeys([*known, *doubts]))
    submission.quarantined = True
    _forget_waiting_mails(submission)


def _forget_waiting_mails(submission):
    submission.mails.filter(status__in=WAITING).delete()


@transaction.atomic
def send_link_again(*, submission: Submission) -> bool:
    """Queue the mail with the link once more, at most MAX_LINKS times in all. False when it was not."""
    submission = life.locked(submission)
    if submission.quarantined or submission.status != Status.UNCONFIRMED or submission.mails.count() >= MAX_LINKS:
        return False
    mails.confirm_address(submission)
    return True


@transaction.atomic
def send_lost_links(*, address: str) -> None:
    """One mail to whoever asks for their link, at most MAX_LINKS a day to one address.

    An address that nobody registered with gets a mail as well, saying so: neither the answer nor its time tells
    strangers who has registered.
    """
    found = list(Submission.objects.sent_from(address))
    # Never as it was typed: what a database takes for the same address may be another mailbox.
    to = found[0].sender.email if found else address
    if mails.count_links_sent(to, since=timezone.now() - timedelta(days=1)) < MAX_LINKS:
        mails.send_links(to, [submission for submission in found if submission.sender.email == to])


@transaction.atomic
def confirm(*, submission: Submission) -> Submission:
    """The address is real: somebody followed the link in the mail and said yes. Harmless a second time."""
    submission = life.locked(submission)
    if submission.status == Status.UNCONFIRMED:
        submission.quarantined = False
        life.move(submission, Status.CONFIRMED, by=life.By.SENDER)
    return submission
