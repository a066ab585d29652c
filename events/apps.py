from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "events"
    label = "events"
    verbose_name = _("Veranstaltungen")

    def ready(self):
        from events.models import EventPage
        from home.caching import version

        # "Läuft gerade", on pages and in the data.
        version.changes_by_itself(EventPage.objects.all().next_change)
