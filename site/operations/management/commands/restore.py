from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from operations import schema
from operations.backups import BackupError, restore

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
            restored = restore(file)
        except BackupError as error:
            raise CommandError(error) from error
        if missing := schema.lacking():
            raise CommandError(
                "Wiederhergestellt, aber mit dieser Fassung nicht zu gebrauchen: Der Datenbank fehlt "
                f"{', '.join(missing)}. Nehmen Sie die Fassung der Website, aus der die Sicherung stammt, oder eine andere "
                "Sicherung."
            )
        self.stdout.write(f"Wiederhergestellt: Stand {timezone.localtime(restored.made):%d.%m.%Y, %H:%M} Uhr.")
        if restored.erased:
            self.stdout.write(f"Seitdem zurückgezogen und wieder gelöscht: {restored.erased} Einreichungen.")
        if restored.held_back:
            self.stdout.write(
                f"{restored.held_back} E-Mails, die damals warteten, sind wohl längst verschickt und werden nicht noch einmal "
                "verschickt. Sie stehen im Postausgang unter „gescheitert“."
            )
        self.stdout.write("Rufen Sie jetzt `purge` auf: Was inzwischen zu löschen war, ist sonst wieder da.")
