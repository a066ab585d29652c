"""What feed readers keep of a story: by what they know it, its topics, its picture."""

from xml.etree import ElementTree

import pytest

from practice_examples.feeds.rows import FEED_PICTURE
from tests.factories import make_example, make_picture, make_topic

pytestmark = pytest.mark.django_db


def first_item(client):
    return ElementTree.fromstring(client.get("/daten/beispiele.rss").content).find("channel/item")


@pytest.mark.parametrize("known_as", ["", "http://testserver/landkarte/öffnen/"])
def test_readers_know_a_story_again_after_its_slug_was_corrected(client, media, known_as):
    story = make_example(slug="erste", lead_picture=make_picture(), feed_guid=known_as)
    before = first_item(client).findtext("guid")
    assert before == (known_as or story.translation_key.urn)
    story.slug = "zweite"
    story.save_revision().publish()
    assert first_item(client).findtext("link") == "http://testserver/landkarte/zweite/"
    assert first_item(client).findtext("guid") == before
    assert story.copy(update_attrs={"slug": "kopie", "title": "Kopie"}).feed_guid == ""


def test_the_feed_tells_titles_of_topics_and_how_large_a_picture_is(client, media):
    make_topic("qualifizierung-und-anerkennung", "Qualifizierung und Anerkennung")
    story = make_example(topics=["qualifizierung-und-anerkennung"], lead_picture=make_picture())
    rendition = story.lead_picture.get_rendition(FEED_PICTURE)
    item = first_item(client)
    assert [category.text for category in item.findall("category")] == ["Qualifizierung und Anerkennung"]
    enclosure = item.find("enclosure")
    assert enclosure.get("url") == f"http://testserver{rendition.url}"
    assert int(enclosure.get("length")) == (media / rendition.file.name).stat().st_size > 100


def test_a_picture_without_its_file_is_not_offered(client, media):
    story = make_example(lead_picture=make_picture())
    (media / story.lead_picture.get_rendition(FEED_PICTURE).file.name).unlink()
    assert first_item(client).find("enclosure") is None
