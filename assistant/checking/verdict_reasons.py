"""A verdict's reason, with the figures as printed in the draft and in the source.

In: a draft's statement and the match its verdict rests on. Out: a reason.
"""

import re
from collections.abc import Sequence

from assistant.checking.reasons import Reason
from assistant.statements.matches import AGREEING, Match
from assistant.statements.sentence_parts import clause_around
from assistant.statements.share_wholes import other_whole
from assistant.statements.statements import Statement, Term

LONGEST_WORDS = 40
_MARKS = re.compile("[，。；]|^.{30,}")
_QUALIFIERS = frozenset(
    "超过 突破 逾 超 高于 大于 多于 过 近 将近 接近 不足 不到 低于 少于 小于 约 大约 约为 大概 至少 最少 不少于 不低于"
    " 至多 最多 不超过 不高于 未达 未达到 没达到 没有达到".split()
)


def why_supported(claimed: Statement, match: Match) -> Reason:
    stated = match.stated.figure
    if _plain(stated.raw) == _plain(claimed.figure.raw):
        return Reason("same", (stated.raw,))
    return Reason("same_value", (printed(match.stated), printed(claimed)))


def why_of_another(claimed: Statement, match: Match) -> Reason:
    who = match.stated.figure.speaker
    given = claimed.figure.speaker
    if who:
        return Reason("said_by_another", (who, given))
    return Reason("not_said_by", (given,))


def why_imprecise(claimed: Statement, match: Match) -> Reason:
    how = match.agreement.qualifier
    bound = how if how in ("lost", "added", "turned") else "rounded"
    kind = bound if match.value_agrees else "about"
    return Reason(kind, (printed(match.stated), printed(claimed)))


def why_contradicted(claimed: Statement, match: Match) -> Reason:
    stated, draft = printed(match.stated), printed(claimed)
    if _plain(stated) == _plain(draft):  # 增长13%, 下降13%
        stated, draft = words_around(match.stated), words_around(claimed)
    return Reason("different", (stated, draft))


def why_not(claimed: Statement, matches: Sequence[Match]) -> Reason:
    likely = [m for m in matches if m.likeness.score >= 0.5 or m.likeness.swapped]
    # What has the draft's own figure tells best what it was mistaken for.
    near = next((m for m in likely if m.value_agrees), likely[0] if likely else None)
    if near is None:
        return Reason("nothing", (printed(claimed),))
    like, stated = near.likeness, near.stated
    if like.period == "different":
        times = (stated.figure.period, claimed.figure.period)
        return Reason("another_time", (printed(stated), *times))
    pairs = (*like.swapped, *like.turned, *like.doubtful)
    told = [p for p in pairs if not any(_MARKS.search(word) for word in p)]
    if not near.value_agrees and like.score < AGREEING:
        told = []  # too far from the draft's words to be what they were mistaken for
    if told:
        mine, other = told[0]
        return Reason("another_thing", (printed(stated), other, mine))
    if near.value_agrees and (wholes := other_whole(claimed, stated)):
        mine, other = wholes
        return Reason("another_thing", (printed(stated), other, mine))
    named = [*like.lacking, *((*like.unheld, *like.undone) if near.value_agrees else ())]
    if named:
        return Reason("not_named", (printed(stated), _whole_name(claimed, named[0])))
    return Reason("nearest", (words_around(stated),))


def _whole_name(statement: Statement, term: Term) -> str:
    """A word with the nouns right beside it: 国家高新区 for 国家."""
    start, end = term.span.start, term.span.end
    if statement.text[start:end] != term.text:
        return term.text  # said in the sentence before
    nouns = [t for t in statement.terms if t.tag not in ("v", "vd", "ad", "a")]
    for other in nouns:
        if other.span.start == end:
            end = other.span.end
    for other in reversed(nouns):
        if other.span.end == start:
            start = other.span.start
    return statement.text[start:end]


def words_around(statement: Statement) -> str:
    """The clause of the figure as printed, cut to what can be read at a glance; of a date with
    what happened."""
    dated = statement.figure.kind == "date"
    clause = statement.reach if dated else clause_around(statement.text, statement.span)
    words = clause.cut(statement.text).strip("，。；：！？—… ”“")
    at = words.find(statement.figure.raw)
    if len(words) <= LONGEST_WORDS or at < 0:
        return words
    start = max(0, min(at + len(statement.figure.raw) + 6, len(words)) - LONGEST_WORDS)
    return words[start : start + LONGEST_WORDS]


def printed(statement: Statement) -> str:
    """The figure as a reader sees it, with the qualifier before it (超过900亿元)."""
    figure, text = statement.figure, statement.text
    start = statement.span.start
    if figure.qualifier:
        for size in range(4, 0, -1):
            head = text[max(0, start - size) : start]
            if head in _QUALIFIERS:
                return head + figure.raw
    return figure.raw


def _plain(raw: str) -> str:
    return "".join(raw.split())
