from ..faces import face
from ..hands import fist
from ..palette import BLUE, BRICK, INK, LILAC, NIGHT, PAPER, PLUM, RED, ROSE, SLATE, STEEL, SUN, TEAL, WATER, WINE
from ..shapes import at, circle, ground, half, line, path, quarter, rect, ring


def chimneys():
    o = (
        ground(LILAC)
        + quarter(1200, 0, 520, "sw", BRICK)
        + rect(60, 240, 170, 660, PLUM)
        + rect(270, 120, 130, 780, "#7b4a6f")
    )
    o += half(145, 241, 85, "n", PLUM) + circle(336, 90, 66, PAPER) + circle(440, 40, 90, PAPER)
    return o + at(760, 470, face("b", "helmet", SUN, BLUE), 1.9)


def car(body, shade):
    """A car body, 700 wide, wheels on the origin's line."""
    o = path("M-350 -90Q-350 -170 -270 -180L-190 -190L-90 -290H130L240 -190L320 -170Q350 -160 350 -110V-50H-350Z", body)
    o += (
        path("M-350 -90H350V-50H-350Z", shade)
        + path("M-150 -190L-74 -262H10V-190Z", WATER)
        + path("M34 -190V-262H118L196 -190Z", WATER)
    )
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
    return (
        o
        + rect(gx - 44, gy - 20, 88, 40, INK, 8)
        + rect(gx - 40, gy + 10, 20, 60, INK)
        + rect(gx + 20, gy + 10, 20, 60, INK)
    )


def assembly_line():
    o = ground(NIGHT) + half(600, 720, 480, "n", BLUE) + rect(0, 720, 1200, 60, STEEL)
    o += "".join(circle(x, 750, 22, SLATE) for x in range(40, 1240, 80)) + rect(0, 780, 1200, 120, INK)
    o += at(560, 734, car(RED, WINE), 1.1)
    return o + robot_arm((1010, 650), (1040, 250), (700, 300)) + robot_arm((120, 650), (90, 300), (330, 380), ROSE)


def valve():
    """Two hands on a valve wheel between pipes."""
    o = ground(SUN)
    for y, colour, shade in ((120, TEAL, "#0a5357"), (780, BLUE, "#17496b")):
        o += rect(0, y - 70, 1200, 140, colour) + rect(0, y + 10, 1200, 60, shade)
        o += "".join(rect(x, y - 96, 50, 192, INK, 8) for x in (150, 1000))
    o += rect(540, 60, 120, 800, STEEL) + rect(600, 60, 60, 800, "#a9b3ae")
    o += rect(500, 150, 200, 44, INK, 8) + rect(500, 710, 200, 44, INK, 8)
    wheel = ring(0, 0, 230, RED, 62) + "".join(at(0, 0, rect(-24, -220, 48, 440, RED), turn=a) for a in (0, 60, 120))
    wheel += circle(0, 0, 70, "#8f0d22") + circle(0, 0, 30, STEEL)
    o += at(600, 450, wheel, turn=12)
    return o + at(826, 430, fist("c", NIGHT), 0.92, 8) + at(374, 470, fist("c", NIGHT), 0.92, 8, flip=True)


POSTERS = (chimneys, assembly_line, valve)
