"""What editors see before anybody else does: previews of pages and of blocks, however unfinished."""

import re

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.documents.models import Document
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from events.models import EventIndexPage, EventPage
from home.pages.models import HomePage, StandardPage
from practice_examples.models import ExampleIndexPage, ExamplePage
from practice_examples.submissions.record.models import SubmissionPage
from tests import editing
from tests.documents import pdf
from tests.event_factories import make_event, make_event_index
from tests.factories import make_example, make_home, make_index, make_picture
from tests.home.test_media_blocks import make_video
from tests.reading import read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


@pytest.fixture
def desk(client):
    return editing.sign_in(client, editing.make_editor())


HALF_FILLED_BODY = [
    ("heading", ""),
    ("text", rich_text("")),
    ("picture", {"picture": "", "caption": "Ohne Bild"}),
    ("gallery", {"pictures": streamfield([])}),
    ("video", {"video": "", "heading": "", "text": ""}),
    ("voice", {"portrait": "", "quote": "", "name": "", "role": "Trainer"}),
    ("figure", {"value": "", "label": "", "source": ""}),
    ("fact_box", {"title": "", "text": rich_text("")}),
    ("download", {"document": "", "title": ""}),
    ("external_video", {"provider": "youtube", "video_id": "", "title": "", "poster": ""}),
]
UNFINISHED_STORY = editing.empty_story(
    **nested_form_data(
        {
            "body": streamfield(HALF_FILLED_BODY),
            "outcome_figures": streamfield([("figure", {"value": "", "label": "", "period": "", "source": ""})]),
            "first_steps": streamfield([("step", "")]),
            "example_contacts": inline_formset([{"id": "", "contact": ""}]),
        }
    )
)
UNFINISHED_EVENT = editing.empty_event(
    **nested_form_data(
        {
            "body": streamfield(HALF_FILLED_BODY),
            "review": streamfield(HALF_FILLED_BODY),
            "programme": streamfield([("slot", {"time": "", "title": "", "text": ""})]),
            "further_projects": streamfield([("project", "")]),
            "presentations": inline_formset([{"id": "", "example": ""}]),
        }
    )
)


@pytest.mark.parametrize(
    ("model", "form"),
    [
        (ExamplePage, editing.empty_story()),
        (ExamplePage, UNFINISHED_STORY),
        (EventPage, editing.empty_event()),
        (EventPage, UNFINISHED_EVENT),
    ],
)
def test_an_unfinished_page_has_a_preview_before_it_was_ever_saved(desk, model, form):
    parent = make_index() if model is ExamplePage else make_event_index()
    kind = model._meta
    address = reverse("wagtailadmin_pages:preview_on_add", args=[kind.app_label, kind.model_name, parent.pk])
    assert desk.post(address, form).json() == {"is_valid": True, "is_available": True}
    assert read(desk.get(address)).headings(1)[0].removesuffix(".") == form["title"]


@pytest.mark.parametrize(
    "model", [HomePage, StandardPage, ExampleIndexPage, ExamplePage, EventIndexPage, EventPage, SubmissionPage]
)
def test_every_kind_of_page_shows_its_unfinished_draft(desk, model):
    draft = make_home().add_child(instance=model(title="Noch nichts da", slug="noch-nichts-da", live=False))
    draft.save_revision(clean=False)
    shown = desk.get(reverse("wagtailadmin_pages:view_draft", args=[draft.pk]))
    assert shown.status_code == 200
    assert "Noch nichts da" in shown.content.decode()
    assert desk.get(reverse("wagtailadmin_pages:preview_on_edit", args=[draft.pk])).status_code == 200


STREAMS = [
    HomePage.sections,
    StandardPage.body,
    ExamplePage.body,
    ExamplePage.outcome_figures,
    ExamplePage.first_steps,
    EventPage.programme,
    EventPage.further_projects,
    EventPage.review,
]
BLOCKS = [
    pytest.param(block, id=f"{stream.field.name}-{name}")
    for stream in STREAMS
    for name, block in stream.field.stream_block.child_blocks.items()
]


@pytest.mark.parametrize("block", BLOCKS)
def test_every_block_is_named_explained_and_shown_in_the_picker(desk, block):
    assert block.meta.label
    assert block.meta.icon != "placeholder"
    assert block.get_description(), block.label
    address = f"{reverse('wagtailadmin_block_preview')}?id={block.definition_prefix}"
    assert desk.get(address).status_code == 200
    picture = make_picture()
    make_video(poster=picture)
    make_example(lead_picture=picture)
    make_event()
    Document.objects.create(title="Faltblatt", file=ContentFile(pdf(), "faltblatt.pdf"))
    shown = desk.get(address)
    page = read(shown)
    assert re.search(r"\w{4}", page.one("main").text) or page.all("img"), "an empty preview"
    assert block.is_previewable
