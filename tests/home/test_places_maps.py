import re
from itertools import combinations, pairwise

import pytest
from django.template import engines

from home.land import drawing
from home.land.geo import Point, View
from home.land.land import land
from home.land.lettering import Box, Lettering
from home.land.models import Place, Region
from home.land.templatetags import place_maps
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
    assert {text for text in read(html).texts("text") if text.isdigit()} == {"1000"}


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


def boxes(drawn: dict, width: int) -> dict[str, tuple]:
    """What stands on a drawn map of that width: left, top, right, bottom in pixels of each mark and name shown."""
    found = {}
    for mark in drawn["marks"]:
        body = mark["body"]
        found[f"mark {mark['name']}"] = body
        if mark["label"] and width >= 16 * mark["since"]:
            found[f"name {mark['name']}"] = mark["label"].box(body.x, body.y)
    for name, x, y in drawn["names"]:
        # A turned name has no box of its own here: tests/browser/test_map_names.py looks at those.
        if width >= 16 * name.since and not name.angle:
            across, down = float(x[:-1]) / 100, float(y[:-1]) / 100 * drawn["height"] / 1000
            found[f"ground {name.name}"] = name.label.box(across, down, 13, "SemiBold")
    return {
        what: tuple(at * width + by for at, by in zip((box.x, box.y, box.x, box.y), box.extent, strict=True))
        for what, box in found.items()
    }


def towns_of(region: str) -> list[dict]:
    """The eight largest towns of a region, with stories in them."""
    towns = Place.objects.towns().filter(region=region).order_by("-population")[:8]
    return [
        {"lat": town.lat, "lng": town.lng, "name": town.name, "href": "/", "count": number * number}
        for number, town in enumerate(towns)
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("region", sorted(land().region_labels))
def test_no_name_on_the_page_of_a_region_covers_anything_or_is_cut_at_any_width(region):
    drawn = place_maps.area_map("Karte", region=region, points=towns_of(region))
    for width in range(272, 1200, 16):
        found = boxes(drawn, width)
        assert [what for what in found if what.startswith("name")], width
        for (one, a), (other, b) in combinations(found.items(), 2):
            if not (one.startswith("mark") and other.startswith("mark")):
                assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1], (width, one, other)
        for what, (left, top, right, bottom) in found.items():
            if not what.startswith("mark"):
                assert min(left, top) >= 0, what
                assert right <= width, what
                assert bottom <= width * drawn["height"] / 1000, what


def test_no_name_on_the_drawn_land_covers_anything_or_is_cut_at_any_width():
    drawn = place_maps.region_map(dict.fromkeys(land().region_labels, 4))
    for width in range(272, 1200, 16):
        found = boxes(drawn, width)
        for (one, a), (other, b) in combinations(found.items(), 2):
            if not (one.startswith("mark") and other.startswith("mark")):
                assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1], (width, one, other)
    assert {what for what in boxes(drawn, 740) if what.startswith("name")} == {
        f"name {facts['name']}" for facts in land().region_labels.values()
    }


def test_names_appear_on_a_drawn_map_and_never_go_as_it_grows():
    drawn = place_maps.locator_map(52.1, 7.4, "Werkstatt")
    seen = [set(boxes(drawn, width)) for width in (288, 360, 500, 700, 900)]
    assert all(narrow <= wide for narrow, wide in pairwise(seen))
    assert {"ground Münster", "name Werkstatt"} <= seen[1]


def test_rivers_and_neighbours_are_named_on_the_drawn_land():
    names = {name.name: name for name, _x, _y in place_maps.region_map({})["names"]}
    assert {"Niederlande", "Belgien", "Rheinland-Pfalz", "Hessen", "Niedersachsen", "Köln"} <= set(names)
    assert {name for name, found in names.items() if found.kind == "river"} & {"Rhein", "Ems", "Lippe", "Ruhr"}


def test_a_land_without_heights_and_names_is_drawn_all_the_same(settings):
    settings.LAND_DIR = settings.BASE_DIR / "tests" / "toyland"
    view = View(52.95, 9.95, 53.45, 10.85, 0.6)
    drawing.relief.cache_clear()
    drawing._names.cache_clear()
    try:
        assert drawing.relief(view) == ()
        assert drawing.ground_names(view, Lettering(0.9), ()) == []
        assert sorted(drawing.leaflet_ground()["layers"]) == ["fluesse", "gemeinden", "kreise", "land", "regionen"]
    finally:
        drawing.relief.cache_clear()
        drawing._names.cache_clear()


def test_two_names_keep_apart_from_the_width_on_that_is_computed():
    taken = Lettering(0.75, [Box(0.5, 0.3, (-17, -17, 17, 17))])
    east = Box(0.45, 0.3, (22, -8, 122, 8))
    assert taken.place([[east]]) is None
    assert taken.place([[east], [Box(0.45, 0.3, (-122, -8, -22, 8))]]) == (1, 20)
    assert taken.place([[Box(0.46, 0.3, (-60, -8, 0, 8))]], least=500) is None
    assert taken.place([[Box(0.1, 0.6, (5, -8, 65, 8))]], least=500) == (0, 35)


@pytest.mark.django_db
def test_every_town_has_its_name_on_the_ground_where_it_lies():
    named = {
        (name, round(point.lng, 2), round(point.lat, 2))
        for name, kind, _zoom, point, _angle in drawing._names()
        if kind == "town"
    }
    towns = Place.objects.towns()
    assert len(named) == len(towns) == 396
    far = [town.name for town in towns if not any(is_near(town, one) for one in named)]
    assert far == []


def is_near(town, named) -> bool:
    name, lng, lat = named
    return town.name == name and abs(town.lng - lng) < 0.011 and abs(town.lat - lat) < 0.011
