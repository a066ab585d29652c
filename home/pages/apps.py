from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home.pages"
    label = "home"
    verbose_name = _("Startseite und Seiten")

    def ready(self):
        from wagtail.documents.models import Document

        from home.caching import version
        from home.pages import former_addresses, redirects, references
        from home.pages.models import EquivalentWords, Portal

        redirects.connect()
        references.connect()
        version.connect()
        former_addresses.connect()
        version.changes_with(EquivalentWords, "other pages are found with other words, and other numbers counted")
        version.changes_with(Portal, "its name, people and colours are on every page")
        version.changes_with(Document, "a page that offers it shows its title, size and address")
