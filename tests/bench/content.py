"""Many stories at once, by copying rows: nothing here goes through `save()`, so ten thousand take seconds."""

import random
from collections.abc import Callable
from datetime import date, timedelta

from django.db import connection, models
from django.db.models import Max
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from home.caching import version
from home.land.models import Place
from home.land.names import slug, sort_key
from home.language.search_words import index_words, vocabulary
from home.media.renditions import make_renditions
from home.pages.base import place_names
from practice_examples.choices import Cost, Effort, Provider
from practice_examples.models import ExampleIndexPage, ExamplePage
from tests.factories import FIRST_DAY, make_example, make_index, make_picture, make_topic

AT_ONCE = 500
VOCABULARY = (
    "ankommen arbeiten ausbilden bäcker beratung betrieb brücke chance deutsch ehrenamt fahrrad familie firma fußball "
    "garten gemeinsam geschichte halle handwerk haus hilfe hochschule jugend kammer kirche küche kultur kurs lehre lernen "
    "markt meister mentor metall möbel musik nachbarn neue paten pflege praktikum schule schwestern siegen sommer spiel "
    "sprache stadt stunde tandem tausch theater treffen verein vormittag weg werkbank werkstatt zeitung zukunft zwei"
)
WORDS = VOCABULARY.split()


def multiply(count: int, change: Callable[[ExamplePage, int], None] | None = None, progress=lambda made: None) -> None:
    """Copy the stories there are, in turn, until there are `count`. `change` may alter a copy before it is written."""
    index = ExampleIndexPage.objects.get()
    models_of_tree = ExamplePage.objects.child_of(index).order_by("path")
    originals = list(models_of_tree[: min(count, 200)])
    topics = {example.pk: list(example.topics.values_list("pk", flat=True)) for example in originals}
    through = ExamplePage.topics.through
    made = models_of_tree.count()
    last_step = Page._get_basepath(models_of_tree.last().path, models_of_tree.last().depth)
    step = Page._str2int(last_step[-Page.steplen :])
    while made < count:
        batch = []
        key = Page.objects.aggregate(last=Max("pk"))["last"]
        for number in range(made, min(made + AT_ONCE, count)):
            original = originals[number % len(originals)]
            step, key = step + 1, key + 1
            copy = _copy(original, index, key, step, number)
            if change:
                change(copy, number)
            batch.append((copy, original))
        _insert([copy for copy, _original in batch])
        through.objects.bulk_create(
            through(examplepage_id=copy.pk, topic_id=topic) for copy, original in batch for topic in topics[original.pk]
        )
        get_search_backend().add_bulk(ExamplePage, [copy for copy, _original in batch])
        made += len(batch)
        progress(made)
    Page.objects.filter(pk=index.pk).update(numchild=made)
    _tell_postgres()
    version.advance()


def fill(count: int, progress=lambda made: None) -> None:
    """Stories as different as real ones: all towns, a third with a pin of its own, texts that do not repeat.

    A word of `WORDS` is in every third of them, so that a search has thousands to choose from.
    """
    if not ExamplePage.objects.exists():
        _plant()
    towns = list(Place.objects.towns().select_related("kreis", "region").order_by("pk"))
    known = vocabulary()
    chance = random.Random(2016)

    def change(copy, number):
        copy.place = chance.choice(towns)
        copy.lat, copy.lng = copy.place.lat, copy.place.lng
        if number % 3 == 0:
            copy.lat, copy.lng = copy.lat + chance.uniform(-0.02, 0.02), copy.lng + chance.uniform(-0.02, 0.02)
            copy.location = f"SRID=4326;POINT({copy.lng:.5f} {copy.lat:.5f})"
        copy.title = " ".join(chance.sample(WORDS, 4)).capitalize()
        copy.draft_title, copy.sort_title = copy.title, sort_key(copy.title)
        copy.slug = f"{slug(copy.title)}-{number}"
        copy.url_path = f"{copy.url_path.rpartition('/')[0].rpartition('/')[0]}/{copy.slug}/"
        copy.summary = " ".join(chance.choices(WORDS, k=22)).capitalize() + "."
        heavy = " ".join([copy.title, *place_names(copy.place)])
        copy.search_title, copy.search_words = index_words(heavy, copy.summary, known)
        copy.first_published_at = FIRST_DAY + timedelta(minutes=number)

    multiply(count, change, progress)


def _plant() -> None:
    """The originals: every provider, effort, cost and combination of topics, some finished, with pictures."""
    index = make_index()
    topics = [
        make_topic(name).slug
        for name in ("sprache", "ausbildung", "arbeit", "sport", "beratung", "frauen", "kultur", "gruendung")
    ]
    pictures = [make_picture(f"Bild {number}", size=(1300, 975)) for number in range(6)]
    for picture in pictures:
        make_renditions(picture, "card", "share")
    for number in range(60):
        make_example(
            index,
            topics=[topics[number % 8], topics[number // 8]],
            provider=Provider.values[number % len(Provider.values)],
            effort=["", *Effort.values][number % 4],
            cost=["", *Cost.values][number // 15],
            lead_picture=pictures[number % 6],
            reviewed_on=date(2026, 1 + number % 12, 1),
            ended_on=date(2018, 12, 31) if number % 9 == 0 else None,
        )


def _copy(original, index, key, step, number):
    values = {
        field.attname: getattr(original, field.attname)
        for field in ExamplePage._meta.concrete_fields
        if field.name not in ("translation_key", "latest_revision", "live_revision")
    }
    values |= {
        "id": key,
        "page_ptr_id": key,
        "path": Page._get_path(index.path, index.depth + 1, step),
        "slug": f"{original.slug}-{number}",
        "url_path": f"{index.url_path}{original.slug}-{number}/",
    }
    return ExamplePage(**values)


def _insert(copies):
    """Parent rows and rows of their own, as multi-table `bulk_create` does not exist."""
    Page.objects.bulk_create(
        Page(**{field.attname: getattr(copy, field.attname) for field in Page._meta.concrete_fields}) for copy in copies
    )
    own = ExamplePage._meta.local_concrete_fields
    query = models.sql.InsertQuery(ExamplePage)
    size = max(1, 900 // len(own))
    for first in range(0, len(copies), size):
        query = models.sql.InsertQuery(ExamplePage)
        query.insert_values(own, copies[first : first + size])
        query.get_compiler(connection=connection).execute_sql()


def _tell_postgres():
    """The rows brought their keys along, which must not be given out again; and its planner has not seen them yet."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence('wagtailcore_page', 'id'), (SELECT max(id) FROM wagtailcore_page))"
            )
            # Where stories are written one by one, autovacuum does this.
            cursor.execute("ANALYZE")
