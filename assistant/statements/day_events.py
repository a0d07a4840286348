"""What happened on a day (成文) where the source tells of something else that did (发布).

In: a draft's dated statement and a source's. Out: pairs of words, the draft's first.
"""

import re
from collections.abc import Iterator

from assistant.statements.nearness import Near, alike
from assistant.statements.sentence_parts import clause_around
from assistant.statements.statements import BEFORE, IN_MEASURE, TITLE, Statement, Term
from assistant.statements.thesaurus import other_words
from index.token_states import TokenStates

_DAY_OF = re.compile("的?(?:日期|时间|日子)|日(?=[是为，在])")
SEEN_EVENT, LIKE_EVENT = 0.3, 0.6


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
    verbs = _of_the_day(claimed, mine)
    bare = TITLE.sub("", there)  # 实施方案于7月25日见报 tells of no 实施, …
    if any(_tells(bare, term) for term in verbs):
        bare = there  # … but 公布了推动创新的意见 is what 《关于推动创新的意见》发布 is
    for term in verbs:
        # 2024年以后认定的孵化器享受优惠: the day is that of 认定 alone.
        said = term.text if claimed.text.startswith("的", term.span.end) else here
        told = [t.text for t in other if t.text not in said]
        if _tells(bare, term):
            continue
        if not told and near.of(term) >= SEEN_EVENT:
            continue
        if all(alike(term.text, t.text, states) <= LIKE_EVENT for t in around):
            yield term.text, told[0] if told else stated.figure.measure or stated.text


def _tells(text: str, term: Term) -> bool:
    return any(word in text for word in (term.text, *other_words(term.text)))


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
