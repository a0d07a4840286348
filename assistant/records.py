"""The nouns of an answer: citation and answer, as the contract names their fields."""

from dataclasses import dataclass, field
from typing import Literal

from corpus.records import SourceKind, Span

Status = Literal["answered", "not_found"]
Mode = Literal["extractive", "llm"]


@dataclass(frozen=True, slots=True)
class Citation:
    """Words of a source, and where they were printed.

    ``quote == text[span.start : span.end]`` of the source's reading text, always. ``lines`` are the
    first and last printed line (1-based), paragraphs where ``by_paragraph``: a Word file and a web
    page have no lines. ``boxes`` are ``(page, x0, y0, x1, y1)`` in PDF points. ``recognized`` words
    were read from an image: any figure in them may be wrong.
    """

    n: int
    source: str
    title: str
    article: str | None
    kind: SourceKind
    publisher: str | None
    date: str | None
    url: str | None
    page: int | None
    lines: tuple[int, int] | None
    boxes: tuple[tuple[int, float, float, float, float], ...] | None
    span: Span
    quote: str
    speaker: str | None
    by_paragraph: bool = False
    recognized: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What is shown for a question.

    ``answer`` carries a marker ``[n]`` after every sentence, each the ``n`` of one of
    ``citations``; ``direct`` holds short answers cut from the cited words. For ``not_found`` the answer
    says just that, without a marker, and ``nearest`` shows the nearest passages as such.
    """

    question: str
    status: Status
    answer: str
    direct: tuple[str, ...]
    citations: tuple[Citation, ...]
    nearest: tuple[Citation, ...]
    mode: Mode
    build: str
    timings_ms: dict[str, float] = field(default_factory=dict)
