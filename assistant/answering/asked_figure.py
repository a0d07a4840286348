"""A question for a figure or a date in, the statement it would make with one filled in out.

有多少家孵化器？ becomes 有37家孵化器。: so what is asked for is compared with what a text states by
the same rules as a draft's figure, by measure, period, place and names, not by likeness alone.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from assistant.answering.asking import WHEN_ASKED, without_vague_counts
from assistant.answering.dimensions import EXAMPLES, asked_dimension
from assistant.answering.question import Question
from assistant.answering.short_answers import Short, wanted_kind
from assistant.checking.check import draft_document
from assistant.statements.likeness import Likeness, compare_statements
from assistant.statements.read_statements import statements
from assistant.statements.statements import Statement
from corpus import Document, Sentence, Span
from index.token_states import TokenStates

# The figures of a document's sentence, and of those that lead to it.
Described = Callable[[Document, Sentence], Sequence[Statement]]

# The value says nothing: only what stands around it is compared.
_VALUE = "37"
_HOLE = re.compile(
    r"几比几|百分之(?:多少|几)|几分之[一几]|几成|多少(?:个百分点|%|％)|多少|多[大高长重远宽深快久]|几(?!乎|何|率|维)"
)
_UNIT_OF_KIND = {"rate": "%", "money": "亿元", "area": "平方米", "people": "人"}
_YEAR, _MONTH, _DAY = "2037年", "5月", "7日"
_NAMED_YEAR = re.compile(r"年\s*的?$")
_BODY = re.compile("(?:企业|公司|孵化器|加速器|机构|空间|载体|园区?|平台|实验室)$")
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
)


@dataclass(frozen=True)
class Stated:
    """A figure of a text beside the one asked for."""

    statement: Statement
    likeness: Likeness
    asked: Statement

    @property
    def one_of_many(self) -> bool:
        """Whether one member is asked for of a list that is counted as a whole: 人工智能企业, where
        the text counts 三大产业（生物医药、人工智能、集成电路）企业."""
        stated = self.statement
        for listed in stated.listed:
            members = re.split("[、和与及]|以及", listed.cut(stated.text).strip("（）()"))
            named = [member for member in members if member in self.asked.text]
            if listed.end <= stated.span.start and 0 < len(named) < len(members):
                return True
        return False

    @property
    def score(self) -> float:
        like = self.likeness
        conflicts = (
            bool(like.lacking),
            bool(like.foreign),
            bool(like.swapped or like.doubtful),
            bool(like.unheld or like.turned),
            like.period == "different",
        )
        return like.score - CONFLICT * sum(conflicts)


def asked_statement(question: Question) -> Statement | None:
    """The statement with the figure or date filled in, None where none is asked for."""
    if question.asks not in ("figure", "share", "duration", "date"):
        return None
    filled_in = _filled if question.language == "zh" else _filled_in_english
    before, figure, rest = filled_in(question)
    filled = Span(len(before), len(before) + len(figure))
    made = statements(draft_document(before + figure + rest + "。"))
    return next((s for s in made if s.figure.span.overlaps(filled)), None)


def _filled(question: Question) -> tuple[str, str, str]:
    """What stands before the hole, what fills it, what stands behind it."""
    asking = question.asking
    pattern = WHEN_ASKED if question.asks == "date" else _HOLE
    hole = pattern.search(without_vague_counts(question.text), asking.start, asking.end)
    if hole is None:
        before = _ENDS.sub("", asking.cut(question.text))
        return before, _date(before, None) if question.asks == "date" else _number(question, ""), ""
    before = question.text[asking.start : hole.start()]
    rest = _ENDS.sub("", question.text[hole.end() : asking.end])
    if question.asks == "date":
        return before, _date(before, hole), rest
    return before, _number(question, hole.group()), rest


def _filled_in_english(question: Question) -> tuple[str, str, str]:
    """The Chinese words in the order of Chinese: when, of what, what is counted, how much."""
    head, when, rest = [], [], []
    for term in question.terms:
        chinese = term.printed
        if question.head and question.head.overlaps(term.span):
            head.append(chinese)
        elif term.kind == "figure":
            when.append(chinese)
        else:
            rest.append(chinese)
    before = "".join([*when, *rest, *head])
    if question.asks == "date":
        return before + "于", _YEAR + _MONTH + _DAY, ""
    return before, _number(question, "", "".join(head)), ""


def _date(before: str, hole: re.Match[str] | None) -> str:
    """A date as fine as the one asked for; the year only where the question does not print it."""
    if hole and hole["year"] and not hole["more"]:
        return _YEAR
    fine = _MONTH if hole and hole["month"] else _MONTH + _DAY
    return fine if _NAMED_YEAR.search(before) else _YEAR + fine


def _number(question: Question, hole: str, head: str = "") -> str:
    """A number with the unit that has to be filled in, where the question does not print it."""
    if (
        question.asks == "share"
        or "百分" in hole
        or hole.endswith(("%", "％", "成", "几"))
        and "分" in hole
    ):
        return _VALUE + "%"
    dimension, instead = asked_dimension(question)
    if dimension and instead != "duration":
        return EXAMPLES[dimension]
    if question.unit:
        return _VALUE
    if question.asks == "duration":
        return _VALUE + "年"
    return _VALUE + _UNIT_OF_KIND.get(
        wanted_kind(question) or "", "家" if _BODY.search(head) else "个"
    )


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
            found[short] = Stated(stated, compare_statements(asked, stated, states), asked)
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
    )
    return dict(zip(_FEATURES, values, strict=True))
