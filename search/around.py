"""What "Bei Ihnen" compares with where a visitor is. The browser does, and tells nobody: this is the same for everybody.

`/daten/karte/umgebung.json?…filters` answers

    {"towns": [{"name": "Köln", "slug": "koeln", "lat": 50.93753, "lng": 6.96028, "region": "koeln"}, …],
     "regions": {"koeln": {"name": "Köln", "url": "/regionen/koeln/", "contact": "<div class=…", "event": "<article …"}, …},
     "stories": [{"title": "…", "url": "/…/…/", "town": "Köln", "lat": …, "lng": …, "image": "/media/….webp" or null}, …],
     "event": "<article …"}

towns are all of the Land; stories those with a point that the filters leave, the newest first. `contact` is the person of
the region and `event` its next event, as HTML of this site; empty where there is none. The outer `event` is the next
anywhere.
"""

from django.db.models.functions import Coalesce
from django.template.loader import render_to_string
from django.urls import reverse

from events.models import EventPage
from home.filters import Filters
from home.land.models import Place, Region
from home.pages.addresses import page_path, site_root
from practice_examples.feeds.rows import MAP_PICTURE, media_address, picture_file, rounded
from practice_examples.models import ExamplePage
from practice_examples.story_page.story import of_region


def around(filters: Filters) -> dict:
    """Four queries, and the pictures of the events that are shown."""
    events = _next_events()
    towns = Place.objects.towns().order_by("pk").values("name", "slug", "lat", "lng", "region")
    return {
        "towns": [_rounded(town) for town in towns],
        "regions": {region.slug: _region(region, events.get(region.slug, "")) for region in Region.objects.all()},
        "stories": _stories(filters),
        "event": next(iter(events.values()), ""),
    }


def _stories(filters: Filters) -> list[dict]:
    found = (
        ExamplePage.objects.visible()
        .matching(filters)
        .exclude(lat=None)
        .annotate(town=Coalesce("place__municipality__name", "place__name"), image=picture_file(MAP_PICTURE))
        .order_by("-first_published_at", "-pk")
    )
    root = site_root()
    return [
        {"url": page_path(row.pop("url_path"), root), **_rounded(row), "image": media_address(row["image"])}
        for row in found.values("title", "town", "lat", "lng", "image", "url_path")
    ]


def _next_events() -> dict[str, str]:
    """By region, the earliest first; "" for those without one."""
    upcoming = EventPage.objects.visible().as_planned().upcoming().for_rows()
    first = {}
    for event in upcoming:
        first.setdefault(event.where.slug if event.where else "", event)
    return {region: render_to_string("events/row.html", {"event": event}) for region, event in first.items()}


def _region(region: Region, event: str) -> dict:
    people = [render_to_string("components/contact.html", {"contact": person}) for person in of_region(region)]
    url = reverse("search:region", args=[region.slug])
    return {"name": region.name, "url": url, "contact": "".join(people), "event": event}


def _rounded(row: dict) -> dict:
    return row | {name: rounded(row[name]) for name in ("lat", "lng")}
