"""`manage.py backup` and `restore`: the whole site in one file, and back."""

import hashlib
import io
import json
import os
import shutil
import sqlite3
import tarfile
import tempfile
import threading
import time
import uuid
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from home.caching import version
from home.media.models import Picture
from operations import backups
from practice_examples.models import ExamplePage
from practice_examples.submissions.record import erasure_log
from practice_examples.submissions.record.choices import Status
from practice_examples.submissions.record.models import Photo, Sender, Submission
from practice_examples.submissions.sender import filing
from tests.factories import make_example, make_picture
from tests.submitting import make_handed_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("media")]


@pytest.fixture(autouse=True)
def log(tmp_path_factory, settings):
    """What this test has erased, and no other."""
    settings.ERASURE_LOG = tmp_path_factory.mktemp("log") / "erased.txt"


@pytest.fixture
def archive(tmp_path):
    """A site with a story, its picture in all sizes, and a submission with a photo, put into one file."""
    story = make_example(title="Zwei Schwestern", slug="zwei-schwestern", lead_picture=make_picture(size=(800, 600)))
    story.lead_picture.get_rendition("fill-400x300")
    make_handed_in(photos=1)
    file = tmp_path / "gesichert.tar"
    call_command("backup", str(file), verbosity=0, stdout=io.StringIO())
    return file


def contents() -> dict[str, bytes]:
    return {name: path.read_bytes() for name, path in backups._files()}


def rewritten(archive: Path, change) -> Path:
    """The same archive with the entries that `change(name, content)` gives back; None leaves one out."""
    other = archive.with_name("anders.tar")
    with tarfile.open(archive) as source, tarfile.open(other, "w") as target:
        for entry in source:
            content = change(entry.name, source.extractfile(entry).read())
            if content is not None:
                entry.size = len(content)
                target.addfile(entry, io.BytesIO(content))
    return other


def with_another_database(database: bytes):
    """A whole archive, but for what its database is."""

    def change(name, content):
        if name == "manifest.json":
            manifest = json.loads(content)
            manifest["sha256"]["database"] = hashlib.sha256(database).hexdigest()
            return json.dumps(manifest).encode()
        return database if name == "database" else content

    return change


def without_database(name, content):
    if name == "manifest.json":
        manifest = json.loads(content)
        del manifest["sha256"]["database"]
        return json.dumps(manifest).encode()
    return None if name == "database" else content


def restore(file):
    call_command("restore", str(file), "--noinput", stdout=io.StringIO())


def test_everything_comes_back_as_it_was(client, archive):
    files = contents()
    assert any(name.startswith("media/images/") for name in files)
    assert any(name.startswith("private/") for name in files)
    Submission.objects.all().delete()
    Picture.objects.all().delete()
    ExamplePage.objects.get(slug="zwei-schwestern").delete()
    for name, folder in backups.folders().items():
        (folder / "später.txt").write_text(name)
    restore(archive)
    assert contents() == files
    assert "Zwei Schwestern" in client.get("/landkarte/zwei-schwestern/").content.decode()
    assert (Submission.objects.count(), Photo.objects.count()) == (1, 1)
    assert Photo.objects.get().file.read()


def test_nothing_prepared_from_the_newer_content_survives(client, archive):
    before = version.current().key
    make_example(title="Erst nach der Sicherung")
    assert "Erst nach der Sicherung" in client.get("/landkarte/").content.decode()
    restore(archive)
    assert "Erst nach der Sicherung" not in client.get("/landkarte/").content.decode()
    assert version.current().key != before


def test_nobody_else_may_read_a_backup_or_the_private_store(archive):
    assert archive.stat().st_mode & 0o777 == 0o600
    shutil.rmtree(settings.PRIVATE_ROOT)
    restore(archive)
    for path in [Path(settings.PRIVATE_ROOT), *Path(settings.PRIVATE_ROOT).rglob("*")]:
        assert path.stat().st_mode & 0o077 == 0


def test_a_backup_never_overwrites_another(archive):
    before = archive.read_bytes()
    with pytest.raises(CommandError, match="gibt es schon"):
        call_command("backup", str(archive))
    assert archive.read_bytes() == before
    assert [path.name for path in archive.parent.iterdir()] == [archive.name]


def test_a_backup_that_fails_leaves_nothing_behind(tmp_path, monkeypatch):
    monkeypatch.setattr(backups, "_write", lambda file, entries: (_ for _ in ()).throw(OSError("Platte voll")))
    with pytest.raises(CommandError, match="Platte voll"):
        call_command("backup", str(tmp_path / "voll.tar"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda name, content: None if name == "database" else content, "unvollständig: „database“ fehlt"),
        (with_another_database(b"x"), "ging nicht|keine dieser Website|pg_restore"),
        (with_another_database(b""), "ging nicht|keine dieser Website|pg_restore"),
        (without_database, "enthält keine Datenbank"),
        (lambda name, content: content + b"x" if name == "database" else content, "beschädigt: „database“"),
        (lambda name, content: None if name == "manifest.json" else content, "keine Sicherung dieser Website"),
        (
            lambda name, content: (
                json.dumps(json.loads(content) | {"format": 99}).encode() if name == "manifest.json" else content
            ),
            "anderen Fassung",
        ),
        (
            lambda name, content: (
                json.dumps(json.loads(content) | {"database": "oracle"}).encode()
                if name == "manifest.json"
                else content
            ),
            "ist von oracle, diese Website läuft auf",
        ),
    ],
    ids=[
        "without database",
        "a byte for a database",
        "an empty database",
        "no database promised",
        "changed byte",
        "without manifest",
        "other format",
        "other database",
    ],
)
def test_a_broken_backup_is_refused_and_changes_nothing(archive, change, message):
    files = contents()
    make_example(title="Erst nach der Sicherung")
    with pytest.raises(CommandError, match=message):
        restore(rewritten(archive, change))
    assert contents() == files
    assert ExamplePage.objects.filter(title="Erst nach der Sicherung").exists()


@pytest.mark.parametrize("name", ["../../ausbruch.txt", "/tmp/ausbruch.txt", "media/mehr.txt"])
def test_a_backup_cannot_put_files_anywhere_else(archive, name):
    with tarfile.open(archive, "a") as target:
        entry = tarfile.TarInfo(name)
        entry.size = 3
        target.addfile(entry, io.BytesIO(b"abc"))
    with pytest.raises(CommandError, match="nicht hineingehört"):
        restore(archive)
    assert not list(Path(settings.PRIVATE_ROOT).parent.glob("tmp*"))


@pytest.mark.parametrize("name", ["media/../ausbruch.txt", "media//tmp/ausbruch.txt"])
def test_not_even_what_the_manifest_names_leaves_its_folder(tmp_path, name):
    with pytest.raises(backups.BackupError, match="nicht hineingehört"):
        backups._unpack_one(None, tarfile.TarInfo(name), {"media": tmp_path}, {name: "abc"})


@pytest.mark.parametrize("content", [b"", b"no tar archive", b"\x1f\x8b" + bytes(600)])
def test_any_other_file_is_refused(tmp_path, content):
    file = tmp_path / "irgendwas.tar"
    file.write_bytes(content)
    with pytest.raises(CommandError, match=r"nicht zu lesen|keine Sicherung"):
        restore(file)


def test_folders_may_be_links_and_keep_their_place(archive, tmp_path):
    """Or disks of their own: only what is inside is exchanged."""
    files = contents()
    for folder in backups.folders().values():
        shutil.move(folder, tmp_path / folder.name)
        folder.symlink_to(tmp_path / folder.name)
    try:
        for _time in range(2):
            restore(archive)
            assert contents() == files
            assert all(folder.is_symlink() for folder in backups.folders().values())
            assert not [path for folder in backups.folders().values() for path in folder.glob(".*")]
    finally:
        for folder in backups.folders().values():
            folder.unlink()


def test_when_the_database_cannot_be_loaded_the_files_come_back(archive, monkeypatch):
    (Path(settings.PRIVATE_ROOT) / "später.txt").write_text("Erst nach der Sicherung")
    files = contents()
    monkeypatch.setattr(backups, "_load_database", lambda dump: (_ for _ in ()).throw(OSError("Platte voll")))
    with pytest.raises(CommandError, match=r"Platte voll. Alles ist wie zuvor"):
        restore(archive)
    assert contents() == files
    assert not [path for folder in backups.folders().values() for path in folder.glob(".*")]


def test_a_backup_from_before_an_update_is_brought_up_to_date(tmp_path):
    """Its database lacks a table that there is by now."""
    call_command("migrate", "axes", "zero", verbosity=0)
    file = tmp_path / "vor-der-neuen-fassung.tar"
    call_command("backup", str(file), stdout=io.StringIO())
    call_command("migrate", verbosity=0)
    restore(file)
    assert "axes_accessattempt" in connection.introspection.table_names()


def test_who_took_back_a_story_meanwhile_is_not_on_the_site_again(archive):
    submission = Submission.objects.get()
    filing.withdraw(submission=submission)
    said = io.StringIO()
    call_command("restore", str(archive), "--noinput", stdout=said)
    submission.refresh_from_db()
    assert "wieder gelöscht: 1 Einreichungen" in said.getvalue()
    assert (submission.status, submission.page, submission.title) == (Status.WITHDRAWN, None, "")
    assert Sender.objects.count() == 0
    assert ExamplePage.objects.count() == 1


def rows_and_files(file) -> tuple[set, set]:
    """The originals of pictures that the database of an archive names, and those that are in it."""
    with tarfile.open(file) as archive, tempfile.TemporaryDirectory() as folder:
        archive.extract("database", folder, filter="data")
        with closing(sqlite3.connect(Path(folder) / "database")) as database:
            rows = {name for (name,) in database.execute("SELECT file FROM media_picture")}
        return rows, {name.removeprefix("private/") for name in archive.getnames() if name.startswith("private/")}


@pytest.mark.sqlite
def test_backups_made_while_pictures_come_and_go_have_every_file_their_rows_name(tmp_path):
    over = threading.Event()

    def come_and_go():
        try:
            while not over.is_set():
                make_picture()
                Picture.objects.last().delete()
                make_picture()
        finally:
            connection.close()

    busy = threading.Thread(target=come_and_go)
    busy.start()
    try:
        files = [tmp_path / f"{number}.tar" for number in range(5)]
        for file in files:
            call_command("backup", str(file), stdout=io.StringIO())
    finally:
        over.set()
        busy.join()
    for file in files:
        rows, kept = rows_and_files(file)
        assert rows - kept == set()


@pytest.mark.parametrize("age", [0, 3600])
def test_what_is_deleted_while_the_archive_is_written_is_in_it(archive, monkeypatch, age):
    for path in Path(settings.PRIVATE_ROOT).rglob("*.*"):
        os.utime(path, (time.time() - age, time.time() - age))
    files = contents()

    def write(file, entries, real=backups._write):
        for name, path in list(backups._files()):
            if name.startswith("private/"):
                path.unlink()
        real(file, entries)

    monkeypatch.setattr(backups, "_write", write)
    call_command("backup", str(archive.with_name("später.tar")), stdout=io.StringIO())
    assert contents() != files
    restore(archive.with_name("später.tar"))
    assert contents() == files
    assert not [path for folder in backups.folders().values() for path in folder.glob(".*")]


@pytest.mark.parametrize("left", ["the log of the site", "the log beside the backups"])
def test_who_was_erased_does_not_come_back_on_an_empty_server(archive, settings, tmp_path, left):
    submission = Submission.objects.get()
    filing.withdraw(submission=submission)
    if left == "the log beside the backups":
        call_command("backup", str(archive.with_name("später.tar")), stdout=io.StringIO())
        settings.ERASURE_LOG = tmp_path / "new-server.txt"
    Submission.objects.all().delete()
    restore(archive)
    submission.refresh_from_db()
    assert (submission.status, submission.page, submission.title) == (Status.WITHDRAWN, None, "")
    assert (Sender.objects.count(), Photo.objects.count()) == (0, 0)
    assert submission.key in erasure_log.read(settings.ERASURE_LOG)


def test_the_log_of_what_was_erased_has_keys_only_and_each_once(tmp_path):
    log, keys = tmp_path / "erased.txt", [uuid.UUID(int=number) for number in (1, 2, 3)]
    erasure_log.add(keys[:1], to=log)
    log.write_text(log.read_text() + "00000000-0000-00")
    erasure_log.add(keys, to=log)
    erasure_log.add(keys, to=log)
    assert erasure_log.read(log, tmp_path / "none.txt") == set(keys)
    assert log.read_text().split() == [str(keys[0]), "00000000-0000-00", str(keys[1]), str(keys[2])]
    assert log.stat().st_mode & 0o777 == 0o600


def test_mails_that_waited_then_are_not_sent_twice(archive, deliver):
    assert deliver()
    said = io.StringIO()
    call_command("restore", str(archive), "--noinput", stdout=said)
    assert deliver() == []
    assert "im Postausgang" in said.getvalue()


def test_restoring_asks_first(archive, monkeypatch):
    make_example(title="Erst nach der Sicherung")
    monkeypatch.setattr("builtins.input", lambda question: "nein")
    with pytest.raises(CommandError, match="nichts wurde geändert"):
        call_command("restore", str(archive))
    assert ExamplePage.objects.filter(title="Erst nach der Sicherung").exists()


@pytest.mark.postgres
def test_without_the_programs_of_postgresql_the_operator_learns_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CommandError, match="postgresql-client"):
        call_command("backup", str(tmp_path / "ohne.tar"))


@pytest.mark.sqlite
def test_a_backup_contains_what_still_stands_in_the_write_ahead_log(archive, tmp_path):
    import sqlite3

    with tarfile.open(archive) as source:
        (tmp_path / "copy.sqlite3").write_bytes(source.extractfile("database").read())
    copy = sqlite3.connect(tmp_path / "copy.sqlite3")
    (titles,) = copy.execute("SELECT count(*) FROM wagtailcore_page WHERE slug = 'zwei-schwestern'").fetchone()
    copy.close()
    assert titles == 1
    assert Path(f"{connection.settings_dict['NAME']}-wal").stat().st_size > 0
