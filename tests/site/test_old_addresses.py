"""Old addresses lead on, with their query, to where a page is now; and never in a circle."""

import pytest
from django.test import Client
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction

from home.pages.models import FormerAddress, StandardPage
from tests.event_factories import berlin, make_event, make_event_index
from tests.factories import make_example, make_home, make_index, make_picture

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    """What waits for the end of a transaction need not wait for that of the test."""
    monkeypatch.setattr("django.db.transaction.on_commit", lambda function, **kwargs: function())


def rename(page, slug):
    page = page.specific_class.objects.get(pk=page.pk)
    page.slug = slug
    page.save_revision().publish()


def make_page(slug, parent=None, **fields) -> StandardPage:
    return (parent or make_home()).add_child(instance=StandardPage(title=slug, slug=slug, **fields))


def leads(client, address) -> str | int:
    """Where the address leads in one step, or the status of the answer."""
    response = client.get(address)
    return response.get("Location") or response.status_code


def test_an_old_address_keeps_its_query(client):
    rename(make_index(), "karte")
    assert leads(client, "/landkarte/?ort=koeln&thema=sport") == "/karte/?ort=koeln&thema=sport"
    assert leads(client, "/landkarte/?q=f%C3%BCr+alle") == "/karte/?q=f%C3%BCr+alle"
    assert leads(client, "/landkarte") == "/karte/"
    assert client.get("/landkarte/").status_code == 301
    assert client.get("/karte/").status_code == 200


def test_one_rename_is_one_row_for_any_number_of_pages_below(client):
    index = make_index()
    stories = [make_example(index, slug=f"idee-{number}") for number in range(30)]
    rename(index, "karte")
    assert (FormerAddress.objects.count(), Redirect.objects.count()) == (1, 0)
    assert {leads(client, f"/landkarte/{story.slug}/?a=1") for story in stories} == {
        f"/karte/{story.slug}/?a=1" for story in stories
    }


def test_many_renames_lead_on_in_one_step_whatever_their_order(client, media):
    index = make_index()
    story = make_example(index, slug="eins", lead_picture=make_picture())
    rename(story, "zwei")
    rename(index, "karte")
    rename(story, "drei")
    rename(index, "atlas")
    rename(story, "vier")
    rename(index, "landkarte")
    for above in ("landkarte", "karte", "atlas"):
        assert {leads(client, f"/{above}/{slug}/") for slug in ("eins", "zwei", "drei")} == {"/landkarte/vier/"}
    assert client.get("/landkarte/vier/").status_code == 200


def test_a_moved_page_is_found_where_it_stood(client):
    old, new = make_page("alt"), make_page("neu")
    page = make_page("seite", old)
    make_page("anhang", page)
    page.move(new, pos="last-child")
    assert leads(client, "/alt/seite/anhang/?x") == "/neu/seite/anhang/?x"


def test_a_page_renamed_away_and_back_and_taken_down_is_not_found(client):
    page = make_page("a")
    rename(page, "b")
    rename(page, "a")
    assert client.get("/a/").status_code == 200
    assert leads(client, "/b/") == "/a/"
    Page.objects.get(pk=page.pk).specific.unpublish()
    assert [leads(client, address) for address in ("/a/", "/b/")] == [404, 404]


def test_a_page_that_takes_an_address_keeps_it_when_it_is_taken_down(client):
    first = make_page("a")
    rename(first, "b")
    second = make_page("a")
    assert client.get("/a/").context["page"].pk == second.pk
    second.unpublish()
    assert leads(client, "/a/") == 404


def test_a_deleted_page_leaves_nothing_behind(client):
    page = make_page("a")
    rename(page, "b")
    Page.objects.get(pk=page.pk).delete()
    assert leads(client, "/a/") == 404
    assert FormerAddress.objects.count() == 0


def test_a_page_taken_down_renamed_and_shown_again_is_found_by_its_public_address_only(client):
    page = make_page("a")
    page.unpublish()
    for slug in ("b", "be", "ber"):
        page.slug = slug
        page.save()
    page.save_revision().publish()
    assert [leads(client, f"/{slug}/") for slug in ("a", "b", "be")] == ["/ber/", 404, 404]


@pytest.mark.parametrize("hide", ["private", "unpublished"])
def test_no_old_address_tells_of_what_nobody_may_see(client, hide):
    page = make_page("a")
    rename(page, "geheimes")
    page = StandardPage.objects.get()
    if hide == "private":
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    else:
        page.unpublish()
    response = client.get("/a/")
    assert response.status_code == 404
    assert "geheimes" not in response.content.decode()


def test_a_calendar_file_follows_its_event_and_the_list_of_events(client):
    event = make_event(slug="frühlingsfest", starts_at=berlin(2030, 5, 4, 18))
    file = client.get("/veranstaltungen/frühlingsfest/termin.ics")
    assert file.status_code == 200
    assert file["Content-Disposition"] == "inline; filename*=utf-8''fr%C3%BChlingsfest.ics"
    rename(event, "überall")
    rename(make_event_index(), "termine")
    target = "/termine/%C3%BCberall/termin.ics"
    for old in ("/veranstaltungen/frühlingsfest/", "/veranstaltungen/überall/", "/termine/frühlingsfest/"):
        assert leads(client, f"{old}termin.ics?a=b") == f"{target}?a=b"
    assert "UID" in client.get(target).content.decode()
    assert f'href="{target}"' in client.get("/termine/überall/").content.decode()
    assert f'href="{target}"' in client.get("/termine/").content.decode()


def test_a_file_that_was_never_there_is_not_found_at_a_new_address_either(client):
    rename(make_index(), "karte")
    assert leads(client, "/landkarte/liste.pdf") == 404
    assert leads(client, "/landkarte/nichts/") == 404


def test_a_form_is_sent_on_with_all_that_was_typed(client):
    page = Page.objects.get(slug="mitmachen")
    rename(page, "anmelden")
    response = client.post("/mitmachen/?vorbild=x", {"title": "Radwerkstatt"})
    assert (response.status_code, response["Location"]) == (308, "/anmelden/?vorbild=x")
    assert "Radwerkstatt" in client.post(response["Location"], {"title": "Radwerkstatt"}).content.decode()


def test_browsers_do_not_keep_the_way_for_ever(client):
    rename(make_index(), "karte")
    assert client.get("/landkarte/")["Cache-Control"] == "max-age=300"


@pytest.mark.parametrize(
    ("link", "asked", "expected"),
    [
        ("https://example.org/a?x=1", "/flyer/?y=2", "https://example.org/a?x=1&y=2"),
        ("https://example.org/a#unten", "/flyer/?y=2", "https://example.org/a?y=2#unten"),
        ("/suche/", "/flyer/", "/suche/"),
        ("/suche/", "/flyer", "/suche/"),
        ("http://testserver/flyer/", "/flyer/", 404),
        ("/flyer/", "/flyer/", 404),
    ],
)
def test_a_redirect_of_the_editors_keeps_the_query_and_never_leads_to_itself(client, link, asked, expected):
    Redirect.add_redirect("/flyer", link)
    assert leads(client, asked) == expected


def test_a_redirect_for_one_query_goes_before_the_one_for_all(client):
    Redirect.add_redirect("/seite", "/suche/?q=alle")
    Redirect.add_redirect("/seite?id=5", "/suche/?q=eins", is_permanent=False)
    assert leads(client, "/seite/?id=6") == "/suche/?q=alle&id=6"
    response = client.get("/seite/?id=5")
    assert (response.status_code, response["Location"]) == (302, "/suche/?q=eins")


def test_a_redirect_to_a_page_that_nobody_may_see_leads_nowhere(client):
    page = make_page("a")
    Redirect.add_redirect("/flyer", page)
    assert leads(client, "/flyer/?x=1") == "/a/?x=1"
    page.unpublish()
    assert leads(client, "/flyer/") == 404


@pytest.mark.parametrize("address", ["/a%00b/", "/a/" * 300, "/%FF%FE/", "/..%2F/", "/" + "x" * 2000 + "/"])
def test_odd_addresses_are_not_found(address):
    rename(make_page("a"), "b")
    assert Client(raise_request_exception=False).get(address).status_code == 404


def test_what_was_never_there_costs_two_questions_more(client, django_assert_num_queries):
    client.get("/gibt-es-nicht.txt")
    with django_assert_num_queries(4):
        client.get("/gibt-es-nicht.txt")
