from math import pi, sin

from ..palette import BLUE, BRICK, BROWN, INK, LEAF, MEADOW, NIGHT, PAPER, PLUM, RED, ROSE, SUN, TEAL, WATER
from ..people import figure
from ..shapes import at, ball, circle, half, line, path, rect
from .motion import arrive, pop, swing


def _basketball():
    o = circle(0, 0, 60, BRICK)
    return o + line("M-60 0H60M0 -60V60M-44 -42Q0 0 -44 42M44 -42Q0 0 44 42", INK, 6)


def _volleyball():
    return circle(0, 0, 60, SUN) + line(
        "M0 0Q20 -40 0 -60M0 0Q40 10 58 -18M0 0Q-20 40 8 60M0 0Q-44 0 -56 24M0 0Q-26 -30 -52 -28", BLUE, 8
    )


def _clubhouse(t):
    o = rect(0, 0, 1280, 550, WATER) + rect(0, 430, 1280, 120, MEADOW) + rect(360, 190, 560, 240, PAPER)
    o += path("M320 200L640 60L960 200Z", RED) + rect(585, 270, 110, 160, PLUM) + rect(420, 250, 110, 90, SUN)
    o += rect(750, 250, 110, 90, SUN)
    o += circle(640, 150, 34, PAPER) + rect(1040, 90, 12, 340, INK)
    o += path(
        f"M1052 96Q1120 {80 + swing(t, 1.4, 14):.0f} 1190 104V180Q1120 {160 + swing(t, 1.4, 14):.0f} 1052 180Z",
        LEAF,
    )
    for i, shape in enumerate((ball(58), _basketball(), _volleyball())):
        x = -100 - i * 260 + 400 * t
        o += at(x, 470 - abs(swing(t, 1.2, 70, i / 3)), shape, turn=200 * t)
    return o


def _network(t):
    o = rect(0, 0, 1280, 550, TEAL)
    middle = (640, 290)
    spots = ((210, 130), (210, 420), (440, 60), (840, 60), (1070, 130), (1070, 420))
    signs = (
        figure("b", "scarf", ROSE, PLUM, INK),
        at(0, -110, ball(120)),
        figure("e", "short", INK, SUN, INK),
        at(0, -110, _basketball(), 2),
        figure("a", "long", BROWN, RED, INK),
        at(0, -110, _volleyball(), 2),
    )
    for i, (x, y) in enumerate(spots):
        reach = arrive(t, 0.7 + i * 0.4, 0.5)
        end_x, end_y = middle[0] + (x - middle[0]) * reach, middle[1] + (y - middle[1]) * reach
        o += line(f"M{middle[0]} {middle[1]}L{end_x:.1f} {end_y:.1f}", SUN, 10)
    for i, (x, y) in enumerate(spots):
        grown = pop(t, 1.0 + i * 0.4)
        o += at(x, y, circle(0, 0, 96, PAPER) + at(0, 30, signs[i], 0.3), grown * (0.8 if y == 60 else 1))
    centre = circle(0, 0, 150, PAPER) + at(
        0, 66, figure("d", "short", INK, BLUE, INK, arms=((-90, -40), (90, -40)), legs=((-30, 150), (30, 150))), 0.56
    )
    return o + at(*middle, centre, pop(t, 0.1))


def _together(t):
    o = rect(0, 0, 1280, 550, LEAF) + line("M0 470H1280", "#4f9a6f", 12) + half(1100, 0, 130, "s", SUN)
    team = (
        ("b", "scarf", ROSE, PLUM),
        ("a", "short", BROWN, RED),
        ("e", "curls", INK, SUN),
        ("c", "cap", NIGHT, BLUE),
        ("a", "long", "#d9b36a", PAPER),
    )
    turn = t / 0.8
    holder = int(turn) % 4
    part = turn - int(turn)
    for i, (skin, hair, hair_colour, shirt) in enumerate(team):
        up = holder + (1 if part > 0.6 else 0) == i
        arms = ((-60, -110), (60, -110)) if up else ((-70, 90), (70, 90))
        jump = 26 * sin(pi * part) if i == holder else 0
        o += at(180 + i * 230, 350 - jump, figure(skin, hair, hair_colour, shirt, INK, arms), 0.78)
    x = 180 + (holder + part) * 230
    return o + at(x, 110 - 70 * sin(pi * part), _volleyball(), turn=300 * t)


SHOTS = (_clubhouse, _network, _together)
