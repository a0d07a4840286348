"""The home folder: where builds lie, which one is in service, and who may write.

    home/current               the id of the build in service, replaced in one step
    home/builds/<id>/          finished builds, never changed again; manifest.json written last
    home/builds/.tmp-<id>/     a build in the making; a leftover is dropped by the next one
    home/write.lock            held while a build is made
    home/cache/                vectors already computed (see vector_cache)

This file does not know what a build holds besides its manifest.
"""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from corpus.errors import YoujuError

# Raised whenever a file of a build changes its form: builds of another layout are made anew.
LAYOUT = 1
KEPT_BUILDS = 3
_TMP = ".tmp-"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a build is made of.

    ``settings`` are the rules that shaped it, ``content`` the hash of all its texts and settings.
    ``sources`` hold ``id``, ``path``, ``sha256`` of the file, ``record`` (a hash of the catalog's
    entry, the file's included) and ``document`` (a hash of what was read); ``failed`` hold
    ``path``, ``reason`` and ``record`` of those that could not be read.
    """

    build: str
    created: str
    layout: int
    embedding: str
    dimension: int
    content: str
    settings: dict[str, Any]
    counts: dict[str, int]
    sources: tuple[dict[str, str], ...]
    failed: tuple[dict[str, str], ...]


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

    The operating system frees the lock when its holder dies.
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


def publish_build(home: Path, folder: Path, manifest: Manifest) -> Path:
    """Write the manifest as the last file, give the folder its name, and put it in service."""
    write_file(folder / "manifest.json", json.dumps(asdict(manifest), ensure_ascii=False, indent=1))
    _sync_files(folder)
    finished = build_folder(home, manifest.build)
    folder.rename(finished)
    _sync_folder(finished.parent)
    put_in_service(home, manifest.build)
    return finished


def put_in_service(home: Path, build: str) -> None:
    """The one atomic switch: readers see the old build or the new one, never less."""
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
        values = json.loads(path.read_text("utf-8"))
        known = {field.name: values[field.name] for field in fields(Manifest)}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise YoujuError(
            f"The manifest of build {build!r} cannot be read ({error}): run `youju build --full`."
        ) from error
    return Manifest(
        **known | {"sources": tuple(known["sources"]), "failed": tuple(known["failed"])}
    )


def drop_old_builds(home: Path, keep: int = KEPT_BUILDS) -> list[str]:
    """Remove all but the newest ``keep`` builds and the one in service; return what went.

    Readers hold their files open, so a build that is still being read answers on.
    """
    builds = list_builds(home)
    kept = {*builds[:keep], current_build(home)}
    dropped = [build for build in builds if build not in kept]
    for build in dropped:
        shutil.rmtree(build_folder(home, build), ignore_errors=True)
    return dropped


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
