"""Questions in, ranked passages out: the index as the assistant sees it.

Two legs find candidates, Chroma by meaning and BM25 by words; one ranking puts them in order.
Sentences are never embedded here: their vectors lie in the build.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from corpus.errors import YoujuError
from corpus.figures.measures import describe_figures
from corpus.records import Document, Figure, Passage
from corpus.simplified import plain_document
from index import store
from index.e5.choose import local_embedding
from index.embedding import Embedding
from index.figure_file import decode_figures
from index.fusion import best_sentence, fuse
from index.keywords import query_tokens
from index.open_build import UNREADABLE, OpenBuild
from index.store import Manifest

Mode = Literal["fused", "dense", "keyword"]

# Candidates each leg brings; the right passage is among them in all but a few questions.
POOL = 100
# Longer queries say nothing more to the embedding, which reads some 500 characters.
MAX_EMBEDDED_CHARS = 500


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found. ``score`` orders the hits of one search and means nothing across searches.

    ``dense`` is the cosine of query and passage, ``keyword`` the BM25 score, None where that leg
    was not asked; ``sentence_scores`` are cosines of the query with the passage's sentences.
    """

    passage: Passage
    score: float
    dense: float | None
    keyword: float | None
    sentence_scores: tuple[float, ...]


class Index:
    """One build, open for questions; may be asked from many threads at once."""

    def __init__(self, opened: OpenBuild, embedding: Embedding) -> None:
        self._opened = opened
        self._embedding = embedding

    @property
    def build(self) -> str:
        return self.manifest.build

    @property
    def manifest(self) -> Manifest:
        return self._opened.manifest

    @property
    def documents(self) -> Mapping[str, Document]:
        return self._opened.documents

    @property
    def passages(self) -> Mapping[str, Passage]:
        """By id, in the order of the sources."""
        return self._opened.passages

    @cached_property
    def plain(self) -> Mapping[str, Document]:
        """The documents as rules read them: traditional ones in simplified characters."""
        return {id: plain_document(document) for id, document in self.documents.items()}

    def figures(self, source: str) -> list[Figure]:
        """The figures of a document's plain reading, described; as the build keeps them, if it does."""
        try:
            kept = self._kept_figures
            if kept is not None:
                return decode_figures(kept[source])
        except UNREADABLE as error:
            raise YoujuError(_damaged(self.build, error)) from error
        return describe_figures(self.plain[source])

    @cached_property
    def _kept_figures(self) -> Mapping[str, str] | None:
        lines = self._opened.figure_lines
        return None if lines is None else dict(zip(self.documents, lines, strict=True))

    @cached_property
    def people(self) -> frozenset[str]:
        """The names of those who speak in the texts."""
        sentences = (s for document in self.plain.values() for s in document.sentences)
        return frozenset(s.speaker.name for s in sentences if s.speaker)

    def open_all(self) -> None:
        """Open what is opened at the first search; YoujuError where it cannot be read."""
        try:
            self._opened.open_all()
        except UNREADABLE as error:
            raise YoujuError(_damaged(self.build, error)) from error

    def close(self) -> None:
        self._opened.close()

    def rarity(self, word: str) -> float:
        """How rare a word is in this build, 0 (in every passage) to 1 (in none)."""
        return self._opened.keywords.rarity(word)

    def search(
        self,
        query: str,
        k: int = 10,
        *,
        keywords: str | None = None,
        sources: Collection[str] = (),
        mode: Mode = "fused",
    ) -> list[Hit]:
        """The ``k`` best passages, the best first; only of ``sources`` if any are named.

        ``keywords`` are searched for in place of the query's own words, where the query is in
        another language than the texts.
        """
        if not query.strip():
            raise YoujuError("The question is empty: ask for something in a few words.")
        self._check_sources(sources)
        vector = self._embedding.embed_query(query[:MAX_EMBEDDED_CHARS]).reshape(-1)
        tokens = query_tokens(keywords or query)
        keyword = self._keyword_scores(tokens, sources)
        rows = self._candidates(vector, keyword, max(k, POOL), sources, mode)
        dense = self._opened.cosines(rows, vector)
        sentences = [self._opened.sentence_cosines(row, vector) for row in rows]
        if mode == "dense":
            scores = dense
        elif mode == "keyword":
            scores = keyword[rows]
        else:
            share = keyword[rows] / self._opened.keywords.best_score(tokens)
            scores = self._fused_scores(rows, dense, sentences, share)
        best = np.argsort(-scores, kind="stable")[:k]
        return [
            Hit(
                passage=self._opened.ordered[rows[n]],
                score=float(scores[n]),
                dense=float(dense[n]) if mode != "keyword" else None,
                keyword=float(keyword[rows[n]]) if mode != "dense" else None,
                sentence_scores=sentences[n],
            )
            for n in best
        ]

    def _fused_scores(
        self,
        rows: list[int],
        dense: NDArray[np.float32],
        sentences: list[tuple[float, ...]],
        keyword_share: NDArray[np.float32],
    ) -> NDArray[np.float32]:
        passages = [self._opened.ordered[row] for row in rows]
        texts = [self.documents[passage.source_id].text for passage in passages]
        best = [
            best_sentence(cosines, [sentence.span.cut(text) for sentence in passage.sentences])
            for cosines, passage, text in zip(sentences, passages, texts, strict=True)
        ]
        chars = [len(passage.span) for passage in passages]
        return fuse(dense, np.array(best, np.float32), keyword_share, np.array(chars, np.float32))

    def _candidates(
        self,
        vector: NDArray[np.float32],
        keyword: NDArray[np.float32],
        count: int,
        sources: Collection[str],
        mode: Mode,
    ) -> list[int]:
        """Rows in the order of the build, so that equal scores are ranked alike every time."""
        rows: set[int] = set()
        if mode != "keyword":
            rows.update(self._opened.nearest(vector, count, sources))
        if mode != "dense":
            rows.update(int(row) for row in best_rows(keyword, count) if keyword[row] > 0)
        return sorted(rows)

    def _keyword_scores(
        self, tokens: Mapping[str, float], sources: Collection[str]
    ) -> NDArray[np.float32]:
        scores = self._opened.keywords.scores(tokens)
        if sources:
            wanted = set(sources)
            outside = [p.source_id not in wanted for p in self._opened.ordered]
            scores[np.array(outside)] = 0
        return scores

    def _check_sources(self, sources: Collection[str]) -> None:
        unknown = sorted(source for source in sources if source not in self.documents)
        if unknown:
            raise YoujuError(
                f"No source has the id {unknown[0]!r}: `youju sources` lists those there are."
            )


def best_rows(scores: NDArray[np.float32], count: int) -> NDArray[np.intp]:
    """The rows of the best scores, the best first; of equal ones the first.

    Only those that may be among them are sorted: there may be 100,000.
    """
    rows = np.arange(len(scores))
    if count < len(scores):
        rows = np.flatnonzero(scores >= np.partition(scores, -count)[-count])
    return rows[np.argsort(-scores[rows], kind="stable")][:count]


def open_index(
    home: Path, *, embedding: Embedding | None = None, build: str | None = None
) -> Index:
    """The build in service, for questions embedded by ``embedding`` (default: on this machine).

    With ``build``, that one, in service or not. It is held until the index is closed: nobody drops
    it meanwhile.
    """
    embedding = embedding or local_embedding()
    if build is not None:
        if build not in store.list_builds(home):
            raise YoujuError(f"There is no build {build!r}: `youju builds` lists those there are.")
        return Index(_open_build(home, build, embedding), embedding)
    while (build := store.current_build(home)) is not None:
        try:
            return Index(_open_build(home, build, embedding), embedding)
        except store.BuildGone as error:
            if store.current_build(home) == build:  # not dropped after a switch: it was lost
                raise YoujuError(f"Build {build!r} was lost: run `youju build`.") from error
    raise YoujuError(f"There is no build in {str(home)!r} yet: run `youju build`.")


def _open_build(home: Path, build: str, embedding: Embedding) -> OpenBuild:
    held = store.hold_build(home, build)
    try:
        manifest = store.read_manifest(home, build)
        if manifest.layout != store.LAYOUT:
            raise YoujuError(f"Build {build!r} was made by another version: run `youju build`.")
        if manifest.embedding != embedding.name:
            raise YoujuError(
                f"Build {build!r} was made with the embedding {manifest.embedding!r}, the settings"
                f" ask for {embedding.name!r}: run `youju build`, or set the embedding back."
            )
        try:
            return OpenBuild(store.build_folder(home, build), manifest, held)
        except UNREADABLE as error:
            raise YoujuError(_damaged(build, error)) from error
    except YoujuError:
        store.release_build(held)
        raise


def _damaged(build: str, error: Exception) -> str:
    return f"Build {build!r} is damaged ({error}): run `youju build`."
