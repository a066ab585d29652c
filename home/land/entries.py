"""By which names places, Kreise, regions and areas are found. Turns rows into rows, asks no database."""

from collections import defaultdict

from django.utils.translation import gettext

from home.land.names import fold, index_words, without_addition


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
    return [
        *(_place(place) for place in places),
        *(_kreis(kreis, by_kreis[kreis.pk]) for kreis in kreise),
        *(_region(region, by_region[region.pk], lent.get(region.pk, [])) for region in regions),
        *(_area(area, by_kreis) for area in areas if area.pk not in own_regions),
    ]


def place_label(place) -> str:
    """Rath, Ortsteil von Köln; Neunkirchen, Kreis Siegen-Wittgenstein; a kreisfreie Stadt needs no addition."""
    if place.municipality_id:
        return gettext("%(name)s, Ortsteil von %(town)s") % {"name": place.name, "town": place.municipality.name}
    return place.name if place.name == place.kreis.name else f"{place.name}, {place.kreis.name}"


def _entry(row, kind, label, *, names=(), forms=(), population=0, region_slug="", town_id=""):
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
        "folded": fold(row.name),
        "words": "".join(f" {word}" for word in index_words(*names)),
        "forms": _forms(row.pk, row.slug, label, *names, *forms),
    }


def _forms(*names):
    return "|" + "".join(f"{form}|" for form in dict.fromkeys(fold(name) for name in names))


def _place(place):
    short = without_addition(place.name)
    names, forms = [short, *place.alternative_names], []
    if place.municipality_id:
        town = without_addition(place.municipality.name)
        names.append(f"{town} {short}")
        forms.append(f"{short} {town}")
    # An address is often pasted whole: "50667 Köln".
    postcodes = sorted({row.postcode for row in place.postcodes.all()})
    return _entry(
        place,
        place.kind,
        place_label(place),
        names=[*names, *postcodes],
        forms=[*forms, *(f"{postcode} {short}" for postcode in postcodes)],
        population=place.population or 0,
        region_slug=place.region_id,
        town_id=place.municipality_id or place.pk,
    )


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
