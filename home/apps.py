from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    label = "home"
    verbose_name = _("Startseite und Seiten")

    def ready(self):
        from home import edition

        edition.connect()
