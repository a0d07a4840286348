"""The periods that figures are for: what a date names, where it stands and how far it is said.

In: a document's figures, dates among them. Out: periods as printed (2023年年底), relative ones
with their year in figures.
"""

import re
from dataclasses import replace

from corpus.records import Document, Figure, Sentence, Span
from corpus.words import tagged

CLAUSE_END = re.compile(r"[，；。！？：…]+|——")
# What a period's end is printed as; 2023年 + 年底 is one period.
PERIOD_TAIL = re.compile(r"(?:年?[底末初]|年中(?!国)|[上中下]旬|上半年|下半年|以来|全年)")
_POINT_OF_YEAR = re.compile(r"[末底初日]")
_PERIOD_UNITS = {"年", "月", "日", "季度", "年代"}
_YEAR = re.compile(r"(?:19|20)\d\d年")
_NO_YEAR = re.compile(r"\d{1,2}月(?!以|至|到|-)")
_RELATIVE = re.compile(r"^(?:今|去|前|明|后|上)年")
# Words that name another time than the one spoken of: 上年同期76家, 年初余额 5元.
_OTHER_TIME = re.compile(
    r"(?P<year>[上去]一?年(?:度|同期)*(?!期?[末底初]|年|结[转余]))|上一?期(?!限)|[上去]一?年(?:度|年|期)?[末底初]"
    r"|上一?(?:月|季度)|期初(?!至|到)|(?<!今年)(?<![\d今]年)(?<![\d今])年初(?!步|[至到起就]|以来|结[转余]|预算|[人批计目下安确部提])"
)
_COMPARED = re.compile(r"(?:比|较|与|同|跟)[^，。；：]{0,4}$")
_STANDS_AT = re.compile(r"(?:年?[末底]|同期)?(?:余额|[金数]额?)?(?:的|是|为|约|仅|有|只有)*\s?")
# …，这是2023年的情况; …，统计到2023年底; …，时间点是2023年底
_SUMS_UP = re.compile(
    "(?:这|那|以上|上述)?(?:些|都|均|只|也|就)?[是为](?!到)|(?:统计|时间|数据|口径|账)[^，。；]{0,5}?|截[至止]"
)


def period_of(text: str, figure: Figure) -> str | None:
    """The period a date figure names, with 年底 and the like; 今年4月 with its year in figures."""
    if figure.kind != "date" or figure.unit not in _PERIOD_UNITS or figure.raw.isdigit():
        return None
    if is_same_time_of(text, figure):
        return None
    tail = PERIOD_TAIL.match(text, figure.span.end)
    return _dated(figure) + (tail.group() if tail else "")


def is_same_time_of(text: str, figure: Figure) -> bool:
    """Whether a date is but the year of 去年同期: the time is the one spoken of, a year before."""
    return bool(_RELATIVE.match(figure.raw)) and text.startswith("同期", figure.span.end)


def dated_behind(text: str, sentence: Span, figures: list[Figure]) -> list[Figure]:
    """Figures before the sentence's one date, where it is said of them: 3万个企业在2023年获得投资;
    就业490万人，这是2023年的情况."""
    dates = [f for f in figures if f.kind == "date" and f.unit in _PERIOD_UNITS]
    if len(dates) != 1 or figures[0] is dates[0]:
        return figures
    date = dates[0]
    period, start = period_of(text, date), date.span.start
    clause = max(
        [sentence.start, *(m.end() for m in CLAUSE_END.finditer(text, sentence.start, start))]
    )
    ahead = text[clause:start]
    sums_up = _SUMS_UP.match(ahead)
    opens = sums_up and sums_up.group().startswith("截") and figures[-1] is not date
    if sums_up and not opens:  # 全长19公里，截至3月底完成8.1万箱: the date is of what follows
        words = [w for w in tagged(sentence.cut(text)) if w.tag == "LOC"]
        told = [w.text for w in words if clause <= w.span.start + sentence.start < start]
        place = told[-1] if told else None
        apart = text.rfind("；", sentence.start, start) + 1  # 甲23家；乙5家，这是2023年的数字
        return [
            replace(f, period=period, place=f.place or place)
            if apart <= f.span.start and f.span.end <= start
            else f
            for f in figures
        ]
    if ahead.endswith(("在", "于", "到", "截至")) and period:
        here = (f for f in figures if clause <= f.span.start and f.span.end <= start)
        inside = {f.span for f in here}
        return [replace(f, period=period) if f.span in inside else f for f in figures]
    return figures


def with_year(named: str | None, before: str | None) -> str | None:
    """1月 behind 2023年12月 is of that year; the year is said once."""
    year = _YEAR.match(before or "")
    if not named or not year or not _NO_YEAR.match(named):
        return named
    return before if before and before.endswith(named) else year.group() + named


def other_time(text: str, start: int, end: int) -> re.Match[str] | None:
    """The words from ``start`` to ``end`` that name another time for the figure behind them; what
    is but compared with it (比上年同期增加3家) is of the time spoken of."""
    for told in _OTHER_TIME.finditer(text, start, end):
        compared = _COMPARED.search(text[start : told.start()])
        if not compared or _STANDS_AT.fullmatch(text, told.end(), end):
            return told
    return None


def shifted(period: str | None, told: re.Match[str]) -> str | None:
    """The period that 上年同期 is where ``period`` is spoken of; None where it cannot be told."""
    years = _YEAR.findall(period or "")
    if not period or len(years) != 1 or not told["year"] or _POINT_OF_YEAR.search(period):
        return None
    before = f"{int(years[0][:-1]) - 1}年"
    return period.replace(years[0], before) if "同期" in told["year"] else before


def _dated(figure: Figure) -> str:
    if not _RELATIVE.match(figure.raw) or figure.value is None or figure.upper is not None:
        return re.sub(r"\s", "", figure.raw)
    value = int(figure.value)
    if figure.unit == "年":
        return f"{value}年"
    if figure.unit == "月" and value > 9999:
        return f"{value // 100}年{value % 100}月"
    if figure.unit == "日" and value > 9999:
        return f"{value // 10000}年{value // 100 % 100}月{value % 100}日"
    return re.sub(r"\s", "", figure.raw)


def opening_period(document: Document, sentence: Sentence, figures: list[Figure]) -> str | None:
    """The period a sentence opens with and so sets for its paragraph; a single day sets none."""
    first = figures[0]
    if first.kind != "date" or first.unit == "日":
        return None
    before = document.text[sentence.span.start : first.span.start]
    opens = re.fullmatch(
        r"[“‘]?(?:.{0,24}(?:表示|介绍说?|显示|指出|透露)，)?(?:本报讯\s*)?(?:截至|截止|到|在|而在|据|从|自)?",
        before,
    )
    return period_of(document.text, first) if opens else None
