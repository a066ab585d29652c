"""How pages are found by German words: what is kept with each page, and how a query is asked.

Stems and parts of compounds are worked out in Python (home.german), so that SQLite and PostgreSQL find the same.
"""

from functools import lru_cache, reduce

from django.core.cache import cache
from django.db import models
from django.db.models import Case, IntegerField, Q, Value, When
from wagtail.models import Page
from wagtail.search import index
from wagtail.search.query import PlainText

from home.german.compounds import Vocabulary, base_vocabulary, terms
from home.german.queries import Equivalents, groups
from home.german.words import words
from home.snippets import EQUIVALENTS_KEY, EquivalentWords

VOCABULARY_KEY = "search-vocabulary"
VOCABULARY_SECONDS = 3600
# Another server's cache may lag behind an editor by this much.
EQUIVALENTS_SECONDS = 300


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
    def containing(self, text: str):
        """Pages with every word of the text, in any form, as part of a compound, or by a word that means the same."""
        wanted = query_groups(text)
        if not wanted:
            return self.none()
        query = reduce(lambda left, right: left & right, (_any_of(stems) for stems in wanted))
        # get_queryset() is not a documented API of Wagtail; test_search_words holds it to its word.
        found = self.model._default_manager.search(query, order_by_relevance=False).get_queryset()
        return self.filter(pk__in=found.order_by().values("pk"))

    def most_fitting(self, text: str):
        """Those first that have more of the words in title, place or topics; then the newest."""
        score = Value(0)
        for stems in query_groups(text):
            in_title = reduce(
                lambda left, right: left | right, (Q(search_title__contains=f" {stem} ") for stem in stems)
            )
            score = score + Case(When(in_title, then=Value(1)), default=Value(0), output_field=IntegerField())
        return self.annotate(in_title=score).order_by("-in_title", "-first_published_at", "-pk")


def query_groups(text: str) -> list[tuple[str, ...]]:
    """The query as groups of stems."""
    lines = cache.get_or_set(EQUIVALENTS_KEY, lambda: EquivalentWords.objects.as_groups(), EQUIVALENTS_SECONDS)
    return groups(text, _equivalents(tuple(map(tuple, lines))))


# Building one takes longer than using it.
_equivalents = lru_cache(maxsize=2)(Equivalents)


def _any_of(stems):
    return reduce(lambda left, right: left | right, (PlainText(stem) for stem in stems))


_built = lru_cache(maxsize=2)(Vocabulary)


def vocabulary() -> Vocabulary:
    """The words compounds are taken apart with: common ones, and the nouns in titles of this site's own pages."""
    known = cache.get(VOCABULARY_KEY)
    if known is None:
        titles = Page.objects.live().order_by("pk").values_list("title", flat=True)
        own = {word for title in titles for word in words(title) if word[:1].isupper() and len(word) > 3}
        known = (*base_vocabulary(), *sorted(own))
        cache.set(VOCABULARY_KEY, known, VOCABULARY_SECONDS)
    return _built(known)


def forget_vocabulary() -> None:
    cache.delete(VOCABULARY_KEY)
