import pytest
from django.contrib.auth.models import User

from home.land.models import Place, Region
from tests.reading import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client):
    user = User.objects.create_superuser("admin", "admin@example.org", "geheim")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_editors_enter_the_contact_of_a_region(administrator):
    assert "Regionen" in administrator.get("/admin/region/").content.decode()
    response = administrator.post(
        "/admin/region/edit/koeln/",
        {"contact_name": "Jana Feld", "contact_phone": "0221 4710-001", "contact_email": "jana@example.org"},
    )
    assert response.status_code == 302
    koeln = Region.objects.get(pk="koeln")
    assert (koeln.contact_name, koeln.contact_phone) == ("Jana Feld", "0221 4710-001")


def test_editors_move_a_town_into_another_region(administrator):
    witten = Place.objects.get(slug="witten")
    assert read(administrator.get(f"/admin/staedte/edit/{witten.pk}/")).data["region"] == [witten.region_id]
    administrator.post(f"/admin/staedte/edit/{witten.pk}/", {"region": "maerkische-region"})
    assert Place.objects.get(slug="witten").region_id == "maerkische-region"
    assert Place.objects.get(slug="stockum").region_id == "maerkische-region"


def test_nobody_adds_or_deletes_a_place(administrator):
    for address in ("/admin/region/new/", "/admin/region/delete/koeln/", "/admin/staedte/delete/05315000/"):
        assert administrator.get(address).status_code == 302
    assert Region.objects.filter(pk="koeln").exists()


def test_the_list_of_towns_leaves_out_districts_and_finds_by_name(administrator):
    def listed(name):
        return read(administrator.get("/admin/staedte/", {"q": name})).texts("row")

    assert (listed("Köln"), listed("Nippes")) == (["Name Kreis Region", "Köln Köln Region Köln"], [])
