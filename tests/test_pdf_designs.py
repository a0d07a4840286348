"""What designers do with headlines, decks, quotes and briefs, printed as PDF and read back."""

import io
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

import pytest
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from corpus.documents import read_document
from corpus.page.reflow import Paragraph
from corpus.pdf.articles import assemble
from corpus.pdf.columns import find_columns
from corpus.pdf.cuts_across import under_headline
from corpus.pdf.cuts_down import find_gutters
from corpus.pdf.hanging import part_hanging
from corpus.pdf.items import Block, Cut, Item
from corpus.pdf.lines import find_strokes, make_line
from corpus.pdf.paragraphs import Setting
from corpus.pdf.placed import Placed
from corpus.pdf.text import Area, Glyph, read_pages
from tests.pdf_layouts import HEAD, RULE, STORY, grid
from tests.printed_pages import BOOK, FEATURE, REPORT, TRENDS, Told
from tests.printed_pdfs import (
    Sheet,
    article_html,
    body_html,
    measure,
    page_html,
    typeset,
)
from tests.served_page import needs_browser
from tests.test_pdf_pages import SOURCE, Print, check, print_pdf

__all__ = ["print_pdf"]

PLAIN = Told(STORY.title, tuple(p for p in FEATURE.body if not p.startswith("#")))
DIV = "<div style='text-align:center;{}'>{}</div>"


def columns(told: Told, count: int, inside: str = "") -> str:
    body = body_html(replace(told, title=""))
    return f"<div style='columns:{count};column-gap:22px'>{body}{inside}</div>"


@needs_browser
def test_a_byline_alone_stands_over_all_columns_though_one_begins_with_large_words(
    print_pdf: Print,
) -> None:
    quote = DIV.format("background:#426;color:#fff;font-size:18px;break-before:column", "种子下海")
    title = f"<h2>{PLAIN.title}</h2>{DIV.format('', '本报记者 何青竹')}"
    after = "".join(f"<p>{p}</p>" for p in PLAIN.body[-2:])
    first = replace(PLAIN, body=PLAIN.body[:-2])
    document = read_document(
        SOURCE, print_pdf(page_html(HEAD, title, columns(first, 3, quote + after)))
    )
    check(document, (PLAIN,))


@needs_browser
def test_a_centered_deck_is_beside_no_headline(print_pdf: Print) -> None:
    deck = DIV.format("font-size:16px", "八千亩滩涂变良田　四千户渔民添收入")
    over = f"<h2 style='font-size:40px'>{PLAIN.title}</h2>{deck}"
    body = grid("3fr 1fr", columns(PLAIN, 3), article_html(BOOK))
    check(read_document(SOURCE, print_pdf(page_html(HEAD, over, body))), (PLAIN, BOOK))


@needs_browser
def test_a_headline_with_its_own_writer_begins_an_article(print_pdf: Print) -> None:
    told = Told("滩涂上的账本", FEATURE.body[1:3])
    writer = DIV.format("font:13px Noto Sans CJK SC", "本报记者 何青竹")
    side = f"<div><h2 style='font-size:20px'>{told.title}</h2>{writer}{body_html(told)}</div>"
    main = replace(PLAIN, body=(FEATURE.body[0], *FEATURE.body[4:7]))
    main = replace(main, body=tuple(p for p in main.body if not p.startswith("#")))
    over = f"<h2 style='font-size:40px'>{main.title}</h2>"
    body = grid("3fr 1fr", columns(main, 3), side)
    check(read_document(SOURCE, print_pdf(page_html(HEAD, over, body))), (main, told))


@needs_browser
def test_a_headline_at_a_texts_second_half_is_its_own(print_pdf: Print) -> None:
    text = PLAIN.body[0]
    half = 73  # characters fill two lines
    head = f"<h2>{PLAIN.title}</h2>"
    first = f"<p style='text-align-last:justify'>{text[:half]}</p>"
    rest = "".join(f"<p>{p}</p>" for p in PLAIN.body[1:])
    right = f"<div>{head}<p style='text-indent:0'>{text[half:]}</p>{rest}</div>"
    html = page_html(HEAD, grid("1fr 1fr", f"<div>{first}</div>", right), RULE, article_html(BOOK))
    check(read_document(SOURCE, print_pdf(html)), (PLAIN, BOOK))


BRIEFS = tuple(
    Told(title, (text,))
    for title, text in (
        ("河道保洁用上无人船", "云岭县引进三艘船，能自己认出漂在水上的草，每天清理七十公里。"),
        ("新版地方志出版", "历时七年编成的北原志日前印出，记下了当地三十年来的变化。"),
        ("夜班公交再添两条线", "从十五日起，南浦新开两条夜里的线路，经过火车站和医院。"),
    )
)


@needs_browser
@pytest.mark.parametrize("signed", ["", "（何青竹）"])
def test_news_in_brief_stand_under_a_head_of_their_own(print_pdf: Print, signed: str) -> None:
    items = tuple(Told(t.title, (f"{t.body[0]}{signed}",)) for t in BRIEFS)
    box = "".join(f"<h4>{t.title}</h4>{body_html(t)}" for t in items)
    html = page_html(
        HEAD,
        grid("1fr 2fr", f"<div class=box><h3>滩涂短波</h3>{box}</div>", article_html(STORY, 2)),
    )
    check(read_document(SOURCE, print_pdf(html)), (STORY, *items))


@needs_browser
def test_news_in_brief_may_have_their_headings_in_their_first_lines(print_pdf: Print) -> None:
    bold = "<p><b style='font-family:Noto Sans CJK SC'>{}</b>　{}</p>"
    box = "".join(bold.format(t.title, t.body[0]) for t in BRIEFS)
    short = f"<div class=box><h3>滩涂短波</h3>{box}</div>"
    html = page_html(HEAD, grid("1fr 3fr", short, article_html(STORY, 2)))
    check(read_document(SOURCE, print_pdf(html)), (STORY, *BRIEFS))


@needs_browser
def test_a_headline_in_a_box_of_its_own_heads_the_box_under_it(print_pdf: Print) -> None:
    told = Told("把论文写在滩涂上的人和他们的种子", FEATURE.body[:3])
    head = f"<h2>{told.title}</h2>{DIV.format('', '——访农业种子总站副站长林景行和周雨桐')}"
    box = f"<div class=tint>{head}</div><div class=box>{body_html(told)}</div>"
    html = page_html(HEAD, grid("1fr 2fr", f"<div>{box}</div>", article_html(TRENDS, 2)))
    check(read_document(SOURCE, print_pdf(html)), (TRENDS, told))


@needs_browser
def test_an_upright_headline_heads_the_text_on_its_side_of_a_rule(print_pdf: Print) -> None:
    def upright(told: Told, order: str) -> str:
        head = f"<div class=vertical style='max-height:240px'>{told.title}</div>"
        text = f"<div style='columns:2;column-gap:14px'>{body_html(told)}</div>"
        parts = [head, text] if order == "before" else [text, head]
        return f"<div style='display:flex;gap:12px;align-items:center'>{''.join(parts)}</div>"

    one, two = replace(PLAIN, body=PLAIN.body[:3]), Told(REPORT.title, REPORT.body[1:4])
    wall = "<div style='border-left:1px solid'></div>"
    html = page_html(
        HEAD,
        grid("1fr 1px 1fr", upright(one, "before"), wall, upright(two, "behind")),
        RULE,
        article_html(BOOK, 3),
    )
    check(read_document(SOURCE, print_pdf(html)), (one, two, BOOK))


@needs_browser
def test_an_upright_kicker_is_no_banner(print_pdf: Print) -> None:
    kicker = "<div class=vertical style='font-size:19px;height:200px'>田间地头看丰收</div>"
    head = f"<div class=vertical style='height:240px'>{PLAIN.title}</div>"
    row = f"<div style='display:flex;gap:10px'>{head}{kicker}<div style='columns:3'>"
    html = page_html(HEAD, f"{row}{body_html(PLAIN)}</div></div>", RULE, article_html(BOOK, 3))
    check(read_document(SOURCE, print_pdf(html)), (PLAIN, BOOK))


def lines_of(told: Told, counts: Sequence[int], chars: int = 12) -> list[list[str]]:
    """A text's lines in parts of so many."""
    lines = iter(typeset(told, chars))
    return [list(islice(lines, count)) for count in counts]


def write(sheet: Sheet, column: int, y: float, lines: Sequence[str]) -> None:
    for row, line in enumerate(lines):
        sheet.write(sheet.x(column), y - 16 * row, line)


def test_a_text_runs_past_a_headline_in_its_middle() -> None:
    told = Told("种子下海", FEATURE.body)
    sheet = Sheet(4, 12)
    count = len(typeset(told, 12))
    above, below = 4, (count - 22) // 3 - 3
    parts = lines_of(told, [22, above, below, above, below, above, count])
    for number, lines in enumerate(parts):
        column = (number + 1) // 2
        write(sheet, column, 1100 - (16 * (above + 6) if number and number % 2 == 0 else 0), lines)
    sheet.write(sheet.x(1) + 100, 1100 - 16 * above - 40, told.title, 30.0)
    sheet.y = 1100 - 16 * 40
    sheet.rule(0, 4)
    sheet.article(BOOK, 0, 4)
    check(read_document(SOURCE, sheet.finish()), (told, BOOK))


def test_a_writers_line_over_columns_is_none_of_them() -> None:
    told = Told("把荒滩变成了万亩良田", tuple(p for p in FEATURE.body if not p.startswith("#"))[:4])
    sheet = Sheet(2, 16)
    sheet.write(sheet.x(0) + 60, 1090, told.title or "", 28.0)
    sheet.write(sheet.x(0) + 148, 1070, "□ 骆守仁", 8.5)
    one, two = lines_of(told, [len(typeset(replace(told, body=told.body[:2]), 16)), 99], 16)
    write(sheet, 0, 1040, one)
    sheet.write(sheet.x(1) + 40, 1040, "再立一套分层规矩", 10.5)
    write(sheet, 1, 1024, two)
    sheet.y = 1000 - 16 * max(len(one), len(two))
    sheet.rule(0, 2)
    sheet.article(BOOK, 0, 2)
    told = replace(told, body=(*told.body[:2], "#再立一套分层规矩", *told.body[2:]))
    check(read_document(SOURCE, sheet.finish()), (told, BOOK))


def test_a_headline_beside_a_text_without_one_heads_it() -> None:
    told = Told("把荒滩变成试验田", tuple(p for p in FEATURE.body if not p.startswith("#")))
    sheet = Sheet(3, 16)
    sheet.article(BOOK, 0, 3)
    sheet.rule(0, 3)
    first, rest = lines_of(told, [26, 99], 16)
    half = -(-len(rest) // 2)
    write(sheet, 0, sheet.y - 20, first)
    sheet.write(sheet.x(1) + 40, sheet.y - 40, told.title, 30.0)
    write(sheet, 1, sheet.y - 90, rest[:half])
    write(sheet, 2, sheet.y - 90, rest[half:])
    check(read_document(SOURCE, sheet.finish()), (BOOK, told))


def test_articles_stand_around_one_another_like_the_blades_of_a_windmill() -> None:
    sheet = Sheet(4, 12)
    side, over = (
        Told("种子下海", FEATURE.body[1:3]),
        Told("荒滩上种出水稻的人们过上新生活", REPORT.body[1:]),
    )
    tall = Told("手册发布", BOOK.body[1:])
    low = Told("碱蓬采收季到来", TRENDS.body[1:])
    sheet.write(sheet.x(0), 1090, side.title or "", 24.0)
    write(sheet, 0, 1060, lines_of(side, [99])[0])
    sheet.write(sheet.x(1) + 2, 1090, over.title or "", 26.0)
    count = len(typeset(over, 12))
    long = (count - 6) // 2 + 1
    for column, lines in enumerate(lines_of(over, [long, long, 99]), 1):
        write(sheet, column, 1060, lines)
    sheet.write(sheet.x(3), 1060 - 16 * 8, tall.title or "", 24.0)
    write(sheet, 3, 1060 - 16 * 10, lines_of(tall, [99])[0])
    sheet.y = 1060 - 16 * (max(long, len(typeset(side, 12))) + 1)
    sheet.rule(0, 3)
    sheet.article(low, 0, 3)
    assert sheet.y > 1060 - 16 * (9 + len(typeset(tall, 12)))
    check(read_document(SOURCE, sheet.finish()), (side, over, tall, low))


@needs_browser
def test_a_clauses_bold_number_stays_with_its_text(print_pdf: Print) -> None:
    bold = "<p><b style='font-family:Noto Sans CJK SC'>第{}条</b>　{}</p>"
    texts = tuple(p for p in PLAIN.body if len(p) > 40)[:3]
    clauses = "".join(bold.format("一二三"[at], text) for at, text in enumerate(texts))
    html = page_html(f"<h2>南浦市推广办法</h2><div style='width:60%'>{clauses}</div>")
    lines = read_document(SOURCE, print_pdf(html)).text.split("\n")
    assert [line[:3] for line in lines if len(line) > 20] == ["第一条", "第二条", "第三条"]


def test_numbers_of_clauses_are_no_column() -> None:
    rows = ("第一百零七条", "非法人组织解散的，应当依法进行清算。"), ("的有关规定。", "")
    numbers = [
        glyph(char, 24.0 + 10 * at, 30.0 * row, 10.0)
        for row in range(3)
        for at, char in enumerate(rows[0][0])
    ]
    texts = [
        glyph(char, 96.0 + 10 * at, 30.0 * row, 10.0)
        for row in range(3)
        for at, char in enumerate(rows[0][1])
    ]
    rest = [
        glyph(char, 10.0 * at, 15.0 + 30.0 * row, 10.0)
        for row in range(3)
        for at, char in enumerate(rows[1][0])
    ]
    assert not find_gutters(list(find_strokes([*numbers, *texts, *rest], 1)), [], 10.0)


def set_lines(x: float, y: float, count: int, em: float = 10.0, chars: int = 12) -> list[Item]:
    """Lines of text, one below the other."""
    glyphs = [
        glyph("苗", x + em * at, y + 1.6 * em * row, em)
        for row in range(count)
        for at in range(chars)
    ]
    return list(find_strokes(glyphs, 1))


def test_a_text_with_one_line_in_its_last_column_stands_under_a_picture_and_a_headline() -> None:
    picture = Block(Area(0.0, 0.0, 260.0, 100.0), "picture")
    text = [*set_lines(0.0, 150.0, 5), *set_lines(140.0, 150.0, 1)]
    (said,) = find_strokes([glyph(char, 60.0, 200.0, 10.0) for char in "，"], 1)
    items = [picture, *set_lines(60.0, 110.0, 1, 20.0, 6), *text, replace(said, x0=100.0, x1=110.0)]
    assert under_headline(items, [], 10.0) == 105.0


def test_rules_between_an_articles_own_columns_part_no_articles() -> None:
    own = [
        *set_lines(0.0, 0.0, 1, 20.0, 11),  # over two of its three columns
        *(line for x in (0.0, 140.0, 280.0) for line in set_lines(x, 30.0, 20)),
    ]
    other = [
        *set_lines(420.0, 0.0, 1, 20.0, 6),
        *(line for x in (420.0, 560.0) for line in set_lines(x, 30.0, 20)),
    ]
    rules = [Area(x, 28.0, x + 0.5, 350.0) for x in (130.0, 270.0)]
    read = [
        item.x0 for column in find_columns([*other, *own], rules, 10.0) for (item,) in column.rows
    ]
    assert read == [item.x0 for item in (*own, *other)]


def test_figures_of_a_line_that_is_spaced_out_stay_whole() -> None:
    line = [glyph(char, 13.0 * at, 0.0, 10.0) for at, char in enumerate("增长")]
    line += [
        replace(glyph(char, 26.0 + 8.0 * at, 0.0, 10.0), x1=31.0 + 8.0 * at)
        for at, char in enumerate("7.9%")
    ]
    line += [glyph(char, 61.0 + 13.0 * at, 0.0, 10.0) for at, char in enumerate("，比去年高")]
    (stroke,) = find_strokes(line, 1)
    assert make_line([stroke]).text == "增长7.9%，比去年高"


def test_marks_may_hang_all_the_way_to_the_next_column() -> None:
    rows = [
        ("滩涂上的海水稻今年熟了，", "农户们都说明年"),
        ("一年收下来四百公斤还多", "还要再种下去。"),
    ]
    text = [
        glyph(char, x + 10.0 * at, 16.0 * row, 10.0)
        for row, pair in enumerate(rows * 3)
        for x, part in zip((0.0, 120.0), pair, strict=True)
        for at, char in enumerate(part)
    ]
    assert find_gutters(part_hanging(find_strokes(text, 1)), [], 10.0)


@needs_browser
def test_a_masthead_heads_no_article(print_pdf: Print) -> None:
    day = DIV.format("font:12px Noto Sans CJK SC", "2031年5月8日　星期四　第11862期　今日8版")
    html = page_html(f"<h1 style='font-size:80px'>南浦日报</h1>{day}", article_html(TRENDS, 3))
    check(read_document(SOURCE, print_pdf(html)), (TRENDS,))


@needs_browser
def test_a_bold_subhead_stands_out_beside_another_columns_text(print_pdf: Print) -> None:
    text = "".join(f"<p>{p}</p>" for p in REPORT.body[:3])
    subhead = (
        "<p style='font-weight:bold;font-family:Noto Sans CJK SC;text-indent:0'>先把路修通</p>"
    )
    one, two = f"<div>{text * 2}</div>", f"<div>{text}{subhead}{text}</div>"
    document = read_document(
        SOURCE, print_pdf(page_html(HEAD, f"<h2>{REPORT.title}</h2>", grid("1fr 1fr", one, two)))
    )
    heads = [s.span.cut(document.text) for s in document.sentences if s.heading]
    assert "先把路修通" in heads


@needs_browser
def test_a_headline_in_a_box_of_its_own_heads_the_text_under_it(print_pdf: Print) -> None:
    kicker = DIV.format("font-size:15px", "去年全国推广面积达到1260万亩，出苗率高了三十个百分点")
    head = f"<h2>{PLAIN.title}</h2>{kicker}{DIV.format('', '本报驻南浦特约记者 何青竹')}"
    box = f"<div class=tint>{head}</div>"
    html = page_html(HEAD, f"<div style='width:70%'>{box}{columns(PLAIN, 3)}</div>", RULE)
    check(read_document(SOURCE, print_pdf(html + article_html(BOOK, 2))), (PLAIN, BOOK))


@needs_browser
def test_a_bulletin_in_one_column_holds_several_articles(print_pdf: Print) -> None:
    items = (replace(PLAIN, body=PLAIN.body[:2]), Told("渠水进村", REPORT.body[1:3]), BOOK)
    masthead = f"<h1>南浦工作简报</h1>{DIV.format('font-size:17px', '（第9期）')}"
    maker = "<p style='text-indent:0'>南浦市办公室编　2031年5月8日</p>"
    html = page_html(masthead, maker, *(article_html(told, level=3) for told in items))
    document = read_document(SOURCE, print_pdf(html))
    check(document, items)
    assert "南浦工作简报" in document.text


@needs_browser
def test_a_standfirst_and_the_writers_line_under_it_begin_no_other_article(
    print_pdf: Print,
) -> None:
    lead = "<div style='font-size:16px'>大桥通车以后，渡口每天只剩十一个乘客。</div>"
    line = "<div style='border-top:1px solid;width:200px'>南岭周末记者 何青竹 发自乌石镇</div>"
    head = f"<h2 style='font-size:40px'>{PLAIN.title}</h2>{lead}{line}"
    html = page_html(HEAD, head, columns(PLAIN, 3), RULE, article_html(BOOK, 2))
    check(read_document(SOURCE, print_pdf(html)), (PLAIN, BOOK))


@needs_browser
def test_an_upright_headline_at_the_right_has_its_writer_beside_it(print_pdf: Print) -> None:
    writer = "<div class=vertical style='font-size:13px'>韩漱石</div>"
    head = f"<div class=vertical style='height:150px'>{PLAIN.title}</div>"
    text = f"<div style='columns:2'>{body_html(PLAIN)}</div>"
    row = f"<div style='display:flex;gap:14px'>{text}{writer}{head}</div>"
    html = page_html(HEAD, row, RULE, article_html(BOOK, 3))
    check(read_document(SOURCE, print_pdf(html)), (PLAIN, BOOK))


def test_rows_of_articles_stand_beside_a_column_of_its_own() -> None:
    sheet = Sheet(4, 12)
    upper, lower = Told("种子下海", REPORT.body[1:]), Told("渠水进村修了三年", BOOK.body[1:])
    side = Told("碱蓬采收", FEATURE.body[1:5])
    sheet.write(sheet.x(3), 1096, side.title or "", 24.0)
    write(sheet, 3, 1064, lines_of(side, [99])[0])
    sheet.canvas.rect(sheet.x(3) - 8, 700, 12 * 10 + 16, 424)
    sheet.article(upper, 0, 3)
    sheet.y -= 30
    for row, line in enumerate(("渠水进村", "修了三年")):
        sheet.write(sheet.x(0), sheet.y - 24 - 24 * row, line, 22.0)
    count = -(-len(typeset(lower, 12)) // 2)
    for column, lines in enumerate(lines_of(lower, [count, count]), 1):
        write(sheet, column, sheet.y, lines)
    document = read_document(SOURCE, sheet.finish())
    check(document, (upper, lower, side))


@needs_browser
def test_a_caption_stands_apart_from_the_text_around_its_picture(print_pdf: Print) -> None:
    caption = "受访企业的自动化装配线。"
    grey = "<div style='height:104px;background:#bbb'></div>"
    float_ = f"<div style='float:right;width:200px;margin-left:5px'>{grey}<div style='font:11px/20.8px Noto Sans CJK SC'>{caption}</div></div>"
    text = f"<div style='width:480px'>{float_}{body_html(PLAIN)}</div>"
    html = page_html(
        HEAD, grid("1fr 1fr", f"<div><h2>{PLAIN.title}</h2>{text}</div>", article_html(BOOK))
    )
    document = read_document(SOURCE, print_pdf(html))
    assert caption in document.text.split("\n")
    assert measure(document, (PLAIN, BOOK)).found >= 0.98


@needs_browser
def test_words_that_a_browser_stretches_are_where_they_are_printed(print_pdf: Print) -> None:
    told = "第九十五分钟的大个子，一脚定胜负。"
    style = "font-size:50px;transform:scaleX(.96)"
    pdf = print_pdf(f"<meta charset=utf-8><div style='{style}'>{told}</div>")
    (page,) = read_pages(pdf, "page.pdf")
    (stroke,) = find_strokes(page.glyphs, 1)
    assert stroke.text == told
    assert max(glyph.box[3] - glyph.box[1] for glyph in page.glyphs) <= stroke.em


def test_no_text_goes_on_from_a_pages_head() -> None:
    def set_(
        text: str, em: float = 10.0, *, cut: Cut | None = None, heading: bool = False
    ) -> Placed:
        paragraph = Paragraph(text, (), heading)
        opens = {"open_start": not heading, "open_end": not heading and text[-1] != "。"}
        return Placed(Setting(paragraph, em, False, 1, 0.0, 0.0, 90.0, 10.0, **opens), cut)

    page = assemble(
        [
            set_("一穗玉米的七个去处", 30.0, cut="start", heading=True),
            set_("双河县种玉米一百一十六万亩。"),
            set_("乡村产业2026年10月13日 星期二 第3版", 9.8, cut="column"),
            set_("冬小麦晚播抓好三个环节", 18.0, heading=True),
            set_("中部冬小麦播期推迟了七天。"),
        ],
        10.0,
    )
    titles = [piece.title and piece.title.text for piece in page.pieces]
    assert titles == ["一穗玉米的七个去处", "冬小麦晚播抓好三个环节"]


def glyph(text: str, x: float, y: float, em: float) -> Glyph:
    return Glyph(text, (0.0, 0.0, 1.0, 1.0), x, y, x + em, y + em, em, bold=False, spaced=False)


def test_an_upright_rule_parts_two_upright_headlines() -> None:
    stacks = [
        [glyph(char, x, 17.0 * at, 15.0) for at, char in enumerate(text)]
        for x, text in ((0.0, "渠道通水以后"), (24.0, "老茶树有户口"))
    ]
    drawn = [one for stack in stacks for one in stack]
    rule = Area(19.0, -5.0, 20.0, 200.0)
    read = [[one.text for one in find_strokes(drawn, 1, rules)] for rules in ([rule], [])]
    assert [sorted(texts) for texts in read] == [
        ["渠道通水以后", "老茶树有户口"],
        ["老茶树有户口渠道通水以后"],
    ]


@pytest.mark.parametrize("lines", [("老厂房变冰雪馆", "南方孩子学滑冰"), ("种子下海记", "新生")])
def test_an_upright_headline_may_be_drawn_across_its_lines(lines: tuple[str, str]) -> None:
    right, left = lines
    rows: list[Glyph] = []
    for at in range(len(right)):
        rows += [glyph(left[at], 0.0, 17.0 * at, 15.0)] if at < len(left) else []
        rows.append(glyph(right[at], 19.0, 17.0 * at, 15.0))
    text = [glyph("文", 60.0 + 10 * x, 12.0 * y, 10.0) for y in range(10) for x in range(12)]
    upright = [stroke for stroke in find_strokes([*rows, *text], 1) if stroke.vertical]
    assert [stroke.text for stroke in upright] == [right + left]


def test_a_picture_ends_where_it_is_cut_off() -> None:
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=(400, 400), invariant=1)
    path = canvas.beginPath()
    path.rect(100, 150, 200, 50)
    canvas.clipPath(path, stroke=0)
    canvas.drawImage(ImageReader(io.BytesIO(PIXEL)), 100, 100, 200, 200)
    canvas.save()
    (picture,) = next(iter(read_pages(data.getvalue(), "page.pdf"))).pictures
    assert (picture.x0, picture.y0, picture.x1, picture.y1) == (100, 200, 300, 250)


PIXEL = b"P6 2 2 255\n" + bytes(12)  # a PPM image


def test_a_clause_s_number_and_its_text_are_one_line() -> None:
    line = [glyph(char, 10.0 * at, 0.0, 10.0) for at, char in enumerate("第三条")]
    line += [glyph(char, 40.0 + 10.0 * at, 0.0, 10.0) for at, char in enumerate("荒滩归村里管")]
    (stroke,) = find_strokes(line, 1)
    assert make_line([stroke]).text == "第三条 荒滩归村里管"
