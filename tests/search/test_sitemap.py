import re
from xml.etree import ElementTree

import pytest
from wagtail.models import PageViewRestriction

from tests.event_factories import berlin, make_event
from tests.factories import make_example

pytestmark = pytest.mark.django_db


# Not the addresses of pictures, which have a namespace of their own.
LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


def paths(client):
    response = client.get("/sitemap.xml")
    assert response["Content-Type"] == "application/xml"
    return [
        element.text.removeprefix("http://testserver") for element in ElementTree.fromstring(response.content).iter(LOC)
    ]


def test_the_sitemap_lists_what_is_public_once_below_base_url(client):
    make_example(slug="offen", place="koeln", topics=["sport"])
    make_event(slug="abend", starts_at=berlin(2027, 1, 26, 17))
    found = paths(client)
    assert len(found) == len(set(found))
    expected = {
        "/",
        "/landkarte/",
        "/landkarte/offen/",
        "/veranstaltungen/",
        "/veranstaltungen/abend/",
        "/orte/koeln/",
        "/themen/sport/",
    }
    assert expected <= set(found)
    assert "/orte/siegen/" not in found


def test_nothing_hidden_is_in_the_sitemap(client):
    make_example(slug="entwurf", live=False)
    make_example(slug="abgelaufen", expire_at=berlin(2020, 1, 1), place="siegen")
    private = make_example(slug="privat", place="soest")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    assert [path for path in paths(client) if re.search("entwurf|abgelaufen|privat|siegen|soest", path)] == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_sitemap_costs_the_same_for_any_number_of_pages(client, count, django_assert_num_queries):
    for number in range(count):
        make_example(slug=f"idee-{number}")
    client.get("/sitemap.xml")
    with django_assert_num_queries(14):
        assert len([path for path in paths(client) if "idee" in path]) == count
