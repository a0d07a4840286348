"""A question and a sentence in, the sentence's possible short answers out, the best first."""

import math
import re
from collections.abc import Mapping, Sequence

from assistant.answering.aims import asked_tense, speaks_of_aims
from assistant.answering.asked_figure import Stated
from assistant.answering.candidates import Candidate
from assistant.answering.from_to import not_asked_for
from assistant.answering.question import Question, Term
from assistant.answering.short_answers import Short
from corpus import Span

# A verb and the measure asked for tell more of where the answer stands than other words.
BEARING = 2.0
# Where figures are compared by what they count, little is left to nearness.
NEARNESS = 0.5
# What is left of a figure that is reached where one to come is asked for: 要有多少家.
REACHED = 0.5
# What a row of words is worth as a list, and what it gains by being introduced as one, by its
# members (at most so many), by their names.
PLAIN, TOLD, MANY, ALIKE = 0.4, 0.8, 6, 0.3
NAMED = 0.25  # what is left of a list with a member that the question names, where there are others
_COLUMN = re.compile("[：；](?P<head>[^：；，。0-9]{2,12}) $")  # of a row as tables are said
_BESIDE = re.compile("除|以外|之外|还")
_TOLD = re.compile(
    "(?:包括了?|包含|涵盖|分为|分别[是为]|主要[有是]|指的?是|即|[是有为如：]|走出了)$"
)


def rank_shorts(
    question: Question,
    candidate: Candidate,
    shorts: Sequence[Short],
    in_sentence: Sequence[float],
    places: Sequence[int | None],
    counted: Mapping[Short, Stated],
) -> tuple[tuple[float, Short], ...]:
    """Possible short answers, the best first: figures by what they count, others by how near they
    stand to where the sentence speaks of what is asked."""
    said = [
        (float(held) * _bearing(question, term), place)
        for held, term, place in zip(in_sentence, question.terms, places, strict=True)
        if place is not None
    ]
    if question.asked and (at := candidate.text.find(question.asked)) >= 0:
        said.append((BEARING, at))
    total = sum(_bearing(question, term) for term in question.terms) or 1.0
    reached = asked_tense(question) == "aim" and not speaks_of_aims(candidate)
    scored = []
    for short in shorts:
        score = sum(
            weight * _nearness(candidate.text, short.span, place)
            for weight, place in said
            if not short.span.start <= place < short.span.end
        )
        # Who said it holds for all of the sentence, wherever its words stand.
        score = sum(in_sentence) / max(1, len(in_sentence)) if short.said else score / total
        if short in counted:
            score = NEARNESS * score + max(0.0, counted[short].score)
            score *= REACHED if reached else 1.0
        scored.append((_as_list(question, candidate.text, short, score), short))
    lists = [short for short in shorts if short.members]
    named = [short for short in lists if _is_named(question, short)]
    if len(named) < len(lists) and not _BESIDE.search(question.asking.cut(question.text)):
        scored = [(score * (NAMED if short in named else 1.0), short) for score, short in scored]
    headed = [short for short in shorts if _is_headed(question, candidate.text, short)]
    if headed:
        scored = [(score * (1.0 if short in headed else NAMED), short) for score, short in scored]
    elsewhere = not_asked_for(question, candidate.text, shorts)
    if 0 < len(elsewhere) < len(shorts):
        scored = [
            (score * (NAMED if short in elsewhere else 1.0), short) for score, short in scored
        ]
    return tuple(sorted(scored, key=lambda pair: -pair[0]))


def _is_headed(question: Question, text: str, short: Short) -> bool:
    """Whether the question names the column's head right before a figure of a table's row: 今年 in
    收获机：上年 7.2万元；今年 6.5万元。"""
    head = _COLUMN.search(text, 0, short.span.start)
    return head is not None and head["head"] in question.asking.cut(question.text)


def _bearing(question: Question, term: Term) -> float:
    """How much a term says of where the short answer stands: 发布 tells one date from another."""
    measured = question.head is not None and question.head.overlaps(term.span)
    return BEARING if term.kind == "verb" or measured else 1.0


def _as_list(question: Question, text: str, short: Short, score: float) -> float:
    """The score of a list: more where the text introduces it as one (包括…), for one of many
    members, and where its members are named as asked (哪些税: …税、…税)."""
    if not short.members:
        return score
    told = _TOLD.search(text, 0, short.span.start) is not None
    kind = question.asked or (question.head.cut(question.text) if question.head else "")
    alike = sum(member.endswith(kind[-1:] or "\n") for member in short.members)
    many = min(len(short.members), MANY) / MANY
    return score * (PLAIN + TOLD * told + many) + ALIKE * alike / len(short.members)


def _is_named(question: Question, short: Short) -> bool:
    """Whether the question names one of a list's members: 免房产税的是哪些机构."""
    asking = question.asking.cut(question.text)
    return any(len(member) > 1 and member in asking for member in short.members)


def _nearness(text: str, span: Span, place: int) -> float:
    """1 beside it, less with each character between, and less again with each clause between."""
    between = text[place : span.start] if place < span.start else text[span.end : place]
    clauses = len(re.findall("[，；：。！？]", between))
    return math.exp(-len(between) / 40 - 0.7 * clauses)
