"""Step 2: sections and photos of the draft, kept as they come."""

import base64
import hashlib
import io

from django.db import transaction
from django.utils import timezone
from PIL import Image

from home.media.cleaning import clean_image
from home.media.storage import private_storage
from practice_examples.submissions.record import erasure, life
from practice_examples.submissions.record.choices import TAKES_PHOTOS, WRITABLE, PhotoRights, Status
from practice_examples.submissions.record.models import MAX_PHOTOS, PHOTO_FOLDER, Photo, Submission
from practice_examples.submissions.sender.fields import storable, typed
from practice_examples.submissions.sender.forms import AnswerForm, PhotoForm
from practice_examples.submissions.sender.registration import text_digest
from practice_examples.submissions.sender.sections import SECTIONS, TYPED, Section
from practice_examples.submissions.sender.versions import Sent, merge

PHOTOS = "fotos"
COLUMNS = ("title", "summary", "provider", "organisation", "website", "place")


class TooManyPhotos(life.NotPossible):
    """One has to go before another can come."""


@transaction.atomic
def save_section(*, submission: Submission, key: str, data) -> Section:
    """Keep what was changed in one section, whether it is right or not, and return the section with its errors.

    The row is locked while its draft is read and written, so that nothing that was saved meanwhile is lost: a field
    that somebody else has changed keeps their words, and the section says so. What is right is also copied to the
    columns that moderators' lists and the search for duplicates use.
    """
    submission = life.locked(submission, *WRITABLE)
    names = SECTIONS[key].base_fields
    sent = Sent.of(data, key, names, typed(data, names))
    merged = merge(submission.draft, submission.writers, sent)
    if not merged.changed:
        return SECTIONS[key](submission.draft, TYPED, merged.conflicts)
    submission.draft = {name: values for name, values in {**submission.draft, **merged.changed}.items() if values}
    submission.writers = {**submission.writers, **dict.fromkeys(merged.changed, sent.writer)}
    _copy_columns(submission, SECTIONS[key](submission.draft, TYPED), merged.changed)
    _save(submission)
    return SECTIONS[key](submission.draft, TYPED, merged.conflicts)


def unsaved(*, submission: Submission, data) -> list[tuple[str, str]]:
    """Label and words of what was typed and is not kept, for a page on which it can be kept no more."""
    lines = []
    for section in SECTIONS.values():
        mine, kept = section(typed(data, section.base_fields), TYPED), section(submission.draft, TYPED)
        for bound in mine.visible_fields():
            words = mine.said(bound.name)
            if words and words != kept.said(bound.name):
                lines.append((bound.label or section.heading, words))
    answer = storable(data.get("answer", ""))[:20_000].strip()
    return [*lines, (AnswerForm.base_fields["answer"].label, answer)] if answer else lines


def _copy_columns(submission, section, changed):
    section.is_valid()
    found = section.cleaned_data
    for name in COLUMNS:
        if found.get(name):
            setattr(submission, name, found[name])
    if section.key == "idee":
        submission.website = found.get("website", submission.website)
        submission.text_digest = text_digest(submission.title, submission.summary)
        if found.get("topics"):
            submission.topics.set(found["topics"])
    if found.get("place"):
        point = found["place"].point
        submission.lat, submission.lng = point.lat, point.lng
        if "place" in changed:
            # As its field will show and send it, however it was typed.
            submission.draft["place"] = [found["place"].label]


def add_photo(*, submission: Submission, file) -> Photo:
    """Clean a photo and keep it in the private store.

    Raises ImageRejected when it is no usable picture (then nothing is kept), TooManyPhotos, NotPossible. Order: the
    file is on the disk first, then its row is written; if that fails the file goes again, and after a crash in
    between `purge` finds it. The same file a second time gives the same photo.
    """
    if not submission.takes_photos:
        raise life.NotPossible
    cleaned = clean_image(file)
    content = cleaned.read()
    digest = hashlib.sha256(content).hexdigest()
    known = _same_photo(submission, digest)
    if known:
        return known
    preview = _preview(content)
    cleaned.seek(0)
    storage = private_storage()
    name = storage.save(f"{PHOTO_FOLDER}/{cleaned.name}", cleaned)
    try:
        with transaction.atomic():
            locked = life.locked(submission)
            known = _same_photo(locked, digest)
            if not known:
                _save(locked)
                return Photo.objects.create(
                    submission=locked,
                    file=name,
                    digest=digest,
                    preview=preview,
                    width=cleaned.width,
                    height=cleaned.height,
                )
    except BaseException:
        storage.delete(name)
        raise
    # It was sent twice at once, and the other was faster.
    storage.delete(name)
    return known


def _same_photo(submission, digest) -> Photo | None:
    """The photo with this content, if it is there already. Raises NotPossible, or TooManyPhotos if there is no room."""
    if not submission.takes_photos:
        raise life.NotPossible
    known = submission.photos.filter(digest=digest).first()
    if not known and submission.photos.count() >= MAX_PHOTOS:
        raise TooManyPhotos
    return known


@transaction.atomic
def describe_photos(*, submission: Submission, data) -> list[PhotoForm]:
    """Keep what was changed about the photos; whether it is complete is asked when handing in.

    As `save_section`: what somebody else has changed meanwhile stays, and the forms say so. A photo that was removed
    in another tab stays removed. Raises NotPossible.
    """
    submission = life.locked(submission, *TAKES_PHOTOS)
    forms = PhotoForm.all_of(submission)
    kept = {name: values for form in forms for name, values in form.kept.items()}
    names = [name for name in kept if name in data]
    sent = Sent.of(data, PHOTOS, names, {name: [_kept_of_photo(name, data[name])] for name in names})
    merged = merge(kept, submission.writers, sent)
    if merged.changed:
        for form in forms:
            for name in form.kept.keys() & merged.changed.keys():
                setattr(form.photo, name.rpartition("-")[2], merged.changed[name][0])
            form.photo.save(update_fields=["description", "credit", "depicted"])
        submission.writers = {**submission.writers, **dict.fromkeys(merged.changed, sent.writer)}
        submission.save(update_fields=["writers"])
    return PhotoForm.all_of(submission, conflicts=merged.conflicts)


def _kept_of_photo(name, value) -> str:
    if name.endswith("-depicted"):
        return value if value in PhotoRights.values else ""
    return storable(value)[:2000]


@transaction.atomic
def remove_photo(*, photo: Photo) -> None:
    """The row first; the file goes once that is certain. Raises NotPossible."""
    _save(life.locked(photo.submission, *TAKES_PHOTOS))
    erasure.delete_photos([photo])


def _save(submission):
    submission.edited_at = timezone.now()
    if submission.status == Status.CONFIRMED:
        life.move(submission, Status.DRAFTING, by=life.By.SENDER)
    else:
        submission.save()


def _preview(content: bytes) -> str:
    """A small picture for the sender's own page, written into the HTML itself."""
    with Image.open(io.BytesIO(content)) as picture:
        small = picture.convert("RGB")
        small.thumbnail((320, 240))
        output = io.BytesIO()
        small.save(output, "JPEG", quality=60)
    return base64.b64encode(output.getvalue()).decode()
