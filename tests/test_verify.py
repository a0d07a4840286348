"""A finished build is damaged in one part after the other: each is found, named and repaired."""

import json
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from corpus import YoujuError
from index import build_index, local_embedding, open_index, store
from index.damage import find_damage, find_damage_afresh
from index.keywords import write_keywords
from index.upkeep import verify_build
from tests.test_build import ONE, THREE, TWO, document

FOUR = document("four", "图书馆周末开放。")
Damage = Callable[[Path], object]


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("finished")
    build_index(home, [ONE, TWO, THREE], embedding=local_embedding())
    return home


@pytest.fixture
def home(finished: Path, tmp_path: Path) -> Path:
    """A copy to damage."""
    return shutil.copytree(finished, tmp_path / "home")


def build_of(home: Path) -> Path:
    build = store.current_build(home)
    assert build
    return store.build_folder(home, build)


def found(home: Path) -> list[str]:
    build = build_of(home)
    return find_damage(build, store.read_manifest(home, build.name))


def edit(name: str, old: str, new: str) -> Damage:
    def change(build: Path) -> None:
        text = (build / name).read_text("utf-8")
        assert old in text
        (build / name).write_text(text.replace(old, new), "utf-8")

    return change


def drop_line(name: str) -> Damage:
    def change(build: Path) -> None:
        lines = (build / name).read_text("utf-8").splitlines(keepends=True)
        (build / name).write_text("".join(lines[:-1]), "utf-8")

    return change


def cut_in_half(name: str) -> Damage:
    def change(build: Path) -> None:
        written = (build / name).read_bytes()
        (build / name).write_bytes(written[: len(written) // 2])

    return change


def save(name: str, change: Callable[[np.ndarray], np.ndarray]) -> Damage:
    return lambda build: np.save(build / name, change(np.load(build / name)))


def collection_change(do: str, **arguments: object) -> Damage:
    """Written through Chroma itself, by a client that is then closed."""

    def change(build: Path) -> None:
        import chromadb

        client = chromadb.PersistentClient(path=str(build / "chroma"))
        collection = client.get_collection("passages", embedding_function=None)
        ids = collection.get()["ids"]
        getattr(collection, do)(
            **{key: [ids[0]] if value == "first" else value for key, value in arguments.items()}
        )
        client.close()

    return change


def graph_files(build: Path) -> list[Path]:
    return list((build / "chroma").glob("*/*.bin"))


def other_keywords(build: Path) -> None:
    shutil.rmtree(build / "keywords")
    write_keywords(build / "keywords", ["足球", "台风", "孵化器"])


ANOTHER = [[1.0] + [0.0] * 383]
DAMAGES = {
    "a text without its end": (
        cut_in_half("documents.jsonl"),
        ["'documents.jsonl' is not as it was written", "the text of 'three' does not match"],
    ),
    "a text lost": (drop_line("documents.jsonl"), ["the text of 'three' does not match"]),
    "a text with another word": (
        edit("documents.jsonl", "台风", "暴雨"),
        ["the text of 'two' does not match its source's hash", "keywords are out of step"],
    ),
    "a passage lost": (drop_line("passages.jsonl"), ["2 passages where the manifest says 3"]),
    "a source's figures lost": (
        drop_line("figures.jsonl"),
        ["'figures.jsonl' is not as it was written", "figures of 2 sources where there are 3"],
    ),
    "no passages": (lambda b: (b / "passages.jsonl").unlink(), ["'passages.jsonl' cannot be read"]),
    "half the vectors": (cut_in_half("passages.npy"), ["'passages.npy' is not as", "mmap length"]),
    "a vector lost": (
        save("passages.npy", lambda v: v[:-1]),
        ["passage vectors of shape (2, 384) for 3 rows"],
    ),
    "another number in a vector": (
        save("passages.npy", lambda v: np.where(v == v[0, 0], v[0, 0] + 1, v).astype(v.dtype)),
        ["1 vectors are not those written"],
    ),
    "sentence vectors exchanged": (
        save("sentences.npy", lambda v: v[::-1].copy()),
        ["'sentences.npy' is not as it was written"],
    ),
    "no keywords": (
        lambda b: shutil.rmtree(b / "keywords"),
        ["'keywords/data.npy' cannot be read", "more cannot be read"],
    ),
    "keywords of other texts": (other_keywords, ["the keywords are out of step"]),
    "no vectors": (lambda b: shutil.rmtree(b / "chroma"), ["'chroma/chroma.sqlite3' cannot be"]),
    "no database": (
        lambda b: (b / "chroma/chroma.sqlite3").write_bytes(b"no database" * 100),
        ["it cannot be read", "The vectors in"],
    ),
    "an id lost": (collection_change("delete", ids="first"), ["1 passages have no vector"]),
    "an id too many": (
        collection_change("add", ids=["extra"], embeddings=ANOTHER),
        ["1 vectors belong to no passage, 'extra' first"],
    ),
    "another vector": (
        collection_change("update", ids="first", embeddings=ANOTHER),
        ["1 vectors are not those written", "1 vectors are not found by a search"],
    ),
    "another layout": (
        edit("manifest.json", f'"layout": {store.LAYOUT}', '"layout": 99'),
        [f"it has layout 99, this version reads {store.LAYOUT}"],
    ),
}


def test_a_finished_build_has_no_problems(home: Path) -> None:
    assert found(home) == []
    assert verify_build(home, None, local_embedding().name) == []


@pytest.mark.parametrize("name", DAMAGES)
def test_damage_is_found_and_named(home: Path, name: str) -> None:
    damage, expected = DAMAGES[name]
    damage(build_of(home))
    problems = "; ".join(found(home))
    for words in expected:
        assert words in problems


@pytest.mark.parametrize(
    "name",
    [
        "keywords of other texts",
        "another vector",
        "a vector lost",
        "a passage lost",
        "a source's figures lost",
    ],
)
def test_parts_are_held_to_each_other_before_there_are_hashes(home: Path, name: str) -> None:
    damage, _ = DAMAGES[name]
    build = build_of(home)
    damage(build)
    manifest = replace(store.read_manifest(home, build.name), files={})
    assert find_damage(build, manifest)


def test_a_damaged_manifest_and_another_embedding_are_problems(home: Path) -> None:
    build = build_of(home)
    assert "made with the embedding" in verify_build(home, build.name, "another")[0]
    (build / "manifest.json").write_text("{", "utf-8")
    assert "manifest" in verify_build(home, None, local_embedding().name)[0]


def test_a_lost_build_is_a_problem(home: Path) -> None:
    shutil.rmtree(build_of(home))
    assert verify_build(home, None, local_embedding().name)
    with pytest.raises(YoujuError, match="No build has the id 'other'"):
        verify_build(home, "other", local_embedding().name)


def test_a_crash_of_the_check_is_a_problem(home: Path) -> None:
    build = build_of(home)
    manifest = replace(store.read_manifest(home, build.name), counts={})
    assert find_damage_afresh(build, manifest) == ["it cannot be read (KeyError('sources'))"]
    unreadable = replace(manifest, sources=({},))
    assert find_damage_afresh(build, unreadable) == ["its check ended with exit code 1"]


@pytest.mark.parametrize("name", ["a text with another word", "another vector", "no vectors"])
def test_the_next_build_repairs(home: Path, name: str) -> None:
    damage, _ = DAMAGES[name]
    build = build_of(home)
    damage(build)
    report = build_index(home, [ONE, TWO, THREE], embedding=local_embedding())
    assert (report.previous, report.build == build.name) == (build.name, False)
    assert found(home) == []
    index = open_index(home)
    assert index.search("台风", k=1)[0].passage.source_id == "two"
    index.close()


def test_what_only_a_verification_finds_is_repaired_too(home: Path) -> None:
    build = build_of(home)
    store.note_damage(home, build.name, damaged=True)
    report = build_index(home, [ONE, TWO, THREE], embedding=local_embedding())
    assert report.build != build.name


def test_what_is_whole_again_is_no_longer_noted(home: Path) -> None:
    build = build_of(home)
    other = build.with_name("away")
    (build / "passages.npy").rename(other)
    assert verify_build(home, None, local_embedding().name)
    assert store.is_noted_damaged(home, build.name)
    other.rename(build / "passages.npy")
    assert verify_build(home, None, local_embedding().name) == []
    assert not store.is_noted_damaged(home, build.name)


def test_a_damaged_file_of_kept_vectors_is_set_aside(home: Path) -> None:
    kept = home / "cache" / "vectors.sqlite"
    kept.write_bytes(b"no database" * 1000)
    report = build_index(home, [ONE, FOUR], embedding=local_embedding())
    assert report.passages.total == 2
    assert (kept.parent / "damaged-vectors.sqlite").exists()
    with sqlite3.connect(kept) as made_anew:
        assert made_anew.execute("SELECT count(*) FROM vectors").fetchone()[0] > 0
    made_anew.close()


def test_damaged_kept_vectors_are_computed_anew(home: Path) -> None:
    kept = sqlite3.connect(home / "cache" / "vectors.sqlite")
    with kept:
        kept.execute("UPDATE vectors SET vector = zeroblob(768) WHERE key != 'probe'")
    kept.close()
    shutil.rmtree(build_of(home))  # nothing is taken over from it
    report = build_index(home, [ONE, TWO], embedding=local_embedding())
    assert found(home) == []
    vectors = np.load(store.build_folder(home, report.build) / "passages.npy")
    assert np.allclose(np.linalg.norm(vectors.astype(np.float32), axis=1), 1, atol=0.01)


def test_the_findings_are_plain_data(home: Path) -> None:
    assert json.loads(json.dumps(found(home))) == []
