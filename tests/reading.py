"""A page as a person reads it: by role, heading and accessible name, never by its classes and nesting.

    page = read(client.get("/landkarte/"))
    page.headings(2)                                   # their words, from top to bottom
    page.region("Kontakt").link("Schreiben Sie uns").href
    page.under("Nachbarorte").texts("listitem")        # up to the next heading of that level
    page.form("Filter").field("Ort").value

What is hidden is not there. Asked for one thing, there has to be exactly one; the LookupError names what there is.
"""

from __future__ import annotations

import json
from functools import partialmethod

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString
from django.http import HttpResponse

from tests.accessible_names import FIELDS, is_hidden, name_of, referred, squeeze, words

HEADINGS = "h1, h2, h3, h4, h5, h6"
# Where the role is not the name of the element.
ROLES = {
    "alert": "[role=alert]",
    "button": "button, summary, input[type=submit], [role=button]",
    "definition": "dd",
    "field": FIELDS,
    "form": "form:not([role])",
    "group": "fieldset, details, [role=group]",
    "heading": HEADINGS,
    "image": "img:not([alt='']), [role=img]",
    "link": "a[href]",
    "list": "ul, ol",
    "listitem": "li",
    "navigation": "nav",
    "quote": "blockquote",
    "region": "section[aria-label], section[aria-labelledby], [role=region]",
    "row": "tr",
    "search": "search, [role=search]",
    "status": "[role=status]",
    "term": "dt",
}


def read(source: HttpResponse | str, status: int = 200) -> Page:
    """The page of an answer, which must have this status, or of some HTML."""
    if isinstance(source, HttpResponse):
        assert source.status_code == status, f"status {source.status_code} instead of {status}"
        source = source.content.decode()
    return Page(source)


class Part:
    """Some of a page: an element, or all that stands below a heading."""

    def __init__(self, node: Tag, inside: list[Tag | NavigableString] | None = None):
        self.node, self.inside = node, node.contents if inside is None else inside

    def __repr__(self) -> str:
        return f"<{self.node.name} {self.name or self.text[:60]!r}>"

    def all(self, role: str, name: str | None = None) -> list[Part]:
        nodes = [node for top in self.inside if isinstance(top, Tag) for node in (top, *top.find_all())]
        parts = [Part(node) for node in nodes if node.css.match(ROLES.get(role, role)) and not is_hidden(node)]
        return [part for part in parts if name in (None, part.name)]

    def one(self, role: str, name: str | None = None) -> Part:
        parts = self.all(role, name)
        if len(parts) != 1:
            raise LookupError(f"{len(parts)} × {role} {name or ''}; there are {self.names(role)}")
        return parts[0]

    def names(self, role: str) -> list[str]:
        return [part.name for part in self.all(role)]

    def texts(self, role: str) -> list[str]:
        return [part.text for part in self.all(role)]

    def headings(self, level: int | None = None) -> list[str]:
        return [part.name for part in self.all("heading") if level in (None, part.level)]

    def under(self, heading: str) -> Part:
        """What stands between this heading and the next of its level or above, in the same section or landmark."""
        start = self.one("heading", heading)
        scope = start.node.find_parent(["section", "article", "main", "aside", "nav"]) or [*start.node.parents][-1]
        nodes = list(scope.descendants)
        place = {id(node): number for number, node in enumerate(nodes)}
        first = place[id(start.node)] + 1 + len(list(start.node.descendants))
        ends = [part.node for part in Part(scope).all("heading") if part.level <= start.level]
        end = next((node for node in ends if place[id(node)] >= first), None)
        around = {id(node) for node in end.parents} if end else set()
        inside = {id(node): node for node in nodes[first : end and place[id(end)]] if id(node) not in around}
        return Part(start.node, [node for node in inside.values() if id(node.parent) not in inside])

    links = partialmethod(all, "link")

    @property
    def name(self) -> str:
        return name_of(self.node)

    @property
    def text(self) -> str:
        return squeeze("".join(map(words, self.inside)))

    def __getitem__(self, attribute: str) -> str:
        return self.node.get(attribute, "")

    @property
    def level(self) -> int:
        return int(self.node.name[1])

    @property
    def href(self) -> str:
        return self.node["href"]

    @property
    def current(self) -> list[str]:
        """What is marked as the current one of several."""
        return [name_of(node) for node in self.node.select("[aria-current]")]

    @property
    def facts(self) -> dict[str, str]:
        """The terms of description lists with their definitions."""
        return dict(zip(self.texts("term"), self.texts("definition"), strict=True))

    @property
    def value(self) -> str:
        chosen = self.node
        if chosen.name == "select":
            chosen = chosen.select_one("option[selected]") or chosen.select_one("option")
        return chosen.text.removeprefix("\n") if chosen.name == "textarea" else chosen.get("value", "")

    @property
    def errors(self) -> dict[str, str]:
        """What is marked as wrong, a field or a group of them, with the last thing that describes it, after any hint."""
        marked = [part.node for part in self.all("field") if part["aria-invalid"] == "true"]
        wrong = [node if node.get("aria-describedby") else node.find_parent("fieldset") for node in marked]
        return {name_of(node): squeeze(words(referred(node, "aria-describedby")[-1])) for node in wrong}

    @property
    def data(self) -> dict[str, list[str]]:
        """What a browser would send if nothing were changed."""
        sent: dict[str, list[str]] = {}
        for node in self.node.select("input[name]:not([type=submit], [type=file]), select[name], textarea[name]"):
            if node.get("type") not in {"checkbox", "radio"} or node.has_attr("checked"):
                sent.setdefault(node["name"], []).append(Part(node).value)
        return sent

    def offered(self, name: str) -> list[str]:
        """The values that fields of this name can send."""
        return [node["value"] for node in self.node.select(f'input[name="{name}"]')]

    @property
    def addresses(self) -> list[str]:
        """Whatever is linked, loaded or sent to, in the order of the page."""
        nodes = self.node.select("[href], [src], [action]")
        return [node.get("href") or node.get("src") or node.get("action") for node in nodes]


for role in ("button", "field", "form", "group", "link", "list", "navigation", "region", "search"):
    setattr(Part, role, partialmethod(Part.one, role))


class Page(Part):
    def __init__(self, html: str):
        super().__init__(BeautifulSoup(html, "html.parser", multi_valued_attributes=None))

    @property
    def title(self) -> str:
        return squeeze(self.node.title.text)

    def meta(self, name: str) -> str | None:
        found = self.node.select_one(f'meta[name="{name}"], meta[property="{name}"]')
        return found and found["content"]

    def related(self, relation: str) -> list[str]:
        """Addresses that the head names as canonical, next, alternate …"""
        return [node["href"] for node in self.node.select(f'link[rel~="{relation}"]')]

    def json(self, element_id: str):
        return json.loads(self.node.find("script", id=element_id, type="application/json").string)

    @property
    def structured(self) -> dict:
        """The JSON-LD for search engines."""
        return json.loads(self.node.find("script", type="application/ld+json").string)
