"""Who borders on whom, from the municipalities' outlines: neighbours have border points in common."""

from collections import defaultdict
from functools import lru_cache

from home.land.drawing import features

# One common point is a corner where four areas meet, not a border.
COMMON_POINTS = 2


def neighbours(level: str, value: str) -> frozenset[str]:
    """Those that border on the municipality (level "ags"), Kreis ("kreis") or region ("region") with that id."""
    return _borders(level).get(value, frozenset())


@lru_cache(maxsize=3)
def _borders(level: str) -> dict[str, frozenset[str]]:
    owners = defaultdict(set)
    for properties, parts, _ in features("gemeinden"):
        for part in parts:
            for ring in part:
                for lng, lat in ring:
                    owners[lng, lat].add(properties[level])
    common = defaultdict(lambda: defaultdict(int))
    for sharing in owners.values():
        for one in sharing:
            for other in sharing - {one}:
                common[one][other] += 1
    return {
        one: frozenset(other for other, points in others.items() if points >= COMMON_POINTS)
        for one, others in common.items()
    }
