"""Tracks of an MP4 file: in which codec they are, and where in the file their pictures and sounds lie. Pure Python."""

import struct
from collections.abc import Iterable
from dataclasses import dataclass, field

# What Chromium, Firefox and Safari play, by the name of the sample entry.
PICTURE_ENTRIES = {b"avc1", b"avc3", b"av01", b"vp08", b"vp09"}
SOUND_ENTRIES = {b"mp4a", b"Opus"}
# H.264 with 8 bits and 4:2:0: Baseline, Main, Extended, High.
H264_PROFILES = {66, 77, 88, 100}
AAC_OBJECTS = {0x40, 0x66, 0x67, 0x68}
ENTRY_CHILDREN = {
    *(b"avcC", b"av1C", b"vpcC", b"pasp", b"colr", b"btrt", b"clap", b"fiel"),
    *(b"esds", b"dOps", b"chnl", b"srat"),
}
# The fixed fields of an entry, before its own boxes; the name of the encoder stands among those of a picture.
FIXED = {b"vide": 78, b"soun": 28}
ENCODER_NAME = (42, 74)
MAX_SAMPLES = 2_000_000

Span = tuple[int, int]


class Mp4Error(ValueError):
    pass


class UnplayableCodec(ValueError):
    """Most browsers show nothing. The text is the codec's name as people know it."""


KNOWN_NAMES = {
    **dict.fromkeys((b"hvc1", b"hev1", b"dvh1", b"dvhe"), "HEVC (H.265)"),
    **dict.fromkeys((b"apch", b"apcn", b"apcs", b"apco", b"ap4h"), "ProRes"),
    b"mp4v": "MPEG-4 Visual",
    b"ac-3": "AC-3",
    b"ec-3": "E-AC-3",
    b"alac": "ALAC",
    b".mp3": "MP3",
    b"sowt": "PCM",
    b"twos": "PCM",
}


@dataclass
class Track:
    """`chunks` are the offsets of the runs of samples, `runs` the (first chunk, samples in each) as `stsc` has them."""

    handler: bytes = b""
    chunks: tuple[int, ...] = ()
    runs: list[tuple[int, int]] = field(default_factory=list)
    size: int = 0
    sizes: tuple[int, ...] = ()
    count: int = 0

    def take(self, name: bytes, content: bytes) -> None:
        """Read one of the tables `stsc`, `stsz`, `stco`, `co64`. Raises struct.error when it is cut off."""
        if name == b"stsz":
            self.size, self.count = struct.unpack_from(">II", content, 4)
            _limit(self.count)
            self.sizes = () if self.size else struct.unpack_from(f">{self.count}I", content, 12)
            return
        (entries,) = struct.unpack_from(">I", content, 4)
        _limit(entries)
        if name == b"stsc":
            numbers = struct.unpack_from(f">{3 * entries}I", content, 8)
            self.runs = list(zip(numbers[::3], numbers[1::3], strict=True))
        else:
            self.chunks = struct.unpack_from(f">{entries}{'I' if name == b'stco' else 'Q'}", content, 8)

    def spans(self) -> list[Span]:
        """(start, end) of every chunk. Raises Mp4Error when the tables do not fit together."""
        found, sample, run = [], 0, -1
        for number, start in enumerate(self.chunks, start=1):
            if run + 1 < len(self.runs) and self.runs[run + 1][0] <= number:
                run += 1
            if run < 0:
                raise Mp4Error("a chunk without samples")
            last = min(sample + self.runs[run][1], self.count)
            length = self.size * (last - sample) if self.size else sum(self.sizes[sample:last])
            found.append((start, start + length))
            sample = last
        if sample != self.count:
            raise Mp4Error("samples that lie nowhere")
        return found


class Fragments:
    """Where the samples of a fragmented film lie: said by each `moof`, box by box."""

    def __init__(self):
        self.spans: list[Span] = []
        self.usual = {}
        self.moof = self.position = self.size = self.count = 0

    def enter(self, name: bytes, position: int) -> None:
        if name == b"moof":
            self.moof = self.position = position

    def take(self, name: bytes, content: bytes) -> None:
        if name == b"trex":
            track, _description, _duration, size = struct.unpack_from(">IIII", content, 4)
            self.usual[track] = size
        elif name == b"tfhd":
            self._take_header(content)
        else:
            self._take_run(content)

    def _take_header(self, content: bytes) -> None:
        flags, track = struct.unpack_from(">II", content)
        place = 8
        self.base = self.moof
        if flags & 1:
            (self.base,) = struct.unpack_from(">Q", content, place)
            place += 8
        place += 4 * (bool(flags & 2) + bool(flags & 8))
        self.size = struct.unpack_from(">I", content, place)[0] if flags & 0x10 else self.usual.get(track, 0)

    def _take_run(self, content: bytes) -> None:
        flags, samples = struct.unpack_from(">II", content)
        self.count += samples
        _limit(self.count)
        place = 8
        if flags & 1:
            (offset,) = struct.unpack_from(">i", content, place)
            self.position = self.base + offset
            place += 4
        place += 4 * bool(flags & 4)
        per_sample = [bit for bit in (0x100, 0x200, 0x400, 0x800) if flags & bit]
        numbers = struct.unpack_from(f">{samples * len(per_sample)}I", content, place)
        length = samples * self.size
        if 0x200 in per_sample:
            length = sum(numbers[per_sample.index(0x200) :: len(per_sample)])
        self.spans.append((self.position, self.position + length))
        self.position += length


def gaps(places: Iterable[Span], known: Iterable[Span]) -> list[Span]:
    """What of the places belongs to none of the known spans. Raises Mp4Error when a span lies outside all places."""
    waiting = sorted((span for span in known if span[1] > span[0]), reverse=True)
    found = []
    for start, end in sorted(places):
        position = start
        while waiting and waiting[-1][0] < end:
            first, last = waiting.pop()
            if first < start or last > end:
                raise Mp4Error("samples that lie elsewhere")
            if first > position:
                found.append((position, first))
            position = max(position, last)
        if position < end:
            found.append((position, end))
    if waiting:
        raise Mp4Error("samples that lie elsewhere")
    return found


def look_at_entries(reader, track: Track, payload: int, end: int) -> None:
    """The codecs of a track, and what its descriptions may not say. Raises UnplayableCodec."""
    if track.handler not in FIXED:
        raise Mp4Error("a description without a handler")
    position = payload + 8
    while position < end:
        name, inside, entry_end = reader.head(position, end)
        if name not in (PICTURE_ENTRIES if track.handler == b"vide" else SOUND_ENTRIES):
            raise UnplayableCodec(KNOWN_NAMES.get(name, name.decode("ascii", "replace").strip()))
        if track.handler == b"vide":
            reader.findings.blanks.append((inside + ENCODER_NAME[0], inside + ENCODER_NAME[1]))
        _look_at_entry(reader, name, inside + FIXED[track.handler], entry_end)
        position = entry_end


def _look_at_entry(reader, codec: bytes, position: int, end: int) -> None:
    while position < end:
        name, inside, box_end = reader.head(position, end)
        content = reader.read(inside, min(box_end - inside, 400))
        if name not in ENTRY_CHILDREN or (name == b"colr" and content[:4] not in (b"nclx", b"nclc")):
            reader.blank_box(position, inside, box_end)
        elif name == b"avcC" and content[1:2] and content[1] not in H264_PROFILES:
            raise UnplayableCodec("H.264 High 10, 4:2:2 oder 4:4:4")
        elif name == b"esds" and codec == b"mp4a" and _object_type(content[4:]) not in AAC_OBJECTS:
            raise UnplayableCodec("MPEG")
        position = box_end


def _object_type(descriptor: bytes) -> int | None:
    """The kind of sound in an `esds` box; None where there is none."""
    place = 0
    for tag, more in ((3, 3), (4, 0)):
        if descriptor[place : place + 1] != bytes([tag]):
            return None
        place += 1
        while descriptor[place : place + 1] and descriptor[place] & 0x80:
            place += 1
        place += 1 + more
    return descriptor[place] if place < len(descriptor) else None


def _limit(count: int) -> None:
    if count > MAX_SAMPLES:
        raise Mp4Error("too many samples")
