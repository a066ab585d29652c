"""How addresses of this site are written down, and the address book: where the page for a purpose lives now.

A purpose is the attribute `purpose` of a page's class ("map"), or the field of that name where editors choose it.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.urls import get_script_prefix
from django.utils.encoding import iri_to_uri
from django.utils.html import escape
from wagtail.models import Page, Site
from wagtail.rich_text.pages import PageLinkHandler

from home.caching.version import FRAME, cached
from home.pages.base import SitePageQuerySet, tree


def absolute(address: str | None) -> str | None:
    """A path with the scheme and host that people use; what has a host already, and nothing, stay as they are."""
    return f"{settings.BASE_URL}{iri_to_uri(address)}" if address and address.startswith("/") else address


def site_root(request=None) -> str:
    """What the `url_path` of every page begins with and its address does not; of one host's site, if there are several."""
    roots = tree().roots
    if len(roots) == 1:
        return roots[0]
    paths = Site.get_site_root_paths()
    if request and (site := Site.find_for_request(request)):
        return site.root_page.url_path
    return paths[0].root_path if paths else "/"


def page_path(url_path: str, root: str) -> str:
    """The address of a page without its instance: a hundredth of the work of `page.url`, and spelled the same."""
    return iri_to_uri(get_script_prefix() + url_path.removeprefix(root))


class LinkInText(PageLinkHandler):
    """The links of one text to pages, read in one query. What is taken down, over or deleted gets a tag without address.

    A private page stays linked: it asks for its password itself.
    """

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict]) -> list[str]:
        root = site_root()
        shown = SitePageQuerySet(Page).live().not_ended()
        wanted = [attrs["id"] for attrs in attrs_list if attrs.get("id", "").isdecimal()]
        paths = dict(shown.filter(pk__in=wanted, url_path__startswith=root).values_list("pk", "url_path"))
        addresses = {str(pk): escape(page_path(url_path, root)) for pk, url_path in paths.items()}
        return [
            f'<a href="{addresses[key]}">' if (key := attrs.get("id")) in addresses else "<a>" for attrs in attrs_list
        ]


class PageLink(NamedTuple):
    """A public page that the frame or another page leads to."""

    title: str
    url: str
    purpose: str
    in_menu: bool


class AddressBook:
    """The subpages of the home page and whatever serves a purpose, in the order of the tree."""

    def __init__(self, links: Iterable[PageLink] = ()):
        self.links = list(links)
        self._by_purpose = {link.purpose: link for link in reversed(self.links)}

    def find(self, purpose: str) -> PageLink | None:
        return self._by_purpose.get(purpose)

    def address(self, purpose: str, **query) -> str:
        """Path of the public page for the purpose. Without such a page nothing, and then nothing is to be linked."""
        link = self.find(purpose)
        return f"{link.url}{'?' if query else ''}{urlencode(query, doseq=True)}" if link else ""


def address(purpose: str, **query) -> str:
    return address_book().address(purpose, **query)


def address_book(request=None) -> AddressBook:
    root = site_root(request)
    return AddressBook(map(PageLink._make, cached(f"addresses:{root}", lambda: list(_read(root)), depends_on=(FRAME,))))


def _read(root: str) -> Iterator[tuple]:
    top = root.count("/") + 1
    for page in tree().known:
        if page.url_path.startswith(root) and (page.purpose or page.depth == top):
            yield page.title, page_path(page.url_path, root), page.purpose, page.in_menus and page.depth == top
