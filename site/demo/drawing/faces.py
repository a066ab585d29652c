"""People from the front and from the side. A face is a light and a shaded half; the nose is the edge between them."""

from math import cos, pi, sin

from .palette import INK, PAPER, SKINS, SUN
from .shapes import circle, half, line, path, rect, ring


def _curls(colour):
    around = (circle(129 * cos(step * pi / 8), -58 + 103 * sin(step * pi / 8), 48, colour) for step in range(7, 18))
    return "".join(around) + circle(0, -80, 118, colour)


def _scarf(colour):
    outer = "M-126 -30A126 122 0 0 1 126 -30L120 190L-110 190Z"
    opening = "M-86 -24L-86 40A86 90 0 0 0 86 40L86 -24A86 72 0 0 0 -86 -24Z"
    return path("M-132 210L-126 -34A126 122 0 0 1 126 -34L132 210Z", colour), path(outer + opening, colour)


def _helmet(colour):
    shell = path("M-118 -52A118 112 0 0 1 118 -52Z", colour) + rect(-140, -62, 280, 26, colour, 13)
    return shell + rect(-20, -176, 40, 112, "#fff4d0" if colour == SUN else SUN, 20)


def _hair(style, colour):
    """What lies behind the head and what lies before it."""
    if style == "scarf":
        return _scarf(colour)
    if style == "curls":
        return _curls(colour), path("M-100 -36A100 84 0 0 1 100 -36Q64 -84 0 -84T-100 -36Z", colour)
    if style == "helmet":
        return "", _helmet(colour)
    return {
        "short": (
            "",
            path(
                "M-106 -62A106 92 0 0 1 106 -62L106 -44L84 -44Q70 -84 20 -84L-84 -84Q-92 -60 -92 -40L-106 -40Z", colour
            ),
        ),
        "parted": (
            "",
            path(
                "M-106 -34V-62A106 96 0 0 1 106 -62V-34H92Q92 -76 40 -84Q-20 -74 -50 -104Q-56 -70 -92 -34Z",
                colour,
            ),
        ),
        "tuft": (
            "",
            "".join(circle(x, y, 40, colour) for x, y in ((-66, -98), (-22, -128), (30, -130), (72, -100), (4, -102)))
            + path("M-104 -40V-70Q-80 -96 0 -96T104 -70V-40L88 -40Q84 -74 40 -78H-40Q-84 -74 -88 -40Z", colour),
        ),
        "bob": (
            path("M-128 90L-128 -40A128 116 0 0 1 128 -40L128 90Z", colour),
            path("M-100 -40A100 92 0 0 1 100 -40L100 -30A96 60 0 0 1 10 -92A130 90 0 0 1 -100 -10Z", colour),
        ),
        "fringe": (
            path("M-130 170L-124 -40A124 116 0 0 1 124 -40L130 170Z", colour),
            path("M-104 -46A104 92 0 0 1 104 -46L104 -56Q0 -40 -104 -56Z", colour),
        ),
        "bun": (
            circle(0, -150, 58, colour),
            path("M-106 -30A106 104 0 0 1 106 -30Q88 -92 0 -92T-106 -30Z", colour),
        ),
        "long": (
            path("M-122 250L-122 -40A122 116 0 0 1 122 -40L122 250Z", colour),
            path("M-100 -34A100 96 0 0 1 100 -34Q40 -40 -10 -96Q-30 -40 -100 -34Z", colour),
        ),
        "wrap": (
            circle(54, -148, 54, colour) + circle(-6, -160, 46, colour),
            path("M-110 -48Q-104 -146 0 -146T110 -48Q40 -92 -110 -48Z", colour)
            + line("M-98 -74Q20 -120 96 -96", PAPER, 10),
        ),
        "cap": (
            "",
            path("M-108 -50A108 98 0 0 1 108 -50L108 -38L-108 -38Z", colour) + rect(-8, -60, 168, 26, colour, 13),
        ),
        "swimcap": ("", path("M-104 -44A104 96 0 0 1 104 -44Q0 -66 -104 -44Z", colour)),
        "cook": (
            "",
            circle(-70, -168, 62, colour)
            + circle(70, -168, 62, colour)
            + circle(0, -196, 74, colour)
            + rect(-100, -160, 200, 104, colour),
        ),
        "bald": ("", ""),
    }[style]


def _mouth(kind, skin, hair_colour):
    if kind == "beard":
        jaw = path("M-100 30L-100 36A100 100 0 0 0 100 36L100 30Q60 52 0 52T-100 30Z", hair_colour)
        return jaw + line("M-26 80Q4 94 34 80", SKINS[skin][0], 9, "round")
    if kind == "moustache":
        return path("M-46 70Q0 34 50 70Q0 64 -46 70Z", hair_colour) + line("M-20 88Q4 98 30 88", INK, 9, "round")
    return line("M-32 78Q4 108 42 76", "#fff" if skin in "de" else INK, 9, "round")


def spectacles(colour=INK):
    """Thin round glasses that fit face()."""
    return ring(-42, -4, 34, colour, 8) + ring(48, -4, 34, colour, 8) + line("M-8 -6Q3 -14 14 -6", colour, 8)


def face(skin, hair, hair_colour, clothes, extra="", mouth="smile"):
    """Head and shoulders, head centred on the origin, 200 wide."""
    light, shade = SKINS[skin]
    back, front = _hair(hair, hair_colour)
    body = path("M-230 400A230 230 0 0 1 230 400Z", clothes)
    neck = rect(-44, 90, 88, 110, shade) + half(0, 190, 60, "s", shade)
    head = path("M-100 -28A100 100 0 0 1 100 -28L100 36A100 100 0 0 1 -100 36Z", light)
    head += path("M0 -128A100 100 0 0 1 100 -28L100 36A100 100 0 0 1 0 136Z", shade) + path(
        "M2 -20L-26 44L2 44Z", shade
    )
    brow = "#b9b6ad" if hair_colour == "#dcd9d0" else INK
    features = rect(-66, -34, 46, 9, brow, 4.5) + rect(26, -34, 46, 9, brow, 4.5)
    features += circle(-42, -4, 9, INK) + circle(48, -4, 9, INK) + _mouth(mouth, skin, hair_colour)
    return back + body + neck + head + features + front + extra


def profile(skin, x=0):
    """Face looking to the right, 860 high, forehead to neck; the flat back of the head lies at x."""
    light, shade = SKINS[skin]
    out = path(
        f"M{x} 0H200A160 160 0 0 1 352 170L346 236L396 362A24 24 0 0 1 374 398L344 400"
        "A30 30 0 0 1 346 458A28 28 0 0 1 336 512L330 520A66 66 0 0 1 268 606L206 622V860H" + f"{x}Z",
        light,
    )
    out += path("M268 606L206 622V740Q168 690 150 622Q230 612 268 606Z", shade)
    out += line("M286 462Q318 470 340 457", shade, 10, "round")
    eye = path("M262 262A44 44 0 0 1 332 262Z", PAPER) + circle(306, 254, 17, INK)
    return out + eye + line("M250 196Q292 176 334 192", INK, 13, "round")
