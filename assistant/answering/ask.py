"""The story of an answer: question in, cited answer out.

    clean → understand → search → weigh the sentences → decide → quote

Every sentence of the answer is cut from a source; what no source says, the answer does not say.
"""

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from assistant.answering.candidates import Candidate, find_candidates
from assistant.answering.clean_question import clean_question
from assistant.answering.evidence import Evidence, weigh
from assistant.answering.follow_up import complete_question
from assistant.answering.llm import LanguageModel
from assistant.answering.question import Question, understand
from assistant.answering.quoting import Quote, choose_quotes
from assistant.answering.ranker import load_ranker
from assistant.answering.written_answer import stream_written, write_answer
from assistant.checking.check import described
from assistant.citations import cite
from assistant.records import Answer, Citation
from corpus.simplified import to_plain
from index import Hit, Index
from index.search import Mode
from index.token_states import local_token_states

PASSAGES = 12  # passages whose sentences are weighed
NEAREST = 3  # passages shown where nothing answers

NOT_FOUND = {
    "zh": "资料中没有找到这个问题的答案。",
    "en": "The texts do not hold an answer to this question.",
}


def ask(
    question: str,
    index: Index,
    *,
    sources: Sequence[str] = (),
    k: int = PASSAGES,
    mode: Mode = "fused",
    history: Sequence[str] = (),
    llm: LanguageModel | None = None,
) -> Answer:
    """Answer from the index, quoting; ``history`` holds the questions asked before, oldest first.

    ``sources`` limits the search to these ids; ``k`` is the number of passages weighed; ``llm``
    puts what is found into its own words, as far as they hold.
    ``YoujuError`` if the question is empty or too long, or a source is not in the index.
    """
    quoted, asked, hits = _quoted(question, index, sources, k, mode, history)
    if llm is None:
        return quoted
    return write_answer(quoted, asked.text, asked.language, hits, index, llm)


def _quoted(
    question: str,
    index: Index,
    sources: Sequence[str] = (),
    k: int = PASSAGES,
    mode: Mode = "fused",
    history: Sequence[str] = (),
) -> tuple[Answer, Question, Sequence[Hit]]:
    """The answer in the sources' words, with what was asked and found."""
    clock = _Clock()
    text = clean_question(question)
    before = [to_plain(earlier) for earlier in history]
    asked = understand(complete_question(to_plain(text), before), index.people)
    clock.lap("understand")
    hits = index.search(
        asked.text, k, sources=sources, mode=mode,
        keywords=asked.chinese if asked.language == "en" else None,
    )  # fmt: skip
    clock.lap("search")
    candidates = find_candidates(asked, hits, index.plain)
    weighed = weigh(
        asked, candidates, local_token_states(), index.rarity, partial(described, index)
    )
    ranked = _rank(weighed)
    clock.lap("weigh")
    if not ranked or ranked[0][0] < load_ranker().threshold:
        answer = _not_found(text, asked, hits, ranked, index)
    else:
        answer = _answered(text, choose_quotes(asked, ranked), index)
    clock.lap("quote")
    return replace(answer, timings_ms=clock.laps), asked, hits


def stream_answer(
    question: str,
    index: Index,
    *,
    sources: Sequence[str] = (),
    history: Sequence[str] = (),
    llm: LanguageModel | None = None,
) -> Iterator[Answer]:
    """The answer as it grows, sentence by sentence; the last one is complete."""
    whole, asked, hits = _quoted(question, index, sources, history=history)
    if llm is not None:
        yield from stream_written(whole, asked.text, asked.language, hits, index, llm)
        return
    sentences = whole.answer.split("\n")
    for shown in range(1, len(sentences)):
        yield replace(whole, answer="\n".join(sentences[:shown]), citations=whole.citations[:shown])
    yield whole


def _rank(weighed: Sequence[Evidence]) -> list[tuple[float, Evidence]]:
    ranker = load_ranker()
    ranked = [(ranker.probability(evidence.features), evidence) for evidence in weighed]
    return sorted(ranked, key=lambda pair: -pair[0])


def _answered(text: str, quotes: tuple[tuple[str, ...], Sequence[Quote]], index: Index) -> Answer:
    direct, cited = quotes
    citations = tuple(cite(quote.document, quote.span, n) for n, quote in enumerate(cited, start=1))
    return Answer(
        question=text,
        status="answered",
        answer="\n".join(f"{citation.quote}[{citation.n}]" for citation in citations),
        direct=tuple(_as_printed(short, cited) for short in direct),
        citations=citations,
        nearest=(),
        mode="extractive",
        build=index.build,
    )


def _as_printed(short: str, cited: Sequence[Quote]) -> str:
    """A short answer in the characters of the print that it was read from."""
    for quote in cited:
        printed, at = quote.document.printed, quote.span.cut(quote.document.text).find(short)
        if printed and at >= 0:
            return quote.span.cut(printed.text)[at : at + len(short)]
    return short


def _not_found(
    text: str,
    asked: Question,
    hits: Sequence[Hit],
    ranked: Sequence[tuple[float, Evidence]],
    index: Index,
) -> Answer:
    near: list[Candidate] = [evidence.candidate for _, evidence in ranked]
    near.sort(key=lambda candidate: -candidate.cosine)
    nearest: list[Citation] = [
        cite(candidate.document, candidate.sentence.span, n)
        for n, candidate in enumerate(near[:NEAREST], start=1)
    ]
    return Answer(
        question=text,
        status="not_found",
        answer=NOT_FOUND[asked.language],
        direct=(),
        citations=(),
        nearest=tuple(nearest),
        mode="extractive",
        build=index.build,
    )


class _Clock:
    """Milliseconds from lap to lap."""

    def __init__(self) -> None:
        self.laps: dict[str, float] = {}
        self._began = self._last = time.perf_counter()

    def lap(self, name: str) -> None:
        now = time.perf_counter()
        self.laps[name] = round((now - self._last) * 1000, 2)
        self.laps["total"] = round((now - self._began) * 1000, 2)
        self._last = now
