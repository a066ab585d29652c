from ..faces import face
from ..hands import fist
from ..palette import BARK, BLUE, BRICK, INK, LAND, LEAF, NIGHT, OCHRE, PAPER, PLUM, RED, RUST, SLATE, STEEL, SUN, WOOD
from ..shapes import at, circle, ground, half, line, path, rect


def hammer():
    o = ground(BRICK) + half(260, 700, 240, "n", SUN) + rect(0, 700, 1200, 200, RUST)
    tool = rect(-34, -420, 68, 760, WOOD, 20) + path("M-190 -520H120Q210 -520 230 -400H-190Z", INK)
    tool += rect(-250, -536, 90, 152, SLATE, 10)
    o += at(690, 470, tool + at(0, 120, fist("d", BLUE)), turn=-24)
    return o + "".join(rect(x, 640, 26, 60, STEEL, 6) + rect(x - 16, 630, 58, 18, STEEL, 9) for x in (200, 300))


def paint_roller():
    o = ground(LAND) + rect(0, 0, 360, 900, SUN) + rect(320, 0, 330, 320, SUN) + rect(0, 840, 1200, 60, WOOD)
    roller = rect(-180, -60, 360, 130, PLUM, 20) + rect(-180, 4, 360, 66, "#46203d", 20)
    roller += line("M180 5H240V150H0V230", STEEL, 22) + rect(-36, 220, 72, 380, RED, 30)
    drips = "".join(rect(x, 300, 44, height, SUN, 22) for x, height in ((340, 120), (430, 60), (560, 90)))
    return o + drips + at(480, 290, roller) + at(480, 690, fist("b", LEAF), 0.98)


def baker():
    """A baker before sunrise, loaves on the peel."""
    o = ground(NIGHT) + circle(1010, 170, 110, SUN) + circle(1060, 140, 100, NIGHT)
    o += at(560, 380, face("e", "cook", PAPER, PAPER), 1.25)
    o += rect(0, 790, 1200, 110, BARK) + rect(0, 790, 1200, 26, WOOD)
    for x, turn in ((200, -6), (560, 4), (930, -3)):
        loaf = path("M-190 60A190 150 0 0 1 190 60V80H-190Z", OCHRE) + path(
            "M0 -90A190 150 0 0 1 190 60V80H0Z", "#b97c1d"
        )
        loaf += line("M-100 20L-60 -60M-20 10L20 -76M70 20L104 -46", WOOD, 16, "round")
        o += at(x, 742, loaf, 0.92, turn)
    return o


POSTERS = (hammer, paint_roller, baker)
