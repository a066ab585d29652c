"""What anybody may see, to the second: live, not private, before its end, and with rights that hold."""

import json
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.documents.models import Document
from wagtail.models import PageViewRestriction
from wagtail.rich_text import RichText

from home.caching import version
from home.media.models import Picture
from home.pages.addresses import site_root
from home.pages.models import StandardPage
from practice_examples.models import ExamplePage
from tests import documents
from tests.factories import make_example, make_home, make_picture
from tests.reading import read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]

NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)


def hide_as_draft(page):
    page.unpublish()


def hide_behind_a_login(page):
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def hide_with_what_is_above(page):
    hide_behind_a_login(page.get_parent())


def hide_as_expired(page):
    page.expire_at = timezone.now() - timedelta(seconds=1)
    page.save()


@pytest.mark.parametrize("hide", [hide_as_draft, hide_behind_a_login, hide_with_what_is_above, hide_as_expired])
def test_nobody_sees_what_is_not_public(client, hide):
    story = make_example(title="Zwei Schwestern")
    plain = make_home().add_child(instance=StandardPage(title="Presse", slug="presse", show_in_menus=True))
    assert [page.title for page in ExamplePage.objects.visible()] == ["Zwei Schwestern"]
    assert "Presse" in read(client.get("/orte/koeln/")).navigation("Hauptmenü").names("link")
    hide(story)
    if hide is not hide_with_what_is_above:
        hide(plain)
        assert "Presse" not in read(client.get("/orte/koeln/")).navigation("Hauptmenü").names("link")
    assert list(ExamplePage.objects.visible()) == []
    assert client.get(story.url).status_code != 200


def test_a_page_ends_at_the_very_second_that_was_promised(client, time_machine):
    time_machine.move_to(NOON, tick=False)
    story = make_example(title="Zwei Schwestern", expire_at=NOON + timedelta(seconds=10))
    time_machine.move_to(NOON + timedelta(seconds=9), tick=False)
    assert "Zwei Schwestern" in read(client.get("/landkarte/")).headings(3)
    assert client.get(story.url).status_code == 200
    time_machine.move_to(NOON + timedelta(seconds=10), tick=False)
    assert "Zwei Schwestern" not in read(client.get("/landkarte/")).headings(3)
    assert client.get(story.url).status_code == 404
    assert list(ExamplePage.objects.visible()) == []


# --- links within texts ------------------------------------------------------------------------------


def delete(page):
    page.delete()


def text_with_link(target, kind="page"):
    return f'<p>Lesen Sie, <a linktype="{kind}" id="{target.pk}">wie alles begann</a>.</p>'


def story_with(text):
    box = {"title": "Hintergrund", "text": text}
    blocks = [{"type": "text", "value": text}, {"type": "fact_box", "value": box}]
    return make_example(title="Heute", outcome=text, body=json.dumps(blocks))


def links_and_words(client, page) -> tuple[int, int]:
    """How often the page links the words, and how often it says them at all."""
    shown = read(client.get(page.url))
    return shown.names("link").count("wie alles begann"), shown.text.count("Lesen Sie, wie alles begann.")


@pytest.mark.parametrize("hide", [hide_as_draft, hide_as_expired, delete])
def test_a_text_keeps_the_words_of_a_link_to_a_page_that_is_gone(client, hide):
    target = make_example(title="Zwei Schwestern")
    story = story_with(text_with_link(target))
    assert links_and_words(client, story) == (3, 3)
    hide(target)
    assert links_and_words(client, story) == (0, 3)
    assert "<a>" not in client.get(story.url).content.decode()


def test_a_text_goes_on_linking_to_what_asks_for_a_password(client):
    target = make_example(title="Zwei Schwestern")
    story = story_with(text_with_link(target))
    hide_behind_a_login(target)
    assert links_and_words(client, story) == (3, 3)


def test_a_text_keeps_the_words_of_a_link_to_a_document_that_is_gone(client):
    leaflet = Document.objects.create(title="Faltblatt", file=ContentFile(documents.pdf(), "faltblatt.pdf"))
    story = story_with(text_with_link(leaflet, kind="document"))
    assert links_and_words(client, story) == (3, 3)
    leaflet.delete()
    assert links_and_words(client, story) == (0, 3)


@pytest.mark.parametrize("number", [1, 3])
def test_the_links_of_a_text_cost_one_query_together(in_a_request, django_assert_num_queries, number):
    targets = [make_example() for _ in range(number)]
    text = RichText("".join(map(text_with_link, targets)))
    # A page knows it by the time a text is drawn.
    site_root()
    with django_assert_num_queries(1):
        html = str(text)
    assert [html.count(f'<a href="{target.url}">') for target in targets] == [1] * number


def test_the_way_to_a_story_names_no_page_that_nobody_may_see(client):
    story = make_example(title="Zwei Schwestern")
    hide_as_expired(story.get_parent())
    page = read(client.get(story.url))
    assert "Landkarte" not in page.names("link")
    ways = [node["itemListElement"] for node in page.structured["@graph"] if node["@type"] == "BreadcrumbList"]
    assert [[step["name"] for step in way] for way in ways] == [["Region Köln", "Köln", "Zwei Schwestern"]]


def test_of_several_ends_the_next_one_begins_a_new_version(time_machine):
    time_machine.move_to(NOON, tick=False)
    for seconds in (300, 10, 20):
        make_example(expire_at=NOON + timedelta(seconds=seconds))
    assert version.current().valid_until == NOON + timedelta(seconds=10)
    time_machine.move_to(NOON + timedelta(seconds=10), tick=False)
    assert version.current().valid_until == NOON + timedelta(seconds=20)


def test_a_picture_is_shown_to_the_end_of_its_last_day(time_machine):
    time_machine.move_to(NOON, tick=False)
    picture = make_picture(rights_until=NOON.date())
    make_picture(rights_until=NOON.date() + timedelta(days=30))
    make_picture()
    midnight = datetime(2026, 11, 29, tzinfo=ZoneInfo("Europe/Berlin"))
    for moment, is_shown in ((midnight - timedelta(seconds=1), True), (midnight, False)):
        time_machine.move_to(moment, tick=False)
        assert picture.is_usable is is_shown
        assert Picture.objects.usable().filter(pk=picture.pk).exists() is is_shown
        assert Picture.objects.rights_ended().filter(pk=picture.pk).exists() is not is_shown
