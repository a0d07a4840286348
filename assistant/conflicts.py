"""What tells that two statements of like words are not about the same, out of the two statements.

Words alone do not tell a target from a result, a yearly mean from a total, a start from an end, or
科创板企业中1/4是毕业企业 from 毕业企业中1/4在科创板. Each finding is a pair: the draft's words, then the
source's. The network and the figures' values are not looked at.
"""

import re
from collections.abc import Iterator
from itertools import chain

from assistant.statements import SAID_OF_IT, Statement, bigrams_of
from assistant.substitutions import OPPOSITES
from assistant.thesaurus import other_words
from corpus import Figure
from corpus.figure_values import value_token
from corpus.words import tagged

Pair = tuple[str, str]

_TITLES = re.compile(r"《[^《》]*》")
_AIMED = re.compile(
    r"力争|争取|有望|瞄准(?=[^，。；、]{0,6}(?:\d|目标))|剑指|锚定|预计|计划|拟|目标|规划|(?<!年)到20\d\d年，"
)
# A draft may say otherwise that something is still to come.
_TO_COME = re.compile(
    r"将|要|须|应|提出|部署|到20\d\d年|方案|远景|前景|预测|预期|期望|希望|未来|明年|届时"
)
_MEAN = re.compile(r"[年月日周季人户家校均亩]均|平均|每[年月日周家户个人名亩所]")
_OF_EACH = re.compile("[人户家校亩]均|每[家户个人名亩所]")
_NEW = re.compile(r"新[增建设]|净增")
_CHANGE = re.compile("[增涨升降减跌扩缩]|提高|翻|回落|同比|环比")
_FALLS = re.compile("[降减跌落缩少]")
_POINT = re.compile("截[至止]|底|末|累计|已|总共|共有|历年|多年|为止")
_NEWLY = re.compile("新(?:孵化|培育|认定|引进|注册|建成)")
_SUMMED = re.compile("累计|总[数量]|一共|总共")
_WITHIN = re.compile("当[年期]|年内|新获")
_NEW_AT_ALL = re.compile(r"新|增|当年|净|首次")
_GLOBAL = re.compile(
    r"(?:全球|全世界|世界各?[国地]?|世界范围)(?![^，。；：]{0,14}(?:论坛|大会|峰会|会议|网络|报告|展览?会|中心))"
)
_HOME = frozenset(("我国", "全国", "中国", "国内"))
_STARTS = (
    re.compile(r"(?:自|从|始于|开始于)\Z"),
    re.compile(r"[年月日]?(?:起|开始|以来|至今|算起)"),
)
_ENDS = (
    re.compile(r"(?:至|到|截至|截止|止于)\Z"),
    re.compile(r"(?:止|为止|期满|到期|截止|届满|结束|终止|失效)"),
)
_BEFORE = re.compile(r"(?:以前|之前|前(?![后往期沿者述]))")
_AFTER = re.compile(r"(?:以后|之后|后(?!期))")
# Of a point in time, what cannot be said together.
_CLASHING = (
    {"start", "end"},
    {"before", "after"},
    {"before", "start"},
    {"end", "after"},
)
_SHARE_AMONG = re.compile(
    r"(?P<whole>[^，。；]{2,40}?)(?:当中|之中|其中|中|里)，?(?P<between>[^。；]*)\Z"
)
_IN = re.compile("(?<=.)在(?![孵建校职研岗])")
_LAST_WHOLE = re.compile(
    r".*(?:当中|之中|其中|(?<![集当之其])中|里)(?:，|(?:有|近|约|超过?|达到?)*\Z)"
)
_SHARE_OF = re.compile(
    r"占(?!比|[到了据]?(?:近|约|超|逾|不|\Z))[到了据]?(?P<whole>[^，。；]{2,30}?)(?:的(?:比[重例]|份额)?)?(?:的|为|达到?|约|近|超过?|逾|是)*\Z"
)
_SHARE_FIRST = re.compile(
    r"的(?P<whole>[^，。；]{2,20}?)(?P<part>(?:是|为|来自|出自|属于|在|由)[^，。；]{2,30})"
)
_SHARE_FROM = re.compile(
    r"(?P<part>(?:是|为|来自|出自|源[自于]|属于|在|由|登陆|聚焦|从事)[^，。；]{2,30})"
)
# Deeds that no other words imply: what tells of one on one side, and on the other at all.
_DEEDS = tuple(
    (re.compile(said), re.compile(hinted))
    for said, hinted in (
        (
            "关停|关闭|注销|倒闭|破产|裁员|裁减|裁撤|拆除|淘汰|停产|停业|停办|解雇|辞退|失业|下岗|吊销|流失",
            "关|销|闭|破产|裁|撤|拆|汰|停|解|辞|失|退|岗|流",
        ),
        ("(?<![少免减未不])(?:缴税|纳税|缴纳|上缴|补缴|征缴)", "缴|纳|税负|交"),
        ("减税|免税|减免|免征|退税", "减|免|退|优惠|返还|省|少[缴交]|[不没]用?[缴交]"),
        ("获奖|得奖|入围|晋级|夺冠|中标|入选|落选", "奖|围|级|冠|标|选|强|胜|决赛|名单"),
        ("死亡|遇难|身亡|丧生|罹难", "死|亡|难|丧|逝|命"),
        ("受伤|轻伤|重伤|负伤", "伤"),
        ("失踪|失联", "失踪|失联|下落|搜"),
        ("(?<!未)(?:上市|挂牌)(?!公司|企业|[（(）)])", "上市|挂牌|登陆|敲钟|板|资本市场|IPO"),
        ("退市|摘牌", "退市|摘牌"),
    )
)
# 不得享受 and 享受: the two characters behind the word of negation are what is denied.
_NEGATED = re.compile(
    r"(?:不(?:得|能|可|会|予|再|应|必|准|许|宜)?|没有|未(?:能|曾|予)?|无(?:法|须|需)|并非|禁止|免于)([\u4e00-\u9fff]{2})"
)
_NUMBER = re.compile("数量|家数|个数|件数|人数|户数|总数|[企业构目]数(?![字据])")
_AMOUNT = re.compile("[一-龥]{1,3}额|收入|营收|支出|产值|利润|面积")
_SCOPE = re.compile("全球|全国|我国|全省|全市|全区|全县")
_PLACE_TAIL = re.compile("(?<=..)[省市县区]$")


def turned(claimed: Statement, stated: Statement) -> tuple[Pair, ...]:
    """In what other way the two speak: of a target, a mean, a gain, a part of another whole."""
    if claimed.figure.kind == "date":
        return tuple(chain(_date_roles(claimed, stated), _denials(claimed, stated)))
    return tuple(
        chain(
            _targets(claimed, stated),
            _means(claimed, stated),
            _gains(claimed, stated),
            _changes(claimed, stated),
            _grown(claimed, stated),
            _stocks(claimed, stated),
            _numbers_for_amounts(claimed, stated),
            _wholes(claimed, stated),
            _deeds(claimed, stated),
            _denials(claimed, stated),
        )
    )


def _numbers_for_amounts(claimed: Statement, stated: Statement) -> Iterator[Pair]:
    """A share of how many, where the source's is one of how much (企业数量占, 投资额占), or the other way."""
    if claimed.figure.kind != "ratio":
        return
    mine, its = (s.text[: s.span.start] for s in (claimed, stated))
    for kind, other in ((_NUMBER, _AMOUNT), (_AMOUNT, _NUMBER)):
        told, instead = kind.search(mine), other.search(its)
        if told and instead and not (kind.search(its) or other.search(mine)):
            yield told.group(), instead.group()


def elsewhere(claimed: Statement, stated: Statement) -> tuple[Pair, ...]:
    """Another place than the source's sentence names, however near the draft's place stands to it."""
    mine, other = claimed.figure.place, stated.figure.place
    if claimed.figure.kind == "date":
        return ()
    around = stated.text[: stated.clause.end]
    told = _GLOBAL.search(claimed.text, claimed.clause.start, claimed.clause.end)
    if told and (other in _HOME or other is None) and not _GLOBAL.search(around):
        return ((told.group(), other or "我国"),)
    at_home = any(word in claimed.reach.cut(claimed.text) for word in _HOME)
    if at_home and _GLOBAL.search(around) and not _GLOBAL.search(claimed.text):
        return (("我国", "全球"),)
    if mine in _HOME and at_home and other and other not in _HOME and _is_named(stated, other):
        return () if _says(claimed, other) else ((mine, other),)
    if not mine or not other or mine in _HOME or other in _HOME:
        return ()
    # A place that a source names by itself is no part of what the draft names, unless it says so.
    if _says(stated, mine) or _says(claimed, other):
        return ()
    return ((mine, other),) if _is_named(claimed, mine) else ()


def _is_named(statement: Statement, place: str) -> bool:
    return any(term.tag == "LOC" and term.text in place for term in statement.terms)


def _says(statement: Statement, place: str) -> bool:
    """Whether the sentence names a place, and not as that of another of its figures."""
    own = statement.figure.place
    others = {f.place for f in statement.others if f.place != own and f.kind != "date"}
    names = (_bare(place), *other_words(place))
    return any(name in statement.text for name in names) and place not in others


def is_target(statement: Statement) -> bool:
    """Whether the figure is aimed at (力争建成20家), not reached."""
    before = _TITLES.sub("", statement.text[: statement.span.start])
    return _AIMED.search(before) is not None or any(
        word.text == "将" and word.tag == "d" and word.span.end <= statement.span.start
        for word in tagged(statement.text)
    )


def _targets(claimed: Statement, stated: Statement) -> Iterator[Pair]:
    own = _TITLES.sub("", claimed.text)
    coming = _AIMED.search(own) or _TO_COME.search(own)
    if is_target(stated) and not coming:
        yield "已有", "目标"
    elif is_target(claimed) and not _AIMED.search(stated.text) and "将" not in stated.text:
        yield "目标", "已有"


def _means(claimed: Statement, stated: Statement) -> Iterator[Pair]:
    mine = _MEAN.search(claimed.text)
    other = _MEAN.search(stated.text[stated.clause.start : stated.clause.end])
    if other and other.group()[-1] == "均" and not mine:
        yield "总数", other.group()
    each = _OF_EACH.search(claimed.room.cut(claimed.text))
    if each and not _OF_EACH.search(stated.text):
        yield each.group(), other.group() if other else "总数"
    mine = _MEAN.search(claimed.room.cut(claimed.text))
    of_all = claimed.figure.kind == "ratio" and mine and mine.group() == "平均"
    if mine and not of_all and not _MEAN.search(stated.text):
        yield mine.group(), "总数"


def _gains(claimed: Statement, stated: Statement) -> Iterator[Pair]:
    """新增25万家 against 25万家; what is counted anew may be said in many words, so both ways."""
    mine, other = (_NEW.search(s.room.cut(s.text)) for s in (claimed, stated))
    if mine and not _NEW_AT_ALL.search(stated.clause.cut(stated.text)):
        yield mine.group(), "总数"
    elif _NEWLY.search(stated.room.cut(stated.text)) and _SUMMED.search(claimed.text):
        yield "累计", "新增"
    elif other and not _NEW_AT_ALL.search(claimed.text):
        yield "总数", other.group()


def _deeds(claimed: Statement, stated: Statement) -> Iterator[Pair]:
    """关停7000家 against 培育7000家: verbs vary freely, but not to these."""
    for said, hinted in _DEEDS:
        mine, other = (said.search(s.room.cut(s.text)) for s in (claimed, stated))
        if mine and not other and not hinted.search(stated.text):
            yield mine.group(), stated.figure.measure or stated.text
        elif other and not mine and not hinted.search(claimed.text):
            yield claimed.figure.measure or claimed.text, other.group()


def _denials(claimed: Statement, stated: Statement) -> Iterator[Pair]:
    """不再享受优惠 against 继续享受优惠."""
    mine, other = (s.clause.cut(s.text) for s in (claimed, stated))
    if word := denied(mine, other):
        yield f"不{word}", word
    elif word := denied(other, mine):
        yield word, f"不{word}"


def denied(text: str, said: str) -> str | None:
    """What a text denies that another only affirms: 享受 of 不得享受."""
    rest = _NEGATED.sub("", text)
    for word in dict.fromkeys(_NEGATED.findall(text)):
        if word not in rest and word in _NEGATED.sub("", said):
            return str(word)
    return None


def _changes(claimed: Statement, stated: Statement) -> Iterator[Pair]:
    """提高8% against a level of 8%; 降至3家 where it is told to have come to that."""
    fallen = claimed.figure.change == "down to" and stated.figure.change != "down to"
    if fallen and not _FALLS.search(stated.clause.cut(stated.text)):
        yield "降至", stated.figure.measure or stated.text
    if claimed.figure.unit != "%" or stated.figure.unit != "%":
        return
    mine, other = claimed.figure.change, stated.figure.change
    if mine in ("up", "down") and not other and not _CHANGE.search(stated.clause.cut(stated.text)):
        yield "增减幅度", "比率"
    if other in ("up", "down") and not mine and not _CHANGE.search(claimed.text):
        yield "比率", "增减幅度"


def _grown(claimed: Statement, stated: Statement) -> Iterator[Pair]:
    """就业490万人，同比增长4% where in the source other figures of the sentence grew by that."""
    mine, other = _base(claimed), _base(stated)
    if mine is None or other is None or not claimed.figure.change:
        return
    others = [f for f in stated.others if f is not other and f.kind != "date"]
    if value_token(mine) != value_token(other) and value_token(mine) in map(value_token, others):
        yield mine.raw, other.raw


def _base(statement: Statement) -> Figure | None:
    """The figure right before in the sentence, of which a rate of growth is told."""
    if not SAID_OF_IT.match(statement.clause.cut(statement.text)):
        return None
    before = [f for f in statement.others if f.span < statement.figure.span and f.kind != "date"]
    return before[-1] if before and statement.figure.unit == "%" else None


def _stocks(claimed: Statement, stated: Statement) -> Iterator[Pair]:
    """What was summed up to the end of a year is not of that year."""
    period = claimed.figure.period or ""
    summed = "累计" in stated.clause.cut(stated.text)
    ends = _POINT.search(claimed.text) or not period
    within = _WITHIN.search(stated.text, 0, stated.clause.end)
    if within and "累" in claimed.reach.cut(claimed.text) and not _POINT.search(stated.text):
        yield "累计", within.group()
    if summed and not ends and re.fullmatch(r"(?:\d{4}|[今去前])年(?:度|全年)?", period):
        yield period, "累计"


def _wholes(claimed: Statement, stated: Statement) -> Iterator[Pair]:
    """A share whose whole is the source's part, and its part the source's whole."""
    first, second = _share(claimed), _share(stated)
    if claimed.figure.kind != "ratio" or first is None or second is None:
        return
    scopes = [_SCOPE.findall(whole) for whole, _ in (first, second)]
    if scopes[0] and scopes[1] and not set(scopes[0]) & set(scopes[1]):
        yield scopes[0][0], scopes[1][0]  # 占全国的 beside 占全市的
    for pair in OPPOSITES:
        for here, there in (pair, pair[::-1]):
            if here in first[0] and there in second[0] and there not in first[0]:
                yield here, there  # 占创业板企业的1/4 beside 科创板企业中1/4
    straight = _shared(first[0], second[0]) + _shared(first[1], second[1])
    crossed = _shared(first[0], second[1]) + _shared(first[1], second[0])
    if crossed > straight and first[0] != second[0]:
        yield f"{first[0]}中", f"{second[0]}中"


def _share(statement: Statement) -> tuple[str, str] | None:
    """The whole and the part of a share, where the words tell them apart."""
    text, span = statement.text, statement.span
    before, after = text[: span.start], text[span.end :]
    here = before[statement.clause.start :]
    if found := _SHARE_OF.search(here):
        part = here[: found.start()] or before
        return found["whole"], part
    nearest = _LAST_WHOLE.match(before)  # of two wholes (浦东的…里，…89家企业中，) the later
    start = max(before.rfind(mark, 0, nearest.end() - 1) for mark in "，。；") + 1 if nearest else 0
    if found := _SHARE_AMONG.search(before, start):
        rest = re.split("[，。；]", after, maxsplit=1)[0]
        inside = [m for m in _IN.finditer(found["whole"])][-1:]  # 服务业企业在 + 上海在孵企业 + 中
        part = found["whole"][: inside[0].start()] if inside else ""
        whole = found["whole"][inside[0].end() :] if inside else found["whole"]
        return whole, part + found["between"] + rest
    if found := _SHARE_FIRST.match(after):
        return found["whole"], found["part"]
    if found := _SHARE_FROM.match(after):
        clauses = [part for part in re.split("[，。；]", before) if part.strip("近约超过有")]
        return (clauses[-1], found["part"]) if clauses else None
    return None


def _shared(one: str, other: str) -> float:
    first, second = bigrams_of(one), bigrams_of(other)
    return len(first & second) / (min(len(first), len(second)) or 1)


def _date_roles(claimed: Statement, stated: Statement) -> Iterator[Pair]:
    mine, other = _role(claimed), _role(stated)
    figure, printed = claimed.figure, stated.figure
    if figure.upper is None and printed.upper is not None and figure.unit == printed.unit:
        other = {printed.value: "start", printed.upper: "end"}.get(figure.value or 0)
    if mine and other and {mine, other} in _CLASHING:
        yield _ROLES[mine], _ROLES[other]


_ROLES = {"start": "起", "end": "止", "before": "以前", "after": "以后"}


def _role(statement: Statement) -> str | None:
    """What a date is to the time told: its start, its end, or a border before or after which."""
    before, after = (
        statement.text[: statement.span.start],
        statement.text[statement.span.end :],
    )
    if statement.figure.upper is not None:
        return None
    if _BEFORE.match(after):
        return "before"
    if _AFTER.match(after):
        return "after"
    if _STARTS[0].search(before) or _STARTS[1].match(after):
        return "start"
    if _ENDS[0].search(before) or _ENDS[1].match(after):
        return "end"
    return None


def _bare(place: str) -> str:
    return _PLACE_TAIL.sub("", place)
