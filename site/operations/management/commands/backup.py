from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.template.defaultfilters import filesizeformat
from django.utils import timezone

from operations.backups import BackupError, backup


class Command(BaseCommand):
    help = "Writes database, public media and private store into one file, while the site is running."

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="?", type=Path, help="default: landkarte-<date>-<time>.tar in this folder")

    def handle(self, *args, file, **options):
        file = file or Path(f"landkarte-{timezone.localtime():%Y-%m-%d-%H%M%S}.tar")
        try:
            size = backup(file)
        except (BackupError, OSError) as error:
            raise CommandError(error) from error
        self.stdout.write(f"{file}: {filesizeformat(size)}")
        if settings.STORAGE_URL:
            self.stdout.write("Nicht enthalten: die öffentlichen Dateien im Objektspeicher. Sichern Sie sie dort.")
