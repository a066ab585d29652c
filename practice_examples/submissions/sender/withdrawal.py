"""Going again: at the sender's wish, or because time is over."""

import logging
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import ManyToOneRel
from django.utils import timezone
from post_office.models import STATUS, Email
from wagtail.log_actions import registry as log
from wagtail.models import PageLogEntry

from home.media.storage import private_storage, stale_files
from practice_examples.models import Contact, ExamplePage
from practice_examples.submissions.record import mails, retention
from practice_examples.submissions.record.choices import Status
from practice_examples.submissions.record.models import PHOTO_FOLDER, Photo, Sender, Submission
from practice_examples.submissions.sender.drafting import NotPossible, delete_photos

logger = logging.getLogger(__name__)


@transaction.atomic
def withdraw(*, submission: Submission) -> Submission:
    """The sender takes it back. Unpublished: page, photos, texts and names are gone when this returns, and the number
    with the state is all that stays. Published: a moderator gets the task to take the page down. Harmless twice.

    Moderators hear of a contact that came with it and cannot go, because another page names it as well.
    """
    submission = Submission.objects.select_for_update().get(pk=submission.pk)
    if submission.status in (Status.WITHDRAWN, Status.TAKE_DOWN):
        return submission
    if submission.page and submission.page.live:
        submission.status, submission.status_since, submission.reminded_at = Status.TAKE_DOWN, timezone.now(), None
        submission.save()
        mails.take_down_wanted(submission)
        return submission
    return _erase(submission, last_mail=mails.withdrawn(submission))


@transaction.atomic
def take_down(*, submission: Submission) -> Submission:
    """A moderator fulfils the wish: page, history, pictures, names are gone; the sender gets a last mail."""
    submission = Submission.objects.select_for_update().get(pk=submission.pk)
    if submission.status == Status.WITHDRAWN:
        return submission
    if submission.status != Status.TAKE_DOWN:
        raise NotPossible
    return _erase(submission, last_mail=mails.taken_down(submission))


@transaction.atomic
def discard(*, submission: Submission) -> Submission:
    """A moderator throws away a doubtful one; nobody is told. Only its number stays until `purge`."""
    return _erase(Submission.objects.select_for_update().get(pk=submission.pk))


def _erase(submission, last_mail: Email | None = None) -> Submission:
    staying = _delete_page(submission)
    if staying:
        mails.contact_stays(submission, staying)
    delete_photos(submission.photos.all())
    Email.objects.filter(submissions=submission).delete()
    Sender.objects.filter(submission=submission).delete()
    submission.consents.all().delete()
    submission.messages.all().delete()
    submission.topics.clear()
    for name in ("title", "summary", "organisation", "website", "doubts", "text_digest"):
        setattr(submission, name, "")
    submission.draft, submission.page, submission.lat, submission.lng = {}, None, None, None
    submission.status, submission.status_since = Status.WITHDRAWN, timezone.now()
    submission.quarantined = False
    submission.save()
    if last_mail:
        # It names the person, and goes with what is left of the submission.
        submission.mails.add(last_mail)
    return submission


def _delete_page(submission) -> Contact | None:
    """With the page go its revisions. What came with it goes too, unless something else shows it: contact, pictures.

    Returns a contact that stays for that reason.
    """
    pictures = [photo.picture for photo in submission.photos.select_related("picture") if photo.picture]
    if submission.page:
        ExamplePage.objects.get(pk=submission.page_id).delete()
        # The log stays, what it says does not: it repeats titles and comments.
        PageLogEntry.objects.filter(page_id=submission.page_id).update(label=submission.number, data={})
    contact, submission.contact = submission.contact, None
    submission.save(update_fields=["contact"])
    if contact and not _is_named(contact):
        pictures += [contact.portrait] if contact.portrait else []
        _delete_with_traces(contact, submission)
        contact = None
    for picture in pictures:
        if not picture.get_usage().count():
            _delete_with_traces(picture, submission)
    return contact


def _is_named(contact) -> bool:
    """Whether a page or another submission, perhaps still a draft, names this contact."""
    relations = [field for field in Contact._meta.get_fields(include_hidden=True) if isinstance(field, ManyToOneRel)]
    return any(
        relation.related_model._base_manager.filter(**{relation.field.name: contact}).exists() for relation in relations
    )


def _delete_with_traces(instance, submission):
    log.get_logs_for_instance(instance).update(label=submission.number, data={})
    instance.delete()


@dataclass(frozen=True)
class Purged:
    """How much went, by kind."""

    unconfirmed: int
    drafts: int
    unanswered: int
    ended: int
    senders: int
    mails: int
    files: int


def purge(*, now=None, dry_run: bool = False) -> Purged:
    """Delete what has been kept long enough (retention.py), and photos nobody speaks of. Harmless at any time."""
    now = now or timezone.now()
    everything = Submission.objects.all()
    unconfirmed = _delete(everything.unconfirmed_too_long(now), dry_run)
    drafts = _delete(everything.abandoned_drafts(now), dry_run)
    unanswered = _delete(everything.never_answered(now), dry_run)
    ended = _delete(everything.ended_long_ago(now), dry_run)
    published = list(everything.published_long_ago(now).exclude(sender=None))
    done = Email.objects.filter(status__in=(STATUS.sent, STATUS.failed), last_updated__lt=now - retention.MAIL)
    mails_done = done.count()
    if not dry_run:
        for submission in published:
            _forget_sender(submission)
        done.delete()
        _forget_words()
    return Purged(
        unconfirmed, drafts, unanswered, ended, len(published), mails_done, files=_delete_orphans(now, dry_run)
    )


def _delete(submissions, dry_run) -> int:
    keys = list(submissions.values_list("pk", flat=True))
    if not dry_run:
        for key in keys:
            with transaction.atomic():
                submission = Submission.objects.select_for_update().get(pk=key)
                Email.objects.filter(submissions=submission).delete()
                # An editor may have taken up the story after all.
                if not (submission.page and submission.page.live):
                    _delete_page(submission)
                delete_photos(submission.photos.all())
                submission.delete()
    return len(keys)


@transaction.atomic
def _forget_sender(submission):
    """The story stays. What was typed for it stands on its page, or was never meant to be public."""
    Sender.objects.filter(submission=submission).delete()
    submission.messages.all().delete()
    Submission.objects.filter(pk=submission.pk).update(draft={})


def _forget_words():
    """SQLite keeps deleted words in the parts of its index until they are put together."""
    table = "wagtailsearch_indexentry_fts"
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite" and table in connection.introspection.table_names(cursor):
            cursor.execute(f"INSERT INTO {table}({table}) VALUES ('optimize')")


def _delete_orphans(now, dry_run) -> int:
    """Photos left by a crash between file and row."""
    storage = private_storage()
    known = Photo.objects.values_list("file", flat=True)
    orphans = stale_files(storage, PHOTO_FOLDER, before=now - retention.ORPHAN, known=known)
    if not dry_run:
        for name in orphans:
            storage.delete(name)
    return len(orphans)
