"""What stands on a page beside its text: page heads and folios, running heads, page numbers.

A page's own head (over a long rule at the top) is told apart before its columns are looked for.
What repeats from page to page is known only when all pages are read.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from corpus.page.headlines import is_furniture, names_makers
from corpus.pdf.items import find_rows
from corpus.pdf.lines import Line, Stroke
from corpus.pdf.text import Area, PrintedPage

MARGIN = 0.12  # of the page's height, at its top and its bottom
LONG_RULE = 0.6  # of the page's width
HEAD_SIZE = 1.3  # times the body's em: a page head is set smaller than a headline
MOST_HEAD_CHARS = 120
MOST_NAME_CHARS = 6  # of a section: 理论周刊
FORM = re.compile("[:：]")
DAY = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")
LEAST_PAGES = 3  # a running head stands on so many pages, or on both of two
DENSE = (
    0.3  # of the pages from its first to its last; else it is words that pages happen to end with
)
ENDED = re.compile("[，；].*。$")  # a text's last line
TABLE_NAME = re.compile(r"附?表\s*[\d一二三四五六七八九十]")
NUMBER = re.compile(
    r"[-–—―·•.~|\s]*(?:第\s*)?(?:\d{1,4}|[ivxlcIVXLC]{1,6}|[一二三四五六七八九十百○〇]{1,5})\s*(?:[页頁]|版)?"
    r"(?:\s*[/／,，（(]?\s*(?:共\s*)?\d{1,4}\s*[页頁]?[）)]?)?[-–—―·•.~|\s]*$|[Pp]age\s*\d+(?:\s*of\s*\d+)?$"
)
# Printed books have even folios at the left edge of left pages, odd ones at the right of right pages.
LEFT_FOLIO = re.compile(r"^(\d{0,3}[02468])(?![\d.,%:：、年月日])")
RIGHT_FOLIO = re.compile(r"(?<![\d.,:：])(\d{0,3}[13579])$")
FOLIO = re.compile(r"^[A-Z]?\d{1,3}\s?版\s*")
ISSUE = re.compile(r"第\s?\d{1,5}\s?期|\d{1,3}\s?版")
MOST_RUNNING_CHARS = 40
BINDING = "装裝", "订訂", "线線"  # words along the edge where the page is bound
BOUND = f"{''.join(BINDING)}|｜¦┆┊︙⋮…·."


def without_stamps(page: PrintedPage) -> PrintedPage:
    """The page without a few words printed turned, beside all its text: a stamp in the margin."""
    level = [glyph for glyph in page.glyphs if not glyph.angle]
    left = min((one.x0 for one in level), default=0.0)
    right = max((one.x1 for one in level), default=page.width)
    kept = [one for one in page.glyphs if not one.angle or (one.x1 > left and one.x0 < right)]
    stamped = len(page.glyphs) - len(kept)
    return replace(page, glyphs=tuple(kept)) if 0 < stamped <= MOST_RUNNING_CHARS else page


def without_binding(page: PrintedPage) -> PrintedPage:
    """The page without the line of bars and words beside its text that says where to bind it."""
    marks = [one for one in page.glyphs if one.text in BOUND]
    text = [one for one in page.glyphs if one.text not in BOUND]
    left = min((one.x0 for one in text), default=page.width)
    right = max((one.x1 for one in text), default=0.0)
    for beside in (
        [one for one in marks if one.x1 <= left],
        [one for one in marks if one.x0 >= right],
    ):
        words = {one.text for one in beside}
        if all(words & set(either) for either in BINDING):
            kept = tuple(one for one in page.glyphs if one not in beside)
            return replace(page, glyphs=kept)
    return page


def split_head(
    page: PrintedPage, strokes: Sequence[Stroke], body: float
) -> tuple[list[Stroke], list[Stroke]]:
    """Part a page's head and foot from its text: small type beyond a long rule at the edge."""
    long = [rule for rule in page.rules if rule.width >= LONG_RULE * page.width and _is_flat(rule)]
    heads = _small_head(page, strokes, body)
    for rule in long:
        if rule.y0 < MARGIN * page.height:
            beyond = [stroke for stroke in strokes if stroke.y1 <= rule.y1 + 1]
        elif rule.y1 > (1 - MARGIN) * page.height:
            beyond = [stroke for stroke in strokes if stroke.y0 >= rule.y0 - 1]
            if _ends_frame(rule, page.rules) and any(FORM.search(one.text) for one in beyond):
                continue  # a form's last line: 收款人：… 复核：…
        else:
            continue
        if (
            _may_be_head(beyond, body)
            and sum(len(stroke.glyphs) for stroke in beyond) <= MOST_HEAD_CHARS
        ):
            heads += [stroke for stroke in beyond if stroke not in heads]
    heads += [stroke for stroke in _makers(strokes) if stroke not in heads]
    return heads, [stroke for stroke in strokes if stroke not in heads]


def _makers(strokes: Sequence[Stroke]) -> list[Stroke]:
    """Return the last rows of the page where they tell who made it, and of which issue it is."""
    rows = find_rows(strokes)
    found: list[Stroke] = []
    while len(rows) > 1:
        row = [item for item in rows.pop() if isinstance(item, Stroke)]
        if not _tells_of_page(" ".join(stroke.text for stroke in row)):
            break
        found += row
    return found


def _tells_of_page(text: str) -> bool:
    return names_makers(FOLIO.sub("", text)) or is_furniture(text) and bool(ISSUE.search(text))


def _may_be_head(strokes: Sequence[Stroke], body: float) -> bool:
    """Whether type is set small, or is the name of the page's section beside the day; a table's
    name stands over the table's own rule."""
    if any(TABLE_NAME.match(one.text) or ENDED.search(one.text) for one in strokes):
        return False
    large = [stroke for stroke in strokes if stroke.em >= HEAD_SIZE * body]
    named = all(len(stroke.glyphs) <= MOST_NAME_CHARS for stroke in large)
    return not large or named and any(DAY.search(stroke.text) for stroke in strokes)


def _small_head(page: PrintedPage, strokes: Sequence[Stroke], body: float) -> list[Stroke]:
    """Return small type at the top of the page that white parts from the text."""
    heads = [one for one in strokes if one.y1 < MARGIN * page.height and one.em < 0.9 * body]
    if not heads or len(heads) == len(strokes) or not _may_be_head(heads, body):
        return []
    end = max(one.y1 for one in heads)
    below = min(one.y0 for one in strokes if one not in heads)
    return heads if below - end > 1.5 * body else []


def _ends_frame(rule: Area, rules: Sequence[Area]) -> bool:
    """Whether upright rules come down to both ends of a rule, as at the foot of a table."""
    down = [one.x0 for one in rules if one.height > 5 * one.width and abs(one.y1 - rule.y1) < 3]
    return all(any(abs(x - end) < 3 for x in down) for end in (rule.x0, rule.x1))


def _is_flat(rule: Area) -> bool:
    return rule.width > 5 * rule.height


def is_page_number(line: Line, height: float) -> bool:
    return _in_margin(line, height) and bool(NUMBER.match(line.text))


def find_running(pages: Sequence[tuple[float, Sequence[Line]]]) -> set[Line]:
    """Return the running heads of pages, given as (height, lines)."""
    places: dict[tuple[str, int], list[tuple[int, Line]]] = defaultdict(list)
    for at, (height, lines) in enumerate(pages):
        for line in lines:
            if _in_margin(line, height):
                side = 0 if line.middle < height / 2 else 1
                places[re.sub(r"\d+|[ivxIVX]+$", "#", line.text), side].append((at, line))
    enough = max(2, min(LEAST_PAGES, len(pages)))
    recurring = [
        _as_small(lines) for lines in places.values() if len({at for at, _ in lines}) >= enough
    ]
    dense = [line for lines in recurring if _is_dense(lines) for _, line in lines]
    running = [
        line
        for lines in recurring
        for _, line in lines
        if _is_dense(lines) or any(_is_level(line, other) for other in dense)
    ]
    return {*running, *_numbered(pages), *_folios(pages)}


def _as_small(lines: Sequence[tuple[int, Line]]) -> list[tuple[int, Line]]:
    """Return the lines that are no larger than most: a chapter's own heading is."""
    usual = sorted(line.em for _, line in lines)[(len(lines) - 1) // 2]
    return [(at, line) for at, line in lines if line.em < HEAD_SIZE * usual]


def _is_dense(lines: Sequence[tuple[int, Line]]) -> bool:
    numbers = {at for at, _ in lines}
    return len(numbers) >= DENSE * (max(numbers) - min(numbers) + 1)


def _is_level(line: Line, other: Line) -> bool:
    """Whether two lines stand at one height of their pages, in one size."""
    return abs(line.middle - other.middle) < 1 and abs(line.em - other.em) < 0.5


def _folios(pages: Sequence[tuple[float, Sequence[Line]]]) -> list[Line]:
    """Return the numbers that stand alone at the ends of pages and count these, wherever a wide
    margin has them.
    """
    counted: dict[tuple[int, bool], list[Line]] = defaultdict(list)
    for height, lines in pages:
        ordered = sorted(lines, key=lambda line: line.middle)
        for line in {id(line): line for line in (*ordered[:1], *ordered[-1:])}.values():
            number = NUMBER.match(line.text) and re.search(r"\d+", line.text)
            if number and not 0.25 < line.middle / height < 0.75:
                counted[int(number[0]) - line.page, line.middle > height / 2].append(line)
    return [line for lines in counted.values() if len(lines) >= LEAST_PAGES for line in lines]


def _numbered(pages: Sequence[tuple[float, Sequence[Line]]]) -> list[Line]:
    """Return the heads that hold the page's number and change with the chapter: 12 第一篇 商品 on a
    left page, 第一章 货币 13 on the right one."""
    counted: dict[int, list[Line]] = defaultdict(list)
    for height, lines in pages:
        margin = sorted((line for line in lines if _in_margin(line, height)), key=lambda o: o.y0)
        for line in {id(line): line for line in (*margin[:1], *margin[-1:])}.values():
            found = LEFT_FOLIO.search(line.text) or RIGHT_FOLIO.search(line.text)
            if found and len(line.text) <= MOST_RUNNING_CHARS:
                counted[int(found[1]) - line.page].append(line)
    return [
        line
        for lines in counted.values()
        if {bool(LEFT_FOLIO.search(line.text)) for line in lines} == {True, False}
        for line in lines
    ]


def _in_margin(line: Line, height: float) -> bool:
    return line.y1 < MARGIN * height or line.y0 > (1 - MARGIN) * height
