"""Whom or what a draft counts where a like statement of a source counts others, or only some of them.

In: a draft's statement and a source's, with how well each holds the other's words. Out: pairs of
words, the draft's first.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from assistant.statements.nearness import alike
from assistant.statements.sentence_parts import PART
from assistant.statements.share_wholes import whole_of
from assistant.statements.statements import IN_MEASURE, NAMING, Statement, Term
from assistant.statements.substitutions import OPPOSITES, OTHER_WORD, SAME_WORD, SEEN
from assistant.statements.thesaurus import other_words
from assistant.statements.topics import KINDS
from corpus.figures.measures import is_population
from index.token_states import TokenStates

# A counted noun that stands with another figure is held by half; below it is not held at all.
HEAD_HELD, HEAD_UNLIKE = 0.5, 0.35
_KINDS_OF = frozenset(word for pair in OPPOSITES for word in pair if word[-1] in "板级")
_NUMBERED = re.compile("(?:数量|家数|个数|(?<=[业构队器])数)(?=占|的)")
_RESTRICTED = re.compile("[^的]{2,20}的(?=[^的]{2,}$)")
_ALL_TOLD = re.compile("总数|总量|全部|所有|总规模")
_THIS_FIELD = re.compile("(?:该|这一|这个|此)(?P<kind>领域|行业|产业|赛道|板块|学科|专业)")
_OF_THEM = re.compile("其(?!中)|它们|这些")


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
    whole = stated.text.find(whole_of(stated) or "\n", 0, stated.span.start)
    start = whole if whole >= 0 else stated.clause.start
    for found in _THIS_FIELD.finditer(stated.text, start, stated.clause.end):
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
