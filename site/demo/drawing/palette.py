"""The colours of the clips. The first row is the site's own design; the rest lives only in pictures."""

INK, PAPER, LEAF, RED, SUN = "#17251f", "#fbf8f1", "#0b6b3a", "#c4122f", "#ffc53d"
LAND, WATER = "#efe6d3", "#cfe3ee"

BLUE, NIGHT, PLUM, ROSE, TEAL = "#1f5f8b", "#14304a", "#5b2a4f", "#f3bdb1", "#0f6f73"
BRICK, RUST, OCHRE, MEADOW = "#d9572b", "#a93c18", "#d99a2b", "#8fbf6a"
LILAC, SAGE, WINE = "#c8c2d8", "#c9d9b8", "#8f0d22"
WOOD, BARK, STEEL, SLATE = "#e9c38c", "#5a2a13", "#cfd6d2", "#33453d"
DARK_BROWN, BROWN, CHESTNUT, BLOND = "#3a2016", "#8a4a1f", "#a2521c", "#d9b36a"

# Each skin has a light and a shaded half.
SKINS = {
    "a": ("#f0c9a6", "#d9a57c"),
    "b": ("#d8a173", "#b97f52"),
    "c": ("#b0744a", "#8c5733"),
    "d": ("#85502f", "#643920"),
    "e": ("#5c3522", "#422415"),
}
