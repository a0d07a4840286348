"""A figure no source states but some allow to compute in, the computation out, with its terms.

Sums (合计3982家), differences (比…多770家), shares (占9.4%), means (平均每家48.4万元), multiples and growth
(是2亿元的6.5倍, 增长550%). The terms are statements of the sources that the draft's sentence speaks
of; a draft's own figures are terms where a source states them. What the draft says of the figure
(合计, 占, 平均每家) chooses the computation, and its words which terms it is made of.
"""

import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, permutations

from assistant.statements.light_words import is_generic
from assistant.statements.sentence_parts import bigrams_of
from assistant.statements.statements import Statement
from corpus import Figure, find_figures
from corpus.figures.qualifiers import direction
from corpus.figures.units import same_unit, to_base
from corpus.figures.values import FAIR_ROUNDING, last_step
from corpus.words import tagged

_SUM = re.compile(r"合计|共计|总计|总共|一共|加起来|相加|之和|两者共|共有?\Z|共(?:约|达|有)")
_DIFFERENCE = re.compile(r"(?:相差|差距|净?(?:多|少)(?:出|了)?|高出|低)\D{0,4}\Z")
_GAIN = re.compile(r"(?:增加|增长|提高|减少|下降|多|少)了\D{0,2}\Z")
_MEAN = re.compile(r"平均|每[家个户件所人名]|[人户家]均")
_SHARE = re.compile(r"占|比重|比例|份额")
_RATE = re.compile(r"[一-龥]{2}率\D{0,3}\Z")  # 整改率约90%: of two figures told beside it
_MULTIPLE = re.compile(r"倍|相当于|增长|增加|提高|上升|增幅|下降|减少|降幅")
_TERM_KINDS = ("count", "money", "area")
# Of kind other are lengths, weights and volumes, and also ranks, scores and numbers of things.
_MEASURED = frozenset(
    "公里 千米 米 里 吨 千克 公斤 斤 克 升 立方米 亿立方米 千瓦时 度 千瓦 兆瓦 标箱".split()
)
MOST_TERMS = 6  # of more statements some two will fit any number
# 占全国孵化器的: what the whole of a share is said to be; 平均每家孵化器: of what a mean is.
_OF = re.compile(r"占(?:[了到]|全部)?([^，。；\d]{2,24}?)(?:的|总[数额量])")
_EACH = re.compile(r"每[家个户件所人名]([^，。；\d]{2,12})")
# So much of a term's measure the draft's sentence must print to speak of it, and so much of the
# words for the whole must be the term's.
SPOKEN_OF, SAID_OF = 0.8, 0.5
LOOSELY = 0.7
_NOUNS = frozenset(("n", "nz", "ORG", "LOC"))
_COUNTED = re.compile("数量|金额|总额|总数|实际|累计|现有|的")
SHORTEST_MEASURE = 4  # pairs of characters: 孵化器 alone stands in every sentence about them


@dataclass(frozen=True)
class Computation:
    """``shown`` is the sum as a reader would write it: 1606家 + 2376家 = 3982家.

    ``fits`` says whether it gives the draft's figure, as far as its digits tell; ``named`` whether
    the draft names the operation (合计, 多出), so that nothing but it can be meant.
    """

    terms: tuple[Statement, ...]
    value: float
    shown: str
    fits: bool = True
    named: bool = False


_Ways = Callable[[Figure, Sequence[Statement]], Iterator[Computation]]


def compute(claimed: Statement, terms: Sequence[Statement]) -> Computation | None:
    """The computation the draft's figure is made by; None where none is asked for or possible.

    One that gives another value than the draft's is only given where it is the only one that the
    draft's words can mean.
    """
    figure = claimed.figure
    if figure.value is None or figure.upper is not None:
        return None
    if figure.kind == "date" or figure.kind == "other" and figure.unit not in _MEASURED:
        return None
    usable = _distinct(terms)
    for ways, said in _asked(claimed):
        made = [
            way
            for way in ways(figure, usable)
            if said is None or _is_said_of(claimed, way.terms[-1], said)
        ]
        if right := next((way for way in made if _fits(way.value, figure)), None):
            return right
        if len(made) == 1 and not is_rate(claimed):
            if ways is _changes and figure.change and not _are_of_one(made[0].terms):
                continue
            return replace(made[0], fits=False, named=ways in (_sums, _differences))
    return None


def _are_of_one(terms: Sequence[Statement]) -> bool:
    """Whether two amounts are one thing's: of 单缴存人 and 双缴存人 neither grew to the other."""
    first, second = (term.core for term in terms)
    return first.endswith(second) or second.endswith(first)


def is_computed(claimed: Statement) -> bool:
    """Whether the words around the figure say that it is computed of others."""
    return any(_asked(claimed))


def _asked(claimed: Statement) -> Iterator[tuple[_Ways, re.Pattern[str] | None]]:
    """The ways of computing that the words around the figure speak of, and where they say of what."""
    unit = claimed.figure.unit
    before = claimed.text[claimed.clause.start : claimed.span.start]
    around = claimed.clause.cut(claimed.text)
    near = claimed.text[max(claimed.room.start, claimed.clause.start) : claimed.span.start]
    if _is_summed(before):
        yield _sums, None
    if _DIFFERENCE.search(near):
        yield _differences, None
    elif _GAIN.search(near) and unit != "%":
        yield _gains, None
    if _MEAN.search(around):
        yield _means, _EACH
    if _SHARE.search(around) and unit == "%":
        yield _shares, _OF
    elif is_rate(claimed):
        yield _shares, None
    if _MULTIPLE.search(around) and unit in ("%", "倍"):
        yield _changes, None


def is_rate(claimed: Statement) -> bool:
    """Whether a share is told as a rate (整改率约90%), which is no share of any two amounts."""
    before = claimed.text[claimed.clause.start : claimed.span.start]
    rate = claimed.figure.unit == "%" and _RATE.search(before) is not None
    return rate and not _SHARE.search(claimed.clause.cut(claimed.text))


def _is_summed(before: str) -> bool:
    """Whether the words before a figure say that it is a sum, and of no figure nearer to them."""
    cues = list(_SUM.finditer(before))
    return bool(cues) and not find_figures(before[cues[-1].end() :])


def _distinct(terms: Sequence[Statement]) -> list[Statement]:
    kept: list[Statement] = []
    for term in terms:
        figure = term.figure
        if figure.value and figure.upper is None and _is_amount(figure):
            known = any(
                k.figure.value == figure.value and k.figure.unit == figure.unit for k in kept
            )
            if not known:
                kept.append(term)
    return kept[:MOST_TERMS]


def _is_amount(figure: Figure) -> bool:
    return figure.kind in _TERM_KINDS or figure.kind == "other" and figure.unit in _MEASURED


def is_spoken_of(
    claimed: Statement,
    term: Statement,
    *,
    least: int = SHORTEST_MEASURE,
    share: float = SPOKEN_OF,
) -> bool:
    """Whether the draft's sentence names what the term counts, without its value."""
    measure = bigrams_of(_own_measure(term))
    if len(measure) < least or not _is_amount(term.figure):
        return False
    return len(measure & claimed.bigrams) >= share * len(measure)


def spoken_of(claimed: Statement, pool: Sequence[Statement]) -> list[Statement]:
    """The statements whose measure the draft's sentence names, and those in the same sentences
    whose short one it names: 减免税 says little by itself."""
    told = [s for s in pool if is_spoken_of(claimed, s, least=SHORTEST_MEASURE - 1, share=LOOSELY)]
    sentences = {id(s.sentence) for s in told}
    beside = (s for s in pool if id(s.sentence) in sentences and s not in told)
    return [*told, *(s for s in beside if is_spoken_of(claimed, s, least=2))]


def _own_measure(term: Statement) -> str:
    """What the figure counts, without what is carried over to it and words of any measure."""
    return _COUNTED.sub("", (term.figure.measure or "").rsplit(" ", 1)[-1])


def _is_said_of(claimed: Statement, whole: Statement, said: re.Pattern[str]) -> bool:
    """Whether the whole is what the draft says it is, where it says so."""
    found = said.search(claimed.text[claimed.clause.start : claimed.clause.end])
    nouns = (
        [w.text for w in tagged(found.group(1)) if w.tag in _NOUNS and not is_generic(w.text)]
        if found
        else []
    )
    words = bigrams_of("".join(nouns))
    return not words or len(words & bigrams_of(_about(whole))) >= SAID_OF * len(words)


def _about(term: Statement) -> str:
    return (term.figure.measure or "") + term.room.cut(term.text)


def _sums(figure: Figure, terms: Sequence[Statement]) -> Iterator[Computation]:
    alike = [t for t in terms if _same(t.figure, figure)]
    for size in (2, 3):
        for chosen in combinations(alike, size):
            value = sum(map(_base, chosen)) / _unit(figure)
            yield Computation(chosen, value, f"{' + '.join(map(_raw, chosen))} = {_value(value, figure)}")  # fmt: skip


def _differences(figure: Figure, terms: Sequence[Statement]) -> Iterator[Computation]:
    for one, other in combinations([t for t in terms if _same(t.figure, figure)], 2):
        more, less = sorted((one, other), key=_base, reverse=True)
        value = (_base(more) - _base(less)) / _unit(figure)
        yield Computation((more, less), value, f"{_raw(more)} - {_raw(less)} = {_value(value, figure)}")  # fmt: skip


def _gains(figure: Figure, terms: Sequence[Statement]) -> Iterator[Computation]:
    """从7家增加到12家，增加了5家: of what the draft itself names, or as the source states it."""
    yield from _differences(figure, terms)


def _means(figure: Figure, terms: Sequence[Statement]) -> Iterator[Computation]:
    for whole, parts in permutations(terms, 2):
        if _same(whole.figure, figure) and parts.figure.kind == "count" and _base(parts):
            value = _base(whole) / _base(parts) / _unit(figure)
            yield Computation((whole, parts), value, f"{_raw(whole)} ÷ {_raw(parts)} = {_value(value, figure)}")  # fmt: skip


def _shares(figure: Figure, terms: Sequence[Statement]) -> Iterator[Computation]:
    for part, whole in permutations(terms, 2):
        if _same(part.figure, whole.figure) and _base(part) < _base(whole):
            value = 100 * _base(part) / _base(whole)
            yield Computation((part, whole), value, f"{_raw(part)} ÷ {_raw(whole)} = {_round(value)}%")  # fmt: skip


def _changes(figure: Figure, terms: Sequence[Statement]) -> Iterator[Computation]:
    """New and old of the same unit: 是…的6.5倍, 增长5.5倍, 增长550%, 下降15%."""
    for new, old in permutations(terms, 2):
        if not _same(new.figure, old.figure):
            continue
        times = _base(new) / _base(old)
        grows = figure.change is not None and not figure.change.endswith("to")
        if grows and (times > 1) != (figure.change == "up") or not grows and times <= 1:
            continue
        value = (abs(times - 1) if grows else times) * (100 if figure.unit == "%" else 1)
        yield Computation((new, old), value, f"{_raw(new)} 与 {_raw(old)} 相比：{_round(value)}{figure.unit}")  # fmt: skip


def _same(one: Figure, other: Figure) -> bool:
    return one.kind == other.kind and same_unit(one.unit, other.unit)


def _base(term: Statement) -> float:
    return to_base(float(term.figure.value or 0), term.figure.unit)[0]


def _unit(figure: Figure) -> float:
    return to_base(1, figure.unit)[0]


def _fits(value: float, figure: Figure) -> bool:
    """As true as the claimed figure's last digit tells."""
    claimed = float(figure.value or 0)
    if math.isclose(value, claimed, rel_tol=1e-9):
        return True
    step, way = last_step(figure), direction(figure.qualifier) if figure.qualifier else None
    if way in ("almost", "below"):  # 近一成 of 9.4%
        return claimed - min(step, FAIR_ROUNDING * claimed) <= value < claimed
    if way == "above":
        return claimed < value <= claimed + min(step, FAIR_ROUNDING * claimed)
    return abs(value - claimed) <= step / 2 and abs(value - claimed) <= 0.05 * claimed


def _raw(statement: Statement) -> str:
    return "".join(statement.figure.raw.split())


def _value(value: float, figure: Figure) -> str:
    return f"{_round(value)}{figure.unit or ''}"


def _round(value: float) -> str:
    for unit, size in (("万亿", 1e12), ("亿", 1e8), ("万", 1e4)):
        if abs(value) >= size and unit != "万" or abs(value) >= 10 * size:
            return f"{value / size:.4g}{unit}"
    return f"{value:.4g}" if value < 1000 else f"{value:.0f}"
