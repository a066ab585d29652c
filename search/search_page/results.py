"""What /suche/ shows for one request: places, and what is told there."""

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.fields import StreamField
from wagtail.models import Page, get_page_models
from wagtail.rich_text import get_text_for_indexing

from events.models import EventPage
from home.filters import where
from home.filters.state import place_value
from home.land.models import Area, PlaceName
from home.land.suggestions import suggest
from home.language.search_words import vocabulary
from home.media.containers.vtt import stored_cues
from home.media.models import Video
from home.media.transcripts import clock
from home.pages.addresses import address
from home.pages.base import LocatedPage, SitePage, SitePageQuerySet
from practice_examples.map_page.listing import NEAREST_SHOWN, FacetChoice, Listing
from practice_examples.models import ExamplePage
from search.place_pages.subjects import count_examples
from search.search_page.highlight import Marker
from search.search_page.typed import Typed, place_among, understand

Kind = PlaceName.Kind
PLACES_SHOWN = 6
EVENTS_SHOWN = 5
PAGES_SHOWN = 5
# Of so many that have the words the best fitting are shown.
PAGES_COMPARED = 60
# Not words: keys that lead to something, or choose.
_NOT_TOLD = {"id", "type", "provider", "video_id"}


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


class Results:
    """Everything is asked of the database when a template first asks for it."""

    def __init__(self, parameters: QueryDict):
        self.text = "".join(sign for sign in parameters.get("q", "") if sign.isprintable()).strip()
        self.typed = understand(self.text[:100]) if self.text and not parameters.get("ort") else Typed(self.text)
        self.listing = Listing(self._as_filters(parameters), ExamplePage.objects)
        self.filters = self.listing.filters

    def _as_filters(self, parameters: QueryDict) -> QueryDict:
        """The same request as the Landkarte would get it: the place that was typed becomes the place filter."""
        changed = parameters.copy()
        if self.typed.place:
            changed["ort"] = place_value(self.typed.place)
        if self.typed.radius and not parameters.get("umkreis"):
            changed["umkreis"] = str(self.typed.radius)
        understood = self.typed.words or self.typed.place or self.typed.whole_land
        changed["q"] = self.typed.words if understood else self.text
        return changed

    @property
    def asked(self) -> bool:
        return self.filters.active or bool(self.text)

    @property
    def heading(self) -> str:
        """What is found, in one line."""
        if not self.places:
            return self.listing.heading
        count = len(self.places)
        places = ngettext("%(count)d Ort", "%(count)d Orte", count) % {"count": count}
        if self.listing.total:
            return _("%(places)s und %(stories)s") % {"places": places, "stories": self.listing.heading}
        stories = self.listing.heading
        return _("%(places)s, aber %(stories)s") % {"places": places, "stories": stories[:1].lower() + stories[1:]}

    @property
    def literal_link(self) -> str:
        """The way back from a recognised place: the same text as plain words."""
        return "?" + urlencode({"q": f"„{self.text}“"})

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
        found = suggest(asked_for, PLACES_SHOWN) if asked_for else []
        if not found and self.meant:
            found = suggest(self.meant.place_text, PLACES_SHOWN)
        return [self._place_hit(place) for place in found]

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
        films = Video.objects.usable().in_bulk({film for story in stories.values() for film in _films_of(story)})
        return [self._story_hit(example, stories[example.pk], films) for example in examples]

    def _story_hit(self, example, story, films) -> Hit:
        texts = [story.summary, *_words_in(story.body), story.organisation, story.partners, story.pitfalls]
        sentence = self.marker.best_sentence(texts)
        spoken = next(filter(None, (self._film_hit(example, films.get(film)) for film in _films_of(story))), None)
        return Hit(example, self.marker.mark(sentence or story.summary), spoken)

    def _film_hit(self, example, film) -> FilmHit | None:
        """The first caption, or passage of the transcript, that says all the words."""
        for second, text in _spoken(film) if film else ():
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

    @cached_property
    def events(self) -> list[Hit]:
        found = EventPage.objects.visible().matching(self.filters)
        found = found.most_fitting(self.filters.wanted) if self.filters.text else found.order_by("-starts_at", "-pk")
        return [Hit(event, self._marked_summary(event)) for event in found.for_rows()[:EVENTS_SHOWN]]

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

    def _in_title(self, page) -> int:
        """How many of the words, as `most_fitting()` counts them, which cannot compare kinds of pages."""
        return sum(any(f" {stem} " in page.search_title for stem in word.stems) for word in self.filters.wanted)

    def _told_on(self, page) -> SafeString:
        texts = _words_on(page)
        return self.marker.mark(self.marker.best_sentence(texts) or texts[0])

    def _marked_summary(self, page) -> SafeString | str:
        return self.marker.mark(page.summary) if self.filters.text else page.summary

    # --- nothing found ---

    @cached_property
    def meant(self) -> Typed | None:
        """Where all words together found no story: a place among them, to be offered as one."""
        if self.listing.total or not self.filters.text or self.filters.place:
            return None
        return place_among(self.filters.text)

    @property
    def meant_link(self) -> str:
        return self.filters.with_(text=self.meant.words, place=self.meant.place).link

    @property
    def meant_where(self) -> str:
        place = self.meant.place
        return where(place.kind, place.ref, place.name)

    @cached_property
    def suggestions(self) -> list[ExamplePage]:
        """The nearest to the place that was chosen or may have been meant, or else the newest."""
        if not self.meant:
            return self.listing.suggestions
        place = self.meant.place
        return list(self.listing.visible.for_cards().by_distance(place.lat, place.lng)[:NEAREST_SHOWN])

    @property
    def nothing(self) -> bool:
        return not (self.places or self.listing.total or self.events or self.pages)


def _films_of(story) -> list[int]:
    lead = [story.lead_video_id] if story.lead_video_id else []
    return list(dict.fromkeys([*lead, *_film_ids(story.body)]))


def _spoken(film):
    """Seconds and words."""
    yield from ((int(cue.start), cue.text) for cue in stored_cues(film.captions))
    yield from ((passage.seconds, passage.text) for passage in film.passages if passage.seconds is not None)


def _words_in(stream) -> list[str]:
    """Texts of a StreamField's value in reading order, as they lie in the database: pictures and films are not loaded."""
    return [text for block in stream.raw_data for text in _texts(block)] if stream else []


def _words_on(page) -> list[str]:
    """Texts of a plain page of whatever kind: its introduction, then its bodies."""
    streams = [field.name for field in page._meta.concrete_fields if isinstance(field, StreamField)]
    return [getattr(page, "intro", ""), *(text for name in streams for text in _words_in(getattr(page, name)))]


def _film_ids(stream) -> list[int]:
    return [block["value"]["video"] for block in stream.raw_data if block["type"] == "video"] if stream else []


def _texts(value):
    if isinstance(value, str):
        yield get_text_for_indexing(value) if value.startswith("<") else value
    elif isinstance(value, dict):
        for key, child in value.items():
            if key not in _NOT_TOLD:
                yield from _texts(child)
    elif isinstance(value, list):
        for child in value:
            yield from _texts(child)
