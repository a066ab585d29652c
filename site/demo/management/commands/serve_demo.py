import io
import os
import signal
import sys
import time
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.urls import reverse

from config.environment import databases
from demo import server
from operations import fingerprint


class Command(BaseCommand):
    help = "Prepares the demo (database, places, sample content, static files) and serves it until Ctrl-C."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *, port, **options):
        if not settings.DEMO:
            raise CommandError("serve_demo gibt es nur im Demobetrieb: make demo, oder DEMO=1 setzen.")
        for number in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._leave)
        try:
            self._prepare()
            self._serve(port)
        except KeyboardInterrupt:
            self._say("\nBeendet.")

    def _prepare(self):
        """Every step can be repeated; what is complete is skipped until the code or the address changes."""
        root = settings.BASE_DIR
        parts = [*(path.parent for path in root.glob("*/__init__.py")), root / "site", root / "requirements.txt"]
        name = str(connection.settings_dict["NAME"])
        database = Path(name) if databases.is_sqlite(connection.settings_dict) else None
        if database and not database.exists():
            self._stamp("content").unlink(missing_ok=True)
        self._once("content", fingerprint.of(parts, settings.BASE_URL, name), lambda: self._fill(database))
        if not settings.STATIC_ROOT.exists():
            self._stamp("static").unlink(missing_ok=True)
        static = [folder for part in parts for folder in part.rglob("static")]
        self._once("static", fingerprint.of([*static, settings.BASE_DIR / "requirements.txt"]), self._collect)

    def _once(self, name: str, state: str, action):
        stamp = self._stamp(name)
        if not stamp.exists() or stamp.read_text() != state:
            action()
            stamp.write_text(state)

    def _stamp(self, name: str) -> Path:
        return settings.VAR_DIR / f"demo-{name}.stamp"

    def _fill(self, database: Path | None):
        """A new SQLite file gets its name when it is complete: an interrupted run starts over, not half-way.

        Until then losing it costs nothing, so it need not reach the disk after every statement.
        """
        if database is None or database.exists():
            self._load()
            return
        unfinished = database.with_name(database.name + ".unfinished")
        unfinished.unlink(missing_ok=True)
        usual = connection.settings_dict["OPTIONS"]["init_command"]
        connection.settings_dict["NAME"] = unfinished
        connection.settings_dict["OPTIONS"]["init_command"] = "PRAGMA journal_mode=MEMORY; PRAGMA synchronous=OFF;"
        self._load()
        connection.close()
        connection.settings_dict["NAME"] = database
        connection.settings_dict["OPTIONS"]["init_command"] = usual
        with unfinished.open("rb") as file:
            os.fsync(file)
        unfinished.replace(database)

    def _load(self):
        self._step("Datenbank", "migrate", interactive=False)
        self._step("Orte in Nordrhein-Westfalen", "load_places")
        self._step("Beispielinhalte", "load_demo")

    def _collect(self):
        self._step("Gestaltung", "collectstatic", interactive=False)

    def _serve(self, port: int):
        process = server.start(port)
        try:
            if not server.wait_until_ready(process, port):
                raise CommandError(f"Der Server auf Port {port} ist nicht bereit geworden; die Gründe stehen darüber.")
            self._say(f"\nVersion {settings.VERSION}")
            self._say(f"Portal: {settings.BASE_URL}/")
            admin = settings.BASE_URL + reverse("wagtailadmin_home")
            self._say(f"Redaktion: {admin}  Benutzer: redaktion  Passwort: {settings.DEMO_PASSWORD}")
            if process.wait():
                raise CommandError("Der Server hat sich beendet.")
        finally:
            server.stop(process)

    def _step(self, words: str, command: str, **options):
        self.stdout.write(f"{words} …", ending="")
        self.stdout.flush()
        began = time.monotonic()
        call_command(command, verbosity=0, stdout=io.StringIO(), **options)
        self._say(f" {time.monotonic() - began:.0f} s")

    def _say(self, text: str):
        self.stdout.write(text)
        self.stdout.flush()

    def _leave(self, number, frame):
        self._say("\nBeendet.")
        sys.exit(0)
