"""The mails to senders and moderators: German, plain and HTML, queued in the caller's transaction.

Subjects are ours alone. What people typed stands in the text, never in a header.
"""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from post_office.models import Email

from home.mail.queue import enqueue
from home.pages.addresses import absolute
from home.pages.models import Portal
from practice_examples.models import Contact
from practice_examples.submissions.record.models import Sender, Submission
from practice_examples.submissions.record.page import SubmissionPage

GROUP = "Moderation"
TO_SENDER = {
    "confirm": _("Bitte bestätigen Sie Ihre Adresse (%s)"),
    "handed_in": _("Ihre Einreichung ist da (%s)"),
    "sign_off": _("Ihre Seite ist fertig, bitte ansehen (%s)"),
    "question": _("Eine Rückfrage zu Ihrer Einreichung (%s)"),
    "declined": _("Zu Ihrer Einreichung (%s)"),
    "published": _("Ihre Geschichte ist auf der Landkarte (%s)"),
    "withdrawn": _("Ihre Einreichung ist zurückgezogen (%s)"),
    "shown_again": _("Ihre Geschichte ist wieder auf der Landkarte (%s)"),
    "taken_down": _("Ihre Geschichte ist nicht mehr auf der Landkarte (%s)"),
}
LINKS = _("Ihr Link zu Ihrer Einreichung")
TO_MODERATORS = {
    "take_down_wanted": _("Zurückgezogen, bitte löschen: %s"),
    "sign_off_answered": _("Antwort zur fertigen Seite: %s"),
    "reminder": _("%s wartet seit mehr als sieben Tagen"),
    "contact_stays": _("Bitte einen Kontakt prüfen: %s"),
}


def send(name: str, submission: Submission, **context) -> Email | None:
    """Queue the mail of this name. One to the sender is returned and not yet attached to the submission.

    None when it goes to moderators, or when the sender's address is deleted already.
    """
    if name in TO_MODERATORS:
        return _to_moderators(submission, name, context)
    sender = Sender.objects.filter(submission=submission).first()
    if sender is None:
        return None
    context |= {
        "name": sender.name,
        "status_url": submission.absolute_url,
        "expected_days": SubmissionPage.current().expected_days,
    }
    return _queue(submission, name, TO_SENDER[name], sender.email, context)


def confirm_address(submission: Submission) -> None:
    mail = send("confirm", submission)
    if mail:
        submission.mails.add(mail)


def send_links(address: str, submissions: list[Submission], *, replaced: bool = False) -> None:
    """One mail with the links of all of them, or with the words that there are none.

    It goes when one of them goes.
    """
    mail = _enqueue("links", LINKS, address, {"submissions": submissions, "replaced": replaced})
    through = Submission.mails.through.objects
    through.bulk_create([through.model(submission=submission, email=mail) for submission in submissions])


def count_links_sent(address: str, since) -> int:
    return Email.objects.filter(to__iexact=address, subject=str(LINKS), created__gte=since).count()


def contact_stays(submission: Submission, contact: Contact) -> None:
    """Another page names the contact as well: somebody has to decide whether it may stay there."""
    usage = reverse(Contact.snippet_viewset.get_url_name("usage"), args=[contact.pk])
    send("contact_stays", submission, usage_url=absolute(usage))


def _to_moderators(submission, name, context) -> None:
    """With a link and the number only: no personal data in the mailboxes of the house."""
    people = [submission.assignee] if submission.assignee else get_user_model().objects.filter(groups__name=GROUP)
    context |= {"detail_url": absolute(reverse("submission_detail", args=[submission.pk]))}
    for address in {person.email for person in people if person.is_active and person.email}:
        _queue(submission, name, TO_MODERATORS[name], address, context)


def _queue(submission, name, subject, address, context):
    context = {"submission": submission, "number": submission.number, **context}
    return _enqueue(name, str(subject) % submission.number, address, context)


def _enqueue(name, subject, address, context):
    context = {"base_url": settings.BASE_URL, "portal": Portal.current(), "subject": str(subject), **context}
    return enqueue(
        to=address,
        subject=context["subject"],
        text=render_to_string(f"submissions/mail/{name}.txt", context).strip() + "\n",
        html=render_to_string(f"submissions/mail/{name}.html", context),
        headers={"Auto-Submitted": "auto-generated"},
    )
