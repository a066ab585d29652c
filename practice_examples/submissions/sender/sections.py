"""The sections of step 2. Each keeps what was typed, right or wrong; only handing in insists."""

from dataclasses import dataclass
from urllib.parse import unquote

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from home.fields import check_phone
from home.forms import PortalForm
from home.land.fields import PlaceField
from home.land.land import land_text
from home.land.pins import Precision, pin_problems
from practice_examples.choices import Cost, Effort
from practice_examples.models import ExamplePage
from practice_examples.submissions.sender.fields import LineField, MailField, ParagraphsField, WebField, clean_line
from practice_examples.submissions.sender.forms import IdeaFields
from practice_examples.submissions.sender.versions import Values, conflict_words, version_of

NOTHING, TYPED, ALL = "nothing", "typed", "all"


class Section(PortalForm):
    """Shows the draft. Errors: none while one reads, of typed values after saving, all when handing in.

    `conflicts` are values that somebody else's stand in the way of: they are shown, and what stands there is said.
    """

    key = ""
    heading = ""
    intro = ""
    # Fields nobody sees, and the one beside which is said what concerns them.
    SHOWN_AT = {"location": "address"}

    def __init__(self, draft: Values, show: str = NOTHING, conflicts: Values | None = None):
        self.kept = {name: values for name, values in draft.items() if name in self.base_fields}
        self.conflicts = {name: values for name, values in (conflicts or {}).items() if name in self.base_fields}
        data = QueryDict(mutable=True)
        for name, values in {**self.kept, **self.conflicts}.items():
            data.setlist(name, values)
        super().__init__(data=data, auto_id="feld-%s")
        self.show = show

    def full_clean(self):
        if self.show == NOTHING:
            self._errors, self.cleaned_data = ErrorDict(), {}
            return
        super().full_clean()
        if self.show == TYPED:
            for name in list(self._errors):
                if name in self.fields and not any(value.strip() for value in self.data.getlist(name)):
                    del self._errors[name]
        if self.conflicts:
            theirs = type(self)(self.kept, TYPED)
            for name in self.conflicts:
                words = conflict_words(theirs.said(name))
                self.add_error(self.SHOWN_AT.get(name, name), [*self._errors.pop(name, []), words])

    @property
    def version(self) -> dict[str, str]:
        return version_of(self.kept, self.base_fields)

    def said(self, name: str) -> str:
        """A field as people read it; empty where nothing was given."""
        self.is_valid()
        value = self.cleaned_data.get(name)
        if value in (None, "", False):
            return ", ".join(filter(None, self.data.getlist(name))) if name in self.errors else ""
        if value is True:
            return gettext("ja")
        if hasattr(value, "model"):
            return ", ".join(map(str, value))
        choices = dict(getattr(self.fields[name], "choices", None) or []) if isinstance(value, str) else {}
        return str(choices.get(value, value))


class IdeaSection(Section, IdeaFields):
    key = "idee"
    heading = _("Ihre Idee")


class StorySection(Section):
    key = "geschichte"
    heading = _("Die Geschichte")
    intro = _("Erzählen Sie von einem bestimmten Tag, nicht vom Konzept. Wir helfen beim Feilen.")

    story = ParagraphsField(_("Ihre Geschichte"), 6000, rows=10)
    since_year = forms.IntegerField(
        label=_("Läuft seit (Jahr)"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={"invalid": _("Bitte geben Sie ein Jahr an, zum Beispiel 2016.")},
    )

    def clean_since_year(self):
        year = self.cleaned_data["since_year"]
        if year is not None and not 1950 <= year <= timezone.localdate().year:
            raise ValidationError(_("Bitte geben Sie ein Jahr an, das schon begonnen hat, zum Beispiel 2016."))
        return year


class ResultsSection(Section):
    key = "ergebnisse"
    heading = _("Was hat es gebracht?")
    intro = _("Eine Zahl überzeugt, wenn man weiß, woher sie stammt.")

    outcome = ParagraphsField(_("Was hat sich verändert?"), 1500)
    figure_value = LineField(_("Eine Zahl"), 20, _("Zum Beispiel „19“ oder „3 von 4“."))
    figure_label = LineField(_("Was zählt diese Zahl?"), 120, _("Zum Beispiel „Praktika sind daraus geworden“."))
    figure_period = LineField(_("Aus welcher Zeit?"), 60, _("Zum Beispiel „2016 bis 2018“."))

    def clean(self):
        cleaned = super().clean()
        names = ("figure_value", "figure_label", "figure_period")
        if any(cleaned.get(name) for name in names) and self.show == ALL:
            for name in names:
                if not cleaned.get(name) and name not in self._errors:
                    self.add_error(name, _("Zu einer Zahl gehören alle drei Angaben."))
        return cleaned


class TransferSection(Section):
    key = "nachmachen"
    heading = _("Zum Nachmachen")
    intro = _("Hier suchen andere am längsten. Ehrliche Angaben helfen mehr als glatte.")

    effort = forms.ChoiceField(label=_("Aufwand"), required=False, choices=[("", _("Keine Angabe")), *Effort.choices])
    cost = forms.ChoiceField(
        label=_("Kosten im Jahr"), required=False, choices=[("", _("Keine Angabe")), *Cost.choices]
    )
    funding = LineField(_("Wer fördert das?"), 300)
    lead_time = LineField(_("Vorlauf"), 150, _("Zum Beispiel „etwa drei Monate“."))
    partners = LineField(_("Partner"), 300)
    step_1 = LineField(_("Erster Schritt"), 200, _("Womit sollte man anfangen?"))
    step_2 = LineField(_("Zweiter Schritt"), 200)
    step_3 = LineField(_("Dritter Schritt"), 200)
    pitfalls = ParagraphsField(_("Was war schwierig?"), 600, _("Was ging beim ersten Mal schief?"))

    @property
    def first_steps(self):
        return [step for step in (self.cleaned_data.get(f"step_{number}") for number in (1, 2, 3)) if step]


class PlaceSection(Section):
    key = "ort"
    heading = _("Der Ort")
    intro = _("Unterkünfte und andere geschützte Orte zeigen wir nie genauer als die Stadt oder Gemeinde.")

    place = PlaceField(
        label=_("Ort"),
        help_text=_("Stadt, Gemeinde oder Postleitzahl."),
        error_messages={"required": _("Bitte nennen Sie den Ort.")},
    )
    land_wide = forms.BooleanField(label=land_text(_("Unser Angebot gilt {land.in_all}")), required=False)
    address = LineField(_("Anschrift"), 200, _("Straße und Hausnummer des Treffpunkts, wenn wir ihn zeigen dürfen."))
    precision = forms.ChoiceField(
        label=_("Wie genau dürfen wir den Ort zeigen?"),
        required=False,
        widget=forms.RadioSelect,
        choices=[(Precision.TOWN, _("Nur die Stadt oder Gemeinde")), (Precision.EXACT, _("Genau, mit Stecknadel"))],
    )
    location = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("precision") != Precision.EXACT or cleaned.get("land_wide"):
            cleaned["location"] = ""
        problems = pin_problems(cleaned.get("place"), cleaned.get("location", "")) if cleaned.get("place") else []
        if problems:
            self.add_error("address", problems[0])
        return cleaned


class LinksSection(Section):
    key = "film"
    heading = _("Film und Vorbild")

    film_link = WebField(
        _("Link zu einem Film"),
        _("Zum Beispiel bei YouTube oder Vimeo. Wir laden ihn erst, wenn jemand darauf klickt."),
    )
    inspired_by = LineField(
        _("Vorbild"),
        300,
        _("Haben Sie die Idee von unserer Landkarte? Fügen Sie die Adresse oder den Titel jener Geschichte ein."),
    )

    def clean_inspired_by(self):
        text = self.cleaned_data["inspired_by"]
        if not text:
            return None
        found = find_example(text)
        if found is None:
            raise ValidationError(_("Diese Geschichte finden wir nicht. Bitte fügen Sie die Adresse ihrer Seite ein."))
        return found


class ContactSection(Section):
    key = "kontakt"
    heading = _("Kontakt für Interessierte")
    intro = _(
        "Freiwillig und öffentlich: An wen dürfen sich Leute wenden, die es Ihnen nachmachen wollen? Ohne Angabe nennen wir den Kontakt der Region."
    )

    contact_name = LineField(_("Name"), 150)
    contact_role = LineField(_("Aufgabe"), 150, _("Zum Beispiel „Projektleitung“."))
    contact_email = MailField(_("E-Mail"), _("Am besten eine Adresse, die bleibt, wenn Menschen wechseln."))
    contact_phone = LineField(
        _("Telefon"), 40, validators=[check_phone], widget=forms.TextInput(attrs={"inputmode": "tel"})
    )
    # Its label is the wording of the page "Mitmachen".
    contact_consent = forms.BooleanField(required=False, label="")

    def clean(self):
        cleaned = super().clean()
        if self.show != ALL or not self.is_given:
            return cleaned
        if not cleaned.get("contact_name"):
            self.add_error(
                "contact_name", _("Bitte nennen Sie die Person, oder lassen Sie alle Felder des Kontakts leer.")
            )
        if not (cleaned.get("contact_email") or cleaned.get("contact_phone")) and "contact_email" not in self._errors:
            self.add_error("contact_email", _("Bitte geben Sie eine E-Mail-Adresse oder eine Telefonnummer an."))
        if not cleaned.get("contact_consent"):
            self.add_error("contact_consent", _("Ohne diese Zustimmung dürfen wir den Kontakt nicht veröffentlichen."))
        return cleaned

    @property
    def is_given(self) -> bool:
        return any(self.cleaned_data.get(f"contact_{name}") for name in ("name", "role", "email", "phone"))


KINDS = (IdeaSection, StorySection, ResultsSection, TransferSection, PlaceSection, LinksSection, ContactSection)
SECTIONS = {section.key: section for section in KINDS}


@dataclass(frozen=True)
class Draft:
    """All sections of a submission, in the order of the page."""

    sections: dict[str, Section]

    @classmethod
    def of(cls, submission, show: str = NOTHING, wording: str = "", conflicts: Values | None = None) -> "Draft":
        made = {key: section(submission.draft, show, conflicts) for key, section in SECTIONS.items()}
        made["kontakt"].fields["contact_consent"].label = wording
        return cls(made)

    def __iter__(self):
        return iter(self.sections.values())

    def __getitem__(self, key):
        return self.sections[key]

    @property
    def error_links(self):
        return [link for section in self for link in section.error_links()]

    @property
    def is_valid(self) -> bool:
        return all(section.is_valid() for section in self)


def find_example(text: str) -> ExamplePage | None:
    """The public story that an address, slug or title means."""
    text = clean_line(text)
    visible = ExamplePage.objects.visible()
    slug = unquote(text.split("?")[0].split("#")[0]).rstrip("/").rsplit("/", 1)[-1]
    return visible.filter(slug=slug).first() or visible.filter(title__iexact=text).first()
