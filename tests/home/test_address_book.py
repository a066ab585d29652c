"""Pages that editors may rename are asked for by their purpose. What nobody may see is linked nowhere."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.template import Context, RequestContext, Template
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from home.caching import version
from home.pages.addresses import absolute, address, address_book, page_path
from home.pages.models import HomePage, StandardPage
from home.publishing.publication import PublicationRefused
from tests.event_factories import berlin, make_event, make_event_index
from tests.factories import make_example, make_home, make_index
from tests.reading import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def book(rf):
    return address_book


def make_contact_page(parent=None, **fields) -> StandardPage:
    page = StandardPage(**{"title": "Kontakt", "slug": "kontakt", "purpose": "contact", **fields})
    return (parent or make_home()).add_child(instance=page)


def hide_by_password(page):
    PageViewRestriction.objects.create(page=page, restriction_type="password", password="geheim")


def unpublish(page):
    page.unpublish()


def expire(page):
    page.expire_at = timezone.now() - timedelta(minutes=1)
    page.save()


def delete(page):
    page.delete()


def hide_what_is_above(page):
    hide_by_password(page.get_parent())


def test_a_page_is_found_by_its_purpose_wherever_it_stands_and_whatever_it_is_called(book):
    make_index(), make_event_index()
    below = make_home().add_child(instance=StandardPage(title="Über uns", slug="über-uns"))
    make_contact_page(below, title="So erreichen Sie uns", slug="erreichen")
    assert book().address("map") == "/landkarte/"
    assert book().address("events") == "/veranstaltungen/"
    assert book().address("registration") == "/mitmachen/"
    assert book().address("contact") == "/%C3%BCber-uns/erreichen/"
    assert book().find("contact").title == "So erreichen Sie uns"


def test_a_query_is_encoded_and_may_repeat_a_parameter(book):
    make_index()
    assert (
        book().address("map", ort="köln", thema=["sport", "arbeit"])
        == "/landkarte/?ort=k%C3%B6ln&thema=sport&thema=arbeit"
    )
    assert book().address("press", ort="köln") == ""


@pytest.mark.parametrize("hide", [hide_by_password, unpublish, expire, delete, hide_what_is_above])
def test_what_nobody_may_see_is_in_no_book(book, hide):
    below = make_home().add_child(instance=StandardPage(title="Über uns", slug="ueber-uns", show_in_menus=True))
    page = make_contact_page(below)
    assert book().find("contact")
    hide(page)
    assert book().find("contact") is None
    assert book().find("registration")


@pytest.mark.parametrize("hide", [hide_by_password, unpublish, expire])
def test_the_book_knows_of_what_is_visible_and_of_nothing_else(book, hide):
    pages = [make_contact_page(slug=f"seite-{number}", purpose="", title=f"Seite {number}") for number in range(3)]
    hide(pages[1])
    shown = StandardPage.objects.visible().order_by("path").values_list("title", flat=True)
    assert (
        [link.title for link in book().links if link.title.startswith("Seite")] == list(shown) == ["Seite 0", "Seite 2"]
    )


def test_a_private_home_page_leaves_an_empty_book(book):
    hide_by_password(HomePage.objects.get())
    assert book().links == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_book_costs_one_query_for_any_number_of_pages_and_then_none(in_a_request, count, django_assert_num_queries):
    make_index()
    for number in range(count):
        make_contact_page(slug=f"seite-{number}", purpose="")
    version.current()
    for queries in (1, 0):
        with django_assert_num_queries(queries):
            assert address("map") == "/landkarte/"


def draw(rf, template):
    return Template("{% load frame %}" + template).render(RequestContext(rf.get("/")))


def test_the_tag_writes_the_address_or_nothing(rf):
    make_index()
    assert draw(rf, '{% address "map" ort="köln" umkreis=25 %}') == "/landkarte/?ort=k%C3%B6ln&amp;umkreis=25"
    assert draw(rf, '{% address "map" absolute=True %}') == "http://testserver/landkarte/"
    assert draw(rf, '{% address "press" %}{% address "press" absolute=True %}') == ""
    assert Template('{% load frame %}{% address "map" %}').render(Context()) == ""


def test_an_address_has_one_spelling(client):
    index = make_index()
    story = make_example(index, title="Frühlingsfest", slug="frühlingsfest")
    spelled = "/landkarte/fr%C3%BChlingsfest/"
    assert story.url == page_path(story.url_path, "/start/") == spelled
    assert absolute("/landkarte/frühlingsfest/") == absolute(spelled) == f"http://testserver{spelled}"
    for path in (
        "/sitemap.xml",
        "/daten/beispiele.geojson",
        "/daten/beispiele.rss",
        "/daten/beispiele.csv",
        spelled,
    ):
        content = client.get(path).getvalue().decode()
        assert spelled in content, path
        assert "/frühlingsfest" not in content, path


def test_one_purpose_has_one_live_page():
    make_contact_page()
    second = make_contact_page(title="Noch einer", slug="noch-einer", live=False)
    with pytest.raises(PublicationRefused) as refused:
        second.save_revision().publish()
    assert refused.value.problems == {"purpose": "Diese Aufgabe hat schon die Seite „Kontakt“."}
    second.purpose = "press"
    second.save_revision().publish()


def test_a_page_may_be_saved_with_the_purpose_it_has_and_its_copy_has_none():
    page = make_contact_page()
    page.save_revision().publish()
    assert page.copy(update_attrs={"slug": "kopie"}).purpose == ""


GONE = {"/landkarte/", "/veranstaltungen/", "/mitmachen/", "/kontakt/", "/datenschutz/"}


@pytest.mark.parametrize("hide", [hide_by_password, unpublish, delete])
def test_pages_that_are_not_there_are_linked_nowhere(client, hide):
    story = make_example(make_index(), lat=50.9, lng=6.9)
    event = make_event(starts_at=berlin(2030, 5, 4, 18))
    for page in Page.objects.filter(depth=3):
        hide(page)
    for path in [
        "/",
        story.url,
        event.url,
        "/suche/?q=nichts",
        "/orte/koeln/",
        "/orte/bonn/",
        "/themen/ausbildung/",
        "/einbetten/?q=nichts",
        "/gibt-es-nicht/",
    ]:
        response = client.get(path)
        links = {urlsplit(address).path for address in read(response.content.decode(), response.status_code).addresses}
        assert links & GONE == set(), path
        assert response.status_code < 500
    feed = client.get("/daten/veranstaltungen.rss").content.decode()
    assert [path for path in GONE if f"http://testserver{path}<" in feed] == []
