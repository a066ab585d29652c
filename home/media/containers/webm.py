"""The elements of a WebM file (EBML): what it is, how long it runs, which bytes say too much. Pure Python, no Django.

Tags, attachments, titles and dates become Void elements of the same size, filled with zeros.
"""

import struct
from typing import BinaryIO

from home.media.containers.mp4 import Findings
from home.media.containers.mp4_samples import UnplayableCodec

EBML, DOCTYPE, VOID = 0x1A45DFA3, 0x4282, 0xEC
SEGMENT, INFO, TRACKS, TRACK, VIDEO, CLUSTER = 0x18538067, 0x1549A966, 0x1654AE6B, 0xAE, 0xE0, 0x1F43B675
TIMECODE_SCALE, DURATION, TRACK_TYPE, CODEC = 0x2AD7B1, 0x4489, 0x83, 0x86
PIXEL_WIDTH, PIXEL_HEIGHT = 0xB0, 0xBA
SEEK_HEAD, CUES = 0x114D9B74, 0x1C53BB6B
PICTURE_TRACK, SOUND_TRACK = 1, 2
CODECS = {b"V_VP8", b"V_VP9", b"V_AV1", b"A_OPUS", b"A_VORBIS"}
# What playing needs, level by level. Anything else is blanked.
CHILDREN = {
    None: {EBML, SEGMENT},
    SEGMENT: {SEEK_HEAD, INFO, TRACKS, CLUSTER, CUES},
    # Info keeps scale, duration and the names of the writing programs, which the format requires.
    INFO: {TIMECODE_SCALE, DURATION, 0x4D80, 0x5741},
    TRACKS: {TRACK},
    # Numbers, kind, timing, codec with its settings, language, picture and sound; no names.
    TRACK: {
        *(0xD7, 0x73C5, TRACK_TYPE, 0xB9, 0x88, 0x55AA, 0x9C, 0x23E383, CODEC, 0x63A2, 0x56AA, 0x56BB, 0x22B59C),
        *(VIDEO, 0xE1),
    },
}
MAX_ELEMENTS = 200_000


class WebmError(ValueError):
    pass


def inspect_webm(file: BinaryIO, size: int) -> Findings:
    """Walk the elements without reading picture or sound.

    Raises WebmError when the structure does not hold, UnplayableCodec when browsers cannot play what is inside.
    """
    reader = _Reader(file)
    reader.walk(None, 0, size)
    if not {EBML, SEGMENT, INFO, TRACKS, CLUSTER} <= reader.seen or PICTURE_TRACK not in reader.track_types:
        raise WebmError("not a film")
    reader.findings.duration = reader.length * reader.scale / 1e9
    return reader.findings


def void(length: int) -> bytes:
    """The head of a Void element that takes `length` bytes in all."""
    if length < 2:
        raise WebmError("too short to blank")
    if length < 10:
        return bytes([VOID, 0x80 | (length - 2)])
    return bytes([VOID, 0x01]) + (length - 9).to_bytes(7, "big")


class _Reader:
    def __init__(self, file):
        self.file = file
        self.findings = Findings()
        self.seen = set()
        self.track_types = set()
        self.scale = 1_000_000
        self.length = 0.0
        self.count = 0

    def walk(self, parent, position, end):
        while position < end:
            name, payload, element_end = self.head(position, end)
            self.seen.add(name)
            if name not in CHILDREN[parent]:
                self.blank(position, element_end)
            elif name == EBML:
                if b"\x42\x82\x84webm" not in self.read(payload, min(element_end - payload, 200)):
                    raise WebmError("another document type")
            elif name == TRACK:
                self.look_at_track(payload, element_end)
            elif name in CHILDREN:
                self.walk(name, payload, element_end)
            elif name in (TIMECODE_SCALE, DURATION):
                self.look_at_time(name, payload, element_end)
            position = element_end

    def head(self, position, end):
        self.count += 1
        if self.count > MAX_ELEMENTS:
            raise WebmError("too many elements")
        raw = self.read(position, 12)
        name_length = _vint_length(raw, 0, 4)
        size_length = _vint_length(raw, name_length, 8)
        payload = position + name_length + size_length
        name = int.from_bytes(raw[:name_length], "big")
        value = int.from_bytes(raw[name_length : name_length + size_length], "big") & ((1 << 7 * size_length) - 1)
        unknown = value == (1 << 7 * size_length) - 1
        if unknown and name != SEGMENT:
            raise WebmError("an element of unknown length")
        element_end = end if unknown else payload + value
        if element_end > end or len(raw) < name_length + size_length:
            raise WebmError("an element is larger than its place")
        return name, payload, element_end

    def read(self, position, length):
        self.file.seek(position)
        return self.file.read(length)

    def blank(self, start, end):
        head = void(end - start)
        self.findings.patches.append((start, head))
        self.findings.blanks.append((start + len(head), end))

    def look_at_track(self, position, end, parent=TRACK):
        while position < end:
            name, payload, element_end = self.head(position, end)
            if name not in CHILDREN.get(parent, {name}):
                self.blank(position, element_end)
            elif name == TRACK_TYPE:
                kind = int.from_bytes(self.read(payload, element_end - payload), "big")
                if kind not in (PICTURE_TRACK, SOUND_TRACK):
                    raise WebmError("a track that is neither picture nor sound")
                self.track_types.add(kind)
            elif name == CODEC:
                codec = self.read(payload, min(element_end - payload, 40)).rstrip(b"\0")
                if codec not in CODECS:
                    raise UnplayableCodec(codec.decode("ascii", "replace"))
            elif name == VIDEO:
                self.look_at_track(payload, element_end, VIDEO)
            elif name in (PIXEL_WIDTH, PIXEL_HEIGHT):
                value = int.from_bytes(self.read(payload, min(element_end - payload, 8)), "big")
                setattr(self.findings, "width" if name == PIXEL_WIDTH else "height", value)
            position = element_end

    def look_at_time(self, name, payload, end):
        raw = self.read(payload, min(end - payload, 8))
        if name == TIMECODE_SCALE:
            self.scale = int.from_bytes(raw, "big")
        else:
            self.length = struct.unpack(">f" if len(raw) == 4 else ">d", raw)[0]


def _vint_length(raw, position, longest):
    if position >= len(raw) or not raw[position]:
        raise WebmError("no length")
    length = 9 - raw[position].bit_length()
    if length > longest:
        raise WebmError("a length is too long")
    return length
