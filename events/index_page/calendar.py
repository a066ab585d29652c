"""What the list of events shows for a request."""

import re
from datetime import date
from functools import cached_property
from itertools import groupby

from django.core.paginator import Page, Paginator
from django.db.models import Manager
from django.http import QueryDict
from django.utils import timezone

from home import filters as filtering
from home.land.models import Region
from home.pages.addresses import absolute

PER_PAGE = 24
FEED = "/daten/veranstaltungen.ics"


class Calendar:
    """Next events, those in preparation and the past by year, all of the same filter state."""

    def __init__(self, parameters: QueryDict, manager: Manager, today: date):
        self.filters, self.today = filtering.parse(parameters), today
        self.events = manager.visible().matching(self.filters)
        self.chips = filtering.chips(self.filters)
        self.where = filtering.place_phrase(self.filters)
        self.radii = filtering.RADII
        self.query = self.filters.query("sort", "seite")

    @cached_property
    def regions(self) -> list[Region]:
        return list(Region.objects.all())

    @cached_property
    def upcoming(self) -> list:
        return list(self.events.upcoming(self.today).for_rows())

    @cached_property
    def in_preparation(self) -> list:
        return list(self.events.in_preparation().for_rows())

    @cached_property
    def past(self) -> Page:
        return Paginator(self.events.past(self.today).for_rows(), PER_PAGE).get_page(self.filters.page)

    @property
    def years(self) -> list[tuple[int, list]]:
        by_year = groupby(self.past, key=lambda event: timezone.localdate(event.starts_at).year)
        return [(year, list(events)) for year, events in by_year]

    @property
    def feed(self) -> str:
        return f"{FEED}?{self.query}" if self.query else FEED

    @property
    def webcal(self) -> str:
        return re.sub(r"^https?", "webcal", absolute(self.feed))

    @property
    def rss(self) -> str:
        return self.feed.replace(".ics", ".rss", 1)
