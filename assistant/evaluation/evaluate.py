"""A data set and a home folder in, the contract's metrics out, with one detail for each query.

Where the set brings its own corpus, that corpus is built first, into a folder of its own, so that
the build in service is never touched; what was embedded once is not embedded again.
"""

import json
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Any

from assistant.answering.ask import ask
from assistant.evaluation.data_set import DataSet, Query, read_corpus
from assistant.evaluation.evaluate_claims import claim_metrics, measure_claims
from assistant.evaluation.metrics import (
    holds_answer,
    holds_direct,
    normalise,
    percentile,
    ranking_metrics,
    share,
    without_markers,
)
from assistant.records import Citation
from corpus.errors import YoujuError
from index import Embedding, Index, build_index, open_index
from index.kept_questions import KeptQuestions
from index.search import Mode

Progress = Callable[[str, int, int], None]
Detail = dict[str, Any]

# Ten documents by their best passage: a long document may fill many places with its passages.
RANKED_PASSAGES = 100
RANKED_DOCUMENTS = 10


@dataclass(frozen=True, slots=True)
class Measured:
    """The metrics of a data set, and what was expected and what came for each query and figure.

    ``failed`` has ``path`` and ``reason`` of the documents that could not be read.
    """

    metrics: dict[str, float]
    details: tuple[Detail, ...]
    failed: tuple[dict[str, str], ...] = ()


def evaluate(
    data: DataSet,
    home: Path,
    *,
    embedding: Embedding,
    mode: Mode = "fused",
    answers: bool = True,
    build: str | None = None,
    progress: Progress | None = None,
) -> Measured:
    """Measure retrieval, answers and the check of figures on a data set.

    ``mode`` picks one leg of the retrieval; without ``answers`` the times are those of a search.
    Times of questions that were asked before are without their embedding, which is kept.
    A set without a corpus of its own is asked of ``build``, or of the one in service.
    """
    if build and data.corpus:
        raise YoujuError(f"The data set {data.name!r} has its own corpus: no build is asked.")
    progress = progress or (lambda stage, done, total: None)
    began = time.perf_counter()
    place, failed = _build_corpus(data, home, embedding, progress) if data.corpus else (home, [])
    seconds = time.perf_counter() - began if data.corpus else 0.0
    with (
        closing(KeptQuestions(embedding, home / "cache" / "vectors.sqlite")) as kept,
        closing(open_index(place, embedding=kept, build=build)) as index,
    ):
        details = list(_measure_queries(index, data.queries, mode, answers, progress))
        judged = list(measure_claims(index, data.claims, progress))
        counts = {"build_seconds": seconds, "passages": len(index.passages)}
    metrics = counts | query_metrics(details) | claim_metrics(judged)
    rounded = {name: round(value, 4) for name, value in metrics.items()}
    return Measured(rounded, (*details, *judged), tuple(failed))


def query_metrics(details: Sequence[Detail]) -> dict[str, float]:
    """The metrics of the details of queries: ranking, answers if there are any, and times."""
    if not details:
        return {}
    metrics: dict[str, float] = {"queries": len(details)}
    metrics |= ranking_metrics(
        [row["documents"] for row in details], [set(row["relevant"]) for row in details]
    )
    metrics |= answer_metrics([row for row in details if "status" in row])
    times = [row["ms"] for row in details]
    return metrics | {"p50_ms": percentile(times, 0.5), "p95_ms": percentile(times, 0.95)}


def read_metrics(path: Path) -> dict[str, float]:
    """The metrics that an earlier evaluation printed as JSON into a file."""
    try:
        metrics: dict[str, float] = json.loads(path.read_text("utf-8"))
        return {name: 0 + value for name, value in metrics.items() if name != "against"}
    except (OSError, ValueError, AttributeError, TypeError) as error:
        raise YoujuError(
            f"{str(path)!r} holds no metrics ({error}): give a file that `youju eval --json` wrote."
        ) from error


def answer_metrics(details: Sequence[Detail]) -> dict[str, float]:
    """answer_hit, answer_chars, refusal_recall, false_refusal; each only where it can be had.

    ``direct_hit`` is the share of right ones among the short answers given. A query that names no gold answer counts for refusals, not for hits. ``misquotes`` is the number
    of citations whose quote is not what stands at their span: 0, or something is broken.
    """
    answerable = [row for row in details if not row["unanswerable"]]
    unanswerable = [row for row in details if row["unanswerable"]]
    with_gold = [row for row in answerable if any(map(normalise, row["expected"]))]
    lengths = [len(without_markers(row["answer"])) for row in details if not _refused(row)]
    metrics = {}
    if with_gold:
        metrics["answer_hit"] = share([row["hit"] for row in with_gold])
    if short := [row for row in with_gold if row["direct"]]:
        metrics["direct_hit"] = share(
            [holds_direct(row["direct"], row["expected"]) for row in short]
        )
    if lengths:
        metrics["answer_chars"] = fmean(lengths)
    if details:
        metrics["misquotes"] = sum(row["misquotes"] for row in details)
    if unanswerable:
        metrics["refusal_recall"] = share([_refused(row) for row in unanswerable])
    if answerable:
        metrics["false_refusal"] = share([_refused(row) for row in answerable])
    return metrics


def _refused(row: Detail) -> bool:
    return bool(row["status"] == "not_found")


def _build_corpus(
    data: DataSet, home: Path, embedding: Embedding, progress: Progress
) -> tuple[Path, list[dict[str, str]]]:
    """Build the set's own corpus; where it lies, and which documents could not be read."""
    assert data.corpus
    place = home / "eval" / data.name
    try:
        report = build_index(
            place,
            read_corpus(data.corpus),
            embedding=embedding,
            progress=progress,
            cache=home / "cache" / "vectors.sqlite",
        )
    except OSError as error:
        raise YoujuError(
            f"The data set's index cannot be written to {str(place)!r} ({error}): check the folder."
        ) from error
    return place, report.sources.failed


def _measure_queries(
    index: Index, queries: Sequence[Query], mode: Mode, answers: bool, progress: Progress
) -> Iterator[Detail]:
    measure = _answer_query if answers else _search_query
    if queries:  # the first search opens files, which is not what an answer takes
        measure(index, queries[0], mode)
    for done, query in enumerate(queries, 1):
        began = time.perf_counter()
        came = measure(index, query, mode)
        elapsed = (time.perf_counter() - began) * 1000
        yield {
            "id": query.id,
            "question": query.text,
            "expected": list(query.answers),
            "unanswerable": query.unanswerable,
            "relevant": sorted(query.relevant),
            "documents": _ranked_documents(index, query.text, mode) if query.relevant else [],
            "ms": round(elapsed, 2),
            **came,
        }
        progress("ask", done, len(queries))


def _answer_query(index: Index, query: Query, mode: Mode) -> Detail:
    answer = ask(query.text, index, mode=mode)
    return {
        "status": answer.status,
        "hit": answer.status == "answered" and holds_answer(answer.answer, query.answers),
        "direct": list(answer.direct),
        "answer": answer.answer,
        "cited": [citation.source for citation in answer.citations],
        "misquotes": sum(_is_misquote(index, c) for c in (*answer.citations, *answer.nearest)),
    }


def _is_misquote(index: Index, citation: Citation) -> bool:
    return citation.quote != citation.span.cut(index.documents[citation.source].text)


def _search_query(index: Index, query: Query, mode: Mode) -> Detail:
    index.search(query.text, mode=mode)
    return {}


def _ranked_documents(index: Index, question: str, mode: Mode) -> list[str]:
    hits = index.search(question, RANKED_PASSAGES, mode=mode)
    return list(dict.fromkeys(hit.passage.source_id for hit in hits))[:RANKED_DOCUMENTS]
