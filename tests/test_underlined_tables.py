"""Tables whose heads are underlined column by column, as accountants' reports have them."""

from tests.printed_rows import Print
from tests.test_pdf_tables import PROSE, TEXT

COLUMNS = ((60, 190), (200, 290), (300, 370), (380, 470), (480, 550))
NAMES = ("地区", "金额", "比例（%）", "金额", "比例（%）")
SPANS = ((200, 370), (380, 550))


def rule(page: Print, spans: tuple[tuple[int, int], ...]) -> None:
    y = page.y + 14
    for x0, x1 in spans:
        page.canvas.line(x0, y, x1, y)


def row(page: Print, *cells: str, step: int = 20) -> None:
    page.row(cells, [x0 for x0, _ in COLUMNS], step)


def heads(page: Print, columns: tuple[tuple[int, int], ...] = COLUMNS) -> None:
    row(page, "", "期末数", "", "期初数")
    rule(page, SPANS)
    row(page, *NAMES)
    rule(page, columns)


def said(name: str, *values: str) -> str:
    amount, share, before, share_before = values
    return (
        f"{name}：期末数金额 {amount}；期末数比例 {share}%；"
        f"期初数金额 {before}；期初数比例 {share_before}%。"
    )


def test_rules_under_heads_tell_columns_and_what_a_head_spans() -> None:
    page = Print()
    heads(page)
    row(page, "一、沿海", step=20)
    row(page, "东浦经济技术开发区", step=7)
    row(page, "", "132.00", "55.00", "120.00", "60.00", step=7)
    row(page, "港口分区", step=20)
    row(page, "西浦", "108.00", "45.00", "80.00", "40.00", step=30)
    rule(page, COLUMNS[1:])
    row(page, "合计", "240.00", "100.00", "200.00", "100.00", step=40)
    for cells, step in TEXT:
        page.row(cells, (60,), step)
    assert page.lines() == [
        "一、沿海",
        said("东浦经济技术开发区港口分区", "132.00", "55.00", "120.00", "60.00"),
        said("西浦", "108.00", "45.00", "80.00", "40.00"),
        said("合计", "240.00", "100.00", "200.00", "100.00"),
        PROSE,
    ]


def test_one_rule_under_two_heads_is_parted_by_the_white_between_them() -> None:
    page = Print()
    heads(page, (*COLUMNS[:3], (380, 550)))
    row(page, "东浦", "132.00", "55.00", "120.00", "60.00")
    row(page, "西浦", "108.00", "45.00", "80.00", "40.00")
    assert page.lines() == [
        said("东浦", "132.00", "55.00", "120.00", "60.00"),
        said("西浦", "108.00", "45.00", "80.00", "40.00"),
    ]


def test_one_rule_under_two_heads_is_parted_where_each_is_at_the_middle_of_its_columns() -> None:
    page = Print()
    page.row(("期初数", "本期增减变动"), (230, 395))
    rule(page, ((200, 550),))
    row(page, "地区", "金额", "新股", "送股", "其他")
    rule(page, COLUMNS)
    row(page, "东浦", "132.00", "55.00", "120.00", "60.00")
    change = "；".join(
        f"本期增减变动{head} {value}"
        for head, value in (("新股", "55.00"), ("送股", "120.00"), ("其他", "60.00"))
    )
    assert page.lines() == [f"东浦：期初数金额 132.00；{change}。"]


def test_names_that_cannot_be_told_apart_stand_over_their_rows() -> None:
    page = Print()
    heads(page)
    row(page, "东浦港三号变电室低压", "132.00", "55.00", "120.00", "60.00", step=12)
    row(page, "联络线路控制系统改造", step=12)
    row(page, "软件", "108.00", "45.00", "80.00", "40.00")
    for _ in range(2):
        row(page, "西浦经济技术开发区一", step=6)
        row(page, "", "240.00", "100.00", "200.00", "100.00", step=6)
        row(page, "区")
    assert page.lines() == [
        "东浦港三号变电室低压联络线路控制系统改造软件",
        said("", "132.00", "55.00", "120.00", "60.00")[1:],
        said("", "108.00", "45.00", "80.00", "40.00")[1:],
        *[said("西浦经济技术开发区一区", "240.00", "100.00", "200.00", "100.00")] * 2,
    ]


def test_values_of_a_row_may_stand_at_two_of_its_name_s_lines() -> None:
    page = Print()
    heads(page)
    row(page, "东浦经济技术开发区港口", "132.00", "55.00", step=12)
    row(page, "分区", "", "", "120.00", "60.00")
    row(page, "西浦", "108.00", "45.00", "80.00", "40.00")
    row(page, "北原", "", "", "80.00", "40.00")
    row(page, "合计", "240.00", "100.00", "200.00", "100.00")
    assert page.lines() == [
        said("东浦经济技术开发区港口分区", "132.00", "55.00", "120.00", "60.00"),
        said("西浦", "108.00", "45.00", "80.00", "40.00"),
        "北原：期初数金额 80.00；期初数比例 40.00%。",
        said("合计", "240.00", "100.00", "200.00", "100.00"),
    ]


def test_names_of_rows_need_no_rule_over_them() -> None:
    page = Print()
    heads(page, COLUMNS[1:])
    row(page, "东浦", "132.00", "55.00", "120.00", "60.00")
    assert page.lines() == [said("东浦", "132.00", "55.00", "120.00", "60.00")]


def test_blanks_to_fill_in_are_no_heads() -> None:
    page = Print()
    row(page, "姓名 何青竹", "年龄 32", step=20)
    rule(page, COLUMNS[:2])
    for cells, step in TEXT:
        page.row(cells, (60,), step)
    first, *_, last = page.lines()
    assert ("：" not in first) and last == PROSE


def test_name_beside_several_rows_is_each_one_s() -> None:
    page = Print()
    row(page, "地区", "行业", "产值（亿元）")
    rule(page, COLUMNS[:3])
    row(page, "", "纺织", "32.5", step=10)
    row(page, "东浦", step=10)
    row(page, "", "钢铁", "118.0", step=20)
    row(page, "西浦", "电子", "210.7", step=20)
    row(page, "合计", "", "361.2", step=20)
    assert page.lines() == [
        "东浦：行业 纺织；产值 32.5亿元。",
        "东浦：行业 钢铁；产值 118.0亿元。",
        "西浦：行业 电子；产值 210.7亿元。",
        "合计：产值 361.2亿元。",
    ]


def test_names_printed_over_one_another_a_little_apart_are_each_its_row_s() -> None:
    page = Print()
    heads(page)
    row(page, "东浦经济技术开发区", "132.00", "55.00", "120.00", "60.00", step=4)
    row(page, "西浦经济技术开发区港口", step=12)
    row(page, "分区", "108.00", "45.00", "80.00", "40.00")
    assert page.lines() == [
        said("东浦经济技术开发区", "132.00", "55.00", "120.00", "60.00"),
        said("西浦经济技术开发区港口分区", "108.00", "45.00", "80.00", "40.00"),
    ]


def test_names_printed_over_one_another_at_one_height_are_no_row_s() -> None:
    page = Print()
    heads(page)
    page.row(("西浦开发区",), (64,), 0)
    row(page, "东浦开发区", "132.00", "55.00", "120.00", "60.00")
    row(page, "南浦", "108.00", "45.00", "80.00", "40.00")
    lines = page.lines()
    assert said("", "132.00", "55.00", "120.00", "60.00")[1:] in lines
    assert said("南浦", "108.00", "45.00", "80.00", "40.00") in lines


def test_heads_printed_over_one_another_name_no_column() -> None:
    page = Print()
    rule(page, SPANS)
    page.row(("2031年度",), (206,), 0)
    row(page, "地区", "2030年度", "比例（%）", "金额", "比例（%）")
    rule(page, COLUMNS)
    row(page, "东浦", "132.00", "55.00", "120.00", "60.00")
    row(page, "南浦", "108.00", "45.00", "80.00", "40.00")
    assert not any("年" in line and "132.00" in line for line in page.lines())
