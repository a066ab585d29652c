"""Every address of the admin, sent a form by everybody who must not change what stands behind it."""

import re
from collections.abc import Iterator

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.db import connection
from django.urls import URLPattern, get_resolver
from wagtail.documents.models import Document
from wagtail.models import Collection, Site, Task, Workflow

from home.pages.models import EquivalentWords
from practice_examples.models import Contact, Topic
from tests.factories import make_contact, make_example, make_picture
from tests.home.test_media_blocks import make_video
from tests.submitting import make_draft, make_moderator, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]

TECHNICAL = {
    "auth_group",
    "auth_group_permissions",
    "auth_user",
    "auth_user_groups",
    "home_portal",
    "submissions_submission",
    "submissions_replytemplate",
    "wagtailcore_collection",
    "wagtailcore_grouppagepermission",
    "wagtailcore_locale",
    "wagtailcore_site",
    "wagtailcore_task",
    "wagtailcore_workflow",
    "wagtailcore_workflowpage",
}
CONTENT = {
    "home_equivalentwords",
    "media_picture",
    "media_video",
    "places_region",
    "practice_examples_contact",
    "practice_examples_examplepage",
    "practice_examples_topic",
    "wagtailcore_page",
    "wagtailcore_pageviewrestriction",
    "wagtailcore_revision",
    "wagtailcore_workflowstate",
    "wagtaildocs_document",
    "wagtailredirects_redirect",
}


@pytest.fixture
def story():
    """A story of the editors, with everything a site has beside it."""
    story = make_example(title="Von der Redaktion", contacts=[make_contact()], lead_picture=make_picture())
    story.save_revision()
    Document.objects.create(title="Leitfaden", file="documents/leitfaden.pdf")
    EquivalentWords.objects.get_or_create(words="Handy, Telefon")
    make_video()
    make_draft()
    User.objects.create_superuser("leitung")
    return story


def addresses(story, patterns=None, path="/admin/") -> Iterator[str]:
    """Each address of the admin once, with something that is there in its place."""
    if patterns is None:
        [admin] = [found for found in get_resolver().url_patterns if str(found.pattern) == "admin/"]
        patterns = admin.url_patterns
    for found in patterns:
        here = path + str(found.pattern).strip("^$")
        if not isinstance(found, URLPattern):
            yield from addresses(story, found.url_patterns, here)
        elif "(" not in here and "*" not in here:
            yield filled(here, story)


def filled(address: str, story) -> str:
    index = story.get_parent()
    values = {
        **dict.fromkeys(("page_id", "page_to_move_id", "object_id", "page_pk"), story.pk),
        **{name: Document.objects.get().pk for name in ("document_id", "doc_id")},
        "action": "delete",
        "action_name": "delete" if "/api/" in address else "approve",
        "app_label": "wagtailcore",
        "app_name": "home",
        "collection_id": Collection.objects.get().pk,
        "content_type_app_name": "practice_examples",
        "content_type_model_name": "examplepage",
        "destination_id": index.get_parent().pk,
        "filter_spec": "original",
        "image_id": story.lead_picture_id,
        "kind": "date",
        "model_name": "portal" if "/settings/" in address else "page",
        "parent_page_id": index.pk,
        "pk": kept_at(address, story),
        "revision_id": story.latest_revision_id,
    }
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda name: str(values.get(name[1], 1)), address)


def kept_at(address: str, story):
    kinds = {
        "/topic/": Topic,
        "/contact/": Contact,
        "/equivalentwords/": EquivalentWords,
        "/users/": User,
        "/groups/": Group,
        "/sites/": Site,
        "/collections/": Collection,
        "/workflows/tasks/": Task,
        "/workflows/": Workflow,
    }
    kind = next((kind for part, kind in kinds.items() if part in address), None)
    if kind is None:
        return story.pk if "/pages/" in address else 1
    return kind.objects.order_by("pk").last().pk


def content(tables) -> dict[str, list]:
    found = {}
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT * FROM {table}")
            found[table] = sorted(map(repr, cursor.fetchall()))
    return found


def changed_by_forms(client, story, tables) -> list[str]:
    """Addresses at which a form that says nothing but yes has changed one of the tables."""
    # Wagtail has an address that fails on purpose.
    client.raise_request_exception = False
    found, before = [], content(tables)
    for address in list(addresses(story)):
        if address == "/admin/logout/":
            continue
        client.post(f"{address}?id={story.pk}", {"confirm": "1", "action-publish": "1"})
        after = content(tables)
        if after != before:
            found.append(address)
        before = after
    return found


def make_person(*groups) -> User:
    person = make_moderator("karl")
    person.groups.set(Group.objects.filter(name__in=groups))
    return person


def test_strangers_change_nothing_at_any_address_of_the_admin(client, story):
    assert changed_by_forms(client, story, TECHNICAL | CONTENT) == []


def test_whoever_may_only_log_in_changes_nothing_at_any_address(client, story):
    person = make_person()
    person.user_permissions.add(Permission.objects.get(codename="access_admin"))
    sign_in(client, person)
    assert changed_by_forms(client, story, TECHNICAL | CONTENT) == []


def test_moderators_change_nothing_of_the_editors_at_any_address(client, story):
    sign_in(client, make_person("Moderation"))
    assert changed_by_forms(client, story, (TECHNICAL | CONTENT) - {"submissions_replytemplate"}) == []


def test_editors_change_nothing_technical_at_any_address(client, story):
    sign_in(client, make_person("Redaktion"))
    assert changed_by_forms(client, story, TECHNICAL) == []
