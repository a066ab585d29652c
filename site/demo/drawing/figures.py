"""Small people with the whole body, and heads seen from behind or above."""

from .palette import INK, PAPER, SKINS
from .shapes import at, circle, half, line, path, rect


def _head(skin, hair, hair_colour):
    light, shade = SKINS[skin]
    back = ""
    if hair == "scarf":
        back = path("M-74 70V-6A74 74 0 0 1 74 -6V70Z", hair_colour)
    elif hair == "long":
        back = path("M-68 80V-8A68 68 0 0 1 68 -8V80Z", hair_colour)
    elif hair == "curls":
        back = circle(0, -20, 78, hair_colour)
    elif hair == "bun":
        back = circle(0, -74, 30, hair_colour)
    skull = circle(0, 0, 58, light) + half(0, 0, 58, "e", shade)
    top = {
        "bald": "",
        "scarf": path("M-58 -6A58 58 0 0 1 58 -6Q0 -44 -58 -6Z", hair_colour),
        "helmet": path("M-66 -14A66 66 0 0 1 66 -14Z", hair_colour) + rect(-78, -20, 156, 16, hair_colour, 8),
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


def seated_from_above(skin, hair_colour, shirt):
    """Someone at a table seen from above, arms reaching down in the picture."""
    light = SKINS[skin][0]
    body = path("M-120 0A120 74 0 0 1 120 0A120 74 0 0 1 -120 0Z", shirt)
    arms = rect(-104, 8, 46, 130, light, 23) + rect(58, 8, 46, 130, light, 23)
    return body + arms + circle(0, 0, 64, hair_colour) + half(0, 20, 48, "s", light)


def from_behind(skin, hair, hair_colour, shirt):
    """Head and shoulders from behind, head centred on the origin, 150 wide."""
    shade = SKINS[skin][1]
    out = path("M-190 330V230A150 130 0 0 1 -40 100H40A150 130 0 0 1 190 230V330Z", shirt)
    out += rect(-38, 40, 76, 90, shade) + circle(-76, 8, 18, shade) + circle(76, 8, 18, shade)
    if hair == "bald":
        return out + path("M-76 -8A76 84 0 0 1 76 -8V20A76 76 0 0 1 -76 20Z", SKINS[skin][0])
    out += path("M-76 -8A76 84 0 0 1 76 -8V20A76 76 0 0 1 -76 20Z", hair_colour)
    if hair == "scarf":
        out += path("M-96 170V-4A96 100 0 0 1 96 -4V170Z", hair_colour)
    elif hair == "long":
        out += path("M-88 190V-4A88 94 0 0 1 88 -4V190Z", hair_colour)
    elif hair == "curls":
        out += circle(0, -14, 106, hair_colour)
    elif hair == "bun":
        out += circle(0, -96, 44, hair_colour)
    return out
