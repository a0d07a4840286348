"""Tables of labels and values have no heads; how a table is set, and what its cells say, tells."""

from io import BytesIO

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from corpus.docx.read_docx import read_docx
from corpus.policy.official import page_lines
from corpus.read_markdown import read_markdown
from corpus.web.read_html import read_html
from tests.printed_rows import EDGES, STEP, Print

PAIRS = {
    "figures of several kinds": [["主办方", "东礁港"], ["灯高", "12米"], ["游客", "3万人次"]],
    "a day in the first row": [["建成", "2019年5月"], ["灯高", "12米"], ["游客", "3万人次"]],
    "names": [["主办", "市财政局"], ["承办", "东礁灯塔"], ["协办", "三所高校"]],
}
HEADED = {
    "a year": (
        [["收支", "2030年"], ["收入", "12亿元"], ["游客", "3万人次"]],
        "收入：2030年 12亿元。",
    ),
    "a kind of value": ([["区", "座数"], ["东区", "12座"], ["西区", "在建"]], "东区：座数 12座。"),
    "an office": ([["学校", "校长"], ["一中", "张三"], ["二中", "李四"]], "一中：校长 张三。"),
    "figures of one kind": ([["市", "人口"], ["北京", "9人"], ["上海", "8人"]], "北京：人口 9人。"),
}


def web(rows: list[list[str]]) -> list[str]:
    cells = "".join("<tr>" + "".join(f"<td>{cell}" for cell in row) for row in rows)
    return page_lines(read_html(f"<h1>灯塔</h1><p>见下表。<table>{cells}</table>".encode(), "a"))[
        2:
    ]


def markdown(rows: list[list[str]]) -> list[str]:
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return page_lines(read_markdown("\n".join(["# 灯塔\n", lines[0], "|---|---|", *lines[1:]])))[1:]


def word(rows: list[list[str]], bold: bool = False, shaded: bool = False) -> list[str]:
    """A Word file's table; its first row may be bold or have a ground."""
    document = docx.Document()
    document.add_heading("灯塔", 0)
    table = document.add_table(len(rows), len(rows[0]))
    for cell, said in zip(table._cells, [cell for row in rows for cell in row], strict=True):
        cell.paragraphs[0].add_run(said)
    for cell in table.rows[0].cells:
        cell.paragraphs[0].runs[0].bold = bold
        if shaded:
            cell._tc.get_or_add_tcPr().append(parse_xml(f'<w:shd {nsdecls("w")} w:fill="D9D9D9"/>'))
    buffer = BytesIO()
    document.save(buffer)
    return page_lines(read_docx(buffer.getvalue(), "a"))[1:]


READERS = [web, markdown, word]


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("rows", PAIRS.values(), ids=PAIRS)
def test_a_first_row_of_label_and_value_is_no_head(rows, read) -> None:
    assert read(rows) == [f"{label}：{value}。" for label, value in rows]


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize(("rows", "said"), HEADED.values(), ids=HEADED)
def test_a_first_row_that_names_what_stands_below_is_a_head(rows, said, read) -> None:
    assert read(rows)[0] == said


def test_labels_and_values_by_turns_over_four_columns() -> None:
    rows = [["主办方", "东礁港", "灯高", "12米"], ["游客", "3万人次", "守灯人", "张三"]]
    assert web(rows) == ["主办方：东礁港；灯高：12米。", "游客：3万人次；守灯人：张三。"]


@pytest.mark.parametrize("how", [{"bold": True}, {"shaded": True}])
def test_a_first_row_set_apart_is_a_head(how: dict[str, bool]) -> None:
    rows = [["灯", "东礁港"], ["灯高", "12米"], ["游客", "3万人次"]]
    assert word(rows, **how) == ["灯高：东礁港 12米。", "游客：东礁港 3万人次。"]


@pytest.mark.parametrize(
    "row",
    [
        "<tr><td><b>灯</b><td><p><strong>东礁</strong>",
        "<tr><td style='font-weight:bold'>灯<td><b>东礁</b>",
        "<tr><td bgcolor=silver>灯<td style='background: #eee'>东礁",
    ],
)
def test_a_first_row_of_a_web_table_set_apart_is_a_head(row: str) -> None:
    page = f"<h1>灯塔</h1><p>见下表。<table>{row}<tr><td>灯高<td>12米<tr><td>游客<td>3万</table>"
    assert page_lines(read_html(page.encode(), "a"))[2:] == [
        "灯高：东礁 12米。",
        "游客：东礁 3万。",
    ]


def test_labels_set_in_bold_are_no_heads() -> None:
    text = "# 灯塔\n\n| **形式** | 线上 |\n|---|---|\n| **门票** | 免费 |\n"
    assert page_lines(read_markdown(text))[1:] == ["形式：线上。", "门票：免费。"]


def test_the_unit_over_a_table_with_merged_rows_is_kept() -> None:
    document = docx.Document()
    document.add_paragraph("单位：万元")
    table = document.add_table(3, 3)
    for cell, said in zip(table._cells, "区 灯 补助 东区 甲 144  乙 12".split(" "), strict=True):
        cell.text = said
    table.cell(1, 0).merge(table.cell(2, 0))
    buffer = BytesIO()
    document.save(buffer)
    lines = page_lines(read_docx(buffer.getvalue(), "a"))
    assert lines[-2:] == ["东区：灯 甲；补助 144万元。", "东区：灯 乙；补助 12万元。"]


@pytest.mark.parametrize("rows", [PAIRS["figures of several kinds"], PAIRS["names"]])
def test_a_printed_table_of_labels_and_values_has_no_head(rows: list[list[str]]) -> None:
    page = Print()
    top = page.y + STEP - 5
    for row in rows:
        page.row(row)
    for x in EDGES[:3]:
        page.canvas.line(x, top, x, top - STEP * len(rows))
    for at in range(len(rows) + 1):
        page.canvas.line(EDGES[0], top - STEP * at, EDGES[2], top - STEP * at)
    assert page.lines() == [f"{label}：{value}。" for label, value in rows]
