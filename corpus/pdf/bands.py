"""A region's items in, where its topmost band that falls into columns begins and ends out.

White between columns ends where a headline, a picture or a wide text spans it: there the region is
cut across.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate
from operator import itemgetter

from corpus.pdf.cuts_down import are_columns, are_overlong, cut_back, find_headlines, is_tabular
from corpus.pdf.items import (
    GUTTER,
    INDENT,
    LEAST_COLUMN,
    MOST_OVERLONG,
    SMALL,
    Block,
    Item,
    area_of,
    center_of,
    find_rows,
    ink_of,
    is_large,
    is_section,
    is_text,
)
from corpus.pdf.lines import Stroke
from corpus.pdf.text import Area


def around_spanning(whole: list[Item], body: float) -> list[float]:
    """Return cuts above and below the topmost part of the region that falls into columns.

    A gutter ends where something spans it: there the region is cut across. Of gutters that begin
    at one height the longest counts.
    """
    best: tuple[float, float, list[float]] = (float("inf"), 0.0, [])
    inks = {id(item): ink_of(item) for item in whole}
    for low, high in _strips(whole, body):
        items = _cut_overlong(whole, inks, low, high, body)
        reach = [(item, inks.get(id(item)) or ink_of(item)) for item in items]
        spanning = [item for item, (x0, x1) in reach if x0 < high and x1 > low]
        spanning += _last_lines(spanning, items, high, body)
        blocked = sorted((item.y0, item.y1) for item in spanning)
        stack = _Stack(items)
        for top, bottom in _free_bands(blocked):
            band = [
                i
                for i in stack.between(top, bottom)
                if is_text(i, body) or top - body < i.y0 and i.y1 < bottom + body
            ]
            band = _beside_strip(band, low, high, body)
            if not _is_parted(band, (low + high) / 2, body):
                continue
            area = area_of(band)
            is_better = area.y1 > best[1] if abs(area.y0 - best[0]) < body else area.y0 < best[0]
            if is_better and (cuts := stack.clean_cuts(band)):
                best = (area.y0, area.y1, cuts)
    return best[2]


class _Stack:
    """A region's items by their heights: what stands at one is found without a look at all."""

    def __init__(self, items: list[Item]) -> None:
        self._items = sorted(enumerate(items), key=lambda pair: pair[1].middle)
        self._heights = [item.middle for _, item in self._items]
        self._lowest = list(accumulate((item.y1 for _, item in self._items), max))
        self._highest = list(accumulate((item.y0 for _, item in reversed(self._items)), min))[::-1]

    def between(self, top: float, bottom: float) -> list[Item]:
        """Return the items between two heights, in their order."""
        at, end = bisect_right(self._heights, top), bisect_left(self._heights, bottom)
        return [item for _, item in sorted(self._items[at:end], key=itemgetter(0))]

    def clean_cuts(self, band: list[Item]) -> list[float]:
        """Return the cuts just above and below a band that cut through nothing."""
        area = area_of(band)
        at, end = bisect_left(self._heights, area.y0), bisect_right(self._heights, area.y1)
        # Where something high reaches up or down past what is no part of the band.
        inside = set(map(id, band))
        others = [item for _, item in self._items[at:end] if id(item) not in inside]
        passed = {i.middle < (area.y0 + area.y1) / 2 for i in others}
        above, below = at > 0, end < len(self._items)
        if above and True in passed or below and False in passed:
            return []
        cuts: list[float] = []
        if above:
            if self._lowest[at - 1] > area.y0 + 2:
                return []
            cuts.append((self._lowest[at - 1] + area.y0) / 2)
        if below:
            if self._highest[end] < area.y1 - 2:
                return []
            cuts.append((self._highest[end] + area.y1) / 2)
        return cuts


def _last_lines(spanning: list[Item], items: list[Item], high: float, body: float) -> list[Item]:
    """Return the short last lines of texts that run over a strip: nothing stands at their right."""
    texts = sorted((item.y1, item.x0) for item in spanning if is_text(item, body))
    if not texts:
        return []
    # Those at the right, from the top down, and how far down the ones so far reach.
    right = sorted((item.y0, item.y1) for item in items if item.x0 > high)
    reached = list(accumulate((y1 for _, y1 in right), max))

    def follows(line: Item) -> bool:
        at, end = bisect_left(texts, (line.y0 - 0.9 * body,)), bisect_left(texts, (line.y0 + 1,))
        return any(
            abs(line.x0 - x0) < INDENT * body + 1 and line.y0 - y1 < 0.9 * body
            for y1, x0 in texts[at:end]
        )

    def has_right(line: Item) -> bool:
        count = bisect_left(right, (line.y1,))
        return count > 0 and reached[count - 1] > line.y0

    return [i for i in items if follows(i) and is_text(i, body) and not has_right(i)]


def _cut_overlong(
    items: list[Item], inks: dict[int, tuple[float, float]], low: float, high: float, body: float
) -> list[Item]:
    """Cut back the lines of text that run into a gutter, where they are but a few."""
    reach = ((item, inks[id(item)]) for item in items)
    running = [i for i, (x0, x1) in reach if x0 < low and x1 > high and is_text(i, body)]
    if not 0 < len(running) <= MOST_OVERLONG or min(i.width for i in running) < LEAST_COLUMN * body:
        return items
    kept = [item for item in items if item not in running]
    parts = [cut_back(stroke, kept, [(low + high) / 2], body) for stroke in running]
    strokes = [i for i in items if is_text(i, body)]
    if not are_overlong(parts, strokes, body):
        return items
    return kept + [part for whole in parts for part in whole]


def _beside_strip(band: list[Item], low: float, high: float, body: float) -> list[Item]:
    """Trim a band to the rows that stand on both sides of a gutter, and what goes on below them."""
    left = [i for i in band if 0 <= low + GUTTER * body - i.x1 < 4.5 * body]
    right = [i for i in band if -1 <= i.x0 - high < 3 * body]
    if not left or not right:
        return []
    rows = find_rows(band)
    if not any(is_text(i, body) and i.em > SMALL * body for i in right):  # a picture alone
        top = min(i.y0 for i in right)
        rows = [row for row in rows if max(i.y1 for i in row) > top] or rows
    while len(rows) > 1 and _is_under_head(rows[0], body) and _is_over(rows[0], rows[1:]):
        rows = rows[1:]
    last = min(max(i.middle for i in side) for side in (left, right))
    begun = [[i.middle for i in side if not is_large(i, body)] or [last] for side in (left, right)]
    end = sum(row[0].middle <= max(map(min, begun)) + 0.5 * body for row in rows)
    whole = [*band, *find_headlines(band, body)]
    while end < len(rows):
        free = rows[end][0].middle > last + 0.5 * body or _is_clean(whole, rows[end])
        if free and any(_ends_band(item, band, low, body) for item in rows[end]):
            break
        end += 1
    return [item for row in rows[:end] for item in row]


def _is_under_head(row: list[Item], body: float) -> bool:
    """Whether a lone line over a band is a headline's deck or byline, set in a size of its own."""
    one = row[0]
    if len(row) > 1 or not isinstance(one, Stroke) or one.vertical:
        return False
    return not is_large(one, body) and abs(one.em - body) > 0.06 * body


def _is_over(row: list[Item], others: list[list[Item]]) -> bool:
    """Whether a row stands over all others: beside a table or picture it is its column's own."""
    return max(i.y1 for i in row) <= min(i.y0 for other in others for i in other) + 1


def _is_clean(whole: Sequence[Item | Area], row: list[Item]) -> bool:
    """Whether a cut over a row cuts through nothing, a headline of several lines neither."""
    top = min(item.y0 for item in row)
    return not any(one.y0 < top - 0.1 and one.y1 > top + 0.1 for one in whole)


def _ends_band(item: Item, band: list[Item], low: float, body: float) -> bool:
    """Whether a headline ends a band: on the gutter's other side no text passes it by."""
    if not is_large(item, body) or is_section(item):
        return False
    x = center_of(item)
    heads = (one for one in find_headlines(band, body) if one.holds(x, item.middle))
    head = next(heads, area_of([item]))
    if item.y0 > head.y0 + 1:
        return False  # its second line
    others = [i for i in band if (center_of(i) > low) != (x > low)]
    beside = [i for i in others if i.y1 > head.y0 - 2 * body and i.y0 < head.y1 + 2 * body]
    # A text passes it by that has begun, under a headline of its own, a line above.
    begun = max((i.y1 for i in beside if is_large(i, body) and i.y1 < head.y0), default=None)
    beside = [i for i in beside if begun is None or i.y0 >= begun - 1]
    return not (
        all(is_text(i, body) for i in beside if i.y0 < head.y1)
        and any((i.middle if begun is None else i.y0) < head.y0 for i in beside)
        and any(i.middle > head.y0 for i in beside)
    )


def _strips(items: list[Item], body: float) -> list[tuple[float, float]]:
    """Return narrow strips left of the edges at which strokes begin, one of them set in perhaps."""
    starts = sorted(item.x0 for item in items)
    blocks = {item.x0 for item in items if isinstance(item, Block)}
    strips: list[tuple[float, float]] = []
    for at, start in enumerate(starts):
        aside = [(x - start) / body for x in starts[at : at + 200]]
        together = sum(em < 0.5 or abs(em - INDENT) < 0.25 for em in aside)
        if (together >= 2 or start in blocks) and (
            not strips or start - strips[-1][1] > 0.5 * body
        ):
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
    left = [item for item in band if center_of(item) < middle]
    right = [item for item in band if center_of(item) > middle]
    if not are_columns(left, right, body):
        return False
    one, other = area_of(left), area_of(right)
    beside = min(one.y1, other.y1) - max(one.y0, other.y0)
    return beside >= 1.5 * body and not is_tabular(band, [middle])
