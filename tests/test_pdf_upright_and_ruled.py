"""Upright headlines with what stands beside them, rules in a row, bars with a section's name."""

from dataclasses import replace

import pytest

from corpus.pdf.across import Across
from corpus.pdf.articles import assemble
from corpus.pdf.columns import find_columns
from corpus.pdf.cuts_down import find_gutters
from corpus.pdf.entries import whole_pictures
from corpus.pdf.frames import Framed, unparted
from corpus.pdf.items import Block, Item, area_of, find_rows
from corpus.pdf.lines import Stroke, find_strokes, make_stroke
from corpus.pdf.ornaments import bars_to_rules
from corpus.pdf.placed import Placed
from corpus.pdf.text import Area, Glyph, PrintedPage
from tests.test_pdf_designs import glyph, set_lines
from tests.test_pdf_headed_boxes import LAST, OTHER, put, told_by

BODY = 10.0
WIDE = 13  # characters of a column's lines


def upright(text: str, x: float, y: float, em: float) -> Stroke:
    glyphs = [glyph(char, x, y + 1.1 * em * at, em) for at, char in enumerate(text)]
    return make_stroke(glyphs, 1, vertical=True)


def corners(items: list[Item], rules: list[Area]) -> list[tuple[int, int, str]]:
    """Where the columns begin, in their order, and what parts each from the one before."""
    found = find_columns(items, rules, BODY)
    areas = [(area_of([one for row in column.rows for one in row]), column) for column in found]
    return [(round(area.x0), round(area.y0), column.cut) for area, column in areas]


def set_row(text: str, x: float, y: float, em: float = BODY) -> list[Glyph]:
    return [glyph(char, x + em * at, y, em) for at, char in enumerate(text)]


def ended(x: float, y: float) -> list[Item]:
    """A column's text that has come to its end."""
    return [*set_lines(x, y, 4, chars=WIDE), make_stroke(set_row("苗苗。", x, y + 64), 1)]


@pytest.mark.parametrize(
    "spans",
    [
        ((0, 130), (150, 430)),  # an article of one column, one of two
        ((0, 130), (150, 280), (300, 430)),
    ],
)
def test_rules_in_a_row_part_all_columns_at_once(spans: tuple[tuple[int, int], ...]) -> None:
    texts = [ended(x, y) for x in (0, 150, 300) for y in (0, 120)]
    rules = [Area(x0, 96, x1, 96.5) for x0, x1 in spans]
    items = [one for text in texts for one in text]
    by_row = [(x, y) for y in (0, 120) for x in (0, 150, 300)]
    assert [(x, y) for x, y, _ in corners(items, rules)] == by_row
    assert [(x, y) for x, y, _ in corners(items, rules[:1])] != by_row  # no row


@pytest.mark.parametrize(
    ("held", "below", "ruled"),
    [
        ("院务公告", ("义诊预告", "停电通知"), True),
        ("院务公告", ("义诊预告",), False),  # a heading on a tint, in one column
        ("项目    金额", ("义诊", "三千"), False),  # the heads of a table
    ],
)
def test_a_bar_with_a_section_s_name_over_columns_is_a_rule(
    held: str, below: tuple[str, ...], ruled: bool
) -> None:
    words = [one for one in set_row(held, 50.0, 402.0) if one.text != " "]
    under = [one for at, text in enumerate(below) for one in set_row(text, 50 + 200 * at, 430)]
    page = PrintedPage(1, 600, 800, (*words, *under), fills=(Area(40, 400, 560, 414),))
    assert [rule.y1 for rule in bars_to_rules(page).rules] == ([400.0] if ruled else [])


def test_upright_lines_close_together_are_read_from_the_right() -> None:
    deck, title = upright("三年办成小项目", 30, 0, 10), upright("一张预算表", 46, 0, 24)
    kicker = upright("乡村治理", 76, 0, 10)
    text = set_lines(100, 0, 14)
    assert find_rows([deck, title, kicker]) == [[kicker], [title], [deck]]
    assert len(find_gutters([deck, title, kicker, *text], [], BODY)) == 1  # none between them


def test_a_rule_within_the_text_of_an_upright_headline_ends_no_article() -> None:
    title = upright("一张预算表开到村民小组", 150, 0, 18)
    texts = [*set_lines(0, 0, 14, chars=12), *set_lines(180, 0, 14), *set_lines(320, 0, 12)]
    walls = [Area(x, 0, x + 0.5, 220) for x in (135, 310)]
    assert [cut for x, _, cut in corners([title, *texts], walls) if x == 320] == ["column"]
    other = upright("城里的秋天", 446, 0, 18)  # right of its own text: an article of its own
    assert [cut for x, _, cut in corners([title, *texts, other], walls) if x == 320] == ["rule"]


def test_a_rule_under_a_headline_over_it_parts_no_articles() -> None:
    """Behind it a picture stands over two columns, with a rule of their own under it."""
    head = make_stroke(set_row("三个大学生和一座空心村", 80, 0, 24), 1)
    picture = Block(Area(150, 40, 430, 140), "picture")
    items = [head, *set_lines(0, 40, 14, chars=WIDE), picture]
    items += [*set_lines(150, 160, 6, chars=WIDE), *set_lines(300, 160, 6, chars=WIDE)]
    walls = [Area(140, 38, 140.5, 260), Area(290, 150, 290.5, 260)]
    assert "rule" not in [cut for _, _, cut in corners(items, walls)]


def test_a_byline_beside_a_table_is_no_deck_over_both_columns() -> None:
    deck = make_stroke(set_row("空气炸锅便携榨汁杯成为主力出货增加三成四", 0, 0, 11), 1)
    byline = make_stroke(set_row("本报记者曹述平", 0, 22, 8), 1)
    table = Block(Area(150, 20, 280, 110), "table", 0)
    items = [deck, byline, *set_lines(0, 36, 10, chars=WIDE), table]
    items += set_lines(150, 120, 4, chars=WIDE)
    assert [(x, y) for x, y, _ in corners(items, [])] == [(0, 0), (0, 22), (150, 20)]


def test_columns_of_a_page_are_told_where_a_box_begins_the_second() -> None:
    flow = [
        put("抢在雨前头", (0, 0, 180, 20), 20.0, cut="start"),
        put("二十万亩小麦七天归仓。", (0, 30, 180, 200)),
        put("蓝莓论颗卖", (0, 220, 180, 238), 18.0, cut="rule"),
        put("一盒卖到19元。", (0, 250, 180, 400)),
        put("废膜换新膜", (200, 120, 300, 138), 18.0, cut="rule"),
        put("点数能换一把铁锹。", (200, 150, 300, 400)),
        put("六月农技提醒", (200, 0, 300, 16), 16.0, cut="start", part=1),
        put("早稻进入孕穗期。", (200, 20, 300, 100), part=1),
    ]
    titles = [title for title, _ in told_by(assemble(flow, BODY))]
    assert titles == ["抢在雨前头", "蓝莓论颗卖", "废膜换新膜", "六月农技提醒"]


@pytest.mark.parametrize(
    ("wall", "is_table"),
    [
        (Area(297, 90, 297.5, 250), False),
        (Area(297, 200, 297.5, 400), True),  # of what stands below it
        (Area(40, 90, 40.5, 250), True),  # its own side
    ],
)
def test_what_a_page_s_upright_rule_parts_is_no_table(wall: Area, is_table: bool) -> None:
    found = Across(tuple(Area(40, y, 540, y + 0.5) for y in (100, 150, 240)))
    assert list(unparted([found], [*found.rules, wall])) == ([found] if is_table else [])


@pytest.mark.parametrize(("top", "titles"), [(62.0, 1), (4.0, 2)])
def test_a_subhead_level_with_a_byline_begins_a_column_of_its_text(top: float, titles: int) -> None:
    """One level with the headline is an article's own."""
    flow = [
        put("裱画的人最怕急", (0, 0, 140, 30), 30.0, cut="across"),
        put("采访　吕晚晴", (0, 60, 60, 70), heading=True),
        put("葛秋水修了四十年书。", (0, 80, 140, 300)),
        put("浆糊里有学问", (200, top, 260, top + 10), cut="column", heading=True),
        put("买来的面粉太黏，沉七天。", (200, top + 20, 340, 300)),
    ]
    read = told_by(assemble([*flow, *OTHER], BODY))
    assert len(read) == titles + 1


def put_upright(one: Placed) -> Placed:
    return replace(one, setting=replace(one.setting, vertical=True))


def test_an_upright_headline_with_a_deck_heads_the_text_at_its_right() -> None:
    """Both stand beside the text at the left of a rule, too, which has a headline."""
    flow = [
        put("医生在海边", (0, 0, 100, 20), 18.0),
        put("专家在千里外主刀。", (0, 30, 100, 140)),
        put("一张预算表", (160, 0, 180, 130), 20.0, cut="rule"),
        put("三年办成小项目", (140, 0, 152, 80), 12.0),
        put("十四个村议明年的钱。", (200, 0, 300, 140), cut="column"),
    ]
    for at in (2, 3):
        flow[at] = put_upright(flow[at])
    read = told_by(assemble([*flow, *OTHER], BODY))
    assert [title for title, _ in read[:2]] == ["医生在海边", "一张预算表"]
    assert [body[-1] for _, body in read[:2]] == ["专家在千里外主刀。", "十四个村议明年的钱。"]


def test_two_large_characters_one_below_the_other_are_an_upright_headline() -> None:
    text = [one for row in range(6) for one in set_row("苗" * 12, 60.0, 16.0 * row)]
    alone = [glyph(char, 20.0, 26.0 * at, 24.0) for at, char in enumerate("捡秋")]
    assert "捡秋" in [one.text for one in find_strokes([*alone, *text], 1) if one.vertical]
    beside = [glyph(char, 46.0, 26.0 * at, 24.0) for at, char in enumerate("霜叶")]
    rows = [one for pair in zip(alone, beside, strict=True) for one in pair]
    assert not any(one.vertical for one in find_strokes([*rows, *text], 1))  # two rows of two


def test_a_headline_of_short_lines_stands_beside_its_text() -> None:
    head = [
        make_stroke(set_row(text, 0, 24.0 * at, 18), 1)
        for at, text in enumerate(["慢一点", "的权利"])
    ]
    assert len(find_gutters([*head, *set_lines(80, 0, 6)], [], BODY)) == 1


def test_a_byline_of_a_supplement_set_like_subheads_is_no_brief() -> None:
    flow = [
        put("胸口一紧，别硬扛", (0, 0, 180, 20), 20.0),
        put("本报健康周刊记者 安康", (0, 30, 100, 40), heading=True),
        put("司机在卸货时突然胸闷。", (0, 50, 100, 60)),
        put("这几种疼容易误判", (0, 70, 100, 80), heading=True),
        put("典型的疼在胸骨后面。", (0, 90, 100, 100)),
        put("身边有人倒下怎么办", (0, 110, 100, 120), heading=True),
        put("先拍肩呼唤。", (0, 130, 100, 140)),
    ]
    read = told_by(assemble([*flow, *OTHER], BODY))
    assert read == [("胸口一紧，别硬扛", [one.setting.text for one in flow[1:]]), LAST]


def test_pictures_drawn_within_another_are_part_of_it() -> None:
    whole, apart = Area(0, 0, 200, 100), Area(0, 120, 90, 200)
    framed = Framed((), (), (Area(20, 40, 60, 90), whole, whole, apart), ())
    assert whole_pictures(framed) == [whole, apart]
