"""The cells between a table's rules in, the table out: a row that holds several is parted.

Upright rules alone part no rows: the figures that stand below one another tell them then, with
what stands beside these.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from corpus.pdf.cells import Cell, Table
from corpus.pdf.lines import Line, Stroke, make_line
from corpus.pdf.row_names import join_names
from corpus.pdf.row_values import rows_of_values
from corpus.pdf.text import Area
from corpus.tables import MONEY

RATE = re.compile(r"[-+−]?\d[\d.,]*[%％]$")
LEAST_FIGURES = 3  # where but one column has any


@dataclass(frozen=True, slots=True)
class Slot:
    """What stands between rules, line by line, in rows ``top`` to ``bottom``, half open."""

    top: int
    bottom: int
    left: int
    right: int
    lines: tuple[Stroke, ...]

    def cell(self, top: int, bottom: int) -> Cell:
        return Cell(top, bottom, self.left, self.right, tuple(make_line([s]) for s in self.lines))


def split_rows(area: Area, slots: Sequence[Slot], rows: int, columns: int) -> Table:
    """Return the table of these cells, without rows in which nothing stands: their rules are a hair
    apart.
    """
    cells: list[Cell] = []
    tops = [0]
    for row in range(rows):
        inside = [slot for slot in slots if (slot.top, slot.bottom) == (row, row + 1)]
        held = any(slot.lines for slot in slots if slot.top <= row < slot.bottom)
        count, parted = _parted(inside, columns, area) if held else (0, [])
        cells += [
            replace(cell, top=cell.top + tops[-1], bottom=cell.bottom + tops[-1]) for cell in parted
        ]
        tops.append(tops[-1] + count)
    tall = [slot for slot in slots if slot.bottom - slot.top > 1]
    cells += [slot.cell(tops[slot.top], tops[slot.bottom]) for slot in tall]
    # What is empty may be of no square shape and hold others in its corners.
    return Table(area, tops[-1], columns, tuple(sorted(cells, key=lambda cell: bool(cell.lines))))


def _parted(slots: Sequence[Slot], columns: int, area: Area) -> tuple[int, list[Cell]]:
    """Return how many rows stand between two rules, and their cells."""
    levels = _levels(slots)
    if len(levels) == 1:
        return 1, [slot.cell(0, 1) for slot in slots]
    ends = {slot.left: slot.right for slot in slots}
    pieces = [(slot.left, line) for slot in slots for line in slot.lines]
    rows = rows_of_values(pieces, columns, median(line.em for _, line in pieces))
    cells = [
        Cell(at, at + 1, left, columns if row.is_label else ends[left], tuple(map(_line, lines)))
        for at, row in enumerate(rows, 1)
        for left, lines in sorted(row.cells.items())
    ]
    if not rows:
        return len(levels), [cell for slot in slots for cell in _at_levels(slot, levels)]
    table = Table(area, len(rows) + 1, columns, tuple(cells))
    if not any(row.is_unsure for row in rows):
        table = join_names(table)
    return table.rows - 1, [
        replace(cell, top=cell.top - 1, bottom=cell.bottom - 1) for cell in table.cells
    ]


def _line(stroke: Stroke) -> Line:
    return make_line([stroke])


def _at_levels(slot: Slot, levels: Sequence[float]) -> list[Cell]:
    """Part a cell's lines at heights."""
    return [
        replace(slot, lines=tuple(one for one in slot.lines if low <= one.middle < high)).cell(
            at, at + 1
        )
        for at, (low, high) in enumerate(zip(levels, [*levels[1:], float("inf")], strict=True))
    ]


def _levels(slots: Sequence[Slot]) -> list[float]:
    """Return the heights at which the rows begin that a row's cells hold line by line."""
    columns = [slot.lines for slot in slots if _are_figures(slot.lines)]
    longest = max(columns, key=len, default=())
    if len(columns) < 2 and not _are_named(longest, slots):
        return [float("-inf")]
    return [float("-inf"), *(line.middle - line.em / 2 for line in longest[1:])]


def _are_named(figures: Sequence[Stroke], slots: Sequence[Slot]) -> bool:
    """Whether the only figures of a row are several, each with words beside it in one column."""
    return len(figures) >= LEAST_FIGURES and any(
        slot.lines is not figures
        and all(any(abs(a.middle - b.middle) < b.em / 2 for a in slot.lines) for b in figures)
        for slot in slots
    )


def _are_figures(lines: Sequence[Stroke]) -> bool:
    """Whether a cell holds a figure a line, under its head or without."""
    figures = [bool(MONEY.match(line.text)) for line in lines]
    rates = [bool(RATE.match(line.text)) for line in lines]
    return any(all(told[1:]) and sum(told) > 1 for told in (figures, rates))
