"""Whatever a story or an event lacks, and whatever an editor deletes, every page, list, feed and map goes on."""

import json

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.documents.models import Document

from home.land.models import Region
from home.pages.models import EquivalentWords
from tests.crawling import crawl
from tests.documents import pdf
from tests.editing import make_editor, sign_in
from tests.event_factories import berlin, make_event
from tests.factories import make_contact, make_example, make_film, make_home, make_picture, make_topic

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]

EMPTY_STORY = {"summary": "", "provider": "", "first_published_at": None}
EMPTY_EVENT = {"summary": "", "first_published_at": None, "last_published_at": None}
DATA = [
    f"/daten/{name}"
    for name in (
        "beispiele.geojson",
        "beispiele.csv",
        "beispiele.xlsx",
        "beispiele.rss",
        "karte/orte.json",
        "karte/pins.json",
        "veranstaltungen.json",
        "veranstaltungen.csv",
        "veranstaltungen.xlsx",
    )
]
STARTS = ["/", "/sitemap.xml", "/suche/?q=Gute", "/einbetten/", "/landkarte/?ort=koeln&umkreis=25", *DATA]


def broken(client) -> dict[str, int]:
    return {address: status for address, status in crawl(client, *STARTS).items() if status >= 400}


def test_a_story_that_lacks_everything_breaks_no_page(client):
    bare = make_example(place=None, topics=(), title="Gute leere Idee", **EMPTY_STORY)
    make_example(title="Gute Idee am Ort", topics=(), **EMPTY_STORY)
    make_example(title="Gute volle Idee", lead_picture=make_picture(), contacts=[make_contact()], inspired_by=bare)
    assert broken(client) == {}


def test_an_event_that_lacks_everything_breaks_no_page(client):
    story = make_example(place=None, topics=(), title="Gute leere Idee", **EMPTY_STORY)
    times = {"none": {}, "day": {"starts_at": berlin(2031, 5, 4, 18)}, "past": {"starts_at": berlin(2019, 5, 4, 18)}}
    for name, when in times.items():
        make_event(title=f"Gutes Treffen {name}", place=None, presents=[story], **EMPTY_EVENT, **when)
        make_event(title=f"Gutes Treffen {name} am Ort", **EMPTY_EVENT, **when)
        make_event(title=f"Gutes Treffen {name} abgesagt", place=None, change="cancelled", **EMPTY_EVENT, **when)
    assert broken(client) == {}


def site_of_everything() -> dict:
    """Three stories and two events that use one of every directory; what an editor can delete, by name."""
    topic, contact = make_topic("ausbildung"), make_contact(portrait=make_picture("Porträt"))
    picture, film = make_picture("Werkstatt"), make_film(poster=make_picture("Standbild"))
    document = Document.objects.create(title="Merkblatt", file=ContentFile(pdf(), "merkblatt.pdf"))
    body = [
        {"type": "picture", "value": {"picture": picture.pk}},
        {"type": "video", "value": {"video": film.pk}},
        {"type": "download", "value": {"document": document.pk}},
    ]
    shared = {"lead_picture": picture, "lead_video": film, "share_picture": picture, "body": json.dumps(body)}
    first = make_example(title="Gute erste Idee", contacts=[contact], **shared)
    story = make_example(title="Gute zweite Idee", contacts=[contact], inspired_by=first, **shared)
    make_example(title="Gute dritte Idee", inspired_by=first, lead_picture=picture)
    topic.chosen_examples.set([first, story])
    for when in (berlin(2031, 5, 4, 18), berlin(2019, 5, 4, 18)):
        make_event(title="Gutes Treffen", starts_at=when, contact=contact, picture=picture, presents=[first, story])
    home = make_home()
    home.poster = home.share_picture = picture
    home.save()
    words = EquivalentWords.objects.first()
    return locals()


DELETED = {
    "topic": "/admin/snippets/practice_examples/topic/delete/{}/",
    "contact": "/admin/snippets/practice_examples/contact/delete/{}/",
    "picture": "/admin/images/{}/delete/",
    "film": "/admin/snippets/media/video/delete/{}/",
    "document": "/admin/documents/delete/{}/",
    "words": "/admin/snippets/home/equivalentwords/delete/{}/",
    "first": "/admin/pages/{}/delete/",
}


@pytest.mark.parametrize("name", DELETED)
def test_no_page_breaks_when_an_editor_deletes_what_it_uses(client, name):
    one = site_of_everything()[name]
    desk = sign_in(Client(), make_editor())
    response = desk.post(DELETED[name].format(one.pk), follow=True)
    assert response.status_code == 200
    assert not type(one).objects.filter(pk=one.pk).exists()
    assert broken(client) == {}


def test_regions_and_places_are_not_for_deleting(client):
    desk = sign_in(client, make_editor())
    assert desk.post("/admin/region/delete/koeln/").status_code in (302, 404)
    assert Region.objects.filter(pk="koeln").exists()
