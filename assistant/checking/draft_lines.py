"""A pasted draft in, the same without a column's hard line ends out, each character with its place.

A draft copied from a printed column or a PDF breaks its lines where the width ran out, in the
middle of words and figures. Spans still count the text as it was given.
"""

from dataclasses import dataclass

from corpus import Span
from corpus.page.printed_lines import printed_lines
from corpus.page.reflow import is_column, reflow


@dataclass(frozen=True, slots=True)
class WholeLines:
    """``text`` is what is read; ``places[i]`` is where its character *i* stands in the draft."""

    text: str
    places: tuple[int, ...]

    def printed(self, span: Span) -> Span:
        """The span in the draft as it was given."""
        if not len(span):
            return span
        return Span(self.places[span.start], self.places[span.end - 1] + 1)


def join_lines(draft: str) -> WholeLines:
    """The draft with its broken lines joined; as it is where its lines are whole paragraphs."""
    lines = printed_lines(draft)
    if not lines or not is_column(lines):
        return WholeLines(draft, tuple(range(len(draft))))
    starts = [0]
    for line in draft.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    text: list[str] = []
    places: list[int] = []
    for paragraph in reflow(lines):
        ends = [run.start for run in paragraph.runs[1:]] + [len(paragraph.text)]
        for run, end in zip(paragraph.runs, ends, strict=True):
            at = starts[(run.line or 1) - 1]
            for character in paragraph.text[run.start : end]:
                # A blank set between two joined words stands nowhere in the draft.
                found = draft.find(character, at, starts[run.line or 1])
                places.append(found if found >= 0 else max(at - 1, 0))
                at = found + 1 if found >= 0 else at
            text.append(paragraph.text[run.start : end])
        text.append("\n")
        places.append(places[-1] + 1)
    return WholeLines("".join(text), tuple(places))
