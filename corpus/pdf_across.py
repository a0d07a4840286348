"""Rules across a page in, those of tables ruled across only out, with the columns' own added.

Each band between two rules is a row of the table, however many lines its cells take. Columns are
parted where white goes down through all bands; a head over several columns stays whole.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from corpus.pdf_items import area_of
from corpus.pdf_text import Area, Glyph

ALIKE = 3.0  # points: rules of one table begin and end at the same places
LEAST_BANDS = 3  # of so many rows; two between three rules are heads and all rows
LEAST_GUTTER = 0.4  # em of white between columns
WORD_SPACE = 0.3  # em within a cell
NEXT_LINE = 0.8  # em from line to line in a row that a rule ends but none begins, or as in others
MOST_BAND = 14.0  # em: a row that is higher with several full lines is a text between two rules

Run = tuple[float, float]  # where ink begins and ends


@dataclass(frozen=True, slots=True)
class Band:
    """What stands between two rules, line by line from the top: each line's runs of ink.

    ``white`` is left between the rule and the text, at the side where there is more.
    """

    y0: float
    y1: float
    lines: tuple[tuple[Run, ...], ...]
    white: float = 0.0

    def runs(self, em: float) -> list[Run]:
        return _join((run for line in self.lines for run in line), WORD_SPACE * em)


def tables_across(flat: Sequence[Area], glyphs: Sequence[Glyph]) -> Iterator[list[Area]]:
    """Return the rules of each table that ``flat`` rules, apart from one another, make."""
    for stack in _stacks(flat):
        x0, x1 = stack[0].x0 - ALIKE, stack[0].x1 + ALIKE
        inside = [glyph for glyph in glyphs if x0 <= glyph.x0 and glyph.x1 <= x1]
        if not inside:
            continue
        em = median(glyph.em for glyph in inside)
        ys = [(rule.y0 + rule.y1) / 2 for rule in stack]
        bands = [_band(inside, y0, y1) for y0, y1 in pairwise(ys)]
        for run in _runs_of_rows(bands, em):
            if rules := _rules_of(run, inside, stack[0], em):
                yield rules


def _stacks(flat: Sequence[Area]) -> list[list[Area]]:
    """Group rules that begin and end at the same places."""
    stacks: list[list[Area]] = []
    for rule in sorted(flat, key=lambda rule: rule.y0):
        for stack in stacks:
            if abs(rule.x0 - stack[0].x0) < ALIKE and abs(rule.x1 - stack[0].x1) < ALIKE:
                stack.append(rule)
                break
        else:
            stacks.append([rule])
    return [stack for stack in stacks if len(stack) >= LEAST_BANDS]


def _band(glyphs: Sequence[Glyph], y0: float, y1: float) -> Band:
    inside = [glyph for glyph in glyphs if y0 < glyph.middle < y1]
    lines = _lines_from(inside, up=False)
    runs = (_join(((g.x0, g.x1) for g in line), WORD_SPACE * line[0].em) for line in lines)
    area = area_of(inside) if inside else Area(0, y0, 0, y1)
    return Band(y0, y1, tuple(map(tuple, runs)), max(area.y0 - y0, y1 - area.y1))


def _join(runs: Iterable[Run], apart: float) -> list[Run]:
    joined: list[Run] = []
    for x0, x1 in sorted(runs):
        if joined and x0 - joined[-1][1] < apart:
            joined[-1] = (joined[-1][0], max(joined[-1][1], x1))
        else:
            joined.append((x0, x1))
    return joined


def _runs_of_rows(bands: Sequence[Band], em: float) -> Iterator[list[Band]]:
    """Return the bands in a row that white parts in cells."""
    run: list[Band] = []
    for band in bands:
        low = band.y1 - band.y0 < MOST_BAND * em
        if len(band.runs(em)) > 1 and (low or _full_lines(band, _whites([band], em)) < 2):
            run.append(band)
        else:
            yield run
            run = []
    yield run


def _rules_of(
    bands: Sequence[Band], glyphs: Sequence[Glyph], like: Area, em: float
) -> list[Area] | None:
    """Return the rules of the table that bands make; None where they are no rows."""
    if len(bands) < LEAST_BANDS - 1:
        return None
    bands = [*_open(bands, glyphs, em, up=True), *bands]
    bands = [*bands, *_open(bands, glyphs, em, up=False)]
    gutters = _gutters(bands, em)
    crowded = [_full_lines(band, gutters) > 1 for band in bands]
    if not gutters or len(bands) < LEAST_BANDS or crowded[0] or 3 * sum(crowded) >= len(bands):
        return None
    ys = [bands[0].y0, *(band.y1 for band in bands)]
    flat = [Area(like.x0, y, like.x1, y) for y in ys]
    upright = [
        Area(x, band.y0, x, band.y1)
        for x in gutters
        for band in bands
        if not any(x0 < x < x1 for x0, x1 in band.runs(em))
    ]
    return [*flat, *upright]


def _gutters(bands: Sequence[Band], em: float) -> list[float]:
    """Return where columns part; the heads, of which one may span several, count where they help."""
    return max(_whites(bands, em), _whites(bands[1:], em), key=len)


def _whites(bands: Sequence[Band], em: float) -> list[float]:
    """Return the middles of the white that goes down through all bands."""
    inked = _join((run for band in bands for run in band.runs(em)), LEAST_GUTTER * em)
    return [(one[1] + other[0]) / 2 for one, other in pairwise(inked)]


def _full_lines(band: Band, gutters: Sequence[float]) -> int:
    """Return how many lines of a band have something in every column: a row's have it once."""
    return sum(len(_filled(line, gutters)) == len(gutters) + 1 for line in band.lines)


def _filled(line: Sequence[Run], gutters: Sequence[float]) -> set[int]:
    return {sum((x0 + x1) / 2 > x for x in gutters) for x0, x1 in line}


def _open(bands: Sequence[Band], glyphs: Sequence[Glyph], em: float, *, up: bool) -> list[Band]:
    """Return the row beyond the outermost rule: a table may be open at its top and its end."""
    edge = bands[0].y0 if up else bands[-1].y1
    y0, y1 = (edge - MOST_BAND * em, edge) if up else (edge, edge + MOST_BAND * em)
    columns = len(_gutters(bands, em)) + 1
    far = max(NEXT_LINE * em, *(band.white for band in bands))
    at, best = edge, 0
    found: Band | None = None
    for line in _lines_from([glyph for glyph in glyphs if y0 < glyph.middle < y1], up=up):
        area = area_of(line)
        apart = at - area.y1 if up else area.y0 - at
        at = area.y0 if up else area.y1
        taken = _band(glyphs, at, edge) if up else _band(glyphs, edge, at)
        gutters = _whites([taken, *bands], em)
        if apart > far or len(gutters) + 1 < columns:
            break
        found, best = taken, max(best, *(len(_filled(runs, gutters)) for runs in taken.lines))
    return [found] if found and 2 * best > columns else []


def _lines_from(glyphs: Sequence[Glyph], *, up: bool) -> list[list[Glyph]]:
    lines: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.middle, reverse=up):
        if lines and abs(glyph.middle - lines[-1][0].middle) < 0.5 * glyph.em:
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
    return lines
