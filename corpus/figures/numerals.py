"""Numerals to values: ASCII, full-width, Chinese and mixed (1.66万, 3万4000, 四百五, 二〇二三).

In: folded text (see ``fold``), one numeral. Out: its exact value. Knows no units and no sentences.
"""

import re
from decimal import Decimal

# Single characters that print the same number differently. One to one, so that offsets stay.
_FOLDED = {
    **{chr(0xFF01 + i): chr(0x21 + i) for i in range(94)},
    "\u3000": " ",
    "\u00a0": " ",
    "\u2212": "-",
    "﹪": "%",
    "兩": "两",
    "貳": "贰",
    "陸": "陆",
    "參": "叁",
    "萬": "万",
    "億": "亿",
    "點": "点",
    "負": "负",
    "個": "个",
    "幾": "几",
    "餘": "余",
    "數": "数",
    "對": "对",
    "雙": "双",
    "圓": "元",
    "圆": "元",
    "幣": "币",
    "歐": "欧",
    "韓": "韩",
    "鎊": "镑",
    "臺": "台",
    "噸": "吨",
    "畝": "亩",
    "頃": "顷",
    "約": "约",
    "過": "过",
    "達": "达",
    "間": "间",
    "歲": "岁",
    "項": "项",
    "種": "种",
    "輛": "辆",
    "戶": "户",
    "鐘": "钟",
    "時": "时",
    "週": "周",
    "從": "从",
    "佔": "占",
    "場": "场",
}
# Punctuation that means something else at full width than in ASCII: a comma between two clauses
# is no thousands separator, unless it stands between full-width digits (handled in ``fold``).
for _mark in "，（）；：！？、。":
    _FOLDED.pop(_mark, None)
_FOLD_TABLE = str.maketrans(_FOLDED)
_WIDE_SEPARATOR = re.compile(r"(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")

DIGITS = {
    **dict(zip("零一二三四五六七八九", range(10), strict=True)),
    **dict(zip("壹贰叁肆伍陆柒捌玖", range(1, 10), strict=True)),
    "〇": 0,
    "两": 2,
    "幺": 1,
}
_TENS = {"廿": 20, "卅": 30}
_SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_BIG = {"万": 10**4, "亿": 10**8, "兆": 10**12}
MAGNITUDES = _SMALL | _BIG

ASCII_NUMBER = r"(?:\d{1,3}(?:,\d{3})+(?![\d,])|\d+)(?:\.\d+)?"
# 千瓦, 千克 … are units: their 千 is no magnitude; 百分之, 百分点 are no hundred.
_THOUSAND = r"[千仟](?![瓦米克卡伏帕赫焦])"
_HUNDRED = r"[百佰](?!\s{0,2}分\s{0,2}[之点])"
_MEGA = r"兆(?![瓦帕赫字比欧伏])"
MAGNITUDE = rf"(?:[十拾万亿]|{_HUNDRED}|{_THOUSAND}|{_MEGA})"
# A numeral longer than some forty parts is noise; the bound keeps a search linear.
_DIGIT = "[零一二三四五六七八九壹贰叁肆伍陆柒捌玖〇两廿卅幺]"
# Between parts of a numeral: a space a column left, or 余 多 几 inside (490多万, 十 余 万).
_VAGUE = r"(?:\s?零?[余多几]\s?(?=[十百千万亿佰仟兆]))"
CHINESE_NUMERAL = (
    rf"(?:{_DIGIT}|{MAGNITUDE})(?:{_VAGUE}|\s?(?:{_DIGIT}|{MAGNITUDE})){{0,36}}"
    rf"(?:\s?点\s?{_DIGIT}+(?![十百千点])(?:{MAGNITUDE})*)?"
)
MIXED_NUMERAL = (
    rf"{ASCII_NUMBER}(?:{_VAGUE}|\s{{0,2}}{MAGNITUDE}"
    rf"|(?<=[十百千万亿佰仟兆])\s?零?(?:\d+(?![\d.,:年月%‰])(?=\s?[^\d])|\d+$)"
    rf"|(?<=[十百千万亿佰仟兆])零?{_DIGIT}(?=[十百千万亿])){{0,24}}"
)
NUMERAL = rf"(?:{MIXED_NUMERAL}|{CHINESE_NUMERAL})"
_TOKEN = re.compile(rf"{ASCII_NUMBER}|[^\s]")
# Nothing is counted in so many; strings of digits are, and what they become takes their square.
BEYOND = Decimal(10) ** 30
MOST_DIGITS = 100  # of one number; a file may hold a million, which are too many to calculate with


def fold(text: str) -> str:
    """The text with number characters in one form (full-width, traditional), offsets unchanged."""
    if "，" in text:
        text = _WIDE_SEPARATOR.sub(",", text)
    return text.translate(_FOLD_TABLE)


def exact(value: Decimal) -> int | float:
    """An int where the value is whole, else the nearest float."""
    return int(value) if value == value.to_integral_value() else float(value)


def numeral_to_value(numeral: str) -> Decimal | None:
    """The value of one folded numeral, None where its characters make no number (万万, 百十百), or
    one beyond all that is counted."""
    tokens = _TOKEN.findall(numeral)
    tokens = [token for token in tokens if token not in "余多几"]
    if any(len(token) > MOST_DIGITS for token in tokens):
        return None
    negative = bool(tokens) and tokens[0] in ("负", "-")
    if negative:
        tokens = tokens[1:]
    value = _read_signed(tokens)
    if value is None or value >= BEYOND:
        return None
    return -value if negative else value


def _read_signed(tokens: list[str]) -> Decimal | None:
    if "点" not in tokens:
        return _read_whole(tokens)
    point = tokens.index("点")
    tail = tokens[point + 1 :]
    scale = Decimal(1)
    while tail and tail[-1] in MAGNITUDES:
        scale *= MAGNITUDES[tail.pop()]
    whole = _read_whole(tokens[:point])
    if whole is None or not tail or any(token not in DIGITS for token in tail):
        return None
    fraction = Decimal("0." + "".join(str(DIGITS[token]) for token in tail))
    return (whole + fraction) * scale


def _read_whole(tokens: list[str]) -> Decimal | None:
    """Sums sections under their magnitudes; 四百五 is 450, 三万五 is 35000, 二〇二三 is 2023."""
    if not tokens:
        return None
    if all(token in DIGITS for token in tokens):
        return Decimal("".join(str(DIGITS[token]) for token in tokens))
    groups: list[Decimal] = []  # finished groups under 万, 亿, 兆
    section = Decimal(0)  # below the next 万 or 亿
    current: Decimal | None = None
    implied = 0  # the magnitude a last bare digit counts tenths of
    last_small = 0
    for position, token in enumerate(tokens):
        if token in _SMALL:
            size = _SMALL[token]
            if current is None and last_small and size >= last_small:
                if len(tokens) > 1 and not section:
                    return None
                section *= size  # 十百, 百千: only after a number (3百千)
                implied = last_small = size
                continue
            section += (Decimal(1) if current is None else current) * size
            current, implied, last_small = None, size, size
        elif token in _BIG:
            size = _BIG[token]
            section += current or 0
            has_part = section != 0 or current is not None
            current, last_small = None, 0
            below = sum((group for group in groups if group < size), Decimal(0))
            if below:
                groups = [group for group in groups if group >= size]
                groups.append((below + section) * size)
            elif has_part:
                groups.append(section * size)
            elif groups:
                groups[-1] *= size
            elif len(tokens) == 1 or position == 0:
                groups.append(Decimal(size))
            section, implied = Decimal(0), size
        elif token in _TENS:
            section += _TENS[token]
            last_small, implied = 10, 0
        elif token in DIGITS:
            digit = DIGITS[token]
            if current is not None:
                return None
            if digit == 0:
                implied = 0
                continue
            current = Decimal(digit)
            if position == len(tokens) - 1 and implied >= 100:
                current *= implied // 10
        else:
            if not token[0].isdigit() or current is not None:
                return None
            current = Decimal(token.replace(",", ""))
    return sum(groups, Decimal(0)) + section + (current or 0)
