"""What came with a submission, as moderators read it; and how it becomes the site's own: photos, the public contact."""

from collections.abc import Iterator

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from home.media.cleaning import CleanedImage
from home.media.models import Depicted, Picture
from practice_examples.models import Contact, ExampleContact
from practice_examples.submissions.record import life
from practice_examples.submissions.record.choices import WITH_MODERATORS, ConsentKind, PhotoRights
from practice_examples.submissions.record.models import Photo, Submission
from practice_examples.submissions.sender.sections import ALL, TYPED, Draft


def facts(submission: Submission) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Section by section its heading, and label and words of the fields that were filled in."""
    for section in Draft.of(submission, TYPED, wording=_("Darf öffentlich werden")):
        lines = [(bound.label, section.said(bound.name)) for bound in section.visible_fields()]
        lines = [(label, words) for label, words in lines if words]
        if lines:
            yield section.heading, lines


@transaction.atomic
def accept_photo(*, photo: Photo, user) -> Picture:
    """A photo becomes a picture of the site, with credit, description and note of consent, placed in the draft page.

    The first one becomes the lead picture, the others follow the text. Accepted twice it is the same picture.
    """
    submission = life.locked(photo.submission, *WITH_MODERATORS)
    photo = Photo.objects.select_for_update().get(pk=photo.pk)
    if photo.picture:
        return photo.picture
    if not photo.is_complete:
        raise life.NotPossible
    photo.picture = Picture.objects.create(
        title=_("%(title)s, Foto %(number)s") % {"title": submission.title, "number": photo.pk},
        file=_kept(photo),
        description=photo.description[:255],
        credit=photo.credit[:200],
        depicted=Depicted.CONSENT if photo.depicted == PhotoRights.CONSENT else Depicted.NOBODY,
        consent_note=_consent_note(submission, photo),
        uploaded_by_user=user,
    )
    photo.save(update_fields=["picture"])
    if submission.page:
        _place(submission.page, photo.picture, user)
    return photo.picture


@transaction.atomic
def accept_contact(*, submission: Submission, user) -> Contact:
    """The contact the sender wants to be public becomes one of the site's contacts and stands in the draft page.

    Which one is remembered, so that it can go again with the submission.
    """
    submission = life.locked(submission, *WITH_MODERATORS)
    given = public_contact(submission)
    if not given or not submission.consents.filter(kind=ConsentKind.PUBLIC_CONTACT).exists():
        raise life.NotPossible
    contact = Contact.objects.filter(**given).first() or Contact.objects.create(**given)
    submission.contact = contact
    submission.save(update_fields=["contact"])
    page = submission.page.get_latest_revision_as_object()
    if contact.pk not in [link.contact_id for link in page.example_contacts.all()]:
        page.example_contacts.add(ExampleContact(contact=contact))
        page.save_revision(user=user)
    return contact


def public_contact(submission: Submission) -> dict[str, str]:
    """Name, role, organisation, e-mail and phone for the public, or nothing."""
    section = Draft.of(submission, ALL)["kontakt"]
    section.is_valid()
    found = section.cleaned_data
    if not (found.get("contact_name") and found.get("contact_consent")):
        return {}
    return {
        "name": found["contact_name"],
        "role": found.get("contact_role", ""),
        "organisation": submission.organisation[:150],
        "email": found.get("contact_email", ""),
        "phone": found.get("contact_phone", ""),
    }


def _kept(photo) -> CleanedImage:
    """The bytes as they are: they have been through the one door already."""
    with photo.file.storage.open(photo.file.name) as file:
        return CleanedImage(file.read(), photo.file.name.rsplit(".", 1)[-1], photo.width, photo.height)


def _consent_note(submission, photo) -> str:
    if photo.depicted != PhotoRights.CONSENT:
        return ""
    note = _("Laut Einreichung %(number)s vom %(day)s: alle Abgebildeten haben zugestimmt.")
    return note % {"number": submission.number, "day": timezone.localdate(photo.created_at).strftime("%d.%m.%Y")}


def _place(page, picture, user):
    draft = page.get_latest_revision_as_object()
    if draft.lead_picture_id is None:
        draft.lead_picture = picture
    else:
        draft.body.append(("picture", {"picture": picture, "caption": ""}))
    draft.save_revision(user=user)
