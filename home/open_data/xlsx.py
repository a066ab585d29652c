"""The same table as an Excel workbook, written in a memory that does not grow with it."""

import tempfile
from collections.abc import Iterable
from datetime import date, datetime
from typing import BinaryIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from home.open_data.csv import plain
from home.open_data.rss import without_controls

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORMATS = {datetime: "DD.MM.YYYY HH:MM", date: "DD.MM.YYYY", float: "0.00000", str: "@"}


def workbook(title: str, columns: Iterable[str], rows: Iterable[Iterable], facts: Iterable[tuple]) -> BinaryIO:
    """An open file, at its beginning: `rows` in a first sheet of that title, `facts` about them in a second.

    Numbers and days are such; everything else is text, also what looks like a number or a formula.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    sheet.append([_cell(sheet, column, bold=True) for column in columns])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    about = book.create_sheet("Lizenz")
    for fact in facts:
        about.append([_cell(about, value) for value in fact])
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it
    book.save(file)
    file.seek(0)
    return file


def _cell(sheet, value, bold: bool = False):
    value = plain(value)
    cell = WriteOnlyCell(sheet, without_controls(value) if isinstance(value, str) else value)
    if isinstance(value, str):
        # Or else openpyxl makes a formula of what begins with "=".
        cell.data_type = "s"
    cell.number_format = _FORMATS.get(type(value), "General")
    if bold:
        cell.font = Font(bold=True)
    return cell
