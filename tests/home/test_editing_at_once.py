"""A form that saves itself while somebody publishes the same page."""

import threading

import pytest
from django.test import Client
from wagtail.admin.views.pages.edit import EditView

from practice_examples.models import ExamplePage
from tests.at_once import at_once
from tests.editing import PUBLISH, add, edit, full_story, make_editor, sign_in
from tests.factories import make_index

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("media")]
AUTOSAVE = {"accept": "application/json"}


@pytest.fixture
def form():
    return full_story()


@pytest.fixture
def story(form):
    add(sign_in(Client(), make_editor("anna")), make_index(), ExamplePage, form)
    return ExamplePage.objects.get()


def while_it_saves_itself(monkeypatch, story, form, publish):
    """Autosave has read the page and not yet written it when `publish` begins."""
    clients = [sign_in(Client(), make_editor(name)) for name in ("lena", "mona")]
    has_read, published = threading.Event(), threading.Event()
    save = EditView.save_action

    def slowly(view):
        has_read.set()
        # Whoever does not wait for the end of this is through by then.
        published.wait(1)
        return save(view)

    def save_itself():
        clients[0].post(f"/admin/pages/{story.pk}/edit/", form, headers=AUTOSAVE)

    def publish_it():
        has_read.wait(10)
        publish(clients[1])
        published.set()

    monkeypatch.setattr(EditView, "save_action", slowly)
    at_once(save_itself, publish_it)


def test_a_page_published_in_its_form_stays_public(monkeypatch, story, form):
    while_it_saves_itself(monkeypatch, story, form, lambda client: edit(client, story, form | PUBLISH))
    assert ExamplePage.objects.get().live


def test_a_page_published_on_any_other_way_stays_public(monkeypatch, story, form):
    while_it_saves_itself(monkeypatch, story, form, lambda client: story.get_latest_revision().publish())
    assert ExamplePage.objects.get().live
