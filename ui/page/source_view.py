"""A document and a span of it → HTML of the article around it, laid out as it was printed.

One row a printed line, its number in the margin, the quoted words marked. Pure: knows no browser,
no Gradio and no index. Every text of a document is data and is escaped.
"""

import html
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from assistant.citations import has_paragraphs
from corpus.records import Article, Document, PrintedRun, Span
from ui.words import Words

# Gradio's frontend takes this for the start of a translation, wherever in a text it stands.
GRADIO_MARK = "__i18n__"

# At the panel's 500 pixels a printed line of so many Chinese characters fits in one; on a phone,
# a narrow one does.
MAX_COLUMN_CHARS = 27
MAX_NARROW_CHARS = 18
# Lines that flow on, and are shorter than the screen's, end where they were printed: otherwise the
# next one would begin beside them and its number would stand on theirs.
FLOWING = {"narrow": 0, "column": MAX_NARROW_CHARS, "wide": MAX_COLUMN_CHARS}
# A long book would keep a browser busy for seconds; a newspaper's page has some 600 lines.
MAX_ROWS = 3000

WEB_ADDRESS = re.compile(r"https?://[^\s（）()<>\"']+")


@dataclass(frozen=True, slots=True)
class Row:
    """The part of one printed line that belongs to one paragraph."""

    span: Span
    run: PrintedRun
    paragraph: int


def escape(text: str) -> str:
    """Return the text as HTML that shows exactly this text, quotes escaped too."""
    return html.escape(text).replace(GRADIO_MARK, "&#95;" + GRADIO_MARK[1:])


def source_to_html(
    document: Document, quoted: Span, words: Words, *, page: str = "", copied: str = ""
) -> str:
    """Return the article around ``quoted`` with its source's description, as one HTML block.

    An empty ``quoted`` shows the whole document. ``page`` is the HTML of its printed page, which
    then stands beside the text; ``copied`` is what is copied of the quote and its place.
    """
    article = article_at(document, quoted)
    return (
        f'<article class="yj-source{" yj-paged" if page else ""}" lang="zh-CN">{page}'
        + head_to_html(document, article, quoted, words, copied)
        + print_to_html(document, article, quoted, words)
        + "</article>"
    )


def article_at(document: Document, quoted: Span) -> Article | None:
    """Return the article that holds the start of ``quoted``, in its body or its headline."""
    if not quoted:
        return None
    at = Span(quoted.start, min(quoted.start + 1, len(document.text)))
    for article in document.articles:
        if article.span.covers(at) or (article.title_span and article.title_span.covers(at)):
            return article
    return None


def head_to_html(
    document: Document, article: Article | None, quoted: Span, words: Words, copied: str = ""
) -> str:
    source = document.source
    facts = [
        (words["speaker"], "；".join(escape(name) for name in speakers_in(document, quoted))),
        (words["publisher"], escape(source.publisher or "")),
        (words["date"], escape(source.date or words["no_date"])),
        (words["number"], escape(source.number or "")),
        (words["url"], address_to_html(source.url or "")),
    ]
    listed = "".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in facts if value)
    headline = article.title if article and article.title else source.title
    page_title = (
        f'<p class="yj-from">{escape(source.title)}</p>' if headline != source.title else ""
    )
    note = f'<p class="yj-card-note">{words["card_note"]}</p>' if source.kind == "card" else ""
    note += warnings_to_html(document.warnings)
    return (
        f'<header><p class="yj-kicker">{kind_to_html(source.kind, words)}</p>{page_title}'
        f'<h2 tabindex="-1">{escape(headline)}</h2><dl>{listed}</dl>{note}'
        f'<p class="yj-where"><span>{quoted_place(document, quoted, words)}</span>'
        f"{copy_to_html(copied, words['copy_quote'], words) if copied else ''}</p></header>"
    )


def copy_to_html(text: str, label: str, words: Words) -> str:
    """Return the button that copies ``text`` and says whether it could."""
    return (
        f'<button type="button" class="yj-copy" data-text="{escape(text)}"'
        f' data-done="{words["copied"]}" data-refused="{words["copy_failed"]}" aria-live="polite">'
        f"{label}</button>"
    )


def warnings_to_html(warnings: Iterable[str]) -> str:
    """Return what a reader says of a source: scans, OCR, pages that hold no text."""
    return "".join(f'<p class="yj-source-warning">⚠ {escape(warning)}</p>' for warning in warnings)


def kind_to_html(kind: str, words: Words) -> str:
    return f'<span class="yj-badge yj-badge-{kind}">{words[kind]}</span>'


def address_to_html(address: str) -> str:
    """Return the address with each web address in it as a link, the words around it as they are."""
    parts: list[str] = []
    done = 0
    for found in WEB_ADDRESS.finditer(address):
        link = escape(found.group())
        parts += [
            escape(address[done : found.start()]),
            f'<a href="{link}" target="_blank" rel="noopener noreferrer">{link}</a>',
        ]
        done = found.end()
    return "".join(parts) + escape(address[done:])


def speakers_in(document: Document, span: Span) -> list[str]:
    """Return who says the words of ``span``, each with the office, in the order of the text."""
    found: dict[str, None] = {}
    for sentence in document.sentences:
        if sentence.speaker and sentence.span.overlaps(span):
            speaker = sentence.speaker
            found[f"{speaker.name}，{speaker.office}" if speaker.office else speaker.name] = None
    return list(found)


def quoted_place(document: Document, quoted: Span, words: Words) -> str:
    runs = [row.run for row in rows_of(document, quoted)] if quoted else []
    pages = [run.page for run in runs if run.page is not None]
    lines = [run.line for run in runs if run.line is not None]
    page = number_range(pages[0], pages[-1]) if pages else ""
    counted = has_paragraphs(document.source)
    line = lines_to_text(lines[0], lines[-1], words, paragraphs=counted) if lines else ""
    if page and line:
        return words["quoted_page_lines"].format(page=page, lines=line)
    if page:
        return words["quoted_pages"].format(page=page)
    return words["quoted_lines"].format(lines=line) if line else ""


def lines_to_text(first: int, last: int, words: Words, *, paragraphs: bool) -> str:
    """第 3–5 行; of a text that has no printed lines, 第 3–5 段."""
    unit = "paragraph" if paragraphs else "line"
    many = "" if first == last else "s"
    return words[unit + many].format(lines=number_range(first, last))


def number_range(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"


def print_to_html(document: Document, article: Article | None, quoted: Span, words: Words) -> str:
    """Return the printed lines of the article, or of the whole document where no article is.

    Of a text too long for a browser, those around the quoted words.
    """
    headings = {sentence.paragraph for sentence in document.sentences if sentence.heading}
    spans = [Span(0, len(document.text))]
    if article:
        spans = [span for span in (article.title_span, article.span) if span]
    every = [row for span in spans for row in rows_of(document, span)]
    at = next((n for n, row in enumerate(every) if row.span.end > quoted.start), 0)
    first = max(0, min(at - MAX_ROWS // 2, len(every) - MAX_ROWS))
    rows = every[first : first + MAX_ROWS]
    cut = f'<p class="yj-cut">{words["text_cut"]}</p>' if len(rows) < len(every) else ""
    pages = page_labels(rows, words)
    measured = measure(rows)
    paragraphs = "".join(
        paragraph_to_html(
            document.text,
            list(group),
            quoted,
            pages,
            heading=number in headings,
            fits=FLOWING[measured],
        )
        for number, group in groupby(rows, key=lambda row: row.paragraph)
    )
    return f'<div class="yj-print yj-{measured}" tabindex="0">{cut}{paragraphs}</div>'


def measure(rows: Sequence[Row]) -> str:
    """Return how long the printed lines are: it decides how they are laid on a screen.

    A ``narrow`` or ``column`` line fits beside the chat and stands as printed (a column on a phone
    flows on, its numbers in the margin); ``wide`` lines always flow.
    """
    lengths = sorted(len(row.span) for row in rows)
    typical = lengths[len(lengths) * 3 // 4] if lengths else 0
    if typical > MAX_COLUMN_CHARS:
        return "wide"
    return "column" if typical > MAX_NARROW_CHARS else "narrow"


def rows_of(document: Document, span: Span) -> Iterator[Row]:
    """Yield the printed lines of ``span``, cut at paragraph ends, empty ones left out."""
    start = span.start
    at = max(bisect_right(document.runs, start, key=lambda run: run.start) - 1, 0)
    paragraph = document.text.count("\n", 0, start)
    while start < span.end and at < len(document.runs):
        run = document.runs[at]
        run_end = document.runs[at + 1].start if at + 1 < len(document.runs) else span.end
        line_end = document.text.find("\n", start, min(run_end, span.end))
        end = min(run_end, span.end) if line_end < 0 else line_end
        if document.text[start:end].strip():
            yield Row(Span(start, end), run, paragraph)
        if line_end >= 0:
            end += 1
            paragraph += 1
        start = end
        at += start >= run_end


def page_labels(rows: Sequence[Row], words: Words) -> dict[Span, str]:
    """Return a label for the first row of each page, where lines have no numbers of their own."""
    labels: dict[Span, str] = {}
    page: int | None = None
    for row in rows:
        if row.run.page != page and row.run.line is None:
            page = row.run.page
            labels[row.span] = words["page_short"].format(page=page)
    return labels


def paragraph_to_html(
    text: str,
    rows: Sequence[Row],
    quoted: Span,
    pages: Mapping[Span, str],
    *,
    heading: bool,
    fits: int,
) -> str:
    """Return the lines of a paragraph; those of fewer characters than ``fits`` end as printed."""
    lines = "".join(
        row_to_html(
            text,
            row,
            quoted,
            number=pages.get(row.span, str(row.run.line or "")),
            begins_page=row.span in pages,
            ends=len(row.span) < fits,
        )
        for row in rows
    )
    return f'<p class="yj-par{" yj-heading" if heading else ""}">{lines}</p>'


def row_to_html(
    text: str, row: Row, quoted: Span, *, number: str, begins_page: bool, ends: bool
) -> str:
    start = min(max(row.span.start, quoted.start), row.span.end)
    end = max(min(row.span.end, quoted.end), start)
    words = escape(text[row.span.start : start])
    if start < end:
        words += f"<mark>{escape(text[start:end])}</mark>"
    words += escape(text[end : row.span.end])
    page = f' data-page="{row.run.page}"' if begins_page else ""
    state = (" yj-quoted" if start < end else "") + (" yj-ends" if ends else "")
    return (
        f'<span class="yj-row{state}"{page}><span class="yj-line" aria-hidden="true">{number}</span>'
        f'<span class="yj-text">{words}</span></span>'
    )
