from math import cos, sin

from ..faces import face
from ..hands import fist, hand
from ..palette import (
    BLOND,
    BLUE,
    BRICK,
    CHESTNUT,
    INK,
    LAND,
    LEAF,
    NIGHT,
    OCHRE,
    PAPER,
    PLUM,
    RED,
    ROSE,
    STEEL,
    SUN,
    TEAL,
    WATER,
    WINE,
    WOOD,
)
from ..shapes import at, circle, ellipse, ground, half, line, path, rect


def shared_table():
    o = ground(TEAL) + circle(600, 450, 400, WOOD) + circle(600, 450, 372, "#f4dcb2")
    for x, y, colour in ((420, 330, RED), (800, 360, WATER), (600, 660, BLUE)):
        o += circle(x, y, 128, PAPER) + circle(x, y, 92, colour)
    o += circle(420, 330, 46, SUN) + half(800, 360, 60, "n", LEAF) + half(800, 360, 60, "s", SUN)
    o += "".join(circle(600 + 46 * cos(a), 660 + 46 * sin(a), 22, SUN) for a in (0, 1.25, 2.5, 3.75, 5))
    o += at(600, 400, rect(-86, -36, 172, 84, CHESTNUT, 42) + line("M-40 -20V30M0 -24V36M40 -20V30", WOOD, 10, "round"))
    o += at(120, 620, hand("e", SUN), 1.15, 60) + at(1090, 240, hand("a", RED), 1.15, -112)
    return o + at(940, 850, hand("c", INK), 1.15, -28) + at(300, 40, hand("b", LEAF), 1.1, 160)


def one_pot():
    """Two people stir the same pot."""
    o = ground(OCHRE) + circle(600, 250, 320, "#e6b452") + rect(0, 850, 1200, 50, INK)
    for x in range(330, 900, 108):
        o += path(f"M{x} 860Q{x - 20} 810 {x + 28} 770Q{x + 76} 810 {x + 56} 860Z", BRICK)
        o += path(f"M{x + 14} 860Q{x + 8} 836 {x + 28} 820Q{x + 48} 836 {x + 42} 860Z", SUN)
    o += ellipse(600, 500, 330, 70, WINE)
    spoon = rect(-18, -420, 36, 640, WOOD, 18)
    o += at(470, 330, spoon, turn=-24) + at(730, 330, spoon, turn=24)
    o += at(378, 124, fist("a", BLUE), 0.8, -14, flip=True) + at(822, 124, fist("e", PAPER), 0.8, -14)
    o += path("M270 500V670A120 120 0 0 0 390 790H810A120 120 0 0 0 930 670V500A330 70 0 0 1 270 500Z", RED)
    o += path("M600 570V790H810A120 120 0 0 0 930 670V500A330 70 0 0 1 600 570Z", "#9d0f26")
    return o + line("M270 570H196V660H276M930 570H1004V660H924", INK, 34)


def long_table():
    """Four people behind a long laid table."""
    o = (
        ground(NIGHT)
        + half(600, 0, 200, "s", SUN)
        + rect(590, 0, 20, 40, PAPER)
        + path("M420 0H780L1200 620H0Z", "#23475f")
    )
    o += half(600, 40, 190, "s", SUN) + path("M410 44A190 190 0 0 1 790 44Z", SUN)
    guests = (
        (150, "a", "short", BLOND, TEAL, "smile"),
        (450, "e", "curls", INK, RED, "smile"),
        (750, "b", "scarf", ROSE, PLUM, "smile"),
        (1050, "c", "bald", INK, LEAF, "beard"),
    )
    o += "".join(
        at(x, 420, face(skin, hair, colour, shirt, mouth=mouth), 0.94) for x, skin, hair, colour, shirt, mouth in guests
    )
    o += rect(0, 690, 1200, 210, PAPER) + rect(0, 690, 1200, 26, LAND)
    o += "".join(path(f"M{x} 716H{x + 130}L{x + 65} 790Z", LAND) for x in range(-30, 1200, 130))
    for x, colour in ((150, RED), (1050, SUN)):
        o += (
            half(x, 640, 92, "s", BLUE)
            + "".join(circle(x + d, 626, 34, colour) for d in (-50, 0, 50))
            + rect(x - 92, 632, 184, 12, BLUE)
        )
    o += path("M270 696A120 76 0 0 1 510 696Z", CHESTNUT) + line(
        "M336 660L354 690M388 650L402 690M438 654L452 690", WOOD, 12, "round"
    )
    o += rect(560, 570, 80, 126, WATER, 14) + rect(582, 520, 36, 60, WATER) + rect(560, 624, 80, 72, "#9fc8dc", 14)
    return o + "".join(rect(x, 630, 52, 66, STEEL, 8) for x in (690, 770, 850))


POSTERS = (shared_table, one_pot, long_table)
