"""WebVTT and SRT captions as plain cues: read as tools write them, written anew. Pure Python, no Django.

What can be meant in one way only is repaired: a comma before the thousandths, hours of one digit, a missing head or
blank line, empty cues, cues out of order.

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

TIMING = re.compile(r"^[ \t]*(\S+)[ \t]*-->[ \t]*(\S+)(?:[ \t].*)?$")
TIME = re.compile(r"^(?:(\d{1,4}):)?(\d{1,2}):([0-5]\d)[.,](\d{1,3})$")
HEAD = re.compile(r"^WEBVTT(?:[ \t].*)?$")
NOT_A_CUE = re.compile(r"^(NOTE|STYLE|REGION)(?:[ \t].*)?$")
VOICE = re.compile(r"<v(?:\.[\w.-]*)?[ \t]+([^<>]{1,100})>")
# Of WebVTT, and of the subtitle programs that write "{\\an8}" into SRT.
TAG = re.compile(r"<[^<>]{0,200}>|\{\\[^{}]{0,100}\}")


class Problem(StrEnum):
    NOT_TEXT = "not text"
    NOT_WEBVTT = "not webvtt"
    TIME = "time"
    ORDER = "order"
    NO_TIMING = "no timing"
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
    """The cues of a WebVTT or SRT file in the order of their beginning.

    Raises CaptionsError for the first thing that is wrong and could be meant in more than one way.
    """
    try:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise CaptionsError(Problem.NOT_TEXT, data[: error.start].count(b"\n") + 1) from error
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if not HEAD.match(lines[0]) and not any("-->" in line for line in lines[:20]):
        raise CaptionsError(Problem.NOT_WEBVTT, 1)
    cues = []
    for number, block in _blocks(lines):
        cue = _read_cue(number, block)
        if cue.text:
            cues.append(cue)
        if len(cues) > MAX_CUES:
            raise CaptionsError(Problem.TOO_LONG, number)
    if not cues:
        raise CaptionsError(Problem.NO_CUES, len(lines))
    return sorted(cues, key=lambda cue: cue.start)


def write_vtt(cues: list[Cue]) -> bytes:
    blocks = ["WEBVTT"]
    for cue in cues:
        words = html.escape(_lines(cue.text), quote=False)
        blocks.append(f"{_write_time(cue.start)} --> {_write_time(cue.end)}\n{words}")
    return ("\n\n".join(blocks) + "\n").encode()


def _blocks(lines):
    """The lines of each cue with the number of the first; what stands before the first cue, and comments, left out."""
    begun, block, first = not HEAD.match(lines[0]), [], 0
    for number, line in enumerate([*lines, ""], start=1):
        if "-->" in line and any("-->" in earlier for earlier in block):
            # The blank line before this cue is missing; what numbers it stands on the line above.
            named = [block.pop()] if block[-1].strip().isdecimal() else []
            yield first, block
            block, first = named, number - len(named)
        if line.strip():
            if not block:
                first = number
            if begun or "-->" in line:
                begun = True
                block.append(line)
        else:
            if block and not NOT_A_CUE.match(block[0]):
                yield first, block
            begun, block = True, []


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
    if not match or (int(match[2]) > 59 and match[1]):
        raise CaptionsError(Problem.TIME, number)
    hours, minutes, seconds = (int(part or 0) for part in match.groups()[:3])
    return hours * 3600 + minutes * 60 + seconds + int(match[4].ljust(3, "0")) / 1000


def _write_time(seconds):
    thousandths = round(seconds * 1000)
    minutes, rest = divmod(thousandths, 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{rest // 1000:02}.{rest % 1000:03}"
