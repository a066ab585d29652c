"""A name for the content of files, so that what was made from them is made anew only when they have changed."""

import hashlib
import sys
from collections.abc import Iterable
from pathlib import Path


def of(paths: Iterable[Path], *more: str) -> str:
    """A short name for exactly these contents, other values (`more`) and this Python; folders are looked through."""
    files = {path for root in paths for path in ([root] if root.is_file() else root.rglob("*")) if path.is_file()}
    digest = hashlib.sha256("\n".join([sys.version, *more]).encode())
    for path in sorted(path for path in files if path.suffix != ".pyc"):
        digest.update(f"\n{path}\n".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
