"""By which names places, Kreise, regions and areas are found. Turns rows into rows, asks no database."""

from collections import Counter, defaultdict

from django.utils.translation import gettext

from home.land.land import land
from home.land.names import fold, index_words, without_addition

# By how much a part of a town that nobody has counted ranks below its town.
SHARE_OF_TOWN = 1000


def all_entries(places, kreise, regions, areas) -> list[dict]:
    """The fields of every PlaceName."""
    places = list(places)
    regions, areas = list(regions), list(areas)
    by_kreis, by_region = defaultdict(list), defaultdict(list)
    for place in places:
        if place.municipality_id is None:
            by_kreis[place.kreis_id].append(place)
            by_region[place.region_id].append(place)
    own_regions = {region.pk for region in regions}
    # An area that is a region as well (Ostwestfalen-Lippe) only lends the region its other names.
    lent = {area.pk: area.alternative_names for area in areas if area.pk in own_regions}
    # "Mitte" is said in nineteen towns, and alone means none of them.
    said = Counter(fold(name) for place in places if place.municipality_id for name in place.alternative_names)
    vague = {name for name, times in said.items() if times > 1}
    return [
        *(_place(place, vague) for place in places),
        *(_kreis(kreis, by_kreis[kreis.pk]) for kreis in kreise),
        *(_region(region, by_region[region.pk], lent.get(region.pk, [])) for region in regions),
        *(_area(area, by_kreis) for area in areas if area.pk not in own_regions),
    ]


def _entry(row, kind, label, *, names=(), hints=(), forms=(), town="", population=0, region_slug="", town_id=""):
    """`hints` are words by which it may be found, but which alone do not mean it."""
    names = [row.name, *names]
    return {
        "kind": kind,
        "ref": row.pk,
        "slug": row.slug,
        "name": row.name,
        "label": label,
        "sort_name": row.sort_name,
        "town_id": town_id,
        "region_slug": region_slug,
        "lat": row.lat,
        "lng": row.lng,
        "population": population,
        "at_town": False,
        "folded": fold(row.name),
        "words": "".join(
            f"{sign}{word}"
            for sign, some in ((" ", [*names, *hints]), ("+", [town]))
            for word in index_words(some, land().short_forms)
        ),
        "forms": _forms(row.pk, row.slug, label, *names, *forms),
    }


def _forms(*names):
    return "|" + "".join(f"{form}|" for form in dict.fromkeys(fold(name) for name in names))


def _place(place, vague):
    short = without_addition(place.name)
    names, hints, forms, town = [short, *place.alternative_names], [], [], ""
    population = place.population or 0
    if place.municipality_id:
        town = place.municipality.name
        near = without_addition(town)
        forms = [form for part in names for form in (f"{near} {part}", f"{part} {near}")]
        hints = [name for name in place.alternative_names if fold(name) in vague]
        names = [name for name in names if name not in hints]
        population = population or (place.municipality.population or 0) // SHARE_OF_TOWN
    # An address is often pasted whole: "50667 Köln".
    postcodes = sorted({row.postcode for row in place.postcodes.all()})
    entry = _entry(
        place,
        place.kind,
        place.label,
        names=[*names, *postcodes],
        hints=hints,
        town=town,
        forms=[*forms, *(f"{postcode} {short}" for postcode in postcodes)],
        population=population,
        region_slug=place.region_id,
        town_id=place.municipality_id or place.pk,
    )
    return entry | {"at_town": place.is_at_town}


def _kreis(kreis, towns):
    regions = {town.region_id for town in towns}
    entry = _entry(
        kreis,
        "kreis",
        kreis.name,
        population=sum(town.population or 0 for town in towns),
        region_slug=regions.pop() if len(regions) == 1 else "",
    )
    if any(town.name == kreis.name for town in towns):
        entry |= {"words": "", "forms": _forms(kreis.pk)}
    return entry


def _region(region, towns, names):
    label = region.name if "region" in region.name.casefold() else gettext("%(name)s, Region") % {"name": region.name}
    return _entry(
        region,
        "region",
        label,
        names=names,
        population=sum(town.population or 0 for town in towns),
        region_slug=region.pk,
    )


def _area(area, by_kreis):
    towns = [town for kreis in area.kreise.all() for town in by_kreis[kreis.pk]]
    return _entry(
        area, "area", area.name, names=area.alternative_names, population=sum(town.population or 0 for town in towns)
    )
