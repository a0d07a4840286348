"""Lines of heads and the columns under them in, which columns each head stands over out.

Heads keep the order of their columns, line by line from the lowest up: one over a column without a
head names it, one over several columns that have heads joins these, and one close over a column's
own head is that head's first line. Heads and columns may be set to the left, the middle or the
right, but all of a table alike. Two columns of one table have not the same heads. Where two ways
to part the columns fit about as well, none is sure.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from statistics import median

from corpus.pdf.items import Run
from corpus.pdf.lines import Stroke, make_stroke

SURE = 0.6  # em: so much better is the right way than any other
UNNAMED = 4.0  # em: so much it counts that a column has no head
ALIKE = 8.0  # em: that two columns have the same heads
JOINED = 2.5  # em, each: that a head stands over columns without heads of their own
ALONE = 0.4  # em, each: that a column stands alone where others are joined
LEVEL = 2.0  # em, each: that it does at their height, where others stand higher
UNLIKE = 2.0  # em, each: that what stands under one head stands alone or with others elsewhere
OVER_ONE = 1.5  # em: that a head stands over one column that has a head, not close over it
UNEVEN = 2.0  # em: that the heads under one stand at several heights
OVER_OTHER = 2.0  # times: how far a head reaches over what it does not name
SHIFT = 0.15  # times: how far heads and columns are shifted, all alike
NEAR = 0.5  # em: what is set alike may be so far off
LINE_STEP = 1.5  # em from line to line of one head
REST_STEP = 2.1  # em from a line to the unit in brackets under it
MOST_WAYS = 24

Line = Sequence[Stroke]
Places = list[list[range]]


@dataclass(frozen=True, slots=True)
class Under:
    """Where the rule under a head begins and ends, and whether it is under that head alone."""

    run: Run
    alone: bool

    def fits(self, parts: Sequence["_Part"], first: int, last: int) -> bool:
        """Whether the head may stand over these of the parts."""
        inside = [self.run[0] < sum(part.ink) / 2 < self.run[1] for part in parts]
        beside = any([*inside[:first], *inside[last:]])
        return all(inside[first:last]) and not (self.alone and beside)


@dataclass(frozen=True, slots=True)
class _Part:
    """Columns side by side, with the topmost of their heads, where their lowest heads stand, the
    height at which a column's own head is, and what all of these say.
    """

    columns: range
    run: Run
    head: Stroke | None = None
    heads: Run | None = None
    middle: float = 0.0
    text: str = ""

    @property
    def ink(self) -> Run:
        return _hull([self.run, self.heads or self.run])


@dataclass(frozen=True, slots=True)
class _Over:
    """A head over parts that have heads, or over several; where the parts beside these end."""

    head: Stroke
    parts: tuple[_Part, ...]
    before: float
    after: float

    @property
    def columns(self) -> range:
        return range(self.parts[0].columns.start, self.parts[-1].columns.stop)

    @property
    def runs(self) -> tuple[Run, ...]:
        """Where what it stands over begins and ends, by the lower heads, the columns, both, or as
        far as the white beside them goes.
        """
        ink = _hull([part.ink for part in self.parts])
        heads = _hull([part.heads or part.run for part in self.parts])
        columns = _hull([part.run for part in self.parts])
        return heads, columns, ink, (self.before, ink[1]), (ink[0], self.after)


@dataclass(frozen=True, slots=True)
class _Way:
    """One way to part columns among heads: those over one each, those over others.

    ``off`` is what tells against it but the heads' places, ``rough`` about how far off these are.
    """

    parts: tuple[_Part, ...]
    off: float = 0.0
    rough: float = 0.0
    named: tuple[tuple[Stroke, _Part], ...] = ()
    over: tuple[_Over, ...] = ()

    @property
    def places(self) -> dict[int, range]:
        named = {id(head): part.columns for head, part in self.named}
        return named | {id(over.head): over.columns for over in self.over}


@dataclass(frozen=True, slots=True)
class _Step:
    """A head set over some parts, which are one ``part`` then."""

    part: _Part
    off: float
    rough: float
    named: tuple[Stroke, _Part] | None = None
    over: _Over | None = None

    def after(self, way: _Way, skipped: Sequence[_Part]) -> _Way:
        """Return a way with this step, after the parts over which no head stands."""
        return _Way(
            (*way.parts, *skipped, self.part),
            way.off + self.off,
            way.rough + self.off + self.rough,
            (*way.named, self.named) if self.named else way.named,
            (*way.over, self.over) if self.over else way.over,
        )


def head_places(heads: Sequence[Line], columns: Sequence[Run], em: float) -> Places | None:
    """Return the columns of each head, line by line from the top; None where one is not sure, or a
    column has none.
    """
    places = sure_places(heads, columns, em)
    named = {at for place in places.values() for at in place}
    if any(id(one) not in places for line in heads for one in line):
        return None
    if not named >= set(range(1, len(columns))):
        return None
    return [[places[id(one)] for one in line] for line in heads]


def sure_places(
    heads: Sequence[Line],
    columns: Sequence[Run],
    em: float,
    rules: Mapping[int, Under] | None = None,
    names: int = 1,
) -> dict[int, range]:
    """Return the columns of the heads, by their ids, that are sure.

    ``rules`` holds, by a head's id, the rule under it; the first ``names`` columns name the rows.
    """
    heads, whole = _with_rests(heads, em)
    under = {whole[head]: rule for head, rule in (rules or {}).items()}
    ways = [_Way(tuple(_Part(range(at, at + 1), run) for at, run in enumerate(columns)))]
    for line in reversed(heads):
        found = (one for way in ways for one in _with_line(way, line, em, under, names))
        ways = sorted(found, key=lambda way: _farness(way, em))[:MOST_WAYS]
    if not ways:
        return {}
    offs = [_farness(way, em) + em * _faults(way, names) for way in ways]
    best = min(offs) + SURE * em
    good = [way.places for way, off in zip(ways, offs, strict=True) if off < best]
    sure = {
        head: place
        for head, place in good[0].items()
        if all(other[head] == place for other in good)
    }
    return {head: sure[own] for head, own in whole.items() if own in sure}


def _with_rests(heads: Sequence[Line], em: float) -> tuple[list[Line], dict[int, int]]:
    """Return lines of heads, of which those that begin with a bracket, （万元） under 金额, are one
    with what they go on from, and of each printed one's id which head's it is.
    """
    lines: list[list[Stroke]] = []
    whole = {id(one): id(one) for line in heads for one in line}
    for line in heads:
        lines.append([])
        for low in line:
            over = [
                (lines[row], at)
                for row in range(len(lines) - 1)
                for at, high in enumerate(lines[row])
                if _is_rest(low) and _goes_on(high, low, em, REST_STEP)
            ]
            if not over:
                lines[-1].append(low)
                continue
            above, at = max(over, key=lambda place: place[0][place[1]].y1)
            one = make_stroke([*above[at].glyphs, *low.glyphs], low.page)
            whole = {
                head: id(one) if own in (id(above[at]), id(low)) else own
                for head, own in whole.items()
            }
            above[at] = one
    return [line for line in lines if line], whole


def _with_line(
    way: _Way, line: Line, em: float, rules: Mapping[int, Under], names: int
) -> list[_Way]:
    """Return the best ways to set a line of heads over what a way has so far."""
    most = len(way.parts) - len(line)
    reached = {0: [replace(way, parts=())]}
    for at, head in enumerate(line):
        after: dict[int, list[_Way]] = {}
        for first in range(min(reached, default=most + at + 1), most + at + 1):
            for last in range(first + 1, most + at + 2):
                step = _step(head, way.parts, first, last, em, rules.get(id(head)), names)
                if step is not None:
                    after.setdefault(last, []).extend(
                        step.after(one, way.parts[start:first])
                        for start, before in reached.items()
                        if start <= first
                        for one in before
                    )
        reached = {last: sorted(some, key=_roughly)[:MOST_WAYS] for last, some in after.items()}
    return [
        replace(one, parts=(*one.parts, *way.parts[last:]))
        for last, some in reached.items()
        for one in some
    ]


def _step(
    head: Stroke,
    parts: Sequence[_Part],
    first: int,
    last: int,
    em: float,
    rule: Under | None,
    names: int,
) -> _Step | None:
    """Set a head over some of the parts; None where it cannot stand there."""
    if not _is_between(head, parts, first, last, em):
        return None
    if rule and not rule.fits(parts, first, last):
        return None
    off = _off(head, parts, first, last, em, names)
    if off is None:
        return None
    under = tuple(parts[first:last])
    low = under[0].head if len(under) == 1 else None
    own = _run(head)
    part = _Part(
        range(under[0].columns.start, under[-1].columns.stop),
        _hull([part.run for part in under]),
        head,
        _hull([part.heads for part in under if part.heads] or [own]),
        (head.y0 + low.y1) / 2 if low else head.middle,
        head.text + (under[0].text if low else ""),
    )
    if len(under) == 1 and (low is None or _goes_on(head, low, em)):
        return _Step(part, off, _least_off(own, part.ink), named=(head, under[0]))
    over = _Over(
        head,
        under,
        parts[first - 1].ink[1] if first else part.ink[0],
        parts[last].ink[0] if last < len(parts) else part.ink[1],
    )
    return _Step(part, off, min(_least_off(own, run) for run in over.runs), over=over)


def _is_between(head: Stroke, parts: Sequence[_Part], first: int, last: int, em: float) -> bool:
    """Whether a head's middle is between the columns beside those that it would name."""
    low = parts[first - 1].run[1] if first else float("-inf")
    high = parts[last].run[0] if last < len(parts) else float("inf")
    return low - em < (head.x0 + head.x1) / 2 < high + em


def _off(
    head: Stroke, parts: Sequence[_Part], first: int, last: int, em: float, names: int
) -> float | None:
    """Return what tells against a head over parts but its place; None if it cannot stand there."""
    under = parts[first:last]
    rest = [*parts[:first], *parts[last:]]
    over = [min(head.x1, part.ink[1]) - max(head.x0, part.ink[0]) - NEAR * em for part in rest]
    off = OVER_OTHER * sum(max(0.0, one) for one in over)
    lower = [part.head for part in under if part.head]
    if len(under) == 1:
        return off + (0.0 if not lower or _goes_on(head, lower[0], em) else OVER_ONE * em)
    if not lower:
        return off + JOINED * em * (len(under) - 1)
    texts = {part.text for part in under}
    if under[0].columns.start < names:
        return None  # what names the rows is no value
    if len(lower) < len(under) or len(texts) < len(under) or any(map(_is_rest, lower)):
        return None
    heights = sorted(part.middle for part in under)
    return off + (UNEVEN * em if heights[-1] - heights[0] > NEAR * em else 0.0)


def _roughly(way: _Way) -> float:
    return way.rough


def _farness(way: _Way, em: float) -> float:
    """Return how far off a way's heads are, with what else tells against it."""
    own = [(_run(head), part.run) for head, part in way.named if part.columns.start]
    first = [(_run(head), part.run) for head, part in way.named if not part.columns.start]
    off = way.off + _misfit(own) + sum(_least_off(*pair) for pair in first) / 2
    by = zip(*(over.runs for over in way.over), strict=True)
    heads = [_run(over.head) for over in way.over]
    off += min((_misfit(list(zip(heads, runs, strict=True))) for runs in by), default=0.0)
    return off + em * _apart(way, em)


def _apart(way: _Way, em: float) -> float:
    """Return what tells against how columns are joined: like heads are joined alike."""
    under = [part for over in way.over for part in over.parts]
    joined = {at for part in under for at in part.columns}
    alone = [part for part in way.parts if part.head and part.columns.start not in joined]
    rows = [[part.text for part in over.parts] for over in way.over]
    unlike = float(sum(part.text in row for part in alone for row in rows))
    unlike += sum(_unlike(*sorted(pair, key=len)) for pair in combinations(rows, 2))
    if not joined:
        return UNLIKE * unlike
    lowest = max(part.middle for part in under) - NEAR * em
    level = [part for part in alone if part.columns.start and part.middle > lowest]
    raised = any(part.middle <= lowest for part in alone)
    alone = [part for part in alone if part.columns.start]
    return UNLIKE * unlike + ALONE * len(alone) + (LEVEL * len(level) if raised else 0.0)


def _unlike(few: Sequence[str], many: Sequence[str]) -> float:
    """Return how unlike what stands under one head is to what does under another: it may lack."""
    shared = [text for text in few if text in many]
    if few == many or not shared:
        return 0.0
    return 0.5 if all(few.index(text) == many.index(text) for text in shared) else 1.0


def _faults(way: _Way, names: int) -> float:
    """Return what tells against a way as a whole: columns without heads, or with those of others."""
    said: dict[int, str] = {}
    named = [(head, part.columns) for head, part in way.named]
    for head, columns in [*named, *((over.head, over.columns) for over in way.over)]:
        for at in columns:
            said[at] = head.text + said.get(at, "")
    unnamed = sum(part.head is None for part in way.parts if part.columns.start >= names)
    return UNNAMED * unnamed + ALIKE * (len(said) - len(set(said.values())))


def _misfit(pairs: Sequence[tuple[Run, Run]]) -> float:
    """Return how far heads are off what they stand over, all being set alike."""
    if not pairs:
        return 0.0
    offs = [
        [a - b for a, b in zip(_anchors(head), _anchors(run), strict=True)] for head, run in pairs
    ]
    return min(_scatter(by) for by in zip(*offs, strict=True))


def _scatter(offs: Sequence[float]) -> float:
    shift = median(offs)
    return sum(abs(one - shift) for one in offs) + SHIFT * len(offs) * abs(shift)


def _least_off(head: Run, run: Run) -> float:
    return min(abs(a - b) for a, b in zip(_anchors(head), _anchors(run), strict=True))


def _anchors(run: Run) -> tuple[float, float, float]:
    return run[0], (run[0] + run[1]) / 2, run[1]


def _hull(runs: Iterable[Run]) -> Run:
    runs = list(runs)
    return min(x0 for x0, _ in runs), max(x1 for _, x1 in runs)


def _run(head: Stroke) -> Run:
    return head.x0, head.x1


def _is_rest(head: Stroke) -> bool:
    """Whether a line goes on from the one above it: 占收入比重 / （%）."""
    return head.text[0] in "（(）)"


def _goes_on(high: Stroke, low: Stroke, em: float, step: float = LINE_STEP) -> bool:
    """Whether a head is the line over another one's, and no head over it."""
    return (
        low.y0 - high.y0 > 0
        and low.y0 - high.y1 < (step - 1) * em
        and _least_off(_run(high), _run(low)) < NEAR * em
    )
