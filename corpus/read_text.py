"""A text or Markdown file's bytes in, its page of articles out."""

import re

from corpus.articles import Page, Piece, split_articles
from corpus.errors import YoujuError
from corpus.reflow import Line, Paragraph, join_lines, printed_lines, reflow

# GB18030 holds GBK and GB2312, the encodings of older Chinese text files.
ENCODINGS = ("utf-8-sig", "gb18030")
MARKDOWN_HEADING = re.compile(r"#{1,6}\s+(.*?)\s*#*$")
MARKDOWN_ITEM = re.compile(r"(?:[-*+]|\d+[.)])\s+|>\s?|\|")
MARKDOWN_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
MARKDOWN_MARKS = re.compile(r"\*\*|__|`")


def decode_text(data: bytes, name: str) -> str:
    """Decode a text file; raise YoujuError where it is none."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _plain(data.decode("utf-16", errors="replace"))
    if b"\0" in data:
        raise YoujuError(f"{name!r} is not a text file (it holds binary data); give a .txt or .md")
    for encoding in ENCODINGS:
        try:
            return _plain(data.decode(encoding))
        except UnicodeDecodeError:
            continue
    raise YoujuError(f"{name!r} is neither UTF-8 nor GB18030; save it as UTF-8 and add it again")


def _plain(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def read_text(text: str) -> Page:
    """Read a printed page as plain text: reflow its columns and tell its articles apart."""
    return split_articles(reflow(printed_lines(text)))


def read_markdown(text: str) -> Page:
    """Read Markdown: the first heading is the headline, further ones are subheads."""
    paragraphs: list[Paragraph] = []
    open_lines: list[Line] = []
    for line in printed_lines(text):
        heading = MARKDOWN_HEADING.match(line.text)
        if heading or line.after_blank or MARKDOWN_ITEM.match(line.text):
            _close(open_lines, paragraphs)
        bare = heading.group(1) if heading else MARKDOWN_ITEM.sub("", line.text, count=1)
        bare = MARKDOWN_MARKS.sub("", MARKDOWN_LINK.sub(r"\1", bare))
        if heading:
            paragraphs.append(join_lines([Line(line.number, bare)], heading=True, width=0.0))
        elif bare:
            open_lines.append(Line(line.number, bare))
    _close(open_lines, paragraphs)
    title = paragraphs[0] if paragraphs and paragraphs[0].heading else None
    body = tuple(paragraphs[1:] if title else paragraphs)
    return Page((), (Piece(title, body),)) if body else Page(tuple(paragraphs), ())


def _close(lines: list[Line], paragraphs: list[Paragraph]) -> None:
    if lines:
        paragraphs.append(join_lines(lines, heading=False, width=0.0))
        lines.clear()
