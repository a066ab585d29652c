from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField

from home.caching.version import ContentVersion as ContentVersion
from home.language.snippets import EquivalentWords
from home.media.blocks import frame_hosts, load_body_renditions, stream_texts
from home.media.models import Picture
from home.pages.base import SitePage, tabs
from home.pages.blocks import StoryStreamBlock
from home.pages.former_addresses import FormerAddress as FormerAddress
from home.pages.portal import Portal as Portal
from home.pages.sections import HomeStreamBlock, silent_sides

__all__ = ["EquivalentWords", "HomePage", "Portal", "Purpose", "StandardPage"]


class HomePage(SitePage):
    """The poster of the campaign: claim, place search, and sections that editors put in order."""

    claim = models.CharField(
        _("Leitspruch"),
        max_length=60,
        help_text=_("Groß auf der Startseite, zum Beispiel „Gute Ideen haben einen Ort“."),
    )
    claim_marked = models.CharField(
        _("Hervorgehoben"),
        max_length=40,
        blank=True,
        help_text=_("Die Wörter am Ende des Leitspruchs, die gelb unterlegt werden, zum Beispiel „einen Ort“."),
    )
    intro = models.TextField(_("Einleitung"), max_length=300)
    poster = models.ForeignKey(
        Picture, verbose_name=_("Plakat"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    sections = StreamField(HomeStreamBlock(), verbose_name=_("Abschnitte"), blank=True)

    content_panels = [
        *SitePage.content_panels,
        MultiFieldPanel(
            [FieldPanel("claim"), FieldPanel("claim_marked"), FieldPanel("intro"), FieldPanel("poster")],
            heading=_("Plakat"),
        ),
        FieldPanel("sections"),
    ]
    edit_handler = tabs(content_panels)

    parent_page_types = ["wagtailcore.Page"]
    max_count = 1

    class Meta:
        verbose_name = _("Startseite")
        verbose_name_plural = _("Startseiten")

    def search_texts(self):
        return [self.title, self.claim], [self.intro, *stream_texts(self.sections)]

    def publication_problems(self):
        found = super().publication_problems()
        if silent := silent_sides(self.sections):
            found["sections"] = _(
                "Unter den Stimmen fehlt ein Gesicht: %(sides)s. Die Startseite zeigt alle, die eine gute Idee tragen."
            ) % {"sides": ", ".join(str(side.label) for side in silent)}
        return found

    def get_context(self, request, *args, **kwargs):
        load_body_renditions(self.sections)
        return super().get_context(request, *args, **kwargs)


class Purpose(models.TextChoices):
    """What frame, forms and mails lead to, wherever editors put it and whatever they call it."""

    ABOUT = "about", _("Über die Aktion")
    CRITERIA = "criteria", _("Aufnahmekriterien")
    PRESS = "press", _("Presse")
    CONTACT = "contact", _("Kontakt")
    EASY_LANGUAGE = "easy_language", _("Leichte Sprache")
    SIGN_LANGUAGE = "sign_language", _("Gebärdensprache")
    ACCESSIBILITY = "accessibility", _("Barrierefreiheit")
    IMPRINT = "imprint", _("Impressum")
    PRIVACY = "privacy", _("Datenschutz")
    OPEN_DATA = "open_data", _("Offene Daten")


class StandardPage(SitePage):
    """A plain page: about, criteria, press, imprint."""

    purpose = models.CharField(
        _("Aufgabe der Seite"),
        max_length=20,
        choices=Purpose.choices,
        blank=True,
        help_text=_(
            "Kopf, Fußzeile und Formulare verlinken die Seite mit dieser Aufgabe, gleich wie sie heißt und wo sie steht. "
            "Leer lassen: eine Seite wie andere."
        ),
    )
    intro = models.TextField(_("Einleitung"), max_length=400, blank=True)
    body = StreamField(StoryStreamBlock(), verbose_name=_("Inhalt"), blank=True)

    content_panels = [*SitePage.content_panels, FieldPanel("intro"), FieldPanel("body")]
    edit_handler = tabs(content_panels, promote=[FieldPanel("purpose"), *SitePage.promote_panels])

    parent_page_types = ["home.HomePage", "home.StandardPage"]
    subpage_types = ["home.StandardPage"]
    exclude_fields_in_copy = ["purpose"]

    class Meta:
        verbose_name = _("Einfache Seite")
        verbose_name_plural = _("Einfache Seiten")

    def search_texts(self):
        return [self.title], [self.intro, *stream_texts(self.body)]

    def publication_problems(self):
        found = super().publication_problems()
        other = StandardPage.objects.live().filter(purpose=self.purpose).exclude(pk=self.pk).first()
        if self.purpose and other:
            found["purpose"] = _("Diese Aufgabe hat schon die Seite „%(title)s“.") % {"title": other.title}
        return found

    def get_context(self, request, *args, **kwargs):
        load_body_renditions(self.body)
        return super().get_context(request, *args, **kwargs)

    def frame_hosts(self):
        return frame_hosts(self.body)
