"""Recognized lines and the page's dark pixels in, its characters with their places out.

Recognition tells the characters and, within a sixth of one, where they stand; the ink between them
tells the rest: where white parts two columns or two words, where a stroke is a dash of two
characters. All places are of the page made level.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from math import atan2, cos, degrees, inf, radians, sin, tan
from statistics import mean, median, median_low

import numpy
from numpy.typing import NDArray

from corpus.page.printed_lines import display_width
from corpus.pdf.image_rules import Dark
from corpus.pdf.ocr import Point, SeenLine
from corpus.pdf.text import Area

Columns = NDArray[numpy.bool_]

LONG = 8.0  # times its height: a line so long tells how the page is turned
LEAST_TURN = 0.15  # degrees
MOST_TURN, MOST_PIXELS = 3.0, 200_000  # degrees; to be looked at
LEAST_STEPS = 3  # between neighbours: they tell the size of type
ALIKE, ALIKE_ROUGH = 0.12, 0.25  # share: sizes differ so much by chance; by height alone
SOLID = 0.85  # of a line's height with the white around it: its type
NARROW = 0.55  # em: a digit, a Latin letter
DASHES = "一—-–―ー─－_~"  # what a dash is taken for
DOTS = "…·.・•⋯"
DASH, ELLIPSIS = 1.3, 1.5  # em: a stroke so long is no 一; dots over so much are six
THIN = 0.15  # em: a dash's ink above and below its middle
# em of white that is more than the print's own between neighbours of that kind.
BETWEEN_LETTERS, BETWEEN_DIGITS, BETWEEN_IDEOGRAPHS, AT_MARKS = 0.28, 0.5, 0.6, 1.2
BOLD = 1.5  # times the common ink of a character: Song has .17 of its place, bold .45
APART = 0.3  # em: characters seen so far apart do not touch
OPENING, CLOSING = "“‘（《「『【(", "，。、；：！？）》”’」』】,.;:!?)…"
FULL_WIDTH = dict(zip(",;:?!", "，；：？！", strict=True))


@dataclass(frozen=True, slots=True)
class SeenChar:
    """A character, where it stands in pixels of the level page, and the size of its type."""

    text: str
    area: Area
    em: float
    bold: bool = False


def find_turn(lines: Sequence[SeenLine], dark: Dark | None = None) -> float:
    """Return by how many degrees the page is turned clockwise, by its ``dark`` pixels where no line
    is long enough."""
    told = sorted(
        (degrees(atan2(end[1] - start[1], end[0] - start[0])), line.length)
        for line in lines
        for start, end in [line.corners[:2]]
        if not line.tall and line.length > LONG * line.height
    )
    if not told and dark is not None:
        turn = _turn_of_ink(dark)
        return turn if abs(turn) >= LEAST_TURN else 0.0
    half, passed = sum(length for _, length in told) / 2, 0.0
    for turn, length in told:
        passed += length
        if passed >= half:
            return turn if abs(turn) >= LEAST_TURN else 0.0
    return 0.0


def _turn_of_ink(dark: Dark) -> float:
    """Return the turn at which lines and rules stand out best from the white between them."""
    ys, xs = numpy.nonzero(dark)
    every = max(1, len(ys) // MOST_PIXELS)
    ys, xs = ys[::every], xs[::every]
    best = 0.0
    for most, step in ((MOST_TURN, 0.1), (0.1, 0.02)):
        turns = numpy.arange(best - most, best + most + step / 2, step).tolist()
        best = max(turns, key=lambda turn: _evenness(ys - xs * tan(radians(turn))))
    return best


def _evenness(heights: NDArray[numpy.float64]) -> float:
    if not heights.size:
        return 0.0
    rows = ((heights - heights.min()) / 2).astype(numpy.int64)
    return float((numpy.bincount(rows).astype(numpy.float64) ** 2).sum())


def turn_point(point: Point, by: float, size: tuple[int, int]) -> Point:
    """Turn a point clockwise by degrees around the middle of an image."""
    x, y = point[0] - size[0] / 2, point[1] - size[1] / 2
    right, down = cos(radians(by)), sin(radians(by))
    return x * right - y * down + size[0] / 2, x * down + y * right + size[1] / 2


def area_of_line(line: SeenLine) -> Area:
    """Return the area of a line of the level page, as far as it is level."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = line.corners
    return Area((ax + dx) / 2, (ay + by) / 2, (bx + cx) / 2, (cy + dy) / 2)


def place_characters(lines: Sequence[SeenLine], dark: Dark) -> list[SeenChar]:
    """Give the characters of level lines their places."""
    if not lines:
        return []
    inks = [
        _Ink(area_of_line(line), em, dark) for line, em in zip(lines, _sizes(lines), strict=True)
    ]
    thick = [ink.share / max(len(line.text), 1) for line, ink in zip(lines, inks, strict=True)]
    common = _common(thick, lines)
    seen: list[SeenChar] = []
    for line, ink, share in zip(lines, inks, thick, strict=True):
        chars = _share(line, ink.em) if line.tall else _read_line(line, ink)
        bold = share >= BOLD * common
        seen += [replace(char, bold=bold) for char in chars]
    return seen


# --- sizes ----------------------------------------------------------------------------------------


def _sizes(lines: Sequence[SeenLine]) -> list[float]:
    """Return the size of type of each line; what differs by chance is the common size.

    Both the steps from character to character and the height tell it: steps of a justified line
    are longer, those of a spaced headline much longer, heights uneven. What is nearer to the
    common size counts.
    """
    steps = [_step(line) for line in lines]
    told = [(step, line) for step, line in zip(steps, lines, strict=True) if step is not None]
    if not told:
        told = [(SOLID * line.height, line) for line in lines]
    common = _common([step for step, _ in told], [line for _, line in told])
    white = median(
        [line.height / step for step, line in told if abs(step - common) <= ALIKE * common]
    )
    return [
        _nearest(common, [line.height / white, *([] if step is None else [step])], step is None)
        for step, line in zip(steps, lines, strict=True)
    ]


def _nearest(common: float, sizes: Sequence[float], rough: bool) -> float:
    size = min(sizes, key=lambda size: abs(size - common))
    return common if abs(size - common) <= (ALIKE_ROUGH if rough else ALIKE) * common else size


def _common(sizes: Sequence[float], lines: Sequence[SeenLine]) -> float:
    """Return the size in the middle of all characters."""
    each = [size for size, line in zip(sizes, lines, strict=True) for _ in line.text]
    return median_low(each)


def _step(line: SeenLine) -> float | None:
    """Return how far apart a line's ideographs stand; None for a line with few."""
    if line.tall:
        return None
    steps = [
        (after - before) * line.length
        for (one, before), (other, after) in pairwise(zip(line.text, line.middles, strict=True))
        if _is_ideograph(one) and _is_ideograph(other)
    ]
    if len(steps) < LEAST_STEPS:
        return None
    usual = median_low(steps)  # one of them: none may be near a middle between two
    return mean(step for step in steps if abs(step - usual) <= 0.2 * usual)


def _is_ideograph(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff"


# --- one line -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Cell:
    text: str
    x0: float
    x1: float

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2


def _share(line: SeenLine, em: float) -> list[SeenChar]:
    """Share an upright line among its characters."""
    area = area_of_line(line)
    step = area.height / max(display_width(line.text), 0.5)
    seen: list[SeenChar] = []
    at = area.y0
    for char in line.text:
        end = at + step * display_width(char)
        if not char.isspace():
            seen.append(SeenChar(char, Area(area.x0, at, area.x1, end), em))
        at = end
    return seen


def _read_line(line: SeenLine, ink: "_Ink") -> list[SeenChar]:
    area, em = ink.area, ink.em
    chars = _with_full_marks(line.text)
    cells = [
        _Cell(char, middle - half, middle + half)
        for char, share in zip(chars, line.middles, strict=True)
        if not char.isspace()
        for middle in [area.x0 + share * area.width]
        for half in [em * (NARROW if char.isascii() else 1.0) / 2]
    ]
    cells = _parted(list(_with_dashes(cells, ink)), ink)
    return [
        SeenChar(cell.text, Area(cell.x0, area.y0, cell.x1, area.y1), em)
        for cell in cells
        if cell.x1 > cell.x0
    ]


def _with_full_marks(text: str) -> str:
    """Write marks beside ideographs as the full-width ones that they are printed as."""
    chars = list(text)
    opened: list[int] = []
    for at, char in enumerate(text):
        if char in FULL_WIDTH and not _is_ascii_around(text, at, at):
            chars[at] = FULL_WIDTH[char]
        elif char in "(（":
            opened.append(at)
        elif char in ")）" and opened:
            start = opened.pop()
            if not _is_ascii_around(text, start, at + 1):
                chars[start], chars[at] = "（", "）"
    for start in opened:
        if not _is_ascii_around(text, start, start + 2):
            chars[start] = "（"
    return "".join(chars)


def _is_ascii_around(text: str, start: int, end: int) -> bool:
    """Whether what stands there is ASCII, and what stands before it."""
    return (text[:start].rstrip()[-1:] + text[start:end]).isascii()


def _with_dashes(cells: Sequence[_Cell], ink: "_Ink") -> Iterator[_Cell]:
    """Read a stroke as long as two characters as a dash, dots over two characters as six."""
    runs = [
        (kind, list(run)) for kind, run in groupby(cells, lambda cell: _kind_of_mark(cell.text))
    ]
    end = ink.area.x0
    for at, (kind, run) in enumerate(runs):
        after = runs[at + 1][1][0].x0 if at + 1 < len(runs) else ink.area.x1
        if kind == DASHES and len(run) <= 2 and ink.has_dash(end, after):
            run = _two("—", end, after)
        elif kind == DOTS and after - end >= ELLIPSIS * ink.em:
            run = _two("…", end, after)
        elif not kind:
            run = list(_with_lost_dashes(run, ink))
        yield from run
        end = run[-1].x1


def _with_lost_dashes(run: Sequence[_Cell], ink: "_Ink") -> Iterator[_Cell]:
    for before, after in pairwise(run):
        yield before
        if after.x0 - before.x1 >= DASH * ink.em and ink.has_dash(before.x1, after.x0):
            yield from _two("—", before.x1, after.x0)
    yield run[-1]


def _two(char: str, start: float, end: float) -> list[_Cell]:
    middle = (start + end) / 2
    return [_Cell(char, start, middle), _Cell(char, middle, end)]


def _kind_of_mark(char: str) -> str:
    return next((kind for kind in (DASHES, DOTS) if char in kind), "")


def _parted(cells: list[_Cell], ink: "_Ink") -> list[_Cell]:
    """Let neighbours touch, or stand as far apart as the white between them."""
    for at in range(1, len(cells)):
        before, after = cells[at - 1], cells[at]
        x0, x1 = ink.white(before.middle, after.middle)
        if x1 - x0 < _own_white(before, after, ink.em) * ink.em:
            x0 = x1 = min(max((before.x1 + after.x0) / 2, before.x0), after.x1)
        cells[at - 1] = replace(before, x1=max(x0, before.x0))
        cells[at] = replace(after, x0=min(x1, after.x1))
    return cells


def _own_white(before: _Cell, after: _Cell, em: float) -> float:
    """Return how much white, in em, the print itself may have between two characters."""
    left, right = before.text, after.text
    if left.isascii() and right.isascii():
        return BETWEEN_LETTERS if left.isalpha() and right.isalpha() else BETWEEN_DIGITS
    if after.x0 - before.x1 < APART * em:
        return inf  # a thin 一 may have been lost
    return AT_MARKS if left in CLOSING or right in OPENING else BETWEEN_IDEOGRAPHS


class _Ink:
    """The dark pixels of one line's area."""

    def __init__(self, area: Area, em: float, dark: Dark) -> None:
        self.area, self.em = area, em
        self.left = max(0, int(area.x0))
        self.dark = dark[max(0, int(area.y0)) : int(area.y1) + 1, self.left : int(area.x1) + 1]
        self.columns: Columns = self.dark.sum(axis=0) > 0

    @property
    def share(self) -> float:
        """How many places of a character its ink would fill."""
        return float(self.dark.sum()) / max(self.em * self.em, 1.0)

    def white(self, start: float, end: float) -> tuple[float, float]:
        """Return the widest white between two places."""
        low, high = self._inside(start, end)
        x0, x1 = _longest(~self.columns[low:high])
        return float(self.left + low + x0), float(self.left + low + x1)

    def has_dash(self, start: float, end: float) -> bool:
        """Whether a thin stroke longer than 一 stands there, and nothing else."""
        low, high = self._inside(start, end)
        part = self.dark[:, low:high]
        if not part.any():
            return False
        rows = part.sum(axis=1)
        middle, around = int(rows.argmax()), int(THIN * self.em) + 1
        stroke = part[max(0, middle - around) : middle + around + 1]
        x0, x1 = _longest(stroke.sum(axis=0) > 0)
        alone = stroke[:, x0:x1].sum() >= 0.9 * part[:, x0:x1].sum()
        return bool(x1 - x0 >= DASH * self.em and alone)

    def _inside(self, start: float, end: float) -> tuple[int, int]:
        width = self.columns.size
        low = min(max(round(start) - self.left, 0), width)
        return low, min(max(round(end) - self.left, low), width)


def _longest(flags: Columns) -> tuple[int, int]:
    """Return where the longest run of true flags starts and ends."""
    edges = numpy.flatnonzero(numpy.diff(numpy.pad(flags, 1).astype(numpy.int8)))
    if not edges.size:
        return 0, 0
    starts, ends = edges[::2], edges[1::2]
    at = int((ends - starts).argmax())
    return int(starts[at]), int(ends[at])
