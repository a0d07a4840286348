"""A region's items in, a picture or box that stands over a gutter amid the text of both columns out.

Each column's lines are set narrower beside it, or break off over it where another column runs past
it; they go on under it as they were above it: it parts no column in an upper and a lower half.
"""

from collections.abc import Sequence
from itertools import pairwise

from corpus.pdf.cuts_down import find_gutters
from corpus.pdf.items import SMALL, Block, Item, is_text
from corpus.pdf.lines import Stroke
from corpus.pdf.text import Area

MOST_BLOCKS = 40  # of a region: a drawing's pieces are more
AROUND = 6.0  # em above and below: there the columns show what they are
NEAR = 3.0  # em from the lines beside it
LEAST_LINES = 2  # beside it in each column
LESS = 1.0  # em: so much narrower are these lines at least


def find_straddling(items: Sequence[Item], rules: Sequence[Area], body: float) -> list[Item]:
    """Return such a picture with its caption; an empty list where there is none."""
    blocks = [item for item in items if isinstance(item, Block) and item.kind != "table"]
    for block in blocks if len(blocks) <= MOST_BLOCKS else ():
        low, high = block.y0 - AROUND * body, block.y1 + AROUND * body
        text = [
            item
            for item in items
            if is_text(item, body) and item.em > SMALL * body and low < item.middle < high
        ]
        ends = [float("-inf"), *find_gutters(list(text), list(rules), body), float("inf")]
        for before, (gutter, after) in zip(ends, pairwise(ends[1:]), strict=False):
            left = [line for line in text if before < line.x0 and line.x1 < gutter]
            right = [line for line in text if gutter < line.x0 and line.x1 < after]
            if block.x0 < gutter < block.x1 and (
                (_step_aside(left, block, body) and _step_aside(right, block, body))
                or (_are_interrupted(left, right, block, body) and _is_passed(block, text, body))
            ):
                return [block, *(item for item in items if _is_caption(item, block, body))]
    return []


def _are_interrupted(left: list[Stroke], right: list[Stroke], block: Block, body: float) -> bool:
    """Whether a block fills two columns: they break off over it and go on right under it, or end
    over it, or begin under it."""
    above = [[one for one in side if one.y1 < block.y0 + 1] for side in (left, right)]
    below = [[one for one in side if one.y0 > block.y1 - 1] for side in (left, right)]
    if len(left + right) > sum(map(len, above + below)):
        return False
    over, under = all(above), all(below)
    if over != any(above) or under != any(below) or not (over or under):
        return False
    ends = [max(one.y1 for one in side) for side in above] if over else [block.y0]
    starts = [min(one.y0 for one in side) for side in below] if under else [block.y1]
    level = all(max(edge) - min(edge) < LESS * body for edge in (ends, starts))
    near = block.y0 - max(ends) < NEAR * body and min(starts) - block.y1 < NEAR * body
    return level and near


def _is_passed(block: Block, text: Sequence[Stroke], body: float) -> bool:
    """Whether a column of text runs past a block, begun above it and going on below it where the
    columns that it fills do."""
    top, foot = block.y0 + LESS * body, block.y1 - LESS * body
    filled = [one for one in text if one.x0 < block.x1 - body and one.x1 > block.x0 + body]
    over = any(one.y1 < top for one in filled)
    under = any(one.y0 > foot for one in filled)
    sides = (
        [one for one in text if one.x1 < block.x0 + LESS * body],
        [one for one in text if one.x0 > block.x1 - LESS * body],
    )
    return any(
        sum(top < one.middle < foot for one in side) >= LEAST_LINES
        and (not over or any(one.y1 < top for one in side))
        and (not under or any(one.y0 > foot for one in side))
        for side in sides
    )


def _step_aside(lines: Sequence[Stroke], block: Block, body: float) -> bool:
    """Whether a column's lines are narrower beside a block than above or below it."""
    beside = [one for one in lines if block.y0 < one.middle < block.y1]
    others = [one for one in lines if not block.y0 < one.middle < block.y1]
    if len(beside) < LEAST_LINES or not others:
        return False
    if any(one.x0 < block.x1 and one.x1 > block.x0 for one in beside):
        return False
    near = min(
        abs(one.x1 - block.x0 if one.x1 <= block.x0 else one.x0 - block.x1) for one in beside
    )
    narrower = any(
        one.x0 < block.x1 - LESS * body and one.x1 > block.x0 + LESS * body for one in others
    )
    return narrower and near < NEAR * body


def _is_caption(item: Item, block: Block, body: float) -> bool:
    small = isinstance(item, Stroke) and item.em <= SMALL * body
    return small and block.area.holds((item.x0 + item.x1) / 2, item.middle)
