"""What goes with a submission, and what of it stays. Each of these is called in a transaction, on the locked row."""

from django.conf import settings
from django.db import transaction
from django.db.models import ManyToOneRel
from post_office.models import Email
from wagtail.log_actions import registry as log
from wagtail.models import PageLogEntry

from practice_examples.models import Contact, ExamplePage
from practice_examples.submissions.record import erasure_log, mails
from practice_examples.submissions.record.models import Sender, Submission


def hide(submission: Submission) -> None:
    """The page is shown nowhere; nothing is deleted yet."""
    submission.page.unpublish()


def erase(submission: Submission) -> None:
    """Page, photos, texts, names and mails; the number stays.

    The key goes into the log of what was erased. Moderators hear of a contact that cannot go, because another page
    names it as well.
    """
    staying = _delete_page(submission)
    if staying:
        mails.contact_stays(submission, staying)
    delete_photos(submission.photos.all())
    Email.objects.filter(submissions=submission).delete()
    Sender.objects.filter(submission=submission).delete()
    submission.consents.all().delete()
    submission.messages.all().delete()
    submission.topics.clear()
    for name in ("title", "summary", "organisation", "website", "doubts", "text_digest", "waiver"):
        setattr(submission, name, "")
    submission.draft, submission.writers, submission.page = {}, {}, None
    submission.lat, submission.lng = None, None
    submission.quarantined = False
    # Should it fail, the next backup makes up for it.
    transaction.on_commit(lambda: erasure_log.add([submission.key], to=settings.ERASURE_LOG), robust=True)


def delete(submission: Submission) -> None:
    """The row and all that came with it, but not a page that an editor has put live after all."""
    Email.objects.filter(submissions=submission).delete()
    if not (submission.page and submission.page.live):
        _delete_page(submission)
    delete_photos(submission.photos.all())
    submission.delete()


def delete_unused_photos(submission: Submission) -> None:
    """Photos that were not accepted, and the private files of those that were: they are pictures of the site now."""
    delete_photos(submission.photos.filter(picture=None))
    for photo in submission.photos.all():
        _delete_file(photo)
        photo.file, photo.preview = "", ""
        photo.save(update_fields=["file", "preview"])


def forget_sender(submission: Submission) -> None:
    """The story stays. What was typed for it stands on its page, or was never meant to be public."""
    Sender.objects.filter(submission=submission).delete()
    submission.messages.all().delete()
    Submission.objects.filter(pk=submission.pk).update(draft={}, writers={}, waiver="")


def delete_photos(photos) -> None:
    """Rows and files. To be called in a transaction: the files go when it is committed."""
    for photo in photos:
        _delete_file(photo)
        photo.delete()


def _delete_file(photo):
    name, storage = photo.file.name, photo.file.storage
    if name:
        transaction.on_commit(lambda: storage.delete(name))


def _delete_page(submission) -> Contact | None:
    """With the page go its revisions. What came with it goes too, unless something else shows it: contact, pictures.

    Returns a contact that stays for that reason.
    """
    pictures = [photo.picture for photo in submission.photos.select_related("picture") if photo.picture]
    if submission.page:
        ExamplePage.objects.get(pk=submission.page_id).delete()
        # The log stays, what it says does not: it repeats titles and comments.
        PageLogEntry.objects.filter(page_id=submission.page_id).update(label=submission.number, data={})
    contact, submission.contact = submission.contact, None
    submission.save(update_fields=["contact"])
    if contact and not _is_named(contact):
        pictures += [contact.portrait] if contact.portrait else []
        _delete_with_traces(contact, submission)
        contact = None
    for picture in pictures:
        if not picture.get_usage().count():
            _delete_with_traces(picture, submission)
    return contact


def _is_named(contact) -> bool:
    """Whether a page or another submission, perhaps still a draft, names this contact."""
    relations = [field for field in Contact._meta.get_fields(include_hidden=True) if isinstance(field, ManyToOneRel)]
    return any(
        relation.related_model._base_manager.filter(**{relation.field.name: contact}).exists() for relation in relations
    )


def _delete_with_traces(instance, submission):
    log.get_logs_for_instance(instance).update(label=submission.number, data={})
    instance.delete()
