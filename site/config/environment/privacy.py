"""Who else on this machine may read what the site writes: nobody, whatever the umask it was started with."""

import contextlib
import os
import stat
import sys
from pathlib import Path

import environ

UNREADABLE = "Die Datei „%s“ darf dieses Benutzerkonto nicht lesen. Sie enthält die Einstellungen der Website."


def keep() -> None:
    """For whatever has no rights of its own: database and log beside it, archives, generated keys."""
    os.umask(0o077)


def make_folder(path: Path, mode: int) -> Path:
    """The folder, made with these rights if it is not there yet."""
    if not path.exists():
        path.mkdir(parents=True, exist_ok=True)
        path.chmod(mode)
    return path


def close(path: Path, others: int) -> None:
    """Take the rights in `others` from a file of ours that an earlier version left open."""
    with contextlib.suppress(OSError):
        mode = stat.S_IMODE(path.stat().st_mode)
        if mode & others:
            path.chmod(mode & ~others)


def read_env(path: Path) -> None:
    """Settings from the file, if there is one. It may belong to root and be read by the group of the site."""
    if path.exists() and not os.access(path, os.R_OK):
        sys.exit(UNREADABLE % path)
    close(path, others=0o007)
    environ.Env.read_env(path)
