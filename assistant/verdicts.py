"""A draft's statement and the sources' statements about the same thing in, the verdict out.

Evidence is picked by what it is about; only then are value, unit and qualifier compared. Why a
verdict was given is a reason with both figures as printed.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from assistant.date_roles import bounds_time
from assistant.likeness import Likeness
from assistant.periods import Period, compare_periods, period_of
from assistant.reasons import Reason
from assistant.share_wholes import other_whole, whole_shared
from assistant.statements import Statement, Term, bigrams_of, clause_around
from assistant.substitutions import PART
from assistant.thesaurus import other_words
from corpus import Figure
from corpus.figure_values import FAIR_ROUNDING, Agreement, compare_figures, last_step
from corpus.qualifiers import direction
from corpus.units import same_unit, to_base

Verdict = Literal["supported", "contradicted", "imprecise", "not_found"]

# Measured on paraphrases against statements about other things.
SAME_MEASURE = 0.60
LEAST_WORD = 0.35
# Of an undated claim, another time's statement has to be as like as this.
SURELY_SAME = 0.8
# A statement so much less like the draft's than the best one is about something else.
MARGIN = 0.05
# Another value is held against a draft only where the measure is surely the same.
CONTRADICTED, SURE_WORD = 0.66, 0.5
# The same value speaks for the same measure, where nothing speaks against it.
AGREEING = 0.45
# Two statements so near in time or so alike that one day's events are meant.
AGREEING_DAY = 0.3
AGREEING_NAMED = 0.15
SHOWN = 3
LONGEST_WORDS = 40
_MARKS = re.compile("[，。；]|^.{30,}")
# So much more of what a draft counts is named with the other figure of a sentence.
NEARER_BY = 0.25


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
        """The same measure told in another way (as a gain, a target), and nothing else against it."""
        like = self.likeness
        others = like.lacking or like.swapped or like.unheld or like.doubtful or like.undone
        return bool(like.turned) and not others

    @property
    def value_agrees(self) -> bool:
        return self.agreement.value == "same" and self.agreement.unit


@dataclass(frozen=True)
class Decision:
    """``matches`` are the evidence of the verdict, or for ``not_found`` the nearest statements."""

    verdict: Verdict
    reason: Reason
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
    agreement = compare_figures(stated.figure, _as_bounded(claimed, stated))
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
    figure, almost = claimed.figure, stated.figure.qualifier
    recent = claimed.text[: claimed.span.start].endswith("近") and figure.qualifier is None
    if figure.kind == "duration" and recent and almost and direction(almost) == "almost":
        return replace(figure, qualifier=almost)
    return figure


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
        return not _same_person(speaker, stated.figure.speaker)
    if speaker in stated.text or speaker not in claimed.text:
        return False  # what a draft goes on with after somebody's words need not be his
    last = stated.last_speaker
    return not _same_person(speaker, last) if last else speaker not in stated.document.text


def decide(claimed: Statement, matches: Sequence[Match], *, named: bool = False) -> Decision:
    """The verdict on a figure by itself; ``named`` where the draft reports of just these sources.

    A report of one text has its figures from it: the same value is then meant for the same thing
    though the words around it differ, unless they tell of another place, time or person.
    """
    matches = [match for match in matches if not _holds_date(claimed, match)]
    same = [match for match in matches if match.about_same]
    if spans := [match for match in matches if _is_that_span(claimed, match)]:
        return _attributed(claimed, spans, spans)
    if not same:
        same = [match for match in matches if _agrees_nearby(claimed, match, named)]
    words = {w for m in matches if m.value_agrees for w in m.likeness.exchanged}
    same = [m for m in same if not is_outdone(claimed, m, matches) and _tells_of(m, words)]
    if not same:
        return Decision("not_found", _why_not(claimed, matches), tuple(matches[:SHOWN]))
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
            return Decision("imprecise", _imprecise(claimed, loose[0]), tuple(loose[:SHOWN]))
    # What the likest words give for somewhat else is no ground to hold another value against it.
    nearly = max((m.likeness.score for m in matches if _is_told_nearly(m)), default=0.0)
    sure = [m for m in near if _contradicts(claimed, m) and m.likeness.score > nearly]
    if not sure:
        return Decision("not_found", _why_not(claimed, matches), tuple(matches[:SHOWN]))
    return Decision("contradicted", _contradicted(claimed, sure[0]), tuple(sure[:SHOWN]))


def _is_that_span(claimed: Statement, match: Match) -> bool:
    """Whether both name the same days from first to last, which no two things share by chance."""
    if claimed.figure.kind != "date" or claimed.figure.upper is None or match.conflicts:
        return False
    return match.agreement.whole and match.likeness.score >= AGREEING


def _tells_of(match: Match, exchanged: Iterable[str]) -> bool:
    """Whether a statement holds the words that the draft put into the sentence it quotes."""
    told = (any(o in match.stated.text for o in (word, *other_words(word))) for word in exchanged)
    return match.likeness.template or not match.value_agrees or all(told)


def is_outdone(claimed: Statement, match: Match, matches: Sequence[Match]) -> bool:
    """Whether a statement gives way to another that says more of what the draft says.

    Undated words do not speak for a dated claim where dated words give that value for another
    time, or another value for that time; nor do words that leave a noun of the draft's to what was
    said before, where others hold all of them and give another value.
    """
    like = match.likeness
    for other in matches:
        its = other.likeness
        if (
            other is match
            or its.lacking
            or its.unheld
            or its.swapped
            or its.turned
            or its.doubtful
            or its.score < SAME_MEASURE
        ):
            continue
        if (
            like.period == "unknown"
            and its.period != "unknown"
            and other.stated.figure.kind != "date"
        ):
            dated = its.period in ("same", "within")
            if other.value_agrees != dated and its.score >= like.score - MARGIN:
                return True
        if (
            match.value_agrees
            and not other.value_agrees
            and _is_of_that_whole(claimed, other, match)
        ):
            return True
        if match.value_agrees and not other.value_agrees and _is_that_of(claimed, other, match):
            return True
        if match.value_agrees and not other.value_agrees and _is_just_that(claimed, other, match):
            return True
        if (
            match.value_agrees
            and not other.value_agrees
            and its.period == like.period
            and its.score >= like.score
            and its.unsaid < like.unsaid
        ):
            return True
    return False


def _is_that_of(claimed: Statement, other: Match, match: Match) -> bool:
    """Whether of two figures of a source's sentence the other counts what the draft's counts."""
    own, its = match.stated.figure, other.stated.figure
    if other.stated.sentence is not match.stated.sentence or "date" in (own.kind, its.kind):
        return False
    if not same_unit(own.unit, its.unit) or claimed.figure.measure is None:
        return False
    if _counts_that(claimed, other.stated) and not _counts_that(claimed, match.stated):
        head = match.stated.head
        if head is None or head.text not in claimed.text:
            return True
    if PART.match(claimed.clause.cut(claimed.text)):
        return False  # 毕业企业25万家，其中5000家已上市: its measure is that of the whole
    mine = bigrams_of(claimed.core)
    cores = [bigrams_of(statement.core) for statement in (match.stated, other.stated)]
    shared = [2 * len(mine & core) / (len(mine) + len(core) or 1) for core in cores]
    return shared[1] >= shared[0] + NEARER_BY


def _is_just_that(claimed: Statement, other: Match, match: Match) -> bool:
    """Whether another statement of the text counts the very thing that the draft's does, by all its
    words, and this one a like thing: 高质量孵化器20家 and 孵化器200家."""
    mine, its, own = claimed.core, other.stated.core, match.stated.core
    if claimed.figure.kind != "count" or PART.match(claimed.clause.cut(claimed.text)):
        return False
    if not mine or its != mine or own == mine:
        return False
    if other.stated.figure.unit != claimed.figure.unit:
        return False
    like, same_text = other.likeness, other.stated.document is match.stated.document
    near = like.score >= match.likeness.score - MARGIN and not like.foreign
    return same_text and near and like.period == match.likeness.period


def _is_of_that_whole(claimed: Statement, other: Match, match: Match) -> bool:
    """Whether of two shares the other is of the whole that the draft names."""
    if claimed.figure.kind != "ratio" or other.likeness.score < match.likeness.score - MARGIN:
        return False
    of_it, of_that = (whole_shared(claimed, m.stated) for m in (match, other))
    return of_it is not None and of_that is not None and of_that >= of_it + NEARER_BY


def _counts_that(claimed: Statement, stated: Statement) -> bool:
    """Whether a source's figure counts the very noun that the draft's counts: 专利 of 发明专利15万件."""
    return claimed.head is not None and stated.core.endswith(claimed.head.text)


def _holds_date(claimed: Statement, match: Match) -> bool:
    """Whether the stated date is coarser, so that it neither bears the draft's out nor not."""
    figure, stated = claimed.figure, match.stated.figure
    if figure.kind != "date" or match.value_agrees:
        return False
    if figure.unit == "日" != stated.unit and figure.value is not None and figure.value < 100:
        return True  # 20日 beside 6月份: two things are dated
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
    his = [m for m in told if speaker and _same_person(speaker, m.stated.figure.speaker or "?")]
    wrong = [m for m in whole if m.misattributed]
    if speaker and not his and (wrong or named):
        shown = tuple((wrong or named)[:SHOWN])
        return Decision("contradicted", _said_by_another(claimed, shown[0]), shown)
    shown = tuple((his or list(whole))[:SHOWN])
    return Decision("supported", _supported(claimed, shown[0]), shown)


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


def _same_person(one: str, other: str) -> bool:
    return one in other or other in one


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
        or (match.about_same or match.is_turned)
        and match.likeness.score >= SURELY_SAME
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
        return Decision("not_found", _why_not(claimed, matches), tuple(matches[:SHOWN]))
    return decide(claimed, matches, named=named)


def _supported(claimed: Statement, match: Match) -> Reason:
    stated = match.stated.figure
    if _plain(stated.raw) == _plain(claimed.figure.raw):
        return Reason("same", (stated.raw,))
    return Reason("same_value", (printed(match.stated), printed(claimed)))


def _said_by_another(claimed: Statement, match: Match) -> Reason:
    who = match.stated.figure.speaker
    given = claimed.figure.speaker
    if who:
        return Reason("said_by_another", (who, given))
    return Reason("not_said_by", (given,))


def _imprecise(claimed: Statement, match: Match) -> Reason:
    how = match.agreement.qualifier
    bound = how if how in ("lost", "added", "turned") else "rounded"
    kind = bound if match.value_agrees else "about"
    return Reason(kind, (printed(match.stated), printed(claimed)))


def _contradicted(claimed: Statement, match: Match) -> Reason:
    stated, draft = printed(match.stated), printed(claimed)
    if _plain(stated) == _plain(draft):  # 增长13%, 下降13%
        stated, draft = words_around(match.stated), words_around(claimed)
    return Reason("different", (stated, draft))


def _why_not(claimed: Statement, matches: Sequence[Match]) -> Reason:
    likely = [m for m in matches if m.likeness.score >= 0.5 or m.likeness.swapped]
    # What has the draft's own figure tells best what it was mistaken for.
    near = next((m for m in likely if m.value_agrees), likely[0] if likely else None)
    if near is None:
        return Reason("nothing", (printed(claimed),))
    like, stated = near.likeness, near.stated
    if like.period == "different":
        times = (stated.figure.period, claimed.figure.period)
        return Reason("another_time", (printed(stated), *times))
    pairs = (*like.swapped, *like.turned, *like.doubtful)
    told = [p for p in pairs if not any(_MARKS.search(word) for word in p)]
    if not near.value_agrees and like.score < AGREEING:
        told = []  # too far from the draft's words to be what they were mistaken for
    if told:
        mine, other = told[0]
        return Reason("another_thing", (printed(stated), other, mine))
    if near.value_agrees and (wholes := other_whole(claimed, stated)):
        mine, other = wholes
        return Reason("another_thing", (printed(stated), other, mine))
    named = [*like.lacking, *((*like.unheld, *like.undone) if near.value_agrees else ())]
    if named:
        return Reason("not_named", (printed(stated), _whole_name(claimed, named[0])))
    return Reason("nearest", (words_around(stated),))


def _whole_name(statement: Statement, term: Term) -> str:
    """A word with the nouns right beside it: 国家高新区 for 国家."""
    start, end = term.span.start, term.span.end
    if statement.text[start:end] != term.text:
        return term.text  # said in the sentence before
    nouns = [t for t in statement.terms if t.tag not in ("v", "vd", "ad", "a")]
    for other in nouns:
        if other.span.start == end:
            end = other.span.end
    for other in reversed(nouns):
        if other.span.end == start:
            start = other.span.start
    return statement.text[start:end]


def words_around(statement: Statement) -> str:
    """The clause of the figure as printed, cut to what can be read at a glance; of a date with
    what happened."""
    dated = statement.figure.kind == "date"
    clause = statement.reach if dated else clause_around(statement.text, statement.span)
    words = clause.cut(statement.text).strip("，。；：！？—… ”“")
    at = words.find(statement.figure.raw)
    if len(words) <= LONGEST_WORDS or at < 0:
        return words
    start = max(0, min(at + len(statement.figure.raw) + 6, len(words)) - LONGEST_WORDS)
    return words[start : start + LONGEST_WORDS]


def printed(statement: Statement) -> str:
    """The figure as a reader sees it, with the qualifier before it (超过900亿元)."""
    figure, text = statement.figure, statement.text
    start = statement.span.start
    if figure.qualifier:
        for size in range(4, 0, -1):
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
