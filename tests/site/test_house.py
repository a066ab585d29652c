"""Rules of the house that no page shows: what may import what, what may be called how, what templates may contain."""

import ast
import graphlib
import io
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command
from rjsmin import jsmin

from practice_examples.submissions.record.choices import Status
from tests.floors import height
from tests.snapshots import APPS, ROOT, environment

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


FILES = {module_of(path): path for path in PYTHON if "migrations" not in path.parts}
NEIGHBOURS = {"practice_examples", "events"}


def imports(source: str, module: str, is_package: bool = False) -> set[str]:
    """The house's modules that the source imports, also inside functions and relatively."""
    names = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            parts = module.split(".")
            above = parts[: len(parts) - node.level + is_package] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            names |= {full if (full := f"{base}.{alias.name}") in FILES else base for alias in node.names}
    return (names & FILES.keys()) - {module}


def is_upward(module: str, imported: str) -> bool:
    floors = {module.split(".")[0], imported.split(".")[0]}
    return floors == NEIGHBOURS or height(FILES[imported]) > height(FILES[module])


def upward(module: str, source: str) -> list[str]:
    is_package = FILES[module].name == "__init__.py"
    return sorted(name for name in imports(source, module, is_package) if is_upward(module, name))


def test_imports_point_down_between_apps_and_between_the_rooms_of_each():
    found = {module: wrong for module, path in FILES.items() if (wrong := upward(module, path.read_text()))}
    assert found == {}


@pytest.mark.parametrize(
    ("module", "source", "wrong"),
    [
        ("home.pages.models", "from events.models import EventPage", ["events.models"]),
        ("home.land.models", "def f():\n    import home.pages.nowhere", []),
        ("home.land.models", "def f():\n    import home.land.views", ["home.land.views"]),
        ("home.media.models", "from .. import forms, mail", ["home.mail"]),
        ("events.models", "from practice_examples import models", ["practice_examples.models"]),
        ("practice_examples.models", "from search import urls", ["search.urls"]),
        (
            "practice_examples.models",
            "from practice_examples.story_page import story",
            ["practice_examples.story_page.story"],
        ),
        ("search.views", "from config import settings", ["config.settings"]),
        ("operations.backups", "import config.urls", ["config.urls"]),
        ("search.views", "from events.models import EventPage", []),
    ],
)
def test_an_import_that_points_up_would_be_found(module, source, wrong):
    assert upward(module, source) == wrong


def test_no_files_import_each_other_in_a_circle():
    order = graphlib.TopologicalSorter(
        {
            module: imports(path.read_text(), module, is_package=path.name == "__init__.py")
            for module, path in FILES.items()
        }
    )
    try:
        list(order.static_order())
    except graphlib.CycleError as circle:
        pytest.fail(" → ".join(circle.args[1]))


def test_nothing_but_the_demo_knows_the_demo():
    """So that whoever has a site of their own deletes site/demo/, and nothing else."""
    used = {
        module: demo
        for module, path in FILES.items()
        if (demo := {name for name in imports(path.read_text(), module) if name.split(".")[0] == "demo"})
    }
    assert {module for module in used if module.split(".")[0] != "demo"} == set()


def test_the_site_starts_without_the_demo(tmp_path):
    for app in APPS:
        shutil.copytree(app, tmp_path / app.name, ignore=shutil.ignore_patterns("demo", "__pycache__"))
    shutil.copy(ROOT / "manage.py", tmp_path)
    command = [sys.executable, tmp_path / "manage.py", "check"]
    checked = subprocess.run(command, env=environment(tmp_path / "var"), check=True, capture_output=True, text=True)
    assert checked.stdout == "System check identified no issues (0 silenced).\n"


def test_nothing_is_imported_inside_a_function():
    """But in `ready()`: only there may an app ask for models, its own included."""
    found = {
        relative(path): [node.name for node in functions if node.name != "ready"]
        for path in FILES.values()
        if (functions := [node for node in ast.walk(ast.parse(path.read_text())) if _imports_inside(node)])
    }
    assert {path: names for path, names in found.items() if names} == {}


def _imports_inside(node: ast.AST) -> bool:
    is_function = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    return is_function and any(isinstance(inner, ast.Import | ast.ImportFrom) for inner in ast.walk(node))


def test_no_app_asks_the_registry_for_models_of_its_own():
    asked = re.compile(r"""\bget_model\(\s*["'](\w+)["'.]""")
    found = {
        relative(path): own
        for path in FILES.values()
        if (own := [label for label in asked.findall(path.read_text()) if label in path.parts])
    }
    assert found == {}


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


def test_no_line_of_a_template_is_longer_than_160_characters():
    found = {
        relative(path): long
        for path in TEMPLATES
        if (long := [number for number, line in enumerate(path.read_text().splitlines(), 1) if len(line) > 160])
    }
    assert found == {}


def test_templates_ask_records_for_their_state_and_compare_no_words():
    compared = re.compile(r"""\b(?:state|status)\b[\w.]* (?:[!=]=|(?:not )?in) ["']""")
    submissions = [path for path in TEMPLATES if "submissions" in path.parts]
    asked = {name for path in submissions for name in re.findall(r"\bstate\.is_(\w+)", path.read_text())}
    assert [relative(path) for path in TEMPLATES if compared.search(path.read_text())] == []
    assert asked
    assert asked <= set(Status.values)


def test_relative_imports_end_with_a_semicolon_or_their_files_would_not_be_renamed():
    loose = {
        relative(path): WITHOUT_SEMICOLON.findall(jsmin(path.read_text())) for path in STATIC if path.suffix == ".js"
    }
    assert {path: names for path, names in loose.items() if names} == {}


def test_collected_scripts_import_each_other_under_hashed_names(settings, tmp_path):
    import js_lib_leaflet

    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "config.environment.storage.HashedStaticFilesStorage"}
    }
    settings.STATICFILES_FINDERS = [
        "django.contrib.staticfiles.finders.FileSystemFinder",
        "config.environment.fonts.FontFinder",
    ]
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
