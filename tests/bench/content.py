"""Many stories at once, by copying rows: nothing here goes through `save()`, so ten thousand take seconds."""

from collections.abc import Callable

from django.db import connection, models
from django.db.models import Max
from wagtail.models import Page

from home import edition
from practice_examples.models import ExampleIndexPage, ExamplePage

AT_ONCE = 500


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
        made += len(batch)
        progress(made)
    Page.objects.filter(pk=index.pk).update(numchild=made)
    _advance_sequences()
    edition.advance()


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


def _advance_sequences():
    """The rows brought their keys along; PostgreSQL must not give those out again."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence('wagtailcore_page', 'id'), (SELECT max(id) FROM wagtailcore_page))"
            )
