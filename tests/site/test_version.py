"""The version stands in the settings; everything else repeats it."""

import re

import pytest

from config.settings import VERSION
from tests.editing import make_editor, sign_in
from tests.snapshots import ROOT


def test_the_changelog_begins_with_this_version():
    assert re.findall(r"^## \[(.+?)\]", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)[0] == VERSION


@pytest.mark.django_db
def test_editors_read_the_version_on_the_first_page_of_the_admin(client):
    page = sign_in(client, make_editor()).get("/admin/").content.decode()
    assert f"Version {VERSION}" in page
