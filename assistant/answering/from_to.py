"""A question and a sentence's possible short answers in, those that it does not ask for out: where
a change began if its end is asked for (由50万元调至65万元), how far a text knows if a day is.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from assistant.answering.beside_figures import not_beside
from assistant.answering.question import Question
from assistant.answering.short_answers import Short

# What stands between the two ends of a change: 调至, 缩短到, 一路下降至约.
_BECAME = re.compile(
    "(?:以上|左右)?[已又再一]?(?:进一步|大幅|逐步|统一|稳步|直接|路|举|跃|下子)?"
    "(?:[调提升扩增延缩减降放压上下改跌涨掉变攀回拉][高升低整大展充加长短小少减少降缩调为变涨落攀宽跌]?)"
    "了?[到至为成](?:每[\u4e00-\u9fff]{1,2})?(?:超过|不足|接近|不低于|不高于|大约|约|近|逾)?"
)
_BEGAN = re.compile("原先|原来|原本|原[为是有额]|前|过去|早先|起初|最初|[从由](?:多少|几)")
_NOT_BEFORE = re.compile("[目当日年提眼]前|前[\\d一二三四五六七八九十几后列景往沿端半]")
_BOTH = re.compile("[从由](?:多少|几|多[高大长]).{0,12}[到至为成](?:了)?(?:多少|几|多[高大长])")
_AS_OF = re.compile("(?:截至|截止到?|截止至)\\s*$")
_SINCE = re.compile("(?:份|底|初|中旬|末)?(?:[之以]?来|起(?!码|草))")
_LEFT = re.compile("还剩|剩下|剩余|余下|还[有差]")
_LEFT_TOLD = re.compile("(?:剩余|还剩|剩下|余下|尚余|尚有|还有|其余)的?$")
_APART = re.compile("分别(?:达到?|为|是|有)?(?:超过|约|近|逾)?$")
_MEMBERS = re.compile(
    "[^，。；：！？、的和与及]{2,12}(?:[、和与及][^，。；：！？、的和与及]{2,12})+"
)
# 比上年多出21公斤, 同比增加3家: by how much, not how much.
_BY_HOW_MUCH = re.compile(
    "(?:[比较]|同比|环比)[^，。；：]{0,10}?(?:[多少高低增减升降涨跌]|提高|缩短|延长|扩大)[^，。；：\\d]{0,5}$"
)
_ASKS_BY_HOW_MUCH = re.compile(
    "[比较增减升降涨跌差幅]|[多少高低]多少|[多少高低快慢]了|提高|缩短|延长|扩大|变化"
)
_BEGINS = re.compile("开始|起始|自什么|从什么|从哪|自哪|何时起")


def beside_siblings(question: Question, text: str, shorts: Sequence[Short]) -> list[Short]:
    """The figures of clauses that tell of another grade than the one asked about (甲级奖励十万元,
    乙级五万元), where a clause tells of that."""
    grades = [t.text for t in question.terms if t.strict and t.kind == "figure"]
    clauses = [(m.group(), m.start(), m.end()) for m in re.finditer("[^，；。]+", text)]
    for grade in grades:
        own = [c for c in clauses if grade in c[0]]
        if not any(a <= s.span.start < b for _, a, b in own for s in shorts):
            continue
        others = [c for c in clauses if re.search(f"[^第]{grade[-1]}", c[0]) and c not in own]
        return [s for s in shorts if any(a <= s.span.start < b for _, a, b in others)]
    return []


def not_asked_for(question: Question, text: str, shorts: Sequence[Short]) -> list[Short]:
    """The short answers that stand at the other end than is asked about."""
    if question.language != "zh":
        return []
    asking = question.asking.cut(question.text)
    if question.asks == "date":
        return list(_other_dates(asking, text, shorts))
    remaining = [s for s in shorts if _LEFT_TOLD.search(text, 0, s.span.start)]
    if _LEFT.search(asking) and remaining:
        return [short for short in shorts if short not in remaining]
    if listed := _listed_apart(asking, text, shorts):
        return listed
    if graded := beside_siblings(question, text, shorts):
        return graded
    if elsewhere := not_beside(question, text, shorts):
        return elsewhere
    if _BOTH.search(asking):
        return []
    changes = [s for s in shorts if not s.said and _BY_HOW_MUCH.search(text, 0, s.span.start)]
    if changes and len(changes) < len(shorts) and not _ASKS_BY_HOW_MUCH.search(asking):
        return changes
    began = _BEGAN.search(_NOT_BEFORE.sub("", asking)) is not None
    in_order = sorted((s for s in shorts if not s.said), key=lambda short: short.span)
    return [
        later if began else earlier
        for earlier, later in pairwise(in_order)
        if _BECAME.fullmatch(text, earlier.span.end, max(earlier.span.end, later.span.start))
    ]


def _listed_apart(asking: str, text: str, shorts: Sequence[Short]) -> list[Short]:
    """Of figures told one by one for a list of names (甲区、乙区…分别为3元、5元), those of the names
    that the question does not name."""
    figures = sorted((s for s in shorts if not s.said), key=lambda short: short.span)
    first = next((n for n, s in enumerate(figures) if _APART.search(text, 0, s.span.start)), None)
    if first is None:
        return []
    run = figures[first : first + 1]
    for short in figures[first + 1 :]:
        if not re.fullmatch("[、，和与及]", text[run[-1].span.end : short.span.start]):
            break
        run.append(short)
    for match in reversed(list(_MEMBERS.finditer(text, 0, run[0].span.start))):
        members = re.split("[、和与及]", match.group())
        named = [n for n, member in enumerate(members) if member in asking]
        if len(members) == len(run) > 1 and len(named) == 1:
            return [short for n, short in enumerate(run) if n != named[0]]
    return []


def _other_dates(asking: str, text: str, shorts: Sequence[Short]) -> Iterator[Short]:
    """截至2025年9月 tells how far a text knows, no day of what happened; since when a thing is so
    is told with 以来 or 起, where the text says it."""
    since = [s for s in shorts if _SINCE.match(text, s.span.end)]
    for short in shorts:
        known = _AS_OF.search(text, 0, short.span.start) is not None
        if known and "截" not in asking or _BEGINS.search(asking) and since and short not in since:
            yield short
