"""Documents and passages as lines of JSON, so that a build can be asked without its sources.

Records in, lines out, and back, exactly: ``decode(encode(x)) == x``. A passage is kept as its
span and the range of its document's sentences.
"""

import hashlib
import json
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from corpus.records import Article, Document, Passage, PrintedRun, Sentence, Source, Span, Speaker


def write_lines(path: Path, lines: Iterable[str]) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in lines)


def read_lines(folder: Path) -> Iterator[str]:
    """The documents of a build as stored, without their line ends."""
    with (folder / "documents.jsonl").open(encoding="utf-8", newline="\n") as file:
        for line in file:
            yield line.removesuffix("\n")


def read_documents(path: Path) -> Iterator[Document]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield decode_document(line)


def read_passages(path: Path, documents: dict[str, Document]) -> Iterator[Passage]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield decode_passage(line, documents)


def line_hash(line: str) -> str:
    """The SHA-256 of a document as stored, by which a manifest knows it."""
    return hashlib.sha256(line.encode("utf-8", "surrogatepass")).hexdigest()


def encode_document(document: Document) -> str:
    """One line. Speakers are listed once: a speech of a hundred sentences has one."""
    speakers = list(dict.fromkeys(s.speaker for s in document.sentences if s.speaker))
    number = {speaker: n for n, speaker in enumerate(speakers)}
    return _to_line(
        {
            "source": asdict(document.source),
            "text": document.text,
            "runs": [[r.start, r.line, r.page, r.boxes] for r in document.runs],
            "articles": [
                [a.id, a.span.start, a.span.end, a.title, _ends(a.title_span)]
                for a in document.articles
            ],
            "speakers": [[s.name, s.office] for s in speakers],
            "sentences": [
                [
                    s.span.start,
                    s.span.end,
                    s.paragraph,
                    number[s.speaker] if s.speaker else None,
                    int(s.heading),
                ]
                for s in document.sentences
            ],
            "warnings": document.warnings,
            "recognized": document.recognized,
            "depths": document.depths,
        }
    )


def decode_document(line: str) -> Document:
    values = json.loads(line)
    speakers = [Speaker(name, office) for name, office in values["speakers"]]
    return Document(
        source=Source(**values["source"]),
        text=values["text"],
        runs=tuple(
            PrintedRun(start, line, page, tuple(tuple(box) for box in boxes))
            for start, line, page, boxes in values["runs"]
        ),
        articles=tuple(
            Article(id, Span(start, end), title, Span(*title_ends) if title_ends else None)
            for id, start, end, title, title_ends in values["articles"]
        ),
        sentences=tuple(
            Sentence(
                Span(start, end),
                paragraph,
                speakers[speaker] if speaker is not None else None,
                bool(heading),
            )
            for start, end, paragraph, speaker, heading in values["sentences"]
        ),
        warnings=tuple(values["warnings"]),
        recognized=tuple(values.get("recognized", ())),  # builds of old have none
        depths=tuple((line, depth) for line, depth in values.get("depths", ())),
    )


def encode_passage(passage: Passage, document: Document) -> str:
    first = last = 0
    if passage.sentences:
        start = passage.sentences[0].span.start
        first = bisect_left(document.sentences, start, key=lambda sentence: sentence.span.start)
        last = first + len(passage.sentences)
        if document.sentences[first:last] != passage.sentences:
            raise ValueError(f"the sentences of passage {passage.id!r} are not its document's")
    span = passage.span
    return _to_line(
        [passage.id, passage.source_id, passage.article_id, span.start, span.end, first, last]
    )


def decode_passage(line: str, documents: dict[str, Document]) -> Passage:
    id, source_id, article_id, start, end, first, last = json.loads(line)
    sentences = documents[source_id].sentences[first:last]
    return Passage(id, source_id, article_id, Span(start, end), sentences)


def _ends(span: Span | None) -> list[int] | None:
    return [span.start, span.end] if span else None


def _to_line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
