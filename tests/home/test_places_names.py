import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from home.land.land import entries, land
from home.land.names import fold, index_words, slug, sort_key, without_addition


@pytest.mark.parametrize(
    ("spellings", "folded"),
    [
        (["Köln", "Koeln", "KOLN", "köln", "Ko\u0308ln"], "koln"),
        (["Weißenfels", "WEISSENFELS"], "weissenfels"),
        (["Übach-Palenberg", "Uebach Palenberg", "ubach/palenberg"], "ubach palenberg"),
        (["Mülheim an der Ruhr", "Muelheim a. d. Ruhr", "Mülheim a.d. Ruhr"], "mulheim an der ruhr"),
        (["Sankt Augustin", "St. Augustin", "st augustin"], "sankt augustin"),
        (["Neuenkirchen"], "neuenkirchen"),
        (["Neunkirchen"], "neunkirchen"),
        (["", " ", "–"], ""),
    ],
)
def test_all_spellings_of_a_name_fold_to_one(spellings, folded):
    assert {fold(spelling) for spelling in spellings} == {folded}


@given(
    st.sampled_from(["Köln", "Muelheim", "Oer-Erkenschwick", "Weiß", "Neuenrade", "Fröndenberg"]), st.integers(1, 16)
)
def test_the_fold_of_a_beginning_begins_the_fold(name, length):
    assert fold(name).startswith(fold(name[:length]))


@given(st.text())
def test_folding_survives_any_text(text):
    assert all(word.isalnum() for word in fold(text).split())


def test_a_name_is_found_by_its_short_words_too():
    assert index_words(["Sankt Augustin"], {}) == ["sankt", "augustin", "st"]
    assert index_words(["Halle (Westf.)", "Halle"], {"westf": "westfalen"}) == ["halle", "westf", "westfalen"]


def test_names_sort_as_in_a_german_dictionary():
    names = ["Zülpich", "Münster", "Ämter", "Moers", "Bad Berleburg", "Baesweiler", "Mülheim"]
    assert sorted(names, key=sort_key) == [
        "Ämter",
        "Bad Berleburg",
        "Baesweiler",
        "Moers",
        "Mülheim",
        "Münster",
        "Zülpich",
    ]


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("Köln", "koeln"),
        ("Emmerich am Rhein", "emmerich-am-rhein"),
        ("Fröndenberg/Ruhr", "froendenberg-ruhr"),
        ("Langenfeld (Rhld.)", "langenfeld-rhld"),
        ("Schloß Holte-Stukenbrock", "schloss-holte-stukenbrock"),
    ],
)
def test_addresses_are_folded_names(name, address):
    assert slug(name) == address


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Langenfeld (Rhld.)", "Langenfeld"),
        ("Porz am Rhein", "Porz"),
        ("Mülheim an der Ruhr", "Mülheim"),
        ("Horn-Bad Meinberg", "Horn-Bad Meinberg"),
    ],
)
def test_additions_can_be_left_out(name, short):
    assert without_addition(name) == short


def test_a_region_goes_by_one_name():
    """On the drawn map a part of it: "Köln" for "Region Köln"."""
    names = {region["id"]: region["name"] for region in entries(settings.LAND_DIR / "regions.json", "regions")}
    assert {
        slug: facts["name"] for slug, facts in land().region_labels.items() if facts["name"] not in names[slug]
    } == {}
