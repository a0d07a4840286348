"""Rows of tables as sentences in which every figure has its row and its column."""

from io import BytesIO

import docx
import pytest

from corpus.docx.read_docx import read_docx
from corpus.policy.official import page_lines
from corpus.read_markdown import read_markdown
from corpus.tables import rows_to_sentences
from corpus.web.read_html import read_html

CASES = {
    "one head row": (
        [["指标", "2022年", "2023年"], ["减免税", "11亿元", "13亿元"]],
        ["减免税：2022年 11亿元；2023年 13亿元。"],
    ),
    "heads over several columns": (
        [["地区", "标准（元）", "标准（元）"], ["地区", "城镇", "农村"], ["东区", "1200", "900"]],
        ["东区：标准 城镇 1200元；标准 农村 900元。"],
    ),
    "a head that names a unit": (
        [["县", "面积（亩）", "备注（元）"], ["东县", "1,200", "面议"]],
        ["东县：面积 1,200亩；备注（元） 面议。"],
    ),
    "a column of units": (
        [["指标", "单位", "2030年", "增长(%)"], ["产值", "亿元", "4210.5", "6.1"]],
        ["产值：2030年 4210.5亿元；增长 6.1%。"],
    ),
    "a unit of the quantity alone": (
        [["品名", "单位", "数量", "金额"], ["种子", "袋", "12", "120.00"]],
        ["种子：数量 12袋；金额 120.00。"],
    ),
    "a column of units that are per cent": (
        [["行业", "单位", "比上年增长"], ["纺织", "%", "4.7"]],
        ["纺织：比上年增长 4.7%。"],
    ),
    "rows are counted": (
        [["序号", "区", "座数"], ["1", "东区", "12座"], ["2", "西区", "9座"]],
        ["1. 东区：座数 12座。", "2. 西区：座数 9座。"],
    ),
    "a caption and a section over the whole width": (
        [["附表", "附表"], ["区", "座数"], ["沿海", "沿海"], ["东区", "12座"]],
        ["附表", "沿海", "东区：座数 12座。"],
    ),
    "a row of a value over a value names no column": (
        [["", "育种", "商务局", "1450"], ["推广", "试种", "科技局", "7"]],
        ["育种；商务局；1450。", "推广：试种；科技局；7。"],
    ),
    "a row of a value over the same value names no column": (
        [["", "育种", "商务局", "7"], ["推广", "试种", "科技局", "7"]],
        ["育种；商务局；7。", "推广：试种；科技局；7。"],
    ),
    "an amount of money names no column": (
        [["收入", "¥5,000"], ["利息", "¥800"]],
        ["收入：¥5,000。", "利息：¥800。"],
    ),
    "labels and values by turns": (
        [["索引号：", "11-4", "日期：", "2031年3月"], ["文号：", "8号", "", ""]],
        ["索引号：11-4；日期：2031年3月。", "文号：8号。"],
    ),
    "a row's own label names the unit": (
        [["类别", "序号", "指标", "2030年", "占比"], ["设施", "1", "灯塔数（座）", "126", "3"]],
        ["设施：序号 1；指标 灯塔数（座）；2030年 126座；占比 3。"],
    ),
    "a sum over the columns of number and name": (
        [["序号", "区", "座数"], ["1", "东区", "12座"], ["合计", "合计", "12座"]],
        ["1. 东区：座数 12座。", "合计：座数 12座。"],
    ),
    "a row that names the unit": (
        [["单位：万元"] * 4, ["区", "座数（座）", "增长率", "补助"], ["东区", "12", "3", "144"]],
        ["单位：万元", "东区：座数 12座；增长率 3；补助 144万元。"],
    ),
    "no heads": (
        [["申请条件", "年满三十年。归属清晰。"], ["办理时限", "20个工作日"]],
        ["申请条件：年满三十年。归属清晰。", "办理时限：20个工作日。"],
    ),
    "an empty cell says nothing": (
        [["区", "城镇", "农村"], ["东区", "", "9座"], ["", "", ""]],
        ["东区：农村 9座。"],
    ),
    "uneven rows": ([["区", "座数"], ["东区"]], ["区 东区。"]),
    "heads alone": ([["区", "座数"]], ["区：座数。"]),
}


@pytest.mark.parametrize(("rows", "said"), CASES.values(), ids=CASES)
def test_rows_are_said_with_their_heads(rows: list[list[str]], said: list[str]) -> None:
    assert [sentence for _, sentence in rows_to_sentences(rows)] == said


def test_each_sentence_knows_its_row() -> None:
    rows = [["附表", "附表"], ["区", "座数"], ["", ""], ["东区", "12座"]]
    assert rows_to_sentences(rows) == [(0, "附表"), (3, "东区：座数 12座。")]


def test_heads_that_are_told_are_not_guessed() -> None:
    rows = [["1", "2"], ["东区", "12座"]]
    assert rows_to_sentences(rows, 1) == [(1, "东区：2 12座。")]


@pytest.mark.parametrize(
    ("above", "unit"),
    [
        ("单位：万元", "万元"),
        ("（计量单位：%）", "%"),
        ("填表单位：港务局", ""),
        ("单位：万元、%", ""),
    ],
)
def test_the_line_above_a_table_names_its_unit(above: str, unit: str) -> None:
    rows = [["区", "补助"], ["东区", "144"]]
    assert rows_to_sentences(rows, None, ["补助表", above]) == [(1, f"东区：补助 144{unit}。")]


def test_every_reader_tells_a_table_what_stands_above_it() -> None:
    text = "单位：万元\n\n| 区 | 补助 |\n|---|---|\n| 东区 | 144 |"
    web = "<p>单位：万元<table><tr><th>区<th>补助<tr><td>东区<td>144</table>"
    word = docx.Document()
    word.add_paragraph("单位：万元")
    table = word.add_table(2, 2)
    for cell, said in zip(table._cells, ["区", "补助", "东区", "144"], strict=True):
        cell.text = said
    buffer = BytesIO()
    word.save(buffer)
    pages = [read_markdown(text), read_html(web.encode(), "a"), read_docx(buffer.getvalue(), "a")]
    assert {page_lines(page)[-1] for page in pages} == {"东区：补助 144万元。"}


# Read step by step, each of these takes longer than a life.
@pytest.mark.parametrize(
    "line",
    [
        "|" + "-" * 60 + "x",
        "[" * 200_000,
        "# a" + " " * 100_000 + "b",
        "a" + "<!--" * 50_000,
        "a" + "*b" * 100_000,
        "<a" + " b" * 100_000,
        ("<a" + " " * 100) * 2_000,
        "---\n" + "a: b\n" * 50_000,
        "a|b\n" * 50_000,
        "- " * 100_000,
    ],
)
def test_no_line_holds_up_the_markdown_reader(line: str) -> None:
    assert read_markdown(line)


def test_a_markdown_table_is_read_by_its_rows() -> None:
    text = "# 年报\n\n| 区 | **座数** |\n|---|:--:|\n| 东区 | 12座 |\n| 西区 | 9座 |\n\n1. 修缮\n2. 建档\n"
    body = read_markdown(text).pieces[0].body
    assert [(p.text, p.runs[0].line) for p in body] == [
        ("东区：座数 12座。", 5),
        ("西区：座数 9座。", 6),
        ("1. 修缮", 8),
        ("2. 建档", 9),
    ]


@pytest.mark.parametrize(
    ("head", "said"), [("10以上", "比例（%） 10以上 0.9"), ("2029年", "比例 2029年 0.9%")]
)
def test_the_unit_over_a_range_is_the_range_s_own(head: str, said: str) -> None:
    rows = [["区", "比例（%）", "比例（%）"], ["区", "18以下", head], ["东区", "0.8", "0.9"]]
    assert rows_to_sentences(rows)[0][1].endswith(f"{said}。")


def test_a_label_over_the_first_rows_names_no_column() -> None:
    rows = [["负债：", "", ""], ["借款", "98", "30"]]
    assert rows_to_sentences(rows)[-1] == (1, "借款：98；30。")


def test_months_may_head_columns() -> None:
    rows = [["指标", "4月", "4月", "1—4月", "1—4月"]]
    rows += [["指标", "绝对量", "增长（%）", "绝对量", "增长（%）"]]
    rows += [["开灯（小时）", "86.4", "3.1", "345.2", "2.8"]]
    assert rows_to_sentences(rows) == [
        (
            2,
            "开灯（小时）：4月 绝对量 86.4小时；4月 增长 3.1%；1—4月 绝对量 345.2小时；1—4月 增长 2.8%。",
        )
    ]


def test_labels_and_values_by_turns_are_a_form_also_without_colons() -> None:
    rows = [
        ["项目名称", "东礁灯塔", "申报单位", "港务局"],
        ["总投资（万元）", "1200", "联系电话", ""],
    ]
    rows += [["建设内容", *["更换灯器2套。"] * 3]]
    assert [said for _, said in rows_to_sentences(rows)] == [
        "项目名称：东礁灯塔；申报单位：港务局。",
        "总投资：1200万元。",
        "建设内容：更换灯器2套。",
    ]


def test_labels_side_by_side_head_columns() -> None:
    rows = [["单位名称", "负责人"], ["港务局", "张三"], ["财政局", "李四"]]
    assert rows_to_sentences(rows)[0] == (1, "港务局：负责人 张三。")


def test_tables_side_by_side_are_read_each_by_its_own_rows() -> None:
    names = ["项目", "决算数（万元）"] * 2
    rows = [["收入", "收入", "支出", "支出"], names, ["栏次", "1", "栏次", "2"]]
    rows.append(["事业收入", "58.2", "教育支出", "910.4"])
    assert rows_to_sentences(rows) == [
        (2, "栏次：1。"),
        (2, "栏次：2。"),
        (3, "事业收入：收入 决算数 58.2万元。"),
        (3, "教育支出：支出 决算数 910.4万元。"),
    ]


def test_a_table_in_traditional_characters_has_its_units() -> None:
    rows = [["區", "補助"], ["東區", "144"]]
    assert rows_to_sentences(rows, None, ["單位：萬元"]) == [(1, "東區：補助 144萬元。")]
    rows = [["項目", "單位", "產值", "增長率"], ["燈塔", "億元", "42", "6.1"]]
    assert rows_to_sentences(rows) == [(1, "燈塔：產值 42億元；增長率 6.1。")]


def test_rows_carry_the_time_of_the_title_above_them() -> None:
    rows = [["区", "入库企业（家）", "2030年（家）"], ["东区", "455", "430"]]
    said = rows_to_sentences([row[:2] for row in rows], None, ["2031年入库情况"])
    assert said == [(1, "2031年，东区：入库企业 455家。")]
    # Heads that name times of their own have theirs.
    assert rows_to_sentences(rows, None, ["2031年入库情况"]) == [
        (1, "东区：入库企业 455家；2030年 430家。")
    ]
    # What was made in a year is not of that year.
    for title in ("入库目录（2031年修订）", "入库目录（2031年版）", "2031年通过。", "2031年3月5日"):
        assert rows_to_sentences([row[:2] for row in rows], None, [title]) == [
            (1, "东区：入库企业 455家。")
        ]


def test_the_caption_of_a_web_table_is_said_and_dates_its_rows() -> None:
    table = "<table><caption>2031年入库情况</caption><tr><th>区</th><th>企业（家）</th></tr>"
    web = (
        f"<h1>入库</h1><p>各区入库情况见下表。</p>{table}<tr><td>东区</td><td>455</td></tr></table>"
    )
    lines = page_lines(read_html(web.encode(), "a"))
    assert lines[-2:] == ["2031年入库情况", "2031年，东区：企业 455家。"]
