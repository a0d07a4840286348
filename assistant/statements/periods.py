"""Printed periods (2023年年底, 2007-2018年, 今年4月) in, days from first to last out, and compared.

What a date leaves out is filled from the date of its source: 6日 in an issue of 2015-02-08 is
2015-02-06. Nothing is known here of what happened in a period.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from corpus import Figure, find_figures

PeriodAgreement = Literal["same", "within", "unknown", "different"]

_POINT = re.compile(r"底|末|截至|截止|为止")
LATE_IN_MONTH = 25  # from here on a month's day is its end: 月底


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """First and last day as ``yyyymmdd``; a month or day not known stands as 00 or 99."""

    first: int
    last: int

    @property
    def years(self) -> tuple[int, int]:
        return self.first // 10000, self.last // 10000

    def ends_month_of(self, other: "Period") -> bool:
        """Whether its last day is one of the last of the month that the other is: 3月31日, 3月底."""
        one_month = other.first // 100 == other.last // 100 == self.last // 100
        return one_month and self.last % 100 >= LATE_IN_MONTH

    @property
    def ends_year(self) -> bool:
        """Whether its last day is in December, or no month is known."""
        return self.last // 100 % 100 >= 12


@lru_cache(4000)
def read_period(text: str | None, issued: str | None, year: int | None) -> Period | None:
    """The period a text names, None where it names none that can be placed in time."""
    if not text:
        return None
    dates = [figure for figure in find_figures(text, year=year) if figure.kind == "date"]
    periods = [p for figure in dates if (p := period_of(figure, issued, year))]
    if not periods:
        return None
    return Period(min(p.first for p in periods), max(p.last for p in periods))


def period_of(figure: Figure, issued: str | None, year: int | None) -> Period | None:
    """The days a date figure covers; None for a clock time, or where its year is not known."""
    if figure.kind != "date" or figure.value is None:
        return None
    first = _days(int(figure.value), figure.unit, issued, year)
    last = _days(int(figure.upper), figure.unit, issued, year) if figure.upper else first
    if first is None or last is None:
        return None
    return Period(first.first, max(first.last, last.last))


def is_point(text: str | None) -> bool:
    """Whether a period's words name a point in time (2023年底), not the time up to it."""
    return text is not None and _POINT.search(text) is not None


def compare_periods(stated: Period | None, claimed: Period | None) -> PeriodAgreement:
    """``within`` where the claimed year or month holds the stated one (2023年 and 2023年12月19日).

    A span of years holds no single one: what was counted from 2007 to 2018 was not from 2007 on.
    """
    if stated is None or claimed is None:
        return "unknown"
    if stated == claimed:
        return "same"
    one_year = claimed.years[0] == claimed.years[1]
    if one_year and claimed.first <= stated.first and stated.last <= claimed.last:
        return "within"
    return "different"


def _days(value: int, unit: str | None, issued: str | None, year: int | None) -> Period | None:
    if unit == "年代":
        return Period(value * 10000, (value + 9) * 10000 + 9999)
    if unit == "季度":
        y, quarter = divmod(value, 10)
        y = y or _issued(issued)[0] or year or 0
        return (
            Period(y * 10000 + (3 * quarter - 2) * 100, y * 10000 + 3 * quarter * 100 + 99)
            if y
            else None
        )
    if unit not in ("年", "月", "日"):
        return None
    day = month = 0
    if unit == "日":
        value, day = divmod(value, 100)
    if unit in ("日", "月"):
        value, month = divmod(value, 100)
    in_year, in_month, in_day = _issued(issued)
    if unit == "日" and not month and in_month:
        month = in_month if day <= in_day + 1 or in_month == 1 else in_month - 1
    if not value:
        value = in_year or year or 0
    if not value:
        return None
    first = value * 10000 + month * 100 + day
    return Period(first, first if day else first + (99 if month else 9999))


def _issued(issued: str | None) -> tuple[int, int, int]:
    """Year, month and day of an ISO date; 0 for what it leaves out."""
    parts = [int(part) for part in (issued or "").split("-") if part.isdecimal()]
    return tuple((parts + [0, 0, 0])[:3])  # type: ignore[return-value]  # always three
