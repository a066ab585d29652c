"""One rule for the last part of an address, wherever it is made."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, streamfield

from events.models import EventPage
from home.pages.models import StandardPage
from home.pages.slugs import LENGTH, fixed_addresses, slug_of
from practice_examples.models import ExampleIndexPage, ExamplePage
from practice_examples.submissions.record.page import SubmissionPage
from tests.editing import COMMENTS, add, edit, errors, told
from tests.event_factories import make_event_index
from tests.factories import make_example, make_home, make_index
from tests.reading import read

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


FIXED = [
    "_util",
    "admin",
    "daten",
    "dokumente",
    "einbetten",
    "health",
    "kreise",
    "media",
    "mitmachen",
    "orte",
    "regionen",
    "suche",
    "teilen",
    "themen",
]


def refused(slug: str) -> str:
    return f"„{slug}“ ist eine feste Adresse dieser Website. Bitte wählen Sie eine andere."


@pytest.fixture
def chief(client):
    user = get_user_model().objects.create_superuser("chefin")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def make_page(slug, parent=None) -> StandardPage:
    return (parent or make_home()).add_child(instance=StandardPage(title=slug, slug=slug))


def form(slug, **fields) -> dict:
    texts = ("purpose", "intro", "seo_title", "search_description", "share_picture", "go_live_at", "expire_at")
    empty = nested_form_data({"body": streamfield([]), "comments": COMMENTS})
    return {**dict.fromkeys(texts, ""), "title": "Neu", "slug": slug, **empty, **fields}


def test_the_fixed_addresses_are_those_that_the_site_answers_itself():
    assert sorted(fixed_addresses()) == FIXED


@pytest.mark.django_db
@pytest.mark.parametrize("slug", FIXED)
@pytest.mark.parametrize("headers", [{}, {"accept": "application/json"}], ids=["saved", "autosaved"])
def test_no_page_is_saved_where_the_site_answers_itself(chief, slug, headers):
    SubmissionPage.objects.update(slug="anmelden")
    response = add(chief, make_home(), StandardPage, form(slug), **headers)
    if headers:
        assert response.status_code == 400
    else:
        assert errors(response) == {"slug": [refused(slug)]}
    assert not StandardPage.objects.exists()


@pytest.mark.django_db
def test_further_down_and_beside_it_any_address_is_free(chief):
    add(chief, make_home(), StandardPage, form("suche-und-finde"))
    add(chief, StandardPage.objects.get(), StandardPage, form("suche"))
    assert sorted(StandardPage.objects.values_list("slug", flat=True)) == ["suche", "suche-und-finde"]
    assert SubmissionPage.objects.get().slug == "mitmachen"


@pytest.mark.django_db
def test_a_page_that_stands_at_a_fixed_address_already_may_still_be_saved_there(chief):
    page = make_page("themen")
    edit(chief, page, form("themen", title="Unsere Themen"))
    assert Page.objects.get(pk=page.pk).draft_title == "Unsere Themen"
    assert errors(edit(chief, page, form("orte"))) == {"slug": [refused("orte")]}


@pytest.mark.django_db
def test_nothing_is_copied_to_a_fixed_address(chief):
    page = make_page("presse")
    copy = {"new_title": "Suche", "new_slug": "suche", "new_parent_page": make_home().pk}
    assert errors(chief.post(f"/admin/pages/{page.pk}/copy/", copy)) == {"new_slug": [refused("suche")]}
    assert StandardPage.objects.count() == 1
    chief.post(f"/admin/pages/{page.pk}/copy/", {**copy, "new_parent_page": page.pk})
    assert StandardPage.objects.get(slug="suche").url_path.endswith("/presse/suche/")


@pytest.mark.django_db
def test_nothing_is_moved_to_a_fixed_address_alone_or_with_others(chief):
    home, above = make_home(), make_page("presse")
    pages = [make_page(slug, above) for slug in ("suche", "bilder")]
    alone = chief.post(f"/admin/pages/{pages[0].pk}/move/{home.pk}/confirm/", follow=True)
    assert told(alone) == [refused("suche")]
    ids = "&".join(f"id={page.pk}" for page in pages)
    together = chief.post(f"/admin/bulk/wagtailcore/page/move/?{ids}", {"chooser": home.pk}, follow=True)
    assert told(together) == [refused("suche")]
    assert above.get_children().count() == 2
    chief.post(f"/admin/pages/{pages[1].pk}/move/{home.pk}/confirm/")
    chief.post(f"/admin/bulk/wagtailcore/page/move/?id={pages[0].pk}", {"chooser": Page.objects.get(slug="bilder").pk})
    assert above.get_children().count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "title", "slug"),
    [
        (StandardPage, "Suche", "suche-seite"),
        (StandardPage, "Mitmachen", "mitmachen-seite"),
        (ExampleIndexPage, "Orte", "orte-seite"),
        (StandardPage, "Presse", "presse"),
    ],
)
def test_a_draft_is_offered_no_fixed_address(kind, title, slug):
    assert make_home().add_child(instance=kind(title=title, live=False)).slug == slug


@pytest.mark.django_db
def test_the_editors_browser_offers_none_either(chief):
    page = read(chief.get(f"/admin/pages/add/home/standardpage/{make_home().pk}/"))
    # On a tab that is hidden at first.
    field = page.node.find(attrs={"name": "slug"})
    assert json.loads(field["data-site-slug-fixed-value"]) == FIXED
    assert field["data-site-slug-suffix-value"] == "-seite"


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
