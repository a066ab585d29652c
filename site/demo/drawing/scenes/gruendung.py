from ..faces import face, spectacles
from ..palette import (
    BARK,
    BLUE,
    BRICK,
    INK,
    LAND,
    LEAF,
    MEADOW,
    OCHRE,
    PAPER,
    PLUM,
    RED,
    ROSE,
    SLATE,
    STEEL,
    SUN,
    TEAL,
    WOOD,
)
from ..shapes import at, circle, ellipse, ground, half, line, path, rect, ring


def awning(first, second):
    return "".join(
        rect(i * 200, 0, 200, 150, second if i % 2 else first)
        + half(i * 200 + 100, 149, 100, "s", second if i % 2 else first)
        for i in range(6)
    )


def coffee():
    o = ground(OCHRE) + awning(RED, PAPER) + rect(0, 780, 1200, 120, BARK)
    o += path("M330 430H830V540A240 240 0 0 1 590 780H570A240 240 0 0 1 330 540Z", PAPER)
    o += path("M580 430H830V540A240 240 0 0 1 590 780H580Z", LAND) + line("M830 490h50a84 84 0 0 1 0 168h-76", LAND, 46)
    o += ellipse(580, 432, 250, 44, BARK)
    bean = ellipse(0, 0, 74, 52, "#3f1c0c") + line("M-62 0Q0 26 62 0", OCHRE, 11)
    spots = ((170, 690, 20), (90, 740, -30), (1060, 690, -20), (1130, 744, 34))
    return o + "".join(at(x, y, bean, turn=turn) for x, y, turn in spots)


def sewing_machine():
    o = ground(ROSE) + circle(280, 240, 180, "#f7d3ca") + rect(0, 720, 1200, 180, PLUM)
    o += path("M0 720V560Q120 500 220 600T420 652H520V720Z", SUN) + path(
        "M0 720V640Q120 600 220 680T420 700V720Z", OCHRE
    )
    o += rect(250, 660, 760, 70, INK, 16) + path(
        "M800 670V330H420V440H320V200A60 60 0 0 1 380 140H900A80 80 0 0 1 980 220V670Z", INK
    )
    o += (
        path("M890 140H900A80 80 0 0 1 980 220V670H890Z", SLATE)
        + ring(1020, 330, 82, RED, 36)
        + circle(1020, 330, 24, RED)
    )
    o += rect(350, 440, 40, 130, STEEL) + rect(364, 560, 12, 90, STEEL) + rect(320, 632, 100, 20, STEEL, 8)
    o += rect(560, 60, 76, 84, BLUE) + rect(546, 50, 104, 18, WOOD) + rect(546, 134, 104, 14, WOOD)
    o += line("M560 100Q440 90 430 170L370 240V560", BLUE, 8) + circle(500, 236, 26, SUN) + circle(580, 236, 26, PAPER)
    return o + "".join(
        circle(x, 800, 30, colour) + circle(x - 9, 800, 5, PLUM) + circle(x + 9, 800, 5, PLUM)
        for x, colour in ((140, PAPER), (230, SUN), (1060, TEAL), (970, PAPER))
    )


def market_stall():
    o = ground(TEAL) + at(600, 412, face("d", "bob", INK, RED, spectacles(SUN)), 1.08) + awning(SUN, LEAF)
    o += rect(0, 640, 1200, 260, BARK)
    crates = ((30, BRICK, "#b3431c"), (430, MEADOW, "#6f9f4c"), (830, OCHRE, "#b97c1d"))
    for x, colour, shade in crates:
        for row in range(2):
            for i in range(5 - row):
                fruit_x, fruit_y = x + 40 + i * 68 + row * 34, 680 - row * 50
                o += circle(fruit_x, fruit_y, 40, colour) + half(fruit_x, fruit_y, 40, "e", shade)
        o += rect(x, 690, 350, 150, WOOD) + rect(x, 756, 350, 14, "#c79f63")
        o += rect(x, 690, 20, 150, "#c79f63") + rect(x + 330, 690, 20, 150, "#c79f63")
    return o


POSTERS = (coffee, sewing_machine, market_stall)
