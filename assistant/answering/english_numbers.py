"""Dates, years and numbers as English prints them, in; as Chinese prints them, out.

Knows no vocabulary but that of numbers: "19 December 2023" → 2023年12月19日, "end of 2023" →
2023年底, "1.1 trillion yuan" → 1.1万亿元, "25 percent" → 25%.
"""

import re
from collections.abc import Callable
from decimal import Decimal
from functools import cache

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_ONES = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SCALES = {
    "hundred": 10**2, "thousand": 10**3, "k": 10**3, "million": 10**6, "mn": 10**6, "m": 10**6,
    "billion": 10**9, "bn": 10**9, "trillion": 10**12, "tn": 10**12,
}  # fmt: skip
_QUARTERS = "一二三四"
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "tenth": 10}
_DIGITS = "零一二三四五六七八九十"
_CURRENCIES = {
    "us$": "美元", "$": "美元", "hk$": "港元", "€": "欧元", "£": "英镑", "¥": "元", "rmb": "元",
    "cny": "元", "usd": "美元",
}  # fmt: skip
# What follows a number, the longer before the shorter; two renderings where Chinese has two.
_UNITS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"percentage[ -]points?", ("个百分点",)),
    (r"percent|per cent|pct|pc|%|％", ("%",)),
    (r"(?:chinese )?yuan|rmb|renminbi|cny", ("元",)),
    (r"hong kong dollars?|hkd", ("港元",)),
    (r"(?:us |u\.s\. |american )?dollars?|usd", ("美元",)),
    (r"euros?", ("欧元",)),
    (r"pounds?", ("英镑",)),
    (r"(?:japanese )?yen", ("日元",)),
    (r"square kilomet(?:er|re)s?|sq km", ("平方公里", "平方千米")),
    (r"square met(?:er|re)s?|sq\.? ?m|sqm", ("平方米",)),
    (r"cubic met(?:er|re)s?", ("立方米",)),
    (r"kilomet(?:er|re)s?|km", ("公里", "千米")),
    (r"met(?:er|re)s?", ("米",)),
    (r"hectares?", ("公顷",)),
    (r"mu", ("亩",)),
    (r"(?:metric )?(?:tons?|tonnes?)", ("吨",)),
    (r"kilogram(?:me)?s?|kg", ("公斤", "千克")),
    (r"kilowatt[ -]hours?|kwh", ("千瓦时", "度")),
    (r"kilowatts?|kw", ("千瓦",)),
    (r"megawatts?|mw", ("兆瓦",)),
    (r"degrees? celsius|degrees?", ("摄氏度", "度")),
    (r"years? old|year-olds?", ("岁",)),
    (r"years?", ("年",)),
    (r"months?", ("个月",)),
    (r"weeks?", ("周", "个星期")),
    (r"days?", ("天", "日")),
    (r"hours?", ("小时",)),
    (r"minutes?", ("分钟",)),
    (r"people|persons?", ("人",)),
    (r"times|fold", ("倍", "次")),
)

_YEAR = r"(?<![0-9])(?P<year>(?:1[0-9]|20|21)[0-9]{2})(?![0-9]|[.,][0-9]|\s*%|[A-Za-z])"
_ISO_DATE = (
    r"(?<![0-9])(?P<year>(?:1[0-9]|20|21)[0-9]{2})[-/.](?P<month>[01]?[0-9])[-/.]"
    r"(?P<day>[0-3]?[0-9])(?![0-9])"
)
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DAY = r"(?P<day>[0-3]?[0-9])(?:st|nd|rd|th)?(?![0-9A-Za-z]|[.,][0-9]|%)"
_ORDINAL = r"(?:first|second|third|fourth|1st|2nd|3rd|4th)"
_SMALL = (
    rf"(?:(?:{'|'.join(_TENS)})(?:[ -](?:{'|'.join(_ONES[1:10])}))?|{'|'.join(reversed(_ONES))})\b"
)
_NUMBER = (
    r"(?P<digits>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?)"
    rf"|(?P<words>(?:{_SMALL}|an?)\s+hundred(?:\s+(?:and\s+)?{_SMALL})?\b|{_SMALL}"
    r"|an?(?=\s+(?:thousand|million|billion|trillion)\b))"
)
_AMOUNT = (
    r"(?P<currency>us\$|hk\$|[$€£¥]|rmb\b|cny\b|usd\b)?\s?"
    rf"(?:{_NUMBER})"
    r"(?P<scales>(?:[\s-]?(?:hundred|thousand|million|billion|trillion|bn|mn|tn)\b){1,2}|[mk]\b)?"
    rf"(?:[\s-]?(?P<unit>{'|'.join(f'(?:{pattern})' for pattern, _ in _UNITS)})(?![A-Za-z]))?"
    r"(?![A-Za-z])"
)
_UNIT_PATTERNS = tuple((re.compile(pattern, re.I), shown) for pattern, shown in _UNITS)
# A round number such as 2000 is a year only where no noun is counted by it.
_COUNTED = re.compile(r"\s+(?:new\s+|more\s+|other\s+)?[a-z]+(?<!s)s\b(?!')")
_MORE_THAN = re.compile(
    r"(?:than|over|about|around|nearly|almost|least|most|some|exceed\w*)\s+$", re.I
)
# Decimal holds 28 digits; a longer run of digits is a serial number and is kept as it is.
_MAX_DIGITS = 18

Reading = tuple[int, tuple[str, ...]]


def read_number(text: str, start: int) -> Reading | None:
    """The date, year or number that begins at ``start``: where it ends, and its Chinese forms."""
    for pattern, render in _forms():
        if (match := pattern.match(text, start)) and (shown := render(match)):
            return match.end(), shown
    return None


def _month_number(match: re.Match[str]) -> int:
    return _MONTHS.index(match["month"][:3].lower()) + 1


def _date(match: re.Match[str]) -> tuple[str, ...]:
    day = int(match["day"])
    if not 1 <= day <= 31 or not match["month"][0].isupper():
        return ()
    year = f"{match['year']}年" if match["year"] else ""
    return (f"{year}{_month_number(match)}月{day}日",)


def _iso_date(match: re.Match[str]) -> tuple[str, ...]:
    month, day = int(match["month"]), int(match["day"])
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return ()
    return (f"{match['year']}年{month}月{day}日",)


def _month_of_year(match: re.Match[str]) -> tuple[str, ...]:
    return (f"{match['year']}年{_month_number(match)}月",)


def _month(match: re.Match[str]) -> tuple[str, ...]:
    # "may", "march" and "dec" are months only when printed as names; "May I" begins a sentence.
    word = match["month"]
    begins = match.start() == 0 or match.string[: match.start()].rstrip()[-1:] in ".?!"
    if not word[0].isupper() or (begins and word == "May"):
        return ()
    return (f"{_month_number(match)}月",)


def _year_end(match: re.Match[str]) -> tuple[str, ...]:
    year = match["year"]
    return (f"{year}年底", f"{year}年年底", f"{year}年末")


def _year_start(match: re.Match[str]) -> tuple[str, ...]:
    return (f"{match['year']}年初", f"{match['year']}年年初")


def _half(match: re.Match[str]) -> tuple[str, ...]:
    return (f"{match['year']}年{'上' if match['n'][0] in 'fF1' else '下'}半年",)


def _quarter(match: re.Match[str]) -> tuple[str, ...]:
    words = ("first", "second", "third", "fourth")
    n = match["n"].lower()
    number = words.index(n) if n in words else int(n[0]) - 1
    shown = _QUARTERS[number]
    return (f"{match['year']}年{shown}季度", f"{match['year']}年第{shown}季度")


def _decade(match: re.Match[str]) -> tuple[str, ...]:
    century, tens = int(match["century"]), match["tens"]
    return (f"{century + 1}世纪{tens}0年代", f"{century}{tens}0年代")


def _year(match: re.Match[str]) -> tuple[str, ...]:
    text, year = match.string, match["year"]
    before = text[max(0, match.start() - 12) : match.start()]
    if _MORE_THAN.search(before) or before.endswith(("$", "€", "£", "¥")):
        return ()
    after = text[match.end() : match.end() + 40]
    if year.endswith("00") and _COUNTED.match(after):
        return ()
    amount = _compile(_AMOUNT).match(text, match.start())
    return () if amount and (amount["unit"] or amount["scales"]) else (f"{year}年",)


def _fraction(match: re.Match[str]) -> tuple[str, ...]:
    over = _ONES.index(match["over"].lower()) if match["over"].lower() not in ("a", "an") else 1
    under = _PARTS[match["under"].lower()]
    if (over, under) == (1, 2):
        return ("一半", "1/2")
    return (f"{_DIGITS[under]}分之{_DIGITS[over]}", f"{over}/{under}")


def _amount(match: re.Match[str]) -> tuple[str, ...]:
    unit = _unit(match)
    words = match["words"]
    if words and words.lower() in ("one", "zero") and not (unit[0] or match["scales"]):
        return ()
    digits = match["digits"].replace(",", "") if match["digits"] else ""
    if len(digits) > _MAX_DIGITS:
        return (digits,)
    value = Decimal(digits) if digits else Decimal(_words_to_int(words))
    scaled = bool(match["scales"])
    for scale in re.findall(r"[a-z]+", (match["scales"] or "").lower()):
        value *= _SCALES[scale]
    plain, short = _print(value), _print_short(value)
    forms = (short, plain) if scaled else (plain, short)
    return tuple(dict.fromkeys(form + name for name in unit for form in forms))


def _unit(match: re.Match[str]) -> tuple[str, ...]:
    if match["unit"]:
        for pattern, shown in _UNIT_PATTERNS:
            if pattern.fullmatch(match["unit"]):
                return shown
    return (_CURRENCIES[match["currency"].lower()],) if match["currency"] else ("",)


def _words_to_int(words: str) -> int:
    total = 0
    for word in re.findall(r"[a-z]+", words.lower()):
        if word == "hundred":
            total *= 100
        elif word in ("a", "an"):
            total += 1
        elif word in _ONES:
            total += _ONES.index(word)
        elif word in _TENS:
            total += 10 * (_TENS.index(word) + 2)
    return total


def _print(value: Decimal) -> str:
    return format(value.normalize(), "f")


def _print_short(value: Decimal) -> str:
    """A value with the largest of 万 亿 万亿 that it reaches: 16600 → 1.66万."""
    for name, size in (("万亿", 10**12), ("亿", 10**8), ("万", 10**4)):
        if value >= size:
            return _print(value / size) + name
    return _print(value)


@cache
def _compile(pattern: str, *, flags: re.RegexFlag = re.I) -> re.Pattern[str]:
    return re.compile(pattern, flags)


@cache
def _forms() -> tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], tuple[str, ...]]], ...]:
    """The first form that reads decides, so the longer stand above the shorter; compiled when the
    first question is read, for it takes a tenth of a second."""
    return (
        (
            _compile(_ISO_DATE),
            _iso_date,
        ),
        (_compile(rf"{_DAY}\s+(?:of\s+)?{_MONTH}(?:,?\s+{_YEAR})?"), _date),
        (_compile(rf"{_MONTH}\s+(?:the\s+)?{_DAY}(?:,?\s+{_YEAR})?"), _date),
        (_compile(rf"{_MONTH},?\s+(?:of\s+)?{_YEAR}"), _month_of_year),
        (_compile(_MONTH), _month),
        (
            _compile(rf"(?:(?:year[ -]?)?end(?:[ -]of)?|close of|late)[ -](?:the year )?{_YEAR}"),
            _year_end,
        ),
        (_compile(rf"(?:(?:beginning|start) of|early)[ -](?:the year )?{_YEAR}"), _year_start),
        (
            _compile(rf"(?:mid|middle of)[ -]?{_YEAR}"),
            lambda m: (f"{m['year']}年年中", f"{m['year']}年中"),
        ),
        (_compile(rf"(?P<n>{_ORDINAL})[ -]half,?\s+(?:of\s+)?{_YEAR}"), _half),
        (_compile(rf"h(?P<n>[12])\s+(?:of\s+)?{_YEAR}"), _half),
        (_compile(rf"(?P<n>{_ORDINAL})[ -]quarter,?\s+(?:of\s+)?{_YEAR}"), _quarter),
        (_compile(rf"q(?P<n>[1-4])\s+(?:of\s+)?{_YEAR}"), _quarter),
        (_compile(r"(?P<century>1[0-9]|20)(?P<tens>[0-9])0'?s\b"), _decade),
        (
            _compile(rf"{_YEAR}\s?[-–—~]\s?(?P<last>(?:1[0-9]|20|21)[0-9]{{2}})(?![0-9])"),
            lambda m: (f"{m['year']}-{m['last']}年", f"{m['year']}—{m['last']}年"),
        ),
        (
            _compile(rf"{_YEAR}[\])〕]\s?No\.?\s?(?P<n>[0-9]{{1,6}})\b"),
            lambda m: (f"〔{m['year']}〕{m['n']}号",),
        ),
        (
            _compile(rf"No\.?\s?(?P<n>[0-9]{{1,6}})\s(?:of\s)?{_YEAR}"),
            lambda m: (f"{m['year']}年第{m['n']}号",),
        ),
        (_compile(_YEAR), _year),
        (_compile(r"(?P<n>[0-9]{1,2})(?:st|nd|rd|th)[ -]century"), lambda m: (f"{m['n']}世纪",)),
        (_compile(r"(?P<n>[0-9]{1,6})(?:st|nd|rd|th)\b"), lambda m: (f"第{m['n']}",)),
        (
            _compile(r"No\.?\s?(?P<n>[0-9]{1,6})\b", flags=re.NOFLAG),
            lambda m: (f"第{m['n']}号", f"{m['n']}号"),
        ),
        (
            _compile(
                rf"(?P<over>one|two|three|four|five)[ -](?P<under>{'|'.join(_PARTS)})s?\b(?! (?:party|year|of {_YEAR}))"
            ),
            _fraction,
        ),
        (_compile(r"(?P<over>an?) (?P<under>half|third|quarter|fifth|tenth)(?= of\b)"), _fraction),
        (_compile(r"[0-9]{1,4}/[0-9]{1,4}(?![0-9/])"), lambda m: (m[0],)),
        (_compile(_AMOUNT), _amount),
    )
