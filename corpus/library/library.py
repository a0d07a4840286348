"""The sources of a home folder: those shipped, and those a person added, replaced or removed.

A file's bytes in, a source in the catalog out, filled from the document itself. Originals are kept
unchanged, the replaced ones too. Knows no network: addresses are fetched by the caller.
"""

import hashlib
import os
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import Literal

from corpus.documents import lay_out, load_bytes, page_to_document, read_document
from corpus.errors import YoujuError
from corpus.library.catalog import SHIPPED, shipped_sources
from corpus.library.kept_pages import KeptPages, drop_pages
from corpus.library.log import FILES, LIBRARY, Entry, LibraryLog
from corpus.library.source_ids import file_name, new_id, plain_name
from corpus.library.versions import Offered, earlier_version, read_offered
from corpus.records import Document, Source

# A file is held in memory while it is read: a text takes some thirty times its size, other kinds
# are bounded by their readers. Printed pages and policies are far smaller.
MAX_FILE_BYTES = 200_000_000
MAX_TEXT_BYTES = 20_000_000
TEXTS = {".txt", ".md", ".markdown", ".html", ".htm"}

Status = Literal["added", "updated", "unchanged"]


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a file: ``source`` is the one added, or the one that holds it already.

    ``warnings`` are what its reader says of it; ``document`` is None unless it was asked for.
    """

    source: Source
    status: Status
    warnings: tuple[str, ...] = ()
    document: Document | None = None


def all_sources(home: Path) -> list[Source]:
    """The shipped sources, without those removed, then the home's own.

    A file that is gone has an empty ``sha256``: reading it names it, and a build goes on.
    """
    return Library(home).sources()


def source_file(source: Source, home: Path) -> Path:
    """Where the file of a shipped or an added source stands."""
    own = PurePath(source.path).parts[:1] == (LIBRARY,)
    return (home if own else SHIPPED) / source.path


def read_source(source: Source, home: Path, *, fresh: bool = False) -> Document:
    """Read a source's file; raise YoujuError if it cannot be read.

    What was read when it was added is taken, if it is kept still and ``fresh`` does not forbid it.
    """
    data = load_bytes(source_file(source, home))
    page = None if fresh else KeptPages(home).page_of(data, source.path)
    return page_to_document(source, page) if page else read_document(source, data)


def add_file(home: Path, name: str, data: bytes, *, url: str | None = None) -> Added:
    """Add one file and return it with its document, also where it was known; ``Library.add``."""
    added = Library(home).add(name, data, url=url, with_document=True)
    return added if added.document else replace(added, document=read_source(added.source, home))


def remove_source(home: Path, id: str) -> Source:
    """Take a source out of the catalog and return it; its file is kept.

    Raise YoujuError where there is none of that id.
    """
    return Library(home).remove(id)


class Library:
    """A home's sources, for as long as a batch takes.

    Files of one batch never replace one another, whatever they are called.
    """

    def __init__(self, home: Path) -> None:
        self.home = home
        self._log = LibraryLog(home)
        self._shipped = {source.id: source for source in shipped_sources()}
        self._kept = KeptPages(home)
        self._batch: set[str] = set()

    def sources(self) -> list[Source]:
        self._log.refresh()
        return [self._as_on_disk(source) for source in self._sources()]

    def history(self) -> list[Entry]:
        """The sources that were replaced or removed, in the order of it."""
        self._log.refresh()
        return list(self._log.past)

    def add(
        self,
        name: str,
        data: bytes,
        *,
        url: str | None = None,
        origin: str | None = None,
        card: Source | None = None,
        with_document: bool = False,
    ) -> Added:
        """Add a file, by ``name`` of its kind; ``origin`` is the path it came from.

        The same bytes, or the same words from elsewhere, are ``unchanged``. A new version of a
        known document takes its place (``updated``): it came from the same origin, or has the
        same number and title, or the same name and many of the same words. ``card`` makes it the
        original of that card, beside it. Sentences and speakers are looked for only where the
        document is asked for. Raise YoujuError, with the catalog as it was, for a file
        that cannot be read or written.
        """
        name = file_name(name)
        check_size(name, len(data))
        sha256 = hashlib.sha256(data).hexdigest()
        self._log.refresh()
        if same := self._same_bytes(sha256):
            return Added(same, "unchanged")
        offered = read_offered(name, data, sha256, url, origin or url)
        with self._log.writing():
            if same := self._same_bytes(sha256):
                return Added(same, "unchanged")
            if (back := self._removed_bytes(sha256)) and not card:
                self._restore(back)
                self._kept.keep(data, name, offered.page)
                return _added(offered, back, "added", with_document)
            known = self._original_of(card) if card else self._earlier(offered)
            moved = known is None or known.origin != offered.origin or not offered.origin
            if moved and not card and (same := self._same_words(offered)):
                return Added(same, "unchanged")
            source = self._describe(offered, known, card)
            self._store(source, data)
            entry = Entry(source, name, offered.words, offered.origin)
            self._log.add(entry)
        self._batch.add(source.id)
        self._kept.keep(data, name, offered.page)
        return _added(offered, source, "updated" if known else "added", with_document)

    def remove(self, id: str) -> Source:
        with self._log.writing():
            source = next((source for source in self._sources() if source.id == id), None)
            if source is None:
                raise YoujuError(f"There is no source {id!r}: `youju sources` lists them.")
            self._log.remove(id)
        drop_pages(self.home, sha256=source.sha256)
        return source

    def removed(self, id: str) -> bool:
        """Whether a source of that id was removed, and could be brought back."""
        self._log.refresh()
        return self._last_removed(id) is not None

    def bring_back(self, id: str) -> Source:
        """Bring a removed source back as it was; raise YoujuError where there is none."""
        with self._log.writing():
            source = self._last_removed(id)
            if source is None:
                raise YoujuError(f"No source {id!r} was removed: give the path of a file.")
            self._restore(source)
            return source

    def _last_removed(self, id: str) -> Source | None:
        if id not in self._log.left_out:
            return None
        past = (entry.source for entry in reversed(self._log.past) if entry.source.id == id)
        return next(past, None) or self._shipped.get(id)

    def _restore(self, source: Source) -> None:
        past = (entry for entry in reversed(self._log.past) if entry.source == source)
        if entry := next(past, None):
            self._log.add(entry)
        else:
            self._log.restore(source.id)

    def _sources(self) -> list[Source]:
        own = self._log.current
        shipped = [s for s in self._shipped.values() if s.id not in self._log.left_out | own.keys()]
        return shipped + [entry.source for entry in own.values()]

    def _as_on_disk(self, source: Source) -> Source:
        there = not source.sha256 or source_file(source, self.home).is_file()
        return source if there else replace(source, sha256="")

    def _same_bytes(self, sha256: str) -> Source | None:
        """The source of the same file; where that is gone, the file offered takes its place."""
        same = (source for source in self._sources() if source.sha256 == sha256)
        return next((source for source in same if self._as_on_disk(source).sha256), None)

    def _same_words(self, offered: Offered) -> Source | None:
        own = self._log.current.values()
        same = (entry.source for entry in own if entry.words == offered.words)
        return next((source for source in same if self._as_on_disk(source).sha256), None)

    def _removed_bytes(self, sha256: str) -> Source | None:
        removed = (self._last_removed(id) for id in sorted(self._log.left_out))
        same = (source for source in removed if source and source.sha256 == sha256)
        return next((source for source in same if self._as_on_disk(source).sha256), None)

    def _original_of(self, card: Source) -> Entry | None:
        return self._log.current.get(f"{card.id}-original")

    def _earlier(self, offered: Offered) -> Entry | None:
        """The entry whose place a file takes."""
        own, left_out = self._log.current, self._log.left_out
        shipped = [
            Entry(source, PurePath(source.path).name, "")
            for source in self._shipped.values()
            if source.id not in left_out | own.keys()
        ]
        return earlier_version(
            offered,
            [*shipped, *own.values()],
            batch=self._batch,
            text_of=lambda source: read_source(source, self.home).text,
        )

    def _describe(self, offered: Offered, known: Entry | None, card: Source | None) -> Source:
        """The catalog's entry: what the card or else the document says, what is known, its name."""
        said, before = offered.description, known.source if known else None
        title, kind = said.title, said.kind or "other"
        if card:
            id = f"{card.id}-original"
            title = title or card.title.removesuffix("资料卡")
            kind = "policy" if kind == "other" else kind
        elif before:
            id, title = before.id, title or before.title
            kind = before.kind if kind == "other" or before.kind == "card" else kind
        else:
            id = self._new_id(offered)
        told = [record for record in (card, said, before) if record]
        return Source(
            id=id,
            title=title or PurePath(offered.name).stem.strip(),
            kind=kind,
            path=f"{LIBRARY}/{FILES}/{offered.sha256[:16]}/{id}{PurePath(offered.name).suffix.lower()}",
            sha256=offered.sha256,
            publisher=next((t.publisher for t in told if t.publisher), None),
            date=next((t.date for t in told if t.date), None),
            year=next((t.year for t in told if t.year), None),
            number=next((t.number for t in told if t.number), None),
            url=offered.url or (before.url if before else None),
        )

    def _new_id(self, offered: Offered) -> str:
        """By a file's own name; by its title where its name came from the web, or says nothing."""
        stem, title = PurePath(offered.name).stem, offered.description.title
        text = stem if not title or (not offered.url and plain_name(stem)) else title
        taken = self._shipped.keys() | self._log.current.keys()
        taken |= {entry.source.id for entry in self._log.past}
        return new_id(text, f"source-{offered.sha256[:8]}", taken)

    def _store(self, source: Source, data: bytes) -> None:
        """Write the original beside its place, then give it its name in one step."""
        path = self.home / source.path
        temporary = None
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as file:
                temporary = Path(file.name)
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(path)
        except OSError as error:
            if temporary:
                temporary.unlink(missing_ok=True)
            raise YoujuError(
                f"{str(path)!r} cannot be written ({error.strerror or error}): free some space, or"
                " check the folder, and add the file again."
            ) from error


def check_size(name: str, size: int) -> None:
    """Raise YoujuError for a file of more bytes than are read of its kind."""
    most = MAX_TEXT_BYTES if PurePath(name).suffix.lower() in TEXTS else MAX_FILE_BYTES
    if size > most:
        raise YoujuError(f"{name!r} is larger than {most // 1_000_000} MB: split it.")


def _added(offered: Offered, source: Source, status: Status, with_document: bool) -> Added:
    document = lay_out(source, offered.page) if with_document else None
    return Added(source, status, offered.page.warnings, document)
