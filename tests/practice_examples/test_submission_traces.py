"""Whoever withdraws is gone: from every column of every table, not only from those we thought of."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from post_office.models import STATUS, Email
from wagtail.log_actions import log

from home.media.models import Picture
from practice_examples.models import Contact, ExampleContact, ExamplePage
from practice_examples.submissions.moderators import acceptance, moderation
from practice_examples.submissions.record.models import Photo, Submission
from practice_examples.submissions.record.purge import purge
from practice_examples.submissions.sender import filing
from tests.event_factories import make_event
from tests.factories import make_contact, make_example, make_picture
from tests.reading import read
from tests.submitting import make_draft, make_moderator, make_photo

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]

PERSON = "Zwetschgenbaum"
CONTACT = {
    "contact_name": [f"Amina {PERSON}"],
    "contact_role": [PERSON],
    "contact_email": [f"amina@{PERSON}.example".lower()],
    "contact_phone": [f"0221 4710-101 ({PERSON})"],
    "contact_consent": ["on"],
}

# What may be left until the next `purge`: the last mail to the sender and Wagtail's own to moderators, and words
# without an entry in what SQLite searches.
MAILS = {f"post_office_email.{name}" for name in ("to", "message", "html_message", "subject")}
INDEX = {"wagtailsearch_indexentry_fts_data.block"}


@pytest.fixture
def moderator():
    return make_moderator()


def traces() -> set[str]:
    """The columns of all tables in which the person still stands, bytes included."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            names = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                found |= {f"{table}.{name}" for name, value in zip(names, row, strict=True) if _names(value)}
    return found


def _names(value) -> bool:
    return PERSON.lower() in str(value).lower()


def make_everything(moderator, **contact) -> Submission:
    """As much of one person as a submission can spread, up to a question and its answer."""
    submission = make_draft(
        title=f"Näh-Café {PERSON}", sender_name=f"Erika {PERSON}", sender_email=f"erika@{PERSON}.example".lower(),
        organisation=f"Verein {PERSON}", website=f"https://{PERSON}.example".lower(),
    )  # fmt: skip
    submission.draft |= {"story": [f"{PERSON} erzählt."], **CONTACT, **contact}
    submission.save()
    make_photo(submission, description=f"{PERSON} lacht", credit=PERSON)
    submission = filing.hand_in(submission=submission)
    moderation.ask_back(submission=submission, words=f"Guten Tag, Frau {PERSON}!", user=moderator)
    filing.answer(submission=submission, text=f"Grüße, {PERSON}")
    acceptance.accept_photo(photo=Photo.objects.get(submission=submission), user=moderator)
    contact = acceptance.accept_contact(submission=submission, user=moderator)
    # Editors have their hands in it, and the log repeats it.
    for edited in (contact, Picture.objects.latest("pk")):
        edited.save()
        log(instance=edited, action="wagtail.edit", user=moderator)
    return Submission.objects.get(pk=submission.pk)


def publish(submission, moderator) -> Submission:
    return moderation.approve(submission=submission, user=moderator, reason="Am Telefon zugesagt.")


def purge_mails_and_the_rest():
    Email.objects.update(status=STATUS.sent)
    purge(now=timezone.now() + timedelta(days=31))


def test_who_withdraws_before_publication_stands_nowhere(moderator, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        submission = make_everything(moderator)
    assert {
        "practice_examples_contact.name",
        "practice_examples_contact.phone",
        "wagtailcore_revision.content",
        "wagtailcore_modellogentry.label",
        "submissions_message.text",
        "submissions_sender.email",
    } <= traces()
    with django_capture_on_commit_callbacks(execute=True):
        filing.withdraw(submission=submission)
    assert traces() <= MAILS | INDEX
    with django_capture_on_commit_callbacks(execute=True):
        purge_mails_and_the_rest()
    assert traces() == set()


def test_who_withdraws_after_publication_stands_nowhere(moderator, client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        submission = publish(make_everything(moderator), moderator)
    page = ExamplePage.objects.get()
    assert f"Amina {PERSON}" in read(client.get(page.url)).headings(3)
    with django_capture_on_commit_callbacks(execute=True):
        filing.withdraw(submission=submission)
    assert "practice_examples_contact.name" in traces()
    with django_capture_on_commit_callbacks(execute=True):
        moderation.take_down(submission=submission)
    assert traces() <= MAILS | INDEX
    with django_capture_on_commit_callbacks(execute=True):
        purge_mails_and_the_rest()
    assert traces() == set()
    assert (Contact.objects.count(), Submission.objects.count()) == (0, 0)


@pytest.mark.parametrize("ending", ["declined", "never answered"])
def test_what_ends_by_itself_takes_the_contact_with_it(moderator, ending, django_capture_on_commit_callbacks):
    submission = make_everything(moderator)
    end = moderation.decline if ending == "declined" else moderation.ask_back
    end(submission=submission, words="Leider.", user=moderator)
    Email.objects.update(status=STATUS.sent)
    with django_capture_on_commit_callbacks(execute=True):
        purge(now=timezone.now() + timedelta(days=181))
    assert traces() == set()


def test_a_contact_in_use_elsewhere_stays_and_moderators_hear_of_it(moderator):
    submission = make_everything(moderator)
    contact = Contact.objects.get()
    make_event(contact=contact)
    filing.withdraw(submission=submission)
    assert Contact.objects.get() == contact
    mail = Email.objects.get(subject=f"Bitte einen Kontakt prüfen: {submission.number}")
    assert mail.to == ["mona@example.org"]
    assert f"/contact/usage/{contact.pk}/" in mail.message
    assert PERSON.lower() not in (mail.message + mail.html_message + mail.subject).lower()


def test_a_contact_of_two_submissions_goes_with_the_second(moderator):
    first = make_everything(moderator)
    second = make_draft(organisation=first.organisation)
    second.draft |= CONTACT
    second.save()
    second = filing.hand_in(submission=second)
    acceptance.accept_contact(submission=second, user=moderator)
    filing.withdraw(submission=first)
    assert Contact.objects.count() == 1
    filing.withdraw(submission=second)
    assert Contact.objects.count() == 0


def test_a_contact_editors_put_on_another_story_stays_when_a_declined_one_is_purged(moderator):
    submission = make_everything(moderator)
    page = make_example()
    page.example_contacts = [ExampleContact(contact=Contact.objects.get())]
    page.save()
    moderation.decline(submission=submission, words="Leider nein.", user=moderator)
    assert purge(now=timezone.now() + timedelta(days=31)).ended == 1
    assert Contact.objects.count() == 1


def test_a_portrait_goes_with_its_contact_and_others_stay(moderator, django_capture_on_commit_callbacks):
    submission = make_everything(moderator)
    other = make_contact(portrait=make_picture("Anderes Porträt"))
    Contact.objects.exclude(pk=other.pk).update(portrait=make_picture(f"Porträt {PERSON}"))
    filing.withdraw(submission=submission)
    assert list(Picture.objects.all()) == [other.portrait]
    assert Contact.objects.get() == other


def test_a_photo_that_another_story_shows_stays_with_that_story(moderator, django_capture_on_commit_callbacks):
    submission = make_draft()
    make_photo(submission), make_photo(submission)
    submission = filing.hand_in(submission=submission)
    for photo in submission.photos.all():
        acceptance.accept_photo(photo=photo, user=moderator)
    shown = Picture.objects.first()
    with django_capture_on_commit_callbacks(execute=True):
        make_example(lead_picture=shown)
    filing.withdraw(submission=submission)
    assert Picture.objects.get() == shown


def test_two_equal_contacts_in_the_directory_are_no_error(moderator):
    twins = [
        make_contact(f"Amina {PERSON}", role="", organisation="Nähwerk Hattingen", email="a@b.example") for _ in "ab"
    ]
    submission = make_draft()
    submission.draft |= {"contact_name": [twins[0].name], "contact_email": ["a@b.example"], "contact_consent": ["on"]}
    submission.save()
    submission = filing.hand_in(submission=submission)
    assert acceptance.accept_contact(submission=submission, user=moderator) in twins
