"""What else an editor does with a page: copy, sort, lead elsewhere, let end, show to a few."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageViewRestriction

from home.pages.redirects import check_free
from practice_examples.models import ExamplePage
from tests.editing import PUBLISH, edit, errors, full_story, make_editor, sign_in, told
from tests.event_factories import make_event_index
from tests.factories import make_example, make_index, make_picture
from tests.reading import read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]
JSON = {"accept": "application/json"}


@pytest.fixture
def desk(client):
    return sign_in(client, make_editor())


# --- copying -----------------------------------------------------------------------------------------


def test_a_copy_is_a_draft_that_nobody_has_checked_yet(desk):
    story = make_example(reviewed_on="2026-05-01", lead_picture=make_picture())
    story.save_revision().publish()
    address = f"/admin/pages/{story.pk}/copy/"
    form = {"new_title": "Kopie", "new_slug": "kopie", "new_parent_page": story.get_parent().pk}
    desk.post(address, {**form, "publish_copies": "on", "alias": "on"})
    copy = ExamplePage.objects.get(slug="kopie")
    assert (copy.live, copy.alias_of, copy.reviewed_on, copy.get_latest_revision_as_object().reviewed_on) == (
        False,
        None,
        None,
        None,
    )
    offered = read(desk.get(address)).names("field")
    assert [name for name in offered if "Alias" in name or "veröffentlichen" in name] == []


# --- order -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("make", [make_index, make_event_index])
def test_lists_that_follow_dates_or_titles_are_not_sorted_by_hand(desk, make):
    page = make()
    html = desk.get(f"/admin/pages/{page.pk}/").content.decode()
    assert "ordering=ord" not in html
    assert "Menüreihenfolge" not in html
    assert desk.get(f"/admin/pages/{page.pk}/?ordering=ord").url == f"/admin/pages/{page.pk}/"


# --- the end of a publication ------------------------------------------------------------------------


def over() -> str:
    return (timezone.localtime() - timedelta(days=3)).strftime("%d.%m.%Y %H:%M")


def test_a_page_whose_end_has_passed_is_saved_as_a_draft_and_asks_for_a_new_end_to_go_live(desk):
    story = make_example(title="Vorbei")
    form = full_story(title="Vorbei", slug=story.slug, expire_at=over())
    saved = edit(desk, story, form | {"organisation": "Neu"}, **JSON).json()
    assert saved["success"] is True, saved
    assert ExamplePage.objects.get(pk=story.pk).get_latest_revision_as_object().organisation == "Neu"
    answer = edit(desk, story, form | PUBLISH)
    message = "Das Ende der Veröffentlichung ist vorbei. Wählen Sie im Zeitplan ein neues oder leeren Sie das Feld."
    assert errors(answer) == {"expire_at": [message]}
    assert edit(desk, story, form | {"expire_at": "24.12.2031 18:00"} | PUBLISH).status_code == 302
    assert ExamplePage.objects.get(pk=story.pk).expire_at.year == 2031
    edit(desk, story, form | {"expire_at": ""} | PUBLISH)
    assert ExamplePage.objects.get(pk=story.pk).expire_at is None


def test_nothing_else_publishes_a_page_whose_end_has_passed(desk):
    story = make_example(title="Vorbei", live=False, expire_at=timezone.now() - timedelta(days=1))
    story.save_revision()
    answer = desk.post(f"/admin/bulk/wagtailcore/page/publish/?id={story.pk}&next=/admin/", follow=True)
    assert any("Das Ende der Veröffentlichung ist vorbei." in message for message in told(answer))
    assert not ExamplePage.objects.get(pk=story.pk).live


# --- taking down -------------------------------------------------------------------------------------


@pytest.mark.parametrize("along", [{}, {"include_descendants": "on"}])
@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (1, "Darunter steht 1 öffentliche Seite. Sie bleibt öffentlich, wenn Sie sie nicht mitnehmen."),
        (3, "Darunter stehen 3 öffentliche Seiten. Sie bleiben öffentlich, wenn Sie sie nicht mitnehmen."),
    ],
)
def test_whoever_takes_a_page_down_reads_what_stays_public_below_it_and_may_take_it_along(
    desk, number, sentence, along
):
    stories = [make_example() for _ in range(number)]
    index = stories[0].get_parent()
    address = f"/admin/pages/{index.pk}/unpublish/"
    assert sentence in read(desk.get(address)).text
    desk.post(address, along)
    assert ExamplePage.objects.live().count() == (0 if along else number)


def test_whoever_takes_several_pages_down_may_take_along_what_is_below_them(desk):
    index = make_example().get_parent()
    address = f"/admin/bulk/wagtailcore/page/unpublish/?id={index.pk}&next=/admin/"
    page = read(desk.get(address))
    assert page.field("Auch die Seiten darunter")
    assert "Ohne das Häkchen bleiben sie öffentlich." in page.text
    desk.post(address, {"include_descendants": "on"})
    assert ExamplePage.objects.live().count() == 0


# --- redirects ---------------------------------------------------------------------------------------


def test_redaktion_leads_an_address_for_a_flyer_to_a_story(desk):
    story = make_example()
    form = {"old_path": "/flyer", "site": "", "redirect_page": story.pk, "redirect_link": "", "is_permanent": "on"}
    desk.post("/admin/redirects/add/", form)
    assert Redirect.objects.get().old_path == "/flyer"
    assert desk.get("/flyer/").url == story.url


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("/landkarte/", "Unter dieser Adresse steht schon die Seite „Landkarte“. Nehmen Sie eine andere Adresse."),
        ("/suche", "Diese Adresse braucht die Website selbst. Nehmen Sie eine andere Adresse."),
        ("/daten/beispiele.csv", "Diese Adresse braucht die Website selbst. Nehmen Sie eine andere Adresse."),
    ],
)
def test_no_redirect_begins_where_something_is(desk, address, message):
    index = make_index()
    with pytest.raises(ValidationError, match=message):
        check_free(address)
    answer = desk.post("/admin/redirects/add/", {"old_path": address, "site": "", "redirect_page": index.pk})
    assert errors(answer) == {"__all__": [message]}
    assert not Redirect.objects.exists()


# --- private pages -----------------------------------------------------------------------------------


def test_the_login_of_a_private_page_stands_in_our_frame_and_leads_to_it(client):
    story = make_example(title="Nur für uns")
    PageViewRestriction.objects.create(page=story, restriction_type=PageViewRestriction.LOGIN)
    login = read(client.get(story.url, follow=True))
    assert login.headings(1) == ["Bitte melden Sie sich an."]
    assert login.all("navigation")
    make_editor("lena")
    data = {"username": "lena", "next": story.url}
    wrong = read(client.post("/_util/login/", data | {"password": "falsch"}))
    assert wrong.errors["Passwort"] == "Benutzername oder Passwort stimmen nicht."
    assert client.post("/_util/login/", data | {"password": "geheim"}).url == story.url
