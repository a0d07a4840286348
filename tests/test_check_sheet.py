"""The sheet of a checked draft: every figure is in each of its forms, nothing in it is run."""

import csv
from datetime import datetime
from io import BytesIO, StringIO
from pathlib import Path

import docx
import openpyxl
import pytest

from assistant.check import CheckedFigure, CheckReport, Evidence
from assistant.records import Citation
from corpus import Span, YoujuError, find_figures
from ui.check_sheet import check_sheet, place_of, summary_text, write_check_sheet

DRAFT = "减免税金额达13亿元，<b>孵化机构</b>2686家。"
QUOTE = "孵化机构数量已达2688家，减免税金额达13亿元。"
CITATION = Citation(
    n=1, source="s", title="论坛", article="报道", kind="news", publisher=None, date=None, url=None,
    page=2, lines=(3, 4), boxes=None, span=Span(0, len(QUOTE)), quote=QUOTE, speaker="王德花",
)  # fmt: skip
NOW = datetime(2026, 11, 23, 9, 30)


@pytest.fixture
def report() -> CheckReport:
    tax, bodies = find_figures(DRAFT)
    stated = find_figures(QUOTE)
    figures = (
        CheckedFigure(tax, DRAFT, "supported", "与原文一致", (Evidence(CITATION, stated[1]),), ()),
        CheckedFigure(bodies, DRAFT, "contradicted", "=原文为2688家", (Evidence(CITATION, stated[0]),), ()),
    )  # fmt: skip
    return CheckReport(DRAFT, figures, "build-1")


def test_the_counts_add_up(report: CheckReport) -> None:
    assert sum(report.summary.values()) == len(report.figures)
    assert summary_text(report) == "共2处数字：有据1，不符1，不准确0，未找到0"


def test_a_draft_without_figures_says_so() -> None:
    report = CheckReport("没有数字。", (), "b")
    assert summary_text(report) == "稿件中没有数字"
    for suffix in (".html", ".docx", ".xlsx", ".csv"):
        assert check_sheet(report, suffix, now=NOW)


def test_html_marks_each_figure_by_sign_and_colour(report: CheckReport) -> None:
    page = check_sheet(report, ".html", now=NOW).decode()
    assert "13亿元<sup>✓1</sup>" in page
    assert "2686家<sup>✗2</sup>" in page
    assert "&lt;b&gt;" in page and "<b>" not in page
    assert "build-1" in page and "2026-11-23 09:30" in page


def test_word_holds_the_draft_and_a_row_for_each_figure(report: CheckReport) -> None:
    document = docx.Document(BytesIO(check_sheet(report, ".docx", now=NOW)))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "减免税金额达13亿元✓1" in text
    (table,) = document.tables
    assert [row.cells[1].text for row in table.rows] == ["稿件中的数字", "13亿元", "2686家"]


def test_excel_cells_are_text(report: CheckReport) -> None:
    sheet = openpyxl.load_workbook(BytesIO(check_sheet(report, ".xlsx", now=NOW))).active
    values = [cell.value for row in sheet.iter_rows() for cell in row]
    assert {"13亿元", "2686家", QUOTE, "第2页 第3—4行"} <= set(values)
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_csv_has_a_row_for_each_figure_and_no_formula(report: CheckReport) -> None:
    rows = list(csv.reader(StringIO(check_sheet(report, ".csv", now=NOW).decode("utf-8-sig"))))
    assert [row[1] for row in rows[1:3]] == ["13亿元", "2686家"]
    assert rows[2][4] == "'=原文为2688家"


def test_places_name_page_and_lines() -> None:
    assert place_of(CITATION) == "第2页 第3—4行"


def test_another_suffix_is_refused(report: CheckReport, tmp_path: Path) -> None:
    with pytest.raises(YoujuError, match=r"\.html"):
        write_check_sheet(report, tmp_path / "sheet.txt")
