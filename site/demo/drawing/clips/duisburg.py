from ..palette import BARK, BLUE, BRICK, CHESTNUT, INK, NIGHT, OCHRE, PAPER, RED, SLATE, STEEL, SUN, TEAL
from ..people import figure, fist
from ..shapes import at, circle, drawn, drop, ellipse, line, path, rect
from .motion import along, glide, pop, stride, swing


def _kettle(t):
    o = rect(0, 0, 1280, 550, NIGHT) + rect(0, 480, 1280, 70, BARK)
    for x, scale in ((400, 1.0), (900, 0.84)):
        kettle = path("M-200 0V-130A200 170 0 0 1 200 -130V0Z", "#c9713a") + path(
            "M0 -300A200 170 0 0 1 200 -130V0H0Z", "#a2521c"
        )
        kettle += path("M-30 -290L-22 -420H22L30 -290Z", "#c9713a") + rect(-214, -16, 428, 40, "#8a4a1f", 10)
        kettle += circle(-70, -130, 52, BARK) + circle(-70, -130, 40, SUN)
        kettle += "".join(circle(x2, -120, 8, BARK) for x2 in (60, 100, 140))
        kettle += at(-70, -130, rect(-3, -34, 6, 36, INK), turn=-60 + 120 * glide(t, 0.4, 3))
        o += at(x, 480, kettle, scale)
        for i in range(4):
            up = (t * 0.4 + i / 4 + x / 1000) % 1
            o += circle(x + swing(t, 3, 20, i / 4), 480 - 430 * scale - 130 * up, 34 * (1 - up) + 6, "#3f6079")
    walk = glide(t, 0, 4.2)
    return o + at(120 + 1000 * walk, 400, figure("c", "cap", RED, SUN, BLUE, **stride(t)), 0.62)


def _pan(t):
    o = rect(0, 0, 1280, 550, BRICK) + rect(0, 470, 1280, 80, INK)
    beat = t / 1.4 % 1
    lift = max(0.0, 1 - abs(beat - 0.15) / 0.15) * 60
    o += "".join(
        path(f"M{x} 474Q{x - 16} 440 {x + 24} 410Q{x + 64} 440 {x + 48} 474Z", SUN) for x in range(400, 760, 80)
    )
    height = max(0.0, 1 - ((beat - 0.5) / 0.42) ** 2)
    for i in range(4):
        x = 450 + i * 90
        o += at(
            x,
            356 - lift - height * (190 + 40 * (i % 2)),
            ellipse(0, 0, 46, 34, OCHRE) + line("M-20 -6Q0 8 22 -6", CHESTNUT, 7, "round"),
            turn=height * (160 + 60 * i),
        )
    o += at(600, 390 - lift, path("M-260 -20H260L210 40H-210Z", SLATE) + rect(250, -26, 330, 36, "#0c1511", 16))
    return o + at(1020, 384 - lift, fist("e", PAPER), 0.62)


def _contract(t):
    o = rect(0, 0, 1280, 550, TEAL)
    sheet = rect(-210, -250, 420, 520, PAPER) + rect(-160, -200, 220, 34, INK)
    sheet += "".join(rect(-160, -130 + i * 48, 320 - (i % 3) * 50, 16, "#b7bdb6") for i in range(5)) + rect(
        -160, 196, 320, 6, INK
    )
    signing = along(t, 0.6, 1.5)
    signature = "M-150 180Q-120 90 -100 150T-60 170Q-30 100 -14 150T40 170Q70 120 90 160T140 160"
    sheet += drawn(signature, BLUE, 9, 420, signing)
    o += at(420, 290, sheet, 0.92, -5)
    x = 290 + 260 * signing
    away = glide(t, 2.3, 0.8)
    pen = rect(-10, -40, 20, 260, NIGHT, 6) + path("M-10 -40H10L0 -78Z", STEEL)
    o += at(x + 10 + 260 * away, 480 + 200 * away, pen + at(0, 90, fist("d", RED), 0.56), 1, 28)
    o += at(
        930,
        380,
        figure(
            "d",
            "cook",
            PAPER,
            PAPER,
            INK,
            arms=((-70, 100), (60, -120 * glide(t, 2.4, 0.5) + 110 * (1 - glide(t, 2.4, 0.5)))),
            legs=((-34, 180), (34, 180)),
        ),
        0.94 * pop(t, 0.2, 0.5),
    )
    return o + at(1140, 300, drop(0, 0, 60, RED, PAPER), pop(t, 2.8))


SHOTS = (_kettle, _pan, _contract)
