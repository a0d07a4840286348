"""A table's pieces in, each in its column; its rows out, each with its cells' lines.

A row is where its values stand. Words run on above or below that height, as the cells of their
column stand at their row's top, middle or foot: of the three, what fits best is taken. A line of
the first column that belongs to none is a label over the rows below it, and so are names that may
as well be parted at another line: no row has them, rather than a wrong one.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from statistics import mean

from corpus.pdf.cell_rows import FULL, LEAST_FULL, NEXT_LINE, is_value
from corpus.pdf.lines import Stroke
from corpus.tables import DASHES

SAME_LINE = 0.5  # em between the middles of what stands on one line
SAME_ROW = 0.8  # em between the values of a row, which may stand at unlike heights
APART = 1.2  # em from the values of other rows: a row of words alone
MOSTLY = 0.6  # of the columns: so many a row of words fills
OFF = 2.0  # em that a cell may stand off its row's height
LABEL = 0.5  # em: what fits its row better than so is no label
SURE = -0.1  # em: where another label stands over all rows, as far from them as rows from rows
EVENLY = 0.8  # of the least step from row to row
CELL = 0.5  # em: so much better it is that a row has a cell
CLOSE = 0.8  # em that such a cell stands off, at most
ENDED = 0.6  # em: so much worse it is where a line stands under a cell that is not full
MOST_LINES = 12  # of a cell
UNSURE = 0.25  # so little better one parting of two names is than another
RUNS_ON = 1.6  # em between two heights at which the values of one row may stand

Piece = tuple[int, Stroke]  # a piece of a line, and its column
Cells = list[tuple[int | None, list[Stroke]]]
Place = Callable[[Sequence[Stroke]], float]
Off = Callable[[Sequence[Stroke], int], float]


@dataclass(slots=True)
class ValueRow:
    """A row: its height, and the lines of each of its cells."""

    middle: float
    cells: dict[int, list[Stroke]] = field(default_factory=dict)
    is_label: bool = False

    @property
    def is_unsure(self) -> bool:
        """Whether it is names that cannot be told apart, over the rows that they are of."""
        return self.is_label and len(self.cells[0]) > 1


def rows_of_values(pieces: Sequence[Piece], columns: int, em: float) -> list[ValueRow]:
    """Return the rows, from the top; none where a piece fits no row."""
    pieces = sorted(pieces, key=lambda piece: piece[1].middle)
    broken = _broken(pieces, em)
    values = [piece for piece in pieces if is_fixed(piece[1]) and id(piece[1]) not in broken]
    fixed = {id(one) for _, one in values}
    words = [piece for piece in pieces if id(piece[1]) not in fixed]
    rows = _joined(rows_at(values, em), _run_on(words, em), em)
    rows = sorted([*rows, *_rows_of_words(words, rows, columns, em)], key=lambda row: row.middle)
    if not rows:
        return []
    labels: list[ValueRow] = []
    for column in range(columns):
        own = [one for at, one in words if at == column]
        full = _full([one for at, one in pieces if at == column], em)
        alone = _alone(own, pieces, em) if column == 0 else set()
        heights = [row.middle for row in rows]
        labels_of = _labels(own, heights, alone)
        cells = _fit(own, heights, alone, labels_of, full, em)
        if cells is None:
            return []
        for row, lines in cells:
            if row is None:
                over = lines[0].middle - SAME_LINE * em
                labels.append(ValueRow(over, {0: lines}, is_label=True))
            else:
                held = [*rows[row].cells.get(column, []), *lines]
                rows[row].cells[column] = sorted(held, key=lambda one: one.middle)
    return sorted([*rows, *labels], key=lambda row: row.middle)


def is_fixed(one: Stroke) -> bool:
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


def rows_at(values: Sequence[Piece], em: float) -> list[ValueRow]:
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


def _run_on(words: Sequence[Piece], em: float) -> list[tuple[float, float]]:
    """Return the heights of lines that fill their column and of those that stand next under them."""
    found: list[tuple[float, float]] = []
    for column in {at for at, _ in words}:
        own = [one for at, one in words if at == column]
        full = _full(own, em)
        near = [(a, b) for a, b in pairwise(own) if b.middle - a.middle < NEXT_LINE * em]
        found += [(high.middle, low.middle) for high, low in near if high.width > full]
    return found


def _joined(
    rows: Sequence[ValueRow], run_on: Sequence[tuple[float, float]], em: float
) -> list[ValueRow]:
    """Join rows whose values stand at two heights: both lack what the other has of a full row, and
    words run on from one height to the other."""
    full = max((frozenset(row.cells) for row in rows), key=len, default=frozenset())
    joined: list[ValueRow] = []
    for row in rows:
        high = joined[-1] if joined else None
        if (
            high
            and not high.cells.keys() & row.cells.keys()
            and high.cells.keys() | row.cells.keys() == full
            and row.middle - high.middle < RUNS_ON * em
            and any(
                abs(a - high.middle) < SAME_LINE * em and abs(b - row.middle) < SAME_LINE * em
                for a, b in run_on
            )
        ):
            joined[-1] = ValueRow((high.middle + row.middle) / 2, {**high.cells, **row.cells})
        else:
            joined.append(row)
    return joined


def _full(own: Sequence[Stroke], em: float) -> float:
    """Return how wide a line of a column is at least that may run on."""
    widest = max((one.width for one in own), default=0.0)
    return max(widest - FULL * em, LEAST_FULL * em)


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


def _labels(own: Sequence[Stroke], rows: Sequence[float], alone: set[int]) -> set[int]:
    """Return the lines that stand as far from rows as these from each other, if one is over all."""
    steps = [low - high for high, low in pairwise(rows)]
    least = EVENLY * min(steps, default=float("inf"))
    far = [one for one in own if all(abs(one.middle - row) > least for row in rows)]
    far = [one for one in far if id(one) in alone]
    over = any(one.middle < rows[0] for one in far)
    return {id(one) for one in far} if over else set()


def _fit(
    own: Sequence[Stroke],
    rows: Sequence[float],
    alone: set[int],
    labels: set[int],
    full: float,
    em: float,
) -> Cells | None:
    """Part a column's lines in cells, each with its row, None for a label; None if none fit."""
    ended = {id(low) for high, low in pairwise(own) if high.width <= full}
    fitting: list[tuple[float, Cells]] = []
    for place in (_middle, _top, _foot):
        off = partial(_off, rows=rows, ended=ended, place=place, em=em)
        if found := _fit_at(own, rows, alone, labels, place, off, em):
            fitting.append((found[0], _without_unsure(found[1], off, em)))
    return min(fitting, key=lambda one: one[0])[1] if fitting else None


def _off(
    lines: Sequence[Stroke],
    row: int,
    *,
    rows: Sequence[float],
    ended: set[int],
    place: Place,
    em: float,
) -> float:
    """Return how far a cell of these lines stands off a row, in em, and how ill it is parted."""
    apart = abs(rows[row] - place(lines)) / em
    broken = sum(id(one) in ended for one in lines[1:])
    return apart + ENDED * broken - (CELL if apart <= CLOSE else 0.0)


def _without_unsure(cells: Cells, off: Off, em: float) -> Cells:
    """Set cells that may as well be parted at another line over their rows, as one label."""
    unsure: set[int] = set()
    for at, ((row, high), (under, low)) in enumerate(pairwise(cells)):
        if row is None or under is None or low[0].middle - high[-1].middle > NEXT_LINE * em:
            continue
        parted = off(high, row) + off(low, under)
        others = [(high[:-1], [*high[-1:], *low])] if len(high) > 1 else []
        others += [([*high, *low[:1]], low[1:])] if len(low) > 1 else []
        if any(off(a, row) + off(b, under) < parted + UNSURE for a, b in others):
            unsure |= {at, at + 1}
    kept: Cells = []
    for at, (row, lines) in enumerate(cells):
        if at in unsure and at - 1 in unsure:
            kept[-1] = (None, [*kept[-1][1], *lines])
        else:
            kept.append((None if at in unsure else row, lines))
    return kept


def _fit_at(
    own: Sequence[Stroke],
    rows: Sequence[float],
    alone: set[int],
    labels: set[int],
    place: Place,
    off_row: Off,
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
                sure = id(lines[0]) in labels
                found.append((off + (SURE if sure else LABEL), last, [*cells, (None, lines)]))
            row = min(range(len(rows)), key=lambda at: abs(rows[at] - place(lines)))
            if row > last and abs(rows[row] - place(lines)) <= OFF * em:
                found.append((off + off_row(lines, row), row, [*cells, (row, lines)]))
        best.append(min(found, key=lambda one: one[0]) if found else None)
    return None if best[-1] is None else (best[-1][0], best[-1][2])


def _middle(lines: Sequence[Stroke]) -> float:
    return (lines[0].middle + lines[-1].middle) / 2


def _top(lines: Sequence[Stroke]) -> float:
    return lines[0].middle


def _foot(lines: Sequence[Stroke]) -> float:
    return lines[-1].middle
