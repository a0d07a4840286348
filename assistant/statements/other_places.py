"""Another place than the source's sentence names, however near the two names lie.

In: a draft's statement and a source's. Out: the two places, where they differ.
"""

import re

from assistant.statements.nearness import bare_place
from assistant.statements.sentence_parts import Pair, clause_around, is_region
from assistant.statements.statements import Statement
from assistant.statements.thesaurus import other_words
from corpus import Span

_GLOBAL = re.compile(
    r"(?:全球|全世界|世界各?[国地]?|世界范围)(?![^，。；：]{0,14}(?:论坛|大会|峰会|会议|网络|报告|展览?会|中心))"
)
_OUTSIDE = re.compile("(?:地区|省份?|市)?(?:以外|之外)(?!，还|还有)")
_HOME = frozenset(("我国", "全国", "中国", "国内"))


def elsewhere(claimed: Statement, stated: Statement) -> tuple[Pair, ...]:
    """Another place than the source's sentence names, however near the draft's place stands to it."""
    mine, other = claimed.figure.place, stated.figure.place
    if claimed.figure.kind == "date":
        return ()
    around = stated.text[: stated.clause.end]
    for term in claimed.terms:
        outside = _OUTSIDE.match(claimed.text, term.span.end)
        if outside and claimed.clause.covers(term.span) and term.text in stated.text:
            return ((term.text + outside.group(), term.text),)
    told = _GLOBAL.search(claimed.text, claimed.clause.start, claimed.clause.end)
    if told and (other in _HOME or other is None) and not _GLOBAL.search(around):
        return ((told.group(), other or "我国"),)
    at_home = any(word in claimed.reach.cut(claimed.text) for word in _HOME)
    if at_home and _GLOBAL.search(around) and not _GLOBAL.search(claimed.text):
        return (("我国", "全球"),)
    if mine in _HOME and at_home and other and other not in _HOME and _is_named(stated, other):
        of_all = claimed.figure.kind == "ratio" and other[:2] in claimed.text  # 东部…，占全国六成
        return () if of_all or _says(claimed, other, claimed.reach) else ((mine, other),)
    if not mine and other and other not in _HOME and _is_named(stated, other):
        behind = _place_behind(claimed)
        return (
            ()
            if behind is None or _alike(behind, other) or behind in around
            else ((behind, other),)
        )
    if not mine or not other or mine in _HOME or other in _HOME:
        return ()
    # A place that a source names by itself is no part of what the draft names, unless it says so.
    if _says(stated, mine) or _says(claimed, other):
        return ()
    return ((mine, other),) if _is_named(claimed, mine) else ()


def _place_behind(statement: Statement) -> str | None:
    """The place that a later clause without figures names: 160余场，某市的朋友圈越来越大."""
    base, end = statement.sentence.span.start, statement.clause.end
    part = statement.text.find("；", end - 1)  # behind it something else is told
    for term in statement.terms:
        if term.tag == "LOC" and end <= term.span.start and (part < 0 or term.span.end <= part):
            clause = clause_around(statement.text, term.span)
            if not any(clause.covers(f.span.shift(-base)) for f in statement.others):
                return None if term.text in _HOME else term.text
    return None


def _alike(one: str, other: str) -> bool:
    return any(name in other or other in name for name in (bare_place(one), *other_words(one)))


def _is_named(statement: Statement, place: str) -> bool:
    names = (t.text for t in statement.terms if t.tag == "LOC" or is_region(t.text))
    return any(name in place for name in names)


def _says(statement: Statement, place: str, where: Span | None = None) -> bool:
    """Whether the sentence, or a part of it, names a place, and not as that of another figure."""
    own = statement.figure.place
    others = {f.place for f in statement.others if f.place != own and f.kind != "date"}
    names = (bare_place(place), *other_words(place))
    text = where.cut(statement.text) if where else statement.text
    return any(name in text for name in names) and place not in others
