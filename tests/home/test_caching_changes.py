"""Every kind of change shows in the very next request, whatever was kept before: pages, parts of pages and data.

A case makes content and yields what shows it, then changes something and yields again: an expression for each address,
and one that none of them may match.
"""

import re
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.utils import timezone
from wagtail.documents.models import Document
from wagtail.models import PageViewRestriction, Site

from home.caching import version
from home.land.models import Place, Region
from home.media.models import Rendition
from home.pages.models import EquivalentWords, HomePage, Portal, StandardPage
from tests.caching import read, warm
from tests.documents import pdf
from tests.factories import make_contact, make_example, make_film, make_index, make_picture, make_topic
from tests.snapshots import ROOT

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


@pytest.fixture(autouse=True)
def pages_are_kept(settings):
    settings.PAGE_CACHE_SECONDS = 3600


def a_page_is_scheduled():
    home = HomePage.objects.get()
    page = home.add_child(instance=StandardPage(title="Kommt", slug="kommt", live=False, show_in_menus=True))
    page.go_live_at = timezone.now() - timedelta(minutes=1)
    page.save_revision(approved_go_live_at=page.go_live_at)
    yield {"/": "", "/suche/": ""}, ">Kommt<"
    call_command("publish_scheduled", verbosity=0)
    yield {"/": ">Kommt<", "/suche/": ">Kommt<"}, None


def a_page_is_renamed():
    story = make_example(slug="eins", title="Eins")
    yield {"/": "/landkarte/", "/daten/beispiele.geojson": "/landkarte/eins/", "/orte/koeln/": "/landkarte/eins/"}, None
    index = story.get_parent().specific
    index.slug = "karte"
    index.save_revision().publish()
    yield (
        {"/": "/karte/", "/daten/beispiele.geojson": "/karte/eins/", "/orte/koeln/": "/karte/eins/"},
        "/landkarte/eins",
    )


def a_page_moves():
    home = HomePage.objects.get()
    above = home.add_child(instance=StandardPage(title="Oben", slug="oben", show_in_menus=True))
    page = home.add_child(instance=StandardPage(title="Unten", slug="unten", show_in_menus=True))
    yield {"/suche/": "/unten/", "/unten/": ">Unten"}, None
    page.move(above, "last-child")
    yield {"/oben/unten/": ">Unten", "/oben/": ">Oben"}, 'href="/unten/"'


def a_page_moves_in_the_menu():
    home = HomePage.objects.get()
    for name in ("Aaa", "Bbb"):
        home.add_child(instance=StandardPage(title=name, slug=name.lower(), show_in_menus=True))
    yield {"/suche/": r"(?s)>Aaa</a>.*>Bbb</a>", "/": r"(?s)>Aaa</a>.*>Bbb</a>"}, None
    home.get_children().get(slug="bbb").move(home.get_children().get(slug="aaa"), "left")
    yield {"/suche/": r"(?s)>Bbb</a>\s*</li>\s*<li>.*?>Aaa</a>", "/": r"(?s)>Bbb</a>\s*</li>\s*<li>.*?>Aaa</a>"}, None


def a_page_is_added_by_code():
    yield {"/": "", "/suche/": ""}, ">Presse<"
    HomePage.objects.get().add_child(instance=StandardPage(title="Presse", slug="presse", show_in_menus=True))
    yield {"/": ">Presse<", "/suche/": ">Presse<", "/presse/": "Presse"}, None


def a_page_is_deleted():
    page = HomePage.objects.get().add_child(instance=StandardPage(title="Presse", slug="presse", show_in_menus=True))
    yield {"/": ">Presse<", "/suche/": ">Presse<", "/presse/": "Presse"}, None
    page.delete()
    yield {"/": "", "/suche/": "", "/presse/": ""}, "Presse<"


def a_restriction_changes_its_kind():
    story = make_example(title="Der alte Titel")
    restriction = PageViewRestriction.objects.create(page=story, restriction_type=PageViewRestriction.LOGIN)
    yield {story.url: "", "/landkarte/": ""}, "Der alte Titel"
    restriction.restriction_type, restriction.password = PageViewRestriction.PASSWORD, "only for members"
    restriction.save()
    yield {story.url: "csrfmiddlewaretoken", "/landkarte/": ""}, "Der alte Titel"


def the_site_gets_another_home_page():
    home = HomePage.objects.get()
    other = home.get_parent().add_child(instance=HomePage(title="Neu", slug="neu", claim="Anders", intro="Neu hier."))
    other.add_child(instance=StandardPage(title="Presse", slug="presse", show_in_menus=True))
    yield {"/": home.claim.split()[0], "/suche/": "", "/presse/": ""}, ">Presse<"
    site = Site.objects.get()
    site.root_page = other
    site.save()
    yield {"/": "Anders", "/suche/": ">Presse<", "/presse/": "Presse"}, None


def a_region_gets_another_contact():
    story = make_example(place="koeln")
    region = Region.objects.get(pk="koeln")
    region.contact_name, region.contact_email = "Frau Alt", "alt@example.org"
    region.save()
    yield {story.url: "Frau Alt", "/regionen/koeln/": "Frau Alt", "/orte/koeln/": "Frau Alt"}, None
    region.contact_name = "Frau Neu"
    region.save()
    yield {story.url: "Frau Neu", "/regionen/koeln/": "Frau Neu", "/orte/koeln/": "Frau Neu"}, "Frau Alt"


def a_place_gets_another_name():
    story = make_example(place="koeln")
    shown = (story.url, "/orte/koeln/", "/landkarte/", "/daten/beispiele.geojson", "/daten/beispiele.csv")
    yield dict.fromkeys(shown, "Köln"), None
    place = Place.objects.get(slug="koeln")
    place.name = "Colonia"
    place.save()
    yield dict.fromkeys(shown, "Colonia"), None


def the_gazetteer_is_loaded_anew():
    Place.objects.filter(slug="koeln").update(name="Colonia")
    story = make_example(place="koeln")
    yield {story.url: "Colonia", "/orte/koeln/": "Colonia", "/daten/beispiele.geojson": "Colonia"}, None
    call_command("load_places", verbosity=0)
    yield {story.url: "Köln", "/orte/koeln/": "Köln", "/daten/beispiele.geojson": "Köln"}, "Colonia"


def a_picture_gets_another_credit():
    picture = make_picture(size=(640, 480), credit="Foto: Alt", description="Altes Bild")
    story = make_example(lead_picture=picture)
    yield {story.url: "Foto: Alt", "/landkarte/": "Altes Bild"}, None
    picture.credit, picture.description = "Foto: Neu", "Neues Bild"
    picture.save()
    yield {story.url: "Foto: Neu", "/landkarte/": "Neues Bild"}, "Foto: Alt|Altes Bild"


def a_picture_gets_another_file():
    picture = make_picture(size=(640, 480))
    story = make_example(lead_picture=picture)
    story.save_revision().publish()
    shown = (story.url, "/landkarte/", "/daten/beispiele.geojson")
    yield dict.fromkeys(shown, "/images/"), None
    before = "|".join(Rendition.objects.values_list("file", flat=True))
    picture.file = make_picture("Neu", size=(800, 600)).file
    picture.file._committed = False
    picture.save()
    yield {story.url: "/images/", "/landkarte/": "/images/", "/daten/beispiele.geojson": ""}, before


def renditions_are_thrown_away():
    story = make_example(lead_picture=make_picture(size=(640, 480)))
    story.save_revision().publish()
    shown = (story.url, "/landkarte/", "/daten/beispiele.geojson")
    yield dict.fromkeys(shown, "/images/"), None
    before = "|".join(Rendition.objects.values_list("file", flat=True))
    call_command("wagtail_update_image_renditions", purge_only=True, verbosity=0)
    yield {story.url: "/images/", "/landkarte/": "/images/", "/daten/beispiele.geojson": ""}, before


def a_missing_rendition_is_drawn():
    picture = make_picture(size=(640, 480))
    make_example(lead_picture=picture)
    yield {"/daten/beispiele.geojson": '"image": ?null', "/daten/beispiele.rss": ""}, "/images/"
    picture.get_renditions("fill-1200x630|format-jpeg", "fill-400x300|format-webp")
    yield {"/daten/beispiele.geojson": "/images/", "/daten/beispiele.rss": "/images/"}, '"image": ?null'


def a_film_gets_another_credit():
    film = make_film(credit="Foto: Alt")
    story = make_example(lead_video=film)
    yield {story.url: "Foto: Alt"}, None
    film.credit = "Foto: Neu"
    film.save()
    yield {story.url: "Foto: Neu"}, "Foto: Alt"


def a_film_is_deleted():
    film = make_film(credit="Foto: Alt")
    story = make_example(lead_video=film)
    yield {story.url: film.file.url, "/landkarte/": r'data-count="video:1">\(1\)'}, None
    film.delete()
    yield {story.url: "", "/landkarte/": r'data-count="video:1">\(0\)'}, film.file.url


def words_become_equivalent():
    make_example(title="Wir kicken im Tal")
    # Where nothing is found the newest are offered.
    for _number in range(3):
        make_example()
    shown = ("/landkarte/?q=xylophon", "/suche/?q=xylophon", "/daten/beispiele.geojson?q=xylophon")
    yield dict.fromkeys(shown, ""), "Wir kicken"
    words = EquivalentWords.objects.create(words="Xylophon, Kicken")
    yield dict.fromkeys(shown, "Wir kicken"), None
    words.delete()
    yield dict.fromkeys(shown, ""), "Wir kicken"


def the_portal_gets_another_publisher():
    story = make_example()
    portal = Portal.for_site(Site.objects.get())
    portal.publisher, portal.contact_email = "Ministerium Alt", "alt@example.org"
    portal.save()
    shown = ("/", "/landkarte/", story.url, "/suche/", "/orte/koeln/")
    yield dict.fromkeys(shown, "Ministerium Alt"), None
    portal.publisher = "Ministerium Neu"
    portal.save()
    yield dict.fromkeys(shown, "Ministerium Neu"), "Ministerium Alt"


def a_document_gets_another_title():
    document = Document.objects.create(title="Faltblatt alt", file=ContentFile(pdf(), "faltblatt.pdf"))
    story = make_example(body=[("download", {"document": document, "title": ""})])
    yield {story.url: "Faltblatt alt"}, None
    document.title = "Faltblatt neu"
    document.save()
    yield {story.url: "Faltblatt neu"}, "Faltblatt alt"


def a_topic_is_renamed():
    topic = make_topic("altes-thema", "Altes Thema")
    story = make_example(topics=["altes-thema"])
    shown = (story.url, "/landkarte/", "/orte/koeln/", "/themen/altes-thema/", "/daten/beispiele.csv")
    yield dict.fromkeys(shown[:-1], "Altes Thema"), None
    topic.title = "Neues Thema"
    topic.save()
    yield dict.fromkeys(shown[:-1], "Neues Thema"), "Altes Thema"


def a_contact_is_corrected():
    contact = make_contact("Jana Alt")
    story = make_example(contacts=[contact])
    yield {story.url: "Jana Alt", "/orte/koeln/": "Jana Alt"}, None
    contact.name = "Jana Neu"
    contact.save()
    yield {story.url: "Jana Neu", "/orte/koeln/": "Jana Neu"}, "Jana Alt"


def a_contact_is_deleted():
    contact = make_contact("Jana Alt")
    story = make_example(contacts=[contact])
    yield {story.url: "Jana Alt", "/orte/koeln/": "Jana Alt"}, None
    contact.delete()
    yield {story.url: "", "/orte/koeln/": ""}, "Jana Alt"


# What makes a new version, as the apps register it → what shows that it does.
CASES = {
    "page_published": [a_page_is_scheduled],
    "page_unpublished": [],
    "page_slug_changed": [a_page_is_renamed],
    "post_page_move": [a_page_moves, a_page_moves_in_the_menu],
    "wagtailcore.Page": [a_page_is_added_by_code, a_page_is_deleted],
    "wagtailcore.PageViewRestriction": [a_restriction_changes_its_kind],
    "wagtailcore.Site": [the_site_gets_another_home_page],
    "places.Region": [a_region_gets_another_contact],
    "places.Place": [a_place_gets_another_name, the_gazetteer_is_loaded_anew],
    "media.Picture": [a_picture_gets_another_credit, a_picture_gets_another_file],
    "media.Rendition": [renditions_are_thrown_away, a_missing_rendition_is_drawn],
    "media.Video": [a_film_gets_another_credit, a_film_is_deleted],
    "home.EquivalentWords": [words_become_equivalent],
    "home.Portal": [the_portal_gets_another_publisher],
    "wagtaildocs.Document": [a_document_gets_another_title],
    "practice_examples.Topic": [a_topic_is_renamed],
    "practice_examples.Contact": [a_contact_is_corrected, a_contact_is_deleted],
}


def test_whatever_makes_a_new_version_is_in_the_handbook_and_has_its_cases():
    section = (
        (ROOT / "docs/architecture.md").read_text().partition("### What makes a new version")[2].partition("###")[0]
    )
    table = re.findall(r"(?m)^\| `([\w.]+)` \| (.+) \|$", section)
    assert dict(table) == version.reasons
    assert set(CASES) == set(version.reasons)


@pytest.mark.parametrize("case", [case for cases in CASES.values() for case in cases])
def test_a_change_shows_in_the_next_request(client, case):
    make_index()
    states = case()
    for shown, gone in states:
        answers = {address: read(client, address) for address in shown}
        assert [address for address, text in shown.items() if not re.search(text, answers[address])] == []
        assert not gone or [address for address, answer in answers.items() if re.search(gone, answer)] == []
        warm(client, *shown)
