"""All examples as GeoJSON in a file, compressed beforehand: asked for often, and long.

The file belongs to one edition of the published content. The first request after a change writes the next one;
files are named after their content and a manifest names the current ones, so that several processes may write at
once and nobody reads half a file.
"""

import gzip
import hashlib
import json
import logging
import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import brotli
from django.conf import settings

logger = logging.getLogger(__name__)

FOLDER = "prepared"
MANIFEST = "beispiele.json"
# Ten thousand examples in about a second, and 5 % more bytes than the slowest setting, which takes twenty.
BROTLI_QUALITY = 9
_COMPRESSIONS = {
    "br": lambda content: brotli.compress(content, mode=brotli.MODE_TEXT, quality=BROTLI_QUALITY, lgwin=24),
    "gzip": lambda content: gzip.compress(content, 6, mtime=0),
    "identity": lambda content: content,
}


@dataclass(frozen=True, slots=True)
class Prepared:
    """One encoding of the collection."""

    content: bytes
    encoding: str


def find(edition_key: str, encodings: Iterable[str]) -> Prepared | None:
    """The collection of this edition in the first of these encodings; None if it is not written yet."""
    folder = _folder()
    try:
        manifest = json.loads((folder / MANIFEST).read_bytes())
    except (OSError, ValueError):
        return None
    if manifest.get("edition") != edition_key:
        return None
    encoding = next((encoding for encoding in encodings if encoding in manifest["files"]), "identity")
    try:
        return Prepared(_read(folder / manifest["files"][encoding]), encoding)
    except OSError:
        # Mostly because another process has just replaced it.
        return None


# The two compressions stay at hand in each process: reading them costs more than all the rest of an answer. A file
# never changes, since its name is made from its content.
@lru_cache(maxsize=2)
def _read(path: Path) -> bytes:
    return path.read_bytes()


def write(edition_key: str, pieces: Iterable[str]) -> None:
    """Make the content the current one of this edition.

    Never raises for a full or read-only disk: then there is no file, and every request is answered from the database.
    """
    content = "".join(pieces).encode()
    name = f"beispiele-{hashlib.sha256(content).hexdigest()[:16]}"
    files = {encoding: f"{name}.{encoding}" for encoding in _COMPRESSIONS}
    folder = _folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for encoding, compress in _COMPRESSIONS.items():
            if not (folder / files[encoding]).exists():
                _replace(folder / files[encoding], compress(content))
        _replace(folder / MANIFEST, json.dumps({"edition": edition_key, "files": files}).encode())
        for old in folder.glob("beispiele-*"):
            if old.name not in files.values():
                old.unlink(missing_ok=True)
    except OSError:
        logger.exception("The prepared GeoJSON cannot be written to %s", folder)


def _folder() -> Path:
    return Path(settings.VAR_DIR) / FOLDER


def _replace(path: Path, content: bytes) -> None:
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".unfinished-", delete=False) as file:
        file.write(content)
    os.replace(file.name, path)
