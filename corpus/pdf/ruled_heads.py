"""What stands over a rule in, the heads of a table's columns out, line by line, if it is such.

A rule under a head tells the columns that it spans.
"""

from collections.abc import Sequence
from statistics import median

from corpus.pdf.cell_rows import may_be_head, whole_words
from corpus.pdf.head_places import Under
from corpus.pdf.items import area_of, find_rows
from corpus.pdf.lines import Stroke, find_strokes
from corpus.pdf.text import Area, Glyph
from corpus.pdf.under_heads import HeadLines, Line

HIGH = 9.0  # em from the rule over heads to the one under them
MOST_LINES = 6
OVER_RULE = 2.0  # em from a head to the rule under it
ABOVE_FOOT = 3.0  # points: a rule so near the one under all heads is that one


def lines_of(glyphs: Sequence[Glyph], page: int, em: float) -> list[Line]:
    """Return characters as lines of whole words, none of a line that holds anything else."""
    return [whole_words(row, em) for row in find_rows(find_strokes(glyphs, page))]


def heads_over(glyphs: Sequence[Glyph], rules: Sequence[Area], page: int) -> HeadLines | None:
    """Read the heads that ``glyphs`` are, if they are heads; ``rules`` are those across."""
    if not glyphs:
        return None
    em = median(glyph.em for glyph in glyphs)
    lines = lines_of(glyphs, page, em)
    heads = [one for line in lines for one in line]
    if not all(lines) or max(map(len, lines)) < 2 or len(lines) > MOST_LINES:
        return None
    area = area_of(glyphs)
    if area.height > HIGH * em or not all(map(may_be_head, heads)):
        return None
    inside = [rule for rule in rules if area.y0 < rule.y0 < area.y1 - ABOVE_FOOT]
    under = {id(one): rule for one in heads if (rule := _under(one, heads, inside))}
    return HeadLines(tuple(lines), em, under)


def _under(head: Stroke, heads: Sequence[Stroke], rules: Sequence[Area]) -> Under | None:
    """Return the rule under a head, if there is one."""
    rule = min(
        (rule for rule in rules if _is_over(head, rule)),
        key=lambda rule: (round(rule.y0), rule.width),
        default=None,
    )
    if rule is None:
        return None
    beside = [one for one in heads if one.x1 <= head.x0 or head.x1 <= one.x0]
    return Under((rule.x0, rule.x1), alone=not any(_is_over(one, rule) for one in beside))


def _is_over(head: Stroke, rule: Area) -> bool:
    near = 0 <= rule.y0 - head.middle < OVER_RULE * head.em
    return near and rule.x0 < (head.x0 + head.x1) / 2 < rule.x1
