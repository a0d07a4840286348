"""A draft's statement beside the sources' statements: how like they are, how their figures agree.

In: a statement and those it may be borne out by. Out: matches, the likest first.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.statements.conflicts import SUMMED
from assistant.statements.likeness import Likeness
from assistant.statements.periods import Period, compare_periods, period_of
from assistant.statements.statements import Statement
from corpus import Figure
from corpus.figures.qualifiers import direction
from corpus.figures.values import Agreement, compare_figures

# Measured on paraphrases against statements about other things.
SAME_MEASURE = 0.60
LEAST_WORD = 0.35
# The same value speaks for the same measure, where nothing speaks against it.
AGREEING = 0.45
_SUPERLATIVE = re.compile(
    r"最(?:(?P<most>[高长多大晚迟])|[低短少小早])(?:可以?|能|达到?|为|是|贷|给予?|补|有)*\Z"
)


@dataclass(frozen=True)
class Match:
    """A source's statement beside the draft's: how like they are, how their figures agree."""

    stated: Statement
    likeness: Likeness
    agreement: Agreement
    misattributed: bool = False

    @property
    def conflicts(self) -> bool:
        like = self.likeness
        # Where the value differs it is the value that is wrong, whatever was done.
        undone = like.undone and self.value_agrees
        return self.surely_conflicts or bool(like.doubtful or like.unheld or undone)

    @property
    def surely_conflicts(self) -> bool:
        like = self.likeness
        return bool(like.lacking or like.swapped or like.turned) or like.period == "different"

    @property
    def about_same(self) -> bool:
        like = self.likeness
        if self.conflicts:
            return False
        return like.template or (like.score >= SAME_MEASURE and like.least >= LEAST_WORD)

    @property
    def is_turned(self) -> bool:
        """The same measure told of its time in another way (as a gain, a target), and nothing else
        against it; a sum up to then (累计) is told of no time within."""
        like = self.likeness
        others = like.lacking or like.swapped or like.unheld or like.doubtful or like.undone
        summed = any(SUMMED in pair for pair in like.turned)
        return bool(like.turned) and not others and not summed

    @property
    def counts_another(self) -> bool:
        """Whether the figures count things of different kinds: 580家 and 160余场."""
        return not self.agreement.unit and self.agreement.value != "same"

    @property
    def value_agrees(self) -> bool:
        return self.agreement.value == "same" and self.agreement.unit


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
    agreement = compare_figures(_as_most(stated, claimed), _as_bounded(claimed, stated))
    if agreement.value == "same" or "date" not in (claimed.figure.kind, stated.figure.kind):
        return agreement
    source = stated.document.source
    first = period_of(stated.figure, source.date, source.year)
    second = period_of(claimed.figure, source.date, source.year)
    one_day = claimed.figure.upper is None
    if compare_periods(first, second) in ("same", "within") or one_day and _is_bound(first, second):
        return replace(agreement, value="same", unit=True)
    return agreement


def _as_bounded(claimed: Statement, stated: Statement) -> Figure:
    """近两年 is almost two years or the last two: whichever the source has."""
    figure, almost = _as_most(claimed, stated), stated.figure.qualifier
    recent = claimed.text[: claimed.span.start].endswith("近") and figure.qualifier is None
    if figure.kind == "duration" and recent and almost and direction(almost) == "almost":
        return replace(figure, qualifier=almost)
    return figure


def _as_most(statement: Statement, other: Statement) -> Figure:
    """最长3年 beside 最长不超过3年: what is the most bounds as 不超过 does, where the other says so."""
    figure, bound = statement.figure, other.figure.qualifier
    told = _SUPERLATIVE.search(statement.text[: statement.span.start])
    if not told or figure.qualifier or direction(bound) not in ("at most", "at least"):
        return figure
    most = told["most"] is not None
    return replace(figure, qualifier=bound) if most == (direction(bound) == "at most") else figure


def is_end_of(day: Figure, days: Figure) -> bool:
    """Whether a day is the first or the last of a span of days."""
    dated = day.kind == days.kind == "date" and day.unit == days.unit == "日"
    return dated and days.upper is not None and day.value in (days.value, days.upper)


def _is_bound(stated: Period | None, claimed: Period | None) -> bool:
    """A draft may name one end of a span of days (到2021年12月31日为止)."""
    if stated is None or claimed is None or claimed.first != claimed.last:
        return False
    return claimed.first in (stated.first, stated.last)


def is_misattributed(claimed: Statement, stated: Statement) -> bool:
    """Whether the draft gives the words to somebody who did not say them."""
    speaker = claimed.figure.speaker
    if not speaker:
        return False
    if stated.figure.speaker:
        return not same_person(speaker, stated.figure.speaker)
    if speaker in stated.text or speaker not in claimed.text:
        return False  # what a draft goes on with after somebody's words need not be his
    last = stated.last_speaker
    return not same_person(speaker, last) if last else speaker not in stated.document.text


def same_person(one: str, other: str) -> bool:
    return one in other or other in one
