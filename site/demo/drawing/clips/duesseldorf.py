from ..palette import BRICK, BROWN, INK, LAND, LEAF, NIGHT, OCHRE, PAPER, RED, SLATE, STEEL, SUN, TEAL, WINE, WOOD
from ..people import face, figure, fist
from ..shapes import at, circle, ellipse, half, line, path, quarter, rect
from .motion import arrive, glide, swing


def _cooks(t):
    o = rect(0, 0, 1280, 550, TEAL) + rect(0, 90, 1280, 16, "#0a5357")
    o += "".join(rect(x, 106, 12, 40, INK) + circle(x + 6, 180, 44, STEEL) for x in (120, 240, 1040, 1160))
    nod = swing(t, 1.6, 5)
    o += at(330, 200 + nod, face("d", "cook", PAPER, PAPER), 0.72) + at(
        1060, 200 - nod, face("b", "cook", PAPER, PAPER), 0.72
    )
    o += rect(0, 420, 1280, 130, SLATE) + rect(0, 410, 1280, 20, STEEL) + rect(460, 400, 340, 22, WOOD, 8)
    cut = int(t / 0.35)
    length = max(180 - cut * 14, 40)
    o += path(f"M500 352H{500 + length}Q{520 + length} 376 {500 + length} 400H500Q480 376 500 352Z", BRICK)
    o += "".join(circle(720 + (i % 4) * 26, 390 - (i // 4) * 18, 15, BRICK) for i in range(min(cut, 10)))
    chop = -abs(swing(t, 0.7, 40))
    knife = path("M-14 -60H150V-20H30Q-4 -20 -14 -60Z", STEEL) + rect(140, -62, 110, 26, INK, 12)
    return o + at(504 + length, 420, at(0, chop, knife + at(200, -50, fist("b", PAPER), 0.34)))


def _pot(t):
    o = rect(0, 0, 1280, 550, OCHRE) + circle(640, 150, 240, "#e6b452") + rect(0, 510, 1280, 40, INK)
    for i in range(7):
        up = (t * 0.5 + i / 7) % 1
        o += circle(470 + i * 56 + swing(t, 2, 14, i / 7), 210 - 260 * up, 26 * (1 - up) + 8, PAPER)
    o += ellipse(640, 250, 260, 52, WINE)
    stir = swing(t, 1.5, 60)
    o += at(560 + stir, 230, rect(-12, -330, 24, 420, WOOD, 12), turn=-12) + at(
        540 + stir, 70, fist("d", PAPER), 0.5, flip=True
    )
    o += at(720 - stir, 230, rect(-12, -330, 24, 420, WOOD, 12), turn=12) + at(744 - stir, 70, fist("b", PAPER), 0.5)
    o += path("M380 250V410A90 90 0 0 0 470 500H810A90 90 0 0 0 900 410V250A260 52 0 0 1 380 250Z", RED)
    o += path("M640 302V500H810A90 90 0 0 0 900 410V250A260 52 0 0 1 640 302Z", "#9d0f26")
    return o + line("M380 300H320V370H384M900 300H960V370H896", INK, 26)


def _plate():
    o = ellipse(0, 0, 150, 34, PAPER) + ellipse(0, -6, 104, 20, LAND)
    return o + half(-30, -8, 56, "n", OCHRE) + circle(40, -24, 24, RED) + quarter(60, -10, 46, "ne", LEAF)


def _serve(t):
    o = rect(0, 0, 1280, 550, NIGHT) + circle(980, 40, 90, SUN) + path("M880 40L690 550H1270L1080 40Z", "#23475f")
    o += half(980, 40, 100, "s", SUN)
    come = arrive(t, 0.2, 1.8)
    waiter = figure("b", "cook", PAPER, PAPER, INK, arms=((-40, 120), (190, 10)))
    x = -220 + 700 * come
    o += at(x, 350 + abs(swing(t, 0.6, 6)) * (1 - come), waiter, 0.95)
    o += at(880, 330, figure("a", "bob", BROWN, RED, INK, arms=((30, 110), (80, 80))), 0.8)
    o += at(1120, 330, figure("e", "short", INK, LEAF, INK, arms=((-80, 80), (-30, 110))), 0.8)
    o += rect(700, 380, 560, 26, PAPER) + rect(720, 406, 520, 144, LAND)
    down = glide(t, 2.1, 0.7)
    return o + at(x + 260 + (740 - x) * down, 250 + 110 * down, _plate(), 0.8)


SHOTS = (_cooks, _pot, _serve)
