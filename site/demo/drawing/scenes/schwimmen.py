from ..faces import face
from ..palette import BLUE, BRICK, NIGHT, PAPER, PLUM, RED, SKINS, SUN, TEAL, WATER
from ..shapes import at, circle, ground, half, line, path, rect

POOL = "#2b86b5"


def waves(y, colour, width=44):
    return line(f"M-60 {y}q75 -60 150 0" + "t150 0" * 8, colour, width)


def rope(y):
    return "".join(rect(x, y, 90, 44, RED if (x // 90) % 2 else PAPER, 22) for x in range(-40, 1240, 90))


def swell(y, colour):
    return path(f"M0 {y}q75 -60 150 0" + "t150 0" * 7 + "V900H0Z", colour)


def woman_in_water():
    o = ground(POOL) + "".join(waves(120 + i * 190, "#57a7cf" if i % 2 else "#1d6f9c") for i in range(5))
    return o + at(560, 430, face("b", "scarf", NIGHT, NIGHT), 1.5) + swell(640, BLUE) + swell(740, NIGHT) + rope(90)


def crawl():
    """One lane from above."""
    o = ground(TEAL) + rect(0, 130, 1200, 640, "#2f9aa0") + rect(0, 420, 1200, 60, "#27858b")
    o += "".join(
        rect(x, 108, 90, 44, RED if i % 2 else PAPER, 22) + rect(x, 748, 90, 44, PAPER if i % 2 else SUN, 22)
        for i, x in enumerate(range(-40, 1240, 90))
    )
    light, shade = SKINS["d"]
    swimmer = line("M-150 -44L-400 -36M-150 44L-410 66", light, 66, "round")
    swimmer += line("M-400 -36L-480 -26M-410 66L-490 46", shade, 50, "round")
    swimmer += line("M240 -66L330 -170L520 -176", light, 58, "round") + rect(500, -210, 120, 66, light, 33)
    swimmer += line("M230 70L150 190L0 190", shade, 58, "round") + rect(-90, 160, 110, 60, shade, 30)
    swimmer += path("M-200 -84L40 -78V78L-200 84Z", NIGHT)
    swimmer += path("M30 -78Q160 -110 250 -92A60 60 0 0 1 300 -34V34A60 60 0 0 1 250 92Q160 110 30 78Z", light)
    swimmer += path("M30 0H300V34A60 60 0 0 1 250 92Q160 110 30 78Z", shade)
    swimmer += circle(360, 0, 84, SUN) + half(360, 0, 84, "s", "#e2a722")
    spray = ((-540, -50, 26), (-570, 40, 36), (-530, 110, 20), (-630, -20, 16), (-640, 90, 22))
    splash = "".join(circle(x, y, radius, PAPER) for x, y, radius in spray)
    return o + at(580, 440, splash + swimmer, 0.92)


def lesson():
    """A teacher and a learner with a kickboard."""
    o = ground(WATER) + rect(0, 0, 1200, 230, PAPER) + line("M0 76H1200M0 152H1200", "#dfe8ea", 8)
    o += line("".join(f"M{x} 0V230" for x in range(60, 1200, 120)), "#dfe8ea", 8) + rect(0, 210, 1200, 40, BLUE)
    o += rect(0, 250, 1200, 650, "#57a7cf") + waves(330, POOL, 30) + waves(460, POOL, 30)
    o += at(370, 440, face("e", "swimcap", RED, NIGHT), 1.3) + at(830, 470, face("a", "swimcap", SUN, PLUM), 1.3)
    board = path("M-190 0A190 190 0 0 1 190 0V190H-190Z", BRICK) + path("M0 -190A190 190 0 0 1 190 0V190H0Z", "#b3431c")
    o += swell(690, POOL) + at(370, 760, board, 0.9)
    for x in (240, 500):
        o += rect(x - 50, 720, 100, 60, SKINS["e"][0], 30)
    return o + swell(840, BLUE)


POSTERS = (woman_in_water, crawl, lesson)
