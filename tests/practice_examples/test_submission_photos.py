"""Photos of the draft: cleaned on entry, private, gone when they should be."""

import errno
import os
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict

from home.media import cleaning
from practice_examples.submissions.record.models import MAX_PHOTOS, Photo
from practice_examples.submissions.sender import drafting
from tests import images
from tests.reading import read
from tests.submitting import make_draft, make_moderator, make_photo, make_unconfirmed, send, sign_in, upload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


def stored() -> list[Path]:
    return [path for path in Path(settings.PRIVATE_ROOT).rglob("*") if path.is_file()]


@pytest.mark.parametrize("name", images.DISARMED)
def test_a_hostile_photo_is_written_anew_or_refused(client, name):
    submission = make_draft()
    response = upload(client, submission, images.DISARMED[name])
    assert response.status_code in (201, 422)
    for path in stored():
        content = path.read_bytes()
        for trace in (
            b"<script",
            b"<?php",
            b"PK\x03\x04",
            b"Exif",
            b"Modell 3000",
            b"Mustermann",
            b"http://ns.adobe.com",
        ):
            assert trace not in content
    assert len(stored()) == Photo.objects.count()


@pytest.mark.parametrize("name", images.REFUSED)
def test_what_is_no_photo_is_refused_in_german_and_leaves_nothing(client, name):
    submission = make_draft()
    response = upload(client, submission, images.REFUSED[name])
    assert response.status_code == 422
    assert len(response.json()["error"]) > 20
    assert (stored(), Photo.objects.count()) == ([], 0)


def test_a_heic_of_a_phone_is_a_photo_like_any_other(client):
    submission = make_draft()
    assert upload(client, submission, images.DISARMED["heic-exif"]).status_code == 201
    assert [photo.file.name.endswith(".jpg") for photo in submission.photos.all()] == [True]


@pytest.mark.parametrize("name", images.NAMES)
def test_names_of_files_reach_neither_disk_nor_page(client, name):
    submission = make_draft()
    file = SimpleUploadedFile("x.jpg", images.jpeg())
    # Past Django's own trimming of names.
    file._name = name
    response = client.post(f"{submission.get_absolute_url()}foto/", {"fotos": file})
    assert response.status_code in (201, 422)
    text = client.get(submission.get_absolute_url()).content.decode()
    for path in stored():
        assert re.fullmatch(r"[0-9a-f]{32}\.(jpg|png)", path.name)
    assert "evil" not in text
    assert "onerror=alert" not in text


def test_when_cleaning_breaks_nothing_is_kept(client, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("decoder")

    monkeypatch.setattr(cleaning, "_decode", broken)
    assert upload(client, make_draft(), images.jpeg()).status_code == 422
    assert stored() == []


def test_a_row_that_cannot_be_written_takes_its_file_with_it(monkeypatch):
    submission = make_draft()

    def broken(*args, **kwargs):
        raise RuntimeError("disk full")

    monkeypatch.setattr(Photo.objects, "create", broken)
    with pytest.raises(RuntimeError):
        drafting.add_photo(submission=submission, file=images.jpeg())
    assert stored() == []


@pytest.mark.parametrize("full", ["the file", "its folder"])
def test_a_full_disk_keeps_no_half_photo_and_the_words(client, monkeypatch, full):
    submission = make_draft()
    save = FileSystemStorage._save

    def half(storage, name, content):
        save(storage, name, ContentFile(content.read()[:100]))
        raise OSError(errno.ENOSPC, "No space left on device")

    def refuse(descriptor):
        raise OSError(errno.ENOSPC, "No space left on device")

    if full == "the file":
        monkeypatch.setattr(FileSystemStorage, "_save", half)
    else:
        monkeypatch.setattr(os, "fsync", refuse)
    client.raise_request_exception = False
    response = send(
        client, submission, action="photos", fotos=SimpleUploadedFile("a.jpg", images.jpeg()), story="Bleibt."
    )
    assert response["Retry-After"] == "120"
    assert read(response, status=503).headings(1) == ["Gleich wieder da."]
    assert (stored(), Photo.objects.count()) == ([], 0)
    submission.refresh_from_db()
    assert submission.draft["story"] == ["Bleibt."]
    monkeypatch.undo()
    assert upload(client, submission, images.jpeg()).status_code == 201


def test_the_file_is_on_the_disk_before_its_row_is_written(monkeypatch):
    seen = []
    create = Photo.objects.create
    monkeypatch.setattr(Photo.objects, "create", lambda **fields: seen.append(len(stored())) or create(**fields))
    make_photo(make_draft())
    assert seen == [1]


def test_without_javascript_photos_come_with_the_big_form_and_good_ones_stay(client):
    submission = make_draft()
    files = [SimpleUploadedFile("a.jpg", images.jpeg()), SimpleUploadedFile("b.svg", images.REFUSED["svg"])]
    response = send(client, submission, action="photos", fotos=files, story="Bleibt.")
    page = read(response)
    assert page.errors == {
        "Fotos auswählen oder aufnehmen": "Datei 2: SVG-Zeichnungen nehmen wir nicht an, weil sie Programme enthalten können. Bitte speichern Sie sie als PNG."
    }
    assert page.data["story"] == ["Bleibt."]
    assert Photo.objects.count() == 1


def test_a_sixth_photo_is_refused(client):
    submission = make_draft()
    for _number in range(MAX_PHOTOS):
        make_photo(submission)
    response = upload(client, submission, images.jpeg(80, 60))
    assert (response.status_code, response.json()["error"][:19]) == (422, "Höchstens 5 Fotos s")
    assert len(stored()) == MAX_PHOTOS


def test_the_same_photo_twice_is_one(client):
    submission = make_draft()
    keys = {upload(client, submission, images.jpeg()).json()["key"] for _number in range(2)}
    assert (len(keys), len(stored())) == (1, 1)


def test_the_same_photo_twice_at_once_is_one(client, monkeypatch):
    submission = make_draft()
    save = type(drafting.private_storage())._save
    other = []

    def overtaken(storage, name, content):
        monkeypatch.undo()
        other.append(drafting.add_photo(submission=submission, file=images.jpeg()))
        return save(storage, name, content)

    monkeypatch.setattr(type(drafting.private_storage()), "_save", overtaken)
    response = upload(client, submission, images.jpeg())
    assert (response.status_code, response.json()["key"]) == (201, other[0].key.hex)
    assert len(stored()) == 1


def test_nobody_uploads_before_the_address_is_confirmed(client):
    assert upload(client, make_unconfirmed(), images.jpeg()).status_code == 409
    assert stored() == []


def test_a_removed_photo_is_gone_from_disk(client, django_capture_on_commit_callbacks):
    submission = make_draft()
    photo = make_photo(submission)
    with django_capture_on_commit_callbacks(execute=True):
        send(client, submission, action=f"remove:{photo.key.hex}")
    assert (stored(), Photo.objects.count()) == ([], 0)


def test_a_photo_that_was_removed_in_another_tab_stays_removed():
    submission = make_draft()
    photo = make_photo(submission)
    Photo.objects.all().delete()
    data = QueryDict(f"foto-{photo.key.hex}-description=Hände")
    assert drafting.describe_photos(submission=submission, data=data) == []
    drafting.remove_photo(photo=photo)
    assert Photo.objects.count() == 0


def test_a_strangers_photo_cannot_be_removed_with_ones_own_link(client):
    photo = make_photo(make_draft())
    send(client, make_draft(), action=f"remove:{photo.key.hex}")
    assert Photo.objects.count() == 1


def test_only_moderators_reach_a_submitted_photo(client, django_user_model):
    photo = make_photo(make_draft())
    address = f"/mitmachen/foto/{photo.key}/"
    assert client.get(address).status_code == 404
    sign_in(client, django_user_model.objects.create_user("leser"))
    assert client.get(address).status_code == 404
    for guess in (photo.file.name, f"original/{photo.pk}/", photo.file.name.split("/")[1]):
        assert client.get(f"/media/{guess}").status_code == 404
    sign_in(client, make_moderator())
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "image/jpeg"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"].startswith("attachment")
    assert "sandbox" in response["Content-Security-Policy"]
    assert "no-store" in response["Cache-Control"]


def test_photos_lie_outside_public_media():
    photo = make_photo(make_draft())
    assert not Path(photo.file.path).is_relative_to(Path(settings.MEDIA_ROOT))
    assert not any(Path(settings.MEDIA_ROOT).rglob("*.jpg"))
