"""What the sections of the home page count and list. The site's own numbers count public pages."""

from django import template
from django.db.models import Count
from django.db.models.functions import Coalesce

from events.models import EventPage
from home.caching.version import cached
from home.land.land import land
from home.land.names import sort_key
from practice_examples.models import ExamplePage

register = template.Library()


@register.simple_tag
def example_counts():
    """`total`, `land_wide`, `per_region` (slug → number) and `regions`, all in German order, each with its count."""
    per_region = cached("examples per region", _per_region)
    land_wide = per_region.pop(None, 0)
    names = {slug: facts["name"] for slug, facts in land().region_labels.items()}
    regions = [
        {"name": name, "url": f"/regionen/{slug}/", "count": per_region.get(slug, 0)}
        for slug, name in sorted(names.items(), key=lambda item: sort_key(item[1]))
    ]
    return {
        "total": sum(per_region.values()) + land_wide,
        "land_wide": land_wide,
        "per_region": per_region,
        "regions": regions,
    }


@register.simple_tag
def portal_figures():
    """How much there is: examples, towns, films, events."""
    return cached("figures of the portal", _figures)


@register.simple_tag
def next_events(limit=3):
    """The next events that take place as planned; if there are fewer, those in preparation after them."""
    return EventPage.objects.visible().as_planned().ahead().for_rows()[:limit]


def _per_region() -> dict[str | None, int]:
    return dict(ExamplePage.objects.visible().order_by().values_list("place__region").annotate(Count("pk")))


def _figures() -> dict[str, int]:
    examples = ExamplePage.objects.visible().aggregate(
        examples=Count("pk"),
        towns=Count(Coalesce("place__municipality", "place"), distinct=True),
        films=Count("lead_video"),
    )
    return {**examples, "events": EventPage.objects.visible().dated().as_planned().count()}
