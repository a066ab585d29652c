"""A clip is a title card, a few shots with a text card each, and a closing card. Captions, transcript and picture
come from the same texts (content/clips.toml), so they cannot disagree."""

from collections.abc import Callable
from dataclasses import dataclass

from demo.texts import read

from ..palette import INK, PAPER, RED, SUN
from ..shapes import at, drop, rect
from .motion import arrive

WIDTH, HEIGHT, BAND = 1280, 720, 170
TITLE_SECONDS, CLOSING_SECONDS = 3.0, 3.0
CLOSING = "Gute Ideen haben einen Ort."
NOTE = "Gezeichnet und frei nacherzählt."
SOUND = "[Leise, ruhige Töne]"


@dataclass(frozen=True)
class Shot:
    seconds: float
    text: str
    seen: str
    draw: Callable[[float], str]


@dataclass(frozen=True)
class Clip:
    name: str
    place: str
    title: str
    ground: str
    key: int
    shots: tuple[Shot, ...]

    @property
    def seconds(self):
        return TITLE_SECONDS + sum(shot.seconds for shot in self.shots) + CLOSING_SECONDS


def read_clip(name: str, drawings) -> Clip:
    """The clip told in content/clips.toml; `drawings` are one function of the second for each shot."""
    told = read("clips")[name]
    shots = tuple(Shot(**shot, draw=draw) for shot, draw in zip(told["shots"], drawings, strict=True))
    return Clip(name, told["place"], told["title"], told["ground"], told["key"], shots)


def _words(text, x, y, size, colour=INK, weight=800):
    return (
        f'<text x="{x:g}" y="{y:g}" fill="{colour}" font-family="Inter, Liberation Sans, Arial, sans-serif" '
        f'font-size="{size}" font-weight="{weight}" letter-spacing="{-0.026 * size:.2f}">{text}</text>'
    )


def _title_card(clip, t):
    light = clip.ground in (SUN, PAPER)
    o = rect(0, 0, WIDTH, HEIGHT, clip.ground)
    lines = clip.title.split("\n")
    for i, line in enumerate(lines):
        o += _words(line, 90, 380 - (len(lines) - 1) * 104 + i * 104, 104, INK if light else PAPER)
    o += at(90, 470, rect(0, 0, 780 * arrive(t, 0.2, 0.7), 10, INK if light else SUN))
    o += _words(clip.place, 90, 570, 56, INK if light else PAPER)
    fall = arrive(t, 0.3, 0.6)
    return o + drop(1090, 560 - 700 * (1 - fall), 110, SUN if clip.ground == RED else RED, PAPER)


def _closing_card(clip, t):
    o = rect(0, 0, WIDTH, HEIGHT, SUN) + _words("Gute Ideen", 90, 240, 104) + _words("haben einen Ort", 90, 350, 104)
    fall = arrive(t, 0.2, 0.6)
    o += drop(896, 350 - 500 * (1 - fall), 22, RED)
    return o + _words(clip.place, 90, 500, 56) + _words(NOTE, 90, 610, 36, INK, 600)


def _text_card(text):
    o = rect(0, 0, WIDTH, BAND, PAPER) + rect(0, BAND - 6, WIDTH, 6, INK)
    lines = text.split("\n")
    first = 104 if len(lines) == 1 else 74
    return o + "".join(_words(line, 60, first + i * 58, 46) for i, line in enumerate(lines))


def _svg(content):
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">{content}</svg>'


def frame(clip, t):
    """The picture at second t."""
    if t < TITLE_SECONDS:
        return _svg(_title_card(clip, t))
    t -= TITLE_SECONDS
    for shot in clip.shots:
        if t < shot.seconds:
            return _svg(at(0, BAND, shot.draw(t)) + _text_card(shot.text))
        t -= shot.seconds
    return _svg(_closing_card(clip, t))


def _cues(clip):
    """Start, end and text of everything that can be read."""
    start = 0.0
    title = clip.title.replace("\n", " ")
    yield start, start + TITLE_SECONDS, f"{title}. {clip.place}.\n{SOUND}"
    start += TITLE_SECONDS
    for shot in clip.shots:
        yield start, start + shot.seconds, shot.text
        start += shot.seconds
    yield start, start + CLOSING_SECONDS, f"{CLOSING}\n{NOTE}"


def _timestamp(seconds):
    minutes, rest = divmod(round(seconds * 1000), 60_000)
    return f"00:{minutes:02d}:{rest // 1000:02d}.{rest % 1000:03d}"


def captions(clip):
    cues = (f"{_timestamp(start)} --> {_timestamp(end)}\n{text}\n" for start, end, text in _cues(clip))
    return "WEBVTT\n\n" + "\n".join(cues)


def transcript(clip):
    title = clip.title.replace("\n", " ")
    parts = [f"Titel: {title}. {clip.place}.", "Ton: leise, ruhige Töne. Niemand spricht; alle Sätze stehen im Bild."]
    for shot in clip.shots:
        parts.append(f"Bild: {shot.seen}\nText: {shot.text.replace(chr(10), ' ')}")
    parts.append(f"Schlusstafel: {CLOSING} {clip.place}. {NOTE}")
    return "\n\n".join(parts) + "\n"
