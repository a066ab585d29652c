"""What the frame around every page lists: the menu and the links of the foot, read once for each version of the content."""

from dataclasses import dataclass

from django import template
from django.conf import settings
from django.urls import get_script_prefix
from wagtail.admin.templatetags.wagtailuserbar import wagtailuserbar
from wagtail.models import Page, Site

from home.caching.version import FRAME, cached
from home.pages.addresses import absolute
from home.pages.base import SitePageQuerySet

register = template.Library()
register.simple_tag(absolute)


@dataclass(frozen=True, slots=True)
class FrameLink:
    slug: str
    title: str
    url: str
    in_menu: bool
    current: str  # the value of aria-current: "page", "true" for a page below, or nothing


@register.simple_tag(takes_context=True)
def main_menu(context):
    """The home page's subpages that editors put into the menu, in the order of the tree."""
    return [link for link in _top_pages(context.get("request")).values() if link.in_menu]


@register.simple_tag(takes_context=True)
def page_links(context, *slugs):
    """Those of the home page's subpages that exist and are public, in the order asked for."""
    pages = _top_pages(context.get("request"))
    return [pages[slug] for slug in slugs if slug in pages]


@register.simple_tag(takes_context=True)
def editing_bar(context):
    """Wagtail's bar for people who are logged in.

    A visitor has no session cookie; then nobody asks who it is, and the page stays the same for everybody.
    """
    request = context.get("request")
    if request is None or settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return ""
    return wagtailuserbar(context)


@register.simple_tag
def crumbs(page):
    """The public pages between the home page and this one, for components/crumbs.html. One query."""
    return [{"title": above.title, "url": above.url} for above in page.get_ancestors().live().filter(depth__gt=2)]


@register.simple_tag
def pages_around(page_obj):
    """Page numbers for a pager, with the paginator's ELLIPSIS where some are left out."""
    return list(page_obj.paginator.get_elided_page_range(page_obj.number, on_each_side=1, on_ends=1))


@register.simple_tag(takes_context=True)
def page_address(context, number, query=""):
    """The list of `query` (as `Filters` writes it, without a page) at page `number`; page 1 is the address without it.

    Never what the visitor's address says besides: the list may be kept for everybody.
    """
    asked = [query] if query else []
    if number > 1:
        asked.append(f"seite={number}")
    return f"?{'&'.join(asked)}" if asked else context["request"].path


def _top_pages(request) -> dict[str, FrameLink]:
    if request is None:
        return {}
    if not hasattr(request, "_frame_pages"):
        request._frame_pages = {link.slug: link for link in _read_top_pages(request)}
    return request._frame_pages


def _read_top_pages(request):
    rows = cached(f"top pages:{request.get_host()}", lambda: _rows_below_home(request), depends_on=(FRAME,))
    for slug, title, path, in_menu in rows:
        url = get_script_prefix() + path
        current = "page" if request.path == url else "true" if request.path.startswith(url) else ""
        yield FrameLink(slug, title, url, in_menu, current)


def _rows_below_home(request) -> list[tuple[str, str, str, bool]]:
    site = Site.find_for_request(request)
    if not site:
        return []
    # `public()` would ask for the restrictions of all pages; here only those of these few count.
    pages = SitePageQuerySet(Page).child_of(site.root_page).live().not_ended().filter(view_restrictions=None)
    rows = pages.order_by("path").values_list("slug", "title", "url_path", "show_in_menus")
    return [(slug, title, path.removeprefix(site.root_page.url_path), menu) for slug, title, path, menu in rows]
