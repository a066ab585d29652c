"""How well colours can be told apart, and the portal's own in place of the stylesheet's. Knows no Django.

Colours are written as in CSS, #rrggbb. The grounds are those of site/css/tokens.css.
"""

from dataclasses import astuple, dataclass

PAPER, SHEET, TINT, INK, WHITE = "#fbf8f1", "#fffefa", "#efe6d3", "#17251f", "#ffffff"
DARK_SHEET, DARK_INK = "#18241e", "#0b1d13"
# WCAG 2.2: for text, and for large text and graphics.
TEXT, GRAPHICS = 4.5, 3.0
STEP = 0.04


def contrast(one: str, other: str) -> float:
    """From 1 (the same) to 21 (black and white), as WCAG 2.2 defines it."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def mixed(colour: str, other: str, share: float) -> str:
    """The colour with that share (0 to 1) of the other."""
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def on(colour: str, dark: str = INK) -> str:
    """What is written on the colour: white or dark, whichever can be read better."""
    return max((WHITE, dark), key=lambda text: contrast(text, colour))


def lightened(colour: str, ground: str, least: float) -> str:
    """The colour, with as much white as it needs to stand out from a dark ground."""
    share = 0.0
    while contrast(mixed(colour, WHITE, share), ground) < least and share < 1:
        share += STEP
    return mixed(colour, WHITE, min(share, 1))


@dataclass(frozen=True, slots=True)
class Measure:
    """A colour on another one: how far apart they are, and how far they have to be."""

    field: str
    colour: str
    ground: str
    least: float

    @property
    def contrast(self) -> float:
        return contrast(self.colour, self.ground)

    @property
    def is_enough(self) -> bool:
        return self.contrast >= self.least


@dataclass(frozen=True)
class Palette:
    """The colours of a portal; the defaults are those of the stylesheet."""

    main: str = "#0b6b3a"
    signal: str = "#c4122f"
    highlight: str = "#ffc53d"
    poster: str = "#085f33"

    @property
    def key(self) -> str:
        """Part of an address."""
        return "-".join(astuple(self)).replace("#", "")

    def measures(self) -> list[Measure]:
        """Whatever stands on something else, worst first within each colour."""
        text = [("main", self.main, ground) for ground in (TINT, PAPER, SHEET)]
        text += [("signal", self.signal, ground) for ground in (PAPER, SHEET)]
        text += [(name, on(getattr(self, name)), getattr(self, name)) for name in ("main", "signal", "highlight")]
        text += [("poster", WHITE, self.poster)]
        return [Measure(*one, TEXT) for one in text] + [Measure("highlight", self.highlight, self.poster, GRAPHICS)]

    def css(self) -> str:
        """Custom properties for screens; empty while nothing differs from the stylesheet."""
        usual, light, dark = Palette(), {}, {}
        for name, token in (("main", "leaf"), ("signal", "red")):
            colour = getattr(self, name)
            if colour != getattr(usual, name):
                bright = lightened(colour, DARK_SHEET, 7)
                light |= {token: colour, f"on-{token}": on(colour)}
                dark |= {token: bright, f"on-{token}": on(bright, DARK_INK)}
        if "leaf" in light:
            light["leaf-deep"], dark["leaf-deep"] = mixed(self.main, INK, 0.3), mixed(dark["leaf"], WHITE, 0.4)
        if self.highlight != usual.highlight:
            light |= {"sun": self.highlight, "on-sun": on(self.highlight), "land-on": self.highlight}
            dark["land-on"] = mixed(self.highlight, DARK_SHEET, 0.7)
        if self.poster != usual.poster:
            light |= {"poster": self.poster}
            dark |= {"poster": self.poster}
        if not light:
            return ""
        return f"@media screen{{{_root(light)}@media (prefers-color-scheme:dark){{{_root(dark)}}}}}"


def _root(values: dict[str, str]) -> str:
    return f":root{{{''.join(f'--{name}:{value};' for name, value in values.items())}}}"


def _channels(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour.removeprefix("#")))


def _luminance(colour: str) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (v / 255 for v in _channels(colour))]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
