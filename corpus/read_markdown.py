"""A Markdown file's text in, its page out: headings, lists, tables, paragraphs with their lines."""

import re

from corpus.articles import Page, Piece
from corpus.policy_parts import mark_clause_titles
from corpus.printed_lines import Line, printed_lines
from corpus.records import PrintedRun
from corpus.reflow import Paragraph, join_lines
from corpus.tables import UNIT_LINES, rows_to_sentences

HEADING = re.compile(r"#{1,6}\s+(.*)$")
BULLET = re.compile(r"[-*+]\s+|>\s?")
NUMBERED = re.compile(r"\d+[.)]\s+")  # printed, and so kept: 1. 申请
LINK = re.compile(r"!?\[([^\[\]]*)\]\([^)]{0,2000}\)")
MARKS = re.compile(r"\*\*|__|`")
RULE = re.compile(r"(?=[^-]*--)[\s|:-]+$")


def read_markdown(text: str) -> Page:
    """Read Markdown: the first heading is the headline, further ones are subheads."""
    paragraphs: list[Paragraph] = []
    open_lines: list[Line] = []
    rows: list[Line] = []
    for line in printed_lines(text):
        if rows and not line.text.startswith("|"):
            paragraphs += _table(rows, paragraphs)
            rows = []
        heading = HEADING.match(line.text)
        starts = BULLET.match(line.text) or NUMBERED.match(line.text)
        if heading or line.after_blank or starts or line.text.startswith("|"):
            _close(open_lines, paragraphs)
        if heading:
            bare = plain_markdown(heading.group(1).rstrip().rstrip("#").rstrip())
            paragraphs.append(join_lines([Line(line.number, bare)], heading=True, width=0.0))
        elif line.text.startswith("|"):
            rows.append(line)
        elif bare := plain_markdown(BULLET.sub("", line.text, count=1)):
            open_lines.append(Line(line.number, bare))
    _close(open_lines, paragraphs)
    paragraphs = mark_clause_titles(paragraphs + _table(rows, paragraphs))
    title = paragraphs[0] if paragraphs and paragraphs[0].heading else None
    body = tuple(paragraphs[1:] if title else paragraphs)
    return Page((), (Piece(title, body),)) if body else Page(tuple(paragraphs), ())


def plain_markdown(text: str) -> str:
    """Text without the marks of links, weight and code."""
    return MARKS.sub("", LINK.sub(r"\1", text))


def _close(lines: list[Line], paragraphs: list[Paragraph]) -> None:
    if lines:
        paragraphs.append(join_lines(lines, heading=False, width=0.0))
        lines.clear()


def _table(rows: list[Line], above: list[Paragraph]) -> list[Paragraph]:
    """The sentences of a table below some paragraphs, each with the line of its row."""
    ruled = next((at for at, row in enumerate(rows) if RULE.match(row.text)), None)
    held = [row for row in rows if not RULE.match(row.text)]
    cells = [plain_markdown(row.text).strip("| ").split("|") for row in held]
    lines = [p.text for p in above[-UNIT_LINES:]]
    return [
        Paragraph(sentence, (PrintedRun(0, held[at].number),))
        for at, sentence in rows_to_sentences(cells, ruled, lines)
    ]
