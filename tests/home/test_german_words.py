"""German words as the search sees them. Nothing here needs a database."""

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from home.language.compounds import Vocabulary, base_vocabulary, terms
from home.language.spelling import Spelling
from home.language.words import stem, words

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
    ("Lehrer", "Lehrern", "Lehrerin", "Lehrerinnen", "LehrerInnen"),
    ("Schüler", "Schülern", "Schülerin"),
    ("Dienst", "Dienste", "Dienstes"),
]


@pytest.mark.parametrize("forms", FORMS, ids=lambda forms: forms[0])
def test_all_forms_of_a_word_have_one_stem(forms):
    assert len({stem(form) for form in forms}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Glas", "Gläubige"),
        ("Bus", "Bund"),
        ("Kita", "Kitsch"),
        ("Lehrer", "Lehre"),
        ("Schüler", "Schule"),
        ("Bürger", "Burg"),
        ("Bürger", "Duisburger"),
        ("Kurs", "Kur"),
        ("Meister", "meist"),
    ],
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


@pytest.mark.parametrize(
    "written",
    ["Lehrer*innen", "Lehrer:innen", "Lehrer_innen", "Lehrer/innen", "Lehrer/-innen", "Lehrer(innen)", "LehrerInnen"],
)
def test_a_gender_form_is_one_word_however_it_is_written(written):
    assert [stem(word) for word in words(f"Alle {written} im Haus")] == ["all", "lehrer", "im", "haus"]


def test_other_signs_part_words():
    assert words("Kita/Schule: in Bochum *in* der Stadt") == ["Kita", "Schule", "in", "Bochum", "in", "der", "Stadt"]


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("dortmnd", ["dortmund"]),
        ("dortmundd", ["dortmund"]),
        ("dortmumd", ["dortmund"]),
        ("odrtmund", ["dortmund"]),
        ("dortmudn", ["dortmund"]),
        ("dortmund", []),
        ("dotmnd", []),
        ("mart", ["mark", "markt"]),
        ("mar", []),
        ("", []),
    ],
)
def test_one_letter_makes_one_word_of_another(typed, near):
    assert Spelling(["dortmund", "markt", "mark", "um"]).near(typed) == near


def test_threads_at_once_get_the_stems_of_their_own_words():
    made_up = [f"{one}{two}ungen" for one in ("haus", "schul", "garten", "koch") for two in map(chr, range(97, 123))]
    alone = [stem.__wrapped__(word) for word in made_up]
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(4) as threads:
            together = list(threads.map(lambda word: [stem.__wrapped__(word) for _again in range(5)], made_up))
    finally:
        sys.setswitchinterval(before)
    assert together == [[word] * 5 for word in alone]
