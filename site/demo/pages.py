"""The home page and the plain pages of the demo."""

from demo.bodies import VALUES, page_for, stream
from demo.texts import read, read_folder
from demo.tree import add_page
from home.pages.models import HomePage, Portal, StandardPage
from practice_examples.models import ExamplePage
from practice_examples.submissions.record.models import SubmissionPage


def load_pages(library, progress):
    """Pages first, their words afterwards: these link to each other. The page with the form is there from the start."""
    pages = read_folder("pages")
    for slug, facts in pages.items():
        given = facts["purpose"] == SubmissionPage.purpose
        if not given and not StandardPage.objects.filter(purpose=facts["purpose"]).exists():
            words = {name: facts.get(name, "") for name in ("title", "purpose", "intro")}
            add_page(HomePage.objects.get(), StandardPage(slug=slug, **words))
            progress(facts["title"])
    for facts in pages.values():
        page = page_for(facts["purpose"])
        if not page.body:
            page.title, page.intro = facts["title"], facts.get("intro", "")
            page.body = stream(facts.get("body", []), library)
            page.save_revision().publish()


def load_home(library):
    """Fill the home page once; an editor's later changes stay."""
    home = HomePage.objects.get()
    facts = read("home")
    settings = Portal.for_site(home.get_site())
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
            words["voices"] = [VALUES["voice"](voice, library) | {"side": voice["side"]} for voice in section["voices"]]
        elif kind == "call":
            words |= {
                "button": section["button"],
                "page": SubmissionPage.objects.get().pk,
            }
        yield kind, words
