"""The group Redaktion: the whole job of the communications staff, in German, and nothing technical."""

import gettext
import io
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management.sql import emit_post_migrate_signal
from django.urls import reverse
from wagtail.models import Page

from events.models import EventIndexPage, EventPage
from home.land.models import Region
from home.media.models import Picture, Video
from home.pages.models import EquivalentWords, HomePage, Portal, StandardPage
from practice_examples.models import Contact, ExampleIndexPage, ExamplePage, Topic
from practice_examples.submissions.record.models import SubmissionPage
from tests import editing, images
from tests.crawling import visit
from tests.event_factories import make_event, make_event_index
from tests.factories import make_contact, make_example, make_home, make_index, make_picture, make_topic
from tests.home.test_media_blocks import make_video

pytestmark = pytest.mark.django_db
GONE = {"status": 302, "to": "/admin/"}

ALLOWED = [
    "/admin/",
    "/admin/pages/",
    "/admin/pages/search/?q=Tal",
    "/admin/pages/{home}/",
    "/admin/pages/{home}/edit/",
    "/admin/pages/{index}/",
    "/admin/pages/{index}/edit/",
    "/admin/pages/{events}/edit/",
    "/admin/pages/add/practice_examples/examplepage/{index}/",
    "/admin/pages/add/events/eventpage/{events}/",
    "/admin/pages/add/home/standardpage/{home}/",
    "/admin/pages/{example}/edit/",
    "/admin/pages/{example}/history/",
    "/admin/pages/{example}/usage/",
    "/admin/pages/{example}/copy/",
    "/admin/pages/{example}/move/",
    "/admin/pages/{example}/unpublish/",
    "/admin/pages/{example}/delete/",
    "/admin/pages/{example}/privacy/",
    "/admin/pages/{event}/edit/",
    "/admin/images/",
    "/admin/images/add/",
    "/admin/images/multiple/add/",
    "/admin/images/{picture}/",
    "/admin/images/{picture}/delete/",
    "/admin/images/chooser/",
    "/admin/documents/",
    "/admin/documents/add/",
    "/admin/documents/multiple/add/",
    "/admin/documents/chooser/",
    "/admin/choose-page/",
    "/admin/snippets/media/video/",
    "/admin/snippets/media/video/add/",
    "/admin/snippets/media/video/edit/{video}/",
    "/admin/snippets/media/video/delete/{video}/",
    "/admin/snippets/choose/media/video/",
    "/admin/snippets/practice_examples/topic/",
    "/admin/snippets/practice_examples/topic/add/",
    "/admin/snippets/practice_examples/topic/edit/{topic}/",
    "/admin/snippets/practice_examples/topic/delete/{topic}/",
    "/admin/snippets/practice_examples/contact/",
    "/admin/snippets/practice_examples/contact/add/",
    "/admin/snippets/practice_examples/contact/edit/{contact}/",
    "/admin/snippets/practice_examples/contact/delete/{contact}/",
    "/admin/snippets/home/equivalentwords/",
    "/admin/snippets/home/equivalentwords/add/",
    "/admin/snippets/home/equivalentwords/edit/{words}/",
    "/admin/snippets/home/equivalentwords/delete/{words}/",
    "/admin/region/",
    "/admin/region/edit/koeln/",
    "/admin/settings/home/portal/{site}/",
    "/admin/redirects/",
    "/admin/redirects/add/",
    "/admin/account/",
    "/admin/reports/locked/",
    "/admin/reports/site-history/",
    "/admin/reports/aging-pages/",
    "/admin/reports/page-types-usage/",
]
BULK = [
    "/admin/bulk/wagtailcore/page/publish/?id={index}",
    "/admin/bulk/wagtailcore/page/unpublish/?id={index}",
    "/admin/bulk/wagtailcore/page/move/?id={example}",
    "/admin/bulk/wagtailcore/page/delete/?id={example}",
    "/admin/bulk/media/picture/add_tags/?id={picture}",
    "/admin/bulk/media/picture/add_to_collection/?id={picture}",
    "/admin/bulk/media/picture/delete/?id={picture}",
    "/admin/bulk/practice_examples/topic/delete/?id={topic}",
]
REFUSED = [
    "/admin/users/",
    "/admin/users/new/",
    "/admin/groups/",
    "/admin/groups/new/",
    "/admin/sites/",
    "/admin/sites/new/",
    "/admin/collections/",
    "/admin/collections/add/",
    "/admin/workflows/list/",
    "/admin/workflows/add/",
    "/admin/workflows/tasks/index/",
    "/admin/region/new/",
    "/admin/region/delete/koeln/",
    "/admin/staedte/",
    "/admin/staedte/edit/05315000/",
    "/admin/snippets/submissions/replytemplate/",
    "/admin/einreichungen/",
    "/admin/postausgang/",
]
MENU = {
    "Seiten",
    "Bilder",
    "Dokumente",
    "Filme",
    "Verzeichnisse",
    "Themen",
    "Kontakte",
    "Regionen",
    "Suchwörter",
    "Angaben zum Portal",
    "Weiterleitungen",
}


@pytest.fixture
def desk(client):
    return editing.sign_in(client, editing.make_editor())


@pytest.fixture
def content(media):
    example = make_example(contacts=[make_contact()], lead_picture=make_picture())
    example.save_revision()
    words, _created = EquivalentWords.objects.get_or_create(words="Lehre, Ausbildung")
    return {
        "home": make_home().pk,
        "index": make_index().pk,
        "events": make_event_index().pk,
        "example": example.pk,
        "event": make_event().pk,
        "picture": example.lead_picture_id,
        "video": make_video().pk,
        "topic": make_topic().pk,
        "contact": Contact.objects.get().pk,
        "words": words.pk,
        "site": Portal.objects.get_or_create(site=make_home().get_site())[0].site_id,
    }


def look(desk, address):
    """Status and, when the admin sends an editor away, where to."""
    headers = {"x-requested-with": "XMLHttpRequest"} if "choose" in address else {}
    response = desk.get(address, headers=headers)
    return {"status": response.status_code, "to": response.headers.get("Location", "")}


def test_redaktion_opens_everything_its_job_needs(desk, content):
    answers = {address: look(desk, address.format(**content)) for address in ALLOWED}
    assert {address: answer for address, answer in answers.items() if answer["status"] != 200} == {}


def test_redaktion_is_kept_out_of_everything_technical(desk, content):
    answers = {address: look(desk, address) for address in REFUSED}
    assert {address: answer for address, answer in answers.items() if answer != GONE} == {}


def test_the_menu_of_redaktion_has_its_job_and_nothing_else(desk, content):
    props = desk.get("/admin/").content.decode().split('id="wagtail-sidebar-props"')[1].split("</script>")[0]
    labels = {label.encode().decode("unicode_escape") for label in re.findall(r'"label": "([^"]*)"', props)}
    assert MENU - labels == set()
    assert labels & {"Benutzer", "Gruppen", "Webseiten", "Sammlungen", "Postausgang"} == set()


def test_redaktion_keeps_films_topics_contacts_regions_words_and_the_portal(desk, content):
    def post(route, *args, **form):
        return desk.post(reverse(route, args=args), form).status_code

    topic = {"title": "Pflege", "slug": "pflege", "intro": "", "colour": "berry", "sort_order": 5}
    assert post(Topic.snippet_viewset.get_url_name("add"), **topic) == 302
    person = {
        "name": "Jana Feld",
        "role": "",
        "organisation": "",
        "email": "j@example.org",
        "phone": "",
        "portrait": "",
    }
    assert post(Contact.snippet_viewset.get_url_name("add"), **person) == 302
    assert post(EquivalentWords.snippet_viewset.get_url_name("add"), words="Betrieb, Firma") == 302
    assert post(Video.snippet_viewset.get_url_name("delete"), content["video"]) == 302
    region = {"contact_name": "Jana Feld", "contact_phone": "0221 4710-001", "contact_email": "jana@example.org"}
    assert desk.post("/admin/region/edit/koeln/", region).status_code == 302
    assert Region.objects.get(pk="koeln").contact_name == "Jana Feld"
    portal = {"name": "Was gelingt", "short_name": "Gelingt", "publisher": "Musterland", "main": "#14304a"}
    portal |= {"signal": "#c4122f", "highlight": "#ffc53d", "poster": "#14304a"}
    assert desk.post(f"/admin/settings/home/portal/{content['site']}/", portal).status_code == 302
    assert (Portal.objects.get().publisher, Portal.objects.get().main) == ("Musterland", "#14304a")
    assert (Topic.objects.filter(slug="pflege").count(), Video.objects.count()) == (1, 0)


def test_redaktion_uploads_several_pictures_at_once(desk, media):
    def photo(name):
        return SimpleUploadedFile(name, images.encode(images.picture(400, 300)), "image/jpeg")

    first = desk.post(reverse("wagtailimages:add_multiple"), {"title": "eins", "files[]": photo("eins.jpg")}).json()
    assert first["success"]
    waiting = first["uploaded_file_id"]
    form = {"title": "Eins", "description": "Viele Hände an einem Tisch", "credit": "Foto: Jana Feld"}
    form |= {"depicted": "nobody", "source_licence": "", "rights_until": "", "consent_note": "", "tags": ""}
    form |= {f"focal_point_{part}": "" for part in ("x", "y", "width", "height")}
    address = reverse("wagtailimages:create_multiple_from_uploaded_image", args=[waiting])
    answer = desk.post(address, {f"uploaded-image-{waiting}-{name}": value for name, value in form.items()})
    assert answer.json()["success"], answer.json()
    assert Picture.objects.get().description == "Viele Hände an einem Tisch"


# --- The tree --------------------------------------------------------------------------------------

CHILDREN = {
    Page: {HomePage},
    HomePage: {EventIndexPage, ExampleIndexPage, StandardPage, SubmissionPage},
    StandardPage: {StandardPage},
    ExampleIndexPage: {ExamplePage},
    ExamplePage: set(),
    EventIndexPage: {EventPage},
    EventPage: set(),
    SubmissionPage: set(),
}


def test_pages_grow_only_where_they_belong():
    grown = {parent: {kind for kind in parent.allowed_subpage_models() if kind.is_creatable} for parent in CHILDREN}
    assert grown == CHILDREN


def test_home_landkarte_calendar_and_form_exist_only_once():
    assert [kind.__name__ for kind in CHILDREN if kind.max_count == 1] == [
        "HomePage",
        "ExampleIndexPage",
        "EventIndexPage",
        "SubmissionPage",
    ]


def test_redaktion_deletes_no_branch_with_everything_on_it(desk, content):
    for name in ("home", "index", "events"):
        address = reverse("wagtailadmin_pages:delete", args=[content[name]])
        assert desk.post(address).url == "/admin/"
        assert Page.objects.filter(pk=content[name]).exists()


# --- German ----------------------------------------------------------------------------------------

ENGLISH = re.compile(
    r"\b(the|and|of|is|are|can|add|change|delete|view|edit|page|pages|images?|choose|search|terms|permissions?|"
    r"settings|not|your|you|with|from|this|new|more|users?|groups?|upload(?!\s)|collections?|snippets?|save|cancel|"
    r"show|open|close|toggle|move|copy|actions|home|dashboard|none|wagtail)\b",
    re.IGNORECASE,
)
# Fixed in Wagtail's templates (a hidden counter, what is read without scripts and about shortcuts), names of kinds of
# pages in a report, a licence and a source.
ACCEPTED = {
    "None",
    "Zur Nutzung von Wagtail wird JavaScript benötigt, aber es ist momentan deaktiviert.",
    "Aktivieren Sie benutzerdefinierte Tastaturkürzel speziell für Wagtail.",
    "Zum Beispiel „Musterwerk Siegen, alle Rechte eingeräumt“ oder „CC BY 4.0“.",
    "home.homepage",
    "home.standardpage",
    "(ODbL) · Made with Natural Earth · Orte:",
}


class Words(HTMLParser):
    """What is read on a page, or read out."""

    def __init__(self, html):
        super().__init__()
        self.words, self.silent = set(), 0
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.silent += tag in ("script", "style", "svg")
        attrs = dict(attrs)
        for name in ("title", "aria-label", "placeholder", "alt"):
            self.words.add(attrs.get(name) or "")
        if attrs.get("type") in ("submit", "button"):
            self.words.add(attrs.get("value") or "")

    def handle_endtag(self, tag):
        self.silent -= tag in ("script", "style", "svg")

    def handle_data(self, data):
        if not self.silent:
            self.words.add(" ".join(data.split()))


@pytest.mark.parametrize("group", ["Redaktion", "Moderation"])
def test_nobody_but_administrators_reads_english_anywhere_in_the_admin(client, content, group):
    desk = editing.sign_in(client, editing.make_editor(group=group))
    starts = [address.format(**content) for address in [*ALLOWED, *BULK]]
    leftovers = {}
    for address, answer in visit(desk, *starts, within="/admin/", but=("/admin/logout/", "/admin/bulk/")):
        html = answer.content.decode() if answer["Content-Type"].startswith("text/html") else ""
        if answer["Content-Type"] == "application/json":
            html = answer.json().get("html", "")
        if answer.status_code == 200:
            found = {words for words in Words(html).words if ENGLISH.search(words)} - ACCEPTED
            leftovers |= dict.fromkeys(found, address)
    assert leftovers == {}


def test_the_admin_has_a_name_and_a_sign_of_its_own(desk):
    html = desk.get("/admin/").content.decode()
    assert "<title>Übersicht - Redaktion der Landkarte</title>" in html
    assert "favicon.svg" in html


def test_permissions_are_named_in_german():
    # As after an empty database: every app makes its own, in English, one after the other.
    Permission.objects.filter(codename__in=["add_user", "change_group"]).delete()
    emit_post_migrate_signal(verbosity=0, interactive=False, db="default")
    names = Permission.objects.filter(group=Group.objects.get(name="Redaktion")).values_list("name", flat=True)
    assert [name for name in names if name.startswith("Can ") and "Wagtail" not in name] == []
    assert "Film hinzufügen" in names
    of_wagtail = Permission.objects.filter(codename__in=["add_user", "change_group", "add_page", "publish_page"])
    assert sorted(of_wagtail.values_list("name", flat=True)) == [
        "Benutzer hinzufügen",
        "Gruppe ändern",
        "Jede Seite veröffentlichen",
        "Seite hinzufügen",
    ]


def test_the_compiled_catalogue_says_what_its_source_says():
    folder = Path(settings.BASE_DIR) / "site" / "locale" / "de" / "LC_MESSAGES"
    compiled = gettext.GNUTranslations(io.BytesIO((folder / "django.mo").read_bytes()))
    source = (folder / "django.po").read_text(encoding="utf-8")
    pairs = re.findall(r'^msgid "(.+)"\nmsgstr "(.+)"$', source, re.MULTILINE)
    assert len(pairs) == 21
    for original, german in pairs:
        assert compiled.gettext(original.replace('\\"', '"')) == german.replace('\\"', '"')
