"""What an image file says about itself, read without decoding a single pixel. Pure Python, no Django."""

import struct
from dataclasses import dataclass
from itertools import islice

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
# More parts than this no camera and no program writes; each one costs time before the first pixel.
MAX_JPEG_SEGMENTS = 2_000
MAX_JPEG_SCANS = 100
MAX_PNG_CHUNKS = 20_000

HEIF_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"mif1")
# Bursts and short films in the clothes of a picture.
SEQUENCE_BRANDS = (b"hevc", b"hevx", b"hevm", b"hevs", b"msf1", b"avis")
MAX_HEIF_PROPERTIES = 2_000
ALPHA_PLANES = (b"urn:mpeg:hevc:2015:auxid:1\0", b"urn:mpeg:mpegB:cicp:systems:auxiliary:alpha\0")
SIGNATURES = (
    (b"\xff\xd8\xff", "JPEG"),
    (PNG_SIGNATURE, "PNG"),
    (b"GIF8", "GIF"),
    (b"BM", "BMP"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"%PDF", "PDF"),
    (b"MZ", "EXE"),
    (b"PK\x03\x04", "ZIP"),
)


@dataclass(frozen=True)
class Header:
    format: str
    width: int
    height: int
    alpha: bool = False
    animated: bool = False

    @property
    def pixels(self) -> int:
        return self.width * self.height


def file_kind(data: bytes) -> str:
    """What the first bytes say, whatever the name says: "JPEG", "PNG", "WEBP", "HEIF", "AVIF", a foreign kind, or ""."""
    for signature, kind in SIGNATURES:
        if data.startswith(signature):
            return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    if data[4:8] == b"ftyp":
        brand = data[8:12]
        if brand == b"avif" or (brand in (b"mif1", *SEQUENCE_BRANDS) and b"avif" in data[16:64]):
            return "AVIF"
        return "HEIF" if brand in (*HEIF_BRANDS, *SEQUENCE_BRANDS) else "VIDEO"
    text = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"<svg" in text:
        return "SVG"
    return "HTML" if text.startswith(b"<") else ""


def read_header(data: bytes) -> Header:
    """Size and traits of a picture of these five kinds. Raises ValueError when the file contradicts its own format."""
    readers = {"JPEG": _read_jpeg, "PNG": _read_png, "WEBP": _read_webp, "HEIF": _read_heif, "AVIF": _read_heif}
    try:
        header = readers[file_kind(data)](data)
    except (struct.error, IndexError, KeyError) as error:
        raise ValueError("the header is cut off") from error
    if not header.width or not header.height:
        raise ValueError("no size")
    return header


def _read_jpeg(data):
    # Inside the picture's data 0xFF is always followed by 0, so this counts scans and nothing else.
    if data.count(b"\xff\xda") > MAX_JPEG_SCANS:
        raise ValueError("too many scans")
    position = 2
    for _segment in range(MAX_JPEG_SEGMENTS):
        if data[position] != 0xFF:
            raise ValueError("a marker is missing")
        while data[position] == 0xFF:
            position += 1
        marker = data[position]
        position += 1
        if marker == 0x01 or 0xD0 <= marker <= 0xD8:
            continue
        if marker in (0xD9, 0xDA):
            raise ValueError("no frame before the picture's data")
        (length,) = struct.unpack_from(">H", data, position)
        if length < 2:
            raise ValueError("a segment has no length")
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack_from(">HH", data, position + 3)
            return Header("JPEG", width, height)
        position += length
    raise ValueError("too many segments")


def without_jpeg_notes(data: bytes) -> bytes:
    """The same picture without what its camera noted: application data and comments, but for colour (ICC, Adobe)."""
    if not data.startswith(b"\xff\xd8"):
        return data
    kept, position = [b"\xff\xd8"], 2
    while position + 4 <= len(data) and data[position] == 0xFF and data[position + 1] not in (0xDA, 0xD9):
        marker = data[position + 1]
        (length,) = struct.unpack_from(">H", data, position + 2)
        segment = data[position : position + 2 + length]
        colour = segment[4:].startswith((b"ICC_PROFILE\0", b"Adobe"))
        if colour or not (0xE0 <= marker <= 0xEF or marker == 0xFE):
            kept.append(segment)
        position += 2 + max(length, 2)
    end = data.rfind(b"\xff\xd9")
    return b"".join([*kept, data[position : end + 2 if end >= position else len(data)]])


def _read_png(data):
    length, name, width, height, _depth, colour = struct.unpack_from(">I4sIIBB", data, len(PNG_SIGNATURE))
    if name != b"IHDR" or length != 13:
        raise ValueError("no IHDR")
    alpha, animated = colour in (4, 6), False
    position = len(PNG_SIGNATURE)
    for _chunk in range(MAX_PNG_CHUNKS):
        length, name = struct.unpack_from(">I4s", data, position)
        alpha |= name == b"tRNS"
        animated |= name in (b"acTL", b"fcTL", b"fdAT")
        if name == b"IEND":
            return Header("PNG", width, height, alpha, animated)
        position += 12 + length
    raise ValueError("too many chunks")


def _read_webp(data):
    kind = data[12:16]
    if kind == b"VP8X":
        flags, width, height = data[20], _uint24(data, 24) + 1, _uint24(data, 27) + 1
        return Header("WEBP", width, height, alpha=bool(flags & 0x10), animated=bool(flags & 0x02))
    if kind == b"VP8L":
        signature, bits = struct.unpack_from("<BI", data, 20)
        if signature != 0x2F:
            raise ValueError("no VP8L signature")
        return Header("WEBP", (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1, alpha=bool(bits >> 28 & 1))
    if kind == b"VP8 ":
        start, width, height = struct.unpack_from("<3sHH", data, 23)
        if start != b"\x9d\x01\x2a":
            raise ValueError("no key frame")
        return Header("WEBP", width & 0x3FFF, height & 0x3FFF)
    raise ValueError("no picture in the container")


def _read_heif(data):
    """The largest size any part of the file announces: the picture itself, or something larger."""
    if data[8:12] in SEQUENCE_BRANDS:
        return Header(file_kind(data), 1, 1, animated=True)
    width = height = count = 0
    # Nothing after the first counts, nor is it looked at.
    for start, end in islice(_boxes(data, 0, len(data), b"meta"), 1):
        for properties in _boxes(data, start + 4, end, b"iprp"):
            for container in _boxes(data, *properties, b"ipco"):
                for place, _end in _boxes(data, *container, b"ispe"):
                    count += 1
                    found = struct.unpack_from(">II", data, place + 4)
                    if count > MAX_HEIF_PROPERTIES:
                        raise ValueError("too many properties")
                    if found[0] * found[1] > width * height:
                        width, height = found
    return Header(file_kind(data), width, height, alpha=any(plane in data for plane in ALPHA_PLANES))


def _boxes(data, position, end, wanted):
    """(start, end) of the content of every box of that name."""
    while position + 8 <= end:
        length, name = struct.unpack_from(">I4s", data, position)
        head = 8
        if length == 1:
            (length,) = struct.unpack_from(">Q", data, position + 8)
            head = 16
        length = length or end - position
        if length < head or position + length > end:
            raise ValueError("a box is larger than its place")
        if name == wanted:
            yield position + head, position + length
        position += length


def _uint24(data, position):
    return int.from_bytes(data[position : position + 3], "little")
