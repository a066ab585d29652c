"""The demo's words: TOML files below content/. Knows no Django, as the programs that draw do not."""

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
