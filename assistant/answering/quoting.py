"""Ranked evidence in, the words to quote and the short answer out.

The best sentence first of all; others as long as they may well hold what is missing and there is
room; what belongs together (the members of a list, the words that name a speaker) is kept together.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from assistant.answering.candidates import Candidate, points_back
from assistant.answering.evidence import Evidence
from assistant.answering.lists import opens_member
from assistant.answering.question import Question, is_tax
from corpus.datelines import dateline_end
from corpus.records import Document, Sentence, Span

MAX_QUOTES = 4
# As many characters as a reader on deadline takes in at a glance; the best sentence may be longer.
ROOM = 150
ALL_HELD = 0.99
ENOUGH = 0.9  # how sure that the answer is among the words quoted
LEAST_SHARE = 0.25  # of the best sentence's probability, for another to be worth reading
# Another sentence as probable with another short answer is shown beside it: the reader must choose.
RIVAL = 0.75
# Questions whose answer may be how something is dealt with, and the words that say it of a tax.
_OPEN = frozenset(("method", "yesno", "thing", "list", "passage", "definition"))
_RULED = "(?:暂?[免减]征|暂?不征收?|减半征收|减按|缓[征缴]|征收|[缴交]纳)"
_RULING = re.compile(
    f"{_RULED}(?:(?!{_RULED})[^，。；：、])*(?:、(?:(?!{_RULED})[^，。；：、])*税)*"
)
_WHAT_RULING = re.compile("优惠|政策|规定|待遇|减免")
LEAST_SHORT = 0.1  # a short answer scored lower stands too far from what was asked


@dataclass(frozen=True, slots=True)
class Quote:
    """Words to be quoted: a span of a document."""

    document: Document
    span: Span


def choose_quotes(
    question: Question, ranked: Sequence[tuple[float, Evidence]]
) -> tuple[tuple[str, ...], list[Quote]]:
    """The short answers, and what to quote in an order that can be read."""
    chosen = _choose(ranked)
    direct = _ruling(question, chosen[0][1].candidate) or _direct(chosen)
    candidates = [evidence.candidate for _, evidence in chosen]
    groups = [
        [(c.document, s) for s in (*_antecedent(c), c.sentence, *_rest_of_list(c))]
        for c in candidates
    ]
    # What holds the short answer comes first, the others as they are to be read.
    answering = next((group for group in groups if direct and _holds(group, direct[0])), [])
    sentences: list[tuple[Document, Sentence]] = []
    for pair in chain(answering, *groups):
        if pair not in sentences:
            sentences.append(pair)
    sentences += _holders(direct, candidates[0], sentences)
    order = list(dict.fromkeys(document.source.id for document, _ in sentences))
    sentences.sort(
        key=lambda pair: (pair not in answering, order.index(pair[0].source.id), pair[1].span.start)
    )
    return direct, [Quote(document, words_to_quote(document, s.span)) for document, s in sentences]


def _choose(ranked: Sequence[tuple[float, Evidence]]) -> list[tuple[float, Evidence]]:
    chosen = [ranked[0]]
    missed = 1 - ranked[0][0]
    # It holds every word of the question and a short answer: nothing is missing.
    plain = ranked[0][1].features["held_sentence"] >= ALL_HELD and bool(ranked[0][1].shorts)
    room = ROOM - len(ranked[0][1].candidate.text)
    for probability, evidence in ranked[1:]:
        if len(chosen) == MAX_QUOTES or probability < LEAST_SHARE * ranked[0][0]:
            break
        if (plain or 1 - missed >= ENOUGH) and not _is_rival(probability, evidence, ranked[0]):
            continue
        if (
            len(evidence.candidate.text) <= room
            or not _has_short(chosen)
            and _has_short([(0, evidence)])
        ):
            chosen.append((probability, evidence))
            missed *= 1 - probability
            room -= len(evidence.candidate.text)
    return chosen


def _has_short(chosen: Sequence[tuple[float, Evidence]]) -> bool:
    """Whether one of the sentences holds a short answer near what is asked."""
    return any(e.shorts and e.shorts[0][0] >= LEAST_SHORT for _, e in chosen)


def _is_rival(probability: float, evidence: Evidence, best: tuple[float, Evidence]) -> bool:
    """Whether it is nearly as probable as the best, speaks of what is asked in as many of its
    words, and gives another short answer."""
    if probability < RIVAL * best[0] or not evidence.shorts or not best[1].shorts:
        return False
    if evidence.features["held_sentence"] < best[1].features["held_sentence"]:
        return False
    return evidence.shorts[0][1].text not in best[1].candidate.text


def _direct(chosen: Sequence[tuple[float, Evidence]]) -> tuple[str, ...]:
    """The likeliest short answer of the sentences quoted; all members where a list is asked for."""
    found = [
        (probability * score, short)
        for probability, evidence in chosen
        for score, short in evidence.shorts[:1]
        if score >= LEAST_SHORT
    ]
    if not found:
        return ()
    _, best = max(found, key=lambda pair: pair[0])
    return best.members or (best.text,)


def _holds(group: Sequence[tuple[Document, Sentence]], short: str) -> bool:
    return any(short in sentence.span.cut(document.text) for document, sentence in group)


def _ruling(question: Question, best: Candidate) -> tuple[str, ...]:
    """How the tax is levied that a question asks about, in the sentence's own words: 免征房产税."""
    taxes = [form for term in question.terms if is_tax(term.printed) for form in term.forms]
    if question.asks not in _OPEN or question.asked and not _WHAT_RULING.search(question.asked):
        return ()
    for tax in taxes:
        for found in _RULING.finditer(best.text):
            if tax in found.group():
                return (found.group(),)
    return ()


def _antecedent(candidate: Candidate) -> list[Sentence]:
    """The sentence that names what this one speaks of (其典型案例是…): the one before, or where
    that only goes on with a list (二是…), the one that begins it."""
    if not points_back(candidate.text):
        return []
    document, paragraph = candidate.document, candidate.sentence.paragraph
    for earlier in reversed(document.sentences[: candidate.place]):
        if earlier.paragraph != paragraph or earlier.heading:
            return []
        text = earlier.span.cut(document.text)
        if (opens_member(text) or 1) == 1 and not points_back(text):
            return [earlier]
    return []


def _rest_of_list(candidate: Candidate) -> list[Sentence]:
    """The sentences after it that go on with the list it begins (一是…。二是…。)."""
    following = candidate.document.sentences[candidate.place + 1 :]
    text = candidate.document.text
    number = (
        1 if re.search("一是|第一[，、]|首先，", candidate.text) else opens_member(candidate.text)
    )
    rest: list[Sentence] = []
    if number is None:
        return rest
    for sentence in following[:12]:
        opened = opens_member(sentence.span.cut(text))
        if sentence.heading or (
            opened and opened != number + 1 + sum(1 for s in rest if opens_member(s.span.cut(text)))
        ):
            break
        if not opened and sentence.paragraph != candidate.sentence.paragraph:
            break
        if opened:
            rest = [*rest, sentence]
    return rest


def _holders(
    direct: Sequence[str], best: Candidate, quoted: Sequence[tuple[Document, Sentence]]
) -> list[tuple[Document, Sentence]]:
    """For a short answer that no quoted sentence holds (a speaker named elsewhere), the nearest
    sentence of the document that does."""
    found: list[tuple[Document, Sentence]] = []
    for short in direct:
        if any(short in sentence.span.cut(document.text) for document, sentence in quoted):
            continue
        holding = [
            sentence for sentence in best.document.sentences
            if not sentence.heading and short in sentence.span.cut(best.document.text)
        ]  # fmt: skip
        if holding:
            near = min(holding, key=lambda s: abs(s.span.start - best.sentence.span.start))
            found.append((best.document, near))
    return found


def words_to_quote(document: Document, span: Span) -> Span:
    """The sentence without the dateline before it and the blanks around it."""
    span = Span(span.start + dateline_end(span.cut(document.text)), span.end)
    text = span.cut(document.text)
    left = len(text) - len(text.lstrip())
    return Span(span.start + left, span.end - (len(text) - len(text.rstrip())))
