"""The catalog of a home's own sources, as a log of what was done: one line of JSON each.

    home/library/catalog.jsonl     added, removed and restored, in that order; only ever appended to
    home/library/catalog.lock      held while a line is written
    home/library/files/<hash>/     the originals, unchanged, also those that were replaced

A line is whole or it does not count, so a program that dies while it writes leaves the catalog as
it was; what was replaced stays in the log.
"""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any

from corpus.errors import YoujuError
from corpus.records import Source

LIBRARY = "library"
FILES = "files"
CATALOG = "catalog.jsonl"
# Another program holds the lock for as long as one line and one file take to write.
LOCK_TIMEOUT_S = 60.0


@dataclass(frozen=True, slots=True)
class Entry:
    """A source as it was added.

    ``name`` is what its file was called, ``origin`` the path or address it came from, ``words`` a
    hash of its text without white space, ``at`` the time in UTC, ISO 8601.
    """

    source: Source
    name: str
    words: str
    origin: str | None = None
    at: str = ""


class LibraryLog:
    """The log as read so far. ``current`` by id, ``past`` the replaced and removed, in order.

    ``left_out`` are the ids of sources that a person removed, shipped ones too.
    """

    def __init__(self, home: Path) -> None:
        self.folder = home / LIBRARY
        self.path = self.folder / CATALOG
        self._forget()

    def _forget(self) -> None:
        self.current: dict[str, Entry] = {}
        self.past: list[Entry] = []
        self.left_out: set[str] = set()
        self._read_bytes = 0
        self._read_lines = 0

    def refresh(self) -> None:
        """Read what was written since; raise YoujuError for a line that cannot be read."""
        try:
            with self.path.open("rb") as file:
                if os.fstat(file.fileno()).st_size < self._read_bytes:  # another file by now
                    self._forget()
                file.seek(self._read_bytes)
                written = file.read()
        except FileNotFoundError:
            return self._forget()
        except OSError as error:
            raise YoujuError(
                f"The catalog {str(self.path)!r} cannot be read ({error.strerror}): check it."
            ) from error
        whole = written[: written.rfind(b"\n") + 1]
        for line in whole.splitlines():
            self._read_lines += 1
            self._take(line)
        self._read_bytes += len(whole)
        return None

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the lock, with the log up to date."""
        from filelock import FileLock, Timeout  # only to write: every command imports this file

        lock = FileLock(self.folder / "catalog.lock")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            lock.acquire(timeout=LOCK_TIMEOUT_S)
        except Timeout:
            raise YoujuError(
                f"Another program is changing the sources of {str(self.folder.parent)!r}:"
                " wait until it is done, then try again."
            ) from None
        except OSError as error:
            raise YoujuError(self._not_written(error)) from error
        try:
            self.refresh()
            yield
        finally:
            lock.release()

    def add(self, entry: Entry) -> None:
        """Write that a source was added, in the place of one of its id; only while ``writing``."""
        self._append({"did": "add", **asdict(entry), "at": _now()})

    def remove(self, id: str) -> None:
        self._append({"did": "remove", "id": id, "at": _now()})

    def restore(self, id: str) -> None:
        """Write that a shipped source is wanted again."""
        self._append({"did": "restore", "id": id, "at": _now()})

    def _append(self, event: dict[str, Any]) -> None:
        # A lone surrogate of a damaged text is written as JSON's own escape.
        line = json.dumps(event, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"
        try:
            with self.path.open("ab") as file:
                file.truncate(self._read_bytes)  # half a line of a program that died
                try:
                    file.write(line)
                    file.flush()
                    os.fsync(file.fileno())
                except OSError:
                    os.truncate(self.path, self._read_bytes)
                    raise
        except OSError as error:
            raise YoujuError(self._not_written(error)) from error
        self.refresh()

    def _take(self, line: bytes) -> None:
        try:
            event = json.loads(line)
            did = event.pop("did")
            if did == "add":
                source = Source(**event.pop("source"))
                check_path(source.path)
                entry = Entry(source=source, **event)
                self._retire(source.id)
                self.current[source.id] = entry
                self.left_out.discard(source.id)
            elif did == "remove":
                self._retire(event["id"])
                self.current.pop(event["id"], None)
                self.left_out.add(event["id"])
            elif did == "restore":
                self.left_out.discard(event["id"])
            else:
                raise ValueError(f"nobody knows what {did!r} means")
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise YoujuError(
                f"Line {self._read_lines} of {str(self.path)!r} cannot be read ({error}):"
                " mend it, or remove the line and add the file again."
            ) from error

    def _retire(self, id: str) -> None:
        if id in self.current:
            self.past.append(self.current[id])

    def _not_written(self, error: OSError) -> str:
        return (
            f"The catalog {str(self.path)!r} cannot be written ({error.strerror or error}):"
            " free some space, or check the folder, and try again."
        )


def check_path(path: str) -> None:
    """Raise ValueError unless a path, relative to the home, lies among the library's files."""
    parts = PurePosixPath(path).parts
    if parts[:2] != (LIBRARY, FILES) or ".." in parts:
        raise ValueError(f"{path!r} is not among its files")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
