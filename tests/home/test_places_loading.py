import json
import shutil
import time

import pytest
from django.core.management import CommandError, call_command

from home.land.gazetteer import read_gazetteer
from home.land.land import BrokenFile
from home.land.models import Area, Kreis, Place, PlaceName, Postcode, Region

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path, settings):
    """A copy of the data to break."""
    return shutil.copytree(settings.LAND_DIR, tmp_path / "data")


def edit(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def rows():
    return {model: model.objects.count() for model in (Region, Kreis, Place, Postcode, Area, PlaceName)}


def test_all_places_of_the_land_are_there():
    assert rows() == {Region: 16, Kreis: 53, Place: 2368, Postcode: 871, Area: 7, PlaceName: 2443}
    assert Place.objects.towns().count() == 396


def test_loading_again_changes_nothing():
    before = list(Place.objects.order_by("pk").values())
    call_command("load_places", verbosity=0)
    assert list(Place.objects.order_by("pk").values()) == before
    assert rows() == {Region: 16, Kreis: 53, Place: 2368, Postcode: 871, Area: 7, PlaceName: 2443}


def test_loading_is_quick_enough_to_run_at_every_start():
    started = time.process_time()
    call_command("load_places", verbosity=0)
    assert time.process_time() - started < 5


def test_what_editors_changed_survives_loading():
    Region.objects.filter(pk="koeln").update(contact_name="Jana Feld", contact_phone="0221 4710-001")
    witten = Place.objects.get(name="Witten")
    witten.region_id = "maerkische-region"
    witten.save()
    call_command("load_places", verbosity=0)
    assert Region.objects.get(pk="koeln").contact_name == "Jana Feld"
    assert Place.objects.get(name="Witten").region_id == "maerkische-region"
    assert Place.objects.get(slug="stockum").region_id == "maerkische-region"
    assert PlaceName.objects.get(ref=witten.pk).region_slug == "maerkische-region"


def test_a_district_follows_its_town_into_another_region_at_once():
    witten = Place.objects.get(name="Witten")
    assert Place.objects.get(slug="stockum").region_id == "mittleres-ruhrgebiet"
    witten.region_id = "maerkische-region"
    witten.save()
    assert Place.objects.get(slug="stockum").region_id == "maerkische-region"
    assert PlaceName.objects.get(slug="stockum").region_slug == "maerkische-region"


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        ("places.csv", "51.22319,6.77927", "fünfzig,6.77927", "Zeile 2: „fünfzig, 6.77927“ ist kein Punkt"),
        ("places.csv", "51.22319,6.77927", "951.2,6.77927", "Zeile 2: „951.2, 6.77927“ ist kein Punkt"),
        ("places.csv", "05112000,Duisburg", "05111000,Duisburg", "Zeile 3: Die Kennung „05111000“ fehlt oder"),
        ("places.csv", ",niederrhein,", ",atlantis,", "Zeile 3: Die Region „atlantis“ gibt es nicht"),
        ("places.csv", ",504358,", ",viele,", "Zeile 3: „viele“ ist keine Einwohnerzahl"),
        ("places.csv", "05112000,Duisburg,,", "05112000,Duisburg,", "Zeile 3: Die Zeile hat nicht so viele Spalten"),
        ("places.csv", "id,name", "id,nom", "Zeile 1: Es fehlen die Spalten name"),
        ("postcodes.csv", "32049,05758012", "3204,05758012", "Zeile 2: „3204“ ist keine Postleitzahl"),
        ("postcodes.csv", "32051,05758012", "32051,99999999", "Zeile 3: Die Gemeinde „99999999“ gibt es nicht"),
        ("regions.json", '"id": "aachen",', '"id": "aachen"', "Zeile 6: Expecting ',' delimiter"),
        ("areas.json", '"05911"', '"99999"', "Das Gebiet „ruhrgebiet“ braucht Kreise; unbekannt: 99999"),
    ],
)  # fmt: skip
def test_a_broken_file_changes_nothing_and_says_where(folder, name, old, new, message):
    edit(folder / name, old, new)
    edit(folder / "regions.json", '"name": "Region Köln"', '"name": "Region Coellen"')
    with pytest.raises(CommandError) as refusal:
        call_command("load_places", data=folder, verbosity=0)
    assert str(refusal.value).startswith(f"Nichts geändert. {name}")
    assert message in str(refusal.value)
    assert Region.objects.get(pk="koeln").name == "Region Köln"


def test_a_missing_file_is_named(folder):
    (folder / "postcodes.csv").unlink()
    with pytest.raises(BrokenFile, match=r"postcodes\.csv lässt sich nicht lesen"):
        read_gazetteer(folder)


def test_another_land_needs_no_geometry_of_its_own(tmp_path):
    (tmp_path / "places.csv").write_text(
        "id,name,alternative_names,kind,municipality,kreis_key,kreis,region,lat,lng,population\n"
        "01002000,Kiel,,kreisfreie Stadt,01002000,01002,Kiel,nord,54.32,10.13,247000\n"
        "gn1,Gaarden,,Ortsteil,01002000,01002,Kiel,nord,54.31,10.15,\n"
        "gn2,Kiel,,Ortsteil,01002000,01002,Kiel,nord,54.30,10.16,\n"
    )
    (tmp_path / "postcodes.csv").write_text("postcode,municipality,lat,lng\n24103,01002000,54.32,10.13\n")
    (tmp_path / "regions.json").write_text(json.dumps({"regions": [{"id": "nord", "name": "Nord"}]}))
    (tmp_path / "areas.json").write_text(json.dumps({"areas": []}))
    gazetteer = read_gazetteer(tmp_path)
    assert [(place.slug, place.is_ortsteil) for place in gazetteer.places] == [
        ("kiel", False),
        ("gaarden", True),
        ("kiel-kiel", True),
    ]
    assert gazetteer.kreise[0].point == gazetteer.regions[0].point == gazetteer.places[0].point


def test_the_ennepe_ruhr_kreis_lies_in_two_regions():
    regions = set(Place.objects.towns().filter(kreis="05954").values_list("region", flat=True))
    assert regions == {"maerkische-region", "mittleres-ruhrgebiet"}
    assert PlaceName.objects.get(ref="05954").region_slug == ""


def test_addresses_of_places_are_folded_names_and_repeated_districts_carry_their_town():
    assert Place.objects.get(pk="05315000").slug == "koeln"
    assert Place.objects.get(pk="05154008").slug == "emmerich-am-rhein"
    assert Place.objects.get(pk="05566036").slug == "laer"
    assert Place.objects.get(pk="gn2881969").slug == "bochum-laer"
    assert Place.objects.get(pk="gn2862375").slug == "nippes"


def test_towns_sort_in_german_order():
    assert list(Place.objects.towns().values_list("name", flat=True)[:5]) == [
        "Aachen",
        "Ahaus",
        "Ahlen",
        "Aldenhoven",
        "Alfter",
    ]
    assert list(Place.objects.towns().filter(name__startswith="Ü").values_list("name", flat=True)) == [
        "Übach-Palenberg"
    ]
    names = list(Place.objects.towns().values_list("name", flat=True))
    assert names.index("Uedem") == names.index("Übach-Palenberg") + 1


def test_the_town_of_a_district_is_its_municipality():
    nippes = Place.objects.get(slug="nippes")
    assert nippes.town.slug == "koeln"
    assert nippes.town.town == nippes.town
    assert str(nippes.label) == "Nippes, Ortsteil von Köln"


def test_a_district_without_a_point_stands_at_the_middle_of_its_town():
    pempelfort, duesseldorf = Place.objects.get(slug="pempelfort"), Place.objects.get(slug="duesseldorf")
    assert (pempelfort.point, pempelfort.is_at_town) == (duesseldorf.point, True)
    assert PlaceName.objects.get(slug="pempelfort").at_town
    nippes = Place.objects.get(slug="nippes")
    assert (nippes.is_at_town, PlaceName.objects.get(slug="nippes").at_town) == (False, False)


def test_a_district_keeps_the_id_and_address_under_which_stories_know_it_already():
    old = Place.objects.get(slug="porz")
    Place.objects.filter(slug="porz").update(slug="porz-am-rhein", id="gn2852566", name="Porz am Rhein")
    call_command("load_places", verbosity=0)
    kept = Place.objects.get(pk="gn2852566")
    assert (kept.slug, kept.name) == ("porz-am-rhein", "Porz")
    assert not Place.objects.filter(pk=old.pk).exists()


def test_an_address_that_is_taken_already_is_not_given_again():
    Place.objects.filter(pk="nrw-05116000-rheydt").delete()
    Place.objects.filter(slug="aachen-mitte").update(slug="rheydt")
    call_command("load_places", verbosity=0)
    assert Place.objects.get(pk="nrw-05116000-rheydt").slug == "rheydt-nrw-05116000-rheydt"
