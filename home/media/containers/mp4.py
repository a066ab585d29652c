"""The boxes of an MP4 file: what it is, how long it runs, and which bytes say too much. Pure Python, no Django.

Boxes that tell where, when and with what a film was made (`udta`, `meta`, `uuid` and whatever is unknown) become
`free` boxes of the same size, filled with zeros, so that every offset in the file stays right. So do the bytes of
`mdat` that belong to no picture and no sound: a text hidden there has no track to be found by.
"""

import struct
from dataclasses import dataclass, field
from typing import BinaryIO

from home.media.containers.mp4_samples import Fragments, Mp4Error, Track, gaps, look_at_entries

BRANDS = {
    *(b"isom", b"iso2", b"iso3", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42"),
    *(b"avc1", b"M4V ", b"M4VH", b"MSNV", b"dash", b"mmp4", b"f4v "),
}
# What playing needs, level by level. Anything else is blanked.
CHILDREN = {
    b"": {b"ftyp", b"styp", b"moov", b"moof", b"mdat", b"mfra", b"sidx", b"ssix", b"pdin"},
    b"moov": {b"mvhd", b"trak", b"mvex", b"iods"},
    b"mvex": {b"mehd", b"trex"},
    b"trak": {b"tkhd", b"edts", b"mdia", b"tref"},
    b"edts": {b"elst"},
    b"mdia": {b"mdhd", b"hdlr", b"minf", b"elng"},
    b"minf": {b"vmhd", b"smhd", b"nmhd", b"hdlr", b"dinf", b"stbl"},
    b"dinf": {b"dref"},
    b"stbl": {b"stsd", b"stts", b"ctts", b"cslg", b"stss", b"stsc", b"stsz", b"stz2", b"stco", b"co64", b"sdtp"}
    | {b"sbgp", b"sgpd"},
    b"moof": {b"mfhd", b"traf"},
    b"traf": {b"tfhd", b"tfdt", b"trun", b"sbgp", b"sgpd"},
    b"mfra": {b"tfra", b"mfro"},
}
CONTAINERS = set(CHILDREN)
# Sound and picture. Others (positions of cameras and drones, also as subtitles) are refused as a whole.
HANDLERS = {b"vide", b"soun"}
SELF_CONTAINED = b"\0\0\0\1"
MAX_BOXES = 20_000


@dataclass
class Findings:
    """`patches` are the (offset, bytes) to write over the file; `blanks` the (start, end) to fill with zeros.

    `late_index` is (first byte after ftyp, start and end of moov) where moov stands behind the pictures, and
    `offset_tables` are the (position, entries, bytes each) to be moved along with it.
    """

    duration: float = 0.0
    width: int = 0
    height: int = 0
    patches: list[tuple[int, bytes]] = field(default_factory=list)
    blanks: list[tuple[int, int]] = field(default_factory=list)
    late_index: tuple[int, int, int] | None = None
    offset_tables: list[tuple[int, int, int]] = field(default_factory=list)


class ForeignTrack(Mp4Error):
    """A track that is neither picture nor sound, such as the positions an action camera records."""


class NotMp4(Mp4Error):
    """The container belongs to another format, such as QuickTime."""


def inspect_mp4(file: BinaryIO, size: int) -> Findings:
    """Walk all boxes without reading picture or sound.

    Raises Mp4Error when the structure does not hold, UnplayableCodec when browsers cannot play what is inside.
    """
    reader = _Reader(file, size)
    try:
        reader.walk(b"", 0, size)
        if not {b"ftyp", b"moov", b"mdat"} <= reader.places.keys():
            raise Mp4Error("ftyp, moov or mdat is missing")
        if b"vide" not in {track.handler for track in reader.tracks}:
            raise Mp4Error("no picture")
        reader.forget_what_no_track_knows()
    except struct.error as error:
        raise Mp4Error("a box is cut off") from error
    return reader.findings


class _Reader:
    def __init__(self, file, size):
        self.file = file
        self.size = size
        self.findings = Findings()
        self.places = {}
        self.tracks = []
        self.fragments = Fragments()
        self.count = 0

    def walk(self, parent, position, end):
        while position < end:
            name, payload, box_end = self.head(position, end)
            if parent == b"" and position == 0 and name != b"ftyp":
                raise NotMp4("does not begin with ftyp")
            if name not in CHILDREN[parent]:
                self.blank_box(position, payload, box_end)
            else:
                if parent == b"":
                    self.places.setdefault(name, []).append((position, payload, box_end))
                if name == b"trak":
                    self.tracks.append(Track())
                elif name in (b"moof", b"traf"):
                    self.fragments.enter(name, position)
                if name in CONTAINERS:
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

    def blank_box(self, position, payload, end):
        self.findings.patches.append((position + 4, b"free"))
        self.findings.blanks.append((payload, end))

    def look(self, name, payload, end):
        if name == b"ftyp":
            brands = self.read(payload, min(end - payload, 400))
            if brands[:4] == b"qt  " or not BRANDS & {brands[index : index + 4] for index in range(0, len(brands), 4)}:
                raise NotMp4("no MP4 brand")
        elif name in (b"mvhd", b"tkhd", b"mdhd"):
            self.look_at_header(name, payload, end)
        elif name == b"hdlr":
            self.look_at_handler(payload, end)
        elif name == b"dref":
            self.look_at_references(payload, end)
        elif name == b"stsd":
            look_at_entries(self, self.tracks[-1], payload, end)
        elif name in (b"stsc", b"stsz", b"stco", b"co64"):
            content = self.read(payload, end - payload)
            self.tracks[-1].take(name, content)
            if name in (b"stco", b"co64"):
                width = 4 if name == b"stco" else 8
                self.findings.offset_tables.append((payload + 8, len(self.tracks[-1].chunks), width))
        elif name == b"stz2":
            raise Mp4Error("a table of sizes that nobody writes")
        elif name in (b"trex", b"tfhd", b"trun"):
            self.fragments.take(name, self.read(payload, end - payload))

    def look_at_header(self, name, payload, end):
        self.forget_dates(payload)
        if name == b"mvhd":
            self.findings.duration = self.duration(payload)
        elif name == b"tkhd":
            width, height = struct.unpack(">II", self.read(end - 8, 8))
            self.findings.width = max(self.findings.width, width >> 16)
            self.findings.height = max(self.findings.height, height >> 16)

    def look_at_handler(self, payload, end):
        handler = self.read(payload + 8, 4)
        # QuickTime's second handler, inside minf, only says where the data is.
        if handler not in HANDLERS | {b"url ", b"alis"}:
            raise ForeignTrack(repr(handler))
        if handler in HANDLERS and self.tracks:
            self.tracks[-1].handler = handler
        # The rest of the box is the name of the device or program.
        self.findings.blanks.append((payload + 24, end))

    def look_at_references(self, payload, end):
        """Where the data are: in this file. An address of another file is somebody's folder."""
        position = payload + 8
        while position < end:
            _name, inside, entry_end = self.head(position, end)
            if self.read(inside, 4) != SELF_CONTAINED:
                raise Mp4Error("the data are in another file")
            self.findings.blanks.append((inside + 4, entry_end))
            position = entry_end

    def forget_what_no_track_knows(self):
        known = [span for track in self.tracks for span in track.spans()] + self.fragments.spans
        media = [(payload, end) for _start, payload, end in self.places[b"mdat"]]
        self.findings.blanks += gaps(media, known)
        first_media = self.places[b"mdat"][0][0]
        moov, _payload, moov_end = self.places[b"moov"][0]
        if moov > first_media and b"moof" not in self.places:
            self.findings.late_index = (self.places[b"ftyp"][0][2], moov, moov_end)

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
