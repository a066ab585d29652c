"""What collectstatic makes of our scripts and styles."""

from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage

from config.environment.storage import HashedStaticFilesStorage, is_ours, without_comments

SCRIPTS = sorted(
    Path(source.path(name))
    for finder in finders.get_finders()
    for name, source in finder.list([])
    if name.endswith(".js") and is_ours(Path(source.path(name)))
)


@pytest.fixture
def collect(tmp_path):
    """A function that collects the named files and returns the text a visitor gets of each."""

    def text_of(*names):
        storage = HashedStaticFilesStorage(location=tmp_path, base_url="/static/")
        sources = {}
        for name in names:
            found = Path(finders.find(name))
            sources[name] = (StaticFilesStorage(location=found.parent), found.name)
            storage.save(name, sources[name][0].open(found.name))
        list(storage.post_process(sources))
        return [(tmp_path / storage.hashed_files[name]).read_text(encoding="utf-8") for name in names]

    return text_of


def test_a_script_loses_comments_and_indentation_and_nothing_else():
    script = """// Why this is here.
import { announce } from "./announce.js";

function tell(words) {
  // Not twice.
  announce(`${words} // and so on`); // kept, it shares its line
}
"""
    assert without_comments(script) == (
        'import { announce } from "./announce.js";\n'
        "function tell(words) {\n"
        "announce(`${words} // and so on`); // kept, it shares its line\n"
        "}\n"
    )


def test_our_scripts_are_served_without_comments_and_the_licence_of_others_stays(collect):
    ours, leaflet = collect("site/js/announce.js", "js_lib_leaflet/leaflet.js")
    assert ours.startswith("let region;\nexport function announce(words) {\nif (!region) {\n")
    assert leaflet.startswith("/* @preserve\n * Leaflet 1.9.4")


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: str(path.relative_to(settings.BASE_DIR)))
def test_no_text_and_no_comment_of_a_script_runs_over_several_lines(path):
    """Or leaving out lines would change what the script says."""
    for line in path.read_text(encoding="utf-8").splitlines():
        assert line.count("`") % 2 == 0, line
        assert not line.endswith("\\"), line
        assert not line.strip().startswith(("/*", "*")), line
