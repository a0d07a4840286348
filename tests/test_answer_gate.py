"""The questions about the shipped corpus, asked of its real index: how many come out right, and
what must hold of every single answer."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import assistant.evaluation.evaluate
from assistant.answering.ask import NEAREST
from assistant.answering.quoting import MAX_QUOTES
from assistant.evaluation.data_set import read_data_set
from assistant.evaluation.evaluate import Detail, answer_metrics, evaluate
from assistant.evaluation.metrics import holds_answer, without_markers
from assistant.records import Answer
from corpus import find_figures
from index import Index, local_embedding, open_index

SETS = (
    "forum",
    "forum-2",
    "forum-3",
    "forum-4",
    "forum-5",
    "forum-6",
    "forum-7",
    "forum-14",
    "forum-23",
    "forum-24",
)
NEARER = ("forum-5", "forum-6")  # their near misses ask for what a sentence nearly says
MARKER = re.compile(r"\[(\d+)\]")


@dataclass(frozen=True)
class Measured:
    metrics: dict[str, dict[str, float]]
    details: list[Detail]
    answers: list[Answer]


@pytest.fixture(scope="module")
def index(shipped_home: Path) -> Iterator[Index]:
    opened = open_index(shipped_home, embedding=local_embedding())
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def measured(shipped_home: Path) -> Measured:
    """All sets measured, each question asked once; the answers are kept as they come."""
    metrics: dict[str, dict[str, float]] = {}
    details: list[Detail] = []
    answers: list[Answer] = []
    ask = assistant.evaluation.evaluate.ask

    def kept(*arguments: Any, **named: Any) -> Answer:
        answers.append(ask(*arguments, **named))
        return answers[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(assistant.evaluation.evaluate, "ask", kept)
        for name in SETS:
            data = read_data_set(Path(__file__).parent / "eval" / name)
            found = evaluate(data, shipped_home, embedding=local_embedding())
            metrics[name] = found.metrics
            details += found.details
    return Measured(metrics, details, answers)


def test_most_questions_are_answered_right_and_most_others_refused(measured: Measured) -> None:
    """A little under what was measured when this was written: 0.93, 0.90, 0.05."""
    whole = answer_metrics(measured.details)
    assert whole["answer_hit"] >= 0.92, whole
    assert whole["refusal_recall"] >= 0.88, whole
    assert whole["false_refusal"] <= 0.06, whole


@pytest.mark.parametrize("name", SETS)
def test_no_set_falls_behind(measured: Measured, name: str) -> None:
    metrics = measured.metrics[name]
    # forum-7 asks for everything in other words than the texts'.
    assert metrics["answer_hit"] >= (0.78 if name == "forum-7" else 0.9), metrics
    assert metrics["direct_hit"] >= (0.8 if name == "forum-7" else 0.9), metrics
    assert metrics["refusal_recall"] >= (0.6 if name in NEARER else 0.83), metrics
    assert metrics["false_refusal"] <= (0.16 if name == "forum-7" else 0.06), metrics


def test_answers_are_short_enough_to_be_read_at_a_glance(measured: Measured) -> None:
    assert answer_metrics(measured.details)["answer_chars"] <= 110
    assert all(len(answer.citations) <= 4 * MAX_QUOTES for answer in measured.answers)


def test_every_quote_is_its_span_of_the_text(measured: Measured, index: Index) -> None:
    for answer in measured.answers:
        for citation in (*answer.citations, *answer.nearest):
            text = index.documents[citation.source].text
            assert citation.quote == citation.span.cut(text)
            assert citation.quote == citation.quote.strip() != ""


def test_every_marker_has_its_citation_and_every_citation_its_marker(measured: Measured) -> None:
    for answer in measured.answers:
        marked = [int(number) for number in MARKER.findall(answer.answer)]
        assert marked == [citation.n for citation in answer.citations]
        assert marked == list(range(1, len(marked) + 1))


def test_every_sentence_of_an_answer_is_quoted_and_marked(measured: Measured, index: Index) -> None:
    for answer in measured.answers:
        if answer.status == "answered":
            lines = answer.answer.split("\n")
            assert lines == [f"{cited.quote}[{cited.n}]" for cited in answer.citations]
        for cited in answer.citations:
            sentences = index.documents[cited.source].sentences
            (sentence,) = [s for s in sentences if s.span.overlaps(cited.span)]
            assert not sentence.heading
            assert sentence.span.covers(cited.span)


def test_no_sentence_is_quoted_twice(measured: Measured) -> None:
    for answer in measured.answers:
        places = [(cited.source, cited.span) for cited in answer.citations]
        assert len(places) == len(set(places))


def test_the_figures_of_an_answer_stand_in_its_citations(measured: Measured) -> None:
    for answer in measured.answers:
        quotes = [citation.quote for citation in answer.citations]
        for words in (without_markers(answer.answer), *answer.direct):
            for figure in find_figures(words):
                assert any(figure.raw in quote for quote in quotes), answer.question


def test_a_short_answer_is_cut_from_the_quotes(measured: Measured) -> None:
    for answer in measured.answers:
        quoted = "".join(citation.quote for citation in answer.citations)
        assert all(short in quoted for short in answer.direct), answer.question


def test_a_refusal_says_so_and_shows_what_is_nearest(measured: Measured) -> None:
    refused = [answer for answer in measured.answers if answer.status == "not_found"]
    assert refused
    for answer in refused:
        assert (answer.direct, answer.citations) == ((), ())
        assert 1 <= len(answer.nearest) <= NEAREST
        assert [citation.n for citation in answer.nearest] == list(
            range(1, len(answer.nearest) + 1)
        )
        assert not find_figures(answer.answer)


def test_an_answer_shows_nothing_as_merely_near(measured: Measured) -> None:
    assert all(not a.nearest for a in measured.answers if a.status == "answered")


def test_the_gold_of_every_answerable_question_stands_in_the_corpus(
    measured: Measured, index: Index
) -> None:
    whole = "\n".join(
        f"{document.source.title}\n{document.text}" for document in index.documents.values()
    )
    for row in measured.details:
        if not row["unanswerable"]:
            assert row["expected"], row["question"]
            assert holds_answer(whole, row["expected"]), row["question"]
