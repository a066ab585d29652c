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
from practice_examples.submissions.sender.registration import text_digest
from practice_examples.submissions.sender.sections import SECTIONS, TYPED, Section

COLUMNS = ("title", "summary", "provider", "organisation", "website", "place")


class TooManyPhotos(life.NotPossible):
    """One has to go before another can come."""


@transaction.atomic
def save_section(*, submission: Submission, key: str, data) -> Section:
    """Keep what was typed in one section, whether it is right or not, and return the section with its errors.

    The row is locked while its draft is read and written, so that two sections saved at once both stay. What is
    right is also copied to the columns that moderators' lists and the search for duplicates use.
    """
    submission = life.locked(submission, *WRITABLE)
    names = SECTIONS[key].base_fields
    kept = {name: values for name, values in submission.draft.items() if name not in names}
    submission.draft = {**kept, **typed(data, names)}
    section = SECTIONS[key](submission.draft, TYPED)
    _copy_columns(submission, section)
    _save(submission)
    return section


def _copy_columns(submission, section):
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


def describe_photo(*, photo: Photo, data, prefix: str) -> Photo:
    """Keep what was typed about a photo; whether it is complete is asked when handing in.

    One that was removed in another tab meanwhile stays removed.
    """
    for name in ("description", "credit"):
        if f"{prefix}-{name}" in data:
            setattr(photo, name, storable(data[f"{prefix}-{name}"])[:2000])
    chosen = data.get(f"{prefix}-depicted", photo.depicted)
    photo.depicted = chosen if chosen in PhotoRights.values else ""
    columns = {name: getattr(photo, name) for name in ("description", "credit", "depicted")}
    Photo.objects.filter(pk=photo.pk).update(**columns)
    return photo


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
