"""A draft's file in, its text out: .txt, .md, .docx, .pdf.

Only what is to be checked is read: figures in pictures are not seen, and a file without any text
is refused with a word about it.
"""

import re
from pathlib import Path, PurePath

from corpus import YoujuError
from corpus.docx.read_docx import docx_paragraphs
from corpus.pdf.read_pdf import read_pdf
from corpus.read_markdown import plain_markdown
from corpus.read_text import decode_text

# Larger files hold pictures, not words; the largest book has some 3 MB of text.
MAX_BYTES = 20 * 1024 * 1024
# Some 2,000 figures, which take about a minute.
MAX_CHARS = 100_000
SUFFIXES = (".txt", ".md", ".docx", ".pdf")


def read_draft(path: Path) -> str:
    """The text of a draft's file; YoujuError says what is wrong with it."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise YoujuError(_too_large(path.name, size))
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or "it cannot be opened"
        raise YoujuError(f"Cannot read {str(path)!r}: {reason}; check the path.") from error
    return draft_from_bytes(data, path.name)


def draft_from_bytes(data: bytes, name: str) -> str:
    """The text of an uploaded draft, read by its name's suffix."""
    if len(data) > MAX_BYTES:
        raise YoujuError(_too_large(name, len(data)))
    suffix = PurePath(name).suffix.lower()
    if suffix == ".docx":
        text = "\n".join(paragraph.text for paragraph in docx_paragraphs(data, name))
    elif suffix == ".pdf":
        text = _pdf_to_text(data, name)
    elif suffix == ".md":
        text = plain_markdown(decode_text(data, name))
    elif suffix == ".txt":
        text = decode_text(data, name)
    else:
        raise YoujuError(f"{name!r} is of a kind that cannot be read: give {', '.join(SUFFIXES)}.")
    return clean_draft(text, name)


def clean_draft(text: str, name: str = "The draft") -> str:
    """The text to be checked, spans and all; YoujuError if there is none or too much."""
    text = re.sub(r"\r\n?", "\n", text).replace("\0", " ")
    if not text.strip():
        raise YoujuError(f"{_subject(name)} holds no text: pictures of text cannot be checked.")
    if len(text) > MAX_CHARS:
        raise YoujuError(
            f"{_subject(name)} has {len(text):,} characters, more than the {MAX_CHARS:,} that are checked at"
            " a time: give it in parts."
        )
    return text


def _pdf_to_text(data: bytes, name: str) -> str:
    page = read_pdf(data, name)
    headed = ((piece.title,) if piece.title else () for piece in page.pieces)
    bodies = (piece.body for piece in page.pieces)
    pieces = (line for head, body in zip(headed, bodies, strict=True) for line in (*head, *body))
    return "\n".join(paragraph.text for paragraph in (*page.titles, *pieces))


def _too_large(name: str, size: int) -> str:
    return (
        f"{name!r} has {size / 1_048_576:.0f} MB, more than the {MAX_BYTES // 1_048_576} MB that are read:"
        " paste the text, or save it without pictures."
    )


def _subject(name: str) -> str:
    return name if name == "The draft" else repr(name)
