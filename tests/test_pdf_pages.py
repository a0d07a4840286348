"""Newspaper pages printed as PDF, in columns of many kinds, read back article by article."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pypdfium2
import pytest

from assistant.citations import cite
from corpus.documents import read_document
from corpus.pdf import bands as pdf_bands
from corpus.pdf import frames as pdf_frames
from corpus.pdf.bands import around_spanning
from corpus.pdf.cuts_across import amid_text, under_lonely
from corpus.pdf.frames import take_frames
from corpus.pdf.hanging import part_hanging
from corpus.pdf.items import Block, Item, ink_of
from corpus.pdf.lines import Stroke, find_strokes, make_stroke
from corpus.pdf.region_ends import forced_across
from corpus.pdf.text import Area, Glyph, PrintedPage, ordinary
from corpus.records import Document, Source
from tests.pdf_layouts import BY_BROWSER, STORY, forum_html, forum_page, grid
from tests.pdf_sheets import AFTER, BY_SHEET, FIGURES
from tests.printed_pages import BOOK, REPORT, Told
from tests.printed_pdfs import (
    Sheet,
    article_html,
    body_html,
    measure,
    page_html,
    print_sheet,
    typeset,
)
from tests.random_pages import print_random_page
from tests.served_page import needs_browser

SOURCE = Source("page", "page", "news", "page.pdf", sha256="")
BOX = (0.0, 0.0, 0.0, 0.0)
Print = Callable[[str], bytes]


@pytest.fixture
def print_pdf(request: pytest.FixtureRequest) -> Iterator[Print]:
    page = request.getfixturevalue("browser").new_page()

    def print_(html: str) -> bytes:
        page.set_content(html)
        printed: bytes = page.pdf(width="1040px", height="2600px", print_background=True)
        return printed

    yield print_
    page.close()


def check(document: Document, articles: tuple[Told, ...]) -> None:
    readback = measure(document, articles)
    assert readback.found >= 0.98
    assert not readback.mixed
    assert not readback.titles, "headlines at other articles: (printed, read)"
    assert len(document.articles) == len(articles)


@needs_browser
@pytest.mark.parametrize("layout", BY_BROWSER)
def test_page_printed_by_a_browser_is_read_back(layout: str, print_pdf: Print) -> None:
    articles, html = BY_BROWSER[layout]
    check(read_document(SOURCE, print_pdf(html)), articles)


@needs_browser
def test_shipped_page_is_read_back_from_print(print_pdf: Print) -> None:
    title, articles = forum_page()
    document = read_document(SOURCE, print_pdf(forum_html()))
    check(document, articles)
    headings = [s.span.cut(document.text) for s in document.sentences if s.heading]
    assert title in headings
    assert title not in [article.title for article in document.articles]


@pytest.mark.parametrize("layout", BY_SHEET)
def test_page_set_line_by_line_is_read_back(layout: str) -> None:
    articles, sheet = BY_SHEET[layout]
    check(read_document(SOURCE, sheet()), articles)


@needs_browser
@pytest.mark.parametrize("seed", [1, 8, 13, 30, 36, 52])
def test_page_laid_out_at_random_is_read_back(seed: int) -> None:
    pdf, articles = print_random_page(seed)
    check(read_document(SOURCE, pdf), tuple(articles))


def test_line_that_begins_like_a_dateline_goes_on() -> None:
    said = "据沿海几家单位统计当年夏天的人数新华网8月6日报道为三万人，比上年多一成。"
    assert typeset(Told(None, (said,)), 18)[1].startswith("新华网8月6日报道")
    document = read_document(
        SOURCE, print_sheet(2, 18, (STORY, Told(BOOK.title, (said, *BOOK.body[1:]))))
    )
    assert said in document.text.split("\n")


def test_mark_that_hangs_past_a_rule_ends_its_line() -> None:
    row = [
        Glyph(text, BOX, 10.0 * at, 0.0, 10.0 * at + 10, 10.0, 10.0, False, False)
        for at, text in enumerate("下到田里。”农民照着做")
    ]
    strokes = find_strokes(row, 1, [Area(49.0, -50.0, 49.5, 60.0)])
    assert [stroke.text for stroke in strokes] == ["下到田里。”", "农民照着做"]


def strokes_at(*lines: tuple[str, float, float]) -> list[Stroke]:
    """Lines of ten points, each with where it begins and how high it stands."""
    return [
        make_stroke(
            [
                Glyph(c, BOX, x + 10 * at, y, x + 10 * at + 10, y + 10, 10.0, False, False)
                for at, c in enumerate(text)
            ],
            1,
        )
        for text, x, y in lines
    ]


def test_marks_that_hang_up_to_the_next_column_end_their_line() -> None:
    lines = (
        ("孩子吃得热，课才听得进去。”长到了六点。四月里记", 40, 0),
        ("为此学校把课后的服务", 40, 16),
    )
    for x, y in ((180, 16), (178.5, 16), (180, 20)):  # a hair before, at another height
        beside = ("记者从学校获悉全市的", x, y)
        parted = [stroke.text for stroke in part_hanging(strokes_at(*lines, beside))]
        assert parted[:2] == ["孩子吃得热，课才听得进去。”", "长到了六点。四月里记"]
    runs_past = ("一条线从这里走到那里，谁也没有在中间停下来过一回", 40, 32)
    whole = part_hanging(strokes_at(*lines, runs_past))
    assert [stroke.text for stroke in whole] == [lines[0][0], lines[1][0], runs_past[0]]


def test_a_headline_that_lines_above_reach_into_is_cut_off_at_its_top() -> None:
    above = [replace(line, y1=21.0) for line in strokes_at(("一年", 0, 0), ("之间", 200, 0))]
    head = replace(strokes_at(("渠道通水", 100, 20.5))[0], em=20.0, y1=40.5)
    texts = strokes_at(*[("农户用上了渠水，", x, 46 + 16 * n) for x in (0, 200) for n in range(4)])
    assert under_lonely([*above, head, *texts], [], 10.0, [150.0]) == 20.5


def test_a_headline_above_another_beside_it_heads_its_own_columns() -> None:
    head = replace(strokes_at(("渠道通水以后", 200, 0))[0], em=20.0, y1=20.0)
    lower = replace(strokes_at(("新修渠道二十条", 0, 22))[0], em=18.0, y1=40.0)
    texts = strokes_at(*[("农户今年第一次用上了渠水，", 200, 30 + 16 * n) for n in range(4)])
    left = strokes_at(*[("投入资金新修渠道二十条，", 0, 50 + 16 * n) for n in range(4)])
    assert under_lonely([head, lower, *texts, *left], [], 10.0, [170.0]) is None
    assert under_lonely([head, *texts, *left], [], 10.0, [170.0]) is not None


@pytest.mark.parametrize("walled", [False, True])
def test_what_an_upright_rule_runs_past_ends_the_columns_on_one_side_alone(walled: bool) -> None:
    head = replace(strokes_at(("渠道通水以后", 200, 84))[0], em=14.0, y1=98.0)
    right = strokes_at(*[("农户今年第一次用上了渠水，", 200, 16 * n) for n in range(5)])
    right += strokes_at(*[("今年再添一座新的水闸门，", 200, 108 + 16 * n) for n in range(5)])
    left = strokes_at(*[("投入资金新修渠道二十条，", 0, 16 * n) for n in range(5)])
    other = replace(strokes_at(("粮仓满了", 0, 106))[0], em=14.0, y1=120.0)
    left += strokes_at(*[("平均亩产达到四百公斤了，", 0, 130 + 16 * n) for n in range(3)])
    items = [head, *right, *left, other]
    rules = [Area(169.0, -20.0, 171.0, 300.0)] if walled else []
    assert (forced_across(items, rules, 10.0, [170.0]) is None) == walled


def test_a_rule_over_a_headline_parts_it_from_the_text_above() -> None:
    head = replace(strokes_at(("粮仓满了渠道也通了渠水", 0, 90))[0], em=16.0, y1=106.0, x1=176.0)
    above, below = (
        strokes_at(
            *[(text, x, y + 16 * n) for n in range(4) for x, text in ((0, one), (150, other))]
        )
        for y, one, other in (
            (16, "投入资金新修渠道二十条，", "农户今年第一次用上了渠，"),
            (116, "平均亩产达到四百公斤了，", "今年再添一座新的水闸门，"),
        )
    )
    above[-2:] = [
        replace(above[-2], x0=20.0),
        *strokes_at(("新修渠道二十条在北乡已", 0, 64), ("再添一座闸门，", 150, 64)),
    ]
    items = [*above, head, *below]
    assert amid_text(items, [], 10.0) == [head]
    assert amid_text(items, [Area(0.0, 84.0, 260.0, 85.0)], 10.0) == []


def test_a_short_last_line_belongs_to_the_lines_above_it() -> None:
    wide = strokes_at(("早" * 40, 20, 0), ("稻" * 18, 0, 16))
    left = strokes_at(*[("粮款当天到账，最远的", 0, 40 + 16 * n) for n in range(6)])
    right = [
        line
        for n in range(3)
        for line in strokes_at(
            ("农户从外乡赶来，", 120, 40 + 16 * n), ("排队比去年少了，", 220, 40 + 16 * n)
        )
    ]
    below = strokes_at(
        ("渠道通水以后的北乡新添了一座闸门", 120, 90),
        ("下游不再转移，再添闸门，夏天放心。", 120, 106),
    )
    cuts = around_spanning([*wide, *left, *right, *below], 10.0)
    assert cuts and min(cuts) < 40 and not any(50 < at < 130 for at in cuts)


def test_a_region_is_measured_once_however_many_gutters_it_may_have(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lines = strokes_at(*(("灯塔修缮", 7.0 * (at % 60), 9.0 * at) for at in range(240)))
    measured: list[Item] = []

    def measure(item: Item) -> tuple[float, float]:
        measured.append(item)
        return ink_of(item)

    monkeypatch.setattr(pdf_bands, "ink_of", measure)
    around_spanning([*lines], 10.0)
    assert len(measured) == 240


def test_areas_are_asked_for_what_stands_at_their_height_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    row = strokes_at(("灯塔修缮", 40, 100))[0].glyphs
    fills = tuple(Area(30.0, 10.0 * at, 90.0, 10.0 * at + 15) for at in range(60))
    asked: list[Glyph] = []

    def is_in(glyph: Glyph, area: Area) -> bool:
        asked.append(glyph)
        return area.holds(glyph.x0, glyph.middle)

    monkeypatch.setattr(pdf_frames, "_is_in", is_in)
    framed = take_frames(PrintedPage(1, 595.0, 842.0, row, fills=fills))
    assert framed.glyphs == row
    assert len(asked) == 2 * len(row)  # the areas that overlap at their height


def test_a_row_of_articles_ends_where_a_headline_and_a_picture_begin() -> None:
    left = strokes_at(*[("平均亩产达到四百公斤，", 0, 16 * n) for n in range(4)])
    right = strokes_at(*[("比上年增加三十七公斤，", 150, 16 * n) for n in range(4)])
    head = replace(strokes_at(("渔港投入使用", 0, 70))[0], em=20.0, y1=90.0)
    text = strokes_at(*[("渔港和渔船一起投入使用", 0, 100 + 16 * n) for n in range(4)])
    picture = Block(Area(150.0, 60.0, 260.0, 120.0), "picture")
    end = forced_across([*left, *right, head, *text, picture], [], 10.0, [130.0])
    assert end is not None and 58 < end[0] < 60
    goes_on = strokes_at(*[("今年再添一座新的闸门，", 150, 124 + 16 * n) for n in range(3)])
    assert forced_across([*left, *right, head, *text, picture, *goes_on], [], 10.0, [130.0]) is None


def test_a_headline_ends_no_column_whose_text_has_begun_beside_it() -> None:
    head = replace(strokes_at(("家庭农场累计", 0, 100))[0], em=16.0, y1=116.0)
    left = strokes_at(
        *[("平均亩产达到四百公斤，", 0, 16 * n) for n in range(6)],
        *[("比上年增加三十七公斤，", 0, 122 + 16 * n) for n in range(6)],
    )
    texts = strokes_at(
        *[("渔港和渔船一起投入使用，", 150, 16 * n) for n in range(7)],
        *[("每天可以服务五百多人了，", 150, 156 + 16 * n) for n in range(5)],
    )
    other = replace(strokes_at(("走进临江千家万户", 150, 126))[0], em=20.0, y1=146.0)
    over = strokes_at(("今年全市新修的渠道里有二十条在北乡、十条在南乡，渠水通了", 0, 300))
    cuts = around_spanning([head, *left, *texts, other, *over], 10.0)
    assert cuts and min(cuts) > 230


def test_a_text_goes_on_from_the_very_next_column_alone() -> None:
    ended = strokes_at(*[("平均亩产达到四百公斤。", 0, 16 * n) for n in range(5)])
    ended += strokes_at(("比上年多。", 0, 80))
    open_end = strokes_at(*[("渔港和渔船一起投入使用，", 130, 16 * n) for n in range(4)])
    goes_on = strokes_at(("每天服务七百多人。", 280, 0), ("过去没有新的渔港。", 300, 16))
    goes_on += strokes_at(*[("大家只好绕道去外乡。", 280, 32 + 16 * n) for n in range(2)])
    heads = [
        replace(strokes_at((text, x, 130))[0], em=20.0, y1=150.0)
        for text, x in (("养护资金下降", 0), ("公示栏", 280))
    ]
    texts = strokes_at(
        *[
            (t, x, 160 + 16 * n)
            for n in range(3)
            for t, x in (("种树容易管护难，", 0), ("公示垃圾分类账，", 280))
        ]
    )
    end = forced_across([*ended, *open_end, *goes_on, *heads, *texts], [], 10.0, [265.0])
    assert end is not None and 90 < end[0] < 130


@pytest.mark.parametrize(
    ("last", "ends"), [("二十条在北乡十条在南乡。", True), ("渠水通了。", False)]
)
def test_a_full_last_line_may_be_gone_on_from(last: str, ends: bool) -> None:
    left = strokes_at(*[("平均亩产达到四百公斤了，", 0, 16 * n) for n in range(3)], (last, 0, 48))
    right = strokes_at(
        ("“每天服务七百多人。”", 150, 0), ("过去没有新的渔港。", 170, 16), ("绕道去外乡。", 150, 32)
    )
    heads = [
        replace(strokes_at((text, x, 90))[0], em=20.0, y1=110.0)
        for text, x in (("渔港投入使用", 0), ("公示栏", 150))
    ]
    texts = strokes_at(
        *[(t, x, 120 + 16 * n) for n in range(3) for t, x in (("种树难，", 0), ("公示账，", 150))]
    )
    end = forced_across([*left, *right, *heads, *texts], [], 10.0, [135.0])
    assert (end is not None) == ends


def test_who_made_the_page_is_none_of_its_articles() -> None:
    sheet = Sheet(2, 24)
    sheet.article(STORY, 0, 2)
    sheet.y -= 20
    sheet.write(sheet.x(0), sheet.y, "责任编辑：徐敏　美术编辑：韩冰　电话：0000-7654321")
    document = read_document(SOURCE, sheet.finish())
    check(document, (STORY,))
    assert "徐敏" not in document.articles[0].span.cut(document.text)


@needs_browser
def test_two_dashes_printed_as_one_glyph_are_two(print_pdf: Print) -> None:
    text = "市民给它起了个外号——“望路止步”，修一条路花了十年——这些事花钱不多。"
    told = f'<html lang="zh-CN"><body style="font-family: Noto Serif CJK SC">{text}</body></html>'
    assert read_document(SOURCE, print_pdf(told)).text.strip() == text


@needs_browser
def test_news_in_brief_under_one_head_are_articles(print_pdf: Print) -> None:
    items = tuple(Told(t.title, (f"本报讯 {t.body[0]}",)) for t in (AFTER, FIGURES, BOOK))
    box = "".join(f"<h4>{t.title}</h4>{body_html(t)}" for t in items)
    html = page_html(
        grid("1fr 2fr", f"<div class=box><h3>简明新闻</h3>{box}</div>", article_html(STORY, 2))
    )
    check(read_document(SOURCE, print_pdf(html)), (STORY, *items))


def test_subheads_stay_headings_of_their_article(print_pdf: Print) -> None:
    document = read_document(SOURCE, print_pdf(BY_BROWSER["three and two columns"][1]))
    story = document.articles[0]
    subheads = [
        s.span.cut(document.text)
        for s in document.sentences
        if s.heading and story.span.covers(s.span)
    ]
    assert subheads == [p[1:] for p in STORY.body if p.startswith("#")]


@needs_browser
def test_scholarly_paper_is_one_article_of_sections_in_their_order(print_pdf: Print) -> None:
    heads = [f"{number} {name}" for number, name in enumerate(("引言", "方法", "结果", "讨论"), 1)]
    text = body_html(Told(None, REPORT.body[1:]))
    sections = "".join(f"<h3>{head}</h3>{text}" for head in heads)
    abstract = f"<p>摘　要：{BOOK.body[0]}</p><p>关键词：种植；手册</p>"
    html = page_html(
        f"<style>h3{{break-after:avoid}}</style><h1>{BOOK.title}</h1>{abstract}<div style='columns:2;column-gap:22px'>{sections}"
        f"<h3>参考文献</h3><p>[1] 周青. 滩涂种植[J]. 2031.</p></div>"
    )
    document = read_document(SOURCE, print_pdf(html))
    assert [article.title for article in document.articles] == [BOOK.title]
    read = [s.span.cut(document.text) for s in document.sentences if s.heading]
    assert [head for head in read if head[0].isdigit()] == [head.replace(" ", "") for head in heads]


def under_boxes(pdf: bytes, boxes: tuple[tuple[int, float, float, float, float], ...]) -> str:
    document = pypdfium2.PdfDocument(pdf)
    found = ""
    for page, *box in boxes:
        text = document[page - 1].get_textpage()
        found += text.get_text_bounded(*box)
        text.close()
    document.close()
    return "".join(ordinary(char) for char in found if not char.isspace())


@needs_browser
@pytest.mark.parametrize("layout", ["three and two columns", "boxes", "upright headline behind"])
def test_words_under_the_boxes_are_the_quote(layout: str, print_pdf: Print) -> None:
    pdf = print_pdf(BY_BROWSER[layout][1])
    document = read_document(SOURCE, pdf)
    assert len(document.sentences) > 20
    for sentence in document.sentences:
        citation = cite(document, sentence.span, 1)
        assert citation.boxes
        assert under_boxes(pdf, citation.boxes) == "".join(citation.quote.split())


def test_each_character_of_the_reading_text_has_a_box() -> None:
    document = read_document(SOURCE, print_sheet(3, 16, (STORY, REPORT)))
    ends = [run.start for run in document.runs[1:]] + [len(document.text)]
    for run, end in zip(document.runs, ends, strict=True):
        assert len(run.boxes) == len(document.text[run.start : end].removesuffix("\n"))
