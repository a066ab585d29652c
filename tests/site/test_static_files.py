"""What collectstatic makes of our scripts and styles."""

from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage

from config.environment.storage import HashedStaticFilesStorage


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


def test_our_scripts_are_served_without_comments_and_the_licence_of_others_stays(collect):
    ours, leaflet = collect("site/js/announce.js", "js_lib_leaflet/leaflet.js")
    assert ours.startswith("let region;export function announce(words){if(!region){")
    assert leaflet.startswith("/* @preserve\n * Leaflet 1.9.4")
