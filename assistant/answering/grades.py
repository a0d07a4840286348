"""Words that tell one of a row from the others, 乙级, 二期, 六号线: a question in, where they stand
and in which ways they are printed out. One is never another, however like.
"""

import re
from collections.abc import Iterator

from corpus import Span

_DIGITS = "〇一二三四五六七八九"
# 三类 mostly counts, B类 names one; 县一级 is no rank, 9月1号线上 holds a day.
_GRADE = re.compile(
    "(?<![省市县区乡镇村])(?:[甲乙丙丁一二三四五六七八九十]{1,2}|\\d{1,2})(?:[级期](?!别)|(?<!月.)(?<!月..)号(?=线(?![上下索])|楼|馆|院|井|窑|炉|机))"
    "|[A-EⅠ-Ⅴ][级期类档]"
)


def grades(text: str) -> Iterator[Span]:
    """The grades, phases and lines that a question names."""
    for match in _GRADE.finditer(text):
        yield Span(*match.span())


def is_grade(word: str) -> bool:
    """Whether a word is one of them; the 号 of a line stands before 线."""
    return _GRADE.match(word + "线") is not None


def grade_forms(word: str) -> tuple[str, ...]:
    """一期 is also printed as 首期 and 1期."""
    number, kind = word[:-1], word[-1]
    if number.isdigit() and len(number) == 1:
        return (word, _DIGITS[int(number)] + kind)
    if len(number) != 1 or number not in _DIGITS[1:]:
        return (word,)
    first = ("首" + kind,) if number == "一" else ()
    return (word, f"{_DIGITS.index(number)}{kind}", *first)
