"""Every picture by name."""

from .brand import home_poster
from .portraits import SITTERS, portrait
from .scenes import (
    ausbildung,
    beratung,
    garten,
    gesundheit,
    gruendung,
    handwerk,
    hochschule,
    industrie,
    kultur,
    moebel,
    nachbarschaft,
    schwimmen,
    sport,
    sprache,
    tafel,
    vermittlung,
)
from .shapes import svg

MOTIFS = {
    "sport": sport,
    "ausbildung": ausbildung,
    "kultur": kultur,
    "beratung": beratung,
    "garten": garten,
    "gesundheit": gesundheit,
    "handwerk": handwerk,
    "gruendung": gruendung,
    "sprache": sprache,
    "nachbarschaft": nachbarschaft,
    "vermittlung": vermittlung,
    "hochschule": hochschule,
    "tafel": tafel,
    "schwimmen": schwimmen,
    "moebel": moebel,
    "industrie": industrie,
}


def pictures():
    """Name, SVG and the width to render, for all posters, portraits and the poster of the home page."""
    for motif, scene in MOTIFS.items():
        for number, draw in enumerate(scene.POSTERS, start=1):
            yield f"{motif}-{number}", svg(draw()), (1600, 1200)
    for name in SITTERS:
        yield name, portrait(name), (800, 800)
    yield "plakat", home_poster(), (1600, 1984)
