"""What a visitor typed, as groups of stems: every group must be met, by any of its words. Knows no Django."""

from collections.abc import Iterable, Sequence

from home.language.words import is_stop_word, stem, words

# More words than this are no search.
MAX_WORDS = 12


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


def groups(text: str, equivalents: Equivalents) -> list[tuple[str, ...]]:
    """One tuple of stems for each word of the text; little words count only if there are no others."""
    typed = list(dict.fromkeys(words(text)))[:MAX_WORDS]
    telling = [word for word in typed if not is_stop_word(word)] or typed
    stems = dict.fromkeys(stem(word) for word in telling)
    stems.pop("", None)
    return [equivalents.of(one) for one in stems]
