"""Newspaper pages in columns of many kinds, to be set line by line: the articles, and the page that
they are printed on.
"""

from tests.pdf_layouts import (
    COMMA,
    HEAD_LINES,
    LISTED,
    SHORT,
    SHORTEST,
    STORY,
    UNDER,
)
from tests.printed_pages import REPORT, TRENDS, Told, print_headline
from tests.printed_pdfs import LEADING, SIZE, Sheet, print_sheet, typeset

FIGURES = Told(
    "云岭县今年新修渠道二十条",
    (
        "云岭县今年投入5.97亿元新修渠道20条，工期90天，15条在北乡、5条在南乡，灌溉面积由2029年的3.21万亩"
        "变为2030年的5.16万亩，每周40名工人清理旧渠，附近农户最先用上了水。",
    ),
)
AFTER = Told("渠道通水以后的北乡", ("北乡农户今年第一次用上了渠水，早稻一天就插完了。" * 2,))

LONGER = Told(AFTER.title, AFTER.body * 3)

NEWS = tuple(
    Told(title, body)
    for title, body in zip(
        (
            "去年孵化企业融资额突破九亿元",
            "云岭县新修渠道二十条",
            "渔家小院开出书店",
            "北原清出旧船三只",
            "早稻一天就插完",
        ),
        (REPORT.body, FIGURES.body * 2, SHORTEST.body, (SHORT[1].body[0] * 4,), AFTER.body * 2),
        strict=True,
    )
)

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
    "two narrow columns full of figures": ((FIGURES,), lambda: print_sheet(2, 8, (FIGURES,))),
    "last words alone beside another article": ((AFTER, TRENDS), lambda: last_words_alone()),
    "headline beside the white between paragraphs": (
        (TRENDS, AFTER, FIGURES),
        lambda: headline_beside_white(),
    ),
    "upright headline amid its columns": ((REPORT, LONGER), lambda: upright_amid()),
    "name of a section over a rule": ((STORY,), lambda: section_over_a_rule()),
    "box framed by ornaments": ((AFTER, STORY), lambda: box_of_ornaments()),
    "newsletter, last column short": (NEWS, lambda: newsletter(300)),
    "newsletter, headline beside a column's head": (NEWS, lambda: newsletter(396)),
    "newsletter, headline beside a text's end": (NEWS, lambda: newsletter(508)),
    "newsletter, headline beside white": (NEWS, lambda: newsletter(620)),
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


def last_words_alone() -> bytes:
    """The fourth column of a text holds one line; a fifth column is another article's."""
    sheet = Sheet(5, 14)
    top = sheet.y
    sheet.headline(AFTER.title or "", 0, 4)
    sheet.columns_of(AFTER, 0, 4)
    sheet.y = top
    sheet.headline(TRENDS.title or "", 4, 1, 16.0)
    sheet.columns_of(TRENDS, 4, 1)
    return sheet.finish()


def headline_beside_white() -> bytes:
    """Level with the white between two paragraphs one article ends beside them, another begins."""
    sheet = Sheet(3, 14)
    top = sheet.y
    sheet.headline(TRENDS.title or "", 0, 1, 16.0)
    sheet.columns_of(Told(None, TRENDS.body[:1]), 0, 1)
    end = sheet.y
    sheet.y -= 12
    sheet.columns_of(Told(None, TRENDS.body[1:]), 0, 1)
    sheet.y = top
    sheet.headline(AFTER.title or "", 1, 2)
    sheet.columns_of(AFTER, 1, 2)
    sheet.y = end + 8
    sheet.headline(FIGURES.title or "", 1, 2, 20.0)
    sheet.columns_of(FIGURES, 1, 2)
    return sheet.finish()


def upright_amid() -> bytes:
    """Two columns of a text stand at the left of its headline, two at its right."""
    sheet = Sheet(5, 14)
    sheet.article(REPORT, 0, 5)
    sheet.y -= 8
    sheet.rule(0, 5)
    top = sheet.y
    for at, char in enumerate(LONGER.title or ""):
        sheet.write(sheet.x(2) + 60, top - 24 - at * 25, char, 24.0)
    lines = typeset(LONGER, 14)
    for at, line in enumerate(lines):
        column, row = divmod(at, 1 + len(lines) // 4)
        sheet.write(sheet.x((0, 1, 3, 4)[column]), top - 20 - row * LEADING, line)
    return sheet.finish()


def section_over_a_rule() -> bytes:
    sheet = Sheet(2, 24)
    sheet.write(sheet.x(0), sheet.y, "理论周刊", 16)
    sheet.write(sheet.x(1), sheet.y, "2031年12月1日", 9)
    sheet.y -= 10
    sheet.rule(0, 2)
    sheet.article(STORY, 0, 2)
    return sheet.finish()


def box_of_ornaments() -> bytes:
    sheet = Sheet(2, 24)
    top = sheet.y
    sheet.y -= 10
    sheet.article(AFTER, 0, 1)
    end = sheet.y - 4
    for x in range(-12, 244, 8):
        sheet.write(sheet.x(0) + x, top, "◇", 8)
        sheet.write(sheet.x(0) + x, end, "◇", 8)
    for at in range(1, int((top - end) / 8) + 1):
        sheet.write(sheet.x(0) - 12, top - 8 * at, "◇", 8)
        sheet.write(sheet.x(0) + 244, top - 8 * at, "◇", 8)
    sheet.y = top - 10
    sheet.article(STORY, 1, 1)
    return sheet.finish()


def newsletter(bottom: float) -> bytes:
    """Articles that flow through two columns, as a word processor sets them, under a masthead."""
    sheet = Sheet(2, 24)
    sheet.write(sheet.width / 2 - 56, sheet.y, "孵化周讯", 28)
    sheet.write(sheet.x(0) + 60, sheet.y - 24, "2031年第7期　总第213期　2031年2月16日")
    y = top = sheet.y - 60
    column = 0
    for told in NEWS:
        head = [(line, 15.0, 24.0) for line in print_headline(told.title or "", 12)]
        text = [(line, SIZE, LEADING) for line in typeset(told, 24)]
        # A headline stays with the first lines of its text.
        for block in ([*head, *text[:2]], *([line] for line in text[2:])):
            if y - sum(step for _, _, step in block) < bottom:
                column, y = column + 1, top
            for line, size, step in block:
                y -= step
                sheet.write(sheet.x(column), y, line, size)
        y -= 8
    assert column == 1
    return sheet.finish()
