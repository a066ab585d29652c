"""People: faces from the front, whole figures, shoulders from behind, gripping hands. A face has a light and a shaded
half; the nose is the edge between them."""

from .palette import INK, PAPER, SKINS
from .shapes import at, circle, half, line, path, rect


def _hair(style, colour):
    """What lies behind the head of face() and what lies before it."""
    return {
        "short": (
            "",
            path(
                "M-106 -62A106 92 0 0 1 106 -62L106 -44L84 -44Q70 -84 20 -84L-84 -84Q-92 -60 -92 -40L-106 -40Z", colour
            ),
        ),
        "bun": (
            circle(0, -150, 58, colour),
            path("M-106 -30A106 104 0 0 1 106 -30Q88 -92 0 -92T-106 -30Z", colour),
        ),
        "cook": (
            "",
            circle(-70, -168, 62, colour)
            + circle(70, -168, 62, colour)
            + circle(0, -196, 74, colour)
            + rect(-100, -160, 200, 104, colour),
        ),
    }[style]


def face(skin, hair, hair_colour, clothes, extra=""):
    """Head and shoulders, head centred on the origin, 200 wide."""
    light, shade = SKINS[skin]
    back, front = _hair(hair, hair_colour)
    body = path("M-230 400A230 230 0 0 1 230 400Z", clothes)
    neck = rect(-44, 90, 88, 110, shade) + half(0, 190, 60, "s", shade)
    head = path("M-100 -28A100 100 0 0 1 100 -28L100 36A100 100 0 0 1 -100 36Z", light)
    head += path("M0 -128A100 100 0 0 1 100 -28L100 36A100 100 0 0 1 0 136Z", shade)
    head += path("M2 -20L-26 44L2 44Z", shade)
    features = rect(-66, -34, 46, 9, INK, 4.5) + rect(26, -34, 46, 9, INK, 4.5)
    features += circle(-42, -4, 9, INK) + circle(48, -4, 9, INK)
    features += line("M-32 78Q4 108 42 76", "#fff" if skin in "de" else INK, 9, "round")
    return back + body + neck + head + features + front + extra


def _head(skin, hair, hair_colour):
    light, shade = SKINS[skin]
    back = {
        "scarf": path("M-74 70V-6A74 74 0 0 1 74 -6V70Z", hair_colour),
        "long": path("M-68 80V-8A68 68 0 0 1 68 -8V80Z", hair_colour),
        "curls": circle(0, -20, 78, hair_colour),
        "bun": circle(0, -74, 30, hair_colour),
    }.get(hair, "")
    skull = circle(0, 0, 58, light) + half(0, 0, 58, "e", shade)
    top = {
        "scarf": path("M-58 -6A58 58 0 0 1 58 -6Q0 -44 -58 -6Z", hair_colour),
        "cook": rect(-52, -92, 104, 66, hair_colour)
        + circle(-36, -98, 34, hair_colour)
        + circle(36, -98, 34, hair_colour)
        + circle(0, -110, 38, hair_colour),
        "cap": path("M-62 -14A62 62 0 0 1 62 -14Z", hair_colour) + rect(0, -22, 92, 15, hair_colour, 7),
    }.get(hair, path("M-60 -4A60 60 0 0 1 60 -4Q20 -40 -60 -4Z", hair_colour))
    eyes = circle(-20, 6, 6, INK) + circle(24, 6, 6, INK)
    return back + skull + top + eyes + line("M-14 28Q4 42 22 28", PAPER if skin in "de" else INK, 6, "round")


def figure(
    skin, hair, hair_colour, shirt, trousers, arms=((-60, 110), (60, 110)), legs=((-34, 200), (34, 200)), shoes=INK
):
    """A standing person, about 480 high, hips at the origin. Arms and legs end where the pairs say, counted from
    the shoulders (150 above the hips) and from the hips."""
    light, shade = SKINS[skin]
    out = ""
    for side, (x, y) in zip((-1, 1), legs, strict=True):
        out += line(f"M{side * 30} -10L{x} {y}", trousers, 52)
        out += path(f"M{x - 28} {y}H{x + 26}Q{x + 62} {y + 4} {x + 62} {y + 34}H{x - 28}Z", shoes)
    for side, (x, y) in zip((-1, 1), arms, strict=True):
        start_x, start_y = side * 60, -130
        out += line(f"M{start_x} {start_y}L{start_x + x} {start_y + y}", light if side < 0 else shade, 34, "round")
        out += line(f"M{start_x} {start_y}L{start_x + x * 0.45:g} {start_y + y * 0.45:g}", shirt, 46, "round")
    out += path("M-84 16V-96A84 84 0 0 1 84 -96V16Z", shirt) + rect(-22, -204, 44, 46, shade)
    return out + at(0, -252, _head(skin, hair, hair_colour))


def from_behind(skin, hair, hair_colour, shirt):
    """Head and shoulders from behind, head centred on the origin, 150 wide."""
    shade = SKINS[skin][1]
    out = path("M-190 330V230A150 130 0 0 1 -40 100H40A150 130 0 0 1 190 230V330Z", shirt)
    out += rect(-38, 40, 76, 90, shade) + circle(-76, 8, 18, shade) + circle(76, 8, 18, shade)
    out += path("M-76 -8A76 84 0 0 1 76 -8V20A76 76 0 0 1 -76 20Z", hair_colour)
    if hair == "scarf":
        out += path("M-96 170V-4A96 100 0 0 1 96 -4V170Z", hair_colour)
    elif hair == "long":
        out += path("M-88 190V-4A88 94 0 0 1 88 -4V190Z", hair_colour)
    elif hair == "curls":
        out += circle(0, -14, 106, hair_colour)
    return out


def fist(skin, sleeve):
    """A hand that grips a bar; the upright bar runs through the origin and is drawn before it, the arm leaves right."""
    light, shade = SKINS[skin]
    out = rect(40, -70, 300, 140, shade) + rect(170, -92, 600, 184, sleeve)
    out += rect(-70, -104, 180, 208, light, 50)
    out += "".join(rect(-92, -104 + i * 52, 128, 46, light if i % 2 else shade, 23) for i in range(4))
    return out + rect(-60, -128, 150, 48, light, 24)
