"""Texts spread over threads: for engines that leave Python's lock while they compute."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from index.embedding import Progress, Vectors

# Texts handed to the threads at once, longest first: the last to finish then wait half a text.
BATCH = 64


def embed_in_threads(
    embed: Callable[[str], Vectors],
    texts: Sequence[str],
    *,
    dimension: int,
    threads: int,
    progress: Progress | None = None,
) -> Vectors:
    """``embed`` of every text, one a row, ``threads`` of them at a time."""
    vectors = np.empty((len(texts), dimension), dtype=np.float32)
    with ThreadPoolExecutor(threads, thread_name_prefix="embed") as pool:
        for start in range(0, len(texts), BATCH):
            rows = range(start, min(start + BATCH, len(texts)))
            by_length = sorted(rows, key=lambda row: -len(texts[row]))
            found = pool.map(embed, (texts[row] for row in by_length))
            for row, vector in zip(by_length, found, strict=True):
                vectors[row] = vector
            if progress is not None:
                progress(len(rows))
    return vectors


def usable_cores() -> int:
    """The cores this process may run on, which a container may hold below the machine's."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
