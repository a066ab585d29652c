"""The demo as a whole. Every step leaves alone what is there already, so it can be run again after any interruption."""

from demo.library import Library
from demo.logins import load_logins
from demo.meetings import load_events
from demo.pages import load_home, load_pages
from demo.stories import choose_stories, load_contacts, load_examples, load_region_contacts
from demo.tree import spread_first_publication
from events.models import EventIndexPage
from practice_examples.models import ExampleIndexPage, ExamplePage


def load(progress, logins: bool):
    """Load everything; `progress` is called with a line of text now and then."""
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
    if logins:
        load_logins()
