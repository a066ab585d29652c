"""The home page and the plain pages of the demo."""

from demo.texts import VALUES, read, read_folder, stream
from demo.tree import add_page
from home.pages.models import HomePage, PortalSettings, StandardPage
from practice_examples.models import ExamplePage
from practice_examples.submissions.record.models import SubmissionPage


def load_pages(library, progress):
    home = HomePage.objects.get()
    for slug, facts in read_folder("pages").items():
        purpose = facts["purpose"]
        words = {
            "title": facts["title"],
            "intro": facts.get("intro", ""),
            "body": stream(facts.get("body", []), library),
        }
        if purpose == SubmissionPage.purpose:
            _fill_registration(words)
        elif not StandardPage.objects.filter(purpose=purpose).exists():
            add_page(home, StandardPage(slug=slug, purpose=purpose, **words))
            progress(facts["title"])


def _fill_registration(words):
    """The page with the form is there from the start; it only lacks words."""
    page = SubmissionPage.objects.first()
    if page and not page.body:
        for name, value in words.items():
            setattr(page, name, value)
        page.save_revision().publish()


def load_home(library):
    """Fill the home page once; an editor's later changes stay."""
    home = HomePage.objects.get()
    facts = read("home")
    settings = PortalSettings.for_site(home.get_site())
    if not settings.publisher:
        for name, value in facts["portal"].items():
            setattr(settings, name, value)
        settings.save()
    if home.sections:
        return
    home.claim = facts["claim"]
    home.claim_marked = facts["claim_marked"]
    home.intro = facts["intro"]
    home.search_description = facts["intro"]
    home.poster = library.picture("plakat")
    home.sections = [{"type": kind, "value": value} for kind, value in _sections(facts["sections"], library)]
    home.save_revision().publish()


def _sections(sections: list[dict], library):
    for section in sections:
        kind = section["type"]
        words = {name: section[name] for name in ("heading", "text") if name in section}
        if kind == "stories":
            words["stories"] = [ExamplePage.objects.get(slug=slug).pk for slug in section["stories"]]
        elif kind == "voices":
            words["voices"] = [VALUES["voice"](voice, library) for voice in section["voices"]]
        elif kind == "call":
            words |= {
                "button": section["button"],
                "page": SubmissionPage.objects.get().pk,
            }
        yield kind, words
