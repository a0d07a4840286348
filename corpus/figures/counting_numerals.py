"""A numeral and what stands around it in, whether it states a number out.

In: folded text in which names with numerals are blanked (``numeral_names``). A Chinese numeral
counts by its unit, its length and the words before it: 十家 counts, 一家企业 has an article.
"""

import re

from corpus.figures.numerals import MAGNITUDES
from corpus.figures.qualifiers import qualifier_before
from corpus.figures.units import Unit, match_unit

SUFFIX = re.compile(r"\s?(?P<word>[余多几来])(?![0-9])")
_LASTING = re.compile(r"(?:为期|连续|长达|过去|未来|历时|持续|经过|最近|每|近|约|了|这|短短)\Z")
_DECIMAL = re.compile("[零〇]点[零〇一二三四五六七八九]+")  # 系数由零点四五提高到…: no hour
CELL = 80  # characters: longer texts are never one numeral alone


def chinese_counts(text: str, start: int, end: int, number: str) -> bool:
    """Whether a Chinese numeral states a number here, going by its unit and its length."""
    if is_all(text, start, end):
        return number.strip("万萬亿两") != ""
    suffix = SUFFIX.match(text, end)
    unit = match_unit(text, suffix.end() if suffix else end)
    bounded = qualifier_before(text, start) is not None or suffix is not None
    digits = [character for character in number if character not in MAGNITUDES and character != " "]
    if number.strip() in ("百", "千", "万", "亿", "佰", "仟", "拾", "兆"):
        return bounded and (unit is not None or number in "百千万亿")
    if unit is None:
        return _stands_alone(text, start, end, number, bool(digits), suffix is not None)
    if number in ("一", "壹"):
        return _one_counts(unit, bounded, text, start)
    if unit.name == "周" and _lasts(text, start, unit.end):
        return True
    if unit.weak and not any(size in number for size in MAGNITUDES):
        return unit.name == "大" or bounded or text.startswith(("风", "大风", "地震"), unit.end)
    if unit.name == "大":
        return number == "十"
    if not digits and number[0] in "百千万亿":
        return len(number) > 1
    return True


def _lasts(text: str, start: int, end: int) -> bool:
    """Whether 三周 are weeks (连续三周, 两周内), not days (周三周四)."""
    if text[max(0, start - 1) : start] in ("周", "、"):
        return False
    return _LASTING.search(text[max(0, start - 4) : start]) is not None or text.startswith(
        ("内", "后", "前", "时间", "以来", "左右", "多", "以上", "的"), end
    )


def _one_counts(unit: Unit, bounded: bool, text: str, start: int) -> bool:
    """一家 and 一个 are articles; 一吨 and 一年 measure; 每 and 这 before them make neither."""
    if bounded:
        return True
    if (
        unit.kind == "count"
        or unit.weak
        or unit.name in ("天", "小时", "秒", "度", "分", "番", "块")
    ):
        return unit.inner is not None
    if text[unit.end - 1] == "块":  # 在一块 means together
        return False
    before = text[max(0, start - 1) : start]
    return before not in (
        "每",
        "这",
        "那",
        "某",
        "同",
        "第",
        "另",
        "新",
        "哪",
        "任",
        "不",
        "前",
        "上",
        "下",
        "后",
    )


def _stands_alone(
    text: str, start: int, end: int, number: str, has_digit: bool, many: bool
) -> bool:
    """A Chinese numeral without a unit: hundreds and more with a digit, or set off by marks."""
    if len(number) < 2:
        return False
    if _DECIMAL.fullmatch(number) and text[end : end + 1] not in ("分", "刻", "半", "整", "钟"):
        return True
    large = any(size in number for size in "百千万亿佰仟") and (has_digit or many)
    if large and number[0] not in "百千万亿":
        return True
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    if not (len(number) > 2 and re.search("[十百千万亿点〇零]", number)):
        return False
    return not is_word(before) and not is_word(after)


def is_word(character: str) -> bool:
    return bool(character) and (character.isalnum() or character == "\x00")


def is_all(text: str, start: int, end: int) -> bool:
    """Whether the text holds nothing but this numeral (a cell, a search box)."""
    return len(text) < CELL and not text[:start].strip() and not text[end:].strip()
