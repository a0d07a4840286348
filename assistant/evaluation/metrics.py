"""Rankings and answers in, the contract's measures out. Pure arithmetic over one data set."""

import math
import re
import unicodedata
from collections.abc import Sequence, Set
from statistics import fmean

_MARKER = re.compile(r"\[\d+\]")
_WHITE_SPACE = re.compile(r"\s+")


def ranking_metrics(
    rankings: Sequence[Sequence[str]], relevant: Sequence[Set[str]]
) -> dict[str, float]:
    """recall@1/5/10, mrr@10, ndcg@10 (binary gains), means over the queries that have judgements.

    A query's ``recall@k`` is the share of its relevant documents among the first k, with
    ``min(k, relevant)`` as the most that can be had. Without judgements there are no measures.
    """
    judged = [(ranking[:10], s) for ranking, s in zip(rankings, relevant, strict=True) if s]
    if not judged:
        return {}
    metrics = {
        f"recall@{k}": fmean(len(set(ranking[:k]) & s) / min(k, len(s)) for ranking, s in judged)
        for k in (1, 5, 10)
    }
    metrics["mrr@10"] = fmean(_reciprocal_rank(ranking, s) for ranking, s in judged)
    metrics["ndcg@10"] = fmean(_ndcg(ranking, s) for ranking, s in judged)
    return metrics


def normalise(text: str) -> str:
    """The form in which answers are compared: NFKC, without white space."""
    return _WHITE_SPACE.sub("", unicodedata.normalize("NFKC", text))


def without_markers(answer: str) -> str:
    return _MARKER.sub("", answer)


def holds_answer(answer: str, gold: Sequence[str]) -> bool:
    """Whether an answer holds one of the gold answers; one of white space alone is none."""
    text = normalise(without_markers(answer))
    return any(one in text for one in map(normalise, gold) if one)


def holds_direct(direct: Sequence[str], gold: Sequence[str]) -> bool:
    """Whether a short answer holds a gold answer, or is a part of one (1.66万余 of 1.66万余家)."""
    parts = [one for one in map(normalise, direct) if one]
    return holds_answer("".join(parts), gold) or any(
        part in one for part in parts for one in map(normalise, gold)
    )


def share(outcomes: Sequence[bool]) -> float:
    """The share of true ones; there must be one outcome at least."""
    return sum(outcomes) / len(outcomes)


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least ``share`` of the values do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def _reciprocal_rank(ranking: Sequence[str], relevant: Set[str]) -> float:
    return next((1 / rank for rank, id in enumerate(ranking, 1) if id in relevant), 0.0)


def _ndcg(ranking: Sequence[str], relevant: Set[str]) -> float:
    gain = sum(1 / math.log2(rank + 1) for rank, id in enumerate(ranking, 1) if id in relevant)
    best = sum(1 / math.log2(rank + 1) for rank in range(1, min(len(relevant), 10) + 1))
    return gain / best
