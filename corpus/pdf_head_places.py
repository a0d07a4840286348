"""Lines of heads and the columns under them in, which columns each head stands over out.

A column's own head is the lowest over it; one without heads under it may stand over several
columns, and so does one over the heads under it. Each is centered over what it names: where two
ways to part the columns fit as well, none is sure.
"""

from collections.abc import Sequence

from corpus.pdf_items import Run
from corpus.pdf_lines import Stroke

SURE = 1.0  # em: so much better is the right way than any other, and than its own heads are off
UNNAMED = 3.0  # em: so much it counts that a column has no head
NEAR = 0.5  # em: a head may stand so far beside a column

UNDER = 0.6  # of the way down to the lowest heads: others stand beside the upper ones
LINE_STEP = 1.5  # em from line to line of one head

Line = Sequence[Stroke]
Way = tuple[float, tuple[range, ...]]
Places = list[list[range]]


def head_places(heads: Sequence[Line], columns: Sequence[Run], em: float) -> Places | None:
    """Return the columns of each head, line by line from the top; None where they are not sure."""
    own = _lowest(heads, columns, NEAR * em)
    lower = sorted((one for line in heads for one in line if id(one) in own), key=_middle)
    spans = part_columns([(one.x0, one.x1) for one in lower], columns, em)
    if spans is None:
        return None
    places = {id(one): span for one, span in zip(lower, spans, strict=True)}
    for line in heads:
        upper = [one for one in line if id(one) not in own]
        found = _over(upper, lower, spans, columns, em)
        if found is None:
            return None
        places |= {id(one): span for one, span in zip(upper, found, strict=True)}
    return [[places[id(one)] for one in line] for line in heads]


def _lowest(heads: Sequence[Line], columns: Sequence[Run], near: float) -> set[int]:
    """Return the heads that stand over a column for which no lower one does."""
    named: set[int] = set()
    own: set[int] = set()
    for line in reversed(heads):
        over = {id(one): _columns_at(one, columns, near) for one in line}
        own |= {at for at, inside in over.items() if inside - named}
        named |= {column for inside in over.values() for column in inside}
    return own


def _columns_at(one: Stroke, columns: Sequence[Run], near: float) -> set[int]:
    """Return the columns a head stands over, or between which it stands."""
    inside = {
        at for at, (x0, x1) in enumerate(columns) if x0 < one.x1 + near and one.x0 < x1 + near
    }
    if inside:
        return inside
    after = sum((x0 + x1) / 2 < _middle(one) for x0, x1 in columns)
    return {at for at in (after - 1, after) if 0 <= at < len(columns)}


def part_columns(heads: Sequence[Run], columns: Sequence[Run], em: float) -> list[range] | None:
    """Part columns among heads side by side, None where it is not sure; the first names the rows,
    and needs no head.
    """
    unnamed = [0.0, *[UNNAMED * em] * (len(columns) - 1)]
    return _surest(_ways(heads, columns, unnamed), em)


def _over(
    heads: Sequence[Stroke],
    lower: Sequence[Stroke],
    spans: Sequence[range],
    columns: Sequence[Run],
    em: float,
) -> list[range] | None:
    """Return the columns of heads over others: those of the lower heads that each is over."""
    found: dict[int, range] = {}
    if not heads:
        return []
    lowest = max(one.middle for one in lower)
    under = [
        (one, span)
        for one, span in zip(lower, spans, strict=True)
        if one.middle - heads[0].middle > UNDER * (lowest - heads[0].middle)
    ]
    wide = {id(head): span for head in heads for one, span in under if _goes_on(head, one, em)}
    heads_left = [head for head in heads if id(head) not in wide]
    for block in _blocks(under):
        first, last = block[0][1][0], block[-1][1][-1]
        x0, x1 = columns[first][0], columns[last][1]
        inside = [head for head in heads_left if x0 < _middle(head) < x1]
        runs = [(columns[span[0]][0], columns[span[-1]][1]) for _, span in block]
        unnamed = 0.0 if len(under) == len(lower) else float("inf")
        ways = _ways([(one.x0, one.x1) for one in inside], runs, [unnamed] * len(runs))
        best = _surest(ways, em)
        if inside and best is None:
            return None
        for head, part in zip(inside, best or [], strict=True):
            found[id(head)] = range(block[part[0]][1][0], block[part[-1]][1][-1] + 1)
    found |= wide
    return [found[id(head)] for head in heads] if len(found) == len(heads) else None


def _goes_on(high: Stroke, low: Stroke, em: float) -> bool:
    """Whether a head is the line over another one's, and no head over it."""
    centered = abs(_middle(high) - _middle(low)) < NEAR * em
    aligned = abs(high.x0 - low.x0) < NEAR * em
    return 0 < low.middle - high.middle < LINE_STEP * em and (centered or aligned)


def _blocks(under: Sequence[tuple[Stroke, range]]) -> list[list[tuple[Stroke, range]]]:
    """Group lower heads whose columns stand side by side."""
    blocks: list[list[tuple[Stroke, range]]] = []
    for one, span in under:
        if blocks and blocks[-1][-1][1].stop == span.start:
            blocks[-1].append((one, span))
        else:
            blocks.append([(one, span)])
    return blocks


def _ways(heads: Sequence[Run], columns: Sequence[Run], unnamed: Sequence[float]) -> list[Way]:
    """Return the best ways to part columns among heads, and how far off the heads are then.

    ``unnamed`` is what it counts that a column is left out.
    """
    best: dict[int, list[Way]] = {0: [(0.0, ())]}
    for head in heads:
        found: dict[int, list[Way]] = {}
        for reached, before in best.items():
            for first in range(reached, len(columns)):
                out = sum(unnamed[reached:first])
                for last in range(first + 1, len(columns) + 1):
                    off = abs(sum(head) - columns[first][0] - columns[last - 1][1]) / 2
                    found.setdefault(last, []).extend(
                        (far + out + off, (*way, range(first, last))) for far, way in before
                    )
        best = {last: sorted(ways, key=_farness)[:2] for last, ways in found.items()}
    return [(far + sum(unnamed[last:]), way) for last, ways in best.items() for far, way in ways]


def _surest(ways: Sequence[Way], em: float) -> list[range] | None:
    """Return the best of several ways, None where another one is about as good."""
    ranked = sorted((way for way in ways if way[0] < float("inf")), key=_farness)
    if not ranked or len(ranked) > 1 and ranked[1][0] - ranked[0][0] < max(SURE * em, ranked[0][0]):
        return None
    return list(ranked[0][1])


def _farness(way: Way) -> float:
    return way[0]


def _middle(one: Stroke) -> float:
    return (one.x0 + one.x1) / 2
