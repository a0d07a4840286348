"""Headings in boxes, over pictures and beside upright headlines: whose they are."""

from dataclasses import replace

import pytest

from corpus.page.articles import Page
from corpus.page.reflow import Paragraph
from corpus.pdf.articles import assemble
from corpus.pdf.columns import find_columns
from corpus.pdf.cuts_across import under_headline
from corpus.pdf.frames import take_frames
from corpus.pdf.items import Cut
from corpus.pdf.lines import Stroke, find_strokes, make_stroke
from corpus.pdf.paragraphs import Setting
from corpus.pdf.placed import Placed
from corpus.pdf.text import Area, Glyph, PrintedPage
from corpus.records import PrintedRun
from tests.test_pdf_designs import glyph

BODY = 10.0
TEXT = "双河县种玉米一百一十六万亩。"


def put(
    text: str,
    area: tuple[float, float, float, float],
    em: float = BODY,
    *,
    cut: Cut | None = None,
    part: int = 0,
    heading: bool | None = None,
) -> Placed:
    heading = em > BODY if heading is None else heading
    paragraph = Paragraph(text, (PrintedRun(0, None, 1, (area,) * len(text)),), heading)
    return Placed(Setting(paragraph, em, False, 1, *area), cut, part)


def told_by(page: Page) -> list[tuple[str | None, list[str]]]:
    return [(p.title and p.title.text, [b.text for b in p.body]) for p in page.pieces]


OTHER = (
    put("冬小麦晚播抓好三个环节", (0, 900, 200, 920), 20.0, cut="rule"),
    put("中部冬小麦播期推迟了七天。", (0, 940, 90, 950)),
    put("农民抢时下种。", (110, 940, 200, 950), cut="column"),
)
LAST = ("冬小麦晚播抓好三个环节", ["中部冬小麦播期推迟了七天。", "农民抢时下种。"])


def test_figures_one_below_the_other_are_told_by_lines_set_like_headings() -> None:
    box = [
        put("数读", (300, 0, 340, 20), 18.0, cut="start", part=1),
        put("一张图看懂玉米账", (300, 30, 400, 44), 14.0, part=1),
        put("116万亩", (300, 60, 360, 80), 20.0, part=1),
        put("今年种下的玉米", (300, 84, 380, 93), 9.0, part=1, heading=True),
        put("7天", (300, 110, 340, 130), 20.0, cut="rule", part=1),
        put("播期推迟", (300, 134, 340, 143), 9.0, part=1, heading=True),
    ]
    read = told_by(assemble([*OTHER, *box], BODY))
    lines = ["116万亩 今年种下的玉米", "7天 播期推迟"]
    assert read == [LAST, ("一张图看懂玉米账", lines)]


def test_a_headline_over_a_picture_heads_the_text_under_the_caption() -> None:
    page = [
        put("记者 何青竹", (20, 330, 80, 340), cut="across", heading=True),
        put(TEXT, (0, 346, 90, 366)),
        put("农民抢收。", (110, 330, 200, 340), cut="column"),
        *OTHER,
        put("一穗玉米", (20, 260, 140, 290), 30.0, cut="start", part=1),
        put("七个去处，三种吃法", (20, 294, 150, 306), 12.0, part=1),
        put("玉米地。何青竹 摄", (0, 312, 90, 321), 9.0, cut="start", part=-1),
    ]
    read = told_by(assemble(page, BODY))
    body = ["七个去处，三种吃法", "记者 何青竹", TEXT, "农民抢收。"]
    assert read[0] == ("一穗玉米", body)


def test_a_deck_beside_its_headline_makes_that_no_banner() -> None:
    page = [
        put("一穗玉米", (0, 0, 120, 40), 40.0, cut="start"),
        put("七个去处，三种吃法", (140, 10, 260, 25), 15.0),
        put(TEXT, (0, 60, 90, 80), cut="across"),
        put("农民抢收。", (110, 60, 200, 70), cut="column"),
        *OTHER,
    ]
    assert told_by(assemble(page, BODY))[0][0] == "一穗玉米"


def test_an_editors_note_in_a_box_opens_the_article_it_stands_in() -> None:
    note = "编者按：玉米收了，我们去看它的去处。"
    page = [
        put("一穗玉米的去处", (100, 0, 200, 20), 20.0, cut="start"),
        put("记者 何青竹", (100, 30, 160, 40)),
        put(TEXT, (0, 120, 90, 140), cut="across"),
        put("农民抢收。", (110, 120, 200, 130), cut="column"),
        *OTHER,
        put(note, (104, 50, 196, 80), cut="start", part=1),
    ]
    read = told_by(assemble(page, BODY))
    assert read == [("一穗玉米的去处", ["记者 何青竹", note, TEXT, "农民抢收。"]), LAST]


@pytest.mark.parametrize("listed", ["", " 第3页"])
def test_lines_in_the_middle_of_a_box_are_verse_under_its_headline(listed: str) -> None:
    lines = [f"{line}{listed}" for line in ("装一座楼", "装一条路", "剩下沉默")]
    box = [
        put("窑火谣", (330, 0, 370, 20), 20.0, cut="start", part=1),
        *(
            put(line, (320, 30 + 40 * at, 380, 60 + 40 * at), 12.0, part=1)
            for at, line in enumerate(lines)
        ),
    ]
    read = told_by(assemble([*OTHER, *box], BODY))
    assert read == [LAST, *([] if listed else [("窑火谣", lines)])]


@pytest.mark.parametrize("line", ["（作者单位：庐阳大学新闻学院）", "（经营部）"])
def test_who_wrote_is_told_in_brackets_and_is_no_heading(line: str) -> None:
    page = [
        put("五月产销快报", (0, 0, 100, 14), 14.0, cut="start"),
        put(line, (20, 20, 80, 30), heading=True),
        put(TEXT, (0, 34, 90, 54)),
        put("农民抢收。", (110, 20, 200, 30), cut="column"),
        *OTHER,
    ]
    read = told_by(assemble(page, BODY))
    assert read == [("五月产销快报", [line, TEXT, "农民抢收。"]), LAST]


def test_a_mark_beside_its_place_belongs_to_its_upright_line() -> None:
    places = [*((75.0, 40.3 * at) for at in range(4)), (96.0, 142.5)]
    right = [glyph(char, *at, 38.0) for char, at in zip("坐船上班，", places, strict=True)]
    left = [glyph(char, 35.0, 46 + 40.3 * at, 38.0) for at, char in enumerate("你心动了吗")]
    text = [glyph("文", 140.0 + 10 * x, 300 + 12.0 * y, 10.0) for y in range(9) for x in range(12)]
    upright = [one for one in find_strokes([*right, *left, *text], 1) if one.vertical]
    assert [(one.text, one.x0, one.x1) for one in upright] == [("坐船上班，你心动了吗", 35, 113)]


def test_no_cut_goes_under_a_line_that_an_upright_headline_begins_above() -> None:
    upright = [glyph(char, 0.0, 40.0 * at, 38.0) for at, char in enumerate("坐船上班")]
    head = make_stroke(upright, 1, vertical=True)
    deck = make_stroke([glyph("题", 60.0 + 15 * at, 20.0, 15.0) for at in range(20)], 1)
    rows = [
        make_stroke(
            [glyph("文" if at < 9 else "，", x + 10.0 * at, y, 10.0) for at in range(16)], 1
        )
        for y in range(42, 140, 14)
        for x in (60.0, 240.0)
    ]
    assert under_headline([deck, *rows], [], BODY) is not None
    assert under_headline([deck, *rows, head], [], BODY) is None


def line(text: str, x: float, y: float, em: float = BODY) -> Stroke:
    return make_stroke(row(text, x, y, em), 1)


def row(text: str, x: float, y: float, em: float = BODY) -> list[Glyph]:
    return [glyph(char, x + em * at, y, em) for at, char in enumerate(text)]


def columns_of(strokes: list[Stroke]) -> list[list[str]]:
    found = find_columns(strokes, [], BODY)
    return [
        [one.text for row in column.rows for one in row if isinstance(one, Stroke)]
        for column in found
    ]


FIGURES = (("11亿元", "今年种下的玉米"), ("2万亩", "有去处"), ("3时5分", "最早上地"))


@pytest.mark.parametrize("over", [False, True])
def test_a_strip_of_figures_falls_into_columns_of_one_line(over: bool) -> None:
    name = [line("今日数读", 0, 10, 18.0)]
    figure, words = (34, 20) if over else (20, 44)
    strip = [
        part
        for at, (one, text) in enumerate(FIGURES)
        for part in (line(one, 130 + 110 * at, figure, 20.0), line(text, 130 + 110 * at, words))
    ]
    told = [[text, one] if over else [one, text] for one, text in FIGURES]
    assert columns_of([line("今日数读", 0, 26, 18.0), *strip]) == [["今日数读"], *told]
    above = [line("三月的玉米账目", 130, -14, 20.0)]
    assert columns_of(above + strip) == [["三月的玉米账目"], *told]
    assert columns_of(name + strip[:4]) != [["今日数读"], *told[:2]]  # two are no strip


def test_words_over_figures_tell_of_them() -> None:
    box = [put("玉米的账", (0, 0, 60, 14), 14.0, cut="start", part=1)]
    for at, (figure, words) in enumerate(FIGURES):
        x = 100.0 * at
        box.append(put(words, (x, 20, x + 70, 30), 10.0, cut="column", part=1, heading=True))
        box.append(put(figure, (x, 34, x + 60, 54), 20.0, part=1))
    read = told_by(assemble([*OTHER, *box], BODY))
    assert read == [LAST, ("玉米的账", [f"{words} {figure}" for figure, words in FIGURES])]


def test_a_line_under_a_sections_name_heads_the_figures_beside_it() -> None:
    box = [
        put("今日数读", (0, 0, 60, 18), 18.0, cut="start", part=1),
        put("玉米的账", (0, 24, 60, 33), 9.0, part=1),
    ]
    for at, (figure, words) in enumerate(FIGURES):
        x = 100.0 + 100.0 * at
        box.append(put(figure, (x, 0, x + 60, 20), 20.0, cut="column", part=1))
        box.append(put(words, (x, 24, x + 70, 34), 10.0, part=1))
    read = told_by(assemble([*OTHER, *box], BODY))
    assert read == [LAST, ("玉米的账", [f"{figure} {words}" for figure, words in FIGURES])]


@pytest.mark.parametrize("wide", [50.0, 200.0])
def test_a_tab_on_a_box_belongs_to_it(wide: float) -> None:
    name = row("连载七", 105, 85)
    text = [one for at in range(6) for one in row("三爷把算盘一搁", 120, 110 + 14.0 * at)]
    other = [one for at in range(30) for one in row("冬小麦晚播抓好", 400, 110 + 14.0 * at)]
    box, tab = Area(100, 100, 320, 200), Area(100, 80, 100 + wide, 98)
    page = PrintedPage(1, 595.0, 842.0, (*name, *text, *other), fills=(tab, box))
    ((area, inside),) = take_frames(page).boxes
    taken = wide < 100  # a bar may head what stands beside the box
    assert area.y0 == (80 if taken else 100)
    assert len(inside) == len(text) + (3 if taken else 0)


def test_a_sections_name_stands_beside_the_middle_of_its_news() -> None:
    name = line("一句话", 0, 24, 16.0)
    news = [line("原定九月的比赛取消第七补给点，", 80, 10 + 14.0 * at) for at in range(3)]
    more = [line("十六岁的姚蔓练了六年的花剑，", 270, 10 + 14.0 * at) for at in range(3)]
    told = [[one.text for one in side] for side in (news, more)]
    assert columns_of([name, *news, *more]) == [["一句话"], *told]


def test_an_upright_name_may_be_spaced_out_evenly() -> None:
    name = [glyph(char, 300.0, 62.0 * at, 44.0) for at, char in enumerate("白鹿原上")]
    text = [one for at in range(12) for one in row("外婆家在青弋江边，门前三十六级", 0, 13.0 * at)]
    upright = [one for one in find_strokes([*name, *text], 1) if one.vertical]
    assert [one.text for one in upright] == ["白鹿原上"]
    steps = (0.0, 62.0, 140.0, 250.0)
    uneven = [glyph(char, 300.0, y, 44.0) for y, char in zip(steps, "白鹿原上", strict=True)]
    assert not any(one.vertical for one in find_strokes([*uneven, *text], 1))


def test_an_upright_name_beside_a_text_that_has_an_upright_headline_heads_nothing() -> None:
    def stand(text: str, x: float, em: float, cut: Cut) -> Placed:
        one = put(text, (x, 0, x + em, 100), em, cut=cut)
        return replace(one, setting=replace(one.setting, vertical=True))

    page = [
        stand("外婆的渡口", 0, 38.0, "start"),
        put(TEXT, (50, 0, 140, 90), cut="column"),
        put("农民抢收。", (150, 0, 240, 90), cut="column"),
        stand("白鹿原上", 300, 44.0, "column"),
        *OTHER,
    ]
    read = assemble(page, BODY)
    assert told_by(read) == [("外婆的渡口", [TEXT, "农民抢收。"]), LAST]
    assert [title.text for title in read.titles] == ["白鹿原上"]


@pytest.mark.parametrize("bars", [1, 3])
def test_a_chart_of_bars_is_apart_from_the_text_beside_it(bars: int) -> None:
    said = [one for at in range(3) for one in row("三一", 120 + 60.0 * at, 110, 8.0)]
    text = [one for at in range(30) for one in row("冬小麦晚播抓好", 400, 110 + 14.0 * at)]
    fills = [Area(110 + 60 * at, 130, 150 + 60 * at, 190) for at in range(bars)]
    chart = Area(100, 100, 320, 200)
    page = PrintedPage(1, 595.0, 842.0, (*said, *text), fills=(*fills, chart))
    assert [area for area, _ in take_frames(page).boxes] == ([chart] if bars > 1 else [])
