"""Makers of pictures for tests: plain ones, and files made to do harm. All in code, none downloaded."""

import io
import struct
import zipfile
import zlib

from PIL import Image, PngImagePlugin
from pillow_heif import register_heif_opener

register_heif_opener()

SCRIPT = b"<script>alert(document.domain)</script>"
PHP = b"<?php system($_GET['c']); ?>"
# 51°14'12.5"N 6°47'1.2"E, a shelter's door.
GPS = {1: "N", 2: (51.0, 14.0, 12.5), 3: "E", 4: (6.0, 47.0, 1.2)}
XMP = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    b'<rdf:Description xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:GPSLatitude="51,14.208N"/></rdf:RDF></x:xmpmeta>'
)


def picture(width=64, height=48, mode="RGB", colour=None):
    """Left half one colour, right half another, so that turning it shows."""
    drawn = Image.new(mode, (width, height), colour or {"RGB": (200, 30, 40), "RGBA": (200, 30, 40, 128)}.get(mode, 90))
    drawn.paste({"RGB": (20, 90, 200), "RGBA": (20, 90, 200, 255)}.get(mode, 200), (width // 2, 0, width, height))
    return drawn


def encode(drawn, format="JPEG", **options) -> bytes:
    output = io.BytesIO()
    drawn.save(output, format, **options)
    return output.getvalue()


def jpeg(width=64, height=48, **options) -> bytes:
    return encode(picture(width, height), "JPEG", **options)


def png(width=64, height=48, mode="RGB", **options) -> bytes:
    return encode(picture(width, height, mode), "PNG", **options)


def webp(width=64, height=48, mode="RGB", **options) -> bytes:
    return encode(picture(width, height, mode), "WEBP", **options)


def heic(width=64, height=48, mode="RGB", **options) -> bytes:
    return encode(picture(width, height, mode), "HEIF", **options)


def avif(width=64, height=48, mode="RGB", **options) -> bytes:
    return encode(picture(width, height, mode), "AVIF", **options)


def announcing(data: bytes, width: int, height: int) -> bytes:
    """A picture of the HEIF family that says it has another size."""
    place = data.index(b"ispe") + 8
    return data[:place] + struct.pack(">II", width, height) + data[place + 8 :]


def exif(orientation=1) -> Image.Exif:
    data = Image.Exif()
    data[0x0112] = orientation
    data[0x010F] = "Kamerahersteller"
    data[0x0110] = "Modell 3000"
    data[0x0132] = "2016:02:11 18:05:00"
    data[0x013B] = "Erika Mustermann"
    data.get_ifd(0x8825).update(GPS)
    data.get_ifd(0x8769)[0x927C] = b"MakerNote-Geheimnis"
    return data


def segment(marker: int, payload: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(payload) + 2) + payload


def with_segments(data: bytes, *segments: bytes) -> bytes:
    return data[:2] + b"".join(segments) + data[2:]


def chunk(name: bytes, payload: bytes) -> bytes:
    return struct.pack(">I", len(payload)) + name + payload + struct.pack(">I", zlib.crc32(name + payload))


def with_chunks(data: bytes, *chunks: bytes) -> bytes:
    """After IHDR, where the decoder meets them first."""
    return data[:33] + b"".join(chunks) + data[33:]


def iptc() -> bytes:
    record = (
        b"\x1c\x02\x5a" + struct.pack(">H", 10) + b"Duesseldor" + b"\x1c\x02\x74" + struct.pack(">H", 6) + b"Geheim"
    )
    return segment(0xED, b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0" + struct.pack(">I", len(record)) + record)


def pixel_bomb(width: int, height: int, colour: int = 0) -> bytes:
    """A PNG whose header promises `width` × `height` pixels (grey, or colour type 6: with transparency); its data
    are a few bytes of zeros.
    """
    header = struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, 0)
    rows = zlib.compress(bytes(min(width + 1, 200_000) * 50), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def jpeg_bomb(width: int, height: int) -> bytes:
    data = jpeg(8, 8)
    place = data.index(b"\xff\xc0") + 5
    return data[:place] + struct.pack(">HH", height, width) + data[place + 4 :]


def webp_bomb(width: int, height: int) -> bytes:
    canvas = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    body = b"WEBPVP8X" + struct.pack("<I", 10) + b"\0\0\0\0" + canvas
    return b"RIFF" + struct.pack("<I", len(body)) + body


def animation(format: str, frames: int) -> bytes:
    pictures = [picture(16, 12, colour=(index * 83 % 256, 0, 0)) for index in range(frames)]
    return encode(pictures[0], format, save_all=True, append_images=pictures[1:])


def zip_tail() -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as archive:
        archive.writestr("index.html", SCRIPT)
        archive.writestr("META-INF/MANIFEST.MF", "Main-Class: Evil")
    return output.getvalue()


def text_chunks() -> PngImagePlugin.PngInfo:
    info = PngImagePlugin.PngInfo()
    info.add_text("Location", "51.2368 6.7837")
    info.add_itxt("XML:com.adobe.xmp", XMP.decode())
    info.add_text("Comment", SCRIPT.decode(), zip=True)
    return info


def ftyp(brand: bytes) -> bytes:
    return struct.pack(">I", 24) + b"ftyp" + brand + b"\0\0\0\0" + brand + b"mif1" + bytes(400)


def two_pictures_in_one() -> bytes:
    """What phones write for depth and HDR: a second JPEG behind the first (MPO)."""
    return encode(picture(), "MPO", save_all=True, append_images=[picture(colour=(1, 2, 3))])


def srgb_profile_of(size: int) -> list[bytes]:
    """An ICC profile of `size` bytes of nonsense, spread over as many segments as it needs."""
    pieces = [bytes(range(256)) * 255 for _index in range(size // 65280)]
    return [
        segment(0xE2, b"ICC_PROFILE\0" + bytes([index + 1, len(pieces)]) + piece) for index, piece in enumerate(pieces)
    ]


# Come out as harmless new pictures.
DISARMED = {
    "jpeg-html-tail": jpeg() + b"<html>" + SCRIPT,
    "jpeg-php-tail": jpeg() + PHP,
    "jpeg-zip-tail": jpeg() + zip_tail(),
    "jpeg-jar-tail": jpeg() + zip_tail() + bytes(200),
    "jpeg-pdf-tail": jpeg() + b"%PDF-1.7 1 0 obj << /JS (app.alert(1)) >>",
    "jpeg-php-comment": with_segments(jpeg(), segment(0xFE, PHP)),
    "jpeg-html-comment": with_segments(jpeg(), segment(0xFE, b"*/" + SCRIPT + b"/*")),
    "jpeg-script-app9": with_segments(jpeg(), segment(0xE9, SCRIPT)),
    "jpeg-gps": jpeg(exif=exif()),
    "jpeg-exif-script": jpeg(exif=b"Exif\0\0" + SCRIPT),
    "jpeg-xmp": with_segments(jpeg(), segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + XMP)),
    "jpeg-iptc": with_segments(jpeg(), iptc()),
    "jpeg-everything": with_segments(jpeg(exif=exif()), iptc(), segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + XMP)),
    "jpeg-samsung-trailer": jpeg() + b"\0\0\x01\x0a\x0e\0\0\0Image_UTC_Data1455213900000SEFH",
    "jpeg-second-picture": two_pictures_in_one(),
    "jpeg-large-icc": with_segments(jpeg(), *srgb_profile_of(5_000_000)),
    "jpeg-broken-icc": jpeg(icc_profile=b"no profile at all" * 20),
    "jpeg-named-png": jpeg(progressive=True),
    "jpeg-cmyk": encode(picture(mode="CMYK", colour=(0, 200, 200, 10)), "JPEG"),
    "png-php-text": png(pnginfo=text_chunks()),
    "png-html-tail": png() + SCRIPT,
    "png-zip-tail": png() + zip_tail(),
    "png-exif": png(exif=exif()),
    "png-idat-comment": with_chunks(png(), chunk(b"tEXt", b"Comment\0" + PHP)),
    "png-private-chunk": with_chunks(png(), chunk(b"evIl", SCRIPT)),
    "png-palette": encode(picture().convert("P"), "PNG", transparency=0),
    "png-16-bit": encode(Image.new("I;16", (40, 30), 40_000), "PNG"),
    "webp-exif": webp(exif=exif()),
    "webp-xmp": webp(xmp=XMP),
    "webp-html-tail": webp() + SCRIPT,
    "webp-alpha": webp(mode="RGBA"),
    "heic": heic(),
    "heic-exif": heic(exif=exif()),
    "heic-turned": heic(exif=exif(6)),
    "heic-xmp": heic(xmp=XMP),
    "heic-alpha": heic(mode="RGBA"),
    "heic-html-tail": heic() + SCRIPT,
    "avif": avif(),
    "avif-exif": avif(exif=exif()),
    "avif-alpha": avif(mode="RGBA"),
    "avif-tail": avif() + PHP,
}

# Are refused with a message; nothing of them is kept.
REFUSED = {
    "empty": b"",
    "jpeg-truncated-300": jpeg(400, 300)[:300],
    "jpeg-truncated-half": jpeg(400, 300)[: len(jpeg(400, 300)) // 2],
    "jpeg-three-bytes": b"\xff\xd8\xff",
    "jpeg-without-frame": b"\xff\xd8\xff\xd9",
    "jpeg-zeros": b"\xff\xd8\xff\xe0" + bytes(5000),
    "jpeg-no-height": jpeg_bomb(64, 0),
    "jpeg-bomb-4-gigapixels": jpeg_bomb(65_500, 65_500),
    "jpeg-million-segments": b"\xff\xd8" + segment(0xFE, b"") * 300_000 + jpeg()[2:],
    "jpeg-thousand-scans": jpeg(progressive=True)[:-2] + b"\xff\xda\0\x08\x01\x01\0\0\x3f\0" * 1000 + b"\xff\xd9",
    "png-bomb-400-megapixels": pixel_bomb(20_000, 20_000),
    "png-bomb-121-megapixels": pixel_bomb(11_000, 11_000),
    "png-bomb-one-row": pixel_bomb(2**31 - 1, 1),
    "png-truncated": png(400, 300)[:120],
    "png-wrong-checksum": png()[:45] + b"\0\0\0\0" + png()[49:],
    "png-without-data": png()[:33] + chunk(b"IEND", b""),
    "png-text-bomb": with_chunks(
        png(), *[chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(900_000), 9)) for _index in range(100)]
    ),
    "png-itxt-bomb": with_chunks(png(), chunk(b"iTXt", b"a\0\1\0\0\0" + zlib.compress(bytes(50_000_000), 9))),
    "png-million-chunks": with_chunks(png(), chunk(b"tEXt", b"a\0b") * 100_000),
    "apng-1000-frames": animation("PNG", 1000),
    "webp-animation-300-frames": animation("WEBP", 300),
    "webp-bomb-268-megapixels": webp_bomb(16_384, 16_384),
    "webp-truncated": webp(400, 300)[:80],
    "webp-only-head": b"RIFF\x04\0\0\0WEBP",
    "gif": encode(picture(), "GIF"),
    "gif-script": b"GIF89a/*" + bytes(20) + b"*/=alert(1)//;",
    "gifar": encode(picture(), "GIF") + zip_tail(),
    "svg": b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "svg-with-bom": b"\xef\xbb\xbf\n <svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>",
    "html": b"<!doctype html><body>" + SCRIPT,
    "pdf": b"%PDF-1.7\n1 0 obj << /OpenAction << /JS (app.alert(1)) >> >>",
    "exe": b"MZ\x90\0" + bytes(500),
    "zip": zip_tail(),
    "heic-only-head": ftyp(b"heic"),
    "heif-mif1-only-head": ftyp(b"mif1"),
    "heic-truncated": heic(400, 300)[:300],
    "heic-truncated-half": heic(400, 300)[: len(heic(400, 300)) // 2],
    "heic-bomb-268-megapixels": announcing(heic(), 16_384, 16_384),
    "heic-smaller-than-announced": announcing(heic(), 4000, 3000),
    "heic-larger-than-announced": announcing(heic(400, 300), 16, 16),
    "heic-without-size": heic().replace(b"ispe", b"free"),
    "heic-zeros": heic()[:40] + bytes(len(heic()) - 40),
    "heic-burst-frames": ftyp(b"hevc"),
    "avif-bomb-268-megapixels": announcing(avif(), 16_384, 16_384),
    "avif-truncated": avif(400, 300)[:200],
    "avif-film-frames": ftyp(b"avis"),
    "bmp": encode(picture(), "BMP"),
    "tiff": encode(picture(), "TIFF"),
    "ico": encode(picture(), "ICO"),
    "mp4": ftyp(b"isom"),
    "php": PHP,
    "text": b"Nur ein Brief.\n" * 50,
    "too-many-bytes": jpeg() + bytes(15 * 1024 * 1024),
}

# Names are thrown away, whatever they try.
NAMES = [
    "../../../etc/cron.d/evil.jpg",
    "..\\..\\windows\\evil.jpg",
    "/etc/passwd",
    "foto\u202egpj.exe",
    "foto\0.php.jpg",
    "foto\r\nSet-Cookie: a=b.jpg",
    "evil.php.jpg",
    "evil.phtml",
    "<img src=x onerror=alert(1)>.jpg",
    "a" * 300 + ".jpg",
    ".htaccess",
    "بلدية.jpg",
    "",
]
