"""Words and their stems. Knows no Django."""

import re
import threading
import unicodedata
from functools import lru_cache

import snowballstemmer

from home.language.letters import UMLAUTS, WORD, without_accents

_FOLDED = re.compile(r"(?<![aeq])([aou])e")
_STEMMER = snowballstemmer.stemmer("german")
# It keeps the word it is at in itself: of two threads at once one got the stem of the other's, or an IndexError.
_STEMMING = threading.Lock()

# Endings the stemmer takes from one form and leaves at another: Herbst and Herbste, Köchin and Koch, Praktikum and
# Praktika, Stipendium and Stipendien, Büro and Büros, Nachbar and Nachbarn. Applied to index and query alike, so it
# only has to be even.
_LEFT_OVER = re.compile(
    r"(?<=.{3}[bcdfghjklmnprstvwxz])(?:inn|in|um|a)$|(?<=.{3}[bcdfghjklmnprstvwxz]i)um$|(?<=..[bdfghklmnt])st$"
    r"|(?<=..[bdfghklmnprtwyo])s$|(?<=..[bdfkt]i)s$|(?<=kita)s$|(?<=nachbar)n$"
)

# What looks like an ending and is none: Lehrer is not Lehre, Schüler not Schule, Bürger not Burg, Kurs not Kur.
# In this spelling nobody from Duisburg is a Bürger.
_WHOLE = re.compile(
    r"(.*(?:lehrer|schueler|buerger|meister|kammer|fenster|turnier|kurs|dienst|kue?nst))(?:e|en|es|n|s|in|innen)?"
)
# "Lehrer*innen", "Lehrer:in", "Lehrer_innen", "Lehrer/-innen", "Lehrer(innen)" are one word.
_GENDER_SIGN = re.compile(r"(?<=[^\W\d_])(?:[*:_/·•]-?|\()(in(?:nen)?)\b\)?", re.IGNORECASE)

# In a query they say nothing; in an index they take room.
_STOP_WORDS = """
aber alle als am an auch auf aus bei bin bis da dann das dass de dem den der des die dies diese dieser dieses doch
du durch ein eine einem einen einer eines er es etwas fuer gibt hat haben hier ich ihr ihre im in ins ist ja kein
keine koennen man mehr mit nach nicht noch nur ob oder sein sich sie sind so ueber um und uns unter vom von vor war
was wegen wenn wer wie wir wird wo zu zum zur
"""
STOP_WORDS = frozenset(_STOP_WORDS.split())


def words(text: str) -> list[str]:
    """The words of a text as written, without signs. Hidden and combining signs are dropped or joined first, as are the
    signs inside "Lehrer*innen".
    """
    clean = unicodedata.normalize("NFC", text.replace("\u00ad", ""))
    return WORD.findall(_GENDER_SIGN.sub(r"\1", clean))


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The one form of all spellings and endings of a word: Häuser, Haeuser, HAUS and Hauses are "haus".

    Longer than any real word gives "": nobody looks for it.
    """
    if len(word) > 60:
        return ""
    letters = word.lower().translate(UMLAUTS)
    if whole := _WHOLE.fullmatch(letters):
        return _fold(whole[1])
    with _STEMMING:
        stemmed = _STEMMER.stemWord(letters)
    return _LEFT_OVER.sub("", _fold(stemmed))


def fold(word: str) -> str:
    """The whole word in the spelling of the stems, with its ending."""
    return _fold(word.lower().translate(UMLAUTS))


def spelled(word: str) -> str:
    """The word itself, of which only the case and the way to write its umlauts do not matter: Bürger is no Burger."""
    return without_accents(word.lower().translate(UMLAUTS))


def is_stop_word(word: str) -> bool:
    return word.lower().translate(UMLAUTS) in STOP_WORDS


def _fold(text: str) -> str:
    return _FOLDED.sub(r"\1", without_accents(text))
