"""What a draft's statement names where a like one of a source names something else.

A word at whose place the other sentence has another of its kind (创业板 for 科创板) is a substitution,
however near the two lie. Each finding is a pair: the draft's words, then the source's.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from assistant.bound_names import bound_names, tells_text
from assistant.nearness import ALL_OF, HELD_IN_CONTEXT, Near, alike, holds_name, is_printed
from assistant.statements import (
    BEFORE,
    IN_MEASURE,
    IN_ROOM,
    TITLE,
    Statement,
    Term,
    clause_around,
    is_region,
)
from assistant.thesaurus import other_words
from assistant.topics import KINDS
from corpus import Span
from corpus.measures import is_population
from index.token_states import TokenStates

SAME_NAME = 0.7
# Measured by themselves: 高校 and 大学 0.72, 企业 and 公司 0.82; 企业 and 团队 0.52, 大学 and 中学 0.58.
SAME_WORD, OTHER_WORD = 0.68, 0.55
# A counted noun that stands with another figure is held by half; below it is not held at all.
HEAD_HELD, HEAD_UNLIKE = 0.5, 0.35
OPPOSITES = tuple(
    tuple(pair.split("/"))
    for pair in (
        "新增/累计 国内/国际 国内/海外 国内/国外 进口/出口 男性/女性 男子/女子 城镇/农村 城市/农村 收入/支出 直接/间接"
        " 同比/环比 国家级/省级 国家级/市级 省级/市级 毕业企业/在孵企业 净利润/营业收入 上半年/下半年 最高/最低 中央/地方"
        " 固定资产/流动资产 缴纳/减免 征收/减免 征收/免征 缴纳/免税 上缴/减免 流入/流出 买入/卖出 报名/录取"
        " 申请/授权 申请/拥有 注册/注销 开工/竣工 建成/启动 竣工/启动 投产/启动 验收/启动 受伤/死亡 产量/销量 批发/零售 产值/增加值 存款/贷款 出生/死亡 本科/专科 硕士/博士 小学/中学 创业板/科创板 主板/科创板 主板/创业板"
    ).split()
)
_KINDS_OF = frozenset(word for pair in OPPOSITES for word in pair if word[-1] in "板级")
_BOTH = re.compile("国内外|海内外|境内外|进出口|上下半年")  # name both sides
_SIDES = {"国内外": ("国内", "国外"), "海内外": ("国内", "海外"), "境内外": ("境内", "境外")}
# The last character of words of which there are several kinds.
_KIND_ENDS = frozenset("板级省市县区型类队杯奖部院局器业税款费率额量值")
# Tags of words that name or qualify what is counted.
NAMING = frozenset(("n", "nz", "an", "a", "b", "nw"))
_DAY_OF = re.compile("的?(?:日期|时间|日子)|日(?=[是为，在])")
# Measured: right words in other terms are held at 0.63 and more, words for other things up to 0.60;
# events (期满 for 执行期, 废止 for 成文) differ more, and are also held against each other alone.
SEEN = 0.61
SEEN_EVENT, LIKE_EVENT = 0.3, 0.6
_LIKE_BODIES = 4  # characters: 火炬中心; 委员会 is the end of too many
_BEFORE_BODY = re.compile("[\u4e00-\u9fff]{2,12}\\Z")
_NUMBERED = re.compile("(?:数量|家数|个数|(?<=[业构队器])数)(?=占|的)")
_RESTRICTED = re.compile("[^的]{2,20}的(?=[^的]{2,}$)")
_ALL_TOLD = re.compile("总数|总量|全部|所有|总规模")
_THIS_FIELD = re.compile("(?:该|这一|这个|此)(?P<kind>领域|行业|产业|赛道|板块|学科|专业)")
_OF_THEM = re.compile("其(?!中)|它们|这些")
PART = re.compile("[“（ ]?(?:其中|这其中|当中)")
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
    return there and len(rest) >= 3 and rest in stated.text


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


def unrestricted(
    claimed: Statement,
    stated: Statement,
    forward: dict[Term, float],
    backward: dict[Term, float],
) -> Iterator[tuple[str, str]]:
    """Those of whom the source says more (获得投融资的企业) where the draft says something else of
    them (企业…实现盈利)."""
    found = _RESTRICTED.search(stated.figure.measure or "")
    if found is None or claimed.figure.kind == "date":
        return
    said = [t for t in stated.terms if t.text in found.group() and stated.clause.covers(t.span)]
    around = claimed.text + claimed.context
    if not said or any(backward[t] >= HEAD_HELD or t.text in around for t in said if t.tag != "v"):
        return
    own = [t for t in claimed.terms if claimed.clause.covers(t.span) and len(t.text) > 1]
    if other := [t.text for t in own if forward[t] < HEAD_HELD and t.tag in ("v", "vn", "n")]:
        yield "".join(other), found.group()


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
        if not (headed or kind or term.tag in NAMING) or term.weight < (
            BEFORE if whole else IN_ROOM
        ):
            continue
        if term.is_generic or ALL_OF.fullmatch(term.text) or claimed.of_another(term.text):
            continue
        if stated.of_another(term.text) and counted_with_another(claimed, term.text):
            continue  # on both sides 孵化器 of 7家孵化器的在孵企业
        if len(term.text) >= 4 and term.text[:2] in stated.text:  # 选手 is what 参赛选手 are
            hold = min(hold, near.at(Span(term.span.end - 2, term.span.end)))
        if kind and not is_printed(term, claimed, stated):
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


def other_heads(
    claimed: Statement,
    stated: Statement,
    forward: dict[Term, float],
    backward: dict[Term, float],
    states: TokenStates | None,
) -> list[tuple[str, str]]:
    """What each side counts, where neither side's noun is held by the other."""
    mine, other = claimed.head, stated.head
    if mine is None or other is None or claimed.figure.kind == "date":
        return []
    if mine.text == other.text and (pair := _other_attribute(claimed, stated, forward)):
        return [pair]
    if forward[mine] >= SEEN and (pair := _other_owner(claimed, stated, states)):
        return [pair]
    numbered = _NUMBERED.search(claimed.figure.measure or "")
    if numbered and not is_population(other.text) and backward[other] < SEEN:
        return [(numbered.group(), other.text)]  # 企业数量占比 beside that of their 营收
    # What one side counts is printed by the other as something else: 来自孵化器 of 89家企业.
    elsewhere = mine.text in stated.text and mine.text not in (stated.figure.measure or "")
    loose = SEEN if elsewhere and is_population(mine.text) else HEAD_HELD
    differ = forward[mine] <= loose and backward[other] <= HEAD_UNLIKE
    people = is_population(mine.text) and is_population(other.text)
    if states and people and claimed.figure.kind == "count":
        differ = differ or _are_others(mine, other, claimed, stated, states)
    return [(mine.text, other.text)] if differ else []


def _are_others(
    mine: Term, other: Term, claimed: Statement, stated: Statement, states: TokenStates
) -> bool:
    """Whether those the draft counts are others than the source's: 5000家孵化器 where these are
    孵化器's 企业."""
    named = other.text in claimed.text or mine.text.endswith(other.text)
    if named or other.text.endswith(mine.text) or other.text in other_words(mine.text):
        return False
    return alike(mine.text, other.text, states) < OTHER_WORD


def widened(
    claimed: Statement, stated: Statement, forward: dict[Term, float]
) -> Iterator[tuple[str, str]]:
    """Of whom the source says it by name (科创板上市企业), where the draft says it of more than them
    (上市公司) and has not named them before."""
    dated = "date" in (claimed.figure.kind, stated.figure.kind)
    if dated or claimed.head and forward[claimed.head] < SEEN:
        return
    told = claimed.document.text[: claimed.sentence.span.start + claimed.room.end]
    for term, following in pairwise(stated.terms):
        named = term.tag in ("nz", "ORG") and stated.in_measure(term.span, term.text)
        beside = following.span.start == term.span.end
        if not beside or not (is_population(following.text) or following.text in KINDS):
            continue
        if named and not any(w in told for w in (term.text, *stated.in_other_words(term))):
            yield claimed.figure.measure or claimed.text, stated.figure.measure or term.text

    restricted = _RESTRICTED.match(stated.figure.measure or "")
    if restricted and _ALL_TOLD.search(claimed.reach.cut(claimed.text)):
        said = [t for t in stated.terms if t.text in restricted.group() and len(t.text) > 1]
        if not any(t.text in claimed.text for t in said):
            yield claimed.figure.measure or claimed.text, stated.figure.measure or ""

    for kind in _KINDS_OF:  # 科创板 is cut in three by the tagger
        _, found, rest = (stated.figure.measure or "").partition(kind)
        if found and is_population(rest) and kind not in told:
            yield claimed.figure.measure or claimed.text, stated.figure.measure or kind


def left_out_field(claimed: Statement, stated: Statement) -> Iterator[tuple[str, str]]:
    """Of which part the source says it by pointing back (聚焦某专业领域，该领域89家企业), where the draft
    names neither that part nor any other."""
    for found in _THIS_FIELD.finditer(stated.text, stated.clause.start, stated.clause.end):
        before = stated.text[: found.start()].rfind(found["kind"])
        nouns = [t for t in stated.terms if t.span.end <= before and t.tag in NAMING | {"nt"}]
        told = claimed.document.text[: claimed.sentence.span.end]
        which = [t for t in nouns if before - t.span.end <= 2][-1:]
        which += [t for t in nouns if which and t.span.end == which[0].span.start]
        named = (w for t in which for w in (t.text, *stated.in_other_words(t)))
        if which and not any(w in told for w in named):
            yield claimed.figure.measure or claimed.text, found.group()


def counted_apart(claimed: Statement, stated: Statement) -> list[tuple[str, str]]:
    """What either side counts, where the other counts just that with another of its figures: of
    知识产权15万件，其中专利100万件 the 15万 are no 专利, though these are 知识产权 too."""
    mine, other = claimed.head, stated.head
    if mine is None or other is None or "date" in (claimed.figure.kind, stated.figure.kind):
        return []
    if mine.text == other.text:
        return []
    exchanged = _counts_apart(claimed, other.text) and _counts_apart(stated, mine.text)
    return [(mine.text, other.text)] if exchanged else []


def _counts_apart(statement: Statement, noun: str) -> bool:
    """Whether a noun is what another figure of the sentence counts, and not this one."""
    if (statement.figure.measure or "").endswith(noun):
        return False
    return any((f.measure or "").endswith(noun) for f in statement.others if f.kind != "date")


def _other_attribute(
    claimed: Statement, stated: Statement, forward: dict[Term, float]
) -> tuple[str, str] | None:
    """引进企业 beside 毕业企业: what kind of the same thing is counted, where each side says one."""
    mine, other = (
        next((t for t in s.terms if s.head and t.span.end == s.head.span.start), None)
        for s in (claimed, stated)
    )
    if mine is None or other is None or mine.text == other.text or claimed.head is None:
        return None
    if mine.tag == "v" and mine.text not in KINDS:  # 惠及机构2688家
        return None
    named = f"{mine.text}{claimed.head.text}" in stated.text + stated.context
    if named or mine.text in stated.so_far or other.text in claimed.text:
        return None
    if other.text in other_words(mine.text) or _held_in_clause(mine, stated, forward):
        return None
    return mine.text, other.text


def _held_in_clause(term: Term, stated: Statement, forward: dict[Term, float]) -> bool:
    """Whether a word is held, and not because it is printed somewhere else."""
    printed_elsewhere = term.text in stated.text + stated.context
    return forward[term] >= HEAD_UNLIKE and not printed_elsewhere


def _other_owner(
    claimed: Statement, stated: Statement, states: TokenStates | None
) -> tuple[str, str] | None:
    """孵化器总收入 beside 孵化器在孵企业营收: whose the amount is, where the draft stops at another."""
    mine, other = (
        next((t for t in reversed(s.terms) if s.head and _owns(t, s.head)), None)
        for s in (claimed, stated)
    )
    if mine is None or other is None or other.text in claimed.text or mine.text == other.text:
        return None
    if _OF_THEM.search(claimed.room.cut(claimed.text)):
        return None  # its owner was named before
    if mine.text not in stated.text or states is None:
        return None
    measure = stated.figure.measure or ""
    if measure.rfind(mine.text) > measure.rfind(other.text):
        return None  # 孵化器的基金 is a 基金's as well
    return (mine.text, other.text) if alike(mine.text, other.text, states) < SAME_WORD else None


def _owns(term: Term, head: Term) -> bool:
    return (
        term.weight >= IN_MEASURE
        and term.span.end <= head.span.start
        and term.tag in ("n", "ORG")
        and term.text != head.text
        and is_population(term.text)
    )


def part_alone(
    claimed: Statement, stated: Statement, backward: dict[Term, float]
) -> Iterator[tuple[str, str]]:
    """其中应届毕业生46万人 says nothing of a draft that does not speak of 应届毕业生."""
    head = stated.head
    if head is None or claimed.figure.kind == "date" or backward[head] >= SEEN:
        return
    own = [h for t, h in backward.items() if stated.clause.covers(t.span) and t.tag != "v"]
    if PART.match(stated.clause.cut(stated.text)) and sum(own) < HEAD_UNLIKE * len(own):
        yield claimed.figure.measure or claimed.text, head.text


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


def other_events(
    claimed: Statement, stated: Statement, near: Near | None, states: TokenStates | None
) -> Iterator[tuple[str, str]]:
    """What happened on a day (成文) where the source tells of something else that did (发布).

    In one and the same sentence the network sees likeness in any verb, so that they are also held
    against each other by themselves.
    """
    if (
        not states
        or not near
        or claimed.figure.kind != "date"
        or claimed.figure.unit not in ("日", "月")
    ):
        return
    mine, other = (
        [t for t in s.terms if _happens(s, t) and t.weight >= IN_MEASURE and len(t.text) > 1]
        for s in (claimed, stated)
    )
    around = [t for t in stated.terms if t.weight >= BEFORE and not _of_another_day(stated, t)]
    here, there = (s.reach.cut(s.text) for s in (claimed, stated))
    for term in _of_the_day(claimed, mine):
        told = [t.text for t in other if t.text not in here]
        if any(w in there for w in (term.text, *other_words(term.text))):
            continue
        if not told and near.of(term) >= SEEN_EVENT:
            continue
        if all(alike(term.text, t.text, states) <= LIKE_EVENT for t in around):
            yield term.text, told[0] if told else stated.figure.measure or stated.text


def _of_another_day(stated: Statement, term: Term) -> bool:
    """Whether a word stands in the clause of another date: 于12月30日成文，于1月30日发布."""
    if stated.reach.covers(term.span):
        return False
    base, clause = stated.sentence.span.start, clause_around(stated.text, term.span)
    dates = [f for f in stated.others if f.kind == "date" and not stated.is_titled(f)]
    return any(clause.covers(f.span.shift(-base)) for f in dates)


def _of_the_day(claimed: Statement, verbs: list[Term]) -> list[Term]:
    """Of 7月印发的方案部署了… the day is that of 印发 alone."""
    behind = [t for t in verbs if t.span.start >= claimed.span.end]
    if behind and claimed.text.startswith("的", behind[0].span.end):
        return behind[:1]
    # 王某解读的白皮书…亮相: that he explains it tells which one is meant.
    told = [
        t
        for t in verbs
        if not claimed.text.startswith("的", t.span.end) or _DAY_OF.match(claimed.text, t.span.end)
    ]
    return told or verbs


def _happens(statement: Statement, term: Term) -> bool:
    """Whether a word says what happened on a day: 成文, and 失效 of 失效日期."""
    dated = _DAY_OF.match(statement.text, term.span.end)
    return term.tag == "v" or dated is not None
