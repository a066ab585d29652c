"""The life of a submission: each step of the table is taken by somebody, and nobody takes another."""

import ast
import itertools
import re
from datetime import timedelta

import pytest
from django.utils import timezone
from post_office.models import Email

from practice_examples.models import ExamplePage
from practice_examples.submissions.moderators import acceptance, moderation
from practice_examples.submissions.record import life
from practice_examples.submissions.record.choices import Status
from practice_examples.submissions.record.life import GONE, By
from practice_examples.submissions.record.models import Message, Photo, Submission
from practice_examples.submissions.record.purge import erase_again, purge
from practice_examples.submissions.sender import drafting, filing, registration
from tests import submission_life
from tests.snapshots import APPS, ROOT
from tests.submitting import make_draft, make_handed_in, make_moderator, make_unconfirmed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]

UNCONFIRMED, CONFIRMED, DRAFTING, IN_REVIEW, QUESTION, SIGN_OFF, AGREED, PUBLISHED, DECLINED, TAKE_DOWN, WITHDRAWN = (
    Status
)
SENDER, MODERATOR, SYSTEM = By


@pytest.fixture
def moderator():
    return make_moderator()


def make(status: Status, moderator) -> Submission:
    """A submission that has come to this state the way people bring it there."""
    match status:
        case Status.UNCONFIRMED:
            return make_unconfirmed()
        case Status.CONFIRMED:
            return make_draft()
        case Status.DRAFTING:
            return write(make_draft(), moderator)
        case Status.WITHDRAWN:
            return filing.withdraw(submission=make_draft())
    submission = make_handed_in(photos=1)
    acceptance.accept_photo(photo=submission.photos.get(), user=moderator)
    if status == QUESTION:
        ask(submission, moderator)
    if status == DECLINED:
        decline(submission, moderator)
    if status in (SIGN_OFF, AGREED):
        show(submission, moderator)
    if status == AGREED:
        agree(Submission.objects.get(pk=submission.pk), moderator)
    if status in (PUBLISHED, TAKE_DOWN):
        approve(submission, moderator)
    if status == TAKE_DOWN:
        withdraw(submission, moderator)
    return Submission.objects.get(pk=submission.pk)


def confirm(submission, moderator):
    registration.confirm(submission=submission)


def write(submission, moderator):
    drafting.save_section(submission=submission, key="geschichte", data=_Typed(story="Es war einmal."))
    return Submission.objects.get(pk=submission.pk)


class _Typed(dict):
    def __init__(self, **values):
        super().__init__({name: [value] for name, value in values.items()})

    getlist = dict.get


def hand_in(submission, moderator):
    filing.hand_in(submission=submission)


def ask(submission, moderator):
    moderation.ask_back(submission=submission, words="Wie viele kommen?", user=moderator)


def answer(submission, moderator):
    filing.answer(submission=submission, text="Etwa zwölf.")


def decline(submission, moderator):
    moderation.decline(submission=submission, words="Leider nein.", user=moderator)


def approve(submission, moderator):
    moderation.approve(submission=submission, user=moderator, reason="Am Telefon zugesagt.")


def show(submission, moderator):
    moderation.ask_sign_off(submission=submission)


def agree(submission, moderator):
    filing.agree(submission=submission, revision=str(submission.shown_revision))


def want_changes(submission, moderator):
    filing.want_changes(submission=submission, revision=str(submission.shown_revision), text="Es sind zwölf.")


def publish_as_agreed(submission, moderator):
    moderation.approve(submission=submission, user=moderator)


def publish_in_the_editor(submission, moderator):
    ExamplePage.objects.get().get_latest_revision().publish(user=moderator)


def withdraw(submission, moderator):
    filing.withdraw(submission=submission)


def withdraw_after_unpublishing(submission, moderator):
    ExamplePage.objects.get().unpublish(user=moderator)
    filing.withdraw(submission=submission)


def take_down(submission, moderator):
    moderation.take_down(submission=submission)


def show_again(submission, moderator):
    moderation.show_again(submission=submission, user=moderator)


def discard(submission, moderator):
    Submission.objects.filter(pk=submission.pk).update(quarantined=True)
    moderation.discard(submission=submission)


def restore(submission, moderator):
    assert erase_again(keys=[submission.key]) == 1


def wait(submission, moderator):
    purge(now=timezone.now() + timedelta(days=181))


# „Die Seite … wurde zur Freigabe eingereicht“, to the moderators.
FROM_WAGTAIL = "Die Seite"
# From, to, by: who takes the step, and how the subjects of the mails begin that follow at once.
STEPS = {
    (UNCONFIRMED, CONFIRMED, SENDER): (confirm, []),
    (CONFIRMED, DRAFTING, SENDER): (write, []),
    (CONFIRMED, IN_REVIEW, SENDER): (hand_in, [FROM_WAGTAIL, "Ihre Einreichung ist da"]),
    (DRAFTING, IN_REVIEW, SENDER): (hand_in, [FROM_WAGTAIL, "Ihre Einreichung ist da"]),
    (IN_REVIEW, QUESTION, MODERATOR): (ask, ["Eine Rückfrage zu Ihrer Einreichung"]),
    (QUESTION, IN_REVIEW, SENDER): (answer, [FROM_WAGTAIL]),
    (AGREED, QUESTION, MODERATOR): (ask, ["Eine Rückfrage zu Ihrer Einreichung"]),
    (IN_REVIEW, SIGN_OFF, MODERATOR): (show, ["Ihre Seite ist fertig, bitte ansehen"]),
    (SIGN_OFF, SIGN_OFF, MODERATOR): (show, ["Ihre Seite ist fertig, bitte ansehen"]),
    (AGREED, SIGN_OFF, MODERATOR): (show, ["Ihre Seite ist fertig, bitte ansehen"]),
    (SIGN_OFF, AGREED, SENDER): (agree, ["Antwort zur fertigen Seite"]),
    (SIGN_OFF, IN_REVIEW, SENDER): (want_changes, ["Antwort zur fertigen Seite"]),
    (SIGN_OFF, DECLINED, MODERATOR): (decline, ["Zu Ihrer Einreichung"]),
    (AGREED, DECLINED, MODERATOR): (decline, ["Zu Ihrer Einreichung"]),
    (SIGN_OFF, PUBLISHED, MODERATOR): (approve, ["Ihre Geschichte ist auf der Landkarte"]),
    (AGREED, PUBLISHED, MODERATOR): (publish_as_agreed, ["Ihre Geschichte ist auf der Landkarte"]),
    (SIGN_OFF, WITHDRAWN, SENDER): (withdraw, ["Ihre Einreichung ist zurückgezogen"]),
    (AGREED, WITHDRAWN, SENDER): (withdraw, ["Ihre Einreichung ist zurückgezogen"]),
    (SIGN_OFF, WITHDRAWN, SYSTEM): (restore, []),
    (AGREED, WITHDRAWN, SYSTEM): (restore, []),
    (IN_REVIEW, DECLINED, MODERATOR): (decline, ["Zu Ihrer Einreichung"]),
    (QUESTION, DECLINED, MODERATOR): (decline, ["Zu Ihrer Einreichung"]),
    (IN_REVIEW, PUBLISHED, MODERATOR): (approve, ["Ihre Geschichte ist auf der Landkarte"]),
    (QUESTION, PUBLISHED, MODERATOR): (approve, ["Ihre Geschichte ist auf der Landkarte"]),
    (DECLINED, PUBLISHED, MODERATOR): (publish_in_the_editor, ["Ihre Geschichte ist auf der Landkarte"]),
    (PUBLISHED, TAKE_DOWN, SENDER): (withdraw, ["Zurückgezogen, bitte löschen"]),
    (TAKE_DOWN, PUBLISHED, MODERATOR): (show_again, ["Ihre Geschichte ist wieder auf der Landkarte"]),
    (TAKE_DOWN, WITHDRAWN, MODERATOR): (take_down, ["Ihre Geschichte ist nicht mehr auf der Landkarte"]),
    (UNCONFIRMED, WITHDRAWN, SENDER): (withdraw, ["Ihre Einreichung ist zurückgezogen"]),
    (CONFIRMED, WITHDRAWN, SENDER): (withdraw, ["Ihre Einreichung ist zurückgezogen"]),
    (DRAFTING, WITHDRAWN, SENDER): (withdraw, ["Ihre Einreichung ist zurückgezogen"]),
    (IN_REVIEW, WITHDRAWN, SENDER): (withdraw, ["Ihre Einreichung ist zurückgezogen"]),
    (QUESTION, WITHDRAWN, SENDER): (withdraw, ["Ihre Einreichung ist zurückgezogen"]),
    (DECLINED, WITHDRAWN, SENDER): (withdraw, ["Ihre Einreichung ist zurückgezogen"]),
    (PUBLISHED, WITHDRAWN, SENDER): (withdraw_after_unpublishing, ["Ihre Einreichung ist zurückgezogen"]),
    (UNCONFIRMED, WITHDRAWN, MODERATOR): (discard, []),
    (UNCONFIRMED, WITHDRAWN, SYSTEM): (restore, []),
    (CONFIRMED, WITHDRAWN, SYSTEM): (restore, []),
    (DRAFTING, WITHDRAWN, SYSTEM): (restore, []),
    (IN_REVIEW, WITHDRAWN, SYSTEM): (restore, []),
    (QUESTION, WITHDRAWN, SYSTEM): (restore, []),
    (DECLINED, WITHDRAWN, SYSTEM): (restore, []),
    (PUBLISHED, WITHDRAWN, SYSTEM): (restore, []),
    (TAKE_DOWN, WITHDRAWN, SYSTEM): (restore, []),
    (UNCONFIRMED, GONE, SYSTEM): (wait, []),
    (CONFIRMED, GONE, SYSTEM): (wait, []),
    (DRAFTING, GONE, SYSTEM): (wait, []),
    (QUESTION, GONE, SYSTEM): (wait, []),
    (DECLINED, GONE, SYSTEM): (wait, []),
    (WITHDRAWN, GONE, SYSTEM): (wait, []),
}


def test_the_table_holds_these_steps_and_no_other_and_none_twice():
    assert life.TABLE.keys() == STEPS.keys()
    assert sum(len(step.start) for step in life.STEPS) == len(STEPS) == 50


@pytest.mark.parametrize(("start", "to", "by"), STEPS, ids=str)
def test_every_step_is_taken_by_a_use_case_and_sends_its_mails(moderator, monkeypatch, start, to, by):
    submission = make(start, moderator)
    assert submission.status == start
    known, taken, move = set(Email.objects.values_list("pk", flat=True)), [], life.move

    def watched(submission, to, *, by, **more):
        taken.append((Status(submission.status), to, by))
        return move(submission, to, by=by, **more)

    monkeypatch.setattr(life, "move", watched)
    act, subjects = STEPS[start, to, by]
    act(submission, moderator)
    assert taken == [(start, to, by)]
    assert list(Submission.objects.values_list("status", flat=True)) == [to][: to is not GONE]
    new = Email.objects.exclude(pk__in=known).order_by("pk")
    assert [re.split(r" [(„]|:", mail.subject)[0] for mail in new] == subjects


def test_a_step_that_the_table_does_not_know_is_refused_and_writes_nothing():
    kept = make_draft()
    before = Submission.objects.values().get()
    refused = [step for step in itertools.product(Status, [*Status, GONE], By) if step not in life.TABLE]
    assert len(refused) == 11 * 12 * 3 - 50
    for start, to, by in refused:
        submission = Submission.objects.get(pk=kept.pk)
        submission.status = start
        with pytest.raises(life.NotPossible):
            life.move(submission, to, by=by, words="Text")
    assert Submission.objects.values().get() == before
    assert Message.objects.count() == 0


def test_what_is_kept_of_a_step_is_its_moment_and_its_words(moderator):
    submission = make(PUBLISHED, moderator)
    moments = submission.confirmed_at, submission.handed_in_at, submission.published_at
    assert None not in moments
    assert list(moments) == sorted(moments)
    assert submission.status_since == submission.published_at

    submission = make(QUESTION, moderator)
    answer(submission, moderator)
    decline(submission, moderator)
    letters = Message.objects.filter(submission=submission).values_list("author", "user__username", "text")
    assert list(letters) == [
        ("moderation", "mona", "Wie viele kommen?"),
        ("sender", None, "Etwa zwölf."),
        ("moderation", "mona", "Leider nein."),
    ]


def test_a_photo_removed_in_one_tab_while_the_other_handed_in_stays():
    submission = make_handed_in(photos=1)
    with pytest.raises(life.NotPossible):
        drafting.remove_photo(photo=submission.photos.get())
    assert Photo.objects.count() == 1


def test_a_draft_that_somebody_takes_up_again_while_purge_looks_for_old_ones_stays(monkeypatch):
    submission = make_draft()
    now, locked = timezone.now(), Submission.objects.none().__class__.select_for_update
    Submission.objects.update(confirmed_at=now - timedelta(days=31))

    def taken_up(queryset, *args, **kwargs):
        monkeypatch.undo()
        Submission.objects.update(edited_at=now)
        return locked(queryset, *args, **kwargs)

    monkeypatch.setattr(Submission.objects.none().__class__, "select_for_update", taken_up)
    purge(now=now)
    assert Submission.objects.get() == submission


# --- nobody else writes the state -------------------------------------------------------------------

STATE = {"status", "status_since"}
WRITERS = {"update", "create", "get_or_create", "update_or_create", "bulk_create", "Submission"}


def writes_state(source: str) -> list[int]:
    """The lines in which the state of a submission is written."""
    lines = []
    for node in ast.walk(ast.parse(source)):
        targets = getattr(node, "targets", [getattr(node, "target", None)])
        written = [inner for target in targets if isinstance(target, ast.AST) for inner in ast.walk(target)]
        by_name = isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", ""))
        if (
            any(isinstance(inner, ast.Attribute) and inner.attr in STATE for inner in written)
            or (by_name in WRITERS and STATE & {keyword.arg for keyword in node.keywords})
            or (by_name == "setattr" and getattr(node.args[1], "value", None) in STATE)
        ):
            lines.append(node.lineno)
    return lines


@pytest.mark.parametrize(
    "source",
    [
        "submission.status = Status.DECLINED",
        "submission.status, submission.status_since = Status.DECLINED, now",
        "submission.status: str = 'declined'",
        "Submission.objects.filter(pk=1).update(status='declined')",
        "Submission(status='declined')",
        "setattr(submission, 'status', 'declined')",
    ],
)
def test_a_line_that_writes_the_state_would_be_found(source):
    assert writes_state(source) == [1]


def test_only_the_life_of_a_submission_writes_its_state():
    known = [path for app in APPS for path in app.rglob("*.py") if "migrations" not in path.parts]
    sources = {str(path.relative_to(ROOT)): path.read_text() for path in known}
    of_submissions = {path: text for path, text in sources.items() if "submissions" in path + text}
    assert len(of_submissions) > 20
    writing = [path for path, text in of_submissions.items() if writes_state(text)]
    assert writing == ["practice_examples/submissions/record/life.py"]


def test_the_architecture_shows_the_table_as_it_is():
    told = "run `python -m tests.submission_life` to draw it anew"
    assert submission_life.in_document(submission_life.ARCHITECTURE.read_text()) == submission_life.drawn(), told
