"""Whether the database has what this version writes. The names of migrations do not tell: a database may know them all
and be of a time when one of them did less.
"""

from django.apps import apps
from django.db import connection


def lacking() -> list[str]:
    """Tables and columns that are missing, sorted: "home_portal", "home_portal.claim"."""
    found = []
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        for model in apps.get_models(include_auto_created=True):
            table = model._meta.db_table
            if not model._meta.managed or model._meta.proxy:
                continue
            if table not in tables:
                found.append(table)
                continue
            columns = {column.name for column in connection.introspection.get_table_description(cursor, table)}
            # Without its key there is no table; that of SQLite's index of words is hidden.
            wanted = {field.column for field in model._meta.local_concrete_fields if not field.primary_key}
            found += [f"{table}.{column}" for column in wanted - columns]
    return sorted(found)
