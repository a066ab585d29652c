"""How pages are found by German words: what is kept with each page, and how a query is asked.

Stems and parts of compounds are worked out in Python (home.german), so that SQLite and PostgreSQL find the same.
"""

from functools import lru_cache, reduce
from operator import and_, or_

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
from home.language.queries import Equivalents, groups
from home.language.snippets import EquivalentWords
from home.language.words import words

OWN_NOUNS = "nouns of this site"
OWN_NOUNS_SECONDS = 3600
# What a query asks for: every group must be met, by any of its stems.
Wanted = tuple[tuple[str, ...], ...]


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
        self.search_title = f" {' '.join(terms(' '.join(heavy), known))} "
        self.search_words = f" {' '.join(terms(' '.join(light), known))} "


class FindableQuerySet(models.QuerySet):
    def containing(self, wanted: Wanted):
        """Pages with every word wanted, in any form, as part of a compound, or by a word that means the same."""
        if not wanted:
            return self.none()
        entries = IndexEntry.objects.filter(content_type__in=get_descendants_content_types_pks(self.model))
        keys = with_words(entries, wanted).annotate(page=Cast("object_id", IntegerField()))
        return self.filter(pk__in=keys.values("page"))

    def most_fitting(self, wanted: Wanted):
        """Those first that have more of the words in title, place or topics; then the newest."""
        score = Value(0)
        for stems in wanted:
            in_title = reduce(or_, (Q(search_title__contains=f" {stem} ") for stem in stems))
            score = score + Case(When(in_title, then=Value(1)), default=Value(0), output_field=IntegerField())
        return self.annotate(in_title=score).order_by("-in_title", "-first_published_at", "-pk")


def words_wanted(text: str) -> Wanted:
    """One query, for the words that mean the same: what an editor changes holds from the next search on."""
    if not text:
        return ()
    lines = EquivalentWords.objects.as_groups()
    return tuple(groups(text, _equivalents(tuple(map(tuple, lines)))))


# Building one takes longer than using it.
_equivalents = lru_cache(maxsize=2)(Equivalents)


def with_words(entries, wanted: Wanted):
    """Those of the entries of Wagtail's index that have, of every group of stems, at least one.

    Wagtail's own query for it takes SQLite the square of the number of pages: it asks the index once for each page.
    Here the index is asked once, before anything else.
    """
    if connection.vendor == "sqlite":
        alternatives = (" OR ".join(f'"{stem}"' for stem in stems) for stems in wanted)
        match = " AND ".join(f"({group})" for group in alternatives)
        table = "wagtailsearch_indexentry_fts"
        return entries.filter(pk__in=RawSQL(f"SELECT rowid FROM {table} WHERE {table} MATCH %s", [f"body : ({match})"]))
    every = (reduce(or_, (SearchQuery(stem, config="simple") for stem in stems)) for stems in wanted)
    return entries.filter(body=reduce(and_, every))


_built = lru_cache(maxsize=2)(Vocabulary)


def vocabulary() -> Vocabulary:
    """The words compounds are taken apart with: common ones, and the nouns in titles of this site's own pages."""
    return _built((*base_vocabulary(), *cached(OWN_NOUNS, own_nouns, depends_on=(), seconds=OWN_NOUNS_SECONDS)))


def own_nouns() -> list[str]:
    titles = Page.objects.live().order_by("pk").values_list("title", flat=True)
    return sorted({word for title in titles for word in words(title) if word[:1].isupper() and len(word) > 3})
