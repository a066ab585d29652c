"""Every list of the admin with every order, filter and search it offers, and with all of them at once: never a 500."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from wagtail.contrib.redirects.models import Redirect

from tests.editing import sign_in
from tests.event_factories import make_event
from tests.factories import make_contact, make_example, make_film, make_picture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]

LISTS = [
    "/admin/pages/{index}/",
    "/admin/pages/search/",
    "/admin/images/",
    "/admin/documents/",
    "/admin/snippets/media/video/",
    "/admin/snippets/practice_examples/topic/",
    "/admin/snippets/practice_examples/contact/",
    "/admin/snippets/home/equivalentwords/",
    "/admin/snippets/submissions/replytemplate/",
    "/admin/region/",
    "/admin/staedte/",
    "/admin/einreichungen/",
    "/admin/postausgang/",
    "/admin/redirects/",
    "/admin/users/",
    "/admin/groups/",
    "/admin/collections/",
    "/admin/sites/",
    "/admin/workflows/list/",
    "/admin/workflows/tasks/index/",
    "/admin/reports/locked/",
    "/admin/reports/workflow/",
    "/admin/reports/workflow_tasks/",
    "/admin/reports/site-history/",
    "/admin/reports/aging-pages/",
    "/admin/reports/page-types-usage/",
]
SEARCHES = ["", "Tal", "'\"(*ä"]


@pytest.fixture
def desk(client):
    return sign_in(client, User.objects.create_superuser("admin", "admin@example.org", "geheim"))


def offered(html: bytes) -> tuple[set[str], list[dict]]:
    """The orders its headings lead to, and the filters its form has: each with one of its choices, or a typed date."""
    soup = BeautifulSoup(html, "html.parser")
    links = [link["href"] for link in soup.find_all("a", href=True)]
    orders = {part.removeprefix("ordering=") for link in links for part in link.partition("?")[2].split("&")}
    orders = {order for order in orders if order and "=" not in order}
    filters = {}
    for field in soup.select("form[data-controller~=w-swap] [name]"):
        options = [option.get("value") for option in field.find_all("option") if option.get("value")]
        kind = field.get("type")
        value = options[0] if options else field.get("value") if kind in ("checkbox", "radio") else "1.9.2015"
        if field["name"] != "q" and value:
            filters[field["name"]] = value
    return orders | {f"-{order}" for order in orders if not order.startswith("-")}, filters


@pytest.mark.parametrize("address", LISTS)
def test_a_list_bears_every_order_with_every_search_and_filter(desk, address):
    picture = make_picture("Im Tal")
    story = make_example(title="Anpfiff im Tal", lead_picture=picture, contacts=[make_contact()])
    make_event(title="Markt im Tal")
    make_film(title="Im Tal")
    Redirect.objects.create(old_path="/tal", redirect_page=story)
    address = address.format(index=story.get_parent().pk)
    orders, filters = offered(desk.get(address).content)
    choices = [{}, *({name: value} for name, value in filters.items()), filters]
    failed = []
    for order in ["", *sorted(orders)]:
        for search in SEARCHES:
            for chosen in choices if search != SEARCHES[1] else [{}, filters]:
                asked = {"q": search, "ordering": order, **chosen}
                answer = desk.get(address, {name: value for name, value in asked.items() if value})
                if answer.status_code not in (200, 302):
                    failed.append((answer.status_code, asked))
    assert failed == []
