"""A question for a figure in, the statement it would make with a figure filled in out.

有多少家孵化器？ becomes 有37家孵化器。: so what is asked for is compared with what a text states by
the same rules as a draft's figure, by measure, period, place and names, not by likeness alone.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from assistant.check import draft_document
from assistant.likeness import Likeness, compare_statements
from assistant.question import Question
from assistant.short_answers import Short, wanted_kind
from assistant.statements import Statement, statements
from corpus import Document, Sentence, Span
from index.token_states import TokenStates

# The figures of a document's sentence, and of those that lead to it.
Described = Callable[[Document, Sentence], Sequence[Statement]]

# The value says nothing: only what stands around it is compared.
_VALUE = "37"
_HOLE = re.compile(
    r"百分之(?:多少|几)|几分之[一几]|几成|多少(?:个百分点|%|％)|多少|多[大高长重远宽深快久]|几(?!乎|何|率|维)"
)
_UNIT_OF_KIND = {"money": "亿元", "area": "平方米", "people": "人"}
_ENDS = re.compile(r"[？?。！!吗呢呀啊 ]+$")
# What a conflict takes from the likeness of two statements.
CONFLICT = 0.3
# Half of the figures asked for are likelier than that; what is not compared counts as that.
NEUTRAL = 0.7
_FEATURES = (
    "figure_like",
    "figure_held",
    "figure_shared",
    "figure_least",
    "figure_lacking",
    "figure_foreign",
    "figure_swapped",
    "figure_period",
)


@dataclass(frozen=True)
class Stated:
    """A figure of a text beside the one asked for."""

    statement: Statement
    likeness: Likeness

    @property
    def score(self) -> float:
        like = self.likeness
        conflicts = (
            bool(like.lacking),
            bool(like.foreign),
            bool(like.swapped or like.doubtful),
            like.period == "different",
        )
        return like.score - CONFLICT * sum(conflicts)


def asked_statement(question: Question) -> Statement | None:
    """The statement with the figure filled in, None where no figure is asked for in Chinese."""
    if question.asks not in ("figure", "share", "duration") or question.language != "zh":
        return None
    asking = question.asking
    hole = _HOLE.search(question.text, asking.start)
    start, end = hole.span() if hole else (asking.end, asking.end)
    before = question.text[asking.start : start]
    rest = question.text[end : asking.end]
    if hole is None:
        before, rest = _ENDS.sub("", before), ""
    figure = _VALUE + _unit(question, hole.group() if hole else "")
    text = before + figure + _ENDS.sub("", rest) + "。"
    filled = Span(len(before), len(before) + len(_VALUE))
    made = statements(draft_document(text))
    return next((s for s in made if s.figure.span.overlaps(filled)), None)


def _unit(question: Question, hole: str) -> str:
    """The unit that has to be filled in, where the question does not print it."""
    if (
        question.asks == "share"
        or "百分" in hole
        or hole.endswith(("%", "％", "成", "几"))
        and "分" in hole
    ):
        return "%"
    if question.unit:
        return ""
    if question.asks == "duration":
        return "年"
    return _UNIT_OF_KIND.get(wanted_kind(question) or "", "个")


def compare_shorts(
    asked: Statement | None,
    shorts: Sequence[Short],
    document: Document,
    sentence: Sentence,
    described: Described,
    states: TokenStates,
) -> dict[Short, Stated]:
    """For each short answer that is a described figure, how what it counts is like what is asked."""
    if asked is None or not shorts:
        return {}
    around = described(document, sentence)
    here = [s for s in around if sentence.span.covers(s.figure.span)]
    found = {}
    for short in shorts:
        span = short.span.shift(sentence.span.start)
        stated = next((s for s in here if span.covers(s.figure.span)), None)
        if stated is not None:
            found[short] = Stated(stated, compare_statements(asked, stated, states))
    return found


def figure_features(counted: Iterable[Stated]) -> dict[str, float]:
    """How like the likest figure is to what is asked for; all 0 where no figure is compared."""
    best = max(counted, key=lambda stated: stated.score, default=None)
    if best is None:
        return dict.fromkeys(_FEATURES, 0.0)
    like = best.likeness
    values = (
        best.score - NEUTRAL,
        like.held - NEUTRAL,
        like.shared - NEUTRAL,
        like.least - 0.5,
        float(bool(like.lacking)),
        float(bool(like.foreign)),
        float(bool(like.swapped or like.doubtful)),
        float(like.period == "different"),
    )
    return dict(zip(_FEATURES, values, strict=True))
