from ..hands import hand
from ..palette import BARK, BLUE, INK, LAND, LEAF, NIGHT, PAPER, PLUM, RED, ROSE, SUN, TEAL, WATER, WOOD
from ..shapes import at, circle, ellipse, ground, line, path, quarter, rect, ring


def umlauts():
    """Three umlauts are three faces, speaking."""
    o = ground(WATER) + path("M60 640V300A240 240 0 1 1 300 540H160Z", RED)
    o += (
        circle(216, 170, 34, PAPER)
        + circle(384, 170, 34, PAPER)
        + line("M206 440L300 240L394 440M240 376H360", PAPER, 46)
    )
    o += path("M1150 860V560A220 220 0 1 0 930 780H1070Z", INK) + circle(856, 446, 32, SUN) + circle(1004, 446, 32, SUN)
    o += line("M840 536V600A90 90 0 0 0 1020 600V536", SUN, 46) + path("M500 900V640A180 180 0 1 1 680 820H580Z", LEAF)
    o += circle(620, 540, 27, PAPER) + circle(740, 540, 27, PAPER) + ring(680, 668, 76, PAPER, 42)
    return o + quarter(1200, 0, 300, "sw", SUN)


def language_cafe():
    """Speech bubbles rise from two cups and overlap."""
    o = ground(PLUM) + path("M190 660V330A240 240 0 1 1 430 570H320Z", RED)
    o += path("M1010 660V330A240 240 0 1 0 770 570H880Z", WATER)
    o += path("M600 161A240 240 0 0 1 600 499A240 240 0 0 1 600 161Z", SUN)
    o += "".join(circle(x, 330, 26, PAPER) for x in (290, 380, 470))
    o += "".join(circle(x, 330, 26, NIGHT) for x in (730, 820, 910)) + circle(600, 330, 26, INK)
    o += rect(0, 800, 1200, 100, BARK) + rect(0, 790, 1200, 18, WOOD)
    for x, colour, shade, flip in ((270, PAPER, LAND, True), (930, TEAL, "#0a5357", False)):
        cup = path("M-130 -150H130V-60A90 90 0 0 1 40 30H-40A90 90 0 0 1 -130 -60Z", colour)
        cup += path("M0 -150H130V-60A90 90 0 0 1 40 30H0Z", shade) + line(
            "M130 -110h30a46 46 0 0 1 0 92h-46", colour, 26
        )
        cup += ellipse(0, -150, 130, 26, BARK) + rect(-170, 30, 340, 20, colour, 10)
        o += at(x, 742, cup, flip=flip)
    return o


_LETTERS = {
    "D": "M-34 -50V50H-6A50 50 0 0 0 -6 -50Z",
    "E": "M36 -50H-32V50H36M-32 0H26",
    "R": "M-34 60V-50H4A32 32 0 0 1 4 14H-34M2 14L40 60",
    "I": "M0 -60V60",
    "A": "M-44 60L0 -56L44 60M-28 22H28",
    "S": "M38 -36A38 30 0 0 0 -34 -26Q-34 -4 0 0Q38 6 38 28A40 32 0 0 1 -40 36",
}


def articles():
    """Tiles spell der, die, das; a hand lays the last one."""
    o = ground(LEAF) + rect(70, 60, 800, 790, "#085029")
    for row, (word, colour) in enumerate((("DER", BLUE), ("DIE", RED), ("DAS", SUN))):
        for column, letter in enumerate(word):
            face_colour, letter_colour = (SUN, INK) if colour == SUN else (PAPER, colour)
            tile = rect(-108, -108, 216, 216, face_colour) + rect(-108, 78, 216, 30, LAND)
            tile += at(0, -10, line(_LETTERS[letter], letter_colour, 30))
            last = row == 2 and column == 2
            x, y = 214 + column * 250, 196 + row * 260
            o += at(x + 20, y - 10, tile, turn=9) if last else at(x, y, tile)
    return o + at(990, 640, hand("d", ROSE), 1.25, -66)


POSTERS = (umlauts, language_cafe, articles)
