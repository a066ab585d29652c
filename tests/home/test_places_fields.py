import pytest
from django import forms
from django.core.exceptions import ValidationError

from home.land.fields import PlaceField
from home.land.models import Place
from tests.reading import read

pytestmark = pytest.mark.django_db


class WhereForm(forms.Form):
    place = PlaceField(label="Ort", required=False)


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("Köln", "koeln"),
        ("koeln", "koeln"),
        ("50667", "koeln"),
        ("05315000", "koeln"),
        ("Köln-Nippes", "nippes"),
        ("Nippes, Ortsteil von Köln", "nippes"),
        ("  Emmerich ", "emmerich-am-rhein"),
    ],
)
def test_a_place_is_understood_without_javascript(typed, place):
    assert PlaceField().clean(typed).slug == place


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("Emmer", "Diesen Ort kennen wir nicht. Meinten Sie Emmerich am Rhein, Kreis Kleve?"),
        ("Dusburg", "Diesen Ort kennen wir nicht. Meinten Sie Duisburg?"),
        ("Xyzzy", "Diesen Ort kennen wir nicht."),
        ("\x00Xyzzy", "Diesen Ort kennen wir nicht."),
        (
            "Kreis Steinfurt",
            (
                "Kreis Steinfurt ist kein einzelner Ort. Bitte wählen Sie eine Stadt oder Gemeinde, "
                "zum Beispiel Rheine, Ibbenbüren oder Emsdetten."
            ),
        ),
        (
            "Sauerland",
            (
                "Sauerland ist kein einzelner Ort. Bitte wählen Sie eine Stadt oder Gemeinde, "
                "zum Beispiel Iserlohn, Lüdenscheid oder Arnsberg."
            ),
        ),
    ],
)
def test_an_unknown_place_gets_a_way_on(typed, message):
    with pytest.raises(ValidationError) as refusal:
        PlaceField().clean(typed)
    assert refusal.value.messages == [message]


def test_what_was_typed_is_kept_when_it_was_wrong():
    assert read(str(WhereForm({"place": "Emmer"})["place"])).data == {"place": ["Emmer"]}


def test_a_chosen_place_is_shown_by_its_label_and_tells_the_map_its_point():
    field = read(str(WhereForm(initial={"place": Place.objects.get(slug="nippes").pk})["place"])).one("field")
    assert field.value == "Nippes, Ortsteil von Köln"
    assert (field["data-id"], field["data-lat"], field["data-lng"]) == ("gn2862375", "50.96545", "6.95314")
    assert field["data-combobox"] == "/daten/orte.json"


def test_an_empty_place_is_none_or_required():
    assert WhereForm({"place": ""}).is_valid()
    with pytest.raises(ValidationError, match="Dieses Feld muss ausgefüllt werden"):
        PlaceField().clean("")


def test_a_form_that_sends_back_what_it_showed_has_not_changed():
    koeln = Place.objects.get(slug="koeln").pk
    assert not WhereForm({"place": "Köln"}, initial={"place": koeln}).has_changed()
    assert WhereForm({"place": "Bonn"}, initial={"place": koeln}).has_changed()
    assert WhereForm({"place": "Köl"}, initial={"place": koeln}).has_changed()
    assert not WhereForm({"place": ""}, initial={"place": None}).has_changed()


def test_a_name_of_several_districts_is_asked_about_and_with_its_town_understood():
    with pytest.raises(ValidationError) as refusal:
        PlaceField().clean("Styrum")
    (message,) = refusal.value.messages
    towns = "Styrum, Ortsteil von Oberhausen oder Styrum, Ortsteil von Mülheim an der Ruhr"
    assert message == f"So heißen mehrere Ortsteile. Meinten Sie {towns}?"
    assert PlaceField().clean("Styrum, Ortsteil von Oberhausen").label == "Styrum, Ortsteil von Oberhausen"
    assert PlaceField().clean("Oberhausen Styrum").label == "Styrum, Ortsteil von Oberhausen"
    assert PlaceField().clean("Rheydt").label == "Rheydt, Ortsteil von Mönchengladbach"
