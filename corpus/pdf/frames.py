"""A page's rules and filled areas in, its boxes and ruled tables out, with what stands in them.

Rules that touch one another make a frame; a frame with rules inside is a table, unless its cells
hold columns of prose: then it is the page's own ruling.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter
from statistics import median

from corpus.pdf.across import Across, headed_tables, tables_across
from corpus.pdf.cells import Table
from corpus.pdf.items import area_of, find_rows
from corpus.pdf.lines import Stroke, find_strokes, make_stroke
from corpus.pdf.split_rows import Slot, split_rows
from corpus.pdf.text import Area, Glyph, PrintedPage
from corpus.pdf.three_rules import three_rule_tables
from corpus.pdf.underlined import underlined_tables
from corpus.tables import DASHES, VALUE

TOUCH = 2.5  # points between rules that meet
LEAST_SIDE = 12.0  # points: a smaller frame is a letter's or a mark's
MOST_BAND = 120.0  # points: what is higher is shaded as a whole
MOST_BANDS = 400  # of one page
MOST_RULES = 1_500  # of one page; drawings have more
MOST_SHARE = 0.75  # of the page's characters: a frame around more is the page's own
MOST_CELL = 60  # characters in a table's common cell; a column of prose holds more
MANY_ROWS, MOST_MERGED = 3, 120  # a cell beside so many rows has at most so many characters
HEADED = 1.15  # times its text's em: a cell that has a headline is an article
MOST_CELLS = 20_000
PARTED = 0.5  # of an area's height
TAB_APART = 6.0  # points from a tab to the box it stands on
TAB_LINES, WIDEST_TAB, MOST_TAB = 2.5, 0.5, 10  # em; of the box's width; characters
LEAST_BARS, MOST_SAID = 3, 12  # of a chart; characters for each
PICTURE = (30.0, 0.5)  # points a side at least, share of the page at most


@dataclass(frozen=True, slots=True)
class Framed:
    """A page taken apart: its tables, its boxes' characters, its pictures, and the rest."""

    tables: tuple[Table, ...]
    boxes: tuple[tuple[Area, tuple[Glyph, ...]], ...]
    pictures: tuple[Area, ...]
    glyphs: tuple[Glyph, ...]


def take_frames(page: PrintedPage) -> Framed:
    """Take tables, boxes and pictures out of a page."""
    glyphs = page.glyphs
    tables: list[Table] = []
    frames: list[Area] = []
    rules = page.rules[:MOST_RULES]
    groups = _meeting(rules)
    flat = [area_of(group) for group in groups if _is_line(group)]
    under = [*flat, *(Area(fill.x0, fill.y1, fill.x1, fill.y1) for fill in page.fills)]
    for table, taken in three_rule_tables(flat, under, glyphs, page.number):
        tables.append(table)
        glyphs = tuple(glyph for glyph in glyphs if id(glyph) not in taken)
        flat = [rule for rule in flat if not _is_of(rule, table.area)]
        rules = tuple(rule for rule in rules if not _is_of(rule, table.area))
    for ruled in unparted(headed_tables(flat, under, glyphs, page.number), rules):
        if headed := _ruled_table(ruled, glyphs, page.number):
            tables.append(headed)
            glyphs = tuple(glyph for glyph in glyphs if not _is_in(glyph, headed.area))
            rules = tuple(rule for rule in rules if not _is_of(rule, headed.area))
    for lined in underlined_tables(rules, glyphs, page.number):
        tables.append(lined.table)
        glyphs = tuple(glyph for glyph in glyphs if id(glyph) not in lined.glyphs)
        rules = tuple(rule for rule in rules if not _is_of(rule, lined.table.area))
    for shaded in headed_tables(_edges_of_bands(page.fills, rules), under, glyphs, page.number):
        if (headed := _ruled_table(shaded, glyphs, page.number)) and _has_figures(headed):
            tables.append(headed)
            glyphs = tuple(glyph for glyph in glyphs if not _is_in(glyph, headed.area))
    if tables:
        groups = _meeting(rules)
        flat = [area_of(group) for group in groups if _is_line(group)]
    whole = [Across(tuple(group)) for group in groups]
    across = unparted(tables_across(flat, under, glyphs, page.number), rules)
    for ruled in [*whole, *across]:
        if frame := _frame(ruled.rules):
            frames.append(frame)
        elif found := _ruled_table(ruled, glyphs, page.number):
            tables.append(found)
            glyphs = tuple(glyph for glyph in glyphs if not _is_in(glyph, found.area))
    rest = [fill for fill in page.fills if not any(_is_of(fill, table.area) for table in tables)]
    fills = [fill for fill in rest if min(fill.width, fill.height) >= LEAST_SIDE]
    boxes: list[tuple[Area, tuple[Glyph, ...]]] = []
    pictures = [area for area in page.pictures if _is_picture(area, page)]
    filled = set(fills)
    stacked = _by_height(glyphs)
    for area in sorted([*frames, *fills], key=lambda area: area.width * area.height):
        inside = _inside(area, *stacked)
        if not inside and area in filled and _is_picture(area, page):
            pictures.append(area)
        chart = area in filled and _is_chart(inside, area, pictures)
        if chart or _is_box(inside, area, len(page.glyphs)):
            boxes.append((area, inside))
            kept = {id(glyph) for glyph in inside}
            glyphs = tuple(glyph for glyph in glyphs if id(glyph) not in kept)
            stacked = _by_height(glyphs)
    boxes, glyphs = _with_tabs(boxes, fills, glyphs)
    return Framed(tuple(tables), tuple(boxes), tuple(pictures), glyphs)


def _edges_of_bands(fills: Sequence[Area], rules: Sequence[Area]) -> list[Area]:
    """Return the edges of shaded bands that no upright rules touch: they part heads and rows.

    A band may be shaded cell by cell.
    """
    bands = [fill for fill in fills[:MOST_BANDS] if fill.height < MOST_BAND]
    upright = [rule for rule in rules if rule.height > rule.width]
    bands = [band for band in bands if not any(_touch(band, rule) for rule in upright)]
    edges: list[Area] = []
    for y, x0, x1 in sorted((round(y), one.x0, one.x1) for one in bands for y in (one.y0, one.y1)):
        edge = Area(x0, y, x1, y)
        before = next((one for one in reversed(edges) if _touch(edge, one)), None)
        if before:
            edges[edges.index(before)] = replace(before, x1=max(before.x1, x1))
        else:
            edges.append(edge)
    return edges


def _has_figures(table: Table) -> bool:
    """Whether most cells beside the names of a table's rows hold figures."""
    cells = [cell.text for cell in table.cells if cell.top >= table.heads and cell.left]
    figures = sum(bool(VALUE.match(text) or DASHES.match(text)) for text in cells)
    return 2 * figures > len([text for text in cells if text])


def _with_tabs(
    boxes: list[tuple[Area, tuple[Glyph, ...]]], fills: Sequence[Area], glyphs: tuple[Glyph, ...]
) -> tuple[list[tuple[Area, tuple[Glyph, ...]]], tuple[Glyph, ...]]:
    """Give each box what stands in a filled tab on its upper edge: the name of its section."""
    found: list[tuple[Area, tuple[Glyph, ...]]] = []
    for area, inside in boxes:
        for tab in (tab for tab in fills if _is_tab(tab, area)):
            named = tuple(glyph for glyph in glyphs if _is_in(glyph, tab))
            if named and tab.height < TAB_LINES * named[0].em and len(named) <= MOST_TAB:
                area, inside = replace(area, y0=tab.y0), (*named, *inside)
                kept = {id(glyph) for glyph in named}
                glyphs = tuple(glyph for glyph in glyphs if id(glyph) not in kept)
        found.append((area, inside))
    return found, glyphs


def _is_tab(tab: Area, box: Area) -> bool:
    within = box.x0 - TOUCH <= tab.x0 and tab.x1 <= box.x1 + TOUCH
    return within and tab.width < WIDEST_TAB * box.width and abs(tab.y1 - box.y0) < TAB_APART


def _by_height(glyphs: Sequence[Glyph]) -> tuple[list[float], list[tuple[int, Glyph]]]:
    """Return characters with their places in their order, from the top down, and their heights."""
    stacked = sorted(enumerate(glyphs), key=lambda pair: pair[1].middle)
    return [glyph.middle for _, glyph in stacked], stacked


def _inside(
    area: Area, heights: list[float], stacked: list[tuple[int, Glyph]]
) -> tuple[Glyph, ...]:
    """Return the characters in an area, in their order: pages may have thousands of areas."""
    near = stacked[bisect_left(heights, area.y0) : bisect_right(heights, area.y1)]
    found = [pair for pair in near if _is_in(pair[1], area)]
    return tuple(glyph for _, glyph in sorted(found, key=itemgetter(0)))


def _frame(rules: Sequence[Area]) -> Area | None:
    """Return the frame that rules make around one area."""
    across, down = _across(rules), _down(rules)
    area = area_of(rules)
    if min(area.width, area.height) < LEAST_SIDE or not len(across) == len(down) == 2:
        return None
    return Area(down[0], across[0], down[1], across[1])


def _across(rules: Sequence[Area]) -> list[float]:
    return _places([(rule.y0 + rule.y1) / 2 for rule in rules if rule.width >= rule.height])


def _down(rules: Sequence[Area]) -> list[float]:
    return _places([(rule.x0 + rule.x1) / 2 for rule in rules if rule.height > rule.width])


def _ruled_table(ruled: Across, glyphs: Sequence[Glyph], page: int) -> Table | None:
    """Read the table that rules make, with the heads over its rows where these are known."""
    across, down = _across(ruled.rules), _down(ruled.rules)
    area = area_of(ruled.rules)
    if min(area.width, area.height) < LEAST_SIDE or len(across) < 2 or not down:
        return None
    table = _table(ruled.rules, area, across, down, glyphs, page)
    if table is None or not ruled.heads:
        return table
    rows = [replace(cell, top=cell.top + 1, bottom=cell.bottom + 1) for cell in table.cells]
    area = replace(table.area, y0=ruled.top)
    return Table(area, table.rows + 1, table.columns, (*ruled.heads, *rows), heads=1)


def unparted(found: Iterable[Across], rules: Sequence[Area]) -> Iterator[Across]:
    """Drop what an upright rule of the page's own runs down through: it does through no table."""
    upright = [rule for rule in rules if rule.height > rule.width]
    for ruled in found:
        area = area_of(ruled.rules)
        if not any(
            area.x0 + TOUCH < rule.x0 < area.x1 - TOUCH
            and min(rule.y1, area.y1) - max(rule.y0, area.y0) > PARTED * area.height
            for rule in upright
        ):
            yield ruled


def _is_of(rule: Area, area: Area) -> bool:
    """Whether a rule stands in a table, or closes it."""
    inside = area.x0 - TOUCH < rule.x0 and rule.x1 < area.x1 + TOUCH
    return inside and area.y0 - TOUCH < rule.y0 < area.y1 + LEAST_SIDE


def _is_line(group: Sequence[Area]) -> bool:
    """Whether rules that meet make one line across."""
    area = area_of(group)
    return area.height <= TOUCH < area.width


def _is_in(glyph: Glyph, area: Area) -> bool:
    return area.holds((glyph.x0 + glyph.x1) / 2, glyph.middle)


def _is_box(inside: Sequence[Glyph], area: Area, total: int) -> bool:
    """Whether a frame holds a text of its own, not a headline or the whole page."""
    if not 30 <= len(inside) < MOST_SHARE * total:
        return False
    small = median(glyph.em for glyph in inside)
    return area.height > 3 * small and area.width > 4 * small


def _is_chart(inside: Sequence[Glyph], area: Area, bars: Sequence[Area]) -> bool:
    """Whether a filled area holds bars, each with little to say."""
    held = sum(area.holds((bar.x0 + bar.x1) / 2, (bar.y0 + bar.y1) / 2) for bar in bars)
    return held >= LEAST_BARS and 0 < len(inside) < MOST_SAID * held


def _is_picture(area: Area, page: PrintedPage) -> bool:
    least, most = PICTURE
    if min(area.width, area.height) < least:
        return False
    return area.width * area.height <= most * page.width * page.height


def _places(values: Sequence[float]) -> list[float]:
    """Return the distinct places of parallel rules."""
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > TOUCH:
            places.append(value)
    return places


def _meeting(rules: Sequence[Area]) -> list[list[Area]]:
    """Group rules that touch, directly or by others."""
    groups: list[tuple[Area, list[Area]]] = []
    for rule in sorted(rules, key=lambda rule: (rule.y0, rule.x0)):
        near = [one for one in groups if any(_touch(rule, other) for other in one[1])]
        groups = [one for one in groups if one not in near]
        group = [rule, *(other for _, members in near for other in members)]
        groups.append((area_of(group), group))
    return [group for _, group in groups]


def _touch(one: Area, other: Area) -> bool:
    return (
        one.x0 - TOUCH <= other.x1
        and other.x0 - TOUCH <= one.x1
        and one.y0 - TOUCH <= other.y1
        and other.y0 - TOUCH <= one.y1
    )


# --- tables ---------------------------------------------------------------------------------------


def _table(
    rules: Sequence[Area],
    area: Area,
    across: list[float],
    down: list[float],
    glyphs: Sequence[Glyph],
    page: int,
) -> Table | None:
    """Read a ruled table's cells; None where the rules part columns of prose."""
    xs = _with_ends(down, area.x0, area.x1)
    ys = _with_ends(across, area.y0, area.y1)
    rows, columns = len(ys) - 1, len(xs) - 1
    if columns < 2 or rows * columns > MOST_CELLS:
        return None
    places: dict[tuple[int, int], list[Glyph]] = {}
    slots = _merged(rules, xs, ys)
    for glyph in glyphs:
        if _is_in(glyph, area):
            row = sum(glyph.middle > y for y in ys[1:-1])
            column = sum((glyph.x0 + glyph.x1) / 2 > x for x in xs[1:-1])
            places.setdefault(slots[row, column], []).append(glyph)
    full = [len(inside) for inside in places.values()]
    if not full or len(full) < 3 or median(full) > MOST_CELL or max(full) > 10 * MOST_CELL:
        return None
    extents: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for slot, root in slots.items():
        extents.setdefault(root, []).append(slot)
    if any(_is_beside_rows(extents[root], places.get(root, ())) for root in extents):
        return None
    cells = [
        Slot(
            min(row for row, _ in covered),
            max(row for row, _ in covered) + 1,
            min(column for _, column in covered),
            max(column for _, column in covered) + 1,
            _lines_of(find_strokes(places.get(root, ()), page)),
        )
        for root, covered in sorted(extents.items())
    ]
    return split_rows(area, cells, rows, columns)


def _is_beside_rows(covered: Sequence[tuple[int, int]], inside: Sequence[Glyph]) -> bool:
    """Whether a cell is a text of its own that stands beside the rows of a table."""
    prose = sum(glyph.text == "。" for glyph in inside) > 1
    if not prose or len({row for row, _ in covered}) < MANY_ROWS or len(inside) <= MOST_CELL:
        return False
    headed = max(glyph.em for glyph in inside) >= HEADED * median(glyph.em for glyph in inside)
    return headed or len(inside) > MOST_MERGED


def _with_ends(places: list[float], low: float, high: float) -> list[float]:
    """Add the outer edges where the table is open at its sides."""
    places = list(places)
    if places[0] - low > 2 * TOUCH:
        places.insert(0, low)
    if high - places[-1] > 2 * TOUCH:
        places.append(high)
    return places


def _merged(
    rules: Sequence[Area], xs: Sequence[float], ys: Sequence[float]
) -> dict[tuple[int, int], tuple[int, int]]:
    """Return for each place of the grid the first place of its cell: no rule parts them."""
    upright = [rule for rule in rules if rule.height > rule.width]
    flat = [rule for rule in rules if rule.width >= rule.height]
    slots: dict[tuple[int, int], tuple[int, int]] = {}
    for row in range(len(ys) - 1):
        for column in range(len(xs) - 1):
            x, y = (xs[column] + xs[column + 1]) / 2, (ys[row] + ys[row + 1]) / 2
            slots[row, column] = (row, column)
            if column and not any(
                abs((r.x0 + r.x1) / 2 - xs[column]) <= TOUCH and r.y0 <= y <= r.y1 for r in upright
            ):
                _unite(slots, (row, column), (row, column - 1))
            if row and not any(
                abs((r.y0 + r.y1) / 2 - ys[row]) <= TOUCH and r.x0 <= x <= r.x1 for r in flat
            ):
                _unite(slots, (row, column), (row - 1, column))
    return slots


def _unite(
    slots: dict[tuple[int, int], tuple[int, int]], one: tuple[int, int], other: tuple[int, int]
) -> None:
    first, second = sorted((slots[one], slots[other]))
    if first != second:
        slots.update({slot: first for slot, root in slots.items() if root == second})


def _lines_of(strokes: Sequence[Stroke]) -> tuple[Stroke, ...]:
    """Return strokes as lines, each one stroke, top down."""
    rows = ([one for one in row if isinstance(one, Stroke)] for row in find_rows(strokes))
    return tuple(
        make_stroke(
            [glyph for one in row for glyph in one.glyphs], row[0].page, vertical=row[0].vertical
        )
        for row in rows
    )
