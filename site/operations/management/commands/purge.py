from dataclasses import asdict

from django.core.management.base import BaseCommand
from django.utils import timezone

from home.media import housekeeping
from home.sharing.delivery import delete_drawings
from practice_examples.submissions.record.purge import purge

WORDS = {
    "unconfirmed": "unbestätigte Einreichungen",
    "drafts": "liegengebliebene Entwürfe",
    "unanswered": "Einreichungen mit unbeantworteter Rückfrage",
    "ended": "abgelehnte oder zurückgezogene Einreichungen",
    "senders": "Absender veröffentlichter Geschichten",
    "mails": "verschickte und gescheiterte E-Mails",
    "files": "Fotos ohne Einreichung",
    "interrupted": "abgebrochen hochgeladene Dateien",
    "uploads": "Bilder, deren Formular niemand abgeschickt hat,",
    "unowned": "Dateien, die zu keinem Bild und keinem Film gehören,",
    "drawings": "gezeichnete Bilder zum Teilen",
    "pictures": "Bilder mit abgelaufenen Rechten aus dem Netz",
}


class Command(BaseCommand):
    help = "Deletes what has been kept long enough. Run it every night; a second run does nothing."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="only say what would be deleted")

    def handle(self, *args, dry_run, **options):
        counts = asdict(purge(dry_run=dry_run)) | (expected_in_media() if dry_run else purge_media())
        for name, count in counts.items():
            self.stdout.write(f"{count} {WORDS[name]} {'würden gelöscht' if dry_run else 'gelöscht'}")


def purge_media() -> dict[str, int]:
    before = timezone.now() - housekeeping.UNOWNED.how_long
    return {
        "interrupted": housekeeping.delete_interrupted_uploads(before),
        "uploads": housekeeping.delete_abandoned_uploads(before),
        "unowned": housekeeping.delete_unowned_files(before),
        "drawings": delete_drawings(before),
        "pictures": housekeeping.withdraw_ended_pictures(),
    }


def expected_in_media() -> dict[str, int]:
    return {"unowned": len(list(housekeeping.unowned_files(timezone.now() - housekeeping.UNOWNED.how_long)))}
