"""A question and a sentence in, the words of the sentence that could be the short answer out.

Goes by the kind of thing that is asked for; knows no ranking: which of them is meant is decided by
what stands around them.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.answering.dimensions import asked_dimension, has_dimension, is_other_extent
from assistant.answering.lists import find_lists
from assistant.answering.question import DOCUMENT_NUMBER, OFFICE, Question
from corpus import Figure, Span, Speaker
from corpus.figures.units import to_base, unit_kind, unit_name
from corpus.words import Word

_MONEY_WORDS = re.compile(
    "(?:研发|科研|科技|教育|财政|年|总)投入(?!使用|强度|产出|比|占|人)|金额|收入|营收|支出|总额|资金|基金|利润|亏损|盈利|投资|经费|费用|价格|票房|钱|产值|产业规模|总值|GDP|GNP|补贴|"
    r"[免减缴纳交征]税|税[收款额金]?$|多少税|奖金|工资|薪|销售额|出口额|进口额|贷款|存款|余额|预算|税额|市值|估值|成本|售价|租金|定价|罚款|生意|funds?\b|revenue|income|spend|money|cost|tax(?:es)?\b|yuan|RMB",
    re.I,
)
# 利率, 覆盖率 are told in per cent; 效率, 汇率, 频率 are not, or not always.
_RATE_WORDS = re.compile(
    r"(?:(?<![效汇频概速功心])率|比[例重率]|占比|百分比)(?:$|(?=[有是为]?(?:多[高大少]|几)))"
)
_AREA_WORDS = re.compile("面积|占地|场地|area|space")
_ENGLISH_AREA = re.compile(
    r"\b(?:square met(?:re|er)s?|hectares?|square kilomet(?:re|er)s?)\b", re.I
)
# What has a size but takes no room: 总量有多大, 多大规模.
_NO_AREA = re.compile("[量额数]|规模|盘子|比例|比重|力度|influence|scale")
_PEOPLE_WORDS = re.compile(
    "多少(?:人|名|位)|几(?:人|名|位)|人数|人口|(?:学生|毕业生|人员|员工|职工|选手|专家|人才|博士|硕士|劳动力)$"
    "|how many (?:people|persons|students|workers|jobs)",
    re.I,
)
_BY_CLASSIFIER = re.compile("多少(?:家|个|名|人|位|件|项|种)|几(?:家|个|名|项)|how many", re.I)
_PEOPLE_UNITS = frozenset("人 名 位 人次 人员 户".split())
# 优惠多少 is told by 半价 or 免费 as well as by a sum.
_CONCESSION_ASKED = re.compile("优惠了?(?:多少|几|多大)|[几打]折|便宜了?多少")
_CONCESSION = re.compile("半价|减半|全免|免费|免票|[一二三四五六七八九]折|[一二三四五六七八九]五折")
_AGES = frozenset(("岁", "周岁"))
_TIMED = re.compile(
    "[时期限龄寿久假岁]|间隔|天数|年限|多长|\\b(?:long|time|old|age|days?|years?)\\b", re.I
)
_LIKE_UNITS = ("家个户所间", "人名位", "项个件种条", "次场届回", "座个处", "天日", "套户")
_SUFFIX = {
    "place": re.compile(r"(?:省|市|区|县|镇|乡|村|州|国|岛|洲|路|街|园|馆|港|湾|山|河|湖|海|场|中心|大学|学院|医院|酒店|基地|公园|广场|院|厅|站|校|会|论坛|大会|首都)$"),
    "organisation": re.compile(r"(?:部|局|厅|委|办|会|院|所|校|大学|学院|公司|集团|银行|中心|社|台|报|网|队|馆|站|企业|机构|协会|政府|基金|联盟|医院|法院|厂|店|俱乐部)$"),
}  # fmt: skip
_TITLE = re.compile(r"《[^》]{1,60}》")
_ANNOUNCEMENT = re.compile(r"(?:[\u4e00-\u9fff、]{2,20}公告)?\d{4}年第\d{1,4}号(?:公告|令)?")
_OFFICE_TAGS = frozenset("ORG LOC n nz vn a m f s q xc nw".split())
_BY_WHOM = re.compile(
    "[由被跟和与同]谁|谁(?:印?发(?![现明言起表动])|主办|创办|创立|建|制定|提供|负责|承办|举办|生产|开发)|by whom|who (?:built|founded|made|issued|published)",
    re.I,
)
_SOMEBODY = re.compile(
    "[\u4e00-\u9fff]{2,}(?:部|委|局|厅|公司|集团|大学|学院|协会|政府|办公厅|办公室|委员会|研究院|中心|孵化器|加速器|银行)$"
)
_SAID = re.compile(
    "(?:昨日|今日|昨天|今天|随后|同时|还|也|则)?(?:表示|指出|介绍|通报|透露|提醒|强调|回应|称|说(?!明))"
)
# 2小时18分, 一年零三个月: the lesser part of a time.
_REST = re.compile(
    "(?:(?<=小时)|(?<=分)|(?<=分钟)|(?<=年))(?:零|又)?[\\d一二三四五六七八九十]+(?:个月|天|分钟?|秒)(?:[\\d一二三四五六七八九十]+秒)?"
)
_QUALIFIED_BY = re.compile(
    "(?:超过|突破|逾|超|(?<![附最])近|(?<![签违预节合公邀履])约|大约|不少于|不低于|不超过|不高于|至少|最多|最少|至多|不足|不到|接近|将近|高于|低于|少于|多于)$"
)
_QUALIFIES = re.compile("以上|以下|以内|左右|上下")
# Who asks for the day is told neither the year nor 近日.
_DAY = re.compile(
    "哪一?[天日]|几号|几月几日|哪年哪月哪日|\\b(?:what|which|exact) (?:day|date)\\b", re.I
)
_YEAR = re.compile("哪一?年(?!哪?几?月)|何年|\\b(?:what|which) year\\b", re.I)
_WEEKDAY_ASKED = re.compile("(?:星期|礼拜|周)几")
_WEEKDAY = re.compile(
    "每?(?:周|星期|礼拜)[一二三四五六日天末](?!年)(?:[至、和到](?:周|星期|礼拜)?[一二三四五六日天])*"
)
_VAGUE_TIME = re.compile(
    "[近日前今]日|日前|近[期年来]+|目前|当前|现在|如今|未来|此前|今后|同时|同期|当[年天日]|最近|近几年|当时|后来|之后|随后"
)
_WHOLE = frozenset("中国 我国 全国 全球 世界 国内 国外 海外".split())
_REGION = re.compile("(?:城市|国家|省份?|^[国市区县])$")
_IN_REGION = re.compile("..(?<![园地城])[省市区县镇]$")
_ENGLISH_REGION = re.compile(
    r"\b(?:which|what) (?:[\w-]+ )?(?:cit(?:y|ies)|countr(?:y|ies)|provinces?|districts?|towns?)\b",
    re.I,
)
# What a name of a body is no longer one of when it goes on so: 标杆孵化器论坛.
_GOES_ON = re.compile(
    "\\w{0,4}?(?:论坛|大会|峰会|大赛|年会|协会|联盟|模式|计划|行动|工程|方案|办法|白皮书|指引)"
)
_ANY_PLACE = re.compile("^(?:城市|国家|地区|片区|区域|地段|省份?|地方|国|市)$")
_ANY_BODY = re.compile("(?:部门|机构|单位|组织|政府|公司|企业|团队|媒体|集团)$")
_CELL_KINDS = frozenset(("person", "place", "organisation", "thing", "title"))
_BREAK = re.compile("[，。；：！？“”]")


@dataclass(frozen=True, slots=True)
class Short:
    """A possible short answer: ``members`` where it is a list; ``said`` where it is the speaker."""

    text: str
    span: Span
    members: tuple[str, ...] = ()
    said: bool = False


def find_short_answers(
    question: Question,
    text: str,
    words: Callable[[], Sequence[Word]],
    figures: Sequence[Figure],
    speaker: Speaker | None,
) -> list[Short]:
    """The candidates in a sentence, in order; none that only repeats the question."""
    finders: dict[str, Callable[[], Iterable[Short]]] = {
        "figure": lambda: _figures(question, text, figures),
        "share": lambda: _shares(question, text, figures),
        "duration": lambda: _of_kind(text, figures, "duration"),
        "date": lambda: _times(question, text, words(), figures),
        "person": lambda: _persons(question, text, words(), speaker),
        "office": lambda: _offices(question, text, words(), speaker),
        "place": lambda: _bodies(question, text, words(), ("LOC", "ORG"), "place"),
        "organisation": lambda: _bodies(question, text, words(), ("ORG",), "organisation"),
        "title": lambda: _titles(text, words()),
        "number": lambda: _matches(text, DOCUMENT_NUMBER),
        "list": lambda: _lists(question, text),
        "thing": lambda: _things(question, text, words()),
    }
    finder = finders.get(question.asks)
    if finder is None:
        return []
    asked = _asking_words(question)
    cells = list(_cells(question, text)) if question.asks in _CELL_KINDS else []
    return [short for short in cells or finder() if short.text and short.text not in asked]


def _cells(question: Question, text: str) -> Iterator[Short]:
    """The cells of a table's row under the noun asked for: 哪个单位牵头 → 牵头单位 市城管局."""
    if question.asked and len(question.asked) > 1:
        head = re.escape(question.asked[-2:])
        for match in re.finditer(
            f"(?:^|[：；])[^：；，。\\d]{{0,8}}{head} (?P<cell>[^：；，。\\d][^：；。]*)(?=[；。])",
            text,
        ):
            yield _short(text, Span(*match.span("cell")))


def with_qualifier(text: str, figure: Figure) -> Span:
    """The figure's span, with the words before and behind it that qualify it (超过, 以上)."""
    before = _QUALIFIED_BY.search(text, max(0, figure.span.start - 6), figure.span.start)
    behind = _QUALIFIES.match(text, figure.span.end)
    return Span(
        before.start() if before else figure.span.start, behind.end() if behind else figure.span.end
    )


def _figures(question: Question, text: str, figures: Sequence[Figure]) -> Iterator[Short]:
    fitting = [
        f
        for f in figures
        if f.kind not in ("date", "ratio")
        and not (f.unit or "").startswith(("第", "前"))
        # 三大产业 says which, not how many are asked for.
        and (f.unit != "大" or "几大" in question.text)
    ]
    wanted = wanted_kind(question)
    dimension, instead = asked_dimension(question)
    measured = [
        f
        for f in fitting
        if dimension and has_dimension(f, dimension) and not is_other_extent(question, text, f)
    ]
    if measured or instead == "none":
        fitting = measured
    elif instead == "duration":
        fitting = [f for f in fitting if f.kind == "duration"]
    elif question.about_change:
        fitting = [f for f in figures if f.change]
    elif wanted == "money":
        fitting = [f for f in fitting if f.kind == "money"]
    elif wanted == "area":
        fitting = [f for f in fitting if f.kind == "area"]
    elif wanted == "rate":
        fitting = [f for f in figures if f.kind == "ratio"]
    elif wanted == "people":
        fitting = [f for f in fitting if f.unit in _PEOPLE_UNITS]
    elif wanted == "count":
        fitting = [f for f in fitting if f.kind not in ("money", "area")]
    elif question.unit and question.unit not in ("个", "多"):
        fitting = [f for f in fitting if f.unit and _same_unit(f.unit, question.unit)]
    elif _CONCESSION_ASKED.search(question.asking.cut(question.text)):
        yield from _matches(text, _CONCESSION)
        fitting = [f for f in fitting if f.kind == "money"]
    else:
        fitting = [f for f in fitting if _is_amount(f, question)] or [
            f for f in figures if f.kind == "ratio"
        ]
    exact = [f for f in fitting if question.unit not in (None, "个") and f.unit == question.unit]
    for figure in exact or fitting:
        yield _short(text, with_qualifier(text, figure))


def _is_amount(figure: Figure, question: Question) -> bool:
    """Whether a figure may be what a bare 多少 asks for: an age or a time has to be asked for."""
    if figure.unit in _AGES:
        return False
    return (
        figure.kind != "duration" or _TIMED.search(question.asking.cut(question.text)) is not None
    )


def _same_unit(unit: str, asked: str) -> bool:
    """家 is asked for by 家 and by 家公司; 个 counts what 家 and 项 count, 公里 measures what 米 does."""
    if unit_kind(asked) == "other":  # 标箱 is another word for 标准箱
        asked = unit_name(asked)
    if unit in asked or asked in unit or to_base(1, unit)[1] == to_base(1, asked)[1]:
        return True
    return any(unit in group and asked[0] in group for group in _LIKE_UNITS)


def wanted_kind(question: Question) -> str | None:
    """The kind of figure asked for (money, people, area, rate, count), None where no words tell.

    Where the question names what is measured, these words tell, else all that it says.
    """
    asked = question.asking.cut(question.text)
    measured = question.head.cut(question.text) if question.head else asked
    counted = _BY_CLASSIFIER.search(asked) is not None
    if _PEOPLE_WORDS.search(asked) or _PEOPLE_WORDS.search(measured):
        return "people" if question.unit in (None, *_PEOPLE_UNITS) else None
    if not counted and _RATE_WORDS.search(measured):
        return "rate"
    if not counted and _MONEY_WORDS.search(measured):
        return "money"
    if _ENGLISH_AREA.search(question.text):
        return "area"
    large = "多大" in asked and not _NO_AREA.search(asked)
    if not counted and (large or _AREA_WORDS.search(asked)):
        return "area"
    return "count" if counted and question.unit is None else None


def _shares(question: Question, text: str, figures: Sequence[Figure]) -> Iterator[Short]:
    for figure in figures:
        if figure.kind == "ratio" and (figure.change or not question.about_change):
            yield _short(text, with_qualifier(text, figure))


def _of_kind(text: str, figures: Sequence[Figure], kind: str) -> Iterator[Short]:
    for figure in figures:
        if figure.kind == kind:
            rest = _REST.match(text, figure.span.end) if kind == "duration" else None
            end = rest.end() if rest else figure.span.end
            yield _short(text, Span(figure.span.start, end))


def _times(
    question: Question, text: str, words: Sequence[Word], figures: Sequence[Figure]
) -> Iterator[Short]:
    if _WEEKDAY_ASKED.search(question.text):
        yield from _matches(text, _WEEKDAY)
        return
    day = _DAY.search(question.text) is not None
    year = _YEAR.search(question.text) is not None
    titles = [Span(*match.span()) for match in _TITLE.finditer(text)]
    dates = [
        f for f in figures
        if f.kind == "date" and (f.unit == "日" or not day) and not any(t.covers(f.span) for t in titles)
    ]  # fmt: skip
    for date in dates:
        yield _short(text, date.span)
    for word in words:  # 夜间, 建安二十四年, 高二的时候
        if day or word.tag != "TIME" or _VAGUE_TIME.fullmatch(word.text):
            continue
        if year and "年" not in word.text or any(t.covers(word.span) for t in titles):
            continue
        if not any(date.span.overlaps(word.span) for date in dates):
            yield _short(text, word.span)


def _persons(
    question: Question, text: str, words: Sequence[Word], speaker: Speaker | None
) -> Iterator[Short]:
    if question.about_speech and speaker:
        yield Short(speaker.name, Span(0, len(text)), said=True)
        return
    for word in words:
        if word.tag == "PER" and len(word.text) > 1:
            yield _short(text, word.span)
    if _BY_WHOM.search(question.text):
        for short in _names(text, words, ("ORG",), "organisation"):
            if _SOMEBODY.search(short.text):  # 公司, 孵化团队 name nobody
                yield short
    elif question.about_speech and question.language == "zh":
        for short in _names(text, words, ("ORG",), "organisation"):
            named = _SUFFIX["organisation"].search(short.text)
            if named and _SAID.match(text, short.span.end):
                yield short


def _offices(
    question: Question, text: str, words: Sequence[Word], speaker: Speaker | None
) -> Iterator[Short]:
    people = [form for term in question.terms if term.kind == "person" for form in term.forms]
    if speaker and speaker.office and speaker.name in people and speaker.office in text:
        at = text.find(speaker.office)
        yield Short(speaker.office, Span(at, at + len(speaker.office)))
        return
    for n, word in enumerate(words):
        if word.text in people:
            first = n
            while first and (
                words[first - 1].tag in _OFFICE_TAGS or words[first - 1].text in "、和兼"
            ):
                first -= 1
            if first < n:
                yield _short(text, Span(words[first].span.start, word.span.start))
    for person in people:  # 张三（1900年－1980年），京剧琴师，
        if match := re.match(
            f"{re.escape(person)}(?:（[^）]*）|[(][^)]*[)])?[，,是]+(?P<what>[^，。；]{{2,20}})",
            text,
        ):
            yield _short(text, Span(*match.span("what")))


def _bodies(
    question: Question, text: str, words: Sequence[Word], tags: tuple[str, ...], kind: str
) -> list[Short]:
    """Names of places or bodies; of the kind that is asked for, where there are any."""
    if kind == "place" and wants_region(question):
        return list(regions(question, text, words))
    return list(_named_as_asked(question, text, words)) or list(_names(text, words, tags, kind))


def wants_region(question: Question) -> bool:
    """Whether a city, province or country is asked for: a body in it is none."""
    if question.language == "en":
        return _ENGLISH_REGION.search(question.text) is not None
    return question.asked is not None and _REGION.search(question.asked) is not None


def regions(question: Question, text: str, words: Sequence[Word]) -> Iterator[Short]:
    """Places by name that the question does not name."""
    asked = _asking_words(question)
    for word in words:
        span = word.span
        if word.tag == "ORG" and word.text.endswith("政府"):  # 以色列政府 names 以色列
            span = Span(span.start, span.end - len("政府"))
        elif word.tag != "LOC" and not _IN_REGION.search(word.text):
            continue
        if span.cut(text) not in _WHOLE and span.cut(text) not in asked:
            yield _short(text, span)


def _asking_words(question: Question) -> str:
    return question.asking.cut(question.text) if question.language == "zh" else question.chinese


def _named_as_asked(question: Question, text: str, words: Sequence[Word]) -> Iterator[Short]:
    """Names that end with what is asked for (哪个大会 → 2025顶尖孵化器大会), of a phrase that goes on."""
    if question.asked and not _ANY_PLACE.search(question.asked):
        for short in _ending_with(question.asked[-2:], text, words):
            if short.text != question.asked:
                yield short


def _names(text: str, words: Sequence[Word], tags: tuple[str, ...], kind: str) -> Iterator[Short]:
    # A place within a title says where nothing is: 《上海市…方案》.
    titles = [m.span() for m in _TITLE.finditer(text)] if kind == "place" else []
    for start, end in _noun_runs(words):
        run = words[start:end]
        piece = Span(run[0].span.start, run[-1].span.end)
        if any(a <= piece.start < b for a, b in titles):
            continue
        # Nor is who holds an office there a place: 上海市科技创业中心主任黄丽宏.
        held = any(word.tag == "PER" for word in run) or OFFICE.search(piece.cut(text))
        if kind == "place" and held:
            continue
        if any(word.tag in tags for word in run) or _SUFFIX[kind].search(piece.cut(text)):
            yield _short(text, piece)


def _titles(text: str, words: Sequence[Word]) -> Iterator[Short]:
    yield from _matches(text, _TITLE)
    yield from _matches(text, _ANNOUNCEMENT)
    for word in words:
        if word.tag == "nw":
            yield _short(text, word.span)


def _matches(text: str, pattern: re.Pattern[str]) -> Iterator[Short]:
    for match in pattern.finditer(text):
        yield _short(text, Span(*match.span()))


def _lists(question: Question, text: str) -> Iterator[Short]:
    for found in find_lists(text):
        if question.count and len(found.members) != question.count:
            continue
        members = tuple(span.cut(text) for span in found.members)
        yield Short(
            "、".join(members) if not found.marked else "；".join(members), found.span, members
        )


def _things(question: Question, text: str, words: Sequence[Word]) -> Iterator[Short]:
    """Noun phrases that end with what is asked for: 哪个园区 → 苏州工业园区."""
    if not question.asked:
        return
    for short in _ending_with(question.asked[-2:], text, words):
        if len(short.text) > len(question.asked):
            yield short
    for match in re.finditer(f"“([^”]{{2,30}})”的?{re.escape(question.asked[-2:])}", text):
        yield _short(text, Span(*match.span(1)))


def _ending_with(ending: str, text: str, words: Sequence[Word]) -> Iterator[Short]:
    """The longest phrase of each run of nouns with this ending: 首钢园 of 首钢园科幻产业."""
    for start, end in _noun_runs(words):
        for last in range(end, start, -1):
            phrase = Span(words[start].span.start, words[last - 1].span.end)
            rest = Span(phrase.end, words[end - 1].span.end).cut(text)
            if (
                phrase.cut(text).endswith(ending)
                and len(phrase) > len(ending)
                and not _GOES_ON.match(rest)
            ):
                yield _short(text, phrase)
                break


def holds_name_of(kind: str, question: Question, text: str, words: Sequence[Word]) -> bool:
    """Whether a text names something of a kind (区, 大学, 机构) that the question does not name."""
    asked = question.asking.cut(question.text)
    if _ANY_PLACE.search(kind):
        places = [word.text for word in words if word.tag in ("LOC", "ORG")]
        names = [name for name in places if name not in _WHOLE]
    elif _ANY_BODY.search(kind):
        runs = [
            (Span(words[a].span.start, words[b - 1].span.end).cut(text), words[a:b])
            for a, b in _noun_runs(words)
        ]
        names = [
            run for run, of in runs
            if any(w.tag in ("ORG", "nz") for w in of) or _SOMEBODY.search(run)
        ]  # fmt: skip
        names += [word.text for word in words if word.tag in ("ORG", "nz")]
    else:
        endings = [kind[-2:], *([kind[-2:-1]] if kind[-2:] == "园区" else [])]  # 首钢园
        names = [short.text for end in endings for short in _ending_with(end, text, words)]
        quoted = f"[“《]([^”》]{{2,30}})[”》]的?[^，。；]{{0,4}}{re.escape(kind[-2:])}"
        names += [match[1] for match in re.finditer(quoted, text)]
    return any(name not in asked and name != kind for name in names)


def names_bodies(short: Short) -> bool:
    """Whether a list's members are bodies by their names: 财政部、税务总局."""
    named = sum(_SUFFIX["organisation"].search(member) is not None for member in short.members)
    return named > len(short.members) / 2


def holds_a_name(question: Question, text: str, words: Sequence[Word]) -> bool:
    """Whether a text names anything at all that the question does not name."""
    asked = question.asking.cut(question.text)
    names = [word.text for word in words if word.tag in ("ORG", "PER", "LOC", "nz", "nw")]
    names += [match[1] for match in re.finditer("[“《]([^”》]{2,30})[”》]", text)]
    return any(name not in asked and name not in _WHOLE for name in names)


def _noun_runs(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Runs of words that make one name or noun phrase."""
    start = None
    for n, word in enumerate(words):
        if word.tag in ("LOC", "ORG", "n", "nz", "vn", "nw", "an", "PER", "s") or (
            word.tag in ("a", "m", "xc", "f") and start is not None
        ):
            start = n if start is None else start
        elif start is not None:
            yield start, n
            start = None
    if start is not None:
        yield start, len(words)


def _short(text: str, span: Span) -> Short:
    return Short(span.cut(text), span)
