"""Twelve portraits, square: staff and volunteers who speak in the stories."""

from .faces import face, spectacles
from .palette import (
    BLACK_HAIR,
    BLOND,
    BLUE,
    BRICK,
    COPPER,
    DARK_BROWN,
    GREY,
    INK,
    LAND,
    LEAF,
    LILAC,
    MEADOW,
    NIGHT,
    OCHRE,
    PAPER,
    PLUM,
    RED,
    ROSE,
    SAGE,
    SUN,
    TEAL,
    WATER,
    WHITE_HAIR,
)
from .shapes import at, ground, svg

SIZE = 600

# ground, skin, hair, colour of the hair, clothes, mouth, spectacles
SITTERS = {
    "portrait-1": (SUN, "e", "short", BLACK_HAIR, LEAF, "smile", None),
    "portrait-2": (WATER, "a", "bob", COPPER, RED, "smile", None),
    "portrait-3": (ROSE, "b", "scarf", BLUE, NIGHT, "smile", None),
    "portrait-4": (MEADOW, "a", "short", GREY, PLUM, "beard", None),
    "portrait-5": (OCHRE, "c", "curls", BLACK_HAIR, TEAL, "smile", None),
    "portrait-6": (BRICK, "d", "bald", BLACK_HAIR, PAPER, "beard", None),
    "portrait-7": (TEAL, "a", "bun", WHITE_HAIR, SUN, "smile", INK),
    "portrait-8": (LILAC, "b", "parted", BLACK_HAIR, BRICK, "moustache", None),
    "portrait-9": (LAND, "a", "fringe", BLACK_HAIR, LEAF, "smile", None),
    "portrait-10": (BLUE, "c", "tuft", DARK_BROWN, SUN, "smile", None),
    "portrait-11": (SAGE, "e", "wrap", RED, PAPER, "smile", None),
    "portrait-12": (PLUM, "a", "parted", BLOND, WATER, "smile", NIGHT),
}


def portrait(name):
    colour, skin, hair, hair_colour, clothes, mouth, glasses = SITTERS[name]
    extra = spectacles(glasses) if glasses else ""
    sitter = face(skin, hair, hair_colour, clothes, extra, mouth)
    # Hair piled up needs headroom.
    y, scale = (340, 1.36) if hair in ("bun", "wrap") else (304, 1.56)
    return svg(ground(colour, SIZE, SIZE) + at(300, y, sitter, scale), SIZE, SIZE)
