"""The table for spreadsheets: UTF-8 with BOM and semicolons, as German Excel wants it. Knows no Django."""

import csv
import io
from collections.abc import Iterable, Iterator

CONTENT_TYPE = "text/csv; charset=utf-8"
BOM = "\ufeff"
COLUMNS = (
    "id",
    "title",
    "summary",
    "url",
    "image",
    "place",
    "place_id",
    "region",
    "topics",
    "provider",
    "reviewed",
    "lat",
    "lng",
)
# A cell that begins like this is a formula to a spreadsheet, whoever wrote it.
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n")


def table(rows: Iterable) -> Iterator[str]:
    """The lines of the table, the names of the columns first."""
    yield BOM + _line(COLUMNS)
    for row in rows:
        yield _line(_cell(row, column) for column in COLUMNS)


def harmless(text: str) -> str:
    """Text that no spreadsheet runs."""
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA_SIGNS) else text


def _cell(row, column: str) -> str:
    value = getattr(row, column)
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.5f}"
    if isinstance(value, list):
        value = ",".join(value)
    return harmless(str(value))


def _line(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line, delimiter=";", lineterminator="\r\n").writerow(cells)
    return line.getvalue()
