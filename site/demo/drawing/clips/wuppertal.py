from ..palette import BLUE, BROWN, INK, LAND, LEAF, NIGHT, OCHRE, PAPER, PLUM, RED, SUN, TEAL, WOOD
from ..people import figure
from ..shapes import at, ball, circle, line, path, rect, ring
from .motion import arrive, glide, pop, stride, swing


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


def _pitch(t):
    marks = "#4f9a6f"
    o = rect(0, 0, 1280, 550, LEAF) + line("M0 300H1280M640 0V550", marks, 10) + ring(640, 300, 170, marks, 10)
    x = 130 + 130 * t
    o += at(x - 40, 330, figure("d", "short", INK, RED, PAPER, **stride(t)), 0.78)
    o += at(x + 300 - 20 * t, 330, figure("a", "short", BROWN, BLUE, INK, **stride(t, 0.66)), 0.78)
    o += at(x + 560 - 40 * t, 330, figure("b", "curls", INK, RED, PAPER, **stride(t, 0.72)), 0.78)
    bounce = abs(swing(t, 1.1, 40))
    return o + at(x + 120, 468 - bounce, ball(46), turn=360 * t / 1.4)


def _wheel_sign():
    return circle(0, 0, 80, INK) + circle(0, 0, 48, PAPER) + circle(0, 0, 16, INK)


def _cards(t):
    o = rect(0, 0, 1280, 550, PLUM)
    signs = ((300, SUN, hammer_sign(), -6), (640, RED, cook_sign(), 3), (980, TEAL, _wheel_sign(), -3))
    for i, (x, colour, sign, turn) in enumerate(signs):
        come = arrive(t, 0.15 + i * 0.25, 0.5)
        flip = glide(t, 1.3 + i * 0.35, 0.6)
        front = flip > 0.5
        width = abs(1 - 2 * flip)
        card = (
            wish_card(colour, sign) if front else rect(-130, -180, 260, 360, PAPER) + rect(-106, -156, 212, 312, LEAF)
        )
        if not front:
            card += at(0, 0, ball(70))
        scaled = f'<g transform="scale({max(width, 0.02):.3f} 1)">{card}</g>'
        o += at(x, 285 + 560 * (1 - come), scaled, 1.18, turn)
    return o


def _talk(t):
    o = rect(0, 0, 1280, 550, OCHRE) + circle(640, 240, 210, SUN)
    left = figure("d", "short", INK, RED, NIGHT, arms=((-40, 120), (150, 60)))
    right = figure("a", "bob", BROWN, TEAL, INK, arms=((-40, 120), (150, 60)))
    o += at(330, 350, left, 1.1) + at(950, 350, right, 1.1, flip=True)
    o += rect(430, 360, 420, 30, WOOD) + rect(480, 390, 30, 160, WOOD) + rect(770, 390, 30, 160, WOOD)
    x = 500 + 280 * glide(t, 1.2, 1.2)
    o += at(x, 306 - swing(glide(t, 1.2, 1.2), 2, 60), wish_card(SUN, hammer_sign()), 0.34, swing(t, 3, 6))
    bubble = path("M-90 60V-20A60 60 0 0 1 -30 -80H40A60 60 0 0 1 40 40H-40Z", PAPER)
    bubble += "".join(circle(x, -20, 11, INK) for x in (-40, 4, 48))
    return (
        o
        + at(500, 130, bubble, pop(t, 0.4))
        + at(800, 130, bubble, pop(t, 2.5), flip=True)
        + rect(0, 540, 1280, 10, LAND)
    )


SHOTS = (_pitch, _cards, _talk)
