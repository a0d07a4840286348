"""Rules across a page in, those of tables ruled across only out, with the columns' own added.

Each band between two rules is a row of the table, however many lines its cells take; a rule that
runs under some columns only parts these. Columns are parted where white goes down through all
bands; a head over several columns stays whole, and one that stands beside its values is theirs.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from corpus.pdf.cells import Cell
from corpus.pdf.items import Run, area_of, join_runs
from corpus.pdf.ruled_heads import heads_over
from corpus.pdf.text import Area, Glyph
from corpus.pdf.three_rules import parted_at, stacks_of
from corpus.pdf.under_heads import HeadLines

ALIKE = 3.0  # points: rules of one table begin and end at the same places
HEADLINE = 1.8  # times the common em: no table's cell is set so large
LEAST_BANDS = 3  # of so many rows; two between three rules are heads and all rows
HEAD_BANDS = 1  # the number of the last band that may hold heads
LEAST_GUTTER = 0.4  # em of white between columns
WORD_SPACE = 0.3  # em within a cell
NEXT_LINE = 0.8  # em from line to line in a row that a rule ends but none begins, or as in others
SLACK = 1.1  # times: characters of one size are not all as high
LABEL_IN = 3.0  # em from a table's left side to a label over some rows
LABEL_WIDE = 0.5  # of a table's width: what is wider is no label
MOST_LABELS = 10  # characters beside each rule under some columns: more are a text's
MOST_BAND = 14.0  # em: a row that is higher with several full lines is a text between two rules


@dataclass(frozen=True, slots=True)
class Band:
    """What stands between two rules, line by line from the top: each line's runs of ink.

    ``white`` is left between the rule and the text, at the side where there is more, and ``step``
    between its lines at most.
    """

    y0: float
    y1: float
    lines: tuple[tuple[Run, ...], ...]
    white: float = 0.0
    step: float = 0.0

    def runs(self, em: float) -> list[Run]:
        return join_runs((run for line in self.lines for run in line), WORD_SPACE * em)


@dataclass(frozen=True, slots=True)
class Across:
    """A table's rules, the columns' own with them; of one with known heads those of its rows.

    ``heads`` has a cell for each column then, and ``top`` is where they begin.
    """

    rules: tuple[Area, ...]
    heads: tuple[Cell, ...] = ()
    top: float = 0.0


def headed_tables(
    flat: Sequence[Area], under: Sequence[Area], glyphs: Sequence[Glyph], page: int
) -> Iterator[Across]:
    """Return the tables whose heads stand between two whole rules, with the rows under these;
    ``under`` are the rules that may stand under a head.
    """
    for stack in stacks_of(flat, LEAST_BANDS):
        inside = _inside(stack, glyphs)
        short = _short_rules(stack, flat, inside)
        ys = sorted((rule.y0 + rule.y1) / 2 for rule in [*stack, *short])
        parts = parted_at(ys, inside)
        bands = [_band(part, *ends) for part, ends in zip(parts, pairwise(ys), strict=True)]
        whole = [at for at, band in enumerate(bands) if _ends_at(band, stack)]
        first = 0
        for end in whole:
            over = [glyph for part in parts[first : end + 1] for glyph in part]
            if end < first or not (heads := heads_over(over, under, page)):
                first = max(first, end + 1)
                continue
            rows = _rows_at_top(bands[end + 1 :], stack[0], short, heads.em)
            while rows and not _ends_at(rows[-1], stack):
                rows.pop()
            top, first = bands[first].y0, end + 1
            if found := _under(heads, top, rows, inside, stack[0], short):
                yield found
                first += len(rows)


def tables_across(
    flat: Sequence[Area], under: Sequence[Area], glyphs: Sequence[Glyph], page: int
) -> Iterator[Across]:
    """Return the rules of each table that ``flat`` rules, apart from one another, make; ``under``
    are those that may stand under a head.
    """
    for stack in stacks_of(flat, LEAST_BANDS):
        inside = _inside(stack, glyphs)
        short = _short_rules(stack, flat, inside)
        if not inside:
            continue
        em = median(glyph.em for glyph in inside)
        ys = sorted((rule.y0 + rule.y1) / 2 for rule in [*stack, *short])
        bands = [_band(inside, y0, y1) for y0, y1 in pairwise(ys)]
        for run in _runs_of_rows(bands, short, em):
            if len(run) < LEAST_BANDS - 1:
                continue
            run = [*_open(run, inside, em, up=True), *run]
            run = [*run, *_open(run, inside, em, up=False)]
            held = [glyph for glyph in inside if run[0].y0 < glyph.middle < run[-1].y1]
            if max((glyph.em for glyph in held), default=0.0) >= HEADLINE * em:
                continue  # articles between a page's own rules
            ends = (at for at, band in enumerate(run, 1) if _ends_at(band, stack))
            end = next(ends, len(run))  # a run may end at a rule under some columns
            over = [glyph for glyph in inside if run[0].y0 < glyph.middle < run[end - 1].y1]
            heads = heads_over(over, under, page)
            if heads and (headed := _under(heads, run[0].y0, run[end:], inside, stack[0], short)):
                yield headed
            elif rules := _rules_of(run, stack[0], short, em):
                yield Across(_with_short(rules, short))


def _inside(stack: Sequence[Area], glyphs: Sequence[Glyph]) -> list[Glyph]:
    x0, x1 = stack[0].x0 - ALIKE, stack[0].x1 + ALIKE
    return [glyph for glyph in glyphs if x0 <= glyph.x0 and glyph.x1 <= x1]


def _ends_at(band: Band, rules: Sequence[Area]) -> bool:
    return any(rule.y0 <= band.y1 <= rule.y1 for rule in rules)


def _rows_at_top(bands: Sequence[Band], like: Area, short: Sequence[Area], em: float) -> list[Band]:
    """Return the rows at the top, with the labels over some of them."""
    rows: list[Band] = []
    labels: list[Band] = []
    for band in bands:
        run = next(_runs_of_rows([band], short, em))
        if run:
            rows += [*labels, band]
            labels = []
        elif not labels and _is_label(band, like, em):
            labels = [band]
        else:
            break
    return rows


def _is_label(band: Band, like: Area, em: float) -> bool:
    """Whether a band holds but a few words at the left."""
    runs = band.runs(em)
    return (
        len(runs) == len(band.lines) == 1
        and runs[0][0] - like.x0 < LABEL_IN * em
        and runs[0][1] - like.x0 < LABEL_WIDE * like.width
    )


def _with_short(rules: Sequence[Area], short: Sequence[Area]) -> tuple[Area, ...]:
    """Return rules with those ``short`` ones among them that part some columns."""
    area = area_of(rules)
    inside = [rule for rule in short if area.y0 <= rule.y0 <= area.y1]
    return (*(rule for rule in rules if not _is_one_of(rule, inside)), *inside)


def _under(
    heads: HeadLines,
    top: float,
    bands: Sequence[Band],
    glyphs: Sequence[Glyph],
    like: Area,
    short: Sequence[Area],
) -> Across | None:
    """Return the rules of the rows that stand under heads; None where these are not sure."""
    rows = [band for band in bands if not _is_label(band, like, heads.em)]
    if len(rows) < LEAST_BANDS - 1:
        return None
    gutters = _whites(rows, heads.em, headed=False)
    crowded = sum(_full_lines(band, gutters) > 1 for band in rows)
    if not gutters or 3 * crowded >= len(rows):
        return None
    runs = [run for band in rows for run in band.runs(heads.em)]
    columns = [
        (min(x0 for x0, _ in own), max(x1 for _, x1 in own))
        for low, high in pairwise([float("-inf"), *gutters, float("inf")])
        if (own := [(x0, x1) for x0, x1 in runs if low < (x0 + x1) / 2 <= high])
    ]
    y0, y1 = rows[0].y0, rows[-1].y1
    under = [glyph for glyph in glyphs if y0 < glyph.middle < y1]
    cells = heads.cells(columns, _count_names(columns, under))
    if not any(cell.lines for cell in cells) or len(columns) != len(gutters) + 1:
        return None
    rules = tuple(_grid(bands, gutters, like, heads.em))
    return Across(_with_short(rules, short), tuple(cells), top)


def _count_names(columns: Sequence[Run], glyphs: Sequence[Glyph]) -> int:
    """Return how many columns, from the left, hold words and no figures."""
    for at, (x0, x1) in enumerate(columns[1:], 1):
        inside = [glyph for glyph in glyphs if x0 <= (glyph.x0 + glyph.x1) / 2 <= x1]
        if 2 * sum(glyph.text.isascii() for glyph in inside) > len(inside):
            return at
    return 1


def _grid(bands: Sequence[Band], gutters: Sequence[float], like: Area, em: float) -> Iterator[Area]:
    """Return the rules of rows, and between their cells."""
    for y in [bands[0].y0, *(band.y1 for band in bands)]:
        yield Area(like.x0, y, like.x1, y)
    for band in bands:
        if not _is_label(band, like, em):
            for x in gutters:
                if not any(x0 < x < x1 for x0, x1 in band.runs(em)):
                    yield Area(x, band.y0, x, band.y1)


def _is_inside(rule: Area, stack: Sequence[Area]) -> bool:
    """Whether a rule runs through a part of a table's columns, to one of its sides."""
    whole = stack[0]
    sides = abs(rule.x0 - whole.x0) < ALIKE, abs(rule.x1 - whole.x1) < ALIKE
    return any(sides) and not all(sides) and stack[0].y0 < rule.y0 < stack[-1].y0


def _short_rules(
    stack: Sequence[Area], flat: Sequence[Area], glyphs: Sequence[Glyph]
) -> list[Area]:
    """Return the rules under some columns only; not those of a table that stands beside a text."""
    short = [rule for rule in flat if _is_inside(rule, stack)]
    for own in stacks_of(short, LEAST_BANDS):
        y0, y1 = own[0].y0, own[-1].y1
        beside = [
            glyph
            for glyph in glyphs
            if y0 < glyph.middle < y1 and not own[0].x0 <= glyph.x0 < own[0].x1
        ]
        parted = any(y0 < rule.y0 < y1 for rule in stack)
        if len(beside) > MOST_LABELS * len(own) and not parted:
            short = [rule for rule in short if rule not in own]
    return short


def _is_one_of(rule: Area, others: Sequence[Area]) -> bool:
    """Whether a rule across stands where others do."""
    return rule.width > 0 and any(other.y0 <= rule.y0 <= other.y1 for other in others)


def _band(glyphs: Sequence[Glyph], y0: float, y1: float) -> Band:
    inside = [glyph for glyph in glyphs if y0 < glyph.middle < y1]
    lines = _lines_from(inside, up=False)
    runs = (join_runs(((g.x0, g.x1) for g in line), WORD_SPACE * line[0].em) for line in lines)
    area = area_of(inside) if inside else Area(0, y0, 0, y1)
    areas = [area_of(line) for line in lines]
    step = max((low.y0 - high.y1 for high, low in pairwise(areas)), default=0.0)
    return Band(y0, y1, tuple(map(tuple, runs)), max(area.y0 - y0, y1 - area.y1), step)


def _runs_of_rows(bands: Sequence[Band], short: Sequence[Area], em: float) -> Iterator[list[Band]]:
    """Return the bands in a row that white parts in cells, or a rule under some columns ends."""
    run: list[Band] = []
    for band in bands:
        low = band.y1 - band.y0 < MOST_BAND * em
        ends = any(rule.y0 <= y <= rule.y1 for rule in short for y in (band.y0, band.y1))
        if (ends or len(band.runs(em)) > 1) and (low or _full_lines(band, _whites([band], em)) < 2):
            run.append(band)
        else:
            yield run
            run = []
    yield run


def _rules_of(
    bands: Sequence[Band], like: Area, short: Sequence[Area], em: float
) -> list[Area] | None:
    """Return the rules of the table that bands make; None where they are no rows."""
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
        if not any(x0 < x < x1 for x0, x1 in [*band.runs(em), *_spanned(band, short, em)])
    ]
    return [*flat, *upright]


def _spanned(band: Band, short: Sequence[Area], em: float) -> list[Run]:
    """Return what a head spans that stands alone over a rule under some columns."""
    runs = band.runs(em)
    return [
        (rule.x0, rule.x1)
        for rule in short
        if rule.y0 <= band.y1 <= rule.y1 and sum(rule.x0 < x0 < rule.x1 for x0, _ in runs) == 1
    ]


def _gutters(bands: Sequence[Band], em: float) -> list[float]:
    """Return where columns part; the heads, of which one may span several, count where they help."""
    return max(_whites(bands, em), _whites(bands[1:], em), key=len)


def _whites(bands: Sequence[Band], em: float, *, headed: bool = True) -> list[float]:
    """Return the middles of the white that goes down through all bands, some perhaps of heads."""
    inked = join_runs((run for band in bands for run in band.runs(em)), LEAST_GUTTER * em)
    whites: list[float] = []
    column: set[int] = set()  # the bands that have something in it
    for at, (x0, x1) in enumerate(inked):
        own = {
            at
            for at, band in enumerate(bands)
            for run in band.runs(em)
            if x0 <= run[0] and run[1] <= x1
        }
        if at and headed and (_is_head_of(column, own) or _is_head_of(own, column)):
            column |= own
            continue
        if at:
            whites.append((inked[at - 1][1] + x0) / 2)
        column = own
    return whites


def _is_head_of(head: set[int], column: set[int]) -> bool:
    """Whether what stands in some bands is the head over the values beside it."""
    return max(head) <= HEAD_BANDS and max(head) < min(column)


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
    far = max(NEXT_LINE * em, *(SLACK * band.white for band in bands))
    step = max(NEXT_LINE * em, *(SLACK * band.step for band in bands))
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
        far = step
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
