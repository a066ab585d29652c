"""What moderators do with a submission. Every step towards the sender is a mail in the queue."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import TaskState, WorkflowState

from home.language.moments import day
from home.mail.queue import WAITING
from home.publishing.publication import PublicationRefused
from practice_examples.models import ExamplePage
from practice_examples.submissions.record import life, mails
from practice_examples.submissions.record.choices import ASKABLE, WITH_MODERATORS, Status
from practice_examples.submissions.record.models import Submission, new_token


@transaction.atomic
def ask_back(*, submission: Submission, words: str, user) -> Submission:
    """Ask the sender something: question on the status page, mail queued, workflow waits for changes."""
    submission = life.move(life.locked(submission), Status.QUESTION, by=life.By.MODERATOR, words=words, user=user)
    task = _task(submission)
    if task:
        # Wagtail writes comments into its log for good; the words themselves stay where they can be deleted.
        task.reject(user=user, comment=_("Rückfrage, siehe %s") % submission.number)
    return submission


@transaction.atomic
def ask_sign_off(*, submission: Submission) -> Submission:
    """Show the sender the page as it is now, behind the link, and ask for consent; also once more, after changes.

    Raises PublicationRefused, and changes nothing, if the page lacks anything else.
    """
    submission = life.locked(submission, *ASKABLE, Status.SIGN_OFF)
    if not submission.page:
        raise life.NotPossible
    problems = submission.page.get_latest_revision_as_object().publication_problems()
    problems.pop("live", None)
    if problems:
        raise PublicationRefused(submission.page, problems)
    submission.shown_revision, submission.waiver = submission.page.latest_revision_id, ""
    return life.move(submission, Status.SIGN_OFF, by=life.By.MODERATOR)


@transaction.atomic
def decline(*, submission: Submission, words: str, user) -> Submission:
    """Not taken up, with reasons. The draft page goes with the rest of it when `purge` finds it thirty days old."""
    submission = life.move(life.locked(submission), Status.DECLINED, by=life.By.MODERATOR, words=words, user=user)
    state = submission.page and submission.page.current_workflow_state
    if state:
        state.cancel(user=user)
    return submission


@transaction.atomic
def approve(*, submission: Submission, user, reason: str = "") -> Submission:
    """Publish through the workflow. Raises PublicationRefused, and changes nothing, if the page lacks something.

    Without the sender's consent to the page as it is now it takes a reason, which is kept with the name of the user.
    The state changes and the sender hears of it in `note_publication`, whatever way the page goes live.
    """
    submission = life.locked(submission, *WITH_MODERATORS)
    if reason and submission.lacks_sign_off:
        submission.waiver = f"{reason} ({user.get_full_name() or user.get_username()}, {day(timezone.localdate())})"
        submission.save(update_fields=["waiver"])
    state = submission.page and submission.page.current_workflow_state
    if state and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state = state.resume(user=user) or state
    task = _task(submission)
    if task:
        task.approve(user=user)
    elif submission.page:
        submission.page.get_latest_revision().publish(user=user)
    return Submission.objects.get(pk=submission.pk)


@transaction.atomic
def release(*, submission: Submission) -> None:
    """A moderator finds nothing wrong with a doubtful one: now its mail goes out. Harmless a second time."""
    submission = life.locked(submission)
    if not submission.quarantined:
        return
    submission.quarantined = False
    submission.save(update_fields=["quarantined"])
    if submission.status == Status.UNCONFIRMED:
        mails.confirm_address(submission)


@transaction.atomic
def discard(*, submission: Submission) -> Submission:
    """A moderator throws away a doubtful one; nobody is told. Only its number stays until `purge`."""
    submission = life.locked(submission)
    if not submission.quarantined:
        raise life.NotPossible
    return life.move(submission, Status.WITHDRAWN, by=life.By.MODERATOR)


@transaction.atomic
def send_link(*, submission: Submission) -> None:
    """Once more to the sender. Raises NotPossible for one that is held back, and where the address is deleted."""
    _send_link(life.locked(submission), replaced=False)


@transaction.atomic
def replace_link(*, submission: Submission) -> None:
    """Another secret: the old address leads nowhere from this moment, and the sender gets the new one.

    Mails that still wait to be sent would carry the old one and go. Raises NotPossible as `send_link`.
    """
    submission = life.locked(submission)
    submission.token = new_token()
    submission.save(update_fields=["token"])
    submission.mails.filter(status__in=WAITING).delete()
    _send_link(submission, replaced=True)


def _send_link(submission, *, replaced):
    if submission.quarantined or not submission.email:
        raise life.NotPossible
    mails.send_links(submission.email, [submission], replaced=replaced)


@transaction.atomic
def take_down(*, submission: Submission) -> Submission:
    """A moderator deletes what is hidden: page, history, pictures, names are gone; the sender gets a last mail."""
    submission = life.locked(submission, Status.TAKE_DOWN, Status.WITHDRAWN)
    if submission.status == Status.WITHDRAWN:
        return submission
    return life.move(submission, Status.WITHDRAWN, by=life.By.MODERATOR)


@transaction.atomic
def show_again(*, submission: Submission, user) -> Submission:
    """The sender has taken the wish back: the page is live as it was, and the sender hears of it.

    Raises NotPossible where there is no page any more, PublicationRefused where something on it has ended meanwhile.
    """
    submission = life.locked(submission, Status.TAKE_DOWN)
    if submission.page is None:
        raise life.NotPossible
    submission = life.move(submission, Status.PUBLISHED, by=life.By.MODERATOR)
    # What the row holds was shown; the latest revision may be a draft that never was.
    ExamplePage.objects.get(pk=submission.page_id).save_revision(user=user).publish(user=user)
    return submission


def assign(*, submission: Submission, assignee) -> None:
    Submission.objects.filter(pk=submission.pk).update(assignee=assignee)


@transaction.atomic
def remind_moderators(*, now=None) -> int:
    """Mail whoever is responsible for what waits too long; again every week, until somebody decides."""
    waiting = Submission.objects.select_for_update(of=("self",)).to_remind_of(now)
    reminded = list(waiting.select_related("assignee"))
    for submission in reminded:
        mails.send("reminder", submission)
        submission.reminded_at = now or timezone.now()
        submission.save(update_fields=["reminded_at"])
    return len(reminded)


@transaction.atomic
def note_publication(instance, **kwargs) -> None:
    """Whatever way the page went live (detail view, workflow, editor, schedule), the sender hears of it, once."""
    submission = _of_page(instance, *WITH_MODERATORS, Status.DECLINED)
    if submission:
        life.move(submission, Status.PUBLISHED, by=life.By.MODERATOR)


@transaction.atomic
def note_rejection(instance, user=None, **kwargs) -> None:
    """ "Änderungen anfordern" in Wagtail's own editor is a question to the sender, too."""
    page = instance.revision.content_object
    submission = _of_page(page, *ASKABLE) if isinstance(page, ExamplePage) else None
    if submission:
        words = instance.comment.strip() or _("Bitte melden Sie sich bei uns: Wir haben noch eine Frage.")
        life.move(submission, Status.QUESTION, by=life.By.MODERATOR, words=words, user=user)


def _of_page(page, *statuses) -> Submission | None:
    """Locked before it is looked at: what the sender is just taking back must not be written anew."""
    return Submission.objects.select_for_update().filter(page=page.pk, status__in=statuses).first()


def _task(submission) -> TaskState | None:
    return submission.page.current_workflow_task_state if submission.page else None
