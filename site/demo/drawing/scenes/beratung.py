from ..faces import face
from ..figures import from_behind
from ..hands import fist, pointing
from ..palette import (
    BLACK_HAIR,
    BLUE,
    BRICK,
    BROWN,
    INK,
    LAND,
    LEAF,
    NIGHT,
    OCHRE,
    PAPER,
    RED,
    ROSE,
    STEEL,
    SUN,
    TEAL,
    WATER,
    WINE,
)
from ..shapes import at, circle, ground, half, line, path, rect


def kiosk():
    o = circle(1030, 150, 70, PAPER) + rect(0, 780, 1200, 120, INK) + rect(230, 300, 740, 480, SUN)
    o += path("M170 300L260 160H940L1030 300Z", RED) + rect(170, 300, 860, 34, WINE)
    o += at(430, 560, face("d", "short", INK, LEAF), 0.72) + at(770, 560, face("a", "bob", BROWN, BLUE), 0.72)
    o += rect(230, 660, 740, 120, PAPER) + rect(200, 640, 800, 40, INK)
    o += "".join(rect(x, 334, 16, 306, INK) for x in (230, 592, 954))
    o += circle(600, 232, 46, PAPER) + rect(590, 222, 20, 40, RED) + circle(600, 206, 11, RED)
    return ground(NIGHT) + at(600, 450, at(-600, -470, o), 1.24)


def form():
    """A form on a table, seen from above: one hand writes, one explains."""
    o = ground(BRICK) + rect(0, 0, 1200, 150, "#b94420") + rect(0, 750, 1200, 150, "#b94420")
    sheet = rect(-230, -310, 460, 620, PAPER) + rect(-190, -266, 220, 40, INK) + rect(110, -270, 80, 100, ROSE)
    for i in range(6):
        y = -130 + i * 66
        sheet += rect(-190, y, 36, 36, LAND) + rect(-130, y + 8, 320 - (i % 3) * 60, 18, "#b7bdb6")
    for i in range(3):
        sheet += line(f"M-186 {-114 + i * 66}l14 16l26 -34", LEAF, 12)
    o += at(560, 440, sheet, turn=-7)
    o += circle(1010, 210, 112, PAPER) + circle(1010, 210, 78, "#5a2a13") + rect(1110, 190, 76, 40, PAPER, 20)
    o += at(170, 150, rect(-84, -84, 168, 168, SUN) + rect(-60, -60, 168, 168, WATER), turn=12)
    pen = rect(-16, -190, 32, 420, NIGHT, 6) + path("M-16 -190H16L0 -250Z", STEEL)
    o += at(790, 660, pen + fist("d", TEAL), 0.86, -28)
    return o + at(250, 800, pointing("a", NIGHT), 1.15, 24)


def signpost():
    """Someone with a rucksack before a signpost."""
    o = (
        ground(WATER)
        + half(600, 900, 560, "n", "#b5d3e2")
        + rect(580, 60, 52, 840, BROWN)
        + rect(606, 60, 26, 840, "#6d3a18")
    )
    arrows = (
        (110, RED, -1, rect(-44, -30, 40, 60, PAPER) + rect(4, -30, 40, 60, LAND)),
        (250, SUN, 1, rect(-10, -20, 20, 64, INK) + rect(-48, -40, 96, 34, INK, 6)),
        (390, LEAF, -1, rect(-40, -4, 80, 40, PAPER) + path("M-58 0L0 -48L58 0Z", PAPER)),
        (530, BLUE, 1, rect(-13, -40, 26, 80, PAPER) + rect(-40, -13, 80, 26, PAPER)),
    )
    for y, colour, side, sign in arrows:
        o += at(606, y, path("M-70 -60H330L410 0L330 60H-70Z", colour), flip=side < 0) + at(606 + side * 190, y, sign)
    person = (
        from_behind("c", "curls", BLACK_HAIR, OCHRE)
        + rect(-120, 150, 240, 260, NIGHT, 60)
        + rect(-80, 240, 160, 120, BLUE, 20)
    )
    return o + at(300, 660, person, 1.12)


POSTERS = (kiosk, form, signpost)
