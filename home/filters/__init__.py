"""The filter parameters that every list, map, feed and embedded view shares, parsed once."""

from home.filters.parsing import parse
from home.filters.state import RADII, SORTS, Choice, Filters, Problem, narrow_to_place
from home.filters.wording import Chip, chips, place_phrase, where

__all__ = [
    "RADII",
    "SORTS",
    "Chip",
    "Choice",
    "Filters",
    "Problem",
    "chips",
    "narrow_to_place",
    "parse",
    "place_phrase",
    "where",
]
