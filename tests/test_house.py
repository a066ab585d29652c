"""Rules of the house that no page shows: what may import what, what may be called how, what templates may contain."""

import ast
import io
import re
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.snapshots import APPS, ROOT

HOUSE = {"home", "practice_examples", "events", "search", "config", "demo"}
# Whoever is named on the left may use what stands on the right, and nothing else of the house.
FLOORS = {
    "home.places": {"home.places", "home.german"},
    "home.media": {"home.media", "home.places", "home.german"},
    "home": {"home"},
    "practice_examples": {"practice_examples", "home"},
    "events": {"events", "home"},
    "search": {"search", "practice_examples", "events", "home"},
    "config": {"config", "search", "practice_examples", "events", "home"},
    "demo": {"demo", "config", "search", "practice_examples", "events", "home"},
}
PYTHON = sorted(path for app in APPS for path in app.rglob("*.py"))
TEMPLATES = sorted(path for app in APPS for path in app.rglob("templates/**/*.html"))
# Mails are no pages: they carry their style with them.
PUBLIC_TEMPLATES = [path for path in TEMPLATES if not {"admin", "wagtailadmin", "mail"} & set(path.parts)]
STATIC = sorted(path for app in APPS for path in app.rglob("static/**/*") if path.suffix in {".js", ".css", ".svg"})


def relative(path: Path) -> str:
    return str(path.relative_to(ROOT))


def module_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(part for part in parts[parts[0] == "site" :] if part != "__init__")


def imports(source: str, module: str, is_package: bool = False) -> set[str]:
    """Full names of the house's modules that the source imports, also inside functions and relatively."""
    names = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            parts = module.split(".")
            above = parts[: len(parts) - node.level + is_package] if node.level else []
            base = [*above, *([node.module] if node.module else [])]
            names |= {".".join([*base, alias.name]) for alias in node.names}
    return {name for name in names if name.split(".")[0] in HOUSE}


def floor_of(module: str) -> str:
    return next(floor for floor in FLOORS if f"{module}.".startswith(f"{floor}."))


def not_below(module: str, imported: set[str]) -> list[str]:
    allowed = FLOORS[floor_of(module)]
    return sorted(name for name in imported if not any(f"{name}.".startswith(f"{below}.") for below in allowed))


def test_imports_point_down():
    upwards = {
        relative(path): wrong
        for path in PYTHON
        if (
            wrong := not_below(
                module_of(path), imports(path.read_text(), module_of(path), is_package=path.name == "__init__.py")
            )
        )
    }
    assert upwards == {}


@pytest.mark.parametrize(
    ("module", "source", "wrong"),
    [
        ("home.models", "from events.models import EventPage", ["events.models.EventPage"]),
        ("home.places.models", "def f():\n    import home.models", ["home.models"]),
        ("home.media.models", "from .. import blocks", ["home.blocks"]),
        ("events.models", "from practice_examples import models", ["practice_examples.models"]),
        ("practice_examples.models", "from search.views import search", ["search.views.search"]),
        ("search.views", "from config import settings", ["config.settings"]),
        ("config.urls", "import demo.loading", ["demo.loading"]),
        ("search.views", "from events.models import EventPage", []),
    ],
)
def test_an_import_that_points_up_would_be_found(module, source, wrong):
    assert not_below(module, imports(source, module)) == wrong


def test_no_python_file_is_longer_than_400_lines():
    files = [path for path in [*PYTHON, *(ROOT / "tests").rglob("*.py")] if "migrations" not in path.parts]
    assert {relative(path): n for path in files if (n := len(path.read_text().splitlines())) > 400} == {}


def test_nothing_is_named_like_a_drawer():
    drawers = {"utils", "util", "helpers", "helper", "services", "service", "common", "misc"}
    named = [relative(path) for path in [*PYTHON, *TEMPLATES, *STATIC] if drawers & {path.stem, *path.parts}]
    assert named == []


def test_site_is_no_package_and_so_does_not_hide_the_standard_library():
    assert not (ROOT / "site" / "__init__.py").exists()


@pytest.mark.django_db
def test_every_change_of_a_model_has_its_migration():
    said = io.StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=said)
    except SystemExit:
        pytest.fail(said.getvalue())


# --- what the Content-Security-Policy would block ---------------------------------------------------

INLINE = re.compile(
    r"""<script\b(?![^>]*\bsrc=)(?![^>]*type="application/(?:ld\+)?json")
    | <style\b
    | \sstyle\s*=
    | \son[a-z]+\s*=\s*["']
    | javascript:""",
    re.VERBOSE | re.IGNORECASE,
)
COMMENT = re.compile(r"\{#.*?#\}|\{% comment .*?%\}.*?\{% endcomment %\}", re.DOTALL)


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        "<script type=module>import './a.js'</script>",
        "<style>a {}</style>",
        '<p style="color: red">',
        "<a onclick='go()'>",
        '<a href="javascript:go()">',
    ],
)
def test_inline_code_would_be_found(html):
    assert INLINE.search(html)


def test_public_templates_have_no_inline_code_and_no_inline_style():
    found = {
        relative(path): INLINE.findall(COMMENT.sub("", path.read_text()))
        for path in PUBLIC_TEMPLATES
        if INLINE.search(COMMENT.sub("", path.read_text()))
    }
    assert found == {}


def test_scripts_set_no_style_attribute_and_make_no_code_from_text():
    forbidden = re.compile(r"""setAttribute\(\s*["']style["']|\beval\(|\bnew Function\(|\bdocument\.write\(""")
    found = {relative(path): forbidden.findall(path.read_text()) for path in STATIC if path.suffix == ".js"}
    assert {path: matches for path, matches in found.items() if matches} == {}


# --- nobody else is asked ---------------------------------------------------------------------------

LOADED_BY_TEMPLATE = re.compile(
    r"""(?:\b(?:src|srcset|poster|data|action|formaction)=|<link\b[^>]*\bhref=|url\()\s*["']?\s*((?:https?:)?//[^\s"'>)]+)""",
    re.IGNORECASE,
)
ADDRESS = re.compile(r"(?<![\w:])(?:https?:)?//([a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,})", re.IGNORECASE)
# Names of namespaces, never asked for; and the two film hosts, asked only after a click.
NAMESPACES = {"www.w3.org"}
AFTER_A_CLICK = {"external_video.js": {"www.youtube-nocookie.com", "player.vimeo.com"}}


def test_templates_load_nothing_from_elsewhere():
    found = {relative(path): LOADED_BY_TEMPLATE.findall(path.read_text()) for path in TEMPLATES}
    assert {path: matches for path, matches in found.items() if matches} == {}


@pytest.mark.parametrize(
    "html",
    ['<img src="https://example.com/a.png">', '<link rel=x href="//cdn.example.com/a.css">', "url(//x.example/a)"],
)
def test_a_foreign_address_in_a_template_would_be_found(html):
    assert LOADED_BY_TEMPLATE.search(html)


def test_own_scripts_styles_and_drawings_name_no_other_host():
    found = {
        relative(path): hosts
        for path in STATIC
        if (hosts := set(ADDRESS.findall(path.read_text())) - NAMESPACES - AFTER_A_CLICK.get(path.name, set()))
    }
    assert found == {}


# --- scripts under hashed names ---------------------------------------------------------------------

RELATIVE_IMPORT = re.compile(r"""(?:\bfrom\s*|\bimport\s*\(?\s*)["'](\.[^"']+)["']""")
WITHOUT_SEMICOLON = re.compile(r"""(?:\bfrom\s*|\bimport\s*)["'](\.[^"']+)["'](?!\s*;)""")


def test_relative_imports_end_with_a_semicolon_or_their_files_would_not_be_renamed():
    loose = {relative(path): WITHOUT_SEMICOLON.findall(path.read_text()) for path in STATIC if path.suffix == ".js"}
    assert {path: names for path, names in loose.items() if names} == {}


def test_collected_scripts_import_each_other_under_hashed_names(settings, tmp_path):
    import js_lib_leaflet

    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": "config.storage.HashedStaticFilesStorage"}}
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATICFILES_DIRS = [
        Path(js_lib_leaflet.__file__).parent / "static",
        *(folder for app in APPS for folder in app.rglob("static") if folder.is_dir()),
    ]
    settings.WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ["js", "css", "svg", "geojson", "json", "map", "txt"]
    call_command("collectstatic", interactive=False, verbosity=0)

    hashed = re.compile(r"\.[0-9a-f]{12}\.js$")
    served = [
        path for path in tmp_path.rglob("*.js") if hashed.search(path.name) and "js_lib_leaflet" not in path.parts
    ]
    assert served
    imported = {path.name: [match[1] for match in RELATIVE_IMPORT.finditer(path.read_text())] for path in served}
    assert {file: names for file, names in imported.items() if not all(map(hashed.search, names))} == {}
