"""A question and a sentence in, the figures out before which the sentence prints the very words that
the question prints before its word of asking: 投诉办结多少件 is told by 办结69件, not by 收到投诉74件.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answering.question import Question
from assistant.answering.short_answers import Short

_HOLE = re.compile("多[少大高长重远宽深快]|几|百分之|$|[？?]")
_BOUND = re.compile("[，；。：！？、（）()“”]")
_LINK = re.compile(
    "(?:[是有为达到近超过逾了共计的已均各仅: ]|总共|一共|共计|共有|其中|(?<![签违预公])约)*$"
)
_OPENS = re.compile("(?:其中|另有|还有|以及|已经|目前|累计|已|[和与及另又共其]|有)*")
_VERB = 4  # characters at most that stand between who does it and 多少: 博士后引进了几名
_LEAST = 2


@dataclass(frozen=True)
class _Beside:
    """A short answer and what stands right before it in its clause."""

    short: Short
    words: str


def not_beside(question: Question, text: str, shorts: Sequence[Short]) -> list[Short]:
    """The figures whose clause prints other words before them than the question does before 多少,
    where those before another are, as a whole, the very words of the question."""
    if question.asks not in ("figure", "share") or question.about_change:
        return []
    asking = question.asking.cut(question.text)
    hole = _HOLE.search(asking)
    before = _plain(asking[: hole.start() if hole else len(asking)])
    beside = _beside(text, shorts)
    said = {each.short: _words_asked(before, each, beside) for each in beside}
    most = max(said.values(), key=len, default="")
    if len(most) < _LEAST:
        return []
    head = question.head.cut(question.text) if question.head else ""
    if head.endswith(most) and _shares_pair(before.removesuffix(most), beside, most):
        return []  # 韦某以8.17米夺冠，跳高成绩1.80米: 成绩 alone does not tell whose
    # 应签约户数412户，已签约389户: for 应签约 the former has more of the question's words.
    more = before[-len(most) - 1 :] if len(before) > len(most) else None
    return [
        each.short
        for each in beside
        if said[each.short] != most
        and not each.words.endswith(most)
        and not (more and more in each.words)
    ]


def _shares_pair(rest: str, beside: Sequence[_Beside], most: str) -> bool:
    """Whether the words before another figure hold two characters of the rest of the question."""
    pairs = [rest[at : at + 2] for at in range(len(rest) - 1)]
    return any(
        pair in each.words for each in beside if not each.words.endswith(most) for pair in pairs
    )


def _beside(text: str, shorts: Sequence[Short]) -> list[_Beside]:
    found, end = [], 0
    for short in sorted((s for s in shorts if not s.said), key=lambda each: each.span):
        bounds = [m.end() for m in _BOUND.finditer(text, end, short.span.start)]
        start = max([end, *bounds])
        words = text[start : short.span.start]
        found.append(_Beside(short, _plain(words[_OPENS.match(words).end() :])))  # type: ignore[union-attr]
        end = short.span.end
    return found


def _words_asked(before: str, each: _Beside, beside: Sequence[_Beside]) -> str:
    """The question's words that the clause prints before the figure, as a whole, "" where it does
    not; what is counted may be named with an earlier figure: 博士213人，其中境外37人."""
    words = each.words
    if not words:
        return ""
    if before.endswith(words):
        return words
    if len(words) >= _LEAST and before.startswith(words) and len(before) - len(words) <= _VERB:
        return words
    at = before.rfind(words)
    noun = before[at + len(words) :] if at >= 0 else ""
    earlier = beside[: beside.index(each)]
    if len(noun) >= _LEAST and any(other.words.endswith(noun) for other in earlier):
        return words + noun
    return ""


def _plain(words: str) -> str:
    return _LINK.sub("", words).replace("的", "")
