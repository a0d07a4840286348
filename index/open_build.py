"""A finished build, opened: its records, vectors and keywords side by side, by row.

Row *i* of every part is the same passage. Nothing here knows how hits are ranked.
"""

import threading
import weakref
from collections.abc import Collection
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.reader_version import corpus_rules
from corpus.records import Document, Passage
from index import document_file
from index.figure_file import FIGURE_RULES, read_figure_lines
from index.keywords import KeywordIndex
from index.passage_text import passage_text
from index.store import Manifest, release_build
from index.vectors import Findings, VectorIndex, vector_place
from index.vectors_note import read_note

# Passages by which parts that were written in one go are held to each other: the rest are as these.
SPREAD = 200
# What readers raise on damaged files: no such file, cut off, of another form.
UNREADABLE = (OSError, EOFError, ValueError, LookupError, TypeError, AttributeError)


class OpenBuild:
    """Reads the records at once; vectors and keywords when a search first asks for them."""

    def __init__(self, folder: Path, manifest: Manifest, held: int | None = None) -> None:
        """``held`` is what ``hold_build`` gave: this lets go of it when closed, or forgotten."""
        self.manifest = manifest
        self._folder = folder
        self._opening = threading.RLock()
        self.documents: dict[str, Document] = {
            document.source.id: document
            for document in document_file.read_documents(folder / "documents.jsonl")
        }
        self.passages: dict[str, Passage] = {
            passage.id: passage
            for passage in document_file.read_passages(folder / "passages.jsonl", self.documents)
        }
        self.ordered = list(self.passages.values())
        self.rows = {id: row for row, id in enumerate(self.passages)}
        self.passage_vectors = np.load(folder / "passages.npy", mmap_mode="r")
        self.sentence_vectors = np.load(folder / "sentences.npy", mmap_mode="r")
        self._release = weakref.finalize(self, release_build, held) if held is not None else None
        self._first_sentence = np.cumsum([0, *(len(p.sentences) for p in self.ordered)])

    @cached_property
    def keywords(self) -> KeywordIndex:
        return KeywordIndex(self._folder / "keywords")

    @cached_property
    def figure_lines(self) -> list[str] | None:
        """The figures of each source as they were described for the build, in the sources' order.

        None where a build of old has none, or they were found by other rules than today's.
        """
        ruled = self.manifest.settings
        if ruled.get("figures") != FIGURE_RULES or ruled.get("corpus") != corpus_rules():
            return None
        return read_figure_lines(self._folder)

    @property
    def vectors(self) -> VectorIndex:
        with self._opening:  # two clients of one folder would be two readers of its log
            return self._vectors

    @cached_property
    def _vectors(self) -> VectorIndex:
        place = vector_place(self._folder, self.manifest)
        return VectorIndex(place, (list(self.rows), self.passage_vectors), self.apart)

    @cached_property
    def apart(self) -> dict[str, int]:
        """The passages out of reach of Chroma's searches, with their rows."""
        return {id: self.rows[id] for id in read_note(self._folder).apart}

    def open_all(self) -> None:
        """Open what is opened at the first search; raises what damaged files make of it."""
        self.keywords.scores({})
        self.nearest(np.asarray(self.passage_vectors[0], np.float32), 1)

    def close(self) -> None:
        with self._opening:
            if "_vectors" in self.__dict__:
                self._vectors.close()
                del self.__dict__["_vectors"]
        if self._release:
            self._release()

    def nearest(
        self, query: NDArray[np.float32], count: int, sources: Collection[str] = ()
    ) -> list[int]:
        """The rows that Chroma finds nearest, and beside them the nearest of those out of its reach."""
        found = [self.rows[id] for id in self.vectors.nearest(query, count, sources)]
        apart = [
            row
            for row in self.apart.values()
            if not sources or self.ordered[row].source_id in sources
        ]
        if not apart:
            return found
        best = np.argsort(-self.cosines(apart, query), kind="stable")[:count]
        return found + [apart[n] for n in best]

    def cosines(self, rows: list[int], query: NDArray[np.float32]) -> NDArray[np.float32]:
        """The cosine of the query with each of the passages."""
        return np.asarray(self.passage_vectors[rows], dtype=np.float32) @ query

    def sentence_cosines(self, row: int, query: NDArray[np.float32]) -> tuple[float, ...]:
        """The cosine of the query with each sentence of one passage."""
        first, last = self._first_sentence[row : row + 2]
        vectors = np.asarray(self.sentence_vectors[first:last], dtype=np.float32)
        return tuple(float(cosine) for cosine in vectors @ query)

    def examine(self, *, every_search: bool = True) -> Findings:
        """What does not hold together, and which vectors no search comes upon.

        Raises what damaged files make of their readers: ``find_damage`` names it.
        """
        counts = self.manifest.counts
        sentences = int(self._first_sentence[-1])
        measured = {
            "sources": len(self.documents),
            "passages": len(self.ordered),
            "sentences": sentences,
            "articles": sum(len(d.articles) for d in self.documents.values()),
        }
        problems = [
            f"{number} {name} where the manifest says {counts[name]}"
            for name, number in measured.items()
            if number != counts[name]
        ]
        shapes = {
            "passage vectors": (self.passage_vectors, len(self.ordered)),
            "sentence vectors": (self.sentence_vectors, sentences),
        }
        for name, (vectors, rows) in shapes.items():
            if vectors.shape != (rows, self.manifest.dimension):
                problems.append(f"{name} of shape {vectors.shape} for {rows} rows")
        if self.keywords.passages != len(self.ordered):
            problems.append(f"keywords of {self.keywords.passages} passages")
        elif lost := [passage for row, passage in self._spread() if not self._found_by_words(row)]:
            problems.append(f"the keywords are out of step, first at passage {lost[0].id!r}")
        lines = self.figure_lines
        if lines is not None and len(lines) != len(self.documents):
            problems.append(
                f"figures of {len(lines)} sources where there are {len(self.documents)}"
            )
        if problems:
            return Findings(problems, [])
        searches = None if every_search else SPREAD
        return self.vectors.examine(list(self.rows), self.passage_vectors, searches=searches)

    def _spread(self) -> list[tuple[int, Passage]]:
        """Some passages with their rows, evenly spread."""
        step = max(len(self.ordered) // SPREAD, 1)
        return list(enumerate(self.ordered))[::step]

    def _found_by_words(self, row: int) -> bool:
        passage = self.ordered[row]
        return self.keywords.holds(row, passage_text(passage, self.documents[passage.source_id]))
