"""Every way a picture can take into the library leads through the one door."""

from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import Group, Permission, User
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import Collection, GroupCollectionPermission, UploadedFile

from home.media import cleaning
from home.media.cleaning import ImageRejected
from home.media.models import Picture, Rendition
from tests import images
from tests.reading import read

pytestmark = pytest.mark.django_db

FACTS = {
    "title": "Werkstatt",
    "description": "Zwei Lehrlinge biegen ein Blech",
    "credit": "Foto: Jana Feld",
    "depicted": "nobody",
    "tags": "",
}
TRACES = [
    b"<script",
    b"<?php",
    b"PK\x03\x04",
    b"Exif",
    b"xmpmeta",
    b"8BIM",
    b"Kamerahersteller",
    b"Mustermann",
    b"SEFH",
]


MODEL_BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture(autouse=True)
def _own_media(media):
    pass


@pytest.fixture
def admin_client(client, admin_user):
    client.force_login(admin_user, MODEL_BACKEND)
    return client


def upload(data, name="foto.jpg"):
    return SimpleUploadedFile(name, data, "image/jpeg")


def stored() -> list[Path]:
    """Every file below the public and the private folder."""
    return [
        path
        for root in (settings.MEDIA_ROOT, settings.PRIVATE_ROOT)
        for path in Path(root).rglob("*")
        if path.is_file()
    ]


def public() -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def prefixed(prefix, facts=FACTS, **more):
    return {f"{prefix}-{name}": value for name, value in {**facts, **more}.items()}


def add_single(client, file):
    response = client.post(reverse("wagtailimages:add"), {**FACTS, "file": file})
    return response.status_code, response.content.decode()


def add_multiple(client, file):
    answer = client.post(reverse("wagtailimages:add_multiple"), {"title": "Werkstatt", "files[]": file})
    facts = answer.json()
    if not facts["success"]:
        return answer.status_code, facts["error_message"]
    number = facts["uploaded_file_id"]
    done = client.post(
        reverse("wagtailimages:create_multiple_from_uploaded_image", args=[number]),
        prefixed(f"uploaded-image-{number}"),
    )
    return done.status_code, done.content.decode()


def add_in_chooser(client, file):
    response = client.post(reverse("wagtailimages_chooser:create"), prefixed("image-chooser-upload", file=file))
    return response.status_code, response.content.decode()


def replace(client, file):
    picture = Picture.objects.create(file=ContentFile(images.jpeg(20, 20), "alt.jpg"), **without_tags())
    response = client.post(reverse("wagtailimages:edit", args=[picture.pk]), {**FACTS, "file": file})
    if response.status_code == 200:
        picture.delete()
    return response.status_code, response.content.decode()


def without_tags():
    return {name: value for name, value in FACTS.items() if name != "tags"}


WAYS = [add_single, add_multiple, add_in_chooser, replace]


@pytest.mark.parametrize("way", WAYS)
def test_a_plain_picture_gets_in(way, admin_client):
    way(admin_client, upload(images.jpeg()))
    picture = Picture.objects.get()
    assert (picture.width, picture.height) == (64, 48)
    assert picture.description == "Zwei Lehrlinge biegen ein Blech"
    assert picture.file_size == picture.file.size > 0
    assert picture.file_hash


@pytest.mark.parametrize("way", WAYS)
def test_a_disarmed_picture_leaves_no_trace_of_what_it_carried(way, admin_client, django_capture_on_commit_callbacks):
    for name, data in images.DISARMED.items():
        with django_capture_on_commit_callbacks(execute=True):
            way(admin_client, upload(data))
            picture = Picture.objects.get()
            picture.get_rendition("max-165x165")
            picture.get_rendition("fill-400x300|format-jpeg")
        contents = [path.read_bytes() for path in stored()]
        assert len(contents) >= 2, name
        assert [trace for trace in TRACES for content in contents if trace in content] == [], name
        with django_capture_on_commit_callbacks(execute=True):
            picture.delete()
        assert stored() == [], name


@pytest.mark.parametrize("way", WAYS)
def test_a_harmful_file_is_refused_with_a_german_message_and_nothing_is_stored(
    way, admin_client, django_capture_on_commit_callbacks
):
    for name, data in images.REFUSED.items():
        with django_capture_on_commit_callbacks(execute=True):
            status, answer = way(admin_client, upload(data))
        assert status == 200, name
        assert any(word in answer for word in ("Bitte", "bitte", "glich sind JPEG", "Filme")), name
        assert (Picture.objects.count(), UploadedFile.objects.count(), stored()) == (0, 0, []), name


def test_code_cannot_get_round_the_door_either():
    for name, data in images.REFUSED.items():
        with pytest.raises(ImageRejected):
            Picture.objects.create(file=ContentFile(data, "foto.jpg"), **without_tags())
        picture = Picture(**without_tags())
        with pytest.raises(ImageRejected):
            picture.file = ContentFile(data, "foto.jpg")
        with pytest.raises(ImageRejected):
            picture.file.save("foto.jpg", ContentFile(data), save=False)
        assert stored() == [], name


def test_code_gets_a_clean_private_picture():
    picture = Picture.objects.create(
        file=ContentFile(images.DISARMED["jpeg-everything"], "../../../x.php.jpg"), **without_tags()
    )
    (path,) = stored()
    assert public() == []
    assert str(path).endswith(picture.file.name)
    assert len(path.stem) == 32
    assert path.stat().st_mode & 0o777 == 0o600
    assert [trace for trace in TRACES if trace in path.read_bytes()] == []


def test_a_file_of_another_model_is_copied_through_the_door():
    waiting = UploadedFile.objects.create(file=ContentFile(images.DISARMED["jpeg-gps"], "foto.jpg"))
    picture = Picture.objects.create(file=waiting.file, **without_tags())
    assert picture.file.name.startswith("original_images/")
    assert b"Kamerahersteller" not in picture.file.read()


@pytest.mark.parametrize("way", WAYS)
def test_names_of_files_are_never_used(way, admin_client, django_capture_on_commit_callbacks):
    for name in images.NAMES[:-1]:
        with django_capture_on_commit_callbacks(execute=True):
            way(admin_client, upload(images.jpeg(), name))
        (path,) = [path for path in stored() if "images" not in path.parts]
        assert len(path.stem) == 32, name
        assert path.suffix == ".jpg"
        with django_capture_on_commit_callbacks(execute=True):
            Picture.objects.all().delete()


def test_a_name_that_writes_backwards_is_no_title(admin_client):
    answer = admin_client.post(
        reverse("wagtailimages:add"), {**FACTS, "title": "Foto\u202egpj.exe\x07", "file": upload(images.jpeg())}
    )
    assert answer.status_code == 302
    assert Picture.objects.get().title == "Fotogpj.exe"


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("failure", [OSError, MemoryError, RuntimeError])
def test_when_cleaning_fails_nothing_is_kept(
    way, failure, admin_client, monkeypatch, django_capture_on_commit_callbacks
):
    if way is not replace:

        def fail(*args):
            raise failure

        monkeypatch.setattr(cleaning, "_encode", fail)
        status, _answer = way(admin_client, upload(images.jpeg()))
        assert (status, Picture.objects.count(), stored()) == (200, 0, [])


def test_an_unfinished_multiple_upload_waits_in_the_private_store(admin_client):
    answer = admin_client.post(
        reverse("wagtailimages:add_multiple"),
        {"title": "x", "files[]": upload(images.DISARMED["jpeg-everything"], "Erika.jpg")},
    ).json()
    (path,) = stored()
    assert public() == []
    assert path.parent.name == "wagtail_uploads"
    assert len(path.stem) == 32
    assert [trace for trace in TRACES if trace in path.read_bytes()] == []

    form = admin_client.post(
        reverse("wagtailimages:create_multiple_from_uploaded_image", args=[answer["uploaded_file_id"]]),
        prefixed(f"uploaded-image-{answer['uploaded_file_id']}", description=""),
    ).json()
    assert form["success"] is False
    assert "Dieses Feld" in form["form"]

    admin_client.post(reverse("wagtailimages:delete_upload_multiple", args=[answer["uploaded_file_id"]]))
    assert stored() == []


def test_what_must_be_known_of_a_picture_is_asked_for(admin_client):
    page = admin_client.post(reverse("wagtailimages:add"), {"title": "x", "file": upload(images.jpeg())})
    assert set(page.context["form"].errors) == {"description", "credit", "depicted"}
    page = admin_client.post(
        reverse("wagtailimages:add"), {**FACTS, "depicted": "consent", "file": upload(images.jpeg())}
    )
    assert page.context["form"].errors == {
        "consent_note": ["Bitte notieren Sie, wer wann wozu eingewilligt hat und wo das Blatt liegt."]
    }
    note = "Frau M., 3.5.2017, Website und Plakat; Ordner 4"
    admin_client.post(
        reverse("wagtailimages:add"),
        {**FACTS, "depicted": "consent", "consent_note": note, "file": upload(images.jpeg())},
    )
    assert Picture.objects.get().consent_note == note


def test_the_form_takes_what_phones_make(admin_client):
    page = read(admin_client.get(reverse("wagtailimages:add")))
    taken = page.field("Datei*")["accept"]
    assert taken == "image/jpeg,image/png,image/webp,image/heic,image/heif,image/avif,.heic,.heif"
    assert "JPEG, PNG, WebP, HEIC oder AVIF, höchstens 15 MB." in page.text


def test_a_new_file_takes_the_place_of_the_old_one(admin_client, django_capture_on_commit_callbacks):
    picture = Picture.objects.create(file=ContentFile(images.jpeg(20, 20), "alt.jpg"), **without_tags())
    picture.get_rendition("max-165x165")
    before = set(stored())
    assert len(before) == 2
    with django_capture_on_commit_callbacks(execute=True):
        picture = Picture.objects.get()
        picture.file = ContentFile(images.png(30, 10), "neu.png")
        picture.save()
    assert set(stored()).isdisjoint(before)
    assert (len(stored()), picture.width, Rendition.objects.count()) == (1, 30, 0)


def test_looking_at_a_picture_in_the_admin_makes_no_public_copy_of_it(admin_client):
    picture = Picture.objects.create(file=ContentFile(images.jpeg(900, 700), "x.jpg"), **without_tags())
    page = read(admin_client.get(reverse("wagtailimages:edit", args=[picture.pk])))
    assert f"/media/original/{picture.pk}/" in [link.href for link in page.links()]
    assert list(Rendition.objects.values_list("filter_spec", flat=True)) == ["max-800x600"]
    (path,) = public()
    assert len(path.stem) == 32
    assert path.stem not in picture.file.name
    for address in (
        reverse("wagtailimages:index"),
        reverse("wagtailimages_chooser:choose"),
        reverse("wagtailimages_chooser:chosen", args=[picture.pk]),
        reverse("wagtailimages:delete", args=[picture.pk]),
    ):
        assert admin_client.get(address).status_code == 200
    assert not Rendition.objects.filter(filter_spec="original").exists()


def test_editors_with_rights_on_pictures_may_upload(client):
    editor = User.objects.create_user("redaktion", password="x")
    group = Group.objects.create(name="Bildredaktion")
    editor.groups.add(group)
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for codename in ("add_image", "change_image", "choose_image"):
        GroupCollectionPermission.objects.create(
            group=group,
            collection=Collection.get_first_root_node(),
            permission=Permission.objects.get(codename=codename, content_type__app_label="wagtailimages"),
        )
    client.force_login(editor, MODEL_BACKEND)
    add_multiple(client, upload(images.jpeg()))
    assert Picture.objects.get().uploaded_by_user == editor


def test_the_admin_is_sound():
    call_command("check")
