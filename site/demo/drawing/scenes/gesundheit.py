from ..faces import face, spectacles
from ..palette import BLACK_HAIR, BLUE, INK, LAND, NIGHT, PAPER, RED, ROSE, STEEL, TEAL, WHITE_HAIR, WINE
from ..shapes import at, circle, ground, half, line, path, quarter, rect


def nurse():
    o = ground(ROSE) + quarter(0, 0, 430, "se", RED) + at(680, 440, face("e", "bun", INK, TEAL), 2.05)
    o += line("M520 760V820A160 160 0 0 0 840 820V760", PAPER, 30, "round")
    return o + rect(120, 560, 84, 260, PAPER) + rect(32, 648, 260, 84, PAPER)


def carer():
    """A young carer and an old lady."""
    o = ground(TEAL) + circle(600, 420, 400, "#17858a")
    o += at(820, 420, face("c", "short", BLACK_HAIR, PAPER), 1.75)
    o += at(380, 560, face("a", "bun", WHITE_HAIR, RED, spectacles()), 1.6)
    o += rect(930, 800, 60, 18, RED) + rect(951, 779, 18, 60, RED)
    return o


def stethoscope():
    o = ground(BLUE) + quarter(1200, 900, 380, "nw", NIGHT)
    heart = "M600 800Q180 560 180 350A190 190 0 0 1 560 260L600 320L640 260A190 190 0 0 1 1020 350Q1020 560 600 800Z"
    o += path(heart, RED) + path("M600 320L640 260A190 190 0 0 1 1020 350Q1020 560 600 800Z", WINE)
    o += line("M330 0V250A150 150 0 0 0 630 250V0", INK, 34) + line("M480 400V540A170 170 0 0 0 820 540V500", INK, 34)
    o += rect(310, 0, 40, 90, STEEL) + rect(610, 0, 40, 90, STEEL)
    return o + circle(820, 440, 96, STEEL) + circle(820, 440, 68, PAPER) + half(820, 440, 68, "e", LAND)


POSTERS = (nurse, carer, stethoscope)
