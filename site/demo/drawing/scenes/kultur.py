from ..faces import face
from ..figures import figure
from ..hands import hand
from ..palette import (
    BLACK_HAIR,
    BLUE,
    BROWN,
    COPPER,
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
    SUN,
    TEAL,
    WINE,
    WOOD,
)
from ..shapes import at, circle, ellipse, ground, half, line, path, rect


def reader():
    lines = "#9aa39e"
    o = half(600, 900, 470, "n", TEAL) + at(600, 330, face("b", "curls", INK, TEAL), 1.45)
    o += path("M170 420L600 470V900H170Z", PAPER) + path("M1030 420L600 470V900H1030Z", LAND)
    o += path("M216 474L556 514V590L216 556Z", INK) + path("M216 606L370 620V900H216Z", RED)
    for i in range(6):
        y = 634 + i * 46
        o += path(f"M400 {y}L556 {y + 14}V{y + 34}L400 {y + 20}Z", lines)
    o += path("M984 474L644 514V566L984 528Z", INK)
    for i in range(7):
        y = 574 + i * 46
        o += path(f"M984 {y}L824 {y + 16}V{y + 36}L984 {y + 20}Z", lines)
    o += path("M794 594L644 610V900H794Z", SUN)
    fingers = "".join(rect(-58, -92 + i * 48, 120, 44, SKINS["b"][0 if i % 2 else 1], 22) for i in range(4))
    o += at(170, 690, fingers) + at(1030, 690, fingers, flip=True)
    return ground(PLUM) + at(600, 450, at(-600, -430, o), 1.22)


def lute():
    """A player and his lute, the oud."""
    o = (
        ground(RED)
        + half(1200, 450, 380, "w", WINE)
        + at(520, 330, face("c", "short", "#5f5f5a", BLUE, mouth="beard"), 1.5)
    )
    neck = rect(-760, -44, 560, 88, "#4a2412") + rect(-830, -60, 110, 120, INK, 18)
    neck += "".join(rect(-816 + i * 26, -104, 14, 208, WOOD, 7) for i in range(3))
    body = path("M-330 -50Q-120 -250 120 -250A250 250 0 0 1 120 250Q-120 250 -330 50Z", OCHRE)
    body += path("M-330 0V50Q-120 250 120 250A250 250 0 0 0 370 0Z", "#b97c1d")
    body += circle(40, 0, 88, BROWN) + circle(40, 0, 60, INK) + rect(220, -86, 30, 172, "#4a2412", 10)
    body += line("".join(f"M-740 {y}H236" for y in (-24, -8, 8, 24)), PAPER, 4)
    light, shade = SKINS["c"]
    strum = at(310, 130, hand("c", BLUE), 0.95, -62)
    hold = "".join(rect(-560 + i * 44, -66, 40, 132, light if i % 2 else shade, 20) for i in range(4))
    return o + at(640, 640, neck + body + hold + strum, 0.98, 14)


def stage():
    o = ground(NIGHT) + path("M600 -100L1010 760H190Z", "#e9b23a") + ellipse(600, 770, 430, 80, SUN)
    o += rect(0, 820, 1200, 80, BROWN) + rect(0, 820, 1200, 20, OCHRE)
    o += at(
        600, 540, figure("d", "curls", BLACK_HAIR, RED, INK, ((-130, -120), (130, -120)), ((-50, 200), (50, 200))), 1.06
    )
    o += at(370, 566, figure("b", "scarf", TEAL, ROSE, BLUE, ((-110, 50), (130, -60))), 0.96)
    o += at(836, 566, figure("a", "short", COPPER, LEAF, NIGHT, ((-130, -60), (110, 50))), 0.96)
    for flip in (False, True):
        folds = "".join(
            path(f"M{x} 0H{x + 66}Q{x + 62} 440 {max(x - 60, 0) + 40} 900H{max(x - 110, -20)}Z", RED if i % 2 else WINE)
            for i, x in enumerate((0, 60, 120, 180, 240))
        )
        o += at(1200 if flip else 0, 0, folds, flip=flip)
    return o + "".join(half(100 + i * 200, 0, 100, "s", WINE if i % 2 else RED) for i in range(6))


POSTERS = (reader, lute, stage)
