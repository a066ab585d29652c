from math import cos, pi, sin

from ..faces import face
from ..palette import APRICOT, BLACK_HAIR, BLUE, BRICK, DARK_BROWN, INK, LAND, LEAF, NIGHT, PAPER, RED, SKINS, SUN, TEAL
from ..shapes import at, circle, ground, half, line, path, rect, ring


def ball(radius=190):
    """A football; one five-sided patch in front, five cut by the rim."""
    out = circle(0, 0, 190, PAPER)
    corners = [(62 * sin(i * 2 * pi / 5), -62 * cos(i * 2 * pi / 5)) for i in range(5)]
    out += path("M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in corners) + "Z", INK)
    for i in range(5):
        angle = i * 2 * pi / 5
        out += line(
            f"M{62 * sin(angle):.0f} {-62 * cos(angle):.0f}L{128 * sin(angle):.0f} {-128 * cos(angle):.0f}", INK, 12
        )
        (x1, y1), (x2, y2) = ((190 * sin(angle + d), -190 * cos(angle + d)) for d in (-0.27, 0.27))
        x, y = 122 * sin(angle), -122 * cos(angle)
        a, b = 40 * cos(angle), 40 * sin(angle)
        out += path(
            f"M{x1:.0f} {y1:.0f}A190 190 0 0 1 {x2:.0f} {y2:.0f}L{x + a:.0f} {y + b:.0f}L{x - a:.0f} {y - b:.0f}Z", INK
        )
    return at(0, 0, out, scale=radius / 190)


def stopped_ball():
    marks = "#4f9a6f"
    o = ground(LEAF) + line("M0 450H1200M600 0V900", marks, 14) + ring(600, 450, 250, marks, 14)
    o += path("M80 0H400L470 430L300 470Z", BLUE) + path("M300 470L470 430L506 640L336 676Z", PAPER)
    o += path("M306 506L476 468L486 526L316 564Z", RED)
    o += path("M330 650L512 620Q560 690 690 704A60 60 0 0 1 742 764V800H330Z", INK) + rect(330, 790, 412, 30, SUN)
    return o + at(884, 630, ball(), turn=14) + half(1200, 0, 200, "s", SUN)


def keeper():
    o = ground(NIGHT) + line("".join(f"M{x} 0V900" for x in range(-40, 1260, 90)), "#2c4d69", 8)
    o += line("".join(f"M0 {y}H1200" for y in range(150, 900, 90)), "#2c4d69", 8)
    o += rect(0, 0, 1200, 62, SUN) + rect(0, 0, 62, 900, SUN)
    o += line("M420 900L360 560L440 330", BRICK, 150) + line("M860 900L920 560L840 330", BRICK, 150)
    o += at(640, 590, face("b", "short", BLACK_HAIR, BRICK), 1.3)
    o += at(640, 260, ball(170), turn=-10)
    for x, flip in ((452, False), (828, True)):
        glove = rect(-64, 110, 128, 70, SUN, 20) + rect(-78, -70, 150, 200, PAPER, 40)
        glove += "".join(rect(-78 + i * 38, -170 - (14 if i in (1, 2) else 0), 36, 150, PAPER, 18) for i in range(4))
        glove += at(64, 30, rect(-20, -110, 40, 130, LAND, 20), turn=48)
        o += at(x, 270, at(0, 0, glove, turn=14), 0.92, flip=flip)
    return o


def cyclist():
    land = ground(APRICOT) + circle(900, 300, 230, SUN) + rect(0, 830, 1200, 70, TEAL) + rect(0, 820, 1200, 20, NIGHT)
    o = ""
    for x in (330, 870):
        o += (
            ring(x, 620, 150, INK, 30)
            + line(
                "".join(
                    f"M{x} 620L{x + 140 * cos(a * pi / 4):.0f} {620 + 140 * sin(a * pi / 4):.0f}" for a in range(8)
                ),
                PAPER,
                6,
            )
            + circle(x, 620, 24, INK)
        )
    o += line("M330 620L470 420L760 420L590 630L470 420M330 620H590M746 350L870 620", RED, 26, "round")
    o += line("M746 350L720 300L800 286", INK, 24, "round") + rect(410, 372, 130, 34, INK, 17)
    o += ring(590, 630, 44, INK, 14)
    light, shade = SKINS["c"]
    o += line("M480 356L640 470L560 640", NIGHT, 84, "round") + line("M560 650H640", INK, 44, "round")
    o += path("M420 380Q420 180 560 130Q640 120 652 196L560 380Z", BLUE)
    o += line("M620 190L680 290L786 296", BLUE, 56, "round") + circle(796, 294, 30, light)
    o += circle(508, 96, 52, DARK_BROWN) + path("M524 20H660L640 150Q560 170 530 120Z", DARK_BROWN)
    o += line("M606 110L590 180", shade, 60)
    o += path("M612 30H700L708 74L738 110A12 12 0 0 1 728 126L714 128Q716 170 690 176Q640 180 612 130Z", light)
    o += circle(688, 74, 9, INK) + line("M682 144Q696 150 708 142", shade, 7, "round")
    o += path("M520 60A118 118 0 0 1 712 10L706 34H520Z", RED) + rect(600, 22, 132, 20, RED, 10)
    return land + at(0, 50, o)


POSTERS = (stopped_ball, keeper, cyclist)
