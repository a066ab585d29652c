"""How names of places are compared, sorted and turned into addresses. Knows no Django."""

import re
from collections.abc import Iterable, Mapping
from itertools import zip_longest
from unicodedata import normalize

from home.language.letters import UMLAUTS, WORD, without_accents

# "ue" stands for ü, but not after another vowel or q: Neuenkirchen is not Neunkirchen.
_DIGRAPH = re.compile(r"(?<![aeiouq])([aou])e")


def fold(text: str) -> str:
    """The words of a name in the one form all its spellings share: "Köln", "Koeln" and "KOLN" are "koln".

    The fold of a beginning of a name is a beginning of its fold, so that half-typed words can be found.
    """
    words = WORD.findall(_DIGRAPH.sub(r"\1", without_accents(text.casefold())))
    return " ".join(_spelled_out(words))


def index_words(names: Iterable[str], short_forms: Mapping[str, str]) -> list[str]:
    """Every folded word by which one of these names may be asked for, each once.

    `short_forms` of official names ("westf") and what people type instead ("westfalen").
    """
    words = [word for name in names for word in fold(name).split()]
    other = {**short_forms, "sankt": "st"}
    return list(dict.fromkeys([*words, *(other[word] for word in words if word in other)]))


def sort_key(name: str) -> str:
    """Sorts as German dictionaries do (ä as a, ß as ss, spaces and signs ignored), the same on every database.

    Only letters and digits are left because database collations disagree about everything else.
    """
    return "".join(WORD.findall(without_accents(name.casefold())))


def slug(name: str) -> str:
    """The name in an address: "Fröndenberg/Ruhr" is froendenberg-ruhr."""
    return "-".join(re.findall(r"[a-z0-9]+", without_accents(normalize("NFC", name).lower().translate(UMLAUTS))))


def without_addition(name: str) -> str:
    """Names as used by those who live there: Langenfeld for "Langenfeld (Rhld.)", Porz for "Porz am Rhein"."""
    return re.sub(r"\s*\(.*?\)| (?:am|an der|im|bei) .*", "", name).strip()


def _spelled_out(words: list[str]) -> list[str]:
    """The words of "St. Augustin" and "Mülheim a. d. Ruhr" in full; a last "st" may still become Steinfurt."""
    out = []
    for word, next_word in zip_longest(words, words[1:]):
        if word == "st" and next_word:
            out.append("sankt")
        elif word == "a" and next_word == "d":
            out.append("an")
        elif word == "d" and out and out[-1] == "an":
            out.append("der")
        else:
            out.append(word)
    return out
