"""A span of a document in, the citation of its words out: where they were printed, who said them.

The quote is cut from the text here and nowhere else; nobody writes one.
"""

from bisect import bisect_right
from pathlib import PurePath

from assistant.records import Citation
from corpus.page.clauses import clause_of
from corpus.records import Document, PrintedRun, Source, Span

PARAGRAPHS = frozenset((".docx", ".html", ".htm"))  # kinds whose readers number paragraphs
Box = tuple[int, float, float, float, float]


def cite(document: Document, span: Span, n: int) -> Citation:
    """The citation of these words, with the number ``n``.

    The words are as printed, also those of a document read in simplified characters.
    Words of several articles belong to none, and only what one speaker says alone is theirs.
    """
    document = document.printed or document
    source = document.source
    runs = printed_runs(document, span)
    lines = [run.line for run, _ in runs if run.line is not None]
    pages = [run.page for run, _ in runs if run.page is not None]
    sentences = [s for s in document.sentences_at(span) if not s.heading]
    speakers = {s.speaker.name if s.speaker else None for s in sentences}
    return Citation(
        n=n,
        source=source.id,
        title=source.title,
        article=_place(document, span),
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
        by_paragraph=has_paragraphs(source),
        recognized=not set(pages).isdisjoint(document.recognized),
    )


def has_paragraphs(source: Source) -> bool:
    """Whether places in a source are told by paragraphs rather than by printed lines."""
    return PurePath(source.path).suffix.lower() in PARAGRAPHS


def _place(document: Document, span: Span) -> str | None:
    """The article's headline; in a policy the clause, below its headline where there are several."""
    within = (a for a in document.articles if a.span.covers(span) or a.title_span == span)
    article = next(within, None)
    clause = clause_of(document, span) if article and document.source.kind == "policy" else None
    if article is None or clause is None:
        return article.title if article else None
    several = len(document.articles) > 1 and article.title
    return f"{article.title} {clause}" if several else clause


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
