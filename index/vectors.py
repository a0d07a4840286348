"""Passage vectors in Chroma: the only file that knows chromadb.

Ids and unit vectors in, nearest ids out. Chroma holds the vectors and the source of each passage,
no texts: those lie beside it in the build.
"""

import os
import threading
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from numpy.typing import NDArray

from corpus.errors import YoujuError

if TYPE_CHECKING:
    from chromadb.api.client import Client
    from chromadb.api.models.Collection import Collection as ChromaCollection

COLLECTION = "passages"
# Chroma's largest batch is 5461; small ones keep memory low and cost nothing.
BATCH = 2000
# Of 6,000 random vectors, a harder case than texts, 0.98 of the nearest 100 are found; twice the
# neighbours find 0.99 and take twice as long. Vectors have length one, so the inner product is the
# cosine, and unlike "cosine" it gives vectors back as they came.
_HNSW = {"space": "ip", "ef_construction": 100, "ef_search": 200, "max_neighbors": 24}
# A vector's distance to itself, rounded to float16, is within this of zero.
_SAME = 2e-3
# chromadb counts the clients of a folder without a lock around the opening.
_OPENING = threading.Lock()


class VectorIndex:
    """An open collection. Close it to free its files."""

    def __init__(self, folder: Path) -> None:
        self._client = _open_client(folder)
        try:
            self._collection: ChromaCollection = self._client.get_collection(
                COLLECTION,
                embedding_function=None,  # otherwise chromadb tries to download a model
            )
        except Exception as error:
            self.close()
            raise YoujuError(
                f"The vectors in {str(folder)!r} cannot be opened ({error}):"
                " run `youju build --full`."
            ) from error

    def close(self) -> None:
        with _OPENING:
            self._client.close()

    def __len__(self) -> int:
        return self._collection.count()

    def nearest(
        self, query: NDArray[np.float32], count: int, sources: Collection[str] = ()
    ) -> list[str]:
        """The ids of the ``count`` passages nearest to the query, the nearest first."""
        from chromadb.errors import ChromaError

        # chromadb's annotation of a filter does not take what its documentation shows.
        where: Any = {"source": {"$in": sorted(sources)}} if sources else None
        try:
            found = self._collection.query(
                query_embeddings=query.reshape(1, -1), n_results=count, where=where, include=[]
            )
        except ChromaError as error:
            raise YoujuError(
                f"The vectors of the index cannot be searched ({error}): run `youju build --full`."
            ) from error
        return found["ids"][0]

    def problems(
        self, ids: Sequence[str], vectors: NDArray[np.float16], *, searches: int | None = None
    ) -> list[str]:
        """What is wrong with the collection, if it should hold these vectors by these ids.

        Every vector is read; all are searched for, or at least ``searches``, evenly spread.
        """
        from chromadb.errors import ChromaError

        try:
            step = max(len(ids) // searches, 1) if searches else 1
            wrong = self._wrong_ids(ids, vectors)
            return wrong + self._wrong_searches(ids[::step], vectors[::step])
        except ChromaError as error:
            return [f"the vectors cannot be read ({error})"]

    def _wrong_ids(self, ids: Sequence[str], vectors: NDArray[np.float16]) -> list[str]:
        read = self._collection.get(include=["embeddings"])
        held = dict(zip(read["ids"], np.asarray(read["embeddings"]), strict=True))
        pairs = zip(ids, vectors, strict=True)
        found = {
            "passages have no vector": [id for id in ids if id not in held],
            "vectors belong to no passage": sorted(held.keys() - set(ids)),
            "vectors are not those written": [
                id for id, vector in pairs if id in held and not np.array_equal(held[id], vector)
            ],
        }
        return [_problem(wrong, what) for what, wrong in found.items() if wrong]

    def _wrong_searches(self, ids: Sequence[str], vectors: NDArray[np.float16]) -> list[str]:
        lost = [id for id, found in self._found(ids, vectors) if not found]
        return [_problem(lost, "vectors are not found by a search")] if lost else []

    def _found(self, ids: Sequence[str], vectors: NDArray[np.float16]) -> list[tuple[str, bool]]:
        """Whether a search with each passage's own vector comes upon that vector.

        By its distance, not its id: passages of the same words have the same vector.
        """
        result: list[tuple[str, bool]] = []
        for start in range(0, len(ids), BATCH):
            part = np.asarray(vectors[start : start + BATCH], dtype=np.float32)
            answer = self._collection.query(
                query_embeddings=part, n_results=1, include=["distances"]
            )
            distances = answer["distances"] or []
            near = [bool(found) and found[0] < _SAME for found in distances]
            result.extend(zip(ids[start : start + BATCH], near, strict=True))
        return result


def _problem(ids: list[str], what: str) -> str:
    return f"{len(ids)} {what}, {ids[0]!r} first"


def write_vectors(
    folder: Path, ids: Sequence[str], sources: Sequence[str], vectors: NDArray[np.float16]
) -> None:
    """Make the collection in an empty folder and close it; OSError where it cannot be written."""
    from chromadb.errors import ChromaError

    client = _open_client(folder)
    try:
        collection = client.create_collection(
            COLLECTION,
            embedding_function=None,
            configuration={"hnsw": _HNSW},  # type: ignore[arg-type]  # their stub wants a TypedDict
        )
        for start in range(0, len(ids), BATCH):
            part = slice(start, start + BATCH)
            collection.upsert(
                ids=list(ids[part]),
                embeddings=np.asarray(vectors[part], dtype=np.float32),
                metadatas=[{"source": source} for source in sources[part]],
            )
    except ChromaError as error:  # a full disk, above all
        raise OSError(f"Chroma: {error}") from error
    finally:
        with _OPENING:
            client.close()


def _open_client(folder: Path) -> "Client":
    # Read by chromadb at import: nothing it does may reach the network.
    os.environ.setdefault("ANONYMIZED_TELEMETRY", "False")
    import chromadb
    from chromadb.config import Settings

    with _OPENING:
        client = chromadb.PersistentClient(
            path=str(folder), settings=Settings(anonymized_telemetry=False)
        )
    return cast("Client", client)  # their annotation names a base class without close()
