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
# The vectors a search keeps in view: Chroma takes the number asked for, and at least its setting.
# A narrow search for one vector takes a seventh of a wide one, and comes upon 0.99 of those that a
# wide one finds; a question is wide: of its nearest 100 among 30,000 it finds 0.99.
NARROW, WIDE = 10, 200
# With 32 neighbours a narrow search misses a third of what it misses with 24, for 3 % more time and
# disk; with 48 a ninth, for another 12 % of time. Vectors have length one, so the inner product is
# the cosine, and unlike "cosine" it gives vectors back as they came.
_HNSW = {"space": "ip", "ef_construction": 100, "ef_search": NARROW, "max_neighbors": 32}
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


@dataclass(frozen=True, slots=True)
class Findings:
    """What is wrong, each in one part of a sentence; and the ids of the vectors that are there but
    out of reach of a search, of which a graph of neighbours leaves one in some 10,000."""

    problems: list[str]
    out_of_reach: list[str]

    @property
    def all_problems(self) -> list[str]:
        """For a build that should have no more vectors out of reach than it knows of."""
        lost = self.out_of_reach
        return self.problems + (
            [_problem(lost, "vectors are not found by a search")] if lost else []
        )


class VectorIndex:
    """An open collection; threads may share it. Close it to free its files.

    ``expected`` are the ids and vectors it should hold, ``apart`` those that are known to be out of
    a search's reach. What a server holds is held to them when it is opened and now and then: one
    that restarts may come back with less.
    """

    def __init__(
        self,
        place: Place,
        expected: tuple[Sequence[str], NDArray[np.float16]] | None = None,
        apart: Collection[str] = (),
    ) -> None:
        self._place = place
        self._apart = frozenset(apart)
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
                query_embeddings=query.reshape(1, -1),
                n_results=max(count, WIDE),
                where=where,
                include=[],
            )
        )["ids"][0][:count]
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
        if missing := self._out_of_reach(ids[some], vectors[some]):
            raise _lost(self._place, _problem(missing, "are not found by a search"))
        self._next_look = now + SECONDS_BETWEEN_LOOKS

    def examine(
        self, ids: Sequence[str], vectors: NDArray[np.float16], *, searches: int | None = None
    ) -> Findings:
        """What is wrong with the collection, if it should hold these vectors by these ids.

        Every vector is read; all are searched for, or at least ``searches``, evenly spread.
        """
        try:
            step = max(len(ids) // searches, 1) if searches else 1
            wrong = self._wrong_ids(ids, vectors)
            return Findings(wrong, self._out_of_reach(ids[::step], vectors[::step]))
        except YoujuError as error:
            return Findings([str(error)], [])

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

    def _out_of_reach(self, ids: Sequence[str], vectors: NDArray[np.float16]) -> list[str]:
        """The ids whose own vector a search does not come upon, but those known to be ``apart``."""
        found = self._ask(lambda: _are_found(self._collection, vectors))
        pairs = zip(ids, found, strict=True)
        return [id for id, is_found in pairs if not is_found and id not in self._apart]


def _are_found(collection: "ChromaCollection", vectors: NDArray[np.float16]) -> NDArray[np.bool_]:
    """For each vector whether a wide search with it comes upon it, tried with a narrow one first."""
    found = _come_upon(collection, vectors, NARROW)
    missed = np.flatnonzero(~found)
    found[missed] = _come_upon(collection, vectors[missed], WIDE)
    return found


def _come_upon(
    collection: "ChromaCollection", vectors: NDArray[np.float16], width: int
) -> NDArray[np.bool_]:
    """Whether searches so wide come upon the vectors: by their distance, not by their ids, as
    passages of the same words have the same vector."""

    def nearest(start: int) -> list[float]:
        answer = collection.query(
            query_embeddings=np.asarray(vectors[start : start + SEARCHES], dtype=np.float32),
            n_results=width,
            include=["distances"],
        )
        return [near[0] if near else np.inf for near in answer["distances"] or []]

    with ThreadPoolExecutor(usable_cores(), thread_name_prefix="search") as threads:
        parts = threads.map(nearest, range(0, len(vectors), SEARCHES))
        return np.array([near < _SAME for part in parts for near in part], dtype=np.bool_)


def _problem(ids: list[str], what: str) -> str:
    return f"{len(ids)} {what}, {ids[0]!r} first"


def write_vectors(
    place: Place,
    ids: Sequence[str],
    sources: Sequence[str],
    vectors: NDArray[np.float16],
    *,
    wrote: Callable[[int], None] = lambda count: None,
) -> None:
    """Make the collection and close it; OSError where its folder cannot be written.

    ``wrote`` hears how many vectors are in.
    """
    with _writing(place) as client:
        collection = client.create_collection(
            _name(place),
            metadata={"home": place.home} if isinstance(place, ServerPlace) else None,
            embedding_function=None,
            configuration={"hnsw": _HNSW},  # type: ignore[arg-type]  # their stub wants a TypedDict
        )
        _put(collection, ids, sources, vectors, wrote)


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
    wrote: Callable[[int], None] = lambda count: None,
) -> None:
    for start in range(0, len(ids), BATCH):
        part = slice(start, start + BATCH)
        collection.upsert(
            ids=list(ids[part]),
            embeddings=np.asarray(vectors[part], dtype=np.float32),
            metadatas=[{"source": source} for source in sources[part]],
        )
        wrote(min(start + BATCH, len(ids)))


def reach_server(url: str) -> None:
    """Raise YoujuError where no Chroma server answers at an address."""
    with _writing(ServerPlace(url, "")):
        return


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
