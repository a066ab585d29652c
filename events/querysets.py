from django.db.models import Q
from django.utils import timezone

from home.pages import LocatedPageQuerySet


class EventQuerySet(LocatedPageQuerySet):
    def dated(self):
        return self.filter(starts_at__isnull=False)

    def upcoming(self, today=None):
        """Dated events not over yet, the next one first: one that ends today is still upcoming this evening."""
        return self.dated().filter(last_day__gte=today or timezone.localdate()).order_by("starts_at", "pk")

    def in_preparation(self):
        """Announced without a date; those with an expected month or season first, in that order."""
        return self.filter(starts_at__isnull=True).order_by("expected_on", "title", "pk")

    def past(self, today=None):
        return self.dated().filter(last_day__lt=today or timezone.localdate()).order_by("-starts_at", "-pk")

    def in_region(self, slug):
        return self.filter(Q(region=slug) | Q(region=None, place__region=slug))
