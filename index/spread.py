"""Texts spread over threads: for engines that leave Python's lock while they compute."""

import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import numpy as np

from index.embedding import Progress, Vectors

Item = TypeVar("Item")


def embed_in_threads(
    embed: Callable[[Sequence[Item]], Vectors],
    groups: Iterable[tuple[Sequence[int], Sequence[Item]]],
    *,
    shape: tuple[int, int],
    threads: int,
    progress: Progress | None = None,
) -> Vectors:
    """The vectors of all groups, ``threads`` of these embedded at a time.

    A group is the rows of its items among the vectors, and the items. Groups are made while others
    are embedded; ``progress`` hears how many items were just done, and ends it all by raising.
    """
    vectors = np.empty(shape, dtype=np.float32)
    pool = ThreadPoolExecutor(threads, thread_name_prefix="embed")
    try:
        for rows, found in pool.map(lambda group: (group[0], embed(group[1])), groups):
            vectors[rows] = found
            if progress is not None:
                progress(len(rows))
    finally:
        pool.shutdown(cancel_futures=True)
    return vectors


def usable_cores() -> int:
    """The cores this process may run on, which a container may hold below the machine's."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
