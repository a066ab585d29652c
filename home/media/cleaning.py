"""The one door: whatever comes in as a picture leaves here as a new file, or not at all.

Checked before decoding (kind by content, bytes, pixels, frames), then decoded, turned upright, brought to
sRGB, painted on a fresh canvas and written anew. Nothing of the old file but its pixels is kept: no position,
no camera, no hidden preview, no tail.
"""

import io
import logging
import threading
import uuid
from contextlib import nullcontext

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from PIL import ExifTags, Image, ImageCms
from pillow_heif import register_heif_opener

from home.media.containers.headers import file_kind, read_header

logger = logging.getLogger(__name__)

register_heif_opener(thumbnails=False, decode_threads=1)

MAX_BYTES = 15 * 1024 * 1024
# So that no picture takes more than 300 MB of memory. Decoders differ: that of JPEG can halve while it reads, that of
# WebP holds everything several times. Transparency adds to it while a picture is scaled.
MAX_PIXELS = {"JPEG": 60_000_000, "PNG": 48_000_000, "WEBP": 16_000_000, "HEIF": 25_000_000, "AVIF": 16_000_000}
MAX_PIXELS_WITH_ALPHA = {"PNG": 20_000_000, "WEBP": 12_000_000, "HEIF": 12_000_000, "AVIF": 12_000_000}
MAX_SIDE = 4096
# Of pictures larger than a phone's a process works on one at a time: each takes a core for seconds.
LARGE_PIXELS = 12_500_000
_LARGE = threading.Lock()
# From this side or size on a picture is halved before it is scaled, and is large enough for all that.
HALVED_FROM_SIDE = 7000
HALVED_FROM_PIXELS = 38_000_000
MAX_PROFILE_BYTES = 4 * 1024 * 1024
JPEG_QUALITY = 90

ACCEPT = "image/jpeg,image/png,image/webp,image/heic,image/heif,image/avif,.heic,.heif"

UPRIGHT = {
    2: [Image.Transpose.FLIP_LEFT_RIGHT],
    3: [Image.Transpose.ROTATE_180],
    4: [Image.Transpose.FLIP_TOP_BOTTOM],
    5: [Image.Transpose.TRANSPOSE],
    6: [Image.Transpose.ROTATE_270],
    7: [Image.Transpose.TRANSVERSE],
    8: [Image.Transpose.ROTATE_90],
}


class ImageRejected(ValidationError):
    """The file is not kept. The message says in German what to do instead."""


class CleanedImage(ContentFile):
    """A picture that has been through `clean_image`, under a random name with its true extension."""

    def __init__(self, content: bytes, extension: str, width: int, height: int):
        super().__init__(content, name=f"{uuid.uuid4().hex}.{extension}")
        self.width = width
        self.height = height
        self.content_type = {"jpg": "image/jpeg", "png": "image/png"}[extension]


def clean_image(file) -> CleanedImage:
    """The picture in `file` (bytes or anything with `read`), written anew.

    Raises ImageRejected for whatever is wrong with it; nothing is ever passed on as it came.
    """
    if isinstance(file, CleanedImage):
        file.seek(0)
        return file
    data = _read(file)
    header = _check(data)
    try:
        with _LARGE if header.pixels > LARGE_PIXELS else nullcontext():
            picture = _decode(data, header)
            content, extension = _encode(picture, header)
    # Decoders fail in more ways than they document; every one of them means: do not keep this file.
    except Exception as error:
        logger.info("A %s of %d bytes could not be read: %r", header.format, len(data), error)
        raise _unreadable() from error
    return CleanedImage(content, extension, *picture.size)


def _read(file):
    if isinstance(file, bytes):
        data = file
    else:
        try:
            if (getattr(file, "size", None) or 0) > MAX_BYTES:
                raise _too_large()
            file.seek(0)
            data = file.read(MAX_BYTES + 1)
        except (OSError, ValueError) as error:
            raise _unreadable() from error
    if not data:
        raise ImageRejected(_("Die Datei ist leer. Bitte wählen Sie das Bild noch einmal aus."), code="empty")
    if len(data) > MAX_BYTES:
        raise _too_large()
    return data


def _check(data):
    kind = file_kind(data)
    if kind not in MAX_PIXELS:
        raise ImageRejected(_hint(kind), code="wrong_kind")
    try:
        header = read_header(data)
    except ValueError as error:
        raise _unreadable() from error
    if header.animated:
        raise ImageRejected(
            _("Bewegte Bilder nehmen wir nicht an. Bitte speichern Sie ein einzelnes Bild als JPEG oder PNG."),
            code="animated",
        )
    limit = (MAX_PIXELS_WITH_ALPHA if header.alpha else MAX_PIXELS)[header.format]
    if header.pixels > limit:
        raise ImageRejected(
            _("Das Bild hat %(found)s Megapixel, höchstens %(limit)s sind möglich. Bitte verkleinern Sie es."),
            code="too_many_pixels",
            params={"found": -(-header.pixels // 1_000_000), "limit": limit // 1_000_000},
        )
    return header


def _hint(kind):
    if kind == "GIF":
        return _("GIF-Bilder nehmen wir nicht an. Bitte speichern Sie das Bild als PNG oder JPEG.")
    if kind == "SVG":
        return _(
            "SVG-Zeichnungen nehmen wir nicht an, weil sie Programme enthalten können. Bitte speichern Sie sie als PNG."
        )
    if kind == "PDF":
        return _("Das ist ein PDF und kein Bild. Bitte speichern Sie die Seite als JPEG oder PNG.")
    if kind == "VIDEO":
        return _("Das ist ein Film und kein Bild. Filme haben einen eigenen Platz: „Filme“.")
    return _("Das ist kein Bild, das die Website lesen kann. Möglich sind JPEG, PNG, WebP, HEIC und AVIF.")


def _unreadable():
    return ImageRejected(
        _(
            "Das Bild ist beschädigt oder unvollständig. Bitte öffnen Sie es, speichern Sie es neu als JPEG "
            "und laden Sie es noch einmal hoch."
        ),
        code="unreadable",
    )


def _too_large():
    return ImageRejected(
        _("Die Datei ist zu groß. Höchstens %(limit)s sind möglich; bitte verkleinern Sie das Bild."),
        code="too_large",
        params={"limit": filesizeformat(MAX_BYTES)},
    )


def _decode(data, header):
    """An upright sRGB picture, mode RGB or RGBA, on a canvas that knows nothing of the file."""
    with Image.open(io.BytesIO(data), formats=[header.format]) as source:
        # Those of phones may announce more than they show, and are cut and turned while they are read.
        cut = header.format in ("HEIF", "AVIF")
        if source.width * source.height > header.pixels if cut else source.size != (header.width, header.height):
            raise ValueError("the size changed while reading")
        orientation = source.getexif().get(ExifTags.Base.Orientation, 1)
        profile = source.info.get("icc_profile") or b""
        picture = _plain_mode(_halved(source))
        if max(picture.size) > MAX_SIDE:
            picture.thumbnail((MAX_SIDE, MAX_SIDE), Image.Resampling.LANCZOS, reducing_gap=None)
        picture.load()
        picture = _to_srgb(picture, profile)
    for step in UPRIGHT.get(orientation, []):
        picture = picture.transpose(step)
    canvas = Image.new(picture.mode, picture.size)
    canvas.paste(picture)
    return canvas


def _halved(source):
    while max(source.size) >= HALVED_FROM_SIDE or source.width * source.height >= HALVED_FROM_PIXELS:
        width, height = source.size
        # The JPEG decoder halves while it reads; the others have to be read as a whole first.
        if not source.draft(None, (max(1, width // 2), max(1, height // 2))):
            source = (
                source.reduce(2) if source.mode in ("L", "LA", "RGB", "RGBA", "CMYK") else _plain_mode(source).reduce(2)
            )
    return source


def _plain_mode(source):
    """L, LA, RGB, RGBA or CMYK: modes that can be scaled and have a colour space."""
    if source.mode.startswith(("I", "F")):
        return source.point(lambda value: value / 256).convert("L")
    if source.has_transparency_data and source.mode not in ("LA", "RGBA"):
        return source.convert("RGBA")
    if source.mode in ("L", "LA", "RGB", "RGBA", "CMYK"):
        return source
    return source.convert("RGB")


def _to_srgb(picture, profile):
    alpha = picture.getchannel("A") if picture.mode in ("LA", "RGBA") else None
    if alpha is not None:
        picture = picture.convert("L" if picture.mode == "LA" else "RGB")
    picture = _through_profile(picture, profile).convert("RGB")
    if alpha is not None and alpha.getextrema() != (255, 255):
        picture.putalpha(alpha)
    return picture


def _through_profile(picture, profile):
    if not 0 < len(profile) <= MAX_PROFILE_BYTES:
        return picture
    try:
        given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if ImageCms.getProfileDescription(given).startswith("sRGB"):
            return picture
        return ImageCms.profileToProfile(picture, given, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        # A broken profile costs some truth of colour, not the picture: nothing of it is kept anyway.
        return picture


def _encode(picture, header):
    output = io.BytesIO()
    if picture.mode == "RGBA":
        picture.save(output, "PNG", compress_level=4)
        return output.getvalue(), "png"
    # Drawings have hard edges in pure colours; photographs do not.
    subsampling = "4:2:0" if header.format == "JPEG" else "4:4:4"
    picture.save(output, "JPEG", quality=JPEG_QUALITY, subsampling=subsampling, optimize=True)
    return output.getvalue(), "jpg"
