"""The vectors of questions, kept from one evaluation to the next in the file that builds use.

A person's question is embedded when it is asked; those of a data set are asked again and again.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.errors import YoujuError
from index.embedding import Embedding, Progress, Vectors
from index.vector_cache import embed_texts, kept_vectors, text_key


class KeptQuestions:
    """The ``Embedding`` it is given, for questions asked before without computing; close it to keep
    those that are new. Threads may share it."""

    def __init__(self, embedding: Embedding, cache: Path) -> None:
        self.name = embedding.name
        self.dimension = embedding.dimension
        self.embed_passages = embedding.embed_passages
        self._embedding = embedding
        self._cache = cache
        self._new: dict[str, NDArray[np.float16]] = {}
        try:
            self._kept = kept_vectors(embedding=_AsTexts(embedding, {}), cache=cache)
        except OSError as error:
            raise self._not_kept(error) from error

    def embed_query(self, text: str) -> Vectors:
        vector = self._kept.get(text_key(text))
        if vector is None:
            vector = self._embedding.embed_query(text).reshape(-1).astype(np.float16)
            self._kept[text_key(text)] = self._new[text] = vector
        return vector.astype(np.float32)

    def close(self) -> None:
        if not self._new:
            return
        computed = _AsTexts(self._embedding, self._new)
        try:
            embed_texts(list(self._new), embedding=computed, cache=self._cache)
        except OSError as error:
            raise self._not_kept(error) from error

    def _not_kept(self, error: OSError) -> YoujuError:
        return YoujuError(
            f"The questions' vectors cannot be kept in {str(self._cache)!r} ({error}): free some"
            " space, or check the folder."
        )


class _AsTexts:
    """An embedding's questions as the texts of another engine: their vectors are others."""

    def __init__(self, embedding: Embedding, computed: Mapping[str, NDArray[np.float16]]) -> None:
        self.name = f"{embedding.name}, questions"
        self.dimension = embedding.dimension
        self.embed_query = embedding.embed_query
        self._computed = computed

    def embed_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        vectors = [
            self._computed[text] if text in self._computed else self.embed_query(text).reshape(-1)
            for text in texts
        ]
        return np.stack(vectors).astype(np.float32)
