"""A region's items in, where white gutters and rules part it into columns out.

Knows nothing of what spans several columns but whether one head stands over them.
"""

import re
from dataclasses import replace
from itertools import pairwise

from corpus.page.articles import BYLINE
from corpus.pdf.items import (
    GUTTER,
    HEADLINE,
    LEAST_COLUMN,
    LEAST_ROWS,
    MOST_OVERLONG,
    RULED_GUTTER,
    SMALL,
    Block,
    Item,
    are_side_by_side,
    area_of,
    center_of,
    find_rows,
    gaps_between,
    ink_of,
    is_large,
    is_text,
    is_upright,
    overlaps,
    words_of,
)
from corpus.pdf.lines import CLAUSE, CLOSING, Stroke, make_stroke
from corpus.pdf.text import Area

UPRIGHT_GUTTER = 0.4  # em, beside an upright headline
LEAST_ALIKE = 5  # lines of the two columns for each that runs from one into the other
PAGE_REFERENCE = re.compile(r"[A-Z]?\d{1,3}\s?版")  # 详见第6版
OVERLAP = 0.2  # em: lines that stand beside each other have so much height in common
NEAR_WALL = 1.0  # em from a gutter's middle to the upright rule in it
INDENT = 2.5  # em: a column's lines begin within that much of each other


def find_gutters(items: list[Item], rules: list[Area], body: float) -> list[float]:
    """Return where white runs down the whole region between columns."""
    gaps = gaps_between([words_of(item) for item in items])
    found: list[float] = []
    start = float("-inf")
    for low, high in gaps:
        ruled = any(_is_down(rule) and low - 1 <= rule.x0 and rule.x1 <= high + 1 for rule in rules)
        beside = [i for i in items if is_upright(i) and (i.x1 == low or i.x0 == high)]
        upright = bool(beside)
        if len(beside) > 1 and not ruled and are_side_by_side(*sorted(beside, key=center_of)[:2]):
            continue
        least = RULED_GUTTER if ruled else UPRIGHT_GUTTER if upright else GUTTER
        if high - low < least * body:
            continue
        left = [item for item in items if start < center_of(item) < low]
        if found and len(left) == 1:  # a text's last words go with the columns before them
            left = [item for item in items if center_of(item) < low]
        right = [item for item in items if center_of(item) > high]
        if (ruled and left and right) or are_columns(left, right, body):
            found.append((low + high) / 2)
            start = low
    return found


def _is_down(rule: Area) -> bool:
    return rule.height > 5 * rule.width


def open_gutters(
    gutters: list[float], rules: list[Area], top: float, bottom: float, body: float
) -> list[float]:
    """Return the gutters in which no upright rule runs past what stands between two heights."""
    past = [rule for rule in rules if rule.y0 < top - 2 * body and rule.y1 > bottom + 2 * body]
    return [at for at in gutters if not any(abs(rule.x0 - at) < NEAR_WALL * body for rule in past)]


def is_under_one_head(items: list[Item], rules: list[Area], gutter: float, body: float) -> bool:
    """Whether a headline beside a gutter heads the columns on both sides of it.

    Their text begins at one height under it, beside it the other column is empty, and no rule
    parts them.
    """
    parting = [rule for rule in rules if _is_down(rule) and abs(rule.x0 - gutter) < 2 * body]
    heads = find_headlines(items, body)
    for head in heads:
        if head.x0 < gutter < head.x1:
            continue
        if any(rule.y0 < head.y1 and rule.y1 > head.y1 + 2 * body for rule in parting):
            continue
        left = head.x1 < gutter
        under = [
            i.y0
            for i in items
            if i.y0 >= head.y1 - 1
            and overlaps(i, head.x0, head.x1)
            and not (is_large(i, body) or is_with_head(i, body))
        ]
        near = [i for i in items if (center_of(i) > gutter) == left and _is_near(i, gutter, body)]
        level = [i for i in near if under and abs(i.y0 - min(under)) < 0.5 * body]
        beside = (
            [i for i in near if i.y1 > head.y0 - body and i.y0 < min(under) - 0.5 * body]
            if under
            else near
        )
        text = level and not beside and not any(is_large(i, body) for i in level)
        columns = columns_under(items, min(under), body) if text else []
        if text and _may_head(head, heads, columns, gutter, body):
            return True
    return False


def find_headlines(items: list[Item], body: float) -> list[Area]:
    """Return where headlines stand, each with all its lines."""
    heads: list[Area] = []
    for item in sorted(items, key=lambda item: item.y0):
        if not is_large(item, body):
            continue
        x0, x1 = ink_of(item)
        own = Area(x0, item.y0, x1, item.y1)
        above = [
            one
            for one in heads
            if item.y0 - one.y1 < 0.9 * (item.y1 - item.y0) and overlaps(item, one.x0, one.x1)
        ]
        heads = [one for one in heads if one not in above] + [area_of([own, *above])]
    return heads


def is_with_head(item: Item, body: float) -> bool:
    """Whether a line stands between a headline and its text: a byline, a deck."""
    return isinstance(item, Stroke) and (
        item.em > 1.05 * body or item.text[0] == "—" or bool(BYLINE.match(item.text))
    )


def _may_head(
    head: Area, heads: list[Area], columns: list[tuple[float, float]], gutter: float, body: float
) -> bool:
    """Whether a headline may head columns on both sides of a gutter.

    A centered one heads what it is centered over, one at the left edge of a column also those
    beside it that no other headline is centered over.
    """
    stretches = [(one[0], other[1]) for one in columns for other in columns if one <= other]

    def reaches(one: Area) -> list[tuple[float, float]]:
        middle = (one.x0 + one.x1) / 2
        near = 0.5 * body if is_at_edge(one) else 1.5 * body
        return [(x0, x1) for x0, x1 in stretches if abs((x0 + x1) / 2 - middle) < near]

    def is_at_edge(one: Area) -> bool:
        return any(abs(one.x0 - x0) < 0.5 * body for x0, _ in columns)

    over = reaches(head)
    if not over or any(x0 < gutter < x1 for x0, x1 in over):
        return True
    beside = min(
        (one for one in columns if (one[0] > gutter) == (head.x1 < gutter)),
        key=lambda one: abs(one[0] - gutter),
        default=None,
    )
    at_edge = head.x1 < gutter and is_at_edge(head)
    return (
        at_edge
        and beside is not None
        and not any(
            x0 <= beside[0] and beside[1] <= x1
            for one in heads
            if one is not head and abs(one.y1 - head.y1) < 4 * body
            for x0, x1 in reaches(one)
        )
    )


def columns_under(items: list[Item], top: float, body: float) -> list[tuple[float, float]]:
    """Return the sides of the columns that begin at a height: with text, or what stands over it."""
    level = [i for i in items if -0.5 * body <= i.y0 - top < 8 * body]
    blocks = [i for i in level if isinstance(i, Block) and i.kind != "box"]
    text = [
        *(i for i in level if is_text(i, body)),
        *(i for block in blocks for i in _opening(block, items, body)),
    ]
    gaps = gaps_between([ink_of(i) for i in text])
    starts = [min((i.x0 for i in text), default=0.0), *(high for _, high in gaps)]
    ends = [*(low for low, _ in gaps), max((i.x1 for i in text), default=0.0)]
    return list(zip(starts, ends, strict=True))


def _opening(block: Block, items: list[Item], body: float) -> list[Item]:
    """Return a table or picture with the text it opens: a table may stand alone in its column."""
    under = [i for i in items if 0 <= i.y0 - block.y1 + 1 < 8 * body]
    under = [i for i in under if overlaps(i, block.x0, block.x1)]
    if under and all(is_text(i, body) for i in under):
        return [block, *under]
    return [block] if block.kind == "table" else []


def _is_near(item: Item, gutter: float, body: float) -> bool:
    """Whether an item stands in the column next to a gutter."""
    return min(abs(item.x0 - gutter), abs(item.x1 - gutter)) < 4 * body


def mend_overlong(
    items: list[Item], rules: list[Area], body: float
) -> tuple[list[Item], list[float]] | None:
    """Find gutters that but a few overlong lines run into; cut these lines back or in two.

    An overlong line stands over words of the next column, or ends where these begin.
    """
    strokes = [i for i in items if is_text(i, body)]
    widest = sorted(strokes, key=lambda stroke: -stroke.width)
    for count in range(1, MOST_OVERLONG + 1):
        overlong = widest[:count]
        kept = [item for item in items if item not in overlong]
        gutters = find_gutters(kept, rules, body)
        parts = [cut_back(stroke, kept, gutters, body) for stroke in overlong]
        if gutters and are_overlong(parts, strokes, body):
            return kept + [part for whole in parts for part in whole], gutters
    return None


def are_overlong(parts: list[list[Stroke]], strokes: list[Stroke], body: float) -> bool:
    """Whether lines that were cut at a gutter are but a few of those of the columns there."""
    alike = [
        sum(any(_begin_alike(i, part, body) for part in whole) for i in strokes) for whole in parts
    ]
    return min(alike) >= LEAST_ALIKE * len(parts)


def _begin_alike(one: Item, other: Item, body: float) -> bool:
    return abs(one.x0 - other.x0) < INDENT * body


def cut_back(stroke: Stroke, items: list[Item], gutters: list[float], body: float) -> list[Stroke]:
    """Cut an overlong line where it runs into the next column; nothing where it is no such line."""
    crossed = [gutter for gutter in gutters if stroke.x0 < gutter < stroke.x1]
    if not crossed or not any(_begin_alike(i, stroke, body) for i in items):
        return []  # a byline in the middle begins where no column does
    gutter = crossed[0]
    over = any(
        item.x0 > gutter and item.y0 < stroke.y1 - 2 and item.y1 > stroke.y0 + 2 for item in items
    )
    if over and len(crossed) == 1:
        return [replace(stroke, x1=min(stroke.x1, gutter - GUTTER * body / 2))]
    start = min((i.x0 for i in items if i.x0 > gutter), default=gutter)
    for at in range(3, len(stroke.glyphs) - 2):
        before, after = stroke.glyphs[at - 1 : at + 1]
        ended = before.x1 - (0.6 * before.em if before.text in CLOSING else 0.0)
        if abs(after.x0 - start) < 0.4 * body and after.x0 - ended > 0.1 * body:
            parts = stroke.glyphs[:at], stroke.glyphs[at:]
            left, right = (make_stroke(part, stroke.page) for part in parts)
            left = replace(left, x1=min(left.x1, gutter - GUTTER * body / 2))
            return [left, *(cut_back(right, items, gutters, body) or [right])]
    return []


def are_columns(left: list[Item], right: list[Item], body: float) -> bool:
    """Whether two sides are columns; the last one of short columns may have one line only."""
    if not left or not right or not _share_a_row(left, right, body) or _are_numbers(left):
        return False
    one, other = area_of(left), area_of(right)
    if len(left) == 1 and is_large(left[0], body) and other.y0 < one.y0 and one.y1 < other.y1:
        return _is_column(right, body)  # a section's name beside its news
    level = abs(one.y0 - other.y0) < 0.5 * body
    few = len(right) == 1 and is_text(right[0], body)  # the last words of a text
    if level and few and other.x0 - one.x1 < 4 * body and _is_prose(left):
        return _is_column(left, body)
    return _is_column(left, body) and _is_column(right, body, 1 if level else LEAST_ROWS)


def _are_numbers(items: list[Item]) -> bool:
    """Whether a side is but the numbers of clauses, each before its text."""
    numbers = [i for i in items if isinstance(i, Stroke) and CLAUSE.fullmatch(i.text)]
    return 2 * len(numbers) >= len(items) and len(numbers) > 1


def _share_a_row(left: list[Item], right: list[Item], body: float) -> bool:
    """Whether two sides stand beside each other anywhere: a signature at the right does not, nor
    do the words that go on under a picture."""
    near = 0.5 * body
    if any(isinstance(item, Block) for item in [*left, *right]):
        words = [[i for i in side if _is_words(i, body)] for side in (left, right)]
        if all(words):
            (left, right), near = words, -OVERLAP * body
    return any(i.y0 < j.y1 + near and j.y0 < i.y1 + near for i in left for j in right)


def _is_words(item: Item, body: float) -> bool:
    """Whether this is a line of a text, no picture and no caption."""
    return isinstance(item, Stroke) and item.em > SMALL * body


def _is_prose(items: list[Item]) -> bool:
    return any(isinstance(item, Stroke) and re.search("[，。]", item.text) for item in items)


def are_all_prose(items: list[Item], gutters: list[float]) -> bool:
    """Whether the columns between gutters hold sentences, each of them; a table's never all do."""
    edges = [float("-inf"), *gutters, float("inf")]
    return all(
        _is_prose([i for i in items if low < center_of(i) <= high]) for low, high in pairwise(edges)
    )


def _is_column(items: list[Item], body: float, least_rows: int = LEAST_ROWS) -> bool:
    if not items:
        return False
    if any(isinstance(item, Block) or item.vertical for item in items):
        return True
    area = area_of(items)
    large = max(item.em for item in items if isinstance(item, Stroke)) >= HEADLINE * body
    if large and area.width >= LEAST_COLUMN * body:
        return True
    if len(find_rows(items)) > 1 and all(
        isinstance(i, Stroke) and is_large(i, body) and len(i.text) > 1 for i in items
    ):
        return True  # a headline of short lines beside its text
    return area.width >= LEAST_COLUMN * body and len(find_rows(items)) >= least_rows


def is_tabular(items: list[Item], gutters: list[float]) -> bool:
    """Whether what the gutters part are a table's columns: short cells in common rows.

    Columns of prose have long lines and marks; cells have neither, and many are numbers.
    """
    strokes = [item for item in items if isinstance(item, Stroke)]
    if len(strokes) < len(items) or len(gutters) < 1:
        return False
    rows = find_rows(strokes)
    edges = [*gutters, float("inf")]
    cells = [{sum(center_of(i) > edge for edge in edges) for i in row} for row in rows]
    full = sum(len(row) > 1 for row in cells)
    if full < 2 or full < 0.6 * len(rows):
        return False
    texts = [stroke.text for stroke in strokes]
    marks = sum(text.count("，") + text.count("。") for text in texts)
    numbers = sum(any(map(str.isdigit, PAGE_REFERENCE.sub("", text))) for text in texts)
    return marks <= 0.1 * len(texts) and numbers >= 0.3 * len(texts)
