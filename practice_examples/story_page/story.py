"""What the page of a story shows besides its own fields, read in a number of queries that never grows; and elsewhere:
its picture beside a link, its facts for search engines."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, Q
from django.urls import reverse

from home.land.geo import distance_km
from home.land.land import IN_ALL_LAND, land
from home.land.models import Place, Region
from home.land.pins import Precision
from home.language.moments import iso
from home.media.blocks import leaves, pictures_in
from home.media.renditions import load_renditions, picture_url
from home.open_data.licence import LICENCE
from home.pages.addresses import absolute, address_book
from home.pages.models import Portal
from home.sharing.delivery import fingerprint
from home.sharing.drawing import Card
from practice_examples.models import ExamplePage

NEAREST = 3
SAME_TOPIC = 3


@dataclass(frozen=True, slots=True)
class Person:
    """For components/contact.html, like a Contact."""

    name: str
    organisation: str
    email: str
    phone: str


def of_region(region: Region) -> list[Person]:
    if not region.contact_name:
        return []
    return [Person(region.contact_name, region.name, region.contact_email, region.contact_phone)]


def of_portal(portal: Portal) -> list[Person]:
    name = portal.contact_name or portal.publisher
    organisation = portal.publisher if portal.contact_name else ""
    if not (name and (portal.contact_email or portal.contact_phone)):
        return []
    return [Person(name, organisation, portal.contact_email, portal.contact_phone)]


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


def card_of(page: ExamplePage) -> Card:
    place = place_shown(page)
    if place is None:
        return Card(page.title, str(IN_ALL_LAND))
    return Card(page.title, place.label, place.region_id, page.point)


def share_picture(story: Story) -> str:
    """The address of the picture beside a link: chosen by the editors, else the lead picture, else a drawn card."""
    page = story.page_with_pictures
    photograph = picture_url(page.share_picture, "share") or picture_url(page.lead_picture, "share")
    if photograph or page.pk is None:
        return photograph
    # The version makes networks fetch the picture anew when the title changes.
    return f"{reverse('practice_examples:story_card', args=[page.pk])}?v={fingerprint(card_of(page))[:8]}"


def story_data(story: Story) -> dict:
    """schema.org/Article with its film, and the way that leads to it."""
    page = story.page
    address = absolute(page.url or "")
    article = {
        "@type": "Article",
        "@id": address,
        "mainEntityOfPage": address,
        "headline": page.title,
        "description": page.summary,
        "inLanguage": "de",
        "license": LICENCE.url,
        "image": absolute(share_picture(story)),
        "datePublished": iso(page.first_published_at),
        "dateModified": iso(page.last_published_at),
        "keywords": [topic.title for topic in story.topics],
        "publisher": {"@type": "Organization", "name": Portal.current().name, "url": absolute("/")},
        "about": {"@type": "Organization", "name": page.organisation} if page.organisation else None,
        "contentLocation": _location(page, story),
        "video": _film(page) if page.has_video else None,
    }
    way = [*story.crumbs, {"title": page.title, "url": page.url or ""}]
    breadcrumbs = {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": crumb["title"], "item": absolute(crumb["url"])}
            for position, crumb in enumerate(way, start=1)
        ],
    }
    return {"@context": "https://schema.org", "@graph": [_without_gaps(article), breadcrumbs]}


def _location(page, story) -> dict:
    if story.place is None:
        return {"@type": "AdministrativeArea", "name": land().name}
    location = {"@type": "Place", "name": story.place.label}
    if page.point:
        location["geo"] = {"@type": "GeoCoordinates", "latitude": page.lat, "longitude": page.lng}
    return location


def _film(page) -> dict:
    film = page.lead_video
    facts = {
        "@type": "VideoObject",
        "name": film.title,
        "description": page.summary,
        "thumbnailUrl": absolute(picture_url(film.poster, "poster")),
        "contentUrl": absolute(film.file.url),
        "uploadDate": iso(film.created_at),
        "duration": f"PT{film.duration_seconds}S",
        "transcript": film.transcript,
        "inLanguage": "de",
    }
    return _without_gaps(facts)


def _without_gaps(facts: dict) -> dict:
    return {name: value for name, value in facts.items() if value}
