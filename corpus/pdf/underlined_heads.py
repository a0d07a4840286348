"""The rules under a table's heads in, the heads of its columns out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.pdf.cell_rows import is_value
from corpus.pdf.items import are_overprinted
from corpus.pdf.lines import Stroke, make_stroke
from corpus.pdf.text import Area, Glyph
from corpus.pdf.underlines import (
    FROM_RULE,
    HEADS_HIGH,
    LEVEL,
    lines_up,
    spans,
    words_of,
)
from corpus.tables import DASHES, UNIT_LINE

HEAD_STEP = 1.0  # em of white between the lines of heads
ALIKE = 0.12  # of its size: heads and rows are set alike
WIDE = 2.0  # em between two heads over one rule
UNIT = re.compile(r"单位[.．]?[：:]")
NO_ROW = re.compile(
    r"[（(]?续|注[：:\d]|[（(][\d一二三四五六七八九十]+[)）]|[①-⑳]|[\d一二三四五六七八九十]+、"
)


@dataclass(frozen=True, slots=True)
class Heads:
    """The heads of a table: its columns' rules, and the lines that stand over each."""

    parts: tuple[Area, ...]
    lines: tuple[tuple[Stroke, ...], ...]
    em: float
    glyphs: tuple[Glyph, ...]

    @property
    def edges(self) -> list[float]:
        return [(one.x1 + other.x0) / 2 for one, other in pairwise(self.parts)]


def read_heads(
    levels: Sequence[Sequence[Area]], at: int, glyphs: Sequence[Glyph], page: int
) -> Heads | None:
    """Read the heads over a level of rules; None where it underlines none, or not the lowest."""
    parts = levels[at]
    y, x0, x1 = parts[0].y0, parts[0].x0, parts[-1].x1
    inside = [glyph for glyph in glyphs if x0 < (glyph.x0 + glyph.x1) / 2 < x1]
    over = [glyph for glyph in inside if glyph.middle < y]
    if not over:
        return None
    em = max(over, key=lambda glyph: glyph.middle).em
    over = [glyph for glyph in over if glyph.middle > y - HEADS_HIGH * em]
    near = [level for level in levels[:at] if level[0].y0 > y - HEADS_HIGH * em]
    above = [[rule for rule in level if spans(rule, parts) > 0] for level in near]
    named: list[tuple[Area, Stroke]] = []
    edge, limit, middle = y, FROM_RULE * em, y
    for line in lines_up(over, em):
        white = edge - max(glyph.y1 for glyph in line)
        between = [level for level in above if level and line[0].middle < level[0].y0 < middle]
        words = _under_rules(line, [*above, parts], em, page)
        if white > (FROM_RULE * em if between else limit) or words is None:
            break
        if any(_is_no_head(one, em) for _, one in words) or _is_of_unit(line, glyphs):
            break
        named += words
        edge, limit, middle = min(glyph.y0 for glyph in line), HEAD_STEP * em, line[0].middle
    lines = [
        tuple(one for rule, one in reversed(named) if rule.x0 - LEVEL < center < rule.x1 + LEVEL)
        for center in ((part.x0 + part.x1) / 2 for part in parts)
    ]
    if not all(lines[1:]):
        return None
    used = tuple(glyph for _, one in named for glyph in one.glyphs)
    return Heads(tuple(parts), tuple(lines), em, used)


def _under_rules(
    line: Sequence[Glyph], levels: Sequence[Sequence[Area]], em: float, page: int
) -> list[tuple[Area, Stroke]] | None:
    """Return what stands over each rule; None where something stands over none."""
    over: dict[Area, list[Glyph]] = {}
    for glyph in line:
        center = (glyph.x0 + glyph.x1) / 2
        rules = [
            rule
            for level in levels
            for rule in level
            if rule.y0 > glyph.middle and rule.x0 - em < center < rule.x1 + em
        ]
        if not rules:
            return None
        lowest = [rule for rule in rules if rule.y0 - rules[0].y0 < LEVEL]
        nearest = min(lowest, key=lambda rule: max(rule.x0 - center, center - rule.x1))
        over.setdefault(nearest, []).append(glyph)
    heads: list[tuple[Area, Stroke]] = []
    for rule, inside in over.items():
        strokes = [make_stroke(word, page) for word in words_of(inside, WIDE * em)]
        if len(strokes) == 1 or rule in levels[-1]:
            heads.append((rule, make_stroke(inside, page)))
        else:  # one rule for several heads, each over columns that it is centered over
            x0 = rule.x0
            for stroke in strokes:
                ends = [part.x1 for part in levels[-1] if x0 < part.x1 < rule.x1 - LEVEL]
                x1 = min(ends, key=lambda x: abs(x0 + x - stroke.x0 - stroke.x1), default=rule.x1)
                x1 = rule.x1 if stroke is strokes[-1] else x1
                heads.append((Area(x0, rule.y0, x1, rule.y1), stroke))
                x0 = x1
    return heads


def _is_of_unit(line: Sequence[Glyph], glyphs: Sequence[Glyph]) -> bool:
    """Whether a line, with what stands beside the table, names the unit of its figures."""
    whole = [g for g in glyphs if abs(g.middle - line[0].middle) < g.em / 2]
    text = "".join(g.text for g in sorted(whole, key=lambda glyph: glyph.x0))
    return UNIT.search(text) is not None


def _is_no_head(one: Stroke, em: float) -> bool:
    return (
        abs(one.em - em) > ALIKE * em
        or is_value(one)
        or bool(DASHES.match(one.text) or NO_ROW.match(one.text) or UNIT_LINE.search(one.text))
        or "。" in one.text
        or are_overprinted([glyph.box for glyph in one.glyphs])
    )
