"""Lines of cells under one line of heads in, the rows out that their values tell, if surely so.

For lists without rules whose cells of several lines stand at the top, the middle or the foot of
their row: there is more white between cells than in them, and each stands beside the values of one
row. A list that began on the page before has the columns it had there; it may begin with the rest
of a row, and one that a page's end cuts may end with a row's first lines.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from corpus.pdf.cell_rows import CLEARLY, COLUMN_WHITE, MOST_LINES, Line, whole_words
from corpus.pdf.cut_rows import Begun, goes_on, words_of
from corpus.pdf.items import Item, Run, is_cell_row, join_runs
from corpus.pdf.lines import Stroke
from corpus.pdf.row_values import SAME_LINE, ValueRow, is_fixed, rows_at

SAME_STEP = 1.12  # times the least step from line to line: lines of a cell stand so close
OTHER_STEP = 1.25  # times it: cells stand so far apart
ROW_STEP = 3.6  # em from row to row, where rows above do not stand farther apart
LEAST_ROWS = 2
LEAST_COLUMNS = 3


@dataclass(frozen=True, slots=True)
class OpenList:
    """A list's heads, its rows, and how many lines it takes."""

    heads: Line
    rows: tuple[ValueRow, ...]
    taken: int


def open_list(
    rows: Sequence[Sequence[Item]], body: float, first_white: float, begun: Begun | None
) -> OpenList | None:
    """Return the list that begins with the first line; None where unsure.

    ``begun`` is the list that the page before ended with, if one did: it has no heads here.
    """
    heads = () if begun else whole_words(rows[0], body)
    runs = list(begun.columns) if begun else [(one.x0, one.x1) for one in heads]
    if len(runs) < LEAST_COLUMNS or not all(x0 < x1 for x0, x1 in runs):
        return None
    if not begun and (any(map(is_fixed, heads)) or not is_cell_row(heads, first_white * body)):
        return None
    under, edges = _in_columns(rows[0 if begun else 1 : MOST_LINES], runs, body)
    while len(under) >= LEAST_ROWS or begun and under:
        columns: list[list[Stroke]] = [[] for _ in runs]
        for one in (one for line in under for one in line):
            columns[sum((one.x0 + one.x1) / 2 > x for x in edges)].append(one)
        whole = len(under) + len(heads[:1]) >= len(rows) - 1  # but for a page's number
        found = _rows(columns, body, begun, whole=whole)
        if isinstance(found, float):
            under = [line for line in under if line[0].middle < found - SAME_LINE * body]
            continue
        return OpenList(heads, tuple(found), len(under) + len(heads[:1])) if found else None
    return None


def _in_columns(
    rows: Sequence[Sequence[Item]], runs: Sequence[Run], body: float
) -> tuple[list[Line], list[float]]:
    """Return the lines at the top that keep to so many columns, and the columns' edges."""
    count, best, edges = len(runs), 0, _edges(runs)
    lines: list[Line] = []
    far = ROW_STEP * body
    for row in rows:
        line = whole_words(row, body)
        step = line[0].middle - lines[-1][0].middle if line and lines else 0.0
        if not line or step > far:
            break
        far = max(far, CLEARLY * step)
        lines.append(line)
        runs = join_runs([*runs, *((one.x0, one.x1) for one in line)], COLUMN_WHITE * body)
        if len(runs) < count:
            break
        if len(runs) == count:
            best, edges = len(lines), _edges(runs)
    return lines[:best], edges


def _edges(runs: Sequence[Run]) -> list[float]:
    return [(one[1] + other[0]) / 2 for one, other in pairwise(runs)]


def _rows(
    columns: Sequence[Sequence[Stroke]], em: float, begun: Begun | None, *, whole: bool
) -> list[ValueRow] | float:
    """Return the rows, each with a name and a value; none where a cell is surely of no row.

    Where what stands under the last row is none of the list, the height at which that begins.
    """
    values = [(at, one) for at, own in enumerate(columns) for one in own if is_fixed(one)]
    rows = rows_at(sorted(values, key=lambda piece: piece[1].middle), em)
    steps = [_foot(low) - _foot(high) for own in columns for high, low in pairwise(own)]
    least = min([*steps, *(begun.steps if begun else ())], default=0.0)
    if not rows or any(SAME_STEP * least < step < OTHER_STEP * least for step in steps):
        return []
    rest, cut = ValueRow(float("-inf")), ValueRow(float("inf"))
    for at, own in enumerate(columns):
        for lines in _cells([one for one in own if not is_fixed(one)], SAME_STEP * least):
            high, low = lines[0].middle - SAME_LINE * em, lines[-1].middle + SAME_LINE * em
            beside = [row for row in rows if high < row.middle < low]
            beside = beside or [rest] * (low < rows[0].middle) + [cut] * (high > rows[-1].middle)
            if len(beside) != 1 or at in beside[0].cells:
                return []
            beside[0].cells[at] = lines
    if cut.cells and not (whole and cut.cells.keys() - {0}):
        return min(lines[0].middle for lines in cut.cells.values())
    parts = _with_rest(rest, rows, begun)
    least = 1 if begun or cut.cells or whole and len(rows[0].cells) == len(columns) else LEAST_ROWS
    return [*parts, *([cut] if cut.cells else [])] if len(parts) >= least else []


def _with_rest(rest: ValueRow, rows: list[ValueRow], begun: Begun | None) -> list[ValueRow]:
    """Return the rows with the rest of one before them; none where a row lacks its name."""
    last = begun.last if begun else None
    parts = [rest, *rows] if rest.cells else rows
    if rest.cells and last and not last.cells[0] and not rest.cells.keys() & rows[0].cells.keys():
        parts = [ValueRow(rows[0].middle, rest.cells | rows[0].cells), *rows[1:]]
    first = parts[0].cells
    goes = last and goes_on(last, [words_of(first.get(at, ())) for at in range(len(last.cells))])
    return parts if all(0 in row.cells for row in parts[bool(goes) :]) else []


def _cells(own: Sequence[Stroke], step: float) -> list[list[Stroke]]:
    """Part a column's lines where there is more white than from line to line."""
    cells: list[list[Stroke]] = []
    for one in own:
        if cells and _foot(one) - _foot(cells[-1][-1]) <= step:
            cells[-1].append(one)
        else:
            cells.append([one])
    return cells


def _foot(one: Stroke) -> float:
    """Return where most of a line's characters end: all stand on it, not all are as high."""
    return median(glyph.y1 for glyph in one.glyphs)
