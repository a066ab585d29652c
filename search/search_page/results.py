"""What /suche/ shows for one request: places, and what is told there."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page, get_page_models

from events.models import EventPage
from home.filters import RADII, Chip, Filters, place_phrase
from home.filters.parsing import MAX_TEXT_LENGTH
from home.filters.state import place_value
from home.land.models import Area, PlaceName
from home.language.search_words import WORD, vocabulary
from home.language.words import fold, stem, words
from home.media.models import Video
from home.media.transcripts import clock
from home.pages.addresses import address
from home.pages.base import LocatedPage, SitePage, SitePageQuerySet
from practice_examples.map_page.listing import NEAREST_SHOWN, FacetChoice, Listing
from practice_examples.models import ExamplePage
from search.place_pages.subjects import count_examples
from search.search_page.highlight import Marker
from search.search_page.told import films_of, spoken, words_in, words_on
from search.search_page.typed import Typed, readings, spelled_otherwise

Kind = PlaceName.Kind
PLACES_SHOWN = 6
EVENTS_SHOWN = 5
PAGES_SHOWN = 5
# Up to so many stories are few: then the way further around is offered.
FEW = 3
# Of so many that have the words the best fitting are shown.
PAGES_COMPARED = 60


@dataclass(frozen=True, slots=True)
class PlaceHit:
    name: str
    detail: str
    address: str
    count: int


@dataclass(frozen=True, slots=True)
class FilmHit:
    """Where in a film the words are said: a link into the page."""

    address: str
    clock: str
    sentence: SafeString


@dataclass(frozen=True, slots=True)
class Hit:
    page: object
    sentence: SafeString | str
    film: FilmHit | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that was understood, with the link of the search without it."""

    label: str
    link: str
    is_place: bool = False
    # Taken away it is not gone, but a word.
    literal: bool = False


def results_for(parameters: QueryDict) -> "Results":
    """The results of the first reading of what was typed that finds anything, or of what can only have been meant where
    the words are nowhere.
    """
    text = "".join(sign for sign in parameters.get("q", "") if sign.isprintable()).strip()
    if not text or len(text) > MAX_TEXT_LENGTH or parameters.get("ort"):
        return Results(parameters, Typed(text), text)
    found = (Results(parameters, typed, text) for typed in readings(text))
    likeliest = next(found)
    best = next((results for results in chain([likeliest], found) if results.found_any), None)
    if best is None:
        # What is told nowhere may still be near: "Wanne-Eickel Pflege".
        best = next((Results(parameters, typed, text) for typed in readings(text) if typed.is_named), likeliest)
    others = spelled_otherwise(text)
    if best.found_any:
        # It begins other words. Then only what it is the beginning of was meant.
        pairs = {other: zip(words(text), words(other), strict=False) for other in others}
        others = [other for other, some in pairs.items() if all(fold(b).startswith(fold(a)) for a, b in some)]
    if others and not best.found_whole:
        corrected = (Results(parameters, typed, others[0]) for typed in readings(others[0]))
        better = next((one for one in corrected if one.found_any or one.typed.place), None)
        if len(others) == 1 and better:
            better.typed_instead = text
            return better
        best.offered = others
    return best


class Results:
    """One reading of a request. Everything is asked of the database when somebody first asks for it."""

    # What was typed where something else is shown, or other ways to write it that would find something else.
    typed_instead = ""
    offered: Sequence[str] = ()

    def __init__(self, parameters: QueryDict, typed: Typed, text: str):
        self.typed, self.text = typed, text
        self.listing = Listing(self._as_filters(parameters), ExamplePage.objects)
        self.filters = self.listing.filters

    def _as_filters(self, parameters: QueryDict) -> QueryDict:
        """The same request as the Landkarte would get it: the place that was typed becomes the place filter."""
        changed, typed = parameters.copy(), self.typed
        if typed.place:
            changed["ort"] = place_value(typed.place)
        if typed.radius and not parameters.get("umkreis"):
            changed["umkreis"] = str(typed.radius)
        for name, value in typed.filters:
            changed.setdefault(name, value)
        changed["q"] = typed.words if typed.words or typed.understood else self.text
        return changed

    @property
    def asked(self) -> bool:
        return self.filters.active or bool(self.text)

    @property
    def found_any(self) -> bool:
        """Whether anything but a place was found."""
        if self.typed.events:
            return bool(self.events)
        return bool(self.listing.total or self.events or self.pages)

    @property
    def found_whole(self) -> bool:
        """Whether the words are anywhere as such, not only as beginnings of others."""
        wanted = self.filters.wanted
        return self.found_any and any(
            pages.visible().containing(wanted, WORD).exists() for pages in (ExamplePage.objects, EventPage.objects)
        )

    @property
    def heading(self) -> str:
        """What is found, in one line."""
        if self.typed.events:
            return self._events_heading
        if not self.places:
            return self.listing.heading
        count = len(self.places)
        places = ngettext("%(count)d Ort", "%(count)d Orte", count) % {"count": count}
        if self.listing.total:
            return _("%(places)s und %(stories)s") % {"places": places, "stories": self.listing.heading}
        stories = self.listing.heading
        return _("%(places)s, aber %(stories)s") % {"places": places, "stories": stories[:1].lower() + stories[1:]}

    @property
    def _events_heading(self) -> str:
        count = self._found_events.count()
        events = ngettext("%(count)d Veranstaltung", "%(count)d Veranstaltungen", count) % {"count": count}
        text = _("zum Stichwort „%(text)s“") % {"text": self.filters.text} if self.filters.text else ""
        return " ".join(filter(None, [events, place_phrase(self.filters), text]))

    @property
    def literal_link(self) -> str:
        """The way back from what was understood: the same text as plain words."""
        return "?" + urlencode({"q": f"„{self.typed_instead or self.text}“"})

    @property
    def parts(self) -> list[Part]:
        """What was understood, if it is more than a word."""
        chips = self.listing.chips
        if len(chips) == 1 and chips[0].name == "q" and not self.typed.events:
            chips = []
        alone = len(chips) == 1 and not self.typed.events
        found = [self._part(chip, alone) for chip in chips]
        if self.typed.events:
            found.insert(0, Part(self.typed.events, self.filters.link))
        if self.typed.whole_land:
            found.insert(0, Part(self.typed.place_text, self.literal_link, is_place=True, literal=True))
        return found

    def _part(self, chip: Chip, alone: bool) -> Part:
        is_place = chip.name == "ort"
        label = self.filters.place.label if is_place else chip.label
        if alone and is_place and self.typed.place:
            return Part(label, self.literal_link, is_place, literal=True)
        link = chip.without.link
        if self.typed.events:
            asked = " ".join(filter(None, [self.typed.events, chip.without.text]))
            link = "?" + "&".join(filter(None, [urlencode({"q": asked}), chip.without.query("q")]))
        return Part(label, link, is_place)

    @cached_property
    def marker(self) -> Marker:
        return Marker(self.filters.wanted, vocabulary())

    @property
    def topics(self) -> list[FacetChoice]:
        """Those that leave something over."""
        return [choice for choice in self.listing.topics if choice.count or choice.selected]

    # --- places ---

    @cached_property
    def places(self) -> list[PlaceHit]:
        asked_for = self.typed.place_text or self.filters.place_text or self.filters.text
        found = PlaceName.objects.matching(asked_for).best_first(asked_for)[:PLACES_SHOWN] if asked_for else []
        return [self._place_hit(place) for place in found or filter(None, [self.filters.place])]

    def _place_hit(self, place: PlaceName) -> PlaceHit:
        tallies = count_examples()
        detail = place.label.removeprefix(place.name).lstrip(", ") or place.get_kind_display()
        if place.kind == Kind.AREA:
            count = sum(tallies.kreise[key] for key in self._area_kreise.get(place.ref, ()))
            return PlaceHit(place.name, detail, address("map", ort=place.ref), count)
        page, counts = {
            Kind.MUNICIPALITY: ("place", tallies.towns),
            Kind.ORTSTEIL: ("place", tallies.parts),
            Kind.KREIS: ("kreis", tallies.kreise),
            Kind.REGION: ("region", tallies.regions),
        }[place.kind]
        return PlaceHit(place.name, detail, reverse(f"search:{page}", args=[place.slug]), counts[place.ref])

    @cached_property
    def _area_kreise(self) -> dict[str, list[str]]:
        found = {}
        for area, kreis in Area.kreise.through.objects.values_list("area", "kreis"):
            found.setdefault(area, []).append(kreis)
        return found

    # --- stories ---

    @cached_property
    def hits(self) -> list[Hit]:
        examples = self.listing.examples
        if not self.filters.text:
            return [Hit(example, example.summary) for example in examples]
        stories = ExamplePage.objects.in_bulk([example.pk for example in examples])
        films = Video.objects.usable().in_bulk({film for story in stories.values() for film in films_of(story)})
        return [self._story_hit(example, stories[example.pk], films) for example in examples]

    def _story_hit(self, example, story, films) -> Hit:
        texts = [story.summary, *words_in(story.body), story.organisation, story.partners, story.pitfalls]
        sentence = self.marker.best_sentence(texts)
        said = next(filter(None, (self._film_hit(example, films.get(film)) for film in films_of(story))), None)
        return Hit(example, self.marker.mark(sentence or story.summary), said)

    def _film_hit(self, example, film) -> FilmHit | None:
        """The first caption, or passage of the transcript, that says all the words."""
        for second, text in spoken(film) if film else ():
            if self.marker.score(text) == len(self.filters.wanted):
                address = f"{example.address}#film-{film.pk}-t{second}"
                return FilmHit(address, clock(second), self.marker.mark(text.replace("\n", " ")))
        return None

    @property
    def points(self) -> list[dict]:
        """The stories on this page of the list that have a point, for the little map."""
        return [
            {"lat": example.lat, "lng": example.lng, "name": example.title, "href": example.address}
            for example in self.listing.examples
            if example.point
        ]

    @property
    def _found_events(self):
        return EventPage.objects.visible().matching(self.filters)

    @cached_property
    def events(self) -> list[Hit]:
        found = self._found_events
        if self.typed.events:
            # The next ones first, then what is prepared, then the past.
            found = found.by_time(timezone.localdate())
        else:
            found = (
                found.most_fitting(self.filters.wanted) if self.filters.text else found.order_by("-starts_at", "-pk")
            )
        return [Hit(event, self._marked_summary(event)) for event in found.for_rows()[:EVENTS_SHOWN]]

    @property
    def events_link(self) -> str:
        """All events of this place and with these words."""
        kept = {name: value for name, value in self.filters.parameters if name in ("q", "ort", "umkreis")}
        return address("events", **kept)

    @cached_property
    def pages(self) -> list[Hit]:
        """Whatever has no place, of every kind: it answers to words alone."""
        if not self.filters.text or self.filters.without("q").active:
            return []
        plain = [kind for kind in get_page_models() if issubclass(kind, SitePage) and not issubclass(kind, LocatedPage)]
        found = SitePageQuerySet(Page).visible().type(*plain).containing(self.filters.wanted)
        newest = found.order_by("-first_published_at", "-pk").specific()[:PAGES_COMPARED]
        fitting = sorted(newest, key=self._in_title, reverse=True)
        return [Hit(page, self._told_on(page)) for page in fitting[:PAGES_SHOWN]]

    @cached_property
    def page_called_so(self) -> Hit | None:
        """The page whose title, or whose button, is what was typed."""
        typed = set(map(stem, words(self.filters.text)))
        called = (
            hit
            for hit in self.pages
            if any(set(map(stem, words(text))) == typed for text in hit.page.search_texts()[0])
        )
        return next(called, None)

    @property
    def other_pages(self) -> list[Hit]:
        return [hit for hit in self.pages if hit is not self.page_called_so]

    def _in_title(self, page) -> int:
        """How many of the words, as `most_fitting()` counts them, which cannot compare kinds of pages."""
        return sum(any(f" {stem} " in page.search_title for stem in word.stems) for word in self.filters.wanted)

    def _told_on(self, page) -> SafeString:
        texts = words_on(page)
        return self.marker.mark(self.marker.best_sentence(texts) or texts[0])

    def _marked_summary(self, page) -> SafeString | str:
        return self.marker.mark(page.summary) if self.filters.text else page.summary

    # --- nothing found ---

    @cached_property
    def suggestions(self) -> list[ExamplePage]:
        """The nearest to the place, with the words where there are any, or else the newest."""
        place = self.filters.place
        if place and self.filters.text:
            anywhere = self.listing.visible.matching(self.filters.without("ort"))
            if nearest := list(anywhere.for_cards().by_distance(place.lat, place.lng)[:NEAREST_SHOWN]):
                return nearest
        return self.listing.suggestions

    @cached_property
    def wider(self) -> Filters | None:
        """The same as far around the place as something more is told, where that is little."""
        place, total = self.filters.place, self.listing.total
        if not place or not place.is_place or total > FEW:
            return None
        anywhere = self.listing.visible.matching(self.filters.without("ort")).by_distance(place.lat, place.lng)
        further = list(anywhere.values_list("distance", flat=True)[total : total + 1])
        larger = [radius for radius in RADII if further and radius >= max(further[0], (self.filters.radius or 0) + 1)]
        return self.filters.with_(radius=larger[0]) if larger else None

    # --- nothing asked ---

    @property
    def popular_places(self) -> list[PlaceHit]:
        """Where most is told."""
        most = count_examples().towns.most_common(PLACES_SHOWN)
        places = {place.ref: place for place in PlaceName.objects.filter(kind=Kind.MUNICIPALITY, ref__in=dict(most))}
        return [self._place_hit(places[town]) for town, _count in most if town in places]

    @property
    def newest(self) -> list:
        return list(self.listing.visible.for_cards().newest()[:NEAREST_SHOWN])

    @property
    def nothing(self) -> bool:
        return not (self.places or self.listing.total or self.events or self.pages)
