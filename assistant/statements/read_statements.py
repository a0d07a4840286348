"""The figures of a document, each in its sentence with what it is about, in text order.

In: a document, or some of its sentences. Out: statements.
"""

from collections.abc import Sequence
from dataclasses import replace

from assistant.statements.statements import Statement
from corpus import Document, Figure, Sentence
from corpus.figures.measures import describe_figures


def statements(
    document: Document, of: Sentence | None = None, *, datelines: bool = False
) -> list[Statement]:
    """Every figure of the document in its sentence, described, in text order.

    ``of`` keeps to one sentence and those of its paragraph that set its period and place: the
    first one, and the two right before.
    """
    sentences = document.sentences
    if of is not None:
        before = [s for s in sentences if s.paragraph == of.paragraph and s.span < of.span]
        sentences = tuple(dict.fromkeys((*before[:1], *before[-2:], of)))
    found = describe_figures(replace(document, sentences=sentences), datelines=datelines)
    return in_sentences(document, sentences, found)


def in_sentences(
    document: Document, sentences: Sequence[Sentence], found: Sequence[Figure]
) -> list[Statement]:
    """Described figures, in text order, each in its sentence."""
    placed: list[Statement] = []
    at = 0
    for sentence in sentences:
        inside = []
        while at < len(found) and found[at].span.start < sentence.span.end:
            inside.append(found[at])
            at += 1
        placed += [Statement(figure, document, sentence, tuple(inside)) for figure in inside]
    return placed
