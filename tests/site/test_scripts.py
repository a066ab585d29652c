"""What our scripts compute and promise, without a browser. Their types are checked by `make lint`; deno.json says how."""

import re
import subprocess
import sysconfig
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from rjsmin import jsmin

from config.environment.storage import is_ours

DENO = Path(sysconfig.get_path("scripts")) / "deno"
SCRIPTS = sorted(
    Path(source.path(name))
    for finder in finders.get_finders()
    for name, source in finder.list([])
    if name.endswith(".js") and is_ours(Path(source.path(name)))
)
EXPORT = re.compile(
    r"(?P<doc>/\*\*(?:[^*]|\*(?!/))*\*/\n)?^export (?:async )?(?:function (?P<name>\w+)\((?P<parameters>.*)\) \{|\w+ \w+)",
    re.MULTILINE,
)
every_script = pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: str(path.relative_to(settings.BASE_DIR)))


def test_the_scripts_compute_what_they_say():
    """Runs tests/scripts/, at most a minute."""
    try:
        subprocess.run([DENO, "--version"], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"NOT TESTED: deno does not run on this machine ({error})")
    command = [DENO, "test", "--quiet", "--no-remote", "--no-npm", "--no-check", "tests/scripts"]
    ran = subprocess.run(command, cwd=settings.BASE_DIR, timeout=60, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout + ran.stderr


@every_script
def test_every_export_says_what_it_takes(path):
    for export in EXPORT.finditer(path.read_text(encoding="utf-8")):
        assert export["doc"], export[0]
        if export["name"]:
            taken = export["parameters"]
            while set(taken) & set("{["):
                taken = re.sub(r"[{[][^][{}]*[]}]", "one", taken)
            assert export["doc"].count("@param ") == len(list(filter(None, taken.split(",")))), export[0]


@every_script
def test_no_visitor_loads_a_comment(path):
    assert not re.search(r"/\*|(?<!:)//", jsmin(path.read_text(encoding="utf-8")))
