"""A text or Markdown file's bytes in, its page of articles out."""

import re
from dataclasses import replace

from corpus.articles import Page, Piece, split_articles
from corpus.encodings import decode_bytes
from corpus.official_text import is_official, official_paragraphs
from corpus.policy_parts import mark_clause_titles
from corpus.reflow import Line, Paragraph, join_lines, printed_lines, reflow

MARKDOWN_HEADING = re.compile(r"#{1,6}\s+(.*?)\s*#*$")
MARKDOWN_ITEM = re.compile(r"(?:[-*+]|\d+[.)])\s+|>\s?|\|")
MARKDOWN_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
MARKDOWN_MARKS = re.compile(r"\*\*|__|`")


def decode_text(data: bytes, name: str) -> str:
    """Decode a text file; raise YoujuError where it is none."""
    return _plain(decode_bytes(data, name).text)


def read_text_file(data: bytes, name: str) -> Page:
    """Read a plain text file in any of the usual encodings."""
    decoded = decode_bytes(data, name)
    return replace(read_text(_plain(decoded.text)), warnings=decoded.warnings)


def read_markdown_file(data: bytes, name: str) -> Page:
    """Read a Markdown file in any of the usual encodings."""
    decoded = decode_bytes(data, name)
    return replace(read_markdown(_plain(decoded.text)), warnings=decoded.warnings)


def _plain(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def read_text(text: str) -> Page:
    """Read plain text: an official document from top to bottom, else a page of columns.

    The articles of a printed page are told apart after its columns were reflowed.
    """
    lines = printed_lines(text)
    if is_official(lines):
        body = mark_clause_titles(official_paragraphs(lines))
        return Page((), (Piece(None, tuple(body)),))
    return split_articles(reflow(lines))


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
