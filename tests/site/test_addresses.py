"""How an address finds its page: by its whole path, in one question, and never what is not public."""

import pytest
from wagtail.models import Site

from home.pages.models import HomePage, StandardPage
from tests.factories import make_example, make_home

pytestmark = pytest.mark.django_db


def make_page(parent, title, slug, **fields) -> StandardPage:
    return parent.add_child(instance=StandardPage(title=title, slug=slug, **fields))


def shown(client, address) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.context["page"].title


def test_pages_of_the_same_name_are_told_apart_by_those_above_them(client):
    home = make_home()
    for letter in "ab":
        above = make_page(home, letter, letter)
        make_page(make_page(above, f"Team {letter}", "team"), f"Leitung {letter}", "leitung")
    assert shown(client, "/a/team/") == "Team a"
    assert shown(client, "/b/team/") == "Team b"
    assert shown(client, "/b/team/leitung/") == "Leitung b"
    assert client.get("/a/leitung/").status_code == 404
    assert client.get("/team/").status_code == 404


def test_a_deep_address_finds_neither_drafts_nor_what_is_not_there(client):
    above = make_page(make_home(), "Presse", "presse")
    make_page(above, "Entwurf", "entwurf", live=False)
    assert client.get("/presse/entwurf/").status_code == 404
    assert client.get("/presse/nichts/").status_code == 404
    assert client.get("/presse/entwurf/nichts/").status_code == 404


def test_a_page_moves_with_the_one_above_it(client):
    home = make_home()
    above = make_page(home, "Presse", "presse")
    make_page(above, "Bilder", "bilder")
    above.slug = "medien"
    above.save_revision().publish()
    assert shown(client, "/medien/bilder/") == "Bilder"


@pytest.mark.parametrize("depth", [2, 4])
def test_a_deeper_page_costs_no_more_questions(client, django_assert_num_queries, depth):
    page, address = make_home(), "/"
    for number in range(depth):
        page = make_page(page, f"Seite {number}", f"seite-{number}")
        address += f"seite-{number}/"
    client.get(address)
    with django_assert_num_queries(3):
        client.get(address)


def test_a_changed_site_is_seen_by_the_next_request(client):
    make_example(slug="eins")
    assert client.get("/landkarte/eins/").status_code == 200
    other = HomePage(title="Andere", slug="andere", claim="Anders", intro="Neu")
    HomePage.objects.get().get_parent().add_child(instance=other)
    site = Site.objects.get()
    site.root_page = other
    site.save()
    assert shown(client, "/") == "Andere"
    assert client.get("/landkarte/eins/").status_code == 404


def test_without_a_site_there_is_no_page_and_no_error(client):
    make_home()
    Site.objects.all().delete()
    assert client.get("/presse/").status_code == 404


def test_every_host_has_its_own_site(client, settings):
    settings.ALLOWED_HOSTS = ["*"]
    home = make_home()
    other = HomePage(title="Andere", slug="andere", claim="Anders", intro="Neu")
    home.get_parent().add_child(instance=other)
    Site.objects.create(hostname="anders.example.org", root_page=other)
    for _round in range(2):
        assert shown(client, "/") == home.title
        assert client.get("/", headers={"host": "anders.example.org"}).context["page"].title == "Andere"


def test_the_site_is_asked_for_only_where_it_is_needed(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/health/live").status_code == 200
