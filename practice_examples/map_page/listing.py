"""What the map page and the embedded view show for one state of the filters."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from django.core.paginator import Page, Paginator
from django.db.models import Manager
from django.http import QueryDict
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from home.caching.version import KEPT_SECONDS, cached
from home.filters import RADII, Chip, Choice, Filters, Problem, chips, measured_from, parse, place_phrase
from home.filters.state import BY_NAME, FITTING, NEAREST, NEWEST
from home.land.geo import distance_km
from home.land.land import IN_ALL_LAND, land
from home.land.models import PlaceName
from home.pages.addresses import page_path, site_root
from practice_examples.choices import Cost, Effort, Provider
from practice_examples.models import Topic
from practice_examples.querysets import Counts, ExampleQuerySet

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
    return {slug: title for slug, title, _colour in _read_topics()}


def topic_colours() -> dict[str, str]:
    return {slug: colour for slug, _title, colour in _read_topics()}


def _read_topics() -> list[tuple[str, str, str]]:
    return cached("topics", lambda: list(Topic.objects.values_list("slug", "title", "colour")))


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
        asked = self.filters.query("sort", "seite")
        return self._cached(f"facets:{asked}", lambda: self.visible.facet_counts(self.filters))

    @property
    def total(self) -> int:
        return self._number("result")

    @property
    def total_number(self) -> str:
        return number(self.total)

    @property
    def towns(self) -> int:
        return self._number("towns")

    @property
    def land_wide(self) -> int:
        return self._number("land_wide")

    @property
    def all_number(self) -> str:
        return number(self._number("all"))

    @property
    def heading(self) -> str:
        return heading(self.total, self.filters)

    @property
    def measured_from(self) -> str:
        """Where distances to a place begin that has no point of its own."""
        place = self.filters.place
        return measured_from(place.name, self.filters.town_name) if place and place.at_town else ""

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
        numbers = list(paginator.get_elided_page_range(self.page_obj.number, on_each_side=1, on_ends=1))
        links = self.filters.links("seite", ["", *map(str, numbers)])
        links |= {"1": links[""], str(paginator.ELLIPSIS): ""}
        return [(number, links[str(number)]) for number in numbers]

    @cached_property
    def examples(self) -> list:
        positions = self.page_obj.object_list
        state = f"{self.filters.order}:{self.page_obj.number}:{self.filters.query('seite')}"
        found = {}
        keys = self._cached(f"keys:{state}", lambda: self._keys(positions, found))
        # The keys may come from the cache; what may be seen is asked of the database all the same.
        found = found or {example.pk: example for example in self.visible.filter(pk__in=keys).for_cards()}
        root, chosen = site_root(), {topic.slug for topic in self.filters.topics}
        for example in found.values():
            example.address = page_path(example.url_path, root)
            # Of several topics a card names one, best the one that was asked for.
            example.chosen_topic = next((topic for topic in example.topics.all() if topic.slug in chosen), None)
            measured = self.filters.radius and example.point
            example.distance = distance_km(self.filters.place.point, example.point) if measured else None
        return [found[key] for key in keys if key in found]

    def _keys(self, positions: range, found: dict) -> list[int]:
        """In order; the stories themselves come along into `found`, read in the same query."""
        ordered = self.visible.matching(self.filters).in_order(self.filters)
        keys = ordered.values("pk")[positions.start : positions.stop]
        found |= {story.pk: story for story in self.visible.filter(pk__in=keys).for_cards().in_order(self.filters)}
        return list(found)

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
        # On the map and beside it regions go by their short names, and in their order.
        names = self._areas[PlaceName.Kind.REGION]
        short = {slug: facts["name"] for slug, facts in land().region_labels.items() if slug in names}
        choices = self._choices(
            "region", short | {slug: names[slug] for slug in names if slug not in short}, self.filters.region
        )
        return [replace(choice, link=self._region_links["" if choice.selected else choice.slug]) for choice in choices]

    @cached_property
    def kreise(self) -> list[FacetChoice]:
        return self._choices("kreis", self._areas[PlaceName.Kind.KREIS], self.filters.kreis)

    @cached_property
    def land_wide_choice(self) -> FacetChoice:
        whole = land().id
        selected = self.filters.region is not None and self.filters.region.slug == whole
        link = self._region_links["" if selected else whole]
        return FacetChoice(whole, str(IN_ALL_LAND), self.land_wide, selected, link)

    @property
    def video_count(self) -> int:
        return self._number("video")

    @property
    def box_text(self) -> str:
        return dict(self.filters.parameters).get("bbox", "")

    @property
    def radii(self) -> list[int]:
        return list(RADII)

    @property
    def drawer_count(self) -> int:
        """How many choices the closed drawer of the form hides."""
        state = self.filters
        single = (state.kreis, state.effort, state.cost, state.video)
        return len(state.topics) + len(state.providers) + sum(map(bool, single))

    @property
    def filter_count(self) -> int:
        """How many choices are behind the button "Filter": all but the place and its surroundings."""
        return self.drawer_count + bool(self.filters.region) + bool(self.filters.text)

    @property
    def sorts(self) -> list[SortChoice]:
        labels = {NEWEST: _("Neueste zuerst"), BY_NAME: _("Von A bis Z")}
        if self.filters.text:
            labels = {FITTING: _("Passendste zuerst"), **labels}
        if self.filters.place:
            labels = {NEAREST: _("Nächste zuerst"), **labels}
            # Where the nearest is usual the best fitting has no word of its own.
            if self.filters.usual_order == NEAREST:
                labels.pop(FITTING, None)
        # Nobody has to ask for the usual order.
        usual, order = self.filters.usual_order, self.filters.order
        links = self.filters.links("sort", ["", *labels])
        return [
            SortChoice(slug, label, slug == order, links["" if slug in (usual, FITTING) else slug])
            for slug, label in labels.items()
        ]

    @property
    def region_counts(self) -> Mapping[str, int]:
        return self.counts.get("region", {})

    @property
    def region_address(self) -> str:
        """The link that chooses a region, with {} for its id."""
        return self._region_links["{}"].replace("%7B%7D", "{}")

    @property
    def map_data(self) -> dict:
        """The first view of the map, for `json_script`; map_data.py describes it."""
        labels = land().region_labels
        return {
            "query": self.filters.query("sort", "bbox", "seite"),
            "total": self.total,
            "regions": [
                {"slug": choice.slug, "name": choice.label, "count": choice.count, "link": choice.link}
                | {name: labels[choice.slug][name] for name in ("lat", "lng", "texts", "side")}
                for choice in self.regions
                if choice.slug in labels
            ],
        }

    @cached_property
    def data_query(self) -> str:
        """The same selection at the feeds, which know no pages."""
        return self.filters.query("seite")

    @property
    def canonical_path(self) -> str | None:
        """The page of the town, Kreis, region or topic when that alone is chosen."""
        parameters = [pair for pair in self.filters.parameters if pair[0] not in ("sort", "seite")]
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

    @cached_property
    def _region_links(self) -> dict[str, str]:
        return self.filters.links("region", ["", "{}", land().id, *self._areas[PlaceName.Kind.REGION]])


def number(count: int) -> str:
    """1.234"""
    return number_format(count, decimal_pos=0, force_grouping=True)


def heading(count: int, filters: Filters) -> str:
    """ "12 gute Ideen im Umkreis von 25 km um Köln zum Thema Ausbildung"."""
    parts = [_number_of_ideas(count), place_phrase(filters), _topics(filters)]
    if filters.text:
        parts.append(_("zum Stichwort „%(text)s“") % {"text": filters.text})
    if filters.video:
        parts.append(_("mit Film"))
    return ", ".join([" ".join(part for part in parts if part), *_conditions(filters)])


def _number_of_ideas(count: int) -> str:
    if count == 0:
        return _("Keine guten Ideen")
    return ngettext("%(count)s gute Idee", "%(count)s gute Ideen", count) % {"count": number(count)}


def _topics(filters: Filters) -> str:
    labels = [topic.label for topic in filters.topics]
    if not labels:
        return ""
    if len(labels) == 1:
        return _("zum Thema %(topic)s") % {"topic": labels[0]}
    return _("zu den Themen %(topics)s oder %(last)s") % {"topics": ", ".join(labels[:-1]), "last": labels[-1]}


def _conditions(filters: Filters) -> list[str]:
    found = []
    if filters.providers:
        providers = _(" oder ").join(provider.label for provider in filters.providers)
        found.append(_("getragen von: %(providers)s") % {"providers": providers})
    if filters.effort:
        found.append(_("Aufwand: %(effort)s") % {"effort": filters.effort.label})
    if filters.cost:
        found.append(_("Kosten im Jahr: %(cost)s") % {"cost": filters.cost.label})
    return found
