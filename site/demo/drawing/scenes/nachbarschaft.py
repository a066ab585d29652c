from math import cos, pi, sin

from ..faces import face
from ..figures import from_behind, seated_from_above
from ..palette import (
    APRICOT,
    BARK,
    BLOND,
    BLUE,
    BRICK,
    BROWN,
    COPPER,
    DARK_BROWN,
    GREY,
    INK,
    LAND,
    LEAF,
    MEADOW,
    MOSS,
    NIGHT,
    OCHRE,
    PAPER,
    PLUM,
    RED,
    ROSE,
    RUST,
    SUN,
    TEAL,
    WATER,
    WOOD,
)
from ..shapes import at, circle, drop, ground, half, line, path, rect


def round_table():
    people = (
        ("a", BROWN, BLUE),
        ("d", INK, SUN),
        ("b", NIGHT, RED),
        ("e", INK, PAPER),
        ("c", DARK_BROWN, LEAF),
        ("a", BLOND, PLUM),
        ("d", INK, TEAL),
        ("b", RED, NIGHT),
    )
    o = circle(600, 450, 210, PAPER) + circle(600, 450, 176, LAND)
    for i, person in enumerate(people):
        angle = i * 45 + 22.5
        x, y = 600 + 330 * sin(angle * pi / 180), 450 - 330 * cos(angle * pi / 180)
        o += at(x, y, seated_from_above(*person), turn=angle)
    return ground(APRICOT) + at(600, 450, at(-600, -450, o + drop(600, 540, 78, RED, SUN)), 1.42)


def windows():
    """A house front; somebody looks out of almost every window."""
    o = ground(WATER) + rect(60, 0, 1080, 900, BRICK) + rect(60, 0, 1080, 40, RUST) + rect(60, 480, 1080, 26, RUST)
    tenants = (
        ("e", "curls", INK, SUN, "smile"),
        None,
        ("a", "bob", GREY, PLUM, "smile"),
        ("b", "scarf", TEAL, LEAF, "smile"),
        ("a", "short", COPPER, BLUE, "beard"),
        ("d", "bald", INK, PAPER, "smile"),
    )
    for i, tenant in enumerate(tenants):
        x, y = 130 + (i % 3) * 330, 100 + (i // 3) * 460
        pane = rect(x, y, 280, 290, NIGHT if i % 2 else LAND)
        if tenant:
            skin, hair, colour, clothes, mouth = tenant
            inside = at(x + 140, y + 148, face(skin, hair, colour, clothes, mouth=mouth), 0.72)
            pane += f'<svg x="{x}" y="{y}" width="280" height="290" viewBox="{x} {y} 280 290">{inside}</svg>'
        else:
            pane += rect(x, y, 110, 290, SUN) + path(
                f"M{x + 110} {y}Q{x + 90} {y + 150} {x + 40} {y + 290}H{x + 110}Z", OCHRE
            )
            pane += (
                rect(x + 160, y + 210, 80, 80, RED)
                + circle(x + 200, y + 150, 62, LEAF)
                + circle(x + 180, y + 100, 30, MEADOW)
            )
        pane += rect(x - 24, y + 290, 328, 34, PAPER) + line(f"M{x} {y}h280v290h-280z", PAPER, 18)
        o += pane
    return o


def bench():
    """Two neighbours on a bench, seen from behind, look at the evening sun."""
    o = ground(ROSE) + circle(600, 470, 330, SUN) + path("M0 560Q300 480 600 560T1200 540V900H0Z", MEADOW)
    o += path("M0 700Q400 620 1200 720V900H0Z", MOSS)
    o += rect(1050, 130, 60, 640, BARK) + circle(1080, 130, 230, LEAF) + half(1080, 130, 230, "e", "#085029")
    o += at(430, 420, from_behind("a", "bun", GREY, BLUE), 1.12) + at(
        780, 410, from_behind("d", "short", INK, RED), 1.2
    )
    for y in (600, 690):
        o += rect(130, y, 940, 62, WOOD) + rect(130, y + 44, 940, 18, "#c79f63")
    return o + rect(210, 580, 50, 320, INK) + rect(940, 580, 50, 320, INK)


POSTERS = (round_table, windows, bench)
