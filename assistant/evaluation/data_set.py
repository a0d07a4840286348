"""Data sets in BEIR layout: files of JSON Lines in; queries, judgements, claims, documents out.

A folder holds ``corpus.jsonl`` (``_id, title, text``, optional ``date``), ``queries.jsonl``
(``_id, text``, optional ``answers``, ``unanswerable``) with ``qrels/test.tsv``, and
``claims.jsonl``; each of them may be missing. Fields beside these are another program's.
"""

import csv
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.answering.clean_question import clean_question
from corpus import Document, YoujuError, document_from_text
from corpus.records import Source

QRELS_FIELDS = ("query-id", "corpus-id", "score")


@dataclass(frozen=True, slots=True)
class Query:
    """A question, the strings any one of which answers it, and the documents that hold them."""

    id: str
    text: str
    answers: tuple[str, ...]
    unanswerable: bool
    relevant: frozenset[str]


@dataclass(frozen=True, slots=True)
class ClaimedFigure:
    """A figure's words in a claim, and ``supported``, ``wrong`` or one of the other verdicts."""

    text: str
    verdict: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A piece of a draft, the sources it is checked against, and its figures' verdicts."""

    id: str
    text: str
    sources: tuple[str, ...]
    figures: tuple[ClaimedFigure, ...]


@dataclass(frozen=True, slots=True)
class DataSet:
    """What a folder holds; ``corpus`` is None where the build in service is to be measured."""

    name: str
    corpus: Path | None
    queries: tuple[Query, ...]
    claims: tuple[Claim, ...]


def read_data_set(folder: Path) -> DataSet:
    """Read a folder in BEIR layout; YoujuError if it holds neither queries nor claims."""
    if not folder.is_dir():
        raise YoujuError(f"There is no folder {str(folder)!r}: name one in BEIR layout.")
    judged = _read_qrels(folder / "qrels" / "test.tsv")
    queries = tuple(_query(row, judged) for row in _rows(folder / "queries.jsonl", "text"))
    claims = tuple(_claim(row) for row in _rows(folder / "claims.jsonl", "text", "figures"))
    if not queries and not claims:
        raise YoujuError(
            f"The folder {str(folder)!r} holds neither queries.jsonl nor claims.jsonl:"
            " a data set needs one of them."
        )
    corpus = folder / "corpus.jsonl"
    name = folder.resolve().name
    return DataSet(name, corpus if corpus.exists() else None, queries, claims)


def read_corpus(path: Path) -> Iterator[Document]:
    """The rows of a ``corpus.jsonl`` as documents whose source id is the row's ``_id``."""
    for row in _rows(path, "text"):
        id, title, text = str(row["_id"]), str(row.get("title") or ""), row["text"]
        date = str(row.get("date") or "") or None
        source = Source(
            id=id,
            title=title or id,
            kind="other",
            path=f"{path.name}#{id}",
            sha256=hashlib.sha256(f"{title}\n{text}".encode("utf-8", "surrogatepass")).hexdigest(),
            date=date,
            year=int(date[:4]) if date and date[:4].isdecimal() else None,
        )
        yield document_from_text(source, title, text)


def _query(row: dict[str, Any], judged: dict[str, set[str]]) -> Query:
    id = str(row["_id"])
    try:  # a question nobody could ask is found before the others are measured
        clean_question(row["text"])
    except YoujuError as error:
        raise YoujuError(f"Query {id!r} cannot be asked: {error}") from error
    return Query(
        id,
        row["text"],
        tuple(str(answer) for answer in row.get("answers") or ()),
        bool(row.get("unanswerable", False)),
        frozenset(judged.get(id, ())),
    )


def _claim(row: dict[str, Any]) -> Claim:
    return Claim(
        str(row["_id"]),
        row["text"],
        tuple(str(source) for source in row.get("sources") or ()),
        tuple(ClaimedFigure(figure["text"], figure["verdict"]) for figure in row["figures"]),
    )


def _rows(path: Path, *needed: str) -> Iterator[dict[str, Any]]:
    """The objects of a file of JSON Lines, none if it is missing; each has an id and a text."""
    if not path.exists():
        return
    try:
        # Encoders of some systems put a byte order mark before the first line.
        with path.open(encoding="utf-8-sig") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield _row(line, f"Line {number} of {str(path)!r}", ("_id", *needed))
    except (OSError, UnicodeDecodeError) as error:
        raise YoujuError(
            f"{str(path)!r} cannot be read ({error}): it must be a file of JSON Lines in UTF-8."
        ) from error


def _row(line: str, where: str, needed: tuple[str, ...]) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        raise YoujuError(f"{where} is not JSON ({error}): correct or remove it.") from error
    if not isinstance(row, dict):
        raise YoujuError(f"{where} is no JSON object: write one of the fields _id and text.")
    if missing := [name for name in needed if name not in row]:
        raise YoujuError(f"{where} lacks {', '.join(missing)}: add what is missing.")
    if not isinstance(row["text"], str):
        raise YoujuError(f"{where} has a text that is no string: write it in quotation marks.")
    for name in ("answers", "sources", "figures"):
        if not isinstance(row.get(name) or [], list):
            raise YoujuError(f"{where} has {name} that are no list: write them in brackets.")
    for figure in row.get("figures") or ():
        if not isinstance(figure, dict) or not {"text", "verdict"} <= figure.keys():
            raise YoujuError(f"{where} has a figure without text or verdict: write both.")
    return row


def _read_qrels(path: Path) -> dict[str, set[str]]:
    """The relevant documents of each query; none if the file is missing."""
    if not path.exists():
        return {}
    judged: dict[str, set[str]] = {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
            if missing := set(QRELS_FIELDS) - set(rows.fieldnames or QRELS_FIELDS):
                raise ValueError(f"no {', '.join(sorted(missing))}")
            for row in rows:
                query, document, score = (row[name] for name in QRELS_FIELDS)
                if float(score) > 0:
                    judged.setdefault(query, set()).add(document)
    except (OSError, ValueError, TypeError) as error:
        raise YoujuError(
            f"{str(path)!r} cannot be read ({error}): it must hold {', '.join(QRELS_FIELDS)},"
            " divided by tabs, with a line that names them."
        ) from error
    return judged
