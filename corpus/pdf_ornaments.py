"""A page's characters in, those that make a border of ornaments out as rules: ◇◇◇◇◇◇◇◇◇◇◇◇.

A box framed by them is then a box as any other.
"""

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from corpus.pdf_text import Area, Glyph, PrintedPage

LEAST_RUN = 10  # ornaments in a line; fewer mark items, or stand for what is left out
APART = 1.5  # em from one ornament to the next, at most
LEVEL = 0.2  # em
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
