"""A source and its bytes in, the document out: reading text, runs, articles, sentences, speakers.

The reader is chosen by the file's suffix; a reader hands over a page of articles, and this file
lays them out as one reading text.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path, PurePath

from corpus.docx.read_docx import read_docx
from corpus.errors import YoujuError
from corpus.page.articles import Page, Piece
from corpus.page.reflow import Paragraph
from corpus.pdf.read_pdf import read_pdf
from corpus.policy.policy_parts import part_policy
from corpus.read_text import read_markdown_file, read_text_file
from corpus.records import Article, Document, PrintedRun, Sentence, Source, Span
from corpus.sentences import split_sentences
from corpus.speakers import find_speakers
from corpus.web.read_html import read_html

Reader = Callable[[bytes, str], Page]

READERS: dict[str, Reader] = {
    ".txt": read_text_file,
    ".md": read_markdown_file,
    ".markdown": read_markdown_file,
    ".html": read_html,
    ".htm": read_html,
    ".docx": read_docx,
    ".doc": read_docx,
    ".pdf": read_pdf,
}
LONGEST_HEADING = 500
# What to give: Word's old format has a reader only to be told apart.
KINDS = tuple(suffix for suffix in READERS if suffix != ".doc")


def read_document(source: Source, data: bytes | Path) -> Document:
    """Read a source's file, given as its bytes or its path; raise YoujuError if it cannot be."""
    return page_to_document(source, read_page(data, source.path))


def page_to_document(source: Source, page: Page) -> Document:
    """The document of a source whose file was read."""
    return lay_out(source, part_policy(page) if source.kind == "policy" else page)


def read_page(data: bytes | Path, name: str) -> Page:
    """Read a file by the suffix of its name; raise YoujuError if it cannot be or holds no text."""
    reader = READERS.get(PurePath(name).suffix.lower())
    if reader is None:
        raise YoujuError(
            f"{name!r} is of a kind that cannot be read; give one of {', '.join(KINDS)}"
        )
    data = data if isinstance(data, bytes) else load_bytes(data)
    if not data:
        raise YoujuError(f"{name!r} is empty; get it anew, or remove it")
    page = reader(data, name)
    if not page.titles and not page.pieces:
        raise YoujuError(f"{name!r} holds no text; remove it, or add a file that does")
    return _without_endless_headings(page)


def _without_endless_headings(page: Page) -> Page:
    """The page with headings that are longer than any as text: each stands before its passages."""

    def as_text(paragraph: Paragraph) -> Paragraph:
        endless = paragraph.heading and len(paragraph.text) > LONGEST_HEADING
        return replace(paragraph, heading=False) if endless else paragraph

    titles = [as_text(paragraph) for paragraph in page.titles]
    pieces = [Piece(None, (title,)) for title in titles if not title.heading]
    for piece in page.pieces:
        body = tuple(map(as_text, piece.body))
        title = as_text(piece.title) if piece.title else None
        endless = title and not title.heading
        pieces.append(Piece(None, (title, *body)) if title and endless else Piece(title, body))
    return replace(page, titles=tuple(t for t in titles if t.heading), pieces=tuple(pieces))


def load_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or "it cannot be opened"
        raise YoujuError(f"cannot read {str(path)!r}: {reason}; check the path") from error


def document_from_text(source: Source, title: str, text: str) -> Document:
    """Make a document of clean paragraphs, one a line; a title becomes the headline before them."""
    lines = [line for line in text.replace("\r", "\n").split("\n") if line.strip()]
    body = tuple(Paragraph(line, (PrintedRun(0, at),)) for at, line in enumerate(lines, 1))
    headline = " ".join(title.split())
    head = Paragraph(headline, (PrintedRun(0, None),), heading=True) if headline else None
    if not body:
        return lay_out(source, Page((head,) if head else (), ()))
    return lay_out(source, Page((), (Piece(head, body),)))


def lay_out(source: Source, page: Page) -> Document:
    """Lay a page out as reading text: its own titles, then each article under its headline."""
    text: list[str] = []
    runs: list[PrintedRun] = []
    sentences: list[Sentence] = []
    articles: list[Article] = []
    depths: list[tuple[int, int]] = []
    end = 0

    def put(paragraph: Paragraph) -> Span:
        nonlocal end
        start = end + 1 if text else 0
        runs.extend(replace(run, start=run.start + start) for run in paragraph.runs)
        if paragraph.depth:
            depths.append((len(text), paragraph.depth))
        text.append(paragraph.text)
        end = start + len(paragraph.text)
        return Span(start, end)

    def put_heading(paragraph: Paragraph) -> Span:
        span = put(paragraph)
        sentences.append(Sentence(span, len(text) - 1, heading=True))
        return span

    for paragraph in page.titles:
        put_heading(paragraph)
    for number, piece in enumerate(page.pieces, 1):
        title_span = put_heading(piece.title) if piece.title else None
        first = len(text)
        spans = [put(paragraph) for paragraph in piece.body]
        sentences.extend(_sentences(piece, spans, first))
        articles.append(
            Article(
                id=f"{source.id}#{number}",
                span=Span(spans[0].start, spans[-1].end),
                title=piece.title.text if piece.title else None,
                title_span=title_span,
            )
        )
    return Document(
        source,
        "\n".join(text),
        tuple(runs),
        tuple(articles),
        tuple(sentences),
        page.warnings,
        page.recognized,
        tuple(depths),
    )


def _sentences(piece: Piece, spans: list[Span], first: int) -> list[Sentence]:
    """Cut an article's paragraphs into sentences with their speakers."""
    found: list[Sentence] = []
    for at, (paragraph, span) in enumerate(zip(piece.body, spans, strict=True), first):
        if paragraph.heading:
            found.append(Sentence(span, at, heading=True))
            continue
        found += [Sentence(s.shift(span.start), at) for s in split_sentences(paragraph.text)]
    # A subhead is nobody's words: blanks of its length keep the offsets.
    said = "\n".join(" " * len(p.text) if p.heading else p.text for p in piece.body)
    base = spans[0].start
    local = [Span(s.span.start - base, s.span.end - base) for s in found]
    speakers = find_speakers(said, local)
    return [replace(s, speaker=who) for s, who in zip(found, speakers, strict=True)]
