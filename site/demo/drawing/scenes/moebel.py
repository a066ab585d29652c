from ..figures import figure
from ..hands import fist
from ..palette import (
    BARK,
    BLUE,
    BRICK,
    INK,
    LEAF,
    LILAC,
    NIGHT,
    PAPER,
    PLUM,
    RED,
    ROSE,
    RUST,
    SAGE,
    STEEL,
    SUN,
    TEAL,
    WATER,
    WINE,
    WOOD,
)
from ..shapes import at, circle, ground, line, path, rect


def chair():
    """A chair gets its second coat."""
    o = ground(SAGE) + rect(0, 780, 1200, 120, "#7f9a63") + circle(220, 260, 300, SUN)
    o += rect(420, 60, 84, 740, BRICK) + rect(860, 60, 84, 740, BRICK) + rect(420, 60, 524, 90, BRICK, 45)
    o += rect(504, 210, 356, 66, RUST) + rect(504, 330, 356, 66, RUST)
    o += rect(380, 500, 600, 110, INK, 24) + rect(504, 680, 356, 44, RUST)
    brush = (
        rect(-24, -60, 48, 330, WOOD, 20)
        + rect(-52, -150, 104, 100, STEEL)
        + path("M-52 -150H52L40 -270Q0 -230 -40 -270Z", RUST)
    )
    return o + at(1000, 470, brush + at(0, 120, fist("d", BLUE), 0.8), 1, -58)


def sofa():
    """Two people carry a sofa."""
    o = (
        ground(LILAC)
        + rect(0, 780, 1200, 120, PLUM)
        + rect(700, 90, 330, 330, WATER)
        + line("M700 90h330v330h-330zM865 90v330", PAPER, 20)
    )
    o += at(190, 560, figure("b", "short", INK, SUN, BLUE, ((20, 110), (110, 70)), ((-50, 200), (40, 196))), 1.12)
    o += at(
        1010,
        560,
        figure("e", "bun", INK, TEAL, NIGHT, ((20, 110), (110, 70)), ((-50, 200), (40, 196))),
        1.12,
        flip=True,
    )
    o += rect(300, 330, 600, 220, RED, 50) + rect(600, 330, 300, 220, "#9d0f26", 50) + rect(590, 330, 20, 220, WINE)
    o += rect(240, 420, 120, 200, WINE, 50) + rect(840, 420, 120, 200, WINE, 50) + rect(330, 500, 540, 110, RED, 20)
    o += rect(600, 500, 4, 110, WINE) + rect(300, 620, 44, 50, WOOD) + rect(856, 620, 44, 50, WOOD)
    return o + rect(236, 566, 70, 38, "#d8a173", 19) + rect(894, 566, 70, 38, "#5c3522", 19)


def dresser():
    """A chest of drawers, one drawer open, each with its own new colour."""
    o = (
        ground(TEAL)
        + rect(0, 800, 1200, 100, "#0a5357")
        + rect(300, 230, 600, 570, WOOD)
        + rect(260, 190, 680, 50, "#c79f63")
    )
    o += rect(330, 800, 50, 60, BARK) + rect(820, 800, 50, 60, BARK)
    o += rect(340, 270, 520, 150, SUN) + rect(340, 620, 520, 150, ROSE)
    o += path("M340 440H860V600H340Z", BARK) + path("M300 500H900V650H300Z", BRICK) + rect(300, 500, 600, 20, RUST)
    o += "".join(circle(x, y, 20, INK) for y in (345, 575, 700) for x in (470, 730))
    o += path("M420 500L470 380L560 500Z", PAPER) + path("M560 500Q600 400 700 430L720 500Z", BLUE)
    o += rect(690, 70, 24, 120, INK) + path("M600 80L640 -60H764L804 80Z", SUN) + rect(650, 172, 104, 20, INK)
    o += (
        path("M360 190L380 90H480L500 190Z", RED)
        + circle(430, 40, 70, LEAF)
        + circle(370, 70, 40, LEAF)
        + circle(490, 74, 44, "#085029")
    )
    return o


POSTERS = (chair, sofa, dresser)
