"""The mails to senders and moderators: German, plain and HTML, queued in the caller's transaction.

Subjects are ours alone. What people typed stands in the text, never in a header.
"""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from post_office.models import Email

from home.mail.queue import enqueue
from home.pages.addresses import absolute
from practice_examples.models import Contact
from practice_examples.submissions.record.models import Sender, Submission
from practice_examples.submissions.record.page import SubmissionPage

GROUP = "Moderation"


def confirm_address(submission: Submission) -> None:
    _to_sender(submission, "confirm", _("Bitte bestätigen Sie Ihre Adresse (%s)"))


def handed_in(submission: Submission) -> None:
    _to_sender(submission, "handed_in", _("Ihre Einreichung ist da (%s)"))


def question(submission: Submission, words: str) -> None:
    _to_sender(submission, "question", _("Eine Rückfrage zu Ihrer Einreichung (%s)"), words=words)


def declined(submission: Submission, words: str) -> None:
    _to_sender(submission, "declined", _("Zu Ihrer Einreichung (%s)"), words=words)


def published(submission: Submission) -> None:
    _to_sender(
        submission,
        "published",
        _("Ihre Geschichte ist auf der Landkarte (%s)"),
        page_url=absolute(submission.page.url),
    )


def withdrawn(submission: Submission) -> Email | None:
    """Before the sender's data go. Not attached to the submission yet, or it would go with them."""
    return _to_sender(submission, "withdrawn", _("Ihre Einreichung ist zurückgezogen (%s)"), attach=False)


def taken_down(submission: Submission) -> Email | None:
    """As above."""
    return _to_sender(
        submission, "taken_down", _("Ihre Geschichte ist nicht mehr auf der Landkarte (%s)"), attach=False
    )


def take_down_wanted(submission: Submission) -> None:
    _to_moderators(submission, "take_down_wanted", _("Bitte herunternehmen: %s"))


def reminder(submission: Submission) -> None:
    _to_moderators(submission, "reminder", _("%s wartet seit mehr als sieben Tagen"))


def contact_stays(submission: Submission, contact: Contact) -> None:
    """Another page names the contact as well: somebody has to decide whether it may stay there."""
    usage = reverse(Contact.snippet_viewset.get_url_name("usage"), args=[contact.pk])
    _to_moderators(submission, "contact_stays", _("Bitte einen Kontakt prüfen: %s"), usage_url=absolute(usage))


def _to_sender(submission, name, subject, attach=True, **context) -> Email | None:
    sender = Sender.objects.filter(submission=submission).first()
    if sender is None:
        return None
    context |= {
        "name": sender.name,
        "status_url": submission.absolute_url,
        "expected_days": SubmissionPage.current().expected_days,
    }
    mail = _queue(submission, name, subject, sender.email, context)
    if attach:
        submission.mails.add(mail)
    return mail


def _to_moderators(submission, name, subject, **context):
    """With a link and the number only: no personal data in the mailboxes of the house."""
    people = [submission.assignee] if submission.assignee else get_user_model().objects.filter(groups__name=GROUP)
    context |= {"detail_url": absolute(reverse("submission_detail", args=[submission.pk]))}
    for address in {person.email for person in people if person.is_active and person.email}:
        _queue(submission, name, subject, address, context)


def _queue(submission, name, subject, address, context):
    context = {
        "submission": submission,
        "number": submission.number,
        "base_url": settings.BASE_URL,
        "subject": subject % submission.number,
        **context,
    }
    return enqueue(
        to=address,
        subject=context["subject"],
        text=render_to_string(f"submissions/mail/{name}.txt", context).strip() + "\n",
        html=render_to_string(f"submissions/mail/{name}.html", context),
        headers={"Auto-Submitted": "auto-generated"},
    )
