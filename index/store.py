"""The home folder: where builds lie, which one is in service, and who may write.

    home/current               the id of the build in service, replaced in one step
    home/builds/<id>/          finished builds, never changed again; manifest.json written last
    home/builds/.tmp-<id>/     a build in the making, or going; a leftover is dropped by the next one
    home/write.lock            held while builds are made, put in service or dropped
    home/cache/                vectors already computed (see vector_cache)

A reader holds a shared lock on the manifest of the build it reads, which the operating system frees
when it dies; a build that is held is not dropped. This file does not know what a build holds besides
its manifest.
"""

import hashlib
import json
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from corpus.errors import YoujuError

# Raised whenever a file of a build changes its form: builds of another layout are made anew.
LAYOUT = 2
KEPT_BUILDS = 3
_TMP = ".tmp-"
_DAMAGED = "found-damaged"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a build is made of.

    ``settings`` are the rules that shaped it, ``content`` the hash of all its texts and settings.
    ``sources`` hold ``id``, ``path``, ``sha256`` of the file, ``record`` (a hash of the catalog's
    entry, the file's included), ``document`` (a hash of what was read), how many articles,
    passages, sentences and figures it has, its reader's ``warnings`` and the pages ``recognized``
    from images (builds of old lack these two); ``failed`` hold ``path``, ``reason`` and ``record`` of
    those that could not be read. ``chroma`` is the server that holds the vectors, None where they
    lie in the build's folder. ``files`` are the SHA-256 of
    the build's files by their path in it; Chroma writes to its own when it opens them, so they are
    not among them.
    """

    build: str
    created: str
    layout: int
    embedding: str
    dimension: int
    content: str
    settings: dict[str, Any]
    counts: dict[str, int]
    sources: tuple[dict[str, Any], ...]
    failed: tuple[dict[str, str], ...]
    chroma: str | None = None
    files: dict[str, str] = field(default_factory=dict)


class BuildGone(YoujuError):
    """The build was dropped between its choice and its opening: choose again."""


def builds_folder(home: Path) -> Path:
    return home / "builds"


def build_folder(home: Path, build: str) -> Path:
    return builds_folder(home) / build


def new_build_id(content: str, now: datetime | None = None) -> str:
    """Sorts by time, to the millisecond; ends in the first signs of the content's hash."""
    now = now or datetime.now(UTC)
    return f"{now:%Y%m%dT%H%M%S}{now.microsecond // 1000:03d}Z-{content[:8]}"


@contextmanager
def writer_lock(home: Path) -> Iterator[None]:
    """One writer at a time: two processes writing to one Chroma folder damage it silently.

    The operating system frees the lock when its holder dies. Raises OSError where the home cannot
    be written.
    """
    home.mkdir(parents=True, exist_ok=True)
    lock = FileLock(home / "write.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise YoujuError(
            f"Another build is being made in {str(home)!r}: wait until it is done, then try again."
        ) from None
    try:
        yield
    finally:
        lock.release()


@contextmanager
def draft_folder(home: Path, build: str) -> Iterator[Path]:
    """A folder to make a build in. What is still there at the end, or was left before, goes.

    Only the holder of the writer's lock may call this.
    """
    drop_leftovers(home)
    folder = builds_folder(home) / f"{_TMP}{build}"
    folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def drop_leftovers(home: Path) -> None:
    for folder in builds_folder(home).glob(f"{_TMP}*"):
        shutil.rmtree(folder, ignore_errors=True)


def leftovers(home: Path) -> list[Path]:
    """What stopped builds left; only the holder of the writer's lock can tell it from a new one."""
    return [
        path
        for path in (*sorted(builds_folder(home).glob(f"{_TMP}*")), home / "current.new")
        if path.exists()
    ]


def publish_build(home: Path, folder: Path, manifest: Manifest) -> Path:
    """Write the manifest as the last file, give the folder its name, and put it in service."""
    _sync_files(folder)
    write_file(
        folder / "manifest.json", encode_manifest(replace(manifest, files=hash_files(folder)))
    )
    _sync_folder(folder)
    finished = build_folder(home, manifest.build)
    folder.rename(finished)
    _sync_folder(finished.parent)
    put_in_service(home, manifest.build)
    return finished


def put_in_service(home: Path, build: str) -> None:
    """The one atomic switch: readers see the old build or the new one, never less."""
    if current_build(home) == build:
        return
    write_file(home / "current.new", build)
    (home / "current.new").replace(home / "current")
    _sync_folder(home)


def current_build(home: Path) -> str | None:
    """The id of the build in service, None where nothing was built yet."""
    try:
        build = (home / "current").read_text("utf-8").strip()
    except FileNotFoundError:
        return None
    return build or None


def list_builds(home: Path) -> list[str]:
    """Finished builds, the newest first."""
    manifests = builds_folder(home).glob("[!.]*/manifest.json")
    return sorted((manifest.parent.name for manifest in manifests), reverse=True)


def read_manifest(home: Path, build: str) -> Manifest:
    path = build_folder(home, build) / "manifest.json"
    try:
        return decode_manifest(path.read_text("utf-8"))
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise YoujuError(
            f"The manifest of build {build!r} cannot be read ({error}): run `youju build --full`."
        ) from error


def note_damage(home: Path, build: str, *, damaged: bool) -> None:
    """Say of a build whether it was found damaged, where that can be written.

    A search for every vector finds what the quick look of `youju build` does not.
    """
    note = build_folder(home, build) / _DAMAGED
    with suppress(OSError):
        note.touch() if damaged else note.unlink(missing_ok=True)


def is_noted_damaged(home: Path, build: str) -> bool:
    return (build_folder(home, build) / _DAMAGED).exists()


def encode_manifest(manifest: Manifest) -> str:
    values = {field.name: getattr(manifest, field.name) for field in fields(manifest)}
    return json.dumps(values, ensure_ascii=False, indent=1)


def decode_manifest(text: str) -> Manifest:
    """Raises ValueError, TypeError or KeyError for a text that is no manifest."""
    values = json.loads(text)
    known = {field.name: values[field.name] for field in fields(Manifest) if field.name in values}
    return Manifest(
        **known | {"sources": tuple(values["sources"]), "failed": tuple(values["failed"])}
    )


def hash_files(folder: Path) -> dict[str, str]:
    """The SHA-256 of the files that never change once written, by their path in the build."""
    paths = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    fixed = sorted(p.as_posix() for p in paths if p.parts[0] not in ("chroma", "manifest.json"))
    return {path: hash_file(folder / path) for path in fixed}


def hash_file(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def hold_build(home: Path, build: str) -> int:
    """Hold a build, so that nobody drops it; ``release_build`` takes what this returns.

    Raises BuildGone where it is being dropped, or was.
    """
    path = build_folder(home, build) / "manifest.json"
    try:
        handle = os.open(path, os.O_RDONLY)
    except FileNotFoundError as error:
        raise BuildGone(
            f"Build {build!r} is not there: `youju builds` lists those there are."
        ) from error
    if _lock(handle, shared=True) and path.exists():
        return handle
    os.close(handle)
    raise BuildGone(f"Build {build!r} was just dropped: try again.")


def release_build(handle: int) -> None:
    os.close(handle)


def drop_old_builds(home: Path, keep: int = KEPT_BUILDS) -> list[str]:
    """Remove all but the newest ``keep`` builds and the one in service; return what went.

    A build that somebody reads stays until a later time. Only the holder of the writer's lock may
    call this.
    """
    builds = list_builds(home)
    kept = {*builds[:keep], current_build(home)}
    return [build for build in builds if build not in kept and _drop_build(home, build)]


def _drop_build(home: Path, build: str) -> bool:
    """Whether it went; not where a reader holds it."""
    folder = build_folder(home, build)
    with suppress(OSError):  # no permission, or (on Windows) a file that is open
        handle = os.open(folder / "manifest.json", os.O_RDONLY)
        try:
            if not _lock(handle, shared=False):
                return False
            # Out of the list in one step: a build that is half gone is never taken for a whole one.
            going = folder.rename(builds_folder(home) / f"{_TMP}{build}")
        finally:
            os.close(handle)
        shutil.rmtree(going, ignore_errors=True)
        return True
    return False


def _lock(handle: int, *, shared: bool) -> bool:
    """Whether the lock was got; it is free again once the handle is closed."""
    if sys.platform == "win32":  # an open file keeps its folder from being renamed
        return True
    import fcntl

    try:
        fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a file system without locks: as before there were any
        return True
    return True


def write_file(path: Path, text: str) -> None:
    """Write and hand over to the disk, so that a later rename never shows a half file."""
    with path.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _sync_files(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())
        else:
            _sync_folder(path)
    _sync_folder(folder)


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # a folder cannot be opened there
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
