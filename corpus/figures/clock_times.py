"""Times taken: 1小时15分51秒 and 半小时, each in its smallest unit."""

import re
from decimal import Decimal

from corpus.figures.making import make_figure
from corpus.figures.numerals import CHINESE_NUMERAL, numeral_to_value
from corpus.figures.units import match_unit
from corpus.records import Figure

_HALF_TIME = re.compile(r"半(?P<unit>年(?![度报])|个月|个?小时|天|个世纪|个学期|个钟头)")
_N = rf"(?:\d{{1,4}}|{CHINESE_NUMERAL})"
_CLOCKED = re.compile(
    rf"(?:(?P<hours>{_N})个?小时(?:零|又)?)?(?:(?P<minutes>{_N})分(?:钟|(?=\s?\d+秒|\s?[零一二三四五六七八九十]+秒|(?![\u4e00-\u9fff]))))?"
    rf"(?:零)?(?:(?P<seconds>{_N}(?:\.\d+)?)秒(?:钟|(?P<hundredths>\d\d?)(?![\d.]))?)?"
)


def match_half_time(text: str, start: int) -> Figure | None:
    """半年, 半小时; not 上半年 (a date) and not 半年报."""
    found = _HALF_TIME.match(text, start)
    unit = match_unit(text, start + 1) if found else None
    if not found or not unit or text[max(0, start - 1) : start] in ("上", "下", "前", "后", "大"):
        return None
    return make_figure(text, start, unit.end, Decimal("0.5"), unit.name, "duration")


def match_clocked_time(text: str, start: int) -> Figure | None:
    """1小时15分51秒 in its smallest unit: 4551 秒; 1分09秒99 is 69.99 秒."""
    found = _CLOCKED.match(text, start)
    parts = ("hours", "minutes", "seconds", "hundredths")
    if not found or sum(found[part] is not None for part in parts) < 2:
        return None
    hours, minutes, seconds = (
        (numeral_to_value(found[part]) if found[part] else None) or Decimal(0)
        for part in ("hours", "minutes", "seconds")
    )
    if found["seconds"] is None:
        return make_figure(text, start, found.end(), hours * 60 + minutes, "分钟", "duration")
    if found["hundredths"]:
        seconds += Decimal(f"0.{found['hundredths']}")
    return make_figure(
        text, start, found.end(), hours * 3600 + minutes * 60 + seconds, "秒", "duration"
    )
