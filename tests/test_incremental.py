"""A build that takes over what did not change ends in the same index as one made anew."""

import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from corpus.records import Document, Source
from index import build_index, open_index, store
from index.damage import find_damage
from index.e5.choose import local_embedding
from index.embedding import Progress, Vectors
from tests.test_build import ONE, THREE, TWO, document

CHANGED = document("two", "台风昨晚登陆。风力十五级，万人转移。")
PLAIN = [document(f"plain-{n}", f"第{n}号公告：今年新增{n + 20}家企业。") for n in range(12)]


def made(home: Path, documents: Sequence[Document], *, full: bool = False) -> Path:
    report = build_index(home, documents, embedding=local_embedding(), full=full)
    folder = store.build_folder(home, report.build)
    assert find_damage(folder, store.read_manifest(home, report.build)) == []
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    """All files of a build but its manifest, its graph of neighbours and the note of it."""
    paths = [path for path in folder.rglob("*") if path.is_file()]
    own = {path.relative_to(folder): path.read_bytes() for path in paths}
    left_out = ("chroma", "manifest.json", "vectors.json")
    return {path.as_posix(): data for path, data in own.items() if path.parts[0] not in left_out}


def held_vectors(home: Path) -> dict[str, bytes]:
    index = open_index(home)
    vectors = index._opened.vectors
    held = {id: np.asarray(vector, np.float32).tobytes() for id, vector in vectors._held()}
    index.close()
    return held


@pytest.mark.parametrize(
    "steps",
    [
        [[*PLAIN, ONE, TWO], [*PLAIN, ONE, CHANGED], [*PLAIN[3:], ONE, CHANGED]],
        [[ONE, TWO], [TWO, THREE, ONE]],
    ],
    ids=["changed and removed", "turned round, with a new one between"],
)
def test_changed_and_full_builds_are_the_same(tmp_path: Path, steps: list[list[Document]]) -> None:
    for documents in steps:
        changed = made(tmp_path / "changed", documents)
    full = made(tmp_path / "full", steps[-1], full=True)
    assert contents(changed) == contents(full)
    assert held_vectors(tmp_path / "changed") == held_vectors(tmp_path / "full")
    one, other = (store.read_manifest(f.parent.parent, f.name) for f in (changed, full))
    assert (one.content, one.counts, one.sources) == (other.content, other.counts, other.sources)


def test_only_what_changed_is_read(tmp_path: Path) -> None:
    asked: list[str] = []
    files = {d.source.sha256: d for d in (ONE, TWO, CHANGED)}

    def read(source: Source) -> Document:
        asked.append(source.id)
        return files[source.sha256]

    build_index(tmp_path, [ONE.source, TWO.source], embedding=local_embedding(), read=read)
    build_index(tmp_path, [ONE.source, CHANGED.source], embedding=local_embedding(), read=read)
    assert asked == ["one", "two", "two"]


def test_a_small_change_keeps_the_collection(tmp_path: Path) -> None:
    before = made(tmp_path, [*PLAIN, TWO])
    after = made(tmp_path, [*PLAIN, CHANGED])
    assert {p.name for p in (before / "chroma").iterdir()} == {
        p.name for p in (after / "chroma").iterdir()
    }
    index = open_index(tmp_path)
    assert index.search("台风", k=1)[0].passage.source_id == "two"
    index.close()


@pytest.mark.parametrize("file", ["passages.npy", "keywords/passages.npy", "vectors.json"])
def test_damage_is_not_taken_over(tmp_path: Path, file: str) -> None:
    path = made(tmp_path, [*PLAIN, TWO]) / file
    path.write_bytes(b"\0" + path.read_bytes()[1:])
    made(tmp_path, [*PLAIN, CHANGED])


def test_a_lost_collection_is_written_anew(tmp_path: Path) -> None:
    shutil.rmtree(made(tmp_path, [*PLAIN, TWO]) / "chroma")
    made(tmp_path, [*PLAIN, CHANGED])


class Shifted:
    """The local embedding as a later release might compute it, under its old name."""

    name = local_embedding().name
    dimension = local_embedding().dimension

    def embed_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        vectors = local_embedding().embed_passages(texts, progress)
        vectors[:, 0] += 0.3
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

    def embed_query(self, text: str) -> Vectors:
        return self.embed_passages([text])[0]


def test_vectors_of_an_engine_that_computes_otherwise_are_not_taken_over(tmp_path: Path) -> None:
    made(tmp_path, [*PLAIN, TWO])
    report = build_index(tmp_path, [*PLAIN, CHANGED], embedding=Shifted())
    assert report.passages.reused == 0
