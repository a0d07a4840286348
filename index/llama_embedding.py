"""LlamaIndex embeddings as ours, and ours as LlamaIndex's.

Import this file only where LlamaIndex is wanted: its core takes more than a second to import.
"""

from collections.abc import Sequence

import numpy as np
from llama_index.core.base.embeddings.base import BaseEmbedding
from pydantic import PrivateAttr

from corpus.errors import YoujuError
from index.embedding import Embedding, Progress, Vectors, clean_text


class LlamaEmbedding(BaseEmbedding):
    """Our embedding where a LlamaIndex pipeline wants a ``BaseEmbedding``."""

    _embedding: Embedding = PrivateAttr()

    def __init__(self, embedding: Embedding) -> None:
        super().__init__(model_name=embedding.name)
        self._embedding = embedding

    @classmethod
    def class_name(cls) -> str:
        return "YoujuEmbedding"

    def _get_query_embedding(self, query: str) -> list[float]:
        return [float(value) for value in self._embedding.embed_query(query)]

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        rows: list[list[float]] = self._embedding.embed_passages(texts).tolist()
        return rows


class FromLlama:
    """Any LlamaIndex ``BaseEmbedding`` as our embedding.

    ``dimension`` is found by embedding one word, since LlamaIndex does not tell it.
    """

    def __init__(self, model: BaseEmbedding) -> None:
        self._model = model
        self.name = f"{model.class_name()}/{model.model_name}"
        self.dimension = len(model.get_query_embedding("维"))

    def embed_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        vectors = np.empty((len(texts), self.dimension), dtype=np.float32)
        step = self._model.embed_batch_size
        for start in range(0, len(texts), step):
            batch = [clean_text(text) for text in texts[start : start + step]]
            rows = self._model.get_text_embedding_batch(batch)
            vectors[start : start + len(batch)] = [self._unit(row) for row in rows]
            if progress is not None:
                progress(len(batch))
        return vectors

    def embed_query(self, text: str) -> Vectors:
        return self._unit(self._model.get_query_embedding(clean_text(text)))

    def _unit(self, values: Sequence[float]) -> Vectors:
        vector = np.asarray(values, dtype=np.float32)
        length = float(np.linalg.norm(vector))
        if vector.shape != (self.dimension,) or not np.isfinite(length) or length == 0:
            raise YoujuError(
                f"The embedding {self.name!r} gave {vector.size} numbers of length {length} where "
                f"{self.dimension} finite ones were expected; check the model it names."
            )
        return vector / np.float32(length)
