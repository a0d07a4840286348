"""A scan's rules and lines of text in, rules that were lost between rows of a table out.

Where most rows of a table stand between rules, each a line high, a space of n such heights that
holds n lines in the first column and the others, as far apart as rows are, is n rows. What is told
less surely is left as it is: a cell of several lines stands closer.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import mean, median

from corpus.pdf.text import Area

TOUCH = 4.0  # points from a rule's end to the rule that it meets
SAME_LINE = 0.4  # of a line's height between the middles of what stands on one line
LEAST_ROWS = 2  # rows of one line between rules, which tell how high a row is
OFF = 0.15  # of a row's height: so far steps and spaces are from it


@dataclass(frozen=True, slots=True)
class _Space:
    """What stands between two rules of a table: its lines, row by row as the eye sees them."""

    area: Area
    rows: tuple[tuple[Area, ...], ...]


def find_lost_rules(
    rules: Sequence[Area], lines: Sequence[Area], values: Sequence[Area], points: float
) -> list[Area]:
    """Find the rules that no pixel shows; all in pixels, ``points`` are a pixel's.

    ``values`` are the lines that are a figure each. Where they stand in each of the rows, one row
    is enough to tell how high rows are.
    """
    across = [rule for rule in rules if rule.width >= rule.height]
    down = [rule for rule in rules if rule.width < rule.height]
    spaces = list(_spaces(across, down, lines, TOUCH / points))
    lost: list[Area] = []
    for space in spaces:
        like = [one.area.height for one in spaces if len(one.rows) == 1 and _same(one, space)]
        valued = all(any(line in values for line in row) for row in space.rows)
        if len(space.rows) > 1 and len(like) >= (1 if valued else LEAST_ROWS):
            lost += _between(space, median(like), down)
    return lost


def _spaces(
    across: Sequence[Area], down: Sequence[Area], lines: Sequence[Area], touch: float
) -> Iterator[_Space]:
    """Find the spaces between a rule and the next one below it, with upright rules in them."""
    for top in across:
        below = [one for one in across if one.y0 > top.y1 + touch and _shared(one, top) > 0]
        foot = min(below, key=lambda one: one.y0, default=None)
        if foot is None:
            continue
        area = Area(max(top.x0, foot.x0), _middle(top), min(top.x1, foot.x1), _middle(foot))
        sides = [side for side in down if _parts(side, area, touch)]
        if len(sides) < 2:
            continue
        inside = [line for line in lines if area.holds((line.x0 + line.x1) / 2, _middle(line))]
        if inside:
            yield _Space(area, tuple(_rows(inside)))


def _parts(side: Area, area: Area, touch: float) -> bool:
    crosses = side.y0 <= area.y0 + touch and area.y1 - touch <= side.y1
    return crosses and area.x0 - touch <= side.x0 and side.x1 <= area.x1 + touch


def _rows(lines: Sequence[Area]) -> Iterator[tuple[Area, ...]]:
    row: list[Area] = []
    for line in sorted(lines, key=_middle):
        if row and _middle(line) - mean(map(_middle, row)) > SAME_LINE * line.height:
            yield tuple(row)
            row = []
        row.append(line)
    yield tuple(row)


def _between(space: _Space, height: float, down: Sequence[Area]) -> list[Area]:
    """Part a space that is as high as its lines are rows."""
    places = [mean(map(_middle, row)) for row in space.rows]
    steps = [low - high for high, low in pairwise(places)]
    even = all(abs(step - height) <= OFF * height for step in steps)
    full = abs(space.area.height - height * len(places)) <= 2 * OFF * height
    if not (even and full and _are_paired(space, down)):
        return []
    ys = [(high + low) / 2 for high, low in pairwise(places)]
    return [Area(space.area.x0, y - 0.5, space.area.x1, y + 0.5) for y in ys]


def _are_paired(space: _Space, down: Sequence[Area]) -> bool:
    """Whether each row has a line in the first column and one in another."""
    ends = sorted((side.x0 + side.x1) / 2 for side in down if side.y0 <= space.area.y1)
    first = next((x for x in ends if x > min(line.x1 for row in space.rows for line in row)), None)
    if first is None:
        return False
    return all(
        min(line.x1 for line in row) < first < max(line.x1 for line in row) for row in space.rows
    )


def _same(one: _Space, other: _Space) -> bool:
    """Whether two spaces are of one table: as wide, in one place."""
    wide = max(one.area.width, other.area.width)
    return _shared(one.area, other.area) > 0.9 * wide


def _shared(one: Area, other: Area) -> float:
    return min(one.x1, other.x1) - max(one.x0, other.x0)


def _middle(area: Area) -> float:
    return (area.y0 + area.y1) / 2
