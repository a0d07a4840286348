"""What a build is made of, as its manifest says it, and how it differs from another.

Documents and the rules of the program in, a manifest out; two manifests in, the changes out.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from corpus.reader_version import corpus_rules
from corpus.records import Source
from index import store
from index.embedding import Embedding
from index.figure_file import FIGURE_RULES
from index.keywords import KEYWORD_RULES
from index.store import Manifest

# Raised whenever the text that is embedded for a passage or a sentence changes.
EMBEDDED_TEXT_RULES = 2


@dataclass(frozen=True, slots=True)
class SourceChanges:
    """Source ids against the build before; ``failed`` has ``path`` and ``reason``."""

    added: list[str]
    changed: list[str]
    removed: list[str]
    unchanged: list[str]
    failed: list[dict[str, str]]


def content_hash(
    documents: Sequence[str],
    failed: Sequence[dict[str, str]],
    embedding: Embedding,
    chroma: str | None,
) -> str:
    """Two builds of one hash are the same; ``documents`` are the hashes of what was read."""
    shape = [str(store.LAYOUT), embedding.name, repr(sorted(build_settings().items()))]
    shape += [failure["record"] for failure in failed]
    shape += [f"vectors on {chroma}"] if chroma else []
    return hashlib.sha256("\n".join([*shape, *documents]).encode()).hexdigest()


def describe_build(
    content: str,
    sources: Sequence[dict[str, Any]],
    failed: Sequence[dict[str, str]],
    embedding: Embedding,
    chroma: str | None,
) -> Manifest:
    """The manifest of a new build of these sources."""
    counted = ("articles", "passages", "sentences", "figures")
    return Manifest(
        build=store.new_build_id(content),
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        layout=store.LAYOUT,
        embedding=embedding.name,
        dimension=embedding.dimension,
        content=content,
        settings=build_settings(),
        counts={
            "sources": len(sources),
            **{name: sum(source[name] for source in sources) for name in counted},
        },
        sources=tuple(sources),
        failed=tuple(failed),
        chroma=chroma,
    )


def compare_builds(
    before: Manifest | None, after: Manifest, failed: list[dict[str, str]]
) -> SourceChanges:
    """What a build brings against the one before."""
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


def build_settings() -> dict[str, Any]:
    """The rules that shape a build, beside its sources and its embedding."""
    return {
        "corpus": corpus_rules(),
        "embedded_text": EMBEDDED_TEXT_RULES,
        "keywords": KEYWORD_RULES,
        "figures": FIGURE_RULES,
    }


def is_stale(manifest: Manifest, sources: Iterable[Source]) -> bool:
    """Whether a build of these sources would now differ: in a file, a catalog entry or a rule."""
    built = {entry["record"] for entry in (*manifest.sources, *manifest.failed)}
    return (
        built != {record_hash(source) for source in sources}
        or manifest.settings != build_settings()
        or manifest.layout != store.LAYOUT
    )


def record_hash(source: Source) -> str:
    return hashlib.sha256(repr(source).encode("utf-8", "surrogatepass")).hexdigest()[:16]
