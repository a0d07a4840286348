"""Two builds in, out what a reader of the texts would see changed: passages and figures.

Only sources whose text differs are looked at. What changed its words is told from what came and
went by likeness, so an edited sentence is one change, not a loss and a gain.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from corpus.figures.find import find_figures
from corpus.records import Document, Figure
from index.search import Index

# Two texts with this share of their characters in common, in order, are one that was edited.
LIKE = 0.5


@dataclass(frozen=True, slots=True)
class Change:
    """``before`` is None for what came, ``after`` for what went; ``where`` is the sentence of a
    figure, and empty for a passage."""

    source: str
    before: str | None
    after: str | None
    where: str = ""


@dataclass(frozen=True, slots=True)
class BuildChanges:
    before: str
    after: str
    passages: tuple[Change, ...]
    figures: tuple[Change, ...]


def compare(before: Index, after: Index) -> BuildChanges:
    """What came, went or changed its words from one build to the other, source by source."""
    ids = [id for id in before.documents if id not in after.documents]
    ids += [
        id for id, document in after.documents.items()
        if id not in before.documents or before.documents[id] != document
    ]  # fmt: skip
    passages: list[Change] = []
    figures: list[Change] = []
    for id in ids:
        old, new = _passages(before, id), _passages(after, id)
        passages += [Change(id, one, other) for one, other in _changed(old, new)]
        figures += _figure_changes(id, before.documents.get(id), after.documents.get(id))
    return BuildChanges(before.build, after.build, tuple(passages), tuple(figures))


def _passages(build: Index, source: str) -> list[str]:
    if source not in build.documents:
        return []
    text = build.documents[source].text
    return [p.span.cut(text) for p in build.passages.values() if p.source_id == source]


def _figure_changes(
    source: str, before: Document | None, after: Document | None
) -> Iterator[Change]:
    old, new = _figures(before), _figures(after)
    for one, other in _changed([text for text, _ in old], [text for text, _ in new]):
        mine, theirs = dict(old).get(one or "", []), dict(new).get(other or "", [])
        raw = [figure.raw for figure in mine], [figure.raw for figure in theirs]
        for op, i, j, k, n in SequenceMatcher(None, *raw, autojunk=False).get_opcodes():
            if op != "equal":
                for was, now in _pairs(raw[0][i:j], raw[1][k:n]):
                    yield Change(source, was, now, other or one or "")


def _figures(document: Document | None) -> list[tuple[str, list[Figure]]]:
    """The sentences that are statements, with their figures."""
    if document is None:
        return []
    figures = find_figures(document.text)
    at = 0
    found = []
    for sentence in document.sentences:
        while at < len(figures) and figures[at].span.start < sentence.span.start:
            at += 1
        first = at
        while at < len(figures) and figures[at].span.start < sentence.span.end:
            at += 1
        if not sentence.heading:
            found.append((sentence.span.cut(document.text), figures[first:at]))
    return found


def _changed(
    before: Sequence[str], after: Sequence[str]
) -> Iterator[tuple[str | None, str | None]]:
    """The texts that are not the same, edited ones side by side."""
    for op, i, j, k, n in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if op == "equal":
            continue
        left = list(after[k:n])
        for text in before[i:j]:
            twin = max(left, key=lambda other: _likeness(text, other), default=None)
            if twin is not None and _likeness(text, twin) >= LIKE:
                left.remove(twin)
                yield text, twin
            else:
                yield text, None
        yield from ((None, text) for text in left)


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _pairs(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[str | None, str | None]]:
    for n in range(max(len(before), len(after))):
        yield (before[n] if n < len(before) else None, after[n] if n < len(after) else None)
