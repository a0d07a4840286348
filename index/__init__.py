"""Records to embeddings, Chroma and keywords: a build, and the search in it."""

from index.build import BuildReport, build_index
from index.describe import is_stale
from index.embedding import Embedding, local_embedding
from index.live import LiveIndex
from index.search import Hit, Index, open_index

__all__ = [
    "BuildReport",
    "Embedding",
    "Hit",
    "Index",
    "LiveIndex",
    "build_index",
    "is_stale",
    "local_embedding",
    "open_index",
]
