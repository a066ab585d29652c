from datetime import timedelta

from django.db import models
from django.utils import timezone

from practice_examples.submissions.record import retention
from practice_examples.submissions.record.choices import ENDED, OPEN_TASKS, WRITABLE, Status

REMIND_AFTER = timedelta(days=7)
SIGN_OFF_WITHIN = timedelta(days=14)
TO_ACT_ON = models.Q(status__in=OPEN_TASKS)
HELD_BACK = models.Q(quarantined=True, status=Status.UNCONFIRMED)


class SubmissionQuerySet(models.QuerySet):
    def for_list(self):
        """What a line of the moderators' list shows, without one query per line."""
        return self.select_related("place__municipality", "assignee", "page").annotate(
            photo_count=models.Count("photos")
        )

    def filed(self):
        """All but those held back as doubtful."""
        return self.filter(quarantined=False)

    def open(self):
        """A moderator has to do something, or has to look at a doubtful one."""
        return self.filter(TO_ACT_ON | HELD_BACK)

    def to_act_on(self):
        """A moderator has to do something."""
        return self.filter(TO_ACT_ON)

    def held_back(self):
        """A moderator has to look at a doubtful one."""
        return self.filter(HELD_BACK)

    def sent_from(self, address: str):
        """Whoever has this address may have their links; held-back ones wait for a moderator, erased ones have none."""
        return self.filter(sender__email__iexact=address, quarantined=False).select_related("sender")

    def not_agreed_for_long(self, now=None):
        """The sender was shown the finished page and has not answered."""
        return self.filter(status=Status.SIGN_OFF, status_since__lt=(now or timezone.now()) - SIGN_OFF_WITHIN)

    def waiting_too_long(self, now=None):
        return self.filter(TO_ACT_ON, status_since__lt=(now or timezone.now()) - REMIND_AFTER)

    def to_remind_of(self, now=None):
        """Waiting too long, for us or for the sender's consent, and nobody has been told within the last days."""
        told = models.Q(reminded_at__gt=(now or timezone.now()) - REMIND_AFTER)
        return (self.waiting_too_long(now) | self.not_agreed_for_long(now)).exclude(told)

    def unconfirmed_too_long(self, now):
        return self.filter(status=Status.UNCONFIRMED, created_at__lt=now - retention.UNCONFIRMED.how_long)

    def abandoned_drafts(self, now):
        """Not handed in, and untouched for so long that nobody will come back."""
        touched = models.functions.Coalesce("edited_at", "confirmed_at", "created_at")
        return (
            self.filter(status__in=WRITABLE)
            .annotate(touched=touched)
            .filter(touched__lt=now - retention.DRAFT.how_long)
        )

    def never_answered(self, now):
        limit = now - retention.QUESTION.how_long
        return self.filter(status=Status.QUESTION, status_since__lt=limit).exclude(edited_at__gte=limit)

    def ended_long_ago(self, now):
        return self.filter(status__in=ENDED, status_since__lt=now - retention.ENDED.how_long)

    def published_long_ago(self, now):
        return self.filter(status=Status.PUBLISHED, published_at__lt=now - retention.SENDER_AFTER_PUBLICATION.how_long)

    def still_relevant(self):
        """What a new submission could be a duplicate of."""
        return self.exclude(status__in=ENDED)
