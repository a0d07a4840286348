"""Heads over columns of tables without rules: at several heights, over several columns, unsure."""

from collections.abc import Sequence

from tests.printed_rows import Print

CENTERS = (100, 200, 280, 360, 460)
ROWS = [
    ("东浦", "132.5", "45", "1200", "7.5"),
    ("西浦", "98.4", "30", "1100", "6.5"),
    ("南浦", "77.3", "28", "1000", "5.5"),
]


def centered(page: Print, cells: Sequence[tuple[float, str]], step: int) -> None:
    page.canvas.setFont("STSong-Light", 11)
    for x, words in cells:
        page.canvas.drawCentredString(x, page.y, words)
    page.y -= step


def rows(page: Print, centers: Sequence[float] = CENTERS) -> list[str]:
    for cells in ROWS:
        centered(page, list(zip(centers, cells, strict=False)), 20)
    return page.lines()


def test_heads_at_three_heights_name_each_column() -> None:
    page = Print()
    centered(page, [(240, "产量（万吨）")], 9)
    centered(page, [(100, "地区"), (360, "面积（亩）"), (460, "比重")], 9)
    centered(page, [(200, "2029年"), (280, "2030年")], 20)
    assert rows(page)[0] == "东浦：产量2029年 132.5万吨；产量2030年 45万吨；面积 1200亩；比重 7.5。"


def test_short_head_amid_two_columns_is_sure_of_neither() -> None:
    page = Print()
    centered(page, [(100, "地区"), (240, "产量（万吨）"), (360, "面积（亩）"), (460, "比重")], 20)
    assert rows(page)[-3] == "东浦：132.5；45；1200；7.5。"


def test_heads_that_may_be_over_other_columns_as_well_name_none() -> None:
    page = Print()
    centered(page, [(100, "地区"), (200, "产量（万吨）"), (320, "面积（亩）")], 20)
    assert rows(page, (100, 180, 260, 340))[-3] == "东浦：132.5；45；1200。"


def test_columns_stand_apart_by_three_quarters_of_a_character() -> None:
    page = Print()
    edges = (80, 132.4, 240)
    for cells in [
        ("地区", "产量（万吨）", "面积（亩）"),
        ("石桥街道", "132", "45"),
        ("青湖", "98", "30"),
    ]:
        page.row(cells, edges)
    assert page.lines() == ["石桥街道：产量 132万吨；面积 45亩。", "青湖：产量 98万吨；面积 30亩。"]


def test_short_head_amid_two_columns_between_rules_is_sure_of_neither() -> None:
    page = Print()
    for cells in [
        [(100, "地区"), (240, "产量（万吨）"), (340, "面积（亩）")],
        *map(value_row, ROWS),
    ]:
        centered(page, cells, 20)
        page.canvas.line(60, page.y + 14, 400, page.y + 14)
    assert page.lines()[1] == "东浦：132.5；45；1200。"


def value_row(cells: Sequence[str]) -> list[tuple[float, str]]:
    return list(zip((100, 200, 280, 340), cells, strict=False))
