"""The printed lines of an official document in, its paragraphs in order out.

A newspaper's page is told apart into articles by its columns; an official document runs from top
to bottom in one, and its clauses start lines of their own.
"""

from collections.abc import Sequence
from dataclasses import replace

from corpus.page.clauses import ARTICLE, SECOND, read_mark
from corpus.page.printed_lines import DATELINE, SENTENCE_END, Line, display_width
from corpus.page.reflow import Paragraph, is_column, join_lines, looks_like_heading, reflow
from corpus.policy.official import (
    LABEL_LINE,
    ORDER,
    POLICY_TITLE,
    is_issue_line,
    is_issuer,
    is_number,
    is_order_number,
)
from corpus.policy.official_days import is_signature_date

LEAST_CLAUSES = 3
NUMBER_LINES = 12
INDENT = 2.0  # a Chinese paragraph's first line is two characters shorter
NEARLY_FULL = 0.8  # a line that stops in mid-sentence was broken there
FULL = 2.0  # a line so much shorter than the widest is the last of its paragraph


def is_official(lines: Sequence[Line]) -> bool:
    """Whether the lines are those of an official document, by its number, title and clauses."""
    texts = [line.text for line in lines]
    if any(DATELINE.match(text) for text in texts):
        return False
    levels = [mark.level for text in texts if (mark := read_mark(text))]
    if any(
        is_number(text) or ORDER.fullmatch(text) or is_order_number(texts, at)
        for at, text in enumerate(texts[:NUMBER_LINES])
    ):
        return True
    clauses = sum(level <= SECOND for level in levels)
    titled = any(POLICY_TITLE.search(text) and len(text) <= 60 for text in texts[:NUMBER_LINES])
    return levels.count(ARTICLE) >= LEAST_CLAUSES or (titled and clauses >= 2)


def typed_paragraphs(lines: Sequence[Line]) -> list[Paragraph]:
    """The paragraphs of lines as they were typed, official or not; who signed heads nothing."""
    if is_official(lines):
        return official_paragraphs(lines)
    paragraphs = reflow(lines)
    return [
        replace(p, heading=p.heading and not _is_signed(paragraphs, at))
        for at, p in enumerate(paragraphs)
    ]


def _is_signed(paragraphs: Sequence[Paragraph], at: int) -> bool:
    """Whether a line is a day, or an office's name above one: a document's last lines."""
    texts = [p.text for p in paragraphs[at : at + 2]]
    below = texts[1:] and is_signature_date(texts[1])
    return is_signature_date(texts[0]) or bool(below) and is_issuer(texts[0])


def official_paragraphs(lines: Sequence[Line]) -> list[Paragraph]:
    """Join the lines of an official document to paragraphs and headings, in their order."""
    broken = is_column(lines)
    widest = max((display_width(line.text) for line in lines), default=0.0)
    groups: list[list[Line]] = []
    for line in lines:
        if broken and groups and _goes_on(groups[-1][-1], line, widest):
            groups[-1].append(line)
        else:
            groups.append([line])
    paragraphs: list[Paragraph] = []
    for group in groups:
        joined = join_lines(group, heading=False, width=0.0)
        heading = looks_like_heading(joined.text) and not _is_furniture(joined.text)
        paragraphs.append(join_lines(group, heading=heading, width=0.0))
    return paragraphs


def _goes_on(line: Line, following: Line, widest: float) -> bool:
    """Whether a printed line runs on into the one below."""
    starts = (
        following.after_blank
        or following.indented
        or read_mark(following.text)
        or LABEL_LINE.match(following.text)
    )
    width = display_width(line.text) + (INDENT if line.indented else 0.0)
    ended = SENTENCE_END.search(line.text) or line.text[-1] in "：:；;"
    return not starts and width >= (widest - FULL if ended else NEARLY_FULL * widest)


def _is_furniture(text: str) -> bool:
    """Number, issuer, date, labels (附件：…) and items of lists: short lines that head nothing."""
    mark = read_mark(text)
    return (
        is_signature_date(text)
        or is_number(text)
        or is_issuer(text)
        or is_issue_line(text)
        or bool(LABEL_LINE.match(text))
        or (mark is not None and mark.level >= ARTICLE)
        or bool(SENTENCE_END.search(text))
    )
