"""A column's rows in, the table without rules that begins with them out, if one does.

Its rows are short cells with white between them. Heads may take several lines, and one may stand
over several columns: each column gets all that stand over it.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from corpus.pdf.cell_rows import (
    CLEARLY,
    CellRow,
    column_edges,
    is_value,
    may_be_head,
    plain_rows,
    whole_words,
    wrapped_rows,
)
from corpus.pdf.cells import Cell, Table
from corpus.pdf.cut_rows import Begun
from corpus.pdf.head_places import head_places
from corpus.pdf.items import Item, Run, area_of
from corpus.pdf.lines import Line, Stroke, make_line, make_stroke
from corpus.pdf.open_lists import open_list
from corpus.pdf.row_names import join_names
from corpus.pdf.text import Area, Glyph
from corpus.pdf.under_heads import parted_over
from corpus.tables import DASHES, is_header

LEAST_TABLE_ROWS = 3
MOST_HEAD_LINES = 6
MOST_LABELS = 2  # over a table's first row
HEAD_STEP = 1.2  # em of white between lines of heads, or as between rows
HEAD_WHITE = 0.6  # em between heads, which are longer than what they name
LARGER = 1.1  # times: so much larger is a title
MOSTLY = 0.65  # of its characters: so much of a stroke stands in the column it belongs to
NEAR_FIGURES = 12  # rows: a table has figures in some of its first ones
CAPTION = re.compile(r"(?:续?附?表|图)\s?[\d一二三四五六七八九十]")
NO_HEAD = re.compile(rf"[。，；：:]|^{CAPTION.pattern}|单位(?![\u4e00-\u9fff])")
FIGURE = re.compile(r"(?<!\d)(?!(?:19|20)\d\d(?!\d))\d+(?!\d|月)")

Row = tuple[Item, ...]


def find_unruled(
    rows: Sequence[Row], body: float, begun: Begun | None = None
) -> tuple[Table, int] | None:
    """Return a table that begins with the first row, and how many rows it takes.

    ``begun`` is the table that the page before ended with, if one did.
    """
    if not _may_begin(rows, body) or CAPTION.match(_text_of(rows[0])):
        return None
    lines = plain_rows(rows, body, HEAD_WHITE)
    wrapped, taken = wrapped_rows(rows, body, HEAD_WHITE)
    columns = len(begun.columns) if begun else 0
    return (
        (begun and find_list(rows, body, begun))
        or find_list(rows, body)
        or _under_one_row(wrapped, taken, body, all_named=True)
        or _under_heads(rows, body)
        or _under_one_row(wrapped, taken, body)
        or _under_one_row(lines, len(lines), body)
        or _last_rows(wrapped, taken, body, columns)
        or _last_rows(lines, len(lines), body, columns)
    )


def find_list(
    rows: Sequence[Row], body: float, begun: Begun | None = None
) -> tuple[Table, int] | None:
    """Return a list that begins, or goes on, with the first row and whose rows values tell."""
    found = open_list(rows, body, HEAD_WHITE, begun)
    if found is None:
        return None
    top = 1 if found.heads else 0
    cells = [Cell(0, 1, at, at + 1, (make_line([head]),)) for at, head in enumerate(found.heads)]
    for at, row in enumerate(found.rows, top):
        for column, strokes in sorted(row.cells.items()):
            lines = tuple(make_line([one]) for one in strokes)
            cells.append(Cell(at, at + 1, column, column + 1, lines))
    area = area_of([one for row in rows[: found.taken] for one in row])
    columns = len(begun.columns) if begun else len(found.heads)
    return Table(area, len(found.rows) + top, columns, tuple(cells), heads=top), found.taken


def _text_of(row: Row) -> str:
    return "".join(one.text for one in row if isinstance(one, Stroke))


def _may_begin(rows: Sequence[Row], body: float) -> bool:
    """Whether figures stand in rows of cells near the top: what else there is takes longer."""
    near = [whole_words(row, body) for row in rows[: MOST_HEAD_LINES + NEAR_FIGURES]]
    return any(
        char.isdigit() for line in near if len(line) > 1 for one in line for char in one.text
    )


def _under_heads(rows: Sequence[Row], body: float) -> tuple[Table, int] | None:
    """Read a table under heads of several lines, or of one where one stands over several columns."""
    for count in range(1, MOST_HEAD_LINES + 1):
        heads: list[Sequence[Stroke]] = [whole_words(row, body) for row in rows[:count]]
        if count == 1 and any(FIGURE.search(one.text) for one in heads[0]):
            continue  # over several columns, without heads under it, stand but words and years
        if not all(_is_head(one) for row in rows[:count] for one in row):
            break
        data, taken = _valued_rows(rows[count:], body)
        if len(data) < LEAST_TABLE_ROWS - 1 or not (edges := _edges(data, body)):
            continue
        columns = _columns(data, edges)
        heads = [[part for one in line for part in parted_over(one, columns)] for line in heads]
        places = head_places(heads, columns, body)
        if places and _are_heads(heads, places, data, columns, body):
            return _table(heads, places, data, edges), count + taken
    return None


def _valued_rows(rows: Sequence[Row], body: float) -> tuple[list[CellRow], int]:
    """Return the rows at the top, the first two with values, and how many lines they take.

    Labels may stand over the first one.
    """
    labels = 0
    while labels < len(rows) and labels < MOST_LABELS and len(whole_words(rows[labels], body)) == 1:
        labels += 1
    data, taken = wrapped_rows(rows[labels:], body)
    if not data:
        data = plain_rows(rows[labels:], body)
        taken = len(data)
    while data and not _has_values(data[-1]):
        taken -= len(data.pop().lines)
    cells = [row for row in data if not row.is_label]
    if len(cells) < LEAST_TABLE_ROWS - 1 or not all(map(_has_values, cells[:2])):
        return [], 0
    over = [CellRow((whole_words(row, body),)) for row in rows[:labels]]
    return [*over, *data], labels + taken


def _columns(rows: Sequence[CellRow], edges: Sequence[float]) -> list[Run]:
    """Return where each column's cells begin and end."""
    cells: dict[int, list[Stroke]] = {}
    for one in (one for row in rows if not row.is_label for one in row.strokes):
        cells.setdefault(_column_of(one, edges), []).append(one)
    return [
        (min(one.x0 for one in inside), max(one.x1 for one in inside))
        for _, inside in sorted(cells.items())
    ]


def _is_head(item: Item) -> bool:
    if not isinstance(item, Stroke) or item.vertical or NO_HEAD.search(item.text):
        return False
    return may_be_head(item)


def _has_values(row: CellRow) -> bool:
    """Whether most of a row's cells but the first are values."""
    rest = row.cells[1:]
    return sum(map(is_value, rest)) > len(rest) / 2


def _are_heads(
    heads: Sequence[Sequence[Stroke]],
    places: Sequence[Sequence[range]],
    data: Sequence[CellRow],
    columns: Sequence[Run],
    body: float,
) -> bool:
    """Whether lines stand closely over a table and name its columns: no title, no paragraph."""
    rows = [*heads, data[0].cells]
    between_rows = data[1].cells[0].y0 - data[0].cells[0].y1
    far = max(HEAD_STEP * body, CLEARLY * between_rows)
    if any(low[0].y0 - high[0].y1 > far for high, low in pairwise(rows)):
        return False
    first = places[0]
    rest = [one for line in heads[1:] for one in line]
    if len(first) == 1 and (
        len(first[0]) < 2
        or _is_title(heads[0][0], first[0], columns)
        or _stands_out(heads[0][0], rest)
    ):
        return False
    named = {column for line in places for place in line for column in place}
    texts = [one.text for line in heads for one in line]
    return named >= set(range(1, len(columns))) and is_header(texts)


def _is_title(head: Stroke, place: range, columns: Sequence[Run]) -> bool:
    """Whether what stands over all columns stands at the middle of the table, names of rows too."""
    whole, values = (
        abs(head.x0 + head.x1 - columns[first][0] - columns[-1][1]) for first in (0, 1)
    )
    return 0 in place or len(place) == len(columns) - 1 and whole < values


def _stands_out(one: Stroke, others: Sequence[Stroke]) -> bool:
    """Whether a line is set larger than the heads under it, or bold where these are not."""
    larger = all(one.em > LARGER * other.em for other in others)
    return bool(others) and (larger or one.bold and not any(other.bold for other in others))


def _column_of(one: Stroke, edges: Sequence[float]) -> int:
    return sum((one.x0 + one.x1) / 2 > edge for edge in edges)


def _table(
    heads: Sequence[Sequence[Stroke]],
    places: Sequence[Sequence[range]],
    data: Sequence[CellRow],
    edges: Sequence[float],
) -> Table:
    named = [
        (place, head)
        for line in zip(places, heads, strict=True)
        for place, head in zip(*line, strict=True)
    ]
    cells = [
        Cell(
            0,
            1,
            column,
            column + 1,
            tuple(make_line([head]) for place, head in named if column in place),
        )
        for column in range(len(edges) + 1)
    ]
    return replace(_with_rows(cells, data, edges, heads[0][0], 1), heads=1)


def _under_one_row(
    rows: Sequence[CellRow], taken: int, body: float, *, all_named: bool = False
) -> tuple[Table, int] | None:
    edges = _edges(rows[1:], body)
    if len(rows) < LEAST_TABLE_ROWS or not edges:
        return None
    named = not any(map(is_value, rows[0].cells)) and len(rows[0].cells) > len(edges)
    if all_named and not named:
        return None
    if not any(map(is_value, rows[0].cells)) and not _are_own_heads(rows, edges, body):
        return None
    if not _has_figures(rows) and not (named and _has_values_below(rows[1:], edges)):
        return None
    return _with_rows([], rows, edges, rows[0].cells[0], 0), taken


def _are_own_heads(rows: Sequence[CellRow], edges: Sequence[float], body: float) -> bool:
    """Whether each head of a table's first row surely stands over one column alone."""
    heads = rows[0].cells
    if len(heads) > len(edges):
        return True
    places = head_places([heads], _columns(rows[1:], edges), body)
    return places is not None and all(len(span) == 1 for span in places[0])


def _last_rows(
    rows: Sequence[CellRow], taken: int, body: float, columns: int
) -> tuple[Table, int] | None:
    """Read what a page's end left of a table: a row is enough where its columns are known."""
    edges = _edges(rows, body)
    if not rows or not columns or len(edges) + 1 != columns:
        return None
    if not _has_figures(rows) and not _has_values_below(rows, edges):
        return None
    return _with_rows([], rows, edges, rows[0].cells[0], 0), taken


def _edges(rows: Sequence[CellRow], body: float) -> list[float]:
    return column_edges([one for row in rows if not row.is_label for one in row.strokes], body)


def _with_rows(
    cells: list[Cell],
    rows: Sequence[CellRow],
    edges: Sequence[float],
    first: Stroke,
    top: int,
) -> Table:
    for at, row in enumerate(rows, top):
        if row.is_label:
            cells = [*cells, Cell(at, at + 1, 0, len(edges) + 1, (make_line(row.cells),))]
            continue
        places: dict[int, list[Line]] = {}
        for line in row.lines:
            for place, glyphs in _places_of(line, edges).items():
                places.setdefault(place, []).append(make_line([make_stroke(glyphs, line[0].page)]))
        cells = cells + [
            Cell(at, at + 1, place, place + 1, tuple(lines))
            for place, lines in sorted(places.items())
        ]
    last = rows[-1].strokes[-1]
    area = Area(first.x0, first.y0, last.x1, last.y1)
    return join_names(Table(area, top + len(rows), len(edges) + 1, tuple(cells)))


def _places_of(line: Sequence[Stroke], edges: Sequence[float]) -> dict[int, list[Glyph]]:
    places: dict[int, list[Glyph]] = {}
    for stroke in line:
        for place, glyphs in _split(stroke, edges).items():
            places.setdefault(place, []).extend(glyphs)
    return places


def _split(stroke: Stroke, edges: Sequence[float]) -> dict[int, list[Glyph]]:
    """Part a stroke at columns' edges; one that but reaches over an edge stays whole."""
    places: dict[int, list[Glyph]] = {}
    for glyph in stroke.glyphs:
        middle = (glyph.x0 + glyph.x1) / 2
        places.setdefault(sum(middle > edge for edge in edges), []).append(glyph)
    most = max(places, key=lambda place: len(places[place]))
    if len(places[most]) >= MOSTLY * len(stroke.glyphs):
        return {most: list(stroke.glyphs)}
    return places


def _has_figures(rows: Sequence[CellRow]) -> bool:
    cells = [stroke.text for row in rows for stroke in row.cells[1:]]
    figures = [any(map(str.isdigit, cell)) or bool(DASHES.match(cell)) for cell in cells]
    return sum(figures) >= 0.4 * len(cells) and any(map(str.isdigit, "".join(cells)))


def _has_values_below(rows: Sequence[CellRow], edges: Sequence[float]) -> bool:
    """Whether a column beside words holds a value in each row."""
    if len(edges) < 2:
        return False
    values = [
        {sum((one.x0 + one.x1) / 2 > edge for edge in edges) for one in row.cells if is_value(one)}
        for row in rows
    ]
    return bool(set.intersection(*values) - {0})
