"""Vectors already computed, kept by what was embedded: engine name + the text's hash.

A rebuild after a change of passages, keyword rules or catalog embeds only texts never seen. Safe
for threads and processes: one SQLite file with a write-ahead log. Vectors are kept as float16
(the cosine of two of them moves by less than 0.0001), and a vector just computed is rounded the
same way, so that an index is the same whether its vectors were computed or kept.
"""

import hashlib
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.embedding import Embedding

Vectors = NDArray[np.float16]

# Texts embedded between two writes: what a killed build loses at most.
BATCH = 256
# A text whose kept vector is compared with a new one: a release of an engine that computes otherwise
# under its old name would fill an index with vectors of two kinds.
_PROBE = "截至2023年年底，我国各类孵化载体达到1.66万余家。"
# Rounding to float16 moves a cosine by 0.000001, another rounding of the weights by 0.001.
_SAME_ENGINE = 0.9999
# SQLite takes 999 parameters in its oldest builds.
_KEYS_A_QUERY = 900


def embed_texts(
    texts: Sequence[str],
    *,
    embedding: Embedding,
    cache: Path,
    fresh: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[Vectors, NDArray[np.bool_]]:
    """The vectors of the texts, one a row, and for each whether it had to be computed.

    ``fresh`` ignores what the cache holds, and replaces it. ``progress`` gets done and total.
    """
    keys = [hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest() for text in texts]
    wanted = dict(zip(keys, texts, strict=True))
    cache.parent.mkdir(parents=True, exist_ok=True)
    with closing(_open_cache(cache)) as store:
        if keys:
            _drop_others(store, embedding)
        known = {} if fresh else _read_vectors(store, embedding, list(wanted))
        missing = [key for key in wanted if key not in known]
        done = len(known)
        for start in range(0, len(missing), BATCH):
            batch = missing[start : start + BATCH]
            vectors = _embed_batch(
                embedding, [wanted[key] for key in batch], done, len(wanted), progress
            )
            _write_vectors(store, embedding, batch, vectors)
            known.update(zip(batch, vectors, strict=True))
            done += len(batch)
    if not keys:
        return np.zeros((0, embedding.dimension), np.float16), np.zeros(0, np.bool_)
    computed = set(missing)
    return (
        np.stack([known[key] for key in keys]),
        np.array([key in computed for key in keys], dtype=np.bool_),
    )


def _embed_batch(
    embedding: Embedding,
    texts: list[str],
    done: int,
    total: int,
    progress: Callable[[int, int], None] | None,
) -> Vectors:
    def advance(count: int) -> None:
        nonlocal done
        done += count
        if progress:
            progress(done, total)

    return embedding.embed_passages(texts, advance).astype(np.float16)


def _open_cache(path: Path) -> sqlite3.Connection:
    store = sqlite3.connect(path, timeout=60)
    store.execute("PRAGMA journal_mode=WAL")
    store.execute("PRAGMA synchronous=NORMAL")
    store.execute(
        "CREATE TABLE IF NOT EXISTS vectors"
        " (engine TEXT, key BLOB, vector BLOB, PRIMARY KEY (engine, key)) WITHOUT ROWID"
    )
    return store


def _drop_others(store: sqlite3.Connection, embedding: Embedding) -> None:
    """Drop what this engine's name kept if the engine no longer computes it."""
    key = b"probe"
    probe = embedding.embed_passages([_PROBE]).astype(np.float16)
    kept = _read_vectors(store, embedding, [key]).get(key)
    if kept is not None and _cosine(kept, probe[0]) >= _SAME_ENGINE:
        return
    with store:
        store.execute("DELETE FROM vectors WHERE engine = ?", [embedding.name])
    _write_vectors(store, embedding, [key], probe)


def _cosine(one: NDArray[np.float16], other: NDArray[np.float16]) -> float:
    a, b = one.astype(np.float64), other.astype(np.float64)
    if a.shape != b.shape:
        return 0.0
    return float(a @ b / (np.linalg.norm(a) * np.linalg.norm(b)))


def _read_vectors(
    store: sqlite3.Connection, embedding: Embedding, keys: list[bytes]
) -> dict[bytes, NDArray[np.float16]]:
    known: dict[bytes, NDArray[np.float16]] = {}
    for start in range(0, len(keys), _KEYS_A_QUERY):
        part = keys[start : start + _KEYS_A_QUERY]
        marks = ",".join("?" * len(part))
        rows = store.execute(
            f"SELECT key, vector FROM vectors WHERE engine = ? AND key IN ({marks})",
            [embedding.name, *part],
        )
        known.update((key, np.frombuffer(vector, np.float16)) for key, vector in rows)
    return known


def _write_vectors(
    store: sqlite3.Connection, embedding: Embedding, keys: list[bytes], vectors: Vectors
) -> None:
    rows = [
        (embedding.name, key, vector.tobytes()) for key, vector in zip(keys, vectors, strict=True)
    ]
    with store:
        store.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)", rows)
