"""The site says one word for one thing: the glossary of `docs/redaktion.md`, kept on pages, in mails and in the demo."""

import re

import pytest

from tests.floors import FLOORS, ROOT

TEMPLATES = [
    path for app in FLOORS for kind in ("html", "txt") for path in (ROOT / app).rglob(f"templates/**/*.{kind}")
]
PAGES = sorted((ROOT / "site/demo/content").glob("*.toml")) + sorted((ROOT / "site/demo/content/pages").glob("*.toml"))
GLOSSARY = (ROOT / "docs/redaktion.md").read_text().split("## Wie die Dinge heißen")[1].split("\n## ")[0]
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")] for line in GLOSSARY.splitlines() if line.startswith("| **")
]
AVOIDED = {word for row in ROWS for word in row[2].split(", ") if word}
SCRIPTS = [path for app in FLOORS for path in (ROOT / app).rglob("*.py") if not {"migrations", "demo"} & {*path.parts}]
# The words of a merged snippet: an entry of a list in the admin, nothing the site tells.
# Where people are told that the search knows other people's words as well, these are quoted.
ADMIN = {"Eintrag": "publishing", "Flüchtlinge": "language"}


def said(text: str) -> str:
    """What a template says to people: translated words, without tags and markup."""
    text = re.sub(r"\{% comment %\}.*?\{% endcomment %\}|\{#.*?#\}", "", text, flags=re.DOTALL)
    blocks = re.findall(r"\{% blocktranslate.*?%\}(.*?)\{% endblocktranslate %\}", text, re.DOTALL)
    quoted = re.findall(r"""\{% translate ("[^"]*"|'[^']*')""", text)
    return " ".join([*blocks, *quoted])


def avoided(text: str) -> set[str]:
    return {word for word in AVOIDED if re.search(rf"\b{word}(?:s|es|e|en|er|n|innen)?\b", text)}


def test_the_glossary_names_what_not_to_say():
    assert {"Clip", "Vorhaben", "Eintrag", "Flüchtlinge", "Event", "Ansprechpartner"} < AVOIDED
    assert avoided("Ein Clip vom Event") == {"Clip", "Event"}
    assert avoided(said("{% translate 'Ihr Eintrag' %} Clip {# Event #}")) == {"Eintrag"}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_template_says_it(path):
    assert {word for word in avoided(said(path.read_text())) if ADMIN.get(word, "-") not in path.parts} == set()


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_no_page_of_the_demo_says_it(path):
    assert avoided(path.read_text()) == set()


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_message_or_label_says_it(path):
    translated = " ".join(re.findall(r"""\b_\(\s*((?:"[^"]*"\s*)+)""", path.read_text()))
    assert {word for word in avoided(translated) if ADMIN.get(word, "-") not in path.parts} == set()
