"""The sender takes it back, without an account."""

from django.db import transaction

from practice_examples.submissions.record import life
from practice_examples.submissions.record.choices import Status
from practice_examples.submissions.record.models import Submission


@transaction.atomic
def withdraw(*, submission: Submission) -> Submission:
    """Unpublished: page, photos, texts and names are gone when this returns, and the number with the state is all that
    stays. Published: a moderator gets the task to take the page down. Harmless twice.
    """
    submission = life.locked(submission)
    if submission.status in (Status.WITHDRAWN, Status.TAKE_DOWN):
        return submission
    is_live = submission.status == Status.PUBLISHED and submission.page and submission.page.live
    return life.move(submission, Status.TAKE_DOWN if is_live else Status.WITHDRAWN, by=life.By.SENDER)
