"""A table without rules between its rows in, with names that stand beside several rows theirs.

Such a name stands at the middle of its rows, and so looks like a label between two of them. It is
a name only where every row of the table has one.
"""

from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from corpus.pdf.cells import Cell, Table

NEAR = 0.4  # em from a name to the middle of its rows

Row = tuple[int, float]  # its number, and where the middle of its cells is
Group = tuple[Cell, int, int]  # a name, the first and the last of its rows


def join_names(table: Table) -> Table:
    """Return a table whose labels, or few names, are of several rows, if all its rows have names
    then.
    """
    under = [cell for cell in table.cells if cell.top > 0 and cell.lines]
    labels = [cell for cell in under if cell.right - cell.left == table.columns > 1]
    names = sorted(labels + [cell for cell in under if cell.right == 1], key=lambda one: one.top)
    rows = [
        (at, median(line.middle for cell in inside for line in cell.lines))
        for at in range(1, table.rows)
        if (inside := [one for one in under if one.top == at and one.left > 0])
    ]
    if not labels and len(names) >= len(rows):
        return table
    # Names of several lines may stand at the top of their row, but of none of two rows.
    groups = _groups(names, rows, own=False) or _groups(names, rows, own=True)
    if groups is None:
        return table
    places = {row: at for at, (row, _) in enumerate(rows, 1)}
    head = [cell for cell in table.cells if cell.top == 0]
    rest = [
        replace(cell, top=places[cell.top], bottom=places[cell.top] + 1)
        for cell in under
        if cell.left > 0
    ]
    named = [Cell(first + 1, last + 2, 0, 1, name.lines) for name, first, last in groups]
    return replace(table, rows=len(rows) + 1, cells=(*head, *named, *rest))


def _groups(names: Sequence[Cell], rows: Sequence[Row], *, own: bool) -> list[Group] | None:
    """Return which rows each name stands at the middle of, or which it is its ``own`` row's alone;
    None where one has no name.
    """
    groups: list[Group] = []
    first = 0
    for name in names:
        middle = (name.lines[0].middle + name.lines[-1].middle) / 2
        near = NEAR * name.lines[0].em
        last = next(
            (
                last
                for last in range(first, len(rows))
                if own
                and rows[last][0] == name.top == rows[first][0]
                or abs((rows[first][1] + rows[last][1]) / 2 - middle) <= near
            ),
            None,
        )
        if last is None:
            return None
        groups.append((name, first, last))
        first = last + 1
    return groups if first == len(rows) else None
