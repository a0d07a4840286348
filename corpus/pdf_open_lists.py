"""Lines of cells under one line of heads in, the rows out that their values tell, if surely so.

For lists without rules whose cells of several lines stand at the middle or the foot of their row:
there is more white between cells than in them, and each stands beside the values of one row.
"""

from collections.abc import Sequence
from itertools import pairwise

from corpus.pdf_cell_rows import Line, is_value, lines_in_columns
from corpus.pdf_items import Item
from corpus.pdf_lines import Stroke
from corpus.pdf_row_values import SAME_LINE, ValueRow, is_fixed, rows_at

SAME_STEP = 1.12  # times the least step from line to line: lines of a cell stand so close
OTHER_STEP = 1.25  # times it: cells stand so far apart
LEAST_ROWS = 2


def open_list(
    rows: Sequence[Sequence[Item]], body: float, first_white: float, begun: int
) -> tuple[Line, list[ValueRow], int] | None:
    """Return heads, rows and how many lines they take; None where unsure.

    ``begun`` is how many columns a list has that began on the page before, 0 where none did: it
    has no heads here.
    """
    found = lines_in_columns(rows, body, first_white, begun=begun > 0)
    if found is None:
        return None
    lines, edges = found
    count = len(edges) + 1
    heads, under = ((), lines) if begun else (lines[0], lines[1:])
    if count < 3 or count != (begun or len(heads)) or any(map(is_value, heads)):
        return None
    columns = [
        [one for line in under for one in line if sum(_center(one) > x for x in edges) == at]
        for at in range(count)
    ]
    rows_found = _rows(columns, body)
    return (heads, rows_found, len(lines)) if rows_found else None


def _rows(columns: Sequence[Sequence[Stroke]], em: float) -> list[ValueRow]:
    """Return the rows, each with a name and a value; none where a cell is surely of no row."""
    values = [(at, one) for at, own in enumerate(columns) for one in own if is_fixed(one)]
    rows = rows_at(sorted(values, key=lambda piece: piece[1].middle), em)
    steps = [low.middle - high.middle for own in columns for high, low in pairwise(own)]
    least = min(steps, default=0.0)
    if any(SAME_STEP * least < step < OTHER_STEP * least for step in steps):
        return []
    for at, own in enumerate(columns):
        for lines in _cells([one for one in own if not is_fixed(one)], SAME_STEP * least):
            high, low = lines[0].middle - SAME_LINE * em, lines[-1].middle + SAME_LINE * em
            beside = [row for row in rows if high < row.middle < low]
            if len(beside) != 1 or at in beside[0].cells:
                return []
            beside[0].cells[at] = lines
    return rows if len(rows) >= LEAST_ROWS and all(0 in row.cells for row in rows) else []


def _cells(own: Sequence[Stroke], step: float) -> list[list[Stroke]]:
    """Part a column's lines where there is more white than from line to line."""
    cells: list[list[Stroke]] = []
    for one in own:
        if cells and one.middle - cells[-1][-1].middle <= step:
            cells[-1].append(one)
        else:
            cells.append([one])
    return cells


def _center(one: Stroke) -> float:
    return (one.x0 + one.x1) / 2
