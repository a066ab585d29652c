from ..palette import BLUE, BROWN, INK, LEAF, LILAC, NIGHT, OCHRE, PLUM, RED, ROSE, SLATE, STEEL, SUN, TEAL, WATER, WINE
from ..people import face, figure
from ..shapes import at, circle, half, line, path, rect
from .motion import pop, swing


def gear(outer, teeth_reach, hole, fill, hole_fill):
    teeth = "".join(
        at(0, 0, rect(-outer * 0.16, -teeth_reach, outer * 0.32, teeth_reach * 2, fill), turn=angle)
        for angle in range(0, 180, 30)
    )
    return teeth + circle(0, 0, outer, fill) + circle(0, 0, hole, hole_fill)


def goggles():
    lenses = "".join(
        f'<rect x="{x}" y="-52" width="90" height="64" rx="30" fill="{WATER}" stroke="{INK}" stroke-width="12"/>'
        for x in (-96, 6)
    )
    return rect(-112, -34, 224, 22, INK) + lenses


def car(body, shade):
    """A car body, 700 wide, wheels on the origin's line."""
    o = path("M-350 -90Q-350 -170 -270 -180L-190 -190L-90 -290H130L240 -190L320 -170Q350 -160 350 -110V-50H-350Z", body)
    o += path("M-350 -90H350V-50H-350Z", shade) + path("M-150 -190L-74 -262H10V-190Z", WATER)
    o += path("M34 -190V-262H118L196 -190Z", WATER)
    o += rect(20, -170, 50, 12, shade, 6)
    for x in (-210, 210):
        o += half(x, -50, 86, "n", INK) + circle(x, -50, 66, SLATE) + circle(x, -50, 34, STEEL)
    return o


def robot_arm(base, lower, upper, colour=SUN):
    """Base, elbow and grip are pairs; the arm is two bars with round joints."""
    (bx, by), (ex, ey), (gx, gy) = base, lower, upper
    o = path(f"M{bx - 90} {by + 130}L{bx - 50} {by}H{bx + 50}L{bx + 90} {by + 130}Z", INK)
    o += line(f"M{bx} {by}L{ex} {ey}", colour, 70) + line(f"M{ex} {ey}L{gx} {gy}", "#e2a722", 54)
    o += circle(bx, by, 56, SLATE) + circle(ex, ey, 50, SLATE) + circle(bx, by, 22, STEEL) + circle(ex, ey, 20, STEEL)
    o += rect(gx - 44, gy - 20, 88, 40, INK, 8) + rect(gx - 40, gy + 10, 20, 60, INK)
    return o + rect(gx + 20, gy + 10, 20, 60, INK)


def _line(t):
    o = rect(0, 0, 1280, 550, NIGHT) + half(640, 440, 330, "n", BLUE) + rect(0, 440, 1280, 40, STEEL)
    o += "".join(circle(x, 460, 14, SLATE) for x in range(0, 1360, 68)) + rect(0, 480, 1280, 70, INK)
    for start, colours in ((-250, (RED, WINE)), (450, (TEAL, "#0a5357")), (1150, (SUN, "#d99a2b"))):
        o += at(start - 160 + 105 * t, 448, car(*colours), 0.72)
    reach = swing(t, 1.6, 46)
    o += robot_arm((1120, 340), (1130, 90), (900 - reach, 110 + abs(reach)))
    return o + robot_arm((170, 340), (150, 110), (380 + reach, 130 + abs(reach)), ROSE)


def _training(t):
    o = rect(0, 0, 1280, 550, LILAC) + at(980, 200, at(0, 0, gear(150, 182, 66, PLUM, LILAC), turn=24 * t))
    o += at(1170, 420, at(0, 0, gear(110, 138, 48, OCHRE, LILAC), turn=-32 * t + 12))
    nod = swing(t, 3, 4)
    o += at(330, 290 + nod, face("c", "bun", INK, LEAF, goggles()), 0.98)
    return o + at(680, 290 - nod, face("e", "short", INK, BLUE, goggles()), 0.98)


_PEOPLE = (
    ("d", "short", INK, RED),
    ("b", "scarf", TEAL, BLUE),
    ("a", "bob", BROWN, LEAF),
    ("e", "curls", INK, TEAL),
    ("c", "cap", RED, NIGHT),
)


def _growing(t):
    o = rect(0, 0, 1280, 550, SUN) + rect(0, 520, 1280, 30, OCHRE)
    for i in range(15):
        skin, hair, hair_colour, shirt = _PEOPLE[(i * 2 + i // 5) % 5]
        row, column = divmod(i, 5)
        first = i in (11, 12, 13)
        start = 0.1 + (i - 11) * 0.3 if first else 1.9 + i * 0.09
        x = 260 + column * 190 + (row % 2) * 40 - (20 if row == 2 else 0)
        person = figure(skin, hair, hair_colour, shirt, INK)
        o += at(x, 210 + row * 125, person, 0.5 * pop(t, start))
    return o


SHOTS = (_line, _training, _growing)
