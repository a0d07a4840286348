"""The story of a build: sources in, one finished index in service out.

    read → cut into passages → embed → write aside → verify → switch

A build holds all that answering needs; the source files are never read again.
"""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import YoujuError
from corpus.library.kept_pages import drop_pages
from corpus.library.library import read_source
from corpus.records import Document, Source
from index import document_file, store
from index.collection import keep_apart, tidy_server, write_collection
from index.damage import FreshCheck, find_damage_afresh
from index.describe import (
    SourceChanges,
    compare_builds,
    content_hash,
    describe_build,
    record_hash,
)
from index.embed_ahead import EmbedAhead
from index.embedding import Embedding
from index.parts import Earlier, Part, embed_parts, make_part, reusable_build, write_parts
from index.store import Manifest
from index.vectors import reach_server

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
    chroma: str | None = None,
) -> BuildReport:
    """Build an index of the sources and put it in service.

    What did not change is taken from the build before and from the cache of vectors (by default
    in ``home``); ``full`` reads and embeds everything again. Documents given as such are taken as
    they are; ``read`` reads a source in another way than from its shipped or added file.
    ``progress`` hears stage, done and total. ``keep`` builds are kept, and the one in service.
    ``chroma`` is the address of the server that is to hold the vectors.

    Raises YoujuError where nothing can be indexed, another build is being made, or the disk is full:
    the build before stays in service.
    """
    began, began_at = time.monotonic(), time.time()
    progress = progress or (lambda stage, done, total: None)
    try:
        with (
            store.writer_lock(home),
            EmbedAhead(embedding, cache or home / "cache" / "vectors.sqlite", fresh=full) as ahead,
        ):
            before = _manifest_before(home)
            earlier = reusable_build(home, before, embedding) if before and not full else None
            parts, failed = _read_parts(
                list(documents_or_sources),
                earlier,
                read or (lambda source: read_source(source, home, fresh=full)),
                ahead,
                progress,
            )
            hashes = [part.entry["document"] for part in parts]
            content = content_hash(hashes, failed, embedding, chroma)
            same = None if full else _build_of(home, content, before)
            if same:
                store.put_in_service(home, same.build)
                return _report(same, before, failed, embedded=0, began=began)

            if not any(part.passages for part in parts):
                raise YoujuError(_nothing_to_index(failed))
            if chroma:  # before an hour of embedding, not after it
                reach_server(chroma)
            manifest = describe_build(
                content, [part.entry for part in parts], failed, embedding, chroma
            )
            parts, embedded = embed_parts(
                parts,
                lambda texts: ahead.vectors(
                    texts, lambda done, total: progress("embed", done, total)
                ),
            )
            with store.draft_folder(home, manifest.build) as folder, FreshCheck() as check:
                count = manifest.counts["passages"]
                progress("write", 0, count)
                write_parts(folder, parts, embedding.dimension)
                write_collection(
                    home,
                    folder,
                    manifest,
                    parts,
                    earlier,
                    wrote=lambda done: progress("write", done, count),
                )
                progress("write", count, count)
                progress("verify", 0, 1)
                problems = _wrong(folder, manifest, check)
                if problems and not chroma:  # written anew, not as a change of what was there
                    write_collection(home, folder, manifest, parts)
                    with FreshCheck() as again:
                        problems = _wrong(folder, manifest, again)
                if problems:
                    raise YoujuError(_not_whole(problems))
                progress("verify", 1, 1)
                store.publish_build(home, folder, manifest)
            store.drop_old_builds(home, keep)
            drop_pages(home, before=began_at)  # what came later is for the next build
            if chroma:
                tidy_server(home, chroma)
    except OSError as error:
        raise YoujuError(_not_written(home, error)) from error
    return _report(manifest, before, failed, embedded=embedded, began=began)


def _wrong(folder: Path, manifest: Manifest, check: FreshCheck) -> list[str]:
    """What does not hold together in a build just written; vectors that no search comes upon are
    noted in it, where they are few."""
    found = check.examine(folder, manifest)
    few = keep_apart(folder, manifest, found.out_of_reach)
    return found.problems if few else found.all_problems


def _build_of(home: Path, content: str, before: Manifest | None) -> Manifest | None:
    """A finished build of this content that holds together: the one in service, or the newest.

    There is another one after a rollback, and where a build was stopped right before its switch.
    """
    current = [before.build] if before else []
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


def _manifest_before(home: Path) -> Manifest | None:
    """The manifest of the build in service, None where there is none that can be read."""
    build = store.current_build(home)
    try:
        manifest = store.read_manifest(home, build) if build else None
    except YoujuError:  # damaged: made anew from the sources
        return None
    return manifest if manifest and manifest.layout == store.LAYOUT else None


def _read_parts(
    items: Sequence[Document | Source],
    earlier: Earlier | None,
    read: Callable[[Source], Document],
    ahead: EmbedAhead,
    progress: Progress,
) -> tuple[list[Part], list[dict[str, str]]]:
    """The parts in the order given; a source that cannot be read is listed with its reason."""
    parts: dict[str, Part] = {}
    failed = []
    for done, item in enumerate(items, start=1):
        source = item if isinstance(item, Source) else item.source
        try:
            if source.id in parts:
                raise YoujuError(
                    f"The id {source.id!r} is taken by another source: give it its own."
                )
            line = None if isinstance(item, Source) else document_file.encode_document(item)
            part = earlier.part_of(source, line) if earlier else None
            if part is None:
                part = make_part(read(item) if isinstance(item, Source) else item, line)
            parts[source.id] = part
        except (YoujuError, OSError) as error:
            failed.append(
                {"path": source.path, "reason": str(error), "record": record_hash(source)}
            )
        else:
            if part.texts:
                ahead.add([*part.texts.passages, *part.texts.sentences])
        progress("read", done, len(items))
    return list(parts.values()), failed


def _report(
    manifest: Manifest,
    before: Manifest | None,
    failed: list[dict[str, str]],
    *,
    embedded: int,
    began: float,
) -> BuildReport:
    total = manifest.counts["passages"]
    return BuildReport(
        build=manifest.build,
        previous=before.build if before else None,
        sources=compare_builds(before, manifest, failed),
        passages=PassageCounts(total=total, embedded=embedded, reused=total - embedded),
        figures=manifest.counts["figures"],
        seconds=round(time.monotonic() - began, 3),
    )


def _not_written(home: Path, error: OSError) -> str:
    return (
        f"The build could not be written to {str(home)!r} ({error.strerror or error}): the build"
        " before stays in service. Free some space, or check the folder, and try again."
    )


def _not_whole(problems: Sequence[str]) -> str:
    return (
        f"The new build does not hold together ({'; '.join(problems)}): the build before stays in"
        " service. Run `youju build --full`."
    )


def _nothing_to_index(failed: list[dict[str, str]]) -> str:
    if failed:
        first = failed[0]
        return (
            f"None of the {len(failed)} sources could be read; the first is {first['path']!r}:"
            f" {first['reason']}"
        )
    return "There is no text to index: add a source with `youju add PATH`."
