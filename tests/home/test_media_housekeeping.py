"""No photo without a record, no public file without a right."""

import os
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from wagtail.models import UploadedFile

from home.media.housekeeping import (
    delete_abandoned_uploads,
    delete_interrupted_uploads,
    delete_unowned_files,
    withdraw_ended_pictures,
)
from tests import images
from tests.factories import make_picture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]

YESTERDAY = datetime(2026, 5, 1, tzinfo=UTC)


def files() -> list[Path]:
    return sorted(
        path
        for root in (settings.MEDIA_ROOT, settings.PRIVATE_ROOT)
        for path in Path(root).rglob("*")
        if path.is_file()
    )


def date_back(*paths):
    for path in paths:
        os.utime(path, (0, 0))


def test_files_without_a_row_go_and_files_with_one_stay():
    picture = make_picture()
    picture.get_rendition("fill-400x300|format-webp")
    date_back(*files())
    kept = files()
    for root, folder in [
        (settings.PRIVATE_ROOT, "original_images"),
        (settings.PRIVATE_ROOT, "wagtail_uploads"),
        (settings.MEDIA_ROOT, "images"),
        (settings.MEDIA_ROOT, "videos"),
    ]:
        orphan = Path(root) / folder / "orphan.jpg"
        orphan.parent.mkdir(exist_ok=True)
        orphan.write_bytes(b"x")
        date_back(orphan)
    assert delete_unowned_files(YESTERDAY) == 4
    assert files() == kept
    assert delete_unowned_files(YESTERDAY) == 0


def test_a_file_that_was_just_written_may_still_get_its_row():
    young = Path(settings.PRIVATE_ROOT) / "original_images" / "young.jpg"
    young.parent.mkdir()
    young.write_bytes(b"x")
    assert delete_unowned_files(YESTERDAY) == 0
    assert young.exists()


def test_uploads_nobody_completed_are_forgotten():
    old, gone, _young = (UploadedFile.objects.create(file=ContentFile(images.jpeg(), "x.jpg")) for _number in range(3))
    date_back(old.file.path)
    Path(gone.file.path).unlink()
    assert delete_abandoned_uploads(YESTERDAY) == 2
    assert (UploadedFile.objects.count(), len(files())) == (1, 1)


def test_what_a_killed_worker_was_receiving_does_not_stay():
    folder = Path(settings.FILE_UPLOAD_TEMP_DIR)
    old, young = folder / "tmpalt.upload.jpg", folder / "tmpneu.upload.jpg"
    for file in (old, young):
        file.write_bytes(images.jpeg(64, 48, exif=images.exif()))
    os.utime(old, (0, 0))
    assert delete_interrupted_uploads(datetime(2026, 1, 1, tzinfo=UTC)) == 1
    assert list(folder.iterdir()) == [young]
    young.unlink()


def test_pictures_whose_rights_have_ended_are_public_no_more(django_capture_on_commit_callbacks):
    ended, usable = make_picture(rights_until=date(2026, 5, 1)), make_picture(rights_until=date(2026, 5, 2))
    for picture in (ended, usable):
        picture.get_rendition("fill-400x300|format-webp")
    with django_capture_on_commit_callbacks(execute=True):
        assert withdraw_ended_pictures(date(2026, 5, 2)) == 1
    assert len([path for path in files() if "images" in path.parts]) == 1
    assert (ended.renditions.count(), usable.renditions.count()) == (0, 1)
    assert Path(ended.file.path).exists()
    assert withdraw_ended_pictures(date(2026, 5, 2)) == 0
