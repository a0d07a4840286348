"""A checked draft in, the sheet to be filed with the article out: .html, .docx, .xlsx, .csv.

Every figure with its verdict, reason, quote and place; the draft with its figures marked (in .html
and .docx); what was searched, the build and the day. A colour is never the only sign.
"""

from pathlib import Path

from assistant.checking.check import CheckReport
from corpus.errors import YoujuError
from ui.sheets.check_docx import to_docx
from ui.sheets.check_html import to_html
from ui.sheets.check_rows import COLUMNS, Filing, about, row_of
from ui.sheets.sheet_files import to_csv, to_xlsx, write_sheet

SHEETS = (".html", ".docx", ".xlsx", ".csv")


def write_check_sheet(report: CheckReport, filing: Filing, path: Path) -> None:
    """Write the sheet in the form that the file's suffix names."""
    check_sheet_name(path)
    write_sheet(path, check_sheet(report, filing, path.suffix.lower()))


def check_sheet_name(path: Path) -> None:
    """YoujuError unless the name ends as one of ``SHEETS``, in a folder that is there."""
    if path.suffix.lower() not in SHEETS:
        raise YoujuError(f"{path.name!r} cannot be written: end the name in {', '.join(SHEETS)}.")
    if not path.parent.is_dir():
        raise YoujuError(
            f"{str(path)!r} cannot be written: there is no folder {str(path.parent)!r}."
        )


def check_sheet(report: CheckReport, filing: Filing, suffix: str) -> bytes:
    """The sheet's bytes; ``suffix`` is one of ``SHEETS``."""
    if suffix == ".html":
        return to_html(report, filing).encode("utf-8", "replace")
    if suffix == ".docx":
        return to_docx(report, filing)
    rows = [row_of(number, checked) for number, checked in enumerate(report.figures, 1)]
    said = [list(pair) for pair in about(report, filing)]
    if suffix == ".xlsx":
        return to_xlsx([*said, [], list(COLUMNS), *rows], "核查单", head=len(said) + 1)
    return to_csv([list(COLUMNS), *rows, [], *said])
