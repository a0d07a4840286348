"""A page's strokes, rules and pictures in, its columns out, in reading order.

The page is cut again and again along its white gutters and rules: downwards between columns, and
across it above and below what spans several columns (a headline, a picture). A cut down goes
before a cut across, so that a column is read to its end, unless what stands under the cut across
begins anew over all columns. Knows nothing of paragraphs and articles.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import Literal, TypeGuard

from corpus.pdf_lines import Stroke, make_stroke
from corpus.pdf_text import Area

GUTTER = 0.75  # em: white this wide over all rows parts columns
RULED_GUTTER = 0.2  # em, where a rule stands in it
LEAST_COLUMN = 7.0  # em: narrower is a list's marks, not a column
LEAST_ROWS = 2
MOST_OVERLONG = 3  # lines of a region that run over their column's edge
HEADLINE = 1.25  # times the body's em: what is set larger begins something
RULE_SHARE = 0.6  # of a region's width: a rule that long parts what is above and below it
OPENING, CLOSING = "“‘（《「『【", "，。、；：！？）》”’」』】"
SENTENCE_ENDS = "。！？!?…”』」）)：:；"

Cut = Literal["start", "column", "across", "rule"]


@dataclass(frozen=True, slots=True)
class Block:
    """Something that holds its own text and is passed by as a whole: a box, a table, a picture."""

    area: Area
    kind: Literal["box", "table", "picture"]
    index: int = 0

    @property
    def x0(self) -> float:
        return self.area.x0

    @property
    def y0(self) -> float:
        return self.area.y0

    @property
    def x1(self) -> float:
        return self.area.x1

    @property
    def y1(self) -> float:
        return self.area.y1

    @property
    def width(self) -> float:
        return self.area.width

    @property
    def middle(self) -> float:
        return (self.area.y0 + self.area.y1) / 2


Item = Stroke | Block


@dataclass(frozen=True, slots=True)
class Column:
    """What is read from top to bottom: ``rows`` of items, each row from left to right.

    ``cut`` tells how it was parted from the column before it. ``area`` is its part of the page.
    """

    rows: tuple[tuple[Item, ...], ...]
    area: Area
    cut: Cut


def find_columns(items: Sequence[Item], rules: Sequence[Area], body: float) -> list[Column]:
    """Cut a page (or a box) into columns; ``body`` is the size of its common type."""
    return list(_cut(list(items), list(rules), body, "start"))


def _cut(items: list[Item], rules: list[Area], body: float, cut: Cut) -> Iterator[Column]:
    if not items:
        return
    gutters = _gutters(items, rules, body)
    if not gutters and (mended := _mend(items, rules, body)):
        items, gutters = mended
    across = _forced_across(items, rules, body, gutters)
    if across is None and (under := _under_lonely(items, body, gutters)) is not None:
        across = under, False
    if across is not None:
        at, ruled = across
        yield from _part(items, rules, body, cut, [at], down=False, ruled=ruled)
    elif gutters and not is_tabular(items, gutters):
        apart = [at for at in gutters if not _is_under_one_head(items, rules, at, body)]
        yield from _part(items, rules, body, cut, apart or gutters, down=True, ruled=False)
    elif not gutters and (cuts := _around_spanning(items, body)):
        yield from _part(items, rules, body, cut, cuts, down=False, ruled=False)
    elif (at_rule := _rule_across(items, rules)) is not None:
        yield from _part(items, rules, body, cut, [at_rule], down=False, ruled=True)
    else:
        yield Column(tuple(map(tuple, find_rows(items))), area_of(items), cut)


def _part(
    items: list[Item],
    rules: list[Area],
    body: float,
    cut: Cut,
    edges: list[float],
    *,
    down: bool,
    ruled: bool,
) -> Iterator[Column]:
    ends = [*edges, float("inf")]
    start = float("-inf")
    for number, end in enumerate(ends):
        part = [i for i in items if start < (_center(i) if down else i.middle) <= end]
        inside = [rule for rule in rules if _is_inside(rule, start, end, down=down)]
        here: Cut = cut if number == 0 else "column" if down else "rule" if ruled else "across"
        yield from _cut(part, inside, body, here)
        start = end


def _center(item: Item) -> float:
    return (item.x0 + item.x1) / 2


def _is_inside(rule: Area, start: float, end: float, *, down: bool) -> bool:
    middle = (rule.x0 + rule.x1) / 2 if down else (rule.y0 + rule.y1) / 2
    return start < middle < end


def area_of(items: Sequence[Item] | Sequence[Area]) -> Area:
    """The smallest area around them all."""
    return Area(
        min(item.x0 for item in items),
        min(item.y0 for item in items),
        max(item.x1 for item in items),
        max(item.y1 for item in items),
    )


def find_rows(items: Sequence[Item]) -> list[list[Item]]:
    """Group items to rows by their heights, top down; each row from left to right."""
    rows: list[list[Item]] = []
    for item in sorted(items, key=lambda item: item.middle):
        if rows and _same_row(rows[-1], item):
            rows[-1].append(item)
        else:
            rows.append([item])
    return [sorted(row, key=lambda item: item.x0) for row in rows]


def _same_row(row: list[Item], item: Item) -> bool:
    if any(isinstance(one, Block) or one.vertical for one in [*row, item]):
        return False
    top, bottom = max(one.y0 for one in row), min(one.y1 for one in row)
    overlap = min(bottom, item.y1) - max(top, item.y0)
    return overlap >= 0.5 * min(bottom - top, item.y1 - item.y0)


# --- cuts down ------------------------------------------------------------------------------------


def _gutters(items: list[Item], rules: list[Area], body: float) -> list[float]:
    """Return where white runs down the whole region between columns."""
    gaps = _gaps([_ink(item) for item in items])
    found: list[float] = []
    start = float("-inf")
    for low, high in gaps:
        ruled = any(_is_down(rule) and low - 1 <= rule.x0 and rule.x1 <= high + 1 for rule in rules)
        if high - low < (RULED_GUTTER if ruled else GUTTER) * body:
            continue
        left = [item for item in items if start < _center(item) < low]
        right = [item for item in items if _center(item) > high]
        if (ruled and left and right) or _are_columns(left, right, body):
            found.append((low + high) / 2)
            start = low
    return found


def _ink(item: Item) -> tuple[float, float]:
    """Return how far an item reaches: a mark at a line's end hangs into the gutter half empty."""
    if isinstance(item, Block) or item.vertical:
        return item.x0, item.x1
    first, last = item.glyphs[0], item.glyphs[-1]
    x0 = item.x0 + (0.5 * first.em if first.text in OPENING else 0.0)
    marks = sum(glyph.text in CLOSING for glyph in item.glyphs[-2:]) if last.text in CLOSING else 0
    return x0, max(x0, item.x1 - 0.6 * marks * last.em)


def _is_down(rule: Area) -> bool:
    return rule.height > 5 * rule.width


def _gaps(spans: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return the stretches that no span covers, from the first span to the last."""
    gaps: list[tuple[float, float]] = []
    reached: float | None = None
    for low, high in sorted(spans):
        if reached is not None and low > reached:
            gaps.append((reached, low))
        reached = high if reached is None else max(reached, high)
    return gaps


def _is_under_one_head(items: list[Item], rules: list[Area], gutter: float, body: float) -> bool:
    """Whether a headline beside a gutter heads the columns on both sides of it.

    Their text begins at one height under it, beside it the other column is empty, and no rule
    parts them.
    """
    parting = [rule for rule in rules if _is_down(rule) and abs(rule.x0 - gutter) < 2 * body]
    for head in items:
        if not _is_large(head, body) or head.x0 < gutter < head.x1:
            continue
        if any(rule.y0 < head.y1 and rule.y1 > head.y1 + 2 * body for rule in parting):
            continue
        left = head.x1 < gutter
        under = [
            i.y0
            for i in items
            if i.y0 >= head.y1 - 1 and _overlaps(i, head.x0, head.x1) and not _is_large(i, body)
        ]
        near = [i for i in items if (_center(i) > gutter) == left and _is_near(i, gutter, body)]
        level = [i for i in near if under and abs(i.y0 - min(under)) < 0.5 * body]
        beside = (
            [i for i in near if i.y1 > head.y0 - body and i.y0 < min(under) - 0.5 * body]
            if under
            else near
        )
        text = level and not beside and not any(_is_large(i, body) for i in level)
        if text and _may_head(head, _columns_under(items, min(under), body), gutter, body):
            return True
    return False


def _may_head(head: Item, columns: list[tuple[float, float]], gutter: float, body: float) -> bool:
    """Whether a headline may head columns on both sides of a gutter, by how it is centered."""

    def is_over(first: float, last: float) -> bool:
        return abs((first + last - head.x0 - head.x1) / 2) < 1.5 * body

    stretches = [(one[0], other[1]) for one in columns for other in columns if one <= other]
    over = [(first, last) for first, last in stretches if is_over(first, last)]
    return not over or any(first < gutter < last for first, last in over)


def _columns_under(items: list[Item], top: float, body: float) -> list[tuple[float, float]]:
    """Return the sides of the columns whose text begins at a height."""
    text = [i for i in items if _is_text(i, body) and -0.5 * body <= i.y0 - top < 8 * body]
    gaps = _gaps([_ink(i) for i in text])
    starts = [min((i.x0 for i in text), default=0.0), *(high for _, high in gaps)]
    ends = [*(low for low, _ in gaps), max((i.x1 for i in text), default=0.0)]
    return list(zip(starts, ends, strict=True))


def _overlaps(item: Item, low: float, high: float) -> bool:
    return item.x0 < high and item.x1 > low


def _is_near(item: Item, gutter: float, body: float) -> bool:
    """Whether an item stands in the column next to a gutter."""
    return min(abs(item.x0 - gutter), abs(item.x1 - gutter)) < 4 * body


def _mend(
    items: list[Item], rules: list[Area], body: float
) -> tuple[list[Item], list[float]] | None:
    """Find gutters that but a few overlong lines run into; cut these lines back or in two.

    An overlong line stands over words of the next column, or ends where these begin.
    """
    strokes = [i for i in items if _is_text(i, body)]
    widest = sorted(strokes, key=lambda stroke: -stroke.width)
    for count in range(1, min(MOST_OVERLONG, len(strokes) // 20) + 1):
        overlong = widest[:count]
        kept = [item for item in items if item not in overlong]
        gutters = _gutters(kept, rules, body)
        parts = [_cut_back(stroke, kept, gutters, body) for stroke in overlong]
        if gutters and all(parts):
            return kept + [part for whole in parts for part in whole], gutters
    return None


def _cut_back(stroke: Stroke, items: list[Item], gutters: list[float], body: float) -> list[Stroke]:
    """Cut an overlong line where it runs into the next column; nothing where it is no such line."""
    crossed = [gutter for gutter in gutters if stroke.x0 < gutter < stroke.x1]
    if not crossed:
        return []
    gutter = crossed[0]
    over = any(
        item.x0 > gutter and item.y0 < stroke.y1 - 2 and item.y1 > stroke.y0 + 2 for item in items
    )
    if over and len(crossed) == 1:
        return [replace(stroke, x1=min(stroke.x1, gutter - GUTTER * body / 2))]
    start = min((i.x0 for i in items if i.x0 > gutter), default=gutter)
    for at in range(3, len(stroke.glyphs) - 2):
        before, after = stroke.glyphs[at - 1 : at + 1]
        if abs(after.x0 - start) < 0.4 * body and after.x0 - before.x1 > 0.1 * body:
            parts = stroke.glyphs[:at], stroke.glyphs[at:]
            left, right = (make_stroke(part, stroke.page) for part in parts)
            left = replace(left, x1=min(left.x1, gutter - GUTTER * body / 2))
            return [left, *(_cut_back(right, items, gutters, body) or [right])]
    return []


def _are_columns(left: list[Item], right: list[Item], body: float) -> bool:
    """Whether two sides are columns; the last one of short columns may have one line only."""
    if not left or not right or not _share_a_row(left, right, body):
        return False
    one, other = area_of(left), area_of(right)
    level = abs(one.y0 - other.y0) < 0.5 * body
    few = len(right) == 1 and _is_text(right[0], body)  # the last words of a text
    if level and few and other.x0 - one.x1 < 3 * body and _is_prose(left):
        return _is_column(left, body)
    return _is_column(left, body) and _is_column(right, body, 1 if level else LEAST_ROWS)


def _share_a_row(left: list[Item], right: list[Item], body: float) -> bool:
    """Whether two sides stand beside each other anywhere: a signature at the right does not."""
    return any(i.y0 < j.y1 + body / 2 and j.y0 < i.y1 + body / 2 for i in left for j in right)


def _is_prose(items: list[Item]) -> bool:
    return any(isinstance(item, Stroke) and re.search("[，。]", item.text) for item in items)


def _is_column(items: list[Item], body: float, least_rows: int = LEAST_ROWS) -> bool:
    if not items:
        return False
    if any(isinstance(item, Block) or item.vertical for item in items):
        return True
    area = area_of(items)
    large = max(item.em for item in items if isinstance(item, Stroke)) >= HEADLINE * body
    if large and area.width >= LEAST_COLUMN * body:
        return True
    return area.width >= LEAST_COLUMN * body and len(find_rows(items)) >= least_rows


def is_tabular(items: list[Item], gutters: list[float]) -> bool:
    """Whether what the gutters part are a table's columns: short cells in common rows.

    Columns of prose have long lines and marks; cells have neither, and many are numbers.
    """
    strokes = [item for item in items if isinstance(item, Stroke)]
    if len(strokes) < len(items) or len(gutters) < 1:
        return False
    rows = find_rows(strokes)
    edges = [*gutters, float("inf")]
    cells = [{sum(_center(i) > edge for edge in edges) for i in row} for row in rows]
    full = sum(len(row) > 1 for row in cells)
    if full < 2 or full < 0.6 * len(rows):
        return False
    texts = [stroke.text for stroke in strokes]
    marks = sum(text.count("，") + text.count("。") for text in texts)
    numbers = sum(any(char.isdigit() for char in text) for text in texts)
    return marks <= 0.1 * len(texts) and numbers >= 0.3 * len(texts)


# --- cuts across ----------------------------------------------------------------------------------


def _forced_across(
    items: list[Item], rules: list[Area], body: float, gutters: list[float]
) -> tuple[float, bool] | None:
    """Return where the region ends for all its columns before they go on, if it does.

    Signs of it: a long rule; a headline under the white; a column that stops at the white in mid-sentence, and so goes on in the next column above the white.
    """
    if not gutters:
        return None
    area = area_of(items)
    for low, high in _gaps([(item.y0, item.y1) for item in items]):
        for rule in rules:
            long = rule.width >= 0.8 * area.width and not _is_passed(rule, items, body)
            if low - 2 <= rule.y0 and rule.y1 <= high + 2 and long:
                return (low + high) / 2, True
        if high - low < 0.9 * body:
            continue
        above = [item for item in items if item.y1 <= low + 0.1]
        if any(_is_large(i, body) and i.y1 > low - 0.5 * (i.y1 - i.y0) for i in above):
            continue  # a headline stays with its text
        below = [item for item in items if item.y0 >= high - 0.1]
        first = [i for i in below if i.y0 < high + 2 * body]
        heads = {sum(_center(i) > g for g in gutters) for i in first if _is_large(i, body)}
        if heads or (high - low > 1.5 * body and _stops_inside(above, gutters)):
            return (low + high) / 2, False
    return None


def _is_passed(rule: Area, items: list[Item], body: float) -> bool:
    """Whether a column of text runs past the end of a rule."""
    beside = [i for i in items if i.y0 < rule.y1 + 4 * body and i.y1 > rule.y0 - 4 * body]
    return any(not rule.x0 - body <= _center(i) <= rule.x1 + body for i in beside)


def _under_lonely(items: list[Item], body: float, gutters: list[float]) -> float | None:
    """Return a cut under (or over) a headline or byline that stands alone over several columns.

    A short one stands within one column's width and leaves the gutters free.
    """
    if not gutters:
        return None
    area = area_of(items)
    rows = find_rows(items)
    for at, row in enumerate(rows[:-1]):
        centered = abs((row[0].x0 + row[-1].x1 - area.x0 - area.x1) / 2) < 1.5 * body
        if not (_is_large(row[0], body) or at == 0 and centered) or len(row) > 1:
            continue
        if at and any(_goes_on_below(above, row[0], body) for above in rows[at - 1]):
            continue
        title = _lines_of_headline(rows[at:], body)
        top, bottom = row[0].y0, title[-1].y1
        if any(i.y0 < bottom - 1 and i.y1 > top + 1 for i in items if i not in title):
            continue
        below = [item for item in items if bottom <= item.y0 < bottom + 4 * body]
        if len({sum(_center(i) > gutter for gutter in gutters) for i in below}) < 2:
            continue
        if at == 0:
            return (bottom + min(item.y0 for item in below)) / 2
        return (top + max(item.y1 for item in items if item.y1 <= top)) / 2
    return None


def _lines_of_headline(rows: list[list[Item]], body: float) -> list[Item]:
    lines = [rows[0][0]]
    for row in rows[1:]:
        close = row[0].y0 - lines[-1].y1 < 0.9 * (row[0].y1 - row[0].y0)
        if len(row) > 1 or not (close and _is_large(lines[0], body) and _is_large(row[0], body)):
            break
        lines.append(row[0])
    return lines


def _goes_on_below(above: Item, below: Item, body: float) -> bool:
    """Whether a large line is the next of the headline that stands above it."""
    if not (isinstance(above, Stroke) and isinstance(below, Stroke) and _is_large(above, body)):
        return False
    close = below.y0 - above.y1 < 0.9 * below.em
    return close and above.em == below.em and _overlaps(above, below.x0, below.x1)


def _is_large(item: Item, body: float) -> bool:
    return isinstance(item, Stroke) and not item.vertical and item.em >= HEADLINE * body


def _is_text(item: Item, body: float) -> TypeGuard[Stroke]:
    return isinstance(item, Stroke) and not item.vertical and item.em < 1.1 * body


def _stops_inside(above: list[Item], gutters: list[float]) -> bool:
    """Whether a column but the last stops in mid-sentence at its right edge."""
    edges = [float("-inf"), *gutters]
    for low, high in zip(edges, edges[1:], strict=False):
        column = [i for i in above if low < _center(i) <= high]
        if len(column) < LEAST_ROWS + 1:
            continue
        last = max(column, key=lambda i: (round(i.middle), i.x1))
        full = last.x1 >= area_of(column).x1 - 1.0 * (last.y1 - last.y0)
        if isinstance(last, Stroke) and full and last.text[-1] not in SENTENCE_ENDS:
            return True
    return False


def _around_spanning(whole: list[Item], body: float) -> list[float]:
    """Return cuts above and below the topmost part of the region that falls into columns.

    A gutter ends where something spans it: there the region is cut across. Of gutters that begin
    at one height the longest counts.
    """
    best: tuple[float, float, list[float]] = (float("inf"), 0.0, [])
    for low, high in _strips(whole, body):
        items = _cut_overlong(whole, low, high, body)
        spanning = [i for i in items if _ink(i)[0] < high and _ink(i)[1] > low]
        blocked = sorted((item.y0, item.y1) for item in spanning)
        for top, bottom in _free_bands(blocked):
            band = [item for item in items if top < item.middle < bottom]
            band = _beside_strip(band, low, high, body)
            if not _is_parted(band, (low + high) / 2, body):
                continue
            area = area_of(band)
            is_better = area.y1 > best[1] if abs(area.y0 - best[0]) < body else area.y0 < best[0]
            if is_better and (cuts := _clean_cuts(items, band)):
                best = (area.y0, area.y1, cuts)
    return best[2]


def _cut_overlong(items: list[Item], low: float, high: float, body: float) -> list[Item]:
    """Cut back the lines of text that run into a gutter, where they are but a few."""
    running = [i for i in items if _is_text(i, body) and _ink(i)[0] < low and _ink(i)[1] > high]
    if not 0 < len(running) <= MOST_OVERLONG or min(i.width for i in running) < LEAST_COLUMN * body:
        return items
    kept = [item for item in items if item not in running]
    parts = [_cut_back(stroke, kept, [(low + high) / 2], body) for stroke in running]
    return kept + [part for whole in parts for part in whole] if all(parts) else items


def _beside_strip(band: list[Item], low: float, high: float, body: float) -> list[Item]:
    """Trim a band to the rows that stand on both sides of a gutter, and what goes on below them."""
    left = [i.middle for i in band if 0 <= low + GUTTER * body - i.x1 < 3 * body]
    right = [i.middle for i in band if -1 <= i.x0 - high < 3 * body]
    if not left or not right:
        return []
    rows = find_rows(band)
    last = min(max(left), max(right))
    end = sum(row[0].middle <= last + 0.5 * body for row in rows)
    while end < len(rows) and not any(_ends_band(item, band, low, body) for item in rows[end]):
        end += 1
    return [item for row in rows[:end] for item in row]


def _ends_band(item: Item, band: list[Item], low: float, body: float) -> bool:
    """Whether a headline ends a band: on the gutter's other side no text passes it by."""
    if not _is_large(item, body):
        return False
    others = [i for i in band if (_center(i) > low) != (_center(item) > low)]
    beside = [i for i in others if i.y1 > item.y0 - 2 * body and i.y0 < item.y1 + 2 * body]
    return not (
        all(_is_text(i, body) for i in beside)
        and any(i.middle < item.y0 for i in beside)
        and any(i.middle > item.y1 for i in beside)
    )


def _strips(items: list[Item], body: float) -> list[tuple[float, float]]:
    """Return narrow strips left of the edges at which several strokes begin."""
    starts = sorted(item.x0 for item in items)
    strips: list[tuple[float, float]] = []
    for at, start in enumerate(starts):
        together = [x for x in starts[at : at + 200] if x - start < 0.5 * body]
        if len(together) >= 2 and (not strips or start - strips[-1][1] > 0.5 * body):
            strips.append((start - GUTTER * body, start - 0.05))
    return strips


def _free_bands(blocked: list[tuple[float, float]]) -> list[tuple[float, float]]:
    edges = [(float("-inf"), float("-inf")), *blocked, (float("inf"), float("inf"))]
    bands: list[tuple[float, float]] = []
    reached = float("-inf")
    for top, bottom in edges[1:]:
        if top > reached:
            bands.append((reached, top))
        reached = max(reached, bottom)
    return bands


def _is_parted(band: list[Item], middle: float, body: float) -> bool:
    """Whether a band falls into columns of prose at ``middle``."""
    left = [item for item in band if _center(item) < middle]
    right = [item for item in band if _center(item) > middle]
    if not _are_columns(left, right, body):
        return False
    one, other = area_of(left), area_of(right)
    beside = min(one.y1, other.y1) - max(one.y0, other.y0)
    return beside >= 1.5 * body and not is_tabular(band, [middle])


def _clean_cuts(items: list[Item], band: list[Item]) -> list[float]:
    """Return the cuts just above and below a band that cut through nothing."""
    area = area_of(band)
    above = [item for item in items if item.middle < area.y0]
    below = [item for item in items if item.middle > area.y1]
    cuts: list[float] = []
    for side, edge in ((above, area.y0), (below, area.y1)):
        if not side:
            continue
        near = max(i.y1 for i in side) if side is above else min(i.y0 for i in side)
        if side is above and near > edge + 2 or side is below and near < edge - 2:
            return []
        cuts.append((near + edge) / 2)
    return cuts


def _rule_across(items: list[Item], rules: list[Area]) -> float | None:
    """Return the first long rule that stands free between items."""
    area = area_of(items)
    gaps = _gaps([(item.y0, item.y1) for item in items])
    for rule in sorted(rules, key=lambda rule: rule.y0):
        if rule.width < RULE_SHARE * area.width or rule.height > rule.width:
            continue
        middle = (rule.y0 + rule.y1) / 2
        if any(low - 1 <= middle <= high + 1 for low, high in gaps):
            return middle
    return None


def common_size(strokes: Sequence[Stroke]) -> float:
    """Return the size of the type that most characters are set in."""
    weights: dict[float, int] = {}
    for stroke in strokes:
        weights[stroke.em] = weights.get(stroke.em, 0) + len(stroke.glyphs)
    return max(weights, key=lambda em: (weights[em], em)) if weights else 10.0


def leading_of(rows: Sequence[Sequence[Item]]) -> float:
    """Return the usual step from one row to the next."""
    tops = [row[0].middle for row in rows]
    return median([b - a for a, b in zip(tops, tops[1:], strict=False)] or [0.0])


def is_cell_row(strokes: Sequence[Stroke], white: float) -> bool:
    """Whether a row is short cells with white between them."""
    gaps = [after.x0 - before.x1 for before, after in zip(strokes, strokes[1:], strict=False)]
    prose = any(mark in stroke.text for stroke in strokes for mark in "。，；")
    return bool(gaps) and max(gaps) >= white and not prose and not strokes[0].vertical
