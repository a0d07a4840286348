"""The quoted answer and a language model in, the answer in the model's words out, as far as it holds.

    passages → draft → sentences → each backed by sentences of the sources → cite

A sentence that is not backed is dropped. Where nothing is left, or the model gives nothing, the
quoted answer stands; so it does where the texts hold no answer: what they do not say, no model says.
"""

import logging
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from assistant.answering.backing import Source, back_sentence
from assistant.answering.draft_sentences import DraftSentence, draft_sentences
from assistant.answering.llm import LanguageModel, LanguageModelError
from assistant.answering.quoting import words_to_quote
from assistant.answering.writing_prompt import INSTRUCTIONS, Language, speaks_to_a_model, task_for
from assistant.citations import cite
from assistant.records import Answer, Citation
from corpus.records import Document, Passage
from index import Hit, Index

# Some 3,000 characters with the rules: small models of one's own machine read 4,096 tokens.
MAX_PASSAGES = 8
MAX_CHARS = 2400
# A short answer; what a model writes beyond it repeats itself.
MAX_SENTENCES = 6

_log = logging.getLogger(__name__)

Numbered = Sequence[tuple[Document, Passage]]


def write_answer(
    quoted: Answer,
    question: str,
    language: Language,
    hits: Sequence[Hit],
    index: Index,
    model: LanguageModel,
) -> Answer:
    """The whole answer in the model's words, or ``quoted`` where they do not hold."""
    *_, whole = stream_written(quoted, question, language, hits, index, model)
    return whole


def stream_written(
    quoted: Answer,
    question: str,
    language: Language,
    hits: Sequence[Hit],
    index: Index,
    model: LanguageModel,
) -> Iterator[Answer]:
    """The answer as it grows, each sentence checked before it is shown; the last one is complete.

    ``question`` is understandable without those before it. The last is ``quoted`` itself, with a
    warning in the log, where the model gives nothing that holds.
    """
    passages = _passages(quoted, hits, index)
    if quoted.status != "answered" or not passages:
        yield quoted
        return
    began = time.perf_counter()
    written = _Written(quoted, passages, index)
    pieces = model.write(INSTRUCTIONS[language], task_for(question, passages, language))
    try:
        for sentence in islice(draft_sentences(pieces), MAX_SENTENCES):
            if written.take(sentence):
                yield written.answer()
    except LanguageModelError as error:
        _log.warning("The quoted answer stands: %s", error)
        yield _timed(quoted, began)
        return
    finally:
        pieces.close()
    if reason := written.failure():
        _log.warning("The quoted answer stands: the language model %r %s.", model.name, reason)
        yield _timed(quoted, began)
        return
    yield _timed(written.answer(), began)


def _timed(answer: Answer, began: float) -> Answer:
    wrote = round((time.perf_counter() - began) * 1000, 2)
    total = round(answer.timings_ms.get("total", 0.0) + wrote, 2)
    return replace(answer, timings_ms={**answer.timings_ms, "write": wrote, "total": total})


def _passages(quoted: Answer, hits: Sequence[Hit], index: Index) -> Numbered:
    """What the model reads: the passages quoted from first, then as they were found."""
    spans = [(citation.source, citation.span) for citation in quoted.citations]
    cited = [
        passage
        for passage in index.passages.values()
        if any(passage.source_id == id and passage.span.overlaps(span) for id, span in spans)
    ]
    room = MAX_CHARS
    chosen: list[tuple[Document, Passage]] = []
    for passage in dict.fromkeys([*cited, *(hit.passage for hit in hits)]):
        document = index.documents[passage.source_id]
        words = passage.span.cut(document.text)
        if speaks_to_a_model(words):
            _log.warning(
                "A passage of %r that speaks to a model was kept from it.", document.source.id
            )
        elif len(chosen) < MAX_PASSAGES and (len(words) <= room or not chosen):
            chosen.append((document, passage))
            room -= len(words)
    return chosen


class _Written:
    """The sentences that were taken so far, and the citations they stand on."""

    def __init__(self, quoted: Answer, passages: Numbered, index: Index) -> None:
        self._quoted = quoted
        self._passages = passages
        self._index = index
        self._lines: dict[str, str] = {}
        self._citations: dict[tuple[str, int, int], Citation] = {}
        self._dropped = 0

    def take(self, sentence: DraftSentence) -> bool:
        """Whether the sentence holds; one that was said before is passed over."""
        if sentence.text in self._lines:
            return False
        sources, lacking = self._backing(sentence)
        if lacking:
            self._dropped += 1
            _log.warning("A written sentence was dropped: %s (%s)", lacking, sentence.text[:200])
            return False
        markers = dict.fromkeys(self._cite(source) for source in sources)
        self._lines[sentence.text] = sentence.text + "".join(f"[{n}]" for n in markers)
        return True

    def _backing(self, sentence: DraftSentence) -> tuple[tuple[Source, ...], str]:
        if not sentence.markers:
            return (), "it names no passage"
        unknown = [n for n in sentence.markers if not 1 <= n <= len(self._passages)]
        if unknown:
            return (), f"there is no passage {unknown[0]}"
        named = [self._passages[n - 1] for n in sentence.markers]
        backing = back_sentence(sentence.text, named, self._index)
        return backing.sources, backing.lacking and f"its passages lack {backing.lacking}"

    def _cite(self, source: Source) -> int:
        span = words_to_quote(source.document, source.sentence.span)
        key = (source.document.source.id, span.start, span.end)
        if key not in self._citations:
            self._citations[key] = cite(source.document, span, len(self._citations) + 1)
        return self._citations[key].n

    def failure(self) -> str:
        """Why these sentences are no answer; empty if they are one."""
        if not self._lines:
            return "wrote no sentence that its passages back"
        if self._dropped and self._quoted.direct and not self._direct():
            return "wrote no sentence with the short answer that its passages back"
        return ""

    def _direct(self) -> tuple[str, ...]:
        """The short answers, where every one stands in the words now cited."""
        quotes = [citation.quote for citation in self._citations.values()]
        direct = self._quoted.direct
        held = all(any(short in quote for quote in quotes) for short in direct)
        return direct if held else ()

    def answer(self) -> Answer:
        return replace(
            self._quoted,
            answer="\n".join(self._lines.values()),
            direct=self._direct(),
            citations=tuple(self._citations.values()),
            mode="llm",
        )
