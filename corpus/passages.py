"""A document in, its passages out: whole neighbouring sentences of one article.

Passages tile the document: joined by span, with the line ends between them, they rebuild the
reading text. Ids derive from source, position and words, so a rebuild yields the same ids.
"""

import hashlib
from collections.abc import Iterator
from itertools import groupby, pairwise

from corpus.page.clauses import read_mark
from corpus.records import Document, Passage, Sentence, Span
from corpus.sentences import quotation_spans

# About three sentences of newspaper Chinese: short enough to embed fast and to point precisely.
MAX_CHARS = 220
# A quotation is kept in one passage up to this length; a longer one is cut between its sentences.
MAX_QUOTE_CHARS = 500


def make_passages(
    document: Document, *, max_chars: int = MAX_CHARS, max_quote_chars: int = MAX_QUOTE_CHARS
) -> list[Passage]:
    """Pack the document's sentences into passages of at most about ``max_chars``.

    A passage is longer only where one sentence or one quotation is, or an item below the words
    that lead to it. Headlines stand alone; a subhead opens the passage that follows it.
    """
    quoted = _open_bounds(document.text)
    leads = _leads(document)
    passages: list[Passage] = []
    for (article_id, _), group in groupby(
        _with_article(document), key=lambda pair: (pair[1], pair[2])
    ):
        sentences = [sentence for sentence, _, _ in group]
        pieces = [
            piece
            for whole in _quotation_groups(sentences, quoted)
            for piece in _cut_long(whole, max_chars, max_quote_chars)
        ]
        for packed in _pack(pieces, max_chars, leads):
            passages.append(_passage(document, article_id, packed))
    return passages


def _with_article(document: Document) -> Iterator[tuple[Sentence, str | None, bool]]:
    """Yield each sentence with its article's id and whether it is the article's headline."""
    places = sorted(
        [(a.span, a.id, False) for a in document.articles]
        + [(a.title_span, a.id, True) for a in document.articles if a.title_span],
        key=lambda place: place[0],
    )
    at = 0
    for sentence in document.sentences:
        while at < len(places) and places[at][0].end <= sentence.span.start:
            at += 1
        inside = at < len(places) and places[at][0].covers(sentence.span)
        yield (sentence, places[at][1], places[at][2]) if inside else (sentence, None, False)


def _open_bounds(text: str) -> list[Span]:
    """Return the quotations of the text, those that run over several paragraphs in one piece."""
    spans: list[Span] = []
    start = 0
    for line in text.split("\n"):
        for span in quotation_spans(line):
            here = span.shift(start)
            goes_on = spans and spans[-1].end == here.start - 1 and _is_open(text, spans[-1])
            if goes_on:
                here = Span(spans.pop().start, here.end)
            spans.append(here)
        start += len(line) + 1
    return spans


def _is_open(text: str, quotation: Span) -> bool:
    return text[quotation.end - 1] not in "”」"


def _quotation_groups(
    sentences: list[Sentence], quotations: list[Span]
) -> Iterator[list[Sentence]]:
    """Yield the sentences in groups that no quotation crosses."""
    group: list[Sentence] = []
    at = 0
    for sentence in sentences:
        bound = sentence.span.start
        while at < len(quotations) and quotations[at].end <= bound:
            at += 1
        inside = at < len(quotations) and quotations[at].start < bound
        if group and not inside:
            yield group
            group = []
        group.append(sentence)
    if group:
        yield group


def _cut_long(group: list[Sentence], max_chars: int, max_quote_chars: int) -> list[list[Sentence]]:
    if _length(group) <= max_quote_chars:
        return [group]
    return _pack([[sentence] for sentence in group], max_chars)


def _pack(
    pieces: list[list[Sentence]], max_chars: int, leads: frozenset[int] = frozenset()
) -> list[list[Sentence]]:
    """Fill passages in text order; a paragraph that would not fit whole starts a new one.

    Words that lead to a list (应当符合下列条件：) stay with its first item.
    """
    packed: list[list[Sentence]] = []
    ends = {s.paragraph: s.span.end for piece in pieces for s in piece}
    for at, piece in enumerate(pieces):
        led = packed and packed[-1][-1].span.start in leads
        item = pieces[at + 1] if piece[-1].span.start in leads and at + 1 < len(pieces) else []
        end = ends[piece[0].paragraph]
        if packed and (led or _fits(packed[-1], piece + item, end, max_chars)):
            packed[-1] = packed[-1] + piece
        else:
            packed.append(list(piece))
    return packed


def _fits(current: list[Sentence], piece: list[Sentence], end: int, max_chars: int) -> bool:
    """Whether a passage takes a piece whose paragraph ends at ``end``."""
    if current[-1].heading:
        return not piece[0].heading or _length(current) < max_chars
    if piece[0].heading or _length(current + piece) > max_chars:
        return False
    starts_paragraph = piece[0].paragraph != current[-1].paragraph
    if not starts_paragraph or _length(current) < max_chars // 3:
        return True
    return end - current[0].span.start <= max_chars


def _leads(document: Document) -> frozenset[int]:
    """Where the sentences start that lead to a numbered item in the paragraph below."""
    return frozenset(
        a.span.start
        for a, b in pairwise(document.sentences)
        if a.paragraph != b.paragraph
        and document.text[a.span.end - 1] in "：:"
        and read_mark(document.text[b.span.start : b.span.end])
    )


def _length(sentences: list[Sentence]) -> int:
    return sentences[-1].span.end - sentences[0].span.start


def _passage(document: Document, article_id: str | None, sentences: list[Sentence]) -> Passage:
    span = Span(sentences[0].span.start, sentences[-1].span.end)
    words = f"{document.source.id}\0{span.start}\0{span.cut(document.text)}"
    return Passage(
        id=hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:20],
        source_id=document.source.id,
        article_id=article_id,
        span=span,
        sentences=tuple(sentences),
    )
