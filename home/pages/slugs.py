"""One rule for the last part of an address, wherever it is made: by the editor's browser, a draft without one, a form."""

import json
import re
from collections.abc import Iterable, Iterator
from functools import cache

from django.forms import TextInput
from django.forms.widgets import Script
from django.urls import get_resolver, resolve
from django.utils.translation import gettext as _
from wagtail.admin.forms.pages import CopyForm, WagtailAdminPageForm
from wagtail.models import Page, Site

from home.land.names import slug

LENGTH = 80
# What a page is offered in the place of an address that is fixed: "suche-seite".
SUFFIX = "-seite"


def slug_of(title: str, otherwise: str) -> str:
    """Of the title, or where that has no letter an address can hold, of the other name."""
    return slug(title)[:LENGTH].rstrip("-") or slug(str(otherwise))


@cache
def fixed_addresses() -> frozenset[str]:
    """What the addresses begin with that are no page's: "suche", "orte", "admin". Read from the URLconf."""
    return frozenset(_first_parts(get_resolver().url_patterns))


def _first_parts(patterns: Iterable) -> Iterator[str]:
    for pattern in patterns:
        first = re.match(r"\^?([\w-]+)(?:/|$)", str(pattern.pattern))
        if first:
            yield first[1]
        elif not str(pattern.pattern):
            yield from _first_parts(pattern.url_patterns)


def is_fixed(slug: str, page: Page, parent: Page | None) -> bool:
    """Whether the page, or what may stand below it, would be hidden there by an address of the site's own.

    A kind of page that has nothing below may stand above fixed addresses: the form for registrations does.
    """
    if slug not in fixed_addresses() or parent is None:
        return False
    is_top = parent.url_path in {site.root_path for site in Site.get_site_root_paths()}
    return is_top and (page.specific_class.subpage_types != [] or resolve(f"/{slug}/").url_name != "wagtail_serve")


def refusal(slug: str) -> str:
    return _("„%(slug)s“ ist eine feste Adresse dieser Website. Bitte wählen Sie eine andere.") % {"slug": slug}


class SlugInput(TextInput):
    """In the place of Wagtail's, which knows no rule for German letters."""

    def __init__(self, attrs=None):
        super().__init__(
            {
                "data-controller": "site-slug",
                "data-site-slug-length-value": LENGTH,
                "data-action": "change->site-slug#tidy w-sync:check->site-slug#compare w-sync:apply->site-slug#follow",
                **(attrs or {}),
            }
        )

    class Media:
        js = [Script("home/slug_field.js", type="module")]


class PageSlugInput(SlugInput):
    """Offers no fixed address. Whether the page would stand where they are is asked when it is saved."""

    def get_context(self, name, value, attrs):
        fixed = {
            "data-site-slug-fixed-value": json.dumps(sorted(fixed_addresses())),
            "data-site-slug-suffix-value": SUFFIX,
        }
        return super().get_context(name, value, {**(attrs or {}), **fixed})


class PageForm(WagtailAdminPageForm):
    def clean(self):
        data = super().clean()
        # A page that has stood there for long may still be saved.
        if "slug" in self.changed_data and is_fixed(data.get("slug", ""), self.instance, self.parent_page):
            self.add_error("slug", refusal(data["slug"]))
        return data


class CopyPageForm(CopyForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["new_slug"].widget = PageSlugInput()
        # A copy is a draft: it goes live on the usual way, by the usual rules.
        for door in ("publish_copies", "alias"):
            self.fields.pop(door, None)

    def clean(self):
        data = super().clean()
        slug, parent = data.get("new_slug", ""), data.get("new_parent_page") or self.page.get_parent()
        if is_fixed(slug, self.page, parent):
            self.add_error("new_slug", refusal(slug))
        return data
