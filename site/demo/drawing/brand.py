"""The poster of the home page, the logo and the pictures that stand for the whole site."""

from .faces import profile
from .palette import BLUE, INK, LEAF, NIGHT, PAPER, RED, SKINS, SUN
from .shapes import at, circle, drop, ground, half, path, svg

SUN_DEEP = "#f6aa22"


def _man():
    out = profile("d", -60) + path("M-60 -40H200A170 170 0 0 1 346 120H150V330H-60Z", INK)
    return out + circle(120, 330, 62, SKINS["d"][1]) + path("M-60 700H170L250 752L420 1100H-60Z", RED)


def _woman():
    out = profile("b", -60)
    out += path(
        "M-60 -70H190A230 230 0 0 1 366 128Q262 150 226 262Q196 360 214 470Q228 560 300 612Q330 640 300 668"
        "Q390 760 430 1100H-60Z",
        BLUE,
    )
    return out + path(
        "M190 -70A230 230 0 0 1 366 128Q262 150 226 262Q200 350 210 440Q150 300 190 140Q210 40 120 -70Z", NIGHT
    )


def home_poster():
    o = ground(SUN, 1000, 1240) + half(1000, 620, 560, "w", SUN_DEEP)
    o += at(1000, 240, _woman(), 1.16, flip=True) + at(0, 330, _man(), 1.16)
    o += path("M0 1240V1176Q260 1090 460 1166T1000 1130V1240Z", LEAF)
    return svg(o + drop(500, 430, 150, RED, PAPER), 1000, 1240)


def logo():
    return svg(drop(32, 62, 25, RED) + circle(32, 26.6, 14, SUN), 64, 64)


def favicon():
    return svg(drop(32, 63, 26, RED) + circle(32, 26.2, 13, SUN), 64, 64)


def touch_icon():
    return svg(ground(SUN, 180, 180) + drop(90, 160, 56, RED, PAPER), 180, 180)


def social_picture():
    """Shown by messengers when a page without a picture of its own is shared."""
    o = ground(SUN, 1200, 630) + half(1200, 315, 300, "w", SUN_DEEP) + half(0, 315, 300, "e", SUN_DEEP)
    o += at(1200, 30, _woman(), 0.84, flip=True) + at(0, 60, _man(), 0.84)
    o += path("M0 630V590Q260 530 480 580T1200 560V630Z", LEAF)
    return svg(o + drop(600, 500, 140, RED, PAPER), 1200, 630)
