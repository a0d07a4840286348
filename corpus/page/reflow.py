"""Printed lines in, paragraphs and headings out.

A column's hard line ends are joined again. Where a paragraph ends is read as a person reads it:
from the length of lines against the width of their column, sentence ends, indents and datelines.
Every character keeps the line it was printed on. Knows no articles and no speakers.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.page.clauses import read_mark
from corpus.page.line_roles import MOST_COLUMN_CHARS, read_roles
from corpus.page.printed_lines import MARK, SENTENCE_END, Line, display_width
from corpus.records import PrintedRun

SENTENCE_STOPS = "。！？!?…；;：:”"
SET_IN = 2.5  # characters: a paragraph's first line is so much shorter than a full one


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph or heading of reading text; ``runs`` count from its own first character.

    ``width`` is that of its column (0 where the text has none), ``depth`` how many items of lists
    it stands within.
    """

    text: str
    runs: tuple[PrintedRun, ...]
    heading: bool = False
    width: float = 0.0
    depth: int = 0


def reflow(lines: Sequence[Line]) -> list[Paragraph]:
    """Join printed lines to paragraphs and headings, in the order of the page.

    Each line of a heading comes by itself: whether two are one headline or two is told by the
    articles they speak of.
    """
    if not lines:
        return []
    if not is_column(lines):
        return [
            join_lines([line], heading=looks_like_heading(line.text), width=0.0) for line in lines
        ]
    roles = read_roles(lines)
    starts = [at for at, (role, _) in enumerate(roles) if role in "FSH"]
    return [
        join_lines(lines[start:end], heading=roles[start][0] == "H", width=roles[start][1])
        for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)
    ]


def is_column(lines: Sequence[Line]) -> bool:
    """Whether the lines are those of a column, broken where its width ran out.

    Such a page has many lines that stop in mid-sentence; a page of whole paragraphs has none but
    its headings, which hold no marks. Where paragraphs are set in, one such line that is full and
    goes on at the edge is enough.
    """
    widths = sorted(display_width(line.text) for line in lines)
    if widths[len(widths) // 2] > MOST_COLUMN_CHARS:
        return False
    ended = sum(bool(SENTENCE_END.search(line.text)) for line in lines)
    broken = sum(
        bool(MARK.search(_own_words(line.text)[:-1])) and line.text[-1] not in SENTENCE_STOPS
        for line in lines
    )
    if broken >= 2 and broken >= 0.2 * (broken + ended):
        return True
    least = widths[-1] - SET_IN
    return any(
        line.indented
        and not below.indented
        and MARK.search(line.text)
        and line.text[-1] not in SENTENCE_STOPS
        and display_width(line.text) >= least
        and MARK.search(below.text)
        for line, below in pairwise(lines)
    )


def _own_words(text: str) -> str:
    """A line's words behind the number of its clause, whose mark says nothing of the line: 二、."""
    mark = read_mark(text)
    return mark.rest if mark else text


def looks_like_heading(text: str) -> bool:
    return (
        display_width(text) <= 40
        and not SENTENCE_END.search(text)
        and text[-1] not in "：:；;，,、"
        and "。" not in text
    )


# --- joining --------------------------------------------------------------------------------------

WORD = re.compile(r"[A-Za-z]")
DIGIT_TAIL = "0123456789０１２３４５６７８９%％‰℃"


def join_lines(lines: Sequence[Line], *, heading: bool, width: float) -> Paragraph:
    """Join lines without their hard ends; English words stay apart, numbers whole."""
    parts: list[str] = []
    runs: list[PrintedRun] = []
    length = 0
    for line in lines:
        text = _drop_stray_spaces(line.text)
        if parts and needs_space(parts[-1], text):
            parts.append(" ")
            length += 1
        runs.append(PrintedRun(length, line.number))
        parts.append(text)
        length += len(text)
    return Paragraph("".join(parts), tuple(runs), heading, width)


def needs_space(before: str, after: str) -> bool:
    """Words of Latin letters broken at a line end need their space back: Flagship｜Pioneering."""
    left, right = before[-1], after[0]
    if left in ".,:" and before[-2:-1].isdigit() and right.isdigit():
        return False  # 1.｜66万
    if left in ",;:.!?)" and right.isascii():
        return bool(right.isalnum() and left.isascii())
    letters = bool(WORD.match(left) or WORD.match(right))
    return letters and left.isascii() and right.isascii() and left.isalnum() and right.isalnum()


def _drop_stray_spaces(text: str) -> str:
    """Drop the blanks a typesetter put around digits: 2023年 12月, 超过 40%, 从 0 到."""
    text = re.sub(r"[ \u3000\t\u00a0]+", " ", text)
    if " " not in text:
        return text
    kept = [
        char
        for at, char in enumerate(text)
        if not (char == " " and _is_stray(text[at - 1], text[at + 1]))
    ]
    return "".join(kept)


def _is_stray(left: str, right: str) -> bool:
    return (left in DIGIT_TAIL and _is_cjk(right)) or (_is_cjk(left) and right in DIGIT_TAIL)


def _is_cjk(char: str) -> bool:
    return char >= "\u2010"
