"""Parts of a sentence: the clause around a place, who speaks, names of regions, pairs of characters.

In: a sentence's text. Out: spans into it, or plain values.
"""

import re

from corpus import Figure, Sentence, Span
from corpus.figures.periods import CLAUSE_END

# 其中5000家已上市: a part of what was counted before.
PART = re.compile("[“（ ]?(?:其中|这其中|当中)")
_REGION = re.compile("(?:东|西|南|北|中|中西|中东|东北|西北|西南|东南|华[东南北中])部?(?:地区)?")
_TEXT_NUMBER = re.compile(r"\d{4}年第\d+号|[〔\[（(]\d{4}[〕\]）)]第?\d+号")
# What a draft says and what a source says in its place.
Pair = tuple[str, str]


def text_number(text: str, span: Span) -> str | None:
    """The number of a text that ``span`` stands in: 2023年第42号 (公告), 〔2018〕120号."""
    found = (m for m in _TEXT_NUMBER.finditer(text) if Span(*m.span()).covers(span))
    return next((m.group() for m in found), None)


def is_region(text: str) -> bool:
    """东部, 西南地区: names of parts of a country, which differ by one character."""
    return _REGION.fullmatch(text) is not None


def bigrams_of(text: str) -> frozenset[str]:
    """Pairs of neighbouring characters, those of digits and Latin letters left out."""
    return frozenset(text[i : i + 2] for i in range(len(text) - 1) if not text[i : i + 2].isascii())


def clause_around(text: str, span: Span) -> Span:
    """The part of the sentence between the marks around ``span``."""
    start, end = 0, len(text)
    for mark in CLAUSE_END.finditer(text):
        if mark.end() <= span.start:
            start = mark.end()
        elif mark.start() >= span.end:
            end = mark.end()
            break
    return Span(start, end)


def speaker_part(text: str, sentence: Sentence, figures: tuple[Figure, ...] = ()) -> Span | None:
    """The clause that only says who speaks (工信部副司长刘伯超表示，), or the name alone."""
    name = sentence.speaker.name if sentence.speaker else ""
    at = text.find(name)
    if not name or at < 0:
        return None
    named = Span(at, at + len(name))
    clause = clause_around(text, named)
    base = sentence.span.start
    return named if any(f.span.shift(-base).overlaps(clause) for f in figures) else clause
