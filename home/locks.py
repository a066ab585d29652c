"""For what must not be done twice at once, whatever the number of schedulers and servers."""

import fcntl
from collections.abc import Iterator
from contextlib import closing, contextmanager

from django.conf import settings
from django.db import connection


@contextmanager
def only_one(name: str) -> Iterator[bool]:
    """True inside the block for one process at a time, False at once for the others; whoever dies lets go.

    On PostgreSQL for all servers of the database, by a connection of its own. SQLite has one machine, and a file there.
    """
    if connection.vendor == "postgresql":
        with closing(connection.copy()) as own, own.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(hashtext(%s))", [f"landkarte:{name}"])
            yield cursor.fetchone()[0]
    else:
        with (settings.VAR_DIR / f"{name}.lock").open("w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
            else:
                yield True
