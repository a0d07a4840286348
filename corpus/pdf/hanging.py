"""A page's strokes in, those that run from one column into the next parted out.

Marks at a line's end may hang into the white between columns, up to the first character of the
next one: 课才听得进去。”｜长到了傍晚六点. The lines above and below tell that a column begins there.
"""

from bisect import bisect_left
from collections.abc import Sequence

from corpus.pdf.items import GUTTER, ink_of
from corpus.pdf.lines import CLOSING, Stroke, make_stroke

NEAR = 3.2  # em: lines of the column that stand so far above or below
NEXT = 2.0  # em: the very next line
BESIDE = 0.8  # em: lines of two articles side by side may stand at unlike heights
ALIGNED = 0.3  # em
INDENT = 2.5  # em
HALF = 0.6  # em of a mark's place that is empty
HANGS = 0.5  # em of white behind the marks' ink


def part_hanging(strokes: Sequence[Stroke]) -> list[Stroke]:
    """Part each stroke behind marks that hang up to where the columns beside it begin."""
    flat = sorted((s for s in strokes if not s.vertical), key=lambda s: s.x0)
    starts = [s.x0 for s in flat]
    parted: list[Stroke] = []
    for stroke in strokes:
        first = 0
        for at in _places(stroke):
            x, near = stroke.glyphs[at].x0, ALIGNED * stroke.em
            begin = flat[bisect_left(starts, x - near) : bisect_left(starts, x + near)]
            level = [s for s in begin if _is_near(s, stroke)]
            start = stroke.glyphs[first].x0
            if level and at - first > 1 and _begins_column(level, stroke, start, x, flat):
                parted.append(make_stroke(stroke.glyphs[first:at], stroke.page))
                first = at
        rest = stroke.glyphs[first:]
        parted.append(make_stroke(rest, stroke.page) if first else stroke)
    return parted


def _places(stroke: Stroke) -> list[int]:
    """Where a stroke has enough white behind marks that a column may begin there."""
    if stroke.vertical:
        return []
    glyphs, em = stroke.glyphs, stroke.em
    found: list[int] = []
    for at in range(2, len(glyphs)):
        before, after = glyphs[at - 1], glyphs[at]
        if before.text in CLOSING and after.text not in CLOSING:
            marks = 1 + (glyphs[at - 2].text in CLOSING)
            if after.x0 - before.x1 + HALF * marks * em >= HANGS * em:
                found.append(at)
    return found


def _is_near(one: Stroke, other: Stroke) -> bool:
    """Whether two strokes are lines of one size that stand close above one another."""
    em = other.em
    return abs(one.em - em) < 0.1 * em and 0.5 * em < abs(one.middle - other.middle) < NEAR * em


def _begins_column(
    level: Sequence[Stroke], stroke: Stroke, start: float, x: float, flat: Sequence[Stroke]
) -> bool:
    """Whether a column begins at ``x``: white stands there in a line beside, words in none."""
    edge = x - ALIGNED * stroke.em
    near = [s for s in flat if s.x0 < edge and s is not stroke and _is_near(s, stroke)]
    next_to = [s for s in near if abs(s.middle - stroke.middle) < NEXT * stroke.em]
    if any(ink_of(s)[1] > x + stroke.em and not _may_part(s, x) for s in next_to):
        return False
    aligned = [s for s in near if abs(s.x0 - start) < INDENT * stroke.em]
    return any(
        abs(left.middle - right.middle) < BESIDE * stroke.em
        and ink_of(left)[1] <= x - GUTTER * stroke.em
        for left in aligned
        for right in level
    )


def _may_part(stroke: Stroke, x: float) -> bool:
    return any(abs(stroke.glyphs[at].x0 - x) < ALIGNED * stroke.em for at in _places(stroke))
