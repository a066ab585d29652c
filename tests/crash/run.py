"""One database: serve the demo, let people register, kill, and compare what stands there with what was promised."""

import hashlib
import io
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from post_office.models import Email
from wagtail.models import Page, WorkflowState

from home.media.housekeeping import UNOWNED
from home.media.storage import private_storage, stale_files
from practice_examples.models import ExamplePage
from practice_examples.submissions.record.choices import Status
from practice_examples.submissions.record.models import PHOTO_FOLDER, Photo, Sender, Submission
from practice_examples.submissions.record.purge import purge
from tests import snapshots
from tests.crash.kills import Victims
from tests.crash.people import Promises, register_projects
from tests.ports import unused_port

PEOPLE = 6


def main(folder: str, seconds: str) -> int:
    prepare(Path(folder))
    promises = Promises()
    over = threading.Event()
    victims = Victims(unused_port())
    try:
        with ThreadPoolExecutor(PEOPLE) as people:
            lives = [people.submit(register_projects, victims.url, promises, over) for _number in range(PEOPLE)]
            victims.kill_until(time.monotonic() + int(seconds))
            over.set()
    finally:
        over.set()
        victims.stop()
    confused = [repr(life.exception()) for life in lives if life.exception()]
    losses = [*promises.unexpected, *confused, *compare(promises)]
    if not promises.handed_in:
        losses.append("nobody got as far as handing in")
    left = orphans()
    # A night after they have become old enough.
    purge(now=timezone.now() + 2 * UNOWNED.how_long)
    after_purge = orphans()
    if after_purge:
        losses.append(f"{len(after_purge)} files without a row outlive the purge")
    say(f"  killed: {', '.join(f'{count} × {kind}' for kind, count in victims.killed.items())}")
    say(f"  answers: {', '.join(f'{count} × {answer}' for answer, count in promises.answers.most_common())}")
    say(
        f"  acknowledged: {len(promises.registered)} registrations, {len(promises.told)} stories, "
        f"{len(promises.photos)} photos, {len(promises.handed_in)} handed in"
    )
    say(f"  files without a row: {len(left)}, after the purge: {len(after_purge)}")
    say("\n".join(["  LOST", *losses]) if losses else "  nothing lost, nothing half done")
    return 1 if losses else 0


def prepare(folder: Path) -> None:
    """The complete demo; on PostgreSQL only its database is made anew."""
    snapshots.copy_demo(to=folder)
    if connection.vendor == "postgresql":
        for command in ("migrate", "load_places", "load_demo"):
            call_command(command, verbosity=0, stdout=io.StringIO())
    connection.close()


def compare(promises: Promises) -> list[str]:
    """What is missing, doubled or half done, in words."""
    found = []
    kept = {submission.key: submission for submission in Submission.objects.all()}
    found += [f"a registration is lost: {key}" for key in promises.registered - kept.keys()]
    # Who has lost the whole is not asked for its parts.
    for key, story in promises.told.items():
        if key in kept and kept[key].draft.get("story") != [story]:
            found.append(f"a story is lost: {key}")
    photos = {photo.key: photo for photo in Photo.objects.all()}
    found += [f"a photo is lost: {key}" for key in promises.photos - photos.keys()]
    for photo in photos.values():
        path = Path(photo.file.path)
        if not path.exists() or hashlib.sha256(path.read_bytes()).hexdigest() != photo.digest:
            found.append(f"a photo's file is missing or damaged: {photo.key}")
    for key in promises.handed_in & kept.keys():
        if kept[key].status != Status.IN_REVIEW:
            found.append(f"what was handed in is not before the moderators: {key}")
    for submission in kept.values():
        found += [f"{problem}: {submission.key}" for problem in half_done(submission)]
    return found + damage()


def half_done(submission) -> list[str]:
    """Each step is one transaction: all of its rows, or none."""
    confirmations = Email.objects.filter(submissions=submission, subject__contains="Bitte bestätigen").count()
    pages = ExamplePage.objects.filter(title=submission.title)
    workflows = WorkflowState.objects.for_instance(submission.page) if submission.page else WorkflowState.objects.none()
    in_review = submission.status == Status.IN_REVIEW
    checks = {
        "no sender": Sender.objects.filter(submission=submission).exists(),
        "not all consents": submission.consents.count() == 3,
        "no topic": submission.topics.exists(),
        f"{confirmations} mails with the link": confirmations == 1,
        "more pages than one, or one too early": pages.count() == int(in_review),
        "no workflow": workflows.count() == int(in_review),
        "a page without a revision": not in_review or submission.page.latest_revision is not None,
    }
    return [problem for problem, holds in checks.items() if not holds]


def damage() -> list[str]:
    found = [f"the tree of pages is damaged: {problems}" for problems in Page.find_problems() if problems]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA integrity_check")
            answer = cursor.fetchone()[0]
        found += [f"the database is damaged: {answer}"] if answer != "ok" else []
    return found


def orphans() -> list[str]:
    known = Photo.objects.values_list("file", flat=True)
    return stale_files(private_storage(), PHOTO_FOLDER, before=timezone.now(), known=known)


def say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()
