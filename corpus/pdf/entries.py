"""The columns of a page in, what each holds out: its lines, its tables said row by row.

Captions stand apart from the text they interrupt, and so do the columns of a box.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.page.articles import BYLINE
from corpus.page.reflow import Paragraph
from corpus.pdf.cells import Table
from corpus.pdf.columns import find_columns
from corpus.pdf.cut_rows import Begun, LastRow, columns_of, repeated_heads, rest_of_row
from corpus.pdf.frames import Framed
from corpus.pdf.items import SMALL, Block, Column, Cut, Item, find_rows
from corpus.pdf.lines import Line, Stroke, make_line
from corpus.pdf.paragraphs import Entry
from corpus.pdf.tables import Heads, say_table
from corpus.pdf.text import Area
from corpus.pdf.unruled import find_list, find_unruled
from corpus.tables import UNIT_LINE

SHORT = 2.0  # em that a caption's last line leaves free: text of its size stands under it
UNDER = 1.8  # em below its picture, at most
LINES_OVER = 3  # lines over a table that may name its unit and its year
REST = re.compile(r"[（(]\s*续\s*表?\s*\d*\s*[）)]$|^续\s*表")
CREDIT = re.compile("^图|[摄图绘影][）)】]?$")
EDGE = 0.09  # of the page's height
CUTS: tuple[Cut, ...] = ("column", "across", "rule", "start")  # each parts more than those before
BOXES, PARTS = 100, 1000  # numbers kept for the boxes of a page, for the captions of a box


@dataclass(frozen=True, slots=True)
class PrintedColumn:
    """What a column holds; ``part`` is 0 for the page itself, else the number of what is apart."""

    entries: tuple[Entry, ...]
    cut: Cut
    part: int = 0


def read_columns(
    framed: Framed,
    strokes: Sequence[Stroke],
    rules: Sequence[Area],
    body: float,
    said: "TableWriter",
    height: float,
) -> Iterator[PrintedColumn]:
    """Read a page's columns, with its tables in their places."""
    boxes = [area for area, _ in framed.boxes]
    outside = [at for at, one in enumerate(framed.tables) if not _is_held(one.area, boxes)]
    blocks = [Block(framed.tables[at].area, "table", at) for at in outside]
    blocks += [Block(area, "box") for area in boxes if not _is_held(area, boxes)]
    pictures = [one for one in whole_pictures(framed) if not _is_held(one, boxes)]
    blocks += [Block(_with_caption(area, strokes, body), "picture") for area in pictures]
    tables = [one.area for one in framed.tables]
    free = [rule for rule in rules if not _is_held(rule, [*boxes, *tables])]
    number = strokes[0].page * BOXES * PARTS if strokes else 0
    said.open_page(height)
    rest, strokes = _rest_over(strokes, tables, said, body)
    if rest:
        yield PrintedColumn(rest, "column")
    columns = find_columns([*strokes, *blocks], free, body, said.begun)
    cut: Cut = "column"
    for column in columns:
        first = column.rows[0][0]
        under = isinstance(first, Block) and first.kind != "table"  # a box or picture parts as well
        cut = max(cut, column.cut, "across" if under else "column", key=CUTS.index)
        entries, captions = _entries(column, framed.tables, said, body)
        if entries:
            yield PrintedColumn(tuple(entries), cut)
            cut = "column"
        for caption in captions:
            number += 1
            yield PrintedColumn(tuple(caption), "start", -number)


def _rest_over(
    strokes: Sequence[Stroke], tables: Sequence[Area], said: "TableWriter", body: float
) -> tuple[tuple[Paragraph, ...], Sequence[Stroke]]:
    """Say the rest of a row that stands over a page's first table; return what else there is."""
    top = min((area.y0 for area in tables), default=0.0)
    rows = find_rows([one for one in strokes if one.y1 < top])
    first = sum(said.is_running(row[0]) for row in rows)
    for skipped in range(min(first, len(rows) - 1) + 1):
        found = said.rest(rows[skipped:], body)
        if found and skipped + found[1] == len(rows):
            taken = {id(one) for row in rows[skipped:] for one in row}
            return said.write(found[0]), [one for one in strokes if id(one) not in taken]
    return (), strokes


def _with_caption(picture: Area, strokes: Sequence[Stroke], body: float) -> Area:
    """A picture with the small lines under it, so that no cut parts them."""
    for line in sorted(strokes, key=lambda stroke: stroke.y0):
        within = picture.x0 - line.em < line.x0 and line.x1 < picture.x1 + line.em
        if (
            within
            and not _names_writer(line.text)
            and line.em <= SMALL * body
            and 0 <= line.y0 - picture.y1 < line.em
        ):
            picture = replace(picture, y1=line.y1)
    return picture


def read_box(
    framed: Framed,
    area: Area,
    strokes: Sequence[Stroke],
    rules: Sequence[Area],
    body: float,
    part: int,
) -> Iterator[PrintedColumn]:
    """Read the columns within a box; its captions stand apart from its text."""
    inside = [rule for rule in rules if _is_held(rule, [area])]
    blocks = [
        Block(one.area, "table", at)
        for at, one in enumerate(framed.tables)
        if _is_held(one.area, [area])
    ]
    pictures = [one for one in whole_pictures(framed) if one != area and _is_held(one, [area])]
    blocks += [Block(_with_caption(one, strokes, body), "picture") for one in pictures]
    number = part * PARTS
    for column in find_columns([*strokes, *blocks], inside, body):
        entries, captions = _entries(column, framed.tables, TableWriter(), body)
        yield PrintedColumn(tuple(entries), column.cut, part)
        for caption in captions:
            number += 1
            yield PrintedColumn(tuple(caption), "start", -number)


def whole_pictures(framed: Framed) -> list[Area]:
    """Return the pictures, without those that are drawn within another."""
    whole = dict.fromkeys(framed.pictures)
    return [one for one in whole if not _is_held(one, framed.pictures)]


def _is_held(area: Area, others: Sequence[Area]) -> bool:
    """Whether an area lies within another one that is larger."""
    return any(
        other != area
        and other.x0 + 1 < (area.x0 + area.x1) / 2 < other.x1 - 1
        and other.y0 + 1 < (area.y0 + area.y1) / 2 < other.y1 - 1
        and other.width * other.height > area.width * area.height
        for other in others
    )


def _entries(
    column: Column, tables: Sequence[Table], said: "TableWriter", body: float
) -> tuple[list[Entry], list[list[Line]]]:
    """Return a column's lines and tables, and the captions that stand among them."""
    entries: list[Entry] = []
    captions: list[list[Line]] = []
    rows = list(column.rows)
    picture: Block | None = None
    pictures = [one for row in rows for one in row if isinstance(one, Block)]
    at = 0
    while at < len(rows):
        first = rows[at][0]
        if isinstance(first, Block):
            if first.kind == "table":
                entries += said.write(tables[first.index])
            picture = first if first.kind == "picture" else None
            at += 1
            continue
        if again := said.heads_again(rows[at:]):
            at += again
            continue
        if found := said.goes_on(rows[at:], body) or find_unruled(rows[at:], body, said.begun):
            table, taken = found
            entries += said.write(table)
            at += taken
            continue
        strokes = [item for item in rows[at] if isinstance(item, Stroke)]
        beside = [one for one in strokes if _is_beside_text(one, strokes, pictures, body)]
        if beside:
            _put_caption(captions, make_line(beside))
            strokes = [one for one in strokes if one not in beside]
            if not strokes:
                at += 1
                continue
        line = make_line(strokes)
        if picture is not None and _is_caption(line, picture, captions, body):
            _put_caption(captions, line)
        else:
            picture = None
            entries.append(line)
            said.see(line)
        at += 1
    return entries, captions


class TableWriter:
    """Says tables with what stands over them, also where a page's end cuts one in two.

    ``whole`` holds the rows that were cut, each under the part of it that was said first.
    """

    def __init__(self) -> None:
        self.above: list[Line] = []
        self.heads: Heads | None = None  # of a table that may go on here
        self.named: Heads | None = None  # of the table before, whatever stands between
        self.last: LastRow | None = None
        self.cut: tuple[Heads, LastRow] | None = None  # where but a row's cells stand after it
        self.whole: dict[Paragraph, Paragraph] = {}
        self.height = 0.0
        self.fresh = False

    def open_page(self, height: float) -> None:
        self.above = []
        if self.cut:
            self.heads, self.cut = self.cut[0], None
        self.height = height
        self.fresh = True

    @property
    def begun(self) -> Begun | None:
        """The table that may go on here, if one does."""
        if self.heads is None or self.above:
            return None
        return Begun(self.last.columns if self.last else columns_of(self.heads.columns), self.last)

    def heads_again(self, rows: Sequence[Sequence[Item]]) -> int:
        """Return how many lines at a page's head repeat the heads of the table that goes on."""
        if self.heads is None or not self.fresh:
            return 0
        return repeated_heads(rows, self.heads.columns)

    def goes_on(self, rows: Sequence[tuple[Item, ...]], body: float) -> tuple[Table, int] | None:
        """Return what stands at a page's head of the table that the page before ended with."""
        begun = self.begun if self.fresh else None
        return begun and find_list(rows, body, begun) or self.rest(rows, body)

    def rest(self, rows: Sequence[Sequence[Item]], body: float) -> tuple[Table, int] | None:
        """Return what stands at a page's head of the row that the page before ended with."""
        return rest_of_row(rows, self.last, body) if self.last and self.fresh else None

    def is_running(self, line: Line | Item) -> bool:
        """Whether a line stands where running heads and page numbers do."""
        top, foot = EDGE * self.height, (1 - EDGE) * self.height
        return self.height > 0 and (line.y1 < top or line.y0 > foot)

    def see(self, line: Line) -> None:
        """Take note of a line that stands over the next table, if one comes."""
        if self.is_running(line):
            return
        self.above = [*self.above, line][-LINES_OVER:]
        table = (self.heads, self.last) if self.heads and self.last else self.cut
        self.cut = table if table and table[1].may_hold(line) else None
        self.heads, self.last, self.fresh = None, None, False

    def write(self, table: Table) -> tuple[Paragraph, ...]:
        last = self.last if self.fresh else None
        before = self.named if self.heads or _is_rest(self.above) else None
        said = say_table(table, self.above, before, last)
        if said.whole and last:
            self.whole[last.said] = said.whole
        self.heads = self.named = said.heads
        self.last = said.last
        self.above, self.fresh, self.cut = [], False, None
        return said.paragraphs


def _is_rest(above: Sequence[Line]) -> bool:
    """Whether the line over a table says that it goes on from the one before (续表)."""
    named = [line.text for line in above if not UNIT_LINE.search(line.text)]
    return bool(named) and REST.search(named[-1]) is not None


def _is_caption(line: Line, picture: Block, captions: list[list[Line]], body: float) -> bool:
    """Whether a line is set small under its picture, or goes on there."""
    if _names_writer(line.text):
        return False
    if line.em > SMALL * body and line.text[0] not in "▲△▼▽图":
        marked = _goes_on(captions, line) and captions[-1][0].text[0] in "▲△▼▽图"
        return marked and (_is_full(captions[-1][-1], picture, body) or _is_set_in(line, picture))
    above = captions[-1][-1].y1 if _goes_on(captions, line) else picture.y1
    return line.y0 - above < UNDER * line.em


def _names_writer(text: str) -> bool:
    """Whether a line is the byline of the text under a picture; a photographer's ends a caption."""
    return bool(BYLINE.match(text)) and not CREDIT.search(text)


def _is_beside_text(
    one: Stroke, row: Sequence[Stroke], blocks: Sequence[Block], body: float
) -> bool:
    """Whether a small line stands right under a picture, beside the text around it."""
    over = [
        block
        for block in blocks
        if block.kind == "picture"
        and block.x0 - body < one.x0
        and one.x1 < block.x1 + body
        and block.middle < one.middle  # a block may hold its caption
    ]
    under = any(one.y0 - block.y1 < UNDER * one.em for block in over)
    within = any(row[-1].x1 < block.x1 + body and row[0].x0 > block.x0 - body for block in over)
    alone = within or any(other.em > SMALL * body for other in row)
    return under and one.em <= SMALL * body and alone and not _names_writer(one.text)


def _put_caption(captions: list[list[Line]], line: Line) -> None:
    captions[-1].append(line) if _goes_on(captions, line) else captions.append([line])


def _is_full(line: Line, picture: Block, body: float) -> bool:
    return line.x1 > picture.x1 - SHORT * body


def _is_set_in(line: Line, picture: Block) -> bool:
    return line.x0 > picture.x0 + line.em and line.x1 < picture.x1 - line.em


def _goes_on(captions: list[list[Line]], line: Line) -> bool:
    last = captions[-1][-1] if captions else None
    return last is not None and last.em == line.em and 0 <= line.y0 - last.y1 < line.em
