"""What moderators see and do, and what the sender hears of it."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from post_office.models import Email
from wagtail.models import GroupApprovalTask, Workflow

from home.media.models import Picture
from home.publishing.publication import PublicationRefused
from practice_examples.models import Contact, ExamplePage
from practice_examples.submissions.moderators import acceptance, moderation
from practice_examples.submissions.moderators.duplicates import find_duplicates
from practice_examples.submissions.record.choices import ConsentKind, Status
from practice_examples.submissions.record.life import NotPossible
from practice_examples.submissions.record.models import Photo, ReplyTemplate, Submission
from practice_examples.submissions.sender import filing
from tests.factories import make_example
from tests.reading import read
from tests.submitting import (
    act,
    mail_to,
    make_draft,
    make_handed_in,
    make_moderator,
    make_photo,
    make_unconfirmed,
    now,
    sign_in,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


@pytest.fixture
def moderator():
    return make_moderator()


# --- The house ----------------------------------------------------------------------------------------------


def test_a_new_site_has_group_workflow_task_and_texts():
    task = GroupApprovalTask.objects.get(workflow_tasks__workflow=Workflow.objects.get(name="Einreichung"))
    assert list(task.groups.all()) == [Group.objects.get(name="Moderation")]
    assert set(ReplyTemplate.objects.values_list("kind", flat=True)) == {"question", "decline"}


@pytest.mark.parametrize("address", ["", "liste/", "{pk}/"])
def test_only_moderators_see_submissions(client, django_user_model, address):
    submission = make_handed_in()
    address = f"/admin/einreichungen/{address.format(pk=submission.pk)}"
    editor = django_user_model.objects.create_user("editor")
    editor.groups.add(Group.objects.get(name="Redaktion"))
    assert client.get(address).status_code == 302
    sign_in(client, editor)
    assert client.get(address).status_code == 302
    assert "Einreichungen" not in client.get("/admin/").content.decode()
    sign_in(client, make_moderator())
    assert client.get(address).status_code == 200
    assert "Einreichungen" in client.get("/admin/").content.decode()


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_costs_the_same_for_any_number(client, moderator, count, django_assert_num_queries):
    for _number in range(count):
        make_handed_in()
    sign_in(client, moderator)
    client.get("/admin/einreichungen/")
    with django_assert_num_queries(14):
        response = client.get("/admin/einreichungen/")
    assert read(response).text.count("E-0") == count


def test_the_list_shows_state_age_town_and_who_is_responsible(client, moderator):
    submission = make_handed_in(title="Näh-Café mit Auftragsbuch", place="koeln")
    moderation.assign(submission=submission, assignee=moderator)
    Submission.objects.filter(pk=submission.pk).update(status_since=timezone.now() - timedelta(days=8))
    sign_in(client, moderator)
    page = read(client.get("/admin/einreichungen/"))
    assert page.texts("row") == [
        "Einreichung Stand Seit Ort Fotos Zuständig Vielleicht doppelt",
        f"{submission.number} Näh-Café mit Auftragsbuch In Prüfung 1\u00a0Woche, wartet zu lange Köln 0 mona",
    ]
    assert "seit mehr als sieben Tagen" in read(client.get("/admin/")).text


def test_the_list_can_be_narrowed(client, moderator):
    make_handed_in(title="Das Offene")
    make_draft(title="Das Unfertige")
    sign_in(client, moderator)
    text = client.get("/admin/einreichungen/liste/?status=in_review").content.decode()
    assert "Das Offene" in text
    assert "Das Unfertige" not in text


# --- Duplicates ---------------------------------------------------------------------------------------------


def reasons(submission) -> list[tuple[str, str]]:
    return [(found.title, found.reason) for found in find_duplicates([submission])[submission.pk]]


def test_same_town_and_same_or_similar_title_may_be_a_duplicate():
    make_example(title="Näh-Café mit Auftragsbuch", place="hattingen")
    make_unconfirmed(title="Nähcafe mit Auftragsbüchern")
    make_unconfirmed(title="Näh-Café mit Auftragsbuch", place="koeln")
    make_unconfirmed(title="Boxen im Keller")
    submission = make_unconfirmed(title="Näh-Café mit Auftragsbuch")
    assert reasons(submission) == [
        ("Nähcafe mit Auftragsbüchern", "selber Ort, ähnlicher Titel"),
        ("Näh-Café mit Auftragsbuch", "selber Ort, gleicher Titel"),
    ]


def test_the_same_web_address_in_the_same_town_may_be_a_duplicate():
    make_unconfirmed(title="Ganz anders", website="https://www.naehwerk.example.org/")
    submission = make_unconfirmed(title="Radwerkstatt", website="http://naehwerk.example.org")
    assert reasons(submission) == [("Ganz anders", "selber Ort, dieselbe Internetadresse")]


@pytest.mark.parametrize(
    ("mine", "theirs", "same"),
    [
        ("https://a.example/profile.php?id=1", "https://a.example/profile.php?id=2", False),
        ("https://a.example/profile.php?id=1", "http://www.a.example/profile.php?id=1&utm_source=flyer", True),
        ("https://a.example/?b=2&a=1", "https://a.example?a=1&b=2#oben", True),
        ("https://a.example/naehen", "https://a.example/boxen", False),
    ],
)
def test_an_address_is_the_same_with_its_query_and_without_marks_of_tracking(mine, theirs, same):
    make_unconfirmed(title="Ganz anders", website=theirs)
    found = reasons(make_unconfirmed(title="Radwerkstatt", website=mine))
    assert found == [("Ganz anders", "selber Ort, dieselbe Internetadresse")] * same


@pytest.mark.parametrize(
    ("mine", "theirs", "similar"),
    [
        ("Sprachcafé", "Café Sprache", True),
        ("Frauen lernen Radfahren", "Radfahren lernen für Frauen", True),
        ("Ausbildungspaten", "Paten für die Ausbildung", True),
        ("Radwerkstatt", "Fahrradwerkstatt", True),
        ("Radwerkstatt", "Radwerkstat", True),
        ("Feuerwehr sucht Jugend", "Die Jugendfeuerwehr sucht", True),
        ("Nähwerkstatt", "Fahrradwerkstatt", False),
        ("Deutsch im Café", "Sprachcafé", False),
        ("Kochen ohne Grenzen", "Tanzen ohne Grenzen", False),
        ("Und so", "Wir sind da", False),
    ],
)
def test_titles_are_compared_by_stems_and_parts_of_words_in_any_order(mine, theirs, similar):
    make_unconfirmed(title=theirs)
    assert reasons(make_unconfirmed(title=mine)) == [(theirs, "selber Ort, ähnlicher Titel")] * similar


def test_next_door_counts_across_the_border_of_towns():
    other, submission = make_unconfirmed(title="Radwerkstatt", place="koeln"), make_unconfirmed(title="Radwerkstatt")
    Submission.objects.filter(pk=other.pk).update(lat=submission.lat + 0.0005, lng=submission.lng)
    assert reasons(submission) == [("Radwerkstatt", "56 m entfernt, gleicher Titel")]


def test_its_own_page_and_withdrawn_ones_are_no_duplicates():
    filing.withdraw(submission=make_unconfirmed(title="Radwerkstatt"))
    assert reasons(make_handed_in(title="Radwerkstatt")) == []


# --- Asking, answering, publishing, declining ---------------------------------------------------------------


def test_the_whole_way_from_question_to_publication(client, moderator, django_capture_on_commit_callbacks):
    submission = make_handed_in(sender_email="jana@example.org")
    sign_in(client, moderator)
    act(client, submission, "ask", words="Haben Sie ein Foto?")
    assert now(submission) == Status.QUESTION
    assert "Haben Sie ein Foto?" in mail_to("jana@example.org").message
    status_page = read(client.get(submission.get_absolute_url()))
    (letter,) = status_page.under("Nachrichten").texts("article")
    assert letter.startswith("Redaktion, ")
    assert letter.endswith(" Haben Sie ein Foto?")

    photo = make_photo(Submission.objects.get())
    client.post(
        submission.get_absolute_url(),
        {"action": "answer", "answer": "Ja, dieses.", f"foto-{photo.key.hex}-credit": "Jana Feld"},
    )
    assert now(submission) == Status.IN_REVIEW
    assert "Ja, dieses." in read(client.get(f"/admin/einreichungen/{submission.pk}/")).text
    assert ExamplePage.objects.get().current_workflow_state.status == "in_progress"

    act(client, submission, f"photo:{photo.key}")
    with django_capture_on_commit_callbacks(execute=True):
        act(client, submission, "approve", reason="Am Telefon zugesagt.")
    page = ExamplePage.objects.get()
    assert (now(submission), page.live) == (Status.PUBLISHED, True)
    assert (page.lead_picture.description, page.lead_picture.credit) == ("Viele Hände an einem Tisch", "Jana Feld")
    assert f"http://testserver{page.url}" in mail_to("jana@example.org").message
    assert client.get(page.url).status_code == 200
    assert read(client.get(submission.get_absolute_url())).link("Zur Geschichte").href == page.url
    assert not photo.file.storage.exists(photo.file.name)


def test_a_page_that_lacks_something_is_not_published_and_says_why(client, moderator):
    submission = make_handed_in()
    with pytest.raises(PublicationRefused):
        moderation.approve(submission=submission, user=moderator, reason="Am Telefon zugesagt.")
    sign_in(client, moderator)
    response = act(client, submission, "approve", reason="Am Telefon zugesagt.")
    assert response["Location"] == f"/admin/pages/{submission.page.pk}/edit/"
    assert "Das Titelbild fehlt." in read(client.get(response["Location"])).text
    assert now(submission) == Status.IN_REVIEW
    assert not ExamplePage.objects.get().live


def test_publishing_in_the_editor_counts_as_well(moderator):
    submission = make_handed_in(photos=1, sender_email="jana@example.org")
    acceptance.accept_photo(photo=Photo.objects.get(), user=moderator)
    Submission.objects.update(waiver="Am Telefon zugesagt.")
    ExamplePage.objects.get().get_latest_revision().publish(user=moderator)
    assert now(submission) == Status.PUBLISHED
    assert Email.objects.filter(to="jana@example.org", subject__startswith="Ihre Geschichte").count() == 1
    ExamplePage.objects.get().get_latest_revision().publish(user=moderator)
    assert Email.objects.filter(to="jana@example.org", subject__startswith="Ihre Geschichte").count() == 1


def test_asking_for_changes_in_the_editor_asks_the_sender(moderator):
    submission = make_handed_in(sender_email="jana@example.org")
    submission.page.current_workflow_task_state.reject(user=moderator, comment="Wie viele kommen?")
    assert now(submission) == Status.QUESTION
    assert "Wie viele kommen?" in mail_to("jana@example.org").message


def test_declining_needs_words_and_tells_them(client, moderator):
    submission = make_handed_in(sender_email="jana@example.org")
    sign_in(client, moderator)
    assert "Bitte schreiben Sie, worum es geht." in read(act(client, submission, "decline", words=" ")).text
    assert now(submission) == Status.IN_REVIEW
    act(client, submission, "decline", words="Leider nicht in NRW.")
    assert now(submission) == Status.DECLINED
    assert "Leider nicht in NRW." in mail_to("jana@example.org").message
    assert "Leider nicht in NRW." in read(client.get(submission.get_absolute_url())).under("Nachrichten").text
    assert ExamplePage.objects.get().current_workflow_state is None


def test_a_template_fills_the_text(client, moderator):
    template = ReplyTemplate.objects.filter(kind="question").first()
    sign_in(client, moderator)
    page = read(client.get(f"/admin/einreichungen/{make_handed_in().pk}/?vorlage={template.pk}"))
    assert page.data["words"] == [template.text]


@pytest.mark.parametrize(
    "action", ["ask", "decline", "approve", "takedown", "release-nothing", "photo:x", "contact", "unsinn"]
)
def test_what_does_not_fit_the_state_is_explained_and_changes_nothing(client, moderator, action):
    submission = make_draft()
    sign_in(client, moderator)
    response = act(client, submission, action, words="Text")
    assert response.status_code in (302, 404)
    assert now(submission) == Status.CONFIRMED


# --- Photos and contact become the site's -------------------------------------------------------------------


def test_an_accepted_photo_carries_what_was_said_about_it(moderator):
    submission = make_handed_in()
    Submission.objects.update(status=Status.QUESTION)
    photo = make_photo(Submission.objects.get(), depicted="consent")
    acceptance.accept_photo(photo=photo, user=moderator)
    acceptance.accept_photo(photo=photo, user=moderator)
    picture = Picture.objects.get()
    assert (picture.description, picture.credit, picture.depicted) == (
        "Viele Hände an einem Tisch",
        "Jana Feld",
        "consent",
    )
    assert submission.number in picture.consent_note
    assert ExamplePage.objects.get().get_latest_revision_as_object().lead_picture == picture


def test_the_first_photo_leads_and_the_second_follows_the_text(moderator):
    make_handed_in(photos=2)
    pictures = [acceptance.accept_photo(photo=photo, user=moderator) for photo in Photo.objects.all()]
    draft = ExamplePage.objects.get().get_latest_revision_as_object()
    assert draft.lead_picture == pictures[0]
    assert [block.value["picture"] for block in draft.body if block.block_type == "picture"] == [pictures[1]]


def test_an_incomplete_photo_is_not_accepted(moderator):
    make_handed_in()
    Submission.objects.update(status=Status.QUESTION)
    photo = make_photo(Submission.objects.get(), complete=False)
    with pytest.raises(NotPossible):
        acceptance.accept_photo(photo=photo, user=moderator)
    assert Picture.objects.count() == 0


def test_the_public_contact_is_taken_over_only_with_consent(moderator):
    submission = make_draft()
    submission.draft |= {
        "contact_name": ["Jana Feld"],
        "contact_email": ["info@example.org"],
        "contact_consent": ["on"],
    }
    submission.save()
    submission = filing.hand_in(submission=submission)
    acceptance.accept_contact(submission=submission, user=moderator)
    acceptance.accept_contact(submission=submission, user=moderator)
    contact = Contact.objects.get()
    assert (contact.name, contact.email) == ("Jana Feld", "info@example.org")
    draft = ExamplePage.objects.get().get_latest_revision_as_object()
    assert [link.contact for link in draft.example_contacts.all()] == [contact]
    with pytest.raises(NotPossible):
        acceptance.accept_contact(submission=make_handed_in(), user=moderator)
    submission.consents.filter(kind=ConsentKind.PUBLIC_CONTACT).delete()
    with pytest.raises(NotPossible):
        acceptance.accept_contact(submission=submission, user=moderator)


# --- Reminders, quarantine, take-down -----------------------------------------------------------------------


def test_whoever_is_responsible_is_reminded_every_week_until_somebody_decides(moderator):
    submission = make_handed_in(sender_name="Erika Geheim")
    moderation.assign(submission=submission, assignee=moderator)
    assert moderation.remind_moderators() == 0
    later = timezone.now() + timedelta(days=8)
    assert [moderation.remind_moderators(now=later) for _number in range(2)] == [1, 0]
    days = [moderation.remind_moderators(now=later + timedelta(days=day, hours=1)) for day in range(1, 15)]
    assert days == [0] * 6 + [1] + [0] * 6 + [1]
    mail = mail_to("mona@example.org")
    assert f"http://testserver/admin/einreichungen/{submission.pk}/" in mail.message
    assert "Geheim" not in mail.message + mail.html_message + mail.subject


def test_a_doubtful_one_can_be_released_or_thrown_away(client, moderator):
    good, bad = (
        make_unconfirmed(doubts=["Zu schnell."], sender_email="gut@example.org"),
        make_unconfirmed(doubts=["Links."]),
    )
    sign_in(client, moderator)
    assert "Zu schnell." in read(client.get(f"/admin/einreichungen/{good.pk}/")).text
    act(client, good, "release")
    assert good.token in mail_to("gut@example.org").message
    act(client, bad, "discard")
    bad.refresh_from_db()
    assert (bad.status, bad.title, bad.draft) == (Status.WITHDRAWN, "", {})
