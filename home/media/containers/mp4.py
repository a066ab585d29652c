"""The boxes of an MP4 file: what it is, how long it runs, and which bytes say too much. Pure Python, no Django.

Boxes that tell where, when and with what a film was made (`udta`, `meta`, `uuid` and whatever is unknown) become
`free` boxes of the same size, filled with zeros, so that every offset in the file stays right.
"""

import struct
from dataclasses import dataclass, field
from typing import BinaryIO

BRANDS = {
    b"isom",
    b"iso2",
    b"iso3",
    b"iso4",
    b"iso5",
    b"iso6",
    b"mp41",
    b"mp42",
    b"avc1",
    b"M4V ",
    b"M4VH",
    b"MSNV",
    b"dash",
    b"mmp4",
    b"f4v ",
}
# What playing needs, level by level. Anything else is blanked.
CHILDREN = {
    b"": {b"ftyp", b"styp", b"moov", b"moof", b"mdat", b"mfra", b"sidx", b"ssix", b"pdin"},
    b"moov": {b"mvhd", b"trak", b"mvex", b"iods"},
    b"trak": {b"tkhd", b"edts", b"mdia", b"tref"},
    b"mdia": {b"mdhd", b"hdlr", b"minf", b"elng"},
    b"minf": {b"vmhd", b"smhd", b"sthd", b"nmhd", b"gmhd", b"hdlr", b"dinf", b"stbl"},
    b"moof": {b"mfhd", b"traf"},
    b"traf": {b"tfhd", b"tfdt", b"trun", b"sbgp", b"sgpd", b"subs", b"saiz", b"saio"},
}
CONTAINERS = set(CHILDREN)
# Sound, picture, subtitles, chapter names. Others (positions of action cameras, sensors) are refused as a whole.
HANDLERS = {b"vide", b"soun", b"text", b"sbtl", b"subt", b"clcp"}
MAX_BOXES = 20_000


@dataclass
class Findings:
    """`patches` are the (offset, bytes) to write over the file; `blanks` the (start, end) to fill with zeros."""

    duration: float = 0.0
    width: int = 0
    height: int = 0
    patches: list[tuple[int, bytes]] = field(default_factory=list)
    blanks: list[tuple[int, int]] = field(default_factory=list)


class Mp4Error(ValueError):
    pass


class ForeignTrack(Mp4Error):
    """A track that is neither picture nor sound, such as the positions an action camera records."""


class NotMp4(Mp4Error):
    """The container belongs to another format, such as QuickTime."""


def inspect_mp4(file: BinaryIO, size: int) -> Findings:
    """Walk all boxes without reading picture or sound. Raises Mp4Error when the structure does not hold."""
    reader = _Reader(file, size)
    try:
        reader.walk(b"", 0, size)
    except struct.error as error:
        raise Mp4Error("a box is cut off") from error
    if not {b"ftyp", b"moov", b"mdat"} <= reader.seen:
        raise Mp4Error("ftyp, moov or mdat is missing")
    if b"vide" not in reader.handlers:
        raise Mp4Error("no picture")
    return reader.findings


class _Reader:
    def __init__(self, file, size):
        self.file = file
        self.size = size
        self.findings = Findings()
        self.seen = set()
        self.handlers = set()
        self.count = 0

    def walk(self, parent, position, end):
        while position < end:
            name, payload, box_end = self.head(position, end)
            if parent == b"" and position == 0 and name != b"ftyp":
                raise NotMp4("does not begin with ftyp")
            self.seen.add(name)
            if name not in CHILDREN[parent]:
                self.findings.patches.append((position + 4, b"free"))
                self.findings.blanks.append((payload, box_end))
            elif name in CONTAINERS:
                self.walk(name, payload, box_end)
            else:
                self.look(name, payload, box_end)
            position = box_end

    def head(self, position, end):
        self.count += 1
        if self.count > MAX_BOXES:
            raise Mp4Error("too many boxes")
        length, name = struct.unpack(">I4s", self.read(position, 8))
        payload = position + 8
        if length == 1:
            (length,) = struct.unpack(">Q", self.read(payload, 8))
            payload += 8
        elif length == 0:
            length = end - position
        if position + length > end or position + length < payload:
            raise Mp4Error("a box is larger than its place")
        return name, payload, position + length

    def read(self, position, length):
        self.file.seek(position)
        return self.file.read(length)

    def look(self, name, payload, end):
        if name == b"ftyp":
            brands = self.read(payload, min(end - payload, 400))
            if brands[:4] == b"qt  " or not BRANDS & {brands[index : index + 4] for index in range(0, len(brands), 4)}:
                raise NotMp4("no MP4 brand")
        elif name in (b"mvhd", b"tkhd", b"mdhd"):
            self.forget_dates(payload)
            if name == b"mvhd":
                self.findings.duration = self.duration(payload)
            elif name == b"tkhd":
                width, height = struct.unpack(">II", self.read(end - 8, 8))
                self.findings.width = max(self.findings.width, width >> 16)
                self.findings.height = max(self.findings.height, height >> 16)
        elif name == b"hdlr":
            handler = self.read(payload + 8, 4)
            # QuickTime's second handler, inside minf, only says where the data is.
            if handler not in HANDLERS | {b"url ", b"alis"}:
                raise ForeignTrack(repr(handler))
            self.handlers.add(handler)
            # The rest of the box is the name of the device or program.
            self.findings.blanks.append((payload + 24, end))

    def forget_dates(self, payload):
        long = self.read(payload, 1) == b"\x01"
        self.findings.patches.append((payload + 4, bytes(16 if long else 8)))

    def duration(self, payload):
        if self.read(payload, 1) == b"\x01":
            scale, length = struct.unpack(">IQ", self.read(payload + 20, 12))
            unknown = length == 2**64 - 1
        else:
            scale, length = struct.unpack(">II", self.read(payload + 12, 8))
            unknown = length == 2**32 - 1
        return length / scale if scale and not unknown else 0.0
