"""The sheet of a checked draft: every figure is in each of its forms, nothing in it is run."""

import csv
from dataclasses import replace
from datetime import datetime
from io import BytesIO, StringIO
from pathlib import Path

import docx
import openpyxl
import pytest

from assistant.checking.check import CheckedFigure, CheckReport, Evidence
from assistant.checking.reasons import Reason
from assistant.records import Citation
from corpus import Span, YoujuError, find_figures
from ui.page.download import download_to_html
from ui.sheets.check_rows import (
    Filing,
    first_words,
    in_title_marks,
    place_of,
    shown_of,
    summary_text,
)
from ui.sheets.check_sheet import check_sheet, write_check_sheet

DRAFT = "减免税金额达13亿元，<b>孵化机构</b>2686家。"
QUOTE = "孵化机构数量已达2688家，减免税金额达13亿元。"
CITATION = Citation(
    n=1, source="s", title="论坛", article="报道", kind="news", publisher=None, date=None, url=None,
    page=2, lines=(3, 4), boxes=None, span=Span(0, len(QUOTE)), quote=QUOTE, speaker="王德花",
)  # fmt: skip
FILING = Filing("稿件.docx", "查过全部 8 份资料。", datetime(2026, 11, 23, 9, 30))


def read_docx(data: bytes) -> str:
    document = docx.Document(BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


def read_xlsx(data: bytes) -> str:
    rows = openpyxl.load_workbook(BytesIO(data)).active.iter_rows(values_only=True)
    return "\n".join(str(value) for row in rows for value in row if value)


READERS = {".html": bytes.decode, ".docx": read_docx, ".xlsx": read_xlsx, ".csv": bytes.decode}


@pytest.fixture
def report() -> CheckReport:
    tax, bodies = find_figures(DRAFT)
    stated = find_figures(QUOTE)
    figures = (
        CheckedFigure(tax, DRAFT, "supported", Reason("same", ("13亿元",)), (Evidence(CITATION, stated[1]),), ()),
        CheckedFigure(bodies, f"={DRAFT}", "contradicted", Reason("different", ("2688家", bodies.raw)), (Evidence(CITATION, stated[0]),), ()),
    )  # fmt: skip
    return CheckReport(DRAFT, figures, "build-1")


def test_the_counts_add_up(report: CheckReport) -> None:
    assert sum(report.summary.values()) == len(report.figures)
    assert summary_text(report) == "共2处数字：有据1，不符1，不准确0，未找到0"


def test_a_draft_without_figures_says_so() -> None:
    report = CheckReport("没有数字。", (), "b")
    assert summary_text(report) == "稿件中没有数字"
    for suffix in (".html", ".docx", ".xlsx", ".csv"):
        assert check_sheet(report, FILING, suffix)


def test_html_marks_each_figure_by_sign_and_colour(report: CheckReport) -> None:
    page = check_sheet(report, FILING, ".html").decode()
    assert "13亿元<sup>✓1</sup>" in page
    assert "2686家<sup>✗2</sup>" in page
    assert "&lt;b&gt;孵化机构" in page and "<b>孵化机构" not in page


def test_word_holds_the_draft_and_a_row_for_each_figure(report: CheckReport) -> None:
    document = docx.Document(BytesIO(check_sheet(report, FILING, ".docx")))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "减免税金额达13亿元✓1" in text
    (table,) = document.tables
    claimed = [row.cells[1].paragraphs[0].text for row in table.rows]
    assert claimed == ["稿件", "13亿元", "2686家"]
    assert table.rows[2].cells[2].text == "✗ 不符"
    assert QUOTE in table.rows[2].cells[4].text


def test_word_prints_across_with_its_heads_on_every_page(report: CheckReport) -> None:
    document = docx.Document(BytesIO(check_sheet(report, FILING, ".docx")))
    (section,) = document.sections
    room = section.page_width - section.left_margin - section.right_margin
    assert section.page_width > section.page_height
    (table,) = document.tables
    assert sum(column.width for column in table.columns) <= room
    assert "w:tblHeader" in table.rows[0]._tr.xml


def test_every_form_says_what_was_checked_against_what_and_when(report: CheckReport) -> None:
    for suffix, read in READERS.items():
        text = read(check_sheet(report, FILING, suffix))
        for said in ("稿件.docx", "查过全部 8 份资料。", "2026-11-23 09:30", "build-1"):
            assert said in text, suffix


def test_evidence_of_a_card_is_called_a_card(report: CheckReport) -> None:
    carded = replace(CITATION, kind="card")
    figures = tuple(
        replace(checked, evidence=(replace(checked.evidence[0], citation=carded),))
        for checked in report.figures
    )
    for suffix, read in READERS.items():
        assert "资料卡（非原文）" in read(
            check_sheet(replace(report, figures=figures), FILING, suffix)
        )
        assert "资料卡（非原文）" not in read(check_sheet(report, FILING, suffix))


def test_control_characters_of_a_draft_are_left_out() -> None:
    text = "共\x0012\x0b家\ud800。"
    figures = tuple(
        CheckedFigure(figure, text, "not_found", Reason("nothing", (text,)), (), ())
        for figure in find_figures(text)
    )
    for suffix, read in READERS.items():
        assert read(check_sheet(CheckReport(text, figures, "b"), FILING, suffix))


def test_title_in_title_marks_keeps_its_own_marks_apart() -> None:
    assert in_title_marks("《北京模式》发布") == "《〈北京模式〉发布》"


@pytest.mark.parametrize(
    ("text", "name"), [("\n\n 标题 \n正文", "标题"), ("长" * 40, "长" * 30 + "…"), ("", "")]
)
def test_pasted_draft_is_called_by_its_first_words(text: str, name: str) -> None:
    assert first_words(text) == name


def test_file_to_save_has_a_name_that_every_system_takes() -> None:
    link = download_to_html(b"x", 'a/b\\c:*?"<d>|\n', ".csv", at=1)
    assert 'download="a b c d .csv"' in link


def test_excel_cells_are_text(report: CheckReport) -> None:
    sheet = openpyxl.load_workbook(BytesIO(check_sheet(report, FILING, ".xlsx"))).active
    values = [cell.value for row in sheet.iter_rows() for cell in row]
    assert {"13亿元", "2686家", QUOTE, "第2页 第3—4行"} <= set(values)
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_csv_has_a_row_for_each_figure_and_no_formula(report: CheckReport) -> None:
    rows = list(csv.reader(StringIO(check_sheet(report, FILING, ".csv").decode("utf-8-sig"))))
    assert [row[1] for row in rows[1:3]] == ["13亿元", "2686家"]
    assert rows[2][2] == f"'={DRAFT}"


def test_places_name_page_and_lines() -> None:
    assert place_of(CITATION) == "第2页 第3—4行"


def test_another_suffix_is_refused(report: CheckReport, tmp_path: Path) -> None:
    with pytest.raises(YoujuError, match=r"\.html"):
        write_check_sheet(report, FILING, tmp_path / "sheet.txt")


def test_row_shows_each_place_of_its_evidence_once(report: CheckReport) -> None:
    checked = report.figures[0]
    (first,) = checked.evidence
    other = replace(first, citation=replace(CITATION, span=Span(40, 62)))
    several = replace(checked, evidence=(other, first, other))
    assert shown_of(several) == [other, first]
