from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from config.backups import BackupError, restore

QUESTION = (
    "Alle Inhalte, Bilder und Einreichungen dieser Website werden durch die Sicherung ersetzt. Weiter? [ja/nein] "
)


class Command(BaseCommand):
    help = "Replaces database, public media and private store by those of a backup. Stop the site first."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--noinput", action="store_true", help="do not ask")

    def handle(self, *args, file, noinput, **options):
        if not file.is_file():
            raise CommandError(f"Die Datei „{file}“ gibt es nicht.")
        if not noinput and input(QUESTION).strip().lower() != "ja":
            raise CommandError("Abgebrochen, nichts wurde geändert.")
        try:
            manifest = restore(file)
        except BackupError as error:
            raise CommandError(error) from error
        self.stdout.write(f"Wiederhergestellt: Stand {manifest['made'][:16].replace('T', ', ')} Uhr (UTC).")
        self.stdout.write(
            "Rufen Sie jetzt `purge` auf: Was seit der Sicherung gelöscht werden musste, ist sonst wieder da."
        )
