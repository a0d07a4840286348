"""For which time two statements speak, compared as days: 截至2023年底 and 2023年.

In: two statements. Out: whether their periods are the same. Values are not looked at.
"""

import re
from collections.abc import Iterator

from assistant.statements.periods import (
    Period,
    PeriodAgreement,
    compare_periods,
    is_point,
    read_period,
)
from assistant.statements.statements import Statement

_THAT_YEAR = re.compile("(?<![比较与同])[今去前明]年(?!同期|度)")


def period_agreement(claimed: Statement, stated: Statement) -> PeriodAgreement:
    source = stated.document.source
    if claimed.figure.kind == "date":
        return "unknown"
    first = read_period(stated.figure.period, source.date, source.year)
    second = read_period(_period_named(claimed), source.date, source.year)
    agreement = compare_periods(first, second)
    if agreement == "within" and is_point(claimed.figure.period) and not _ends(first, second):
        agreement = "different"  # 截至2025年9月 is not 2025年底
    # What was counted since a month stands for no day: 截至2023年底 is not 2023年11月以来.
    if agreement == "different" and not is_point(claimed.figure.period):
        told = list(_periods_before(stated))
        if stated.figure.period not in told:  # 2023年，上年同期3家
            return agreement
        found = (read_period(d, source.date, source.year) for d in told)
        others = [other for other in found if other]
        if first:  # 2023年11月至2025年9月
            others += [Period(min(o.first, first.first), first.last) for o in others]
        better = (compare_periods(other, second) for other in others)
        return next((a for a in better if a in ("same", "within")), agreement)
    return agreement


def _ends(stated: Period | None, claimed: Period | None) -> bool:
    return not stated or not claimed or stated.ends_year or stated.ends_month_of(claimed)


def _period_named(claimed: Statement) -> str | None:
    """A draft's 去年 is no figure where its year is not known, but a period by each source's."""
    told: list[str] = _THAT_YEAR.findall(claimed.text[: claimed.span.start])
    said = told[-1] if told else None
    dated = any(o.kind == "date" and o.span < claimed.figure.span for o in claimed.others)
    if said and not dated:  # 截至2023年底…。今年的大赛…: the sentence's own, not the one before's
        return said
    return claimed.figure.period or said


def _periods_before(stated: Statement) -> Iterator[str]:
    """Both of 2023年11月以来，截至2025年9月，…12家 date the 12家."""
    before = [o for o in stated.others if o.span.start < stated.figure.span.start]
    for other in reversed(before):
        if other.kind != "date":
            return
        if other.period:
            yield other.period
