"""The Land as its folder describes it: its words, its view, its regions on the map, whose data it is."""

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import cos, radians
from pathlib import Path

from django.conf import settings
from django.utils.functional import lazy
from django.utils.text import capfirst

from home.land.geo import Point
from home.land.names import sort_key


class BrokenFile(Exception):
    """A data file cannot be used; the message is for the operator."""


@dataclass(frozen=True, slots=True, eq=False)
class Land:
    """`in_all` and the other phrases stand within a sentence ("in ganz …"); degrees are WGS 84."""

    name: str
    short: str
    # The value of `region` in addresses for what belongs to no single region.
    id: str
    also_called: tuple[str, ...]
    main_river: str
    in_land: str
    from_land: str
    of_land: str
    all_land: str
    in_all: str
    for_all: str
    view: Mapping[str, float]
    # How much shorter a degree from east to west is than one from south to north.
    shrink: float
    short_forms: Mapping[str, str]
    examples: Mapping[str, str]
    sources: tuple[Mapping[str, str], ...]
    # Region → short name and label on the drawn map, in the order of the short names.
    region_labels: Mapping[str, dict]
    # Region or area → where something in it is: "im Münsterland".
    where: Mapping[str, str]

    @property
    def names_pattern(self) -> str:
        """Regular expression of what people type when they mean all of it."""
        return "|".join(r"[\s-]+".join(map(re.escape, re.split(r"[\s-]+", name))) for name in self.also_called)

    @property
    def attribution(self) -> str:
        """The map's sources in one line of plain text."""
        notes = {s["name"]: s.get("note") or s.get("licence") for s in self.sources if s["of"] == self.sources[0]["of"]}
        return " · ".join(f"{name} ({note})" if note else name for name, note in notes.items())


@lru_cache(maxsize=1)
def land() -> Land:
    """The Land in LAND_DIR. Raises BrokenFile."""
    return read_land(settings.LAND_DIR)


# A text that speaks of the Land in braces, "Zeigen, was {land.in_all} gilt", when it is shown.
land_text = lazy(lambda text: capfirst(str(text).format(land=land())), str)
IN_ALL_LAND = land_text("{land.in_all}")


def read_land(folder: Path) -> Land:
    """Raises BrokenFile, which names the file."""
    facts = _toml(folder / "land.toml")
    labels = _toml(folder / "region_labels.toml")
    parts = [*entries(folder / "regions.json", "regions"), *entries(folder / "areas.json", "areas")]
    try:
        return Land(
            **facts.pop("phrases"),
            **facts,
            shrink=cos(radians(facts["view"]["latitude"])),
            region_labels={
                region: facts | {"point": Point(facts["lat"], facts["lng"])} | _written(**facts)
                for region, facts in sorted(labels.items(), key=lambda item: sort_key(item[1]["name"]))
            },
            where={part["id"]: part["where"] for part in parts if "where" in part},
        )
    except (KeyError, TypeError, ValueError) as error:
        raise BrokenFile(f"land.toml: {error}") from error


def _written(lines: list[str], narrow: bool = False, **facts) -> dict[str, list]:
    """A region's name in the `lines` of the drawn map, and in all `texts`: the lines it comes in, more of them, one."""
    parted = [piece for line in lines for piece in line.replace("\u00ad", "-\n").replace(" ", "\n").split("\n")]
    lines = [line.replace("\u00ad", "") for line in lines]
    one = re.sub("-\n", "-", "\n".join(lines)).replace("\n", " ")
    texts = [lines, *([parted] if parted != lines else []), *([[one]] if [one] != lines else [])]
    return {"lines": parted if narrow else lines, "texts": texts}


def has_geometry(layer: str) -> bool:
    return (settings.LAND_DIR / "geometry" / f"{layer}.geojson").exists()


def geometry(layer: str, folder: Path | None = None) -> list[dict]:
    """The features of a GeoJSON file of the Land. Raises BrokenFile."""
    path = (folder or settings.LAND_DIR) / "geometry" / f"{layer}.geojson"
    return _json(path, "features")


def entries(path: Path, name: str) -> list[dict]:
    """The list of that name in a JSON file, each entry with id and name. Raises BrokenFile."""
    found = _json(path, name)
    for number, entry in enumerate(found, start=1):
        if not (isinstance(entry, dict) and entry.get("id") and entry.get("name")):
            raise BrokenFile(f"{path.name}, Eintrag {number}: Es fehlen „id“ oder „name“.")
    return found


def _json(path: Path, name: str) -> list:
    try:
        return json.loads(path.read_text(encoding="utf-8"))[name]
    except json.JSONDecodeError as error:
        raise BrokenFile(f"{path.name}, Zeile {error.lineno}: {error.msg}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise BrokenFile(f"{path.name} lässt sich nicht lesen: {error}") from error
    except (KeyError, TypeError) as error:
        raise BrokenFile(f"{path.name}: Es fehlt die Liste „{name}“.") from error


def _toml(path: Path) -> dict:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BrokenFile(f"{path.name} lässt sich nicht lesen: {error}") from error
