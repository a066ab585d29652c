"""What is wrong with the HTML of a page, as far as the text itself tells: Python has no checker of its own."""

from collections import Counter
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
# Their values are ids of the page, one or several.
REFERRING = {"aria-controls", "aria-describedby", "aria-labelledby", "for", "headers", "list", "popovertarget"}
PHRASING_ONLY = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "button", "summary"}
FLOW = {
    "article",
    "aside",
    "div",
    "dl",
    "fieldset",
    "figure",
    "footer",
    "form",
    "header",
    "hr",
    "main",
    "nav",
    "ol",
    "p",
}
FLOW |= {"section", "table", "ul", "blockquote", "address", "details"}


class Markup(HTMLParser):
    def __init__(self, text: str):
        super().__init__()
        self.wrong: list[str] = []
        self.open: list[str] = []
        self.ids: Counter[str] = Counter()
        self.referred: set[str] = set()
        self.feed(text)
        self.close()
        self.wrong += [f"not closed: {tag}" for tag in self.open]
        self.wrong += [f"id named {times} times: {name}" for name, times in self.ids.items() if times > 1]
        self.wrong += [f"nowhere: #{name}" for name in sorted(self.referred - self.ids.keys())]

    def handle_starttag(self, tag, attributes):
        names = [name for name, _ in attributes]
        self.wrong += [f"twice in <{tag}>: {name}" for name in {*names} if names.count(name) > 1]
        if tag in FLOW and (around := [one for one in self.open if one in PHRASING_ONLY]):
            self.wrong.append(f"<{tag}> in <{around[-1]}>, {self.getpos()}")
        if tag in ("a", "button") and (around := {"a", "button"} & {*self.open}):
            self.wrong.append(f"<{tag}> in <{around.pop()}>, {self.getpos()}")
        if tag == "img" and "alt" not in names:
            self.wrong.append(f"no alt, {self.getpos()}")
        for name, value in attributes:
            if name == "id":
                self.ids[value] += 1
            elif name in REFERRING:
                self.referred |= {*(value or "").split()}
            elif name == "href" and value and value.startswith("#") and len(value) > 1:
                self.referred.add(value[1:])
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}> closes something else, {self.getpos()}")


def mistakes(text: str) -> list[str]:
    """Elements not closed or closed out of order, blocks within text, ids named twice, references to ids not there."""
    return Markup(text).wrong
