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


OPEN = ("事项", "内容", "金额（万元）")
LIST = (60, 160, 400)


def open_row(page: Print, name: str, value: str, words: Sequence[str], own: int) -> None:
    """A row whose name and value stand at the height of line ``own`` of its words."""
    for at, line in enumerate(words):
        cells = (name, line, value) if at == own else ("", line, "")
        page.row(cells, LIST, 14)
    page.y -= 12


@pytest.mark.parametrize("place", ["middle", "foot"])
def test_list_without_rules_is_read_wherever_its_cells_stand(place: str) -> None:
    wanted, page = [], Print()
    page.row(OPEN, LIST, 26)
    for number, count in enumerate((3, 5, 1, 3, 5, 3)):
        if number == 3:
            page.turn()
        words = [f"{at}对新认定的孵化器给予补助并公示" for at in range(count - 1)]
        words.append(f"共{count}行")
        open_row(
            page,
            f"补助{number}",
            f"{number + 7}",
            words,
            count // 2 if place == "middle" else count - 1,
        )
        wanted.append(f"补助{number}：内容 {''.join(words)}；金额 {number + 7}万元。")
    assert page.lines() == wanted


@pytest.mark.parametrize("cut", [1, 2, 3, 4])
def test_row_of_a_list_that_a_page_s_end_cuts_anywhere_is_one_row(cut: int) -> None:
    words = [*(f"{at}对新认定的孵化器给予补助并公示" for at in range(4)), "共五行"]
    page = Print()
    page.row(OPEN, LIST, 26)
    open_row(page, "东浦", "12", words[:3], 1)
    for at, line in enumerate(words):
        if at == cut:
            page.turn()
        page.row(("西浦", line, "30") if at == 2 else ("", line, ""), LIST, 14)
    page.y -= 12
    open_row(page, "南浦", "45", words[:3], 1)
    assert page.lines() == [
        f"东浦：内容 {''.join(words[:3])}；金额 12万元。",
        f"西浦：内容 {''.join(words)}；金额 30万元。",
        f"南浦：内容 {''.join(words[:3])}；金额 45万元。",
    ]


def test_two_rows_between_rules_on_a_page_of_their_own_are_rows() -> None:
    page = Print()
    across_of(page, [[NAMES], [FULL_CELLS, RUNS_ON], [LAST[0]]])
    page.turn()
    page.canvas.line(FOUR[0], page.y + 16, 540, page.y + 16)
    high = ("", "对新认定的国家级孵化器", "科技局、财")
    for name, value in (("育种", "86"), ("试种", "7")):
        write(page, [(high, 7), ((name, "", "", value), 7), (RUNS_ON, 14)])
        page.canvas.line(FOUR[0], page.y + 8, 540, page.y + 8)
        page.y -= 8
    words = "内容 对新认定的国家级孵化器给予一次性补助；单位 科技局、财政局；金额"
    assert page.lines()[2:] == [f"育种：{words} 86万元。", f"试种：{words} 7万元。"]
