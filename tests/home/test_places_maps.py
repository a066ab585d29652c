import re

import pytest
from django.template import engines

from home.land import drawing
from home.land.geo import Point, View
from home.land.land import land
from home.land.models import Place, Region
from home.land.templatetags.place_maps import sides
from tests.reading import read


def render(tag, **context):
    return engines["django"].from_string("{% load place_maps %}{% " + tag + " %}").render(context)


def test_the_region_map_has_one_link_per_region_with_something():
    html = render('region_map counts "koeln" "/landkarte/?region={}"', counts={"koeln": 12, "aachen": 1, "meo": 0})
    drawn = read(html)
    assert [(link.href, link.name) for link in drawn.links()] == [
        ("/landkarte/?region=aachen", "Aachen: 1 Beispiel"),
        ("/landkarte/?region=koeln", "Köln: 12 Beispiele"),
    ]
    assert drawn.current == ["Köln: 12 Beispiele"]
    assert "style=" not in html
    assert html.count('<path class="ground on"') == 1


def test_numbers_in_drawings_never_get_a_german_comma():
    html = render("region_map counts", counts=dict.fromkeys(land().region_labels, 1000))
    assert not re.search(r'(?:x|y|r|viewBox)="[^"]*,', html)
    assert set(read(html).texts("text")[::2]) == {"1000"}


def test_a_drawn_map_breaks_words_only_where_its_names_would_not_find_room():
    html = render("region_map counts", counts={"mittlerer-niederrhein": 1, "mittleres-ruhrgebiet": 1})
    assert read(html).texts("tspan") == ["Mittlerer", "Nieder-", "rhein", "Mittleres", "Ruhrgebiet"]


@pytest.mark.django_db
def test_every_region_has_its_place_on_the_drawn_map():
    assert set(land().region_labels) == set(Region.objects.values_list("pk", flat=True))


def test_the_locator_shows_one_pin_in_its_neighbourhood():
    html = render("locator_map 51.256 7.183 'Wuppertal' region='bergisches-staedtedreieck' href='/landkarte/'")
    drawn = read(html)
    assert drawn.names("image") == ["Lage von Wuppertal in Nordrhein-Westfalen"]
    assert [(link.href, link.name) for link in drawn.links()] == [("/landkarte/", "Wuppertal")]
    assert html.count('class="pin"') == 1
    assert '<path class="ground on"' in html


@pytest.mark.django_db
def test_an_area_map_shows_bubbles_for_many_and_pins_for_one():
    koeln = Place.objects.get(slug="koeln")
    points = [
        {"lat": 50.94, "lng": 6.96, "name": "Dom & Chor", "href": "/a/", "count": 3},
        {"lat": 50.97, "lng": 6.90, "name": "Werkstatt", "href": "/b/"},
    ]
    html = render("area_map 'Beispiele in Köln' place=koeln points=points", koeln=koeln, points=points)
    marks = read(html).group("Beispiele in Köln").links()
    assert [(link.href, link.name) for link in marks] == [("/a/", "Dom & Chor: 3 Beispiele"), ("/b/", "Werkstatt")]
    assert (html.count('class="bubble"'), html.count('class="pin"')) == (1, 1)
    assert '<path class="ground far"' in html


@pytest.mark.parametrize("argument", ["kreis='05566'", "region='meo'", "kreis='99999'"])
def test_an_area_map_of_anything_is_drawn(argument):
    assert read(render(f"area_map 'Karte' {argument}")).names("group") == ["Karte"]


def test_every_map_prints_where_its_data_comes_from():
    assert read(render("map_attribution")).text == (
        "Karte: © GeoBasis-DE / BKG 2016 (Daten verändert, GeoNutzV) · © OpenStreetMap-Mitwirkende (ODbL)"
        " · Made with Natural Earth · Orte: GeoNames (CC BY 4.0) · Deutsche Bahn, StaDa (CC BY 4.0)"
        " · Stadt Köln, Offene Daten (CC BY)"
    )


def test_a_drawing_is_cut_off_at_its_view():
    view = View.around(Point(51.83, 6.25), land().shrink)
    chosen, others = drawing.shapes(view, "regionen", "region", "niederrhein")
    for start in re.findall(r"M(-?\d+) (-?\d+)", chosen + others):
        assert -31 <= int(start[0]) <= 1031
        assert -31 <= int(start[1]) <= view.height + 31
    assert len(chosen + others) < 10_000


def test_neighbouring_stories_share_a_drawing():
    assert View.around(Point(50.9413, 6.9700), 0.62) == View.around(Point(50.9400, 6.9800), 0.62)


def test_a_point_in_the_middle_of_the_view_is_at_fifty_percent():
    view = View(50, 6, 51, 7, land().shrink)
    assert view.percent(Point(lat=50.5, lng=6.5)) == (50.0, pytest.approx(50, abs=0.1))


def test_names_on_a_map_do_not_cover_each_other():
    view = View(50, 6, 51, 7, land().shrink)
    marks = [(Point(50.5, 6.5), "Links und rechts", 17), (Point(50.5, 6.55), "Dicht daneben", 17)]
    assert sides(view, marks, "ew") == ["w", "e"]
