"""What the page of a story shows besides its own fields, read in a number of queries that never grows; and elsewhere:
its card in lists, its picture beside a link, its facts for search engines."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

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


def portal_people() -> list[Person]:
    """Whom to ask where neither the story nor its region has anybody."""
    portal = Portal.current()
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


def story_of(context, page) -> Story:
    """What the page shows besides its own fields; the same one for all its parts."""
    if not hasattr(page, "_story"):
        request = context["request"]
        page._story = Story(page, is_preview=getattr(request, "is_preview", False))
    return page._story


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
        for key, distance in near.items():
            found[key].distance = distance
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


def _nearest(examples, point) -> dict[int, float]:
    """Key → distance in km."""
    if point is None:
        return {}
    return dict(examples.by_distance(point.lat, point.lng).values_list("pk", "distance")[:NEAREST])


def _by_shared_topics(examples, topics) -> list[int]:
    """Keys of those with most topics in common first, new before old; enough to leave out the nearest."""
    shared = examples.filter(topics__in=[topic.pk for topic in topics]).annotate(shared=Count("topics"))
    ordered = shared.order_by("-shared", "-first_published_at", "-pk").values_list("pk", flat=True)
    return list(ordered[: NEAREST + SAME_TOPIC])


def card(example, *, variant="", summary="", target=""):
    """A story in a list, read by `for_cards()`: no query. With `distance` (km) it says how far away the story is.

    variant  "big" | "short" (no summary) | "line" (picture at the left)
    summary  instead of the story's own, such as the sentence that was found
    target   name of the frame the story opens in
    """
    words = (example.get_provider_display(), km_away(getattr(example, "distance", None)))
    return {
        "example": example,
        "url": getattr(example, "address", "") or example.url,
        "topic": getattr(example, "chosen_topic", None) or next(iter(example.topics.all()), None),
        "summary": "" if variant == "short" else summary or example.summary,
        "note": " · ".join(filter(None, words)),
        "variant": variant,
        "target": target,
    }


def km_away(distance: float | None) -> str:
    """ "21 km entfernt"; nothing if the distance is not known."""
    if distance is None or distance == "":
        return ""
    if distance < 1:
        return _("weniger als 1\u00a0km entfernt")
    return _("%(km)d\u00a0km entfernt") % {"km": round(distance)}


def with_pin(title: str) -> str:
    """The pin of the posters as full stop, unless the title ends with a sign of its own."""
    return format_html('{}<span class="dot">.</span>', title) if title[-1:].isalnum() or title[-1:] in "“)" else title


def visible_stories(keys) -> list[ExamplePage]:
    """The stories with these keys that visitors may see, in this order, ready for cards. Two of a kind are one."""
    order = {key: position for position, key in reversed(list(enumerate(keys)))}
    return sorted(ExamplePage.objects.visible().filter(pk__in=order).for_cards(), key=lambda found: order[found.pk])


def story_points(stories) -> list[dict]:
    """For the map beside a list of stories; those for the whole Land have no point."""
    return [
        {
            "lat": story.lat,
            "lng": story.lng,
            "name": story.place.town.name if story.place else story.title,
            "href": story.url,
        }
        for story in stories
        if story.point
    ]


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
