from django import forms

from home.forms import PortalForm
from tests.reading import read


class Proposal(PortalForm):
    title = forms.CharField(label="Titel", help_text="So, wie Sie am Küchentisch davon erzählen würden.")
    summary = forms.CharField(label="Kurzfassung", max_length=20, widget=forms.Textarea)
    phone = forms.CharField(label="Telefon", required=False)
    provider = forms.ChoiceField(label="Wer steht dahinter?", choices=[("", "Bitte wählen"), ("handwerk", "Handwerk")])
    depicted = forms.ChoiceField(
        label="Wer ist zu sehen?",
        choices=[("nobody", "Niemand"), ("consent", "Alle haben zugestimmt")],
        widget=forms.RadioSelect,
    )
    consent = forms.BooleanField(label="Ich darf die Texte weitergeben.")


def test_hint_and_error_stand_before_the_field_and_are_read_out_with_it():
    html = Proposal({"title": ""})["title"].as_field_group()
    page = read(html)
    assert page.text == "Titel So, wie Sie am Küchentisch davon erzählen würden. Bitte füllen Sie dieses Feld aus."
    assert page.errors == {"Titel": "Bitte füllen Sie dieses Feld aus."}
    assert page.field("Titel")["aria-describedby"] == "id_title_helptext id_title_error"
    assert html.index("Bitte füllen Sie dieses Feld aus.") < html.index("<input")


def test_only_what_is_voluntary_says_so():
    form = Proposal()
    assert read(form["phone"].as_field_group()).names("field") == ["Telefon (freiwillig)"]
    assert read(form["title"].as_field_group()).names("field") == ["Titel"]


def test_a_choice_of_one_is_a_group_with_a_legend():
    group = read(Proposal()["depicted"].as_field_group()).group("Wer ist zu sehen?")
    assert group.names("field") == ["Niemand", "Alle haben zugestimmt"]


def test_a_consent_is_one_box_with_its_sentence():
    page = read(Proposal()["consent"].as_field_group())
    assert (page.names("field"), page.names("group")) == (["Ich darf die Texte weitergeben."], [])
    assert page.field("Ich darf die Texte weitergeben.")["type"] == "checkbox"


def test_long_texts_are_counted_and_never_cut_off_by_the_browser():
    html = str(Proposal()["summary"])
    assert "maxlength" not in html
    assert 'data-count-to="20"' in html


def test_the_summary_leads_to_every_field_in_the_order_of_the_form():
    form = Proposal({"title": "Näh-Café", "summary": "x" * 21, "provider": "gibt-es-nicht"})
    assert [(link.target, link.label) for link in form.error_links()] == [
        ("id_summary", "Kurzfassung"),
        ("id_provider", "Wer steht dahinter?"),
        ("id_depicted_0", "Wer ist zu sehen?"),
        ("id_consent", "Ich darf die Texte weitergeben."),
    ]


def test_other_forms_keep_djangos_own_templates():
    class Plain(forms.Form):
        title = forms.CharField()

    assert 'class="input"' not in str(Plain())


def test_errors_say_what_to_do():
    form = Proposal({"title": "", "summary": "x" * 21, "provider": "handwerk", "depicted": "nobody", "consent": ""})
    assert form.errors == {
        "title": ["Bitte füllen Sie dieses Feld aus."],
        "summary": ["Bitte kürzen Sie: Es sind 21 Zeichen, Platz ist für 20."],
        "consent": ["Bitte stimmen Sie zu, sonst dürfen wir nicht weitermachen."],
    }
    assert form.error_links()[0].words == "Titel: Bitte füllen Sie dieses Feld aus."


def test_a_message_the_form_names_itself_stays():
    class Named(PortalForm):
        title = forms.CharField(error_messages={"required": "Wie heißt Ihre Idee?"})

    assert Named({}).errors == {"title": ["Wie heißt Ihre Idee?"]}
