"""Heads of one and two levels over tables that rules across, or none, part."""

from collections.abc import Sequence

from tests.printed_rows import FONT, SIZE, STEP, Print

LEAVES = ("地区", "金额", "占比", "金额", "占比")
EDGES = (80, 160, 240, 320, 400)
OVER = ("收入", "支出")
MIDDLES = (200, 360)  # over 金额 and 占比
ROWS = (("东浦", "13200", "45%", "9800", "30%"), ("西浦", "7600", "28%", "5400", "17%"))
SAID = [
    "东浦：收入金额 13200；收入占比 45%；支出金额 9800；支出占比 30%。",
    "西浦：收入金额 7600；收入占比 28%；支出金额 5400；支出占比 17%。",
]


def across(page: Print, x0: int = 80, x1: int = 470) -> None:
    page.canvas.line(x0, page.y + 14, x1, page.y + 14)


def three_rules(
    page: Print,
    heads: Sequence[tuple[Sequence[str], Sequence[int]]],
    rows: Sequence[Sequence[str]] = ROWS,
    edges: Sequence[int] = EDGES,
    step: int = STEP,
) -> list[str]:
    across(page)
    for cells, places in heads:
        page.row(cells, places)
    across(page)
    for row in rows:
        page.row(row, edges, step)
    across(page)
    return page.lines()


def test_head_over_two_columns_between_three_rules_is_that_of_both() -> None:
    assert three_rules(Print(), [(OVER, MIDDLES), (LEAVES, EDGES)]) == SAID


def test_head_set_left_over_its_columns_is_that_of_all_of_them() -> None:
    assert three_rules(Print(), [(OVER, (160, 320)), (LEAVES, EDGES)]) == SAID


def test_rows_that_rules_part_have_both_heads_and_their_label_stands_over_them() -> None:
    page = Print()
    across(page)
    page.row(OVER, MIDDLES)
    page.row(LEAVES, EDGES)
    for row in (("沿海",), *ROWS):
        across(page)
        page.row(row, EDGES)
    across(page)
    assert page.lines() == ["沿海", *SAID]


def test_months_head_columns() -> None:
    heads = ("地区", "5月", "1—5月", "5月", "1—5月")
    said = [line.replace("金额", "5月").replace("占比", "1—5月") for line in SAID]
    assert three_rules(Print(), [(OVER, MIDDLES), (heads, EDGES)]) == said


def test_head_in_two_lines_is_one() -> None:
    page = Print()
    across(page)
    page.row(("比上年", "比年初"), (240, 400), step=13)
    page.row(("地区", "增加", "增加"), (80, 240, 400), step=20)
    across(page)
    for row in (("东浦", "13200", "9800"), ("西浦", "7600", "5400")):
        page.row(row, (80, 240, 400))
    across(page)
    assert page.lines() == [
        "东浦：比上年增加 13200；比年初增加 9800。",
        "西浦：比上年增加 7600；比年初增加 5400。",
    ]


def test_rule_under_a_head_tells_what_it_spans() -> None:
    page = Print()
    across(page)
    page.row(OVER, (170, 330))
    across(page, 160, 230)
    across(page, 240, 470)
    leaves = ("地区", "金额", "占比", "同比", "位次")
    page.row(leaves, EDGES)
    across(page)
    for row in ROWS:
        page.row(row, EDGES)
    across(page)
    assert page.lines()[0] == "东浦：收入金额 13200；支出占比 45%；支出同比 9800；支出位次 30%。"


def test_head_that_may_stand_over_other_columns_is_left_out() -> None:
    leaves = ("地区", "金额", "占比", "同比", "位次")
    said = three_rules(Print(), [(("收入",), (280,)), (leaves, EDGES)])
    assert said[0] == "东浦：金额 13200；占比 45%；同比 9800；位次 30%。"


def test_name_at_the_middle_of_three_rows_is_that_of_each() -> None:
    page = Print()
    rows = [
        ("", "东浦", "13200", "45%"),
        ("沿海", "西浦", "7600", "28%"),
        ("", "南浦", "5400", "17%"),
    ]
    said = three_rules(page, [(("", "地区", "金额", "占比"), EDGES)], rows, EDGES)
    assert said == [
        "沿海：地区 东浦；金额 13200；占比 45%。",
        "沿海：地区 西浦；金额 7600；占比 28%。",
        "沿海：地区 南浦；金额 5400；占比 17%。",
    ]


def test_heads_of_a_character_each_are_no_spread_word() -> None:
    rows = [("东浦", "132", "45"), ("西浦", "98", "30")]
    said = three_rules(Print(), [(("队", "胜", "负"), (80, 160, 185))], rows, (80, 160, 185))
    assert said == ["东浦：胜 132；负 45。", "西浦：胜 98；负 30。"]


def test_tables_of_unlike_heads_side_by_side_are_read_each_by_its_own_rows() -> None:
    page = Print()
    page.row(("市区产量", "学校概况"), (80, 320))
    edges = (80, 180, 300, 400)
    for cells in (
        ("地区", "产量", "类别", "人数"),
        ("东浦", "132", "小学", "4500"),
        ("西浦", "98", "中学", "2300"),
    ):
        page.row(cells, edges)
    assert page.lines()[-4:] == [
        "东浦：产量 132。",
        "小学：人数 4500。",
        "西浦：产量 98。",
        "中学：人数 2300。",
    ]


def test_words_amid_one_table_name_no_rows_of_another() -> None:
    page = Print()
    page.row(("市区产量",))
    edges = (80, 180, 300, 400)
    for cells in (
        ("地区", "产量", "作物", "面积"),
        ("东浦", "132", "小麦", "4500"),
        ("西浦", "98", "水稻", "2300"),
    ):
        page.row(cells, edges)
    assert page.lines()[-2:] == [
        "东浦：产量 132；作物 小麦；面积 4500。",
        "西浦：产量 98；作物 水稻；面积 2300。",
    ]


def test_labels_set_as_evenly_as_the_rows_are_no_part_of_names() -> None:
    rows = [
        ("沿海",),
        ("东湖区", "132", "45"),
        ("西湖区", "98", "30"),
        ("内陆",),
        ("青山县", "54", "17"),
        ("白沙县", "41", "12"),
    ]
    said = three_rules(Print(), [(("地区", "金额", "占比"), EDGES)], rows, step=16)
    assert said == [
        "沿海",
        "东湖区：金额 132；占比 45。",
        "西湖区：金额 98；占比 30。",
        "内陆",
        "青山县：金额 54；占比 17。",
        "白沙县：金额 41；占比 12。",
    ]


def test_unit_in_brackets_under_a_head_is_of_that_head() -> None:
    page = Print()
    across(page)
    page.row(("收入", "备案数"), (160, 300), step=7)
    page.row(("地区",), step=7)
    page.row(("（个）",), (300,), step=7)
    page.row(("金额", "占比"), (160, 240))
    across(page)
    for row in (("东浦", "132", "45", "9"), ("西浦", "98", "30", "7")):
        page.row(row, (80, 160, 240, 320))
    across(page)
    assert page.lines() == [
        "东浦：收入金额 132；收入占比 45；备案数 9个。",
        "西浦：收入金额 98；收入占比 30；备案数 7个。",
    ]


def test_like_first_heads_tell_where_heads_over_them_part() -> None:
    heads = ("地区", "合计", "出口", "进口", "合计", "城镇", "乡村")
    edges = (80, 130, 180, 230, 280, 330, 380)
    page = Print()
    page.row(("进出口", "收入"), (178, 332))
    page.row(heads, edges)
    for row in (
        ("东浦", "132", "45", "87", "98", "30", "68"),
        ("西浦", "7", "3", "4", "9", "1", "8"),
    ):
        page.row(row, edges)
    assert page.lines()[0] == (
        "东浦：进出口合计 132；进出口出口 45；进出口进口 87；收入合计 98；收入城镇 30；收入乡村 68。"
    )


def test_larger_line_over_some_columns_is_a_title_and_no_head() -> None:
    page = Print()
    page.canvas.setFont(FONT, 1.3 * SIZE)
    page.canvas.drawString(187, page.y, "沿海收支")
    page.y -= STEP
    page.canvas.setFont(FONT, SIZE)
    page.row(("地区", "金额", "占比", "同比"), (80, 160, 240, 320))
    for row in (("东浦", "13200", "45%", "9%"), ("西浦", "7600", "28%", "7%")):
        page.row(row, (80, 160, 240, 320))
    assert page.lines()[-2:] == [
        "东浦：金额 13200；占比 45%；同比 9%。",
        "西浦：金额 7600；占比 28%；同比 7%。",
    ]


def test_names_of_two_lines_beside_values_at_their_middle_are_a_column() -> None:
    page = Print()
    edges = (80, 160, 240)
    across(page)
    page.row(("地区", "金额", "占比"), edges)
    across(page)
    for first, rest, *values in (("东浦", "新区", "132", "45"), ("西浦", "老城", "98", "30")):
        page.row((first,), step=7)
        page.row(("", *values), edges, step=7)
        page.row((rest,), step=24)
    across(page)
    assert page.lines() == ["东浦新区：金额 132；占比 45。", "西浦老城：金额 98；占比 30。"]


def test_shaded_bands_part_heads_and_rows() -> None:
    page = Print()
    page.canvas.setFillGray(0.9)
    page.canvas.rect(75, page.y - STEP - 6, 405, 2 * STEP, stroke=0, fill=1)
    for at in (3, 5):
        page.canvas.rect(75, page.y - at * STEP - 6, 405, STEP, stroke=0, fill=1)
    page.canvas.setFillGray(0)
    page.row(("一般公共预算收入", "一般公共预算支出"), (175, 335))
    page.row(("地区", "金额（万元）", "比上年增长", "金额（万元）", "比上年增长"), EDGES)
    for row in (*ROWS, *ROWS):
        page.row(row, EDGES)
    assert page.lines()[0] == (
        "东浦：一般公共预算收入金额 13200万元；一般公共预算收入比上年增长 45%；"
        "一般公共预算支出金额 9800万元；一般公共预算支出比上年增长 30%。"
    )


def test_names_of_several_lines_between_upright_rules_stand_beside_their_values() -> None:
    page = Print()
    edges = (80, 200, 300)
    top = page.y + 14
    across(page, x1=400)
    page.row(("地区", "金额", "占比"), edges)
    across(page, x1=400)
    for first, rest, *values in (
        ("沿海的新城", "东浦", "132", "45"),
        ("沿海的老城", "西浦", "98", "30"),
    ):
        page.row((first,), step=7)
        page.row(("", *values), edges, step=7)
        page.row((rest,), step=14)
    across(page, x1=400)
    for x in edges[1:]:
        page.canvas.line(x, top, x, page.y + 14)
    assert page.lines() == [
        "沿海的新城东浦：金额 132；占比 45。",
        "沿海的老城西浦：金额 98；占比 30。",
    ]


def test_columns_of_figures_part_at_little_white() -> None:
    page = Print()
    edges = (80, 160, 198, 270)
    rows = (("东浦", "13,132", "45,000", "9%"), ("西浦", "14,198", "30,500", "7%"))
    said = three_rules(page, [(("地区", "上年数", "本年数", "同比"), edges)], rows, edges)
    assert said == [
        "东浦：上年数 13,132；本年数 45,000；同比 9%。",
        "西浦：上年数 14,198；本年数 30,500；同比 7%。",
    ]
