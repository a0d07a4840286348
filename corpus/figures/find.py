"""Figures in a text: every number that states something, as an object.

In: any text. Out: ``Figure`` records with value, unit, kind and qualifier, sorted by span, never
overlapping, ``raw == text[span.start : span.end]``. What a figure is about is not known here
(see ``measures``).

Conventions, beside those of ``Figure``:

- ``raw`` is the number with its magnitude, 余 多 几 inside or behind it, and its unit: 1.66万余家.
  Words around it (超过 近 约 … 以上 左右) make ``qualifier`` and are not in ``raw``.
- A vague count has its bounds: 数百家 is 100 to 1000 with 数, 上千 is 1000 with 至少.
- 三五家 and 七八个 are ranges. 一半 and 过半 are 50 %. 八折 is 80 %. 3比1 is a 比 of 3 to 1.
- Ordinals (第十届, 3号) are of kind other with a unit that begins with 第 or is 号: never counts;
  前五 and 前五名 are of unit 前位.
- 一 before a classifier is an article (一家企业) and no figure, unless a word bounds it (至少一家).
- A numeral with no unit is a figure when it is in digits, when it runs to hundreds, or when it is
  all the text there is.
"""

import re
from dataclasses import replace
from decimal import Decimal

from corpus.figures.clock_times import match_clocked_time, match_half_time
from corpus.figures.counting_numerals import CELL, SUFFIX, chinese_counts, is_all
from corpus.figures.dates import match_date
from corpus.figures.making import make_figure
from corpus.figures.numeral_names import blank_names
from corpus.figures.numerals import (
    CHINESE_NUMERAL,
    DIGITS,
    MAGNITUDES,
    NUMERAL,
    exact,
    fold,
    numeral_to_value,
)
from corpus.figures.ordinals import ORDINAL, match_first_ranks, match_ordinal
from corpus.figures.scores import match_score
from corpus.figures.shares import match_share, match_share_range
from corpus.figures.small_money import match_price
from corpus.figures.units import PREFIX_CURRENCY, Unit, match_unit
from corpus.records import Figure

_START = re.compile(
    r"[0-9零〇一二三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟两廿卅半翻负今去前明后同当上下次第数几成过-]"
    r"|\.\d|(?:\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? (?=\d))|[Qq](?=[1-4])|对[折半]",
    re.IGNORECASE,
)
_NUMERAL = re.compile(NUMERAL)
_SIGNED = re.compile(
    rf"(?:负(?!\s)|(?<![；：])负\s|零下\s?|(?<![\dA-Za-z%\u4e00-\u9fff）)])-\s?|(?<=[为是到至约达降和])-\s?|(?<=[\u4e00-\u9fff])-(?=[\d.,]+[万亿]*(?:元|%)))?(?P<number>{NUMERAL}|\.\d+)"
)
_ASCII_WORD = re.compile(r"\d+(?:[.,]\d+)*")
_NOISE = re.compile(rf"[{''.join(DIGITS)}{''.join(MAGNITUDES)}]{{40,}}")
_K = re.compile(r"\s?[k](?![A-Za-z])")
_ENGLISH_SCALE = re.compile(r"\s?(hundred|thousand|million|billion|trillion|bn)\b", re.IGNORECASE)
_ENGLISH_SCALES = {
    **{"hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9},
    **{"trillion": 10**12, "bn": 10**9},
}
_SUFFIX_NORM = {"余": "余", "多": "多", "几": "多", "来": "约"}
_NOT_MANY = ("元化", "样", "数", "维", "边", "年来", "媒", "功能", "层次", "方", "地", "久")
_TAIL = re.compile(r"\s?(?P<word>半|多|余)(?![方元样数种家次人年地项个久天径导场程载边山])")
_RANGE_MARK = re.compile(r"\s{0,2}(?:-|—{1,2}|–|~|～|至|到|－)\s{0,2}")
_VAGUE = re.compile(
    r"(?P<many>(?:好)?几|(?<![人总倍户次指基参函系量回分负正整岁算奇偶读代计点变件])数)\s?(?P<size>(?:[十百千万亿]){1,3})(?![分年]|来)"
)
_ALL_SIZES = re.compile(r"成(?P<low>[百千])上(?P<high>[千万])")
_UPWARD = re.compile(r"上(?P<size>[百千万亿十]{1,2})(?!\s?[分股]|年[来前]|里)")
_SESSION = re.compile(
    rf"(?P<number>\d+|{CHINESE_NUMERAL})届(?=\x00|全国|[一二三四五六七八九]中|中央|人大|人民|政协|省委|市委|中共)"
)
_PAIR_DIGITS = "零一二三四五六七八九"
_PAIR = re.compile(
    r"(?P<head>[一二三四五六七八九]?十)?(?P<low>[一二两三四五六七八])、?(?P<high>[二两三四五六七八九])(?P<size>[十百千万亿]{0,2})(?![零〇一二三四五六七八九十百千])"
)
_LATIN_NAME = re.compile(r"[A-Z][A-Za-z]*\s?\Z")
_HAN = re.compile(r"[\u4e00-\u9fff]")


def find_figures(text: str, *, year: int | None = None) -> list[Figure]:
    """Every figure of ``text`` in order; ``year`` is what 今年 stands for, if it is known.

    Without ``year``, 今年4月 is month 4 and 今年 alone is no figure.
    """
    folded = fold(text)
    if not _START.search(folded):
        return []
    cell = folded.strip() if len(folded) < CELL else ""
    bare = cell and _NUMERAL.fullmatch(cell) and cell[0] not in MAGNITUDES
    scanned = folded if bare else blank_names(folded)
    figures: list[Figure] = []
    position = 0
    while found := _START.search(scanned, position):
        start = found.start()
        figure = _figure_at(scanned, start, year)
        if figure is None:
            position = _after_refused(scanned, start)
            continue
        span = figure.span
        figures.append(replace(figure, raw=span.cut(text)))
        position = span.end
    return figures


def _after_refused(text: str, start: int) -> int:
    """Where to look on after a numeral that is no figure: behind all its digits."""
    word = ORDINAL.match(text, start) or _ASCII_WORD.match(text, start) or _NOISE.match(text, start)
    return word.end() if word else start + 1


def _figure_at(text: str, start: int, year: int | None) -> Figure | None:
    first = text[start]
    date = match_date(text, start, year)
    if first == "第" and not date:
        return match_ordinal(text, start)
    if date and not _continues_number(text, start):
        figure = make_figure(text, start, date.end, date.value, date.unit, "date", upper=date.upper)
        return replace(figure, qualifier=None, change=None)
    if first in "今去明同当":
        return None
    return (
        match_first_ranks(text, start)
        or _share(text, start)
        or match_half_time(text, start)
        or match_price(text, start)
        or _vague(text, start)
        or _range_or_count(text, start)
    )


def _continues_number(text: str, start: int) -> bool:
    """Whether ``start`` lies inside a longer number (the 4月 of 1.4月薪)."""
    return start > 1 and text[start - 1] == "." and text[start - 2].isdigit()


def _share(text: str, start: int) -> Figure | None:
    pair = match_share_range(text, start)
    if pair:
        return make_figure(text, start, pair[2], pair[0], "%", "ratio", upper=pair[1])
    share = match_share(text, start)
    if not share:
        return None
    if not share.unit:  # 一又二分之一 is a number, not a share
        return _counted(text, start, share.end, share.value)
    figure = make_figure(
        text, start, share.end, share.value, share.unit, "ratio", qualifier=share.qualifier
    )
    return replace(figure, change="up to") if share.unit == "倍" else figure


def _vague(text: str, start: int) -> Figure | None:
    """数百, 几十万, 上千, 成百上千: a magnitude without a number."""
    several = _VAGUE.match(text, start)
    if several:
        low = numeral_to_value("一" + several["size"])
        return _several(text, start, several.end(), low, several["size"])
    sizes = _ALL_SIZES.match(text, start)
    if sizes:
        least, most = Decimal(MAGNITUDES[sizes["low"]]), Decimal(MAGNITUDES[sizes["high"]] * 10)
        figure = _counted(text, start, sizes.end(), least, upper=most)
        return replace(figure, qualifier="数") if figure else None
    upward = _UPWARD.match(text, start)
    if upward and text[max(0, start - 1) : start] not in tuple("以向网路海线身手加陆"):
        low = numeral_to_value("一" + upward["size"])
        figure = _counted(text, start, upward.end(), low, bounded=True) if low else None
        return replace(figure, qualifier="至少") if figure else None
    return None


def _several(text: str, start: int, end: int, low: Decimal | None, size: str) -> Figure | None:
    if low is None:
        return None
    figure = _counted(text, start, end, low, upper=low * 10, bounded=True)
    if figure is None or (figure.unit is None and len(size) == 1 and size in "万千"):
        return None
    return replace(figure, qualifier="数")


def _range_or_count(text: str, start: int) -> Figure | None:
    found_early = _pair(text, start) or match_clocked_time(text, start)
    if found_early:
        return found_early
    session = _SESSION.match(text, start)
    if session:
        value = numeral_to_value(session["number"])
        return make_figure(text, start, session.end(), value, "第届", "other") if value else None
    found = _SIGNED.match(text, start)
    if not found:
        return None
    number_end, value = _read_number(text, found)
    if value is None:
        return None
    return _ranged(text, start, found, number_end, value) or _plain(
        text, start, found, number_end, value
    )


def _read_number(text: str, found: re.Match[str]) -> tuple[int, Decimal | None]:
    """The number's end and value, with k, million … after it; None where it is none."""
    number, end = found["number"], found.end()
    value = numeral_to_value("0" + number if number.startswith(".") else number)
    if value is None:
        return end, None
    for mark, scale in ((_K, None), (_ENGLISH_SCALE, _ENGLISH_SCALES)):
        scaled = mark.match(text, end)
        if scaled and number[-1].isdigit():
            end = scaled.end()
            value *= scale[scaled.group(1).lower()] if scale else 1000
    if text.startswith("个亿", end):
        end, value = end + 2, value * MAGNITUDES["亿"]
    below = found.group()[0] in "负-" or found.group().startswith("零下")
    return end, -value if below else value


def _ranged(text: str, start: int, found: re.Match[str], end: int, low: Decimal) -> Figure | None:
    """10至20万元, 30%~40%, 3万元至5万元, 3比1."""
    first_unit = match_unit(text, end)
    low_end = first_unit.end if first_unit else end
    mark = _RANGE_MARK.match(text, low_end)
    score = match_score(text, start, end, low) if not first_unit else None
    if score or mark is None:
        return score
    second = _NUMERAL.match(text, mark.end())
    share = match_share(text, mark.end()) if first_unit and first_unit.name == "%" else None
    if not second and not share:
        return None
    if second is None:
        return None
    high_end, high = _read_number(text, _SIGNED.match(text, mark.end()) or second)
    if high is None:
        return None
    figure = _counted(text, start, high_end, low, upper=high, bounded=True)
    if figure is None or not _fits(figure, first_unit, mark.group()):
        return None
    if first_unit is None:
        thousands = text[:high_end].endswith("k") and not text[:end].endswith("k")
        low = low * 1000 if thousands else _scaled_low(low, high, second.group())
    if low >= high:
        return None
    return replace(figure, value=exact(low))


def _fits(figure: Figure, first_unit: Unit | None, mark: str) -> bool:
    if first_unit is not None:
        return first_unit.name == figure.unit
    return figure.unit is not None or mark.strip() in ("~", "～", "至", "—", "–")


def _scaled_low(low: Decimal, high: Decimal, printed_high: str) -> Decimal:
    """The lower end under the upper one's magnitude: 10至20万 is 10万 to 20万, 八到九百 is 800."""
    tail = re.search(r"[十百千万亿兆佰仟]+\Z", printed_high.strip())
    sizes = tail.group() if tail else ""
    for cut in range(len(sizes)):
        scale = numeral_to_value("1" + sizes[cut:]) or Decimal(1)
        if low * scale < high:
            return low * scale
    return low


def _pair(text: str, start: int) -> Figure | None:
    """三五家, 七八个, 十七八岁, 三四百人: two digits side by side are a range."""
    found = _PAIR.match(text, start)
    if not found:
        return None
    low, high = (
        2 if found[end] == "两" else _PAIR_DIGITS.index(found[end]) for end in ("low", "high")
    )
    if high - low != 1 and (low, high) != (3, 5):
        return None
    head = numeral_to_value(found["head"]) if found["head"] else Decimal(0)
    size = (numeral_to_value("1" + found["size"]) if found["size"] else None) or Decimal(1)
    if head is None or (found["head"] and found["size"] and size < 10000):
        return None
    figure = _counted(
        text,
        start,
        found.end(),
        (head + low) * size,
        upper=(head + high) * size,
        bounded=bool(found["head"]),
    )
    if figure is None or figure.unit in ("点", "分") or found["high"] == "两" and not figure.unit:
        return None
    return figure if figure.unit or found["size"] else None


def _plain(text: str, start: int, found: re.Match[str], end: int, value: Decimal) -> Figure | None:
    number = found["number"]
    if number[0].isdigit() or number[0] == ".":
        return _digits(text, start, end, value, number)
    if text[end - 2 : end] != "个亿" and not chinese_counts(text, start, end, number):
        return None
    return _counted(text, start, end, value, bounded=len(number) > 1)


def _digits(text: str, start: int, end: int, value: Decimal, number: str) -> Figure | None:
    """A number in ASCII digits: a figure wherever it stands outside a name."""
    figure = _counted(text, start, end, value, bounded=True)
    if figure is None:
        return None
    if figure.unit is None and _is_model(text, start, figure.span.end, number):
        return None
    if figure.unit is None and re.fullmatch(r"(?:19|20)\d\d", number) and figure.span.end == end:
        return replace(figure, unit="年", kind="date", qualifier=None, change=None)
    return figure


def _is_model(text: str, start: int, end: int, number: str) -> bool:
    """Whether a bare number names something: Model 3 in Chinese text, or a long identity."""
    if len(number) >= 8 and number.isdigit() and end == start + len(number):
        return True
    around = text[max(0, start - 20) : end + 20]
    return bool(_LATIN_NAME.search(text[max(0, start - 20) : start])) and bool(_HAN.search(around))


def _counted(
    text: str,
    start: int,
    end: int,
    value: Decimal,
    *,
    upper: Decimal | None = None,
    bounded: bool = False,
) -> Figure | None:
    """The number up to ``end`` with 余 多, its unit and 半 多 after that."""
    inside = re.search(r"[余多几]", text[start:end])
    qualifier = _SUFFIX_NORM[inside.group()] if inside and upper is None else None
    suffix = SUFFIX.match(text, end)
    unit = match_unit(text, suffix.end() if suffix else end)
    if suffix and (unit or _ends_after(text, suffix.end())):
        qualifier = _SUFFIX_NORM[suffix["word"]]
        end = suffix.end()
    elif suffix:
        unit = match_unit(text, end)
    elif unit and unit.inner:
        qualifier, value = _inner(unit.inner, value)
    if unit and unit.name == "大" and text[end - 1].isdigit():  # 20大胜
        unit = None
    if unit and unit.name == "级" and text[end - 1] in "百千万亿":  # 百亿级产业
        unit = None
    if unit is None:
        currency = _currency_before(text, start)
        if currency:
            return make_figure(
                text,
                currency[1],
                end,
                value,
                currency[0],
                "money",
                upper=upper,
                qualifier=qualifier,
            )
        if not bounded and upper is None:
            return _bare(text, start, end, value, qualifier)
        return make_figure(text, start, end, value, None, "count", upper=upper, qualifier=qualifier)
    return _with_unit(text, start, unit, value, upper, qualifier)


def _with_unit(
    text: str,
    start: int,
    unit: Unit,
    value: Decimal,
    upper: Decimal | None,
    qualifier: str | None,
) -> Figure:
    end = unit.end
    name: str = unit.name
    tail = _TAIL.match(text, end) if unit.kind not in ("count", "ratio") else None
    if tail and qualifier is None:
        end = tail.end()
        if tail["word"] == "半":
            value += Decimal("0.5")
        else:
            qualifier = tail["word"]
    if name == "‰":
        name, value = "%", value / 10
        upper = None if upper is None else upper / 10
    if name == "元":
        value, end = _with_cents(text, value, end)
    if name == "米" and value == int(value) and upper is None:
        value, end = _with_centimetres(text, value, end)
    return make_figure(text, start, end, value, name, unit.kind, upper=upper, qualifier=qualifier)


_CENTS = re.compile(
    r"(?:(?P<dime>\d|[一二三四五六七八九壹贰叁肆伍陆柒捌玖])\s?[角毛])?(?:[零]?(?P<cent>\d|[一二三四五六七八九壹贰叁肆伍陆柒捌玖])\s?分)?"
)


def _with_cents(text: str, value: Decimal, end: int) -> tuple[Decimal, int]:
    """玖仟元壹角捌分: the dimes and cents after 元."""
    found = _CENTS.match(text, end)
    if not found or found.end() == end:
        return value, end
    dime = numeral_to_value(found["dime"]) if found["dime"] else Decimal(0)
    cent = numeral_to_value(found["cent"]) if found["cent"] else Decimal(0)
    return value + (dime or Decimal(0)) / 10 + (cent or Decimal(0)) / 100, found.end()


_CENTIMETRES = re.compile(r"(\d{1,2})(?![\d.万亿个厘年月])")

_METRES = "一二两三四五六七八九十"
# Not 每隔一米一棵, 两米一字排开.
_SPOKEN_CENTIMETRES = re.compile(
    r"([一二三四五六七八九][一二三四五六七八九]?|零[一二三四五六七八九])(?=$|[\s，。、；：！？,;)）”的左以高长宽深到至和与或])"
)


def _with_centimetres(text: str, value: Decimal, end: int) -> tuple[Decimal, int]:
    """1米80 is 1.80 米, 1米8 is 1.8 米, 一米七一 is 1.71 米."""
    found = _CENTIMETRES.match(text, end)
    spoken = _SPOKEN_CENTIMETRES.match(text, end) if text[end - 2] in _METRES else None
    if spoken and text[end - 1] == "米":
        digits = "".join(str("零一二三四五六七八九".index(digit)) for digit in spoken[1])
        return value + Decimal(f"0.{digits}"), spoken.end()
    if not found or text[end - 1] != "米":
        return value, end
    return value + Decimal(f"0.{found[1]}"), found.end()


def _inner(word: str, value: Decimal) -> tuple[str | None, Decimal]:
    """三个多月 is 3 with 多, 三个半小时 is 3.5."""
    return (None, value + Decimal("0.5")) if word == "半" else (_SUFFIX_NORM[word], value)


def _ends_after(text: str, end: int) -> bool:
    """Whether 余 or 多 at ``end`` closes its number: no word such as 多元 begins with it."""
    return not text.startswith(_NOT_MANY, end) and not text.startswith(
        ("来", "年", "月", "元化", "样化"), end
    )


def _currency_before(text: str, start: int) -> tuple[str, int] | None:
    head = text[max(0, start - 6) : start]
    bare = head.rstrip()
    for spelling, unit in PREFIX_CURRENCY.items():
        if bare.endswith(spelling):
            return unit, start - len(head) + len(bare) - len(spelling)
    return None


def _bare(text: str, start: int, end: int, value: Decimal, qualifier: str | None) -> Figure | None:
    whole = is_all(text, start, end)
    if not whole and not _is_large(value) and qualifier is None:
        return None
    return make_figure(text, start, end, value, None, "count", qualifier=qualifier)


def _is_large(value: Decimal) -> bool:
    return abs(value) >= 100
