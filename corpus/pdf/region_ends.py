"""A region's items in, where it ends for all its columns before they go on out.

A newspaper's page has rows of articles: what ends one must end all columns that stand in it.
"""

from itertools import pairwise

from corpus.pdf.cuts_down import open_gutters
from corpus.pdf.items import (
    INDENT,
    LEAST_ROWS,
    SENTENCE_ENDS,
    SMALL,
    Block,
    Item,
    area_of,
    center_of,
    gaps_between,
    is_large,
    is_section,
    is_text,
    is_upright,
    leading_of,
)
from corpus.pdf.lines import Stroke
from corpus.pdf.text import Area

FULL = 1.5  # em: a line that leaves no more room has no place for a mark and a character
PARAGRAPH = 2.5  # em of white between paragraphs, at most


def forced_across(
    items: list[Item], rules: list[Area], body: float, gutters: list[float]
) -> tuple[float, bool] | None:
    """Return where the region ends for all its columns before they go on, if it does.

    Signs of it: a long rule; a headline or an upright one under the white; a column that stops at
    the white in mid-sentence, and so goes on in the next column above the white. No upright rule
    runs down past such an end.
    """
    if not gutters:
        return None
    area = area_of(items)
    for low, high in gaps_between([(item.y0, item.y1) for item in items]):
        for rule in rules:
            long = rule.width >= 0.8 * area.width and not _is_passed(rule, items, body)
            if low - 2 <= rule.y0 and rule.y1 <= high + 2 and long:
                return (low + high) / 2, True
        if open_gutters(gutters, rules, low, high, body) != gutters:
            continue
        upright = any(
            is_upright(i) and i.y0 < high + 0.5 * body for i in items if i.y0 >= high - 0.1
        )
        if upright and high - low > 0.4 * body and not _run_on(items, low, high, gutters, body):
            return (low + high) / 2, False
        if high - low < 0.9 * body and not _all_anew(items, high, gutters, body):
            continue
        above = [item for item in items if item.y1 <= low + 0.1]
        if any(is_large(i, body) and i.y1 > low - 0.5 * (i.y1 - i.y0) for i in above):
            continue  # a headline stays with its text
        below = [item for item in items if item.y0 >= high - 0.1]
        first = [i for i in below if i.y0 < high + 2 * body]
        heads = [i for i in first if is_large(i, body) and not is_section(i)]
        anew = high - low > 1.5 * body and not _is_one_column(first, gutters)
        if (
            _begin_anew(heads, above, first, gutters, body)
            and not _goes_on_from_below(above, gutters, body)
            and not all(i.x1 < gutters[-1] for i in below)  # the last column has come to its end
        ) or (anew and _stops_inside(above, gutters)):
            return (low + high) / 2, False
    return None


def _goes_on_from_below(above: list[Item], gutters: list[float], body: float) -> bool:
    """Whether a column begins in mid-sentence though the one before has come to an end there."""
    edges = [float("-inf"), *gutters, float("inf")]
    columns = [
        sorted((i for i in above if low < center_of(i) <= high), key=lambda i: (i.y0, i.x0))
        for low, high in pairwise(edges)
    ]
    return any(
        other
        and (next_to := _next_to(one, other))
        and _ends_a_paragraph(next_to)
        and _is_open(other, body)
        for one, other in pairwise(columns)
    )


def _next_to(items: list[Item], column: list[Item]) -> list[Item]:
    """Return what stands in the very next column: gutters may part several from one."""
    area = area_of(column)
    return [item for item in items if item.x1 > area.x0 - area.width]


def _ends_a_paragraph(column: list[Item]) -> bool:
    """Whether a column's last sentence ends short of its edge: a full line may be gone on from."""
    last = column[-1]
    if not isinstance(last, Stroke) or last.text[-1] not in SENTENCE_ENDS:
        return False
    return last.x1 < area_of(column).x1 - FULL * last.em


def _is_open(column: list[Item], body: float) -> bool:
    """Whether a column's first line is not set in though others of it are."""
    if not all(is_text(i, body) for i in column):
        return False
    edge = min(i.x0 for i in column)
    return column[0].x0 < edge + 0.5 * body and any(
        abs(i.x0 - edge - INDENT * body) < 0.3 * body for i in column
    )


def _begin_anew(
    heads: list[Item], above: list[Item], first: list[Item], gutters: list[float], body: float
) -> bool:
    """Whether headlines under white end what is above it: no text runs past them there."""
    if not heads:
        return False
    end = min(head.y1 for head in heads)
    edges = [float("-inf"), *gutters, float("inf")]
    for low, high in pairwise(edges):
        beside = [i for i in first if low < center_of(i) <= high and i.y0 < end]
        before = [i for i in above if low < center_of(i) <= high]
        if beside and before and all(is_text(i, body) for i in beside):
            last = max(before, key=lambda i: i.y1)
            if is_text(last, body) and min(i.y0 for i in beside) - last.y1 < PARAGRAPH * body:
                return False
    return True


def _run_on(items: list[Item], low: float, high: float, gutters: list[float], body: float) -> bool:
    """Whether the text of a column runs past white: the lines there stand no farther apart than
    others, or a sentence goes on in a line that is not set in."""
    for start, end in pairwise([float("-inf"), *gutters, float("inf")]):
        column = [i for i in items if start < center_of(i) <= end and is_text(i, body)]
        above = max((i for i in column if i.y1 <= low + 0.1), key=lambda i: i.y1, default=None)
        below = min((i for i in column if i.y0 >= high - 0.1), key=lambda i: i.y0, default=None)
        if above is None or below is None or below.y0 - above.y1 > 0.9 * body:
            continue
        near = [[i] for i in sorted(column, key=lambda i: i.y0) if abs(i.y0 - high) < 8 * body]
        if below.middle - above.middle < 1.1 * leading_of(near):
            return True
        if above.text[-1] not in SENTENCE_ENDS and below.x0 < above.x0 + 0.5 * body:
            return True
    return False


def _all_anew(items: list[Item], high: float, gutters: list[float], body: float) -> bool:
    """Whether under a hair of white no column goes on: each begins with a headline, or is a picture
    with its caption."""
    below = [item for item in items if item.y0 >= high - 0.1]
    edges = [float("-inf"), *gutters, float("inf")]
    columns = [[i for i in below if low < center_of(i) <= end] for low, end in pairwise(edges)]
    return all(
        column
        and (is_large(top := min(column, key=lambda i: i.y0), body) or isinstance(top, Block))
        and (isinstance(top, Stroke) or not _holds_text(column, body))
        for column in columns
    )


def _holds_text(column: list[Item], body: float) -> bool:
    return any(is_text(i, body) and i.em > SMALL * body for i in column)


def _is_one_column(items: list[Item], gutters: list[float]) -> bool:
    return len({sum(edge > at for at in gutters) for i in items for edge in (i.x0, i.x1)}) == 1


def _is_passed(rule: Area, items: list[Item], body: float) -> bool:
    """Whether a column of text runs past the end of a rule."""
    beside = [i for i in items if i.y0 < rule.y1 + 4 * body and i.y1 > rule.y0 - 4 * body]
    return any(not rule.x0 - body <= center_of(i) <= rule.x1 + body for i in beside)


def _stops_inside(above: list[Item], gutters: list[float]) -> bool:
    """Whether a column but the last stops in mid-sentence at its right edge."""
    edges = [float("-inf"), *gutters]
    for low, high in zip(edges, edges[1:], strict=False):
        column = [i for i in above if low < center_of(i) <= high]
        if len(column) < LEAST_ROWS + 1:
            continue
        last = max(column, key=lambda i: (round(i.middle), i.x1))
        full = last.x1 >= area_of(column).x1 - 1.0 * (last.y1 - last.y0)
        if isinstance(last, Stroke) and full and last.text[-1] not in SENTENCE_ENDS:
            return True
    return False
