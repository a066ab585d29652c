from concurrent.futures import ThreadPoolExecutor

from django.db import connection


def at_once(*steps):
    """Each in a thread of its own; what one of them raises is raised here."""

    def with_own_connection(step):
        try:
            step()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(steps)) as threads:
        for done in [threads.submit(with_own_connection, step) for step in steps]:
            done.result()
