"""The copy of a PDF with its citations highlighted: read back by other programs."""

from io import BytesIO

import pypdfium2
import pytest
from pypdf import PdfReader
from reportlab.pdfgen.canvas import Canvas

from assistant.citations import cite
from assistant.records import Citation
from corpus import YoujuError
from corpus.records import Document, PrintedRun, Source, Span
from ui.page.highlighted_pdf import highlight_pdf

LINES = ("Harvest rose to 7200 tons in 2030,", "the agency said on Monday.")
QUESTION = "How much? <b>&amp;</b> \u0000"


def printed(pages: int = 2) -> bytes:
    made = BytesIO()
    canvas = Canvas(made, pagesize=(300, 200), invariant=1)
    for _ in range(pages):
        for at, line in enumerate(LINES):
            canvas.drawString(20, 150 - 20 * at, line)
        canvas.showPage()
    canvas.save()
    return made.getvalue()


def cited(page: int, words: str) -> Citation:
    """A citation of words of that page, with the boxes that the PDF gives its characters."""
    text = "".join(LINES)
    opened = pypdfium2.PdfDocument(printed())
    characters = opened[page - 1].get_textpage()
    where = characters.get_text_range()
    runs, start = [], 0
    for line in LINES:
        at = where.index(line)
        boxes = [characters.get_charbox(n, loose=True) for n in range(at, at + len(line))]
        runs.append(PrintedRun(start, None, page, tuple(boxes)))
        start += len(line)
    opened.close()
    document = Document(Source("a", "题", "news", "a.pdf", ""), text, tuple(runs), (), ())
    start = text.index(words)
    return cite(document, Span(start, start + len(words)), 1)


def highlights(data: bytes) -> list[tuple[int, str, str]]:
    """Page, words under the marks, and note of each highlight."""
    found = []
    seen = pypdfium2.PdfDocument(data)
    for number, page in enumerate(PdfReader(BytesIO(data)).pages, 1):
        for reference in page.get("/Annots", ()):
            annotation = reference.get_object()
            assert annotation["/Subtype"] == "/Highlight"
            across, down = annotation["/QuadPoints"][::2], annotation["/QuadPoints"][1::2]
            edges = (min(across), min(down), max(across), max(down))
            words = seen[number - 1].get_textpage().get_text_bounded(*map(float, edges))
            found.append((number, words.strip(), annotation["/Contents"]))
    seen.close()
    return found


def test_each_cited_line_is_highlighted_on_its_page() -> None:
    words = "7200 tons in 2030,the agency"
    copy = highlight_pdf(printed(), [cited(2, words)], question=QUESTION)
    assert [(page, under) for page, under, _ in highlights(copy)] == [
        (2, "7200 tons in 2030,"),
        (2, "the agency"),
    ]
    for _, _, note in highlights(copy):
        assert note == f"{QUESTION}\n{words}"


def test_highlights_are_seen_and_the_original_is_as_it_was() -> None:
    data = printed()
    copy = highlight_pdf(data, [cited(1, "the agency")])
    assert data == printed()
    before, after = (pypdfium2.PdfDocument(d)[0].render().to_numpy() for d in (data, copy))
    changed = before != after
    assert 0 < changed.sum() < changed.size / 10


def test_a_page_that_is_not_there_gets_none() -> None:
    citation = cited(2, "the agency")
    assert highlights(highlight_pdf(printed(1), [citation])) == []


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4 nothing", printed()[:200]])
def test_a_damaged_file_is_one_sentence(data: bytes) -> None:
    with pytest.raises(YoujuError, match="题"):
        highlight_pdf(data, [cited(1, "the agency")])
