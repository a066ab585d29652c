"""Towns, Kreise, regions and topics as subjects of a page: what each of these pages shows.

Everything is read when first asked for, in a number of queries that does not depend on the number of examples.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.core.paginator import Page, Paginator
from django.db.models import Count, Prefetch, Q
from django.db.models.functions import Coalesce
from django.http import QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.models import EventPage
from home import filters as filtering
from home.caching.version import cached
from home.filters import Problem
from home.land.pins import Precision
from home.media.models import rights_hold
from home.pages.addresses import address, address_book
from home.sharing.delivery import fingerprint
from home.sharing.drawing import Card
from practice_examples.models import ExampleContact, ExamplePage, Topic
from practice_examples.story_page.story import Person, of_region

PER_PAGE = 24
EVENTS = 3
NEAREST = 3
NEAREST_OF_EMPTY = 6
CHOSEN = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of an index: a name that leads somewhere, and how much is there."""

    name: str
    url: str
    count: int


def entries(kind: str, rows: Iterable, counts: Mapping) -> list[Entry]:
    """An entry for each row, which leads to its page of that kind; counted by primary key."""
    return [Entry(str(row), reverse(f"search:{kind}", args=[row.slug]), counts[row.pk]) for row in rows]


@dataclass(frozen=True, slots=True)
class Tallies:
    """How many visible examples there are, by key."""

    towns: Counter
    kreise: Counter
    regions: Counter
    # Ortsteile, of what shows more than its town.
    parts: Counter


def count_examples() -> Tallies:
    """One query, kept while nothing changes."""
    return cached("tallies of places", _count_examples)


def _count_examples() -> Tallies:
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


class Subject:
    """What the pages of places and topics have in common."""

    template = ""
    # The name of its address in search/urls.py.
    kind = ""

    def __init__(self):
        self.number, self.problems = 1, []

    def turn_to(self, parameters: QueryDict) -> None:
        """Choose the page of the list; what cannot be read becomes a problem to show."""
        only_page = QueryDict(mutable=True)
        only_page.setlist("seite", parameters.getlist("seite"))
        asked = filtering.parse(only_page)
        self.number, self.problems = asked.page, list(asked.problems)
        # Only for another page than the first the number of pages must be known before anything is drawn.
        if self.number > 1 and self.number > self.page_obj.paginator.num_pages:
            self.problems.append(Problem.no_such_page(self.number, self.page_obj.number))

    @property
    def cache_key(self) -> str | None:
        """What HTML about the subject is kept by; None where it answers one visitor's mistake."""
        return None if self.problems else f"{self.kind}:{self.slug}:{self.number}"

    # --- Given by each kind ---
    slug = name = where = intro = ""
    # What filters the map for it.
    parameter = "ort"
    regions = ()

    def narrow(self, examples):
        """Those of the examples that belong to the subject."""
        raise NotImplementedError

    # --- The same for all ---
    @property
    def crumbs(self) -> list:
        """From the map, if there is one, down to what lies above the subject."""
        return list(filter(None, [address_book().find("map")]))

    @property
    def list_link(self) -> str:
        return address("map", **{self.parameter: self.slug})

    @property
    def title(self) -> str:
        return _("Gute Ideen %(where)s") % {"where": self.where}

    @property
    def path(self) -> str:
        return reverse(f"search:{self.kind}", args=[self.slug])

    @property
    def canonical(self) -> str:
        return self.path if self.page_obj.number == 1 else f"{self.path}?seite={self.page_obj.number}"

    @property
    def today(self):
        return timezone.localdate()

    @cached_property
    def visible(self):
        return ExamplePage.objects.visible()

    @cached_property
    def examples(self):
        return self.narrow(self.visible)

    @cached_property
    def figures(self) -> dict[str, int]:
        def count():
            return self.examples.order_by().aggregate(
                total=Count("pk"),
                towns=Count(Coalesce("place__municipality", "place"), distinct=True),
                films=Count("lead_video", filter=rights_hold("lead_video", self.today)),
            )

        return cached(f"figures:{self.kind}:{self.slug}", count)

    @property
    def total(self) -> int:
        return self.figures["total"]

    @property
    def total_in_words(self) -> str:
        return ngettext("%(count)d gute Idee", "%(count)d gute Ideen", self.total) % {"count": self.total}

    @cached_property
    def page_obj(self) -> Page:
        # The number is known; only the page itself is read.
        return Paginator(range(self.total), PER_PAGE).get_page(self.number)

    @cached_property
    def shown(self) -> list[ExamplePage]:
        """The examples of this page of the list, with the people to ask, for paper."""
        positions = self.page_obj.object_list
        return list(with_people(self.examples.newest().for_cards())[positions.start : positions.stop])

    @cached_property
    def topics(self) -> list[Entry]:
        rows = (
            self.examples.exclude(topics=None)
            .order_by()
            .values_list("topics__slug", "topics__title", "topics__sort_order")
        )
        counted = rows.annotate(number=Count("pk")).order_by("-number", "topics__sort_order", "topics__title")
        return [Entry(title, self.topic_link(slug), number) for slug, title, _order, number in counted]

    def topic_link(self, slug: str) -> str:
        return reverse("search:topic", args=[slug])

    @cached_property
    def tallies(self) -> Tallies:
        return count_examples()

    @cached_property
    def events(self) -> list[EventPage]:
        """The next ones, then those in preparation, then the last ones."""
        events = self.narrow_events(EventPage.objects.visible()).for_rows()
        lists = (events.upcoming(self.today), events.in_preparation(), events.past(self.today))
        return [event for rows in lists for event in rows[:EVENTS]][:EVENTS]

    def narrow_events(self, events):
        slugs = [region.pk for region in self.regions]
        return events.filter(Q(region__in=slugs) | Q(region=None, place__region__in=slugs))

    @cached_property
    def people(self) -> list[Person]:
        return [person for region in self.regions for person in of_region(region)]

    @property
    def card(self) -> Card:
        return Card(self.title, self.total_in_words if self.total else "")

    @property
    def share_picture(self) -> str:
        return f"{reverse(f'search:{self.kind}_card', args=[self.slug])}?v={fingerprint(self.card)[:8]}"


class Located(Subject):
    """A place, Kreis or region: something with a point on the map."""

    point = None

    def topic_link(self, slug: str) -> str:
        return address("map", **{self.parameter: self.slug}, thema=slug) or super().topic_link(slug)

    @cached_property
    def nearest(self) -> list[ExamplePage]:
        """What there is around, by distance from the middle."""
        return self.nearest_of(self.visible.exclude(pk__in=self.examples.values("pk")))

    def nearest_of(self, others) -> list[ExamplePage]:
        limit = NEAREST if self.total else NEAREST_OF_EMPTY
        return list(others.for_cards().by_distance(self.point.lat, self.point.lng)[:limit])

    @property
    def card(self) -> Card:
        region = self.regions[0].pk if len(self.regions) == 1 else ""
        return Card(self.title, self.total_in_words if self.total else "", region, self.point)


class WholeTopic(Subject):
    template, kind, parameter = "search/topic.html", "topic", "thema"

    def __init__(self, topic: Topic):
        super().__init__()
        self.topic, self.slug, self.name, self.intro = topic, topic.slug, topic.title, topic.intro
        self.where = _("zum Thema %(topic)s") % {"topic": topic.title}

    @classmethod
    def find(cls, slug: str) -> "WholeTopic":
        return cls(get_object_or_404(Topic, slug=slug))

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
    def shown(self) -> list[ExamplePage]:
        """Those the page does not begin with: nothing stands on it twice."""
        return [example for example in super().shown if example not in self.chosen]

    @cached_property
    def region_counts(self) -> dict[str, int]:
        return dict(self.examples.exclude(place=None).order_by().values_list("place__region").annotate(Count("pk")))

    @cached_property
    def neighbours(self) -> list[Entry]:
        """The other topics that have stories, in the editors' order."""
        counts = dict(self.visible.exclude(topics=None).order_by().values_list("topics").annotate(Count("pk")))
        return entries("topic", Topic.objects.exclude(pk=self.topic.pk).filter(pk__in=counts), counts)

    def narrow_events(self, events):
        """Those on whose stage such an example stands."""
        return events.filter(presentations__example__in=self.examples.values("pk")).distinct()


def with_people(examples):
    """With the contacts of each, in one more query."""
    contacts = ExampleContact.objects.select_related("contact").order_by("sort_order")
    return examples.prefetch_related(Prefetch("example_contacts", queryset=contacts))
