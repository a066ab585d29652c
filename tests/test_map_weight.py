"""What the map adds to a page, and what of it is needed before anybody touches it."""

import gzip
import re
from pathlib import Path

import brotli
import pytest
from django.contrib.staticfiles import finders

FOLDER = Path(finders.find("practice_examples/map/map.js")).parent
LEAFLET = Path(finders.find("js_lib_leaflet/leaflet.js"))
MOST = 55_000
STATIC_IMPORT = re.compile(r'^import .*? from "\./(\w+\.js)";$', re.MULTILINE)
LAZY_IMPORT = re.compile(r'import\("\./(\w+\.js)"\)')


def first_view(name="map.js", found=None):
    """The modules that draw the first view: from the entry over all imports that do not wait for the visitor."""
    found = found if found is not None else set()
    if name not in found:
        found.add(name)
        text = (FOLDER / name).read_text(encoding="utf-8")
        waiting = {"stories.js", "gestures.js", "towns.js"}
        for other in [*STATIC_IMPORT.findall(text), *(set(LAZY_IMPORT.findall(text)) - waiting)]:
            first_view(other, found)
    return found


def test_the_first_view_of_the_map_is_light():
    files = [LEAFLET, FOLDER / "map.css", *(FOLDER / name for name in first_view())]
    assert len(files) == 7
    assert sum(len(gzip.compress(path.read_bytes(), 9)) for path in files) <= MOST


def test_all_of_the_map_is_light_as_browsers_get_it():
    files = [LEAFLET, *FOLDER.iterdir()]
    assert sum(len(brotli.compress(path.read_bytes())) for path in files) <= MOST


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.js")), ids=lambda path: path.name)
def test_modules_import_by_relative_path_and_end_with_a_semicolon(path):
    text = path.read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.startswith("import "):
            assert re.fullmatch(r'import .* from "\.{1,2}/[^"]+\.js";', line), line
    assert "innerHTML" not in text
