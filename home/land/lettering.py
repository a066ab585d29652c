"""Where names stand on a drawn map, so that at no width of the map one covers a mark or another name, or is cut.

A drawing grows with its frame while its letters keep their size. So whatever stands on it is a point, in shares of the
width, and a box in pixels around it; of two such boxes is known between which widths they overlap. Every name gets the
side on which it can be shown from the smallest width on. Pixels are those of letters of usual size, 16 to the rem.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import font_manrope
from PIL import ImageFont

REM = 16
# In rem: the style sheet shows a name from one of these widths on. There is no wider map.
STEPS = (17, 20, 23, 27, 31, 35, 40, 46, 56)
WIDEST = STEPS[-1] * REM
LINE = 16
EDGE = 2

Extent = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """A point in shares of the width, and left, top, right, bottom in pixels from there."""

    x: float
    y: float
    extent: Extent

    def over(self, radius: float) -> "Box":
        """Large enough to hold a dot on the point as well."""
        left, top, right, bottom = self.extent
        return Box(self.x, self.y, (min(left, -radius), min(top, -radius), max(right, radius), max(bottom, radius)))


class Lettering:
    """What stands on a map of that height, in shares of the width. The first to come has the choice."""

    def __init__(self, height: float, bodies: Iterable[Box] = ()):
        self.height = height
        self.taken: list[tuple[Box, float]] = [(body, 0) for body in bodies]

    def place(self, candidates: Sequence[Sequence[Box]], least: float = 0, early: float = 0) -> tuple[int, int] | None:
        """Takes a candidate (boxes of one name): its index and the step in rem from which it is shown, 0 for always.

        It is the first that can be shown from `early` on, or the one that can be shown from the smallest width on;
        `least` is the width below which the name is not wanted. Both are pixels. None where no width has room for it.
        """
        best, index = WIDEST + 1.0, -1
        for number, boxes in enumerate(candidates):
            since = self._since(boxes, least)
            if since < best:
                best, index = since, number
                if since <= max(early, least):
                    break
        if index < 0:
            return None
        step = next((step for step in STEPS if step * REM >= best), STEPS[-1]) if best > STEPS[0] * REM else 0
        self.taken += [(box, step * REM) for box in candidates[index]]
        return index, step

    def _since(self, boxes: Sequence[Box], least: float) -> float:
        """The width from which on none of the boxes is cut or overlaps anything."""
        for box in boxes:
            least = max(least, self._inside_since(box))
            if least > WIDEST:
                return least
            for other, shown in self.taken:
                least = max(least, self._apart_since(box, other, least, shown))
        return least

    @staticmethod
    def _apart_since(a: Box, b: Box, least: float, shown: float) -> float:
        """`least`, or the greater width up to which they overlap. Where the other is not shown yet it may be covered."""
        first, last = shown, float("inf")
        # Of two boxes that grow apart along one axis nothing else has to be known.
        for at, low, high in ((a.x - b.x, 0, 2), (a.y - b.y, 1, 3)):
            over, under = b.extent[high] - a.extent[low], a.extent[high] - b.extent[low]
            if at < 0:
                at, over, under = -at, under, over
            if at > 0:
                last = min(last, over / at)
                if last <= least:
                    return least
                first = max(first, -under / at)
            elif over <= 0 or under <= 0:
                return least
        return last if last > first else least

    def _inside_since(self, box: Box) -> float:
        left, top, right, bottom = box.extent
        return max(
            _reach(EDGE - left, box.x),
            _reach(EDGE - top, box.y),
            _reach(right + EDGE, 1 - box.x),
            _reach(bottom + EDGE, self.height - box.y),
        )


def _reach(pixels: float, share: float) -> float:
    if pixels <= 0:
        return 0.0
    return pixels / share if share > 0 else float("inf")


@lru_cache(maxsize=4096)
def width(text: str, size: float, weight: str = "Bold") -> float:
    """Pixels of a line as the site writes it, with a little air for the browser's own rounding."""
    return _font(weight).getlength(text) * size / 100 * 1.03 + 1


@lru_cache(maxsize=4)
def _font(weight: str) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(Path(font_manrope.__file__).parent / "files" / f"Manrope-{weight}.ttf", 100)


@dataclass(frozen=True, slots=True)
class Label:
    """A name beside a mark: text-anchor and the x and y of each line, in pixels from the mark."""

    anchor: str
    lines: tuple[tuple[int, int, str], ...]

    def box(self, x: float, y: float, size: float = 14, weight: str = "Bold") -> Box:
        """For a mark at that point, in shares of the width."""
        long = max(width(line, size, weight) for _x, _y, line in self.lines)
        left = self.lines[0][0] - {"start": 0, "middle": long / 2, "end": long}[self.anchor]
        return Box(x, y, (left, self.lines[0][1] - 11, left + long, self.lines[-1][1] + 3))


def beside(lines: Sequence[str], side: str, radius: int) -> Label:
    """Around a circle; se and sw stand below it, flush with its left or right edge."""
    gap = radius + 5
    anchor = {"e": "start", "se": "start", "w": "end", "sw": "end"}.get(side, "middle")
    x = {"e": gap, "w": -gap, "se": -radius, "sw": radius}.get(side, 0)
    y = gap + 12 if side[0] == "s" else {"n": -gap - (len(lines) - 1) * LINE}.get(side, 5 - (len(lines) - 1) * 8)
    return Label(anchor, tuple((x, y + i * LINE, line) for i, line in enumerate(lines)))


def beside_pin(name: str, side: str) -> Label:
    """Around a pin whose tip is the point."""
    x, y = {"e": (21, -17), "w": (-21, -17), "s": (0, 16), "n": (0, -46)}[side]
    return Label({"e": "start", "w": "end"}.get(side, "middle"), ((x, y, name),))
