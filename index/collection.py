"""The vectors of a build in the making: those of the build before with what changed, or all anew.

To copy a finished collection and change a few vectors takes a hundredth of the time of writing it,
and shows in nothing but the graph of neighbours. It is written anew where much of it was replaced,
where its files are not as they were left, and on a server.
"""

import hashlib
import platform
import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.errors import YoujuError
from index import store
from index.parts import Earlier, Part
from index.store import Manifest
from index.vectors import (
    ServerPlace,
    change_vectors,
    drop_collections,
    graph_hash,
    server_collection,
    vector_place,
    write_vectors,
)
from index.vectors_note import VectorsNote, read_note, write_note

# What is taken out still stands in the graph, and a search passes through it.
MOST_REPLACED = 0.2
# Of 100,000 vectors some 20 are out of reach of a search; of a graph that is broken, many.
MOST_APART = 0.01


def write_collection(
    home: Path,
    folder: Path,
    manifest: Manifest,
    parts: Sequence[Part],
    earlier: Earlier | None = None,
    *,
    wrote: Callable[[int], None] = lambda count: None,
) -> None:
    """Write the vectors of the parts, where it can be as those of ``earlier`` with what changed.

    ``wrote`` hears how many are written, where all of them are.

    Raises OSError where they cannot be written, YoujuError where a server does not take them.
    """
    place = vector_place(folder, manifest, home_mark(home))
    if isinstance(place, ServerPlace):
        write_vectors(place, *_rows(parts), wrote=wrote)
        write_note(folder, VectorsNote())
        return
    replaced = _change(home, place, manifest, parts, earlier) if earlier else None
    if replaced is None:
        shutil.rmtree(place, ignore_errors=True)
        write_vectors(place, *_rows(parts), wrote=wrote)
    write_note(folder, VectorsNote(graph_hash(place), replaced or 0))


def keep_apart(folder: Path, manifest: Manifest, ids: Sequence[str]) -> bool:
    """Note the vectors that no search comes upon, to be compared with each question one by one;
    False where they are too many for a graph that was written whole."""
    few = len(ids) <= MOST_APART * manifest.counts["passages"]
    if ids and few:
        write_note(folder, replace(read_note(folder), apart=tuple(ids)))
    return few


def _change(
    home: Path, place: Path, manifest: Manifest, parts: Sequence[Part], earlier: Earlier
) -> int | None:
    """How many vectors were replaced since all were written; None where they have to be now."""
    before = vector_place(earlier.folder, earlier.manifest)
    if isinstance(before, ServerPlace) or store.is_noted_damaged(home, earlier.manifest.build):
        return None
    gone = earlier.passage_ids_but({part.source_id for part in parts if part.is_taken_over})
    try:
        note = read_note(earlier.folder)
        replaced = note.replaced + len(gone)
        few = replaced <= MOST_REPLACED * manifest.counts["passages"]
        if not few or graph_hash(before) != note.graph:
            return None
        new = [part for part in parts if not part.is_taken_over]
        change_vectors(before, place, gone, *_rows(new))
    except (YoujuError, OSError, ValueError, LookupError, TypeError):
        return None
    return replaced


def tidy_server(home: Path, url: str) -> None:
    """Drop from a Chroma server what belongs to no build of this home any more."""
    kept = {server_collection(build) for build in store.list_builds(home)}
    drop_collections(url, home_mark(home), kept)


def home_mark(home: Path) -> str:
    """Tells this home's collections on a server from those of others."""
    place = f"{platform.node()}\0{home.absolute()}"
    return hashlib.sha256(place.encode("utf-8", "surrogateescape")).hexdigest()[:16]


def _rows(parts: Sequence[Part]) -> tuple[list[str], list[str], NDArray[Any]]:
    """The ids of the passages, their sources and their vectors."""
    ids = [id for part in parts for id in part.passage_ids]
    sources = [part.source_id for part in parts for _ in part.passages]
    blocks = [part.vectors.passages for part in parts]
    return ids, sources, np.concatenate(blocks) if blocks else np.zeros((0, 0), np.float16)
