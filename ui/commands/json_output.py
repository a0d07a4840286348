"""Records → the JSON of the command line, as plain dicts of the contract's keys. Pure.

Other programs read these: keys are added, never renamed or dropped; what does not apply is null.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from assistant.records import Answer, Citation
from corpus.records import Article, Document, Source, Span
from index import BuildReport, Hit
from index.store import Manifest

Json = dict[str, Any]


def answer_to_json(answer: Answer) -> Json:
    return {
        "question": answer.question,
        "status": answer.status,
        "answer": answer.answer,
        "direct": list(answer.direct),
        "citations": [citation_to_json(citation) for citation in answer.citations],
        "nearest": [citation_to_json(citation) for citation in answer.nearest],
        "mode": answer.mode,
        "build": answer.build,
        "timings_ms": dict(answer.timings_ms),
    }


def citation_to_json(citation: Citation) -> Json:
    return {
        "n": citation.n,
        "source": citation.source,
        "title": citation.title,
        "article": citation.article,
        "kind": citation.kind,
        "publisher": citation.publisher,
        "date": citation.date,
        "url": citation.url,
        "page": citation.page,
        "lines": list(citation.lines) if citation.lines else None,
        "boxes": [list(box) for box in citation.boxes] if citation.boxes else None,
        "span": span_to_json(citation.span),
        "quote": citation.quote,
        "speaker": citation.speaker,
    }


def span_to_json(span: Span) -> list[int]:
    return [span.start, span.end]


def search_to_json(
    query: str, hits: Sequence[tuple[Hit, Citation]], timings_ms: Mapping[str, float]
) -> Json:
    return {
        "query": query,
        "hits": [
            {
                "passage": hit.passage.id,
                "score": round(hit.score, 6),
                "citation": citation_to_json(citation),
            }
            for hit, citation in hits
        ],
        "timings_ms": dict(timings_ms),
    }


def source_to_json(source: Source) -> Json:
    return {
        "id": source.id,
        "title": source.title,
        "kind": source.kind,
        "publisher": source.publisher,
        "date": source.date,
        "year": source.year,
        "number": source.number,
        "url": source.url,
        "path": source.path,
        "sha256": source.sha256 or None,
    }


def listed_to_json(source: Source, entry: Mapping[str, Any]) -> Json:
    """A source with what its ``entry`` in a manifest says of how it was read."""
    return source_to_json(source) | {key: entry.get(key) for key in ("warnings", "recognized")}


def document_to_json(document: Document) -> Json:
    source = document.source
    return {
        "id": source.id,
        "title": source.title,
        "kind": source.kind,
        "publisher": source.publisher,
        "date": source.date,
        "url": source.url,
        "text": document.text,
        "articles": [
            {
                "id": article.id,
                "title": article.title,
                "span": span_to_json(article.span),
                "speakers": speakers_in(document, article),
            }
            for article in document.articles
        ],
    }


def speakers_in(document: Document, article: Article) -> list[str]:
    """The names of those who are quoted in an article, in the order of their first words."""
    said = (s.speaker for s in document.sentences if article.span.covers(s.span))
    return list(dict.fromkeys(speaker.name for speaker in said if speaker))


def build_to_json(report: BuildReport) -> Json:
    sources, passages = report.sources, report.passages
    return {
        "build": report.build,
        "previous": report.previous,
        "sources": {
            "added": sources.added,
            "changed": sources.changed,
            "removed": sources.removed,
            "unchanged": sources.unchanged,
            "failed": sources.failed,
        },
        "passages": {
            "total": passages.total,
            "embedded": passages.embedded,
            "reused": passages.reused,
        },
        "figures": report.figures,
        "seconds": report.seconds,
    }


def status_to_json(manifest: Manifest | None, *, stale: bool) -> Json:
    """The build in service; all null where there is none yet."""
    counts = manifest.counts if manifest else {}
    return {
        "build": manifest.build if manifest else None,
        "created": manifest.created if manifest else None,
        "stale": stale,
        "passages": counts.get("passages"),
        "figures": counts.get("figures"),
        "sources": counts.get("sources"),
        "embedding": manifest.embedding if manifest else None,
        "chroma": (manifest.chroma or "embedded") if manifest else None,
    }
