from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PracticeExamplesConfig(AppConfig):
    name = "practice_examples"
    label = "practice_examples"
    verbose_name = _("Gute Beispiele")

    def ready(self):
        from home.caching import version
        from home.media.models import Rendition
        from practice_examples.feeds.rows import LISTED_PICTURES
        from practice_examples.models import Contact, Topic

        version.changes_with(Topic, "a story, a filter and a page of its own show its name")
        version.changes_with(Contact, "a story shows the person")
        version.changes_with(
            Rendition,
            "feeds and the map name pictures by address",
            only_if=lambda rendition: rendition.filter_spec in LISTED_PICTURES,
        )
