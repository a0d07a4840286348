"""What is done to finished builds: verified, listed, put back in service, cleared away.

Changes are made under the writer's lock, so never while a build is being made. Nothing here knows
what a build holds; ``damage`` does.
"""

import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import YoujuError
from corpus.library.kept_pages import drop_pages
from index import document_file, store, vector_cache
from index.collection import tidy_server
from index.damage import find_damage_afresh
from index.open_build import UNREADABLE
from index.passage_text import passage_text, sentence_texts
from index.store import Manifest


@dataclass(frozen=True, slots=True)
class FinishedBuild:
    """A line of the list of builds. ``manifest`` is None where it cannot be read."""

    build: str
    manifest: Manifest | None
    in_service: bool
    bytes: int


@dataclass(frozen=True, slots=True)
class Cleared:
    """What was cleared away. ``in_use`` are old builds that stay, since somebody reads them;
    ``vectors`` were kept for texts that no build holds any more."""

    builds: list[str]
    in_use: list[str]
    leftovers: list[str]
    vectors: int
    bytes: int


def verify_build(home: Path, build: str | None, embedding: str) -> list[str]:
    """What is wrong with a build (default: the one in service); empty where all is well.

    ``embedding`` is the name of the one that the settings ask for. What is found is noted, so that
    the next build does not take this one for whole.
    """
    build = _known_build(home, build)
    try:
        manifest = store.read_manifest(home, build)
    except YoujuError as error:
        return [str(error)]
    problems = _other_embedding(manifest, embedding)
    held = store.hold_build(home, build)
    try:
        damage = find_damage_afresh(store.build_folder(home, build), manifest)
        store.note_damage(home, build, damaged=bool(damage))
    finally:
        store.release_build(held)
    return problems + damage


def list_finished(home: Path) -> list[FinishedBuild]:
    """The finished builds, the newest first."""
    current = store.current_build(home)
    return [
        FinishedBuild(
            build,
            _manifest_of(home, build),
            build == current,
            folder_bytes(store.build_folder(home, build)),
        )
        for build in store.list_builds(home)
    ]


def roll_back(home: Path, build: str | None, embedding: str) -> tuple[str, str | None]:
    """Put a finished build in service (default: the one made before that in service), verified first.

    Returns the build and the one that was in service. Raises YoujuError where there is none, or it
    does not hold together: then nothing changes.
    """
    with store.writer_lock(home):
        current = store.current_build(home)
        build = _known_build(home, build) if build else _build_before(home, current)
        if build == current:
            raise YoujuError(f"Build {build!r} is in service already.")
        manifest = store.read_manifest(home, build)
        problems = _other_embedding(manifest, embedding)
        problems += find_damage_afresh(store.build_folder(home, build), manifest)
        if problems:
            raise YoujuError(
                f"Build {build!r} cannot be put back in service ({'; '.join(problems)}): choose"
                " another of `youju builds`, or run `youju build`."
            )
        store.put_in_service(home, build)
        return build, current


def clear_away(home: Path, keep: int, *, chroma: str | None = None) -> Cleared:
    """Drop what is left of stopped builds, old builds but ``keep``, and vectors no build needs;
    pages kept for a build to come, too, which reads their files again.

    ``chroma`` is the server on which collections of dropped builds may lie.
    """
    with store.writer_lock(home):
        before = folder_bytes(home)
        leftovers = [*store.leftovers(home), *vector_cache.damaged_files(_cache(home))]
        for path in leftovers:
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)
        leftovers += drop_pages(home)
        dropped = store.drop_old_builds(home, keep)
        builds = store.list_builds(home)
        in_use = set(builds[keep:]) - {store.current_build(home)}
        if chroma:
            tidy_server(home, chroma)
        vectors = vector_cache.drop_unused(_cache(home), _indexed_texts(home, builds))
        return Cleared(
            builds=dropped,
            in_use=[build for build in builds if build in in_use],
            leftovers=[path.relative_to(home).as_posix() for path in leftovers],
            vectors=vectors,
            bytes=max(before - folder_bytes(home), 0),
        )


def folder_bytes(folder: Path) -> int:
    """The size of its files; those that go while they are counted are not counted."""
    total = 0
    for path in folder.rglob("*"):
        try:
            total += path.stat().st_size if path.is_file() else 0
        except OSError:
            continue
    return total


def _known_build(home: Path, build: str | None) -> str:
    builds = store.list_builds(home)
    chosen = build or store.current_build(home)
    if chosen is None:
        raise YoujuError(f"There is no build in {str(home)!r} yet: run `youju build`.")
    if build and build not in builds:
        named = f"there are {', '.join(builds)}" if builds else "there is none: run `youju build`"
        raise YoujuError(f"No build has the id {build!r}: {named}.")
    return chosen


def _build_before(home: Path, current: str | None) -> str:
    if current is None:
        raise YoujuError(f"There is no build in {str(home)!r} yet: run `youju build`.")
    older = [build for build in store.list_builds(home) if build < current]
    if not older:
        raise YoujuError(
            f"There is no build before {current!r}: `youju builds` lists those there are."
        )
    return older[0]


def _other_embedding(manifest: Manifest, embedding: str) -> list[str]:
    if manifest.embedding == embedding:
        return []
    return [
        f"it was made with the embedding {manifest.embedding!r}, the settings ask for {embedding!r}"
    ]


def _manifest_of(home: Path, build: str) -> Manifest | None:
    try:
        return store.read_manifest(home, build)
    except YoujuError:
        return None


def _cache(home: Path) -> Path:
    return home / "cache" / "vectors.sqlite"


def _indexed_texts(home: Path, builds: Iterable[str]) -> Iterator[str]:
    """What was embedded for these builds, as far as they can be read."""
    for build in builds:
        folder = store.build_folder(home, build)
        try:
            documents = {
                document.source.id: document
                for document in document_file.read_documents(folder / "documents.jsonl")
            }
            passages = list(document_file.read_passages(folder / "passages.jsonl", documents))
        except UNREADABLE:
            continue
        yield from (passage_text(p, documents[p.source_id]) for p in passages)
        yield from sentence_texts(passages, documents)
