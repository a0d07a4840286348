"""Ordinals: 第十届 is a figure of unit 第届; 第一 before a noun only orders and is none.

前五 and 前五名 are ranks too, of unit 前位; 前五个 and 前五年 count.
"""

import re
from dataclasses import replace

from corpus.figures.making import make_figure
from corpus.figures.numerals import CHINESE_NUMERAL, numeral_to_value
from corpus.figures.units import match_unit
from corpus.records import Figure

ORDINAL = re.compile(
    rf"第\s?(?P<number>\d+|{CHINESE_NUMERAL})(?P<next>\s?(?:季度?|步|财季|卷|辑|名|位))?"
)
_RANKED = re.compile(r"(?:排名|位列|名列|暂列|列|位居|居|排|排在|升至|跃居|降至|跃升至)\Z")
# 跻身前五, 前五名, 前十的; but no 目前三家, 前五个, and no 前三大.
_FIRST = re.compile(
    rf"(?<![目以之当此提空门日年月天午生眼先从节会赛史面跟向往])前\s?(?P<number>\d+|{CHINESE_NUMERAL})"
    r"(?:\s?[名位](?!数)|(?=[，。；、：！？”’）)]|\Z|的|之列|行列|之内))"
)


def match_first_ranks(text: str, start: int) -> Figure | None:
    """前五: one of the first five, whose value is the last rank."""
    found = _FIRST.match(text, start)
    value = numeral_to_value(found["number"]) if found else None
    if not found or value is None or value < 2:
        return None
    figure = make_figure(text, start, found.end(), value, "前位", "other")
    return replace(figure, qualifier=None, change=None)


def match_ordinal(text: str, start: int) -> Figure | None:
    """第十届 is a figure of unit 第届; 第一 before a noun only orders."""
    found = ORDINAL.match(text, start)
    value = numeral_to_value(found["number"]) if found else None
    if not found or value is None:
        return None
    unit = match_unit(text, found.end("number"))
    if found["next"]:
        name, end = found["next"].strip(), found.end()
    elif unit and unit.kind in ("count", "duration", "other"):
        name, end = unit.name, unit.end
        if name in ("天", "年") and value <= 2:  # 第二天: the day after
            return None
    elif _RANKED.search(text[max(0, start - 4) : start]):
        name, end = "位", found.end("number")
    else:
        return None
    figure = make_figure(text, start, end, value, f"第{name}", "other")
    return replace(figure, qualifier=None, change=None)
