from datetime import UTC, datetime
from pathlib import Path

import pytest

from corpus.errors import YoujuError
from index import store
from index.store import Manifest


def publish(home: Path, build: str) -> Path:
    manifest = Manifest(build, "now", store.LAYOUT, "some embedding", 3, "c0ffee", {}, {}, (), ())
    with store.draft_folder(home, build) as folder:
        (folder / "documents.jsonl").write_text("{}\n", "utf-8")
        return store.publish_build(home, folder, manifest)


def test_no_build_is_in_service_at_first(tmp_path: Path) -> None:
    assert store.current_build(tmp_path) is None
    assert store.list_builds(tmp_path) == []


def test_a_published_build_is_in_service_with_its_manifest(tmp_path: Path) -> None:
    folder = publish(tmp_path, "20260101T000000000Z-aaaaaaaa")
    assert store.current_build(tmp_path) == folder.name
    assert store.read_manifest(tmp_path, folder.name).embedding == "some embedding"


def test_a_draft_that_fails_leaves_the_old_build_in_service(tmp_path: Path) -> None:
    old = publish(tmp_path, "1-old")
    with pytest.raises(OSError, match="disk full"), store.draft_folder(tmp_path, "2-new") as draft:
        (draft / "documents.jsonl").write_text("half", "utf-8")
        raise OSError("disk full")
    assert store.current_build(tmp_path) == old.name
    assert store.list_builds(tmp_path) == [old.name]
    assert [path.name for path in store.builds_folder(tmp_path).iterdir()] == [old.name]


def test_a_leftover_draft_is_no_build_and_the_next_draft_drops_it(tmp_path: Path) -> None:
    leftover = store.builds_folder(tmp_path) / ".tmp-1-killed"
    leftover.mkdir(parents=True)
    (leftover / "manifest.json").write_text("{}", "utf-8")
    assert store.list_builds(tmp_path) == []
    publish(tmp_path, "2-next")
    assert not leftover.exists()


def test_a_second_writer_is_told_to_wait(tmp_path: Path) -> None:
    with (
        store.writer_lock(tmp_path),
        pytest.raises(YoujuError, match="Another build is being made"),
        store.writer_lock(tmp_path),
    ):
        pass
    with store.writer_lock(tmp_path):
        pass


def test_old_builds_go_but_never_the_one_in_service(tmp_path: Path) -> None:
    for number in range(5):
        publish(tmp_path, f"{number}-build")
    store.put_in_service(tmp_path, "0-build")
    assert store.drop_old_builds(tmp_path, keep=3) == ["1-build"]
    assert store.list_builds(tmp_path) == ["4-build", "3-build", "2-build", "0-build"]


def test_build_ids_sort_by_time() -> None:
    early = store.new_build_id("ffff0000ffff", datetime(2026, 1, 2, 3, 4, 5, 999000, UTC))
    late = store.new_build_id("0000ffff0000", datetime(2026, 1, 2, 3, 4, 6, 0, UTC))
    assert early == "20260102T030405999Z-ffff0000"
    assert early < late


@pytest.mark.parametrize("content", ["", "{", "{}", "[]"])
def test_a_damaged_manifest_says_what_to_do(tmp_path: Path, content: str) -> None:
    folder = publish(tmp_path, "1-build")
    (folder / "manifest.json").write_text(content, "utf-8")
    with pytest.raises(YoujuError, match=r"'1-build' cannot be read .*youju build --full"):
        store.read_manifest(tmp_path, "1-build")
