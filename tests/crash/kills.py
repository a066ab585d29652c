"""What dies: a worker in the middle of a request, the whole server, or a process of PostgreSQL's and with it all others."""

import os
import random
import signal
import subprocess
import time
from collections import Counter
from pathlib import Path

from django.db import Error, connection

from demo import server

SECONDS_BETWEEN = (0.5, 4.0)


class Victims:
    """The served site, which is started anew whenever it is gone."""

    def __init__(self, port: int):
        self.port = port
        self.killed = Counter()
        self.start()

    @property
    def url(self) -> str:
        return f"http://{server.HOST}:{self.port}"

    def start(self) -> None:
        self.process = server.start(self.port, env=dict(os.environ))
        assert server.wait_until_ready(self.process, self.port), "the site does not come back"

    def kill_until(self, end: float) -> None:
        kinds = [self.worker, self.worker, self.whole_server]
        if connection.vendor == "postgresql":
            kinds.append(self.database)
        while time.monotonic() < end:
            time.sleep(random.uniform(*SECONDS_BETWEEN))
            kind = random.choice(kinds)
            if kind():
                self.killed[kind.__name__.replace("_", " ")] += 1

    def worker(self) -> bool:
        workers = self._workers()
        return bool(workers) and _kill(random.choice(workers))

    def whole_server(self) -> bool:
        # Orphaned workers would keep the port for a while.
        for pid in [self.process.pid, *self._workers()]:
            _kill(pid)
        self.process.wait()
        self.start()
        return True

    def database(self) -> bool:
        """One process that dies by SIGKILL takes the whole cluster through a crash and a recovery."""
        try:
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT pid FROM pg_stat_activity"
                    " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() AND datname = current_database()"
                )
                pids = [pid for (pid,) in cursor.fetchall()]
        except Error:
            return False
        finally:
            connection.close()
        return bool(pids) and _kill(random.choice(pids))

    def stop(self) -> None:
        server.stop(self.process)

    def _workers(self) -> list[int]:
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        if children.exists():
            return [int(pid) for pid in children.read_text().split()]
        found = subprocess.run(["pgrep", "-P", str(self.process.pid)], capture_output=True, text=True, check=False)
        return [int(pid) for pid in found.stdout.split()]


def _kill(pid: int) -> bool:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return False
    return True
