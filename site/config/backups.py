"""One file that holds the whole site: database, public media, private store. And the way back.

A plain tar archive: `manifest.json` first (what made it, and a SHA-256 for every other entry), then `database`, then
`media/…` and `private/…`. The database is read before the files: a file too many does no harm, one too few does.
"""

import hashlib
import io
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path, PurePosixPath

from django.conf import settings
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _
from psycopg2.extensions import make_dsn

from home import edition

FORMAT = 1
MANIFEST, DATABASE = "manifest.json", "database"
CHUNK = 1024 * 1024


class BackupError(Exception):
    """Why a backup cannot be made or used, as a German sentence. Nothing has been changed."""


def folders() -> dict[str, Path]:
    """The folders of files, by their name in the archive. With STORAGE_URL the public ones lie elsewhere."""
    private = {"private": Path(settings.PRIVATE_ROOT)}
    return private if settings.STORAGE_URL else {"media": Path(settings.MEDIA_ROOT), **private}


def backup(target: Path) -> int:
    """Write the archive and return its size in bytes. It appears under its name only when it is complete."""
    if target.exists():
        raise BackupError(_("Die Datei „%(file)s“ gibt es schon. Nichts wurde überschrieben.") % {"file": target})
    partial = target.with_name(f"{target.name}.part")
    with tempfile.TemporaryDirectory(dir=target.parent) as scratch:
        dump = Path(scratch) / DATABASE
        _dump_database(dump)
        entries = {DATABASE: dump, **dict(_files())}
        try:
            # It holds names, addresses and photos that nobody has released: for the operator's eyes only.
            with open(os.open(partial, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "wb") as file:
                _write(file, entries)
                file.flush()
                os.fsync(file.fileno())
            partial.rename(target)
        finally:
            partial.unlink(missing_ok=True)
    return target.stat().st_size


def restore(source: Path) -> dict:
    """Put database and files back as they were, and bring the database up to this version; returns the manifest.

    The archive is read and checked as a whole before anything changes.
    """
    with tempfile.TemporaryDirectory(dir=_room_for(source)) as scratch:
        manifest = _unpack(source, Path(scratch))
        _load_database(Path(scratch) / DATABASE)
        for name, folder in folders().items():
            _replace(folder, Path(scratch) / name)
    call_command("migrate", verbosity=0, interactive=False)
    edition.advance()
    for cache in caches.all():
        cache.clear()
    return manifest


def _room_for(source: Path) -> Path:
    """The archive is unpacked beside the private store, so that its files need not be copied a second time."""
    folder = Path(settings.PRIVATE_ROOT).parent
    folder.mkdir(parents=True, exist_ok=True)
    if shutil.disk_usage(folder).free < source.stat().st_size * 1.1:
        raise BackupError(_("In „%(folder)s“ ist zu wenig Platz, um die Sicherung auszupacken.") % {"folder": folder})
    return folder


# --- the archive ------------------------------------------------------------------------------------


def _files() -> Iterator[tuple[str, Path]]:
    for name, folder in folders().items():
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not path.is_symlink():
                yield f"{name}/{path.relative_to(folder).as_posix()}", path


def _write(file, entries: dict[str, Path]) -> None:
    digests = {name: _digest(path) for name, path in entries.items()}
    manifest = {
        "format": FORMAT,
        "made": timezone.now().isoformat(),
        "site": settings.BASE_URL,
        "database": connection.vendor,
        "sha256": digests,
    }
    content = json.dumps(manifest, ensure_ascii=False, indent=1).encode()
    with tarfile.open(fileobj=file, mode="w") as archive:
        head = tarfile.TarInfo(MANIFEST)
        head.size = len(content)
        archive.addfile(head, io.BytesIO(content))
        for name, path in entries.items():
            archive.add(path, arcname=name, recursive=False)


def _unpack(source: Path, into: Path) -> dict:
    try:
        with tarfile.open(source, mode="r:") as archive:
            first = archive.next()
            if first is None or first.name != MANIFEST:
                raise BackupError(_("„%(file)s“ ist keine Sicherung dieser Website.") % {"file": source})
            manifest = json.load(archive.extractfile(first))
            _check(manifest)
            missing = dict(manifest["sha256"])
            for entry in archive:
                _unpack_one(archive, entry, into, missing)
    except (OSError, tarfile.TarError, ValueError, KeyError, TypeError) as error:
        raise BackupError(_("„%(file)s“ ist nicht zu lesen: %(error)s") % {"file": source, "error": error}) from error
    if missing:
        raise BackupError(_("Die Sicherung ist unvollständig: „%(name)s“ fehlt.") % {"name": min(missing)})
    return manifest


def _check(manifest: dict) -> None:
    if manifest["format"] != FORMAT:
        raise BackupError(_("Diese Sicherung ist von einer anderen Fassung des Befehls und wird nicht verstanden."))
    if manifest["database"] != connection.vendor:
        raise BackupError(
            _("Die Sicherung ist von %(theirs)s, diese Website läuft auf %(ours)s.")
            % {"theirs": manifest["database"], "ours": connection.vendor}
        )


def _unpack_one(archive, entry, into: Path, missing: dict[str, str]) -> None:
    """Only what the manifest names, where it belongs, and as it was."""
    if entry.name == MANIFEST:
        return
    path = PurePosixPath(entry.name)
    if not entry.isfile() or path.is_absolute() or ".." in path.parts or entry.name not in missing:
        raise BackupError(_("Die Sicherung enthält „%(name)s“, das nicht hineingehört.") % {"name": entry.name})
    target = into / path
    target.parent.mkdir(parents=True, exist_ok=True)
    with open(target, "wb") as file:
        shutil.copyfileobj(archive.extractfile(entry), file, CHUNK)
    if _digest(target) != missing.pop(entry.name):
        raise BackupError(_("Die Sicherung ist beschädigt: „%(name)s“.") % {"name": entry.name})


def _replace(folder: Path, unpacked: Path) -> None:
    """One rename each way; only then is the old state deleted."""
    mode, public = 0o700, folder == Path(settings.MEDIA_ROOT)
    unpacked.mkdir(exist_ok=True)
    for path in [unpacked, *unpacked.rglob("*")]:
        if path.is_dir():
            path.chmod(0o755 if public else mode)
        else:
            path.chmod(settings.FILE_UPLOAD_PERMISSIONS if public else 0o600)
    old = folder.with_name(f"{folder.name}.before-restore")
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        folder.rename(old)
    folder.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(unpacked, folder)
    shutil.rmtree(old, ignore_errors=True)


def _digest(path: Path) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


# --- the database -----------------------------------------------------------------------------------


def _dump_database(target: Path) -> None:
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        # SQLite's own way to copy a database in use; the file alone lacks what still stands in the log beside it.
        with closing(sqlite3.connect(target)) as copy:
            connection.connection.backup(copy)
    else:
        _postgres("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={target}")


def _load_database(dump: Path) -> None:
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with closing(sqlite3.connect(dump)) as copy:
            copy.backup(connection.connection)
    else:
        options = ("--clean", "--if-exists", "--no-owner", "--no-privileges", "--single-transaction")
        _postgres("pg_restore", *options, str(dump))
    connection.close()


def _postgres(program: str, *arguments: str) -> None:
    """With the connection of the site. The password goes by the environment: arguments are seen by the whole machine."""
    wanted = {name: value for name, value in connection.get_connection_params().items() if isinstance(value, str | int)}
    environment = os.environ | {"PGPASSWORD": wanted.pop("password", "")}
    connection.close()
    command = [program, f"--dbname={make_dsn(**wanted)}", *arguments]
    try:
        done = subprocess.run(command, env=environment, capture_output=True, text=True)
    except FileNotFoundError as error:
        message = _("Das Programm „%(program)s“ fehlt. Es gehört zu PostgreSQL (Debian, Ubuntu: postgresql-client).")
        raise BackupError(message % {"program": program}) from error
    if done.returncode:
        raise BackupError(f"{program}: {done.stderr.strip()}")
