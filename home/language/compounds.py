"""The parts of German compounds, so that "Mannschaft" finds "Flüchtlingsmannschaft". Knows no Django."""

from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path

from home.language.words import fold, is_stop_word, stem, words

LINKS = ("", "s", "es", "n", "en", "er", "e", "ens")
SHORTEST_PART = 3
# A known part this long is one, whatever stands beside it; a shorter one may be an accident ("Transport").
SURE_LENGTH = 6
_BASE = Path(__file__).with_name("vocabulary.txt")


class Vocabulary:
    """Known words, as stems. The same words give the same parts everywhere."""

    def __init__(self, known: Iterable[str]):
        self.written = tuple(known)
        # The first part of a compound keeps its ending (Ausbildungs-platz), the last one has lost it.
        self.forms = {
            form: stem(word) for word in self.written for form in (fold(word), stem(word)) if len(form) >= SHORTEST_PART
        }
        self._longest = max(map(len, self.forms), default=0)
        self.parts = lru_cache(maxsize=20_000)(self._parts)

    def has(self, word: str) -> bool:
        """Whether it is known, in any form, or made of known words."""
        return stem(word) in self.forms or len(self.parts(stem(word))) > 1

    def _parts(self, word: str) -> tuple[str, ...]:
        """Stems of the parts of a stemmed word, last part first; empty if it is not made of known words."""
        found = self._split(word)
        if found:
            return tuple(reversed(found))
        for start in range(SHORTEST_PART, len(word) - SURE_LENGTH + 1):
            if word[start:] in self.forms:
                return (self.forms[word[start:]],)
        for end in range(len(word) - SHORTEST_PART, SURE_LENGTH - 1, -1):
            if word[:end] in self.forms:
                return (self.forms[word[:end]],)
        return ()

    def _split(self, word: str, depth: int = 0) -> list[str]:
        """Known words from the first letter to the last with links between them, the longest first."""
        if depth > 3 or len(word) < 2 * SHORTEST_PART:
            return []
        for end in range(min(self._longest, len(word) - SHORTEST_PART), SHORTEST_PART - 1, -1):
            first = word[:end]
            if first not in self.forms:
                continue
            for link in LINKS:
                if word.startswith(link, end):
                    rest = word[end + len(link) :]
                    more = [self.forms[rest]] if rest in self.forms else self._split(rest, depth + 1)
                    if more:
                        return [self.forms[first], *more]
        return []


@cache
def base_vocabulary() -> tuple[str, ...]:
    return tuple(words(_BASE.read_text(encoding="utf-8")))


def terms(text: str, vocabulary: Vocabulary) -> list[str]:
    """What a text is found by: the stem of every word and of the parts of compounds, each once, in order."""
    found = {}
    for word in words(text):
        stemmed = stem(word)
        if stemmed:
            found[stemmed] = None
            found.update(dict.fromkeys(vocabulary.parts(stemmed)))
    return list(found)


def pieces(text: str) -> list[str]:
    """The stems of a text with its compounds taken apart as far as common words go, in order and without stop words.

    Unlike `terms`, nothing of a word is said twice and nothing is lost: "Nähwerkstatt" is "nah" and "werkstatt".
    """
    found = []
    for stemmed in [stem(word) for word in words(text) if not is_stop_word(word)]:
        parts = _common().parts(stemmed)[::-1]
        if len(parts) == 1:
            before, part, after = stemmed.partition(parts[0])
            parts = (before, part, after)
        found += filter(None, parts or (stemmed,))
    return found


@cache
def _common() -> Vocabulary:
    return Vocabulary(base_vocabulary())
