"""What tells that two statements of like words are not about the same, out of the two statements.

Words alone do not tell a target from a result, a yearly mean from a total, a start from an end, or
科创板企业中1/4是毕业企业 from 毕业企业中1/4在科创板. Each finding is a pair: the draft's words, then the
source's. The network and the figures' values are not looked at.
"""

import re
from collections.abc import Iterator
from itertools import chain

from assistant.statements.amount_roles import other_roles
from assistant.statements.date_roles import other_date_roles
from assistant.statements.denials import denials
from assistant.statements.sentence_parts import Pair
from assistant.statements.share_wholes import other_wholes
from assistant.statements.statements import SAID_OF_IT, Statement
from assistant.statements.targets import other_aims
from corpus import Figure
from corpus.figures.values import value_token

_MEAN = re.compile(r"[年月日周季人户家校均亩]均|平均|每[年月日周家户个人名亩所]")
_MEAN_LEADS = re.compile("(?:^|，)(?:平均)?(?:每[年月日周季]|平均)(?:计算|来看|下来)?，")
_OF_EACH = re.compile("[人户家校亩]均|每[家户个人名亩所]")
_NEW = re.compile(r"新[增建设]|净增")
_CHANGE = re.compile("[增涨升降减跌扩缩]|提高|翻|回落|同比|环比")
_AMOUNTS = frozenset(("count", "money", "area", "other"))
_GAINED = re.compile(
    r"(?:同比|环比|比(?!例|重|赛|率)[^，。；]{1,16}?|较[^，。；]{1,12}?)[^，。；]{0,6}\Z"
    r"|(?:增加|增长|净增|扩大|提高|提升|上升|减少|下降|缩小|降低)了?[^，。；\d]{0,4}\Z"
)
_FALLS = re.compile("[降减跌落缩少]")
_POINT = re.compile("截[至止]|底|末|累计|已|总共|共有|历年|多年|为止")
# What happened within one year is none of what was summed up: 当年新毕业, 仅在当年.
_IN_A_YEAR = re.compile(
    "当年(?!的)|当[期月日季]|单月|年内|一年[间内来里]|全年|本年度|新毕业|新上市"
)
SUMMED = "累计"
_NEWLY = re.compile("新(?:孵化|培育|认定|引进|注册|建成)")
_SUMMED = re.compile("累计|总[数量]|一共|总共")
_WITHIN = re.compile("当[年期]|年内|新获")
_NEW_AT_ALL = re.compile(r"新|增|当年|净|首次")
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


def turned(claimed: Statement, stated: Statement) -> tuple[Pair, ...]:
    """In what other way the two speak: of a target, a mean, a gain, a part of another whole."""
    if claimed.figure.kind == "date":
        return tuple(chain(other_date_roles(claimed, stated), denials(claimed, stated)))
    return tuple(
        chain(
            other_aims(claimed, stated),
            _means(claimed, stated),
            _gains(claimed, stated),
            _changes(claimed, stated),
            _grown(claimed, stated),
            _stocks(claimed, stated),
            other_roles(claimed, stated),
            other_wholes(claimed, stated),
            _deeds(claimed, stated),
            denials(claimed, stated),
        )
    )


def _means(claimed: Statement, stated: Statement) -> Iterator[Pair]:
    mine = _MEAN.search(claimed.text)
    other = _MEAN.search(stated.text[stated.clause.start : stated.clause.end])
    if other and other.group()[-1] == "均" and not mine:
        yield "总数", other.group()
    each = _OF_EACH.search(claimed.room.cut(claimed.text))
    if each and not _OF_EACH.search(stated.text):
        yield each.group(), other.group() if other else "总数"
    mine = _MEAN.search(claimed.room.cut(claimed.text)) or _MEAN_LEADS.search(
        claimed.reach.cut(claimed.text)
    )
    of_all = claimed.figure.kind == "ratio" and mine and mine.group() == "平均"
    if mine and not of_all and not _MEAN.search(stated.text):
        yield mine.group(), "总数"


def _gains(claimed: Statement, stated: Statement) -> Iterator[Pair]:
    """新增25万家 against 25万家; what is counted anew may be said in many words, so both ways."""
    mine, other = (_NEW.search(s.room.cut(s.text)) for s in (claimed, stated))
    within = _IN_A_YEAR.search(claimed.text, claimed.reach.start, claimed.span.start)
    if within and _is_summed(stated):
        yield within.group(), SUMMED
    if mine and not _NEW_AT_ALL.search(stated.clause.cut(stated.text)):
        yield mine.group(), "总数"
    elif _NEWLY.search(stated.room.cut(stated.text)) and _SUMMED.search(claimed.text):
        yield SUMMED, "新增"
    elif other and not _NEW_AT_ALL.search(claimed.text):
        yield "总数", other.group()


def _is_summed(stated: Statement) -> bool:
    """Whether a figure is summed up to its time (累计, 2023年11月以来), or part of one that is."""
    since = "以来" in stated.text[: stated.span.start]
    return since or SUMMED in stated.clause.cut(stated.text) + (stated.figure.measure or "")


def _deeds(claimed: Statement, stated: Statement) -> Iterator[Pair]:
    """关停7000家 against 培育7000家: verbs vary freely, but not to these."""
    for said, hinted in _DEEDS:
        mine, other = (said.search(s.room.cut(s.text)) for s in (claimed, stated))
        if mine and not other and not hinted.search(stated.text):
            yield mine.group(), stated.figure.measure or stated.text
        elif other and not mine and not hinted.search(claimed.text):
            yield claimed.figure.measure or claimed.text, other.group()


def _changes(claimed: Statement, stated: Statement) -> Iterator[Pair]:
    """提高8% against a level of 8%; 降至3家 where it is told to have come to that."""
    fallen = claimed.figure.change == "down to" and stated.figure.change != "down to"
    if fallen and not _FALLS.search(stated.clause.cut(stated.text)):
        yield "降至", stated.figure.measure or stated.text
    if claimed.figure.kind in _AMOUNTS and _risen(claimed) and not _risen(stated):
        yield "增减量", "总量"  # 同比增加13亿元 where that is all there is
    if claimed.figure.unit != "%" or stated.figure.unit != "%":
        return
    mine, other = claimed.figure.change, stated.figure.change
    if mine in ("up", "down") and not other and not _CHANGE.search(stated.clause.cut(stated.text)):
        yield "增减幅度", "比率"
    if other in ("up", "down") and not mine and not _CHANGE.search(claimed.text):
        yield "比率", "增减幅度"


def _risen(statement: Statement) -> bool:
    """Whether an amount is told as a gain or a loss, not as what there is."""
    before = statement.text[statement.clause.start : statement.span.start]
    return statement.figure.change in ("up", "down") and _GAINED.search(before) is not None


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
    grown = before and statement.figure.unit in ("%", before[-1].unit)
    return before[-1] if grown else None  # 工商户71.2万户，比上年末净增2.1万户 as well


def _stocks(claimed: Statement, stated: Statement) -> Iterator[Pair]:
    """What was summed up to the end of a year is not of that year."""
    period = claimed.figure.period or ""
    summed = _is_summed(stated)
    ends = _POINT.search(claimed.text) or not period
    within = _WITHIN.search(stated.text, 0, stated.clause.end)
    if within and "累" in claimed.reach.cut(claimed.text) and not _POINT.search(stated.text):
        yield SUMMED, within.group()
    if summed and not ends and re.fullmatch(r"(?:\d{4}|[今去前])年(?:度|全年)?", period):
        yield period, SUMMED
