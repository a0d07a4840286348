"""Vectors already computed, kept by what was embedded: engine name + the text's hash.

A rebuild after a change of passages, keyword rules or catalog embeds only texts never seen. Safe
for threads and processes: one SQLite file with a write-ahead log. Vectors are kept as float16
(the cosine of two of them moves by less than 0.0001), and a vector just computed is rounded the
same way, so that an index is the same whether its vectors were computed or kept. A damaged file is
set aside and the vectors are computed anew.
"""

import hashlib
import logging
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.embedding import Embedding

Vectors = NDArray[np.float16]

# What the name of a file that was set aside begins with.
DAMAGED = "damaged-"
# Texts, and their characters, embedded between two writes: what a killed build loses at most.
BATCH, BATCH_CHARS = 256, 50_000
TIMEOUT_S = 60  # … and what one waits for another to write
# A text whose kept vector is compared with a new one: a release of an engine that computes otherwise
# under its old name would fill an index with vectors of two kinds.
_PROBE = "截至2023年年底，我国各类孵化载体达到1.66万余家。"
_PROBE_KEY = b"probe"
# Rounding to float16 moves a cosine by 0.000001, another rounding of the weights by 0.001.
_SAME_ENGINE = 0.9999
# SQLite takes 999 parameters in its oldest builds.
_KEYS_A_QUERY = 900
# A kept vector whose length is further from one was damaged; rounding moves it by 0.0005 at most.
_UNIT = 0.01
# SQLite's codes for a disk that is full, failing or closed to us; its other complaints are about
# what the file holds.
_DISK = {
    sqlite3.SQLITE_FULL: "no space left for the vectors",
    sqlite3.SQLITE_IOERR: "the vectors cannot be read or written",
    sqlite3.SQLITE_CANTOPEN: "the file of the vectors cannot be opened",
    sqlite3.SQLITE_READONLY: "the file of the vectors cannot be written",
    sqlite3.SQLITE_PERM: "the file of the vectors cannot be written",
    sqlite3.SQLITE_BUSY: "the file of the vectors is in use",
}

_log = logging.getLogger(__name__)


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
    Raises OSError where the cache cannot be written.
    """
    try:
        return _embed_texts(texts, embedding, cache, fresh, progress)
    except sqlite3.Error as error:
        _raise_of_disk(error)
        set_aside(cache)
        _log.warning(
            "The vectors kept in %r were damaged (%s) and are made anew.", str(cache), error
        )
    try:
        return _embed_texts(texts, embedding, cache, fresh, progress)
    except sqlite3.Error as error:
        _raise_of_disk(error)
        raise


def kept_vectors(*, embedding: Embedding, cache: Path) -> dict[bytes, NDArray[np.float16]]:
    """All vectors kept of an embedding, by ``text_key``; none if the file is damaged.

    Raises OSError where the file cannot be written.
    """
    cache.parent.mkdir(parents=True, exist_ok=True)
    try:
        with closing(_open_cache(cache)) as store:
            _drop_others(store, embedding)
            found = store.execute("SELECT key FROM vectors WHERE engine = ?", [embedding.name])
            return _read_vectors(store, embedding, [key for (key,) in found])
    except sqlite3.Error as error:
        _raise_of_disk(error)
        set_aside(cache)
        return {}


def set_aside(cache: Path) -> None:
    """Out of the way, and beside it: what it holds may still be wanted for a look."""
    for suffix in ("", "-wal", "-shm"):
        path = cache.with_name(cache.name + suffix)
        if path.exists():
            path.replace(path.with_name(f"{DAMAGED}{path.name}"))


def damaged_files(cache: Path) -> list[Path]:
    """What ``set_aside`` left."""
    return sorted(cache.parent.glob(f"{DAMAGED}*"))


def drop_unused(cache: Path, texts: Iterable[str]) -> int:
    """Drop all vectors but those of ``texts``, of whatever engine; return how many went."""
    if not cache.exists():
        return 0
    try:
        with closing(_open_cache(cache)) as store:
            with store:
                store.execute("CREATE TEMP TABLE used (key BLOB PRIMARY KEY) WITHOUT ROWID")
                keys = ((text_key(text),) for text in texts)
                store.executemany("INSERT OR IGNORE INTO used VALUES (?)", keys)
                store.execute("INSERT INTO used VALUES (?)", [_PROBE_KEY])
                gone = store.execute("DELETE FROM vectors WHERE key NOT IN used").rowcount
            if gone:
                store.execute("VACUUM")
    except sqlite3.Error as error:
        _raise_of_disk(error)
        set_aside(cache)
        return 0
    return gone


def text_key(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


def _raise_of_disk(error: sqlite3.Error) -> None:
    reason = _DISK.get(getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF)
    if reason:
        raise OSError(f"{reason}: {error}") from error


def _embed_texts(
    texts: Sequence[str],
    embedding: Embedding,
    cache: Path,
    fresh: bool,
    progress: Callable[[int, int], None] | None,
) -> tuple[Vectors, NDArray[np.bool_]]:
    keys = [text_key(text) for text in texts]
    wanted = dict(zip(keys, texts, strict=True))
    cache.parent.mkdir(parents=True, exist_ok=True)
    with closing(_open_cache(cache)) as store:
        if keys:
            _drop_others(store, embedding)
        known = {} if fresh else _read_vectors(store, embedding, list(wanted))
        missing = [key for key in wanted if key not in known]
        done = len(known)
        for batch in _batches(missing, wanted):
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


def _batches(keys: Sequence[bytes], texts: Mapping[bytes, str]) -> Iterator[list[bytes]]:
    batch: list[bytes] = []
    chars = 0
    for key in keys:
        batch.append(key)
        chars += len(texts[key])
        if len(batch) == BATCH or chars >= BATCH_CHARS:
            yield batch
            batch, chars = [], 0
    if batch:
        yield batch


def _open_cache(path: Path) -> sqlite3.Connection:
    store = sqlite3.connect(path, timeout=TIMEOUT_S)
    _write_ahead(store)
    store.execute("PRAGMA synchronous=NORMAL")
    store.execute(
        # Rows as large as vectors are kept in the order they come; sorted ones take thrice the time.
        "CREATE TABLE IF NOT EXISTS vectors"
        " (engine TEXT, key BLOB, vector BLOB, PRIMARY KEY (engine, key))"
    )
    return store


def _write_ahead(store: sqlite3.Connection) -> None:
    """Set the write-ahead log; SQLite itself does not wait where several do so at once."""
    last = time.monotonic() + TIMEOUT_S
    while True:
        try:
            store.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > last:
                raise
        time.sleep(0.01)


def _drop_others(store: sqlite3.Connection, embedding: Embedding) -> None:
    """Drop what this engine's name kept if the engine no longer computes it."""
    key = _PROBE_KEY
    probe = embedding.embed_passages([_PROBE]).astype(np.float16)
    kept = _read_vectors(store, embedding, [key]).get(key)
    if kept is not None and same_vector(kept, probe[0]):
        return
    with store:
        store.execute("DELETE FROM vectors WHERE engine = ?", [embedding.name])
    _write_vectors(store, embedding, [key], probe)


def same_vector(one: NDArray[Any], other: NDArray[Any]) -> bool:
    """Whether one engine may have made both of one text."""
    a, b = one.astype(np.float64), other.astype(np.float64)
    if a.shape != b.shape:
        return False
    return float(a @ b / (np.linalg.norm(a) * np.linalg.norm(b))) >= _SAME_ENGINE


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
        for key, stored in rows:
            if len(stored) == 2 * embedding.dimension:  # otherwise damaged
                known[key] = np.frombuffer(stored, np.float16)
    lengths = {
        key: float(np.linalg.norm(vector.astype(np.float32))) for key, vector in known.items()
    }
    return {key: vector for key, vector in known.items() if abs(lengths[key] - 1) < _UNIT}


def _write_vectors(
    store: sqlite3.Connection, embedding: Embedding, keys: list[bytes], vectors: Vectors
) -> None:
    rows = [
        (embedding.name, key, vector.tobytes()) for key, vector in zip(keys, vectors, strict=True)
    ]
    with store:
        store.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)", rows)
