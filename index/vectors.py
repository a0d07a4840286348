"""Passage vectors in Chroma: the only file that knows chromadb.

Ids and unit vectors in, nearest ids out. Chroma holds the vectors and the source of each passage,
no texts: those lie in the build. A build has a collection of its own, in a folder beside them or on
a Chroma server.
"""

import hashlib
import os
import shutil
import threading
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from corpus.errors import YoujuError
from index.spread import usable_cores
from index.store import Manifest

if TYPE_CHECKING:
    from chromadb.api.client import Client
    from chromadb.api.models.Collection import Collection as ChromaCollection

COLLECTION = "passages"
# Chroma's own name for what holds a folder's collections.
DATABASE = "chroma.sqlite3"
# Chroma's largest batch is 5461; small ones keep memory low and cost nothing.
BATCH = 2000
# Searches sent at once by each thread; Chroma leaves Python's lock while it searches.
SEARCHES = 250
# Of 6,000 random vectors, a harder case than texts, 0.98 of the nearest 100 are found; twice the
# neighbours find 0.99 and take twice as long. Vectors have length one, so the inner product is the
# cosine, and unlike "cosine" it gives vectors back as they came.
_HNSW = {"space": "ip", "ef_construction": 100, "ef_search": 200, "max_neighbors": 24}
TRIES = 4
# A vector's distance to itself, rounded to float16, is within this of zero.
_SAME = 2e-3
# chromadb counts the clients of a folder without a lock around the opening.
_OPENING = threading.Lock()
# A server may restart between two questions and come back with less than it had.
SECONDS_BETWEEN_LOOKS = 60.0
SEARCHES_A_LOOK = 50
# A server that has not answered by then is not going to.
_TIMEOUT_S = 60.0

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class ServerPlace:
    """A collection on a Chroma server, and the home folder whose build it belongs to."""

    url: str
    collection: str
    home: str = ""


Place = Path | ServerPlace


def vector_place(folder: Path, manifest: Manifest, home: str = "") -> Place:
    """Where the vectors of a build lie; ``home`` marks a collection that is to be made."""
    if manifest.chroma is None:
        return folder / "chroma"
    return ServerPlace(manifest.chroma, server_collection(manifest.build), home)


def server_collection(build: str) -> str:
    return f"youju-{build}"


class VectorIndex:
    """An open collection; threads may share it. Close it to free its files.

    ``expected`` are the ids and vectors it should hold. What a server holds is held to them when
    it is opened and now and then: one that restarts may come back with less.
    """

    def __init__(
        self, place: Place, expected: tuple[Sequence[str], NDArray[np.float16]] | None = None
    ) -> None:
        self._place = place
        self._expected = expected if isinstance(place, ServerPlace) else None
        self._next_look = 0.0
        self._looks = 0
        if isinstance(place, Path) and not (place / DATABASE).is_file():  # it would be made
            raise YoujuError(f"The vectors in {str(place)!r} were lost: run `youju build --full`.")
        with _told(place):
            self._client = _open_client(place)
            try:
                self._collection: ChromaCollection = self._client.get_collection(
                    _name(place),
                    embedding_function=None,  # otherwise chromadb tries to download a model
                )
            except Exception:
                self.close()
                raise
        try:
            self._look()
        except YoujuError:
            self.close()
            raise

    def close(self) -> None:
        _close(self._client)

    def __len__(self) -> int:
        return self._collection.count()

    def nearest(
        self, query: NDArray[np.float32], count: int, sources: Collection[str] = ()
    ) -> list[str]:
        """The ids of the ``count`` passages nearest to the query, the nearest first."""
        self._look()
        # chromadb's annotation of a filter does not take what its documentation shows.
        where: Any = {"source": {"$in": sorted(sources)}} if sources else None
        found = self._ask(
            lambda: self._collection.query(
                query_embeddings=query.reshape(1, -1), n_results=count, where=where, include=[]
            )
        )["ids"][0]
        if self._expected and not sources and len(found) < min(count, len(self._expected[0])):
            raise _lost(self._place, "a search finds too few")
        return found

    def _ask(self, question: Callable[[], Result]) -> Result:
        try:
            with _told(self._place):
                return question()
        except YoujuError:
            self._next_look = 0.0  # when it is back, it may not have all that it had
            raise

    def _look(self) -> None:
        """Search for some of the vectors that a server should hold, other ones each time."""
        now = time.monotonic()
        if not self._expected or now < self._next_look:
            return
        ids, vectors = self._expected
        held = self._ask(self._collection.count)
        if held != len(ids):
            raise _lost(self._place, f"{held} of {len(ids)} are there")
        step = max(1, len(ids) // SEARCHES_A_LOOK)
        some = slice(self._looks % step, None, step)
        self._looks += 1
        found = self._ask(lambda: list(self._found(ids[some], vectors[some])))
        if missing := [id for id, is_found in found if not is_found]:
            raise _lost(self._place, _problem(missing, "are not found by a search"))
        self._next_look = now + SECONDS_BETWEEN_LOOKS

    def problems(
        self, ids: Sequence[str], vectors: NDArray[np.float16], *, searches: int | None = None
    ) -> list[str]:
        """What is wrong with the collection, if it should hold these vectors by these ids.

        Every vector is read; all are searched for, or at least ``searches``, evenly spread.
        """
        try:
            step = max(len(ids) // searches, 1) if searches else 1
            wrong = self._wrong_ids(ids, vectors)
            return wrong + self._wrong_searches(ids[::step], vectors[::step])
        except YoujuError as error:
            return [str(error)]

    def _wrong_ids(self, ids: Sequence[str], vectors: NDArray[np.float16]) -> list[str]:
        held = self._ask(lambda: dict(self._held()))
        pairs = zip(ids, vectors, strict=True)
        found = {
            "passages have no vector": [id for id in ids if id not in held],
            "vectors belong to no passage": sorted(held.keys() - set(ids)),
            "vectors are not those written": [
                id for id, vector in pairs if id in held and not np.array_equal(held[id], vector)
            ],
        }
        return [_problem(wrong, what) for what, wrong in found.items() if wrong]

    def _held(self) -> Iterator[tuple[str, NDArray[np.float32]]]:
        start = 0
        while True:
            read = self._collection.get(include=["embeddings"], limit=BATCH, offset=start)
            yield from zip(read["ids"], np.asarray(read["embeddings"], np.float32), strict=True)
            start += BATCH
            if len(read["ids"]) < BATCH:
                return

    def _wrong_searches(self, ids: Sequence[str], vectors: NDArray[np.float16]) -> list[str]:
        found = self._ask(lambda: list(self._found(ids, vectors)))
        lost = [id for id, is_found in found if not is_found]
        return [_problem(lost, "vectors are not found by a search")] if lost else []

    def _found(
        self, ids: Sequence[str], vectors: NDArray[np.float16]
    ) -> Iterator[tuple[str, bool]]:
        """Whether a search with each passage's own vector comes upon that vector.

        By its distance, not its id: passages of the same words have the same vector.
        """
        return zip(ids, _are_found(self._collection, vectors), strict=True)


def _are_found(collection: "ChromaCollection", vectors: NDArray[np.float16]) -> Iterator[bool]:
    """For each vector whether a search with it comes upon it."""

    def distances(start: int) -> list[list[float]]:
        answer = collection.query(
            query_embeddings=np.asarray(vectors[start : start + SEARCHES], dtype=np.float32),
            n_results=1,
            include=["distances"],
        )
        return answer["distances"] or []

    with ThreadPoolExecutor(usable_cores(), thread_name_prefix="search") as threads:
        for found in threads.map(distances, range(0, len(vectors), SEARCHES)):
            yield from (bool(near) and near[0] < _SAME for near in found)


def _problem(ids: list[str], what: str) -> str:
    return f"{len(ids)} {what}, {ids[0]!r} first"


def write_vectors(
    place: Place,
    ids: Sequence[str],
    sources: Sequence[str],
    vectors: NDArray[np.float16],
    *,
    searched: bool = True,
) -> None:
    """Make the collection and close it; OSError where its folder cannot be written.

    Each vector is ``searched`` for and put in again where it is not found: that takes longer than
    the writing, and is for a collection that was found wanting, or that nobody checks.
    """
    with _writing(place) as client:
        collection = client.create_collection(
            _name(place),
            metadata={"home": place.home} if isinstance(place, ServerPlace) else None,
            embedding_function=None,
            configuration={"hnsw": _HNSW},  # type: ignore[arg-type]  # their stub wants a TypedDict
        )
        (_put if searched else _upsert)(collection, ids, sources, vectors)


def change_vectors(
    before: Path,
    folder: Path,
    gone: Sequence[str],
    ids: Sequence[str],
    sources: Sequence[str],
    vectors: NDArray[np.float16],
) -> None:
    """Copy a collection's folder, take the ``gone`` out and put new ones in.

    What is taken out still fills its place: a collection changed much is better written anew.
    """
    shutil.copytree(before, folder)
    with _writing(folder) as client:
        collection = client.get_collection(COLLECTION, embedding_function=None)
        for start in range(0, len(gone), BATCH):
            collection.delete(ids=list(gone[start : start + BATCH]))
        _put(collection, ids, sources, vectors)


def graph_hash(folder: Path) -> str:
    """The SHA-256 of Chroma's files of nearest neighbours, which opening them does not change.

    Read when they are damaged, they may end the process; its database only raises. Before a graph
    is first written, after some thousand vectors, its files hold nothing and are not read.
    """
    digest = hashlib.sha256()
    for graph in sorted(path.parent for path in folder.glob("*/index_metadata.pickle")):
        for path in sorted(graph.iterdir()):
            digest.update(path.name.encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def drop_collections(url: str, home: str, kept: Collection[str]) -> list[str]:
    """Drop a home's collections on a server but those named; return the names of what went."""
    place = ServerPlace(url, "", home)
    with _told(place):
        client = _open_client(place)
        try:
            gone = [
                collection.name
                for collection in client.list_collections()
                if (collection.metadata or {}).get("home") == home and collection.name not in kept
            ]
            for name in gone:
                client.delete_collection(name)
        finally:
            _close(client)
    return gone


def _put(
    collection: "ChromaCollection",
    ids: Sequence[str],
    sources: Sequence[str],
    vectors: NDArray[np.float16],
) -> None:
    """Put vectors in so that each is found: of some 10,000 the graph of neighbours, grown by
    several threads, leaves one out of reach now and then, and another try links it."""
    left = list(range(len(ids)))
    for _ in range(TRIES):
        _upsert(collection, [ids[n] for n in left], [sources[n] for n in left], vectors[left])
        found = list(_are_found(collection, vectors[left]))
        left = [n for n, is_found in zip(left, found, strict=True) if not is_found]
        if not left:
            return
        collection.delete(ids=[ids[n] for n in left])
    _upsert(collection, [ids[n] for n in left], [sources[n] for n in left], vectors[left])


def _upsert(
    collection: "ChromaCollection",
    ids: Sequence[str],
    sources: Sequence[str],
    vectors: NDArray[np.float16],
) -> None:
    for start in range(0, len(ids), BATCH):
        part = slice(start, start + BATCH)
        collection.upsert(
            ids=list(ids[part]),
            embeddings=np.asarray(vectors[part], dtype=np.float32),
            metadatas=[{"source": source} for source in sources[part]],
        )


@contextmanager
def _writing(place: Place) -> "Iterator[Client]":
    from chromadb.errors import ChromaError

    with _told(place) if isinstance(place, ServerPlace) else nullcontext():
        try:
            client = _open_client(place)
            try:
                yield client
            finally:
                _close(client)
        except ChromaError as error:
            if isinstance(place, ServerPlace):
                raise
            raise OSError(f"Chroma: {error}") from error  # a full disk, above all


@contextmanager
def _told(place: Place) -> Iterator[None]:
    """What chromadb raises, told in one sentence; over HTTP it raises whatever comes to hand."""
    import httpx
    from chromadb.errors import ChromaError, NotFoundError

    try:
        yield
    except YoujuError:
        raise
    except (ChromaError, httpx.HTTPError, ValueError) as error:
        if not isinstance(place, ServerPlace):
            raise YoujuError(
                f"The vectors in {str(place)!r} cannot be read ({error}): run `youju build --full`."
            ) from error
        if isinstance(error, NotFoundError):
            raise _lost(place, "their collection is gone") from error
        raise YoujuError(
            f"The Chroma server {place.url!r} cannot be asked ({error}): start it, or correct"
            " YOUJU_CHROMA_URL."
        ) from error


def _lost(place: Place, what: str) -> YoujuError:
    assert isinstance(place, ServerPlace)
    return YoujuError(
        f"The Chroma server {place.url!r} has lost vectors of the build in service ({what}):"
        " run `youju build --full`."
    )


def _name(place: Place) -> str:
    return place.collection if isinstance(place, ServerPlace) else COLLECTION


def load_chroma() -> None:
    """Import chromadb, which takes a second, ahead of its first use."""
    # Read by chromadb at import: nothing it does may reach the network.
    os.environ.setdefault("ANONYMIZED_TELEMETRY", "False")
    import chromadb  # noqa: F401


def _open_client(place: Place) -> "Client":
    load_chroma()
    import chromadb
    from chromadb.config import Settings

    settings = Settings(anonymized_telemetry=False)
    with _OPENING:
        if not isinstance(place, ServerPlace):
            client = chromadb.PersistentClient(path=str(place), settings=settings)
        else:
            url = urlsplit(place.url)
            secure = url.scheme == "https"
            client = chromadb.HttpClient(
                host=url.hostname or "",
                port=url.port or (443 if secure else 80),
                ssl=secure,
                settings=settings,
            )
            # chromadb waits for ever; its own setting of a time-out is for other servers.
            for session in _sessions(client):
                session.timeout = _TIMEOUT_S
    return cast("Client", client)  # their annotation names a base class without close()


def _close(client: "Client") -> None:
    sessions = _sessions(client)
    with _OPENING:
        client.close()
    for session in sessions:
        session.close()  # chromadb leaves its connections open


def _sessions(client: Any) -> list[Any]:
    """The HTTP clients of a server's client, which has another one inside; none of local files."""
    servers = (client._server, client._admin_client._server)
    return [server._session for server in servers if hasattr(server, "_session")]
