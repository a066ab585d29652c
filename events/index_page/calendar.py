"""What the list of events shows for a request."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby

from django.core.paginator import Page, Paginator
from django.db.models import Manager
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from events.querysets import EventQuerySet
from home import filters as filtering
from home.land.models import Region
from home.pages.addresses import absolute

PER_PAGE = 24


@dataclass(frozen=True, slots=True)
class Subscription:
    """The events of a filter in a calendar of one's own, and in other formats. `coming`: there is a date ahead."""

    query: str
    where: str
    coming: bool

    @property
    def feed(self) -> str:
        return self._address("calendar")

    @property
    def address(self) -> str:
        return absolute(self.feed)

    @property
    def webcal(self) -> str:
        return re.sub(r"^https?", "webcal", self.address)

    @property
    def rss(self) -> str:
        return self._address("rss")

    @property
    def tables(self) -> list[tuple[str, str]]:
        return [(name, self._address(view)) for name, view in (("Excel", "xlsx"), ("CSV", "csv"), ("JSON", "json"))]

    def _address(self, view: str) -> str:
        return reverse(f"events:{view}") + (f"?{self.query}" if self.query else "")


class Calendar:
    """Next events, those in preparation and the past by year, all of the same filter state."""

    def __init__(self, parameters: QueryDict, manager: Manager, today: date):
        self.filters, self.manager, self.today = filtering.parse(parameters), manager, today
        self.chips = filtering.chips(self.filters)
        self.where = filtering.place_phrase(self.filters)
        self.radii = filtering.RADII
        self.query = self.filters.query("sort", "seite")

    @property
    def cache_key(self) -> str | None:
        """What the lists are kept by; None for what few will ask for."""
        few = self.filters.personal or self.filters.problems or self.filters.page > 1
        return None if few else self.filters.query()

    @property
    def events(self) -> EventQuerySet:
        return self.manager.visible().matching(self.filters)

    @cached_property
    def regions(self) -> list[Region]:
        return list(Region.objects.all())

    @cached_property
    def ahead(self) -> list:
        return list(self.events.ahead(self.today).for_rows())

    @property
    def upcoming(self) -> list:
        return [event for event in self.ahead if event.starts_at]

    @property
    def in_preparation(self) -> list:
        return [event for event in self.ahead if not event.starts_at]

    @cached_property
    def past(self) -> Page:
        return Paginator(self.events.past(self.today).for_rows(), PER_PAGE).get_page(self.filters.page)

    @property
    def years(self) -> list[tuple[int, list]]:
        by_year = groupby(self.past, key=lambda event: timezone.localdate(event.starts_at).year)
        return [(year, list(events)) for year, events in by_year]

    @property
    def title(self) -> str:
        """ "Veranstaltungen in der Region Köln zum Stichwort „Handwerk“"."""
        text = self.filters.text and _("zum Stichwort „%(text)s“") % {"text": self.filters.text}
        return " ".join(filter(None, [_("Veranstaltungen"), self.where, text]))

    @property
    def subscription(self) -> Subscription:
        # The head names its addresses, too, and need not know what comes.
        return Subscription(self.query, self.where, SimpleLazyObject(lambda: bool(self.upcoming)))
