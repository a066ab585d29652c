from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField

from home.media.blocks import stream_texts
from home.pages.base import SitePage, tabs
from home.pages.blocks import TEXT_FEATURES, StoryStreamBlock
from practice_examples.submissions.record.choices import ConsentKind

PRIVACY = _("Ich habe die Hinweise zum Datenschutz gelesen.")
CONTACT = _("Ich bin einverstanden, dass Sie mir zu dieser Einreichung schreiben.")
RIGHTS = _(
    "Ich darf die Texte und Fotos weitergeben. Sie dürfen sie für dieses Portal bearbeiten und "
    "veröffentlichen. Das kann ich jederzeit widerrufen."
)
PUBLIC_CONTACT = _(
    "Name, Aufgabe, E-Mail und Telefon dürfen öffentlich bei unserer Geschichte stehen, damit Interessierte uns "
    "erreichen. Die genannte Person weiß davon und ist einverstanden."
)


class SubmissionPage(SitePage):
    """ "Mitmachen": introduction, rules and the form; its words are the editors', its fields are the site's."""

    intro = models.TextField(_("Einleitung"), max_length=400, blank=True)
    body = StreamField(
        StoryStreamBlock(), verbose_name=_("Regeln"), blank=True, help_text=_("Steht unter dem Formular.")
    )
    thanks = RichTextField(
        _("Dank nach dem Absenden"),
        features=TEXT_FEATURES,
        blank=True,
        help_text=_("Erscheint über der Nummer der Einreichung."),
    )
    expected_days = models.PositiveSmallIntegerField(
        _("Antwort in der Regel nach … Tagen"), default=14, help_text=_("Steht auf der Statusseite und in den E-Mails.")
    )
    consent_version = models.CharField(
        _("Fassung"),
        max_length=20,
        default="2026-2",
        help_text=_(
            "Bitte ändern, wenn Sie einen der Texte ändern. Wir heben Wortlaut und Fassung zu jeder Einreichung auf."
        ),
    )
    consent_privacy = models.TextField(_("Datenschutz"), max_length=600, default=PRIVACY)
    consent_contact = models.TextField(_("Schreiben zur Einreichung"), max_length=600, default=CONTACT)
    consent_rights = models.TextField(_("Rechte an Texten und Fotos"), max_length=600, default=RIGHTS)
    consent_public_contact = models.TextField(_("Öffentlicher Kontakt"), max_length=600, default=PUBLIC_CONTACT)

    content_panels = [
        *SitePage.content_panels,
        FieldPanel("intro"),
        FieldPanel("body"),
        FieldPanel("thanks"),
        FieldPanel("expected_days"),
    ]
    consent_panels = [
        MultiFieldPanel(
            [
                FieldPanel("consent_version"),
                FieldPanel("consent_privacy"),
                FieldPanel("consent_contact"),
                FieldPanel("consent_rights"),
                FieldPanel("consent_public_contact"),
            ],
            heading=_("Einwilligungen im Formular"),
        )
    ]
    edit_handler = tabs(content_panels, (_("Einwilligungen"), consent_panels))
    purpose = "registration"
    parent_page_types = ["home.HomePage"]
    subpage_types = []
    max_count = 1
    template = "submissions/submission_page.html"
    # The door that answers with the form stands above the data; the app's `ready()` hangs it in.
    view = None

    class Meta:
        verbose_name = _("Mitmachen")
        verbose_name_plural = _("Mitmachen")

    def serve(self, request, *args, **kwargs):
        return type(self).view(request, self)

    def search_texts(self):
        return [self.title, str(_("Projekt anmelden"))], [self.intro, *stream_texts(self.body)]

    @classmethod
    def current(cls) -> "SubmissionPage":
        """The page of the site, or one with the standard words where editors have none."""
        return cls.objects.live().first() or cls(title=str(_("Mitmachen")))

    def wording(self, kind: ConsentKind) -> str:
        return str(getattr(self, f"consent_{kind}"))
