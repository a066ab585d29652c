"""What the list of events shows for a request."""

import re
from datetime import date
from itertools import groupby

from django.apps import apps
from django.conf import settings
from django.core.paginator import Paginator
from django.utils import timezone

from home import filters as filtering
from home.places.models import Region

PER_PAGE = 24
FEED = "/daten/veranstaltungen.ics"


def index_context(request, today: date) -> dict:
    """Next events, those in preparation and the past by year, all of the same filter state."""
    filters = filtering.parse(request.GET)
    events = apps.get_model("events", "EventPage").objects.visible().matching(filters)
    past = Paginator(events.past(today).for_rows(), PER_PAGE).get_page(filters.page)
    query = filters.with_(sort="", page=1).query()
    return {
        "filters": filters,
        "chips": filtering.chips(filters),
        "where": filtering.place_phrase(filters),
        "regions": Region.objects.all(),
        "radii": filtering.RADII,
        "upcoming": list(events.upcoming(today).for_rows()),
        "in_preparation": list(events.in_preparation().for_rows()),
        "past": past,
        "query": query,
        "years": [
            (year, list(rows))
            for year, rows in groupby(past, key=lambda event: timezone.localdate(event.starts_at).year)
        ],
        "webcal": re.sub(r"^https?", "webcal", f"{settings.BASE_URL}{FEED}") + (f"?{query}" if query else ""),
        "feed": f"{FEED}?{query}" if query else FEED,
        "rss": f"/daten/veranstaltungen.rss?{query}" if query else "/daten/veranstaltungen.rss",
    }
