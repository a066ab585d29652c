"""The filter parameters that every list, map, feed and embedded view shares, parsed once."""

from home.filters.parsing import parse
from home.filters.state import (
    RADII,
    Chip,
    Choice,
    Filters,
    Problem,
    chips,
    measured_from,
    narrow_to_place,
    place_phrase,
    where,
)

__all__ = [
    "RADII",
    "Chip",
    "Choice",
    "Filters",
    "Problem",
    "chips",
    "measured_from",
    "narrow_to_place",
    "parse",
    "place_phrase",
    "where",
]
