"""A text or Markdown file's bytes in, its page of articles out."""

import re
from dataclasses import replace

from corpus.encodings import decode_bytes
from corpus.errors import YoujuError
from corpus.page.articles import Page, Piece, split_articles
from corpus.page.printed_lines import printed_lines
from corpus.page.reflow import reflow
from corpus.policy.official_text import is_official, official_paragraphs
from corpus.policy.policy_parts import mark_clause_titles
from corpus.read_markdown import read_markdown

# A book of the largest size that is read has some 330,000 printed lines.
MAX_LINES = 500_000
WEB_PAGE = re.compile(r"\s*(?:<\?xml[^<>]{0,200}>\s*)?<(?:!doctype html|html)[\s>]", re.IGNORECASE)


def decode_text(data: bytes, name: str) -> str:
    """Decode a text file; raise YoujuError where it is none."""
    return _plain(decode_bytes(data, name).text, name)


def read_text_file(data: bytes, name: str) -> Page:
    """Read a plain text file in any of the usual encodings."""
    decoded = decode_bytes(data, name)
    if WEB_PAGE.match(decoded.text):
        raise YoujuError(f"{name!r} is a web page under another name; give it the suffix .html")
    return replace(read_text(_plain(decoded.text, name)), warnings=decoded.warnings)


def read_markdown_file(data: bytes, name: str) -> Page:
    """Read a Markdown file in any of the usual encodings."""
    decoded = decode_bytes(data, name)
    return replace(read_markdown(_plain(decoded.text, name)), warnings=decoded.warnings)


def _plain(text: str, name: str) -> str:
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if (lines := text.count("\n")) > MAX_LINES:
        raise YoujuError(
            f"{name!r} has {lines:,} lines, more than the {MAX_LINES:,} that are read;"
            " add it in parts"
        )
    return text


def read_text(text: str) -> Page:
    """Read plain text: an official document from top to bottom, else a page of columns.

    The articles of a printed page are told apart after its columns were reflowed.
    """
    lines = printed_lines(text)
    if is_official(lines):
        body = mark_clause_titles(official_paragraphs(lines))
        return Page((), (Piece(None, tuple(body)),))
    return split_articles(reflow(lines))
