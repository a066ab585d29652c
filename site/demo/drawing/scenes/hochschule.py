from ..faces import face, spectacles
from ..figures import from_behind
from ..palette import (
    BLOND,
    BLUE,
    BRICK,
    CHESTNUT,
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
    SLATE,
    STEEL,
    SUN,
    TEAL,
    WATER,
    WOOD,
)
from ..shapes import at, circle, ground, half, line, path, rect, ring


def stairs():
    o = ground(BLUE) + circle(900, 300, 300, SUN)
    for i in range(6):
        o += rect(120 + i * 180, 790 - i * 120, 1200, 120, (PAPER, LAND, WATER)[i % 3])
    climber = line("M36 30L104 78L96 88V96", INK, 54) + path("M70 96H124Q150 100 150 124H70Z", "#0c1511")
    climber += line("M-32 30V206", INK, 54) + path("M-60 196H-4Q30 200 30 230H-60Z", "#0c1511")
    climber += circle(0, -232, 62, SKINS["c"][0]) + half(0, -240, 64, "n", INK)
    climber += path("M-84 50V-82A84 84 0 0 1 84 -82V50Z", RED)
    climber += line("M-70 -60L-146 30", SKINS["c"][1], 34, "round") + rect(-220, 10, 130, 100, DARK_BROWN, 8)
    return o + at(392, 440, climber, 1.05)


def library():
    """A student at her laptop, shelves behind."""
    o = ground(NIGHT)
    colours = (RED, SUN, TEAL, PAPER, OCHRE, PLUM, LEAF, ROSE, BLUE, BRICK)
    for row in range(3):
        x = 20
        for i in range(17):
            width = (52, 74, 60, 88)[(i * 3 + row) % 4]
            height = (190, 220, 170, 206)[(i + row * 2) % 4]
            o += rect(x, 246 + row * 270 - height, width, height, colours[(i * 7 + row * 3) % 10])
            x += width + (34 if (i + row) % 6 == 5 else 4)
        o += rect(0, 246 + row * 270, 1200, 24, WOOD)
    o += at(600, 340, face("d", "wrap", SUN, RED, spectacles(PAPER)), 1.42)
    o += (
        rect(0, 800, 1200, 100, "#5a2a13")
        + path("M370 560H830L856 800H344Z", STEEL)
        + path("M600 560H830L856 800H600Z", "#b4beb9")
    )
    return o + circle(600, 680, 32, PAPER) + rect(250, 790, 700, 36, SLATE, 12)


def lecture():
    """A lecture hall from the last row."""
    o = ground(OCHRE) + rect(120, 60, 960, 410, "#1d3a31") + rect(120, 460, 960, 26, WOOD)
    o += line("M210 380L330 150L450 380Z", PAPER, 12) + ring(640, 260, 110, SUN, 12) + line("M640 260L718 182", SUN, 12)
    o += line("M840 400V140M820 380H1030", PAPER, 10) + line("M850 370Q920 350 950 260T1024 150", ROSE, 12)
    rows = (
        (
            0.62,
            480,
            (
                (160, "c", "short", INK, TEAL),
                (390, "a", "long", BLOND, BLUE),
                (620, "b", "scarf", PAPER, RED),
                (850, "e", "curls", INK, PAPER),
                (1070, "a", "short", CHESTNUT, NIGHT),
            ),
        ),
        (
            0.98,
            640,
            ((270, "d", "bun", INK, SUN), (620, "b", "short", DARK_BROWN, LEAF), (960, "c", "long", INK, PLUM)),
        ),
    )
    for scale, y, people in rows:
        o += "".join(at(x, y, from_behind(*who), scale) for x, *who in people)
        o += rect(0, y + 190 * scale, 1200, 70 * scale, BRICK if scale < 0.9 else "#a93c18")
    return o


POSTERS = (stairs, library, lecture)
