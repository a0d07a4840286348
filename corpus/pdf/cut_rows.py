"""The last row of a page's table in, what of it stands at the head of the next page out.

A page's end may cut a row in two. Its rest lacks cells that the row has already, above all its
figures, and each of its cells goes on in one that is full, or that is empty so far.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from corpus.page.reflow import Paragraph
from corpus.pdf.cell_rows import CLEARLY, FULL, ITEM, LEAST_FULL, NEXT_LINE, Row, whole_words
from corpus.pdf.cells import Cell, Table
from corpus.pdf.items import area_of
from corpus.pdf.lines import Line, Stroke, make_line
from corpus.pdf.words import Bit, Words, text_of
from corpus.tables import DASHES, VALUE

COLONS = "：:"
MOST_HEAD_LINES = 4

Cells = Sequence[Words]


@dataclass(frozen=True, slots=True)
class LastRow:
    """The row that a page's table ends with, and how it was said.

    Of each column are known where it begins and ends, how wide its widest cell is, and whether
    any of its cells runs on in a second line; of all, how far such lines stand from each other.
    """

    cells: tuple[Words, ...]
    said: Paragraph
    columns: tuple[tuple[float, float], ...]
    widest: tuple[float, ...]
    wrapped: tuple[bool, ...]
    steps: tuple[float, ...] = ()

    def and_rest(self, rest: Cells) -> "LastRow":
        cells = tuple((*high, *low) for high, low in zip(self.cells, rest, strict=True))
        return replace(self, cells=cells)

    def may_hold(self, line: Line) -> bool:
        """Whether a line under the row stands in its columns, not in the first: a row begins there
        whose name stands on the next page."""
        rest = self.columns[1:]
        printed = [box for char, box in zip(line.text, line.boxes, strict=True) if char != " "]
        return all(
            any(x0 - line.em < b[0] and b[2] < x1 + line.em for x0, x1 in rest) for b in printed
        )


@dataclass(frozen=True, slots=True)
class Begun:
    """A table that may go on here: its columns, and the row that the page before ended with."""

    columns: tuple[tuple[float, float], ...]
    last: LastRow | None = None

    @property
    def steps(self) -> tuple[float, ...]:
        """How far lines of a cell stand from each other."""
        return self.last.steps if self.last else ()


def last_row(rows: Sequence[Cells], heads: Cells, said: Paragraph) -> LastRow:
    """Take note of a table's last row, which was ``said``; ``rows`` are all of the table's."""
    columns: list[tuple[float, float]] = []
    widest: list[float] = []
    wrapped: list[bool] = []
    for at, head in enumerate(heads):
        own = [row[at] for row in rows if row[at] not in (*row[:at], *row[at + 1 :])]
        bits = [bit for words in own for bit in words]
        ends = [_ends(bit) for bit in (*bits, *head)]
        x0, x1 = min((x for x, _ in ends), default=0.0), max((x for _, x in ends), default=0.0)
        columns.append((x0, x1))
        widest.append(max(map(_width, bits), default=0.0))
        wrapped.append(any(len(words) > 1 for words in own))
    runs_on = [pair for row in rows for words in row for pair in pairwise(words)]
    steps = sorted(abs(_foot(low) - _foot(high)) for high, low in runs_on if low.page == high.page)
    return LastRow(
        tuple(rows[-1]), said, tuple(columns), tuple(widest), tuple(wrapped), tuple(steps[:1])
    )


def columns_of(heads: Cells) -> tuple[tuple[float, float], ...]:
    """Return where columns begin and end, as far as their heads tell."""
    ends = [[_ends(bit) for bit in head] or [(0.0, 0.0)] for head in heads]
    return tuple((min(x for x, _ in own), max(x for _, x in own)) for own in ends)


def goes_on(last: LastRow, rest: Cells) -> bool:
    """Whether a page's first row is the rest of the row before it."""
    high = last.cells
    if len(high) != len(rest):
        return False
    shared = [at for at, words in enumerate(rest) if words]
    under = [at for at in shared if high[at]]
    return (
        any(bool(words) != bool(below) for words, below in zip(high, rest, strict=True))
        and any(last.wrapped[at] or len(high[at]) > 1 for at in under)
        and all(_is_full(high[at], last.widest[at]) for at in under)
        and not any(_begins(rest[at]) for at in under)
    )


def _is_full(words: Words, widest: float) -> bool:
    """Whether a cell has no room for more in its last line."""
    last = words[-1]
    em = max(x1 - x0 for x0, _, x1, _ in last.boxes)
    text = text_of(words)
    if VALUE.match(text) or DASHES.match(text) or text[-1] in COLONS:
        return False
    least = LEAST_FULL * em if len(words) == 1 else 0.0
    return _width(last) > max(widest - FULL * em, least)


def _begins(words: Words) -> bool:
    """Whether a cell holds a value, a list's item or a label: it is the rest of none."""
    text = text_of(words)
    return bool(VALUE.match(text) or DASHES.match(text) or ITEM.match(text)) or text[-1] in COLONS


def _ends(bit: Bit) -> tuple[float, float]:
    return min(box[0] for box in bit.boxes), max(box[2] for box in bit.boxes)


def _foot(bit: Bit) -> float:
    return median(box[1] for box in bit.boxes)


def _width(bit: Bit) -> float:
    x0, x1 = _ends(bit)
    return x1 - x0


def rest_of_row(rows: Sequence[Row], last: LastRow, body: float) -> tuple[Table, int] | None:
    """Return the lines at a page's head that are the rest of a row, as a table of one row, and how
    many they are.
    """
    places: dict[int, list[Stroke]] = {}
    best: tuple[Table, int] | None = None
    for count, row in enumerate(rows, 1):
        line = whole_words(row, body)
        columns = [_column_of(one, last) for one in line]
        if not line or None in columns or count > 1 and _is_apart(rows[:count], last):
            break
        for one, column in zip(line, columns, strict=True):
            places.setdefault(column or 0, []).append(one)
        cells = tuple(
            Cell(0, 1, at, at + 1, tuple(make_line([one]) for one in inside))
            for at, inside in sorted(places.items())
        )
        rest = [words_of(places.get(at, ())) for at in range(len(last.cells))]
        if goes_on(last, rest):
            area = area_of([one for inside in places.values() for one in inside])
            best = Table(area, 1, len(last.cells), cells), count
        else:
            break
    return best


def words_of(strokes: Sequence[Stroke]) -> Words:
    lines = [make_line([one]) for one in strokes]
    return tuple(Bit(line.text, line.boxes, line.page) for line in lines)


def _column_of(one: Stroke, last: LastRow) -> int | None:
    """Return the column in which a piece of a line stands, None where it reaches over several."""
    over = [at for at, (x0, x1) in enumerate(last.columns) if x0 < one.x1 and one.x0 < x1]
    return over[0] if len(over) == 1 else None


def _is_apart(rows: Sequence[Row], last: LastRow) -> bool:
    """Whether the last of some lines stands farther from the one above it than lines of a cell."""
    steps = [low[0].middle - high[0].middle for high, low in pairwise(rows)]
    before = [
        abs(low.middle - high.middle) for words in last.cells for high, low in pairwise(words)
    ]
    usual = min([*before, *steps[:-1]], default=NEXT_LINE * (rows[0][0].y1 - rows[0][0].y0))
    return steps[-1] > CLEARLY * usual


def repeated_heads(rows: Sequence[Row], heads: Cells) -> int:
    """Return how many lines at a page's head say a table's heads again."""
    bits = {(bit.text, bit.boxes): bit.text for words in heads for bit in words}
    wanted = sorted("".join(bits.values()).replace(" ", ""))
    text = ""
    for count, row in enumerate(rows[:MOST_HEAD_LINES], 1):
        text += "".join(one.text for one in row if isinstance(one, Stroke))
        if wanted and sorted(text.replace(" ", "")) == wanted:
            return count
    return 0
