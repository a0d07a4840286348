"""Passages found in, the sentences that may answer out, each with what a reader knows when they come
to it: the headings above, the sentences before, the speaker.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.answering.question import Question, Term
from corpus import Document, Figure, Sentence, find_figures
from corpus.words import Word, tagged
from index import Hit

MAX_CONTEXT = 120  # characters of the sentences before that are read along, the last one whole
# 副院长 is no 院长, and 前总统 is none any more.
_NOT_QUITE = frozenset("副前代原")
# Who reads such a sentence alone does not know of what it speaks.
_POINTS_BACK = re.compile("[“‘]?(?:其(?![中他它余实次])|该|这(?!是)|此(?!外)|上述|[他她它]们?)")


@dataclass(frozen=True)
class Candidate:
    """A sentence of a passage that was found, and what a reader knows when they come to it."""

    hit: Hit
    rank: int
    document: Document
    place: int  # of the sentence among the document's
    sentence: Sentence
    cosine: float
    headings: str
    before: tuple[Sentence, ...]

    @cached_property
    def text(self) -> str:
        return self.sentence.span.cut(self.document.text)

    @cached_property
    def context(self) -> str:
        words = [sentence.span.cut(self.document.text) for sentence in self.before]
        return "。".join(filter(None, [self.headings, *words]))

    @cached_property
    def section(self) -> str:
        """The heading right above, within the article: 一、2023年工作回顾."""
        for earlier in reversed(self.document.sentences[: self.place]):
            if earlier.heading:
                text = earlier.span.cut(self.document.text)
                return "" if text in self.headings else text
        return ""

    @cached_property
    def figures(self) -> list[Figure]:
        return find_figures(self.text)

    @cached_property
    def words(self) -> list[Word]:
        return list(tagged(self.text))


def find_candidates(
    question: Question, hits: Sequence[Hit], documents: Mapping[str, Document]
) -> list[Candidate]:
    """The sentences of the passages found, once each, headings left out.

    Where the office of a person is asked for, only sentences that name the person, wherever in the
    documents found: an office is printed once, where its holder speaks first.
    """
    found: dict[tuple[str, int], Candidate] = {}
    for rank, hit in enumerate(hits):
        document = documents[hit.passage.source_id]
        titles = _headings(document, hit.passage.article_id)
        starts = [sentence.span.start for sentence in document.sentences]
        for sentence, cosine in zip(hit.passage.sentences, hit.sentence_scores, strict=True):
            place = bisect_left(starts, sentence.span.start)
            sentence = document.sentences[place]  # its speaker is named as the document names them
            if not sentence.heading and (document.source.id, place) not in found:
                before = _before(document, place, hit.passage.article_id)
                found[document.source.id, place] = Candidate(
                    hit, rank, document, place, sentence, cosine, titles, before
                )
    people = [term for term in question.terms if term.kind == "person"]
    if question.asks == "office" and people:
        return [
            c for c in _naming(people, hits, documents) if find_form(c.text, people[0]) is not None
        ]
    return list(found.values())


def _naming(
    people: Sequence[Term], hits: Sequence[Hit], documents: Mapping[str, Document]
) -> Iterator[Candidate]:
    """The sentences that name one of the people, of all the documents found."""
    first: dict[str, tuple[int, Hit]] = {}
    for rank, hit in enumerate(hits):
        first.setdefault(hit.passage.source_id, (rank, hit))
    for id, (rank, hit) in first.items():
        document = documents[id]
        for place, sentence in enumerate(document.sentences):
            words = sentence.span.cut(document.text)
            if not sentence.heading and any(
                find_form(words, person) is not None for person in people
            ):
                cosine = max(hit.sentence_scores, default=0.0)
                yield Candidate(
                    hit, rank, document, place, sentence, cosine, document.source.title, ()
                )


def _headings(document: Document, article_id: str | None) -> str:
    title = next((a.title for a in document.articles if a.id == article_id and a.title), None)
    return "。".join(dict.fromkeys(filter(None, [document.source.title, title])))


def _before(document: Document, place: int, article_id: str | None) -> tuple[Sentence, ...]:
    """The sentences just before in the same article, as many as are read along."""
    article = next((a for a in document.articles if a.id == article_id), None)
    found: list[Sentence] = []
    size = 0
    for earlier in reversed(document.sentences[max(0, place - 3) : place]):
        size += len(earlier.span)
        if (
            earlier.heading
            or _is_of_another(earlier, document.sentences[place])
            or found
            and size > MAX_CONTEXT
            or (article and earlier.span.start < article.span.start)
        ):
            break
        found.insert(0, earlier)
    return tuple(found)


def _is_of_another(earlier: Sentence, sentence: Sentence) -> bool:
    """Whether somebody else says it: an answer to a question does not go on with it."""
    return earlier.speaker is not None and earlier.speaker != sentence.speaker


def points_back(text: str) -> bool:
    """Whether a sentence takes up what the one before names: 其典型案例是…, 该网络…."""
    return _POINTS_BACK.match(text) is not None


def find_form(text: str, term: Term) -> int | None:
    """Where the text holds the term as printed; 院长 is not held by 副院长."""
    lowered = text.lower()
    for form in term.forms:
        at = lowered.find(form.lower())
        while at >= 0 and term.kind == "office" and text[at - 1 : at] in _NOT_QUITE:
            at = lowered.find(form.lower(), at + 1)
        if at >= 0:
            return at
        if term.is_name and term.kind != "person" and (at := _find_full_form(lowered, form)) >= 0:
            return at
    return None


def find_cell(text: str, term: Term) -> int | None:
    """Where a row of a table holds a name as a cell under what it is: 岱山队 in 球队 岱山；积分 36."""
    if term.kind not in ("organisation", "place", "name") or not 3 <= len(term.text) <= 8:
        return None
    for tail in (1, 2):
        stem, kind = term.text[:-tail], term.text[-tail:]
        name = re.escape(stem)
        cell = re.search(
            f"(?:^|[；：])[^；：，。\\d]{{0,4}}{re.escape(kind)} {name}(?=[；。])"
            f"|^{name}(?=：[^；。]* [^；。]*；)",
            text,
        )
        if len(stem) > 1 and cell:
            return cell.end() - len(stem)
    return None


def _find_full_form(text: str, short: str) -> int:
    """Where the text holds a name in full of which this is a short form, or -1: 工信部 is 工业和信息化部."""
    if not 4 <= len(short) <= 30 and short[-1:] not in "部委局办院会" or short.isascii():
        return -1
    match = re.search("[^，。；：！？、]{0,5}?".join(map(re.escape, short.lower())), text)
    return match.start() if match else -1


def known_of(candidate: Candidate) -> str:
    """What a reader knows of a sentence beside its text: who said it, who published it."""
    source, speaker = candidate.document.source, candidate.sentence.speaker
    said = [speaker.name, speaker.office] if speaker else []
    return "\n".join(filter(None, [*said, source.publisher, source.number, source.date]))
