"""The dots or dashes that lead from a heading to its page number in a list of contents → one mark for all.

The heading, the mark and the number then stand close together, as one line of text.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from corpus.pdf.text import Glyph

DOTS = dict.fromkeys(".·・•．-–—", 1) | dict.fromkeys("…⋯‥", 2)
LEAST_DOTS = 6
APART = 1.6  # em from one dot to the next
NEAR = 3.0  # em from the dots to what they lead from and to


def join_leaders(glyphs: Sequence[Glyph]) -> tuple[Glyph, ...]:
    """Put one … for each row of dots between words and a page number."""
    rows: dict[tuple[str, float], list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        if glyph.text in DOTS and not glyph.angle:
            rows[glyph.text, round(glyph.middle, 1)].append(glyph)
    joined: dict[int, Glyph | None] = {}
    for row in rows.values():
        for run in _runs(sorted(row, key=lambda glyph: glyph.x0)):
            if sum(DOTS[glyph.text] for glyph in run) >= LEAST_DOTS:
                joined |= _join(run, glyphs)
    return tuple(one for glyph in glyphs if (one := joined.get(id(glyph), glyph)) is not None)


def _runs(row: Sequence[Glyph]) -> list[list[Glyph]]:
    runs = [[row[0]]]
    for before, after in pairwise(row):
        if after.x0 - before.x1 < APART * before.em:
            runs[-1].append(after)
        else:
            runs.append([after])
    return runs


def _join(run: Sequence[Glyph], glyphs: Sequence[Glyph]) -> dict[int, Glyph | None]:
    """Return the mark in the place of the first dot, nothing in those of the others."""
    first, last = run[0], run[-1]
    others = {id(glyph) for glyph in run}
    level = [
        one
        for one in glyphs
        if abs(one.middle - first.middle) < one.em / 2 and id(one) not in others
    ]
    before = max((one for one in level if one.x0 < first.x0), key=lambda o: o.x1, default=None)
    after = min((one for one in level if one.x1 > last.x1), key=lambda o: o.x0, default=None)
    if before is None or after is None or not _is_folio(after.text):
        return {}
    if first.x0 - before.x1 > NEAR * before.em or after.x0 - last.x1 > NEAR * after.em:
        return {}
    x0, y0, _, y1 = first.box
    mark = replace(
        first,
        text="…",
        box=(x0, y0, last.box[2], y1),
        x0=min(first.x0, before.x1),
        x1=max(last.x1, after.x0),
        em=before.em,
    )
    return {**dict.fromkeys(others, None), id(first): mark}


def _is_folio(text: str) -> bool:
    return text.isdigit() or text in "ivxIVX（("
