"""Of several matches of a draft's figure, which gives way to another that says more of what it says.

In: a statement, one match of it and all of them. Out: yes or no.
"""

from collections.abc import Sequence

from assistant.statements.matches import SAME_MEASURE, Match
from assistant.statements.sentence_parts import PART, bigrams_of
from assistant.statements.share_wholes import whole_shared
from assistant.statements.statements import Statement
from corpus.figures.units import same_unit

# A statement so much less like the draft's than the best one is about something else.
MARGIN = 0.05
# So much more of what a draft counts is named with the other figure of a sentence.
NEARER_BY = 0.25


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
