"""Form fields for what strangers type: cleaned before it is checked, and told in German what to do."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator, URLValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from practice_examples.submissions.record.wording import clean_line, clean_text, storable

# Of digits in a key: one more, and SQLite raises OverflowError.
LONGEST_NUMBER = 18


class LineField(forms.CharField):
    """One line. Unlike CharField no `maxlength` in the HTML: browsers cut pasted text off without a word."""

    clean_words = staticmethod(clean_line)

    def __init__(self, *, at_most: int, please: str = "", **kwargs):
        super().__init__(**kwargs)
        self.at_most = at_most
        if please:
            self.error_messages["required"] = please

    def to_python(self, value):
        return "" if value in self.empty_values else self.clean_words(value)

    def validate(self, value):
        super().validate(value)
        over = len(value) - self.at_most
        if over > 0:
            raise ValidationError(
                ngettext("Bitte kürzen Sie um %(over)d Zeichen.", "Bitte kürzen Sie um %(over)d Zeichen.", over),
                code="too_long",
                params={"over": over},
            )


class ParagraphsField(LineField):
    clean_words = staticmethod(clean_text)
    widget = forms.Textarea

    def __init__(self, *, rows: int = 5, **kwargs):
        super().__init__(**kwargs)
        # PortalForm makes the counter of it.
        self.widget.attrs |= {"rows": rows, "maxlength": self.at_most}


class WebField(LineField):
    """An address that may stand behind a link: http or https, nothing that runs."""

    widget = forms.TextInput

    def __init__(self, **kwargs):
        super().__init__(at_most=300, **kwargs)
        self.widget.attrs |= {"inputmode": "url", "autocapitalize": "none", "spellcheck": "false"}
        self.check = URLValidator(
            schemes=["http", "https"],
            message=_("Das ist keine Internetadresse. Richtig ist zum Beispiel „https://www.example.org“."),
        )

    def to_python(self, value):
        value = super().to_python(value)
        return f"https://{value}" if value and ":" not in value.split("/")[0].split(".")[0] else value

    def validate(self, value):
        super().validate(value)
        if value:
            self.check(value)


class MailField(forms.EmailField):
    """A plain address. Quoted names and lists are allowed by the RFC and by nobody's mail server."""

    default_validators = [
        *forms.EmailField.default_validators,
        RegexValidator(
            r"^[^\s,;\"'<>()]+@[^\s,;\"'<>()]+$", _("Bitte prüfen Sie die Adresse, zum Beispiel: name@example.org")
        ),
    ]

    def __init__(self, *, please: str = "", **kwargs):
        super().__init__(max_length=200, **kwargs)
        self.widget.attrs |= {"autocomplete": "email", "autocapitalize": "none", "spellcheck": "false"}
        self.widget.attrs.pop("maxlength", None)
        self.error_messages |= {"invalid": _("Bitte prüfen Sie die Adresse, zum Beispiel: name@example.org")}
        if please:
            self.error_messages["required"] = please

    def to_python(self, value):
        return super().to_python(clean_line(value) if value else value)

    def run_validators(self, value):
        if value and "@" not in value:
            raise ValidationError(_("Es fehlt das @-Zeichen, zum Beispiel: name@example.org"), code="invalid")
        foreign = next((letter for letter in value.rpartition("@")[0] if not letter.isascii()), "")
        if foreign:
            raise ValidationError(
                _(
                    "Vor dem @ steht „%(letter)s“; solche Adressen nehmen viele Mailserver nicht an. Bitte prüfen Sie die Schreibweise, oder nennen Sie eine andere Adresse."
                ),
                params={"letter": foreign},
                code="invalid",
            )
        super().run_validators(value)


class TopicsField(forms.ModelMultipleChoiceField):
    """Ticked boxes. A number that no database can count up to is as unknown as any other that was made up."""

    def clean(self, value):
        for number in value or ():
            if len(str(number)) > LONGEST_NUMBER:
                raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return super().clean(value)


def typed(data, names) -> dict[str, list[str]]:
    """The values of these fields as they were typed, in a form that any database keeps."""
    return {name: [storable(value)[:20_000] for value in data.getlist(name)] for name in names if name in data}
