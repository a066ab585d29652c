"""How many examples each further choice would give, all counted in one query."""

from collections import defaultdict
from collections.abc import Mapping

from django.db.models import CharField, Count, F, QuerySet, Value
from django.db.models.functions import Cast, Coalesce

from home.filters import Filters
from practice_examples.querysets import ExampleQuerySet

Counts = Mapping[str, Mapping[str, int]]

# Parameter → the column whose values are its slugs.
_COLUMNS = {
    "thema": "topics__slug",
    "traeger": "provider",
    "aufwand": "effort",
    "kosten": "cost",
    "kreis": "place__kreis",
    "region": "place__region",
}


def count_facets(visible: ExampleQuerySet, filters: Filters) -> Counts:
    """Parameter → slug → number of examples, counted over the other filters.

    Besides: "result" (all filters), "nrw" (of no single region), and without any filter "all" and "towns".
    """
    result = visible.matching(filters)
    without = {name: visible.matching(filters.without(name)) for name in (*_COLUMNS, "video")}
    town = Coalesce("place__municipality", "place")
    rows = [
        _row("result", result),
        _row("all", visible),
        _row("towns", visible, Count(town, distinct=True)),
        _row("video", without["video"].with_video()),
        _row("nrw", without["region"].filter(nrw_wide=True)),
        *(_rows(name, without[name], column) for name, column in _COLUMNS.items()),
    ]
    counts = defaultdict(dict)
    for name, slug, count in rows[0].union(*rows[1:], all=True):
        if slug is not None:
            counts[name][slug] = count
    return dict(counts)


def _row(name: str, examples: QuerySet, number=None):
    """One number: grouping by a constant makes one row, or none of nothing."""
    return _count(name, examples.annotate(choice=_text("")), number)


def _rows(name: str, examples: QuerySet, column: str):
    return _count(name, examples.annotate(choice=Cast(F(column), CharField())), None)


def _count(name, examples, number):
    named = examples.order_by().annotate(facet=_text(name)).values("facet", "choice")
    return named.annotate(number=number or Count("pk")).values_list("facet", "choice", "number")


def _text(value: str):
    return Cast(Value(value), CharField())
