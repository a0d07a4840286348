"""A draft's statement and the sources' statements about the same thing in, the verdict out.

Evidence is picked by what it is about; only then are value, unit and qualifier compared. Why a
verdict was given is one sentence in Chinese, with both figures as printed.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from assistant.likeness import Likeness
from assistant.periods import compare_periods, period_of
from assistant.statements import Statement
from corpus.figure_values import Agreement, compare_figures

Verdict = Literal["supported", "contradicted", "imprecise", "not_found"]

# Measured on paraphrases against statements about other things.
SAME_MEASURE = 0.60
LEAST_WORD = 0.30
# A statement so much less like the draft's than the best one is about something else.
MARGIN = 0.08
SHOWN = 3

_NEAREST = "资料中没有同一事项的数字"


@dataclass(frozen=True)
class Match:
    """A source's statement beside the draft's: how like they are, how their figures agree."""

    stated: Statement
    likeness: Likeness
    agreement: Agreement
    misattributed: bool = False

    @property
    def about_same(self) -> bool:
        like = self.likeness
        if like.lacking or like.swapped or like.period == "different":
            return False
        return like.template or (like.score >= SAME_MEASURE and like.least >= LEAST_WORD)

    @property
    def value_agrees(self) -> bool:
        return self.agreement.value == "same" and self.agreement.unit


@dataclass(frozen=True)
class Decision:
    """``matches`` are the evidence of the verdict, or for ``not_found`` the nearest statements."""

    verdict: Verdict
    reason: str
    matches: tuple[Match, ...]


def match_statements(
    claimed: Statement,
    candidates: Sequence[Statement],
    compare: Callable[[Statement, Statement], Likeness],
) -> list[Match]:
    """Every candidate beside the claim, the likest first."""
    found = [
        Match(
            stated,
            compare(claimed, stated),
            agreement_of(claimed, stated),
            is_misattributed(claimed, stated),
        )
        for stated in candidates
    ]
    return sorted(found, key=lambda match: -match.likeness.score)


def agreement_of(claimed: Statement, stated: Statement) -> Agreement:
    """Figures compared as printed; dates also with what their source's date fills in."""
    agreement = compare_figures(stated.figure, claimed.figure)
    if agreement.value == "same" or "date" not in (claimed.figure.kind, stated.figure.kind):
        return agreement
    source = stated.document.source
    first = period_of(stated.figure, source.date, source.year)
    second = period_of(claimed.figure, source.date, source.year)
    if compare_periods(first, second) in ("same", "within"):
        return replace(agreement, value="same", unit=True)
    return agreement


def is_misattributed(claimed: Statement, stated: Statement) -> bool:
    """Whether the draft gives the words to somebody who did not say them."""
    speaker = claimed.figure.speaker
    if not speaker:
        return False
    said_by = stated.figure.speaker
    if said_by:
        return not (speaker in said_by or said_by in speaker)
    return speaker not in stated.document.text


def decide(claimed: Statement, matches: Sequence[Match]) -> Decision:
    """The verdict on a figure that is no date."""
    same = [match for match in matches if match.about_same]
    if not same:
        return Decision("not_found", _why_not(claimed, matches), tuple(matches[:SHOWN]))
    best = same[0].likeness.score
    near = [match for match in same if match.likeness.score >= best - MARGIN]
    whole = [m for m in near if m.value_agrees and m.agreement.qualifier == "agree"]
    if supporting := [m for m in whole if not m.misattributed]:
        return Decision("supported", _supported(claimed, supporting[0]), tuple(supporting[:SHOWN]))
    if whole:
        return Decision("contradicted", _said_by_another(claimed, whole[0]), tuple(whole[:SHOWN]))
    valued = [m for m in near if m.value_agrees]
    rounded = [m for m in near if m.agreement.value == "rounded" and m.agreement.unit]
    for loose in (valued, rounded):
        if loose:
            return Decision("imprecise", _imprecise(claimed, loose[0]), tuple(loose[:SHOWN]))
    return Decision("contradicted", _contradicted(claimed, near[0]), tuple(near[:SHOWN]))


def decide_date(
    claimed: Statement, matches: Sequence[Match], depending: Sequence[Decision]
) -> Decision:
    """The verdict on a date: of a period with the figures stated for it, of an event by itself."""
    stated = [
        match
        for decision in depending
        if decision.verdict != "not_found"
        for match in decision.matches
        if match.likeness.period in ("same", "within", "unknown")
    ]
    if stated:
        reason = f"资料中有这一时间的同一事项：“{stated[0].stated.figure.period or '原文未另标时间'}”"
        return Decision("supported", reason, tuple(stated[:SHOWN]))
    if depending:
        return Decision("not_found", _why_not(claimed, matches), tuple(matches[:SHOWN]))
    return decide(claimed, matches)


def _supported(claimed: Statement, match: Match) -> str:
    stated = match.stated.figure
    if _plain(stated.raw) == _plain(claimed.figure.raw):
        return f"与原文一致：“{stated.raw}”"
    return f"与原文数值相同：原文为“{printed(match.stated)}”，稿件写作“{printed(claimed)}”"


def _said_by_another(claimed: Statement, match: Match) -> str:
    who = match.stated.figure.speaker
    given = claimed.figure.speaker
    if who:
        return f"数字与原文一致，但说话人不符：原文出自{who}，稿件归于{given}"
    return f"数字与原文一致，但原文没有说出自{given}"


def _imprecise(claimed: Statement, match: Match) -> str:
    what = {"lost": "限定词丢失", "added": "原文没有限定词", "turned": "限定词改变"}
    why = what.get(match.agreement.qualifier, "取整") if match.value_agrees else "数值为约数"
    return f"{why}：原文为“{printed(match.stated)}”，稿件写作“{printed(claimed)}”"


def _contradicted(claimed: Statement, match: Match) -> str:
    return f"与原文不符：原文为“{printed(match.stated)}”，稿件写作“{printed(claimed)}”"


def _why_not(claimed: Statement, matches: Sequence[Match]) -> str:
    near = next((m for m in matches if m.likeness.score >= 0.5 or m.likeness.swapped), None)
    if near is None:
        return f"{_NEAREST}“{printed(claimed)}”"
    like, stated = near.likeness, near.stated
    if like.period == "different":
        return f"原文的“{printed(stated)}”说的是{stated.figure.period}，不是{claimed.figure.period}"
    if like.swapped:
        mine, other = like.swapped[0]
        return f"原文的“{printed(stated)}”说的是“{other}”，不是“{mine}”"
    if like.lacking:
        return f"原文的“{printed(stated)}”与“{like.lacking[0]}”无关"
    return f"{_NEAREST}；最接近的是“{stated.figure.measure or ''}{printed(stated)}”"


def printed(statement: Statement) -> str:
    """The figure as a reader sees it, with the qualifier before it (超过900亿元)."""
    figure, text = statement.figure, statement.text
    start = statement.span.start
    if figure.qualifier:
        for size in range(1, 5):
            head = text[max(0, start - size) : start]
            if head in _QUALIFIERS:
                return head + figure.raw
    return figure.raw


_QUALIFIERS = frozenset(
    "超过 突破 逾 超 高于 大于 多于 过 近 将近 接近 不足 不到 低于 少于 小于 约 大约 约为 大概 至少 最少 不少于 不低于"
    " 至多 最多 不超过 不高于".split()
)


def _plain(raw: str) -> str:
    return "".join(raw.split())
