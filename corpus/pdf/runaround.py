"""A column's lines in, the same lines out as if no picture stood in their way.

Text that runs round a picture is set to a narrower measure beside it. What tells a paragraph's
begin and end, its indent and the room its last line leaves, counts from the edges of that measure.
A list's or a poem's lines may all be short too, but each ends where its words end: only prose is
broken at its measure's edge.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from corpus.pdf.lines import Line

NARROWER = 1.5  # em: what ends so far from the column's edge may end at a picture
SAME_EDGE = 1.0  # em: a line broken before a mark or a number is so much shorter
SET_IN = 0.9  # em from the column's left edge
INDENT = 2.6  # em: no paragraph's first line is set in more
FLUSH = 0.5  # em: lines that begin so near each other begin at one edge
SAME_SIZE = 0.08  # share
EVEN = 0.6  # em: justified lines end so near each other, one with a hanging mark too
PROSE = re.compile("[，。；！？]")
WHITE = 1.45  # times the usual step from line to line


def run_round(lines: Sequence[Line], left: float, right: float, step: float) -> list[Line]:
    """Return a column's lines, those of a narrower measure moved to the column's own edges.

    ``left`` and ``right`` are the column's edges and ``step`` is its usual step from line to line,
    in points. The boxes stay where the characters are printed.
    """
    moved = list(lines)
    for run in _runs(lines, [line.x0 - left > SET_IN * line.em for line in lines], step):
        edge, beside = _left_edge(moved, run, right)
        for at in beside:
            moved[at] = replace(moved[at], x0=left + max(0.0, moved[at].x0 - edge))
    for run in _runs(lines, [right - line.x1 > NARROWER * line.em for line in lines], step):
        edge, beside = _right_edge(moved, run, left)
        for at in beside:
            moved[at] = replace(moved[at], x1=right - max(0.0, edge - moved[at].x1))
    return moved


def left_of_broken(lines: Sequence[Line], left: float, right: float) -> float:
    """Return a column's left edge: farther left where several lines go on there from full ones.

    Beside a picture that fills half a column more lines begin at the picture than at the edge.
    """
    outside = [
        after.x0
        for one, after in pairwise(lines)
        if left - after.x0 > SET_IN * one.em
        and right - one.x1 < SAME_EDGE * one.em
        and _is_next(one, after, after.em * WHITE)
        and _is_broken(one, after)
    ]
    return min(outside) if len(outside) > 1 else left


def _right_edge(
    lines: Sequence[Line], run: Sequence[int], left: float
) -> tuple[float, Sequence[int]]:
    """Return where several lines of a run end, all those among them that break a sentence."""
    broken = [
        lines[at].x1
        for at, after in pairwise(run)
        if lines[after].x0 - left < SET_IN * lines[at].em and _is_broken(lines[at], lines[after])
    ]
    if not broken or max(broken) - min(broken) > EVEN * lines[run[0]].em:
        return 0.0, ()
    edge = max(broken)
    alike = [at for at in run if abs(lines[at].x1 - edge) < EVEN * lines[at].em]
    beside = [at for at in run if lines[at].x1 < edge + SAME_EDGE * lines[at].em]
    return edge, beside if len(alike) > 1 else ()


def _left_edge(
    lines: Sequence[Line], run: Sequence[int], right: float
) -> tuple[float, Sequence[int]]:
    """Return where a run's lines go on from full ones, where its paragraphs are set in from there.

    What is set in as a whole (a list, a quotation) tells its paragraphs otherwise.
    """
    for before, at in pairwise(run):
        one, after = lines[before], lines[at]
        full = right - one.x1 < SAME_EDGE * one.em
        if full and after.x0 - one.x0 < FLUSH * one.em and _is_broken(one, after):
            edge = after.x0
            beside = _beside(lines, run, at, edge)
            set_in = ((lines[other].x0 - edge) / one.em for other in beside)
            return edge, beside if any(SET_IN < by < INDENT for by in set_in) else ()
    return 0.0, ()


def _beside(lines: Sequence[Line], run: Sequence[int], at: int, edge: float) -> list[int]:
    """Return the lines around one that begin at an edge or farther in."""
    parts = groupby(run, lambda other: lines[other].x0 > edge - FLUSH * lines[other].em)
    return next(part for _, group in parts if at in (part := list(group)))


def _is_broken(one: Line, after: Line) -> bool:
    """Whether prose goes on from a line to the one after it."""
    goes_on = one is not after and one.text[-1] not in "，。、；：！？,.;:!?…"
    return goes_on and bool(PROSE.search(one.text[:-1] + after.text[:-1]))


def _runs(lines: Sequence[Line], narrow: Sequence[bool], step: float) -> Iterator[list[int]]:
    """Gather the narrow lines that follow each other closely, alike in size."""
    run: list[int] = []
    for at, line in enumerate(lines):
        if run and not (narrow[at] and _is_next(lines[at - 1], line, step)):
            yield run
            run = []
        if narrow[at] and not line.vertical:
            run.append(at)
    if run:
        yield run


def _is_next(before: Line, line: Line, step: float) -> bool:
    near = line.page == before.page and line.middle - before.middle < WHITE * step
    return near and abs(line.em - before.em) < SAME_SIZE * line.em
