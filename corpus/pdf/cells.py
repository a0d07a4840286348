"""What a table on a printed page is made of: cells that cover rows and columns, with their lines."""

from dataclasses import dataclass

from corpus.pdf.lines import Line
from corpus.pdf.text import Area


@dataclass(frozen=True, slots=True)
class Cell:
    """A table's cell: rows ``top`` to ``bottom`` and columns ``left`` to ``right``, half open."""

    top: int
    bottom: int
    left: int
    right: int
    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        return "".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class Table:
    area: Area
    rows: int
    columns: int
    cells: tuple[Cell, ...]
    heads: int = 0  # rows at its top that are known to name its columns
