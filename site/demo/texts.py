"""The demo's words: TOML files below content/, and how they become rich text and the raw data of StreamFields."""

import html
import tomllib
from functools import cache
from pathlib import Path

CONTENT = Path(__file__).parent / "content"
MEDIA = Path(__file__).parent / "media"


@cache
def read(name: str) -> dict:
    """One TOML file below content/, for example "contacts"."""
    return tomllib.loads((CONTENT / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def read_folder(name: str) -> dict[str, dict]:
    """All TOML files of a folder below content/, by slug, in alphabetical order."""
    return {path.stem: read(f"{name}/{path.stem}") for path in sorted((CONTENT / name).glob("*.toml"))}


def rich_text(text: str) -> str:
    """Paragraphs parted by blank lines; lines that start with "- " become a list."""
    out = []
    for paragraph in text.strip().split("\n\n"):
        lines = [line.strip() for line in paragraph.strip().splitlines()]
        if all(line.startswith("- ") for line in lines):
            items = "".join(f"<li>{html.escape(line[2:], quote=False)}</li>" for line in lines)
            out.append(f"<ul>{items}</ul>")
        else:
            out.append(f"<p>{html.escape(' '.join(lines), quote=False)}</p>")
    return "".join(out)


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
