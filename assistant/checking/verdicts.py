"""A draft's statement and the sources' statements about the same thing in, the verdict out.

Evidence is picked by what it is about; only then are value, unit and qualifier compared. Why a
verdict was given is a reason with both figures as printed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.checking.reasons import Reason
from assistant.checking.verdict_reasons import (
    printed,
    why_contradicted,
    why_imprecise,
    why_not,
    why_of_another,
    why_supported,
)
from assistant.statements.date_roles import bounds_time
from assistant.statements.lasting import ends_that_time
from assistant.statements.matches import AGREEING, LEAST_WORD, Match, same_person
from assistant.statements.outdone import MARGIN, is_outdone
from assistant.statements.periods import compare_periods, period_of
from assistant.statements.sentence_parts import text_number
from assistant.statements.statements import Statement
from assistant.statements.thesaurus import other_words
from corpus.figures.qualifiers import direction
from corpus.figures.units import to_base
from corpus.figures.values import FAIR_ROUNDING, last_step

# Of an undated claim, another time's statement has to be as like as this.
SURELY_SAME = 0.8
# Another value is held against a draft only where the measure is surely the same.
CONTRADICTED, SURE_WORD = 0.66, 0.5
# Two statements so near in time or so alike that one day's events are meant.
AGREEING_DAY = 0.3
AGREEING_NAMED = 0.15
SHOWN = 3

Verdict = Literal["supported", "contradicted", "imprecise", "not_found"]


@dataclass(frozen=True)
class Decision:
    """``matches`` are the evidence of the verdict, or for ``not_found`` the nearest statements."""

    verdict: Verdict
    reason: Reason
    matches: tuple[Match, ...]


def decide(claimed: Statement, matches: Sequence[Match], *, named: bool = False) -> Decision:
    """The verdict on a figure by itself; ``named`` where the draft reports of just these sources.

    A report of one text has its figures from it: the same value is then meant for the same thing
    though the words around it differ, unless they tell of another place, time or person.
    """
    if numbered := [match for match in matches if _is_of_that_text(claimed, match)]:
        return _attributed(claimed, numbered, numbered)
    matches = [match for match in matches if not _holds_date(claimed, match)]
    same = [match for match in matches if match.about_same]
    if any(m.value_agrees and _counts_just_that(claimed, m.stated) for m in same):
        same = [m for m in same if not m.counts_another]
    if spans := [match for match in matches if _is_that_span(claimed, match)]:
        return _attributed(claimed, spans, spans)
    if not same:
        same = [match for match in matches if _agrees_nearby(claimed, match, named)]
    words = {w for m in matches if m.value_agrees for w in m.likeness.exchanged}
    same = [m for m in same if not is_outdone(claimed, m, matches) and _tells_of(m, words)]
    if not same:
        return Decision("not_found", why_not(claimed, matches), tuple(matches[:SHOWN]))
    best = same[0].likeness.score
    # The draft's very sentence with another figure in it leaves no doubt which one is meant.
    quoted = [match for match in same if match.likeness.template]
    near = quoted or [match for match in same if match.likeness.score >= best - MARGIN]
    whole = [m for m in near if m.agreement.whole]
    valued = [m for m in near if m.value_agrees]
    if not whole and not quoted:  # another place may print its qualifier, or another time's value
        told = [m for m in same if m.agreement.whole]
        if near[0].likeness.foreign:  # a part of the country's value is none of the whole's
            whole = [m for m in told if not m.likeness.foreign]
        elif valued:
            whole = told
        else:
            dated = claimed.figure.kind == "date" and not any(
                _contradicts(claimed, m) for m in near
            )
            whole = [m for m in told if dated or _is_another_time(claimed, m, near[0])]
    if whole:
        return _attributed(claimed, whole, [m for m in same if m.agreement.whole])
    rounded = [m for m in near if is_rounding(claimed, m)]
    for loose in (valued, rounded):
        if loose:
            return Decision("imprecise", why_imprecise(claimed, loose[0]), tuple(loose[:SHOWN]))
    # What the likest words give for somewhat else is no ground to hold another value against it.
    nearly = max((m.likeness.score for m in matches if _is_told_nearly(m)), default=0.0)
    sure = [m for m in near if _contradicts(claimed, m) and m.likeness.score > nearly]
    if not sure:
        return Decision("not_found", why_not(claimed, matches), tuple(matches[:SHOWN]))
    return Decision("contradicted", why_contradicted(claimed, sure[0]), tuple(sure[:SHOWN]))


def _is_of_that_text(claimed: Statement, match: Match) -> bool:
    """Whether both figures stand in one text's number (2023年第42号公告)."""
    number = text_number(claimed.text, claimed.span)
    return number is not None and number == text_number(match.stated.text, match.stated.span)


def _counts_just_that(claimed: Statement, stated: Statement) -> bool:
    """Whether one of the two counts what the other does, in its last words: 载体 and 各类孵化载体."""
    mine, other = claimed.core, stated.core
    return bool(mine and other) and (mine.endswith(other) or other.endswith(mine))


def _is_that_span(claimed: Statement, match: Match) -> bool:
    """Whether both name the same days from first to last, which no two things share by chance, or
    the draft one end of them, as such and of nothing that the source's text does not speak of."""
    figure, stated = claimed.figure, match.stated.figure
    if figure.kind != "date" or match.surely_conflicts or match.likeness.unheld:
        return False
    if figure.upper is not None:
        return match.agreement.whole and not match.conflicts and match.likeness.score >= AGREEING
    ends = figure.unit == stated.unit == "日" and stated.upper is not None and match.value_agrees
    return ends and bounds_time(claimed) and ends_that_time(claimed, match.stated)


def _tells_of(match: Match, exchanged: Iterable[str]) -> bool:
    """Whether a statement holds the words that the draft put into the sentence it quotes."""
    told = (any(o in match.stated.text for o in (word, *other_words(word))) for word in exchanged)
    return match.likeness.template or not match.value_agrees or all(told)


def _holds_date(claimed: Statement, match: Match) -> bool:
    """Whether the stated date is coarser, so that it neither bears the draft's out nor not."""
    figure, stated = claimed.figure, match.stated.figure
    if figure.kind != "date" or match.value_agrees:
        return False
    if figure.unit != "日" and bounds_time(claimed) and match.stated.tells_event:
        return True  # 从2023年11月算起 beside a day of 2023年12月
    if figure.unit == "日" != stated.unit and figure.value is not None and figure.value < 100:
        return True  # 20日 beside 6月份: two things are dated
    if (figure.unit, stated.unit) == ("日", "年") and not match.stated.tells_event:
        return True  # a year for which something is counted
    source = match.stated.document.source
    first = period_of(claimed.figure, source.date, source.year)
    second = period_of(match.stated.figure, source.date, source.year)
    return compare_periods(first, second) == "within"


def _is_another_time(claimed: Statement, match: Match, best: Match) -> bool:
    """Whether a statement tells an undated claim's measure at another time than the likest does."""
    mine, other = match.stated.figure, best.stated.figure
    if claimed.figure.kind == "date" or claimed.figure.period or not (mine.period and other.period):
        return False
    alike = mine.place == other.place and match.stated.core == best.stated.core
    return alike and mine.period != other.period and match.likeness.score >= SURELY_SAME


def _is_told_nearly(match: Match) -> bool:
    like = match.likeness
    return match.agreement.whole and not like.lacking and like.period != "different"


def _contradicts(claimed: Statement, match: Match) -> bool:
    """Surely the same measure, and stated for the period the draft names, if it names one."""
    if match.likeness.template:
        return True
    if not match.agreement.unit and match.agreement.value != "same":
        return False  # 580家 and 160余场 count different things
    if bounds_time(claimed) != bounds_time(match.stated):
        return False  # 从2023年11月算起 is no event of 2023年12月19日
    dated = claimed.figure.kind != "date" and claimed.figure.period is not None
    dated = dated and not claimed.dated_by_event
    if dated and match.stated.figure.period is None:
        return False
    return match.likeness.score >= CONTRADICTED and match.likeness.least >= SURE_WORD


def _attributed(claimed: Statement, whole: Sequence[Match], told: Sequence[Match]) -> Decision:
    """The figure is right: whether it is given to whom it belongs.

    Words that one place prints without a speaker and another with one belong to that one.
    """
    speaker = claimed.figure.speaker
    named = [m for m in whole if m.stated.figure.speaker]
    his = [m for m in told if speaker and same_person(speaker, m.stated.figure.speaker or "?")]
    wrong = [m for m in whole if m.misattributed]
    if speaker and not his and (wrong or named):
        shown = tuple((wrong or named)[:SHOWN])
        return Decision("contradicted", why_of_another(claimed, shown[0]), shown)
    shown = tuple((his or list(whole))[:SHOWN])
    return Decision("supported", why_supported(claimed, shown[0]), shown)


def _agrees_nearby(claimed: Statement, match: Match, named: bool) -> bool:
    like, day = match.likeness, claimed.figure.unit == "日"
    if named and day and match.value_agrees and not like.swapped:
        # A day of a report is the day of its news; bodies have many names, people have one.
        return all(term.tag == "ORG" for term in like.lacking)
    if match.surely_conflicts or not match.value_agrees:
        return False
    if named:
        return like.score >= AGREEING_NAMED
    if match.conflicts:
        return False
    if claimed.figure.kind == "date":
        if day and claimed.figure.upper is None and match.stated.figure.upper is not None:
            return like.score >= AGREEING_DAY and ends_that_time(claimed, match.stated)
        return like.score >= (AGREEING_DAY if day else AGREEING)
    return like.score >= AGREEING and like.least >= LEAST_WORD


def is_rounding(claimed: Statement, match: Match) -> bool:
    """约4万 for 3.8万, 2600多 for 2688, 近600 for 580: fewer digits, and true to the value."""
    if match.agreement.value == "rounded":
        return match.agreement.unit
    stated, figure = match.stated.figure, claimed.figure
    if figure.qualifier is None or "date" in (stated.kind, figure.kind) or not match.agreement.unit:
        return False
    if stated.value is None or figure.value is None or stated.upper or figure.upper:
        return False
    printed_value, value = (to_base(float(f.value or 0), f.unit)[0] for f in (stated, figure))
    step = to_base(last_step(figure), figure.unit)[0]
    if abs(value - printed_value) > FAIR_ROUNDING * abs(printed_value):
        return False
    way = direction(figure.qualifier)
    if way == "above":
        return value <= printed_value < value + step
    if way in ("almost", "below"):
        return value - step < printed_value <= value
    return way == "about" and abs(value - printed_value) <= step / 2


def decide_computed(claimed: Statement, shown: str, fits: bool, terms: Sequence[Match]) -> Decision:
    """The verdict on a figure that no source states but its terms give, or give otherwise."""
    if fits:
        return Decision("supported", Reason("computed", (shown,)), tuple(terms))
    reason = Reason("computed_otherwise", (shown, printed(claimed)))
    return Decision("contradicted", reason, tuple(terms))


def decide_date(
    claimed: Statement,
    matches: Sequence[Match],
    depending: Sequence[Decision],
    *,
    named: bool = False,
) -> Decision:
    """The verdict on a date: of a period with the figures stated for it, of an event by itself."""
    stated = [
        match
        for decision in depending
        for match in decision.matches
        if match.likeness.period in ("same", "within")
        if decision.verdict != "not_found"
        or (match.about_same and not match.likeness.undone or match.is_turned)
        and (match.likeness.score >= SURELY_SAME or _is_that_amount(match))
    ]
    if stated:
        reason = Reason("same_time", (stated[0].stated.figure.period,))
        return Decision("supported", reason, tuple(stated[:SHOWN]))
    if (
        depending
        and not named
        and claimed.figure.unit != "日"
        and all(d.verdict == "not_found" for d in depending)
        and not claimed.tells_event
    ):
        return Decision("not_found", why_not(claimed, matches), tuple(matches[:SHOWN]))
    return decide(claimed, matches, named=named)


def _is_that_amount(match: Match) -> bool:
    """Whether the draft's very amount is told in another way; a rate for a level is another thing."""
    return match.is_turned and match.value_agrees and match.stated.figure.kind != "ratio"


def decide_span(own: Decision, led: Decision, matches: Sequence[Match]) -> Decision:
    """The verdict on a time that leads to a count (经过近两年的探索，…6种模式): its own, but where the
    source tells of the two together it goes with the count, as a period does. ``matches`` are all
    of the count's."""
    told = {id(m.stated.sentence) for m in led.matches if led.verdict != "not_found"}
    of_others = {
        id(m.stated.sentence) for m in matches if m.agreement.unit and m.surely_conflicts
    }  # fmt: skip
    for match in own.matches:
        sentence = id(match.stated.sentence)
        if own.verdict == "contradicted" and sentence in told and match.agreement.whole:
            return Decision("supported", Reason("same_time", (match.stated.figure.raw,)), (match,))
        if own.verdict == "supported" and led.verdict == "not_found" and sentence in of_others:
            return led
    return own
