"""What the page of a story shows besides its own fields, read in a number of queries that never grows."""

from functools import cached_property

from django.db.models import Count, Q
from django.urls import reverse

from home.land.geo import distance_km
from home.land.located import Precision
from home.land.models import Place
from home.media.blocks import leaves, pictures_in
from home.media.renditions import load_renditions
from home.pages.addresses import address_book
from practice_examples.people import Person, of_region

NEAREST = 3
SAME_TOPIC = 3


class Story:
    """Everything is read when first asked for: a part that is kept already asks for nothing."""

    def __init__(self, page, is_preview: bool = False):
        self.page, self.is_preview = page, is_preview

    @property
    def cache_key(self) -> int | None:
        """What HTML about the story is kept by; None for a draft."""
        return None if self.is_preview else self.page.pk

    @cached_property
    def place(self) -> Place | None:
        return place_shown(self.page)

    @cached_property
    def topics(self) -> list:
        return list(self.page.topics.all())

    @property
    def topic(self):
        """The one that stands for all where there is room for one."""
        return self.topics[0] if self.topics else None

    @cached_property
    def people(self) -> list:
        """The people of the story, in the editors' order."""
        members = self.page.example_contacts.select_related("contact__portrait")
        return [member.contact for member in members]

    @property
    def region_people(self) -> list[Person]:
        return of_region(self.place.region) if self.place else []

    @cached_property
    def crumbs(self) -> list[dict]:
        """From the map down to the town."""
        crumbs = [{"title": link.title, "url": link.url} for link in [address_book().find("map")] if link]
        if self.place:
            crumbs.append(
                {"title": self.place.region.name, "url": reverse("search:region", args=[self.place.region_id])}
            )
            crumbs.append({"title": self.place.name, "url": reverse("search:place", args=[self.place.slug])})
        return crumbs

    @cached_property
    def lead_film(self):
        return self.page.lead_video if self.page.has_video else None

    @property
    def film(self):
        """The lead film, unless it stands in the text already."""
        in_text = any(value == self.lead_film for _path, _block, value in leaves(self.page.body))
        return None if in_text else self.lead_film

    @property
    def film_anchor(self) -> str:
        return f"film-{self.lead_film.pk}" if self.lead_film else ""

    @cached_property
    def page_with_pictures(self):
        """The page, once the renditions of all pictures on it have been read in one query."""
        page = self.page
        own = [page.lead_picture, page.share_picture, self.lead_film and self.lead_film.poster]
        load_renditions([*own, *pictures_in(page.body), *(contact.portrait for contact in self.people)])
        return page

    @cached_property
    def others(self) -> "Others":
        return Others(self.page, self.topics)


class Others:
    """Other visible stories: this one's model and its copies, the nearest, and some on its topics. All in one go."""

    def __init__(self, page, topics):
        examples = type(page).objects.visible().exclude(pk=page.pk)
        near = _nearest(examples, page.point)
        topical = [key for key in _by_shared_topics(examples, topics) if key not in near][:SAME_TOPIC]
        wanted = Q(pk__in=[*near, *topical, page.inspired_by_id])
        if page.pk:
            wanted |= Q(inspired_by=page.pk)
        found = {example.pk: example for example in examples.filter(wanted).for_cards().newest()}
        for key in near:
            found[key].distance = distance_km(page.point, found[key].point)
        self.inspired_by = found.get(page.inspired_by_id)
        self.copies = [example for example in found.values() if page.pk and example.inspired_by_id == page.pk]
        self.nearest = [found[key] for key in near]
        self.same_topic = [found[key] for key in topical]


def place_shown(page) -> Place | None:
    """What may be told of where the story is: only the town where its exact place must not be known."""
    if page.place_id is None:
        return None
    place = Place.objects.select_related("municipality__kreis", "kreis", "region").get(pk=page.place_id)
    return place.town if page.precision == Precision.TOWN else place


def _nearest(examples, point) -> list[int]:
    if point is None:
        return []
    return list(examples.by_distance(point.lat, point.lng).values_list("pk", flat=True)[:NEAREST])


def _by_shared_topics(examples, topics) -> list[int]:
    """Keys of those with most topics in common first, new before old; enough to leave out the nearest."""
    shared = examples.filter(topics__in=[topic.pk for topic in topics]).annotate(shared=Count("topics"))
    ordered = shared.order_by("-shared", "-first_published_at", "-pk").values_list("pk", flat=True)
    return list(ordered[: NEAREST + SAME_TOPIC])
