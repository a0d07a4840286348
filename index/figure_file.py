"""The described figures of a document as a line of JSON, and back, exactly.

They are read out once, when a build is made: what a figure measures, when and where takes a
network's look at every word around it. Figures of a document in traditional characters are those
of its reading in simplified ones.
"""

import json
from collections.abc import Sequence
from dataclasses import astuple
from pathlib import Path

from corpus.figures.measures import describe_figures
from corpus.records import Document, Figure, Span
from corpus.simplified import plain_document

FIGURES = "figures.jsonl"
# Raised whenever the form of a line changes; what stands in it is by the rules of the corpus.
FIGURE_RULES = 1


def figure_line(document: Document) -> str:
    """The line of a document."""
    return encode_figures(describe_figures(plain_document(document)))


def encode_figures(figures: Sequence[Figure]) -> str:
    rows = [astuple(figure) for figure in figures]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def decode_figures(line: str) -> list[Figure]:
    return [Figure(raw, Span(*ends), *told) for raw, ends, *told in json.loads(line)]


def read_figure_lines(folder: Path) -> list[str]:
    """The lines of a build, one a document in their order."""
    with (folder / FIGURES).open(encoding="utf-8", newline="\n") as file:
        return [line.removesuffix("\n") for line in file]
