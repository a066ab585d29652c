"""Makers of films for tests: containers in miniature, with and without what must not stay in them."""

import struct

POSITION = b"\xa9xyz" + b"\0\x12\x15\xc7" + b"+51.2368+006.7837/"


def box(name: bytes, *payload: bytes) -> bytes:
    content = b"".join(payload)
    return struct.pack(">I4s", len(content) + 8, name) + content


def track(handler: bytes = b"vide", *more: bytes) -> bytes:
    header = box(b"tkhd", bytes(4), b"\xd0\0\0\1" * 2, bytes(64), struct.pack(">II", 640 << 16, 360 << 16))
    media = box(
        b"mdia",
        box(b"mdhd", bytes(4), b"\xd0\0\0\1" * 2, struct.pack(">II", 1000, 42_000), bytes(4)),
        box(b"hdlr", bytes(8), handler, bytes(12), b"Erikas Telefon\0"),
        box(b"minf", box(b"vmhd", bytes(12)), box(b"stbl", bytes(8))),
    )
    return box(b"trak", header, media, *more)


def mp4(*, tracks=(), inside=(), after=(), brand=b"isom", duration=42_000) -> bytes:
    """Forty-two seconds of nothing, 640 × 360; `inside` are further boxes of moov, `after` of the file."""
    moov = box(
        b"moov",
        box(b"mvhd", bytes(4), b"\xd0\0\0\1" * 2, struct.pack(">II", 1000, duration), bytes(80)),
        *(tracks or [track()]),
        *inside,
    )
    return box(b"ftyp", brand, bytes(4), brand) + moov + box(b"mdat", b"PICTURES" * 50) + b"".join(after)


def element(name: int, *payload: bytes) -> bytes:
    content = b"".join(payload)
    return name.to_bytes((name.bit_length() + 7) // 8, "big") + struct.pack(">Q", len(content) | 1 << 56) + content


def webm(*, track_type=1, inside=()) -> bytes:
    information = element(
        0x1549A966,
        element(0x2AD7B1, b"\x0f\x42\x40"),
        element(0x4489, struct.pack(">d", 42_000.0)),
        element(0x4461, b"20160211"),
        element(0x7BA9, b"Erikas Film"),
    )
    size = element(0xE0, element(0xB0, b"\x02\x80"), element(0xBA, b"\x01\x68"))
    tracks = element(0x1654AE6B, element(0xAE, element(0x83, bytes([track_type])), size))
    segment = element(0x18538067, information, tracks, *inside, element(0x1F43B675, b"PICTURES" * 50))
    return element(0x1A45DFA3, b"\x42\x82\x84webm") + segment


LOCATION_TAG = element(0x1254C367, b"LOCATION +51.2368+006.7837/")
ATTACHMENT = element(0x1941A469, b"<script>alert(1)</script>")

VTT = (
    "WEBVTT\n\n1\n00:00:01.000 --> 00:00:04.000\nPfiff, Rufe auf dem Platz.\n\n"
    "00:14.500 --> 00:18.250\nWir haben mit sechs Leuten angefangen.\n"
)
