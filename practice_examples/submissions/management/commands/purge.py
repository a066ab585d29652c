from dataclasses import asdict

from django.core.management.base import BaseCommand

from practice_examples.submissions.withdrawal import purge

WORDS = {
    "unconfirmed": "unbestätigte Einreichungen",
    "drafts": "liegengebliebene Entwürfe",
    "ended": "abgelehnte oder zurückgezogene Einreichungen",
    "senders": "Absender veröffentlichter Geschichten",
    "mails": "verschickte E-Mails",
    "files": "Fotos ohne Einreichung",
}


class Command(BaseCommand):
    help = "Deletes what has been kept long enough. Run it every night; a second run does nothing."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="only say what would be deleted")

    def handle(self, *args, dry_run, **options):
        for name, count in asdict(purge(dry_run=dry_run)).items():
            self.stdout.write(f"{count} {WORDS[name]} {'würden gelöscht' if dry_run else 'gelöscht'}")
