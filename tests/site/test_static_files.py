"""What collectstatic makes of our scripts and styles, and the loader of our templates."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage
from django.template.loader import get_template
from fontTools.ttLib import TTFont

from config.environment.fonts import FOLDER, LETTERS, SOURCE, make_fonts
from config.environment.storage import HashedStaticFilesStorage
from tests.snapshots import APPS, ROOT

CSS = [f"site/css/{path.name}" for path in (settings.BASE_DIR / "site/static/site/css").iterdir()]
ALONG = [*CSS, "places/combobox.css", "site/fonts/manrope.woff2"]
SCRIPTS = ["site", "needs_script", "share", "announce", "menu", "counter"]


@pytest.fixture
def collect(tmp_path):
    """A function that collects the named files and returns the text a visitor gets of each."""

    def text_of(*names, along=()):
        storage = HashedStaticFilesStorage(location=tmp_path, base_url="/static/")
        sources = {}
        for name in [*names, *ALONG, *along]:
            found = Path(finders.find(name))
            sources[name] = (StaticFilesStorage(location=found.parents[name.count("/")]), name)
            storage.save(name, sources[name][0].open(name))
        list(storage.post_process(sources))
        return [(tmp_path / storage.hashed_files[name]).read_text(encoding="utf-8") for name in names]

    return text_of


def test_our_scripts_are_served_without_comments_and_the_licence_of_others_stays(collect):
    ours, leaflet = collect("site/js/announce.js", "js_lib_leaflet/leaflet.js")
    assert ours.startswith("let region;export function announce(words){if(!region){")
    assert leaflet.startswith("/* @preserve\n * Leaflet 1.9.4")


def test_a_page_gets_one_stylesheet_in_the_order_of_its_layers(collect):
    [story] = collect("practice_examples/story.css")
    assert "@import" not in story
    assert "/*" not in story
    assert story.startswith("@layer tokens,base,layout,components,utilities;")
    places = [story.index(part) for part in ("@font-face", "--paper:#fbf8f1;", ".combobox", ".story-text")]
    assert places == sorted(places)


def test_addresses_in_a_bundled_stylesheet_lead_to_the_files_they_meant(collect):
    leaflet = ["leaflet.css", *(f"images/{name}.png" for name in ("layers", "layers-2x", "marker-icon"))]
    along = ["submissions/status.css", *(f"js_lib_leaflet/{name}" for name in leaflet)]
    [styles] = collect("submissions/draft.css", along=along)
    assert 'url("../site/fonts/manrope.' in styles
    assert 'url("../js_lib_leaflet/images/layers.' in styles


def test_styles_and_scripts_of_the_home_page_weigh_at_most_22_kb(collect):
    files = collect("site/css/site.css", *(f"site/js/{name}.js" for name in SCRIPTS), "places/combobox.js")
    assert sum(len(gzip.compress(text.encode(), 6)) for text in files) <= 22_000


def test_the_letters_are_one_small_file_with_every_weight_beside_their_licence(tmp_path):
    make_fonts(tmp_path / FOLDER)
    assert sorted(path.name for path in (tmp_path / FOLDER).iterdir()) == ["OFL.txt", "manrope.woff2"]
    file = tmp_path / FOLDER / "manrope.woff2"
    assert file.stat().st_size <= 45_000
    font = TTFont(file)
    assert [(axis.axisTag, axis.minValue, axis.maxValue) for axis in font["fvar"].axes] == [("wght", 400, 800)]
    assert set(map(ord, "ÄÖÜäöüßẞ„“‚‘–…€×→ğŞłčźøñ")) <= set(font.getBestCmap())
    assert set(font.getBestCmap()) <= set(LETTERS)


def test_the_fallback_is_as_high_as_the_letters_that_replace_it(tmp_path):
    """So that no line moves when they come: the numbers of font.css are those of the two fonts."""
    regular = TTFont(SOURCE / "Manrope-Regular.ttf")
    head, units = regular["hhea"], regular["head"].unitsPerEm
    styles = (settings.BASE_DIR / "site/static/site/css/font.css").read_text(encoding="utf-8")
    for name, measure in (("ascent", head.ascent), ("descent", -head.descent)):
        [*values] = map(float, re.findall(rf"{name}-override: ([\d.]+)%", styles))
        adjusts = map(float, re.findall(r"size-adjust: ([\d.]+)%", styles))
        assert [round(value * adjust / 100, 0) for value, adjust in zip(values, adjusts, strict=True)] == [
            round(100 * measure / units, 0)
        ] * 2


COLOUR = re.compile(
    r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl|hwb|lab|lch|oklab|oklch)a?\(|[ :](?:white|black|red|gr[ae]y)\b(?!-)"
)
# The editors' map stands in Wagtail's pages, which know none of the site's tokens.
WITH_TOKENS = {"tokens.css", "map-widget.css"}
STYLES = [path for app in APPS for path in sorted(app.rglob("static/**/*.css"))]
# Made of parts by scripts and templates, or by Leaflet and Wagtail.
COMPOSED = ("leaflet-", "w-theme-", "ground-", "spot-", "from-")


@pytest.mark.parametrize("path", STYLES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_colour_is_named_once_among_the_tokens(path):
    text = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)
    if path.name in WITH_TOKENS:
        text = re.sub(r"--[\w-]+: [^;]+;", "", text)
    rules = re.sub(r"[^{}]*\{", "{", text)
    assert COLOUR.findall(rules) == []


def test_no_style_is_for_a_class_that_nothing_has():
    sources = [path for app in APPS for end in ("html", "js", "py") for path in app.rglob(f"*.{end}")]
    words = {word for path in sources for word in re.findall(r"[\w-]+", path.read_text(encoding="utf-8"))}
    text = re.sub(r"/\*.*?\*/|@import[^;]*;", "", "".join(path.read_text() for path in STYLES), flags=re.DOTALL)
    named = {name for rule in re.findall(r"([^{};]+)\{", text) for name in re.findall(r"[.#]([a-zA-Z][\w-]*)", rule)}
    assert {name for name in named - words if not name.startswith(COMPOSED)} == set()


def test_pages_are_delivered_without_the_indentation_of_their_templates():
    plain = Path(settings.BASE_DIR / "site/templates/components/note.html").read_text()
    assert "\n  " in plain
    for name, indented in (("components/note.html", False), ("wagtailadmin/generic/form.html", True)):
        source = get_template(name).template.source
        assert bool(re.search(r"^[ \t]", source, re.MULTILINE)) is indented
    assert get_template("components/note.html").template.source.count("\n") == plain.count("\n")
