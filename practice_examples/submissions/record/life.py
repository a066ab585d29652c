"""The life of a submission: from which state to which, by whom, and what follows. Only `move` writes the state.

docs/architecture.md draws this table; `python -m tests.submission_life` draws it anew.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import models
from django.utils import timezone

from home.retention import Period
from practice_examples.submissions.record import erasure, mails, retention
from practice_examples.submissions.record.choices import ASKABLE, WITH_MODERATORS, WRITABLE, Author, Status
from practice_examples.submissions.record.models import Message, Submission


class NotPossible(Exception):
    """The submission is in a state in which this cannot be done (any more)."""


class By(models.TextChoices):
    SENDER = "sender"
    MODERATOR = "moderator"
    SYSTEM = "system"


@dataclass(frozen=True)
class Step:
    """One line of the table. `to` is GONE where the row itself is deleted, once it is as old as `after` says."""

    start: tuple[Status, ...]
    to: Status | None
    by: By
    what: str
    mail: str = ""
    # The column that keeps the moment, and whether the words that come with the step are kept as a message.
    moment: str = ""
    has_words: bool = False
    follows: Callable[[Submission], None] | None = None
    after: Period | None = None


S = Status
GONE = None
OPEN = (S.UNCONFIRMED, *WRITABLE, *WITH_MODERATORS)
ERASES = {"to": S.WITHDRAWN, "follows": erasure.erase}
ENDS = {"to": GONE, "by": By.SYSTEM, "follows": erasure.delete}
STEPS = (
    Step((S.UNCONFIRMED,), S.CONFIRMED, By.SENDER, "confirms the address", moment="confirmed_at"),
    Step((S.CONFIRMED,), S.DRAFTING, By.SENDER, "writes, adds or removes a photo"),
    Step(WRITABLE, S.IN_REVIEW, By.SENDER, "hands in", mail="handed_in", moment="handed_in_at"),
    Step(ASKABLE, S.QUESTION, By.MODERATOR, "asks", mail="question", has_words=True),
    Step((S.QUESTION,), S.IN_REVIEW, By.SENDER, "answers", has_words=True),
    Step((*ASKABLE, S.SIGN_OFF), S.SIGN_OFF, By.MODERATOR, "shows the finished page", mail="sign_off"),
    Step((S.SIGN_OFF,), S.AGREED, By.SENDER, "agrees", mail="sign_off_answered"),
    Step((S.SIGN_OFF,), S.IN_REVIEW, By.SENDER, "wants changes", mail="sign_off_answered", has_words=True),
    Step(WITH_MODERATORS, S.DECLINED, By.MODERATOR, "declines", mail="declined", has_words=True),
    Step(
        (*WITH_MODERATORS, S.DECLINED),
        S.PUBLISHED,
        By.MODERATOR,
        "publishes the page, at once or by schedule",
        mail="published",
        moment="published_at",
        follows=erasure.delete_unused_photos,
    ),
    Step(
        (S.PUBLISHED,),
        S.TAKE_DOWN,
        By.SENDER,
        "withdraws, the page is live",
        mail="take_down_wanted",
        follows=erasure.hide,
    ),
    Step((S.TAKE_DOWN,), S.PUBLISHED, By.MODERATOR, "shows the page again, as agreed", mail="shown_again"),
    Step((S.TAKE_DOWN,), by=By.MODERATOR, what="deletes what is hidden", mail="taken_down", **ERASES),
    Step((*OPEN, S.DECLINED, S.PUBLISHED), by=By.SENDER, what="withdraws, no page is live", mail="withdrawn", **ERASES),
    Step((S.UNCONFIRMED,), by=By.MODERATOR, what="discards a doubtful one", **ERASES),
    Step((*OPEN, S.DECLINED, S.PUBLISHED, S.TAKE_DOWN), by=By.SYSTEM, what="erases again after a restore", **ERASES),
    Step((S.UNCONFIRMED,), what="was not confirmed", after=retention.UNCONFIRMED, **ENDS),
    Step(WRITABLE, what="was not handed in", after=retention.DRAFT, **ENDS),
    Step((S.QUESTION,), what="was not answered", after=retention.QUESTION, **ENDS),
    Step((S.DECLINED, S.WITHDRAWN), what="has ended", after=retention.ENDED, **ENDS),
)
TABLE = {(start, step.to, step.by): step for step in STEPS for start in step.start}


def locked(submission: Submission, *states: Status) -> Submission:
    """The row as it is now, locked until the transaction ends. Raises NotPossible unless it is in one of the states."""
    found = Submission.objects.select_for_update().filter(pk=submission.pk).first()
    if found is None or (states and found.status not in states):
        raise NotPossible
    return found


def move(submission: Submission, to: Status | None, *, by: By, words: str = "", user=None) -> Submission:
    """Write the new state and do what follows from it, in the caller's transaction and on the locked row.

    What the caller has changed in the row is saved with it. `words` stand in the message and in the mail.
    Raises NotPossible, and writes nothing, where the table has no such step.
    """
    step = TABLE.get((submission.status, to, by))
    if step is None:
        raise NotPossible
    if to is GONE:
        step.follows(submission)
        return submission
    now = timezone.now()
    submission.status, submission.status_since, submission.reminded_at = to, now, None
    if step.moment:
        setattr(submission, step.moment, now)
    if step.has_words:
        author = Author.SENDER if by == By.SENDER else Author.MODERATION
        Message.objects.create(submission=submission, author=author, user=user, text=words)
    # Before the sender's address goes; attached afterwards, or it would go with the other mails.
    mail = mails.send(step.mail, submission, words=words) if step.mail else None
    if step.follows:
        step.follows(submission)
    submission.save()
    if mail:
        submission.mails.add(mail)
    return submission
