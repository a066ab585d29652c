"""Forms that visitors fill in: the site's markup, errors with links to their fields, nothing cut off on the way."""

from dataclasses import dataclass

from django import forms
from django.forms.renderers import DjangoTemplates
from django.template import TemplateDoesNotExist, loader
from django.utils.translation import gettext as _


class PortalRenderer(DjangoTemplates):
    """Fields and forms in the site's own templates, widgets in Django's; the admin's forms never see this."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"

    def get_template(self, template_name):
        try:
            return loader.get_template(template_name)
        except TemplateDoesNotExist:
            return super().get_template(template_name)


@dataclass(frozen=True, slots=True)
class ErrorLink:
    """One line of the error summary; without a target when the error belongs to the form as a whole."""

    target: str
    label: str
    message: str

    @property
    def words(self) -> str:
        between = " " if self.label.endswith((".", "?", "!")) else ": "
        return f"{self.label}{between}{self.message}"


class PortalForm(forms.Form):
    """Mixed into ModelForms, too: `class ProposalForm(PortalForm, forms.ModelForm)`."""

    default_renderer = PortalRenderer

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            _dress(field.widget)
            _speak_plainly(field)

    def error_links(self) -> list[ErrorLink]:
        """Every error, in the order of the form, for forms/errors.html."""
        links = [ErrorLink("", "", message) for message in self.non_field_errors()]
        for bound in self:
            links += [ErrorLink(_first_control(bound), bound.label, message) for message in bound.errors]
        return links


def _dress(widget):
    if isinstance(widget, forms.Textarea):
        css = "area"
        # A browser that enforces maxlength cuts pasted text off silently; the counter warns, the server decides.
        limit = widget.attrs.pop("maxlength", None)
        if limit:
            widget.attrs["data-count-to"] = limit
            widget.attrs["data-count-words"] = _("{count} von {limit} Zeichen")
            widget.attrs["data-count-over"] = _("Mehr als {limit} Zeichen").format(limit=limit)
    elif isinstance(widget, forms.Select) and not isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        css = "select"
    elif isinstance(widget, forms.FileInput | forms.CheckboxInput | forms.RadioSelect | forms.CheckboxSelectMultiple):
        css = ""
    else:
        css = "input"
    if css:
        widget.attrs["class"] = f"{css} {widget.attrs.get('class', '')}".strip()


def _speak_plainly(field):
    """Say what to do instead of what a value must be; messages that the form itself names stay."""
    if isinstance(field, forms.BooleanField):
        required = _("Bitte stimmen Sie zu, sonst dürfen wir nicht weitermachen.")
    elif isinstance(field, forms.ChoiceField):
        required = _("Bitte wählen Sie eine Antwort.")
    else:
        required = _("Bitte füllen Sie dieses Feld aus.")
    plain = {
        "required": required,
        "max_length": _("Bitte kürzen Sie: Es sind %(show_value)d Zeichen, Platz ist für %(limit_value)d."),
    }
    if isinstance(field, forms.EmailField):
        plain["invalid"] = _("Das ist keine vollständige E-Mail-Adresse. Richtig ist zum Beispiel name@example.org.")
    usual = {
        code: text
        for kind in reversed(type(field).__mro__)
        for code, text in getattr(kind, "default_error_messages", {}).items()
    }
    for code, text in plain.items():
        if field.error_messages.get(code) == usual.get(code):
            field.error_messages[code] = text


def _first_control(bound) -> str:
    return bound.id_for_label or (bound.subwidgets[0].id_for_label if bound.subwidgets else "")
