"""A table's cells in, a paragraph for each of its rows out: 行头：列头 值；列头 值。

Heads are said again in each row, with the boxes of the print they come from, so that a figure in
a cell stands beside what it measures, its unit and its year. Knows nothing of rules and pages.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.page.reflow import Paragraph
from corpus.pdf.cells import Table
from corpus.pdf.cut_rows import LastRow, goes_on, last_row
from corpus.pdf.items import are_overprinted
from corpus.pdf.lines import Line
from corpus.pdf.units import find_period, find_unit, unit_of, unit_of_title, without_unit
from corpus.pdf.words import Bit, Said, Words, text_of
from corpus.table_labels import are_pairs
from corpus.tables import (
    BARE_NUMBER,
    MOST_HEADER_ROWS,
    NUMBERED,
    PERIOD,
    SERIAL,
    UNIT_HEAD,
    YEAR,
    columns_again,
    columns_measured,
    count_header_rows,
    is_form,
    is_header,
    is_measured,
    is_unit,
)

TITLES_APART = 3.0  # em between the titles of tables side by side


@dataclass(frozen=True, slots=True)
class Heads:
    """What a table's rows are said with: its columns' heads, its unit and its period."""

    columns: tuple[Words, ...]
    unit: Words | None = None
    period: Bit | None = None

    def part(self, left: int, right: int) -> "Heads":
        return replace(self, columns=self.columns[left:right])


@dataclass(frozen=True, slots=True)
class SaidTable:
    """A table's paragraphs, and what its part on the next page needs: its heads, its last row.

    ``whole`` is the row before it where this table begins with the rest of that row.
    """

    paragraphs: tuple[Paragraph, ...]
    heads: Heads
    last: LastRow | None = None
    whole: Paragraph | None = None


def say_table(
    table: Table,
    around: Sequence[Line] = (),
    before: Heads | None = None,
    last: LastRow | None = None,
) -> SaidTable:
    """Say a table row by row.

    ``around`` are the lines over it, which may name unit and year; ``before`` and ``last`` are the
    heads and the last row of the table that ended the page before, where nothing stands between.
    """
    grid = _grid(table, len(before.columns) if before else 0)
    if last is not None:
        _fill_labels(grid, table, last)
    if before is not None:
        grid = [*_without_rest(grid[0], before.columns), *grid[1:]]
    texts = [[text_of(cell) for cell in row] for row in grid]
    unit = find_unit(around) or unit_of_title(around, texts)
    heads = Heads((), unit, find_period(around))
    if is_form(texts):
        return SaidTable(tuple(said for row in grid if (said := _form(row)) is not None), heads)
    if before is not None:
        heads = Heads(before.columns, unit or before.unit, heads.period or before.period)
    paragraphs: list[Paragraph] = []
    whole: Paragraph | None = None
    for start, end in _segments(texts):
        if start and any(banner := grid[start - 1][0]):
            paragraphs.append(_said([banner]))
        if start == end:
            continue
        rows = _own_columns(grid[start:end], len(heads.columns))
        cells = [[text_of(cell) for cell in row] for row in rows]
        width = len(rows[0])
        if len(heads.columns) != width:
            heads = replace(heads, columns=((),) * width)
        count = _count_again(rows, heads) or _count_heads(
            table, cells, start, named=any(heads.columns)
        )
        if not table.heads and len(rows) == 1 and end < len(grid) and not any(heads.columns):
            count = _are_names(cells[0])  # of what stands under a label
        count = max(count, _count_over(cells))
        if count:
            named = replace(heads, columns=_column_heads(_spread(rows[:count]), width))
            if rows[count:] and all(_is_across(row, named) for row in rows[count:]):
                count = 0  # no row would say these heads: they are a row of their own
            else:
                last = last if _count_again(rows, heads) else None
                heads = named
        lowest = [words[-1].text if words else "" for words in rows[max(count, 1) - 1]]
        part = columns_again(lowest, cells[count:]) if count else width
        ends = [*range(part, width, part), width]
        if part == width and (second := _second_table(cells[count:], around)):
            part, ends = second, [second, width]
        for at, (row, words) in enumerate(zip(rows, cells, strict=True)):
            if at < count:
                continue
            if last and not paragraphs and goes_on(last, row):
                last = last.and_rest(row)
                whole = _row(last.cells, heads)
                continue
            if not table.heads and (
                _is_new_header(words, heads.columns) or _is_first_header(cells[at:], heads.columns)
            ):
                heads = Heads(_column_heads([row], width), heads.unit, heads.period)
                continue
            named_by = _without_columns(heads) if _is_across(row, heads) else heads
            if said := _row(row[:part], named_by.part(0, part)):
                paragraphs.append(said)
                last = (
                    last_row(rows[count : at + 1], heads.columns, said) if part == width else None
                )
            for left, right in pairwise(ends):
                if said := _row(row[left:right], named_by.part(left, right)):
                    paragraphs.append(said)
    if (before is None or len(before.columns) != len(grid[0])) and _are_heads_alone(texts):
        heads = replace(
            heads, columns=_column_heads(grid, len(grid[0]))
        )  # of rows on the next page
        paragraphs = []
    if not paragraphs and not whole:  # a table of heads alone still says something
        cells_of_heads = dict.fromkeys(cell for row in grid for cell in row if cell)
        paragraphs = [_said([cell]) for cell in cells_of_heads]
    return SaidTable(tuple(paragraphs), heads, last, whole)


def _segments(texts: Sequence[Sequence[str]]) -> list[tuple[int, int]]:
    """Return the stretches of rows between those that are one cell over all columns."""
    banners = [at for at, row in enumerate(texts) if len(row) > 1 and len(set(row)) == 1]
    starts = [0, *(at + 1 for at in banners)]
    ends = [*banners, len(texts)]
    return [(start, end) for start, end in zip(starts, ends, strict=True) if start or end]


def _count_heads(table: Table, texts: list[list[str]], start: int, *, named: bool) -> int:
    """Return how many rows at a stretch's top name its columns.

    Where the columns have names already, words must stand over figures to be new ones.
    """
    if table.heads:
        return 0 if start else table.heads
    corner = next((c for c in table.cells if (c.top, c.left) == (start, 0)), None)
    beside = corner.bottom - start if corner and corner.text else 1
    if 1 < beside < len(texts):  # what stands beside heads may be long: it is no head of figures
        texts = [
            ["" if at < beside and cell == row[0] else cell for cell in row]
            for at, row in enumerate(texts)
        ]
    count = count_header_rows(texts)
    if not count or (not named and are_pairs(texts)):
        return 0
    if named and not any(
        texts[0][column]
        and not _is_figure(texts[0][column])
        and sum(_is_figure(row[column]) for row in texts[1:]) * 2 > len(texts) - 1
        for column in range(1, len(texts[0]))
    ):
        return 0
    ends = [cell.bottom for cell in table.cells if cell.top == start and cell.text]
    beside = max(ends, default=start) - start
    return max(count, beside) if beside <= MOST_HEADER_ROWS and beside < len(texts) else count


def _count_over(texts: Sequence[Sequence[str]]) -> int:
    """Return 2 where one head stands over each of several tables side by side, 0 elsewhere."""
    if len(texts) < 3 or not is_header(texts[0]) or not is_header(texts[1]):
        return 0
    part = columns_again(texts[1], texts[2:])
    over = sum(map(bool, texts[0]))
    return 2 if part < len(texts[1]) and over * part == len(texts[1]) else 0


def _second_table(texts: Sequence[Sequence[str]], around: Sequence[Line]) -> int:
    """Return the column at which another table begins beside the first, 0 where none does.

    It has names of its own, between columns of values, and a title of its own, or rows beside
    which the first has none.
    """
    titled = bool(around) and len(_pieces(around[-1])) == 2
    for at in range(2, len(texts[0]) - 1 if texts else 0):
        names = [row[at] for row in texts if row[at]]
        values = [any(map(_is_figure, row[1:at])) for row in texts]
        beside = [any(map(_is_figure, row[at + 1 :])) for row in texts]
        alone = sum(right and not any(row[:at]) for row, right in zip(texts, beside, strict=True))
        named = len(names) > 1 and not any(map(_is_figure, names)) and sum(beside) <= len(names)
        if named and any(values) and any(beside) and (titled or alone > 1):
            return at
    return 0


def _pieces(line: Line) -> list[str]:
    """Return the parts of a line that much white parts."""
    parts = [""]
    printed = [pair for pair in zip(line.text, line.boxes, strict=True) if pair[0] != " "]
    for (_, before), (char, box) in pairwise([(" ", printed[0][1]), *printed]):
        parts = [*parts, ""] if box[0] - before[2] > TITLES_APART * line.em else parts
        parts[-1] += char
    return parts


def _spread(rows: Sequence[list[Words]]) -> list[list[Words]]:
    """Spread the heads that stand over tables side by side over all of these's columns."""
    over = [cell for cell in rows[0] if cell]
    texts = [text_of(cell) for cell in rows[-1]]
    part = columns_again(texts, [texts])
    if len(rows) < 2 or part == len(texts) or len(over) * part != len(texts):
        return list(rows)
    return [[over[at // part] for at in range(len(texts))], *rows[1:]]


def _are_heads_alone(texts: Sequence[Sequence[str]]) -> bool:
    """Whether all rows name columns: the lower ones stand under a head that spans several."""
    if len(texts) == 1:
        return is_header(texts[0])
    unfilled = [""] * len(texts[0])
    return len({row[0] for row in texts}) == 1 and count_header_rows([*texts, unfilled]) == len(
        texts
    )


def _are_names(words: Sequence[str]) -> bool:
    return is_header(words) and not any(
        any(map(str.isdigit, word)) for word in words if not YEAR.match(word)
    )


def _is_figure(text: str) -> bool:
    return bool(BARE_NUMBER.match(text.rstrip("%％‰")))


def _count_again(rows: Sequence[Sequence[Words]], heads: Heads) -> int:
    """Return how many rows at a table's top say again the heads it has already."""
    said = [text_of(head) for head in heads.columns]
    for count in range(1, min(MOST_HEADER_ROWS, len(rows) - 1) + 1):
        again = [text_of(head) for head in _column_heads(rows[:count], len(said))]
        if any(said) and again == said:
            return count
    return 0


def _without_rest(row: list[Words], heads: Sequence[Words]) -> list[list[Words]]:
    """Part heads that are said again from the rest of a row that stands under them unruled."""
    again = [cell[: len(head)] for cell, head in zip(row, heads, strict=False)]
    rest = [cell[len(head) :] for cell, head in zip(row, heads, strict=False)]
    same = len(row) == len(heads) and list(map(text_of, again)) == list(map(text_of, heads))
    return [again, rest] if same and any(heads) and any(rest) else [row]


def _grid(table: Table, columns: int) -> list[list[Words]]:
    """Return each place's words; a merged cell's stand in every place it covers.

    What is printed over one another is left out: no head, name or figure is sure then.
    """
    grid: list[list[Words]] = [[()] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        bits = (Bit(line.text, line.boxes, line.page) for line in cell.lines)
        words = tuple(bit for bit in bits if not are_overprinted(bit.boxes))
        for row in range(cell.top, cell.bottom):
            for column in range(cell.left, cell.right):
                grid[row][column] = words
    return _own_columns(grid, columns)


def _fill_labels(grid: list[list[Words]], table: Table, last: LastRow) -> None:
    """Say a name that stands beside several rows also with those that a page's end cuts off.

    On the next page its cell goes on, empty, beside them.
    """
    if len(last.cells) != len(grid[0]) or len(grid[0]) != table.columns:
        return
    for cell in table.cells:
        if cell.top == cell.left == 0 and cell.bottom > 1 and not cell.text:
            for row in grid[: cell.bottom]:
                row[0] = row[0] or last.cells[0]


def _own_columns(grid: Sequence[Sequence[Words]], columns: int) -> list[list[Words]]:
    """Drop the columns in which nothing of its own stands, unless there are as many as heads.

    Rules that are a hair apart make such, and other parts of the table that have more columns.
    """
    if len(grid[0]) == columns:
        return [list(row) for row in grid]
    kept = [
        column
        for column in range(len(grid[0]))
        if not column or any(row[column] is not row[column - 1] for row in grid)
    ]
    return [[row[column] for column in kept] for row in grid]


def _column_heads(rows: Sequence[Sequence[Words]], columns: int) -> tuple[Words, ...]:
    heads: list[Words] = []
    for column in range(columns):
        parts = list(dict.fromkeys(row[column] for row in rows if row[column]))
        heads.append(tuple(bit for part in parts for bit in part))
    return tuple(heads)


def _is_new_header(words: Sequence[str], heads: Sequence[Words]) -> bool:
    """Whether a row under figures names its columns anew: no head of its own, no figures."""
    rest = words[1:]
    return (
        not words[0]
        and not text_of(heads[0])
        and len(rest) > 1
        and all(rest)
        and not any(BARE_NUMBER.match(word.rstrip("%％")) for word in rest)
    )


def _is_first_header(rows: Sequence[Sequence[str]], heads: Sequence[Words]) -> bool:
    """Whether a row names columns of figures, the first to do so in a table of several parts."""
    if any(heads) or len(rows) < 2 or not is_header(rows[0]):
        return False
    if not all(any(map(str.isalpha, word)) for word in rows[0]):
        return False  # a dash is no head
    named = set(zip(*rows[:2], strict=True))
    return sum(_is_figure(under) and not _is_figure(head) for head, under in named) > 1


def _is_across(row: Sequence[Words], heads: Heads) -> bool:
    """Whether a row is of another part of the table: most of its values lie under several heads."""
    columns = heads.columns
    values = {words for words in row if words and words != row[0]}
    over = {
        row[at]
        for at in range(1, len(row))
        if row[at] in values and row[at] == row[at - 1] and columns[at] != columns[at - 1]
    }
    return 2 * len(over) > len(values)


def _without_columns(heads: Heads) -> Heads:
    return replace(heads, columns=((),) * len(heads.columns))


def _row(row: Sequence[Words], named_by: Heads) -> Paragraph | None:
    heads, unit, period = named_by.columns, named_by.unit, named_by.period
    serial = len(row) > 2 and bool(SERIAL.match(text_of(heads[0])) and text_of(row[0]))
    first = 1 if serial else 0
    cells: list[list[Words]] = []
    head = text_of(row[first])
    if NUMBERED.match(head):
        heads, unit, period = ((),) * len(row), None, None
    named = () if BARE_NUMBER.match(head) and not YEAR.match(head) else row[first]
    dated = any(PERIOD.search(text_of(words)) for words in [*heads, named])
    columns = range(first + bool(named or not head), len(row))
    units = [
        at for at in columns if UNIT_HEAD.match(text_of(heads[at])) and is_unit(text_of(row[at]))
    ]
    row_unit = row[units[0]] if units else unit_of(named)
    measured = set(columns)
    if units and row_unit:
        measured = columns_measured([text_of(head) for head in heads], text_of(row_unit))
    for column in columns:
        repeated = column and row[column] == row[column - 1] and heads[column] == heads[column - 1]
        if row[column] and not repeated and column not in units:
            own = row_unit if column in measured else None
            code = not column and not heads[column]  # that stands for the row's name
            shared = column > first and heads[column] == heads[first]  # of all that name rows
            head_of = () if shared else heads[column]
            cells.append(_cell(head_of, row[column], own or (None if code else unit)))
    said = Said()
    if serial:
        said.add(row[0])
        said.mark(". ")
    if period is not None and not dated and cells:
        said.add((period,))
        said.mark("，")
    if named:
        if not cells and text_of(named)[-1] not in "：:":
            said.add(heads[first])
            said.mark(" ")
        said.add(named)
        said.mark("：" if cells and text_of(named)[-1] not in "：:" else "")
    for at, cell in enumerate(cells):
        said.mark("；" if at else "")
        for place, words in enumerate(cell):
            said.mark(" " if place == 1 and cell[0] else "")
            said.add(words)
    return said.end()


def _cell(head: Words, value: Words, unit: Words | None) -> list[Words]:
    """Return a cell's head, its value, and the unit that the head or the table names for it."""
    own = unit_of(head)
    text = text_of(value)
    if not head:
        parts = [(), value]
    elif own is not None and BARE_NUMBER.match(text):
        return [without_unit(head), value, own]
    else:
        parts = [head, value]
    bare = own is None and BARE_NUMBER.match(text)
    if unit and bare and is_measured(text_of(head), text_of(unit)):
        return [*parts, unit]
    return parts


def _form(row: Sequence[Words]) -> Paragraph | None:
    """Say a row of labels and values by turns: 索引号：11440；发布日期：2024年."""
    said = Said()
    for at, cell in enumerate(row):
        if not cell or at and cell == row[at - 1]:
            continue
        if said.text and said.text[-1] not in "：:":
            said.mark("；")
        said.add(cell)
    return said.end()


def _said(cells: Sequence[Words]) -> Paragraph:
    said = Said()
    for cell in cells:
        said.add(cell)
    paragraph = said.end(stop=False)
    assert paragraph is not None
    return paragraph
