"""The dark pixels of a page's image in, its printed rules out.

A rule is a long thin dark run with white on both sides that is no stroke of a character. Knows
nothing of PDFs and recognition.
"""

from collections.abc import Sequence

import numpy
from numpy.typing import NDArray

from corpus.pdf.text import Area

Dark = NDArray[numpy.bool_]

LEAST_LENGTH = 24.0  # points; a table's smallest cells are as wide
MOST_WIDTH = 3.0  # points
UNBROKEN = 0.95  # of the run is dark, the rest was lost in scanning
MOST_BESIDE = 0.3  # of the run has ink beside it: more stands in a picture
STEEPEST = 0.01  # what is left of the page's turn after it was made level
LEAST_INK = 0.25  # of the way from paper to the darkest pixels: what is less is the paper's grain
MOST_RUNS = 20_000  # a photograph has more


def paper_and_ink(image: NDArray[numpy.uint8] | NDArray[numpy.float32]) -> tuple[float, float]:
    """Return how light the paper is and how dark the ink, also on a page with few words."""
    paper, ink, darkest = map(float, numpy.percentile(image, (80, 1, 0.05)))
    return paper, ink if paper - ink >= LEAST_INK * (paper - darkest) else darkest


def dark_pixels(image: NDArray[numpy.uint8]) -> Dark:
    """Tell ink from paper, half way between the two; a pixel alone is a speck."""
    paper, ink = paper_and_ink(image)
    dark = image < (paper + ink) / 2
    near = numpy.zeros_like(dark)
    near[:, 1:] |= dark[:, :-1]
    near[:, :-1] |= dark[:, 1:]
    near[1:] |= dark[:-1]
    near[:-1] |= dark[1:]
    return dark & near


def find_rules(dark: Dark, text: Sequence[Area], points: float) -> list[Area]:
    """Find rules across and down; ``points`` are a pixel's, ``text`` the areas of lines."""
    across = find_in_mask(dark, text, points)
    turned = [Area(area.y0, area.x0, area.y1, area.x1) for area in text]
    down = find_in_mask(dark.T, turned, points)
    return across + [Area(area.y0, area.x0, area.y1, area.x1) for area in down]


def find_in_mask(dark: Dark, text: Sequence[Area], points: float) -> list[Area]:
    """Find rules across alone."""
    runs = _runs(dark, round(LEAST_LENGTH / points))
    if len(runs) > MOST_RUNS:
        return []
    rules = [_joined(group) for group in _touching(runs)]
    most = MOST_WIDTH / points
    return [
        rule
        for rule in rules
        if rule.height <= most + STEEPEST * rule.width
        and _is_free(rule, dark)
        and not any(_is_stroke(rule, line) for line in text)
    ]


def _runs(dark: Dark, least: int) -> list[tuple[int, int, int]]:
    """Return the long dark runs of each row: row, start, end."""
    height, width = dark.shape
    if width <= least:
        return []
    sums = numpy.zeros((height, width + 1), numpy.int32)
    numpy.cumsum(dark, axis=1, out=sums[:, 1:])
    full = sums[:, least:] - sums[:, :-least] >= UNBROKEN * least
    edges = numpy.diff(numpy.pad(full, ((0, 0), (1, 1))).astype(numpy.int8), axis=1)
    rows, starts = numpy.nonzero(edges == 1)
    _, ends = numpy.nonzero(edges == -1)
    return [
        (row, start + int(inside[0]), start + int(inside[-1]) + 1)
        for row, start, end in zip(rows.tolist(), starts.tolist(), ends.tolist(), strict=True)
        for inside in [numpy.flatnonzero(dark[row, start : end - 1 + least])]
    ]


def _touching(runs: Sequence[tuple[int, int, int]]) -> list[list[tuple[int, int, int]]]:
    """Group the runs of neighbouring rows that overlap."""
    groups: list[list[tuple[int, int, int]]] = []
    open_ends: list[list[tuple[int, int, int]]] = []
    for run in runs:
        row, start, end = run
        open_ends = [group for group in open_ends if group[-1][0] >= row - 2]
        group = next((g for g in open_ends if g[-1][1] <= end and start <= g[-1][2]), None)
        if group is None:
            group = []
            groups.append(group)
            open_ends.append(group)
        group.append(run)
    return groups


def _joined(runs: Sequence[tuple[int, int, int]]) -> Area:
    rows = [row for row, _, _ in runs]
    starts, ends = min(start for _, start, _ in runs), max(end for _, _, end in runs)
    return Area(starts, min(rows), ends, max(rows) + 1)


def _is_free(rule: Area, dark: Dark) -> bool:
    """Whether there is white above and below."""
    x0, x1 = int(rule.x0), int(rule.x1)
    beside = 3 + int(STEEPEST * rule.width / 2)
    rows = [int(rule.y0) - beside, int(rule.y1) - 1 + beside]
    inside = [row for row in rows if 0 <= row < dark.shape[0]]
    return all(dark[row, x0:x1].mean() <= MOST_BESIDE for row in inside)


def _is_stroke(rule: Area, line: Area) -> bool:
    """Whether a run lies within a line of text: a headline's 一, a dash."""
    middle = (rule.y0 + rule.y1) / 2
    shared = min(rule.x1, line.x1) - max(rule.x0, line.x0)
    return line.y0 < middle < line.y1 and shared > 0.8 * rule.width
