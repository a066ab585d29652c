from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home.pages"
    label = "home"
    verbose_name = _("Startseite und Seiten")

    def ready(self):
        from home.caching import edition
        from home.pages.models import EquivalentWords

        edition.connect()
        # Other pages are found with other words, and other numbers counted.
        edition.advance_when_saved(EquivalentWords)
