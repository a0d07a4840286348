"""Records → what the command line shows to a person. Pure; where it is printed is not known here.

An answer speaks the language of its question; everything else is English, as the commands are.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rich.text import Text

from assistant.records import Answer, Citation
from corpus.records import Document, Source
from index import BuildReport
from index.store import Manifest
from ui.page.answer_view import MARKER, place_of
from ui.words import EN, ZH, Words

_HAN = re.compile("[\u3400-\u9fff]")


def printable(text: str) -> str:
    """The text without control characters: words of a source must not steer a terminal."""
    return "".join(s for s in text if s in "\n\t" or unicodedata.category(s) != "Cc")


def words_of(question: str) -> Words:
    return ZH if _HAN.search(question) else EN


def answer_to_text(answer: Answer) -> Text:
    """The short answer, the answer with its markers, and where each marker leads."""
    words = words_of(answer.question)
    if answer.status == "not_found":
        return _not_found_to_text(answer, words)
    text = Text()
    if answer.direct:
        text.append(f"{words['direct']}  ", "dim")
        text.append(printable("、".join(answer.direct)) + "\n\n", "bold green")
    text.append(printable(answer.answer.strip()) + "\n\n")
    text.append(words["citations"], "dim")
    said = MARKER.sub("", answer.answer)
    for citation in answer.citations:
        quote = "" if citation.quote.strip() in said else citation.quote
        text.append("\n").append_text(_citation_to_text(f"[{citation.n}]", citation, quote, words))
    return text


def _not_found_to_text(answer: Answer, words: Words) -> Text:
    said = answer.answer.strip() or words["not_found_said"]
    text = Text.assemble((words["not_found"], "bold yellow"), f"  {printable(said)}")
    if answer.nearest:
        text.append(f"\n\n{words['nearest']}", "dim")
    for citation in answer.nearest:
        text.append("\n").append_text(_citation_to_text("≈", citation, citation.quote, words))
    return text


def hits_to_text(query: str, citations: Sequence[Citation]) -> Text:
    words = words_of(query)
    parts = [_citation_to_text(f"{c.n}.", c, c.quote, words) for c in citations]
    return Text("\n").join(parts) if parts else Text(words["not_found"])


def _citation_to_text(sign: str, citation: Citation, quote: str, words: Words) -> Text:
    text = Text(f"{sign} ")
    if citation.kind == "card":
        text.append(words["card"], "yellow").append(" ")
    text.append(printable(place_of(citation, words)), "cyan")
    if quote:
        lines = printable(quote.strip()).split("\n")
        text.append("".join(f"\n    {line}" for line in lines))
    return text


def sources_to_text(sources: Iterable[Source], entries: Mapping[str, Mapping[str, Any]]) -> Text:
    """The list; ``entries`` is what a manifest says of them, by id: scans and OCR are marked."""
    listed = []
    for source in sources:
        text = Text.assemble((source.id, "bold"), f"  {printable(source.title)}\n    ")
        text.append(_facts(source), "dim")
        for warning in entries.get(source.id, {}).get("warnings", ()):
            text.append(f"\n    ⚠ {printable(warning)}", "yellow")
        listed.append(text)
    return Text("\n").join(listed)


def _facts(source: Source) -> str:
    """What the catalog says of a source, in one line."""
    facts = [source.kind, source.publisher, source.date, source.number, source.url]
    return printable(" · ".join(fact for fact in facts if fact))


def document_to_text(document: Document) -> Text:
    """The reading text under its title and warnings, headlines set apart from what is below."""
    text = Text.assemble(
        (printable(document.source.title), "bold"), "\n", (_facts(document.source), "dim"), "\n"
    )
    for warning in document.warnings:
        text.append(f"⚠ {printable(warning)}\n", "yellow")
    text.append("\n")
    headings = {sentence.paragraph for sentence in document.sentences if sentence.heading}
    for number, line in enumerate(printable(document.text).split("\n")):
        text.append(line + "\n", "bold" if number in headings else "")
    text.right_crop(1)
    return text


def build_to_text(report: BuildReport) -> Text:
    sources, passages = report.sources, report.passages
    same = report.build == report.previous
    text = Text("Nothing has changed: " if same else "Built ")
    text.append(report.build, "bold").append(" stays in service." if same else " and in service.")
    changes = {
        "added": sources.added,
        "changed": sources.changed,
        "removed": sources.removed,
        "unchanged": sources.unchanged,
    }
    counts = ", ".join(f"{len(ids)} {name}" for name, ids in changes.items() if ids)
    text.append(f"\nSources    {counts or 'none'}")
    for name in ("added", "changed", "removed") if report.previous else ():
        text.append("".join(f"\n  {name:<9}{printable(id)}" for id in changes[name]))
    for failure in sources.failed:
        text.append(f"\n  left out {failure['path']}: {printable(failure['reason'])}", "yellow")
    text.append(
        f"\nPassages   {passages.total} ({passages.embedded} embedded, {passages.reused} reused)"
        f"\nFigures    {report.figures}\nSeconds    {report.seconds:.1f}"
    )
    return text


def status_to_text(manifest: Manifest, *, stale: bool) -> Text:
    counts = manifest.counts
    text = Text.assemble(
        "Build      ", (manifest.build, "bold"), f"\nCreated    {manifest.created}"
    )
    if stale:
        text.append("\nStale      the sources or the rules changed: run `youju build`", "yellow")
    text.append(
        f"\nSources    {counts['sources']}\nPassages   {counts['passages']}"
        f"\nFigures    {counts['figures']}\nEmbedding  {manifest.embedding}"
    )
    for failure in manifest.failed:
        text.append(f"\nLeft out   {failure['path']}: {printable(failure['reason'])}", "yellow")
    return text


def metrics_to_text(metrics: Mapping[str, float]) -> Text:
    width = max(map(len, metrics))
    return Text("\n".join(f"{name:<{width}}  {value:,g}" for name, value in metrics.items()))
