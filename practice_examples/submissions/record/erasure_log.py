"""The keys of what has been erased, in a file outside of database and backups: no older backup brings it back.

A key is random and says nothing of anybody.
"""

import contextlib
import os
import uuid
from collections.abc import Iterable
from pathlib import Path


def read(*files: Path) -> set[uuid.UUID]:
    """The keys in these files; one that is not there has none."""
    found = set()
    for file in files:
        for line in file.read_text().splitlines() if file.exists() else []:
            # A line that a power cut has left half written.
            with contextlib.suppress(ValueError):
                found.add(uuid.UUID(line))
    return found


def add(keys: Iterable[uuid.UUID], to: Path) -> None:
    """Write what the file lacks of the keys to its end, and on the disk."""
    lacking = sorted(set(keys) - read(to))
    if lacking:
        with open(os.open(to, os.O_APPEND | os.O_CREAT | os.O_WRONLY, 0o600), "w") as file:
            file.write("".join(f"\n{key}" for key in lacking) + "\n")
            file.flush()
            os.fsync(file.fileno())
