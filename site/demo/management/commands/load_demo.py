from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from demo.library import Library
from demo.meetings import load_events
from demo.pages import load_home, load_pages
from demo.stories import choose_stories, load_contacts, load_examples, load_region_contacts
from demo.tree import spread_first_publication
from events.models import EventIndexPage
from practice_examples.models import ExampleIndexPage, ExamplePage

# Logins everybody knows: config.logins lets them in while DEMO is set, and never else. The one that `make demo` prints
# may do everything there is to try, submissions and their mails included.
LOGINS = {"redaktion": ["Redaktion", "Moderation"], "moderation": ["Moderation"], "admin": []}


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
        load_content(self._say if verbosity else lambda text: None)
        # The later pages have brought words that take apart those of the earlier ones.
        call_command("rebuild_search_words")
        if settings.DEMO:
            load_logins()
        self._say(_("Beispielinhalte sind geladen."))

    def _say(self, text):
        self.stdout.write(f"  {text}")
        self.stdout.flush()


def load_content(progress):
    """Every step leaves alone what is there, so an interrupted run goes on. `progress` gets a line now and then."""
    library = Library()
    load_contacts(library)
    load_region_contacts()
    examples = ExampleIndexPage.objects.get()
    fresh = not ExamplePage.objects.child_of(examples).exists()
    load_examples(examples, library, progress)
    choose_stories()
    if fresh:
        spread_first_publication(ExamplePage.objects.child_of(examples).live().order_by("running_since", "pk"))
    load_events(EventIndexPage.objects.get(), library, progress)
    load_pages(library, progress)
    load_home(library)


def load_logins():
    for username, groups in LOGINS.items():
        is_admin = username == "admin"
        user, created = User.objects.get_or_create(
            username=username,
            defaults={"email": f"{username}@example.org", "is_superuser": is_admin, "is_staff": is_admin},
        )
        if created:
            user.set_password(settings.DEMO_PASSWORD)
            user.save()
        user.groups.add(*Group.objects.filter(name__in=groups))
