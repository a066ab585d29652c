from ..faces import profile
from ..figures import figure
from ..palette import BLUE, CHESTNUT, INK, LAND, LEAF, NIGHT, OCHRE, PAPER, PLUM, RED, SKINS, SUN, TEAL, WOOD
from ..shapes import at, circle, drop, ground, half, line, path, rect


def two_profiles():
    o = ground(LAND) + circle(600, 430, 350, SUN)
    left = profile("d", -60) + path("M-60 -40H200A170 170 0 0 1 344 116H150V330H-60Z", INK)
    left += circle(120, 330, 62, SKINS["d"][1]) + path("M-60 700H250L330 900H-60Z", BLUE)
    right = profile("a", -60) + path("M-60 -50H190A180 180 0 0 1 352 130Q220 150 170 250V640H-60Z", CHESTNUT)
    right += path("M-60 700H250L330 900H-60Z", LEAF)
    return o + at(6, 60, left, 1.12) + at(1194, 60, right, 1.12, flip=True) + drop(600, 600, 104, RED, PAPER)


def wish_card(colour, sign):
    """A card with a sign for the job somebody wishes for."""
    card = rect(-130, -180, 260, 360, PAPER) + rect(-106, -156, 212, 220, colour) + at(0, -46, sign)
    return card + rect(-106, 88, 212, 20, INK) + rect(-106, 124, 140, 20, "#b7bdb6")


def hammer_sign():
    return at(0, 10, rect(-12, -60, 24, 140, WOOD, 8) + rect(-62, -86, 124, 50, INK, 8), turn=-24)


def cook_sign():
    return (
        circle(-44, -26, 44, PAPER)
        + circle(44, -26, 44, PAPER)
        + circle(0, -48, 50, PAPER)
        + rect(-62, -26, 124, 86, PAPER)
    )


def cards():
    """Two hands show cards with the jobs wished for and offered."""
    o = ground(PLUM) + half(600, 900, 430, "n", "#713863")
    o += at(395, 400, wish_card(SUN, hammer_sign()), 1.25, -10) + at(815, 430, wish_card(RED, cook_sign()), 1.25, 9)
    for x, y, skin, sleeve, turn, flip in ((230, 700, "c", TEAL, 34, False), (990, 720, "a", OCHRE, 34, True)):
        light, shade = SKINS[skin]
        grip = rect(-46, -20, 92, 220, shade) + rect(-62, 90, 124, 420, sleeve) + rect(-62, -120, 124, 130, light, 34)
        grip += "".join(rect(-62 + i * 32, -190 - (16 if i in (1, 2) else 0), 28, 130, light, 14) for i in range(4))
        grip += at(56, -40, rect(-17, -120, 34, 130, shade, 17), turn=30)
        o += at(x, y, at(0, 0, grip, turn=turn), 1.15, flip=flip)
    return o


def bridge():
    """Two people meet in the middle of a bridge."""
    o = ground(SUN) + half(600, 640, 330, "n", "#ffdc8a") + rect(0, 690, 1200, 210, BLUE)
    o += line("M0 770q50 -30 100 0t100 0 100 0 100 0 100 0 100 0 100 0 100 0 100 0 100 0 100 0 100 0", "#57a7cf", 20)
    o += line("M0 840q50 -30 100 0t100 0 100 0 100 0 100 0 100 0 100 0 100 0 100 0 100 0 100 0 100 0", "#3b83ad", 20)
    arches = "".join(f"V690A150 150 0 0 0 {x - 300} 690V900H{x - 330}" for x in (1080, 750))
    o += path(f"M0 560Q600 380 1200 560V900H1080{arches}V690A150 150 0 0 0 120 690V900H0Z", RED)
    o += path("M0 560Q600 380 1200 560V596Q600 416 0 596Z", "#8f0d22")
    o += at(400, 300, figure("d", "short", INK, LEAF, NIGHT, ((-70, 100), (130, 10)), ((-60, 172), (40, 166))), 0.86)
    o += at(
        800,
        300,
        figure("a", "scarf", PLUM, TEAL, INK, ((-70, 100), (130, 10)), ((-60, 172), (40, 166))),
        0.86,
        flip=True,
    )
    return o + drop(600, 210, 74, RED, PAPER)


POSTERS = (two_profiles, cards, bridge)
