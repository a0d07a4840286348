"""Rows of text in, the bytes of a table out: .xlsx, .csv. Nothing in a cell is run."""

import csv
import re
from collections.abc import Sequence
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

from corpus.errors import YoujuError

# Word and Excel refuse control characters in their XML.
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# In characters of Excel's own measure, of which a Chinese one takes two.
MAX_WIDTH = 60

Rows = Sequence[Sequence[str]]


def write_sheet(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as error:
        raise YoujuError(f"{str(path)!r} cannot be written ({error.strerror}).") from error


def to_csv(rows: Rows) -> bytes:
    """With a byte order mark, without which Excel takes Chinese for another encoding."""
    text = StringIO()
    csv.writer(text).writerows([_inert(value) for value in row] for row in rows)
    return text.getvalue().encode("utf-8-sig", "replace")


def to_xlsx(rows: Rows, title: str, *, head: int = 0) -> bytes:
    """One sheet; every cell is text, so that nothing is taken for a formula or a date.

    The row ``head`` (from 0) holds the columns' names: it stays in sight and filters those below.
    """
    import openpyxl
    from openpyxl.styles import Alignment, Font, PatternFill

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for number, row in enumerate(rows):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(number + 1, column)
            cell.value = CONTROL.sub(" ", str(value))
            cell.data_type = "s"
            cell.alignment = Alignment(wrap_text=number >= head, vertical="top")
            if number == head:
                cell.font = Font(bold=True)
                cell.fill = PatternFill("solid", fgColor="F1EDE4")
    _lay_out(sheet, rows, head)
    return saved(book)


def _lay_out(sheet: Any, rows: Rows, head: int) -> None:
    """Columns as wide as their longest line, the head kept, the print on pages across."""
    from openpyxl.utils import get_column_letter

    for column in range(len(rows[head])):
        lines = (
            line for row in rows[head:] if column < len(row) for line in row[column].split("\n")
        )
        widest = max((_width(line) for line in lines), default=0)
        sheet.column_dimensions[get_column_letter(column + 1)].width = min(MAX_WIDTH, widest + 3)
    last = get_column_letter(len(rows[head]))
    sheet.freeze_panes = f"A{head + 2}"
    sheet.auto_filter.ref = f"A{head + 1}:{last}{max(len(rows), head + 1)}"
    sheet.print_title_rows = f"{head + 1}:{head + 1}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _width(line: str) -> int:
    return sum(1 if sign.isascii() else 2 for sign in line)


def _inert(value: str) -> str:
    """A cell that a spreadsheet would run as a formula is shown as text."""
    return f"'{value}" if value.startswith(("=", "+", "-", "@", "\t")) else value


def saved(made: Any) -> bytes:
    """The bytes of a document or a workbook."""
    buffer = BytesIO()
    made.save(buffer)
    return buffer.getvalue()
