"""A page in, what stands for rules on it out as rules: a border of ornaments (◇◇◇◇◇◇◇◇◇◇◇◇), the
foot of a bar behind the page's head.

A box framed by ornaments is then a box as any other.
"""

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from corpus.pdf.items import gaps_between
from corpus.pdf.text import Area, Glyph, PrintedPage

LEAST_RUN = 10  # ornaments in a line; fewer mark items, or stand for what is left out
APART = 1.5  # em from one ornament to the next, at most
LEVEL = 0.2  # em
WIDE_BAR, HIGH_BAR, TOP = 0.6, 0.15, 0.25  # of the page's width, of its height, from its top
MOST_HELD = 60  # characters in a bar
LONGEST_NAME = 12  # characters of a section's name
HIGHEST = 3.5  # em of the bar behind it
NEAR = 4.0  # em under it
TOUCH = 3.0  # points
THIN = 0.5  # points: the rule that stands for them


def ornaments_to_rules(page: PrintedPage) -> PrintedPage:
    """Take lines of ornaments for the rules that they are; their ends meet at the corners."""
    marks = [glyph for glyph in page.glyphs if unicodedata.category(glyph.text[0]) == "So"]
    if len(marks) < LEAST_RUN:
        return page
    rules: list[Area] = []
    taken: set[int] = set()
    for run in _runs(marks, lambda mark: mark.middle, lambda mark: mark.x0):
        y, em = run[0].middle, run[0].em
        rules.append(Area(run[0].x0 - em, y, run[-1].x1 + em, y + THIN))
        taken.update(map(id, run))
    for run in _runs(marks, lambda mark: mark.x0, lambda mark: mark.y0):
        x, em = (run[0].x0 + run[0].x1) / 2, run[0].em
        rules.append(Area(x, run[0].y0 - em, x + THIN, run[-1].y1 + em))
        taken.update(map(id, run))
    rest = tuple(glyph for glyph in page.glyphs if id(glyph) not in taken)
    return replace(page, glyphs=rest, rules=(*page.rules, *rules))


def bars_to_rules(page: PrintedPage) -> PrintedPage:
    """Take bars across the page for the rules that others print there.

    The foot of one behind the page's head is the rule under it, the top of one that holds a
    section's name, further down, the rule over it.
    """
    rules: list[Area] = []
    for bar in page.fills:
        wide = bar.width >= WIDE_BAR * page.width and bar.height <= HIGH_BAR * page.height
        if not wide or any(_touch(bar, o) or _touch(o, bar) for o in page.fills):
            continue
        held = [g for g in page.glyphs if bar.holds((g.x0 + g.x1) / 2, g.middle)]
        if bar.y1 <= TOP * page.height:
            rules += (
                [Area(bar.x0, bar.y1, bar.x1, bar.y1 + THIN)] if 0 < len(held) <= MOST_HELD else []
            )
        elif _is_name(held, bar) and _is_over_columns(bar, held[0].em, page.glyphs):
            rules.append(Area(bar.x0, bar.y0 - THIN, bar.x1, bar.y0))
    return replace(page, rules=(*page.rules, *rules)) if rules else page


def _is_name(held: list[Glyph], bar: Area) -> bool:
    """Whether a bar holds one short line, and not a row of a table's heads."""
    if not 0 < len(held) <= LONGEST_NAME or bar.height > HIGHEST * held[0].em:
        return False
    line = sorted(held, key=lambda glyph: glyph.x0)
    gaps = (after.x0 - one.x1 for one, after in pairwise(line))
    return all(gap < APART * held[0].em for gap in gaps)


def _is_over_columns(bar: Area, em: float, glyphs: Sequence[Glyph]) -> bool:
    """Whether lines stand side by side under a bar, as at the top of columns."""
    below = [g for g in glyphs if 0 < g.middle - bar.y1 < NEAR * em and bar.x0 < g.x0 < bar.x1]
    return len(gaps_between([(g.x0 - em, g.x1 + em) for g in below])) > 0


def _touch(bar: Area, other: Area) -> bool:
    """Whether a fill touches another one's foot, as those behind the lines of a listing do."""
    touches = bar.y0 < other.y0 <= bar.y1 + TOUCH and other.y1 > bar.y1 + TOUCH
    return touches and other.x0 < bar.x1 and other.x1 > bar.x0


def _runs(
    marks: Sequence[Glyph], across: Callable[[Glyph], float], along: Callable[[Glyph], float]
) -> Iterator[list[Glyph]]:
    """Return the marks that stand in a straight line, one close to the other."""
    lines: list[list[Glyph]] = []
    for mark in sorted(marks, key=lambda mark: (across(mark), along(mark))):
        if lines and abs(across(mark) - across(lines[-1][0])) < LEVEL * mark.em:
            lines[-1].append(mark)
        else:
            lines.append([mark])
    for line in lines:
        run: list[Glyph] = []
        for mark in sorted(line, key=along):
            if run and along(mark) - along(run[-1]) > APART * mark.em:
                if len(run) >= LEAST_RUN:
                    yield run
                run = []
            run.append(mark)
        if len(run) >= LEAST_RUN:
            yield run
