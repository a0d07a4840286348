"""What a page is cut into columns by: strokes and blocks with their places, and what these are like.

Knows no columns: how items are parted is told in ``pdf_cuts_down`` and ``pdf_cuts_across``.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Literal, TypeGuard

from corpus.pdf.lines import CLOSING, OPENING, Stroke
from corpus.pdf.text import Area, Box, Glyph

GUTTER = 0.75  # em: white this wide over all rows parts columns
RULED_GUTTER = 0.2  # em, where a rule stands in it
LEAST_COLUMN = 7.0  # em: narrower is a list's marks, not a column
INDENT = 2.0  # em: a paragraph's first line is set in
LEAST_ROWS = 2
USUAL_EM = 10.0  # points, where no line tells
MOST_OVERLONG = 3  # lines of a region that run over their column's edge
HEADLINE = 1.25  # times the body's em: what is set larger begins something
SMALL = 0.95  # times the text's em: captions are set smaller
RULE_SHARE = 0.6  # of a region's width: a rule that long parts what is above and below it
OVER = 0.4  # of a character's width and height: so much of it stands over the next one
LEAST_OVER, OVER_SHARE = 4, 0.4  # characters, of all: marks and narrow figures are set close
SENTENCE_ENDS = "。！？!?…”』」）)：:；"
# 2 材料与方法, not 2 月末 or 2 家企业.
SECTION = re.compile(
    r"\d{1,2}(?:[.．]\d{1,2}){0,3}(?=[^\d.．、%℃年月日时分点个万亿岁家人名次届位条起国省市部大强项场])|[一二三四五六七八九十]+、|(?:参考文献|致谢|附录|References)$"
)
SECTION_WHITE = 0.1  # em
BESIDE = 1.5  # widths of an upright line, from one to the next
Run = tuple[float, float]  # where ink begins and ends
Cut = Literal["start", "column", "across", "rule"]


@dataclass(frozen=True, slots=True)
class Block:
    """Something that holds its own text and is passed by as a whole: a box, a table, a picture."""

    area: Area
    kind: Literal["box", "table", "picture"]
    index: int = 0

    @property
    def x0(self) -> float:
        return self.area.x0

    @property
    def y0(self) -> float:
        return self.area.y0

    @property
    def x1(self) -> float:
        return self.area.x1

    @property
    def y1(self) -> float:
        return self.area.y1

    @property
    def width(self) -> float:
        return self.area.width

    @property
    def middle(self) -> float:
        return (self.area.y0 + self.area.y1) / 2


Item = Stroke | Block


@dataclass(frozen=True, slots=True)
class Column:
    """What is read from top to bottom: ``rows`` of items, each row from left to right.

    ``cut`` tells how it was parted from the column before it. ``area`` is its part of the page.
    """

    rows: tuple[tuple[Item, ...], ...]
    area: Area
    cut: Cut


def center_of(item: Item) -> float:
    return (item.x0 + item.x1) / 2


def area_of(items: Sequence[Item] | Sequence[Area] | Sequence[Glyph]) -> Area:
    """The smallest area around them all."""
    return Area(
        min(item.x0 for item in items),
        min(item.y0 for item in items),
        max(item.x1 for item in items),
        max(item.y1 for item in items),
    )


def find_rows(items: Sequence[Item]) -> list[list[Item]]:
    """Group items to rows by their heights, top down; each row from left to right.

    What stands upright, a picture or a box is a row of its own; upright lines close beside each
    other, a headline and its deck, are read from the right.
    """
    rows: list[list[Item]] = []
    shared: tuple[float, float] | None = None  # the heights that all of a row stand at
    for item in _right_first(sorted(items, key=lambda item: item.middle)):
        alone = isinstance(item, Block) or item.vertical
        if shared and not alone and _stands_at(item, *shared):
            rows[-1].append(item)
            shared = max(shared[0], item.y0), min(shared[1], item.y1)
        else:
            rows.append([item])
            shared = None if alone else (item.y0, item.y1)
    return [sorted(row, key=lambda item: item.x0) for row in rows]


def _right_first(items: list[Item]) -> list[Item]:
    """Put upright lines close beside each other where the first of them stands, from the right."""
    upright = sorted((i for i in items if is_upright(i)), key=lambda i: i.x0)
    groups: list[list[Item]] = []
    for item in upright:
        if groups and are_side_by_side(groups[-1][-1], item):
            groups[-1].append(item)
        else:
            groups.append([item])
    for group in groups:
        if len(group) > 1:
            at = min(map(items.index, group))
            items = [item for item in items if item not in group]
            items[at:at] = group[::-1]
    return items


def are_side_by_side(left: Item, right: Item) -> bool:
    """Whether upright lines stand close beside each other, as a headline, its deck and byline."""
    close = right.x0 - left.x1 < BESIDE * max(left.width, right.width)
    return close and left.y0 < right.y1 and right.y0 < left.y1


def _stands_at(item: Item, top: float, bottom: float) -> bool:
    overlap = min(bottom, item.y1) - max(top, item.y0)
    return overlap >= 0.5 * min(bottom - top, item.y1 - item.y0)


def ink_of(item: Item) -> tuple[float, float]:
    """Return how far an item reaches: a mark at a line's end hangs into the gutter half empty."""
    if isinstance(item, Block) or item.vertical:
        return item.x0, item.x1
    first, last = item.glyphs[0], item.glyphs[-1]
    x0 = item.x0 + (0.5 * first.em if first.text in OPENING else 0.0)
    marks = sum(glyph.text in CLOSING for glyph in item.glyphs[-2:]) if last.text in CLOSING else 0
    return x0, max(x0, item.x1 - 0.6 * marks * last.em)


def words_of(item: Item) -> tuple[float, float]:
    """Return how far an item's words reach: the marks behind them may fill the gutter."""
    x0, x1 = ink_of(item)
    if isinstance(item, Block) or item.vertical or item.glyphs[-1].text not in CLOSING:
        return x0, x1
    return x0, max(x0, min(x1, item.glyphs[-1].x0))


def gaps_between(spans: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return the stretches that no span covers, from the first span to the last."""
    gaps: list[tuple[float, float]] = []
    reached: float | None = None
    for low, high in sorted(spans):
        if reached is not None and low > reached:
            gaps.append((reached, low))
        reached = high if reached is None else max(reached, high)
    return gaps


def join_runs(runs: Iterable[Run], apart: float) -> list[Run]:
    """Join stretches that overlap or stand less than so far ``apart``."""
    joined: list[Run] = []
    for x0, x1 in sorted(runs):
        if joined and x0 - joined[-1][1] < apart:
            joined[-1] = (joined[-1][0], max(joined[-1][1], x1))
        else:
            joined.append((x0, x1))
    return joined


def are_overprinted(boxes: Sequence[Box]) -> bool:
    """Whether characters, in reading order, are printed over one another: what they say is not
    sure. Two letters of one glyph have one box.
    """
    over = sum(_share_ink(one, other) for one, other in pairwise(boxes))
    return over >= max(LEAST_OVER, OVER_SHARE * len(boxes))


def _share_ink(one: Box, other: Box) -> bool:
    return one != other and all(
        min(one[at + 2], other[at + 2]) - max(one[at], other[at])
        > OVER * min(one[at + 2] - one[at], other[at + 2] - other[at])
        for at in (0, 1)
    )


def overlaps(item: Item, low: float, high: float) -> bool:
    return item.x0 < high and item.x1 > low


def is_large(item: Item, body: float) -> bool:
    return isinstance(item, Stroke) and not item.vertical and item.em >= HEADLINE * body


def is_upright(item: Item) -> bool:
    return isinstance(item, Stroke) and item.vertical


def is_section(item: Item) -> bool:
    """Whether a line heads a section of a longer text: 1 引言, 2.1 试验设计, 一、总则, 参考文献."""
    if not isinstance(item, Stroke) or not (number := SECTION.match(item.text)):
        return False
    if not number[0][-1].isdigit():
        return True
    before, after = item.glyphs[number.end() - 1 : number.end() + 1]
    return after.x0 - before.x1 > SECTION_WHITE * item.em


def is_text(item: Item, body: float) -> TypeGuard[Stroke]:
    return isinstance(item, Stroke) and not item.vertical and item.em < 1.1 * body


def leading_of(rows: Sequence[Sequence[Item]]) -> float:
    """Return the usual step from one row to the next."""
    tops = [row[0].middle for row in rows]
    return median([b - a for a, b in zip(tops, tops[1:], strict=False)] or [0.0])


def is_cell_row(strokes: Sequence[Stroke], white: float) -> bool:
    """Whether a row is short cells with white between them."""
    gaps = [after.x0 - before.x1 for before, after in zip(strokes, strokes[1:], strict=False)]
    prose = any(mark in stroke.text for stroke in strokes for mark in "。，；")
    return bool(gaps) and max(gaps) >= white and not prose and not strokes[0].vertical
