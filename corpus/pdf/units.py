"""A table's heads and the lines over it in, the unit and the time they name out.

A unit stands in a line of its own (单位：万元), in brackets at a title's or a head's end; a time in a
title or in the line of the unit. Knows nothing of rows.
"""

import re
from collections.abc import Sequence
from itertools import pairwise, takewhile

from corpus.pdf.lines import Line
from corpus.pdf.words import Bit, Words, text_of
from corpus.tables import PERIOD, UNIT_IN_HEAD, UNIT_LINE, is_range, is_unit, names_a_day

PER_CENT = ("%", "％", "‰")
THOUSANDS = re.compile(r"\d{1,3}(?:[,，]\d{3})+|\d{5}")
HEAD_WHITE = 1.5  # em between the heads of columns; a title's words stand closer


def _find_in(pattern: re.Pattern[str], lines: Sequence[Line], group: int) -> Bit | None:
    for line in reversed(lines):
        if match := pattern.search(line.text):
            start, end = match.span(group)
            return Bit(line.text[start:end], line.boxes[start:end], line.page)
    return None


def find_period(lines: Sequence[Line]) -> Bit | None:
    """Find the time a table is of in the lines over it: no day of a letter, of a sentence, nor what
    stands over a sentence."""
    titles = list(takewhile(lambda line: not _is_of_a_text(line.text), reversed(lines)))[::-1]
    return _find_in(PERIOD, [line for line in titles if not names_a_day(line.text)], 0)


def _is_of_a_text(text: str) -> bool:
    """Whether a line has the marks of sentences: a title or a unit's line has none."""
    closed = "截至" in text or UNIT_LINE.search(text) is not None
    return bool(re.search("[，。；！？]", text)) and not closed


def unit_of(words: Words) -> Words | None:
    """Return the unit in brackets at the end of a head or of its part: 产量（万吨）2029年."""
    for part in reversed(_parts(words)):
        if is_range(text_of(part)):
            return None  # the unit over it is the range's own
        match = UNIT_IN_HEAD.search(text_of(part))
        if match and is_unit(match.group(1)):
            return _cut(part, *match.span(1))
    return None


def _parts(words: Words) -> list[Words]:
    """Return a head's lines, those as one between which a bracket is open."""
    parts: list[Words] = []
    for bit in words:
        before = text_of(parts[-1]) if parts else ""
        if sum(map(before.count, "（(")) > sum(map(before.count, "）)")):
            parts[-1] = (*parts[-1], bit)
        else:
            parts.append((bit,))
    return parts


def _cut(words: Words, start: int, end: int) -> Words:
    """Return the characters from ``start`` to ``end`` of words, line by line."""
    cut: list[Bit] = []
    for bit in words:
        if text := bit.text[max(0, start) : max(0, end)]:
            cut.append(Bit(text, bit.boxes[max(0, start) : max(0, end)], bit.page))
        start, end = start - len(bit.text), end - len(bit.text)
    return tuple(cut)


def find_unit(lines: Sequence[Line]) -> Words | None:
    unit = _find_in(UNIT_LINE, lines, 1)
    return (unit,) if unit is not None and is_unit(unit.text) else None


def unit_of_title(lines: Sequence[Line], texts: Sequence[Sequence[str]]) -> Words | None:
    """Find the unit in the brackets of a title; what counts thousands is no per cent."""
    titles = [
        line
        for line in lines[-2:]
        if line.text[1:].count("（") + line.text[1:].count("(") == 1 and _is_in_one_piece(line)
    ]
    bits = [Bit(line.text, line.boxes, line.page) for line in titles]
    unit = next((unit for bit in reversed(bits) if (unit := unit_of((bit,)))), None)
    large = any(THOUSANDS.match(text) for row in texts for text in row)
    return None if unit and large and text_of(unit) in PER_CENT else unit


def _is_in_one_piece(line: Line) -> bool:
    """Whether no white parts a line, as it does the heads of columns."""
    printed = [box for char, box in zip(line.text, line.boxes, strict=True) if char != " "]
    return all(after[0] - before[2] < HEAD_WHITE * line.em for before, after in pairwise(printed))


def without_unit(words: Words) -> Words:
    parts = _parts(words)
    at = next(at for at in reversed(range(len(parts))) if unit_of(parts[at]))
    text = text_of(parts[at])
    parts[at] = _cut(parts[at], 0, max(text.rfind("（"), text.rfind("(")))
    return tuple(bit for part in parts for bit in part)
