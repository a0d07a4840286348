"""The printed page of a PDF source → HTML: the picture, the quoted words marked on it, its bar.

Pure: knows no browser, no Gradio and no index. ``page_view.js`` asks for a page by the address that
``page_frame`` holds and shows what ``page_to_html`` made of it.
"""

from collections.abc import Sequence
from pathlib import PurePath
from urllib.parse import quote, urlencode

from assistant.citations import cite, printed_runs
from assistant.records import Citation
from corpus.records import Document, Span
from ui.page.page_image import SCALES, PageImage, Place
from ui.page.source_view import escape
from ui.words import Words

# Beneath the page's own address, so that it also holds behind a proxy's prefix.
PAGES = "youju/pages"
HIGHLIGHTED = "youju/highlighted"
# The words of a question are a note to the copy, not its content.
MAX_QUESTION_CHARS = 200


def is_paged(document: Document) -> bool:
    """Whether the source has printed pages to show."""
    return PurePath(document.source.path).suffix.lower() == ".pdf" and any(
        run.page is not None for run in document.runs
    )


def page_of(document: Document, span: Span) -> int:
    """The page on which the words of ``span`` begin, the first where they were not printed."""
    return next((run.page for run, _ in printed_runs(document, span) if run.page is not None), 1)


def page_address(source: str, page: int, quoted: Span) -> str:
    return f"{PAGES}/{quote(source, safe='')}/{page}?{urlencode({'span': span_to_text(quoted)})}"


def image_address(source: str, page: int, scale: int, sha256: str) -> str:
    """The hash tells a browser's cache two versions of a source apart."""
    return f"{PAGES}/{quote(source, safe='')}/{page}/{scale}.jpg?v={sha256[:12]}"


def copy_address(source: str, spans: Sequence[Span], question: str = "") -> str:
    """Where a copy of the PDF with these words highlighted is had."""
    wanted = [("span", span_to_text(span)) for span in spans]
    if question:
        wanted.append(("question", question[:MAX_QUESTION_CHARS]))
    return f"{HIGHLIGHTED}/{quote(source, safe='')}?{urlencode(wanted)}"


def span_to_text(span: Span) -> str:
    return f"{span.start}-{span.end}"


def page_frame(document: Document, quoted: Span, words: Words) -> str:
    """Return the empty frame of a page view and the buttons that choose between page and text."""
    address = page_address(document.source.id, page_of(document, quoted), quoted)
    choices = "".join(
        f'<button type="button" class="yj-view" data-view="{view}"'
        f' aria-pressed="{str(view == "page").lower()}">{words[f"view_{view}"]}</button>'
        for view in ("page", "text")
    )
    return (
        f'<div class="yj-views" role="group" aria-label="{words["view"]}">{choices}</div>'
        f'<section class="yj-page" aria-label="{words["printed_page"]}"'
        f' data-address="{escape(address)}" data-failed="{words["page_failed"]}">'
        f'<p class="yj-page-note" role="status">{words["page_pending"]}</p></section>'
    )


def page_to_html(
    document: Document, page: int, quoted: Span, image: PageImage, words: Words
) -> str:
    """Return a page's bar, its picture and its marks, one a quoted line."""
    source = document.source
    boxes = cite(document, quoted, 0).boxes if quoted else None
    marks = "".join(
        mark_to_html(image.place((x0, y0, x1, y1)))
        for number, x0, y0, x1, y1 in boxes or ()
        if number == page
    )
    described = words["page_picture" if marks else "page_picture_plain"].format(page=page)
    addresses = "".join(
        f' data-scale-{scale}="{escape(image_address(source.id, page, scale, source.sha256))}"'
        for scale in SCALES
    )
    return (
        bar_to_html(document, page, quoted, image.pages, words)
        + f'<div class="yj-sheet-frame" tabindex="0" role="group" aria-label="{described}">'
        f'<div class="yj-sheet" data-width="{image.width:.2f}" data-height="{image.height:.2f}"'
        f' style="aspect-ratio: {image.width:.2f} / {image.height:.2f}">'
        f'<img alt="{described}" draggable="false"{addresses}>{marks}</div></div>'
    )


def bar_to_html(document: Document, page: int, quoted: Span, pages: int, words: Words) -> str:
    id = document.source.id

    def turn(name: str, sign: str, to: int) -> str:
        off = "" if 1 <= to <= pages else " disabled"
        return (
            f'<button type="button" class="yj-turn-page" data-turn="{name}"'
            f' data-address="{escape(page_address(id, to, quoted))}"'
            f' aria-label="{words[name + "_page"]}" title="{words[name + "_page"]}"{off}>'
            f"{sign}</button>"
        )

    def zoom(name: str, sign: str) -> str:
        return (
            f'<button type="button" class="yj-zoom" data-zoom="{name}"'
            f' aria-label="{words["zoom_" + name]}" title="{words["zoom_" + name]}">{sign}</button>'
        )

    number = (
        f'<label class="yj-page-number"><span>{words["page_before"]}</span>'
        f'<input type="number" min="1" max="{pages}" value="{page}"'
        f' data-address="{escape(page_address(id, page, quoted))}"'
        f' aria-label="{words["page_number"]}"><span>{words["page_after"].format(pages=pages)}</span></label>'
    )
    first = page_of(document, quoted)
    back = ""
    if quoted and page != first:
        back = (
            '<button type="button" class="yj-turn-page yj-to-quote" data-turn="quote"'
            f' data-address="{escape(page_address(id, first, quoted))}">{words["to_quote"]}</button>'
        )
    copy = copy_link(id, [quoted], words["copy_pdf"]) if quoted else ""
    return (
        f'<div class="yj-page-bar" role="toolbar" aria-label="{words["printed_page"]}">'
        f"{turn('previous', '‹', page - 1)}{number}{turn('next', '›', page + 1)}{back}"
        f'<span class="yj-zooms">{zoom("out", "−")}{zoom("in", "+")}{zoom("fit", words["zoom_fit"])}</span>'
        f"{copy}</div>"
    )


def copy_link(source: str, spans: Sequence[Span], label: str, question: str = "") -> str:
    """Return a link to the highlighted copy; ``label`` is HTML."""
    address = escape(copy_address(source, spans, question))
    return f'<a class="yj-copy-pdf" href="{address}" download>{label}</a>'


def copy_links(citations: Sequence[Citation], question: str, words: Words) -> str:
    """Return a link for each cited PDF, with all that is cited of it."""
    spans: dict[str, list[Span]] = {}
    titles: dict[str, str] = {}
    for citation in citations:
        if citation.boxes:
            spans.setdefault(citation.source, []).append(citation.span)
            titles[citation.source] = citation.title
    return "".join(
        copy_link(
            source,
            cited,
            words["copy_pdf"]
            if len(spans) == 1
            else words["copy_pdf_of"].format(title=escape(titles[source])),
            question,
        )
        for source, cited in spans.items()
    )


def mark_to_html(place: Place) -> str:
    edges = {
        "left": place.left,
        "top": place.top,
        "width": place.width,
        "height": place.height,
    }
    style = ";".join(f"{edge}:{100 * share:.3f}%" for edge, share in edges.items())
    return f'<span class="yj-mark" style="{style}"></span>'
