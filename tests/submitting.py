"""Submissions at every station of their way, made by the use cases themselves."""

import itertools
import json
import uuid

from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile
from post_office.models import Email

from home.land.models import Place
from practice_examples.submissions.record.models import Submission
from practice_examples.submissions.sender import drafting, filing, registration
from practice_examples.submissions.sender.forms import PhotoForm
from practice_examples.submissions.sender.registration import Registration
from practice_examples.submissions.sender.sections import Draft
from tests import images
from tests.factories import make_topic
from tests.reading import read

_numbers = itertools.count(1)
CONSENTS = {"privacy": "Gelesen.", "contact": "Ja zum Schreiben.", "rights": "Ja zu den Rechten."}


def make_registration(**fields) -> Registration:
    number = next(_numbers)
    place = Place.objects.get(slug=fields.pop("place", "hattingen"))
    defaults = {
        "title": f"Näh-Café {number}",
        "summary": f"Jeden Freitag nähen Frauen aus {number} Ländern in der alten Sparkasse.",
        "provider": "verein-und-ehrenamt",
        "organisation": "Nähwerk Hattingen",
        "website": "",
        "sender_name": "Jana Feld",
        "sender_email": f"jana{number}@example.org",
        "topics": [make_topic()],
        "consents": CONSENTS,
        "consent_version": "2026-1",
    }
    values = {**defaults, **fields}
    draft = {name: [values[name]] for name in ("title", "summary", "provider", "organisation", "website")}
    draft |= {"topics": [str(topic.pk) for topic in values["topics"]], "place": [place.label]}
    return Registration(**values, place=place, draft=draft)


def make_unconfirmed(doubts=(), **fields):
    return registration.submit_example(registration=make_registration(**fields), key=uuid.uuid4(), doubts=doubts)


def make_draft(**fields):
    return registration.confirm(submission=make_unconfirmed(**fields))


def make_photo(submission, complete=True, colour=None, **fields):
    file = images.encode(images.picture(400, 300, colour=colour or (next(_numbers) * 37 % 256, 40, 40)))
    photo = drafting.add_photo(submission=submission, file=file)
    given = (
        {"description": "Viele Hände an einem Tisch", "credit": "Jana Feld", "depicted": "nobody"} if complete else {}
    )
    for name, value in {**given, **fields}.items():
        setattr(photo, name, value)
    photo.save()
    return photo


def make_handed_in(photos=0, **fields):
    submission = make_draft(**fields)
    for _number in range(photos):
        make_photo(submission)
    return filing.hand_in(submission=submission)


def make_moderator(username="mona") -> User:
    user = User.objects.create_user(username, f"{username}@example.org", "geheim-geheim")
    user.groups.add(Group.objects.get(name="Moderation"))
    return user


def form_data(client, **fields):
    """The form of step 1, opened long enough ago and filled in like people do."""
    sent = read(client.get("/mitmachen/")).data
    number = next(_numbers)
    return {
        **{name: sent[name][0] for name in ("key", "started")},
        "title": f"Näh-Café {number}",
        "summary": f"Jeden Freitag nähen Frauen aus {number} Ländern in der alten Sparkasse.",
        "place": "Hattingen",
        "topics": [str(make_topic().pk)],
        "provider": "verein-und-ehrenamt",
        "organisation": "Nähwerk Hattingen",
        "website": "www.naehwerk.example.org",
        "name": "Jana Feld",
        "email": f"jana{number}@example.org",
        "consents": ["privacy", "contact", "rights"],
        **fields,
    }


def mail_to(address: str) -> Email:
    """The newest mail in the queue to this address."""
    return Email.objects.filter(to=address).latest("pk")


def sign_in(client, user) -> User:
    # Past the backend that only looks at passwords and knows no users.
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return user


def versions(submission) -> dict[str, str]:
    """What an opened page says it shows, part by part."""
    submission = Submission.objects.get(pk=submission.pk)
    parts = {section.key: section.version for section in Draft.of(submission)}
    photos = [form.version for form in PhotoForm.all_of(submission)]
    parts["fotos"] = {name: digest for version in photos for name, digest in version.items()}
    return {f"version-{part}": json.dumps(version) for part, version in parts.items()}


def whole(submission, **fields):
    """Everything the big form sends without JavaScript."""
    return {**versions(submission), **submission.draft, **fields}


def send(client, submission, **fields):
    return client.post(submission.get_absolute_url(), whole(submission, **fields))


def upload(client, submission, content, name="foto.jpg"):
    return client.post(f"{submission.get_absolute_url()}foto/", {"fotos": SimpleUploadedFile(name, content)})


def act(client, submission, action, **data):
    """A button that a moderator presses at a submission."""
    return client.post(f"/admin/einreichungen/{submission.pk}/", {"action": action, **data})


def now(submission) -> str:
    """The state that is written."""
    return Submission.objects.get(pk=submission.pk).status
