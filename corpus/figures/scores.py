"""Scores and proportions: 3比1, 2:0, 1∶3 are two numbers set against each other."""

import re
from decimal import Decimal

from corpus.figures.numerals import NUMERAL, exact, numeral_to_value
from corpus.figures.units import match_unit
from corpus.records import Figure, Span

_NUMERAL = re.compile(NUMERAL)
_RATIO_MARK = re.compile(r"\s?(?:比|[:∶：])\s?")
_SCORE_MARK = re.compile(r"[-–—](?=\d{1,3}(?![\d.万亿%]))")
_SCORE_BEFORE = re.compile(r"(?:以|比分为?|[胜负平和、，：（成])\Z")


def match_score(text: str, start: int, end: int, first: Decimal) -> Figure | None:
    """3比1, 2:0, 1∶3: two numbers set against each other."""
    mark = _RATIO_MARK.match(text, end)
    if not mark and _SCORE_BEFORE.search(text[max(0, start - 3) : start]):
        mark = _SCORE_MARK.match(text, end)
    second = _NUMERAL.match(text, mark.end()) if mark else None
    if not mark or not second:
        return None
    value = numeral_to_value(second.group())
    follows = text[second.end() : second.end() + 1]
    unit = match_unit(text, second.end())
    if value is None or (unit and unit.name != "大") or follows in ("年", "月", ":", "%"):
        return None
    plain = {"：", ":"} & set(mark.group())
    if plain and not (text[end - 1].isdigit() and second.group().replace(".", "").isdigit()):
        return None
    return Figure(
        raw=text[start : second.end()],
        span=Span(start, second.end()),
        value=exact(first),
        unit="比",
        kind="other",
        upper=exact(value),
    )
