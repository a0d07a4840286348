"""Texts embedded on the side, while others are still being read: reading leaves a core idle.

Vectors go into the cache as they come; in the end all are read from it.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.embedding import Embedding
from index.vector_cache import Vectors, embed_texts, text_key

# Texts handed over at once: enough that the opening of the cache does not count; where nothing is
# being embedded, enough that texts of one length meet.
HANDED_OVER, AT_LEAST = 1024, 128


class _Stopped(Exception):
    """Nobody waits for the vectors any more."""


class EmbedAhead:
    """Give it texts with ``add``, then ask for the ``vectors`` of all; used in a ``with``.

    An error in there ends the embedding, also in the midst of many texts; what is done is kept.
    ``fresh`` ignores what the cache held before.
    """

    def __init__(self, embedding: Embedding, cache: Path, *, fresh: bool) -> None:
        self._embedding = embedding
        self._cache = cache
        self._fresh = fresh
        self._seen: set[bytes] = set()
        self._waiting: list[str] = []
        self._done = 0
        self._stopping = False
        self._progress: Callable[[int, int], None] | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="embed ahead")
        self._batches: list[Future[set[bytes]]] = []

    def __enter__(self) -> "EmbedAhead":
        return self

    def __exit__(self, *raised: object) -> None:
        self._stopping = True
        self._thread.shutdown(cancel_futures=True)

    def add(self, texts: Sequence[str]) -> None:
        """Texts of which ``vectors`` will be asked; raises what became of those before."""
        for text in texts:
            key = text_key(text)
            if key not in self._seen:
                self._seen.add(key)
                self._waiting.append(text)
        idle = all(batch.done() for batch in self._batches)
        if len(self._waiting) >= (AT_LEAST if idle else HANDED_OVER):
            self._hand_over()

    def vectors(
        self, texts: Sequence[str], progress: Callable[[int, int], None]
    ) -> tuple[Vectors, NDArray[np.bool_]]:
        """What ``embed_texts`` gives, when all that was added is done."""
        self._progress = progress
        self._hand_over()
        computed = {key for batch in self._batches for key in batch.result()}
        vectors, _ = embed_texts(texts, embedding=self._embedding, cache=self._cache)
        return vectors, np.array([text_key(text) in computed for text in texts], dtype=np.bool_)

    def _hand_over(self) -> None:
        for batch in self._batches:
            if batch.done():
                batch.result()
        if self._waiting:
            self._batches.append(self._thread.submit(self._embed, self._waiting))
            self._waiting = []

    def _embed(self, texts: list[str]) -> set[bytes]:
        """Embed what the cache does not hold, and return the keys of what was computed."""
        _, computed = embed_texts(
            texts,
            embedding=self._embedding,
            cache=self._cache,
            fresh=self._fresh,
            progress=lambda done, total: self._tell(done),
        )
        self._done += len(texts)
        self._tell(0)
        return {text_key(text) for text, new in zip(texts, computed, strict=True) if new}

    def _tell(self, done: int) -> None:
        """Once everything is read: before, nobody knows how much there is to do."""
        if self._stopping:
            raise _Stopped
        if self._progress:
            self._progress(self._done + done, len(self._seen))
