"""Chroma's graph leaves some vectors out of reach of its searches: they are found nevertheless."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from corpus import YoujuError
from index import build_index, collection, open_index, store, vectors
from index.damage import find_damage
from index.embedding import Progress, Vectors
from index.vectors_note import read_note
from tests.test_build import document

# A graph of so few neighbours that some of 1,200 vectors in all directions are linked to by none.
THIN = {**vectors._HNSW, "ef_construction": 10, "max_neighbors": 4}
TEXTS = [document(f"text-{n}", f"编号{n}的院子。") for n in range(1200)]


class Random:
    """A vector in any direction for each text, whichever role it has."""

    name = "random"
    dimension = 384

    def embed_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        return np.stack([self.embed_query(text) for text in texts])

    def embed_query(self, text: str) -> Vectors:
        seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "little")
        vector = np.random.default_rng(seed).standard_normal(384)
        return np.asarray(vector / np.linalg.norm(vector), np.float32)


def test_vectors_out_of_reach_are_found_and_too_many_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vectors, "_HNSW", THIN)
    monkeypatch.setattr(collection, "MOST_APART", 0.1)
    report = build_index(tmp_path, TEXTS, embedding=Random())
    folder = store.build_folder(tmp_path, report.build)
    apart = read_note(folder).apart
    assert apart
    index = open_index(tmp_path, embedding=Random())
    for id in apart:
        passage = index.passages[id]
        text = index.documents[passage.source_id].text
        for sources in [(), (passage.source_id, "text-0")]:
            assert index.search(text, 1, mode="dense", sources=sources)[0].passage.id == id
    other = index.search("编号3的院子。", 1, mode="dense", sources=["text-3"])
    assert [hit.passage.source_id for hit in other] == ["text-3"]
    index.close()
    manifest = store.read_manifest(tmp_path, report.build)
    assert find_damage(folder, manifest) == []
    # What is not noted is a finding.
    (folder / "vectors.json").unlink()
    assert "are not found by a search" in "; ".join(find_damage(folder, manifest))
    monkeypatch.setattr(collection, "MOST_APART", 0.0)
    with pytest.raises(YoujuError, match="are not found by a search"):
        build_index(tmp_path, TEXTS[:-1], embedding=Random(), full=True)
    assert store.current_build(tmp_path) == report.build
