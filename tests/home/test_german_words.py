"""German words as the search sees them. Nothing here needs a database."""

import pytest

from home.language.compounds import Vocabulary, base_vocabulary, terms
from home.language.words import stem

FORMS = [
    ("Haus", "Häuser", "HAUSES", "Haeuser"),
    ("Kurs", "Kurse", "Kursen"),
    ("Azubi", "Azubis"),
    ("Kita", "Kitas"),
    ("Büro", "Büros", "Bueros"),
    ("Workshop", "Workshops"),
    ("Hobby", "Hobbys"),
    ("Interview", "Interviews"),
    ("Nachbar", "Nachbarn", "Nachbarin", "Nachbarinnen"),
    ("Migrant", "Migranten", "Migrantin", "Migrantinnen"),
    ("Arzt", "Ärzte", "Ärztin", "Ärztinnen"),
    ("Praktikum", "Praktika"),
    ("Stipendium", "Stipendien"),
    ("Gymnasium", "Gymnasien"),
    ("Zeugnis", "Zeugnisse", "Zeugnissen"),
]


@pytest.mark.parametrize("forms", FORMS, ids=lambda forms: forms[0])
def test_all_forms_of_a_word_have_one_stem(forms):
    assert len({stem(form) for form in forms}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("Glas", "Gläubige"), ("Bus", "Bund"), ("Kita", "Kitsch")],
)
def test_different_words_keep_different_stems(one, other):
    assert stem(one) != stem(other)


@pytest.mark.parametrize(
    ("word", "found_by"),
    [
        ("Landkreis", ["Kreis", "Land"]),
        ("Zahnarztpraxis", ["Praxis"]),
        ("Flüchtlingsmannschaften", ["Mannschaft", "Flüchtling"]),
        ("Ausbildungsplätze", ["Platz", "Ausbildung"]),
        ("Videobüros", ["Büro", "Video"]),
        ("Transport", []),
    ],
)
def test_a_compound_is_found_by_its_parts(word, found_by):
    assert terms(word, Vocabulary(base_vocabulary())) == [stem(word), *map(stem, found_by)]
