"""Makers of content. Every argument has a default that could be true; what a test is about, it says itself."""

import io
import itertools
from datetime import UTC, datetime, timedelta

from django.core.files.base import ContentFile
from PIL import Image
from wagtail.models import Page, Site

from home.land.models import Place
from home.media.models import Depicted, Picture, Video
from home.pages.models import HomePage
from practice_examples.choices import Provider
from practice_examples.models import Contact, ExampleContact, ExampleIndexPage, ExamplePage, Topic
from tests import films

FIRST_DAY = datetime(2026, 1, 1, 12, tzinfo=UTC)
_numbers = itertools.count(1)


def make_home() -> HomePage:
    """The home page, made the root of the site once."""
    home = HomePage.objects.first()
    if home is None:
        root = Page.objects.get(depth=1)
        slug = "start" if root.get_children().filter(slug="home").exists() else "home"
        home = root.add_child(instance=HomePage(title="Landkarte", slug=slug, claim="Gute Ideen haben einen Ort"))
        Site.objects.update_or_create(
            is_default_site=True, defaults={"root_page": home, "hostname": "testserver", "port": 80}
        )
    return home


def make_index(**fields) -> ExampleIndexPage:
    index = ExampleIndexPage.objects.first()
    if index is None:
        defaults = {"title": "Landkarte", "slug": "landkarte", "show_in_menus": True}
        index = make_home().add_child(instance=ExampleIndexPage(**{**defaults, **fields}))
    return index


def make_topic(slug="ausbildung", title=None) -> Topic:
    defaults = {"title": title or slug.replace("-", " ").title(), "sort_order": 10}
    return Topic.objects.get_or_create(slug=slug, defaults=defaults)[0]


def make_contact(name="Jana Feld", **fields) -> Contact:
    defaults = {"role": "Projektleitung", "organisation": "Musterwerk", "email": f"kontakt{next(_numbers)}@example.org"}
    return Contact.objects.create(name=name, **{**defaults, **fields})


def make_picture(title="Werkstatt", size=(64, 48), **fields) -> Picture:
    file = io.BytesIO()
    Image.new("RGB", size, (196, 18, 47)).save(file, "PNG")
    defaults = {
        "description": "Zwei Lehrlinge biegen ein Blech.",
        "credit": "Foto: Jana Feld",
        "depicted": Depicted.NOBODY,
    }
    return Picture.objects.create(title=title, file=ContentFile(file.getvalue(), "bild.png"), **{**defaults, **fields})


def make_film(**fields) -> Video:
    defaults = {
        "title": "Ein Donnerstag im Tal",
        "file": ContentFile(films.mp4(), "film.mp4"),
        "captions": ContentFile(films.VTT.encode(), "film.vtt"),
        "transcript": "0:14 Trainer: Wir waren sechs.",
        "credit": "Medienwerkstatt",
        "depicted": Depicted.NOBODY,
    }
    poster = fields.pop("poster", None) or make_picture()
    return Video.objects.create(poster=poster, **{**defaults, **fields})


def make_example(index=None, *, place="koeln", topics=("ausbildung",), contacts=(), **fields) -> ExamplePage:
    """A published story in a town of the gazetteer (its slug), newer than all made before it.

    `place=None` with `land_wide=True` for one that belongs to all of NRW; `live=False` for a draft.
    """
    number = next(_numbers)
    defaults = {
        "title": f"Gute Idee {number}",
        "slug": f"gute-idee-{number}",
        "summary": "Ein Betrieb sucht Nachwuchs, und zwei Schwestern suchen einen Anfang.",
        "provider": Provider.COMPANY,
        "first_published_at": FIRST_DAY + timedelta(minutes=number),
    }
    example = ExamplePage(place=Place.objects.get(slug=place) if place else None, **{**defaults, **fields})
    (index or make_index()).add_child(instance=example)
    example.topics.set(make_topic(slug) for slug in topics)
    example.example_contacts.set(ExampleContact(contact=contact) for contact in contacts)
    # Topics and contacts are kept with the page only now.
    example.save()
    return example
