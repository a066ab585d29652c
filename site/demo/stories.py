"""Topics, contacts and examples of the demo."""

from django.db.models import F

from demo.bodies import rich_text, stream
from demo.texts import read, read_folder
from demo.tree import add_page
from home.land.models import Place, Region
from practice_examples.models import Contact, ExampleContact, ExamplePage, Topic

TRANSFER_FIELDS = {"funding": "funding", "lead_time": "lead_time", "partners": "partners", "pitfalls": "pitfalls"}


def load_contacts(library):
    for facts in read("contacts").values():
        values = {name: facts.get(name, "") for name in ("role", "organisation", "phone")}
        portrait = facts.get("portrait")
        Contact.objects.get_or_create(
            email=facts["email"],
            defaults={"name": facts["name"], "portrait": library.picture(portrait) if portrait else None, **values},
        )


def load_region_contacts():
    for slug, facts in read("regions").items():
        # Only where nobody has entered a contact yet.
        Region.objects.filter(slug=slug, contact_name="").update(**facts)


def contact(slug: str) -> Contact:
    return Contact.objects.get(email=read("contacts")[slug]["email"])


def load_examples(index, library, progress):
    texts = read_folder("examples")
    for slug, facts in texts.items():
        if not ExamplePage.objects.child_of(index).filter(slug=slug).exists():
            add_page(index, _example(slug, facts, library), draft=facts.get("draft", False))
            progress(facts["title"])
    for slug, facts in texts.items():
        if "vorbild" in facts:
            ExamplePage.objects.filter(slug=slug, inspired_by=None).update(
                inspired_by=ExamplePage.objects.get(slug=facts["vorbild"])
            )


def choose_stories():
    """Three to begin each topic with, those with a film first; where there are hardly more, the list is enough."""
    for topic in Topic.objects.filter(chosen_examples=None):
        stories = ExamplePage.objects.live().on_topic(topic.slug)
        if stories.count() > 3:
            topic.chosen_examples.set(stories.order_by(F("lead_video").asc(nulls_last=True), "slug")[:3])


def _example(slug, facts, library):
    transfer, outcome = facts.get("transfer", {}), facts.get("outcome", {})
    page = ExamplePage(
        slug=slug,
        title=facts["title"],
        summary=facts.get("summary", ""),
        provider=facts.get("provider", ""),
        organisation=facts.get("organisation", ""),
        running_since=facts.get("running_since"),
        ended_on=facts.get("ended_on"),
        reviewed_on=facts.get("reviewed"),
        source=facts.get("source", ""),
        effort=facts.get("effort", ""),
        cost=facts.get("cost", ""),
        lead_picture=library.picture(facts["picture"]) if "picture" in facts else None,
        lead_video=library.clip(facts["video"]) if "video" in facts else None,
        body=stream(facts.get("body", []), library),
        outcome=rich_text(outcome["text"]) if outcome else "",
        outcome_figures=[{"type": "figure", "value": figure} for figure in outcome.get("figures", [])],
        first_steps=[{"type": "step", "value": step} for step in transfer.get("steps", [])],
        **place_values(facts),
        **{field: transfer.get(name, "") for name, field in TRANSFER_FIELDS.items()},
    )
    page.topics = Topic.objects.filter(slug__in=facts.get("topics", []))
    page.example_contacts = [
        ExampleContact(contact=contact(slug), sort_order=n) for n, slug in enumerate(facts.get("contacts", []))
    ]
    return page


def place_values(facts: dict) -> dict:
    """The fields of a located page from `place`, `pin` and `land_wide` of a text file."""
    pin = facts.get("pin")
    return {
        "place": Place.objects.get(pk=facts["place"]) if "place" in facts else None,
        "land_wide": facts.get("land_wide", False),
        "location": f"SRID=4326;POINT({pin['lng']} {pin['lat']})" if pin else "",
    }
