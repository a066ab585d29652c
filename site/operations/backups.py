"""One file that holds the whole site: database, public media, private store. And the way back.

A plain tar archive: `manifest.json` first (what made it, and a SHA-256 for every other entry), then `database`, then
`media/…` and `private/…`. Both are of one moment: while files are linked aside nobody writes a row that names one.
"""

import contextlib
import hashlib
import io
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath

from django.apps import apps
from django.conf import settings
from django.core.cache import caches
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.models import FileField
from django.utils import timezone
from django.utils.translation import gettext as _
from psycopg2.extensions import make_dsn

from home.caching import version
from home.mail import queue
from practice_examples.submissions.record import erasure_log
from practice_examples.submissions.record.choices import Status
from practice_examples.submissions.record.models import Submission
from practice_examples.submissions.record.purge import erase_again

FORMAT = 1
MANIFEST, DATABASE = "manifest.json", "database"
# Folders of ours inside those we back up start with it.
SCRATCH = ".restore-"
CHUNK = 1024 * 1024
# A file written so lately may still be written.
YOUNG_SECONDS = 60


class BackupError(Exception):
    """Why a backup cannot be made or used, as a German sentence. Nothing has been changed."""


def folders() -> dict[str, Path]:
    """The folders of files, by their name in the archive. With STORAGE_URL the public ones lie elsewhere."""
    private = {"private": Path(settings.PRIVATE_ROOT)}
    return private if settings.STORAGE_URL else {"media": Path(settings.MEDIA_ROOT), **private}


def backup(target: Path) -> int:
    """Write the archive and return its size in bytes. It appears under its name only when it is complete.

    Beside it stands what was erased and must not come back with it.
    """
    if target.exists():
        raise BackupError(_("Die Datei „%(file)s“ gibt es schon. Nichts wurde überschrieben.") % {"file": target})
    partial = target.with_name(f"{target.name}.part")
    with contextlib.ExitStack() as scratch:
        dump = Path(scratch.enter_context(tempfile.TemporaryDirectory(dir=target.parent))) / DATABASE
        aside = {
            name: Path(scratch.enter_context(tempfile.TemporaryDirectory(prefix=SCRATCH, dir=folder)))
            for name, folder in folders().items()
            if folder.exists()
        }
        entries = {DATABASE: dump} | _take(dump, aside)
        try:
            # It holds names, addresses and photos that nobody has released: for the operator's eyes only.
            with open(os.open(partial, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "wb") as file:
                _write(file, entries)
                file.flush()
                os.fsync(file.fileno())
            partial.rename(target)
        finally:
            partial.unlink(missing_ok=True)
    erasure_log.add(_erased(target), to=_log_beside(target))
    return target.stat().st_size


@dataclass(frozen=True)
class Restored:
    made: datetime
    # Submissions withdrawn since the backup was made, and erased again.
    erased: int
    # Mails that waited when it was made, and have gone out long since.
    held_back: int


def restore(source: Path) -> Restored:
    """Put database and files back as they were, and bring the database up to this version.

    The archive is read and checked as a whole before anything changes, and what fails after that is undone.
    """
    erased = _erased(source)
    with contextlib.ExitStack() as scratch:
        room = {name: _scratch_in(folder, name == "media", scratch) for name, folder in _resolved().items()}
        room[DATABASE] = Path(scratch.enter_context(tempfile.TemporaryDirectory()))
        try:
            manifest = _unpack(source, room)
            _check_database(room[DATABASE] / DATABASE)
            with _exchanged(room):
                _load_database(room[DATABASE] / DATABASE)
        except (OSError, DatabaseError, sqlite3.Error) as error:
            raise BackupError(_("Das ging nicht: %(error)s. Alles ist wie zuvor.") % {"error": error}) from error
    call_command("migrate", verbosity=0, interactive=False)
    erasure_log.add(erased, to=settings.ERASURE_LOG)
    erased_again = erase_again(keys=erased)
    held_back = queue.hold_back()
    version.advance()
    for cache in caches.all():
        cache.clear()
    return Restored(datetime.fromisoformat(manifest["made"]), erased_again, held_back)


def _erased(archive: Path) -> set:
    """Whoever took back a story must not be on the site again because of an older backup.

    Their keys, from all that may be left: the site's own log, the one beside the archive, the present database.
    """
    keys = erasure_log.read(settings.ERASURE_LOG, _log_beside(archive))
    if Submission._meta.db_table in connection.introspection.table_names():
        keys |= set(Submission.objects.filter(status=Status.WITHDRAWN).values_list("key", flat=True))
    return keys


def _log_beside(archive: Path) -> Path:
    return archive.with_name("erased.txt")


# --- the archive ------------------------------------------------------------------------------------


def _files() -> Iterator[tuple[str, Path]]:
    for name, folder in folders().items():
        for path in sorted(folder.rglob("*")):
            inside = path.relative_to(folder)
            if path.is_file() and not path.is_symlink() and not inside.parts[0].startswith(SCRATCH):
                yield f"{name}/{inside.as_posix()}", path


def _take(dump: Path, aside: dict[str, Path]) -> dict[str, Path]:
    """Database and files of one moment. Whatever is deleted from then on lives on under the links."""
    if connection.vendor == "sqlite":
        # One writer at a time: it waits.
        with transaction.atomic():
            entries = _link_all(aside)
            _dump_sqlite(dump)
        return entries
    fields = (field for model in apps.get_models() for field in model._meta.local_fields)
    tables = sorted({field.model._meta.db_table for field in fields if isinstance(field, FileField)})
    with closing(connection.copy()) as writers, closing(connection.copy()) as moment:
        for other in (writers, moment):
            other.set_autocommit(False)
        with writers.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {', '.join(tables)} IN SHARE MODE")
        with moment.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            cursor.execute("SELECT pg_export_snapshot()")
            (snapshot,) = cursor.fetchone()
        entries = _link_all(aside)
        writers.rollback()
        _dump_postgres(dump, snapshot)
        moment.rollback()
    return entries


def _link_all(aside: dict[str, Path]) -> dict[str, Path]:
    """What is gone meanwhile no row names; what still grows no row names yet, and is copied as it is now."""
    found, young = {}, time.time() - YOUNG_SECONDS
    for name, path in _files():
        place, _slash, inside = name.partition("/")
        link = aside[place] / inside
        link.parent.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(FileNotFoundError):
            if path.stat().st_mtime > young:
                shutil.copy2(path, link)
            else:
                _link(path, link)
            found[name] = link
    return found


def _link(path: Path, link: Path) -> None:
    try:
        os.link(path, link)
    except FileNotFoundError:
        raise
    except OSError:
        # Some shared folders know no links.
        shutil.copy2(path, link)


def _write(file, entries: dict[str, Path]) -> None:
    digests = {name: _digest(path) for name, path in entries.items()}
    manifest = {
        "format": FORMAT,
        "version": settings.VERSION,
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


def _unpack(source: Path, room: dict[str, Path]) -> dict:
    try:
        with tarfile.open(source, mode="r:") as archive:
            first = archive.next()
            if first is None or first.name != MANIFEST:
                raise BackupError(_("„%(file)s“ ist keine Sicherung dieser Website.") % {"file": source})
            manifest = json.load(archive.extractfile(first))
            _check(manifest)
            missing = dict(manifest["sha256"])
            for entry in archive:
                _unpack_one(archive, entry, room, missing)
    except (tarfile.TarError, ValueError, KeyError, TypeError, AttributeError) as error:
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
    if DATABASE not in manifest["sha256"]:
        raise BackupError(_("Die Sicherung enthält keine Datenbank."))


def _unpack_one(archive, entry, room: dict[str, Path], missing: dict[str, str]) -> None:
    """Only what the manifest names, where it belongs, and as it was."""
    if entry.name == MANIFEST:
        return
    place, _slash, rest = entry.name.partition("/")
    path = PurePosixPath(rest or DATABASE)
    if not entry.isfile() or path.is_absolute() or ".." in path.parts or entry.name not in missing or place not in room:
        raise BackupError(_("Die Sicherung enthält „%(name)s“, das nicht hineingehört.") % {"name": entry.name})
    target = room[place] / path
    target.parent.mkdir(parents=True, exist_ok=True)
    with open(target, "wb") as file:
        shutil.copyfileobj(archive.extractfile(entry), file, CHUNK)
    if _digest(target) != missing.pop(entry.name):
        raise BackupError(_("Die Sicherung ist beschädigt: „%(name)s“.") % {"name": entry.name})


def _digest(path: Path) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


# --- the files --------------------------------------------------------------------------------------


def _resolved() -> dict[str, Path]:
    return {name: folder.resolve() for name, folder in folders().items()}


def _scratch_in(folder: Path, public: bool, scratch: contextlib.ExitStack) -> Path:
    """Inside the folder itself, which may be a disk of its own: from there a file is moved, not copied."""
    if not folder.exists():
        folder.mkdir(parents=True)
        folder.chmod(0o755 if public else 0o700)
    return Path(scratch.enter_context(tempfile.TemporaryDirectory(prefix=SCRATCH, dir=folder)))


@contextlib.contextmanager
def _exchanged(room: dict[str, Path]):
    """The unpacked files in place of the present ones, which come back if the block fails."""
    done = []
    try:
        for name, folder in _resolved().items():
            _protect(room[name], public=name == "media")
            old = Path(tempfile.mkdtemp(prefix=SCRATCH, dir=folder))
            done.append((folder, old, room[name]))
            _move_content(folder, old)
            _move_content(room[name], folder)
        yield
    except BaseException:
        for folder, old, new in reversed(done):
            _move_content(folder, new)
            _move_content(old, folder)
            old.rmdir()
        raise
    for _folder, old, _new in done:
        shutil.rmtree(old)


def _move_content(source: Path, target: Path) -> None:
    for path in list(source.iterdir()):
        if not path.name.startswith(SCRATCH):
            path.rename(target / path.name)


def _protect(folder: Path, public: bool) -> None:
    for path in folder.rglob("*"):
        if path.is_dir():
            path.chmod(0o755 if public else 0o700)
        else:
            path.chmod(settings.FILE_UPLOAD_PERMISSIONS if public else 0o600)


# --- the database -----------------------------------------------------------------------------------


def _dump_sqlite(target: Path) -> None:
    """SQLite's own way to copy a database in use; the file alone lacks what still stands in the log beside it.

    By a connection of its own: the site's holds back the writers.
    """
    with closing(sqlite3.connect(connection.settings_dict["NAME"])) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)


def _dump_postgres(target: Path, snapshot: str) -> None:
    _postgres(
        "pg_dump",
        *("--format=custom", "--no-owner", "--no-privileges"),
        *(f"--snapshot={snapshot}", f"--file={target}"),
    )


def _check_database(dump: Path) -> None:
    """Whether it is one of a Django site at all: a restored void would be a lost site."""
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(dump)) as copy:
            (verdict,) = copy.execute("PRAGMA quick_check").fetchone()
            (tables,) = copy.execute("SELECT count(*) FROM sqlite_master WHERE name = 'django_migrations'").fetchone()
        usable = verdict == "ok" and tables
    else:
        usable = " django_migrations " in _run("pg_restore", "--list", str(dump))
    if not usable:
        raise BackupError(_("Die Datenbank in der Sicherung ist keine dieser Website."))


# Also those that are younger than the backup and that it therefore knows nothing of.
DROP_ALL_TABLES = """
DO $$ DECLARE one record; BEGIN
    FOR one IN SELECT tablename FROM pg_tables WHERE schemaname = current_schema() LOOP
        EXECUTE format('DROP TABLE %I CASCADE', one.tablename);
    END LOOP;
END $$
"""


def _load_database(dump: Path) -> None:
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with closing(sqlite3.connect(dump)) as copy:
            copy.backup(connection.connection)
        connection.close()
    else:
        script = dump.with_name("database.sql")
        _run("pg_restore", "--no-owner", "--no-privileges", f"--file={script}", str(dump))
        one_transaction = ("--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1")
        _postgres("psql", *one_transaction, f"--command={DROP_ALL_TABLES}", f"--file={script}")


def _postgres(program: str, *arguments: str) -> None:
    """With the connection of the site. The password goes by the environment: arguments are seen by the whole machine."""
    wanted = {name: value for name, value in connection.get_connection_params().items() if isinstance(value, str | int)}
    password = {"PGPASSWORD": wanted.pop("password", "")}
    connection.close()
    _run(program, f"--dbname={make_dsn(**wanted)}", *arguments, **password)


def _run(program: str, *arguments: str, **environment: str) -> str:
    command = [program, *arguments]
    try:
        done = subprocess.run(command, env=os.environ | environment, capture_output=True, text=True)
    except FileNotFoundError as error:
        message = _("Das Programm „%(program)s“ fehlt. Es gehört zu PostgreSQL (Debian, Ubuntu: postgresql-client).")
        raise BackupError(message % {"program": program}) from error
    if done.returncode:
        raise BackupError(f"{program}: {done.stderr.strip()}")
    return done.stdout
