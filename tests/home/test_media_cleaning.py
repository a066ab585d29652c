"""The one door for pictures, without database: what comes in, what comes out (U1 to U8)."""

import io
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from PIL import Image, ImageCms

from home.media import cleaning
from home.media.cleaning import CleanedImage, ImageRejected, clean_image
from home.media.containers.headers import read_header
from tests import images

TRACES = [
    b"<script", b"<?php", b"PK\x03\x04", b"%PDF", b"Exif", b"xmpmeta", b"8BIM", b"ICC_PROFILE", b"iCCP", b"tEXt",
    b"eXIf", b"Kamerahersteller", b"MakerNote", b"Mustermann", b"Geheim", b"SEFH", b"MPF", b"evIl",
]  # fmt: skip


def opened(cleaned: CleanedImage) -> Image.Image:
    return Image.open(io.BytesIO(cleaned.read()))


def refusal(data: bytes) -> str:
    with pytest.raises(ImageRejected) as caught:
        clean_image(data)
    return caught.value.messages[0]


@pytest.mark.parametrize("name", images.DISARMED)
def test_only_the_pixels_of_a_picture_survive(name):
    cleaned = clean_image(images.DISARMED[name])
    content = cleaned.read()
    assert [trace for trace in TRACES if trace in content] == []
    with Image.open(io.BytesIO(content)) as picture:
        picture.load()
        assert picture.size == (cleaned.width, cleaned.height)
        assert picture.getexif() == {}
        assert set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


@pytest.mark.parametrize("name", images.REFUSED)
def test_what_is_no_sound_picture_is_refused_in_german(name):
    assert refusal(images.REFUSED[name]).startswith(("Das ", "Die ", "Bewegte ", "GIF-", "SVG-"))


@pytest.mark.parametrize(
    "name",
    [
        name
        for name in images.REFUSED
        if "bomb-" in name or "frames" in name or "million" in name or name == "too-many-bytes"
    ],
)
def test_bombs_are_refused_before_a_single_pixel_is_decoded(name, monkeypatch):
    def decode(*args, **kwargs):
        raise AssertionError("decoded")

    monkeypatch.setattr(Image, "open", decode)
    monkeypatch.setattr(Image.Image, "load", decode)
    refusal(images.REFUSED[name])


def test_hints_say_what_to_do_instead():
    assert "268 Megapixel" not in refusal(images.REFUSED["heic-only-head"])
    assert "269 Megapixel, höchstens 25" in refusal(images.REFUSED["heic-bomb-268-megapixels"])
    assert "Bewegte Bilder" in refusal(images.REFUSED["heic-burst-frames"])
    assert "als PNG" in refusal(images.REFUSED["svg"])
    assert "PDF" in refusal(images.REFUSED["pdf"])
    assert "400 Megapixel, höchstens 48" in refusal(images.REFUSED["png-bomb-400-megapixels"])
    assert "15,0\xa0MB" in refusal(images.REFUSED["too-many-bytes"])


def test_every_kind_of_picture_has_its_limit(monkeypatch):
    def decode(*args):
        raise ValueError("got as far as decoding")

    monkeypatch.setattr(cleaning, "_decode", decode)
    assert "höchstens 60" in refusal(images.jpeg_bomb(6001, 10_000))
    assert "beschädigt" in refusal(images.jpeg_bomb(6000, 10_000))
    assert "höchstens 48" in refusal(images.pixel_bomb(4801, 10_000))
    assert "beschädigt" in refusal(images.pixel_bomb(4800, 10_000))
    assert "höchstens 20" in refusal(images.pixel_bomb(5000, 4001, colour=6))
    assert "beschädigt" in refusal(images.pixel_bomb(5000, 4000, colour=6))
    assert "höchstens 16" in refusal(images.webp_bomb(4000, 4001))
    assert "höchstens 25" in refusal(images.announcing(images.heic(), 5000, 5001))
    assert "höchstens 12" in refusal(images.announcing(images.heic(mode="RGBA"), 4000, 3001))
    assert "höchstens 16" in refusal(images.announcing(images.avif(), 4000, 4001))


CLEAN_IN_A_CHILD = """
import resource, sys
import django
django.setup()
from home.media.cleaning import clean_image
from tests import images
clean_image(images.jpeg(64, 48))
with open(sys.argv[1], "rb") as file:
    data = file.read()
used = [resource.getrusage(resource.RUSAGE_SELF).ru_maxrss]
clean_image(data)
used.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
print((used[1] - used[0]) // 1024)
"""


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("format", "mode", "size"),
    [
        ("JPEG", "RGB", (7745, 7745)),
        ("JPEG", "RGB", (6160, 6160)),
        ("JPEG", "CMYK", (6160, 6160)),
        ("PNG", "RGB", (6928, 6928)),
        ("PNG", "RGB", (6160, 6160)),
        ("PNG", "RGBA", (5000, 4000)),
        ("WEBP", "RGB", (4000, 4000)),
        ("WEBP", "RGBA", (4000, 3000)),
        ("HEIF", "RGB", (5000, 5000)),
        ("HEIF", "RGBA", (4000, 3000)),
        ("AVIF", "RGB", (4000, 4000)),
        ("AVIF", "RGBA", (4000, 3000)),
    ],
)
def test_the_largest_pictures_take_less_than_300_megabytes(tmp_path, format, mode, size):
    file = tmp_path / "groß"
    # Made in a process of its own: what the largest had in memory, a child would start with.
    make = f"from PIL import Image; from tests import images; Image.new('RGBA', {size}, (200, 30, 30, 90)).convert({mode!r}).save({str(file)!r}, {format!r})"
    subprocess.run([sys.executable, "-c", make], cwd=settings.BASE_DIR, check=True)
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    child = subprocess.run(
        [sys.executable, "-c", CLEAN_IN_A_CHILD, str(file)],
        cwd=settings.BASE_DIR,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    assert int(child.stdout) < 300


@pytest.mark.parametrize("orientation", range(1, 9))
def test_pictures_stand_upright(orientation):
    """Red is left and blue is right in the stored pixels; where they belong is what the camera noted."""
    cleaned = clean_image(images.jpeg(64, 48, quality=95, exif=images.exif(orientation)))
    turned = orientation >= 5
    assert (cleaned.width, cleaned.height) == ((48, 64) if turned else (64, 48))
    picture = opened(cleaned)
    red_at = {
        1: (4, 24), 2: (60, 24), 3: (60, 24), 4: (4, 24), 5: (24, 4), 6: (24, 4), 7: (24, 60), 8: (24, 60),
    }  # fmt: skip
    red, _green, blue = picture.getpixel(red_at[orientation])
    assert red > 150 > blue


def test_large_pictures_are_scaled_to_4096_pixels():
    cleaned = clean_image(images.jpeg(5000, 100))
    assert (cleaned.width, cleaned.height) == (4096, 82)


def test_very_large_pictures_are_halved_while_reading():
    cleaned = clean_image(images.jpeg(8064, 604))
    assert (cleaned.width, cleaned.height) == (4032, 302)


def test_a_strip_of_one_pixel_height_is_a_picture_too():
    assert clean_image(images.jpeg(9000, 1)).height == 1
    assert clean_image(images.png(9000, 1)).height == 1


def test_colours_are_brought_to_srgb():
    swapped = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    wide = images.encode(images.picture(colour=(0, 255, 0)), "JPEG", quality=95, icc_profile=swapped)
    assert opened(clean_image(wide)).getpixel((4, 24))[1] > 200

    ink = images.encode(images.picture(mode="CMYK", colour=(0, 255, 255, 0)), "JPEG", quality=95)
    red, green, blue = opened(clean_image(ink)).getpixel((4, 24))
    assert red > 200
    assert max(green, blue) < 60


def test_sixteen_bit_grey_keeps_its_brightness():
    assert opened(clean_image(images.DISARMED["png-16-bit"])).getpixel((5, 5))[0] == pytest.approx(156, abs=2)


def test_transparency_is_kept_as_png_and_only_if_there_is_any():
    assert opened(clean_image(images.webp(mode="RGBA"))).mode == "RGBA"
    opaque = images.encode(images.picture(mode="RGBA", colour=(1, 2, 3, 255)), "PNG")
    assert clean_image(opaque).name.endswith(".jpg")


def test_of_several_pictures_in_one_jpeg_the_first_is_kept():
    red, _green, blue = opened(clean_image(images.two_pictures_in_one())).getpixel((4, 24))
    assert red > 150 > blue


@pytest.mark.parametrize("name", images.NAMES)
def test_names_are_thrown_away(name):
    file = ContentFile(images.jpeg())
    file.name = name
    stem, extension = clean_image(file).name.split(".")
    assert extension == "jpg"
    assert len(bytes.fromhex(stem)) == 16


def test_the_same_picture_comes_out_the_same_under_another_name():
    first, second = clean_image(images.jpeg()), clean_image(images.jpeg())
    assert first.read() == second.read()
    assert first.name != second.name


@pytest.mark.parametrize(
    "failure", [OSError, MemoryError, ValueError, RuntimeError, RecursionError, Image.DecompressionBombError]
)
@pytest.mark.parametrize("step", ["_decode", "_encode"])
def test_any_failure_on_the_way_means_no_picture(failure, step, monkeypatch):
    def fail(*args):
        raise failure

    monkeypatch.setattr(cleaning, step, fail)
    assert "beschädigt" in refusal(images.jpeg())


def test_a_file_that_cannot_be_read_is_refused():
    class Gone(io.BytesIO):
        def read(self, *args):
            raise OSError("the disk is gone")

    assert "beschädigt" in refusal(Gone())


def test_a_header_is_read_without_decoding():
    assert read_header(images.jpeg(70, 50)).pixels == 3500
    assert read_header(images.png(70, 50, "RGBA")).alpha is True
    assert read_header(images.webp(70, 50)).width == 70
    assert read_header(images.webp(70, 50, lossless=True)).height == 50
    assert read_header(images.webp(70, 50, "RGBA")).alpha is True
    assert read_header(images.animation("WEBP", 2)).animated is True


@pytest.mark.parametrize("orientation", range(1, 9))
def test_an_avif_is_turned_upright_once(orientation):
    turned = opened(clean_image(images.avif(60, 40, exif=images.exif(orientation))))
    assert turned.size == ((60, 40) if orientation < 5 else (40, 60))


@pytest.mark.parametrize("orientation", [1, 6])
def test_a_heic_is_turned_by_its_container_and_not_by_what_its_camera_notes_besides(orientation):
    assert opened(clean_image(images.heic(60, 40, exif=images.exif(orientation)))).size == (60, 40)


@pytest.mark.parametrize(("pixels", "alone"), [(64 * 48, False), (64 * 48 - 1, True)])
def test_large_pictures_are_worked_on_one_at_a_time(monkeypatch, pixels, alone):
    found = []

    def decode(*args, real=cleaning._decode):
        found.append(cleaning._LARGE.locked())
        return real(*args)

    monkeypatch.setattr(cleaning, "_decode", decode)
    monkeypatch.setattr(cleaning, "LARGE_PIXELS", pixels)
    cleaning.clean_image(images.jpeg(64, 48))
    assert (found, cleaning._LARGE.locked()) == ([alone], False)
