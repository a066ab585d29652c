"""The forms every clip is made of: circle, half circle, quarter circle, bar, drop (the pin), and a ball.

No outline, no gradient, no text. Each function returns SVG markup; pictures are strings put together.
"""

from math import cos, pi, sin

from .palette import INK, PAPER


def rect(x, y, width, height, fill, radius=0):
    corner = f' rx="{radius:g}"' if radius else ""
    return f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" fill="{fill}"{corner}/>'


def circle(x, y, radius, fill):
    return f'<circle cx="{x:g}" cy="{y:g}" r="{radius:g}" fill="{fill}"/>'


def ring(x, y, radius, stroke, width):
    return f'<circle cx="{x:g}" cy="{y:g}" r="{radius:g}" fill="none" stroke="{stroke}" stroke-width="{width:g}"/>'


def ellipse(x, y, rx, ry, fill):
    return f'<ellipse cx="{x:g}" cy="{y:g}" rx="{rx:g}" ry="{ry:g}" fill="{fill}"/>'


def path(d, fill):
    return f'<path d="{d}" fill="{fill}"/>'


def line(d, stroke, width, cap="butt"):
    return (
        f'<path d="{d}" fill="none" stroke="{stroke}" stroke-width="{width:g}" '
        f'stroke-linecap="{cap}" stroke-linejoin="round"/>'
    )


def drawn(d, stroke, width, length, part):
    """A line of which only a part, from 0 to 1, has been drawn so far; length is that of the whole."""
    # Twenty more before the start, or the round end shows as a dot.
    offset = length * (1 - part) + (0 if part else 20)
    return (
        f'<path d="{d}" fill="none" stroke="{stroke}" stroke-width="{width:g}" stroke-linecap="round" '
        f'stroke-dasharray="{length} {length + 99}" stroke-dashoffset="{offset:.1f}"/>'
    )


def half(x, y, radius, side, fill):
    """Half disc whose flat edge runs through (x, y); side is where the belly points."""
    (ax, ay), (bx, by) = {
        "n": ((-1, 0), (1, 0)),
        "s": ((1, 0), (-1, 0)),
        "w": ((0, 1), (0, -1)),
        "e": ((0, -1), (0, 1)),
    }[side]
    start = f"{x + ax * radius:g} {y + ay * radius:g}"
    end = f"{x + bx * radius:g} {y + by * radius:g}"
    return path(f"M{start}A{radius:g} {radius:g} 0 0 1 {end}Z", fill)


def quarter(x, y, radius, side, fill):
    """Quarter disc with its corner at (x, y), opening to ne, nw, se or sw."""
    dx = 1 if "e" in side else -1
    dy = 1 if "s" in side else -1
    sweep = 1 if dx * dy < 0 else 0
    return path(f"M{x:g} {y:g}V{y + dy * radius:g}A{radius:g} {radius:g} 0 0 {sweep} {x + dx * radius:g} {y:g}Z", fill)


def drop(x, y, radius, fill, inner=None):
    """The pin: its tip is at (x, y)."""
    centre = y - radius * 1.4142
    k = radius * 0.7071
    tip = f"M{x:g} {y:g}L{x - k:g} {centre + k:g}"
    body = path(f"{tip}A{radius:g} {radius:g} 0 1 1 {x + k:g} {centre + k:g}Z", fill)
    return body + (circle(x, centre, radius * 0.42, inner) if inner else "")


def at(x, y, content, scale=1, turn=0, flip=False):
    transform = f"translate({x:g} {y:g})"
    if turn:
        transform += f" rotate({turn:g})"
    if scale != 1 or flip:
        transform += f" scale({-scale if flip else scale:g} {scale:g})"
    return f'<g transform="{transform}">{content}</g>'


def clipped(name, outline, content):
    """Content cut to the outline; name must be unique within one picture."""
    return f'<clipPath id="{name}">{outline}</clipPath><g clip-path="url(#{name})">{content}</g>'


def ball(radius=190):
    """A football; one five-sided patch in front, five cut by the rim."""
    out = circle(0, 0, 190, PAPER)
    corners = [(62 * sin(i * 2 * pi / 5), -62 * cos(i * 2 * pi / 5)) for i in range(5)]
    out += path("M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in corners) + "Z", INK)
    for i in range(5):
        angle = i * 2 * pi / 5
        out += line(
            f"M{62 * sin(angle):.0f} {-62 * cos(angle):.0f}L{128 * sin(angle):.0f} {-128 * cos(angle):.0f}", INK, 12
        )
        (x1, y1), (x2, y2) = ((190 * sin(angle + d), -190 * cos(angle + d)) for d in (-0.27, 0.27))
        x, y = 122 * sin(angle), -122 * cos(angle)
        a, b = 40 * cos(angle), 40 * sin(angle)
        out += path(
            f"M{x1:.0f} {y1:.0f}A190 190 0 0 1 {x2:.0f} {y2:.0f}L{x + a:.0f} {y + b:.0f}L{x - a:.0f} {y - b:.0f}Z", INK
        )
    return at(0, 0, out, scale=radius / 190)
