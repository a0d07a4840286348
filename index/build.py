"""The story of a build: sources in, one finished index in service out.

    read → cut into passages → embed → write aside → verify → switch

A build holds all that answering needs; the source files are never read again.
"""

import hashlib
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

import corpus
from corpus.catalog import source_file
from corpus.documents import read_document
from corpus.errors import YoujuError
from corpus.figures import find_figures
from corpus.passages import make_passages
from corpus.records import Document, Passage, Source
from index import document_file, store
from index.embedding import Embedding
from index.keywords import KEYWORD_RULES, write_keywords
from index.open_build import OpenBuild
from index.store import Manifest
from index.vector_cache import embed_texts
from index.vectors import write_vectors

# Raised whenever the text that is embedded for a passage or a sentence changes.
EMBEDDED_TEXT_RULES = 1

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class SourceChanges:
    """Source ids against the build before; ``failed`` has ``path`` and ``reason``."""

    added: list[str]
    changed: list[str]
    removed: list[str]
    unchanged: list[str]
    failed: list[dict[str, str]]


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
) -> BuildReport:
    """Build an index of the sources and put it in service.

    What did not change is taken from the build before and from the cache of vectors (by default
    in ``home``); ``full`` reads and embeds everything again. Documents given as such are taken as
    they are; ``read`` reads a source in another way than from its catalog's folder. ``progress``
    hears stage, done and total.
    """
    began = time.monotonic()
    progress = progress or (lambda stage, done, total: None)
    with store.writer_lock(home):
        before = _read_before(home)
        documents, failed = _read_documents(
            list(documents_or_sources),
            _Before() if full else before,
            read or _read_source,
            progress,
        )
        lines = [document_file.encode_document(document) for document in documents]
        passages = [passage for document in documents for passage in indexed_passages(document)]
        if not passages:
            raise YoujuError(_nothing_to_index(failed))
        manifest = _describe(documents, lines, passages, failed, embedding)
        changes = _compare(before.manifest, manifest, failed)
        if not full and before.manifest and before.manifest.content == manifest.content:
            return _report(before.manifest, before, changes, embedded=0, began=began)

        by_id = {document.source.id: document for document in documents}
        passage_texts = [passage_text(passage, by_id[passage.source_id]) for passage in passages]
        vectors, computed = embed_texts(
            passage_texts + _sentence_texts(passages, by_id),
            embedding=embedding,
            cache=cache or home / "cache" / "vectors.sqlite",
            fresh=full,
            progress=lambda done, total: progress("embed", done, total),
        )
        with store.draft_folder(home, manifest.build) as folder:
            document_file.write_lines(folder / "documents.jsonl", lines)
            document_file.write_lines(
                folder / "passages.jsonl",
                (document_file.encode_passage(p, by_id[p.source_id]) for p in passages),
            )
            progress("write", 0, 2)
            np.save(folder / "passages.npy", vectors[: len(passages)])
            np.save(folder / "sentences.npy", vectors[len(passages) :])
            write_vectors(
                folder / "chroma",
                [passage.id for passage in passages],
                [passage.source_id for passage in passages],
                vectors[: len(passages)],
            )
            progress("write", 1, 2)
            write_keywords(folder / "keywords", passage_texts)
            progress("write", 2, 2)
            _verify(folder, manifest, progress)
            store.publish_build(home, folder, manifest)
        store.drop_old_builds(home)
        return _report(
            manifest, before, changes, embedded=int(computed[: len(passages)].sum()), began=began
        )


def indexed_passages(document: Document) -> list[Passage]:
    """The passages that say something: a headline alone is found through its article's passages.

    All of them where a text is nothing but headings.
    """
    passages = make_passages(document)
    saying = [p for p in passages if not all(sentence.heading for sentence in p.sentences)]
    return saying or passages


def passage_text(passage: Passage, document: Document) -> str:
    """The words a passage is found by: its headline, where it does not hold it, and its own."""
    title = next((a.title for a in document.articles if a.id == passage.article_id), None)
    title = title or document.source.title
    words = passage.span.cut(document.text)
    return words if not title or title in words else f"{title}\n{words}"


def corpus_rules() -> str:
    """A hash of the program that reads sources: after a change of it, all are read again."""
    digest = hashlib.sha256()
    for path in sorted(Path(corpus.__file__).parent.glob("*.py")):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def build_settings() -> dict[str, Any]:
    """The rules that shape a build, beside its sources and its embedding."""
    return {
        "corpus": corpus_rules(),
        "embedded_text": EMBEDDED_TEXT_RULES,
        "keywords": KEYWORD_RULES,
    }


def is_stale(manifest: Manifest, sources: Iterable[Source]) -> bool:
    """Whether a build of these sources would now differ: in a file, a catalog entry or a rule."""
    built = {entry["record"] for entry in (*manifest.sources, *manifest.failed)}
    return (
        built != {_record_hash(source) for source in sources}
        or manifest.settings != build_settings()
        or manifest.layout != store.LAYOUT
    )


def _record_hash(source: Source) -> str:
    return hashlib.sha256(repr(source).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _read_before(home: Path) -> _Before:
    build = store.current_build(home)
    if build is None:
        return _Before()
    try:
        manifest = store.read_manifest(home, build)
        if manifest.layout != store.LAYOUT:
            return _Before()
        path = store.build_folder(home, build) / "documents.jsonl"
        documents = {d.source.id: d for d in document_file.read_documents(path)}
    except (YoujuError, OSError, ValueError):  # damaged: made anew from the sources
        return _Before()
    return _Before(manifest, documents)


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
                {"path": source.path, "reason": str(error), "record": _record_hash(source)}
            )
        progress("read", done, len(items))
    return list(documents.values()), failed


def _read_source(source: Source) -> Document:
    return read_document(source, source_file(source))


def _sentence_texts(passages: Sequence[Passage], documents: dict[str, Document]) -> list[str]:
    return [
        sentence.span.cut(documents[passage.source_id].text)
        for passage in passages
        for sentence in passage.sentences
    ]


def _describe(
    documents: Sequence[Document],
    lines: Sequence[str],
    passages: Sequence[Passage],
    failed: Sequence[dict[str, str]],
    embedding: Embedding,
) -> Manifest:
    settings = build_settings()
    shape = [str(store.LAYOUT), embedding.name, repr(sorted(settings.items()))]
    shape += [failure["record"] for failure in failed]
    content = hashlib.sha256("\n".join([*shape, *lines]).encode("utf-8", "surrogatepass"))
    return Manifest(
        build=store.new_build_id(content.hexdigest()),
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        layout=store.LAYOUT,
        embedding=embedding.name,
        dimension=embedding.dimension,
        content=content.hexdigest(),
        settings=settings,
        counts={
            "sources": len(documents),
            "articles": sum(len(document.articles) for document in documents),
            "passages": len(passages),
            "sentences": sum(len(passage.sentences) for passage in passages),
            "figures": sum(len(find_figures(document.text)) for document in documents),
        },
        sources=tuple(
            {
                "id": document.source.id,
                "path": document.source.path,
                "sha256": document.source.sha256,
                "record": _record_hash(document.source),
                "document": hashlib.sha256(line.encode("utf-8", "surrogatepass")).hexdigest(),
            }
            for document, line in zip(documents, lines, strict=True)
        ),
        failed=tuple(failed),
    )


def _compare(
    before: Manifest | None, after: Manifest, failed: list[dict[str, str]]
) -> SourceChanges:
    old = {source["id"]: source for source in before.sources} if before else {}
    new = {source["id"]: source for source in after.sources}
    failed_paths = {failure["path"] for failure in failed}
    return SourceChanges(
        added=[id for id in new if id not in old],
        changed=[id for id in new if id in old and new[id] != old[id]],
        removed=[id for id in old if id not in new and old[id]["path"] not in failed_paths],
        unchanged=[id for id in new if new[id] == old.get(id)],
        failed=[{"path": failure["path"], "reason": failure["reason"]} for failure in failed],
    )


def _verify(folder: Path, manifest: Manifest, progress: Progress) -> None:
    """Open the draft as a reader would; an index that does not hold together is never published."""
    progress("verify", 0, 1)
    opened = OpenBuild(folder, manifest)
    try:
        problems = opened.problems()
    finally:
        opened.close()
    if problems:
        raise YoujuError(
            f"The new build does not hold together ({'; '.join(problems)}):"
            " the build before stays in service. Run `youju build --full`."
        )
    progress("verify", 1, 1)


def _report(
    manifest: Manifest, before: _Before, changes: SourceChanges, *, embedded: int, began: float
) -> BuildReport:
    total = manifest.counts["passages"]
    return BuildReport(
        build=manifest.build,
        previous=before.manifest.build if before.manifest else None,
        sources=changes,
        passages=PassageCounts(total=total, embedded=embedded, reused=total - embedded),
        figures=manifest.counts["figures"],
        seconds=round(time.monotonic() - began, 3),
    )


def _nothing_to_index(failed: list[dict[str, str]]) -> str:
    if failed:
        first = failed[0]
        return (
            f"None of the {len(failed)} sources could be read; the first is {first['path']!r}:"
            f" {first['reason']}"
        )
    return "There is no text to index: add a source with `youju add PATH`."
