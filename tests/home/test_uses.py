"""Before something goes, the editor reads where it is used: rows, many-to-many, blocks, links in texts, and drafts."""

import json

import pytest
from wagtail.log_actions import registry

from events.models import EventPage
from home.pages.models import StandardPage
from home.publishing.merging import merge
from practice_examples.models import ExampleContact, ExamplePage, Topic
from tests.editing import make_editor, sign_in, told
from tests.event_factories import make_event
from tests.factories import make_contact, make_example, make_film, make_home, make_picture, make_topic
from tests.reading import read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]
SNIPPET = "/admin/snippets/{}/{}/{}/"


@pytest.fixture
def desk(client):
    return sign_in(client, make_editor())


def page_with_text(html, title="Über uns"):
    body = json.dumps([{"type": "text", "value": html}])
    return make_home().add_child(instance=StandardPage(title=title, slug="text", body=body))


def used(desk, address) -> list[str]:
    return read(desk.get(address)).region("Verwendung").texts("listitem")


def of_snippet(kind, one, action="delete") -> str:
    return SNIPPET.format(kind, action, one.pk)


@pytest.mark.parametrize("number", [1, 3])
def test_a_topic_names_every_story_that_has_it_and_what_it_lacks_without(desk, number):
    topic = make_topic()
    for title in ("Anker", "Brücke", "Chor")[:number]:
        make_example(title=title)
    lacks = "Ist danach unvollständig und trotzdem öffentlich. Themen: Bitte wählen Sie mindestens ein Thema."
    assert used(desk, of_snippet("practice_examples/topic", topic)) == [
        f"{title} (Gutes Beispiel, öffentlich): Themen. {lacks}" for title in ("Anker", "Brücke", "Chor")[:number]
    ]


def test_a_topic_that_is_chosen_only_in_a_draft_is_named_too(desk):
    topic, story = make_topic("sport"), make_example(title="Anker")
    story.topics.add(topic)
    story.save_revision()
    assert used(desk, of_snippet("practice_examples/topic", topic)) == [
        "Anker (Gutes Beispiel, nur im Entwurf): Themen."
    ]


def test_what_nothing_uses_says_so(desk):
    page = read(desk.get(of_snippet("practice_examples/topic", make_topic("allein"))))
    assert page.region("Verwendung").text.startswith("Wird nirgends verwendet.")


def test_a_contact_names_stories_and_events(desk):
    contact = make_contact()
    make_example(title="Anker", contacts=[contact])
    make_event(title="Brücke", contact=contact)
    assert used(desk, of_snippet("practice_examples/contact", contact)) == [
        "Anker (Gutes Beispiel, öffentlich): Kontakt der Geschichte → Kontakt.",
        "Brücke (Veranstaltung, öffentlich): Kontakt für Fragen.",
    ]


def test_a_picture_names_the_live_pages_that_break_their_rule_without_it(desk):
    picture = make_picture()
    make_example(title="Anker", lead_picture=picture)
    make_example(title="Brücke", share_picture=picture, lead_picture=make_picture())
    assert used(desk, f"/admin/images/{picture.pk}/delete/") == [
        (
            "Anker (Gutes Beispiel, öffentlich): Titelbild. Ist danach unvollständig und trotzdem öffentlich. "
            "Titelbild: Das Titelbild fehlt."
        ),
        "Brücke (Gutes Beispiel, öffentlich): Bild beim Teilen.",
    ]


def test_several_pictures_at_once_name_each_its_pages(desk):
    pictures = [make_picture("Eins"), make_picture("Zwei")]
    make_example(title="Anker", lead_picture=pictures[0])
    make_event(title="Brücke", picture=pictures[1])
    query = "&".join(f"id={picture.pk}" for picture in pictures)
    page = read(desk.get(f"/admin/bulk/media/picture/delete/?{query}&next=/admin/"))
    assert [
        region.texts("listitem")[0].partition(":")[0] for region in page.all("region") if region.name == "Verwendung"
    ] == ["Anker (Gutes Beispiel, öffentlich)", "Brücke (Veranstaltung, öffentlich)"]


def test_a_still_of_a_film_has_to_be_replaced_there_first(desk):
    film = make_film(title="Im Tal")
    page = read(desk.get(f"/admin/images/{film.poster_id}/delete/")).region("Verwendung")
    assert page.texts("listitem") == ["Im Tal (Film): Standbild. Muss dort zuerst heraus."]
    assert "Solange das so ist, lässt sich das hier nicht löschen." in page.text


@pytest.mark.parametrize("way", ["delete", "unpublish"])
def test_a_page_names_the_pages_that_link_to_it_or_to_one_below_it(desk, way):
    story = make_example(title="Anker")
    page_with_text(f'<p><a linktype="page" id="{story.pk}">Anker</a></p>')
    assert used(desk, f"/admin/pages/{story.pk}/{way}/") == ["Über uns (Einfache Seite, öffentlich): Inhalt → Text."]
    if way == "unpublish":
        index = story.get_parent()
        assert used(desk, f"/admin/pages/{index.pk}/{way}/") == [
            "Über uns (Einfache Seite, öffentlich): Inhalt → Text."
        ]


# --- merging -----------------------------------------------------------------------------------------


def test_an_editor_merges_two_topics_and_reads_what_became_of_them(desk):
    old, new = make_topic("sport"), make_topic("bewegung", "Bewegung")
    story, both = make_example(topics=["sport"]), make_example(topics=["sport", "bewegung"])
    confirmation = read(desk.get(of_snippet("practice_examples/topic", old)))
    address = confirmation.link("Zusammenlegen mit …").href
    assert read(desk.get(address)).field("Zusammenlegen mit*").name
    answer = desk.post(address, {"into": new.pk}, follow=True)
    assert told(answer) == ["„Sport“ ist in „Bewegung“ aufgegangen. Umgestellt: 2."]
    assert not Topic.objects.filter(pk=old.pk).exists()
    assert [list(page.topics.all()) for page in ExamplePage.objects.filter(pk__in=[story.pk, both.pk])] == [[new]] * 2
    assert " beweg " in ExamplePage.objects.get(pk=story.pk).search_title
    assert [entry.message for entry in registry.get_logs_for_instance(new)] == ["„Sport“ ist hierin aufgegangen"]
    assert used(desk, of_snippet("practice_examples/topic", new))[0].endswith("Bitte wählen Sie mindestens ein Thema.")


def test_merged_contacts_stand_once_in_every_story_event_and_draft():
    old, new = make_contact("Jana Feld"), make_contact("Jana Feld-Ott")
    only, both = make_example(contacts=[old]), make_example(contacts=[old, new])
    event = make_event(contact=old)
    draft = make_example()
    draft.example_contacts = [ExampleContact(contact=old), ExampleContact(contact=new)]
    draft.save_revision()
    both.save_revision()
    planned = make_event()
    planned.contact = old
    planned.save_revision()
    merge(instance=old, into=new)
    rows = ExampleContact.objects.order_by("page").values_list("page", "contact")
    assert list(rows) == [(only.pk, new.pk), (both.pk, new.pk)]
    assert EventPage.objects.get(pk=event.pk).contact == new
    for page in (draft, both):
        latest = ExamplePage.objects.get(pk=page.pk).get_latest_revision_as_object()
        assert [row.contact_id for row in latest.example_contacts.all()] == [new.pk]
    assert EventPage.objects.get(pk=planned.pk).get_latest_revision_as_object().contact == new
    assert EventPage.objects.get(pk=planned.pk).contact is None


def test_a_topic_in_drafts_is_merged_too():
    old, new = make_topic("sport"), make_topic("bewegung")
    draft = make_example()
    draft.topics = [old, new]
    draft.save_revision()
    merge(instance=old, into=new)
    latest = ExamplePage.objects.get(pk=draft.pk).get_latest_revision_as_object()
    assert list(latest.topics.all()) == [new]


def test_only_two_different_entries_of_one_directory_are_merged():
    topic = make_topic()
    for other in (topic, make_contact()):
        with pytest.raises(ValueError, match="two different entries"):
            merge(instance=topic, into=other)


def test_who_may_not_delete_topics_may_not_merge_them(client):
    user = make_editor(group="Redaktion")
    user.groups.get().permissions.remove(*user.groups.get().permissions.filter(codename="delete_topic"))
    answer = sign_in(client, user).get(of_snippet("practice_examples/topic", make_topic(), "merge"))
    assert (answer.status_code, answer.url) == (302, "/admin/")
