"""Shares and multiples printed without a unit: 百分之五, 四分之一, 1/4, 六成半, 八折, 一半, 翻两番.

In: folded text and a position. Out: the value in per cent (or in 倍 for 翻番). Knows no sentences.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from corpus.figures.numerals import ASCII_NUMBER, CHINESE_NUMERAL, numeral_to_value


@dataclass(frozen=True, slots=True)
class FoundShare:
    """A share as matched; ``qualifier`` where the word itself bounds it (过半)."""

    value: Decimal
    end: int
    unit: str = "%"
    qualifier: str | None = None
    start: int | None = None


_S = r"\s{0,2}"
_SIGN = "(?:[负-])?"
_PART = rf"(?:{ASCII_NUMBER}(?:\s?k(?![A-Za-z]))?|{CHINESE_NUMERAL})"
_OF_HUNDRED = re.compile(
    rf"(?P<base>一?[百佰]|一?[千仟]|一?万){_S}分{_S}之{_S}(?P<part>{_SIGN}(?:{_PART}|百))"
)
_BASES = {"百": 1, "佰": 1, "千": 10, "仟": 10, "万": 100}
_FRACTION = re.compile(
    rf"(?P<base>\d+|{CHINESE_NUMERAL}){_S}分{_S}之{_S}(?P<part>\d+|{CHINESE_NUMERAL})"
)
_MIXED = re.compile(rf"(?P<whole>\d+|{CHINESE_NUMERAL})\s?又\s?")
_SLASH = re.compile(r"(?P<part>[1-9]\d{0,2})/(?P<base>[1-9]\d{0,2})(?![\d/.年月日]|\s?[A-Za-z])")
_TENTH_DIGIT = r"(?:\d+(?:\.\d+)?|[一二三四五六七八九两十](?:\s?点\s?[一二三四五六七八九])?|半|近)"
_NOT_TENTHS = (
    "为功立绩都员长本果年熟交品分就套形行语千百群型效因份名色都才天人体双对事药活虫片风骨堆片器眠"
)
_TENTHS = re.compile(
    rf"(?P<whole>\d+(?:\.\d+)?|[一二三四五六七八九两十](?:{_S}点{_S}[一二三四五六七八九])?|半)"
    rf"(?P<many>多|余)?{_S}成(?:{_S}(?P<more>[一二三四五六七八九](?![个家名位人万亿十百千成是要个])|半))?"
    rf"(?P<over>多(?![数年个元样家半])|有余)?(?![{_NOT_TENTHS}]|人(?!口|民))"
)
# 超四成为国际化项目: 成 + 为, where a bound or 其中 leads to the number; 第四成为… is none.
_TENTHS_ARE = re.compile(
    r"(?P<whole>[二三四五六七八九])成(?=为)(?P<many>\Z)?(?P<more>\Z)?(?P<over>\Z)?"
)
_BOUND_BEFORE = re.compile(r"(?:[超近逾约占过有]|其中)\Z")
_RANGE_TENTHS = re.compile(
    rf"(?P<low>[一二三四五六七八九两\d])(?:{_S}(?:至|到|-|~|、){_S})?(?P<high>[一二三四五六七八九\d])成(?![{_NOT_TENTHS}]|人(?!口|民))"
)
_REBATE = re.compile(
    rf"(?P<digits>\d(?:\.\d)?|[一二三四五六七八九两]{_S}(?:点{_S})?[一二三四五六七八九]?|\d{_S}\d){_S}折"
    r"(?!叠|射|腾|合|磨|返|断|旧|算|页|线|子|中|服)"
)
_HALF = re.compile(
    r"(?P<over>过半|(?:超|逾|超过)(?=一?半)|近(?=一?半数?(?!个|年|天|小|月|日|途|百|世))|将近(?=一?半))?"
    r"(?P<half>(?:一半|半数)(?!年|个|天)(?:以上)?|(?<=[超逾近过])半(?=[，。的数以来在人成民受企家、]))?"
)
_DOUBLED = re.compile(
    r"翻(?:了|了近|了约|近|约)?(?P<times>[一二两三四五六七八九]|\d{1,2})(?:多|余)?(?:番|倍)|翻番"
)


def match_share(text: str, start: int) -> FoundShare | None:
    """The share printed at ``start``, None where there is none."""
    for reader in (_of_hundred, _fraction, _slash, _tenths, _rebate, _half, _doubled):
        found = reader(text, start)
        if found:
            return found
    return None


def match_share_range(text: str, start: int) -> tuple[Decimal, Decimal, int] | None:
    """A range of tenths (三四成, 3至4成) as two per cents and its end."""
    found = _RANGE_TENTHS.match(text, start)
    if not found:
        return None
    low, high = (numeral_to_value(found[part]) for part in ("low", "high"))
    if low is None or high is None or low >= high:
        return None
    return low * 10, high * 10, found.end()


def _of_hundred(text: str, start: int) -> FoundShare | None:
    found = _OF_HUNDRED.match(text, start)
    if not found:
        return None
    part = found["part"].replace("百", "一百") if found["part"] in "百" else found["part"]
    times = 1000 if part.endswith("k") else 1
    value = numeral_to_value(part.removesuffix("k").strip())
    if value is None:
        return None
    return FoundShare(value * times / _BASES[found["base"][-1]], found.end())


def _fraction(text: str, start: int) -> FoundShare | None:
    whole = _MIXED.match(text, start)
    found = _FRACTION.match(text, whole.end() if whole else start)
    if not found:
        return None
    base, part = numeral_to_value(found["base"]), numeral_to_value(found["part"])
    if not base or part is None:
        return None
    if not whole:
        return FoundShare(part / base * 100, found.end())
    added = numeral_to_value(whole["whole"]) or Decimal(0)
    return FoundShare(added + part / base, found.end(), unit="")


def _slash(text: str, start: int) -> FoundShare | None:
    found = _SLASH.match(text, start)
    if not found:
        return None
    part, base = Decimal(found["part"]), Decimal(found["base"])
    return FoundShare(part / base * 100, found.end())


def _tenths(text: str, start: int) -> FoundShare | None:
    found = _TENTHS.match(text, start)
    if not found and _BOUND_BEFORE.search(text, max(0, start - 2), start):
        found = _TENTHS_ARE.match(text, start)
    if not found:
        return None
    whole = Decimal("0.5") if found["whole"] == "半" else numeral_to_value(found["whole"])
    if whole is None:
        return None
    more = found["more"]
    tail = Decimal(5) if more == "半" else (numeral_to_value(more) if more else Decimal(0))
    many = {"多": "多", "余": "余", "有余": "余"}.get(found["many"] or found["over"] or "")
    return FoundShare(whole * 10 + (tail or 0), found.end(), qualifier=many)


def _rebate(text: str, start: int) -> FoundShare | None:
    found = _REBATE.match(text, start)
    if not found:
        return None
    digits = re.sub(r"\s", "", found["digits"])
    value = numeral_to_value(digits)
    if value is None:
        return None
    two = len(digits) == 2  # 八五折, 72折
    return FoundShare(value if two else value * 10, found.end())


def _half(text: str, start: int) -> FoundShare | None:
    if text.startswith("过半", start) and not text.startswith(("百", "年", "个"), start + 2):
        end = start + (3 if text.startswith("过半数", start) else 2)
        return FoundShare(Decimal(50), end, qualifier="超过", start=start)
    if text.startswith(("对折", "对半"), start) and text[max(0, start - 1) : start] in "打砍降":
        return FoundShare(Decimal(50), start + 2)
    if text.startswith(("一半", "半数"), start):
        return FoundShare(Decimal(50), start + 2)
    before = text[max(0, start - 1) : start]
    if text.startswith("半", start) and before in ("近", "超", "逾"):
        after = text[start + 1 : start + 2]
        if not after or after in "，。；、的以在由来受被为是":
            return FoundShare(Decimal(50), start + 1)
    return None


def _doubled(text: str, start: int) -> FoundShare | None:
    found = _DOUBLED.match(text, start)
    if not found:
        return None
    times = numeral_to_value(found["times"]) if found["times"] else Decimal(1)
    if times is None or times > 12:
        return None
    value = times + 1 if found.group().endswith("倍") else Decimal(2) ** int(times)
    return FoundShare(value, found.end(), unit="倍")
