"""The sentence in which a page says what was looked for, with the words marked. Knows no Django model."""

import re
from collections.abc import Collection, Iterable
from functools import cache

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from home.language.compounds import Vocabulary
from home.language.queries import WantedWord
from home.language.words import stem

_SENTENCE_END = re.compile(r"(?<=[.!?…])[“”\"]?\s+|\n+")
_PIECE = re.compile(r"([^\W_]+)")
LONGEST = 240
# More than this of one page is not read for a line of text.
MOST_LETTERS = 20_000


class Marker:
    """Marks what meets a query."""

    def __init__(self, wanted: Collection[WantedWord], vocabulary: Vocabulary):
        self.wanted, self.vocabulary = wanted, vocabulary
        self.meets = cache(self._meets)

    def _meets(self, word: str) -> frozenset[WantedWord]:
        stemmed = stem(word)
        stems = (stemmed, *self.vocabulary.parts(stemmed)) if stemmed else ()
        return frozenset(one for one in self.wanted if any(one.met_by(part, word) for part in stems))

    def score(self, text: str) -> int:
        return len(frozenset().union(*map(self.meets, _PIECE.findall(text))))

    def best_sentence(self, texts: Iterable[str]) -> str:
        """The first sentence that has the most of the wanted words; "" if none has any."""
        best, best_score = "", 0
        for text in texts:
            for sentence in _SENTENCE_END.split(text[:MOST_LETTERS]):
                score = self.score(sentence)
                if score > best_score:
                    best, best_score = sentence.strip(), score
                if best_score == len(self.wanted):
                    return best
        return best

    def mark(self, text: str) -> SafeString:
        """The text escaped, wanted words in <mark>, cut around the first of them if it is long."""
        pieces = _PIECE.split(self._cut(text))
        return format_html_join(
            "",
            "{}",
            (
                (format_html("<mark>{}</mark>", piece) if n % 2 and self.meets(piece) else piece,)
                for n, piece in enumerate(pieces)
            ),
        )

    def _cut(self, text: str) -> str:
        if len(text) <= LONGEST:
            return text
        first = next((match.start() for match in _PIECE.finditer(text) if self.meets(match[0])), 0)
        start = text.rfind(" ", 0, max(0, first - LONGEST // 3) + 1) + 1 if first > LONGEST // 2 else 0
        end = text.rfind(" ", start, start + LONGEST)
        return ("… " if start else "") + text[start:end] + " …"
