"""Lines of heads and the lines of cells under them in, the table out that they make.

Columns part where there is white in all lines with values; the values tell the rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.pdf.cell_rows import column_edges, stands_under
from corpus.pdf.cells import Cell, Table
from corpus.pdf.head_places import Under, sure_places
from corpus.pdf.items import Run, area_of, join_runs
from corpus.pdf.lines import Stroke, make_line, make_stroke
from corpus.pdf.row_names import join_names
from corpus.pdf.row_values import is_fixed, rows_of_values

LEAST_ROWS = 2
HEAD_WHITE = 0.25  # em between the heads of two columns

Line = Sequence[Stroke]


@dataclass(frozen=True, slots=True)
class HeadLines:
    """Lines of heads, from the top, and by a head's id the rule under it."""

    lines: tuple[Line, ...]
    em: float
    rules: dict[int, Under] = field(default_factory=dict)

    def cells(self, columns: Sequence[Run], names: int) -> list[Cell]:
        """Return for each column a cell of the heads that are surely over it; of these the first
        ``names`` name the rows.
        """
        lines = [
            [part for one in line for part in parted_over(one, columns)] for line in self.lines
        ]
        places = sure_places(lines, columns, self.em, self.rules, names)
        heads = [(one, places.get(id(one), range(0))) for line in lines for one in line]
        return [
            Cell(0, 1, at, at + 1, tuple(make_line([one]) for one, place in heads if at in place))
            for at in range(len(columns))
        ]


def parted_over(head: Stroke, columns: Sequence[Run]) -> list[Stroke]:
    """Part a line of heads, or a word of spread characters, at white between parts that stand over
    columns of their own.
    """
    for at in range(1, len(head.glyphs)):
        if head.glyphs[at].x0 - head.glyphs[at - 1].x1 < HEAD_WHITE * head.em:
            continue
        parts = [make_stroke(g, head.page) for g in (head.glyphs[:at], head.glyphs[at:])]
        low, high = (
            {at for at, (x0, x1) in enumerate(columns) if x0 < one.x1 and one.x0 < x1}
            for one in parts
        )
        if low and high and not low & high:
            return [parts[0], *parted_over(parts[1], columns)]
    return [head]


def table_under(heads: HeadLines, lines: Sequence[Line]) -> Table | None:
    """Read the rows that stand under heads, all lines of them; None where they are no rows."""
    valued = [line for line in lines if 2 * sum(map(is_fixed, line[1:])) > len(line) - 1 > 0]
    tell = [one for line in valued for one in line]
    inked = join_runs(((one.x0, one.x1) for one in tell), 0.0)
    # Names of two lines each stand on no line of values.
    tell += [one for line in lines for one in line if not stands_under(one, inked)]
    edges = column_edges(tell, heads.em)
    if len(valued) < LEAST_ROWS or not edges or not all(lines):
        return None
    columns = [
        (min(one.x0 for one in own), max(one.x1 for one in own))
        for at in range(len(edges) + 1)
        if (own := [one for one in tell if _column(one, edges) == at])
    ]
    pieces = [(_column(one, edges), one) for line in lines for one in line]
    rows = rows_of_values(pieces, len(columns), heads.em)
    fixed = [at for at, one in pieces if is_fixed(one)]
    cells = heads.cells(columns, max(1, min(fixed)))
    if not rows or not any(cell.lines for cell in cells):
        return None
    for at, row in enumerate(rows, 1):
        for column, strokes in sorted(row.cells.items()):
            right = len(columns) if row.is_label else column + 1
            cells.append(Cell(at, at + 1, column, right, tuple(make_line([s]) for s in strokes)))
    area = area_of([one for line in lines for one in line])
    table = Table(area, len(rows) + 1, len(columns), tuple(cells), heads=1)
    return table if any(row.is_unsure for row in rows) else join_names(table)


def _column(one: Stroke, edges: Sequence[float]) -> int:
    return sum((one.x0 + one.x1) / 2 > x for x in edges)
