"""What stands over or beside several articles, printed as PDF: banners, briefs, tables, rules."""

from dataclasses import replace

import pytest

from corpus.documents import read_document
from corpus.page.headlines import is_furniture
from corpus.pdf.across import tables_across
from corpus.pdf.read_pdf import read_pdf
from corpus.pdf.text import Area
from tests.pdf_layouts import HEAD, RULE, grid
from tests.printed_pages import BOOK, FEATURE, REPORT, TRENDS, Told
from tests.printed_pdfs import article_html, body_html, page_html
from tests.printed_rows import SAID
from tests.printed_rows import Print as Rows
from tests.served_page import needs_browser
from tests.test_pdf_designs import glyph
from tests.test_pdf_pages import SOURCE, Print, check, print_pdf

__all__ = ["print_pdf"]


def undated(told: Told) -> Told:
    """An article that no dateline begins."""
    body = tuple(p.removeprefix("本报讯 ") for p in told.body if not p.startswith("#"))
    return replace(told, body=body)


STORY, HARVEST, WATER, PRINT = map(undated, (FEATURE, REPORT, TRENDS, BOOK))
STORY = replace(STORY, title="荒滩上的八年")
BRIEF = Told("海水稻田周日开放", ("海水稻收割以后，滩涂公园每天限五千人，志愿者教孩子辨认稻穗。",))
LATER = Told("渔港夜市添座位", ("夜市本月添了二百四十个座位，摊位费不变，营业到零点。",))


@needs_browser
@pytest.mark.parametrize(
    "kicker",
    [
        "",
        "<div style='text-align:center'>生态</div>",
        "<div style='text-align:center;font-size:11px'>A面 静</div>",
    ],
)
def test_a_banner_over_two_articles_heads_neither(kicker: str, print_pdf: Print) -> None:
    banner = "<div class=rule><h1>滩涂绿了 仓里满了</h1></div>"
    pair = grid("1fr 1fr", f"<div>{kicker}{article_html(STORY, 2)}</div>", article_html(HARVEST, 2))
    page = page_html(HEAD, article_html(WATER, 3), banner, pair)
    document = read_document(SOURCE, print_pdf(page))
    check(document, (WATER, STORY, HARVEST))


@needs_browser
@pytest.mark.parametrize("name", ["快讯", "要闻速览", "活动"])
def test_news_in_brief_have_a_section_name_over_them(name: str, print_pdf: Print) -> None:
    briefs = "".join(article_html(one, 1, level=4) for one in (BRIEF, LATER))
    box = f"<div class=tint><div>{name}</div>{briefs}</div>".replace(
        "<h4>", "<h4 style='text-align:left'>"
    )
    page = page_html(HEAD, grid("3fr 1fr", article_html(STORY, 3), box))
    check(read_document(SOURCE, print_pdf(page)), (STORY, BRIEF, LATER))


@needs_browser
@pytest.mark.parametrize(
    "foot",
    ["2031年5月8日 第45期 总第1208期", "3版 责编：连城 美编：禾子 电子信箱：nanpu@example.com"],
)
def test_a_pages_foot_is_no_part_of_its_last_column(foot: str, print_pdf: Print) -> None:
    last = f"<div style='position:absolute;top:760px;right:24px;font-size:12px'>{foot}</div>"
    page = page_html(HEAD, article_html(HARVEST, 2), RULE, article_html(STORY, 4), last)
    page = read_pdf(print_pdf(page), "page.pdf")
    assert not [one for piece in page.pieces for one in piece.body if foot[:6] in one.text]
    assert foot in [title.text for title in page.titles]


@needs_browser
def test_a_box_has_a_size_of_its_own(print_pdf: Print) -> None:
    picture = "<div style='height:90px;background:#aaa'></div>"
    text = "".join(f"<p>{p}</p>" for p in HARVEST.body)
    box = f"<div class=box style='font-size:11px'><h3>{HARVEST.title}</h3>{picture}{text}</div>"
    page = page_html(HEAD, article_html(STORY, 4), grid("1fr 1fr", article_html(WATER, 2), box))
    check(read_document(SOURCE, print_pdf(page)), (STORY, WATER, HARVEST))


@needs_browser
def test_a_brief_under_a_rule_is_no_part_of_the_article_over_it(print_pdf: Print) -> None:
    brief = article_html(BRIEF, 1, level=4).replace("<h4>", "<h4 style='font-size:16px'>")
    left = f"{article_html(WATER, 1)}{RULE}{brief}"
    page = page_html(HEAD, grid("1fr 3fr", f"<div>{left}</div>", article_html(STORY, 3)))
    check(read_document(SOURCE, print_pdf(page)), (WATER, BRIEF, STORY))


@needs_browser
def test_a_numbered_subhead_under_a_rule_begins_no_article(print_pdf: Print) -> None:
    subhead = "<h3 style='font-size:15px'>（二）灌水</h3>"
    rest = "".join(f"<p>{p}</p>" for p in WATER.body)
    page = page_html(
        HEAD, article_html(STORY, 3), f"{RULE}{subhead}<div style='columns:3'>{rest}</div>"
    )
    both = Told(STORY.title, (*STORY.body, "#（二）灌水", *WATER.body))
    check(read_document(SOURCE, print_pdf(page)), (both,))


@needs_browser
def test_a_brief_beside_a_headline_is_an_article(print_pdf: Print) -> None:
    brief = article_html(BRIEF, 1, level=4)
    page = page_html(
        HEAD, article_html(HARVEST, 3), RULE, grid("3fr 1fr", article_html(STORY, 3), brief)
    )
    check(read_document(SOURCE, print_pdf(page)), (HARVEST, STORY, BRIEF))


@needs_browser
def test_a_text_set_larger_than_the_pages_is_no_heading(print_pdf: Print) -> None:
    large = f"<div style='font-size:15px;line-height:2.1'>{article_html(HARVEST, 2)}</div>"
    page = page_html(HEAD, article_html(STORY, 4), RULE, large)
    check(read_document(SOURCE, print_pdf(page)), (STORY, HARVEST))


@needs_browser
def test_a_columns_rule_makes_no_table_of_the_text_beside_one(print_pdf: Print) -> None:
    heads = "<tr><th>品种</th><th>今日</th><th>上周</th></tr>"
    rows = (("海水稻", 3.2, 3.1), ("藜麦", 12.5, 12.0), ("田菁", 1.4, 1.6), ("碱蓬", 2.8, 2.6))
    cells = "".join(f"<tr><td>{a}</td><td>{b}</td><td>{c}</td></tr>" for a, b, c in rows)
    line = "<style>td,th{border:0;border-bottom:1px solid}</style>"
    aside = f"{line}<table>{heads}{cells}</table><p>价格为每斤批发价。</p>"
    pair = grid(
        "2fr 1fr", article_html(PRINT, 1), f"<div style='border-left:1px solid'>{aside}</div>"
    )
    ruled = f"<div style='border:1px solid;border-width:1px 0'>{pair}</div>"
    page = read_pdf(print_pdf(page_html(HEAD, ruled, article_html(STORY, 3))), "page.pdf")
    read = [one.text for piece in page.pieces for one in piece.body]
    assert "藜麦：今日 12.5；上周 12.0。" in read
    check(
        read_document(SOURCE, print_pdf(page_html(HEAD, ruled, article_html(STORY, 3)))),
        (PRINT, STORY),
    )


@pytest.mark.parametrize(
    "line", ["散文 二〇三一年五月 第七版", "云岭副刊", "仁泽院讯", "综合新闻 第12版"]
)
def test_a_pages_own_lines_are_known(line: str) -> None:
    assert is_furniture(line)


def test_rules_under_some_columns_alone_end_no_table() -> None:
    whole = [Area(0.0, y, 300.0, y) for y in (0.0, 300.0, 400.0)]
    short = [Area(0.0, y, 140.0, y) for y in (20.0, 40.0, 60.0)]
    cells = [
        glyph("稻", x, y, 10.0)
        for y in (5.0, 25.0, 45.0, 120.0, 140.0)
        for x in (10.0, 20.0, 200.0, 210.0)
    ]
    for found in tables_across([*whole, *short], [*whole, *short], cells, 1):
        assert found.rules


@pytest.mark.parametrize(("em", "found"), [(10.0, 1), (24.0, 0)])
def test_no_headline_stands_in_a_table_between_rules(em: float, found: int) -> None:
    rules = [Area(0.0, y, 300.0, y) for y in (0.0, 40.0, 80.0, 120.0)]
    cells = [glyph("稻", x, y, 10.0) for y in (50.0, 90.0) for x in (10.0, 20.0, 200.0, 210.0)]
    heads = [glyph("稻", x, 8.0, em) for x in (10.0, 200.0)]
    assert len(list(tables_across(rules, rules, [*heads, *cells], 1))) == found


@needs_browser
@pytest.mark.parametrize("name", ["快讯", ""])
def test_heads_of_briefs_may_be_lines_as_small_as_their_text(name: str, print_pdf: Print) -> None:
    briefs = "".join(
        f"<div style='color:#b00'>{'' if name else '■ '}{one.title}</div>{body_html(one)}"
        for one in (BRIEF, LATER)
    )
    page = page_html(
        HEAD,
        grid(
            "3fr 1fr",
            article_html(STORY, 3),
            f"<div class=tint>{name and '<h3>'}{name}{name and '</h3>'}{briefs}</div>",
        ),
    )
    check(read_document(SOURCE, print_pdf(page)), (STORY, BRIEF, LATER))


def test_a_year_in_a_text_over_a_table_is_not_the_table_s() -> None:
    page = Rows()
    page.row(("最早的海水稻种子是1955年从荒滩上采来的，",), (60,))
    page.row(("第二年就有人试种",), (60,))
    page.grid([("地区", "产量（万吨）", "面积（亩）"), ("东浦", "132", "45"), ("西浦", "98", "30")])
    assert page.lines()[-2:] == SAID
