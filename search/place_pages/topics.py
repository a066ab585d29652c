from functools import cached_property

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _

from practice_examples.models import ExamplePage, Topic
from search.place_pages.subjects import Entry, Subject

CHOSEN = 3


def find_topic(slug: str) -> "WholeTopic | None":
    found = Topic.objects.filter(slug=slug).first()
    return found and WholeTopic(found)


class WholeTopic(Subject):
    template, kind, parameter = "search/topic.html", "topic", "thema"

    def __init__(self, topic: Topic):
        super().__init__()
        self.topic, self.slug, self.name, self.intro = topic, topic.slug, topic.title, topic.intro
        self.where = _("zum Thema %(topic)s") % {"topic": topic.title}

    @property
    def region_address(self) -> str:
        """For the bubbles of the map, with {} for the region."""
        return self.list_link and f"{self.list_link}&region={{}}"

    def narrow(self, examples):
        return examples.on_topic(self.slug)

    @cached_property
    def chosen(self) -> list[ExamplePage]:
        """What the editors chose to begin with; only on the first page."""
        if self.page_obj.number > 1:
            return []
        chosen = self.topic.chosen_examples.through.objects.filter(topic=self.topic.pk).values("examplepage")
        return list(self.visible.filter(pk__in=chosen).newest().for_cards()[:CHOSEN])

    @cached_property
    def region_counts(self) -> dict[str, int]:
        return dict(self.examples.exclude(place=None).order_by().values_list("place__region").annotate(Count("pk")))

    @cached_property
    def neighbours(self) -> list[Entry]:
        """The other topics that have stories, in the editors' order."""
        counts = dict(self.visible.exclude(topics=None).order_by().values_list("topics").annotate(Count("pk")))
        others = Topic.objects.exclude(pk=self.topic.pk)
        return [
            Entry(topic.title, reverse("search:topic", args=[topic.slug]), counts[topic.pk])
            for topic in others
            if topic.pk in counts
        ]

    def narrow_events(self, events):
        """Those on whose stage such an example stands."""
        return events.filter(presentations__example__in=self.examples.values("pk")).distinct()
