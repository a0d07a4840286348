"""A document → its passages that are indexed, and the words that each is found by."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence

from corpus.passages import make_passages
from corpus.records import Document, Passage

# Of one document. A graph of neighbours in which a thousand vectors are the same loses others.
MOST_ALIKE = 20


def indexed_passages(document: Document) -> list[Passage]:
    """The passages that say something: a headline alone is found through its article's passages.

    All of them where a text is nothing but headings; of those of the same words some.
    """
    passages = make_passages(document)
    saying = [p for p in passages if not all(sentence.heading for sentence in p.sentences)]
    met: Counter[str] = Counter()
    kept = []
    for passage in saying or passages:
        words = passage.span.cut(document.text)
        met[words] += 1
        if met[words] <= MOST_ALIKE:
            kept.append(passage)
    return kept


def passage_text(passage: Passage, document: Document) -> str:
    """The words a passage is found by: its headline, where it does not hold it, and its own."""
    title = _headline(passage, document) or document.source.title
    words = passage.span.cut(document.text)
    return words if not title or title in words else f"{title}\n{words}"


def _headline(passage: Passage, document: Document) -> str | None:
    at = bisect_left(document.articles, passage.span.end, key=lambda article: article.span.end)
    article = document.articles[at] if at < len(document.articles) else None
    return article.title if article and article.id == passage.article_id else None


def sentence_texts(passages: Sequence[Passage], documents: Mapping[str, Document]) -> list[str]:
    """The sentences of the passages, in their order, as they are embedded."""
    return [
        sentence.span.cut(documents[passage.source_id].text)
        for passage in passages
        for sentence in passage.sentences
    ]
