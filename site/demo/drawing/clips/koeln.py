from ..faces import face
from ..figures import figure
from ..palette import BLUE, BROWN, INK, LEAF, LILAC, NIGHT, OCHRE, PLUM, RED, ROSE, SLATE, STEEL, SUN, TEAL, WINE
from ..scenes.ausbildung import gear, goggles
from ..scenes.industrie import car, robot_arm
from ..shapes import at, circle, half, rect
from .motion import pop, swing
from .storyboard import Clip, Shot


def _line(t):
    o = rect(0, 0, 1280, 550, NIGHT) + half(640, 440, 330, "n", BLUE) + rect(0, 440, 1280, 40, STEEL)
    o += "".join(circle(x, 460, 14, SLATE) for x in range(0, 1360, 68)) + rect(0, 480, 1280, 70, INK)
    for start, colours in ((-250, (RED, WINE)), (450, (TEAL, "#0a5357")), (1150, (SUN, "#d99a2b"))):
        o += at(start - 160 + 105 * t, 448, car(*colours), 0.72)
    reach = swing(t, 1.6, 46)
    o += robot_arm((1120, 340), (1130, 90), (900 - reach, 110 + abs(reach)))
    return o + robot_arm((170, 340), (150, 110), (380 + reach, 130 + abs(reach)), ROSE)


def _training(t):
    o = rect(0, 0, 1280, 550, LILAC) + at(980, 200, at(0, 0, gear(150, 182, 66, PLUM, LILAC), turn=24 * t))
    o += at(1170, 420, at(0, 0, gear(110, 138, 48, OCHRE, LILAC), turn=-32 * t + 12))
    nod = swing(t, 3, 4)
    o += at(330, 290 + nod, face("c", "bun", INK, LEAF, goggles()), 0.98)
    return o + at(680, 290 - nod, face("e", "short", INK, BLUE, goggles()), 0.98)


_PEOPLE = (
    ("d", "short", INK, RED),
    ("b", "scarf", TEAL, BLUE),
    ("a", "bob", BROWN, LEAF),
    ("e", "curls", INK, TEAL),
    ("c", "cap", RED, NIGHT),
)


def _growing(t):
    o = rect(0, 0, 1280, 550, SUN) + rect(0, 520, 1280, 30, OCHRE)
    for i in range(15):
        skin, hair, hair_colour, shirt = _PEOPLE[(i * 2 + i // 5) % 5]
        row, column = divmod(i, 5)
        first = i in (11, 12, 13)
        start = 0.1 + (i - 11) * 0.3 if first else 1.9 + i * 0.09
        x = 260 + column * 190 + (row % 2) * 40 - (20 if row == 2 else 0)
        person = figure(skin, hair, hair_colour, shirt, INK)
        o += at(x, 210 + row * 125, person, 0.5 * pop(t, start))
    return o


CLIP = Clip(
    name="koeln",
    place="Köln",
    title="Einstieg\nam Band",
    description="Eine Einstiegsqualifizierung in der Autoindustrie: Werkbank, Deutsch und Aussicht auf Ausbildung.",
    colour=SUN,
    shots=(
        Shot(
            4.2,
            "In der Fabrik gibt es viele Berufe.\nKaum jemand draußen kennt ihre Namen.",
            "Autos in Rot, Petrol und Gelb rollen über ein Band, zwei Roboterarme arbeiten.",
            _line,
        ),
        Shot(
            4.2,
            "Die Einstiegsqualifizierung zeigt sie:\nWerkbank am Morgen, Deutsch am Mittag.",
            "Zwei Menschen mit Schutzbrillen, neben ihnen drehen sich Zahnräder.",
            _training,
        ),
        Shot(
            4.6,
            "Im ersten Durchgang waren sie zu dritt.\nIm zweiten schon fünfzehn.",
            "Erst stehen drei Menschen da, dann kommen nach und nach zwölf dazu.",
            _growing,
        ),
    ),
    key=4,
)
