"""The demo's words: TOML files below content/, and how their paragraphs become rich text."""

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


@cache
def read_media(name: str) -> dict:
    return tomllib.loads((MEDIA / f"{name}.toml").read_text(encoding="utf-8"))


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
