from math import pi, sin

from ..palette import (
    BLOND,
    BLUE,
    BRICK,
    DARK_BROWN,
    INK,
    LAND,
    LEAF,
    NIGHT,
    OCHRE,
    PAPER,
    PLUM,
    RED,
    ROSE,
    SKINS,
    STEEL,
    SUN,
    TEAL,
    WATER,
    WOOD,
)
from ..people import figure, from_behind
from ..shapes import at, circle, drawn, line, path, rect
from .motion import along, arrive, glide, pop, stride


def _stairs(t):
    o = rect(0, 0, 1280, 550, BLUE) + circle(980, 420 - 200 * glide(t, 0, 4), 170, SUN)
    for i in range(7):
        o += rect(180 + i * 160, 480 - i * 40, 1280, 60, (PAPER, LAND, WATER)[i % 3])
    done = t / 0.96
    step = int(done)
    part = done - step
    x = 80 + 160 * (step + glide(part, 0, 1))
    y = 366 - 40 * (min(step, 6) + glide(part, 0, 0.7)) - 16 * sin(pi * part)
    bag = rect(-120, -20, 100, 76, DARK_BROWN, 6)
    return o + at(x, y + 52, figure("c", "curls", INK, RED, INK, **stride(t, 1.92, 54)) + bag, 0.62)


def _books(t):
    o = rect(0, 0, 1280, 550, NIGHT) + rect(0, 480, 1280, 70, WOOD)
    stack = ((RED, 300), (SUN, 340), (TEAL, 280), (PAPER, 320), (ROSE, 290), (OCHRE, 260))
    for i, (colour, width) in enumerate(stack):
        fall = arrive(t, 0.3 + i * 0.45, 0.45)
        y = 480 - (i + 1) * 56 - 620 * (1 - fall)
        o += rect(330 - width / 2, y, width, 54, colour, 6) + rect(330 + width / 2 - 40, y + 10, 26, 34, LAND)
    o += path("M560 300H980L1010 480H530Z", STEEL) + path("M770 300H980L1010 480H770Z", "#b4beb9")
    o += circle(770, 390, 24, PAPER)
    for i, letter in enumerate(
        ("M-34 40L0 -44L34 40M-20 14H20", "M-30 -44V10A30 30 0 0 0 30 10V-44", "M0 -44A42 42 0 1 1 -1 -44Z")
    ):
        grown = pop(t, 1.2 + i * 0.6)
        bubble = path("M-80 110V-20A80 80 0 1 1 0 60H-30Z", (RED, SUN, LEAF)[i])
        ink = INK if i == 1 else PAPER
        bubble += at(0, -14, line(letter, ink, 16), 0.82) + circle(-18, -76, 9, ink) + circle(18, -76, 9, ink)
        o += at(640 + i * 220, 180 - (40 if i == 1 else 0), bubble, 0.9 * grown)
    return o


def _lecture(t):
    o = rect(0, 0, 1280, 550, OCHRE) + rect(200, 30, 880, 290, "#1d3a31") + rect(200, 312, 880, 18, WOOD)
    for d, colour, length, start in (
        ("M290 260L390 80L490 260Z", PAPER, 612, 0.2),
        ("M640 70A100 100 0 1 1 639 70", SUN, 630, 1.1),
        ("M810 270V70M800 260H1010M820 250Q890 230 920 160T1000 80", ROSE, 700, 2.0),
    ):
        o += drawn(d, colour, 10, length, along(t, start, 0.9))
    row = ((180, "a", "long", BLOND, BLUE), (460, "d", "short", INK, PAPER), (1100, "b", "scarf", ROSE, PLUM))
    o += "".join(at(x, 400, from_behind(*who), 0.74) for x, *who in row)
    lift = glide(t, 2.4, 0.7)
    o += line(f"M850 540L{900 + 20 * lift:g} {560 - 260 * lift:g}", RED, 54, "round")
    o += circle(900 + 20 * lift, 540 - 270 * lift, 30, SKINS["c"][0]) + at(
        790, 400, from_behind("c", "curls", INK, RED), 0.8
    )
    return o + rect(0, 510, 1280, 40, BRICK)


SHOTS = (_stairs, _books, _lecture)
