"""A span of a document in, the citation of its words out: where they were printed, who said them.

The quote is cut from the text here and nowhere else; nobody writes one.
"""

from bisect import bisect_right

from assistant.records import Citation
from corpus.records import Document, PrintedRun, Span

Box = tuple[int, float, float, float, float]


def cite(document: Document, span: Span, n: int) -> Citation:
    """The citation of these words, with the number ``n``.

    Words of several articles belong to none, and only what one speaker says alone is theirs.
    """
    source = document.source
    runs = printed_runs(document, span)
    lines = [run.line for run, _ in runs if run.line is not None]
    pages = [run.page for run, _ in runs if run.page is not None]
    sentences = [s for s in document.sentences if s.span.overlaps(span) and not s.heading]
    speakers = {s.speaker.name if s.speaker else None for s in sentences}
    within = (a for a in document.articles if a.span.covers(span) or a.title_span == span)
    return Citation(
        n=n,
        source=source.id,
        title=source.title,
        article=next((article.title for article in within), None),
        kind=source.kind,
        publisher=source.publisher,
        date=source.date,
        url=source.url,
        page=pages[0] if pages else None,
        lines=(min(lines), max(lines)) if lines else None,
        boxes=tuple(box for run, part in runs for box in _boxes(run, part)) or None,
        span=span,
        quote=span.cut(document.text),
        speaker=speakers.pop() if len(speakers) == 1 else None,
    )


def printed_runs(document: Document, span: Span) -> list[tuple[PrintedRun, Span]]:
    """The runs that a span stands on, each with its part of the span."""
    first = max(0, bisect_right(document.runs, span.start, key=lambda run: run.start) - 1)
    last = bisect_right(document.runs, max(span.start, span.end - 1), key=lambda run: run.start)
    ends = [run.start for run in document.runs[first + 1 : last]] + [span.end]
    return [
        (run, Span(max(run.start, span.start), min(end, span.end)))
        for run, end in zip(document.runs[first:last], ends, strict=True)
    ]


def _boxes(run: PrintedRun, part: Span) -> list[Box]:
    """One box around the part of a printed line; none where the print has no boxes.

    What was not printed, such as a space where two lines are joined, has a box without area.
    """
    boxes = run.boxes[part.start - run.start : part.end - run.start]
    marks = [(x0, y0, x1, y1) for x0, y0, x1, y1 in boxes if x0 < x1 and y0 < y1]
    if run.page is None or not marks:
        return []
    x0, y0, x1, y1 = zip(*marks, strict=True)
    return [(run.page, min(x0), min(y0), max(x1), max(y1))]
