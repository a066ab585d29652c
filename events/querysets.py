from datetime import datetime, timedelta

from django.db.models import Case, F, IntegerField, Min, Q, TextField, When
from django.db.models.functions import Cast
from django.utils import timezone

from events.choices import Change
from home.filters import Filters, narrow_to_place
from home.media.renditions import with_pictures
from home.pages.base import LocatedPageQuerySet


class EventQuerySet(LocatedPageQuerySet):
    def dated(self):
        return self.filter(starts_at__isnull=False)

    def as_planned(self):
        """Neither cancelled nor postponed."""
        return self.filter(change=Change.NONE)

    def upcoming(self, today=None):
        """Dated events not over yet, the next one first: one that ends today is still upcoming this evening."""
        return self.dated().filter(last_day__gte=today or timezone.localdate()).order_by("starts_at", "pk")

    def in_preparation(self):
        """Announced without a date; those with an expected month or season first, in that order."""
        return self.filter(starts_at__isnull=True).order_by(F("expected_on").asc(nulls_last=True), "title", "pk")

    def ahead(self, today=None):
        """Those of upcoming(), at one moment by title, then those of in_preparation()."""
        coming = Q(last_day__gte=today or timezone.localdate())
        order = (F(name).asc(nulls_last=True) for name in ("starts_at", "expected_on"))
        return self.filter(coming | Q(starts_at__isnull=True)).order_by(*order, "title", "pk")

    def past(self, today=None):
        return self.dated().filter(last_day__lt=today or timezone.localdate()).order_by("-starts_at", "-pk")

    def without_review(self, today=None):
        """Public events of the last year that took place two weeks ago or earlier, and of which nothing is told yet."""
        today = today or timezone.localdate()
        held = (
            self.live().as_planned().filter(last_day__range=(today - timedelta(days=365), today - timedelta(days=14)))
        )
        return held.annotate(told=Cast("review", TextField())).filter(told__in=["[]", ""])

    def long_in_preparation(self, today=None):
        """Public for half a year without a date."""
        half_a_year = (today or timezone.localdate()) - timedelta(days=182)
        return self.live().as_planned().in_preparation().filter(first_published_at__date__lt=half_a_year)

    def by_time(self, today=None):
        """The next ones first, then those in preparation, then the past, the latest first."""
        today = today or timezone.localdate()
        coming = Q(last_day__gte=today)
        part = Case(When(coming, then=0), When(starts_at=None, then=1), default=2, output_field=IntegerField())
        next_first = Case(When(coming, then=F("starts_at"))).asc(nulls_last=True)
        return self.order_by(part, next_first, F("expected_on").asc(nulls_last=True), "-starts_at", "pk")

    def next_change(self, now: datetime) -> datetime | None:
        """When the next of them begins or ends, by the clock."""
        first = {name: Min(name, filter=Q(**{f"{name}__gt": now})) for name in ("starts_at", "ends_at")}
        return min(filter(None, self.live().aggregate(**first).values()), default=None)

    def changed_in_calendars(self) -> int:
        """Let subscribers notice that all of these show something else."""
        return self.update(calendar_sequence=F("calendar_sequence") + 1, calendar_changed_at=timezone.now())

    def in_region(self, slug):
        """In the region the editors chose, or else in that of the place."""
        return self.filter(Q(region=slug) | Q(region=None, place__region=slug))

    def matching(self, filters: Filters):
        """The place filters and the text; everything else says nothing about events."""
        found = self
        if filters.place and not filters.radius:
            # Not by distance, which would lose an event that has a region but no house yet.
            found = found.within(filters.place)
            filters = filters.with_(place=None)
        found = narrow_to_place(found, filters)
        if filters.text:
            found = found.containing(filters.wanted)
        return found

    def for_rows(self):
        """Everything a row of the list shows, in a number of queries that does not depend on the number of rows."""
        return with_pictures(
            self.select_related("place__municipality", "place__region", "region").defer(
                "body", "search_title", "search_words"
            ),
            "picture",
            "card",
        )
