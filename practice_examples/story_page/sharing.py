"""How a story shows itself elsewhere: its picture beside a link, and its facts for search engines."""

from django.urls import reverse

from home.land.land import IN_ALL_LAND, land
from home.language.moments import iso
from home.media.renditions import picture_url
from home.open_data.licence import LICENCE
from home.pages.addresses import absolute
from home.pages.models import Portal
from home.sharing.delivery import fingerprint
from home.sharing.drawing import Card
from practice_examples.models import ExamplePage
from practice_examples.story_page.story import Story, place_shown


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
