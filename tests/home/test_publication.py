"""What may be unfinished as a draft must be complete when it goes live, whatever way it goes."""

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from post_office.models import Email
from wagtail.models import GroupApprovalTask, Page, PageLogEntry, Workflow, WorkflowPage, WorkflowTask
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from events.models import EventPage
from home.media.models import Picture, Video
from home.publishing.publication import PublicationRefused
from practice_examples.models import ExamplePage
from tests import editing, films
from tests.editing import PUBLISH, add, edit, empty_event, empty_story, errors, full_story, told
from tests.event_factories import make_event_index
from tests.factories import make_contact, make_example, make_index, make_picture, make_topic
from tests.reading import read

pytestmark = pytest.mark.django_db

MISSING = {
    "summary": ["Die Zusammenfassung fehlt: zwei, drei Sätze für Liste und Karte."],
    "place": ["Bitte wählen Sie den Ort oder „In ganz NRW“."],
    "topics": ["Bitte wählen Sie mindestens ein Thema."],
    "provider": ["Bitte wählen Sie, wer dahintersteht."],
    "lead_picture": ["Das Titelbild fehlt."],
}
KOELN_PIN = "SRID=4326;POINT(6.95 50.93333)"


@pytest.fixture
def editor():
    return editing.make_editor()


@pytest.fixture
def desk(client, editor):
    """The editor's browser."""
    return editing.sign_in(client, editor)


def make_draft(title="Unfertig", user=None, **fields):
    page = make_example(title=title, live=False, **fields)
    page.save_revision(user=user)
    return page


def live(*titles):
    return sorted(ExamplePage.objects.visible().filter(title__in=titles).values_list("title", flat=True))


# --- The form of the editor ------------------------------------------------------------------------


def test_a_draft_with_nothing_but_a_title_is_saved(desk):
    response = add(desk, make_index(), ExamplePage, empty_story())
    page = ExamplePage.objects.get(slug="anpfiff-im-tal")
    assert (response.status_code, page.live) == (302, False)
    assert edit(desk, page, empty_story(summary="Elf Männer.")).status_code == 302
    assert ExamplePage.objects.get().get_latest_revision_as_object().summary == "Elf Männer."


def test_autosave_takes_half_filled_blocks_and_rows(desk):
    unfinished = nested_form_data(
        {
            "body": streamfield(
                [
                    ("heading", ""),
                    ("text", rich_text("")),
                    ("picture", {"picture": "", "caption": ""}),
                    ("gallery", {"pictures": streamfield([])}),
                    ("video", {"video": "", "heading": "", "text": ""}),
                    ("voice", {"portrait": "", "quote": "", "name": "", "role": "Trainer"}),
                    ("figure", {"value": "", "label": "", "source": ""}),
                    ("fact_box", {"title": "", "text": rich_text("")}),
                    ("download", {"document": "", "title": ""}),
                    ("external_video", {"provider": "youtube", "video_id": "", "title": "", "poster": ""}),
                ]
            ),
            "outcome_figures": streamfield([("figure", {"value": "", "label": "", "period": "", "source": ""})]),
            "first_steps": streamfield([("step", "")]),
            "example_contacts": inline_formset([{"id": "", "contact": ""}]),
        }
    )
    response = add(desk, make_index(), ExamplePage, empty_story(**unfinished), accept="application/json")
    assert (response.status_code, response.json()["success"]) == (200, True)
    page = ExamplePage.objects.get(slug="anpfiff-im-tal")
    response = edit(desk, page, empty_story(**unfinished), accept="application/json")
    assert (response.status_code, response.json()["success"]) == (200, True)
    draft = ExamplePage.objects.get().get_latest_revision_as_object()
    assert [block.block_type for block in draft.body][4:6] == ["video", "voice"]
    assert draft.body[5].value["role"] == "Trainer"
    assert draft.example_contacts.count() == 0


def test_a_row_left_empty_is_left_out_after_an_autosave_too(desk):
    contact = make_contact()
    page = make_example(make_index(), live=False)
    rows = [{"id": "", "contact": ""}, {"id": "", "contact": contact.pk}]
    for initial in (0, 2):
        form = full_story(**nested_form_data({"example_contacts": inline_formset(rows, initial=initial)}))
        assert edit(desk, page, form, accept="application/json").json()["success"]
        page = ExamplePage.objects.get()
        rows[1]["id"] = page.example_contacts.get().pk
    assert edit(desk, page, form | PUBLISH).status_code == 302
    assert [row.contact.pk for row in ExamplePage.objects.visible().get().example_contacts.all()] == [contact.pk]


def test_publishing_names_all_that_is_missing_where_it_is_missing(desk):
    form = empty_story(title="Anpfiff", organisation="Sportbund Remscheid", funding="Stiftung Musterstadt")
    response = add(desk, make_index(), ExamplePage, form | PUBLISH)
    assert errors(response) == MISSING
    for (message,) in MISSING.values():
        assert message in response.content.decode()
    data = read(response).data
    assert [data[name] for name in ("title", "organisation", "funding")] == [
        ["Anpfiff"],
        ["Sportbund Remscheid"],
        ["Stiftung Musterstadt"],
    ]
    assert not ExamplePage.objects.exists()


def test_a_complete_story_goes_live_at_once(desk):
    response = add(desk, make_index(), ExamplePage, full_story() | PUBLISH)
    assert response.status_code == 302
    story = ExamplePage.objects.visible().get()
    assert (story.place.name, story.topics.count(), story.owner.username) == ("Köln", 1, "lena")


def test_a_story_for_all_of_nrw_needs_no_place(desk):
    add(desk, make_index(), ExamplePage, full_story(place="", land_wide="on") | PUBLISH)
    assert ExamplePage.objects.visible().get().land_wide


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"summary": "  "}, "summary", "Die Zusammenfassung fehlt: zwei, drei Sätze für Liste und Karte."),
        ({"provider": ""}, "provider", "Bitte wählen Sie, wer dahintersteht."),
        (
            {"place": "Xyzzyhausen"},
            "place",
            "Diesen Ort kennen wir nicht.",
        ),
        ({"place": "Emerich"}, "place", "Diesen Ort kennen wir nicht. Meinten Sie Emmerich am Rhein, Kreis Kleve?"),
        (
            {"place": "Ruhrgebiet"},
            "place",
            "Ruhrgebiet ist kein einzelner Ort. Bitte wählen Sie eine Stadt oder Gemeinde, zum Beispiel Essen, Dortmund oder Duisburg.",
        ),
        (
            {"place": "", "location": KOELN_PIN},
            "place",
            "Bitte wählen Sie den Ort. Der Stecknadel am nächsten liegt Köln.",
        ),
        (
            {"location": "SRID=4326;POINT(13.4 52.5)"},
            "location",
            "Die Stecknadel liegt außerhalb von Nordrhein-Westfalen. Bitte verschieben oder entfernen Sie sie.",
        ),
        (
            # 31 km south-east of the middle of Cologne.
            {"location": "SRID=4326;POINT(7.2625 50.7365)"},
            "location",
            "Die Stecknadel liegt 31\u00a0km von Köln entfernt. Bitte setzen Sie sie nach Köln, oder wählen Sie Hennef (Sieg) als Ort: Das liegt ihr am nächsten.",
        ),
        (
            {"location": "irgendwo"},
            "location",
            "Die Stecknadel lässt sich nicht lesen. Bitte setzen Sie sie auf der Karte noch einmal.",
        ),
        (
            {"summary": "ä" * 301},
            "summary",
            "Bitte sicherstellen, dass der Wert aus höchstens 300 Zeichen besteht. (Er besteht aus 301 Zeichen.)",
        ),
        (
            {"running_since": "gestern"},
            "running_since",
            "Diesen Tag können wir nicht lesen. Schreiben Sie zum Beispiel „24.12.2026“ oder „24. Dezember 2026“.",
        ),
    ],
)
def test_what_cannot_be_right_is_said_at_its_field_and_everything_typed_stays(desk, changes, field, message):
    form = full_story(organisation="Sportbund Remscheid", **changes)
    response = add(desk, make_index(), ExamplePage, form | PUBLISH)
    assert errors(response) == {field: [message]}
    data = read(response).data
    assert data["organisation"] == ["Sportbund Remscheid"]
    assert {name: data[name] for name in changes} == {name: [value] for name, value in changes.items()}
    assert not ExamplePage.objects.exists()


def test_ten_topics_are_seven_too_many(desk):
    topics = [make_topic(f"thema-{number}").pk for number in range(10)]
    response = add(desk, make_index(), ExamplePage, full_story(topics=topics) | PUBLISH)
    assert errors(response) == {"topics": ["Bitte wählen Sie höchstens drei Themen, es sind 10."]}
    assert read(response).data["topics"] == [str(topic) for topic in topics]


def test_a_lead_picture_needs_description_and_credit(desk):
    for changes, message in (
        ({"description": ""}, "Dem Titelbild fehlt die Beschreibung. Bitte ergänzen Sie sie beim Bild."),
        ({"credit": " "}, "Dem Titelbild fehlt die Angabe, von wem es ist. Bitte ergänzen Sie sie beim Bild."),
    ):
        form = full_story(lead_picture=make_picture(**changes).pk)
        assert errors(add(desk, make_index(), ExamplePage, form | PUBLISH)) == {"lead_picture": [message]}


def test_a_foreign_film_with_a_wrong_address_is_told_in_its_block(desk):
    block = {"provider": "vimeo", "video_id": "https://example.org/film", "title": "Die Musikschule", "poster": ""}
    form = full_story(**nested_form_data({"body": streamfield([("external_video", block)])}))
    response = add(desk, make_index(), ExamplePage, form | PUBLISH)
    assert list(errors(response)) == ["body"]
    html = response.content.decode()
    assert "Das ist keine Adresse eines Films bei Vimeo" in html
    assert "https://example.org/film" in html


def test_an_event_that_ends_before_it_starts_is_told_at_the_end(desk):
    form = empty_event(summary="Ein Abend.", place="Köln", starts_at="2027-01-26 17:00", ends_at="2027-01-26 16:00")
    response = add(desk, make_event_index(), EventPage, form | PUBLISH)
    assert errors(response) == {"ends_at": ["Das Ende liegt vor dem Beginn."]}
    assert read(response).data["ends_at"] == ["26.01.2027 16:00"]
    assert add(desk, make_event_index(), EventPage, form).status_code == 302


def test_unfinished_editing_of_a_live_story_leaves_the_public_one_as_it_is(desk):
    add(desk, make_index(), ExamplePage, full_story() | PUBLISH)
    story = ExamplePage.objects.get()
    assert errors(edit(desk, story, full_story(summary="") | PUBLISH)) == {"summary": MISSING["summary"]}
    assert edit(desk, story, full_story(summary="")).status_code == 302
    assert ExamplePage.objects.visible().get().summary.startswith("Ein Betrieb")


# --- Every other way -------------------------------------------------------------------------------


@pytest.fixture
def workflow(editor):
    task = GroupApprovalTask.objects.create(name="Vier Augen")
    task.groups.set(editor.groups.all())
    workflow = Workflow.objects.create(name="Vier Augen")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    WorkflowPage.objects.create(workflow=workflow, page=make_index())
    return workflow


def approve(desk, page):
    state = page.current_workflow_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk])
    return desk.post(address, {"comment": ""})


def test_approval_in_a_workflow_needs_a_complete_story(desk, workflow, editor):
    page = make_draft(user=editor)
    workflow.start(page, editor)
    response = approve(desk, page)
    assert response.url == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert told(desk.get(response.url)) == [
        "„Unfertig“ ist noch nicht fertig. Titelbild: Das Titelbild fehlt.",
    ]
    page = ExamplePage.objects.get(pk=page.pk)
    assert (page.live, page.current_workflow_state.status) == (False, "in_progress")
    page.lead_picture = make_picture()
    page.save_revision(user=editor)
    approve(desk, page)
    assert live("Unfertig") == ["Unfertig"]


def test_handing_in_for_approval_needs_a_complete_story(desk, workflow):
    page = make_draft()
    response = edit(desk, page, empty_story() | {"action-submit": "1"})
    assert errors(response) == MISSING


def test_bulk_publication_leaves_out_the_unfinished_one_and_says_why(desk):
    for title in ("Eins", "Drei"):
        make_draft(title, lead_picture=make_picture())
    make_draft("Zwei", summary="")
    pages = ExamplePage.objects.filter(title__in=["Eins", "Zwei", "Drei"])
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    chosen = "&".join(f"id={page.pk}" for page in pages)
    response = desk.post(f"{address}?{chosen}&next=/admin/", follow=True)
    assert live("Eins", "Zwei", "Drei") == ["Drei", "Eins"]
    assert told(response) == [
        "„Zwei“ ist noch nicht fertig. Zusammenfassung: Die Zusammenfassung fehlt: zwei, drei Sätze für Liste und Karte. Titelbild: Das Titelbild fehlt.",
        "2 Seiten wurden veröffentlicht",
    ]


def test_a_date_of_publication_needs_a_complete_story_when_it_is_set(desk):
    form = empty_story(go_live_at=f"{timezone.localdate().year + 1}-01-01 08:00")
    assert errors(add(desk, make_index(), ExamplePage, form | PUBLISH)) == MISSING


def test_the_scheduler_sets_the_unfinished_one_aside_reports_it_and_publishes_the_others(editor, capsys):
    now = timezone.now()
    for title in ("Eins", "Zwei", "Drei"):
        page = make_draft(title, lead_picture=make_picture())
        page.go_live_at = now + timezone.timedelta(hours=1)
        page.save_revision(user=editor).publish()
    # Between the appointment and the day its picture was deleted.
    Picture.objects.filter(pk=ExamplePage.objects.get(title="Zwei").lead_picture_id).delete()
    with time_machine.travel(now + timezone.timedelta(hours=2), tick=False):
        call_command("publish_scheduled")
        assert live("Eins", "Zwei", "Drei") == ["Drei", "Eins"]
        call_command("publish_scheduled")
    assert capsys.readouterr().err == "„Zwei“ ist nicht veröffentlicht: Das Titelbild fehlt.\n"
    entry = PageLogEntry.objects.get(action="home.publication_refused")
    assert entry.data == {"problems": ["Titelbild: Das Titelbild fehlt."]}
    letter = Email.objects.get(subject="Geplante Veröffentlichung nicht möglich")
    assert letter.to == ["lena@example.org"]
    assert "Titelbild: Das Titelbild fehlt." in letter.message


def test_code_cannot_publish_an_unfinished_story_either():
    page = make_draft()
    with pytest.raises(PublicationRefused) as refusal:
        page.get_latest_revision().publish()
    assert refusal.value.message_dict == {"lead_picture": ["Das Titelbild fehlt."]}
    assert not Page.objects.get(pk=page.pk).live


# --- Forms beside the pages ------------------------------------------------------------------------

VTT = "WEBVTT\n\n00:00.000 --> 00:02.000\nHallo\n"


def film_form(captions):
    return {
        "title": "Ein Donnerstag im Tal",
        "file": SimpleUploadedFile("film.mp4", films.mp4(), "video/mp4"),
        "poster": make_picture().pk,
        "captions": SimpleUploadedFile("film.vtt", captions.encode(), "text/vtt"),
        "transcript": "0:14 Trainer: Wir haben mit sechs Leuten angefangen.",
        "duration_seconds": "",
        "credit": "Film: Jana Feld",
        "source_licence": "",
        "rights_until": "",
        "depicted": "nobody",
        "consent_note": "",
    }


@pytest.mark.parametrize(
    ("captions", "message"),
    [
        ("1\n00:00:01:12 --> 00:00:02:00\nHallo\n", "Zeile 2: Die Zeit ist nicht zu verstehen."),
        ("WEBVTT\n\n00:05.000 --> 00:02.000\nHallo\n", "Zeile 3"),
        ("Hallo", "Das ist keine Datei mit Untertiteln. Möglich sind WebVTT (.vtt) und SRT (.srt)."),
    ],
)
def test_captions_that_nobody_can_read_are_told_at_their_field(desk, media, captions, message):
    response = desk.post(reverse(Video.snippet_viewset.get_url_name("add")), film_form(captions))
    assert list(errors(response)) == ["captions"]
    assert message in str(response.context["form"].errors["captions"])
    data = read(response).data
    assert [data[name] for name in ("title", "transcript", "credit")] == [
        ["Ein Donnerstag im Tal"],
        ["0:14 Trainer: Wir haben mit sechs Leuten angefangen."],
        ["Film: Jana Feld"],
    ]
    assert not Video.objects.exists()


def test_a_film_with_readable_captions_is_taken(desk, media):
    response = desk.post(reverse(Video.snippet_viewset.get_url_name("add")), film_form(VTT))
    assert response.status_code == 302
    assert Video.objects.get().duration_seconds == 42


def test_a_file_that_is_no_picture_is_told_at_its_field(desk, media):
    form = {"title": "Werkstatt", "description": "Zwei Lehrlinge", "credit": "Foto: Jana Feld", "depicted": "nobody"}
    form["file"] = SimpleUploadedFile("bild.jpg", b"<script>alert(1)</script>", "image/jpeg")
    response = desk.post(reverse("wagtailimages:add"), form)
    assert list(errors(response)) == ["file"]
    assert read(response).data["description"] == ["Zwei Lehrlinge"]
    assert not Picture.objects.exists()
