"""The way of every mail into the queue, and from there, by `send_queued_mail`, to the mail server.

With growing pauses: a mail server may be away for a weekend, and is not knocked at every quarter hour.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from email.utils import make_msgid, parseaddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from post_office.mail import get_message_id_fqdn, send_queued_mail_until_done
from post_office.models import PRIORITY, STATUS, Email

from home.locks import only_one
from home.media.wording import one_line
from home.pages.models import Portal
from home.retention import keep

SUBJECT_LENGTH = 200
FIRST_PAUSE = timedelta(minutes=15)
LONGEST_PAUSE = timedelta(hours=12)
WAITING = (STATUS.queued, STATUS.requeued)
DONE = keep(
    _("E-Mails der Website"),
    timedelta(days=30),
    since=_("nach dem Versand oder dem letzten Versuch"),
    why=_("Wer keine E-Mail bekommen hat, soll erfahren können, woran es lag."),
)


def enqueue(
    *, to: str, subject: str, text: str, html: str = "", sender: str = "", headers: Mapping[str, str] | None = None
) -> Email:
    """Store a mail word for word. One row in the caller's transaction; nothing is sent here.

    Of the address only the address itself is kept, and the subject becomes one line: no name or title that
    somebody typed can add a header.
    """
    mail = Email(
        from_email=_named(sender),
        to=[parseaddr(to)[1]],
        cc=[],
        bcc=[],
        subject=one_line(subject)[:SUBJECT_LENGTH],
        message=text,
        html_message=html,
        headers={name: one_line(str(value)) for name, value in (headers or {}).items()},
        message_id=make_msgid(domain=get_message_id_fqdn()),
        priority=PRIORITY.medium,
        status=STATUS.queued,
        context="",
    )
    mail.save()
    return mail


def _named(sender: str) -> str:
    """The operator's own address goes out under the name of the portal; others stay as they are."""
    own = parseaddr(sender)[1] in ("", parseaddr(settings.DEFAULT_FROM_EMAIL)[1])
    return Portal.current().from_email if own else sender


class MailQueue(BaseEmailBackend):
    """EMAIL_BACKEND: whatever Django or Wagtail sends is queued, each recipient with a mail of their own.

    Not post_office's own backend: that one reads subject and text as Django templates when it queues them. A page
    called "{% include … %}" would be run, or its mail lost.
    """

    def send_messages(self, email_messages):
        for message in email_messages or []:
            self._queue(message)
        return len(email_messages or [])

    def _queue(self, message: EmailMessage):
        if message.attachments:
            raise ValueError("Mails of this site carry links, not files.")
        headers = dict(message.extra_headers)
        if message.reply_to:
            headers["Reply-To"] = ", ".join(message.reply_to)
        html = next((part[0] for part in getattr(message, "alternatives", []) if part[1] == "text/html"), "")
        for recipient in message.recipients():
            enqueue(
                to=recipient,
                subject=str(message.subject),
                text=message.body,
                html=html,
                sender=message.from_email,
                headers=headers,
            )


def waiting():
    """What has not been taken over by the mail server yet, and will be tried again."""
    return Email.objects.filter(status__in=WAITING)


def hold_back() -> int:
    """Send nothing of what waits: it stands under "gescheitert", from where single mails can be sent all the same."""
    return waiting().update(status=STATUS.failed)


def done_long_ago(now: datetime):
    """Sent or given up, and kept long enough."""
    return Email.objects.filter(status__in=(STATUS.sent, STATUS.failed), last_updated__lt=now - DONE.how_long)


def failed():
    """What has been given up; somebody has to look."""
    return Email.objects.filter(status=STATUS.failed)


def overdue(hours: int = 2):
    """Mails that lie longer than they should: the mail server or the sender of the queue is not working."""
    limit = timezone.now() - timedelta(hours=hours)
    return waiting().filter(created__lt=limit)


def try_again(mail: Email) -> None:
    """Put a mail back to the front of the queue. Does nothing to one that has been sent."""
    Email.objects.filter(Q(pk=mail.pk), ~Q(status=STATUS.sent)).update(
        status=STATUS.queued, scheduled_time=None, number_of_retries=0
    )


def pause(retries: int) -> timedelta:
    """How long to wait after the first, second, third … failure: 15 minutes, doubled each time up to 12 hours."""
    return min(FIRST_PAUSE * 2 ** min(max(retries, 1) - 1, 10), LONGEST_PAUSE)


def space_out_retries(since: datetime) -> None:
    """post_office puts every failed mail off by the same interval; here later attempts get longer pauses."""
    mails = list(Email.objects.filter(status=STATUS.requeued, last_updated__gte=since))
    for mail in mails:
        mail.scheduled_time = mail.last_updated + pause(mail.number_of_retries or 1)
    Email.objects.bulk_update(mails, ["scheduled_time"])


def deliver(*args, **options) -> None:
    """Send everything that is due. A second one running at the same time, on whatever server, ends at once."""
    started = timezone.now()
    with only_one("send_queued_mail") as mine:
        if mine:
            send_queued_mail_until_done(*args, **options)
            space_out_retries(started)
