"""Questions about examples, as verbs: list, map, feeds and tests say the same word."""

from django.db.models import Prefetch

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
