"""Records to embeddings, Chroma and keywords: a build, and the search in it."""

import os

# Read by numpy at its import: a second thread gains nothing in products as small as ours, and waits
# for work by spinning, up to 5 ms of two busy cores for 0.1 ms of work.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from index.build import BuildReport, build_index
from index.describe import is_stale
from index.e5.choose import local_embedding
from index.embedding import Embedding
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
