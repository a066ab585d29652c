"""What /media/ hands out, to whom, and how (U11)."""

from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import Group, Permission, User
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from wagtail.models import Collection, GroupCollectionPermission

from home.media.models import Picture
from home.media.storage import PrivateStorage
from tests import images

pytestmark = pytest.mark.django_db

MODEL_BACKEND = "django.contrib.auth.backends.ModelBackend"
NAME = "0123456789abcdef0123456789abcdef"
CONTENT = bytes(range(256)) * 4


@pytest.fixture
def clip(media):
    return "/media/" + default_storage.save(f"videos/{NAME}.mp4", ContentFile(CONTENT))


@pytest.fixture
def picture(media):
    return Picture.objects.create(
        title="Werkstatt",
        file=ContentFile(images.jpeg(), "x.jpg"),
        description="Werkstatt",
        credit="Feld",
        depicted="nobody",
    )


def body(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


@pytest.mark.parametrize(
    ("name", "content_type"),
    [
        (f"images/{NAME}.webp", "image/webp"),
        (f"images/{NAME}.avif", "image/avif"),
        (f"images/{NAME}.jpg", "image/jpeg"),
        (f"images/{NAME}.png", "image/png"),
        (f"videos/{NAME}.mp4", "video/mp4"),
        (f"videos/{NAME}.webm", "video/webm"),
        (f"videos/{NAME}.vtt", "text/vtt; charset=utf-8"),
    ],
)
def test_public_files_are_what_their_name_says_and_run_nothing(name, content_type, client, media):
    default_storage.save(name, ContentFile(images.SCRIPT))
    response = client.get(f"/media/{name}")
    assert body(response) == images.SCRIPT
    assert response["Content-Type"] == content_type
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response["Accept-Ranges"] == "bytes"
    assert "Set-Cookie" not in response


@pytest.mark.parametrize(
    "path",
    [
        f"original_images/{NAME}.jpg",
        f"wagtail_uploads/{NAME}.jpg",
        f"documents/{NAME}.pdf",
        f"images/{NAME}.html",
        f"images/{NAME}.svg",
        f"images/{NAME}.php.jpg/x.php",
        f"images/sub/{NAME}.jpg",
        f"videos/../original_images/{NAME}.jpg",
        f"images/..%2foriginal_images%2f{NAME}.jpg",
        f"images/%2e%2e/original_images/{NAME}.jpg",
        f"../private/original_images/{NAME}.jpg",
        f"images/..\\original_images\\{NAME}.jpg",
        f"images/{NAME}.jpg%00.html",
        f"images/{NAME}.jpg%0a",
        f"IMAGES/{NAME}.jpg",
        "images/foto.jpg",
        "images/",
        "",
        "/etc/passwd",
    ],
)
def test_everything_else_does_not_exist(path, client, media):
    for root in (settings.MEDIA_ROOT, settings.PRIVATE_ROOT):
        for name in ("original_images", "wagtail_uploads", "documents", "images", "images/sub", "videos"):
            folder = Path(root) / name
            folder.mkdir(parents=True, exist_ok=True)
            for extension in ("pdf", "html", "svg", "php.jpg"):
                (folder / f"{NAME}.{extension}").write_bytes(b"secret")
        (Path(root) / "original_images" / f"{NAME}.jpg").write_bytes(b"secret")
        (Path(root) / "images" / "foto.jpg").write_bytes(b"secret")
    assert client.get(f"/media/{path}").status_code == 404


def test_a_missing_file_does_not_exist_and_only_reading_is_allowed(client, clip):
    assert client.get(f"/media/videos/{NAME[::-1]}.mp4").status_code == 404
    assert client.post(clip).status_code == 405
    assert client.head(clip)["Content-Length"] == "1024"


@pytest.mark.parametrize(
    ("asked", "content_range", "expected"),
    [
        ("bytes=0-9", "bytes 0-9/1024", CONTENT[:10]),
        ("bytes=1000-", "bytes 1000-1023/1024", CONTENT[1000:]),
        ("bytes=1000-5000", "bytes 1000-1023/1024", CONTENT[1000:]),
        ("bytes=-24", "bytes 1000-1023/1024", CONTENT[1000:]),
        ("bytes=-5000", "bytes 0-1023/1024", CONTENT),
        ("bytes=1023-1023", "bytes 1023-1023/1024", CONTENT[-1:]),
    ],
)
def test_players_get_the_part_they_ask_for(asked, content_range, expected, client, clip):
    response = client.get(clip, headers={"range": asked})
    assert response.status_code == 206
    assert response["Content-Range"] == content_range
    assert response["Content-Length"] == str(len(expected))
    assert body(response) == expected


@pytest.mark.parametrize("asked", ["bytes=1024-", "bytes=5000-6000", "bytes=-0", "bytes=9-2"])
def test_a_part_outside_the_file_is_refused(asked, client, clip):
    response = client.get(clip, headers={"range": asked})
    assert response.status_code == 416
    assert response["Content-Range"] == "bytes */1024"


@pytest.mark.parametrize("asked", ["bytes=-", "bytes=a-b", "lines=1-2", "bytes=0-1,5-6", "bytes=--5", ""])
def test_a_range_that_means_nothing_gives_the_whole_file(asked, client, clip):
    response = client.get(clip, headers={"range": asked})
    assert response.status_code == 200
    assert body(response) == CONTENT


@pytest.mark.parametrize("asked", [f"bytes=0-{'9' * 5000}", f"bytes=-{'9' * 5000}", f"bytes={'9' * 5000}-"])
def test_a_range_of_thousands_of_digits_is_none(asked, client, clip):
    response = client.get(clip, headers={"range": asked})
    assert response.status_code == 200
    assert body(response) == CONTENT


def test_what_the_browser_has_is_not_sent_again(client, clip):
    first = client.get(clip)
    first.close()
    assert client.get(clip, headers={"if-none-match": first["ETag"]}).status_code == 304
    assert client.get(clip, headers={"if-modified-since": first["Last-Modified"]}).status_code == 304
    resumed = client.get(clip, headers={"range": "bytes=0-9", "if-range": first["ETag"]})
    assert resumed.status_code == 206
    outdated = client.get(clip, headers={"range": "bytes=0-9", "if-range": '"another"'})
    assert outdated.status_code == 200


def test_the_private_store_has_no_addresses(media):
    storage = PrivateStorage()
    name = storage.save("original_images/x.jpg", ContentFile(b"x"))
    with pytest.raises(Exception, match="no address"):
        storage.url(name)
    assert Path(storage.path(name)).is_relative_to(settings.PRIVATE_ROOT)
    assert not Path(settings.PRIVATE_ROOT).is_relative_to(settings.MEDIA_ROOT)


def editor(*codenames) -> User:
    user = User.objects.create_user("redaktion", password="x")
    group = Group.objects.create(name="Bilder")
    user.groups.add(group)
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for codename in codenames:
        permission = Permission.objects.get(codename=codename, content_type__app_label="wagtailimages")
        GroupCollectionPermission.objects.create(
            group=group, collection=Collection.get_first_root_node(), permission=permission
        )
    return user


def test_originals_are_for_people_who_may_use_them(client, picture):
    address = f"/media/original/{picture.pk}/"
    assert client.get(address).status_code == 404

    client.force_login(User.objects.create_user("fremd", password="x"), MODEL_BACKEND)
    assert client.get(address).status_code == 404

    client.force_login(editor("choose_image"), MODEL_BACKEND)
    response = client.get(address)
    assert body(response)[:3] == b"\xff\xd8\xff"
    assert response["Content-Type"] == "image/jpeg"
    assert response["Content-Disposition"] == f'inline; filename="bild-{picture.pk}.jpg"'
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response["Cache-Control"]
    assert "private" in response["Cache-Control"]

    client.force_login(User.objects.create_user("ohne", is_staff=True), MODEL_BACKEND)
    assert client.get(address).status_code == 404


def test_editors_without_rights_on_pictures_see_no_originals(client, picture):
    client.force_login(editor(), MODEL_BACKEND)
    assert client.get(f"/media/original/{picture.pk}/").status_code == 404


def test_an_original_whose_file_is_gone_does_not_exist(client, picture, admin_user):
    client.force_login(admin_user, MODEL_BACKEND)
    Path(picture.file.path).unlink()
    assert client.get(f"/media/original/{picture.pk}/").status_code == 404
    assert client.get(f"/admin/images/{picture.pk}/").status_code == 200
    assert client.get("/media/original/999999/").status_code == 404
