"""Two figures compared: value, unit and qualifier, in whatever notation and unit each is printed.

In: ``Figure`` records. Out: an ``Agreement``, and the token a value has in the keyword index. What
the figures are about is not compared here.
"""

import math
import re
from dataclasses import dataclass, replace
from typing import Literal

from corpus.figures.qualifiers import direction
from corpus.figures.units import same_unit, to_base
from corpus.records import Figure

ValueAgreement = Literal["same", "rounded", "different"]
QualifierAgreement = Literal["agree", "lost", "added", "turned"]

# A rounded figure is true within its last digit and this share of the value: 近一成 of 9.4%.
FAIR_ROUNDING = 0.15
LEAST_BARE_SUM = 1000  # 月租两千六
_CLOSE = 1e-9  # floats of the same decimal, converted between units
_FAIR = 0.05  # a rounding that moves a value by more than this misleads
_DATE_UNITS = {"年", "月", "日"}


@dataclass(frozen=True, slots=True)
class Agreement:
    """How a claimed figure stands to the stated one.

    ``value`` is ``rounded`` where the claim is the stated value at fewer digits (1.66万 as 1.7万).
    ``unit`` is false where the units cannot be compared (元 and 美元, 人 and 人次).
    ``qualifier`` is what became of the stated one: kept, ``lost``, ``added`` or ``turned``.
    """

    value: ValueAgreement
    unit: bool
    qualifier: QualifierAgreement

    @property
    def whole(self) -> bool:
        return self.value == "same" and self.unit and self.qualifier == "agree"


def compare_figures(stated: Figure, claimed: Figure) -> Agreement:
    """What the text states against what a draft claims; not symmetric (rounding goes one way)."""
    stated, claimed = _told_as_fall(stated, claimed), _told_as_fall(claimed, stated)
    unit = _same_kind(stated, claimed)
    qualifier = compare_qualifiers(stated.qualifier, claimed.qualifier)
    if stated.kind == "date" or claimed.kind == "date":
        return Agreement(_compare_dates(stated, claimed), unit, qualifier)
    return Agreement(_compare_values(stated, claimed), unit, qualifier)


def is_bare_sum(one: Figure, other: Figure) -> bool:
    """Whether one is money and the other a large number without a unit: 多花了一千三百万."""
    bare, told = (one, other) if one.unit is None else (other, one)
    large = bare.kind == "count" and bare.unit is None and (bare.value or 0) >= LEAST_BARE_SUM
    return large and told.unit == "元"


def _told_as_fall(figure: Figure, other: Figure) -> Figure:
    """涨跌 -3.5% is 下降3.5%, where the other is told as a rise or a fall."""
    told = other.change in ("up", "down") and figure.change is None
    if not told or figure.unit not in ("%", "百分点") or figure.value is None or figure.value >= 0:
        return figure
    return replace(figure, value=-figure.value, change="down")


def compare_qualifiers(stated: str | None, claimed: str | None) -> QualifierAgreement:
    """超过 and 余 agree, 近 and 超过 are turned; 超过 as 至少 says no more and agrees."""
    before, after = direction(stated), direction(claimed)
    if before == after or {before, after} in ({"above", "at least"}, {"below", "at most"}):
        return "agree"
    if after is None:
        return "lost"
    return "added" if before is None else "turned"


def growth_factor(figure: Figure) -> float | None:
    """How many times as much after the change: 增长2倍 is 3, 翻一番 and 增长到2倍 are 2, 增长13% 1.13."""
    if figure.value is None or figure.change is None or figure.unit not in ("倍", "%"):
        return None
    if figure.unit == "%" and figure.change.endswith("to"):  # 提高到13% is a level
        return None
    part = float(figure.value) if figure.unit == "倍" else float(figure.value) / 100
    return {"up": 1 + part, "down": 1 - part, "up to": part, "down to": part}[figure.change]


def value_token(figure: Figure) -> str:
    """One token for a value in any notation: 16600, 1.66万余 and 一万六千六百 are ``#16600``.

    Shares are ``#25%``, dates ``#d20231219``; a range has both its ends (``#100000~200000``).
    """
    if figure.value is None:
        return "#" + re.sub(r"\s", "", figure.raw)
    mark = "%" if figure.unit == "%" else ""
    if figure.kind == "date":
        mark = "" if figure.unit in _DATE_UNITS else figure.unit or ""
    token = _plain(figure.value)
    if figure.upper is not None and figure.qualifier != "数":
        token += "~" + _plain(figure.upper)
    return f"#{'d' if figure.kind == 'date' else ''}{token}{mark}"


def _plain(value: int | float) -> str:
    """Without exponent and without the noise of the last float digits."""
    if isinstance(value, int):
        return str(value)
    shown = f"{value:.10f}".rstrip("0").rstrip(".")
    return shown if shown not in ("", "0", "-0") else repr(value)


def _same_kind(stated: Figure, claimed: Figure) -> bool:
    if (stated.kind == "date") != (claimed.kind == "date"):
        return False
    if stated.kind == "date" and {stated.unit, claimed.unit} <= _DATE_UNITS:
        return True
    if "%" in (stated.unit, claimed.unit) and stated.unit != claimed.unit:
        return growth_factor(stated) is not None and growth_factor(claimed) is not None
    if (stated.unit is None) != (claimed.unit is None):
        return stated.kind == claimed.kind == "count" or is_bare_sum(stated, claimed)
    return same_unit(stated.unit, claimed.unit)


def _compare_values(stated: Figure, claimed: Figure) -> ValueAgreement:
    if stated.value is None or claimed.value is None:
        return "same" if stated.raw == claimed.raw else "different"
    if (
        stated.change
        and claimed.change
        and (stated.unit, stated.change)
        != (
            claimed.unit,
            claimed.change,
        )
    ):
        factors = growth_factor(stated), growth_factor(claimed)
        if factors[0] is not None and factors[1] is not None:
            return "same" if _close(factors[0], factors[1]) else "different"
    if _turned_change(stated, claimed):
        return "different"
    low = _end_agrees(stated.value, stated.unit, claimed.value, claimed)
    if stated.upper is None and claimed.upper is None:
        return low
    if stated.upper is None or claimed.upper is None:
        return _inside(stated, claimed)
    high = _end_agrees(stated.upper, stated.unit, claimed.upper, claimed)
    if "different" in (low, high):
        return "different"
    return "same" if low == high == "same" else "rounded"


def _turned_change(stated: Figure, claimed: Figure) -> bool:
    """增长13% against 下降13%; 增长2倍 against 增长到2倍. One side without a verb turns nothing."""
    return None not in (stated.change, claimed.change) and stated.change != claimed.change


def _inside(stated: Figure, claimed: Figure) -> ValueAgreement:
    """A single value against a range: at best a rounding, where it lies within."""
    ranged, single = (stated, claimed) if stated.upper is not None else (claimed, stated)
    if ranged.value is None or ranged.upper is None or single.value is None:
        return "different"
    value = to_base(float(single.value), single.unit)[0]
    low, high = (to_base(float(end), ranged.unit)[0] for end in (ranged.value, ranged.upper))
    return "rounded" if low <= value <= high else "different"


def _end_agrees(
    stated: int | float, unit: str | None, claimed: int | float, claim: Figure
) -> ValueAgreement:
    first, second = to_base(float(stated), unit)[0], to_base(float(claimed), claim.unit)[0]
    if _close(first, second):
        return "same"
    step = to_base(last_step(claim), claim.unit)[0]
    near = abs(first - second) <= step / 2 * (1 + _CLOSE)
    return "rounded" if near and abs(first - second) <= _FAIR * abs(first) else "different"


def _close(first: float, second: float) -> bool:
    return math.isclose(first, second, rel_tol=_CLOSE, abs_tol=1e-12)


def last_step(figure: Figure) -> float:
    """The worth of the last digit that is not a closing zero: 0.1万 for 1.7万, 100 for 2700."""
    value = abs(float(figure.value or 0))
    digits = f"{value:.10f}".rstrip("0")
    if digits.endswith("."):
        whole = digits[:-1]
        return float(10 ** (len(whole) - len(whole.rstrip("0")))) if whole.strip("0") else 1.0
    return float(10.0 ** -len(digits.split(".")[1]))


def _compare_dates(stated: Figure, claimed: Figure) -> ValueAgreement:
    """A claim may be coarser (2023年 for 2023年12月19日) or leave the year out, never finer."""
    if stated.kind != claimed.kind or stated.value is None or claimed.value is None:
        return "different"
    if (stated.upper is None) != (claimed.upper is None):
        return "different"
    for one, other in ((stated.value, claimed.value), (stated.upper, claimed.upper)):
        if one is not None and other is not None and not _dates_agree(stated, one, claimed, other):
            return "different"
    return "same"


def _dates_agree(stated: Figure, one: int | float, claimed: Figure, other: int | float) -> bool:
    if stated.unit == claimed.unit and one == other:
        return True
    if not {stated.unit, claimed.unit} <= _DATE_UNITS:
        return False
    first, second = _date_parts(int(one), stated.unit), _date_parts(int(other), claimed.unit)
    return all(
        part is None
        or part == first[name]
        or (name == "year" and first["year"] is None and stated.unit == claimed.unit)
        for name, part in second.items()
    )


def _date_parts(value: int, unit: str | None) -> dict[str, int | None]:
    """Year, month and day of a date number; a part that is not printed is None."""
    day = month = None
    if unit == "日":
        value, day = divmod(value, 100)
    if unit in ("日", "月"):
        value, month = divmod(value, 100)
    return {"year": value or None, "month": month or None, "day": day or None}
