"""The map index in partners' frames."""

import pytest

from tests.bench.content import multiply
from tests.factories import make_example, make_index
from tests.reading import read


@pytest.fixture
def index(db):
    return make_index()


def test_the_embedded_view_may_stand_in_any_frame_and_nothing_else_may(client, index):
    make_example(slug="eins")
    framed = client.get("/einbetten/?thema=ausbildung")
    assert framed.status_code == 200
    assert "X-Frame-Options" not in framed
    assert "frame-ancestors *" in framed["Content-Security-Policy"]
    assert "script-src 'self'" in framed["Content-Security-Policy"]
    for address in ("/landkarte/", "/daten/beispiele.csv"):
        response = client.get(address)
        assert response["X-Frame-Options"] == "SAMEORIGIN"
        assert "frame-ancestors 'self'" in response["Content-Security-Policy"]


def test_the_operator_says_who_may_frame(client, index, settings):
    settings.EMBED_FRAME_ANCESTORS = ["https://www.example.org"]
    policy = client.get("/einbetten/")["Content-Security-Policy"]
    assert "frame-ancestors https://www.example.org" in policy


def test_the_embedded_view_has_no_frame_of_ours_and_opens_stories_outside(client, index):
    make_example(slug="eins", title="Gute Idee 1", place="koeln")
    response = client.get("/einbetten/?ort=Köln&umkreis=25")
    page = read(response)
    assert response.cookies == {}
    assert [page.names(role) for role in ("header", "footer", "navigation")] == [[], [], []]
    assert page.form("Gute Ideen filtern")["action"] == "/einbetten/"
    found = page.region("1 gute Idee im Umkreis von 25\u00a0km um Köln")
    assert found.headings(3) == ["Gute Idee 1"]
    assert (found.link("Gute Idee 1").href, found.link("Gute Idee 1")["target"]) == ("/landkarte/eins/", "_parent")


@pytest.mark.parametrize("count", [1, 3, 300])
def test_the_embedded_view_costs_the_same_for_any_number_of_stories(client, index, django_assert_num_queries, count):
    for place in ("koeln", "bonn", "kreuztal")[:count]:
        make_example(index, place=place)
    multiply(count)
    with django_assert_num_queries(8):
        response = client.get("/einbetten/")
    assert response.context["listing"].total == count
