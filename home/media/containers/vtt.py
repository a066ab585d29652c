"""WebVTT captions as plain cues: read strictly, written anew. Pure Python, no Django.

Only start, end and words survive: styles, regions, positions, comments and markup do not, so nothing in a
caption file can reach beyond its words.
"""

import html
import re
from dataclasses import dataclass
from enum import StrEnum

from home.media.wording import one_line

MAX_CUES = 10_000
MAX_TEXT = 1_000

TIMING = re.compile(r"^(\S+)[ \t]+-->[ \t]+(\S+)(?:[ \t].*)?$")
TIME = re.compile(r"^(?:(\d{2,4}):)?([0-5]\d):([0-5]\d)\.(\d{3})$")
SRT_TIMING = re.compile(r"^\d+:\d\d:\d\d,\d{3}[ \t]+-->")
VOICE = re.compile(r"<v(?:\.[\w.-]*)?[ \t]+([^<>]{1,100})>")
TAG = re.compile(r"<[^<>]{0,200}>")


class Problem(StrEnum):
    NOT_TEXT = "not text"
    NOT_WEBVTT = "not webvtt"
    SRT = "srt"
    TIME = "time"
    ORDER = "order"
    BACKWARDS = "backwards"
    NO_TIMING = "no timing"
    NO_TEXT = "no text"
    TOO_LONG = "too long"
    NO_CUES = "no cues"


class CaptionsError(ValueError):
    """`line` is where a person finds the fault, counted from 1."""

    def __init__(self, problem: Problem, line: int):
        super().__init__(f"{problem} in line {line}")
        self.problem = problem
        self.line = line


@dataclass(frozen=True)
class Cue:
    start: float
    end: float
    text: str


def stored_cues(file) -> list[Cue]:
    """The cues of a file that was checked when it was uploaded; none if it is not there any more."""
    try:
        with file.open("rb") as opened:
            return parse_vtt(opened.read())
    except (OSError, ValueError):
        return []


def parse_vtt(data: bytes) -> list[Cue]:
    """The cues of a WebVTT file in order. Raises CaptionsError for the first thing that is wrong."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CaptionsError(Problem.NOT_TEXT, data[: error.start].count(b"\n") + 1) from error
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if not re.match(r"^WEBVTT(?:[ \t].*)?$", lines[0]):
        srt = any(SRT_TIMING.match(line) for line in lines[:20])
        raise CaptionsError(Problem.SRT if srt else Problem.NOT_WEBVTT, 1)
    cues = []
    for number, block in _blocks(lines):
        if re.match(r"^(NOTE|STYLE|REGION)(?:[ \t].*)?$", block[0]):
            continue
        cue = _read_cue(number, block)
        if cues and cue.start < cues[-1].start:
            raise CaptionsError(Problem.BACKWARDS, number)
        cues.append(cue)
        if len(cues) > MAX_CUES:
            raise CaptionsError(Problem.TOO_LONG, number)
    if not cues:
        raise CaptionsError(Problem.NO_CUES, len(lines))
    return cues


def write_vtt(cues: list[Cue]) -> bytes:
    blocks = ["WEBVTT"]
    for cue in cues:
        words = html.escape(_lines(cue.text), quote=False)
        blocks.append(f"{_write_time(cue.start)} --> {_write_time(cue.end)}\n{words}")
    return ("\n\n".join(blocks) + "\n").encode()


def _blocks(lines):
    """Runs of lines without a blank one, each with the number of its first line; the file's head left out."""
    start = next((index for index, line in enumerate(lines) if not line.strip()), len(lines))
    block = []
    for number, line in enumerate([*lines[start:], ""], start=start + 1):
        if line.strip():
            block.append(line)
        elif block:
            yield number - len(block), block
            block = []


def _read_cue(number, block):
    first = 0 if "-->" in block[0] else 1
    if len(block) <= first or "-->" not in block[first]:
        raise CaptionsError(Problem.NO_TIMING, number)
    number += first
    timing = TIMING.match(block[first])
    if not timing:
        raise CaptionsError(Problem.TIME, number)
    start, end = (_read_time(value, number) for value in timing.groups())
    if end <= start:
        raise CaptionsError(Problem.ORDER, number)
    text = plain_words("\n".join(block[first + 1 :]))
    if not text:
        raise CaptionsError(Problem.NO_TEXT, number)
    if len(text) > MAX_TEXT:
        raise CaptionsError(Problem.TOO_LONG, number)
    return Cue(start, end, text)


def plain_words(text: str) -> str:
    """The words without markup; who speaks stays, as „Name: …“."""
    text = VOICE.sub(lambda match: f"{match[1].strip()}: ", text)
    return _lines(html.unescape(TAG.sub("", text)))


def _lines(text):
    return "\n".join(line for line in map(one_line, text.split("\n")) if line)


def _read_time(value, number):
    match = TIME.match(value)
    if not match:
        raise CaptionsError(Problem.SRT if "," in value else Problem.TIME, number)
    hours, minutes, seconds, thousandths = (int(part or 0) for part in match.groups())
    return hours * 3600 + minutes * 60 + seconds + thousandths / 1000


def _write_time(seconds):
    thousandths = round(seconds * 1000)
    minutes, rest = divmod(thousandths, 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{rest // 1000:02}.{rest % 1000:03}"
