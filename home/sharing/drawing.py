"""Draws a card in the look of the site: title, place, and the Land with a pin. Asks no database."""

import io
from dataclasses import dataclass
from functools import lru_cache

from font_manrope import ManropeBold, ManropeExtraBold
from PIL import Image, ImageDraw, ImageFont

from home.land.drawing import features, land_view
from home.land.geo import Point
from home.land.land import land
from home.pages.colours import INK, PAPER, TINT, Palette

WIDTH, HEIGHT = 1200, 630
# Drawn larger and shrunk, because Pillow's polygons have hard edges.
FINE = 2
MUTED, RIVER = "#46554d", "#8fbdd6"
MARGIN = 64
MAP_LEFT, MAP_WIDTH = 744, 436
TEXT_WIDTH = MAP_LEFT - MARGIN - 24
TITLE_SIZES = (76, 68, 60, 52, 46, 40)
TITLE_BOTTOM = 440


@dataclass(frozen=True, slots=True)
class Card:
    """`place` stands under the title; `region` (slug) is marked on the map; `point` gets the pin, if there is one."""

    title: str
    place: str = ""
    region: str = ""
    point: Point | None = None

    @property
    def text(self) -> str:
        """Everything the picture depends on."""
        return repr((self.title, self.place, self.region, self.point))


def draw(card: Card, portal: str, colours: Palette) -> bytes:
    """The card as PNG."""
    canvas = Image.new("RGB", (WIDTH * FINE, HEIGHT * FINE), PAPER)
    pen = ImageDraw.Draw(canvas)
    _draw_land(pen, card.region, colours.highlight)
    if card.point:
        _draw_pin(pen, *_on_card(card.point.lng, card.point.lat), 26, colours.signal)
    canvas = canvas.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    _write(canvas, card, portal, colours.signal)
    output = io.BytesIO()
    canvas.quantize(128, dither=Image.Dither.NONE).save(output, "PNG", optimize=True)
    return output.getvalue()


def _on_card(lng: float, lat: float) -> tuple[float, float]:
    view = land_view()
    x, y = view.xy(lng, lat)
    scale = MAP_WIDTH / 1000
    top = (HEIGHT - view.height * scale) / 2
    return (MAP_LEFT + x * scale) * FINE, (top + y * scale) * FINE


def _draw_land(pen: ImageDraw.ImageDraw, region: str, highlight: str) -> None:
    for properties, parts, _ in features("regionen"):
        for part in parts:
            outline = [_on_card(*position[:2]) for position in part[0]]
            fill = highlight if region and properties["region"] == region else TINT
            pen.polygon(outline, fill=fill, outline=PAPER, width=2 * FINE)
    for properties, parts, _ in features("fluesse"):
        for part in parts:
            width = 4 if properties["name"] == land().main_river else 2
            pen.line([_on_card(*position[:2]) for position in part], fill=RIVER, width=width * FINE, joint="curve")


def _draw_pin(pen: ImageDraw.ImageDraw, x: float, y: float, radius: float, signal: str) -> None:
    """The drop of the logo, its corner on the point."""
    radius *= FINE
    reach = radius * 2**0.5
    center_y = y - reach
    corner = radius / 2**0.5
    for grow, colour in ((3 * FINE, PAPER), (0, signal)):
        tip = [(x, y + grow * 1.4), (x - corner - grow, center_y + corner), (x + corner + grow, center_y + corner)]
        pen.polygon(tip, fill=colour)
        pen.circle((x, center_y), radius + grow, fill=colour)
    pen.circle((x, center_y), radius * 0.38, fill=PAPER)


def _write(canvas: Image.Image, card: Card, portal: str, signal: str) -> None:
    pen = ImageDraw.Draw(canvas)
    pen.rectangle((0, 0, WIDTH, 14), fill=INK)
    pen.text((MARGIN + 54, 92), portal, font=_font(ManropeBold, 30), fill=INK, anchor="lm")
    _draw_pin(pen, MARGIN + 18, 116, 9, signal)
    size, lines = _fitting(card.title)
    y, step = 160, round(size * 1.12)
    for line in lines:
        pen.text((MARGIN - 2, y), line, font=_font(ManropeExtraBold, size), fill=INK)
        y += step
    if card.title[-1:].isalnum() and not lines[-1].endswith("…"):
        end = MARGIN + 4 + _length(lines[-1], size)
        pen.ellipse((end, y - step + size * 0.98, end + size * 0.2, y - step + size * 1.18), fill=signal)
    if card.place:
        font = _font(ManropeBold, 36)
        pen.text((MARGIN, HEIGHT - 76), _cut(card.place, font), font=font, fill=MUTED, anchor="ls")


def _fitting(title: str) -> tuple[int, list[str]]:
    """The largest size in which the title fits; the smallest one cuts what is left over."""
    for size in TITLE_SIZES:
        lines = _wrap(title, size)
        if len(lines) * size * 1.12 <= TITLE_BOTTOM - 120 and all(_length(line, size) <= TEXT_WIDTH for line in lines):
            return size, lines
    size, most = TITLE_SIZES[-1], int((TITLE_BOTTOM - 120) / (TITLE_SIZES[-1] * 1.12))
    font = _font(ManropeExtraBold, size)
    lines = [_cut(line, font) for line in _wrap(title, size)]
    return size, lines if len(lines) <= most else [*lines[: most - 1], _cut(lines[most - 1].rstrip("…") + " …", font)]


def _wrap(title: str, size: int) -> list[str]:
    lines = [""]
    for word in title.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and _length(longer, size) > TEXT_WIDTH:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _cut(line: str, font: ImageFont.FreeTypeFont) -> str:
    while len(line) > 2 and font.getlength(line) > TEXT_WIDTH:
        line = line.rstrip("… ")[:-1] + "…"
    return line


def _length(line: str, size: int) -> float:
    return _font(ManropeExtraBold, size).getlength(line)


@lru_cache(maxsize=16)
def _font(path: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, size)
