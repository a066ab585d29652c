"""Words that one wrong letter makes of another: "Dortmnd" of "Dortmund". Knows no Django."""

from collections import defaultdict
from collections.abc import Iterable

# Of shorter words one letter makes too many others.
SHORTEST = 4
_END = 2


class Spelling:
    def __init__(self, known: Iterable[str]):
        # One mistake leaves the beginning or the end of a word as it is.
        self._by_end = defaultdict(set)
        for word in known:
            if len(word) >= SHORTEST:
                self._by_end[word[:_END], ""].add(word)
                self._by_end["", word[-_END:]].add(word)

    def near(self, word: str) -> list[str]:
        """Known words that differ by one letter too few, too many or wrong, or by two that changed places, in order."""
        if len(word) < SHORTEST:
            return []
        candidates = self._by_end.get((word[:_END], ""), set()) | self._by_end.get(("", word[-_END:]), set())
        return sorted(candidate for candidate in candidates if _is_one_apart(word, candidate))


def _is_one_apart(one: str, other: str) -> bool:
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    start = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    one, other = one[start:], other[start:]
    if one[1:] == other or one == other[1:] or one[1:] == other[1:]:
        return True
    return one[:2] == other[1::-1] and one[2:] == other[2:]
