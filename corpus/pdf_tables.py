"""A table's cells in, a paragraph for each of its rows out: 行头：列头 值；列头 值。

Heads are said again in each row, with the boxes of the print they come from, so that a figure in
a cell stands beside what it measures, its unit and its year. Knows nothing of rules and pages.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.pdf_frames import Table
from corpus.pdf_lines import Line
from corpus.pdf_text import Box
from corpus.records import PrintedRun
from corpus.reflow import Paragraph, needs_space
from corpus.tables import SERIAL, YEAR, count_header_rows, is_form
from corpus.units import unit_kind

UNIT_LINE = re.compile(r"单位[：:]\s*([^\s，,；;）)]{1,8})")
UNIT_IN_HEAD = re.compile(r"[（(]\s*([^（()）]{1,8})\s*[）)]$")
BARE_NUMBER = re.compile(r"[-+−]?[\d,，]*\d(?:\.\d+)?$")
PERIOD = re.compile(
    r"(?:截至)?(?:19|20)\d\d\s*[-–—至]?\s*(?:(?:19|20)\d\d)?\s*年(?:度|底|末|上半年|下半年|第?[一二三四1-4]季度"
    r"|\s*\d{1,2}\s*(?:[-–—至]\s*\d{1,2})?\s*月(?:底|末|份|\s*\d{1,2}\s*日)?)?"
)
NO_UNIT = re.compile(r"率|比重|比例|占比|同比|环比|增幅|序号|年份|年度$")
SCALES = re.compile(r"^[十百千万亿]+")


@dataclass(frozen=True, slots=True)
class Bit:
    """Some text as it was printed: one box for each character."""

    text: str
    boxes: tuple[Box, ...]
    page: int


def table_to_paragraphs(table: Table, around: Sequence[Line] = ()) -> list[Paragraph]:
    """Say a table row by row; ``around`` are the lines over it, which may name unit and year."""
    grid = _grid(table)
    texts = [["".join(b.text for b in cell) for cell in row] for row in grid]
    if is_form(texts):
        return [p for row in grid if (p := _form(row)) is not None]
    top = next((at for at, row in enumerate(texts) if len(set(row)) > 1), 0)
    count = top + count_header_rows(texts[top:])
    count = max(count, _rows_beside(table, top)) if count > top else count
    paragraphs = [_said([cell]) for cell in (row[0] for row in grid[:top]) if cell]
    heads = _column_heads(grid[top:count], table.columns)
    unit = _find_in(UNIT_LINE, around, 1) or _unit_of_title(around)
    period = _find_in(PERIOD, around, 0)
    for row, words in zip(grid[count:], texts[count:], strict=True):
        if _is_new_header(words, heads):
            heads = _column_heads([row], table.columns)
            continue
        if len(set(words)) == 1 and table.columns > 1:
            if words[0]:
                paragraphs.append(_said([row[0]]))
            continue
        if said := _row(row, heads, unit, period):
            paragraphs.append(said)
    if not paragraphs:  # a table of heads alone still says something
        paragraphs = [_said([cell]) for row in grid for cell in row if cell]
    return paragraphs


Words = tuple[Bit, ...]


def _grid(table: Table) -> list[list[Words]]:
    """Return each place's words; a merged cell's stand in every place it covers."""
    grid: list[list[Words]] = [[()] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        words = tuple(Bit(line.text, line.boxes, line.page) for line in cell.lines)
        for row in range(cell.top, cell.bottom):
            for column in range(cell.left, cell.right):
                grid[row][column] = words
    return grid


def _rows_beside(table: Table, top: int) -> int:
    """Return the end of the rows that a header's merged cells reach down to."""
    ends = [cell.bottom for cell in table.cells if cell.top == top and cell.text]
    return max(ends, default=0) if max(ends, default=0) - top <= 3 else 0


def _column_heads(rows: Sequence[Sequence[Words]], columns: int) -> list[Words]:
    heads: list[Words] = []
    for column in range(columns):
        parts = list(dict.fromkeys(row[column] for row in rows if row[column]))
        heads.append(tuple(bit for part in parts for bit in part))
    return heads


def _is_new_header(words: Sequence[str], heads: Sequence[Words]) -> bool:
    """Whether a row under figures names its columns anew: no head of its own, no figures."""
    rest = words[1:]
    return (
        not words[0]
        and not _text(heads[0])
        and len(rest) > 1
        and all(rest)
        and not any(BARE_NUMBER.match(word.rstrip("%％")) for word in rest)
    )


def _text(words: Words) -> str:
    return "".join(bit.text for bit in words)


def _find_in(pattern: re.Pattern[str], lines: Sequence[Line], group: int) -> Bit | None:
    for line in reversed(lines):
        if match := pattern.search(line.text):
            start, end = match.span(group)
            return Bit(line.text[start:end], line.boxes[start:end], line.page)
    return None


def _row(
    row: Sequence[Words], heads: Sequence[Words], unit: Bit | None, period: Bit | None
) -> Paragraph | None:
    serial = len(row) > 2 and bool(SERIAL.match(_text(heads[0])) and _text(row[0]))
    first = 1 if serial else 0
    cells: list[list[Words]] = []
    if BARE_NUMBER.match(_text(row[first])) and not YEAR.match(_text(row[first])):
        first -= 1  # a row without a head of its own
    named = row[first] if first >= 0 else ()
    dated = any(PERIOD.search(_text(words)) for words in [*heads, named])
    row_unit = _unit_of(named)
    for column in range(first + 1, len(row)):
        repeated = column and row[column] == row[column - 1] and heads[column] == heads[column - 1]
        if row[column] and not repeated:
            cells.append(_cell(heads[column], row[column], row_unit or unit))
    said = _Said()
    if serial:
        said.add(row[0])
        said.mark(". ")
    if period is not None and not dated and cells:
        said.add((period,))
        said.mark("，")
    if named:
        if not cells:
            said.add(heads[first])
            said.mark(" ")
        said.add(named)
        said.mark("：" if cells else "")
    for at, cell in enumerate(cells):
        said.mark("；" if at else "")
        for place, words in enumerate(cell):
            said.mark(" " if place == 1 and cell[0] else "")
            said.add(words)
    return said.end()


def _cell(head: Words, value: Words, unit: Bit | None) -> list[Words]:
    """Return a cell's head, its value, and the unit that the head or the table names for it."""
    own = _unit_of(head)
    text = _text(value)
    if not head:
        parts = [(), value]
    elif own is not None and BARE_NUMBER.match(text):
        return [_without_unit(head), value, (own,)]
    else:
        parts = [head, value]
    bare = own is None and BARE_NUMBER.match(text)
    if unit is not None and bare and not NO_UNIT.search(_text(head)):
        return [*parts, (unit,)]
    return parts


def _unit_of(words: Words) -> Bit | None:
    """Return the unit in brackets at a head's end: 产量（万吨）."""
    if not words:
        return None
    match = UNIT_IN_HEAD.search(words[-1].text)
    if not match or not _is_unit(match.group(1)):
        return None
    start, end = match.span(1)
    return Bit(words[-1].text[start:end], words[-1].boxes[start:end], words[-1].page)


def _unit_of_title(lines: Sequence[Line]) -> Bit | None:
    bits = [Bit(line.text, line.boxes, line.page) for line in lines[-2:]]
    return next((unit for bit in reversed(bits) if (unit := _unit_of((bit,)))), None)


def _is_unit(text: str) -> bool:
    bare = SCALES.sub("", text).split("/")[0] or text
    return text in ("%", "％", "‰") or unit_kind(bare) is not None


def _without_unit(words: Words) -> Words:
    last = words[-1]
    match = UNIT_IN_HEAD.search(last.text)
    end = match.start() if match else len(last.text)
    return (*words[:-1], *((Bit(last.text[:end], last.boxes[:end], last.page),) if end else ()))


def _form(row: Sequence[Words]) -> Paragraph | None:
    """Say a row of labels and values by turns: 索引号：11440；发布日期：2024年."""
    said = _Said()
    for at, cell in enumerate(row):
        if not cell or at and cell == row[at - 1]:
            continue
        if said.text and said.text[-1] not in "：:":
            said.mark("；")
        said.add(cell)
    return said.end()


def _said(cells: Sequence[Words]) -> Paragraph:
    said = _Said()
    for cell in cells:
        said.add(cell)
    paragraph = said.end(stop=False)
    assert paragraph is not None
    return paragraph


class _Said:
    """A sentence put together from print and from marks of our own, which have no width."""

    def __init__(self) -> None:
        self.bits: list[Bit] = []
        self.text = ""

    def add(self, words: Words) -> None:
        for bit in words:
            if self.text and bit is not words[0] and needs_space(self.text, bit.text):
                self.mark(" ")
            if bit.text:
                self.bits.append(bit)
                self.text += bit.text

    def mark(self, marks: str) -> None:
        if not marks or not self.bits:
            return
        last = self.bits[-1]
        _, y0, x1, y1 = last.boxes[-1]
        boxes = last.boxes + ((x1, y0, x1, y1),) * len(marks)
        self.bits[-1] = Bit(last.text + marks, boxes, last.page)
        self.text += marks

    def end(self, *, stop: bool = True) -> Paragraph | None:
        if not self.bits:
            return None
        if stop and self.text[-1] not in "。！？；":
            self.mark("。")
        runs: list[PrintedRun] = []
        start = 0
        for bit in self.bits:
            runs.append(PrintedRun(start, None, bit.page, bit.boxes))
            start += len(bit.text)
        return Paragraph(self.text, tuple(runs))
