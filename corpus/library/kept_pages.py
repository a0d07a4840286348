"""Pages as they were read, kept for the build to come: a file is read when it is added, and no more.

A page is known by the file's bytes, its kind and the program that read it, so that none is out of
date. Where one cannot be kept or read back, the file is read again. ``drop_pages`` takes away what
a build has taken in.
"""

import gzip
import hashlib
import json
import os
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path, PurePath
from typing import Any

from corpus.page.articles import Page, Piece
from corpus.page.reflow import Paragraph
from corpus.reader_version import reader_version
from corpus.records import PrintedRun

FOLDER = Path("cache", "pages")
# On the disk: a scanned book of a thousand pages takes some five.
MOST_BYTES = 500_000_000
_UNREADABLE = (OSError, EOFError, ValueError, LookupError, TypeError, zlib.error)


class KeptPages:
    """The pages kept in a home folder."""

    def __init__(self, home: Path, most_bytes: int = MOST_BYTES) -> None:
        self._folder = home / FOLDER
        self._most_bytes = most_bytes
        self._bytes: int | None = None

    def keep(self, data: bytes, name: str, page: Page) -> None:
        """Keep the page of a file, if there is room."""
        packed = gzip.compress(encode_page(page).encode("utf-8", "surrogatepass"), 1, mtime=0)
        if self._bytes is None:
            self._bytes = sum(size for _, size, _ in _files(self._folder))
        if self._bytes + len(packed) > self._most_bytes:
            return
        with suppress(OSError):  # no room, say: then it is read again
            self._folder.mkdir(parents=True, exist_ok=True)
            _write(self._folder / _key(data, name), packed)
            self._bytes += len(packed)

    def page_of(self, data: bytes, name: str) -> Page | None:
        """The page of a file, if today's readers read it before."""
        try:
            packed = (self._folder / _key(data, name)).read_bytes()
            return decode_page(gzip.decompress(packed).decode("utf-8", "surrogatepass"))
        except _UNREADABLE:
            return None


def drop_pages(home: Path, *, sha256: str | None = None, before: float | None = None) -> list[Path]:
    """Drop pages: of one file, or those kept before a time; all without either. Return what went."""
    gone = []
    for path, _, kept in _files(home / FOLDER):
        of_file = sha256 is None or path.name.startswith(sha256)
        if of_file and (before is None or kept < before):
            path.unlink(missing_ok=True)
            gone.append(path)
    return gone


def encode_page(page: Page) -> str:
    value = {
        "titles": [_row(paragraph) for paragraph in page.titles],
        "pieces": [
            [_row(piece.title) if piece.title else None, [_row(p) for p in piece.body]]
            for piece in page.pieces
        ],
        "warnings": page.warnings,
        "facts": page.facts,
        "recognized": page.recognized,
    }
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def decode_page(line: str) -> Page:
    value = json.loads(line)
    return Page(
        titles=tuple(map(_paragraph, value["titles"])),
        pieces=tuple(
            Piece(_paragraph(title) if title else None, tuple(map(_paragraph, body)))
            for title, body in value["pieces"]
        ),
        warnings=tuple(value["warnings"]),
        facts=tuple((field, told) for field, told in value["facts"]),
        recognized=tuple(value["recognized"]),
    )


def _row(paragraph: Paragraph) -> list[Any]:
    runs = [[run.start, run.line, run.page, run.boxes] for run in paragraph.runs]
    return [paragraph.text, runs, paragraph.heading, paragraph.width, paragraph.depth]


def _paragraph(row: list[Any]) -> Paragraph:
    text, runs, heading, width, depth = row
    printed = (
        PrintedRun(start, line, page, tuple(map(tuple, boxes))) for start, line, page, boxes in runs
    )
    return Paragraph(text, tuple(printed), heading, width, depth)


def _key(data: bytes, name: str) -> str:
    kind = PurePath(name).suffix.lower()
    return f"{hashlib.sha256(data).hexdigest()}-{reader_version()}{kind}.gz"


def _files(folder: Path) -> Iterator[tuple[Path, int, float]]:
    """The files with their sizes and times; those that go meanwhile are left out."""
    with suppress(FileNotFoundError):
        for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
            with suppress(FileNotFoundError):
                found = entry.stat()
                yield Path(entry.path), found.st_size, found.st_mtime


def _write(path: Path, data: bytes) -> None:
    """In one step, so that no half of it is ever read."""
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as file:
        temporary = Path(file.name)
        try:
            file.write(data)
        except OSError:
            temporary.unlink(missing_ok=True)
            raise
    temporary.replace(path)
