"""A checked draft in, the sheet to be filed with the article out: .html, .docx, .xlsx, .csv.

Every figure with its verdict, reason, quote and place; the draft with its figures marked (in .html
and .docx); the build and the day. A colour is never the only sign: each verdict has its own mark.
"""

import csv
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

from assistant.check import CheckedFigure, CheckReport
from assistant.records import Citation
from corpus.errors import YoujuError

SHEETS = (".html", ".docx", ".xlsx", ".csv")
COLUMNS = (
    "序号",
    "稿件中的数字",
    "稿件原句",
    "结论",
    "理由",
    "原文数字",
    "原文",
    "来源",
    "位置",
    "说话人",
)


@dataclass(frozen=True)
class Mark:
    """How a verdict looks: its name, its sign, its colour (as RGB)."""

    name: str
    sign: str
    colour: str


MARKS = {
    "supported": Mark("有据", "✓", "1B7F3B"),
    "contradicted": Mark("不符", "✗", "B3261E"),
    "imprecise": Mark("不准确", "≈", "9A6700"),
    "not_found": Mark("未找到", "?", "5B5B66"),
}
# Word and Excel refuse control characters in their XML.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_STYLE = """body{font:16px/1.8 "Noto Serif CJK SC","Songti SC",SimSun,serif;max-width:60em;margin:2em auto;padding:0 1em;color:#1d1d1f}
h1{font-size:1.4em}h2{font-size:1.1em;margin-top:2em}.draft{white-space:pre-wrap;border-left:3px solid #ccc;padding-left:1em}
mark{background:none;border-bottom:2px solid;padding:0 .1em}mark sup{font-size:.7em;margin-left:.1em}
table{border-collapse:collapse;width:100%;font-size:.9em}th,td{border:1px solid #ccc;padding:.4em .6em;text-align:left;vertical-align:top}
th{background:#f4f4f2}@media print{body{margin:0}}"""


def write_check_sheet(report: CheckReport, path: Path, *, now: datetime | None = None) -> None:
    """Write the sheet in the form that the file's suffix names."""
    check_sheet_name(path)
    write_sheet(path, check_sheet(report, path.suffix.lower(), now=now))


def check_sheet_name(path: Path) -> None:
    """YoujuError unless the name ends as one of ``SHEETS``."""
    if path.suffix.lower() not in SHEETS:
        raise YoujuError(f"{path.name!r} cannot be written: end the name in {', '.join(SHEETS)}.")


def write_sheet(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as error:
        raise YoujuError(f"{str(path)!r} cannot be written ({error.strerror}).") from error


def check_sheet(report: CheckReport, suffix: str, *, now: datetime | None = None) -> bytes:
    """The sheet's bytes; ``suffix`` is one of ``SHEETS``."""
    day = f"{now or datetime.now():%Y-%m-%d %H:%M}"
    if suffix == ".html":
        return _to_html(report, day).encode("utf-8", "replace")
    if suffix == ".docx":
        return _to_docx(report, day)
    rows = [list(COLUMNS), *(_row(n, checked) for n, checked in enumerate(report.figures, 1))]
    about = [["索引版本", report.build], ["核查时间", day], ["合计", summary_text(report)]]
    return (
        to_xlsx([*about, [], *rows], "核查单") if suffix == ".xlsx" else to_csv([*rows, [], *about])
    )


def summary_text(report: CheckReport) -> str:
    """共4处数字：有据2，不符1，不准确0，未找到1."""
    counts = report.summary
    if not report.figures:
        return "稿件中没有数字"
    parts = "，".join(f"{mark.name}{counts[verdict]}" for verdict, mark in MARKS.items())
    return f"共{len(report.figures)}处数字：{parts}"


def place_of(citation: Citation) -> str:
    """第3页 第12—13行, as far as the source has pages and lines."""
    parts = [f"第{citation.page}页"] if citation.page else []
    if citation.lines:
        first, last = citation.lines
        parts.append(f"第{first}行" if first == last else f"第{first}—{last}行")
    return " ".join(parts)


def to_csv(rows: list[list[str]]) -> bytes:
    """With a byte order mark, without which Excel takes Chinese for another encoding."""
    text = StringIO()
    csv.writer(text).writerows([_inert(value) for value in row] for row in rows)
    return text.getvalue().encode("utf-8-sig", "replace")


def to_xlsx(rows: list[list[str]], title: str) -> bytes:
    """One sheet; every cell is text, so that nothing is taken for a formula or a date."""
    import openpyxl
    from openpyxl.styles import Alignment

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(number, column)
            cell.value = _CONTROL.sub(" ", str(value))
            cell.data_type = "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    for column in range(1, max(map(len, rows)) + 1):
        longest = max((len(str(row[column - 1])) for row in rows if len(row) >= column), default=0)
        letter = openpyxl.utils.get_column_letter(column)
        sheet.column_dimensions[letter].width = min(60, 4 + 2 * longest)
    return _saved(book)


def _inert(value: str) -> str:
    """A cell that a spreadsheet would run as a formula is shown as text."""
    return f"'{value}" if value.startswith(("=", "+", "-", "@", "\t")) else value


def _row(number: int, checked: CheckedFigure) -> list[str]:
    mark = MARKS[checked.verdict]
    shown = (checked.evidence or checked.nearest)[:1]
    figure = shown[0].figure.raw if shown else ""
    citation = shown[0].citation if shown else None
    near = "" if checked.evidence else "（最接近）"
    return [
        str(number),
        checked.figure.raw,
        checked.sentence.strip(),
        f"{mark.sign} {mark.name}",
        checked.reason,
        f"{near}{figure}" if figure else "",
        citation.quote if citation else "",
        _title(citation) if citation else "",
        place_of(citation) if citation else "",
        (citation.speaker or "") if citation else "",
    ]


def _title(citation: Citation) -> str:
    # A policy's place is its clause: 第三章 申请条件 第十二条.
    named = citation.article if citation.kind == "policy" else f"《{citation.article}》"
    article = f"{named}，" if citation.article else ""
    return f"{article}{citation.title}" + (f"（{citation.date}）" if citation.date else "")


def _pieces(report: CheckReport) -> Iterator[tuple[str, int, CheckedFigure | None]]:
    """The draft cut at its figures: words, and figures with their numbers."""
    at = 0
    for number, checked in enumerate(report.figures, 1):
        span = checked.figure.span
        if span.start < at:  # figures never overlap; were they to, the words are not doubled
            continue
        yield report.text[at : span.start], 0, None
        yield span.cut(report.text), number, checked
        at = span.end
    yield report.text[at:], 0, None


def _to_html(report: CheckReport, day: str) -> str:
    draft = "".join(
        _marked(words, number, checked) if checked else html.escape(words)
        for words, number, checked in _pieces(report)
    )
    head = "".join(f"<th>{name}</th>" for name in COLUMNS)
    rows = "".join(
        "<tr>" + "".join(f"<td>{html.escape(value)}</td>" for value in _row(n, checked)) + "</tr>\n"
        for n, checked in enumerate(report.figures, 1)
    )
    return (
        f'<!DOCTYPE html>\n<html lang="zh"><head><meta charset="utf-8"><title>核查单</title>'
        f"<style>{_STYLE}</style></head><body><h1>数字核查单</h1>"
        f"<p>{html.escape(summary_text(report))}</p>"
        f"<p>索引版本 {html.escape(report.build)}　核查时间 {day}</p>"
        f'<h2>稿件</h2><div class="draft">{draft}</div>'
        f"<h2>逐项</h2><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
        "</body></html>\n"
    )


def _marked(words: str, number: int, checked: CheckedFigure) -> str:
    mark = MARKS[checked.verdict]
    return (
        f'<mark style="color:#{mark.colour}" title="{html.escape(checked.reason)}">'
        f"{html.escape(words)}<sup>{mark.sign}{number}</sup></mark>"
    )


def _to_docx(report: CheckReport, day: str) -> bytes:
    import docx
    from docx.shared import RGBColor

    document = docx.Document()
    document.add_heading("数字核查单", 1)
    document.add_paragraph(summary_text(report))
    document.add_paragraph(f"索引版本 {report.build}　核查时间 {day}")
    document.add_heading("稿件", 2)
    paragraph = document.add_paragraph()
    for words, number, checked in _pieces(report):
        run = paragraph.add_run(_CONTROL.sub(" ", words))
        if checked:
            mark = MARKS[checked.verdict]
            sign = paragraph.add_run(f"{mark.sign}{number}")
            sign.font.superscript = True
            run.font.underline = True
            for part in (run, sign):
                part.font.color.rgb = RGBColor.from_string(mark.colour)
    document.add_heading("逐项", 2)
    table = document.add_table(rows=1, cols=len(COLUMNS))
    table.style = "Table Grid"
    _fill(table.rows[0].cells, COLUMNS)
    for number, checked in enumerate(report.figures, 1):
        _fill(table.add_row().cells, _row(number, checked))
    return _saved(document)


def _fill(cells: Any, values: Any) -> None:
    for cell, value in zip(cells, values, strict=True):
        cell.text = _CONTROL.sub(" ", value)


def _saved(made: Any) -> bytes:
    buffer = BytesIO()
    made.save(buffer)
    return buffer.getvalue()
