"""A table's pieces in, each in its column; its rows out, each with its cells' lines.

A row is where its values stand. Words run on above or below that height, as the cells of their
column stand at their row's top, middle or foot: of the three, what fits best is taken. A line of
the first column that belongs to none is a label over the rows below it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import mean

from corpus.pdf_cell_rows import FULL, LEAST_FULL, NEXT_LINE, is_value
from corpus.pdf_lines import Stroke
from corpus.tables import DASHES

SAME_LINE = 0.5  # em between the middles of what stands on one line
SAME_ROW = 0.8  # em between the values of a row, which may stand at unlike heights
APART = 1.2  # em from the values of other rows: a row of words alone
MOSTLY = 0.6  # of the columns: so many a row of words fills
OFF = 2.0  # em that a cell may stand off its row's height
LABEL = 0.5  # em: what fits its row better than so is no label
CELL = 0.5  # em: so much better it is that a row has a cell
CLOSE = 0.8  # em that such a cell stands off, at most
ENDED = 0.6  # em: so much worse it is where a line stands under a cell that is not full
MOST_LINES = 12  # of a cell

Piece = tuple[int, Stroke]  # a piece of a line, and its column
Cells = list[tuple[int | None, list[Stroke]]]


@dataclass(slots=True)
class ValueRow:
    """A row: its height, and the lines of each of its cells."""

    middle: float
    cells: dict[int, list[Stroke]] = field(default_factory=dict)
    is_label: bool = False


def rows_of_values(pieces: Sequence[Piece], columns: int, em: float) -> list[ValueRow]:
    """Return the rows, from the top; none where a piece fits no row."""
    pieces = sorted(pieces, key=lambda piece: piece[1].middle)
    broken = _broken(pieces, em)
    values = [piece for piece in pieces if _is_fixed(piece[1]) and id(piece[1]) not in broken]
    rows = _rows_at(values, em)
    fixed = {id(one) for _, one in values}
    words = [piece for piece in pieces if id(piece[1]) not in fixed]
    rows = sorted([*rows, *_rows_of_words(words, rows, columns, em)], key=lambda row: row.middle)
    if not rows:
        return []
    labels: list[ValueRow] = []
    for column in range(columns):
        own = [one for at, one in words if at == column]
        widest = max((one.width for at, one in pieces if at == column), default=0.0)
        alone = _alone(own, pieces, em) if column == 0 else set()
        cells = _fit(own, [row.middle for row in rows], alone, widest, em)
        if cells is None:
            return []
        for row, lines in cells:
            if row is None:
                labels.append(ValueRow(lines[0].middle, {0: lines}, is_label=True))
            else:
                held = [*rows[row].cells.get(column, []), *lines]
                rows[row].cells[column] = sorted(held, key=lambda one: one.middle)
    return sorted([*rows, *labels], key=lambda row: row.middle)


def _is_fixed(one: Stroke) -> bool:
    return is_value(one) or bool(DASHES.match(one.text))


def _broken(pieces: Sequence[Piece], em: float) -> set[int]:
    """Return the pieces of values that a line's end breaks: 2010.1.20-｜2010.6.17."""
    broken: set[int] = set()
    for column in {at for at, _ in pieces}:
        for high, low in pairwise([one for at, one in pieces if at == column]):
            near = low.middle - high.middle < NEXT_LINE * em
            if near and len(high.text) > 1 and high.text[-1] in "-–—~～至、":
                broken |= {id(high), id(low)}
    return broken


def _rows_at(values: Sequence[Piece], em: float) -> list[ValueRow]:
    """Return the rows that values make, of which each column has one."""
    rows: list[ValueRow] = []
    for column, one in values:
        row = rows[-1] if rows else None
        if row and column not in row.cells and one.middle - row.middle < SAME_ROW * em:
            row.cells[column] = [one]
        else:
            rows.append(ValueRow(one.middle, {column: [one]}))
    for row in rows:
        row.middle = mean(one.middle for lines in row.cells.values() for one in lines)
    return rows


def _rows_of_words(
    words: Sequence[Piece], rows: Sequence[ValueRow], columns: int, em: float
) -> list[ValueRow]:
    """Return the lines that are rows without a value: they fill most columns, apart from others."""
    found: list[ValueRow] = []
    for _, one in words:
        if any(abs(row.middle - one.middle) < APART * em for row in [*rows, *found]):
            continue
        line = {at for at, other in words if abs(other.middle - one.middle) < SAME_LINE * em}
        if len(line) > 1 and len(line) >= MOSTLY * columns:
            found.append(ValueRow(one.middle))
    return found


def _alone(own: Sequence[Stroke], pieces: Sequence[Piece], em: float) -> set[int]:
    """Return the pieces of the first column beside which nothing stands."""
    others = [one.middle for at, one in pieces if at != 0]
    return {id(one) for one in own if all(abs(one.middle - y) >= SAME_LINE * em for y in others)}


def _fit(
    own: Sequence[Stroke], rows: Sequence[float], alone: set[int], widest: float, em: float
) -> Cells | None:
    """Part a column's lines in cells, each with its row, None for a label; None if none fit."""
    ended = {
        id(low)
        for high, low in pairwise(own)
        if id(low) in alone and high.width <= max(widest - FULL * em, LEAST_FULL * em)
    }
    tried = [_fit_at(own, rows, alone, ended, place, em) for place in (_middle, _top, _foot)]
    fitting = [one for one in tried if one is not None]
    return min(fitting, key=lambda one: one[0])[1] if fitting else None


def _fit_at(
    own: Sequence[Stroke],
    rows: Sequence[float],
    alone: set[int],
    ended: set[int],
    place: Callable[[Sequence[Stroke]], float],
    em: float,
) -> tuple[float, Cells] | None:
    """Part a column's lines where cells stand at one ``place``; say how far off they are in all.

    ``best`` holds for so many lines how far off they are, the last one's row and all cells.
    """
    best: list[tuple[float, int, Cells] | None] = [(0.0, -1, [])]
    for end in range(1, len(own) + 1):
        found: list[tuple[float, int, Cells]] = []
        for start in range(max(0, end - MOST_LINES), end):
            before, lines = best[start], list(own[start:end])
            if before is None or any(
                low.middle - high.middle > NEXT_LINE * em for high, low in pairwise(lines)
            ):
                continue
            off, last, cells = before
            if len(lines) == 1 and id(lines[0]) in alone:
                found.append((off + LABEL, last, [*cells, (None, lines)]))
            row = min(range(len(rows)), key=lambda at: abs(rows[at] - place(lines)))
            apart = abs(rows[row] - place(lines)) / em
            if row > last and apart <= OFF:
                broken = sum(id(one) in ended for one in lines[1:])
                off += apart + ENDED * broken - (CELL if apart <= CLOSE else 0.0)
                found.append((off, row, [*cells, (row, lines)]))
        best.append(min(found, key=lambda one: one[0]) if found else None)
    return None if best[-1] is None else (best[-1][0], best[-1][2])


def _middle(lines: Sequence[Stroke]) -> float:
    return (lines[0].middle + lines[-1].middle) / 2


def _top(lines: Sequence[Stroke]) -> float:
    return lines[0].middle


def _foot(lines: Sequence[Stroke]) -> float:
    return lines[-1].middle
