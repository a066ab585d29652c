"""Reads the gazetteer's files. Whatever is wrong is a BrokenFile that names file and line."""

import csv
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from home.land import geo, names
from home.land.land import BrokenFile, entries, geometry

DISTRICT_COLUMNS = {"id", "name", "alternative_names", "municipality", "lat", "lng"}
PLACE_COLUMNS = DISTRICT_COLUMNS | {"kind", "kreis_key", "kreis", "region", "population"}
POSTCODE_COLUMNS = {"postcode", "municipality", "lat", "lng"}


@dataclass(frozen=True, slots=True)
class PlaceRow:
    id: str
    slug: str
    name: str
    alternative_names: list[str]
    is_ortsteil: bool
    municipality: str
    kreis: str
    region: str
    point: geo.Point
    population: int | None
    # The id under which it may have been loaded before.
    former_id: str = ""


@dataclass(frozen=True, slots=True)
class PostcodeRow:
    postcode: str
    municipality: str
    point: geo.Point


@dataclass(frozen=True, slots=True)
class Part:
    """A Kreis, region or area; only an area has other names and Kreise."""

    id: str
    name: str
    point: geo.Point
    alternative_names: tuple[str, ...] = ()
    kreise: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gazetteer:
    places: list[PlaceRow]
    postcodes: list[PostcodeRow]
    kreise: list[Part]
    regions: list[Part]
    areas: list[Part]


def read_gazetteer(folder: Path) -> Gazetteer:
    """Everything in the folder, checked: no reference leads nowhere, no id or address occurs twice.

    districts.csv, which may be missing, holds further Ortsteile; one without a point has its town's.
    """
    regions = entries(folder / "regions.json", "regions")
    rows = _rows(folder / "places.csv", PLACE_COLUMNS)
    path = folder / "districts.csv"
    districts = [(at, {**row, **_DISTRICT}) for at, row in _rows(path, DISTRICT_COLUMNS)] if path.exists() else []
    kreis_names = {row["kreis_key"]: row["kreis"] for _, row in rows}
    places = _places(rows, districts, {region["id"] for region in regions})
    towns = [place for place in places if not place.is_ortsteil]
    kreis_points = _label_points(folder, "kreise", "kreis")
    region_points = _label_points(folder, "regionen", "region")

    kreise = [
        Part(key, name, kreis_points.get(key) or geo.mean([t.point for t in towns if t.kreis == key]))
        for key, name in kreis_names.items()
    ]
    points = {kreis.id: kreis.point for kreis in kreise}
    return Gazetteer(
        places=places,
        postcodes=_postcodes(folder / "postcodes.csv", {town.id for town in towns}),
        kreise=kreise,
        regions=[_region(folder / "regions.json", region, region_points, towns) for region in regions],
        areas=[_area(folder / "areas.json", area, points) for area in entries(folder / "areas.json", "areas")],
    )


_DISTRICT = {"kind": "Ortsteil", "population": ""}


def _rows(path, columns):
    """(file and line, row) of a CSV file that has at least these columns."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            missing = columns - set(reader.fieldnames or [])
            if missing:
                raise BrokenFile(f"{path.name}, Zeile 1: Es fehlen die Spalten {', '.join(sorted(missing))}.")
            rows = []
            for row in reader:
                where = f"{path.name}, Zeile {reader.line_num}"
                if None in row or None in row.values():
                    raise BrokenFile(f"{where}: Die Zeile hat nicht so viele Spalten wie die Kopfzeile.")
                rows.append((where, row))
            return rows
    except (OSError, UnicodeDecodeError) as error:
        raise BrokenFile(f"{path.name} lässt sich nicht lesen: {error}") from error
    except csv.Error as error:
        raise BrokenFile(f"{path.name}, Zeile {reader.line_num}: {error}") from error


def _point(where, row):
    try:
        return geo.Point(lat=float(row["lat"]), lng=float(row["lng"]))
    except ValueError as error:
        raise BrokenFile(f"{where}: „{row['lat']}, {row['lng']}“ ist kein Punkt (lat, lng).") from error


def _places(rows, districts, regions):
    slugs = _slugs(rows, districts)
    towns = {row["id"]: row for _, row in rows if row["kind"] != "Ortsteil"}
    seen, places = set(), []
    for where, row in [*rows, *districts]:
        town = towns.get(row["municipality"])
        if not row["id"] or row["id"] in seen:
            raise BrokenFile(f"{where}: Die Kennung „{row['id']}“ fehlt oder kommt zweimal vor.")
        if not row["name"]:
            raise BrokenFile(f"{where}: Der Name fehlt.")
        if town is None:
            raise BrokenFile(f"{where}: Die Gemeinde „{row['municipality']}“ gibt es nicht.")
        if town["region"] not in regions:
            raise BrokenFile(f"{where}: Die Region „{town['region']}“ gibt es nicht.")
        if row["population"] and not row["population"].isdecimal():
            raise BrokenFile(f"{where}: „{row['population']}“ ist keine Einwohnerzahl.")
        seen.add(row["id"])
        places.append(
            PlaceRow(
                id=row["id"],
                slug=slugs[row["id"]],
                name=row["name"],
                alternative_names=[name for name in row["alternative_names"].split("|") if name],
                is_ortsteil=row["kind"] == "Ortsteil",
                municipality=row["municipality"],
                kreis=town["kreis_key"],
                region=town["region"],
                point=_point(where, row if row["lat"] or row["kind"] != "Ortsteil" else town),
                population=int(row["population"]) if row["population"] else None,
                former_id=row.get("replaces", ""),
            )
        )
    return places


def _slugs(rows, districts):
    """Addresses of towns and Ortsteile: the plain name where it is unique, otherwise the Ortsteil carries its town.

    The further districts give way to those that had their addresses before them, and to other names.
    """
    town_names = {row["id"]: row["name"] for _, row in rows}
    plain = Counter(names.slug(row["name"]) for _, row in rows)
    called = Counter(name for _, row in [*rows, *districts] for name in _called(row))
    slugs, taken = {}, set()
    for some, read, times in ((rows, names.slug, plain), (districts, names.fold, called)):
        for _, row in some:
            slug = names.slug(row["name"])
            if row["kind"] == "Ortsteil" and times[read(row["name"])] > 1:
                slug = f"{names.slug(town_names.get(row['municipality'], ''))}-{slug}"
            # Two Ortsteile of one name in one town, or two towns of one name, can only be told apart by number.
            slugs[row["id"]] = slug if slug not in taken else f"{slug}-{row['id']}"
            taken.add(slugs[row["id"]])
    return slugs


def _called(row):
    return {names.fold(name) for name in (row["name"], *row["alternative_names"].split("|"))}


def _postcodes(path, towns):
    postcodes = {}
    for where, row in _rows(path, POSTCODE_COLUMNS):
        if not (len(row["postcode"]) == 5 and row["postcode"].isdecimal()):
            raise BrokenFile(f"{where}: „{row['postcode']}“ ist keine Postleitzahl.")
        if row["municipality"] not in towns:
            raise BrokenFile(f"{where}: Die Gemeinde „{row['municipality']}“ gibt es nicht.")
        # Some sources list a town's districts under the same code; the first row is the town.
        key = (row["postcode"], row["municipality"])
        postcodes.setdefault(key, PostcodeRow(*key, point=_point(where, row)))
    return list(postcodes.values())


def _region(path, entry, points, towns):
    inside = [town.point for town in towns if town.region == entry["id"]]
    if not inside:
        raise BrokenFile(f"{path.name}: Zur Region „{entry['id']}“ gehört keine Gemeinde.")
    return Part(entry["id"], entry["name"], points.get(entry["id"]) or geo.mean(inside))


def _area(path, entry, points):
    kreise = tuple(entry.get("kreise", []))
    unknown = [key for key in kreise if key not in points]
    if unknown or not kreise:
        raise BrokenFile(
            f"{path.name}: Das Gebiet „{entry['id']}“ braucht Kreise; unbekannt: {', '.join(unknown) or '–'}."
        )
    return Part(
        entry["id"],
        entry["name"],
        geo.mean([points[key] for key in kreise]),
        tuple(entry.get("alternative_names", [])),
        kreise,
    )


def _label_points(folder, layer, key):
    """Where a name is written on the map; a Land may be loaded before it has any geometry."""
    if not (folder / "geometry" / f"{layer}.geojson").exists():
        return {}
    properties = [feature["properties"] for feature in geometry(layer, folder)]
    return {p[key]: geo.Point(lat=p["label"][1], lng=p["label"][0]) for p in properties if "label" in p}
