"""What the search makes of the lines of queries.txt. Beside a demo: `python -m tests.search.queries` prints the score."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.reading import Page

FILE = Path(__file__).with_name("queries.txt")


@dataclass(frozen=True)
class Query:
    typed: str
    said: str
    first: tuple[str, ...]


def queries() -> list[Query]:
    lines = [line for line in FILE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    columns = [[column.strip() for column in line.split("|")] for line in lines]
    return [Query(typed, said, tuple(filter(None, first.split(", ")))) for typed, said, first in columns]


def wrong(ask: Callable[[str], Page]) -> dict[str, tuple[str, str]]:
    """Query → (what was said, slug of what came first), for every line that does not hold."""
    answers = {query: _answer(ask(query.typed)) for query in queries()}
    return {
        query.typed: answer
        for query, answer in answers.items()
        if query.said not in answer[0] or (query.first and answer[1] not in query.first)
    }


def _answer(page: Page) -> tuple[str, str]:
    main = page.one("main")
    said = " ".join(main.texts("status")).replace("\u00a0", " ")
    links = {link.name: link.href for link in main.links()}
    for heading in main.headings(3):
        if heading == "Hier fehlt noch Ihre Idee":
            break
        if heading in links:
            return said, links[heading].rstrip("/").rpartition("/")[2]
    return said, "-"
