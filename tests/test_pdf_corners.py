"""What stands in a corner of a page or a text: heads over bars, articles round one another, titles at the side."""

from dataclasses import replace

import pytest

from corpus.documents import read_document
from corpus.pdf.bands import around_spanning
from corpus.pdf.columns import find_columns
from corpus.pdf.cuts_across import amid_text, under_headline
from corpus.pdf.items import Block, Item
from corpus.pdf.ornaments import bars_to_rules
from corpus.pdf.text import Area, PrintedPage
from tests.pdf_layouts import HEAD, RULE, grid
from tests.printed_pages import BOOK, REPORT, Told
from tests.printed_pdfs import article_html, body_html, page_html
from tests.served_page import needs_browser
from tests.test_pdf_banners import BRIEF, LATER, STORY
from tests.test_pdf_designs import PLAIN as DESIGN
from tests.test_pdf_designs import glyph, set_lines
from tests.test_pdf_pages import SOURCE, Print, check, print_pdf, strokes_at

__all__ = ["print_pdf"]
PLAIN = replace(DESIGN, body=DESIGN.body[:3])


@pytest.mark.parametrize(
    ("bars", "feet"),
    [
        ([(20.0, 60.0)], [60.0]),
        ([(20.0, 40.0), (41.0, 60.0)], []),  # behind the lines of a listing
        ([(700.0, 740.0)], []),
    ],
)
def test_the_foot_of_a_bar_behind_a_page_s_head_is_a_rule(
    bars: list[tuple[float, float]], feet: list[float]
) -> None:
    fills = tuple(Area(40.0, y0, 560.0, y1) for y0, y1 in bars)
    glyphs = tuple(glyph("海", 50.0, y0 + 4, 12.0) for y0, _ in bars)
    page = bars_to_rules(PrintedPage(1, 600.0, 800.0, glyphs, fills=fills))
    assert [rule.y0 for rule in page.rules] == feet


@pytest.mark.parametrize("kicker", ["", "渔业"])
def test_a_text_goes_on_past_an_article_in_the_corner_under_its_columns(kicker: str) -> None:
    text = [[*set_lines(x, 0.0, 8)] for x in (0.0, 140.0)]
    past: list[Item] = [*set_lines(280.0, 0.0, 22)]
    small: list[Item] = [*strokes_at((kicker, 0.0, 140.0))] if kicker else []
    head = replace(strokes_at(("休渔期延长半个月", 0.0, 154.0))[0], em=20.0, y1=174.0)
    under = [[*set_lines(x, 190.0, 10)] for x in (0.0, 140.0)]
    items = [*past, *text[1], *text[0], *under[1], *under[0], head, *small]
    columns = find_columns(items, [Area(0.0, 132.0, 262.0, 133.0)], 10.0)
    read = [row[0] for column in columns for row in column.rows]
    assert read == [*text[0], *text[1], *past, *small, head, *under[0], *under[1]]


def test_a_picture_at_a_column_s_right_is_no_column_of_the_headline_over_it() -> None:
    head = replace(strokes_at(("慢一秒我也睡不着", 0.0, 0.0))[0], em=24.0, x1=190.0, y1=24.0)
    left = [*set_lines(0.0, 40.0, 20)]
    right = [*set_lines(140.0, 40.0, 7, chars=6), *set_lines(140.0, 152.0, 13)]
    picture = Block(Area(206.0, 40.0, 260.0, 140.0), "picture")
    (cut,) = around_spanning([head, *left, *right, picture], 10.0)
    assert 24 < cut < 40


@needs_browser
@pytest.mark.parametrize("boxed", [True, False])
def test_an_upright_headline_at_the_right_of_its_text(boxed: bool, print_pdf: Print) -> None:
    kicker = "" if boxed else "<div>书人书事</div>"
    head = f"<div>{kicker}<div class=vertical style='height:160px'>{PLAIN.title}</div></div>"
    text = f"<div style='columns:2'>{body_html(PLAIN)}</div>"
    row = f"<div style='display:flex;gap:14px'>{text}{head}</div>"
    row = f"<div class=box>{row}</div>" if boxed else row
    html = page_html(HEAD, article_html(BOOK, 3), RULE, row)
    check(read_document(SOURCE, print_pdf(html)), (BOOK, PLAIN))


@needs_browser
def test_heads_of_briefs_under_a_small_centered_name_in_a_box(print_pdf: Print) -> None:
    title = "<div style='font:14px Noto Sans CJK SC'>"
    briefs = "".join(f"{title}{one.title}</div>{body_html(one)}" for one in (BRIEF, LATER))
    name = "<div style='text-align:center;border-bottom:1px solid;margin:0 9px'>政务简报</div>"
    html = page_html(
        HEAD, grid("3fr 1fr", article_html(STORY, 3), f"<div class=box>{name}{briefs}</div>")
    )
    check(read_document(SOURCE, print_pdf(html)), (STORY, BRIEF, LATER))


@needs_browser
def test_a_dateline_set_bold_on_its_own_line_is_no_heading(print_pdf: Print) -> None:
    first, *rest = REPORT.body
    body = ("本报讯（记者 木棉）", first.removeprefix("本报讯 "), *rest)
    told = Told("海水稻收割", body)
    html = article_html(told, 2).replace("本报讯（记者 木棉）", "<b>本报讯（记者 木棉）</b>")
    page = page_html(HEAD, article_html(STORY, 3), html)
    document = read_document(SOURCE, print_pdf(page))
    check(document, (STORY, told))


@needs_browser
def test_a_newsletter_s_name_over_its_issue_is_no_headline(print_pdf: Print) -> None:
    head = "<h1>平桥校园通讯</h1><div>秋季第2期 2031年10月30日 校务办公室编印</div>"
    document = read_document(
        SOURCE, print_pdf(page_html(head, article_html(STORY, 2), article_html(BOOK, 2)))
    )
    check(document, (STORY, BOOK))


@needs_browser
@pytest.mark.parametrize(
    "style", ["border:1px solid", "background:#eee", "border:2px solid #c40;background:#fee"]
)
def test_a_box_with_round_corners_holds_an_article_of_its_own(style: str, print_pdf: Print) -> None:
    boxed = Told(
        "本周去处", ("周六有旧书集市，约一百二十个摊位。", "周日放映纪录片，免费领票八十张。")
    )
    box = f"<div style='{style};border-radius:14px;padding:9px'>{body_html(boxed)}</div>".replace(
        "<p>", f"<div style='font:bold 14px Noto Sans CJK SC'>{boxed.title}</div><p>", 1
    )
    right = f"<div>{article_html(BOOK, 1)}{box}</div>"
    page = page_html(HEAD, grid("2fr 1fr", article_html(STORY, 2), right))
    check(read_document(SOURCE, print_pdf(page)), (STORY, BOOK, boxed))


@pytest.mark.parametrize("above", [True, False])
def test_a_box_over_all_columns_stands_apart_from_them(above: bool) -> None:
    left, right = set_lines(0.0, 100.0, 5), set_lines(140.0, 100.0, 5)
    area = Area(0.0, 10.0, 262.0, 80.0) if above else Area(0.0, 200.0, 262.0, 280.0)
    box = Block(area, "box")
    columns = find_columns([*right, box, *left], [], 10.0)
    read = [row[0] for column in columns for row in column.rows]
    assert read == ([box, *left, *right] if above else [*left, *right, box])


def test_a_kicker_hides_no_columns_under_its_headline() -> None:
    kicker = strokes_at(("深空探测", 0.0, 0.0))
    head = replace(strokes_at(("一克月壤里藏着几滴水", 0.0, 14.0))[0], em=24.0, x1=220.0, y1=38.0)
    left, right = set_lines(0.0, 50.0, 8), set_lines(140.0, 50.0, 8)
    cut = under_headline([*kicker, head, *left, *right], [], 10.0)
    assert cut is not None and 38 < cut < 50


@pytest.mark.parametrize(("beside", "parted"), [(False, True), (True, False)])
def test_a_picture_over_columns_is_cut_off_with_its_caption(beside: bool, parted: bool) -> None:
    picture = Block(Area(0.0, 0.0, 130.0 if beside else 262.0, 100.0), "picture")
    caption = strokes_at(("秋天的石榴谷", 0.0, 104.0))
    caption = [replace(caption[0], em=8.0, y1=112.0)]
    left, right = set_lines(0.0, 124.0, 8), set_lines(140.0, 90.0 if beside else 124.0, 8)
    cut = under_headline([picture, *caption, *left, *right], [], 10.0)
    assert (cut is not None and 112 < cut < 124) == parted


def test_a_caption_is_no_text_that_a_headline_stands_amid() -> None:
    head = replace(strokes_at(("旧书摊上的批注", 0.0, 100.0))[0], em=18.0, x1=176.0, y1=118.0)
    left, right = set_lines(0.0, 130.0, 6), set_lines(140.0, 130.0, 6)
    left[1:2] = strokes_at(("大" * 10, 20.0, 146.0))
    over = strokes_at(("雪中的旧渡口在河的南岸上", 0.0, 84.0))
    assert amid_text([*over, head, *left, *right], [], 10.0) == [head]
    small = [replace(over[0], em=9.0)]
    assert amid_text([*small, head, *left, *right], [], 10.0) == []
