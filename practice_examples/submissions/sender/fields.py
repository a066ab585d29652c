"""Form fields for what strangers type: cleaned before it is checked, and told in German what to do.

`please` is what a field says when it is left empty; without it, it may be.
"""

import re
import unicodedata

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator, URLValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

# Of digits in a key: one more, and SQLite raises OverflowError.
LONGEST_NUMBER = 18
# Control characters, and marks that are invisible or turn the direction of whatever follows. The two joiners
# (U+200C, U+200D) stay: Persian needs them, and so do many emoji.
UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
SURROGATES = re.compile("[\ud800-\udfff]")
LINE_ENDS = re.compile("\r\n?|\u2028|\u2029|\x85")
BLANK_LINES = re.compile(r"\n[ \t]*\n\s*\n")
MAX_MARKS = 3


def clean_text(text: str) -> str:
    """Several lines: composed letters, no invisible characters, at most three marks on a letter, one blank line."""
    text = SURROGATES.sub("", LINE_ENDS.sub("\n", str(text)))
    text = _fewer_marks(UNSEEN.sub("", unicodedata.normalize("NFC", text)))
    return BLANK_LINES.sub("\n\n", text).strip()


def clean_line(text: str) -> str:
    return " ".join(clean_text(text).split())


def storable(text: str) -> str:
    """As typed, only without what a database refuses: NUL and halves of characters."""
    return SURROGATES.sub("", str(text).replace("\x00", ""))


def paragraphs(text: str) -> list[str]:
    return [" ".join(part.split()) for part in re.split(r"\n\s*\n", text) if part.strip()]


def _fewer_marks(text: str) -> str:
    kept, marks = [], 0
    for character in text:
        marks = marks + 1 if unicodedata.combining(character) or unicodedata.category(character) == "Me" else 0
        if marks <= MAX_MARKS:
            kept.append(character)
    return "".join(kept)


class LineField(forms.CharField):
    """One line. Unlike CharField no `maxlength` in the HTML: browsers cut pasted text off without a word."""

    clean_words = staticmethod(clean_line)

    def __init__(self, label, at_most: int, help_text="", *, please="", **kwargs):
        super().__init__(label=label, help_text=help_text, **_asking(please), **kwargs)
        self.at_most = at_most

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

    def __init__(self, *args, rows: int = 5, **kwargs):
        super().__init__(*args, **kwargs)
        # PortalForm makes the counter of it.
        self.widget.attrs |= {"rows": rows, "maxlength": self.at_most}


class WebField(LineField):
    """An address that may stand behind a link: http or https, nothing that runs."""

    widget = forms.TextInput

    def __init__(self, label, help_text):
        super().__init__(label, 300, help_text)
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

    def __init__(self, label, help_text, *, please=""):
        super().__init__(label=label, help_text=help_text, max_length=200, **_asking(please))
        self.widget.attrs |= {"autocomplete": "email", "autocapitalize": "none", "spellcheck": "false"}
        self.widget.attrs.pop("maxlength", None)
        self.error_messages["invalid"] = _("Bitte prüfen Sie die Adresse, zum Beispiel: name@example.org")

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


def _asking(please) -> dict:
    return {"error_messages": {"required": please}} if please else {"required": False}


def typed(data, names) -> dict[str, list[str]]:
    """The values of these fields as they were typed, in a form that any database keeps."""
    return {name: [storable(value)[:20_000] for value in data.getlist(name)] for name in names if name in data}
