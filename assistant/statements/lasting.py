"""A day of a draft beside a time that something lasts by a source: whether it is one of its ends.

In: two statements. Out: yes or no. Knows no verdict.
"""

import re
from collections.abc import Sequence

from assistant.statements.date_roles import tells_bound
from assistant.statements.statements import Statement, Term
from assistant.statements.subjects import is_made_of

_NUMBER = re.compile(r"〔\d{4}〕\d+号")
_WHICH = re.compile("现行|当前|最新|新一[期轮]|[这本下]一?[期轮]")
# What lasts from a day to a day; 2019年1月1日至2023年12月31日认定的 are but of those days.
_TERM = re.compile("期(?:限|间)?(?:是|为|自|从|由|：)|有效|执行|施行|试行|任期|会期")


def ends_that_time(claimed: Statement, stated: Statement) -> bool:
    """Whether a day ends or starts a time that something lasts by the source, which speaks of all
    that the draft names, and of what is named last (税收政策2021年12月31日到期) right there."""
    here = f"{stated.document.source.title}\n{stated.text}"
    which = _WHICH.findall(claimed.text[: claimed.clause.end])
    done = [t for t in claimed.deeds if claimed.reach.covers(t.span)]
    if any(word not in here for word in which) or not _TERM.search(stated.clause.cut(stated.text)):
        return False
    if not all(tells_bound(t.text) or _TERM.search(t.text) for t in done):
        return False
    nouns = [t for t in claimed.terms if t.span.end <= claimed.clause.end]
    nouns = [t for t in nouns if t.tag not in ("v", "vd") and t.text != "文件"]
    named = nouns[-1:] if nouns and claimed.reach.covers(nouns[-1].span) else []
    pieces = {p for t in nouns for p in (t.text[:2], t.text[-2:])}
    of_it = sum(piece in here for piece in pieces) >= 3  # 孵化器税收 + 优惠 of the 孵化器税收政策
    numbered = any(number in here for number in _NUMBER.findall(claimed.text))
    right_there = of_it or numbered or _tells_all(named, claimed, here)
    return right_there and _tells_all(nouns, claimed, stated.document.text)


def _tells_all(terms: Sequence[Term], claimed: Statement, text: str) -> bool:
    """Whether a text has each of a statement's words, or another for it."""
    words = ((t.text, *claimed.in_other_words(t)) for t in terms)
    return all(any(w in text or is_made_of(w, text) for w in group) for group in words)
