"""What each source brings to a build: a document in, its part out; or the part of a build before.

A part that is taken over is copied by lines and rows: nothing of it is read, cut or embedded again.
"""

import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.figures.find import find_figures
from corpus.records import Document, Source
from index import document_file, store
from index.describe import build_settings, record_hash
from index.document_file import line_hash
from index.embedding import Embedding
from index.figure_file import FIGURES, figure_line, read_figure_lines
from index.keywords import PassageTokens, text_tokens, write_keywords
from index.passage_text import indexed_passages, passage_text, sentence_texts
from index.store import Manifest
from index.vector_cache import same_vector

Vectors = NDArray[np.float16]
Entry = dict[str, Any]

DOCUMENTS, PASSAGES = "documents.jsonl", "passages.jsonl"
PASSAGE_VECTORS, SENTENCE_VECTORS, KEYWORDS = "passages.npy", "sentences.npy", "keywords"


@dataclass(frozen=True, slots=True)
class TextsToEmbed:
    """In the order of the passages, and of the sentences in each of them."""

    passages: tuple[str, ...]
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RowVectors:
    passages: Vectors
    sentences: Vectors


@dataclass(frozen=True, slots=True)
class Part:
    """What a build holds of one source.

    ``entry`` is what its manifest says of it, ``document``, ``figures`` and ``passages`` are lines
    as stored, ``tokens`` the keywords of each passage. A part just read has ``texts``, and vectors once these
    are embedded; one that is taken over has its vectors from the start.
    """

    entry: Entry
    document: str
    figures: str
    passages: tuple[str, ...]
    tokens: Sequence[Sequence[str]]
    texts: TextsToEmbed | None = None
    embedded: RowVectors | None = None

    @property
    def is_taken_over(self) -> bool:
        return self.texts is None

    @property
    def vectors(self) -> RowVectors:
        assert self.embedded, "it was not embedded yet"
        return self.embedded

    @property
    def source_id(self) -> str:
        return str(self.entry["id"])

    @property
    def passage_ids(self) -> list[str]:
        return [str(json.loads(line)[0]) for line in self.passages]


def make_part(document: Document, line: str | None = None) -> Part:
    """The part of a document; ``line`` is the document as stored, where that is there already."""
    line = line or document_file.encode_document(document)
    passages = indexed_passages(document)
    texts = tuple(passage_text(passage, document) for passage in passages)
    sentences = tuple(sentence_texts(passages, {document.source.id: document}))
    source = document.source
    entry = {
        "id": source.id,
        "path": source.path,
        "sha256": source.sha256,
        "record": record_hash(source),
        "document": line_hash(line),
        "articles": len(document.articles),
        "passages": len(passages),
        "sentences": len(sentences),
        "figures": len(find_figures(document.text)),
        "warnings": list(document.warnings),
        "recognized": list(document.recognized),
    }
    return Part(
        entry=entry,
        document=line,
        figures=figure_line(document),
        passages=tuple(document_file.encode_passage(p, document) for p in passages),
        tokens=_tokens(texts),
        texts=TextsToEmbed(texts, sentences),
    )


def _tokens(texts: Sequence[str]) -> list[list[str]]:
    """The keywords of texts, each word once in memory: a text of 20 MB has seven million."""
    known: dict[str, str] = {}
    return [[known.setdefault(token, token) for token in text_tokens(text)] for text in texts]


class Earlier:
    """A finished build, for the next one to take over what did not change.

    Raises OSError, ValueError or LookupError where its files cannot be read.
    """

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        self.folder = folder
        self.manifest = manifest
        entries = manifest.sources
        self._lines = list(document_file.read_lines(folder))
        self._figures = read_figure_lines(folder)
        with (folder / PASSAGES).open(encoding="utf-8", newline="\n") as file:
            self._passages = [line.removesuffix("\n") for line in file]
        self._tokens = PassageTokens(folder / KEYWORDS)
        self._vectors = np.load(folder / PASSAGE_VECTORS, mmap_mode="r")
        self._sentences = np.load(folder / SENTENCE_VECTORS, mmap_mode="r")
        rows = pairwise(accumulate((int(e["passages"]) for e in entries), initial=0))
        sentences = pairwise(accumulate((int(e["sentences"]) for e in entries), initial=0))
        self._places = {
            str(entry["id"]): (n, entry, slice(*row), slice(*sentence))
            for n, (entry, row, sentence) in enumerate(zip(entries, rows, sentences, strict=True))
        }

    def part_of(self, source: Source, document: str | None = None) -> Part | None:
        """The part of a source, None where it is new or changed.

        ``document`` is its line, where it was read already.
        """
        if source.id not in self._places:
            return None
        n, entry, rows, sentences = self._places[source.id]
        same = entry["record"] == record_hash(source)
        if not same or (document is not None and document != self._lines[n]):
            return None
        return Part(
            entry=entry,
            document=self._lines[n],
            figures=self._figures[n],
            passages=tuple(self._passages[rows]),
            tokens=[self._tokens.of(row) for row in range(rows.start, rows.stop)],
            embedded=RowVectors(self._vectors[rows], self._sentences[sentences]),
        )

    def passage_ids_but(self, sources: Collection[str]) -> list[str]:
        """The ids of the passages of all sources but these."""
        return [
            str(json.loads(line)[0])
            for id, (_, _, rows, _) in self._places.items()
            if id not in sources
            for line in self._passages[rows]
        ]

    def is_made_by(self, embedding: Embedding) -> bool:
        """Whether the engine still computes what it did: its name alone does not tell."""
        document = document_file.decode_document(self._lines[0])
        text = passage_text(indexed_passages(document)[0], document)
        return same_vector(self._vectors[0], embedding.embed_passages([text])[0])


def reusable_build(home: Path, manifest: Manifest, embedding: Embedding) -> Earlier | None:
    """The build of this manifest, if all of it is as it was written and made by the same rules."""
    if (
        manifest.layout != store.LAYOUT
        or manifest.settings != build_settings()
        or manifest.embedding != embedding.name
    ):
        return None
    folder = store.build_folder(home, manifest.build)
    try:
        if any(store.hash_file(folder / name) != was for name, was in manifest.files.items()):
            return None
        earlier = Earlier(folder, manifest)
    except (OSError, ValueError, LookupError):  # damaged: made anew from the sources
        return None
    return earlier if earlier.is_made_by(embedding) else None


def embed_parts(
    parts: Sequence[Part], embed: Callable[[list[str]], tuple[Vectors, NDArray[np.bool_]]]
) -> tuple[list[Part], int]:
    """The parts with their vectors, and how many passages were computed."""
    texts = [part.texts for part in parts if part.texts]
    passages = [text for each in texts for text in each.passages]
    vectors, computed = embed(passages + [text for each in texts for text in each.sentences])
    row, sentence = 0, len(passages)
    embedded = []
    for part in parts:
        if part.texts:
            end, last = row + len(part.texts.passages), sentence + len(part.texts.sentences)
            rows = RowVectors(vectors[row:end], vectors[sentence:last])
            part = replace(part, embedded=rows)
            row, sentence = end, last
        embedded.append(part)
    return embedded, int(computed[: len(passages)].sum())


def write_parts(folder: Path, parts: Sequence[Part], dimension: int) -> None:
    """All files of a build but its collection and its manifest."""
    document_file.write_lines(folder / DOCUMENTS, (part.document for part in parts))
    document_file.write_lines(folder / FIGURES, (part.figures for part in parts))
    document_file.write_lines(folder / PASSAGES, (line for p in parts for line in p.passages))
    _write_rows(folder / PASSAGE_VECTORS, [part.vectors.passages for part in parts], dimension)
    _write_rows(folder / SENTENCE_VECTORS, [part.vectors.sentences for part in parts], dimension)
    write_keywords(folder / KEYWORDS, [tokens for part in parts for tokens in part.tokens])


def _write_rows(path: Path, blocks: Sequence[Vectors], dimension: int) -> None:
    """Blocks of rows as one .npy file, without a second copy in memory."""
    header = {
        "descr": np.lib.format.dtype_to_descr(np.dtype(np.float16)),
        "fortran_order": False,
        "shape": (sum(map(len, blocks)), dimension),
    }
    with path.open("wb") as file:
        np.lib.format.write_array_header_1_0(file, header)
        for block in blocks:
            file.write(np.ascontiguousarray(block, dtype=np.float16).tobytes())
