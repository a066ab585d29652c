"""The form for registrations and the small forms of the status page."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from home.forms import PortalForm
from home.land.fields import PlaceField
from practice_examples.choices import Provider
from practice_examples.models import MAX_TOPICS, Topic
from practice_examples.submissions.record.choices import ConsentKind, PhotoRights
from practice_examples.submissions.sender.fields import LineField, MailField, ParagraphsField, TopicsField, WebField
from practice_examples.submissions.sender.versions import Values, conflict_words, version_of

HONEYPOT = "url2"
UNKNOWN_TOPIC = _("Eines der Themen gibt es nicht mehr. Bitte wählen Sie neu.")
AT_REGISTRATION = (ConsentKind.PRIVACY, ConsentKind.CONTACT, ConsentKind.RIGHTS)


class IdeaFields(PortalForm):
    """What it is and who does it: asked at registration, and still open to change in the draft."""

    title = LineField(
        _("Titel"),
        120,
        _("So, wie Sie am Küchentisch davon erzählen würden."),
        please=_("Bitte geben Sie Ihrem Projekt einen Titel."),
    )
    summary = ParagraphsField(
        _("Was machen Sie?"),
        300,
        _("Zwei, drei Sätze, höchstens 300 Zeichen. Sie stehen später in der Liste."),
        please=_("Bitte beschreiben Sie in zwei, drei Sätzen, was Sie machen."),
    )
    topics = TopicsField(
        label=_("Themen"),
        queryset=Topic.objects.all(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Wählen Sie bis zu drei."),
        error_messages={
            "required": _("Bitte wählen Sie mindestens ein Thema."),
            "invalid_choice": UNKNOWN_TOPIC,
            "invalid_pk_value": UNKNOWN_TOPIC,
        },
    )
    provider = forms.ChoiceField(
        label=_("Wer steht dahinter?"),
        choices=[("", _("Bitte wählen")), *Provider.choices],
        error_messages={"required": _("Bitte wählen Sie, wer dahintersteht.")},
    )
    organisation = LineField(
        _("Organisation"),
        200,
        _("Zum Beispiel „Nachbarschaftshilfe Musterstadt“. Bei einer Gruppe ohne Verein genügt ihr Name."),
        please=_("Bitte nennen Sie Ihre Organisation oder Gruppe."),
    )
    website = WebField(_("Website"), _("Zum Beispiel „www.example.org“."))

    def clean_topics(self):
        topics = self.cleaned_data["topics"]
        if len(topics) > MAX_TOPICS:
            raise forms.ValidationError(_("Bitte wählen Sie höchstens drei Themen."))
        return topics


class RegistrationForm(IdeaFields):
    """Step 1. Ten fields, no upload: photos come once an address is confirmed."""

    place = PlaceField(
        label=_("Ort"),
        help_text=_("Stadt, Gemeinde oder Postleitzahl. Unterkünfte zeigen wir nur auf den Ort genau."),
        error_messages={"required": _("Bitte nennen Sie den Ort.")},
    )
    name = LineField(
        _("Ihr Name"),
        150,
        please=_("Bitte nennen Sie Ihren Namen."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = MailField(
        _("E-Mail-Adresse"),
        _("Dorthin schicken wir den Link, mit dem Sie weiterschreiben. Sie erscheint nicht auf der Seite."),
        please=_("Bitte geben Sie Ihre E-Mail-Adresse an."),
    )
    consents = forms.MultipleChoiceField(
        label=_("Einverständnis"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Ohne Ihr Einverständnis dürfen wir die Einreichung nicht annehmen.")},
    )
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    started = forms.CharField(widget=forms.HiddenInput, required=False)
    inspired_by = forms.CharField(widget=forms.HiddenInput, required=False)

    # Heading and fields, in the order of the page.
    GROUPS = (
        (_("Ihre Idee"), ("title", "summary", "place", "topics")),
        (_("Wer macht das?"), ("provider", "organisation", "website")),
        (_("So erreichen wir Sie"), ("name", "email", "consents")),
    )
    field_order = [name for _heading, names in GROUPS for name in names]

    def __init__(self, page, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.page = page
        self.fields["consents"].choices = [(str(kind), page.wording(kind)) for kind in AT_REGISTRATION]
        self.fields["summary"].widget.attrs["rows"] = 4

    def clean_consents(self):
        if len(self.cleaned_data["consents"]) < len(AT_REGISTRATION):
            raise forms.ValidationError(
                _(
                    "Bitte stimmen Sie allen drei Punkten zu. Ohne Ihr Einverständnis dürfen wir die Einreichung nicht annehmen."
                )
            )
        return self.cleaned_data["consents"]

    def clean_key(self):
        return self.cleaned_data["key"] or uuid.uuid4()

    @property
    def groups(self):
        return [(heading, [self[name] for name in names]) for heading, names in self.GROUPS]


class LostLinkForm(PortalForm):
    email = MailField(
        _("E-Mail-Adresse"),
        _("Die, mit der Sie Ihr Projekt angemeldet haben."),
        please=_("Bitte geben Sie Ihre E-Mail-Adresse an."),
    )


class PhotoForm(PortalForm):
    """What must be known of each photo. `show` says which errors: those of typed values, or all."""

    description = LineField(
        _("Was ist zu sehen?"),
        255,
        _("Für Menschen, die das Bild nicht sehen."),
        please=_("Bitte beschreiben Sie das Foto in einem Satz."),
    )
    credit = LineField(_("Wer hat fotografiert?"), 200, please=_("Bitte nennen Sie, von wem das Foto ist."))
    depicted = forms.ChoiceField(
        label=_("Wer ist zu sehen?"),
        choices=PhotoRights.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Bitte wählen Sie eine Antwort. Ohne sie dürfen wir das Foto nicht zeigen.")},
    )

    def __init__(self, photo, number, *, check=False, conflicts: Values | None = None):
        self.kept = {f"foto-{photo.key.hex}-{name}": [getattr(photo, name)] for name in self.base_fields}
        self.conflicts = {name: values for name, values in (conflicts or {}).items() if name in self.kept}
        shown = {**self.kept, **self.conflicts}
        super().__init__(
            data={name: "".join(values[:1]) for name, values in shown.items()}, prefix=f"foto-{photo.key.hex}"
        )
        self.photo, self.number, self.check = photo, number, check
        for field in self.fields.values():
            field.label_suffix = ""

    @classmethod
    def all_of(cls, submission, *, check=False, conflicts: Values | None = None) -> list["PhotoForm"]:
        photos = enumerate(submission.photos.all(), start=1)
        return [cls(photo, number, check=check, conflicts=conflicts) for number, photo in photos]

    def full_clean(self):
        super().full_clean()
        if not self.check:
            self._errors = forms.utils.ErrorDict()
        for name in self.conflicts:
            (theirs,) = self.kept[name]
            self.add_error(name.rpartition("-")[2], conflict_words(dict(PhotoRights.choices).get(theirs, theirs)))

    @property
    def version(self) -> dict[str, str]:
        return version_of(self.kept, self.kept)

    def error_links(self):
        links = super().error_links()
        return [type(link)(link.target, f"{_('Foto')} {self.number}: {link.label}", link.message) for link in links]


class ChangesForm(PortalForm):
    answer = ParagraphsField(
        _("Was sollen wir ändern?"),
        3000,
        _("Nennen Sie am besten die Stelle, und wie es dort heißen soll."),
        rows=6,
        please=_("Bitte schreiben Sie, was wir ändern sollen."),
    )


class AnswerForm(PortalForm):
    answer = ParagraphsField(_("Ihre Antwort"), 3000, rows=6, please=_("Bitte schreiben Sie uns eine Antwort."))
