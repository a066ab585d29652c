"""What the map page and the embedded view show for one state of the filters."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from django.core.paginator import Page, Paginator
from django.db.models import Manager
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from home.caching.version import KEPT_SECONDS, cached
from home.filters import RADII, Chip, Choice, Filters, Problem, chips, parse
from home.filters.state import BY_NAME, FITTING, NEAREST, NEWEST
from home.land.geo import distance_km
from home.land.land import land
from home.land.models import PlaceName
from home.land.names import sort_key
from home.pages.addresses import page_path, site_root
from practice_examples.choices import Cost, Effort, Provider
from practice_examples.map_page.facets import Counts, count_facets
from practice_examples.map_page.heading import heading, number
from practice_examples.querysets import ExampleQuerySet
from practice_examples.snippets import Topic

PER_PAGE = 24
# Long enough to leaf through a result.
PERSONAL_SECONDS = 60
NEAREST_SHOWN = 3


@dataclass(frozen=True, slots=True)
class FacetChoice:
    """One more thing to choose, and how many examples that would give. A `link` chooses it, or takes it back."""

    slug: str
    label: str
    count: int
    selected: bool
    link: str = ""


@dataclass(frozen=True, slots=True)
class SortChoice:
    slug: str
    label: str
    selected: bool
    link: str


def parse_filters(parameters: QueryDict) -> Filters:
    """The filters of a surface that shows examples."""
    return parse(
        parameters,
        # The only vocabulary that is kept elsewhere; who asks for no topic need not wait for it.
        topics=topic_labels() if "thema" in parameters else {},
        providers=dict(Provider.choices),
        efforts=dict(Effort.choices),
        costs=dict(Cost.choices),
    )


def topic_labels() -> dict[str, str]:
    return cached("topics", lambda: dict(Topic.objects.values_list("slug", "title")))


class Listing:
    """Everything is computed when first asked for, and counted once per version of the published content."""

    def __init__(self, parameters: QueryDict, manager: Manager):
        self.manager, self.filters = manager, parse_filters(parameters)

    @cached_property
    def visible(self) -> ExampleQuerySet:
        # Asking for it costs a query, for the private parts of the site; narrowing it down costs none.
        return self.manager.visible()

    @cached_property
    def counts(self) -> Counts:
        unpaged = replace(self.filters, sort="", page=1)
        return self._cached(f"facets:{unpaged.query()}", lambda: count_facets(self.visible, unpaged))

    @property
    def total(self) -> int:
        return self._number("result")

    @property
    def towns(self) -> int:
        return self._number("towns")

    @property
    def nrw_wide(self) -> int:
        return self._number("nrw")

    @property
    def all_number(self) -> str:
        return number(self._number("all"))

    @property
    def heading(self) -> str:
        return heading(self.total, self.filters)

    @property
    def chips(self) -> list[Chip]:
        return chips(self.filters)

    @property
    def problems(self) -> list[Problem]:
        found = list(self.filters.problems)
        if self.filters.page > self.page_obj.paginator.num_pages:
            found.append(Problem.no_such_page(self.filters.page, self.page_obj.number))
        return found

    @cached_property
    def page_obj(self) -> Page:
        # Only the number of results is needed to cut them into pages.
        return Paginator(range(self.total), PER_PAGE).get_page(self.filters.page)

    @property
    def previous(self) -> Filters | None:
        page = self.page_obj
        return self.filters.with_(page=page.previous_page_number()) if page.has_previous() else None

    @property
    def next(self) -> Filters | None:
        page = self.page_obj
        return self.filters.with_(page=page.next_page_number()) if page.has_next() else None

    @property
    def pages(self) -> list[tuple[int | str, str]]:
        """Numbers with their links, and an ellipsis without one; nothing to leaf through gives nothing."""
        paginator = self.page_obj.paginator
        if paginator.num_pages == 1:
            return []
        numbers = paginator.get_elided_page_range(self.page_obj.number, on_each_side=1, on_ends=1)
        return [
            (number, "" if number == paginator.ELLIPSIS else self.filters.with_(page=number).link) for number in numbers
        ]

    @cached_property
    def examples(self) -> list:
        positions = self.page_obj.object_list
        state = replace(self.filters, page=self.page_obj.number)
        keys = self._cached(f"keys:{state.order}:{state.query()}", lambda: self._keys(positions))
        # The keys may come from the cache; what may be seen is asked of the database all the same.
        found = {example.pk: example for example in self.visible.filter(pk__in=keys).for_cards()}
        root, chosen = site_root(), {topic.slug for topic in self.filters.topics}
        for example in found.values():
            example.address = page_path(example.url_path, root)
            # Of several topics a card names one, best the one that was asked for.
            example.chosen_topic = next((topic for topic in example.topics.all() if topic.slug in chosen), None)
            if self.filters.radius and example.point:
                example.distance = distance_km(self.filters.place.point, example.point)
        return [found[key] for key in keys if key in found]

    def _keys(self, positions: range) -> list[int]:
        ordered = self.visible.matching(self.filters).in_order(self.filters)
        return list(ordered.values_list("pk", flat=True)[positions.start : positions.stop])

    def _cached(self, name: str, compute: Callable[[], object]):
        return cached(name, compute, seconds=PERSONAL_SECONDS if self.filters.personal else KEPT_SECONDS)

    @property
    def cache_key(self) -> str | None:
        """What HTML about this state is kept by; None for what only one visitor will ask for."""
        if self.filters.personal or self.problems:
            return None
        return f"{self.filters.order}:{self.filters.query()}"

    @cached_property
    def suggestions(self) -> list:
        """What to look at when nothing matches: the nearest, or the newest."""
        place, visible = self.filters.place, self.visible.for_cards()
        nearest = visible.by_distance(place.lat, place.lng) if place else visible.newest()
        return list(nearest[:NEAREST_SHOWN])

    @property
    def wider(self) -> Filters | None:
        """The same with the next larger radius."""
        if not self.filters.place:
            return None
        larger = [radius for radius in RADII if radius > (self.filters.radius or 0)]
        return self.filters.with_(radius=larger[0]) if larger else None

    @property
    def topics(self) -> list[FacetChoice]:
        return self._choices("thema", topic_labels(), *self.filters.topics)

    @property
    def providers(self) -> list[FacetChoice]:
        return self._choices("traeger", dict(Provider.choices), *self.filters.providers)

    @property
    def efforts(self) -> list[FacetChoice]:
        return self._choices("aufwand", dict(Effort.choices), self.filters.effort)

    @property
    def costs(self) -> list[FacetChoice]:
        return self._choices("kosten", dict(Cost.choices), self.filters.cost)

    @cached_property
    def regions(self) -> list[FacetChoice]:
        # On the map and beside it regions go by their short names.
        short = {slug: facts["name"] for slug, facts in land().region_labels.items()}
        names = {slug: short.get(slug, name) for slug, name in self._areas[PlaceName.Kind.REGION].items()}
        ordered = dict(sorted(names.items(), key=lambda item: sort_key(item[1])))
        choices = self._choices("region", ordered, self.filters.region)
        return [replace(choice, link=self._region_link(choice.slug, choice.selected)) for choice in choices]

    @cached_property
    def kreise(self) -> list[FacetChoice]:
        return self._choices("kreis", self._areas[PlaceName.Kind.KREIS], self.filters.kreis)

    @property
    def nrw_wide_choice(self) -> FacetChoice:
        whole = land()
        selected = self.filters.region is not None and self.filters.region.slug == whole.id
        return FacetChoice(
            whole.id, capfirst(whole.in_all), self.nrw_wide, selected, self._region_link(whole.id, selected)
        )

    @property
    def video_count(self) -> int:
        return self._number("video")

    @property
    def box_text(self) -> str:
        return dict(self.filters.parameters()).get("bbox", "")

    @property
    def radii(self) -> list[int]:
        return list(RADII)

    @property
    def drawer_count(self) -> int:
        """How many choices the closed drawer of the form hides."""
        state = self.filters
        return len(state.topics) + len(state.providers) + bool(state.effort) + bool(state.cost) + bool(state.video)

    @property
    def sorts(self) -> list[SortChoice]:
        labels = {NEWEST: _("Neueste zuerst"), BY_NAME: _("Von A bis Z")}
        if self.filters.text:
            labels = {FITTING: _("Passendste zuerst"), **labels}
        if self.filters.place:
            labels = {NEAREST: _("Nächste zuerst"), **labels}
            # Beside the nearest the best fitting has no word of its own.
            labels.pop(FITTING, None)
        return [
            SortChoice(
                slug, label, slug == self.filters.order, self.filters.with_(sort="" if slug == FITTING else slug).link
            )
            for slug, label in labels.items()
        ]

    @property
    def region_counts(self) -> Mapping[str, int]:
        return self.counts.get("region", {})

    @property
    def region_address(self) -> str:
        """The link that chooses a region, with {} for its id."""
        return self._region_link("{}").replace("%7B%7D", "{}")

    @property
    def map_data(self) -> dict:
        """The first view of the map, for `json_script`; map_data.py describes it."""
        labels = land().region_labels
        return {
            "query": self.filters.with_(sort="", box=None).query(),
            "total": self.total,
            "nrw_wide": self.nrw_wide,
            "regions": [
                {"slug": choice.slug, "name": choice.label, "count": choice.count, "link": choice.link}
                | {name: labels[choice.slug][name] for name in ("lat", "lng", "lines", "side")}
                for choice in self.regions
                if choice.slug in labels
            ],
        }

    @property
    def data_query(self) -> str:
        """The same selection at the feeds, which know no pages."""
        return self.filters.with_().query()

    @property
    def canonical_path(self) -> str | None:
        """The page of the town, Kreis, region or topic when that alone is chosen."""
        parameters = self.filters.with_(sort="").parameters()
        if len(parameters) != 1:
            return None
        folders = {"kreis": "kreise", "region": "regionen", "thema": "themen"}
        name, slug = parameters[0]
        if name == "ort" and self.filters.place.kind == PlaceName.Kind.MUNICIPALITY:
            return f"/orte/{slug}/"
        return f"/{folders[name]}/{slug}/" if name in folders and slug != land().id else None

    @cached_property
    def _areas(self) -> dict[str, dict[str, str]]:
        kinds = (PlaceName.Kind.REGION, PlaceName.Kind.KREIS)

        def read():
            rows = PlaceName.objects.filter(kind__in=kinds).order_by("sort_name", "ref")
            return list(rows.values_list("kind", "ref", "name"))

        found = {kind: {} for kind in kinds}
        for kind, slug, name in cached("areas", read):
            found[kind][slug] = name
        return found

    def _number(self, name: str) -> int:
        return sum(self.counts.get(name, {}).values())

    def _choices(self, name: str, labels: Mapping[str, str], *chosen: Choice | None) -> list[FacetChoice]:
        counts, selected = self.counts.get(name, {}), {choice.slug for choice in chosen if choice}
        return [FacetChoice(slug, str(label), counts.get(slug, 0), slug in selected) for slug, label in labels.items()]

    def _region_link(self, slug: str, selected: bool = False) -> str:
        return self.filters.with_(region=None if selected else Choice(slug, "")).link
