from pathlib import Path

import numpy as np
import pytest

from corpus import YoujuError
from index import vectors
from index.vectors import VectorIndex, change_vectors, graph_hash, write_vectors

# Chroma keeps the last thousand in its log: more, so that some lie in the graph's own files.
COUNT = 1500
IDS = [f"passage-{n}" for n in range(COUNT)]
VECTORS = np.random.default_rng(7).standard_normal((COUNT, 384))
VECTORS /= np.linalg.norm(VECTORS, axis=1, keepdims=True)
VECTORS = VECTORS.astype(np.float16)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    sources = [f"source-{n % 3}" for n in range(COUNT)]
    write_vectors(tmp_path / "chroma", IDS, sources, VECTORS)
    return tmp_path / "chroma"


def problems(folder: Path, ids: list[str] = IDS) -> list[str]:
    index = VectorIndex(folder)
    try:
        return index.examine(ids, VECTORS[: len(ids)]).all_problems
    finally:
        index.close()


def test_the_writing_says_how_far_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vectors, "BATCH", 4)
    heard: list[int] = []
    write_vectors(tmp_path / "few", IDS[:10], ["one"] * 10, VECTORS[:10], wrote=heard.append)
    assert heard == [4, 8, 10]


def test_what_was_written_is_found_after_reopening(folder: Path) -> None:
    assert problems(folder) == []


def test_the_nearest_are_those_of_an_exact_search(folder: Path) -> None:
    query = VECTORS[5].astype(np.float32) + VECTORS[9].astype(np.float32)
    exact = np.argsort(-(VECTORS.astype(np.float32) @ query))[:10]
    index = VectorIndex(folder)
    assert index.nearest(query, 10) == [IDS[n] for n in exact]
    assert set(index.nearest(query, 500)) <= set(IDS)
    near = index.nearest(query, 10, ["source-1"])
    assert [int(id.split("-")[1]) % 3 for id in near] == [1] * 10
    index.close()


def test_missing_and_extra_ids_are_named(folder: Path) -> None:
    assert problems(folder, IDS[:-1]) == ["1 vectors belong to no passage, 'passage-1499' first"]
    renamed = ["another", *IDS[1:]]
    assert problems(folder, renamed) == [
        "1 passages have no vector, 'another' first",
        "1 vectors belong to no passage, 'passage-0' first",
    ]


def test_vectors_changed_on_the_disk_are_noticed(folder: Path) -> None:
    data = next(folder.rglob("data_level0.bin"))
    content = bytearray(data.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 40_000] = bytes(40_000)
    data.write_bytes(content)
    assert problems(folder)


def test_a_folder_without_vectors_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(YoujuError, match="youju build --full"):
        VectorIndex(tmp_path)


def test_a_changed_copy_holds_what_it_should(folder: Path, tmp_path: Path) -> None:
    graph = graph_hash(folder)
    copy = tmp_path / "copy"
    turned = np.ascontiguousarray(VECTORS[::-1])
    change_vectors(folder, copy, IDS[:3], ["passage-1", "new"], ["one", "two"], turned[:2])
    index = VectorIndex(copy)
    expected = np.concatenate([turned[:2], VECTORS[3:]])
    assert index.examine(["passage-1", "new", *IDS[3:]], expected).all_problems == []
    index.close()
    assert problems(folder) == []
    assert graph_hash(folder) == graph
    next(folder.rglob("data_level0.bin")).write_bytes(b"")
    assert graph_hash(folder) != graph
