"""A region's items in, where it is parted across out: above and below a headline, a picture or a rule
that spans several columns.
"""

from statistics import median

from corpus.page.printed_lines import DATELINE
from corpus.pdf.cuts_down import (
    columns_under,
    find_gutters,
    find_headlines,
    is_tabular,
    is_with_head,
    open_gutters,
)
from corpus.pdf.items import (
    INDENT,
    RULE_SHARE,
    SENTENCE_ENDS,
    SMALL,
    Block,
    Item,
    area_of,
    center_of,
    find_rows,
    gaps_between,
    is_large,
    is_text,
    overlaps,
)
from corpus.pdf.lines import Stroke
from corpus.pdf.text import Area

MOST_LARGE = 150  # lines of a region; a newspaper's page has some fifty
NEAR_HEAD = 3.0  # em from a headline to its kicker, deck and byline
LEAST_CORNER = 12.0  # em: a shorter rule parts no article
RULE_SHARE_MOST = 0.95  # of a region's width: a longer rule parts it all across


def under_lonely(
    items: list[Item], rules: list[Area], body: float, gutters: list[float]
) -> float | None:
    """Return a cut under (or over) a headline or byline that stands alone over several columns.

    A short one stands within one column's width and leaves the gutters free.
    """
    if not gutters:
        return None
    area = area_of(items)
    rows = find_rows(items)
    for at, row in enumerate(rows[:-1]):
        centered = abs((row[0].x0 + row[-1].x1 - area.x0 - area.x1) / 2) < 1.5 * body
        first = at == 0 and (centered or is_with_head(row[0], body))
        if not (first or is_large(row[0], body)) or len(row) > 1:
            continue
        if any(_goes_on_below(above, row[0], body) for above in items):
            continue
        title = _lines_of_headline(rows[at:], body)
        if not all(overlaps(line, row[0].x0, row[0].x1) for line in title):
            continue  # headlines of two articles side by side
        top, bottom = row[0].y0, title[-1].y1
        if any(i.y0 < bottom - 1 and i.y1 > top + 1 for i in items if i not in title):
            continue
        below = [item for item in items if bottom <= item.y0 < bottom + 4 * body]
        free = open_gutters(gutters, rules, top, bottom, body)
        if len({sum(center_of(i) > gutter for gutter in free) for i in below}) < 2:
            continue
        if is_large(row[0], body) and _heads_one_of_two(title, below, gutters, body):
            continue
        if at == 0:
            return (bottom + min(item.y0 for item in below)) / 2
        return (top + max((item.y1 for item in items if item.y1 <= top), default=top)) / 2
    return None


def _heads_one_of_two(
    title: list[Item], below: list[Item], gutters: list[float], body: float
) -> bool:
    """Whether a headline stands over text of its own, and another one a little lower beside it."""
    column = {sum(center_of(line) > gutter for gutter in gutters) for line in title}
    own = [i for i in below if sum(center_of(i) > gutter for gutter in gutters) in column]
    return (
        bool(own)
        and any(is_large(i, body) for i in below)
        and not any(is_large(i, body) or is_with_head(i, body) for i in own)
    )


def beside_whole_box(items: list[Item]) -> float | None:
    """Return a cut above, or else below, a box over the whole width of a region."""
    area = area_of(items)
    for box in items:
        if not isinstance(box, Block) or box.kind != "box":
            continue
        others = [item for item in items if item is not box]
        above = [item.y1 for item in others if item.y1 <= box.y0 + 1]
        below = [item.y0 for item in others if item.y0 >= box.y1 - 1]
        alone = len(above) + len(below) == len(others)
        if others and alone and box.width >= RULE_SHARE_MOST * area.width:
            return (max(above) + box.y0) / 2 if above else (box.y1 + min(below)) / 2
    return None


def under_headline(items: list[Item], rules: list[Area], body: float) -> float | None:
    """Return a cut under the headline at the top where only that hides the columns below it; or one
    under the picture over such a headline. A kicker may stand over it."""
    rows = find_rows(items)
    if (
        len(rows) > 2
        and len(rows[0]) == len(rows[1]) == 1
        and _leads_to(rows[0][0], rows[1][0], body)
    ):
        rest = [item for item in items if item is not rows[0][0]]
        return under_headline(rest, rules, body)
    if len(rows[0]) > 1:
        return None
    if isinstance(first := rows[0][0], Block):
        over = [i for i in items if i is first or _is_under_picture(i, first, body)]
        rest = [i for i in items if i.middle > first.y1 and i not in over]
        end, start = max(i.y1 for i in over), min((i.y0 for i in rest), default=0.0)
        if len(over) + len(rest) < len(items) or start < end:
            return None  # text stands beside it
        hidden = under_headline(rest, rules, body) is not None or _has_columns(rest, rules, body)
        return (end + start) / 2 if hidden else None
    if not is_large(first, body):
        return None
    title = _lines_of_headline(rows, body)
    below = [item for item in items if item not in title]
    if not below or not (gutters := find_gutters(below, rules, body)):
        return None
    if is_tabular(below, gutters):
        return None
    cut = (title[-1].y1 + min(item.y0 for item in below)) / 2
    under = any(item.middle > cut for item in below)  # an upright headline has all beside it
    return cut if under and title[-1].middle <= cut else None


def _is_under_picture(item: Item, picture: Block, body: float) -> bool:
    """Whether a line is of a picture's caption."""
    small = isinstance(item, Stroke) and item.em <= SMALL * body
    near = item.y0 - picture.y1 < NEAR_HEAD * body
    return small and near and item.middle > picture.middle  # a block may hold its caption


def _has_columns(items: list[Item], rules: list[Area], body: float) -> bool:
    gutters = find_gutters(items, rules, body)
    return bool(gutters) and not is_tabular(items, gutters)


def _leads_to(line: Item, head: Item, body: float) -> bool:
    """Whether a line stands right over a headline, as a kicker does."""
    near = 0 <= head.y0 - line.y1 < NEAR_HEAD * body
    kicker = isinstance(line, Stroke) and not line.vertical and not is_large(line, body)
    return near and kicker and is_large(head, body) and overlaps(line, head.x0, head.x1)


def amid_text(items: list[Item], rules: list[Area], body: float) -> list[Item]:
    """Return a headline in the middle of its text, with what stands by it: columns run past it.

    In the first column under it a sentence goes on that broke off above it: no article begins so.
    """
    if sum(is_large(item, body) for item in items) > MOST_LARGE:
        return []
    for head in find_headlines(items, body):
        if any(_is_right_over(rule, head, body) for rule in rules):
            continue
        text = [i.em for i in items if is_text(i, body) and 0 < i.y0 - head.y1 < 12 * body]
        title = [i for i in items if text and _is_of_headline(i, head, median(text))]
        rest = [item for item in items if item not in title]
        if title and _is_amid(head, rest, body):
            return title
    return []


def _is_right_over(rule: Area, head: Area, body: float) -> bool:
    """Whether a rule over a headline parts it from the text above."""
    across = rule.x0 < head.x0 + body and rule.x1 > head.x1 - body and rule.height < rule.width
    return across and -1 < head.y0 - rule.y1 < NEAR_HEAD * body


def _is_amid(head: Area, rest: list[Item], body: float) -> bool:
    under = [i.y0 for i in rest if i.y0 >= head.y1 and overlaps(i, head.x0, head.x1)]
    columns = columns_under(rest, min(under), body) if under else []
    crossed = [(x0, x1) for x0, x1 in columns if x0 < head.x1 and x1 > head.x0]
    beside = [i for i in rest if i.y0 < head.y1 and i.y1 > head.y0]
    left = [any(overlaps(i, x0, x1) for i in beside) for x0, x1 in columns if x1 < head.x0]
    if len(crossed) < 2 or not all(left):
        return False
    column = [i for i in rest if overlaps(i, *crossed[0])]
    above = max((i for i in column if i.y1 <= head.y0), key=lambda i: i.y1, default=None)
    below = min((i for i in column if i.y0 >= head.y1), key=lambda i: i.y0, default=None)
    set_in = any(abs(i.x0 - crossed[0][0] - INDENT * body) < 0.4 * body for i in column)
    return bool(set_in and above and below and _goes_on(above, below, crossed[0], body))


def _is_of_headline(item: Item, head: Area, body: float) -> bool:
    """Whether a line is of a headline, or stands closely above or under it, within its width."""
    if is_large(item, body):
        return head.holds(center_of(item), item.middle)
    near = -1 < item.y0 - head.y1 < NEAR_HEAD * body or -1 < head.y0 - item.y1 < NEAR_HEAD * body
    within = head.x0 - body < item.x0 and item.x1 < head.x1 + body
    return is_with_head(item, body) and near and within


def _goes_on(above: Item, below: Item, column: tuple[float, float], body: float) -> bool:
    """Whether a sentence breaks off in a column's full line and goes on in another, not set in."""
    if not (is_text(above, body) and is_text(below, body)):
        return False
    if above.em <= SMALL * body or is_with_head(below, body):
        return False  # a caption; who wrote the next text
    x0, x1 = column
    open_end = above.text[-1] not in SENTENCE_ENDS and above.x1 > x1 - 1.5 * body
    return open_end and below.x0 < x0 + 0.5 * body and not DATELINE.match(below.text)


def corner_under_rule(
    items: list[Item], rules: list[Area], body: float
) -> tuple[list[Item], list[Item]] | None:
    """Return an article in a lower corner of a region, under a rule of its width, and the rest.

    Articles that stand around one another like the blades of a windmill leave no cut through all.
    """
    area = area_of(items)
    for rule in rules:
        side = rule.x0 < area.x0 + 2 * body or rule.x1 > area.x1 - 2 * body
        if not (side and LEAST_CORNER * body < rule.width < RULE_SHARE_MOST * area.width):
            continue
        inside = [i for i in items if rule.x0 < center_of(i) < rule.x1 and i.middle > rule.y1]
        rest = [item for item in items if item not in inside]
        if not inside or not rest:
            continue
        corner = area_of(inside)
        if not any(is_large(i, body) and i.y0 < corner.y0 + NEAR_HEAD * body for i in inside):
            continue
        within = rule.x0 - body < corner.x0 and corner.x1 < rule.x1 + body
        if within and not any(overlaps(i, corner.x0, corner.x1) and i.y1 > rule.y1 for i in rest):
            return inside, rest
    return None


def goes_on_past_corner(
    items: list[Item], rules: list[Area], body: float
) -> tuple[list[Item], list[Item]] | None:
    """Return such an article, and the rest, where the rest's text goes on in a column beside it.

    That column begins without a headline, level with the text above the article.
    """
    corner = corner_under_rule(items, rules, body)
    if corner is None:
        return None
    inside, rest = corner
    area = area_of(inside)
    over = [i for i in rest if overlaps(i, area.x0, area.x1)]
    beside = [i for i in rest if not overlaps(i, area.x0, area.x1)]
    if not over or not beside or max(i.y1 for i in beside) < area.y0 + NEAR_HEAD * body:
        return None
    level = abs(min(i.y0 for i in beside) - min(i.y0 for i in over)) < body
    return corner if level and all(is_text(i, body) for i in [*over, *beside]) else None


def _lines_of_headline(rows: list[list[Item]], body: float) -> list[Item]:
    lines = [rows[0][0]]
    for row in rows[1:]:
        close = row[0].y0 - lines[-1].y1 < 0.9 * (row[0].y1 - row[0].y0)
        goes_on = is_large(row[0], body) or is_with_head(row[0], body)
        if len(row) > 1 or not (close and is_large(lines[0], body) and goes_on):
            break
        lines.append(row[0])
    return lines


def _goes_on_below(above: Item, below: Item, body: float) -> bool:
    """Whether a large line is the next of the headline that stands above it."""
    if not (isinstance(above, Stroke) and isinstance(below, Stroke) and is_large(above, body)):
        return False
    close = -1 < below.y0 - above.y1 < 0.9 * below.em
    return close and above.em == below.em and overlaps(above, below.x0, below.x1)


def rule_across(items: list[Item], rules: list[Area], share: float = RULE_SHARE) -> float | None:
    """Return the first long rule that stands free between items."""
    area = area_of(items)
    gaps = gaps_between([(item.y0, item.y1) for item in items])
    for rule in sorted(rules, key=lambda rule: rule.y0):
        if rule.width < share * area.width or rule.height > rule.width:
            continue
        middle = (rule.y0 + rule.y1) / 2
        if any(low - 1 <= middle <= high + 1 for low, high in gaps):
            return middle
    return None
