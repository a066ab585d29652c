from datetime import UTC, date, datetime

import pytest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from home.language import moments
from home.language.templatetags import typography
from tests.reading import read

NB = "\u00a0"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("in 3 Wochen", f"in 3{NB}Wochen"),
        ("am 9. September", f"am 9.{NB}September"),
        ("25 km entfernt", f"25{NB}km entfernt"),
        ("2.400 € im Jahr", f"2.400{NB}€ im Jahr"),
        ("z. B. im Verein", f"z.{NB}B. im Verein"),
        ("Deutsch – und Mathe", f"Deutsch{NB}– und Mathe"),
        ("3 Kilogramm", "3 Kilogramm"),
    ],
)
def test_hard_spaces_stand_where_print_has_them(typed, printed):
    assert typography.nb(typed) == printed


def test_hard_spaces_do_not_make_markup_safe_that_was_not():
    assert typography.nb("<b>5 km</b>") == f"&lt;b&gt;5{NB}km&lt;/b&gt;"
    assert typography.nb(mark_safe("<b>5 km</b>")) == f"<b>5{NB}km</b>"
    assert isinstance(typography.nb("5 km"), SafeString)


def test_days_and_hours_are_written_as_people_write_them():
    evening = datetime(2016, 9, 9, 15, 0, tzinfo=UTC)
    assert typography.day(date(2016, 9, 9)) == f"9.{NB}September 2016"
    assert typography.day(datetime(2016, 9, 9, 22, 30, tzinfo=UTC)) == f"10.{NB}September 2016"
    assert typography.hour(evening) == f"17{NB}Uhr"
    assert typography.hour(evening.replace(minute=30)) == f"17.30{NB}Uhr"
    assert typography.weekday(evening) == "Freitag"
    assert typography.day(None) == typography.hour(None) == ""


def test_the_claim_gets_marker_and_pin_and_nothing_else_in_it_is_markup():
    assert typography.claim("Gute Ideen haben einen Ort.", "einen Ort") == (
        'Gute Ideen haben <span class="marker">einen Ort</span><span class="dot">.</span>'
    )
    assert typography.claim("Ideen <b>", "") == 'Ideen &lt;b&gt;<span class="dot">.</span>'
    assert (
        typography.pin_stop("Das machen WIR. Und <Sie>?") == 'Das machen WIR<span class="dot">.</span> Und &lt;Sie&gt;?'
    )


def test_quotes_are_german_and_those_inside_single():
    assert typography.quoted("Er sagte „Komm“ und ging.") == "„Er sagte ‚Komm‘ und ging.“"


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("Vorstellungsgespräch", ["Vorstellungs", "gespräch"]),
        ("zusammengekommen", ["zusammen", "gekommen"]),
        ("Ausbildungsvorbereitung", ["Aus", "bildungs", "vorbereitung"]),
        ("Informationsveranstaltung", ["Informations", "veran", "staltung"]),
        ("Veranstaltungen", ["Veran", "staltungen"]),
        ("Aufnahmekriterien", ["Aufnahme", "kriterien"]),
        ("Landkarte", ["Landkarte"]),
    ],
)
def test_long_compounds_may_break_at_their_joints_only(word, parts):
    assert typography.soft(word).split("\u00ad") == parts


@pytest.mark.parametrize(
    ("value", "moment", "day"),
    [
        (datetime(2027, 1, 26, 23, 30, tzinfo=UTC), "2027-01-27T00:30:00+01:00", "2027-01-27"),
        (datetime(2027, 7, 26, 15, tzinfo=UTC), "2027-07-26T17:00:00+02:00", "2027-07-26"),
        (date(2027, 1, 26), "2027-01-26", "2027-01-26"),
        (None, None, None),
    ],
)
def test_programs_get_moments_and_days_of_the_local_clock(value, moment, day):
    assert (moments.iso(value), moments.iso(value, day=True)) == (moment, day)


def test_what_stands_in_two_lines_is_two_words_for_those_who_hear_it():
    figure = {"label": "Praktika", "source": "Juni 2017", "value": "50"}
    assert read(render_to_string("home/blocks/key_figure.html", {"self": figure})).facts == {"Praktika Juni 2017": "50"}
