"""Tables that a page's end cuts in two, also within a row."""

from collections.abc import Sequence

import pytest

from tests.printed_rows import (
    FOUR,
    FULL_CELLS,
    LAST,
    NAMES,
    PROSE,
    RUNS_ON,
    SAID_OF_FOUR,
    TEXT,
    Print,
    write,
)


def test_row_that_runs_on_keeps_its_heads_on_the_next_page() -> None:
    page = Print()
    write(page, [*TEXT, (NAMES, 24), *((row, 24) for row in LAST)])
    page.turn()
    write(page, [(FULL_CELLS, 14), (RUNS_ON, 24), *TEXT])
    first, *rest = SAID_OF_FOUR
    assert page.lines() == [PROSE, *rest, first, PROSE]


REST = ("", "发三年", "", "")
NEXT = ("企业培育", "奖励高新技术企业", "科技局", "30")
WHOLE = "人才引进：内容 向博士发放生活补贴，每人每年三万元，最多一连发三年；单位 人力资源局、财政局；金额 12万元。"
SAID_NEXT = "企业培育：内容 奖励高新技术企业；单位 科技局；金额 30万元。"


def grid_of(page: Print, rows: Sequence[Sequence[tuple[str, ...]]]) -> None:
    """Write rows, each of some lines, between rules."""
    edges = (*FOUR, 540)
    top = page.y + 14
    ys = [top]
    for lines in rows:
        write(page, [(cells, 14) for cells in lines])
        page.y -= 8
        ys.append(page.y + 14)
    for x in edges:
        page.canvas.line(x, top, x, ys[-1])
    for y in ys:
        page.canvas.line(edges[0], y, edges[-1], y)


@pytest.mark.parametrize("again", [False, True])
@pytest.mark.parametrize("ruled", [False, True])
def test_row_cut_by_a_page_s_end_is_one_row(ruled: bool, again: bool) -> None:
    page = Print()
    heads = [[NAMES]] if again else []
    cut = [
        [
            ("人才引进", "向博士发放生活补贴，每", "人力资源局、", "12"),
            ("", "人每年三万元，最多一连", "财政局", ""),
        ]
    ]
    if ruled:
        grid_of(page, [[NAMES], [FULL_CELLS, RUNS_ON], *cut])
        page.turn()
        grid_of(page, [*heads, [REST], [NEXT], [LAST[0]]])
    else:
        write(
            page, [(NAMES, 24), (FULL_CELLS, 14), (RUNS_ON, 24), (cut[0][0], 14), (cut[0][1], 24)]
        )
        page.turn()
        write(page, [*((names, 24) for (names,) in heads), (REST, 24), (NEXT, 24), (LAST[0], 24)])
    assert page.lines() == [SAID_OF_FOUR[0], WHOLE, SAID_NEXT, SAID_OF_FOUR[1]]


@pytest.mark.parametrize("ruled", [False, True])
def test_row_that_begins_a_page_is_none_of_the_row_before(ruled: bool) -> None:
    page = Print()
    rows = [[NAMES], [FULL_CELLS, RUNS_ON], [NEXT]]
    more = [[("", "每户补贴三万元", "科技局", "7")], [("其中：", "", "", "")]]
    for at, part in enumerate([rows, [*more, [LAST[0]]]]):
        if at:
            page.turn()
        if ruled:
            grid_of(page, part)
        for lines in [] if ruled else part:
            write(page, [*((line, 14) for line in lines[:-1]), (lines[-1], 24)])
    said = page.lines()
    assert SAID_NEXT in said and SAID_OF_FOUR[1] in said


def across_of(page: Print, rows: Sequence[Sequence[tuple[str, ...]]]) -> None:
    """Write rows, each of some lines over a rule."""
    for lines in rows:
        write(page, [(cells, 14) for cells in lines])
        page.canvas.line(FOUR[0], page.y + 8, 540, page.y + 8)
        page.y -= 8


def test_rest_of_a_row_over_a_page_s_first_rule_is_of_the_row() -> None:
    page = Print()
    across_of(page, [[NAMES], [FULL_CELLS, RUNS_ON], [LAST[0]]])
    write(page, [(("育种", "向博士发放生活补贴，每人每年三", "人力资源局、", "86"), 14)])
    page.turn()
    rest = [("", "万元，最多一连发三年，由各单位", "财政局", ""), ("", "报送名单", "", "")]
    across_of(page, [rest, [NEXT], *([row] for row in LAST)])
    words = "向博士发放生活补贴，每人每年三万元，最多一连发三年，由各单位报送名单"
    whole = f"育种：内容 {words}；单位 人力资源局、财政局；金额 86万元。"
    assert page.lines() == [*SAID_OF_FOUR[:2], whole, SAID_NEXT, *SAID_OF_FOUR[1:]]


def test_line_of_a_cut_row_under_the_last_rule_leaves_the_rest_its_heads() -> None:
    page = Print()
    across_of(page, [[NAMES], [FULL_CELLS, RUNS_ON], [LAST[0]]])
    write(page, [(("", "向博士发放生活", "", ""), 14)])
    page.turn()
    across_of(page, [[("育种", "补贴", "科技局", "86")], [NEXT], [LAST[1]]])
    assert page.lines()[-2:] == [SAID_NEXT, SAID_OF_FOUR[2]]
