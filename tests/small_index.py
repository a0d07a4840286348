"""A build of a few texts, as tests of answers ask it."""

from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

from corpus import Source, document_from_text
from index import Index, build_index, local_embedding, open_index


def index_texts(home: Path, texts: Mapping[str, tuple[str, str]]) -> Iterator[Index]:
    """Build and open an index of texts, each by its id with its title, and close it in the end."""
    documents = [
        document_from_text(
            Source(id=id, title=title, kind="other", path=f"{id}.txt", sha256=id), title, text
        )
        for id, (title, text) in texts.items()
    ]
    build_index(home, documents, embedding=local_embedding())
    with closing(open_index(home)) as opened:
        yield opened
