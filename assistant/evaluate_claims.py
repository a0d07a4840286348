"""Claims with the verdicts expected and those that came in, the metrics of the check out."""

from collections.abc import Iterator, Sequence

from assistant.check import CheckedFigure


def gold_verdicts(
    text: str, expected: Sequence[tuple[str, str]], figures: Sequence[CheckedFigure]
) -> Iterator[tuple[str, str, CheckedFigure | None]]:
    """Each figure that a claim judges, what is expected, and what came: None if it was not seen.

    A phrase that holds several figures stands for all of them.
    """
    at = 0
    for phrase, verdict in expected:
        start = text.find(phrase, at)
        if start < 0:
            start = text.find(phrase)
        end = start + len(phrase)
        held = [f for f in figures if f.figure.span.start < end and start < f.figure.span.end]
        for figure in held:
            yield figure.figure.raw, verdict, figure
        if not held:
            yield phrase, verdict, None
        at = max(at, end)
