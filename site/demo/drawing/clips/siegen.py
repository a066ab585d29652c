from ..palette import (
    BLUE,
    BRICK,
    INK,
    LEAF,
    MEADOW,
    NIGHT,
    PAPER,
    PLUM,
    RED,
    ROSE,
    RUST,
    SAGE,
    SLATE,
    STEEL,
    SUN,
    TEAL,
    WATER,
    WINE,
    WOOD,
)
from ..people import figure, fist
from ..shapes import at, circle, clipped, line, path, rect
from .motion import arrive, glide, pop, stride, swing


def _wheel(x, angle):
    spokes = "".join(at(0, 0, rect(-4, -44, 8, 88, STEEL), turn=angle + turn) for turn in (0, 60, 120))
    return at(x, 0, circle(0, 0, 62, INK) + circle(0, 0, 40, SLATE) + spokes)


def _van(angle):
    o = path("M-360 -300H140V-40H-360Z", RED) + path("M140 -230H240L330 -130V-40H140Z", RED)
    o += path("M164 -206H230L292 -136H164Z", WATER) + rect(-360, -40, 690, 24, WINE)
    o += path("M-240 -110V-190M-240 -150H-130M-130 -110V-230", PAPER)
    o += line("M-230 -90V-150H-130V-90M-130 -150V-240", PAPER, 24) + rect(308, -90, 26, 30, SUN)
    return o + _wheel(-220, angle) + _wheel(220, angle)


def chair(colour, shade):
    o = rect(-130, -330, 42, 330, colour) + rect(88, -330, 42, 330, colour) + rect(-130, -330, 260, 46, colour, 22)
    o += rect(-88, -250, 176, 32, shade) + rect(-88, -190, 176, 32, shade) + rect(-150, -130, 300, 50, INK, 12)
    return o + rect(-88, -50, 176, 22, shade)


def _arrival(t):
    o = rect(0, 0, 1280, 550, WATER) + circle(1040, 130, 90, SUN) + rect(0, 430, 1280, 120, MEADOW)
    o += path("M60 430V170L190 60L320 170V430Z", ROSE) + path("M30 190L190 50L350 190H300L190 96L80 190Z", PLUM)
    o += rect(110, 230, 70, 80, SUN) + rect(210, 290, 74, 140, PLUM)
    drive = arrive(t, 0, 1.9)
    x = 1800 - 920 * drive
    o += at(x, 440, _van(-drive * 720), 0.92, flip=True)
    give = glide(t, 2.1, 1.2)
    o += at(
        330 + 90 * give,
        350,
        figure("a", "bun", "#8d8d88", TEAL, NIGHT, ((-10, 110), (120, 40)), ((-34, 140), (34, 140))),
        0.72,
    )
    return o + at(446 + 90 * give, 440, chair(WOOD, "#c79f63"), 0.42)


def _workshop(t):
    o = rect(0, 0, 1280, 550, SAGE) + rect(0, 480, 1280, 70, "#7f9a63") + circle(260, 160, 150, SUN)
    painted = glide(t, 0.6, 2.8)
    o += at(640, 480, chair(WOOD, "#c79f63"), 1.25)
    cut = rect(400, 40, 480 * painted, 450, PAPER)
    o += clipped("painted", cut, at(640, 480, chair(BRICK, RUST), 1.25))
    brush = rect(-24, -60, 48, 330, WOOD, 20) + rect(-52, -150, 104, 100, STEEL)
    brush += path("M-52 -150H52L40 -250Q0 -220 -40 -250Z", RUST)
    x = 560 + 400 * painted
    return o + at(x, 250 + swing(t, 0.7, 70), brush + at(0, 120, fist("d", BLUE), 0.8), 0.72, -62)


def _home(t):
    o = rect(0, 0, 1280, 550, ROSE) + rect(0, 450, 1280, 100, PLUM) + rect(300, 60, 220, 200, WATER)
    o += line("M300 60h220v200h-220zM410 60v200", PAPER, 16)
    sofa = rect(-210, -170, 420, 150, TEAL, 34) + rect(-250, -110, 80, 110, "#0a5357", 34)
    sofa += rect(170, -110, 80, 110, "#0a5357", 34)
    sofa += rect(-190, -70, 380, 60, TEAL, 12)
    lamp = rect(-8, -320, 16, 320, INK) + path("M-90 -260L-50 -380H50L90 -260Z", SUN) + rect(-50, -12, 100, 14, INK)
    table = rect(-150, -150, 300, 26, WOOD) + rect(-130, -126, 24, 126, WOOD) + rect(106, -126, 24, 126, WOOD)
    plant = path("M-50 -80H50L36 0H-36Z", RED) + circle(0, -130, 60, LEAF) + circle(-44, -100, 32, LEAF)
    o += at(430, 470, sofa, pop(t, 0.3)) + at(120, 470, lamp, pop(t, 0.8)) + at(930, 490, table, pop(t, 1.3))
    o += at(930, 342, plant, 0.6 * pop(t, 1.7)) + at(1120, 490, chair(BRICK, RUST), 0.82 * pop(t, 2.1))
    come = arrive(t, 2.2, 1.4)
    walk = stride(t) if come < 0.98 else {}
    return o + at(1400 - 620 * come, 350, figure("e", "scarf", RED, BLUE, INK, **walk), 0.8, flip=True)


SHOTS = (_arrival, _workshop, _home)
