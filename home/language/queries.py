"""What a visitor typed, as words each of which must be met in one of several ways. Knows no Django."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from home.language.compounds import Vocabulary
from home.language.words import fold, is_stop_word, spelled, stem, words

# More words than this are no search.
MAX_WORDS = 12
# Shorter beginnings are those of too many words.
SHORTEST_BEGINNING = 4


class Equivalents:
    """Groups of words that mean the same to a search: Geflüchtete = Flüchtlinge = Zugewanderte."""

    def __init__(self, groups: Iterable[Sequence[str]]):
        self._same: dict[str, set[str]] = {}
        for group in groups:
            # One of several words would stand for things the others keep out.
            single = [entry_words[0] for entry in group if len(entry_words := words(entry)) == 1]
            stems = {stem(word) for word in single} - {""}
            for one in stems:
                self._same.setdefault(one, {one}).update(stems)

    def of(self, stemmed: str) -> tuple[str, ...]:
        """The stem itself first, then what means the same."""
        return (stemmed, *sorted(self._same.get(stemmed, set()) - {stemmed}))


@dataclass(frozen=True, slots=True)
class WantedWord:
    """Best met by the form that was typed, else by a stem, else by all parts of the compound, or by a word's beginning."""

    form: str
    stems: tuple[str, ...]
    parts: tuple["WantedWord", ...] = ()

    @property
    def beginnings(self) -> tuple[str, ...]:
        """In the spelling of stems and of forms."""
        return tuple(dict.fromkeys((fold(self.form), self.form))) if len(self.form) >= SHORTEST_BEGINNING else ()

    def met_by(self, stemmed: str, word: str) -> bool:
        """Whether a word of a text, or its part with this stem, is or helps to be what was looked for."""
        return (
            stemmed in self.stems
            or (bool(self.beginnings) and spelled(word).startswith(self.form))
            or any(part.met_by(stemmed, word) for part in self.parts)
        )


def wanted_words(text: str, equivalents: Equivalents, vocabulary: Vocabulary) -> tuple[WantedWord, ...]:
    """Each word of the text once; little words count only if there are no others."""
    typed = list(dict.fromkeys(words(text)))[:MAX_WORDS]
    telling = [word for word in typed if not is_stop_word(word)] or typed
    stems = {stem(word): spelled(word) for word in reversed(telling)}
    stems.pop("", None)
    found = []
    for stemmed, form in reversed(stems.items()):
        parts = vocabulary.parts(stemmed)
        # A single known part is not all that was meant.
        split = [WantedWord(part, equivalents.of(part)) for part in parts[::-1]] if len(parts) > 1 else ()
        found.append(WantedWord(form, equivalents.of(stemmed), tuple(split)))
    return tuple(found)
