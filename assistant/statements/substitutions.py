"""What a draft's statement names where a like one of a source names something else.

A word at whose place the other sentence has another of its kind (创业板 for 科创板) is a substitution,
however near the two lie. Each finding is a pair: the draft's words, then the source's.
"""

import re
from collections.abc import Iterator

import numpy as np

from assistant.statements.bound_names import bound_names, tells_text
from assistant.statements.nearness import (
    ALL_OF,
    HELD_IN_CONTEXT,
    Near,
    alike,
    bare_place,
    holds_name,
    is_printed,
)
from assistant.statements.sentence_parts import is_region
from assistant.statements.statements import (
    BEFORE,
    IN_MEASURE,
    IN_ROOM,
    NAMING,
    TITLE,
    Statement,
    Term,
)
from assistant.statements.topics import KINDS
from corpus import Span
from corpus.figures.local_places import LOCAL_PLACE, meant_place
from corpus.figures.measures import is_population
from corpus.words import tagged
from index.token_states import TokenStates

SAME_NAME = 0.7
# Measured by themselves: 高校 and 大学 0.72, 企业 and 公司 0.82; 企业 and 团队 0.52, 大学 and 中学 0.58.
SAME_WORD, OTHER_WORD = 0.68, 0.55
OPPOSITES = tuple(
    tuple(pair.split("/"))
    for pair in (
        "新增/累计 国内/国际 国内/海外 国内/国外 进口/出口 男性/女性 男子/女子 城镇/农村 城市/农村 收入/支出 直接/间接"
        " 同比/环比 国家级/省级 国家级/市级 省级/市级 毕业企业/在孵企业 净利润/营业收入 上半年/下半年 最高/最低 中央/地方"
        " 固定资产/流动资产 缴纳/减免 征收/减免 征收/免征 缴纳/免税 上缴/减免 流入/流出 买入/卖出 报名/录取"
        " 左岸/右岸 左侧/右侧 最长/最短 最早/最晚 最大/最小 一次性/分期 一次性/逐年 提前/推迟 提前/延后 以前/以后 之前/之后 期以上/期以下 岁以上/岁以下"
        " 上游/下游 上调/下调 盈利/亏损 顺差/逆差 增产/减产 境内/境外 公办/民办 公立/私立 室内/室外 白天/夜间 加价/降价 涨价/降价 北岸/南岸 东岸/西岸"
        " 申请/授权 申请/拥有 注册/注销 开工/竣工 建成/启动 竣工/启动 投产/启动 验收/启动 受伤/死亡 产量/销量 批发/零售 产值/增加值 存款/贷款 出生/死亡 本科/专科 硕士/博士 小学/中学 创业板/科创板 主板/科创板 主板/创业板 任命/免去 新任/免去 就任/卸任 入选/落选"
    ).split()
)
_BOTH = re.compile("国内外|海内外|境内外|进出口|上下半年")  # name both sides
_SIDES = {"国内外": ("国内", "国外"), "海内外": ("国内", "海外"), "境内外": ("境内", "境外")}
# The last character of words of which there are several kinds.
_KIND_ENDS = frozenset("板级省市县区型类队杯奖部院局器业税款费率额量值")
# Measured: right words in other terms are held at 0.63 and more, words for other things up to 0.60;
# events (期满 for 执行期, 废止 for 成文) differ more, and are also held against each other alone.
SEEN = 0.61
_RANK = re.compile("(?:国家|部|省部?|地?市|区县?|县)级")
_LIKE_BODIES = 4  # characters: 火炬中心; 委员会 is the end of too many
_BEFORE_BODY = re.compile("[\u4e00-\u9fff]{2,12}\\Z")
WIDE = ("我国", "全国", "中国", "国内")


def lacking_names(claimed: Statement, stated: Statement, near: Near | None) -> tuple[Term, ...]:
    """Names the draft's statement is bound to and the source's is not, in these or other words."""
    said_by = stated.sentence.speaker
    office = said_by.office if said_by and said_by.office else ""
    speaker = office + (stated.figure.speaker or "")
    around = "\n".join((stated.text, stated.context, speaker))
    absent = [
        term
        for term in bound_names(claimed)
        if not holds_name(_where_named(claimed, stated, term) or around, term.text)
        and not (term.tag == "ORG" and _is_of_place(term.text, stated))
        and not (term.tag == "LOC" and _is_local(term.text, stated))
    ]
    if not absent or near is None:
        return tuple(absent)
    # A word-cutter's name may be none (浦东生物 of 上海浦东生物医药), a body is named in short.
    return tuple(
        term
        for term in absent
        if term.tag == "nw"
        or term.text[:2] not in around
        or term.tag == "ORG"
        and _is_another_part(term, stated)
        or is_region(term.text)
        or _acts(claimed, term)
        or near.of(term) < SAME_NAME
    )


def _acts(claimed: Statement, term: Term) -> bool:
    """Whether a body is named as having done it: 由某市科委印发."""
    return claimed.text[: term.span.start].endswith("由")


def _is_of_place(name: str, stated: Statement) -> bool:
    """Whether a name is but a place and what is there: 上海科创载体, where it is 全市科创载体."""
    place, rest = name[:2], name[2:]
    there = (stated.figure.place or "").startswith(place)
    if there and len(rest) >= 3 and rest in stated.text:
        return True
    words = tagged(name)  # 漯河 + 老肉联厂, of an article that is told from 漯河 alone
    if len(words) < 2 or words[0].tag != "LOC":
        return False
    place, body = words[0].text, name[words[0].span.end :]
    return len(body) >= 3 and body in _article_of(stated) and _is_local(place, stated, "全市")


def _is_local(name: str, stated: Statement, word: str | None = None) -> bool:
    """Whether a text that says 我市 or 全市 means the place by it, and tells the figure of no wider one."""
    article = _article_of(stated)
    local = word or _local_word(article) if bare_place(name) in article else None
    if local is None or stated.figure.place in WIDE or any(w in stated.text for w in WIDE):
        return False
    meant = meant_place(local, [(article, len(article))])
    return meant is not None and bare_place(meant) == bare_place(name)


def _local_word(text: str) -> str | None:
    found = LOCAL_PLACE.search(text)
    return found.group() if found else None


def _article_of(stated: Statement) -> str:
    document, here = stated.document, stated.sentence.span
    article = next((a for a in document.articles if a.span.covers(here)), None)
    if article is None:
        return document.text
    return f"{article.title or ''}\n{article.span.cut(document.text)}"


def _is_another_part(term: Term, stated: Statement) -> bool:
    """Whether the source names a like body of another one: 科技部某中心 where it has 工信部某中心."""
    for size in range(len(term.text) - 2, _LIKE_BODIES - 1, -1):
        of, body = term.text[:-size], term.text[-size:]
        if (at := stated.text.find(body)) >= 0:
            before = _BEFORE_BODY.search(stated.text, 0, at)
            return before is not None and not holds_name(before.group(), of)
    return False


def _where_named(claimed: Statement, stated: Statement, term: Term) -> str | None:
    """Where the source has to name it: 由上海市…印发 in the sentence itself, 王某解读的白皮书 anywhere."""
    by = _acts(claimed, term)
    if by and claimed.clause.covers(term.span):
        return stated.text
    source = stated.document.source
    if by and (title := TITLE.search(claimed.text)):
        told = (s.span.cut(stated.document.text) for s in stated.document.sentences)
        return "\n".join(text for text in told if title.group() in text)
    if by or tells_text(claimed, term):
        return "\n".join((source.title, source.publisher or "", stated.document.text))
    return None


def unheld_words(
    claimed: Statement, stated: Statement, held: np.ndarray, near: Near | None
) -> Iterator[Term]:
    """Words for what is counted that the source has nothing like.

    The network sees some likeness in any word at the place of another (新三板 at that of 科创板), so
    a word that is not printed, nor another word for it, must be seen there clearly.
    """
    if near is None or claimed.figure.kind == "date":
        return
    for hold, term in zip(held, claimed.terms, strict=True):
        whole = claimed.figure.kind == "ratio" and (
            claimed.clause.covers(term.span)
            or claimed.topic is not None
            and claimed.topic.covers(term.span)
        )
        headed = term is claimed.head and term.tag == "vn"  # 投资总额
        kind = term.text in KINDS and any(  # 在孵企业 are no 毕业企业, however near they lie
            t.span.start == term.span.end and is_population(t.text) for t in claimed.terms
        )
        # 获得投融资的企业: which are meant
        which = term.tag == "vn" and f"{term.text}的" in (claimed.figure.measure or "")
        if not (headed or kind or which or term.tag in NAMING) or term.weight < (
            BEFORE if whole else IN_ROOM
        ):
            continue
        if term.is_generic or ALL_OF.fullmatch(term.text) or claimed.of_another(term.text):
            continue
        if stated.of_another(term.text) and counted_with_another(claimed, term.text):
            continue  # on both sides 孵化器 of 7家孵化器的在孵企业
        if len(term.text) >= 4 and term.text[:2] in stated.text:  # 选手 is what 参赛选手 are
            hold = min(hold, near.at(Span(term.span.end - 2, term.span.end)))
        ranked = _RANK.fullmatch(term.text) is not None  # 国家级孵化器 are not all 孵化机构
        of_kind = headed and term.text in KINDS and claimed.figure.kind == "money"  # 出口61亿元
        if (kind or ranked or of_kind) and not is_printed(term, claimed, stated):
            hold = 0.0
        if hold == HELD_IN_CONTEXT and term.text not in stated.background:
            hold = near.of(term)
        if (
            hold < SEEN
            and (headed or term.text not in stated.background)
            and (not is_printed(term, claimed, stated) or _counted_behind(term, stated))
        ):
            yield term


def counted_with_another(statement: Statement, noun: str) -> bool:
    """Whether a noun is in what another figure of the sentence counts, too."""
    others = (f for f in statement.others if f is not statement.figure and f.kind != "date")
    return any(noun in (f.measure or "") for f in others)


def _counted_behind(term: Term, stated: Statement) -> bool:
    """Whether a word is only what a later figure of the source's sentence counts."""
    only = len(term.text) > 1 and term.text in stated.text and term.text not in stated.so_far
    return only and stated.of_another(term.text)


def foreign_place(claimed: Statement, stated: Statement) -> tuple[str, ...]:
    """A narrower place the source speaks of where the draft names none, or the whole country."""
    place = stated.figure.place
    if not place or place in (*WIDE, "全球", "世界") or place not in stated.text:
        return ()  # nothing narrower, or only meant (全市)
    end = claimed.figure.span.end
    if claimed.figure.kind == "date":  # what happened then, and where, may be told behind it
        end = max(end, claimed.sentence.span.start + claimed.reach.end)
    text = claimed.document.text[:end]
    named = claimed.figure.place or ""  # 浦东 is what 上海浦东 is
    near = holds_name(text, place) or place[:2] in text or len(named) > 1 and place.endswith(named)
    return () if near else (place,)


def opposites(claimed: Statement, stated: Statement) -> list[tuple[str, str]]:
    """Words that cannot be said of the same figure, one on each side."""
    mine, other = claimed.text[: claimed.clause.end], stated.text[: stated.clause.end]
    own, its, printed, there_too = (
        _BOTH.sub("", text) for text in (claimed.reach.cut(claimed.text), other, stated.text, mine)
    )
    return [
        (here, there)
        for here, there in name_opposites(own, its)
        if here not in printed and there not in there_too
    ] + [
        (side, both)
        for both, sides in _SIDES.items()
        if both in other and both not in mine
        for side in sides
        if side in own and not all(one in claimed.text for one in sides)
    ]


def name_opposites(mine: str, other: str) -> list[tuple[str, str]]:
    """The pairs of words that cannot be said of the same thing, each in one text alone."""
    return [
        (here, there)
        for pair in OPPOSITES
        for here, there in (pair, pair[::-1])
        if here in mine and there in other and here not in other and there not in mine
    ]


def siblings(claimed: Statement, stated: Statement) -> list[tuple[str, str]]:
    """Kinds of one thing (创业板 and 科创板) where each side names only the other's."""
    theirs = [t for t in stated.terms if t.weight >= IN_MEASURE and len(t.text) >= 3]
    return [
        (mine.text, other.text)
        for mine in claimed.terms
        for other in theirs
        if mine.weight >= IN_MEASURE
        and len(mine.text) == len(other.text)
        and mine.text[-1] == other.text[-1]
        and mine.text[-1] in _KIND_ENDS
        and mine.text[:-1] != other.text[:-1]
        and mine.text not in stated.text
        and other.text not in claimed.text
    ]


def other_agents(
    claimed: Statement, stated: Statement, states: TokenStates | None
) -> Iterator[tuple[str, str]]:
    """A body that acts in the draft where another acts in the source, and neither names both."""
    mine, other = (
        [t.text for t in s.terms if t.tag == "ORG" and s.reach.covers(t.span)]
        for s in (claimed, stated)
    )
    if not mine or not other or states is None:
        return
    if any(holds_name(stated.text, m) for m in mine):
        return
    if any(holds_name(claimed.text, o) for o in other):
        return
    if all(alike(m, o, states) < SAME_WORD + 0.12 for m in mine for o in other):
        yield mine[0], other[0]
