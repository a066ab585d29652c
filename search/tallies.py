"""How many visible examples there are in every town, Kreis and region: one query, kept while nothing changes."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count
from django.db.models.functions import Coalesce

from home import edition
from practice_examples.models import ExamplePage


@dataclass(frozen=True, slots=True)
class Tallies:
    towns: Counter
    kreise: Counter
    regions: Counter


def count_examples(now: edition.Edition | None = None) -> Tallies:
    """`now` is the current edition, where the caller has it already."""
    return (now or edition.current()).remember("tallies", _count)


def _count() -> Tallies:
    rows = (
        ExamplePage.objects.visible()
        .exclude(place=None)
        .order_by()
        .values_list(Coalesce("place__municipality", "place"), "place__kreis", "place__region")
        .annotate(Count("pk"))
    )
    towns, kreise, regions = Counter(), Counter(), Counter()
    for town, kreis, region, count in rows:
        towns[town] += count
        kreise[kreis] += count
        regions[region] += count
    return Tallies(towns, kreise, regions)
