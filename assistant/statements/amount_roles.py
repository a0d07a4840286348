"""What an amount is told as: for each month or year, as where a change starts or ends, under which of
a sentence's conditions, in which of its years, by whom.

In: a draft's statement and a source's. Out: pairs of words that cannot be said of one amount, the
draft's first. The network and the figures' values are not looked at.
"""

import re
from collections.abc import Iterator

from assistant.statements.sentence_parts import Pair, clause_around
from assistant.statements.statements import Statement
from corpus import Figure, Span
from corpus.figures.units import same_unit
from corpus.figures.values import value_token
from corpus.words import tagged

# 每月, 按年, 月均, 2200元/月, 每亩: for each of what an amount is due, in one word for each.
_EACH = "季度?|学期|半年|[年月日天周季次趟回]|星期|小时|亩|公顷|平方米|平米|吨|公斤|千克|斤|立方米|公里|[人户家]"
_EVERY = re.compile(
    rf"(?:[每按]一?个?(?P<each>{_EACH})(?!月[末底初]|[^，。；：]{{0,4}}[月号日](?:[底前末]|以前))"
    r"|(?P<mean>[年月日周季人户亩])均)"
)
_EVERY_BEHIND = re.compile(rf"\s?(?:/|／|每)\s?(?P<each>{_EACH})")
_SAME_TERM = {
    **{
        "天": "日",
        "季度": "季",
        "星期": "周",
        "趟": "次",
        "回": "次",
        "千克": "公斤",
        "平米": "平方米",
    }
}
# One amount is not due for each of two of these.
_TERMS_OF_A_KIND = tuple(
    frozenset(kind.split())
    for kind in (
        "年 半年 季 学期 月 周 日 小时 次",
        "亩 公顷 平方米",
        "吨 公斤 斤 立方米",
        "人 户 家",
    )
)
# 由1300个降到600多个: the first is where it starts, the second where it ends.
_FROM = re.compile(r"[由从](?:[近约超逾]|超过|不足|不到|原来的|原先的|最初的|过去的)?\Z")
_TO = re.compile(
    r"[升降增减涨跌调扩缩提高低少大小长展改变](?:了)?[到至为成](?:了)?(?:[近约超逾]|超过|突破|不足|不到|目前的?|现在的?|如今的?)?\Z"
)
_GOES_TO = re.compile(r"[^，。；：]{0,12}?[一-龥](?:了)?[到至为成]")
_FROM_TO = re.compile(r"[由从][^，。；：]+[一-龥](?:了)?[到至为成]\Z")
_FORMER = re.compile(
    "原[来先本有]?|曾|过去|[以之此从]前|起初|最初|当初|一度|[由从]|去年|上[年月周]|往年|旧"
)
_ROLE_WORDS = {"start": "由…起", "end": "到"}
# 头一年, 第二年: which of the years (terms, rounds) that are told one after another.
_WHICH = re.compile(
    r"(?:(?P<first>第一|头一?|首)|(?P<second>第二|[次翌])|(?P<third>第三))个?(?P<of>年|季度|学期|个月|期|轮|批|阶段|天|周)(?!级|来|度计划)"
)
_BY = re.compile(
    r"由(?P<who>[^，。；：、由]{2,12}?)(?=自行|全额|统一|直接|负责|承担|分摊|列支|支付|补足|出资|发放|买单|负担|补贴|缴纳|拨付|按|给|为|向)"
)
_REST = re.compile(r"其余|剩余|余下|剩下|另外|差额")


# 冷冻库一位难求，冷藏库却空着三成: here another is spoken of.
_TURNS = re.compile("却|反而|则(?!是)")
# 单季营业收入 is not that of the first nine months.
_SINGLE = re.compile("单(?:季度?|月|日|周|年|场|次)|当[季月日周]")
_LONG = re.compile(r"前[一二三四五六七八九十\d]+个?(?:月|季度)|全年|上半年|下半年|累计|年内")
# 一度超过四千: what was so once.
_ONCE = re.compile("一度|曾经?|高峰时|最多时|鼎盛时")
_NOW = re.compile("目前|现在|眼下|如今|现有|仍然?|至今|当前")
_MORE = re.compile(
    r"(?<![至最不减缺许很太更大众诸几数十百千万亿\d])(?P<way>[多少])(?![于数次年家个种项元万亿人名天])[一-龥]"
)
_ERA = re.compile("(?:夏|商|周|秦|汉|晋|隋|唐|宋|元|明|清)(?:代|朝)|民国")
_NOUNS = frozenset(("n", "nz", "nt", "nw", "vn", "ORG", "LOC", "s"))


def other_roles(claimed: Statement, stated: Statement) -> Iterator[Pair]:
    """In what else than their words two amounts differ."""
    if "date" in (claimed.figure.kind, stated.figure.kind):
        return
    yield from _terms(claimed, stated)
    yield from _ends(claimed, stated)
    yield from other_conditions(claimed, stated)
    yield from _turns(claimed, stated)
    yield from _payers(claimed, stated)
    yield from _clause_subjects(claimed, stated)
    yield from _of_other_figures(claimed, stated)
    yield from _spans(claimed, stated)
    yield from _more_or_less(claimed, stated)
    yield from _eras(claimed, stated)
    yield from _kinds(claimed, stated)


def _terms(claimed: Statement, stated: Statement) -> Iterator[Pair]:
    """每季度上限2200元 against 每月上限2200元."""
    mine = _every(claimed)
    # 每人每次…的四分之一，最高3元: a source may say it before.
    other = mine and (_every(stated) or _every_before(stated))
    for kind in _TERMS_OF_A_KIND if mine and other else ():
        here, there = mine & kind, other & kind
        if here and there and not here & there:
            yield "每" + "、".join(sorted(here)), "每" + "、".join(sorted(there))


def _every(statement: Statement) -> frozenset[str]:
    """How often the amount is due, where the words of its clause up to it, or right behind, say so."""
    text, base = statement.text, statement.sentence.span.start
    before = [f.span.end - base for f in statement.others if f.span < statement.figure.span]
    start = max([statement.clause.start, *(end for end in before if end > statement.clause.start)])
    found = [m["each"] or m["mean"] for m in _EVERY.finditer(text, start, statement.span.start)]
    if behind := _EVERY_BEHIND.match(text, statement.span.end):
        found.append(behind["each"])
    return frozenset(_SAME_TERM.get(term, term) for term in found)


def _every_before(statement: Statement) -> frozenset[str]:
    found = list(_EVERY.finditer(statement.text, 0, statement.clause.start))[-1:]
    terms = (m["each"] or m["mean"] for m in found)
    return frozenset(_SAME_TERM.get(term, term) for term in terms)


def _ends(claimed: Statement, stated: Statement) -> Iterator[Pair]:
    """由六百个升到一千三百个 against 由一千三百个降到六百个."""
    mine, other = _end_of_change(claimed), _end_of_change(stated)
    if mine and other and mine != other:
        yield _ROLE_WORDS[mine], _ROLE_WORDS[other]
    elif other == "start" and not mine and not _FORMER.search(claimed.text):
        yield "现有", "原先"


def _end_of_change(statement: Statement) -> str | None:
    """Whether an amount is where a change starts or where it ends; None where no change is told."""
    text, span, clause = statement.text, statement.span, statement.clause
    before = text[clause.start : span.start]
    if _FROM.search(before) and _GOES_TO.match(text, span.end, clause.end):
        return "start"
    return "end" if _TO.search(before) or _FROM_TO.search(before) else None


def other_conditions(claimed: Statement, stated: Statement) -> Iterator[Pair]:
    """1至2级每次4元 where in the source 3至5级 have 4元, and 1至2级 another amount."""
    mine, other = _leading(claimed), _leading(stated)
    if mine is None or other is None or not _of_one_kind(mine, other):
        return
    elsewhere = (f for f in stated.others if f is not other and f is not stated.figure)
    if value_token(mine) != value_token(other) and any(
        _of_one_kind(mine, f) and value_token(f) == value_token(mine) for f in elsewhere
    ):
        yield mine.raw, other.raw


def _leading(statement: Statement) -> Figure | None:
    """The figure right before in the clause, of another unit, that says for whom the amount is."""
    base = statement.sentence.span.start
    ahead = [
        f
        for f in statement.others
        if f.kind not in ("date", "ratio")
        and f.span < statement.figure.span
        and f.span.start - base >= statement.clause.start
    ]
    led = ahead[-1] if ahead else None
    return led if led and led.unit != statement.figure.unit else None


def _of_one_kind(one: Figure, other: Figure) -> bool:
    return one.kind == other.kind and same_unit(one.unit, other.unit)


def _turns(claimed: Statement, stated: Statement) -> Iterator[Pair]:
    """第二年亏了四万 against 头一年亏了四万."""
    mine, other = _turn(claimed), _turn(stated)
    if mine and other and mine[1] == other[1] and mine[0] != other[0]:
        yield "".join(mine), "".join(other)


def _turn(statement: Statement) -> tuple[str, str] | None:
    told = list(_WHICH.finditer(statement.text, 0, statement.span.start))
    if not told:
        return None
    found = told[-1]
    return {"first": "第一", "second": "第二", "third": "第三"}[
        next(name for name in ("first", "second", "third") if found[name])
    ], found["of"]


def _payers(claimed: Statement, stated: Statement) -> Iterator[Pair]:
    """由住户分摊七成 where in the source the fund bears seven tenths, and the 住户 the rest."""
    mine, other = (_BY.search(s.text, s.clause.start, s.clause.end) for s in (claimed, stated))
    if mine and not other:  # 基金按每天110元给单位补助 is not paid by the 单位
        ahead, behind = (stated.text[: stated.span.start], stated.text[stated.span.end :])
        if mine["who"] in behind and mine["who"] not in ahead[stated.clause.start :]:
            yield mine["who"], _first_noun(stated) or ahead[stated.clause.start :]
    if mine is None or other is None or mine["who"] == other["who"]:
        return
    around = stated.clause.cut(stated.text)
    if mine["who"] not in around and mine["who"] in stated.text and _REST.search(stated.text):
        yield mine["who"], other["who"]


def _clause_subjects(claimed: Statement, stated: Statement) -> Iterator[Pair]:
    """冷冻库空着三成 where the source says something else of the 冷冻库, and this of another."""
    own = stated.clause.cut(stated.text)
    mine, other = _first_noun(claimed), _first_noun(stated)
    if mine is None or other is None or mine in own or other in claimed.text:
        return
    if mine in stated.text and _TURNS.search(stated.text, stated.clause.start, stated.span.start):
        yield mine, other


def _first_noun(statement: Statement) -> str | None:
    """What the figure's clause begins with."""
    ahead = Span(statement.clause.start, statement.span.start)
    named = ""
    for word in tagged(statement.text):  # 冷冻 + 库
        if ahead.covers(word.span) and word.tag in _NOUNS:
            named += word.text
        elif named:
            break
    return named if len(named) > 1 else None


def _of_other_figures(claimed: Statement, stated: Statement) -> Iterator[Pair]:
    """停工的企业412家 where the source has 企业412家，停工的六十多家: what is done by others it counts."""
    base = stated.sentence.span.start
    others = [f for f in stated.others if f is not stated.figure and _of_one_kind(f, stated.figure)]
    ahead = stated.text[: stated.clause.end]
    for deed in claimed.deeds:
        before = deed.span.end <= claimed.span.start or claimed.clause.covers(deed.span)
        if not before or deed.text in ahead or deed.text not in stated.text:
            continue
        at = stated.text.find(deed.text)
        clause = clause_around(stated.text, Span(at, at + len(deed.text)))
        counted = [f for f in others if clause.covers(f.span.shift(-base))]
        if counted:
            yield deed.text, counted[0].raw


def _spans(claimed: Statement, stated: Statement) -> Iterator[Pair]:
    """前九个月 against 单季, 目前 against 一度."""
    ahead = stated.text[: stated.span.start]
    mine = _LONG.search(claimed.reach.cut(claimed.text)) or _LONG.search(
        claimed.figure.period or ""
    )
    single = _SINGLE.search(ahead)
    if mine and single and not _SINGLE.search(claimed.text) and not _LONG.search(ahead):
        yield mine.group(), single.group()
    now, once = (
        _NOW.search(claimed.clause.cut(claimed.text)),
        _ONCE.search(ahead, stated.clause.start),
    )
    if now and once and not _ONCE.search(claimed.text):
        yield now.group(), once.group()


def _more_or_less(claimed: Statement, stated: Statement) -> Iterator[Pair]:
    """多跑三个窗口 against 少跑三个窗口."""
    mine, other = (
        {m["way"] for m in _MORE.finditer(s.text, s.clause.start, s.span.start)}
        for s in (claimed, stated)
    )
    if mine and other and not mine & other:
        yield "、".join(mine), "、".join(other)


def _eras(claimed: Statement, stated: Statement) -> Iterator[Pair]:
    """清代石桥 against 明代以前石桥."""
    mine, other = (set(_ERA.findall(s.clause.cut(s.text))) for s in (claimed, stated))
    if mine and other and not mine & other:
        yield "、".join(sorted(mine)), "、".join(sorted(other))


def _kinds(claimed: Statement, stated: Statement) -> Iterator[Pair]:
    """就餐补贴 against 运营补贴, where the source's text tells the two apart by these names."""
    if claimed.figure.kind != "money":
        return  # 生物医药企业 are 创新企业 as well, one sum is not due twice
    head = claimed.head
    which = next((t for t in claimed.terms if head and t.span.end == head.span.start), None)
    if head is None or which is None or len(which.text) < 2 or which.tag not in _NOUNS:
        return
    name = which.text + head.text
    if name not in (claimed.figure.measure or ""):
        return
    if name in stated.text + stated.background or name not in stated.document.text:
        return
    for other in stated.terms:
        beside = stated.text.startswith(head.text, other.span.end)
        if beside and other.tag in _NOUNS and len(other.text) > 1:
            yield name, other.text + head.text
