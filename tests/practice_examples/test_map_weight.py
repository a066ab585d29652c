"""What the map adds to the page: all of it, and what of it is needed before anybody touches it."""

import gzip
import re
from pathlib import Path

import brotli
import pytest
from django.contrib.staticfiles import finders
from rjsmin import jsmin

from config.environment.storage import tight

FOLDER = Path(finders.find("practice_examples/map/map.js")).parent
LEAFLET = Path(finders.find("js_lib_leaflet/leaflet.js"))
# The map has this in common with the editors' map.
SHARED = [Path(finders.find("places/ground.js"))]
# What the list loads that only offers the map; all else waits until the map is wanted (on wide screens it is at once).
OFFER = {"map.js", "map.css"}
# What waits for the first touch, or for a look closer than regions.
LATER = {"stories.js"}
MOST = 55_000


def weight(path, compress=lambda data: gzip.compress(data, 9)):
    """The bytes a visitor loads for a file; tests/browser/test_map_weight.py weighs what really comes."""
    text = path.read_text(encoding="utf-8")
    if path != LEAFLET:
        text = tight(text) if path.suffix == ".css" else jsmin(text)
    return len(compress(text.encode()))


def test_the_first_view_of_the_map_adds_at_most_55_kb_with_all_that_offers_it():
    files = [path for path in FOLDER.iterdir() if path.name not in LATER]
    assert sorted(path.name for path in files) == ["chart.js", "map.css", "map.js", "marks.js"]
    assert sum(weight(path) for path in [LEAFLET, *SHARED, *files]) <= MOST


def test_the_whole_map_adds_at_most_55_kb_to_the_list_that_offers_it():
    files = [path for path in FOLDER.iterdir() if path.name not in OFFER]
    assert sorted(path.name for path in files) == ["chart.js", "marks.js", "stories.js"]
    assert sum(weight(path) for path in [LEAFLET, *SHARED, *files]) <= MOST


def test_the_whole_map_and_its_offer_add_at_most_55_kb_as_browsers_ask_for_them():
    assert sum(weight(path, brotli.compress) for path in [LEAFLET, *SHARED, *FOLDER.iterdir()]) <= MOST


@pytest.mark.parametrize("path", sorted([*SHARED, *FOLDER.glob("*.js")]), ids=lambda path: path.name)
def test_modules_import_by_relative_path_and_end_with_a_semicolon(path):
    text = path.read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.startswith("import "):
            assert re.fullmatch(r'import .* from "\.{1,2}/[^"]+\.js";', line), line
    assert "innerHTML" not in text
