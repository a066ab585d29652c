"""One rule for the last part of an address, wherever it is made: by the editor's browser, a draft without one, a form."""

from django.forms import TextInput
from django.forms.widgets import Script
from wagtail.admin.forms.pages import CopyForm

from home.land.names import slug

LENGTH = 80


def slug_of(title: str, otherwise: str) -> str:
    """Of the title, or where that has no letter an address can hold, of the other name."""
    return slug(title)[:LENGTH].rstrip("-") or slug(str(otherwise))


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


class CopyPageForm(CopyForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["new_slug"].widget = SlugInput()
