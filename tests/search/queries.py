"""What the search makes of the lines of queries.txt, asked of a site that holds the demo."""

import json
import sys
from dataclasses import dataclass
from pathlib import Path

from django.test import Client

from tests.reading import Page, read

FILE = Path(__file__).with_name("queries.txt")


@dataclass(frozen=True)
class Query:
    typed: str
    said: str
    first: tuple[str, ...]
    # Whether an earlier version had it right.
    kept: bool


def queries() -> list[Query]:
    lines = [line for line in FILE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    columns = [(line.startswith("+"), *(column.strip() for column in line.lstrip("+").split("|"))) for line in lines]
    return [Query(typed, said, tuple(filter(None, first.split(", "))), kept) for kept, typed, said, first in columns]


def tell_wrong() -> None:
    """Query → what was said and the slug of what came first, as JSON, for every line that does not hold."""
    client = Client(headers={"host": "127.0.0.1"})
    wrong = {}
    for query in queries():
        said, first = answer(read(client.get("/suche/", {"q": query.typed})))
        if query.said not in said or (query.first and first not in query.first):
            wrong[query.typed] = [said, first]
    sys.stdout.write(json.dumps(wrong))


def answer(page: Page) -> tuple[str, str]:
    main = page.one("main")
    said = " ".join(main.texts("status")).replace("\u00a0", " ")
    links = {link.name: link.href for link in main.links()}
    for heading in main.headings(3):
        if heading == "Hier fehlt noch Ihre Idee":
            break
        if heading in links:
            return said, links[heading].rstrip("/").rpartition("/")[2]
    return said, "-"
