"""Files nobody owns, and files nobody may see any more. Called by `purge`; deleting the same thing twice does no harm.

A crash between writing a file and writing its row leaves a photo that no record speaks of: without this it would
stay for ever.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import chain
from pathlib import Path

from django.conf import settings
from django.core.files.storage import Storage, default_storage
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.documents import get_document_model
from wagtail.models import UploadedFile

from home.media.models import Picture, Rendition, Video
from home.media.storage import is_younger, private_storage, stale_files
from home.retention import keep

# A file without a row may belong to a request that is still running.
UNOWNED = keep(
    _("hochgeladene Dateien, deren Formular niemand abgeschickt hat"),
    timedelta(hours=24),
    why=_("Das Formular kann noch offen sein."),
)
ORIGINALS, UPLOADS, DOCUMENTS = "original_images", "wagtail_uploads", "documents"
RENDITIONS, VIDEOS = "images", "videos"


def delete_files_of_video(instance, **kwargs):
    """Signal handler: a film that is deleted, on whatever way, takes its files with it."""
    storage, names = instance.file.storage, [instance.file.name, instance.captions.name]
    transaction.on_commit(lambda: [storage.delete(name) for name in names if name])


def delete_abandoned_uploads(before: datetime) -> int:
    """Pictures whose form nobody completed since `before`, with their rows; says how many."""
    count = 0
    for upload in UploadedFile.objects.all():
        if not is_younger(upload.file.storage, upload.file.name, before):
            upload.file.delete(save=False)
            upload.delete()
            count += 1
    return count


def delete_interrupted_uploads(before: datetime) -> int:
    """What a killed worker was just receiving: raw files, that nobody has looked at and no row knows."""
    stale = [
        path for path in Path(settings.FILE_UPLOAD_TEMP_DIR).iterdir() if path.stat().st_mtime < before.timestamp()
    ]
    for path in stale:
        path.unlink(missing_ok=True)
    return len(stale)


def unowned_files(before: datetime) -> Iterator[tuple[Storage, str]]:
    """Files in our folders that no row knows and that were written before `before`.

    Give it a day: a file is always written before its row.
    """
    owners = [
        (private_storage(), ORIGINALS, Picture.objects.values_list("file", flat=True)),
        (private_storage(), UPLOADS, UploadedFile.objects.values_list("file", flat=True)),
        (private_storage(), DOCUMENTS, get_document_model().objects.values_list("file", flat=True)),
        (default_storage, RENDITIONS, Rendition.objects.values_list("file", flat=True)),
        (default_storage, VIDEOS, chain.from_iterable(Video.objects.values_list("file", "captions"))),
    ]
    for storage, folder, owned in owners:
        yield from ((storage, name) for name in stale_files(storage, folder, before, known=owned))


def delete_unowned_files(before: datetime) -> int:
    files = list(unowned_files(before))
    for storage, name in files:
        storage.delete(name)
    return len(files)


def withdraw_ended_pictures(today=None) -> int:
    """Take the public renditions of pictures whose rights have ended from the disk; says of how many pictures.

    The original stays private, for the editors to decide about.
    """
    ended = Picture.objects.rights_ended(today).filter(renditions__isnull=False).distinct()
    count = ended.count()
    Rendition.objects.filter(image__in=list(ended)).delete()
    return count
