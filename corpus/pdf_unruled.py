"""A column's rows in, the table without rules that begins with them out, if one does.

Its rows are short cells with white between them. Heads may take several lines, and one may stand
over several columns: each column gets all that stand over it.
"""

import re
from collections.abc import Sequence

from corpus.pdf_frames import Cell, Table
from corpus.pdf_items import Item, is_cell_row
from corpus.pdf_lines import Stroke, make_line, make_stroke
from corpus.pdf_text import Area, Glyph
from corpus.tables import VALUE, YEAR, is_header

LEAST_TABLE_ROWS = 3
MOST_HEAD_LINES = 4
CELL_WHITE, HEAD_WHITE = 1.2, 0.6  # em between cells; heads are longer than what they name
MOSTLY = 0.65  # of its characters: so much of a stroke stands in the column it belongs to
NO_HEAD = re.compile(r"[。，；：:]|^(?:续?附?表|图)\s?[\d一二三四五六七八九十]|单位")

Row = tuple[Item, ...]


def find_unruled(rows: Sequence[Row], body: float, goes_on: int = 0) -> tuple[Table, int] | None:
    """Return a table that begins with the first row, and how many rows it takes.

    ``goes_on`` is how many columns the table has that the page before ended with, if one did.
    """
    return _under_heads(rows, body) or _under_one_row(rows, body) or _last_rows(rows, body, goes_on)


def _under_heads(rows: Sequence[Row], body: float) -> tuple[Table, int] | None:
    """Read a table under heads of several lines."""
    for count in range(2, MOST_HEAD_LINES + 1):
        data = _run(rows[count:], body, CELL_WHITE)
        while data and not _has_values(data[-1]):
            data.pop()
        if len(data) < LEAST_TABLE_ROWS - 1 or not all(map(_has_values, data[:2])):
            continue
        edges = _column_edges([one for row in data for one in row], body)
        heads = [_whole_words(row, body) for row in rows[:count]]
        centers = _centers(data, edges)
        if edges and all(_is_head(one) for row in rows[:count] for one in row):
            places = [_head_places(row, centers, body) for row in heads]
            if _are_heads(heads, places, data, len(edges), body):
                return _table(heads, places, data, edges), count + len(data)
    return None


def _is_head(item: Item) -> bool:
    if not isinstance(item, Stroke) or item.vertical or NO_HEAD.search(item.text):
        return False
    return not VALUE.match(item.text) or bool(YEAR.match(item.text))


def _whole_words(row: Row, body: float) -> list[Stroke]:
    """A line's words; one that is spread (项　目) is whole again."""
    words: list[Stroke] = []
    for one in (one for one in row if isinstance(one, Stroke)):
        before = words[-1] if words else None
        single = before is not None and len(before.text) == len(one.text) == 1
        if before is not None and single and one.x0 - before.x1 < 3 * body:
            words[-1] = make_stroke([*before.glyphs, *one.glyphs], one.page)
        else:
            words.append(one)
    return words


def _has_values(row: Sequence[Stroke]) -> bool:
    """Whether most of a row's cells but the first are values."""
    rest = [one.text for one in row[1:]]
    values = sum(bool(VALUE.match(text)) and not YEAR.match(text) for text in rest)
    return values > len(rest) / 2


def _are_heads(
    heads: Sequence[Sequence[Stroke]],
    places: Sequence[Sequence[range]],
    data: Sequence[Sequence[Stroke]],
    last: int,
    body: float,
) -> bool:
    """Whether lines stand closely over a table and name its columns: no title, no paragraph."""
    rows = [*heads, data[0]]
    if any(low[0].y0 - high[0].y1 > 1.2 * body for high, low in zip(rows, rows[1:], strict=False)):
        return False
    first = places[0]
    if len(first) == 1 and (0 in first[0] or len(first[0]) < 2):
        return False
    named = {column for line in places for place in line for column in place}
    texts = [one.text for line in heads for one in line]
    return named >= set(range(1, last + 1)) and is_header(texts)


def _head_places(heads: Sequence[Stroke], centers: Sequence[float], body: float) -> list[range]:
    """Return the columns that each head of a line stands over."""
    middles = [(head.x0 + head.x1) / 2 for head in heads]
    nearest = [
        min(range(len(heads)), key=lambda at: abs(middles[at] - center)) for center in centers
    ]
    places: list[range] = []
    for at, middle in enumerate(middles):
        over = [column for column, head in enumerate(nearest) if head == at]
        while len(over) > 1 and abs((centers[over[0]] + centers[over[-1]]) / 2 - middle) > 2 * body:
            farther = abs(centers[over[0]] - middle) > abs(centers[over[-1]] - middle)
            over = over[1:] if farther else over[:-1]
        own = over or [min(range(len(centers)), key=lambda column: abs(centers[column] - middle))]
        places.append(range(own[0], own[-1] + 1))
    return places


def _centers(rows: Sequence[Sequence[Stroke]], edges: Sequence[float]) -> list[float]:
    cells: dict[int, list[Stroke]] = {}
    for one in (one for row in rows for one in row):
        cells.setdefault(sum((one.x0 + one.x1) / 2 > edge for edge in edges), []).append(one)
    return [
        (min(one.x0 for one in inside) + max(one.x1 for one in inside)) / 2
        for _, inside in sorted(cells.items())
    ]


def _table(
    heads: Sequence[Sequence[Stroke]],
    places: Sequence[Sequence[range]],
    data: Sequence[Sequence[Stroke]],
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
    return _with_rows(cells, data, edges, heads[0][0], 1)


def _under_one_row(rows: Sequence[Row], body: float) -> tuple[Table, int] | None:
    run = _run(rows, body, HEAD_WHITE)
    edges = _column_edges([one for row in run[1:] for one in row], body)
    if len(run) < LEAST_TABLE_ROWS or not edges or not _has_figures(run):
        return None
    return _with_rows([], run, edges, run[0][0], 0), len(run)


def _last_rows(rows: Sequence[Row], body: float, columns: int) -> tuple[Table, int] | None:
    """Read what a page's end left of a table: a row is enough where its columns are known."""
    run = _run(rows, body, CELL_WHITE)
    edges = _column_edges([one for row in run for one in row], body)
    if not run or not columns or len(edges) + 1 != columns or not _has_figures(run):
        return None
    return _with_rows([], run, edges, run[0][0], 0), len(run)


def _run(rows: Sequence[Row], body: float, first_white: float) -> list[list[Stroke]]:
    """Return the rows of cells that stand at the top."""
    run: list[list[Stroke]] = []
    for row in rows:
        strokes = [item for item in row if isinstance(item, Stroke)]
        white = first_white if not run else CELL_WHITE
        if len(strokes) < len(row) or not is_cell_row(strokes, white * body):
            break
        run.append(strokes)
    return run


def _with_rows(
    cells: list[Cell],
    rows: Sequence[Sequence[Stroke]],
    edges: Sequence[float],
    first: Stroke,
    top: int,
) -> Table:
    for at, row in enumerate(rows, top):
        places: dict[int, list[Glyph]] = {}
        for stroke in row:
            for place, glyphs in _split(stroke, edges).items():
                places.setdefault(place, []).extend(glyphs)
        cells = cells + [
            Cell(at, at + 1, place, place + 1, (make_line([make_stroke(inside, row[0].page)]),))
            for place, inside in sorted(places.items())
        ]
    last = rows[-1][-1]
    area = Area(first.x0, first.y0, last.x1, last.y1)
    return Table(area, top + len(rows), len(edges) + 1, tuple(cells))


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


def _column_edges(strokes: Sequence[Stroke], body: float) -> list[float]:
    edges: list[float] = []
    reached: float | None = None
    for stroke in sorted(strokes, key=lambda stroke: stroke.x0):
        if reached is not None and stroke.x0 - reached >= 0.8 * body:
            edges.append((reached + stroke.x0) / 2)
        reached = stroke.x1 if reached is None else max(reached, stroke.x1)
    return edges


def _has_figures(rows: Sequence[Sequence[Stroke]]) -> bool:
    cells = [stroke.text for row in rows for stroke in row[1:]]
    return sum(any(char.isdigit() for char in cell) for cell in cells) >= 0.4 * len(cells)
