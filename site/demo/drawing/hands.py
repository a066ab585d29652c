"""Hands: flat ones seen from above, gripping ones, cupped ones."""

from .palette import SKINS
from .shapes import at, line, path, rect


def hand(skin, sleeve=None):
    """A flat hand seen from above, pointing up, wrist at the origin."""
    light, shade = SKINS[skin]
    out = rect(-46, -20, 92, 220, shade)
    if sleeve:
        out += rect(-62, 70, 124, 260, sleeve)
    out += rect(-58, -150, 116, 150, light, 34)
    for height, x in ((96, -58), (124, -28), (116, 2), (88, 32)):
        out += rect(x, -140 - height, 26, height + 70, light, 13)
    return out + at(50, -40, rect(-17, -120, 34, 130, shade, 17), turn=42)


def fist(skin, sleeve):
    """A hand that grips a bar; the upright bar runs through the origin and is drawn before it, the arm leaves right."""
    light, shade = SKINS[skin]
    out = rect(40, -70, 300, 140, shade) + rect(170, -92, 600, 184, sleeve)
    out += rect(-70, -104, 180, 208, light, 50)
    out += "".join(rect(-92, -104 + i * 52, 128, 46, light if i % 2 else shade, 23) for i in range(4))
    return out + rect(-60, -128, 150, 48, light, 24)


def pointing(skin, sleeve):
    """A hand with one finger out, pointing up, wrist at the origin."""
    light, shade = SKINS[skin]
    out = rect(-46, -20, 92, 220, shade) + rect(-62, 70, 124, 400, sleeve)
    out += rect(-58, -150, 116, 150, light, 34) + rect(-56, -270, 32, 180, light, 16)
    out += "".join(rect(x, -176, 28, 90, shade if x else light, 14) for x in (-22, 8, 36)[:2])
    return out + rect(30, -160, 28, 80, light, 14) + at(46, -40, rect(-17, -92, 34, 100, shade, 17), turn=-38)


def cupped(skin, sleeve):
    """Two hands held together as a bowl, rim at the origin, 420 wide; both arms come from below."""
    light, shade = SKINS[skin]
    arms = path("M-190 60L-330 420H-170L-60 160Z", shade) + path("M190 60L330 420H170L60 160Z", shade)
    arms += path("M-268 250L-350 460H-150L-118 300Z", sleeve) + path("M268 250L350 460H150L118 300Z", sleeve)
    bowl = path("M-210 0A210 190 0 0 0 0 190V0Z", light) + path("M210 0A210 190 0 0 1 0 190V0Z", shade)
    fingers = "".join(
        line(f"M{-150 + i * 44} {70 + i * 26}Q{-100 + i * 40} {90 + i * 20} -8 {60 + i * 40}", shade, 9, "round")
        for i in range(3)
    )
    return arms + bowl + fingers + rect(-226, -34, 56, 92, light, 28) + rect(170, -34, 56, 92, shade, 28)
