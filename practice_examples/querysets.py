"""Questions about examples, as verbs: list, map, feeds and tests say the same word."""

from django.db.models import Prefetch, Q
from django.utils import timezone

from home.filters import Filters, narrow_to_place
from home.filters.state import BY_NAME, NEAREST
from home.media.models import Rendition
from home.media.renditions import specs
from home.pages import LocatedPageQuerySet

# Long texts no list shows.
STORY_FIELDS = ("body", "outcome", "outcome_figures", "first_steps", "pitfalls", "lead_video__transcript")


class ExampleQuerySet(LocatedPageQuerySet):
    def matching(self, filters: Filters):
        """What the filters leave, in no particular order; `in_order` gives one."""
        found = narrow_to_place(self, filters)
        if filters.text:
            found = found.containing(filters.text)
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
        """Newest, nearest or by name, as chosen; the same every time."""
        if filters.order == NEAREST:
            return self.by_distance(filters.place.lat, filters.place.lng)
        return self.by_name() if filters.order == BY_NAME else self.newest()

    def containing(self, text: str):
        """Every word of the text occurs in the title, summary, organisation or place."""
        found = self
        for word in text.split():
            found = found.filter(
                Q(title__icontains=word)
                | Q(summary__icontains=word)
                | Q(organisation__icontains=word)
                | Q(place__name__icontains=word)
                | Q(place__municipality__name__icontains=word)
            )
        return found

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
        today = timezone.localdate()
        unlimited = Q(lead_video__rights_until=None)
        return self.filter(unlimited | Q(lead_video__rights_until__gte=today), lead_video__isnull=False)

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
