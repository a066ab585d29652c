"""What the page of a story shows besides its own fields, read in a number of queries that never grows."""

from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q, prefetch_related_objects
from django.urls import reverse

from home.media.renditions import load_renditions
from home.media.streams import leaves, pictures_in
from home.places.geo import distance_km
from home.places.located import Precision
from home.places.models import Place
from practice_examples.people import Person, of_region

NEAREST = 3
SAME_TOPIC = 3


@dataclass(frozen=True, slots=True)
class Story:
    # What visitors may know of the place: the town where only the town is to be shown.
    place: Place | None
    topics: list
    # Who made it; without them the person of the region.
    people: list
    region_people: list[Person]
    # From the map down to the town.
    crumbs: list[dict]
    # Only if it does not stand in the text already.
    film: object | None
    # Where the film is on the page.
    film_anchor: str
    inspired_by: object | None
    copies: list
    nearest: list
    same_topic: list
    events: list

    @property
    def region(self):
        return self.place.region if self.place else None

    @property
    def topic(self):
        """The one that stands for all where there is room for one."""
        return self.topics[0] if self.topics else None


def read_story(page) -> Story:
    prefetch_related_objects(
        [page], Prefetch("place", queryset=Place.objects.select_related("municipality", "kreis", "region"))
    )
    topics = list(page.topics.all())
    contacts = read_contacts(page)
    film = page.lead_video if page.has_video else None
    load_renditions(_pictures(page, film, contacts))
    film_in_text = film is not None and any(value == film for _path, _block, value in leaves(page.body))
    related = read_related(page, topics)
    place = place_shown(page)
    return Story(
        place=place,
        topics=topics,
        people=contacts,
        region_people=of_region(place.region) if place else [],
        crumbs=read_crumbs(page, place),
        film=None if film_in_text else film,
        film_anchor=f"film-{film.pk}" if film else "",
        events=read_events(page),
        **related,
    )


def read_crumbs(page, place) -> list[dict]:
    index = page.get_parent()
    crumbs = [{"title": index.title, "url": index.url}]
    if place:
        crumbs.append({"title": place.region.name, "url": reverse("search:region", args=[place.region_id])})
        crumbs.append({"title": place.name, "url": reverse("search:place", args=[place.slug])})
    return crumbs


def read_contacts(page) -> list:
    """The people of the story, in the editors' order."""
    return [member.contact for member in page.example_contacts.select_related("contact__portrait")]


def read_related(page, topics) -> dict:
    """Other visible stories: this one's model and its copies, the nearest, and some on its topics. All in one go."""
    visible = type(page).objects.visible()
    others = visible.exclude(pk=page.pk)
    point = page.point
    nearest = list(others.by_distance(point.lat, point.lng).values_list("pk", flat=True)[:NEAREST]) if point else []
    topical = list(_by_shared_topics(others, topics)[: NEAREST + SAME_TOPIC])
    same_topic = [key for key in topical if key not in nearest][:SAME_TOPIC]
    wanted = Q(pk__in=[*nearest, *same_topic, page.inspired_by_id])
    if page.pk:
        wanted |= Q(inspired_by=page.pk)
    found = {example.pk: example for example in others.filter(wanted).for_cards().newest()}
    for key in nearest:
        found[key].distance = distance_km(point, found[key].point)
    return {
        "inspired_by": found.get(page.inspired_by_id),
        "copies": [example for example in found.values() if page.pk and example.inspired_by_id == page.pk],
        "nearest": [found[key] for key in nearest],
        "same_topic": [found[key] for key in same_topic],
    }


def _by_shared_topics(examples, topics):
    """Keys of those with most topics in common first, new before old."""
    shared = examples.filter(topics__in=[topic.pk for topic in topics]).annotate(shared=Count("topics"))
    return shared.order_by("-shared", "-first_published_at", "-pk").values_list("pk", flat=True)


def read_events(page) -> list:
    """Visible events that present the story, the newest first. `events` stands above; the relation leads there."""
    if page.pk is None:
        return []
    presentation = type(page)._meta.get_field("presentations").related_model
    events = presentation._meta.get_field("event").related_model.objects.visible()
    found = events.filter(presentations__example=page.pk).select_related("place__municipality")
    return list(found.order_by("-starts_at", "-pk").distinct())


def _pictures(page, film, contacts) -> list:
    own = [page.lead_picture, page.share_picture, film and film.poster]
    return [*own, *pictures_in(page.body), *(contact.portrait for contact in contacts)]


def place_shown(page) -> Place | None:
    """What may be told of where the story is: only the town where its exact place must not be known."""
    if page.place is None:
        return None
    return page.place.town if page.precision == Precision.TOWN else page.place
