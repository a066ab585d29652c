"""The portal's own record: what it is called, who runs it, which colours it wears. Everything else asks for it here."""

from email.utils import formataddr, parseaddr
from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.forms import TextInput
from django.utils.formats import number_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Site

from home.caching.version import FRAME, cached, forget
from home.fields import PhoneField
from home.pages.colours import Measure, Palette

COLOURS = {"main": _("Hauptfarbe"), "signal": _("Signalfarbe"), "highlight": _("Leuchtfarbe"), "poster": _("Plakat")}


def _colour(name, help_text):
    hexadecimal = RegexValidator(r"^#[0-9a-fA-F]{6}\Z", _("Bitte eine Farbe als #rrggbb angeben."))
    return models.CharField(
        COLOURS[name], max_length=7, default=getattr(Palette, name), help_text=help_text, validators=[hexadecimal]
    )


@register_setting(icon="home")
class Portal(BaseSiteSetting):
    """One row; its colours have to be legible before they are saved."""

    name = models.CharField(_("Name"), max_length=80, default="Landkarte der guten Ideen")
    short_name = models.CharField(
        _("Kurzname"), max_length=30, default="Landkarte", help_text=_("Wo wenig Platz ist: in der Redaktion.")
    )
    claim = models.CharField(
        _("Leitspruch"), max_length=60, blank=True, default="Das machen WIR", help_text=_("Groß in der Fußzeile.")
    )
    sender = models.CharField(
        _("Absender der E-Mails"),
        max_length=80,
        blank=True,
        help_text=_("Leer lassen: der Name. Die Adresse dazu legt der Betrieb fest."),
    )
    publisher = models.CharField(
        _("Herausgeberin"), max_length=200, blank=True, help_text=_("Erscheint in der Fußzeile jeder Seite.")
    )
    contact_name = models.CharField(_("Ansprechperson"), max_length=150, blank=True)
    contact_phone = PhoneField(_("Telefon"), blank=True)
    contact_email = models.EmailField(_("E-Mail"), blank=True)
    postal_address = models.TextField(_("Anschrift"), max_length=300, blank=True)
    represented_by = models.CharField(_("Vertreten durch"), max_length=200, blank=True)
    responsible = models.CharField(
        _("Verantwortlich für den Inhalt"), max_length=200, blank=True, help_text=_("Mit Anschrift, wenn sie abweicht.")
    )
    main = _colour("main", _("Links und Schaltflächen. Für dunkle Bildschirme hellen wir auf."))
    signal = _colour("signal", _("Punkte, Stecknadeln und Warnungen."))
    highlight = _colour("highlight", _("Unterlegte Wörter, gewählte Orte."))
    poster = _colour("poster", _("Die große Fläche der Startseite."))

    panels = [
        MultiFieldPanel(
            [FieldPanel("name"), FieldPanel("short_name"), FieldPanel("claim"), FieldPanel("sender")],
            heading=_("Name"),
        ),
        MultiFieldPanel(
            [FieldPanel("contact_name"), FieldPanel("contact_phone"), FieldPanel("contact_email")],
            heading=_("Kontakt der Redaktion"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("publisher"),
                FieldPanel("postal_address"),
                FieldPanel("represented_by"),
                FieldPanel("responsible"),
            ],
            heading=_("Impressum"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel(name, widget=TextInput({"type": "color"})) for name in COLOURS]),
                HelpPanel(template="home/admin/contrasts.html"),
            ],
            heading=_("Farben"),
        ),
    ]

    class Meta:
        verbose_name = _("Angaben zum Portal")

    @classmethod
    def current(cls) -> "Portal":
        """The record of the default site; before anybody has filled it in, one with the usual values."""
        cls._last = cached("portal", cls._read, depends_on=(FRAME,))
        return cls._last

    @classmethod
    def lately(cls) -> "Portal":
        """For the frame of the admin, which asks for no version of the content: at most a minute old."""
        return cached("portal lately", cls.current, depends_on=(), seconds=60)

    @classmethod
    def last_known(cls) -> "Portal":
        """What this process has read last, for pages that must not ask the database."""
        return cls._last or cls()

    _last: ClassVar["Portal | None"] = None

    @classmethod
    def _read(cls) -> "Portal":
        return cls.objects.filter(site__is_default_site=True).first() or cls()

    @property
    def palette(self) -> Palette:
        return Palette(*(getattr(self, name) for name in COLOURS))

    @property
    def from_email(self) -> str:
        """What mails are sent from: the operator's address under the portal's name."""
        return formataddr((self.sender or self.name, parseaddr(settings.DEFAULT_FROM_EMAIL)[1]))

    @property
    def name_lines(self) -> list[str]:
        """The name in two lines: its first word, and the others."""
        return self.name.split(" ", 1)

    @property
    def claim_lines(self) -> list[str]:
        """The claim in two lines; its last word stands alone."""
        return self.claim.rsplit(" ", 1)

    @property
    def measured(self) -> list[tuple[str, Measure]]:
        """Each measure with the name of its colour."""
        return [(COLOURS[measure.field], measure) for measure in self.palette.measures()]

    def clean(self):
        super().clean()
        try:
            weak = [measure for _name, measure in self.measured if not measure.is_enough]
        except ValueError:
            return  # What is no colour has been refused already.
        sentence = _now("Der Kontrast von %(colour)s auf %(ground)s ist %(contrast)s : 1; nötig sind %(least)s : 1.")
        refused = {}
        for measure in weak:
            numbers = {"contrast": _rounded(measure.contrast), "least": _rounded(measure.least)}
            words = sentence % {"colour": measure.colour, "ground": measure.ground, **numbers}
            refused.setdefault(measure.field, []).append(words)
        if refused:
            raise ValidationError(refused)

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        forget("portal lately")
        # Wagtail's lists of sites say the same.
        Site.objects.filter(pk=self.site_id).update(site_name=self.name)


def _rounded(number: float) -> str:
    """Downwards: what is refused must not read as if it were enough."""
    return number_format(int(number * 10) / 10, 1)
