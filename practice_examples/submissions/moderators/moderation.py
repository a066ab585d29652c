"""What moderators do with a submission. Every step towards the sender is a mail in the queue."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import TaskState, WorkflowState

from home.media.cleaning import CleanedImage
from home.media.models import Depicted, Picture
from practice_examples.models import Contact, ExampleContact, ExamplePage
from practice_examples.submissions.record import mails
from practice_examples.submissions.record.choices import WITH_MODERATORS, Author, ConsentKind, PhotoRights, Status
from practice_examples.submissions.record.models import Message, Photo, Submission
from practice_examples.submissions.sender.drafting import NotPossible, delete_photos, forget_files
from practice_examples.submissions.sender.sections import ALL, Draft


@transaction.atomic
def ask_back(*, submission: Submission, words: str, user) -> Submission:
    """Ask the sender something: question on the status page, mail queued, workflow waits for changes."""
    submission = _locked(submission, Status.IN_REVIEW)
    _write(submission, words, user)
    _set(submission, Status.QUESTION)
    mails.question(submission, words)
    task = _task(submission)
    if task:
        # Wagtail writes comments into its log for good; the words themselves stay where they can be deleted.
        task.reject(user=user, comment=_("Rückfrage, siehe %s") % submission.number)
    return submission


@transaction.atomic
def decline(*, submission: Submission, words: str, user) -> Submission:
    """Not taken up, with reasons. The draft page goes with the rest of it when `purge` finds it thirty days old."""
    submission = _locked(submission, *WITH_MODERATORS)
    _write(submission, words, user)
    _set(submission, Status.DECLINED)
    mails.declined(submission, words)
    state = submission.page and submission.page.current_workflow_state
    if state:
        state.cancel(user=user)
    return submission


@transaction.atomic
def approve(*, submission: Submission, user) -> Submission:
    """Publish through the workflow. Raises PublicationRefused, and changes nothing, if the page lacks something.

    The state changes and the sender hears of it in `note_publication`, whatever way the page goes live.
    """
    submission = _locked(submission, *WITH_MODERATORS)
    state = submission.page and submission.page.current_workflow_state
    if state and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state = state.resume(user=user) or state
    task = _task(submission)
    if task:
        task.approve(user=user)
    elif submission.page:
        submission.page.get_latest_revision().publish(user=user)
    return Submission.objects.get(pk=submission.pk)


@transaction.atomic
def accept_photo(*, photo: Photo, user) -> Picture:
    """A photo becomes a picture of the site, with credit, description and note of consent, placed in the draft page.

    The first one becomes the lead picture, the others follow the text. Accepted twice it is the same picture.
    """
    submission = _locked(photo.submission, *WITH_MODERATORS)
    photo = Photo.objects.select_for_update().get(pk=photo.pk)
    if photo.picture:
        return photo.picture
    if not photo.is_complete:
        raise NotPossible
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
    submission = _locked(submission, *WITH_MODERATORS)
    given = public_contact(submission)
    if not given or not submission.consents.filter(kind=ConsentKind.PUBLIC_CONTACT).exists():
        raise NotPossible
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


def assign(*, submission: Submission, assignee) -> None:
    Submission.objects.filter(pk=submission.pk).update(assignee=assignee)


@transaction.atomic
def remind_moderators(*, now=None) -> int:
    """Mail whoever is responsible for what waits too long; again every week, until somebody decides."""
    waiting = Submission.objects.select_for_update(of=("self",)).to_remind_of(now)
    reminded = list(waiting.select_related("assignee"))
    for submission in reminded:
        mails.reminder(submission)
        submission.reminded_at = now or timezone.now()
        submission.save(update_fields=["reminded_at"])
    return len(reminded)


@transaction.atomic
def note_publication(instance, **kwargs) -> None:
    """Whatever way the page went live (detail view, workflow, editor, schedule), the sender hears of it, once."""
    submission = _of_page(instance, *WITH_MODERATORS, Status.DECLINED)
    if submission is None:
        return
    submission.published_at = timezone.now()
    _set(submission, Status.PUBLISHED)
    # What was accepted lives on as pictures of the site; no other file may stay.
    delete_photos(submission.photos.filter(picture=None))
    forget_files(submission.photos.all())
    mails.published(submission)


@transaction.atomic
def note_rejection(instance, user=None, **kwargs) -> None:
    """ "Änderungen anfordern" in Wagtail's own editor is a question to the sender, too."""
    page = instance.revision.content_object
    submission = _of_page(page, Status.IN_REVIEW) if isinstance(page, ExamplePage) else None
    if submission is None:
        return
    words = instance.comment.strip() or _("Bitte melden Sie sich bei uns: Wir haben noch eine Frage.")
    _write(submission, words, user)
    _set(submission, Status.QUESTION)
    mails.question(submission, words)


def _of_page(page, *statuses) -> Submission | None:
    """Locked before it is looked at: what the sender is just taking back must not be written anew."""
    return Submission.objects.select_for_update().filter(page=page.pk, status__in=statuses).first()


def _locked(submission, *statuses) -> Submission:
    submission = Submission.objects.select_for_update().get(pk=submission.pk)
    if submission.status not in statuses:
        raise NotPossible
    return submission


def _set(submission, status):
    submission.status, submission.status_since = status, timezone.now()
    submission.reminded_at = None
    submission.save()


def _write(submission, words, user):
    Message.objects.create(submission=submission, author=Author.MODERATION, user=user, text=words)


def _task(submission) -> TaskState | None:
    return submission.page.current_workflow_task_state if submission.page else None


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
