"""Newspaper pages in columns of many kinds, to be printed by a browser or line by line: the articles,
and the page that they are printed on.
"""

from functools import cache

from corpus import shipped_sources
from corpus.catalog import source_file
from corpus.documents import read_document
from tests.printed_pages import BOOK, CAPTION, FEATURE, PAGE_TITLE, REPORT, TRENDS, Told
from tests.printed_pdfs import (
    LEADING,
    SIZE,
    Sheet,
    article_html,
    body_html,
    page_html,
    picture_html,
    print_sheet,
)

STORY = Told("耐盐作物走向大田成为沿海农业新生力量", FEATURE.body)
HEAD = "<div class=head><span>A3 要闻</span><span>2031年5月8日 星期四</span><span>南浦日报</span></div>"
RULE = "<div class=rule></div>"


def grid(columns: str, *parts: str) -> str:
    return f"<div class=grid style='grid-template-columns:{columns}'>{''.join(parts)}</div>"


def beside(*parts: str) -> str:
    return f"<div style='display:flex;gap:16px'>{''.join(parts)}</div>"


@cache
def forum_page() -> tuple[str, tuple[Told, ...]]:
    """The shipped page's own title and articles, as its text file has them."""
    source = next(source for source in shipped_sources() if source.kind == "news")
    document = read_document(source, source_file(source))
    heads = {s.span.cut(document.text) for s in document.sentences if s.heading}
    return source.title, tuple(
        Told(
            article.title,
            tuple(
                f"#{line}" if line in heads else line
                for line in article.span.cut(document.text).split("\n")
            ),
        )
        for article in document.articles
    )


def forum_html() -> str:
    title, (feature, report, trends, book, caption) = forum_page()
    right = RULE.join([article_html(report, 3), article_html(trends, 3), article_html(book, 2)])
    left = f"<div>{article_html(feature, 2)}{picture_html(caption)}</div>"
    return page_html(HEAD, f"<h1>{title}</h1>", grid("2fr 3fr", left, f"<div>{right}</div>"))


BYLINE = "</h2><div style='text-align:center'>本报记者 何青竹</div>"
SHORTLY = Told("种子下海", STORY.body)
COMMA = ("沿海各县同时推广海水稻、藜麦和田菁、", "碱蓬四种耐盐作物")
LISTED = Told("".join(COMMA), REPORT.body)
SHORT = (
    Told("云岭书店今晚不关门", ("云岭书店从今晚起通宵营业，读者可以坐到天亮，热茶不收钱。",)),
    Told("北原河道清出旧船三只", ("北原水务站昨天清出三只旧船，河水当天就流得快了许多。",)),
)
SHORTEST = Told("北原水务站清出旧船三只河水流得快了许多", (SHORT[0].body[0] * 2, SHORT[1].body[0]))
HEAD_LINES = ("碱蓬采收季到来", "渔民多一份收入")
UNDER = Told("".join(HEAD_LINES), TRENDS.body)
ALIKE = tuple(
    Told(f"南浦第{day}日海水稻收割面积再创新高", (f"南浦第{day}日海水稻收割面积再创新高。{text}",))
    for day, text in zip("三四", REPORT.body[1:3], strict=True)
)
IN_BOX = article_html(REPORT, 2, kind="box").replace("<p>", f"{picture_html(CAPTION, 80)}<p>", 1)
VERTICAL = f"<div class=vertical>{STORY.title}</div>"
IN_THREE = f"<div style='columns:3;column-gap:20px'>{body_html(STORY)}</div>"
KICKER = "<h3 style='text-align:center'>海边的稻浪翻过八千亩</h3>"
DECK = "</h2><h3 style='text-align:center'>——南浦试验田里的新变化</h3><p>本报记者 周青</p>"
FLOAT = (
    "<div style='float:right;width:150px;margin:4px'><svg height=100 width=150>"
    "<rect width=150 height=100 fill=#999 /></svg></div>"
)

GROWN = Told("云岭县滴灌面积增长9.6%", TRENDS.body)
NARROW = "<style>.vertical{max-height:240px}</style>"
LEFT = "<style>h1,h2{text-align:left}</style>"
TABLE = (
    "<table><tr><th>地区</th><th>亩数</th><th>产量（吨）</th></tr><tr><td>东浦</td><td>132</td><td>45</td>"
    "</tr><tr><td>西浦</td><td>98</td><td>30</td></tr></table>"
)
BRIEF = Told("云岭书店从今晚起通宵营业读者可以坐到天亮", (SHORT[0].body[0] + SHORT[1].body[0],))


def upright(told: Told) -> str:
    text = f"<div style='columns:2;column-gap:20px;flex:1'>{body_html(told)}</div>"
    return beside(f"<div class=vertical>{told.title}</div>", text)


BY_BROWSER: dict[str, tuple[tuple[Told, ...], str]] = {
    "two columns": (
        (STORY, REPORT),
        page_html(HEAD, article_html(STORY, 2), RULE, article_html(REPORT, 2)),
    ),
    "three and two columns": (
        (STORY, REPORT, TRENDS, BOOK),
        page_html(
            HEAD,
            article_html(STORY, 3),
            RULE,
            grid("2fr 1fr", article_html(REPORT, 2), article_html(BOOK, level=3)),
            RULE,
            article_html(TRENDS, 3),
        ),
    ),
    "five and three columns": (
        (STORY, REPORT, TRENDS),
        page_html(HEAD, article_html(STORY, 5), article_html(REPORT, 3), article_html(TRENDS, 5)),
    ),
    "boxes": (
        (STORY, REPORT, BOOK, TRENDS),
        page_html(
            HEAD,
            grid(
                "3fr 1fr",
                article_html(STORY, 3),
                f"<div>{article_html(BOOK, level=3, kind='box')}<br>"
                f"{article_html(TRENDS, level=3, kind='tint')}</div>",
            ),
            article_html(REPORT, 4),
        ),
    ),
    "picture and caption": (
        (STORY, REPORT, CAPTION),
        page_html(
            HEAD,
            article_html(STORY, 3),
            grid("1fr 2fr", picture_html(CAPTION), article_html(REPORT, 2)),
        ),
    ),
    "headline over two articles": (
        (REPORT, TRENDS),
        page_html(
            HEAD,
            "<h1>海边荒滩变良田</h1>",
            grid("1fr 1fr", article_html(REPORT, 2), article_html(TRENDS)),
        ),
    ),
    "title of the page": (
        (REPORT, TRENDS),
        page_html(f"<h1>{PAGE_TITLE}</h1>", article_html(REPORT, 2), article_html(TRENDS, 2)),
    ),
    "upright headline before": (
        (STORY, TRENDS),
        page_html(HEAD, beside(VERTICAL, IN_THREE), RULE, article_html(TRENDS, 3)),
    ),
    "upright headline behind": (
        (STORY, TRENDS),
        page_html(HEAD, beside(IN_THREE, VERTICAL), RULE, article_html(TRENDS, 3)),
    ),
    "unequal columns": (
        (STORY, REPORT, BOOK),
        page_html(
            HEAD,
            grid(
                "2fr 3fr 4fr",
                article_html(BOOK, level=3),
                article_html(REPORT),
                article_html(STORY),
            ),
        ),
    ),
    "four quarters": (
        (STORY, REPORT, TRENDS, BOOK),
        page_html(
            HEAD, grid("1fr 1fr", *(article_html(t, 2) for t in (STORY, REPORT, TRENDS, BOOK)))
        ),
    ),
    "side column": (
        (STORY, REPORT, TRENDS, BOOK),
        page_html(
            HEAD,
            grid(
                "1fr 3fr",
                f"<div>{article_html(BOOK, level=3)}{RULE}{article_html(TRENDS, level=3)}</div>",
                f"<div>{article_html(STORY, 3)}{article_html(REPORT, 3)}</div>",
            ),
        ),
    ),
    "text round a picture": (
        (STORY, REPORT),
        page_html(
            HEAD,
            f"<h2>{STORY.title}</h2>",
            f"<div style='columns:3;column-gap:22px'>{FLOAT}{body_html(STORY)}</div>",
            article_html(REPORT, 2),
        ),
    ),
    "rules between columns": (
        (STORY, REPORT),
        page_html(
            "<style>.columns{column-rule:1px solid #333;column-gap:12px}</style>",
            HEAD,
            article_html(STORY, 4),
            article_html(REPORT, 4),
        ),
    ),
    "two headlines alike": (
        (*ALIKE, STORY, BOOK),
        page_html(*(article_html(told, 3) for told in (*ALIKE, STORY, BOOK))),
    ),
    "kicker, deck and byline": (
        (STORY, REPORT),
        page_html(
            HEAD, KICKER, article_html(STORY, 3).replace("</h2>", DECK), article_html(REPORT, 2)
        ),
    ),
    "white between paragraphs": (
        (STORY, REPORT),
        page_html(
            "<style>p{text-indent:0;margin-bottom:1em}</style>",
            HEAD,
            article_html(STORY, 2),
            article_html(REPORT, 3),
        ),
    ),
    "headlines within the columns": (
        (STORY, REPORT, TRENDS),
        page_html(
            "<style>h2{break-inside:avoid;break-after:avoid}</style>",
            f"<div style='columns:4;column-gap:20px'>{article_html(STORY)}{article_html(REPORT)}"
            f"{article_html(TRENDS)}</div>".replace(
                "<div class=columns style='columns:1'>", "<div>"
            ),
        ),
    ),
    "headlines at the left beside a side column": (
        (STORY, REPORT, TRENDS, BOOK),
        page_html(
            "<style>h2{text-align:left}</style>",
            grid(
                "3fr 1fr",
                f"<div>{article_html(STORY, 3)}{article_html(REPORT, 3)}</div>",
                f"<div>{article_html(TRENDS, level=3)}{article_html(BOOK, level=3)}</div>",
            ),
        ),
    ),
    "picture in a box": (
        (STORY, REPORT, CAPTION),
        page_html(
            HEAD,
            article_html(STORY, 3),
            grid("2fr 1fr", IN_BOX, "<p></p>"),
        ),
    ),
    "short news under headlines hardly larger than its text": (
        (*SHORT, STORY),
        page_html(
            "<style>h3{font-size:16px}</style>",
            grid(
                "1fr 3fr",
                f"<div>{article_html(SHORT[0], level=3)}{article_html(SHORT[1], level=3)}</div>",
                article_html(STORY, 3),
            ),
        ),
    ),
    "byline under a headline in the middle": (
        (SHORTLY, BOOK, TRENDS),
        page_html(
            grid(
                "4fr 1fr",
                article_html(SHORTLY, 4).replace("</h2>", BYLINE),
                f"<div>{article_html(BOOK, level=3)}{article_html(TRENDS, level=3)}</div>",
            ),
        ),
    ),
    "upright headlines of two lines, one below the other": (
        (LISTED, GROWN),
        page_html(NARROW, HEAD, upright(LISTED), upright(GROWN)),
    ),
    "headline at the left over two articles": (
        (REPORT, TRENDS),
        page_html(
            LEFT,
            "<h1>荒滩新绿</h1>",
            grid("1fr 2fr", article_html(REPORT), article_html(TRENDS, 2)),
        ),
    ),
    "headline at the left of its columns": (
        (SHORT[0], TRENDS, STORY),
        page_html(
            LEFT,
            grid(
                "3fr 2fr",
                article_html(Told(SHORT[0].title, SHORT[0].body * 4), 3),
                article_html(TRENDS),
            ),
            article_html(STORY, 4),
        ),
    ),
    "table above the text": (
        (STORY, REPORT),
        page_html(article_html(STORY, 3), article_html(REPORT, 3).replace("<p>", f"{TABLE}<p>", 1)),
    ),
    "caption over another article": (
        (STORY, BOOK, CAPTION, REPORT),
        page_html(
            article_html(STORY, 3),
            grid("1fr 2fr", picture_html(CAPTION, 120), article_html(BOOK)),
            article_html(REPORT, 2),
        ),
    ),
    "byline over paragraphs that are not set in": (
        (STORY, REPORT),
        page_html(
            "<style>p{text-indent:0;margin-bottom:1em}</style>",
            grid("1fr 1fr", article_html(STORY, 2).replace("</h2>", BYLINE), article_html(REPORT)),
        ),
    ),
    "byline over the white, last words alone in their column": (
        (STORY, BRIEF),
        page_html(
            article_html(STORY, 3),
            article_html(Told(BRIEF.title, BRIEF.body * 2), 4).replace("</h2>", BYLINE),
        ),
    ),
    "box that touches the page's rule": (
        (STORY, BOOK, REPORT),
        page_html(
            HEAD,
            grid("3fr 1fr", article_html(STORY, 2), article_html(BOOK, level=3, kind="box")),
            article_html(REPORT, 3),
        ),
    ),
    "two lines beside a longer text": (
        (BRIEF, REPORT, STORY),
        page_html(
            "<h1>海边荒滩变良田</h1>",
            grid("1fr 2fr", article_html(REPORT, 2), article_html(BRIEF)),
            article_html(STORY, 3),
        ),
    ),
    "news one below the other": (
        (REPORT, TRENDS, BOOK),
        page_html(*(article_html(told, level=3) for told in (REPORT, TRENDS, BOOK))),
    ),
}

BY_SHEET = {
    "two columns": ((STORY, REPORT), lambda: print_sheet(2, 24, (STORY, REPORT))),
    "three columns": ((STORY, REPORT, TRENDS), lambda: print_sheet(3, 16, (STORY, REPORT, TRENDS))),
    "five columns": ((STORY, REPORT, TRENDS), lambda: print_sheet(5, 13, (STORY, REPORT, TRENDS))),
    "lines across two columns": (
        (STORY, REPORT),
        lambda: print_sheet(2, 24, (STORY, REPORT), across=True),
    ),
    "lines across three columns": (
        (STORY, REPORT, TRENDS),
        lambda: print_sheet(3, 16, (STORY, REPORT, TRENDS), across=True),
    ),
    "line over its column's edge": ((STORY,), lambda: overlong_line()),
    "byline over the white between columns": ((STORY,), lambda: byline_in_the_middle()),
    "headline broken after a comma": ((STORY, LISTED), lambda: comma_in_headline()),
    "headline beside the end of a text": (
        (STORY, SHORT[0], UNDER, REPORT),
        lambda: headline_at_the_end(),
    ),
    "two rows under a headline": ((SHORTEST,), lambda: print_sheet(2, 24, (SHORTEST,))),
    "articles side by side": ((REPORT, TRENDS, STORY), lambda: side_by_side()),
}


def side_by_side() -> bytes:
    """Two articles beside each other, each drawn across its columns, over a third."""
    sheet = Sheet(4, 14)
    top = sheet.y
    sheet.article(REPORT, 0, 2, across=True)
    left, sheet.y = sheet.y, top
    sheet.article(TRENDS, 2, 2, across=True)
    sheet.y = min(sheet.y, left) - 10
    sheet.article(STORY, 0, 4)
    return sheet.finish()


def overlong_line() -> bytes:
    """An article whose one line runs into the white before the next column."""
    sheet = Sheet(2, 24)
    sheet.headline(STORY.title or "", 0, 2)
    sheet.columns_of(STORY, 0, 2, moved=4)
    return sheet.finish()


def byline_in_the_middle() -> bytes:
    """A byline whose name begins where the second column does."""
    sheet = Sheet(2, 24)
    sheet.headline(STORY.title or "", 0, 2)
    sheet.write(sheet.x(1) - 4.2 * SIZE, sheet.y, "本报记者 何青竹")
    sheet.y -= 24
    sheet.columns_of(STORY, 0, 2)
    return sheet.finish()


def headline_at_the_end() -> bytes:
    """Beside the last line of a text stands the first line of a headline; its second below."""
    sheet = Sheet(4, 14)
    top = sheet.y
    sheet.article(STORY, 0, 3)
    end, sheet.y = sheet.y + LEADING, top
    sheet.article(SHORT[0], 3, 1)
    for row, line in enumerate(HEAD_LINES):
        sheet.write(sheet.x(3), end - 20 * row, line, 18)
    sheet.y = end - 50
    sheet.columns_of(UNDER, 3, 1)
    sheet.y -= 20
    sheet.article(REPORT, 0, 4)
    return sheet.finish()


def comma_in_headline() -> bytes:
    sheet = Sheet(3, 16)
    sheet.article(STORY, 0, 3)
    for line in COMMA:
        sheet.y -= 30
        sheet.write(sheet.x(0), sheet.y, line, 24)
    sheet.y -= 24
    sheet.columns_of(LISTED, 0, 3)
    return sheet.finish()
