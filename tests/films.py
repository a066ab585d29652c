"""Makers of films for tests: containers in miniature, with and without what must not stay in them."""

import struct

POSITION = b"\xa9xyz" + b"\0\x12\x15\xc7" + b"+51.2368+006.7837/"


def box(name: bytes, *payload: bytes) -> bytes:
    content = b"".join(payload)
    return struct.pack(">I4s", len(content) + 8, name) + content


PICTURES = b"PICTURES" * 50
AVC = box(b"avcC", b"\1\x64\0\x1f\xff\xe1\0\0\1\0\0")
AAC = box(b"esds", bytes(4), b"\3\x19\0\1\0\4\x11\x40\x15", bytes(15))


def entry(codec: bytes = b"", *boxes: bytes, handler: bytes = b"vide") -> bytes:
    """One sample description, with the name of the encoder where pictures have it."""
    if handler == b"vide":
        return box(codec or b"avc1", bytes(42), b"Erikas Telefon".ljust(32, b"\0"), bytes(4), *(boxes or [AVC]))
    return box(codec or b"mp4a", bytes(28), *(boxes or [AAC]))


def table(name: bytes, *numbers: int) -> bytes:
    return box(name, bytes(4), struct.pack(f">{len(numbers)}I", *numbers))


def track(
    handler: bytes = b"vide", *more: bytes, entries: bytes = b"", at: int = 0, size: int = 200, tables=None
) -> bytes:
    """Two samples of `size` bytes from the byte `at` on, unless `tables` says otherwise."""
    header = box(b"tkhd", bytes(4), b"\xd0\0\0\1" * 2, bytes(64), struct.pack(">II", 640 << 16, 360 << 16))
    if tables is None:
        tables = [
            table(b"stts", 1, 2, 21_000),
            table(b"stsc", 1, 1, 2, 1),
            table(b"stsz", size, 2),
            table(b"stco", 1, at),
        ]
    described = box(b"stsd", bytes(4), struct.pack(">I", 1), entries or entry(handler=handler))
    media = box(
        b"mdia",
        box(b"mdhd", bytes(4), b"\xd0\0\0\1" * 2, struct.pack(">II", 1000, 42_000), bytes(4)),
        box(b"hdlr", bytes(8), handler, bytes(12), b"Erikas Telefon\0"),
        box(b"minf", box(b"vmhd", bytes(12)), box(b"stbl", described, *tables)),
    )
    return box(b"trak", header, media, *more)


def mp4(
    *, tracks=None, inside=(), after=(), brand=b"isom", duration=42_000, moov_last=False, media=PICTURES, behind=b""
) -> bytes:
    """Forty-two seconds of nothing, 640 × 360; `inside` are further boxes of moov, `after` of the file.

    `tracks` are functions of the place where the media begin; `behind` follows the media in their own box.
    """
    head = box(b"ftyp", brand, bytes(4), brand)
    pictures = box(b"mdat", media, behind)

    def moov(at: int) -> bytes:
        header = box(b"mvhd", bytes(4), b"\xd0\0\0\1" * 2, struct.pack(">II", 1000, duration), bytes(80))
        return box(b"moov", header, *(made(at) for made in tracks or [picture_track()]), *inside)

    at = len(head) + 8 + (0 if moov_last else len(moov(0)))
    return head + (pictures + moov(at) if moov_last else moov(at) + pictures) + b"".join(after)


def picture_track(*more: bytes, **options):
    return lambda at: track(b"vide", *more, at=at, **options)


def sound_track(**options):
    return lambda at: track(b"soun", at=at, **options)


def other_track(handler: bytes):
    return lambda at: track(handler, at=at, entries=box(b"tx3g", bytes(8)))


def fragmented(*, media=PICTURES) -> bytes:
    """The same film as browsers record it: an empty index, then a fragment with its pictures."""
    header = box(b"mvhd", bytes(4), b"\xd0\0\0\1" * 2, struct.pack(">II", 1000, 42_000), bytes(80))
    nothing = [table(b"stts", 0), table(b"stsc", 0), table(b"stsz", 0, 0), table(b"stco", 0)]
    usual = box(b"mvex", box(b"trex", bytes(4), struct.pack(">IIIII", 1, 1, 21_000, 200, 0)))
    head = box(b"ftyp", b"isom", bytes(4), b"isom") + box(b"moov", header, track(tables=nothing), usual)

    def moof(offset: int) -> bytes:
        run = struct.pack(">IIi", 1, 2, offset)
        return box(
            b"moof",
            box(b"mfhd", bytes(8)),
            box(b"traf", box(b"tfhd", struct.pack(">II", 0x20000, 1)), box(b"trun", run)),
        )

    return head + moof(len(moof(0)) + 8) + box(b"mdat", media)


def element(name: int, *payload: bytes) -> bytes:
    content = b"".join(payload)
    return name.to_bytes((name.bit_length() + 7) // 8, "big") + struct.pack(">Q", len(content) | 1 << 56) + content


def webm(*, track_type=1, inside=(), codec=b"V_VP9", in_track=()) -> bytes:
    information = element(
        0x1549A966,
        element(0x2AD7B1, b"\x0f\x42\x40"),
        element(0x4489, struct.pack(">d", 42_000.0)),
        element(0x4461, b"20160211"),
        element(0x7BA9, b"Erikas Film"),
    )
    size = element(0xE0, element(0xB0, b"\x02\x80"), element(0xBA, b"\x01\x68"))
    tracks = element(
        0x1654AE6B, element(0xAE, element(0x83, bytes([track_type])), element(0x86, codec), *in_track, size)
    )
    segment = element(0x18538067, information, tracks, *inside, element(0x1F43B675, b"PICTURES" * 50))
    return element(0x1A45DFA3, b"\x42\x82\x84webm") + segment


LOCATION_TAG = element(0x1254C367, b"LOCATION +51.2368+006.7837/")
ATTACHMENT = element(0x1941A469, b"<script>alert(1)</script>")

VTT = (
    "WEBVTT\n\n1\n00:00:01.000 --> 00:00:04.000\nPfiff, Rufe auf dem Platz.\n\n"
    "00:14.500 --> 00:18.250\nWir haben mit sechs Leuten angefangen.\n"
)
