"""What editors keep once and use in many stories."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.search import index

from home.fields import PhoneField, ReferringManyToManyField
from home.media.models import Picture
from practice_examples.choices import TopicColour


class Topic(models.Model):
    title = models.CharField(_("Name"), max_length=60, unique=True)
    slug = models.SlugField(_("Kennung in Adressen"), max_length=60, unique=True)
    intro = models.TextField(_("Einleitung der Themenseite"), max_length=400, blank=True)
    sort_order = models.PositiveSmallIntegerField(_("Reihenfolge"), default=100)
    colour = models.CharField(
        _("Farbe"),
        max_length=10,
        choices=TopicColour.choices,
        default=TopicColour.SKY,
        help_text=_("Das Quadrat davor."),
    )
    chosen_examples = ReferringManyToManyField(
        "practice_examples.ExamplePage", verbose_name=_("Drei ausgewählte Geschichten"), blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("Thema")
        verbose_name_plural = _("Themen")
        ordering = ["sort_order", "title"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("search:topic", args=[self.slug])


class Contact(index.Indexed, models.Model):
    """A person to reach, used in stories and events. Prefer role addresses to private ones."""

    name = models.CharField(_("Name"), max_length=150)
    role = models.CharField(_("Aufgabe"), max_length=150, blank=True)
    organisation = models.CharField(_("Organisation"), max_length=150, blank=True)
    email = models.EmailField(
        _("E-Mail"), blank=True, help_text=_("Am besten eine Funktionsadresse, die bleibt, wenn Menschen wechseln.")
    )
    phone = PhoneField()
    portrait = models.ForeignKey(
        Picture, verbose_name=_("Porträt"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    panels = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("role"), FieldPanel("organisation")]),
        FieldRowPanel([FieldPanel("email"), FieldPanel("phone")]),
        FieldPanel("portrait"),
    ]
    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.SearchField("organisation"),
        index.AutocompleteField("organisation"),
    ]

    class Meta:
        verbose_name = _("Kontakt")
        verbose_name_plural = _("Kontakte")
        ordering = ["name"]

    def __str__(self):
        return f"{self.name}, {self.organisation}" if self.organisation else self.name
