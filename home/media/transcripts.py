"""The text of a film in passages, some of which know when they are spoken. Pure Python, no Django."""

import re
from dataclasses import dataclass

LINE = re.compile(r"^\[?(?:(\d{1,2}):)?(\d{1,3}):([0-5]\d)\]?(?:[ \t]+|$)(.*)$")


@dataclass(frozen=True)
class Passage:
    text: str
    seconds: int | None = None

    @property
    def clock(self) -> str:
        return "" if self.seconds is None else clock(self.seconds)


def clock(seconds: int) -> str:
    """192 → "3:12", 3672 → "1:01:12"."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def passages(transcript: str) -> list[Passage]:
    """One passage per line; a time at its beginning ("0:14 Trainer: …") belongs to it and is taken off the text.

    As soon as one line has a time all passages have one: lines without belong to the passage before them.
    """
    lines = [_read_line(line.strip()) for line in transcript.splitlines() if line.strip()]
    if all(line.seconds is None for line in lines):
        return lines
    found = []
    for line in lines:
        if line.seconds is None and found:
            found[-1] = Passage(f"{found[-1].text} {line.text}".strip(), found[-1].seconds)
        else:
            found.append(Passage(line.text, line.seconds or 0))
    return [passage for passage in found if passage.text]


def _read_line(line):
    match = LINE.match(line)
    if not match:
        return Passage(line)
    hours, minutes, seconds = (int(part or 0) for part in match.groups()[:3])
    return Passage(match[4].strip(), hours * 3600 + minutes * 60 + seconds)
