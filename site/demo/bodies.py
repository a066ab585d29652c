"""From the words of the text files to rich text and the raw data of StreamFields."""

import html
import re

from wagtail.models import Page, get_page_models

from home.language.phones import numbers
from home.pages.models import StandardPage


def rich_text(text: str) -> str:
    """Paragraphs parted by blank lines; lines that start with "- " become a list.

    `[words](purpose)` leads to the page for that purpose; addresses and telephone numbers lead where they say.
    """
    out = []
    for paragraph in text.strip().split("\n\n"):
        lines = [_linked(html.escape(line.strip(), quote=False)) for line in paragraph.strip().splitlines()]
        if all(line.startswith("- ") for line in lines):
            out.append(f"<ul>{''.join(f'<li>{line[2:]}</li>' for line in lines)}</ul>")
        else:
            out.append(f"<p>{' '.join(lines)}</p>")
    return "".join(out)


LINKS = re.compile(
    r"""\[(?P<words>[^]]+)\]\((?P<purpose>\w+)\)
    | (?P<mail>[\w.-]+@[\w.-]+\w)
    | (?P<phone>\b0\d{2,4}\s\d[\d-]{4,}\d)
    | (?P<site>\bwww\.[\w./-]+\w)
    | (?<![\w."])(?P<path>/(?:daten|einbetten|\.well-known)/[^\s,:]*)""",
    re.VERBOSE,
)


def _linked(line: str) -> str:
    return LINKS.sub(lambda match: f"<a {_target(match)}>{match['words'] or match[0]}</a>", line)


def _target(match: re.Match) -> str:
    if match["purpose"]:
        return f'linktype="page" id="{page_for(match["purpose"]).pk}"'
    if match["mail"]:
        return f'href="mailto:{match["mail"]}"'
    if match["phone"]:
        return f'href="tel:{numbers(match["phone"])[0]}"'
    return f'href="{match["path"] or "https://" + match["site"]}"'


def page_for(purpose: str) -> Page:
    """The page that serves a purpose by its type or by an editor's choice."""
    for model in get_page_models():
        if getattr(model, "purpose", None) == purpose:
            return model.objects.get()
    return StandardPage.objects.get(purpose=purpose)


def stream(blocks: list[dict], library) -> list[dict]:
    """Raw StreamField data; pictures and clips come from the loaded `library`."""
    return [{"type": block["type"], "value": VALUES[block["type"]](block, library)} for block in blocks]


def _picture(block, library):
    return {"picture": library.picture(block["picture"]).pk, "caption": block.get("caption", "")}


def _voice(block, library):
    portrait = block.get("portrait")
    return {
        "portrait": library.picture(portrait).pk if portrait else None,
        "quote": block["quote"],
        "name": block["name"],
        "role": block.get("role", ""),
    }


VALUES = {
    "text": lambda block, library: rich_text(block["text"]),
    "heading": lambda block, library: block["text"],
    "picture": _picture,
    "gallery": lambda block, library: {"pictures": [_picture(item, library) for item in block["pictures"]]},
    "video": lambda block, library: {
        "video": library.clip(block["clip"]).pk,
        "heading": block.get("heading", ""),
        "text": block.get("text", ""),
    },
    "voice": _voice,
    "figure": lambda block, library: {name: block.get(name, "") for name in ("value", "label", "source")},
    "fact_box": lambda block, library: {"title": block["title"], "text": rich_text(block["text"])},
    "external_video": lambda block, library: {name: block[name] for name in ("provider", "video_id", "title")},
}
