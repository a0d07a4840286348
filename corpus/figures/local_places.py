"""全市, 我省, 全区: the city, province, district or county that a text means by it.

In: the word, and the texts around it, the nearest first. Out: the place as printed, or None where
the nearest text that names any names several, or none does. Knows no gazetteer beyond the
provinces, whose names are printed without 省.
"""

import re
from collections.abc import Iterable, Iterator

from corpus.words import tagged

LOCAL_PLACE = re.compile(
    "(?<![安完健齐周保])(?:全市(?!场)|全[省县]|全区(?![域间块别])|[本我][市省](?!场))"
)
_PROVINCES = frozenset(
    "河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 云南 陕西 甘肃 青海 台湾".split()
)
_REGIONS = frozenset("内蒙古 广西 西藏 宁夏 新疆".split())
_NO_PLACE = frozenset("我国 全国 中国 国内 全球 世界 亚洲 欧洲 非洲 美洲".split())
# 海南省海口市 as one word: its parts, each with its level at its end.
_PART = re.compile("[^省市县]{2,7}?(?:省|自治区|市|县|新区|区)|.+")
_LEVEL = re.compile("(?P<level>[省市县])$|(?<![地园景社小山校片城郊灾])(?P<area>区)$")
_SMALLER = tuple("区镇乡村路街道")


def meant_place(word: str, texts: Iterable[tuple[str, int]]) -> str | None:
    """The place that ``word`` (全市) stands for: the only one of its level in the nearest text.

    Of each text as much counts as the number behind it says; it is tagged whole.
    """
    for text, end in texts:
        named = list(_places(text, end, word[-1]))
        if named:
            return named[0] if len({_bare(name) for name in named}) == 1 else None
    return None


def _places(text: str, until: int, level: str) -> Iterator[str]:
    """The places of a level (市) that a text names up to there. Directly behind a city's name a bare one is of
    a part of it (上海浦东)."""
    around, end = "", -1
    for word in tagged(text):
        if word.span.end > until:
            return
        if word.tag != "LOC" or word.text in _NO_PLACE or LOCAL_PLACE.fullmatch(word.text):
            continue
        around = around if word.span.start == end else ""
        for part in _PART.findall(word.text):
            found = _level(part)
            if found == level and (around != "市" or part.endswith(level)):
                yield part
            around = found
        end = word.span.end


def _level(name: str) -> str:
    """省, 市, 区 or 县; a bare name that is no province's may be a city's."""
    if name in _PROVINCES:
        return "省"
    if name in _REGIONS:
        return "区"
    if printed := _LEVEL.search(name):
        return printed["level"] or printed["area"]
    return "" if name.endswith((*_SMALLER, "国")) else "市"


def _bare(name: str) -> str:
    return re.sub("(?<=..)[省市县区]$", "", name)
