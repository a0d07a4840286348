"""Dates of Chinese print as whole numbers: 2023 (年), 202312 (月), 20231219 (日).

In: folded text, a position, and the year 今年 means there (None if unknown). Out: one date or a
range of dates. A part that is not printed is absent: 12月19日 is 1219, 4月 is 4, 19日 is 19.
Quarters are 20234 (季度; without year 4), half years the months 202301 to 202306, decades 1990
(年代), centuries 20 (世纪), clock times hhmm (时: 10时30分 is 1030).
"""

import re
from dataclasses import dataclass

from corpus.figures.numerals import numeral_to_value


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date as matched: its value, upper end of a range, unit, and where it ends."""

    value: int
    unit: str
    end: int
    upper: int | None = None


_CN = "[零〇一二三四五六七八九十]"
_YEAR = r"(?:(?:1[0-9]|20|21)\d\d|[一二][零〇一二三四五六七八九]{3})"
_MONTH = rf"(?:1[0-2]|0?[1-9]|{_CN}{{1,2}})"
_DAY = rf"(?:3[01]|[12]\d|0?[1-9]|{_CN}{{1,3}})"
_S = r"\s{0,2}"
_TO = rf"{_S}(?:-|—{{1,2}}|–|~|～|至|到){_S}"
_RELATIVE = "今年|去年|前年|明年|后年|同年|当年|上年|次年"
_OFFSETS = {"今年": 0, "去年": -1, "上年": -1, "前年": -2, "明年": 1, "后年": 2}

_FULL = re.compile(
    rf"(?:(?P<year>{_YEAR}){_S}年|(?P<relative>{_RELATIVE}))?{_S}"
    rf"(?P<month>{_MONTH}){_S}月(?!饼|球|亮|薪|租|供|收入)(?:份)?{_S}(?:(?P<day>{_DAY}){_S}[日号])?"
)
_UNTIL_DAY = re.compile(
    rf"{_TO}(?:(?P<year>{_YEAR}){_S}年)?{_S}(?:(?P<month>{_MONTH}){_S}月)?{_S}(?P<day>{_DAY}){_S}[日号]"
)
_UNTIL_MONTH = re.compile(rf"{_TO}(?:(?P<year>{_YEAR}){_S}年)?{_S}(?P<month>{_MONTH}){_S}月(?:份)?")
_MONTHS = re.compile(rf"(?:(?P<year>{_YEAR}){_S}年|(?P<relative>{_RELATIVE}))?{_S}(?P<first>{_MONTH})(?:(?P<to>{_TO})|{_S}、{_S}|(?<=[一二三四五六七八])(?=[二三四五六七八九]))(?P<last>{_MONTH}){_S}月(?:份)?")  # fmt: skip
_DAYS = re.compile(rf"(?:(?P<year>{_YEAR}){_S}年|(?P<relative>{_RELATIVE}))?{_S}(?P<month>{_MONTH}){_S}月{_S}(?P<first>{_DAY})(?:{_TO}|、)(?P<last>{_DAY}){_S}[日号]")  # fmt: skip
_YEARS = re.compile(
    rf"(?P<first>{_YEAR}){_S}年?(?:度)?{_TO}(?P<last>{_YEAR}|\d\d(?=年)){_S}(?:学年|年)(?:度)?"
)
# 2024/25赛季, 2023/2024年度
_SEASON = re.compile(
    r"(?P<first>(?:19|20)\d\d)/(?P<last>(?:20)?\d\d)(?:赛季|学年|财年|年度|榨季|雪季)"
)
_QUARTER = re.compile(
    rf"(?:(?P<year>{_YEAR}){_S}年|(?P<relative>{_RELATIVE}))?{_S}的?"
    r"(?:第?(?P<quarter>[一二三四1-4])季度|[Qq](?P<q>[1-4])(?![0-9A-Za-z])|前(?P<upto>[二两三23])个?季度|(?P<half>[上下])半年"
    r"|前(?P<months>[二两三四五六七八九2-9]|十一?|1[01])个月)"
)
_YEAR_ALONE = re.compile(rf"(?P<year>{_YEAR}){_S}(?:财年|学年|年度|赛季|年)(?!级|代)")
_RELATIVE_ALONE = re.compile(r"今年|去年|前年|明年|后年")
_DAY_ALONE = re.compile(
    rf"(?P<day>3[01]|[12]\d|[1-9]|{_CN}{{1,3}}){_S}日"
    r"(?!元|均|内|以内|之内|以上|本|游|报(?!道)|子|圆|以下|起\d|[元]|龄|照|产|薪|夜|的?时间|线|行情)"
)
# 公示时间为20日, 不少于7日 tell how long, 会议时间为20日上午 does not.
_LASTING = re.compile(
    r"(?:为期|历时|(?:公示|期限|期间|时限)(?:一般)?[为是]?|(?:期|公示时间|办理时间)[为是]|不(?:少|多|低|高)于|不超过|至少)\s?\Z"
)
_OF_THAT_DAY = re.compile(r"[上下]午|至|到|凌晨|早|晚|前|起|\d")
_DAYS_ALONE = re.compile(rf"(?P<first>3[01]|[12]\d|[1-9]){_S}日?{_TO}(?P<last>3[01]|[12]\d|[1-9]){_S}日(?!元|均|内|圆)")  # fmt: skip
_ISO = re.compile(
    r"(?P<year>(?:19|20)\d\d)(?P<mark>[-/.])(?P<month>1[0-2]|0?[1-9])(?P=mark)(?P<day>3[01]|[12]\d|0?[1-9])(?![\d])"
)
_MONTH_DAY_CLOCK = re.compile(
    r"(?P<month>1[0-2]|0?[1-9])[-/](?P<day>3[01]|[12]\d|0?[1-9])(?=\s+[0-2]?\d:\d\d)"
)
_ISO_MONTH = re.compile(r"(?P<year>(?:19|20)\d\d)-(?P<month>1[0-2]|0[1-9])(?![\d-])")
_DECADE = re.compile(
    rf"(?:(?P<century>1\d|2[01]|{_CN}{{2,3}}){_S}世纪{_S}|(?P<last>上个?世纪){_S})?(?P<decade>[1-9]0|[一二三四五六七八九]十|(?:1[89]|20)\d0){_S}年代"
)
_CENTURY = re.compile(rf"(?:公元)?(?P<century>1\d|2[01]|[1-9]|{_CN}{{1,3}}){_S}世纪")
_CLOCK = re.compile(
    rf"(?P<hour>2[0-4]|1\d|0?\d|{_CN}{{1,3}})(?:{_S}(?:时|点钟?)(?!代|间|期|速|装|尚|候|长|任|刻|节|点|分|评|名|赞|击|亮|半?径|\d{{3}}|[零一二三四五六七八九]{{2,}}(?!分)|{_CN}(?![分十{_CN[1:-1]}]))"
    rf"(?:{_S}(?P<minute>[0-5]?\d|{_CN}{{1,3}}){_S}分(?!之|钟)|(?P<half>半)|整|许|多)?"
    r"|:(?P<mm>[0-5]\d)(?::[0-5]\d)?(?![\d:]))"
)
_CLOCK_WORD = re.compile(r"(?:上午|下午|早上|晚上|凌晨|中午|傍晚|夜间|清晨|晚|早|日|午|深夜|时间|至|-|，|于|当天|当晚|到)\s?\Z")  # fmt: skip
_MONTH_NAMES = "jan feb mar apr may jun jul aug sep oct nov dec"
_ENGLISH = re.compile(
    r"(?P<name>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+(?:(?P<day>[12]\d|3[01]|[1-9])(?:st|nd|rd|th)?,?\s+)?(?P<year>(?:19|20)\d\d)(?!\d)",
    re.IGNORECASE,
)


def _number(text: str | None) -> int | None:
    if not text:
        return None
    value = numeral_to_value(text)
    return int(value) if value is not None else None


def _join(year: int | None, month: int | None, day: int | None = None) -> int:
    value = 0
    for part in (year, month, day):
        if part is not None:
            value = value * 100 + part
    return value


def _year(found: re.Match[str], year: int | None) -> int | None:
    """The printed year, or the one 今年 and 去年 stand for, if known."""
    printed = _number(found["year"])
    if printed is not None or not found["relative"] or year is None:
        return printed
    offset = _OFFSETS.get(found["relative"])
    return None if offset is None else year + offset


def match_date(text: str, start: int, year: int | None = None) -> FoundDate | None:
    """The longest date printed at ``start``; ranges first, then whole dates, then parts."""
    for reader in _READERS:
        found = reader(text, start, year)
        if found:
            return found
    return None


def _days(text: str, start: int, year: int | None) -> FoundDate | None:
    found = _DAYS.match(text, start)
    if not found:
        return None
    which, month = _year(found, year), _number(found["month"])
    first, last = _number(found["first"]), _number(found["last"])
    if not _is_day(month, first) or not _is_day(month, last):
        return None
    return FoundDate(_join(which, month, first), "日", found.end(), _join(which, month, last))


def _is_day(month: int | None, day: int | None) -> bool:
    return (month is None or 1 <= month <= 12) and (day is None or 1 <= day <= 31)


def _whole(text: str, start: int, year: int | None) -> FoundDate | None:
    found = _FULL.match(text, start)
    if not found:
        return None
    which, month, day = _year(found, year), _number(found["month"]), _number(found["day"])
    if not _is_day(month, day):
        return None
    unit = "月" if day is None else "日"
    value, end = _join(which, month, day), found.end()
    until = (_UNTIL_MONTH if day is None else _UNTIL_DAY).match(text, end)
    if not until or (until["month"] is None and day is None):
        return FoundDate(value, unit, end)
    to_year = _number(until["year"]) or which
    to_month = _number(until["month"]) or month
    to_day = _number(until["day"]) if day is not None else None
    if not _is_day(to_month, to_day):
        return FoundDate(value, unit, end)
    return FoundDate(value, unit, until.end(), _join(to_year, to_month, to_day))


def _months(text: str, start: int, year: int | None) -> FoundDate | None:
    found = _MONTHS.match(text, start)
    if not found:
        return None
    which, first, last = _year(found, year), _number(found["first"]), _number(found["last"])
    if not _is_day(first, None) or not _is_day(last, None):
        return None
    if not found["to"] and last != (first or 0) + 1:  # 四、五月 and 三四月份 follow each other
        return None
    return FoundDate(_join(which, first), "月", found.end(), _join(which, last))


def _years(text: str, start: int, year: int | None) -> FoundDate | None:
    found = _SEASON.match(text, start) or _YEARS.match(text, start)
    if not found:
        return None
    first, last = _number(found["first"]), _number(found["last"])
    if first is None or last is None:
        return None
    last = last if last > 99 else first // 100 * 100 + last
    return FoundDate(first, "年", found.end(), last) if first <= last else None


def _quarter(text: str, start: int, year: int | None) -> FoundDate | None:
    found = _QUARTER.match(text, start)
    if not found:
        return None
    which = _year(found, year)
    if found["half"]:
        first = 1 if found["half"] == "上" else 7
        return FoundDate(_join(which, first), "月", found.end(), _join(which, first + 5))
    if found["months"]:
        last = _number(found["months"])
        return FoundDate(_join(which, 1), "月", found.end(), _join(which, last))
    base = which * 10 if which else 0
    if found["upto"]:
        last = _number(found["upto"]) or 1
        return FoundDate(base + 1, "季度", found.end(), base + last)
    return FoundDate(base + (_number(found["quarter"] or found["q"]) or 0), "季度", found.end())


def _iso(text: str, start: int, year: int | None) -> FoundDate | None:
    found = _ISO.match(text, start)
    if found:
        value = _join(*(_number(found[part]) for part in ("year", "month", "day")))
        return FoundDate(value, "日", found.end())
    found = _MONTH_DAY_CLOCK.match(text, start)
    if found:
        return FoundDate(
            _join(None, _number(found["month"]), _number(found["day"])), "日", found.end()
        )
    found = _ISO_MONTH.match(text, start)
    if not found:
        return None
    return FoundDate(_join(_number(found["year"]), _number(found["month"])), "月", found.end())


def _year_alone(text: str, start: int, year: int | None) -> FoundDate | None:
    found = _YEAR_ALONE.match(text, start)
    if found:
        value = _number(found["year"])
        return None if value is None else FoundDate(value, "年", found.end())
    relative = _RELATIVE_ALONE.match(text, start)
    if not relative or year is None:
        return None
    return FoundDate(year + _OFFSETS[relative.group()], "年", relative.end())


def _decade(text: str, start: int, year: int | None) -> FoundDate | None:
    found = _DECADE.match(text, start)
    if found:
        decade, century = _number(found["decade"]) or 0, _number(found["century"])
        # 九十年代 alone are those of the last century.
        base = ((century or 20) - 1) * 100 if decade < 100 else 0
        return FoundDate(base + decade, "年代", found.end())
    found = _CENTURY.match(text, start)
    if not found or found["century"] in ("一", "半"):
        return None
    return FoundDate(_number(found["century"]) or 0, "世纪", found.end())


def _day_alone(text: str, start: int, year: int | None) -> FoundDate | None:
    days = _DAYS_ALONE.match(text, start)
    if days:
        first, last = _number(days["first"]), _number(days["last"])
        return FoundDate(first or 0, "日", days.end(), last)
    found = _DAY_ALONE.match(text, start)
    day = _number(found["day"]) if found else None
    if not found or day is None or not 1 <= day <= 31 or found["day"] == "一":
        return None
    if _LASTING.search(text[max(0, start - 8) : start]) and not _OF_THAT_DAY.match(
        text, found.end()
    ):
        return None
    return FoundDate(day, "日", found.end())


def _clock(text: str, start: int, year: int | None) -> FoundDate | None:
    found = _CLOCK.match(text, start)
    if not found:
        return None
    hour, minute = _number(found["hour"]), _number(found["minute"] or found["mm"])
    bare = not found["minute"] and not found["mm"] and not found["half"]
    named = _CLOCK_WORD.search(text[max(0, start - 4) : start])
    if bare and not named and text[found.end() - 1] == "点":
        return None
    if hour is None or hour > 24 or (minute or 0) > 59:
        return None
    if not found["hour"][0].isdigit() and bare and not named:
        return None
    return FoundDate(hour * 100 + (30 if found["half"] else minute or 0), "时", found.end())


def _english(text: str, start: int, year: int | None) -> FoundDate | None:
    found = _ENGLISH.match(text, start)
    if not found:
        return None
    month = _MONTH_NAMES.index(found["name"].lower()) // 4 + 1
    day = _number(found["day"])
    value = _join(_number(found["year"]), month, day)
    return FoundDate(value, "日" if day else "月", found.end())


_READERS = (
    *(_days, _months, _iso, _quarter, _whole, _years, _decade, _year_alone, _day_alone, _clock),
    _english,
)
