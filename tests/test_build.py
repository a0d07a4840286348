import hashlib
import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from corpus import YoujuError, document_from_text
from corpus.records import Document, Source
from index import build_index, is_stale, open_index, store
from index.e5.choose import local_embedding


def document(id: str, text: str, title: str = "") -> Document:
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    return document_from_text(Source(id, title, "news", f"{id}.txt", sha256), title, text)


ONE = document("one", "孵化器毕业企业累计一万多家。在孵企业吸纳就业近五百万人。")
TWO = document("two", "台风昨晚登陆。风力十四级。")
THREE = document("three", "足球联赛周六开幕。门将扑出点球。")


def test_a_first_build_reports_what_it_did(tmp_path: Path) -> None:
    heard: list[tuple[str, int, int]] = []
    report = build_index(
        tmp_path,
        [ONE, TWO],
        embedding=local_embedding(),
        progress=lambda stage, done, total: heard.append((stage, done, total)),
    )
    assert report.previous is None
    assert report.sources.added == ["one", "two"]
    assert (report.passages.total, report.passages.embedded, report.passages.reused) == (2, 2, 0)
    assert store.current_build(tmp_path) == report.build
    assert list(dict.fromkeys(stage for stage, _, _ in heard)) == [
        "read",
        "embed",
        "write",
        "verify",
    ]
    last = {stage: (done, total) for stage, done, total in heard}
    assert all(done == total for done, total in last.values())


def test_nothing_new_makes_no_new_build(tmp_path: Path) -> None:
    first = build_index(tmp_path, [ONE, TWO], embedding=local_embedding())
    second = build_index(tmp_path, [ONE, TWO], embedding=local_embedding())
    assert second.build == second.previous == first.build
    assert second.sources.unchanged == ["one", "two"]
    assert store.list_builds(tmp_path) == [first.build]


def test_a_refresh_embeds_only_what_is_new(tmp_path: Path) -> None:
    first = build_index(tmp_path, [ONE, TWO], embedding=local_embedding())
    changed = document("two", "台风昨晚登陆。风力十五级。")
    second = build_index(tmp_path, [ONE, changed, THREE], embedding=local_embedding())
    third = build_index(tmp_path, [changed, THREE], embedding=local_embedding())
    assert second.previous == first.build
    assert (second.sources.added, second.sources.changed) == (["three"], ["two"])
    assert (second.passages.embedded, second.passages.reused) == (2, 1)
    assert (third.sources.removed, third.passages.embedded) == (["one"], 0)


def test_full_and_refreshed_builds_hold_the_same(tmp_path: Path) -> None:
    build_index(tmp_path / "a", [ONE, TWO], embedding=local_embedding())
    refreshed = build_index(tmp_path / "a", [ONE, TWO, THREE], embedding=local_embedding())
    full = build_index(tmp_path / "a", [ONE, TWO, THREE], embedding=local_embedding(), full=True)
    assert full.passages.embedded == 3
    one, other = (store.build_folder(tmp_path / "a", r.build) for r in (refreshed, full))
    files = sorted(p.relative_to(one) for p in one.rglob("*") if p.suffix in {".npy", ".jsonl"})
    assert len(files) == 10
    for file in files:
        assert (one / file).read_bytes() == (other / file).read_bytes(), file
    manifests = [store.read_manifest(tmp_path / "a", r.build) for r in (refreshed, full)]
    assert manifests[0].content == manifests[1].content


def test_an_unreadable_source_is_listed_and_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("台风昨晚登陆。风力十四级。", "utf-8")
    sources = [
        Source("good", "好", "news", str(tmp_path / "good.txt"), "1"),
        Source("gone", "丢", "news", str(tmp_path / "gone.txt"), "2"),
    ]
    report = build_index(tmp_path / "home", sources, embedding=local_embedding())
    assert report.sources.added == ["good"]
    assert [failure["path"] for failure in report.sources.failed] == [sources[1].path]
    assert report.sources.failed[0]["reason"]


def test_a_build_is_stale_when_its_sources_are_others(tmp_path: Path) -> None:
    report = build_index(tmp_path, [ONE, TWO], embedding=local_embedding())
    manifest = store.read_manifest(tmp_path, report.build)
    assert not is_stale(manifest, [ONE.source, TWO.source])
    assert is_stale(manifest, [ONE.source])
    assert is_stale(manifest, [ONE.source, TWO.source, THREE.source])
    assert is_stale(manifest, [ONE.source, replace(TWO.source, sha256="another")])
    assert is_stale(manifest, [ONE.source, replace(TWO.source, title="another")])
    rules = manifest.settings | {"corpus": "older rules"}
    assert is_stale(replace(manifest, settings=rules), [ONE.source, TWO.source])


def test_no_source_at_all_is_a_users_error(tmp_path: Path) -> None:
    with pytest.raises(YoujuError, match="no text to index"):
        build_index(tmp_path, [], embedding=local_embedding())


def test_two_sources_of_one_id_are_not_mixed(tmp_path: Path) -> None:
    report = build_index(tmp_path, [ONE, document("one", "别的。")], embedding=local_embedding())
    assert report.passages.total == 1
    assert "'one'" in report.sources.failed[0]["reason"]


def test_a_damaged_build_is_made_anew(tmp_path: Path) -> None:
    first = build_index(tmp_path, [ONE, TWO], embedding=local_embedding())
    (store.build_folder(tmp_path, first.build) / "documents.jsonl").write_text("{", "utf-8")
    second = build_index(tmp_path, [ONE, TWO], embedding=local_embedding())
    assert second.build != first.build
    assert open_index(tmp_path).search("台风", k=1)[0].passage.source_id == "two"


def test_a_home_that_cannot_be_written_is_a_users_error(tmp_path: Path) -> None:
    (tmp_path / "builds").write_text("a file where a folder should be", "utf-8")
    with pytest.raises(YoujuError, match="could not be written"):
        build_index(tmp_path, [ONE], embedding=local_embedding())


KILLED_BUILD = """
import sys, time
from pathlib import Path
sys.path.insert(0, {folder!r})
from test_build import ONE, TWO, THREE
from index import build_index
from index.e5.choose import local_embedding

def pause(stage, done, total):
    if stage == {stage!r}:
        print("there", flush=True)
        time.sleep(600)

build_index(Path({home!r}), [ONE, TWO, THREE], embedding=local_embedding(), progress=pause)
"""


@pytest.mark.parametrize("stage", ["embed", "write", "verify"])
def test_a_killed_build_leaves_the_old_one_in_service(tmp_path: Path, stage: str) -> None:
    first = build_index(tmp_path, [ONE, TWO], embedding=local_embedding())
    program = KILLED_BUILD.format(
        folder=str(Path(__file__).parent), home=str(tmp_path), stage=stage
    )
    with subprocess.Popen(
        [sys.executable, "-c", program],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parent.parent,
    ) as killed:
        assert killed.stdout
        assert killed.stdout.readline() == "there\n"
        with pytest.raises(YoujuError, match="Another build"):
            build_index(tmp_path, [ONE], embedding=local_embedding())
        os.kill(killed.pid, signal.SIGKILL)
    index = open_index(tmp_path)
    assert index.build == first.build
    assert index.search("台风", k=1)[0].passage.source_id == "two"
    index.close()
    report = build_index(tmp_path, [ONE, TWO, THREE], embedding=local_embedding())
    assert report.sources.added == ["three"]
    assert sorted(path.name for path in store.builds_folder(tmp_path).iterdir()) == [
        first.build,
        report.build,
    ]
