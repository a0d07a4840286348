"""A page's rules in, those out that stand side by side under the heads of columns.

A rule for each column tells the columns; one over several of them tells what a head spans.
"""

from collections.abc import Sequence
from itertools import pairwise

from corpus.pdf.items import are_overprinted, area_of
from corpus.pdf.text import Area, Glyph

LEVEL = 2.5  # points between the rules of one row of heads, which may be drawn twice
ALIGNED = 5.0  # points: a rule over several columns begins and ends with theirs
LEAST_GAP = 1.0  # points between the rules of two columns
LEAST_RULE = 10.0  # points
HEADS_HIGH = 14.0  # em
FROM_RULE = 3.0  # em from the rule to the heads over it, to the rows under it
SAME_LINE = 0.5  # em
WORDS_APART = 0.6  # em between the heads of two columns
ROWS_HIGH = 12.0  # em under the heads: rows whose figures tell columns
SMALL = 8.0  # points: a small character


def levels_of(rules: Sequence[Area]) -> list[list[Area]]:
    """Return the rules across that stand at one height, from the left, by their heights."""
    levels: list[list[Area]] = []
    for rule in sorted(rules, key=lambda rule: rule.y0):
        if rule.height > LEVEL or rule.width < LEAST_RULE:
            continue
        if levels and rule.y0 - levels[-1][0].y0 < LEVEL:
            levels[-1].append(rule)
        else:
            levels.append([rule])
    return [_joined(level) for level in levels]


def _joined(level: Sequence[Area]) -> list[Area]:
    """Return the rules of one height, as one those that are drawn twice or go on."""
    joined: list[Area] = []
    for rule in sorted(level, key=lambda rule: rule.x0):
        if joined and rule.x0 - joined[-1].x1 < LEAST_GAP:
            joined[-1] = area_of([joined[-1], rule])
        else:
            joined.append(rule)
    return joined


def with_first(parts: list[Area], glyphs: Sequence[Glyph]) -> list[Area]:
    """Return the columns' rules, with one for the names of the rows where they have none."""
    y, x0 = parts[0].y0, parts[0].x0
    under = [g for g in glyphs if y < g.middle < y + FROM_RULE * g.em and g.x0 < parts[-1].x1]
    if not under:
        return parts
    first = min(under, key=lambda glyph: glyph.middle)
    near = [g for g in under if g.middle - first.middle < FROM_RULE * g.em and g.x1 < x0]
    if len(near) < 2:
        return parts
    return [Area(min(g.x0 for g in near), y, max(g.x1 for g in near), parts[0].y1), *parts]


def parted(
    parts: list[Area], above: Sequence[Sequence[Area]], glyphs: Sequence[Glyph]
) -> list[Area]:
    """Return the columns' rules, those parted that underline the heads of several columns."""
    y, x0, x1 = parts[0].y0, parts[0].x0, parts[-1].x1
    inside = [glyph for glyph in glyphs if x0 < glyph.x0 < x1]
    under = [glyph for glyph in inside if y < glyph.middle < y + ROWS_HIGH * glyph.em]
    lines = lines_up(under, SMALL)
    rows = [g for line in lines if any(g.text.isdigit() for g in line) for g in line]
    found: list[Area] = []
    for part in parts:
        top = max(
            (level[0].y0 for level in above for r in level if r.x0 < part.x1 and part.x0 < r.x1),
            default=0.0,
        )
        heads = [g for g in inside if max(top, y - HEADS_HIGH * g.em / 2) < g.middle < y]
        own = [g for g in [*heads, *rows] if part.x0 < (g.x0 + g.x1) / 2 < part.x1]
        left = part.x0
        for (_, high), (low, _) in pairwise(_runs(own)):
            named = [
                sum(x0 < (g.x0 + g.x1) / 2 < x1 for g in heads)
                for x0, x1 in ((left, high), (low, part.x1))
            ]
            if min(named) > 1:
                found.append(Area(left, part.y0, high, part.y1))
                left = low
        found.append(Area(left, part.y0, part.x1, part.y1))
    return found


def _runs(glyphs: Sequence[Glyph]) -> list[tuple[float, float]]:
    """Return the stretches that characters cover, with white between them."""
    runs: list[tuple[float, float]] = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.x0):
        if runs and glyph.x0 - runs[-1][1] < WORDS_APART * glyph.em:
            runs[-1] = (runs[-1][0], max(runs[-1][1], glyph.x1))
        else:
            runs.append((glyph.x0, glyph.x1))
    return runs


def meets(rule: Area, parts: Sequence[Area]) -> bool:
    """Whether an upright rule stands on a level: its rules are those of cells."""
    x0, x1 = parts[0].x0 - LEVEL, parts[-1].x1 + LEVEL
    y = parts[0].y0
    return x0 < rule.x0 < x1 and rule.y0 - LEVEL < y < rule.y1 + LEVEL


def spans(rule: Area, parts: Sequence[Area]) -> int:
    """Return how many columns a rule spans; 0 where it does not begin and end with columns."""
    starts = [at for at, part in enumerate(parts) if abs(rule.x0 - part.x0) < ALIGNED]
    ends = [at for at, part in enumerate(parts) if abs(rule.x1 - part.x1) < ALIGNED]
    return ends[-1] - starts[0] + 1 if starts and ends else 0


def is_upper(levels: Sequence[Sequence[Area]], at: int, glyphs: Sequence[Glyph]) -> bool:
    """Whether a rule spans heads that stand under it, each again underlined."""
    parts = levels[at]
    y, x0, x1 = parts[0].y0, parts[0].x0, parts[-1].x1
    for level in levels[at + 1 :]:
        between = [g for g in glyphs if y < g.middle < level[0].y0 and x0 < g.x0 < x1]
        em = max((glyph.em for glyph in between), default=0.0)
        figures = sum(glyph.text.isdigit() for glyph in between)
        if level[0].y0 - y > HEADS_HIGH * em or 2 * figures > len(between):
            return False
        if between and any(spans(rule, level) > 1 for rule in parts):
            return True
    return False


def lines_up(glyphs: Sequence[Glyph], em: float) -> list[list[Glyph]]:
    """Return characters line by line from the foot up, each line from the left."""
    lines: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: -glyph.middle):
        if lines and lines[-1][0].middle - glyph.middle < SAME_LINE * em:
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
    parted = (part for line in lines for part in _parted_by_height(_from_left(line)))
    return list(map(_from_left, parted))


def _from_left(line: Sequence[Glyph]) -> list[Glyph]:
    return sorted(line, key=lambda glyph: glyph.x0)


def _parted_by_height(line: list[Glyph]) -> list[list[Glyph]]:
    """Part two lines, from the foot up, that are printed over one another a little apart."""
    heights = sorted({glyph.middle for glyph in line}, reverse=True)
    if len(heights) < 2 or not _is_overprinted(line):
        return [line]
    _, cut = max((low - high, low) for low, high in pairwise(heights))
    parts = [[g for g in line if g.middle >= cut], [g for g in line if g.middle < cut]]
    return [line] if any(map(_is_overprinted, parts)) else parts


def _is_overprinted(line: Sequence[Glyph]) -> bool:
    words = words_of(line, WORDS_APART * line[0].em)
    return any(are_overprinted([glyph.box for glyph in word]) for word in words)


def words_of(line: Sequence[Glyph], apart: float) -> list[list[Glyph]]:
    words: list[list[Glyph]] = [[line[0]]]
    for before, after in pairwise(line):
        if after.x0 - before.x1 < apart:
            words[-1].append(after)
        else:
            words.append([after])
    return words
