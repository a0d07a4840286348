"""A column's printed rows in, the rows of a table out whose cells may run on in further lines.

A line runs on where it has no value and less than a row has, each piece of it in one column: from
the row above it or, where cells stand at their row's middle or foot, to the row below. Which of
both, the white between the lines tells. Where lines stand evenly, what stands under a full cell
runs on, and another line of the first column is a label over the rows below it.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from corpus.pdf.items import Item, Run, is_cell_row, join_runs
from corpus.pdf.lines import Stroke, make_stroke
from corpus.tables import DASHES, MONTHS, VALUE, YEAR

CELL_WHITE = 1.2  # em between cells
COLUMN_WHITE = 0.74  # em between columns
CLEARLY = 1.2  # times: so much farther is another row's line
NEXT_LINE = 1.7  # em from line to line in a cell, where the table does not tell
ROW_STEP = 2.5  # em from row to row, where the table does not tell
FULL = 1.5  # em: a cell has no room for more where it is but so much narrower than its column
LEAST_FULL = 2.5  # em: a shorter cell is not full, however narrow its column
MOST_LINES, NEAR = 150, 20  # read as one table; looked at for where a line's columns are
VALUE_WHITE = 0.2  # em between figures of two columns
GROUP = re.compile(r"\d{3}(?!\d)(?![.,]?\d{3}(?!\d))")  # of a figure's digits: 1 234 567
LAST_VALUE = re.compile(r"(?:^|[^\d.,])[\d,]*\d(?:\.\d+)?[%％]?$")
SPREAD = 3.0  # em between the characters of a word that is spread (合　计)
SAYS = re.compile(r"[\w%％‰]")
ITEM = re.compile(r"[一二三四五六七八九十]+、|[\d①-⑳]+[、.．]|[（(][\d一二三四五六七八九十]+[)）]")

Row = Sequence[Item]
Line = tuple[Stroke, ...]


@dataclass(frozen=True, slots=True)
class CellRow:
    """A row of a table: its lines from the top, of which ``own`` has its cells side by side."""

    lines: tuple[Line, ...]
    own: int = 0

    @property
    def cells(self) -> Line:
        return self.lines[self.own]

    @property
    def strokes(self) -> Line:
        return tuple(one for line in self.lines for one in line)

    @property
    def is_label(self) -> bool:
        """Whether it is but a label over the rows below it."""
        return len(self.strokes) == 1


def plain_rows(rows: Sequence[Row], body: float, first_white: float = CELL_WHITE) -> list[CellRow]:
    """Return the rows of cells that stand at the top, each of one line."""
    run: list[CellRow] = []
    for row in rows:
        line = whole_words(row, body)
        if not _is_cells(line, (CELL_WHITE if run else first_white) * body):
            break
        run.append(CellRow((line,)))
    return run


def wrapped_rows(
    rows: Sequence[Row], body: float, first_white: float = CELL_WHITE
) -> tuple[list[CellRow], int]:
    """Return the rows and labels at the top and how many lines they take.

    There are none where every line is a row, or where one is of no cell.
    """
    lines, full = _lines_of_cells(rows, body, first_white)
    starts = [at for at, is_full in enumerate(full) if is_full]
    if len(starts) == len(lines) or max(map(len, lines)) < 2:
        return [], 0
    rest = [line for line, is_full in zip(lines, full, strict=True) if not is_full]
    columns = _Columns([lines[at] for at in starts], rest, body)
    step = _row_step(lines, full)
    found: list[CellRow] = []
    above: list[Line] = []
    for at, after in pairwise(starts):
        count, even = _cut_between(lines[at : after + 1], columns, step)
        left = lines[at + 1 + count : after]
        found.append(CellRow((*above, *lines[at : at + 1 + count]), len(above)))
        found += [CellRow((label,)) for label in left if even]
        above = [] if even else left
    at = starts[-1]
    steps = sorted(low[0].middle - high[0].middle for high, low in pairwise(lines))
    close = (steps[0] + steps[-1]) / 2 if steps[-1] > CLEARLY * steps[0] else 0.0
    far = NEXT_LINE * lines[at][0].em if step is None else step
    count = _last_lines(lines[at:], columns, close, far)
    if above:  # as many lines stand under its own as over it
        counts = [
            under
            for under in range(len(lines) - at)
            if columns.is_row(CellRow((*above, *lines[at : at + 1 + under]), len(above)))
        ]
        count = count if count in counts else next(iter(counts), count)
    found.append(CellRow((*above, *lines[at : at + 1 + count]), len(above)))
    whole = all(columns.is_row(row) for row in found)
    taken = at + 1 + count
    return (found, taken) if whole and taken > len(starts) else ([], 0)


def whole_words(row: Row, body: float) -> Line:
    """Return a row's strokes, none where anything else is in it; a spread word (合　计) is one, and
    figures set close side by side are several.
    """
    words: list[Stroke] = []
    for item in row:
        if not isinstance(item, Stroke) or item.vertical:
            return ()
        for one in _parted_values(item):
            before = words[-1] if words else None
            if before and _is_spread(before.text + one.text) and one.x0 - before.x1 < SPREAD * body:
                words[-1] = make_stroke([*before.glyphs, *one.glyphs], one.page)
            else:
                words.append(one)
    return tuple(words)


def _parted_values(one: Stroke) -> list[Stroke]:
    """Part a stroke at the white between two figures, which is more than between digits."""
    for at in range(len(one.glyphs) - 1, 0, -1):
        white = one.glyphs[at].x0 - one.glyphs[at - 1].x1
        if white >= VALUE_WHITE * one.em:
            left, right = (make_stroke(g, one.page) for g in (one.glyphs[:at], one.glyphs[at:]))
            if is_value(right) and not GROUP.match(right.text) and LAST_VALUE.search(left.text):
                return [*_parted_values(left), right]
    return [one]


def column_edges(strokes: Sequence[Stroke], body: float) -> list[float]:
    """Return the middles of the white between columns; between columns of figures less is enough."""
    edges: list[float] = []
    reached: float | None = None
    figures = False
    for stroke in sorted(strokes, key=lambda stroke: stroke.x0):
        figure = is_value(stroke) or bool(DASHES.match(stroke.text))
        white = VALUE_WHITE if figure and figures else COLUMN_WHITE
        if reached is not None and stroke.x0 - reached >= white * body:
            edges.append((reached + stroke.x0) / 2)
            figures = figure
        else:
            figures = figure and (figures or reached is None)
        reached = stroke.x1 if reached is None else max(reached, stroke.x1)
    return edges


def is_value(cell: Stroke) -> bool:
    return bool(VALUE.match(cell.text)) and not YEAR.match(cell.text)


def may_be_head(one: Stroke) -> bool:
    """Whether a line may head columns: words, a year, months; no value and no sentence."""
    value = is_value(one) and not MONTHS.match(one.text)
    if not SAYS.search(one.text):
        return False  # marks, as of a table drawn with them
    return not (value or DASHES.match(one.text) or "。" in one.text)


class _Columns:
    """The columns of lines of cells, and how wide the widest cell of each is."""

    def __init__(self, rows: Sequence[Line], rest: Sequence[Line], body: float) -> None:
        self.room, self.least = FULL * body, LEAST_FULL * body
        cells = [one for row in rows for one in row]
        others = [one for line in rest for one in line]
        inked = join_runs(map(_run, cells), 0.0)
        under = [one for one in others if stands_under(one, inked)]
        inked = join_runs(map(_run, [*cells, *under]), 0.0)
        alone = [one for one in others if not stands_under(one, inked)]
        self.edges = column_edges([*cells, *alone], body)
        self.widest: dict[int, float] = {}
        for line in [*rows, *rest]:
            for column, cell in self.cells(line).items():
                self.widest[column] = max(self.widest.get(column, 0.0), cell.x1 - cell.x0)

    def cells(self, line: Line) -> dict[int, Stroke]:
        return {sum((one.x0 + one.x1) / 2 > edge for edge in self.edges): one for one in line}

    def goes_on(self, high: Line, low: Line) -> bool:
        """Whether every cell that both lines may share is full in the upper one."""
        upper, lower = self.cells(high), self.cells(low)
        shared = min(upper.keys(), lower.keys(), key=len)
        return shared <= upper.keys() & lower.keys() and all(
            upper[column].x1 - upper[column].x0 > max(self.widest[column] - self.room, self.least)
            and not {upper[column].text[-1], lower[column].text[-1]} & {"：", ":"}
            and not ITEM.match(lower[column].text)
            for column in shared
        )

    def is_label(self, high: Line, low: Line) -> bool:
        """Whether a line of the first column is none of the cell above it, which is not full."""
        return (
            0 in self.cells(high) and self.cells(low).keys() == {0} and not self.goes_on(high, low)
        )

    def is_row(self, row: CellRow) -> bool:
        """Whether each cell that runs on stands at its row's top, middle or foot; or it's a label."""
        if len(row.lines) == 1:
            return len(row.cells) > 1 or row.cells[0].x0 < min(self.edges, default=0.0)
        above, below = (
            Counter(column for line in lines for column in self.cells(line))
            for lines in (row.lines[: row.own], row.lines[row.own + 1 :])
        )
        own = self.cells(row.cells)
        return all(
            above[column] == below[column] or column in own and 0 in (above[column], below[column])
            for column in above | below
        )


def _run(one: Stroke) -> Run:
    return one.x0, one.x1


def stands_under(piece: Stroke, inked: Sequence[Run]) -> bool:
    return any(x0 < piece.x1 and piece.x0 < x1 for x0, x1 in inked)


def _is_spread(text: str) -> bool:
    return len(text) == 2 and all("\u4e00" <= char <= "\u9fff" for char in text)


def _lines_of_cells(
    rows: Sequence[Row], body: float, first_white: float
) -> tuple[list[Line], list[bool]]:
    """Return the lines at the top that are of cells, and which of them are rows."""
    lines: list[Line] = []
    full: list[bool] = []
    for row in rows[:MOST_LINES]:
        line = whole_words(row, body)
        is_cells = _is_cells(line, (CELL_WHITE if lines else first_white) * body)
        valued = any(is_value(one) or DASHES.match(one.text) for one in line)
        most = max(map(len, lines), default=0)
        if is_cells and (valued or len(line) >= most):
            full.append(True)
        elif lines and line and not valued and _is_under(line, lines, body):
            full.append(False)
        else:
            break
        lines.append(line)
    return lines, full


def _is_cells(line: Line, white: float) -> bool:
    """Whether a line is of cells; between a row's name and a value a cell may read like prose."""
    values = [at for at, one in enumerate(line) if is_value(one)]
    last = values[-1] if values else 0
    around = [*line[:1], *line[last:]] if last else line
    gaps = [after.x0 - before.x1 for before, after in pairwise(line)]
    return max(gaps, default=0.0) >= white and is_cell_row(around, 0.0)


def _is_under(line: Line, lines: Sequence[Line], body: float) -> bool:
    """Whether a line stands closely under others, each piece of it in one of their columns."""
    lines = lines[-NEAR:]
    steps = [low[0].middle - high[0].middle for high, low in pairwise([*lines, line])]
    return steps[-1] <= CLEARLY * max([*steps[:-1], ROW_STEP * body]) and all(
        sum(one.x0 < piece.x1 and piece.x0 < one.x1 for one in other) <= 1
        for piece in line
        for other in lines
    )


def _row_step(lines: Sequence[Line], full: Sequence[bool]) -> float | None:
    """Return how far rows of one line stand from each other, where there are such."""
    steps = [
        low[0].middle - high[0].middle
        for (high, one), (low, other) in pairwise(zip(lines, full, strict=True))
        if one and other
    ]
    return median(steps) if steps else None


def _cut_between(lines: Sequence[Line], columns: _Columns, step: float | None) -> tuple[int, bool]:
    """Return how many of the lines between two rows, the first and the last, are of the first,
    and whether all stand evenly.
    """
    steps = [low[0].middle - high[0].middle for high, low in pairwise(lines)]
    apart = max(steps) if step is None else min(max(steps), step)
    count = steps.index(max(steps))
    if apart > CLEARLY * min(steps) and not (count and columns.is_label(lines[0], lines[1])):
        return count, False
    joined = [columns.goes_on(high, low) for high, low in pairwise(lines[:-1])]
    return joined.index(False) if False in joined else len(joined), True


def _last_lines(lines: Sequence[Line], columns: _Columns, close: float, far: float) -> int:
    """Return how many of the lines after the last row, the first of them, are of it.

    Lines so ``close`` are of one row, and those not ``far`` where a full cell goes on.
    """
    high = lines[0]
    for count, low in enumerate(lines[1:]):
        most = max(far, close) if columns.goes_on(high, low) else close
        if low[0].middle - high[0].middle > most or columns.is_label(high, low):
            return count
        high = low
    return len(lines) - 1
