"""Where files live that no web server may ever hand out."""

import os
import posixpath
from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import FileSystemStorage, Storage, storages


class PrivateStorage(FileSystemStorage):
    """PRIVATE_ROOT, outside MEDIA_ROOT: readable for this site only, and without addresses."""

    def __init__(self):
        super().__init__(file_permissions_mode=0o600, directory_permissions_mode=0o700)

    @property
    def base_location(self):
        return settings.PRIVATE_ROOT

    @property
    def location(self):
        return os.path.abspath(self.base_location)

    def url(self, name):
        raise SuspiciousFileOperation("Private files have no address.")

    def _save(self, name, content):
        """The file is on the disk before any row speaks of it: whole, or not at all."""
        try:
            saved = super()._save(name, content)
            for path in (self.path(saved), os.path.dirname(self.path(saved))):
                _sync(path)
        except OSError:
            # A full disk has taken the beginning of it. Nothing else has this name: `save` has chosen a free one.
            self.delete(name)
            raise
        return saved


def _sync(path: str) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def private_storage():
    """The private store: `STORAGES["private"]` where several servers share one, else PRIVATE_ROOT."""
    return storages["private"] if "private" in settings.STORAGES else PrivateStorage()


def stale_files(storage: Storage, folder: str, before: datetime, known: Iterable[str] = ()) -> list[str]:
    """Names of the files in a folder that are none of the known ones and were written before `before`, sorted."""
    try:
        found = storage.listdir(folder)[1]
    except FileNotFoundError:
        return []
    names = {posixpath.join(folder, name) for name in found} - set(known)
    return [name for name in sorted(names) if not is_younger(storage, name, before)]


def is_younger(storage: Storage, name: str, before: datetime) -> bool:
    """Whether a file was written at `before` or later; a file that is gone was not."""
    try:
        return storage.get_modified_time(name) >= before
    except FileNotFoundError:
        return False
