"""Two statements in, how far they are about the same thing out; their figures are not looked at.

Words count as the same where they are printed alike or where the network, which reads both
sentences whole, sees the same in them (免掉的税 and 免税总额). A word at whose place the other
sentence has another of its kind (创业板 for 科创板) is a substitution, however near the two lie.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

import numpy as np

from assistant.conflicts import elsewhere, turned
from assistant.periods import PeriodAgreement, compare_periods, is_point, read_period
from assistant.statements import (
    BEFORE,
    IN_MEASURE,
    IN_ROOM,
    Statement,
    Term,
    is_region,
)
from assistant.thesaurus import other_words
from corpus import Span
from corpus.words import tagged
from index.token_states import States, TokenStates

# Measured: pieces of other things lie below 0.63, the same in other words above 0.72.
UNLIKE, LIKE = 0.58, 0.82
SAME_NAME = 0.7
# Measured by themselves: 高校 and 大学 0.72, 企业 and 公司 0.82; 企业 and 团队 0.52, 大学 and 中学 0.58.
SAME_WORD = 0.68
# A counted noun that stands with another figure is held by half; below it is not held at all.
HEAD_HELD, HEAD_UNLIKE = 0.5, 0.35
# A word held somewhere else in the sentence than beside the figure.
_HELD_FAR = {
    "measure": 1.0,
    "room": 0.95,
    "clause": 0.9,
    "before": 0.85,
    "after": 0.6,
    "another": 0.5,
}
HELD_IN_CONTEXT = 0.75
# What a quotation may leave out or print otherwise.
_MARKS = re.compile(r"[\s“”‘’\"'「」]")
_OPPOSITES = tuple(
    tuple(pair.split("/"))
    for pair in (
        "新增/累计 国内/国际 国内/海外 国内/国外 进口/出口 男性/女性 男子/女子 城镇/农村 城市/农村 收入/支出 直接/间接"
        " 同比/环比 国家级/省级 国家级/市级 省级/市级 毕业企业/在孵企业 净利润/营业收入 上半年/下半年 最高/最低 中央/地方"
        " 固定资产/流动资产 缴纳/减免 征收/减免 征收/免征 缴纳/免税 上缴/减免 流入/流出 买入/卖出 报名/录取"
        " 申请/授权 注册/注销 开工/竣工 受伤/死亡 产量/销量 批发/零售 产值/增加值 存款/贷款 出生/死亡 本科/专科 硕士/博士 小学/中学 创业板/科创板 主板/科创板 主板/创业板"
    ).split()
)
# The last character of words of which there are several kinds.
_KIND_ENDS = frozenset("板级省市县区型类队杯奖部院局器业税款费率额量值")
_ALL_OF = re.compile("[全本该][国省市区县州行]")
# Tags of words that name or qualify what is counted.
_NAMING = frozenset(("n", "nz", "an", "a", "b", "nw"))
# Measured: right words in other terms are held at 0.63 and more, words for other things up to 0.60;
# events (期满 for 执行期, 废止 for 成文) differ more, and are also held against each other alone.
SEEN = 0.61
SEEN_EVENT, LIKE_EVENT = 0.3, 0.6
_PART = re.compile("[“（ ]?(?:其中|这其中|当中)")
MARK = "\ue000"  # stands for a figure; no text holds it
_RELATIVE_YEAR = re.compile("[今去前明上本]年(?!度)")
_THAT_YEAR = re.compile("(?<![比较与同])[今去前明]年(?!同期|度)")
_RUN_OF_MARKS = re.compile(f"{MARK}+")
SHORTEST_QUOTE = 10  # fewer characters are no sentence of their own
_WIDE = ("我国", "全国", "中国", "国内")


@dataclass(frozen=True, slots=True)
class Likeness:
    """How a draft's statement stands to a source's.

    ``held`` is the share of the draft's words that the source holds, ``shared`` that of the
    source's measure which the draft holds, ``least`` how well the draft's least word that tells
    what is counted is held. ``lacking`` are names of the draft that the source's statement is not
    bound to, ``unheld`` other words for which it has nothing like, ``foreign`` places of the
    source's that the draft does not name. ``turned`` is in what other way the source speaks of it (a mean, a target).
    ``unsaid`` are nouns of the draft's that the source's sentence leaves to what stands before it.
    """

    held: float
    shared: float
    least: float
    least_word: str
    template: bool
    period: PeriodAgreement
    lacking: tuple[Term, ...] = ()
    unheld: tuple[Term, ...] = ()
    foreign: tuple[str, ...] = ()
    swapped: tuple[tuple[str, str], ...] = ()
    doubtful: tuple[tuple[str, str], ...] = ()
    turned: tuple[tuple[str, str], ...] = ()
    unsaid: frozenset[str] = frozenset()

    @property
    def score(self) -> float:
        if self.template:
            return 1.0
        score = 0.6 * self.held + 0.25 * self.shared + 0.15 * self.least
        return score - 0.1 * bool(self.foreign) - 0.15 * bool(self.swapped)


def compare_statements(
    claimed: Statement, stated: Statement, states: TokenStates | None
) -> Likeness:
    """How far the two are about the same; without ``states`` by the printed words alone."""
    period = _period_agreement(claimed, stated)
    template = is_template(claimed, stated)
    if template:
        return Likeness(1, 1, 1, "", True, period)
    near = _Near(claimed, stated, states) if states else None
    forward = _hold(claimed, stated, near)
    backward = _hold(stated, claimed, _Near(stated, claimed, states) if states else None)
    weights = np.array([t.weight for t in claimed.terms])
    held = float(weights @ forward / weights.sum()) if weights.sum() else 0.5
    # Verbs vary freely (着手, 启动); what is counted is named by nouns.
    core = [
        (h, t)
        for h, t in zip(forward, claimed.terms, strict=True)
        if t.weight >= (1.0 if t.tag == "vn" else 0.5)
        and t.tag not in ("v", "vd", "ad")
        and not t.is_generic
    ]
    least, word = min(((float(h), t.text) for h, t in core), default=(1.0, ""))
    # What stands behind the figure and is not its measure tells more of it, not what it counts.
    own = [
        (h, t.weight)
        for h, t in zip(backward, stated.terms, strict=True)
        if t.weight >= IN_MEASURE * 0.5
        and stated.in_measure(t.span, t.text)
        or t.weight >= 0.2
        and t.span.end <= stated.span.start
    ]
    shared = sum(h * w for h, w in own) / sum(w for _, w in own) if own else 0.5
    swapped, doubtful = _swapped(claimed, stated, near, states)
    return Likeness(
        held, shared, least, word, False, period,
        lacking=_lacking(claimed, stated, near),
        unheld=tuple(_unheld(claimed, stated, forward, near)),
        foreign=_foreign(claimed, stated),
        swapped=(
            *swapped,
            *_other_heads(claimed, stated, dict(zip(claimed.terms, forward, strict=True)),
                          dict(zip(stated.terms, backward, strict=True))),
            *_part_alone(claimed, stated, dict(zip(stated.terms, backward, strict=True))),
            *elsewhere(claimed, stated),
        ),
        doubtful=(
            *doubtful,
            *_other_events(claimed, stated, near, states),
            *_other_agents(claimed, stated, states),
        ),
        turned=turned(claimed, stated),
        unsaid=frozenset(
            t.text
            for t in claimed.terms
            if t.tag in ("n", "nz", "ORG", "LOC")
            and t.span.start < claimed.clause.end
            and t.text not in stated.text
            and t.text in stated.context
        ),
    )  # fmt: skip


def is_template(claimed: Statement, stated: Statement) -> bool:
    """Whether the draft's whole sentence stands in the source's, its figures aside, and the two
    figures stand at the same place of it."""
    mine, before = _masked(claimed)
    other, at = _masked(stated)
    if len(mine) < SHORTEST_QUOTE and mine != other:
        return False
    start = other.find(mine)
    while start >= 0:
        if other.count(MARK, 0, start) + before == at:
            return True
        start = other.find(mine, start + 1)
    return False


def _masked(statement: Statement) -> tuple[str, int]:
    """The sentence with a mark for each figure, neighbours as one, and the figure's own mark."""
    base = statement.sentence.span.start
    parts, at, own = [], 0, 0
    for other in statement.others:
        parts.append(statement.text[at : other.span.start - base])
        at = other.span.end - base
        if other is statement.figure:
            own = _plain_marks(MARK.join([*parts, ""])).count(MARK) - 1
    parts.append(statement.text[at:])
    return _plain_marks(MARK.join(parts)).rstrip("。；，！？"), own


def _plain_marks(text: str) -> str:
    # 今年 is a figure only where the year is known; 今年4月 is one figure or two.
    return _RUN_OF_MARKS.sub(MARK, _RELATIVE_YEAR.sub(MARK, _MARKS.sub("", text)))


def _hold(these: Statement, those: Statement, near: "_Near | None") -> np.ndarray:
    """For each term of ``these`` how well ``those`` hold it, 0 to 1."""
    terms = these.terms
    held = np.zeros(len(terms))
    for n, term in enumerate(terms):
        held[n] = _printed(term, those)
        if held[n] == HELD_IN_CONTEXT and term is these.head:
            held[n] = 0.0  # a subject may be carried over, what is counted is said
        if held[n] < _HELD_FAR["another"] and near is not None:
            held[n] = max(held[n], near.of(term))
    return held


def _printed(term: Term, those: Statement) -> float:
    best = 0.0
    at = those.text.find(term.text)
    while at >= 0:
        best = max(best, _far(those, Span(at, at + len(term.text)), term.text))
        at = those.text.find(term.text, at + 1)
    if not best and term.text in those.context:
        best = HELD_IN_CONTEXT
    return best


def _far(statement: Statement, span: Span, text: str) -> float:
    if statement.in_measure(span, text):
        return _HELD_FAR["measure"]
    if statement.of_another(text):
        return _HELD_FAR["another"]
    if statement.room.overlaps(span):
        return _HELD_FAR["room"]
    if statement.clause.overlaps(span):
        return _HELD_FAR["clause"] if span.end <= statement.span.start else _HELD_FAR["after"]
    return _HELD_FAR["before" if span.end <= statement.clause.start else "after"]


class _Near:
    """The word pieces of two sentences, each with its nearest of the other; read when asked for."""

    def __init__(self, these: Statement, those: Statement, states: TokenStates) -> None:
        self._these, self._those, self._states = these, those, states

    @cached_property
    def _mine(self) -> States:
        return self._states.of(self._these.text, "passage")

    @cached_property
    def _best(self) -> np.ndarray:
        those = self._those
        other = self._states.of(those.text, "passage")
        far = np.array([_far(those, span, span.cut(those.text)) for span in other.spans])
        base = those.sentence.span.start
        counted = [figure.span.shift(-base) for figure in those.others]
        # 人 of 46万人 says nothing about 军人: a figure holds no words.
        far[[any(s.overlaps(c) for c in counted) for s in other.spans]] = 0
        cosines = self._mine.vectors @ other.vectors.T
        scaled = np.clip((cosines - UNLIKE) / (LIKE - UNLIKE), 0, 1) * far
        return scaled.max(axis=1) if scaled.size else np.zeros(len(self._mine.spans))

    def of(self, term: Term) -> float:
        return self.at(term.span)

    def at(self, place: Span) -> float:
        rows = [n for n, span in enumerate(self._mine.spans) if span.overlaps(place)]
        return float(self._best[rows].mean()) if rows else 0.0


def _lacking(claimed: Statement, stated: Statement, near: _Near | None) -> tuple[Term, ...]:
    """Names the draft's statement is bound to and the source's is not, in these or other words."""
    speaker = stated.figure.speaker or ""
    around = "\n".join((stated.text, stated.context, speaker))
    absent = [term for term in claimed.names if not _holds_name(around, term.text)]
    if not absent or near is None:
        return tuple(absent)
    # A word-cutter's name may be none (浦东生物 of 上海浦东生物医药), a body is named in short.
    return tuple(
        term
        for term in absent
        if term.tag == "nw"
        or term.text[:2] not in around
        or is_region(term.text)
        or near.of(term) < SAME_NAME
    )


def _unheld(
    claimed: Statement, stated: Statement, held: np.ndarray, near: _Near | None
) -> Iterator[Term]:
    """Words for what is counted that the source has nothing like.

    The network sees some likeness in any word at the place of another (新三板 at that of 科创板), so
    a word that is not printed, nor another word for it, must be seen there clearly.
    """
    if near is None or claimed.figure.kind == "date":
        return
    for hold, term in zip(held, claimed.terms, strict=True):
        whole = claimed.figure.kind == "ratio" and claimed.reach.covers(term.span)
        if term.tag not in _NAMING or term.weight < (BEFORE if whole else IN_ROOM):
            continue
        if term.is_generic or _ALL_OF.fullmatch(term.text) or claimed.of_another(term.text):
            continue
        if len(term.text) >= 4 and term.text[:2] in stated.text:  # 选手 is what 参赛选手 are
            hold = min(hold, near.at(Span(term.span.end - 2, term.span.end)))
        if hold < SEEN and term.text not in stated.context and not _in_other_words(term, stated):
            yield term


def _other_events(
    claimed: Statement, stated: Statement, near: _Near | None, states: TokenStates | None
) -> Iterator[tuple[str, str]]:
    """What happened on a day (成文) where the source tells of something else that did (发布).

    In one and the same sentence the network sees likeness in any verb, so that they are also held
    against each other by themselves.
    """
    if (
        not states
        or not near
        or claimed.figure.kind != "date"
        or claimed.figure.unit not in ("日", "月")
    ):
        return
    mine, other = (
        [t for t in s.terms if t.tag == "v" and t.weight >= IN_MEASURE and len(t.text) > 1]
        for s in (claimed, stated)
    )
    around = [term for term in stated.terms if term.weight >= BEFORE]
    for term in mine:
        told = [t.text for t in other if t.text not in claimed.text]
        if _in_other_words(term, stated) or not told and near.of(term) >= SEEN_EVENT:
            continue
        if all(_alike(term.text, t.text, states) <= LIKE_EVENT for t in around):
            yield term.text, told[0] if told else stated.figure.measure or stated.text


def _in_other_words(term: Term, stated: Statement) -> bool:
    """Whether the sentence prints the word, or one of its group in the thesaurus."""
    return any(word in stated.text for word in (term.text, *other_words(term.text)))


def _holds_name(text: str, name: str) -> bool:
    if name in text:
        return True
    bare = re.sub("(?<=..)[省市县区]$", "", name)
    return (
        bare in text
        or len(name) >= 3
        and re.search(".{0,4}?".join(map(re.escape, name)), text) is not None
    )


def _foreign(claimed: Statement, stated: Statement) -> tuple[str, ...]:
    """A narrower place the source speaks of where the draft names none, or the whole country."""
    place = stated.figure.place
    if not place or place in (*_WIDE, "全球", "世界", "全市", "全省"):
        return ()
    text = claimed.document.text
    return () if _holds_name(text, place) or any(c in text for c in (place[:2],)) else (place,)


def _period_agreement(claimed: Statement, stated: Statement) -> PeriodAgreement:
    source = stated.document.source
    if claimed.figure.kind == "date":
        return "unknown"
    first = read_period(stated.figure.period, source.date, source.year)
    second = read_period(_period_named(claimed), source.date, source.year)
    agreement = compare_periods(first, second)
    if agreement == "within" and first and is_point(claimed.figure.period) and not first.ends_year:
        agreement = "different"  # 截至2025年9月 is not 2025年底
    # What was counted since a month stands for no day: 截至2023年底 is not 2023年11月以来.
    if agreement == "different" and not is_point(claimed.figure.period):
        others = (read_period(d, source.date, source.year) for d in _periods_before(stated))
        better = (compare_periods(other, second) for other in others if other)
        return next((a for a in better if a in ("same", "within")), agreement)
    return agreement


def _period_named(claimed: Statement) -> str | None:
    """A draft's 去年 is no figure where its year is not known, but a period by each source's."""
    said = _THAT_YEAR.findall(claimed.text[: claimed.span.start])
    return claimed.figure.period or (said[-1] if said else None)


def _periods_before(stated: Statement) -> Iterator[str]:
    """Both of 2023年11月以来，截至2025年9月，…12家 date the 12家."""
    before = [o for o in stated.others if o.span.start < stated.figure.span.start]
    for other in reversed(before):
        if other.kind != "date":
            return
        if other.period:
            yield other.period


def _opposites(claimed: Statement, stated: Statement) -> list[tuple[str, str]]:
    """Words that cannot be said of the same figure, one on each side."""
    mine, other = claimed.text[: claimed.clause.end], stated.text[: stated.clause.end]
    return [
        (here, there)
        for pair in _OPPOSITES
        for here, there in (pair, pair[::-1])
        if here in claimed.reach.cut(claimed.text)
        and there in other
        and here not in stated.text
        and there not in mine
    ]


def _siblings(claimed: Statement, stated: Statement) -> list[tuple[str, str]]:
    """Kinds of one thing (创业板 and 科创板) where each side names only the other's."""
    theirs = [t for t in stated.terms if t.weight >= IN_MEASURE and len(t.text) >= 3]
    return [
        (mine.text, other.text)
        for mine in claimed.terms
        for other in theirs
        if mine.weight >= IN_MEASURE
        and len(mine.text) == len(other.text)
        and mine.text[-1] == other.text[-1]
        and mine.text[-1] in _KIND_ENDS
        and mine.text[:-1] != other.text[:-1]
        and mine.text not in stated.text
        and other.text not in claimed.text
    ]


def _other_heads(
    claimed: Statement, stated: Statement, forward: dict[Term, float], backward: dict[Term, float]
) -> list[tuple[str, str]]:
    """What each side counts, where neither side's noun is held by the other."""
    mine, other = claimed.head, stated.head
    if mine is None or other is None or claimed.figure.kind == "date":
        return []
    if mine.text == other.text and (pair := _other_attribute(claimed, stated, forward)):
        return [pair]
    differ = forward[mine] <= HEAD_HELD and backward[other] <= HEAD_UNLIKE
    return [(mine.text, other.text)] if differ else []


def _other_agents(
    claimed: Statement, stated: Statement, states: TokenStates | None
) -> Iterator[tuple[str, str]]:
    """A body that acts in the draft where another acts in the source, and neither names both."""
    mine, other = (
        [t.text for t in s.terms if t.tag == "ORG" and s.reach.covers(t.span)]
        for s in (claimed, stated)
    )
    if not mine or not other or states is None:
        return
    if any(_holds_name(stated.text, m) for m in mine):
        return
    if any(_holds_name(claimed.text, o) for o in other):
        return
    if all(_alike(m, o, states) < SAME_WORD + 0.12 for m in mine for o in other):
        yield mine[0], other[0]


def _part_alone(
    claimed: Statement, stated: Statement, backward: dict[Term, float]
) -> Iterator[tuple[str, str]]:
    """其中应届毕业生46万人 says nothing of a draft that does not speak of 应届毕业生."""
    head = stated.head
    if head is None or claimed.figure.kind == "date" or backward[head] >= SEEN:
        return
    own = [h for t, h in backward.items() if stated.clause.covers(t.span) and t.tag != "v"]
    if _PART.match(stated.clause.cut(stated.text)) and sum(own) < HEAD_UNLIKE * len(own):
        yield claimed.figure.measure or claimed.text, head.text


def _other_attribute(
    claimed: Statement, stated: Statement, forward: dict[Term, float]
) -> tuple[str, str] | None:
    """引进企业 beside 毕业企业: what kind of the same thing is counted, where each side says one."""
    mine, other = (
        next((t for t in s.terms if s.head and t.span.end == s.head.span.start), None)
        for s in (claimed, stated)
    )
    if mine is None or other is None or mine.text == other.text or forward[mine] >= HEAD_UNLIKE:
        return None
    if mine.text in stated.text + stated.context or other.text in claimed.text:
        return None
    return None if other.text in other_words(mine.text) else (mine.text, other.text)


def _swapped(
    claimed: Statement, stated: Statement, near: _Near | None, states: TokenStates | None
) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Nouns between the same words on both sides for which the other sentence has others.

    In a sentence that is otherwise the same, the network expects the same word and sees another as
    like it: those that only by themselves differ come second.
    """
    mine = [w for w in tagged(claimed.text) if w.tag != "w"]
    other = [w for w in tagged(stated.text) if w.tag != "w"]
    blocks = SequenceMatcher(None, [w.text for w in mine], [w.text for w in other], autojunk=False)
    nouns = {"n", "nz", "vn", "an", "s", "f", "LOC", "ORG", "PER", "nw"}
    found = _opposites(claimed, stated) + _siblings(claimed, stated)
    doubtful: list[tuple[str, str]] = []
    for kind, a, b, c, d in blocks.get_opcodes():
        if kind != "replace" or b - a > 2 or d - c > 2:
            continue
        one, two = mine[a:b], other[c:d]
        if not all(w.tag in nouns for w in (*one, *two)):
            continue
        first, second = "".join(w.text for w in one), "".join(w.text for w in two)
        here = Span(one[0].span.start, one[-1].span.end)
        if not claimed.reach.covers(here) or {first, second} <= set(_WIDE):
            continue
        if _kept(first, claimed, stated) or _kept(second, stated, claimed):
            continue
        if not states or not near or near.at(here) < SAME_NAME:  # not 大学, 高校
            found.append((first, second))
        elif _alike(first, second, states) < SAME_WORD:
            doubtful.append((first, second))
    return found, doubtful


def _kept(word: str, here: Statement, there: Statement) -> bool:
    """Whether the other sentence has the word as often; where one of two stands for another, not."""
    return there.text.count(word) >= here.text.count(word)


def _alike(one: str, other: str, states: TokenStates) -> float:
    """How near two words lie by themselves, both ways."""
    near = states.of(one, "query").vectors @ states.of(other, "query").vectors.T
    return float(near.max(axis=1).mean() + near.max(axis=0).mean()) / 2 if near.size else 0.0
