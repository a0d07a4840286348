"""Newspaper pages in columns of many kinds, to be printed by a browser: the articles, and the page
that they are printed on.
"""

from functools import cache

from corpus import shipped_sources
from corpus.documents import read_document
from corpus.library.catalog import source_file
from tests.printed_pages import BOOK, CAPTION, FEATURE, PAGE_TITLE, REPORT, TRENDS, Told
from tests.printed_pdfs import (
    article_html,
    body_html,
    page_html,
    picture_html,
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
WIDE = (
    "</h2><h3 style='text-align:center'>滩涂变良田　消费者尝鲜　种业仍需用力</h3>"
    "<div style='text-align:center'>本报记者　秦川　通讯员　吴越</div>"
)
MASTHEAD = (
    "<div><div style='font-size:60px'>南浦日报</div>"
    "<div>NANPU DAILY　2031年11月27日　星期四　第12876号　今日8版</div></div>"
)
UNDATED = tuple(Told(told.title, told.body[1:]) for told in (REPORT, TRENDS, BOOK))
WITH_TABLE = article_html(UNDATED[0], 5).replace("<p>", f"{TABLE}<p>", 1)
IN_FIVE = article_html(SHORTLY, 5).replace("<p>", f"{TABLE}<p>", 1)
GROWING = Told(GROWN.title, TRENDS.body[:2])
LIST = Told(
    "云岭书店今晚不关门",
    (f"村里种{'稻、麦、豆、薯、桑、茶、' * 6}也种枣、柿、梨、桃、杏、李、栗、榛、样样都有人买。",),
)


def upright(told: Told, *, behind: bool = False) -> str:
    parts = (
        f"<div class=vertical>{told.title}</div>",
        f"<div style='columns:2;column-gap:20px;flex:1'>{body_html(told)}</div>",
    )
    return beside(*(reversed(parts) if behind else parts))


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
    "box under a rule, before the article beside it": (
        (STORY, UNDATED[0], BOOK),
        page_html(
            article_html(STORY, 3, level=1),
            RULE,
            grid(
                "1fr 3fr",
                article_html(BOOK, level=3, kind="box"),
                article_html(UNDATED[0], 2),
            ),
        ),
    ),
    "small headline under a box, beside a large one": (
        (STORY, BOOK, UNDATED[0]),
        page_html(
            grid(
                "3fr 1fr",
                article_html(STORY, 3, level=1),
                f"<div>{article_html(BOOK, level=3, kind='tint')}"
                f"{article_html(UNDATED[0], level=3)}</div>",
            ),
        ),
    ),
    "kicker over one of two headlines": (
        (STORY, UNDATED[2]),
        page_html(
            grid(
                "2fr 1fr",
                f"<div>{KICKER}{article_html(STORY, 3)}</div>",
                article_html(UNDATED[2], 2, level=3),
            ),
        ),
    ),
    "table that opens the first of two articles": (
        (UNDATED[0], UNDATED[2], STORY),
        page_html(
            grid("3fr 1fr", WITH_TABLE, article_html(UNDATED[2], level=3)), article_html(STORY, 3)
        ),
    ),
    "table over a column whose text is long": (
        (SHORTLY, UNDATED[2]),
        page_html(
            grid(
                "3fr 1fr",
                f"<style>td{{height:40px}}</style>{IN_FIVE}",
                article_html(UNDATED[2], level=3),
            ),
        ),
    ),
    "picture over a column whose text is long": (
        (SHORTLY, UNDATED[2]),
        page_html(
            grid(
                "3fr 1fr",
                article_html(SHORTLY, 5).replace("<p>", f"{FLOAT.replace('150', '100')}<p>", 1),
                article_html(UNDATED[2], level=3),
            ),
        ),
    ),
    "upright headline over another article": (
        (LISTED, BRIEF),
        page_html(NARROW, LEFT, upright(LISTED, behind=True), article_html(BRIEF)),
    ),
    "upright headline shorter than its text": (
        (STORY, REPORT),
        page_html("<style>.vertical{max-height:220px}</style>", upright(STORY, behind=True))
        + article_html(REPORT, 2),
    ),
    "upright headline over columns of two widths": (
        (STORY, GROWING, UNDATED[0], UNDATED[2]),
        page_html(
            "<style>.columns{column-gap:14px}.grid{gap:16px}.vertical{max-height:260px}</style>",
            article_html(STORY, 2),
            "<br>",
            upright(GROWING, behind=True),
            "<br>",
            grid("1fr 1fr", article_html(UNDATED[0], 3), article_html(UNDATED[2])),
        ),
    ),
    "two lines of marks under other columns": (
        (GROWN, LIST),
        page_html(NARROW, LEFT, upright(GROWN, behind=True), article_html(LIST, level=1)),
    ),
    "deck and byline whose words wide blanks part": (
        (STORY, REPORT),
        page_html(
            HEAD,
            article_html(STORY, 4).replace("</h2>", WIDE),
            article_html(REPORT, 2),
        ),
    ),
    "masthead beside a box": (
        (BRIEF, STORY),
        page_html(
            grid("2fr 1fr", MASTHEAD, article_html(BRIEF, level=3, kind="box")),
            article_html(STORY, 3),
        ),
    ),
    "news one below the other": (
        (REPORT, TRENDS, BOOK),
        page_html(*(article_html(told, level=3) for told in (REPORT, TRENDS, BOOK))),
    ),
}
