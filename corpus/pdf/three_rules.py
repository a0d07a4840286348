"""A page's rules and characters in, the tables out whose rows no rules part: rules stand over the
heads, under them and under the rows, perhaps over a total and under heads of several columns.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.pdf.cells import Table
from corpus.pdf.items import area_of
from corpus.pdf.ruled_heads import heads_over, lines_of
from corpus.pdf.text import Area, Glyph
from corpus.pdf.under_heads import HeadLines, Line, table_under

ALIKE = 3.0  # points: rules of one table begin and end at the same places
LEAST_RULES = 3
LEAST_ROWS = 2


def three_rule_tables(
    flat: Sequence[Area], under: Sequence[Area], glyphs: Sequence[Glyph], page: int
) -> Iterator[tuple[Table, frozenset[int]]]:
    """Return tables with the characters that each takes; ``flat`` are the rules across, ``under``
    those that may stand under a head.
    """
    for stack in stacks_of(flat, LEAST_RULES):
        x0, x1 = stack[0].x0 - ALIKE, stack[0].x1 + ALIKE
        inside = [g for g in glyphs if x0 <= g.x0 and g.x1 <= x1 and not g.angle]
        short = [rule for rule in flat if x0 < rule.x0 and rule.x1 < x1 and rule not in stack]
        ys = [(rule.y0 + rule.y1) / 2 for rule in stack]
        bands = parted_at(ys, inside)
        at = 0
        while at + 1 < len(bands):
            heads = heads_over(bands[at], under, page)
            found = _table(heads, bands[at:], ys[at:], short, page) if heads else None
            if found is None:
                at += 1
                continue
            table, taken = found
            yield table, frozenset(id(g) for band in bands[at : at + taken] for g in band)
            at += taken


def parted_at(ys: Sequence[float], glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Part characters at heights, from the first to the last of these, in their order."""
    bands: list[list[Glyph]] = [[] for _ in ys]
    for glyph in glyphs:
        if ys[0] < glyph.middle < ys[-1]:
            bands[bisect_left(ys, glyph.middle) - 1].append(glyph)
    return bands[:-1]


def stacks_of(flat: Sequence[Area], least: int) -> list[list[Area]]:
    """Group rules that begin and end at the same places, top down; ``least`` so many of them."""
    stacks: list[list[Area]] = []
    for rule in sorted(flat, key=lambda rule: rule.y0):
        for stack in stacks:
            if abs(rule.x0 - stack[0].x0) < ALIKE and abs(rule.x1 - stack[0].x1) < ALIKE:
                stack.append(rule)
                break
        else:
            stacks.append([rule])
    return [stack for stack in stacks if len(stack) >= least]


def _table(
    heads: HeadLines,
    bands: Sequence[Sequence[Glyph]],
    ys: Sequence[float],
    short: Sequence[Area],
    page: int,
) -> tuple[Table, int] | None:
    """Read the table whose heads are in the first band; return it and how many bands it takes."""
    best: tuple[Table, int] | None = None
    lines: list[Line] = []
    crowded = False
    for taken, band in enumerate(bands[1:], 2):
        rows = lines_of(band, page, heads.em)
        lines += rows
        crowded = crowded or len(rows) >= LEAST_ROWS
        if not crowded and len(rows) == 1:
            continue
        parted = any(ys[1] + ALIKE < rule.y0 < ys[taken] - ALIKE for rule in short)
        table = None if parted else table_under(heads, lines)
        if table is None:
            break
        inside = area_of([glyph for one in bands[:taken] for glyph in one])
        best = replace(table, area=Area(inside.x0, ys[0], inside.x1, ys[taken])), taken
    return best
