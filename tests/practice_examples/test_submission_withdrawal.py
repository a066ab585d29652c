"""A published story whose sender takes it back: hidden at once, then deleted by a moderator, or shown again."""

import json

import pytest

from home.media.models import Picture
from home.publishing.publication import PublicationRefused
from practice_examples.models import ExamplePage
from practice_examples.submissions.moderators import acceptance, moderation
from practice_examples.submissions.record.choices import Status
from practice_examples.submissions.record.models import Photo, Submission
from tests.reading import read
from tests.submitting import act, mail_to, make_handed_in, make_moderator, now, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


@pytest.fixture
def moderator():
    return make_moderator()


def withdrawn_from_the_map(client, moderator, **told) -> Submission:
    submission = make_handed_in(photos=1, sender_email="jana@example.org", **told)
    acceptance.accept_photo(photo=Photo.objects.get(), user=moderator)
    moderation.approve(submission=submission, user=moderator, reason="Am Telefon zugesagt.")
    client.post(f"{submission.get_absolute_url()}zurueckziehen/")
    return submission


def test_a_story_is_hidden_in_the_request_that_withdraws_it(client, moderator):
    submission = withdrawn_from_the_map(client, moderator, title="Näh-Café")
    page = ExamplePage.objects.get()
    assert (page.live, client.get(page.url).status_code) == (False, 404)
    assert "Näh-Café" not in client.get("/daten/beispiele.geojson").content.decode()
    desk = read(client.get(submission.get_absolute_url()))
    assert "Ihre Geschichte ist nicht mehr zu sehen." in desk.text
    assert desk.all("link", "Alles zurückziehen") == []


def test_what_was_withdrawn_is_published_by_no_door_but_the_one_that_asks_the_sender(client, moderator):
    submission = withdrawn_from_the_map(client, moderator)
    page = ExamplePage.objects.get()
    with pytest.raises(PublicationRefused) as refused:
        page.save_revision().publish()
    assert refused.value.problems == {
        "live": "Die Einreichenden haben die Geschichte zurückgezogen. Mehr dazu steht unter „Einreichungen“."
    }
    assert (now(submission), ExamplePage.objects.get().live) == (Status.TAKE_DOWN, False)


def test_a_story_withdrawn_by_mistake_is_shown_again_as_it_was(client, moderator):
    submission = withdrawn_from_the_map(client, moderator, title="Näh-Café")
    page = ExamplePage.objects.get()
    page.title = "Nie gezeigt"
    page.save_revision()
    sign_in(client, moderator)
    desk = client.get(f"/admin/einreichungen/{submission.pk}/")
    assert read(desk).names("button").count("Wieder zeigen") == 1
    act(client, submission, "showagain")
    assert now(submission) == Status.PUBLISHED
    assert read(client.get(page.url)).headings(1) == ["Näh-Café."]
    mail = mail_to("jana@example.org")
    assert mail.subject == f"Ihre Geschichte ist wieder auf der Landkarte ({submission.number})"
    assert page.url in mail.message
    assert submission.token in mail.message
    act(client, submission, "showagain")
    assert now(submission) == Status.PUBLISHED


def test_a_published_story_goes_by_way_of_a_task(client, moderator, django_capture_on_commit_callbacks):
    submission = make_handed_in(photos=1, title="Näh-Café", sender_email="jana@example.org")
    acceptance.accept_photo(photo=Photo.objects.get(), user=moderator)
    with django_capture_on_commit_callbacks(execute=True):
        moderation.approve(submission=submission, user=moderator, reason="Am Telefon zugesagt.")
    url = ExamplePage.objects.get().url
    client.post(f"{submission.get_absolute_url()}zurueckziehen/")
    assert now(submission) == Status.TAKE_DOWN
    assert submission.number in mail_to("mona@example.org").subject
    sign_in(client, moderator)
    with django_capture_on_commit_callbacks(execute=True):
        act(client, submission, "takedown")
    assert now(submission) == Status.WITHDRAWN
    assert (ExamplePage.objects.count(), Picture.objects.count()) == (0, 0)
    assert client.get(url).status_code == 404
    assert (
        json.dumps(list(Submission.objects.values("title", "draft", "organisation")))
        == '[{"title": "", "draft": {}, "organisation": ""}]'
    )
