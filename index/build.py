"""The story of a build: sources in, one finished index in service out.

    read → cut into passages → embed → write aside → verify → switch

A build holds all that answering needs; the source files are never read again.
"""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from corpus.errors import YoujuError
from corpus.library import read_source
from corpus.records import Document, Passage, Source
from index import document_file, store
from index.damage import find_damage_afresh
from index.describe import (
    SourceChanges,
    compare_builds,
    content_hash,
    corpus_rules,
    describe_build,
    record_hash,
)
from index.document_file import line_hash
from index.embedding import Embedding
from index.keywords import write_keywords
from index.passage_text import indexed_passages, passage_text, sentence_texts
from index.store import Manifest
from index.vector_cache import Vectors, embed_texts
from index.vectors import write_vectors

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class PassageCounts:
    total: int
    embedded: int
    reused: int


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did. ``build`` equals ``previous`` where nothing had changed."""

    build: str
    previous: str | None
    sources: SourceChanges
    passages: PassageCounts
    figures: int
    seconds: float


@dataclass(frozen=True, slots=True)
class _Before:
    """The build in service, as far as it can be reused."""

    manifest: Manifest | None = None
    documents: dict[str, Document] | None = None


def build_index(
    home: Path,
    documents_or_sources: Iterable[Document | Source],
    *,
    embedding: Embedding,
    full: bool = False,
    progress: Progress | None = None,
    cache: Path | None = None,
    read: Callable[[Source], Document] | None = None,
    keep: int = store.KEPT_BUILDS,
) -> BuildReport:
    """Build an index of the sources and put it in service.

    What did not change is taken from the build before and from the cache of vectors (by default
    in ``home``); ``full`` reads and embeds everything again. Documents given as such are taken as
    they are; ``read`` reads a source in another way than from its shipped or added file.
    ``progress`` hears stage, done and total. ``keep`` builds are kept, and the one in service.

    Raises YoujuError where nothing can be indexed, another build is being made, or the disk is full:
    the build before stays in service.
    """
    began = time.monotonic()
    progress = progress or (lambda stage, done, total: None)
    try:
        with store.writer_lock(home):
            before = _read_before(home)
            documents, failed = _read_documents(
                list(documents_or_sources),
                _Before() if full else before,
                read or (lambda source: read_source(source, home)),
                progress,
            )
            lines = [document_file.encode_document(document) for document in documents]
            content = content_hash(lines, failed, embedding)
            same = None if full else _build_of(home, content, before)
            if same:
                store.put_in_service(home, same.build)
                return _report(same, before, failed, embedded=0, began=began)

            passages = [passage for document in documents for passage in indexed_passages(document)]
            if not passages:
                raise YoujuError(_nothing_to_index(failed))
            manifest = describe_build(content, documents, lines, passages, failed, embedding)
            by_id = {document.source.id: document for document in documents}
            texts = [passage_text(passage, by_id[passage.source_id]) for passage in passages]
            vectors, computed = embed_texts(
                texts + sentence_texts(passages, by_id),
                embedding=embedding,
                cache=cache or home / "cache" / "vectors.sqlite",
                fresh=full,
                progress=lambda done, total: progress("embed", done, total),
            )
            with store.draft_folder(home, manifest.build) as folder:
                progress("write", 0, 1)
                _write_records(folder, lines, passages, by_id)
                _write_vectors(folder, passages, vectors)
                write_keywords(folder / "keywords", texts)
                progress("write", 1, 1)
                _verify(folder, manifest, progress)
                store.publish_build(home, folder, manifest)
            store.drop_old_builds(home, keep)
    except OSError as error:
        raise YoujuError(_not_written(home, error)) from error
    embedded = int(computed[: len(passages)].sum())
    return _report(manifest, before, failed, embedded=embedded, began=began)


def _build_of(home: Path, content: str, before: _Before) -> Manifest | None:
    """A finished build of this content that holds together: the one in service, or the newest.

    There is another one after a rollback, and where a build was stopped right before its switch.
    """
    current = [before.manifest.build] if before.manifest else []
    for build in dict.fromkeys([*current, *store.list_builds(home)]):
        try:
            manifest = store.read_manifest(home, build)
        except YoujuError:
            continue
        folder = store.build_folder(home, build)
        if (
            manifest.content == content
            and not store.is_noted_damaged(home, build)
            and not find_damage_afresh(folder, manifest, every_search=False)
        ):
            return manifest
    return None


def _read_before(home: Path) -> _Before:
    build = store.current_build(home)
    if build is None:
        return _Before()
    try:
        manifest = store.read_manifest(home, build)
        if manifest.layout != store.LAYOUT:
            return _Before()
    except YoujuError:  # damaged: made anew from the sources
        return _Before()
    try:
        return _Before(manifest, _undamaged_documents(store.build_folder(home, build), manifest))
    except (OSError, ValueError):
        return _Before(manifest)


def _undamaged_documents(folder: Path, manifest: Manifest) -> dict[str, Document]:
    """Those that are as they were written, by source id."""
    written = {source["document"] for source in manifest.sources}
    lines = (line for line in document_file.read_lines(folder) if line_hash(line) in written)
    return {d.source.id: d for d in map(document_file.decode_document, lines)}


def _read_documents(
    items: Sequence[Document | Source],
    before: _Before,
    read: Callable[[Source], Document],
    progress: Progress,
) -> tuple[list[Document], list[dict[str, str]]]:
    """The documents in the order given; a source that cannot be read is listed with its reason."""
    known = before.documents or {}
    if before.manifest and before.manifest.settings["corpus"] != corpus_rules():
        known = {}
    documents: dict[str, Document] = {}
    failed = []
    for done, item in enumerate(items, start=1):
        source = item if isinstance(item, Source) else item.source
        try:
            if source.id in documents:
                raise YoujuError(
                    f"The id {source.id!r} is taken by another source: give it its own."
                )
            if isinstance(item, Document):
                documents[source.id] = item
            elif source.id in known and known[source.id].source == source:
                documents[source.id] = known[source.id]
            else:
                documents[source.id] = read(item)
        except (YoujuError, OSError) as error:
            failed.append(
                {"path": source.path, "reason": str(error), "record": record_hash(source)}
            )
        progress("read", done, len(items))
    return list(documents.values()), failed


def _write_records(
    folder: Path,
    lines: Sequence[str],
    passages: Sequence[Passage],
    documents: dict[str, Document],
) -> None:
    document_file.write_lines(folder / "documents.jsonl", lines)
    document_file.write_lines(
        folder / "passages.jsonl",
        (document_file.encode_passage(p, documents[p.source_id]) for p in passages),
    )


def _write_vectors(folder: Path, passages: Sequence[Passage], vectors: Vectors) -> None:
    """The passages' vectors, then their sentences', as ``embed_texts`` was given them."""
    of_passages = vectors[: len(passages)]
    np.save(folder / "passages.npy", of_passages)
    np.save(folder / "sentences.npy", vectors[len(passages) :])
    ids = [passage.id for passage in passages]
    sources = [passage.source_id for passage in passages]
    write_vectors(folder / "chroma", ids, sources, of_passages)


def _verify(folder: Path, manifest: Manifest, progress: Progress) -> None:
    """Open the draft as another process would; an index that does not hold together is never published."""
    progress("verify", 0, 1)
    problems = find_damage_afresh(folder, manifest)
    if problems:
        raise YoujuError(
            f"The new build does not hold together ({'; '.join(problems)}):"
            " the build before stays in service. Run `youju build --full`."
        )
    progress("verify", 1, 1)


def _report(
    manifest: Manifest,
    before: _Before,
    failed: list[dict[str, str]],
    *,
    embedded: int,
    began: float,
) -> BuildReport:
    total = manifest.counts["passages"]
    return BuildReport(
        build=manifest.build,
        previous=before.manifest.build if before.manifest else None,
        sources=compare_builds(before.manifest, manifest, failed),
        passages=PassageCounts(total=total, embedded=embedded, reused=total - embedded),
        figures=manifest.counts["figures"],
        seconds=round(time.monotonic() - began, 3),
    )


def _not_written(home: Path, error: OSError) -> str:
    return (
        f"The build could not be written to {str(home)!r} ({error.strerror or error}): the build"
        " before stays in service. Free some space, or check the folder, and try again."
    )


def _nothing_to_index(failed: list[dict[str, str]]) -> str:
    if failed:
        first = failed[0]
        return (
            f"None of the {len(failed)} sources could be read; the first is {first['path']!r}:"
            f" {first['reason']}"
        )
    return "There is no text to index: add a source with `youju add PATH`."
