"""Records to embeddings, Chroma and keywords: a build, and the search in it."""

from index.build import BuildReport, build_index, is_stale
from index.search import Hit, Index, open_index

__all__ = ["BuildReport", "Hit", "Index", "build_index", "is_stale", "open_index"]
