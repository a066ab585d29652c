from math import cos, pi, sin

from ..hands import cupped
from ..palette import BARK, BLUE, BROWN, LEAF, MEADOW, MOSS, OCHRE, RED, SUN, WATER, WOOD
from ..shapes import at, circle, ground, half, line, path, quarter, rect


def spade():
    o = ground(MEADOW) + half(860, 620, 260, "n", SUN) + path("M0 620H1200V900H0Z", MOSS)
    for i, colour in enumerate(("#345a2b", "#2a4a24")):
        upper = f"M{-200 + i * 40} 900Q{300 + i * 160} {640 + i * 60} 1300 {650 + i * 90}"
        o += path(f"{upper}V{740 + i * 120}Q{460 + i * 160} {760 + i * 60} {100 + i * 100} 900Z", colour)
    o += rect(236, 380, 44, 330, "#5a3018") + circle(258, 270, 190, LEAF) + half(258, 270, 190, "e", "#085029")
    o += circle(200, 220, 20, RED) + circle(300, 330, 20, RED) + circle(330, 200, 20, RED)
    tool = rect(-20, -420, 40, 470, WOOD, 10) + rect(-84, -450, 168, 44, RED, 22)
    tool += path("M-90 40H90V170A90 110 0 0 1 -90 170Z", "#dfe6e2") + path(
        "M0 40H90V170A90 110 0 0 1 0 280Z", "#aab6af"
    )
    o += at(700, 500, tool, turn=16)
    sprout = line("M0 100V0", LEAF, 14) + quarter(0, 40, 60, "ne", LEAF) + quarter(0, 60, 60, "nw", SUN)
    return o + "".join(at(x, 700, sprout) for x in (420, 930, 1060))


def seedling():
    """Two hands hold earth with a young plant."""
    o = ground(SUN) + circle(600, 330, 330, "#ffd877")
    leaf = "M0 0Q40 -190 260 -200Q250 10 0 0Z"
    plant = line("M0 20V-240", LEAF, 26) + path(leaf, LEAF) + at(0, 40, path(leaf, "#085029"), 0.86, flip=True)
    plant += at(0, -220, path(leaf, MEADOW), 0.66, -18) + at(0, -210, path(leaf, LEAF), 0.6, 18, flip=True)
    soil = path("M-190 0A190 80 0 0 1 190 0Z", BARK)
    return o + at(600, 570, plant + soil + cupped("c", BLUE), 1.22)


def sunflower():
    """A watering can and a sunflower."""
    o = ground(WATER) + rect(0, 740, 1200, 160, BARK) + rect(0, 720, 1200, 30, MEADOW)
    o += line("M960 760V330", LEAF, 36) + quarter(960, 660, 150, "ne", LEAF) + quarter(960, 580, 130, "nw", "#085029")
    petals = "".join(
        at(0, 0, path("M0 -130Q70 -220 0 -300Q-70 -220 0 -130Z", SUN if i % 2 else OCHRE), turn=i * 22.5)
        for i in range(16)
    )
    head = petals + circle(0, 0, 150, BROWN) + half(0, 0, 150, "e", BARK)
    head += "".join(circle(100 * cos(i * pi / 5), 100 * sin(i * pi / 5), 12, OCHRE) for i in range(10))
    o += at(960, 270, head, 0.8)
    can = path("M-170 -140H170L200 200H-200Z", RED) + path("M0 -140H170L200 200H0Z", "#9d0f26")
    can += line("M190 120L390 -130", RED, 62) + path("M330 -190L450 -100L480 -160L380 -240Z", "#9d0f26")
    can += line("M-190 120Q-330 20 -190 -110", RED, 34) + line("M-120 -140Q0 -290 120 -140", "#9d0f26", 34)
    o += at(260, 500, can, 0.94, 10)
    drops = ((720, 480), (680, 540), (750, 570), (700, 630), (770, 660), (720, 700))
    o += "".join(at(x, y, path("M0 -34Q24 4 0 16Q-24 4 0 -34Z", BLUE)) for x, y in drops)
    return o


POSTERS = (spade, seedling, sunflower)
