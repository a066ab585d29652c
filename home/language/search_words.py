"""How pages are found by German words: what is kept with each page, and how a query is asked.

Stems and parts of compounds are worked out in Python (home.language), so that SQLite and PostgreSQL find the same.
"""

from functools import lru_cache, reduce
from operator import or_

from django.contrib.postgres.search import SearchQuery
from django.db import connection, models
from django.db.models import Case, IntegerField, Q, Value, When
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast
from modelsearch.utils import get_descendants_content_types_pks
from wagtail.models import Page
from wagtail.search import index
from wagtail.search.models import IndexEntry

from home.caching.version import cached
from home.language.compounds import Vocabulary, base_vocabulary, terms
from home.language.queries import Equivalents, WantedWord, wanted_words
from home.language.snippets import EquivalentWords
from home.language.spelling import Spelling
from home.language.words import fold, spelled, stem, words

OWN_NOUNS = "nouns of this site"
OWN_NOUNS_SECONDS = 3600
# What a query asks for: every word of it must be met.
Wanted = tuple[WantedWord, ...]
# How well: by the very form, by a whole word, or by anything that counts at all.
FORM, WORD, ANY = "form", "word", "any"
# Beside stems the index has whole words as they were written, told apart by this last sign.
_FORM_SIGN = "0"
# A word, a word's beginning, and, or.
_SYNTAX = {"sqlite": ('"%s"', '"%s"*', " AND ", " OR "), "postgresql": ("'%s'", "'%s':*", " & ", " | ")}


class Findable(models.Model):
    """Keeps the stems of a page with it. A kind of page says what it is found by in `search_texts()`."""

    search_title = models.TextField(editable=False, default="")
    search_words = models.TextField(editable=False, default="")

    findable_fields = [index.SearchField("search_title", boost=5), index.SearchField("search_words")]

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if kwargs.get("update_fields") is None:
            self.collect_search_words()
        return super().save(*args, **kwargs)

    def search_texts(self) -> tuple[list[str], list[str]]:
        """What weighs most (title, place, topics) and everything else, as plain texts."""
        return [self.title], []

    def collect_search_words(self):
        known = vocabulary()
        heavy, light = self.search_texts()
        # With a space around every word, so that a whole word can be looked for with LIKE.
        self.search_title, self.search_words = index_words(" ".join(heavy), " ".join(light), known)


def index_words(heavy: str, light: str, known: Vocabulary) -> tuple[str, str]:
    """What is kept of texts that weigh most and of all others: stems, and at the end of the latter the forms of both.

    With a space around every word, so that a whole word can be looked for with LIKE.
    """
    forms = dict.fromkeys(f"{spelled(word)}{_FORM_SIGN}" for word in (*words(heavy), *words(light)) if stem(word))
    return f" {' '.join(terms(heavy, known))} ", f" {' '.join([*terms(light, known), *forms])} "


class FindableQuerySet(models.QuerySet):
    def containing(self, wanted: Wanted, how: str = ANY):
        """Pages with every word wanted, in any form, as part of a compound, or by a word that means the same."""
        return self.filter(pk__in=self._having(wanted, how)) if wanted else self.none()

    def most_fitting(self, wanted: Wanted):
        """Those first that have the words as they were typed, before other forms and words that only begin so; then
        those with more of them in title, place or topics; then the newest.
        """
        score = sum((_in_title(word) for word in wanted), start=Value(0))
        fits = Case(
            *(When(pk__in=self._having(wanted, how), then=Value(rank)) for how, rank in ((FORM, 2), (WORD, 1))),
            default=Value(0),
            output_field=IntegerField(),
        )
        return self.annotate(fits=fits, in_title=score).order_by("-fits", "-in_title", "-first_published_at", "-pk")

    def _having(self, wanted: Wanted, how: str):
        entries = IndexEntry.objects.filter(content_type__in=get_descendants_content_types_pks(self.model))
        return with_words(entries, wanted, how).annotate(page=Cast("object_id", IntegerField())).values("page")


def _in_title(word: WantedWord) -> Case:
    """More for the word itself than for one that means the same, and least for one that only begins so."""
    whole = [Q(search_title__contains=f" {stemmed} ") for stemmed in word.stems]
    ranked = [
        whole[0],
        reduce(or_, whole),
        *(Q(search_title__contains=f" {letters}") for letters in word.beginnings[:1]),
    ]
    return Case(
        *(When(found, then=Value(3 - place)) for place, found in enumerate(ranked)),
        default=Value(0),
        output_field=IntegerField(),
    )


def words_wanted(text: str) -> Wanted:
    """One query, for the words that mean the same: what an editor changes holds from the next search on."""
    if not text:
        return ()
    lines = EquivalentWords.objects.as_groups()
    return wanted_words(text, _equivalents(tuple(map(tuple, lines))), vocabulary())


# Building one takes longer than using it.
_equivalents = lru_cache(maxsize=2)(Equivalents)


def with_words(entries, wanted: Wanted, how: str = ANY):
    """Those of the entries of Wagtail's index that have every word.

    Wagtail's own query for it takes SQLite the square of the number of pages: it asks the index once for each page.
    Here the index is asked once, before anything else.
    """
    _word, _beginning, both, _either = _SYNTAX[connection.vendor]
    match = both.join(_expression(word, how) for word in wanted)
    if connection.vendor == "sqlite":
        table = "wagtailsearch_indexentry_fts"
        return entries.filter(pk__in=RawSQL(f"SELECT rowid FROM {table} WHERE {table} MATCH %s", [f"body : ({match})"]))
    return entries.filter(body=SearchQuery(match, config="simple", search_type="raw"))


def _expression(wanted: WantedWord, how: str) -> str:
    """In the words of the database's index. Words are letters and digits, so that nothing in them has to be escaped."""
    word, beginning, both, either = _SYNTAX[connection.vendor]
    if how == FORM:
        return word % f"{wanted.form}{_FORM_SIGN}"
    ways = [word % stemmed for stemmed in wanted.stems]
    if how == ANY:
        ways += [beginning % letters for letters in wanted.beginnings]
        ways += [f"({both.join(_expression(part, how) for part in wanted.parts)})"] if wanted.parts else []
    return f"({either.join(ways)})"


_built = lru_cache(maxsize=2)(Vocabulary)


def vocabulary() -> Vocabulary:
    """The words compounds are taken apart with: common ones, and the nouns in titles of this site's own pages."""
    return _built((*base_vocabulary(), *cached(OWN_NOUNS, own_nouns, depends_on=(), seconds=OWN_NOUNS_SECONDS)))


def own_nouns() -> list[str]:
    titles = Page.objects.live().order_by("pk").values_list("title", flat=True)
    return sorted({word for title in titles for word in words(title) if word[:1].isupper() and len(word) > 3})


class KnownWords:
    """Common words, those of this site's titles, and those that mean the same as others."""

    def __init__(self, known: tuple[str, ...]):
        self._written = {fold(word): word for word in known}
        self._stems = {stem(word) for word in known}
        self._spelling = Spelling(self._written)

    def has(self, word: str) -> bool:
        """Whether it is one, in any form, or made of some."""
        return stem(word) in self._stems or vocabulary().has(word)

    def near(self, word: str) -> list[str]:
        """Those one wrong letter away, as they are written; of one word only one form."""
        by_stem = {stem(near): self._written[near] for near in reversed(self._spelling.near(fold(word)))}
        return sorted(by_stem.values())


_known_words = lru_cache(maxsize=2)(KnownWords)


def known_words() -> KnownWords:
    """One query, for the words that mean the same."""
    equivalent = [word for group in EquivalentWords.objects.as_groups() for entry in group for word in words(entry)]
    return _known_words((*vocabulary().written, *equivalent))
