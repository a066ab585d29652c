from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PracticeExamplesConfig(AppConfig):
    name = "practice_examples"
    label = "practice_examples"
    verbose_name = _("Gute Beispiele")

    def ready(self):
        from home.caching import edition
        from home.media.models import Rendition
        from home.pages.models import PortalSettings
        from practice_examples.listed import LISTED_PICTURES
        from practice_examples.models import Contact, Topic

        for model in (Topic, Contact):
            edition.advance_when_saved(model)
        edition.advance_when_saved(PortalSettings, when_created=False)
        # Feeds and the map name pictures by address: a new or redrawn one has to reach them.
        edition.advance_when_saved(Rendition, only_if=lambda rendition: rendition.filter_spec in LISTED_PICTURES)
