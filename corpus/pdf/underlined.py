"""A page's rules in, the tables out whose heads are underlined, each column's by a rule of its own.

The rules tell the columns, and those over several of them what a head spans. Rows are taken as far
down as all that stands there keeps to the columns.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from corpus.pdf.cell_rows import is_value
from corpus.pdf.cells import Cell, Table
from corpus.pdf.items import are_overprinted, area_of
from corpus.pdf.lines import make_line, make_stroke
from corpus.pdf.row_names import join_names
from corpus.pdf.row_values import Piece, ValueRow, rows_of_values
from corpus.pdf.text import Area, Glyph
from corpus.pdf.underlined_heads import ALIKE, NO_ROW, Heads, read_heads
from corpus.pdf.underlines import (
    FROM_RULE,
    LEVEL,
    is_upper,
    levels_of,
    lines_up,
    meets,
    parted,
    with_first,
    words_of,
)
from corpus.tables import DASHES

TOUCHING = 0.15  # em: characters that stand closer belong to one word
MOSTLY = 0.65  # of a word: so much of it stands in its column
FAR = 2.0  # em from a table's last row to a page's number
FIRST_LINES = 3  # under the heads: the values there tell how large rows are set
ROW_STEP = 3.5  # em from line to line of a table


@dataclass(frozen=True, slots=True)
class Underlined:
    """A table, and the characters that it takes."""

    table: Table
    glyphs: frozenset[int]


def underlined_tables(
    rules: Sequence[Area], glyphs: Sequence[Glyph], page: int
) -> Iterator[Underlined]:
    levels = levels_of(rules)
    upright = [rule for rule in rules if rule.height > max(rule.width, LEVEL)]
    taken: set[int] = set()
    for at, parts in enumerate(levels):
        if (
            len(parts) < 2
            or is_upper(levels, at, glyphs)
            or any(meets(rule, parts) for rule in upright)
        ):
            continue
        left = [glyph for glyph in glyphs if id(glyph) not in taken and not glyph.angle]
        levels[at] = parted(with_first(parts, left), levels[:at], left)
        found = read_heads(levels, at, left, page)
        if found and (table := _table(found, levels, left, page)):
            taken |= table.glyphs
            yield table


def _table(
    heads: Heads, levels: Sequence[Sequence[Area]], glyphs: Sequence[Glyph], page: int
) -> Underlined | None:
    """Read the rows under heads; None where there are none with values."""
    pieces = _pieces(heads, levels, glyphs, page)
    rows = rows_of_values(pieces, len(heads.parts), heads.em)
    while rows and (rows[-1].is_label or _is_page_number(rows, heads.em)):
        rows.pop()
    if not any(len(row.cells) > 1 for row in rows):
        return None
    columns = len(heads.parts)
    cells = [
        Cell(0, 1, at, at + 1, tuple(make_line([one]) for one in lines))
        for at, lines in enumerate(heads.lines)
    ]
    for at, row in enumerate(rows, 1):
        for column, strokes in sorted(row.cells.items()):
            right = columns if row.is_label else column + 1
            cells.append(Cell(at, at + 1, column, right, tuple(make_line([s]) for s in strokes)))
    used = [g for row in rows for strokes in row.cells.values() for s in strokes for g in s.glyphs]
    used += heads.glyphs
    area = area_of(used)
    x0, x1 = min(area.x0, heads.parts[0].x0), max(area.x1, heads.parts[-1].x1)
    area = Area(x0, area.y0, x1, area.y1)
    table = Table(area, len(rows) + 1, columns, tuple(cells), heads=1)
    table = table if any(row.is_unsure for row in rows) else join_names(table)
    return Underlined(table, frozenset(map(id, used)))


def _is_page_number(rows: Sequence[ValueRow], em: float) -> bool:
    """Whether the last row is but one figure, far under the others."""
    last = rows[-1]
    above = rows[-2].middle if len(rows) > 1 else last.middle
    strokes = [one for lines in last.cells.values() for one in lines]
    return len(strokes) == 1 and is_value(strokes[0]) and last.middle - above > FAR * em


def _pieces(
    heads: Heads, levels: Sequence[Sequence[Area]], glyphs: Sequence[Glyph], page: int
) -> list[Piece]:
    """Return what stands under heads, piece by piece with its column, as far as it keeps to them.

    Words that are printed over one another are left out: no row is sure to have them.
    """
    y, em, edges = heads.parts[0].y0, heads.em, heads.edges
    x0, x1 = heads.parts[0].x0 - em, heads.parts[-1].x1 + em
    below = [glyph for glyph in glyphs if glyph.middle > y and x0 < glyph.x1 and glyph.x0 < x1]
    pieces: list[Piece] = []
    held: list[Piece] = []  # a title or a note, unless rows follow
    edge, limit = y, FROM_RULE * em
    lines = lines_up(below, em)[::-1]
    first = [_in_columns(line, edges, em, page) or [] for line in lines[:FIRST_LINES]]
    size = max([em, *(_size_of_values(line) for line in first)])
    for line in lines:
        found = _in_columns(line, edges, em, page)
        foot = max(glyph.y1 for glyph in line)
        if line[0].x0 < x0 or line[-1].x1 > x1 or not found:
            break
        if min(glyph.y0 for glyph in line) - edge > limit or _is_larger(found, size):
            break
        if _are_next_heads(found, levels, foot, em):
            break
        held += [
            (at, one)
            for at, one in found
            if not are_overprinted([glyph.box for glyph in one.glyphs])
        ]
        if len(found) > 1 or not NO_ROW.match(found[0][1].text):
            pieces, held = [*pieces, *held], []
        edge, limit = foot, ROW_STEP * em
    return pieces


def _in_columns(
    line: Sequence[Glyph], edges: Sequence[float], em: float, page: int
) -> list[Piece] | None:
    """Part a line at the columns' edges; None where a word reaches over one."""
    places: dict[int, list[Glyph]] = {}
    for word in words_of(line, TOUCHING * em):
        over: dict[int, list[Glyph]] = {}
        for glyph in word:
            over.setdefault(sum((glyph.x0 + glyph.x1) / 2 > x for x in edges), []).append(glyph)
        most = max(over, key=lambda at: len(over[at]))
        if len(over[most]) < MOSTLY * len(word) or len(over) > 2:
            return None
        places.setdefault(most, []).extend(word)
    return [(at, make_stroke(inside, page)) for at, inside in sorted(places.items())]


def _size_of_values(found: Sequence[Piece]) -> float:
    """Return how large a line's values are set, 0 where it has but one."""
    values = [one.em for _, one in found if is_value(one)]
    return median(values) if len(values) > 1 else 0.0


def _is_larger(found: Sequence[Piece], em: float) -> bool:
    """Whether a line is set larger than a table, as titles and text are, and holds no values."""
    larger = median(one.em for _, one in found) > (1 + ALIKE) * em
    return larger and sum(is_value(one) for _, one in found) < 2


def _are_next_heads(
    found: Sequence[Piece], levels: Sequence[Sequence[Area]], foot: float, em: float
) -> bool:
    """Whether a line's words, but for the first column, are underlined: the next table's heads."""
    words = [one for at, one in found if at and not is_value(one) and not DASHES.match(one.text)]
    near = [rule for level in levels for rule in level if -LEVEL < rule.y0 - foot < em]
    under = [one for one in words if any(r.x0 - em < one.x0 and one.x1 < r.x1 + em for r in near)]
    return len(under) > 1 and len(under) == len(words)
