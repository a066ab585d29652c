"""Questions about examples, as verbs: list, map, feeds and tests say the same word."""

from collections.abc import Mapping
from datetime import timedelta

from django.db.models import CharField, Count, Exists, OuterRef, Prefetch, Q, Value
from django.db.models.functions import Cast, Coalesce, TruncDate
from django.utils import timezone

from home.filters import Filters, narrow_to_place
from home.filters.state import BY_NAME, FITTING, NEAREST
from home.media.models import Rendition, rights_hold
from home.media.renditions import specs
from home.pages.base import LocatedPageQuerySet

# Long texts no list shows.
STORY_FIELDS = (
    "body",
    "search_title",
    "search_words",
    "outcome",
    "outcome_figures",
    "first_steps",
    "pitfalls",
    "lead_video__transcript",
)

# Parameter → the column whose values are its slugs.
_COLUMNS = {
    "thema": "topics__slug",
    "traeger": "provider",
    "aufwand": "effort",
    "kosten": "cost",
    "kreis": "place__kreis",
    "region": "place__region",
}
Counts = Mapping[str, Mapping[str, int]]


class ExampleQuerySet(LocatedPageQuerySet):
    def matching(self, filters: Filters):
        """What the filters leave, in no particular order; `in_order` gives one."""
        found = narrow_to_place(self, filters)
        if filters.text:
            found = found.containing(filters.wanted)
        if filters.topics:
            found = found.on_topic(*(topic.slug for topic in filters.topics))
        if filters.providers:
            found = found.by_provider(*(provider.slug for provider in filters.providers))
        if filters.effort:
            found = found.filter(effort=filters.effort.slug)
        if filters.cost:
            found = found.filter(cost=filters.cost.slug)
        if filters.video:
            found = found.with_video()
        return found

    def in_order(self, filters: Filters):
        """As chosen, or else nearest to the place, most fitting to the words, newest; the same every time."""
        if filters.order == NEAREST:
            return self.by_distance(filters.place.lat, filters.place.lng)
        if filters.order == FITTING:
            return self.most_fitting(filters.wanted)
        return self.by_name() if filters.order == BY_NAME else self.newest()

    def newest(self):
        return self.order_by("-first_published_at", "-pk")

    def by_name(self):
        return self.order_by("sort_title", "pk")

    def on_topic(self, *slugs):
        """Stories on any of these topics, each once."""
        through = self.model.topics.through
        return self.filter(pk__in=through.objects.filter(topic__slug__in=slugs).values("examplepage"))

    def by_provider(self, *slugs):
        return self.filter(provider__in=slugs)

    def with_video(self):
        """Stories whose film may still be shown."""
        return self.filter(rights_hold("lead_video"), lead_video__isnull=False)

    def to_be_reviewed(self, today=None):
        """Public stories that nobody has checked for a year; one that was never checked counts from its first day."""
        year = (today or timezone.localdate()) - timedelta(days=365)
        seen = Coalesce("reviewed_on", TruncDate("first_published_at"))
        return self.live().annotate(last_seen=seen).filter(last_seen__lt=year)

    def incomplete(self):
        """Public stories that lack what every story must have: what they show was deleted or changed since."""
        topics = self.model.topics.through.objects.filter(examplepage=OuterRef("pk"))
        lacks = Q(provider="") | Q(lead_picture=None) | Q(place=None, land_wide=False) | ~Exists(topics)
        for text in ("summary", "lead_picture__description", "lead_picture__credit"):
            lacks |= Q(**{f"{text}__regex": r"^\s*$"})
        return self.live().not_ended().filter(lacks)

    def facet_counts(self, filters: Filters) -> Counts:
        """How many examples each further choice would give: parameter → slug → number, over the other filters.

        Besides: "result" (all filters), "land_wide" (of no single region), "all" and "towns" without any filter. One
        query.
        """
        without = {name: self.matching(filters.without(name)) for name in (*_COLUMNS, "video")}
        town = Coalesce("place__municipality", "place")
        rows = [
            _one_number("result", self.matching(filters)),
            _one_number("all", self),
            _one_number("towns", self, Count(town, distinct=True)),
            _one_number("video", without["video"].with_video()),
            _one_number("land_wide", without["region"].filter(land_wide=True)),
            *(_numbers(name, without[name], Cast(column, CharField())) for name, column in _COLUMNS.items()),
        ]
        counts = {}
        for name, slug, count in rows[0].union(*rows[1:], all=True):
            if slug is not None:
                counts.setdefault(name, {})[slug] = count
        return counts

    def for_cards(self, *presets: str):
        """Everything a card shows, in a number of queries that does not depend on the number of cards.

        `presets` names the picture sizes of the cards, usually just "card".
        """
        renditions = Rendition.objects.filter(filter_spec__in=specs(*presets or ("card",)))
        return (
            self.select_related("place__municipality", "lead_picture", "lead_video")
            .defer(*STORY_FIELDS)
            .prefetch_related(
                "topics",
                Prefetch("lead_picture__renditions", queryset=renditions, to_attr="prefetched_renditions"),
            )
        )


def _one_number(name: str, examples, number=None):
    """Grouping by a constant makes one row, or none of nothing."""
    return _numbers(name, examples, _text(""), number)


def _numbers(name: str, examples, choice, number=None):
    named = examples.order_by().annotate(facet=_text(name), choice=choice).values("facet", "choice")
    return named.annotate(number=number or Count("pk")).values_list("facet", "choice", "number")


def _text(value: str):
    return Cast(Value(value), CharField())
