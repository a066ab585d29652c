"""One rule for the last part of an address, wherever it is made."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from wagtail.models import Page

from events.models import EventPage
from home.pages.models import StandardPage
from home.pages.slugs import LENGTH, slug_of
from practice_examples.models import ExamplePage
from tests.event_factories import make_event_index
from tests.factories import make_example, make_home, make_index

SCRIPT = Path(__file__).parents[2] / "home/pages/static/home/slug.js"
SLUGS = {
    "Frühlingsfest in Überruhr": "fruehlingsfest-in-ueberruhr",
    "Fru\u0308hlingsfest in U\u0308berruhr": "fruehlingsfest-in-ueberruhr",
    "STRASSE & Straße: Größe 5!": "strasse-strasse-groesse-5",
    "Café „Żółw“ – à la carte": "cafe-zo-w-a-la-carte",
    "C++_und__C#": "c-und-c",
    "  Tür & Tor  ": "tuer-tor",
    "ẞ ﬁ ½": "ss-fi-1-2",
    "Nähen " * 20: "-".join(["naehen"] * 11) + "-nae",
}


@pytest.mark.parametrize(("title", "slug"), SLUGS.items())
def test_a_title_becomes_an_address_of_plain_letters(title, slug):
    assert slug_of(title, "Seite") == slug
    assert len(slug) <= LENGTH


@pytest.mark.parametrize("title", ["مرحبا", "???", "", "🙂"])
def test_a_title_without_letters_takes_the_name_of_its_kind(title):
    assert slug_of(title, "Gutes Beispiel") == "gutes-beispiel"


def test_the_editors_browser_knows_the_same_rule():
    if not shutil.which("node"):
        return
    code = f"""
        import {{ slug }} from {json.dumps(SCRIPT.as_uri())};
        console.log(JSON.stringify({json.dumps(list(SLUGS))}.map((title) => slug(title, {LENGTH}))));
    """
    said = subprocess.run(["node", "--input-type=module", "-e", code], capture_output=True, text=True, check=True)
    assert json.loads(said.stdout) == list(SLUGS.values())


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("parent", "kind"), [(make_home, StandardPage), (make_index, ExamplePage), (make_event_index, EventPage)]
)
def test_a_draft_saved_without_an_address_gets_one_by_the_same_rule(parent, kind):
    pages = [kind(title="Frühlingsfest in Überruhr", live=False) for _number in range(2)]
    for page in pages:
        parent().add_child(instance=page)
    assert [page.slug for page in pages] == ["fruehlingsfest-in-ueberruhr", "fruehlingsfest-in-ueberruhr-2"]
    pages[0].slug = ""
    pages[0].title = "مرحبا"
    pages[0].save()
    assert pages[0].slug == slug_of("", kind._meta.verbose_name) != ""


@pytest.mark.django_db
def test_an_address_by_an_older_rule_stays_and_works(client):
    story = make_example(slug="frühling")
    story.save_revision()
    story.save()
    assert ExamplePage.objects.get().slug == "frühling"
    assert client.get(story.url).status_code == 200


@pytest.mark.django_db
def test_every_form_that_makes_an_address_uses_the_rule(client):
    client.force_login(
        get_user_model().objects.create_superuser("chefin"), backend="django.contrib.auth.backends.ModelBackend"
    )
    index = make_index()
    story = make_example(index)
    for address in (
        f"/admin/pages/add/practice_examples/examplepage/{index.pk}/",
        f"/admin/pages/add/home/standardpage/{Page.objects.get(depth=2).pk}/",
        f"/admin/pages/{story.pk}/edit/",
        f"/admin/pages/{story.pk}/copy/",
        "/admin/snippets/practice_examples/topic/add/",
    ):
        form = client.get(address).content.decode()
        assert 'data-controller="site-slug"' in form, address
        assert 'data-controller="w-slug"' not in form, address
        assert "home/slug_field.js" in form, address
