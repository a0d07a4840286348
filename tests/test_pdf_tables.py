"""Tables drawn cell by cell: with rules around them, alone on a page, without any rules."""

from collections.abc import Sequence
from io import BytesIO

import pypdfium2
import pytest
from pypdf import PdfWriter

from corpus.documents import lay_out
from corpus.pdf.read_pdf import read_pdf
from corpus.records import Source
from tests.printed_rows import (
    EDGES,
    FONT,
    FULL_CELLS,
    HEADS,
    LAST,
    NAMES,
    PROSE,
    RUNS_ON,
    SAID,
    SAID_OF_FOUR,
    SIZE,
    STEP,
    TEXT,
    Print,
    write,
)


def test_page_that_holds_nothing_but_a_table_is_read() -> None:
    page = Print()
    page.grid([HEADS, ("东浦", "132", "45"), ("西浦", "98", "30")])
    assert page.lines() == SAID


def test_heads_of_two_rows_alone_at_a_page_s_end_are_those_of_the_next_page() -> None:
    page = Print()
    top = page.y + STEP - 5
    page.row(("", "坡度（%）"))
    page.row(("地区", "25以下", "25以上"))
    for x, y in ((80, top), (200, top), (320, top - STEP), (440, top)):
        page.canvas.line(x, y, x, top - 2 * STEP)
    for x, y in ((80, top), (200, top - STEP), (80, top - 2 * STEP)):
        page.canvas.line(x, y, 440, y)
    page.turn()
    page.grid([("东浦", "1.2", "0.8"), ("西浦", "1.1", "0.9")])
    said = ["东浦：坡度（%）25以下 1.2；坡度（%）25以上 0.8。"]
    assert page.lines()[-2:] == [*said, "西浦：坡度（%）25以下 1.1；坡度（%）25以上 0.9。"]


def test_table_that_says_it_goes_on_has_the_heads_and_the_unit_of_the_one_before() -> None:
    page = Print()
    page.row(("收支表",))
    page.row(("", "", "单位：万元"))
    page.grid([("项目", "期末", "期初"), ("现金", "132", "45")])
    page.row(("收支表（续表）",), step=2 * STEP)
    page.grid([("负债：", "", ""), ("借款", "98", "30")])
    said = ["现金：期末 132万元；期初 45万元。", "负债：", "借款：期末 98万元；期初 30万元。"]
    assert [line for line in page.lines() if line in said] == said


def test_numbered_row_whose_first_cell_is_a_number_says_its_own_once() -> None:
    page = Print()
    page.grid([("序号", "日期", "名称"), ("1", "20310128", "业绩公告"), ("2", "20310427", "年报")])
    assert page.lines() == ["1. 日期 20310128；名称 业绩公告。", "2. 日期 20310427；名称 年报。"]


def test_page_that_holds_nothing_but_boxes_is_read() -> None:
    page = Print()
    said = [
        "潮水退去以后，荒滩上长出了第一季水稻，村里人早早守在田边等着开镰。",
        "老码头的最后一班渡船昨天靠岸，船工们把缆绳系在石柱上，合影留念。",
    ]
    for words in said:
        page.canvas.rect(EDGES[0], page.y - STEP, 380, 3 * STEP)
        page.row([words], step=5 * STEP)
    assert page.lines() == said


@pytest.mark.parametrize("step", [14, 24])
def test_cell_that_runs_on_is_read_in_its_row(step: int) -> None:
    page = Print()
    write(page, [*TEXT, (NAMES, 24), (FULL_CELLS, step), (RUNS_ON, 24)])
    write(page, [(row, 24) for row in LAST])
    write(page, TEXT)
    assert page.lines() == [PROSE, *SAID_OF_FOUR, PROSE]


def test_cell_that_stands_at_its_row_s_middle_is_read_in_it() -> None:
    page = Print()
    high = ("", "对新认定的国家级孵化器", "科技局、财")
    write(page, [*TEXT, (NAMES, 24), (high, 7), (("孵化器建设", "", "", "200"), 7), (RUNS_ON, 24)])
    write(page, [(row, 24) for row in LAST])
    assert page.lines() == [PROSE, *SAID_OF_FOUR]


def test_cells_that_share_no_white_are_no_table() -> None:
    page = Print()
    page.row(("东浦", "132"), (80, 200))
    page.row(("西浦西浦西浦西浦西浦西", "98"), (80, 218))
    page.row(("其中",))
    page.row(("中浦", "45"), (80, 200))
    assert "132" in "".join(page.lines())


def test_heads_over_the_first_of_the_rules_name_the_columns() -> None:
    page = Print()
    edges = (80, 180, 300)
    page.row(("地区", "补助总额（万元）", "办法"), edges)
    for row in [("东浦", "45", "种海水稻"), ("西浦", "30", "种藜麦")]:
        page.canvas.line(80, page.y + 14, 440, page.y + 14)
        page.row(row, edges)
    page.canvas.line(80, page.y + 14, 440, page.y + 14)
    assert page.lines() == [
        "东浦：补助总额 45万元；办法 种海水稻。",
        "西浦：补助总额 30万元；办法 种藜麦。",
    ]


def test_row_between_rules_may_be_high() -> None:
    page = Print()
    edges = (80, 180, 300, 380)
    words = "荒滩改造要先修渠道再引淡水"
    high = [(words, 14)] * 12
    page.canvas.line(80, page.y + 14, 440, page.y + 14)
    for cells in [("地区", "办法", "产量"), ("东浦", "种海水稻", "45")]:
        page.row(cells, edges)
        page.canvas.line(80, page.y + 14, 440, page.y + 14)
    page.row(("西浦", high[0][0][:9], "30"), edges, 14)
    for _ in high:
        page.row(("", words[:9]), edges, 14)
    page.canvas.line(80, page.y + 10, 440, page.y + 10)
    assert page.lines() == [
        "东浦：办法 种海水稻；产量 45。",
        f"西浦：办法 {words[:9] * 13}；产量 30。",
    ]


def test_last_row_has_as_many_lines_under_its_name_as_over_it() -> None:
    page = Print()
    write(page, [*TEXT, (NAMES, 28)])
    words = "对新认定的国家级孵化器"
    said = []
    for name in ("孵化器建设", "成果转化"):
        write(page, [(("", words, "", ""), 20), (("", words, "", ""), 10)])
        write(page, [((name, "", "科技局", "200"), 10)])
        write(page, [(("", words, "", ""), 20), (("", words[:5], "", ""), 28)])
        said.append(f"{name}：内容 {words * 3}{words[:5]}；单位 科技局；金额 200万元。")
    assert page.lines() == [PROSE, *said]


def test_open_table_of_high_rows_is_one_table() -> None:
    page = Print()
    write(page, [*TEXT, (NAMES, 30)])
    said = []
    for name, more in (("孵化器建设", 1), ("成果转化", 1), ("人才引进", 6), ("企业培育", 0)):
        lines = ["向博士发放生活补贴，每", *["人每年三万元，最多一连"] * more]
        write(page, [((name, lines[0], "科技局", "12"), 30 if more == 0 else 18)])
        write(page, [(("", line, "", ""), 18) for line in lines[1:]])
        page.y -= 12 if more else 0
        said.append(f"{name}：内容 {''.join(lines)}；单位 科技局；金额 12万元。")
    assert page.lines() == [PROSE, *said]


def test_label_over_rows_is_no_part_of_the_row_above() -> None:
    page = Print()
    rows = [("合计", "132", "45"), ("其中：",), ("早稻", "98", "30"), ("晚稻", "34", "15")]
    for row in [HEADS, *rows]:
        page.row(row)
    said = ["合计：产量 132万吨；面积 45亩。", "其中：", "早稻：产量 98万吨；面积 30亩。"]
    assert page.lines() == [*said, "晚稻：产量 34万吨；面积 15亩。"]


def test_heads_over_a_label_name_the_rows_below_it() -> None:
    page = Print()
    rows = [("早稻",), ("东浦", "132", "45"), ("西浦", "98", "30")]
    for row in [HEADS, *rows]:
        page.row(row)
    assert page.lines() == ["早稻", *SAID]


def test_row_of_dashes_in_an_open_table_is_a_row() -> None:
    page = Print()
    for row in [HEADS, ("中浦", "-", "-"), ("东浦", "132", "45"), ("西浦", "98", "30")]:
        page.row(row)
    assert page.lines() == ["中浦：产量（万吨） -；面积（亩） -。", *SAID]


def test_spread_word_is_one_cell() -> None:
    page = Print()
    for row in [HEADS, ("东浦", "132", "45"), ("西浦", "98", "30"), ("合　计", "230", "75")]:
        page.row(row)
    assert page.lines() == [*SAID, "合计：产量 230万吨；面积 75亩。"]


@pytest.mark.parametrize("heads", [("金额", "比例（%）"), ("占总额的比例（%）",)])
def test_unit_of_one_head_is_not_that_of_the_table(heads: tuple[str, ...]) -> None:
    page = Print()
    for row in [heads, ("应收票据的情况如下",)]:
        page.row(row)
    for row in [("应收票据", "9.5", "76491"), ("应收账款", "90.5", "21090"), ("其他", "1", "3")]:
        page.row(row)
    assert not any("76491%" in line for line in page.lines())


def test_table_of_three_rules_beside_a_text_keeps_its_heads() -> None:
    page = Print()
    edges = (250, 340, 390, 450, 510)
    page.row(("　　本报讯 市统计局昨天公布", "指标", "单位", "2030年", "2031年"), (30, *edges))
    page.canvas.line(250, page.y + 14, 560, page.y + 14)
    page.row(("了全年数据，全市常住人口比", "产值", "亿元", "4210.5", "4467.3"), (30, *edges))
    page.row(("上年末增加三万九千人。城镇", "粮食产量", "万吨", "86.4", "85.9"), (30, *edges))
    page.row(("化率也比上年提高了不少。", "人均收入", "元", "45210", "47833"), (30, *edges))
    page.canvas.line(250, page.y + 14, 560, page.y + 14)
    assert page.lines()[1:] == [
        "产值：2030年 4210.5亿元；2031年 4467.3亿元。",
        "粮食产量：2030年 86.4万吨；2031年 85.9万吨。",
        "人均收入：2030年 45210元；2031年 47833元。",
    ]


def test_figures_in_one_column_are_read_beside_their_words() -> None:
    page = Print()
    top = page.y + STEP - 5
    rows = (
        ("行业", "单位", "比上年增长"),
        ("纺织", "%", "4.7"),
        ("造纸", "%", "-1.2"),
        ("冶炼", "%", "5.0"),
    )
    for row in rows:
        page.row(row)
    for x in EDGES:
        page.canvas.line(x, top, x, top - 4 * STEP)
    for y in (top, top - STEP, top - 4 * STEP):
        page.canvas.line(EDGES[0], y, EDGES[-1], y)
    assert page.lines() == [
        "纺织：比上年增长 4.7%。",
        "造纸：比上年增长 -1.2%。",
        "冶炼：比上年增长 5.0%。",
    ]


def test_title_of_a_form_stands_under_its_number() -> None:
    page = Print()
    page.canvas.setFont(FONT, 9)
    page.canvas.drawString(80, 800, "凭证编号 6616")
    page.canvas.setFont(FONT, 22)
    page.canvas.drawString(200, 775, "灯塔门票专用凭证")
    page.y = 740
    page.grid([HEADS, ("东浦", "132", "45"), ("西浦", "98", "30")])
    page.canvas.save()
    (piece,) = read_pdf(page.bytes.getvalue(), "form.pdf").pieces
    assert piece.title and piece.title.text == "灯塔门票专用凭证"


def across(page: Print, x0: int = 80, x1: int = 440) -> None:
    y = page.y + 14
    page.canvas.line(x0, y, x1, y)


def test_heads_beside_their_values_between_rules_are_those_of_their_columns() -> None:
    page = Print()
    rows = [
        (EDGES[:3], HEADS),
        ((80, 250, 380), ("东浦", "132", "45")),
        ((80, 250, 380), ("西浦", "98", "30")),
    ]
    for edges, cells in rows:
        across(page)
        page.row(cells, edges)
    across(page)
    assert page.lines() == SAID


def test_rule_under_some_columns_parts_only_these() -> None:
    page = Print()
    across(page)
    page.row(("", "2031年"), (80, 285))
    across(page, 180)
    page.row(HEADS, (80, 190, 320))
    for cells in (("东浦", "132", "45"), ("西浦", "98", "30")):
        across(page)
        page.row(cells, (80, 210, 330))
    across(page)
    assert page.lines() == [
        said.replace("面积", "2031年面积").replace("产量", "2031年产量") for said in SAID
    ]


def test_tables_side_by_side_are_read_each_by_its_own_rows() -> None:
    page = Print()
    write(page, TEXT)
    page.row(("", "", "", "单位：万元"), (60, 160, 260, 360))
    edges = (60, 160, 260, 360)
    for cells in (
        ("项目", "决算数", "项目", "决算数"),
        ("事业收入", "58.20", "教育支出", "910.45"),
        ("其他收入", "8.20", "文化支出", "10.45"),
    ):
        across(page, 60, 440)
        page.row(cells, edges)
    across(page, 60, 440)
    assert page.lines()[-4:] == [
        "事业收入：决算数 58.20万元。",
        "教育支出：决算数 910.45万元。",
        "其他收入：决算数 8.20万元。",
        "文化支出：决算数 10.45万元。",
    ]


def test_code_that_stands_for_a_row_s_name_is_no_amount() -> None:
    page = Print()
    write(page, TEXT)
    page.row(("支出表", "", "单位：万元"))
    page.grid([("213", "农林水支出", "1820.40"), ("21303", "水利", "820.40")])
    assert page.lines()[2:] == ["213；农林水支出；1820.40万元。", "21303；水利；820.40万元。"]


def cells_of(page: Print, cells: Sequence[tuple[int, int, int, int, str]]) -> None:
    """Write cells, each with the rows and columns it covers and its words, in lines of eleven."""
    for top, bottom, left, right, words in cells:
        x0, x1 = 60 + 60 * left, 60 + 60 * right
        y0, y1 = page.y - 30 * top, page.y - 30 * bottom
        page.canvas.rect(x0, y1, x1 - x0, y0 - y1)
        page.canvas.setFont(FONT, SIZE)
        for at in range(0, len(words), 11):
            page.canvas.drawString(x0 + 4, y0 - 14 - 1.2 * at, words[at : at + 11])
    page.y -= 30 * max(bottom for _, bottom, *_ in cells)


def test_note_in_a_corner_and_a_page_s_end_leave_rows_their_heads_and_names() -> None:
    page = Print()
    note = "本列数据的勾稽关系为第一项加第二项之和等于第三项加第四项之和"
    cells_of(
        page,
        [
            *((0, 2, 0, 2, note), (0, 1, 2, 4, "申请人情况")),
            *((1, 2, 2, 3, "自然人"), (1, 2, 3, 4, "企业")),
            *((2, 3, 0, 2, "本年新收"), (2, 3, 2, 3, "31"), (2, 3, 3, 4, "5")),
            *((3, 4, 0, 1, "办理结果"), (3, 4, 1, 2, "予以公开")),
            *((3, 4, 2, 3, "12"), (3, 4, 3, 4, "2")),
        ],
    )
    page.turn()
    cells_of(
        page,
        [
            *((0, 2, 0, 1, ""), (0, 1, 1, 2, "部分公开"), (0, 1, 2, 3, "4"), (0, 1, 3, 4, "1")),
            *((1, 2, 1, 2, "不予公开"), (1, 2, 2, 3, "3"), (1, 2, 3, 4, "0")),
        ],
    )
    assert page.lines() == [
        "本年新收：申请人情况自然人 31；申请人情况企业 5。",
        "办理结果：予以公开；申请人情况自然人 12；申请人情况企业 2。",
        "办理结果：部分公开；申请人情况自然人 4；申请人情况企业 1。",
        "办理结果：不予公开；申请人情况自然人 3；申请人情况企业 0。",
    ]


@pytest.mark.parametrize("drawn", ["as shown", "turned"])
@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_table_set_sideways_is_read_as_an_upright_one(quarters: int, drawn: str) -> None:
    rows = [("区", "灯塔（座）", "浮标（座）"), ("东礁区", "12", "31"), ("南湾区", "9", "27")]
    page = Print()
    page.row(("2031年各区助航设施",))
    page.grid(rows)
    said = page.lines()
    writer = PdfWriter(clone_from=BytesIO(page.bytes.getvalue()))
    for sheet in writer.pages:
        sheet.rotate(90 * quarters)
        if drawn == "turned":
            sheet.transfer_rotation_to_content()
    turned = BytesIO()
    writer.write(turned)
    read = read_pdf(turned.getvalue(), "a.pdf")
    assert [p.text for piece in read.pieces for p in piece.body] == said
    assert said[-1] == "南湾区：灯塔 9座；浮标 27座。"
    # Each character's box stays where it is in the file.
    document = lay_out(Source("a", "", "other", "a.pdf", ""), read)
    at = document.text.index("湾")
    run = next(run for run in reversed(document.runs) if run.start <= at)
    x0, y0, x1, y1 = run.boxes[at - run.start]
    inside = pypdfium2.PdfDocument(turned.getvalue())[0].get_textpage()
    assert inside.get_text_bounded(x0 + 2, y0 + 2, x1 - 2, y1 - 2) == "湾"
