"""A page's strokes, rules and pictures in, its columns out, in reading order.

The page is cut again and again along its white gutters and rules: downwards between columns, and
across it above and below what spans several columns (a headline, a picture). A cut down goes
before a cut across, so that a column is read to its end, unless what stands under the cut across
begins anew over all columns. Knows nothing of paragraphs and articles.
"""

from collections.abc import Iterator, Sequence

from corpus.pdf_cuts_across import (
    around_spanning,
    rule_across,
    under_headline,
    under_lonely,
)
from corpus.pdf_cuts_down import (
    are_all_prose,
    find_gutters,
    is_tabular,
    is_under_one_head,
    mend_overlong,
)
from corpus.pdf_items import Column, Cut, Item, area_of, center_of, find_rows
from corpus.pdf_region_ends import forced_across
from corpus.pdf_text import Area
from corpus.pdf_unruled import find_unruled

TABLE = 0.8  # of a region's rows: what takes so many at its top is all it holds
WHOLE = 0.95  # of a region's width: a rule over all of it parts it before anything else


def find_columns(items: Sequence[Item], rules: Sequence[Area], body: float) -> list[Column]:
    """Cut a page (or a box) into columns; ``body`` is the size of its common type."""
    return list(_cut(list(items), list(rules), body, "start"))


def _cut(items: list[Item], rules: list[Area], body: float, cut: Cut) -> Iterator[Column]:
    if not items:
        return
    whole, gutters = items, find_gutters(items, rules, body)
    if not gutters and (mended := mend_overlong(items, rules, body)):
        items, gutters = mended
    across = forced_across(items, rules, body, gutters)
    if across is None and (under := under_lonely(items, body, gutters)) is not None:
        across = under, False
    if across is not None:
        at, ruled = across  # lines that were mended for gutters of other parts stay whole
        yield from _part(whole, rules, body, cut, [at], down=False, ruled=ruled)
    elif gutters and not (is_tabular(items, gutters) or _is_table(items, gutters, body)):
        apart = [at for at in gutters if not is_under_one_head(items, rules, at, body)]
        yield from _part(items, rules, body, cut, apart or gutters, down=True, ruled=False)
    elif not gutters and (through := rule_across(items, rules, WHOLE)) is not None:
        yield from _part(items, rules, body, cut, [through], down=False, ruled=True)
    elif not gutters and (cuts := around_spanning(items, body)):
        yield from _part(items, rules, body, cut, cuts, down=False, ruled=False)
    elif not gutters and (under := under_headline(items, rules, body)) is not None:
        yield from _part(items, rules, body, cut, [under], down=False, ruled=False)
    elif (at_rule := rule_across(items, rules)) is not None:
        yield from _part(items, rules, body, cut, [at_rule], down=False, ruled=True)
    else:
        yield Column(tuple(map(tuple, find_rows(items))), area_of(items), cut)


def _is_table(items: list[Item], gutters: list[float], body: float) -> bool:
    """Whether a region is one table without rules, whose cells may hold words and run on."""
    if are_all_prose(items, gutters):
        return False
    rows = [tuple(row) for row in find_rows(items)]
    tables = [(find_unruled(rows[at:], body), len(rows) - at) for at in range(2)]
    return any(found is not None and found[1] >= TABLE * count for found, count in tables)


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
        part = [i for i in items if start < (center_of(i) if down else i.middle) <= end]
        inside = [rule for rule in rules if _is_inside(rule, start, end, down=down)]
        here: Cut = cut if number == 0 else "column" if down else "rule" if ruled else "across"
        yield from _cut(part, inside, body, here)
        start = end


def _is_inside(rule: Area, start: float, end: float, *, down: bool) -> bool:
    middle = (rule.x0 + rule.x1) / 2 if down else (rule.y0 + rule.y1) / 2
    return start < middle < end
