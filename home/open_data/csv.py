"""A table for spreadsheets: UTF-8 with BOM, semicolons and decimal commas, as German Excel wants it. Knows no Django."""

import csv
import io
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import datetime

from home.language.moments import local

CONTENT_TYPE = "text/csv; charset=utf-8"
BOM = "\ufeff"
# A cell that begins like this is a formula to a spreadsheet, whoever wrote it.
_FORMULA_SIGNS = ("=", "+", "-", "@", "−")
# Spreadsheets skip what is not seen before they look for a formula: controls, marks, room, and letters without a shape.
_SHAPELESS = "\u115f\u1160\u2800\u3164\uffa0"
_CONTROLS = ("\t", "\r", "\n")


def table(columns: Iterable[str], rows: Iterable[Iterable]) -> Iterator[str]:
    """The lines of the table, the names of the columns first."""
    yield BOM + _line(columns)
    for row in rows:
        yield _line(map(_cell, row))


def harmless(text: str) -> str:
    """Text that no spreadsheet runs, however wide or hidden its first sign is."""
    first = next((sign for sign in text if not _is_hidden(sign)), "")
    runs = unicodedata.normalize("NFKC", first).startswith(_FORMULA_SIGNS)
    return f"'{text}" if runs or text.lstrip(" ").startswith(_CONTROLS) else text


def plain(value):
    """A value as tables know it: a list as one text, a moment as the local clock shows it, without its zone."""
    if isinstance(value, list):
        return ",".join(value)
    if isinstance(value, bool):
        return "ja" if value else "nein"
    return local(value).replace(tzinfo=None) if isinstance(value, datetime) else value


def _is_hidden(sign: str) -> bool:
    return sign in _SHAPELESS or unicodedata.category(sign)[0] in "CMZ"


def _cell(value) -> str:
    value = plain(value)
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.5f}".replace(".", ",")
    return harmless(value) if isinstance(value, str) else str(value)


def _line(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line, delimiter=";", lineterminator="\r\n").writerow(cells)
    return line.getvalue()
