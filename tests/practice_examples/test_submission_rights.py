"""Rights by object: moderators work on what was handed in, and leave the editors' own stories alone."""

import pytest
from django.contrib.auth.models import Group
from wagtail.models import Page

from practice_examples.models import ExamplePage
from practice_examples.submissions.moderators import acceptance, moderation
from tests.factories import make_example
from tests.submitting import make_handed_in, make_moderator, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]

VIEWS = ["edit", "unpublish", "delete", "move", "copy", "privacy", "history"]
BULK = ["unpublish", "delete"]


def make_foreign():
    return make_example(title="Von der Redaktion")


def make_own():
    """A published story that came from a submission."""
    moderator, submission = make_moderator("anna"), make_handed_in(photos=1, title="Von außen")
    acceptance.accept_photo(photo=submission.photos.get(), user=moderator)
    return moderation.approve(submission=submission, user=moderator, reason="Am Telefon zugesagt.").page


def make_person(*groups):
    person = make_moderator("karl")
    person.groups.set(Group.objects.filter(name__in=groups))
    return person


@pytest.mark.parametrize(
    ("groups", "make", "may"),
    [
        (["Moderation"], make_own, True),
        (["Moderation"], make_foreign, False),
        (["Redaktion"], make_own, True),
        (["Redaktion"], make_foreign, True),
        (["Redaktion", "Moderation"], make_foreign, True),
    ],
)
def test_who_may_do_what_to_whose_story(client, groups, make, may):
    page = make()
    sign_in(client, make_person(*groups))
    answers = {view: client.get(f"/admin/pages/{page.pk}/{view}/") for view in VIEWS}
    assert [view for view, answer in answers.items() if answer.headers.get("Location") != "/admin/"] == VIEWS * may
    for action in BULK:
        client.post(f"/admin/bulk/wagtailcore/page/{action}/?id={page.pk}")
    assert ExamplePage.objects.filter(pk=page.pk).exists() != may


@pytest.mark.parametrize("action", ["unpublish", "delete"])
def test_a_moderator_neither_takes_down_nor_deletes_a_story_of_the_editors(client, action):
    page = make_foreign()
    sign_in(client, make_person("Moderation"))
    response = client.post(f"/admin/pages/{page.pk}/{action}/")
    assert (response.status_code, response["Location"]) == (302, "/admin/")
    assert Page.objects.get(pk=page.pk).live


def test_a_moderator_finds_the_stories_in_the_list_and_may_write_one_but_not_publish_it(client):
    page = make_foreign()
    sign_in(client, make_person("Moderation"))
    index = page.get_parent()
    assert "Von der Redaktion" in client.get(f"/admin/pages/{index.pk}/").content.decode()
    form = client.get(f"/admin/pages/add/practice_examples/examplepage/{index.pk}/").content.decode()
    assert 'name="action-publish"' not in form
