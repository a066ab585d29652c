from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from demo.loading import load


class Command(BaseCommand):
    help = (
        "Loads the sample content: stories, events, pages, pictures and logins. What is there already is left as it is."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--outside-demo-mode",
            action="store_true",
            help="Load the sample content although DEMO is not set (without the logins).",
        )

    def handle(self, *, outside_demo_mode, verbosity, **options):
        if not settings.DEMO and not outside_demo_mode:
            raise CommandError(
                _(
                    "Beispielinhalte gehören nicht auf eine echte Website. Setzen Sie DEMO=1 oder rufen Sie load_demo mit --outside-demo-mode auf."
                )
            )
        load(progress=self._say if verbosity else lambda text: None, logins=settings.DEMO)
        self._say(_("Beispielinhalte sind geladen."))

    def _say(self, text):
        self.stdout.write(f"  {text}")
        self.stdout.flush()
