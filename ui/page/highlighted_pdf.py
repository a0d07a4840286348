"""A PDF and the citations of its words → a copy with each cited line highlighted.

The original is not touched. This file is the adapter of pypdf's annotations.
"""

from collections.abc import Sequence
from io import BytesIO

from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Highlight
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, FloatObject, NameObject, RectangleObject, TextStringObject

from assistant.records import Citation
from corpus.errors import YoujuError

COLOUR = "fbe04a"  # a marker's yellow
MAX_NOTE_CHARS = 500


def highlight_pdf(data: bytes, citations: Sequence[Citation], *, question: str = "") -> bytes:
    """Return the copy; each highlight's note holds the question and the quote.

    YoujuError where the PDF cannot be written anew.
    """
    try:
        writer = PdfWriter(clone_from=PdfReader(BytesIO(data)))
        for citation in citations:
            note = "\n".join(part[:MAX_NOTE_CHARS] for part in (question, citation.quote) if part)
            for page, *box in citation.boxes or ():
                if 1 <= page <= len(writer.pages):
                    _highlight(writer, page - 1, box, note)
        copy = BytesIO()
        writer.write(copy)
    except (PyPdfError, ValueError, KeyError, TypeError, RecursionError) as error:
        title = citations[0].title if citations else "?"
        raise YoujuError(
            f"No copy of {title!r} with highlights can be made: its PDF is damaged or locked. Open"
            " the page in the view instead."
        ) from error
    return copy.getvalue()


def _highlight(writer: PdfWriter, page: int, box: Sequence[float], note: str) -> None:
    x0, y0, x1, y1 = box
    # Upper left, upper right, lower left, lower right: as programs write and read it.
    corners = ArrayObject(map(FloatObject, (x0, y1, x1, y1, x0, y0, x1, y0)))
    annotation = Highlight(
        rect=RectangleObject((x0, y0, x1, y1)),
        quad_points=corners,
        highlight_color=COLOUR,
        printing=True,
    )
    annotation[NameObject("/Contents")] = TextStringObject(note)
    annotation[NameObject("/T")] = TextStringObject("有据")
    writer.add_annotation(page, annotation)
