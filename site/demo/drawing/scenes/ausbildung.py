from ..faces import face
from ..hands import fist
from ..palette import (
    BLACK_HAIR,
    BLUE,
    DARK_BROWN,
    INK,
    LAND,
    LEAF,
    MEADOW,
    NIGHT,
    OCHRE,
    PAPER,
    RED,
    SLATE,
    STEEL,
    SUN,
    TEAL,
    WATER,
)
from ..shapes import at, circle, ground, line, path, rect


def gear(outer, teeth_reach, hole, fill, hole_fill):
    teeth = "".join(
        at(0, 0, rect(-outer * 0.16, -teeth_reach, outer * 0.32, teeth_reach * 2, fill), turn=angle)
        for angle in range(0, 180, 30)
    )
    return teeth + circle(0, 0, outer, fill) + circle(0, 0, hole, hole_fill)


def goggles():
    lenses = "".join(
        f'<rect x="{x}" y="-52" width="90" height="64" rx="30" fill="{WATER}" stroke="{INK}" stroke-width="12"/>'
        for x in (-96, 6)
    )
    return rect(-112, -34, 224, 22, INK) + lenses


def two_trainees():
    o = ground(SUN) + at(640, 260, gear(380, 450, 230, OCHRE, SUN))
    o += at(850, 470, face("c", "bun", BLACK_HAIR, LEAF, goggles()), 1.6)
    return o + at(390, 560, face("c", "long", DARK_BROWN, RED, goggles()), 1.78)


def spanner():
    """Two hands hold the same spanner."""
    o = (
        ground(TEAL)
        + at(1010, 170, gear(190, 230, 90, "#0c5b5f", TEAL))
        + at(150, 760, gear(230, 276, 110, "#0c5b5f", TEAL))
    )
    tool = rect(-52, -300, 104, 620, STEEL) + rect(0, -300, 52, 620, "#a9b3ae")
    tool += path(
        "M-140 -440L-64 -470V-380L0 -340L64 -380V-470L140 -440A150 150 0 0 1 52 -250H-52A150 150 0 0 1 -140 -440Z",
        STEEL,
    )
    tool += circle(0, 390, 120, STEEL) + path("M0 270A120 120 0 0 1 0 510Z", "#a9b3ae") + circle(0, 390, 58, TEAL)
    both = tool + at(0, 150, fist("a", BLUE)) + at(0, -90, fist("e", SUN), flip=True)
    return o + at(600, 450, both, turn=22)


def cabinet():
    """Wires run into terminals; one hand holds the screwdriver."""
    o = ground(LAND) + rect(120, 0, 960, 900, SLATE) + rect(160, 40, 880, 900, "#46594f")
    colours = (RED, SUN, BLUE, MEADOW, PAPER, RED, BLUE, SUN)
    for i, colour in enumerate(colours):
        x = 232 + i * 105
        bend = 40 if i % 2 else -30
        o += line(f"M{x + bend} 0V{70 + i * 8}Q{x + bend} {130 + i * 6} {x} {160 + i * 6}V300", colour, 26)
        o += line(f"M{x} 470V{650 + (i % 3) * 40}Q{x} {720 + (i % 3) * 40} {x + 60 - bend} 900", colour, 26)
    o += rect(180, 260, 840, 220, PAPER, 10) + rect(180, 346, 840, 48, LAND)
    for i in range(8):
        x = 232 + i * 105
        o += circle(x, 304, 26, STEEL) + rect(x - 20, 299, 40, 10, INK)
        o += circle(x, 436, 26, STEEL) + rect(x - 5, 416, 10, 40, INK)
    driver = rect(-12, -330, 24, 300, STEEL) + path("M-12 -330H12L8 -362H-8Z", STEEL)
    driver += rect(-44, -40, 88, 300, RED, 40) + rect(0, -40, 44, 300, "#8f0d22", 22) + rect(-44, 20, 88, 26, NIGHT)
    return o + at(706, 800, driver + at(0, 110, fist("b", BLUE)), 0.94, -10)


POSTERS = (two_trainees, spanner, cabinet)
