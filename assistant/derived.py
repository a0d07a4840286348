"""A figure no source states but some allow to compute in, the computation out, with its terms.

Sums (合计3982家), shares (占9.4%), averages (平均每家48.4万元), multiples and growth (是2亿元的6.5倍,
增长550%). The terms are statements of the sources that the draft's sentence names; a draft's own
figures are terms where a source states them.
"""

import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, permutations

from assistant.statements import Statement
from corpus import Figure, find_figures
from corpus.figure_values import last_step
from corpus.units import same_unit, to_base

_SUM = re.compile(r"合计|共计|总计|总共|一共|加起来|相加|之和|两者共|共有?\Z|共(?:约|达|有)")
_AVERAGE = re.compile(r"平均|每[家个户件所人名]|[人户家]均")
_SHARE = re.compile(r"占|比重|比例|份额")
_MULTIPLE = re.compile(r"倍|相当于|增长|增加|提高|上升|增幅|下降|减少|降幅")
MOST_TERMS = 6  # of more statements some two will fit any number


@dataclass(frozen=True)
class Computation:
    """``shown`` is the sum as a reader would write it: 1606家 + 2376家 = 3982家."""

    terms: tuple[Statement, ...]
    value: float
    shown: str


def compute(claimed: Statement, terms: Sequence[Statement]) -> Computation | None:
    """The computation that gives the claimed figure, None where none does."""
    figure = claimed.figure
    if figure.value is None or figure.upper is not None or figure.kind in ("date", "other"):
        return None
    before = claimed.text[claimed.clause.start : claimed.span.start]
    around = claimed.clause.cut(claimed.text)
    usable = _distinct(terms)
    for asked, ways in (
        (_is_summed(before), _sums),
        (_AVERAGE.search(around), _averages),
        (_SHARE.search(around) and figure.unit == "%", _shares),
        (_MULTIPLE.search(around) and figure.unit in ("%", "倍"), _changes),
    ):
        if asked and (found := _first_fitting(figure, usable, ways)):
            return found
    return None


def _is_summed(before: str) -> bool:
    """Whether the words before a figure say that it is a sum, and of no figure nearer to them."""
    cues = list(_SUM.finditer(before))
    return bool(cues) and not find_figures(before[cues[-1].end() :])


def _distinct(terms: Sequence[Statement]) -> list[Statement]:
    kept: list[Statement] = []
    for term in terms:
        figure = term.figure
        if figure.value and figure.upper is None and figure.kind in ("count", "money", "area"):
            known = any(
                k.figure.value == figure.value and k.figure.unit == figure.unit for k in kept
            )
            if not known:
                kept.append(term)
    return kept[:MOST_TERMS]


def _first_fitting(
    figure: Figure,
    terms: Sequence[Statement],
    ways: Callable[[Figure, Sequence[Statement]], Iterator[Computation]],
) -> Computation | None:
    return next((made for made in ways(figure, terms) if _fits(made.value, figure)), None)


def _sums(figure: Figure, terms: Sequence[Statement]) -> Iterator[Computation]:
    alike = [t for t in terms if _same(t.figure, figure)]
    for size in (2, 3):
        for chosen in combinations(alike, size):
            value = sum(_base(t.figure) for t in chosen) / to_base(1, figure.unit)[0]
            yield Computation(chosen, value, f"{' + '.join(map(_raw, chosen))} = {_round(value)}{figure.unit or ''}")  # fmt: skip


def _averages(figure: Figure, terms: Sequence[Statement]) -> Iterator[Computation]:
    for whole, parts in permutations(terms, 2):
        if _same(whole.figure, figure) and parts.figure.kind == "count":
            value = (
                _base(whole.figure) / float(parts.figure.value or 1) / to_base(1, figure.unit)[0]
            )
            yield Computation((whole, parts), value, f"{_raw(whole)} ÷ {_raw(parts)} = {_round(value)}{figure.unit or ''}")  # fmt: skip


def _shares(figure: Figure, terms: Sequence[Statement]) -> Iterator[Computation]:
    for part, whole in permutations(terms, 2):
        if _same(part.figure, whole.figure) and _base(part.figure) < _base(whole.figure):
            value = 100 * _base(part.figure) / _base(whole.figure)
            yield Computation(
                (part, whole), value, f"{_raw(part)} ÷ {_raw(whole)} = {_round(value)}%"
            )


def _changes(figure: Figure, terms: Sequence[Statement]) -> Iterator[Computation]:
    """New and old of the same unit: 是…的6.5倍, 增长5.5倍, 增长550%."""
    for new, old in permutations(terms, 2):
        if not _same(new.figure, old.figure):
            continue
        times = _base(new.figure) / _base(old.figure)
        value = times if figure.change is None or figure.change.endswith("to") else abs(times - 1)
        value *= 100 if figure.unit == "%" else 1
        yield Computation((new, old), value, f"{_raw(new)} 与 {_raw(old)} 相比：{_round(value)}{figure.unit}")  # fmt: skip


def _same(one: Figure, other: Figure) -> bool:
    return one.kind == other.kind and same_unit(one.unit, other.unit)


def _base(figure: Figure) -> float:
    return to_base(float(figure.value or 0), figure.unit)[0]


def _fits(value: float, figure: Figure) -> bool:
    """As true as the claimed figure's last digit tells."""
    claimed = float(figure.value or 0)
    if math.isclose(value, claimed, rel_tol=1e-9):
        return True
    return abs(value - claimed) <= last_step(figure) / 2 and abs(value - claimed) <= 0.05 * claimed


def _raw(statement: Statement) -> str:
    return "".join(statement.figure.raw.split())


def _round(value: float) -> str:
    for unit, size in (("万亿", 1e12), ("亿", 1e8), ("万", 1e4)):
        if abs(value) >= size and unit != "万" or abs(value) >= 10 * size:
            return f"{value / size:.4g}{unit}"
    return f"{value:.4g}" if value < 1000 else f"{value:.0f}"
