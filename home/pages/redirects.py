"""Addresses for flyers and press: what editors may lead where. Read by `LeadOn`, only where nothing else is found."""

from urllib.parse import unquote

from django.core.exceptions import ValidationError
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from wagtail.contrib.redirects.forms import RedirectForm
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from home.pages.addresses import site_root


def connect():
    """Wagtail has one form for redirects, for one by one and for a whole table."""
    clean = RedirectForm.clean

    def checked(self):
        clean(self)
        if self.cleaned_data.get("old_path"):
            check_free(self.cleaned_data["old_path"])
        return self.cleaned_data

    RedirectForm.clean = checked


def check_free(address: str) -> None:
    """Raises ValidationError if there is something at the address already: a redirect from there would never be used."""
    path = Redirect.normalise_path(address)
    if "?" in path:
        return
    page = Page.objects.live().filter(url_path=f"{site_root()}{unquote(path).strip('/')}/").first()
    if page:
        raise ValidationError(
            _("Unter dieser Adresse steht schon die Seite „%(title)s“. Nehmen Sie eine andere Adresse.")
            % {"title": page.title}
        )
    for spelling in (path, f"{path}/"):
        try:
            found = resolve(spelling)
        except Resolver404:
            continue
        if found.view_name != "wagtail_serve":
            raise ValidationError(_("Diese Adresse braucht die Website selbst. Nehmen Sie eine andere Adresse."))
