import re

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from home.language.words import words


class EquivalentWordsQuerySet(models.QuerySet):
    def as_groups(self) -> list[list[str]]:
        return [re.split(r"[,;\n]", group) for group in self.order_by("pk").values_list("words", flat=True)]


class EquivalentWords(models.Model):
    """Words that mean the same to a search, whichever of them somebody types."""

    words = models.CharField(
        _("Gleichbedeutende Wörter"),
        max_length=300,
        help_text=_(
            "Mit Komma getrennt, zum Beispiel „Geflüchtete, Flüchtlinge, Zugewanderte“. Alle Wortformen sind mit gemeint."
        ),
    )

    objects = EquivalentWordsQuerySet.as_manager()
    panels = [FieldPanel("words")]

    class Meta:
        app_label = "home"
        verbose_name = _("Gleichbedeutende Suchwörter")
        verbose_name_plural = _("Gleichbedeutende Suchwörter")
        ordering = ["words"]

    def __str__(self):
        return self.words

    def clean(self):
        super().clean()
        entries = [words(entry) for entry in re.split(r"[,;\n]", self.words)]
        if any(len(entry) > 1 for entry in entries):
            raise ValidationError({"words": _("Bitte nur einzelne Wörter, mit Komma getrennt.")})
        if len([entry for entry in entries if entry]) < 2:
            raise ValidationError({"words": _("Bitte mindestens zwei Wörter, mit Komma getrennt.")})
