"""What goes without anybody asking: kept long enough, or back again from an older backup."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection, transaction
from django.utils import timezone

from home.mail import queue
from home.media.housekeeping import UNOWNED
from home.media.storage import private_storage, stale_files
from practice_examples.submissions.record import erasure, life
from practice_examples.submissions.record.choices import Status
from practice_examples.submissions.record.models import PHOTO_FOLDER, Photo, Submission


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
    unconfirmed = _end(everything.unconfirmed_too_long(now), dry_run)
    drafts = _end(everything.abandoned_drafts(now), dry_run)
    unanswered = _end(everything.never_answered(now), dry_run)
    ended = _end(everything.ended_long_ago(now), dry_run)
    published = list(everything.published_long_ago(now).exclude(sender=None))
    done = queue.done_long_ago(now)
    mails_done = done.count()
    if not dry_run:
        for submission in published:
            with transaction.atomic():
                erasure.forget_sender(submission)
        done.delete()
        _forget_words()
    return Purged(
        unconfirmed, drafts, unanswered, ended, len(published), mails_done, files=_delete_orphans(now, dry_run)
    )


def erase_again(*, keys: Iterable) -> int:
    """Erase those of these submissions, given by their keys, that an older backup has brought back; says how many."""
    back_again = list(Submission.objects.filter(key__in=keys).exclude(status=Status.WITHDRAWN))
    for submission in back_again:
        with transaction.atomic():
            life.move(life.locked(submission), Status.WITHDRAWN, by=life.By.SYSTEM)
    return len(back_again)


def _end(submissions, dry_run) -> int:
    """Each in a transaction of its own, and only if it still is what it was when it was looked for."""
    keys = list(submissions.values_list("pk", flat=True))
    for key in [] if dry_run else keys:
        with transaction.atomic():
            submission = submissions.select_for_update().filter(pk=key).first()
            if submission:
                life.move(submission, life.GONE, by=life.By.SYSTEM)
    return len(keys)


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
    orphans = stale_files(storage, PHOTO_FOLDER, before=now - UNOWNED.how_long, known=known)
    if not dry_run:
        for name in orphans:
            storage.delete(name)
    return len(orphans)
