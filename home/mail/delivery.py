"""Delivery with growing pauses: a mail server may be away for a weekend, and is not knocked at every quarter hour."""

from datetime import datetime, timedelta

from django.utils import timezone
from post_office.mail import send_queued_mail_until_done
from post_office.models import STATUS, Email

FIRST_PAUSE = timedelta(minutes=15)
LONGEST_PAUSE = timedelta(hours=12)


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
    """Send everything that is due. A second one running at the same time ends at once (lock file)."""
    started = timezone.now()
    send_queued_mail_until_done(*args, **options)
    space_out_retries(started)
