"""How many visible examples there are in every town, Ortsteil, Kreis and region: one query, kept while nothing changes."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count

from home.caching.version import cached
from home.land.located import Precision
from practice_examples.models import ExamplePage


@dataclass(frozen=True, slots=True)
class Tallies:
    towns: Counter
    kreise: Counter
    regions: Counter
    # Ortsteile, of what shows more than its town.
    parts: Counter


def count_examples() -> Tallies:
    return cached("tallies of places", _count)


def _count() -> Tallies:
    rows = (
        ExamplePage.objects.visible()
        .exclude(place=None)
        .order_by()
        .values_list("place__municipality", "place", "precision", "place__kreis", "place__region")
        .annotate(Count("pk"))
    )
    towns, kreise, regions, parts = Counter(), Counter(), Counter(), Counter()
    for town, place, precision, kreis, region, count in rows:
        towns[town or place] += count
        if town and precision == Precision.EXACT:
            parts[place] += count
        kreise[kreis] += count
        regions[region] += count
    return Tallies(towns, kreise, regions, parts)
