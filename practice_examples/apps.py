from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PracticeExamplesConfig(AppConfig):
    name = "practice_examples"
    label = "practice_examples"
    verbose_name = _("Gute Beispiele")
