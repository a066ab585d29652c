"""What the documents name is there: files and folders in backticks, and what they link to."""

import re
from pathlib import Path

import pytest

from tests.floors import FLOORS, ROOT

DOCUMENTS = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]
FILES = [path.relative_to(ROOT).as_posix() for app in [*FLOORS, "tests", "docs"] for path in (ROOT / app).rglob("*")]
PATH = re.compile(r"`((?:[\w.-]+/)+[\w.-]*|[\w-]+\.(?:py|toml|md|csv|json))`")
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")
# Made by running the site, and the README's example of an app of one's own.
NOT_OURS = re.compile(r"\.venv/|var/|(?:images|videos)/$|guides/")


def is_there(name: str) -> bool:
    """From the root, or below any folder: the text has named it before."""
    name = name.rstrip("/")
    return (ROOT / name).exists() or any(f"/{path}".endswith(f"/{name}") for path in FILES)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_path_a_document_names_exists(document: Path):
    text = document.read_text(encoding="utf-8")
    missing = [name for name in PATH.findall(text) if not NOT_OURS.match(name) and not is_there(name)]
    missing += [link for link in LINK.findall(text) if not (document.parent / link).exists()]
    assert missing == []


def test_a_path_that_is_gone_would_be_found():
    assert PATH.findall("`home/places/` and `home/gone.py`, `gone.py`") == ["home/places/", "home/gone.py", "gone.py"]
    assert [name for name in ("home/gone.py", "gone.py", "home/land/", "querysets.py") if is_there(name)] == [
        "home/land/",
        "querysets.py",
    ]
