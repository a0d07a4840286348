"""Claims with the verdicts expected in, the metrics of the check out, one detail for each figure."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from assistant.checking.check import CheckedFigure, check_draft
from assistant.evaluation.data_set import Claim, ClaimedFigure
from assistant.evaluation.metrics import share
from index import Index

Detail = dict[str, Any]
Progress = Callable[[str, int, int], None]

# What stands for a figure that the check did not see.
UNSEEN = "unseen"


def measure_claims(index: Index, claims: Sequence[Claim], progress: Progress) -> Iterator[Detail]:
    """What is expected of each judged figure and what came."""
    for done, claim in enumerate(claims, 1):
        known = [source for source in claim.sources if source in index.documents]
        report = check_draft(claim.text, index, sources=known)
        for expected, checked in judged_figures(claim.text, claim.figures, report.figures):
            yield {
                "id": claim.id,
                "claim": claim.text,
                "figure": checked.figure.raw if checked else expected.text,
                "expected": expected.verdict,
                "came": checked.verdict if checked else UNSEEN,
                "reason": checked.reason if checked else "",
                "evidence": [e.citation.quote for e in checked.evidence] if checked else [],
            }
        progress("check", done, len(claims))


def claim_metrics(details: Sequence[Detail]) -> dict[str, float]:
    """verdict_accuracy, wrong_flagged, false_alarm, false_support; each only where it can be had."""
    if not details:
        return {}
    right = [row for row in details if row["expected"] == "supported"]
    wrong = [row for row in details if row["expected"] != "supported"]
    metrics: dict[str, float] = {"figures": len(details)}
    metrics["verdict_accuracy"] = share([is_as_expected(row) for row in details])
    if wrong:
        metrics["wrong_flagged"] = share([_flagged(row) for row in wrong])
        metrics["false_support"] = share([row["came"] == "supported" for row in wrong])
    if right:
        metrics["false_alarm"] = share([row["came"] != "supported" for row in right])
    return metrics


def is_as_expected(row: Detail) -> bool:
    """Whether the verdict is the one expected; ``wrong`` stands for any but ``supported``."""
    return _flagged(row) if row["expected"] == "wrong" else bool(row["expected"] == row["came"])


def _flagged(row: Detail) -> bool:
    return row["came"] not in ("supported", UNSEEN)


def judged_figures(
    text: str, expected: Sequence[ClaimedFigure], figures: Sequence[CheckedFigure]
) -> Iterator[tuple[ClaimedFigure, CheckedFigure | None]]:
    """Each figure a claim judges and what came of it: None if the check did not see it.

    A phrase that holds several figures stands for all of them.
    """
    at = 0
    for judged in expected:
        start = text.find(judged.text, at)
        start = start if start >= 0 else text.find(judged.text)
        end = start + len(judged.text)
        held = [f for f in figures if f.figure.span.start < end and start < f.figure.span.end]
        for checked in held if start >= 0 else ():
            yield judged, checked
        if start < 0 or not held:
            yield judged, None
        at = max(at, end)
