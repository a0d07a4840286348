"""A page's strokes, rules and pictures in, its columns out, in reading order.

The page is cut again and again along its white gutters and rules: downwards between columns, and
across it above and below what spans several columns (a headline, a picture). A cut down goes
before a cut across, so that a column is read to its end, unless what stands under the cut across
begins anew over all columns. Knows nothing of paragraphs and articles.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from corpus.pdf.bands import around_spanning
from corpus.pdf.cell_rows import CELL_WHITE, is_value
from corpus.pdf.cut_rows import Begun
from corpus.pdf.cuts_across import (
    LEAST_CORNER,
    amid_text,
    beside_whole_box,
    corner_under_rule,
    goes_on_past_corner,
    rule_across,
    under_headline,
    under_lonely,
)
from corpus.pdf.cuts_down import (
    are_all_prose,
    find_gutters,
    is_tabular,
    is_under_one_head,
    mend_overlong,
)
from corpus.pdf.figure_strips import around_figures
from corpus.pdf.items import (
    RULE_SHARE,
    Block,
    Column,
    Cut,
    Item,
    area_of,
    center_of,
    find_rows,
    is_cell_row,
    is_large,
    is_text,
    is_upright,
)
from corpus.pdf.lines import Stroke
from corpus.pdf.region_ends import forced_across
from corpus.pdf.straddling import find_straddling
from corpus.pdf.text import Area
from corpus.pdf.unruled import find_unruled

TABLE = 0.8  # of a region's rows: what takes so many at its top is all it holds
MOST_TITLES = 4  # lines over a table that begins here
MOST_OVER = 6  # lines over the rows of a table that goes on
MOST_RULES = 300  # a drawing's are more
ROW = 2.5  # em from a rule to the rows of a table beside it
WHOLE_DOWN = 0.8  # of a region's height
NEAR_TOP = 10.0  # points from a region's top to that of a rule beside its headlines
NEAR_GUTTER = 10.0  # points from a gutter's middle to the rule in it
LEVEL = 2.0  # points between the heights of rules in a row
WIDEST_GUTTER = 3.5  # em
WHOLE = 0.95  # of a region's width: a rule over all of it parts it before anything else


def find_columns(
    items: Sequence[Item], rules: Sequence[Area], body: float, begun: Begun | None = None
) -> list[Column]:
    """Cut a page (or a box) into columns; ``body`` is the size of its common type.

    ``begun`` is the table that the page before ended with, if one did.
    """
    return list(_cut(list(items), [*rules, *_joined(rules, body)], body, "start", begun))


def _joined(rules: Sequence[Area], body: float) -> Iterator[Area]:
    """Return the rules that others at one height make together, each over columns of its own.

    What stands under such a row of rules begins anew in all columns, as under one long rule.
    """
    across = [rule for rule in rules if rule.width > max(LEAST_CORNER * body, rule.height)]
    rows: list[list[Area]] = []
    for rule in sorted(across, key=lambda rule: rule.y0):
        if rows and rule.y0 - rows[-1][0].y0 < LEVEL:
            rows[-1].append(rule)
        else:
            rows.append([rule])
    for row in rows:
        joined: list[Area] = []
        for rule in sorted(row, key=lambda rule: rule.x0):
            if joined and -LEVEL < rule.x0 - joined[-1].x1 < WIDEST_GUTTER * body:
                joined[-1] = area_of([joined[-1], rule])
            else:
                joined.append(rule)
        yield from (rule for rule in joined if rule not in row)


def _cut(
    items: list[Item], rules: list[Area], body: float, cut: Cut, begun: Begun | None
) -> Iterator[Column]:
    if not items:
        return
    if len(rules) <= MOST_RULES:
        rules = _without_tables(rules, items, body)
    if (beside := beside_whole_box(items)) is not None:
        yield from _part(items, rules, body, cut, begun, [beside], down=False, ruled=True)
        return
    edges, down = around_figures(items)
    if edges:
        yield from _part(items, rules, body, cut, begun, edges, down=down, ruled=False)
        return
    whole_rule = rule_across(items, rules, WHOLE)
    if whole_rule is None and (title := amid_text(items, rules, body)):
        yield from _cut(title, [], body, cut, begun)
        items, rules = _without_headline(items, rules, title, body)
        cut = "across"
    if whole_rule is None and (over := find_straddling(items, rules, body)):
        taken = set(map(id, over))
        rest = [item for item in items if id(item) not in taken]
        yield from _cut(rest, rules, body, cut, begun)
        yield Column(tuple(map(tuple, find_rows(over))), area_of(over), "across")
        return
    whole, gutters = items, find_gutters(items, rules, body)
    if not gutters and (mended := mend_overlong(items, rules, body)):
        items, gutters = mended
    table = bool(gutters) and _is_table(items, gutters, body, begun)
    across = None if table else forced_across(items, rules, body, gutters)
    under = None if table or across else under_lonely(items, rules, body, gutters)
    if under is not None:
        across = under, False
    if across is not None:
        at, ruled = across  # lines that were mended for gutters of other parts stay whole
        yield from _part(whole, rules, body, cut, begun, [at], down=False, ruled=ruled)
    elif gutters and (past := goes_on_past_corner(items, rules, body)) is not None:
        inside, rest = past
        yield from _cut(rest, rules, body, cut, begun)
        yield from _cut(inside, rules, body, "rule", begun)
    elif gutters and not (table or is_tabular(items, gutters)):
        apart = [at for at in gutters if not is_under_one_head(items, rules, at, body)]
        edges = _around_tables(items, apart or gutters, body, begun)
        if aside := _aside(items, rules, body, edges):
            yield from _part(items, rules, body, cut, begun, aside, down=True, ruled=False)
        elif walls := _some_ruled(edges, rules, items, body, cut):
            yield from _part(items, rules, body, cut, begun, walls, down=True, ruled=True)
        else:
            yield from _part(items, rules, body, cut, begun, edges, down=True, ruled=False)
    elif not gutters and (through := rule_across(items, rules, WHOLE)) is not None:
        yield from _part(items, rules, body, cut, begun, [through], down=False, ruled=True)
    elif not gutters and (corner := corner_under_rule(items, rules, body)) is not None:
        inside, rest = corner
        yield from _cut(rest, rules, body, cut, begun)
        yield from _cut(inside, rules, body, "rule", begun)
    elif not gutters and (under := under_headline(items, rules, body)) is not None:
        yield from _part(items, rules, body, cut, begun, [under], down=False, ruled=False)
    elif not gutters and (cuts := around_spanning(items, body)):
        yield from _part(items, rules, body, cut, begun, cuts, down=False, ruled=False)
    elif (at_rule := rule_across(items, rules)) is not None:
        yield from _part(items, rules, body, cut, begun, [at_rule], down=False, ruled=True)
    else:
        yield Column(tuple(map(tuple, find_rows(items))), area_of(items), cut)


def _without_headline(
    items: list[Item], rules: list[Area], title: list[Item], body: float
) -> tuple[list[Item], list[Area]]:
    """Return a region without a headline and the rules above and under it."""
    area = area_of(title)
    near = Area(area.x0 - body, area.y0 - 3 * body, area.x1 + body, area.y1 + 3 * body)
    free = [r for r in rules if not near.holds((r.x0 + r.x1) / 2, (r.y0 + r.y1) / 2)]
    return [item for item in items if item not in title], free


def _without_tables(rules: list[Area], items: list[Item], body: float) -> list[Area]:
    """Return the rules but those that stand between the rows of a table."""
    least = RULE_SHARE * area_of(items).width  # shorter ones part nothing across
    return [rule for rule in rules if rule.width < least or not _is_in_table(rule, items, body)]


def _is_in_table(rule: Area, items: list[Item], body: float) -> bool:
    """Whether rows of cells stand above and below a rule across, those below with values."""
    above = find_rows([i for i in items if 0 < rule.y0 - i.middle < ROW * body])
    below = find_rows([i for i in items if 0 < i.middle - rule.y1 < ROW * body])
    if not above or not below:
        return False
    high, low = (
        [one for one in row if isinstance(one, Stroke) and not is_large(one, body)]
        for row in (above[-1], below[0])
    )
    cells = all(len(row) > 1 and is_cell_row(row, CELL_WHITE * body) for row in (high, low))
    return cells and 2 * sum(map(is_value, low[1:])) >= len(low) - 1


def _around_tables(
    items: list[Item], gutters: list[float], body: float, begun: Begun | None
) -> list[float]:
    """Return the gutters but those between the columns of a table that stands beside text."""
    edges = [float("-inf"), *gutters, float("inf")]
    kept: list[float] = []
    for low, gutter, high in zip(edges[:-2], gutters, edges[2:], strict=True):
        beside = [item for item in items if low < center_of(item) <= high]
        titled = any(is_large(item, body) for item in beside)
        if titled or not (is_tabular(beside, [gutter]) or _is_table(beside, [gutter], body, begun)):
            kept.append(gutter)
    return kept or gutters


def _is_table(items: list[Item], gutters: list[float], body: float, begun: Begun | None) -> bool:
    """Whether a region is one table without rules, whose cells may hold words and run on.

    Over a table that goes on stand its heads again, and the rest of a row.
    """
    if are_all_prose(items, gutters):
        return False
    rows = [tuple(row) for row in find_rows(items)]
    over = MOST_OVER if begun else MOST_TITLES
    tables = (
        (find_unruled(rows[at:], body, begun), len(rows) - at)
        for at in range(min(over + 1, len(rows)))
    )
    return any(found is not None and found[1] >= TABLE * count for found, count in tables)


def _part(
    items: list[Item],
    rules: list[Area],
    body: float,
    cut: Cut,
    begun: Begun | None,
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
        here: Cut = cut if number == 0 else "rule" if ruled else "column" if down else "across"
        yield from _cut(part, inside, body, here, begun)
        start = end


def _aside(items: list[Item], rules: list[Area], body: float, gutters: list[float]) -> list[float]:
    """Return the gutter beside a column of its own, where the rest has rows of articles.

    The column begins with a box or a headline, so that no text of the rest goes on in it.
    """
    if len(gutters) < 2:
        return []
    for at, others in ((gutters[-1], gutters[:-1]), (gutters[0], gutters[1:])):
        inner = [i for i in items if (center_of(i) < at) == (at == gutters[-1])]
        outer = [item for item in items if item not in inner]
        top = min(outer, key=lambda item: item.y0)
        alone = is_large(top, body) or isinstance(top, Block) and top.kind == "box"
        if alone and forced_across(inner, rules, body, others) is not None:
            return [at]
    return []


def _some_ruled(
    gutters: list[float], rules: list[Area], items: list[Item], body: float, cut: Cut
) -> list[float]:
    """Return the gutters with a rule all the way down, where others have none: articles end there.

    A rule between an article's own columns begins under its headline, or beside an upright one:
    what stands behind it then has no headline of its own.
    """
    area = area_of(items)
    upright = [rule for rule in rules if rule.height > WHOLE_DOWN * area.height]
    upright = [rule for rule in upright if rule.y0 < area.y0 + NEAR_TOP]
    ruled = [at for at in gutters if any(abs(rule.x0 - at) < NEAR_GUTTER for rule in upright)]
    if cut == "across" or any(is_upright(item) for item in items):
        ends = [float("-inf"), *ruled, float("inf")]
        parts = [[i for i in items if low < center_of(i) <= high] for low, high in pairwise(ends)]
        ruled = [
            at
            for at, (before, behind) in zip(ruled, pairwise(parts), strict=True)
            if _begins_article(behind, before, body)
        ]
    return ruled if len(ruled) < len(gutters) else []


def _begins_article(behind: list[Item], before: list[Item], body: float) -> bool:
    """Whether what stands behind a rule has a headline of its own.

    An upright one at its right may head what stands before the rule as well, if that has none.
    """
    heads = [i for i in behind if is_large(i, body) or is_upright(i)]
    if not heads:
        return any(isinstance(i, Block) and i.kind == "box" for i in behind)
    texts = [center_of(i) for i in behind if is_text(i, body)]
    at_right = all(is_upright(i) and all(center_of(i) > x for x in texts) for i in heads)
    return not at_right or any(is_large(i, body) or is_upright(i) for i in before)


def _is_inside(rule: Area, start: float, end: float, *, down: bool) -> bool:
    middle = (rule.x0 + rule.x1) / 2 if down else (rule.y0 + rule.y1) / 2
    return start < middle < end
