"""What the frame around every page lists: the menu and the links of the foot, read once for each version of the content."""

import json
import re

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.encoding import iri_to_uri
from django.utils.functional import SimpleLazyObject
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from wagtail.admin.templatetags.wagtailuserbar import wagtailuserbar
from wagtail.models import Page

from home.land.land import land
from home.pages import addresses
from home.pages.base import SitePageQuerySet
from home.pages.colours import Palette
from home.pages.models import Portal

register = template.Library()
register.simple_tag(addresses.absolute)

# What could end the element or start another; JSON reads the escapes as the same characters.
_ESCAPES = {
    ord(">"): "\\u003E",
    ord("<"): "\\u003C",
    ord("&"): "\\u0026",
    ord("\u2028"): "\\u2028",
    ord("\u2029"): "\\u2029",
}

_DEAD_LINK = re.compile(r"<a>(.*?)</a>", re.DOTALL)


def frame(request):
    """What the frame of every page needs and no view should have to pass."""
    return {
        "DEMO": settings.DEMO,
        "BASE_URL": settings.BASE_URL,
        "land": land(),
        "portal": SimpleLazyObject(Portal.current),
    }


@register.filter
def without_dead_links(html: str) -> str:
    """The words alone where a text links to nothing any more."""
    return _DEAD_LINK.sub(r"\1", html)


@register.simple_tag
def portal_styles(portal) -> str:
    """A link to the portal's own colours, where it has some."""
    if not portal or portal.palette == Palette():
        return ""
    return format_html('<link rel="stylesheet" href="{}?v={}">', reverse("portal_css"), portal.palette.key)


@register.simple_tag
def portal_lately() -> Portal:
    return Portal.lately()


@register.simple_tag
def portal_last_known() -> Portal:
    return Portal.last_known()


@register.simple_tag(takes_context=True)
def address(context, purpose, absolute=False, **query):
    """`{% address "map" ort="koeln" as map %}`: where the public page for a purpose lives now; nothing if there is none."""
    path = _book(context).address(purpose, **query)
    return addresses.absolute(path) if absolute else path


@register.simple_block_tag
def line(content):
    """`{% line as title %}…{% endline %}`: what a block says, in one line, to be said in several places."""
    return one_line(content)


@register.filter(is_safe=True)
def one_line(markup):
    """For <title> and attributes: what a block says, however many lines it needs in the template."""
    return re.sub(r"[ \n]+", " ", markup).strip(" ")


@register.simple_tag(takes_context=True)
def main_menu(context):
    """The home page's subpages that editors put into the menu, in the order of the tree."""
    return _links(context, [link for link in _book(context).links if link.in_menu])


@register.simple_tag(takes_context=True)
def page_links(context, *purposes):
    """The public pages for these purposes, as far as there are any, in the order asked for."""
    return _links(context, filter(None, map(_book(context).find, purposes)))


@register.simple_tag(takes_context=True)
def editing_bar(context):
    """Wagtail's bar for people who are logged in.

    A visitor has no session cookie; then nobody asks who it is, and the page stays the same for everybody.
    """
    request = _request(context)
    if request is None or settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return ""
    return wagtailuserbar(context)


@register.simple_tag
def crumbs(page):
    """The public pages between the home page and this one, for components/crumbs.html. One query.

    Whoever may see the page may see what is private above it.
    """
    above = SitePageQuerySet(Page).ancestor_of(page).live().not_ended().filter(depth__gt=2).order_by("path")
    return [{"title": page.title, "url": page.url} for page in above]


@register.simple_tag
def visible_page(page):
    """The page that editors chose, if anybody may see it."""
    return page and SitePageQuerySet(Page).visible().filter(pk=page.pk).first()


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
    return f"?{'&'.join(asked)}" if asked else iri_to_uri(context["request"].path)


@register.simple_tag
def structured_data(data: dict) -> str:
    """schema.org data as JSON-LD. A data block, not a script: the policy against inline code lets it stand."""
    if not data:
        return ""
    return format_html(
        '<script type="application/ld+json">{}</script>',
        mark_safe(json.dumps(data, ensure_ascii=False).translate(_ESCAPES)),
    )


def _request(context):
    """Also where `include … only` has left nothing else."""
    return context.get("request") or getattr(context, "request", None)


def _book(context) -> addresses.AddressBook:
    """The same one for a whole page."""
    request = _request(context)
    # An error page may stand without a request, and then knows less than others.
    if request is None:
        return addresses.AddressBook()
    if not hasattr(request, "_address_book"):
        request._address_book = addresses.address_book(request)
    return request._address_book


def _links(context, links):
    """`current` is the value of aria-current: "page", "true" for a page below, or nothing."""
    request = _request(context)
    path = iri_to_uri(request.path) if request else ""
    return [
        {**link._asdict(), "current": "page" if path == link.url else "true" if path.startswith(link.url) else ""}
        for link in links
    ]
