"""Sources read into articles, passages and figures. Knows no vectors, models or screens."""

from corpus.documents import document_from_text, read_document
from corpus.errors import YoujuError
from corpus.figures.find import find_figures
from corpus.library.catalog import read_catalog, shipped_sources
from corpus.library.library import add_file, all_sources, remove_source
from corpus.passages import make_passages
from corpus.records import (
    Article,
    Document,
    Figure,
    Passage,
    PrintedRun,
    Sentence,
    Source,
    Span,
    Speaker,
)
from corpus.sentences import split_sentences

__all__ = [
    "Article",
    "Document",
    "Figure",
    "Passage",
    "PrintedRun",
    "Sentence",
    "Source",
    "Span",
    "Speaker",
    "YoujuError",
    "add_file",
    "all_sources",
    "document_from_text",
    "find_figures",
    "make_passages",
    "read_catalog",
    "read_document",
    "remove_source",
    "shipped_sources",
    "split_sentences",
]
