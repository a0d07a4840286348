"""The image of a page in, its rules too faint for ink out: hairlines, gray ones, those that fade.

A pixel of such a rule is as light as a speck of dust; along the rule all are a little darker than
the paper on both sides of it. Knows nothing of characters but where their lines stand.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy
from numpy.typing import NDArray

from corpus.pdf.image_rules import Dark, find_in_mask, paper_and_ink
from corpus.pdf.text import Area

Grey = NDArray[numpy.float32]

ALONG = 5.0  # points of a rule whose mean is taken: noise goes down by the root of its pixels
BESIDE = 2.0  # points from a rule's middle to the paper beside it
LEAST_DARKER = 0.06  # of the way from paper to ink
NOISE = 4.0  # times what means of as many pixels of paper differ by
PAPER = 0.3  # of that way: what is darker beside a rule is a picture, or a ground
NEAR_TEXT = 0.1  # of a faint rule's length: more within a line of text is strokes
GAP = 4.0  # points between two parts of a rule, as where another one crosses it
APART = 1.2  # points
NEAR = 3  # pixels: so far a rule may rise or fall from one upright rule to the next


@dataclass(frozen=True, slots=True)
class _Darker:
    """How much darker each pixel is, along its row, than the paper above and below; ``least`` is
    what is no noise, where ``along`` pixels are taken together."""

    by: Grey
    on_paper: Dark
    least: float
    noise: float
    along: int

    @property
    def mask(self) -> Dark:
        dark: Dark = (self.by >= self.least) & self.on_paper
        return dark


def find_faint_rules(
    image: NDArray[numpy.uint8], rules: Sequence[Area], text: Sequence[Area], points: float
) -> list[Area]:
    """Find faint rules across and down and join them with the dark ones, which are ``rules``.

    ``points`` are a pixel's, ``text`` the areas of lines.
    """
    grey = image.astype(numpy.float32)
    turned = [_turned(area) for area in text]
    over, beside = _darker(grey, points), _darker(grey.T, points)
    across = [rule for rule in rules if rule.width >= rule.height]
    down = [_turned(rule) for rule in rules if rule.width < rule.height]
    across = _joined([*across, *_on_paper(over, text, points)], points)
    down = _joined([*down, *_on_paper(beside, turned, points)], points)
    sides, tops = list(map(_turned, down)), list(map(_turned, across))
    across = _joined([*across, *_gone_on(across, sides, over, text, points)], points)
    down = _joined([*down, *_gone_on(down, tops, beside, turned, points)], points)
    return [*across, *map(_turned, down)]


def _turned(area: Area) -> Area:
    return Area(area.y0, area.x0, area.y1, area.x1)


def _on_paper(darker: _Darker, text: Sequence[Area], points: float) -> list[Area]:
    found = find_in_mask(darker.mask, text, points)
    return [rule for rule in found if not any(_is_within(rule, line) for line in text)]


def _darker(grey: Grey, points: float) -> _Darker:
    paper, ink = paper_and_ink(grey)
    along = max(3, round(ALONG / points))
    mean = _mean_along(grey, along)
    beside = max(2, round(BESIDE / points))
    padded = numpy.pad(mean, ((beside, beside), (0, 0)), mode="edge")
    lighter = numpy.minimum(padded[: -2 * beside], padded[2 * beside :])
    by = lighter - mean
    noise = 1.4826 * float(numpy.median(numpy.abs(by - numpy.median(by))))
    least = max(LEAST_DARKER * (paper - ink), NOISE * noise)
    return _Darker(by, lighter >= paper - PAPER * (paper - ink), least, noise, along)


def _gone_on(
    rules: Sequence[Area],
    sides: Sequence[Area],
    darker: _Darker,
    text: Sequence[Area],
    points: float,
) -> Iterator[Area]:
    """Find where rules go on from one upright rule to the next: so many pixels show also what is
    lost in the noise elsewhere."""
    near = round(GAP / points)
    for rule in rules:
        top, foot = max(0, int(rule.y0) - NEAR), int(rule.y1) + NEAR
        middle = (rule.y0 + rule.y1) / 2
        xs = sorted(
            (side.x0 + side.x1) / 2 for side in sides if side.y0 - near <= middle <= side.y1 + near
        )
        for x0, x1 in pairwise(xs):
            is_told = rule.x0 <= x0 + near and x1 - near <= rule.x1
            if is_told or x1 - x0 < 3 * near or x1 < rule.x0 - near or rule.x1 + near < x0:
                continue
            if any(_is_within(Area(x0, middle, x1, middle), line) for line in text):
                continue
            part = darker.by[top:foot, int(x0) + near : int(x1) - near]
            least = NOISE * darker.noise * (darker.along / max(part.shape[1], 1)) ** 0.5
            rows = part.mean(axis=1)
            at = int(rows.argmax()) if rows.size else 0
            if rows.size and rows[at] >= max(least, darker.least / 3):
                yield Area(x0, top + at, x1, top + at + 1)


def _mean_along(grey: Grey, count: int) -> Grey:
    half = count // 2
    padded = numpy.pad(grey, ((0, 0), (half + 1, half)), mode="edge")
    sums = numpy.cumsum(padded, axis=1, dtype=numpy.float64)
    mean = (sums[:, 2 * half + 1 :] - sums[:, : -2 * half - 1]) / (2 * half + 1)
    return mean.astype(numpy.float32)


def _is_within(rule: Area, line: Area) -> bool:
    """Whether a good part of a rule lies on a line of text."""
    middle = (rule.y0 + rule.y1) / 2
    shared = min(rule.x1, line.x1) - max(rule.x0, line.x0)
    return line.y0 < middle < line.y1 and shared > NEAR_TEXT * rule.width


def _joined(rules: Sequence[Area], points: float) -> list[Area]:
    joined: list[Area] = []
    for rule in sorted(rules, key=lambda rule: rule.x0):
        at = next((at for at, other in enumerate(joined) if _goes_on(other, rule, points)), None)
        if at is None:
            joined.append(rule)
        else:
            joined[at] = _around(joined[at], rule)
    return joined


def _goes_on(rule: Area, further: Area, points: float) -> bool:
    return (
        further.x0 <= rule.x1 + GAP / points
        and further.y0 <= rule.y1 + APART / points
        and rule.y0 <= further.y1 + APART / points
    )


def _around(one: Area, other: Area) -> Area:
    return Area(
        min(one.x0, other.x0), min(one.y0, other.y0), max(one.x1, other.x1), max(one.y1, other.y1)
    )
