"""What the parts of a page are called and say: the W3C's accessible names, as far as our pages go.

A name comes from aria-labelledby, aria-label, <label>, legend, alt or the content, in this order. Read aloud, decoration
is left out and pictures say what they show. Soft hyphens are left out, a no-break space stays itself.
"""

import re

from bs4 import Tag
from bs4.element import NavigableString, PreformattedString

FIELDS = "input:not([type=hidden], [type=submit], [type=button]), select, textarea"
# What does not interrupt a text; everything else stands for itself, as with a blank around it.
PHRASE = re.compile("a|abbr|b|bdi|cite|code|em|i|kbd|mark|q|s|small|span|strong|sub|sup|time|u|wbr")
NO_TEXT = re.compile("head|script|style|template|select|textarea|iframe|title|desc")
NAMED_BY = {"fieldset": "legend", "table": "caption", "svg": "title", "details": "summary", "figure": "figcaption"}
NAMELESS = re.compile("article|aside|dialog|form|main|nav|ol|section|ul")


def is_hidden(node: Tag) -> bool:
    return any(one.has_attr("hidden") or one.name in {"template", "head"} for one in (node, *node.parents))


def squeeze(text: str) -> str:
    return re.sub(r"[ \t\r\n\f]+", " ", text).replace("\u00ad", "").strip(" ")


def words(node: Tag | NavigableString, spoken: bool = False) -> str:
    if isinstance(node, NavigableString):
        return "" if isinstance(node, PreformattedString) else str(node)
    if NO_TEXT.fullmatch(node.name) or node.has_attr("hidden") or (spoken and node.get("aria-hidden") == "true"):
        return " "
    if spoken and (node.name in {"img", "svg"} or node.has_attr("aria-label")):
        return f" {name_of(node)} "
    inside = "".join(words(child, spoken) for child in node.children)
    return inside if PHRASE.fullmatch(node.name) else f" {inside} "


def aloud(nodes) -> str:
    return squeeze("".join(words(node, spoken=True) for node in nodes))


def referred(node: Tag, attribute: str) -> list[Tag]:
    root = [node, *node.parents][-1]
    return [found for one in node.get(attribute, "").split() if (found := root.find(id=one))]


def name_of(node: Tag) -> str:
    if labels := referred(node, "aria-labelledby"):
        return " ".join(aloud([label]) for label in labels)
    if label := node.get("aria-label"):
        return squeeze(label)
    if node.css.match(FIELDS):
        own = [node, *node.parents][-1].find_all("label", attrs={"for": node.get("id", "-")})
        return aloud(own or filter(None, [node.find_parent("label")])) or node.get("title", "")
    if node.name in NAMED_BY:
        naming = node.find(NAMED_BY[node.name])
        return aloud(naming.children) if naming else ""
    if NAMELESS.fullmatch(node.name):
        return ""
    return node.get("alt") or aloud(node.children) or node.get("value") or node.get("title", "")
