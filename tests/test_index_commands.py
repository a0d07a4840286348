"""Finished builds verified, listed, put back and cleared away: as functions and as commands."""

import json
import shutil
import sqlite3
from pathlib import Path

import pytest

from corpus import YoujuError
from index import build_index, local_embedding, store
from index.upkeep import clear_away, list_finished, roll_back
from tests.test_build import ONE, THREE, TWO
from tests.test_cli import refused, run, run_json

EMBEDDING = local_embedding().name


@pytest.fixture(scope="module")
def two_builds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("two-builds")
    for texts in ([ONE, TWO], [ONE, TWO, THREE]):
        build_index(home, texts, embedding=local_embedding())
    return home


@pytest.fixture
def home(two_builds: Path, tmp_path: Path) -> Path:
    return shutil.copytree(two_builds, tmp_path / "home")


def damage(home: Path, build: str) -> None:
    (store.build_folder(home, build) / "passages.npy").write_bytes(b"")


def test_the_builds_are_listed_the_newest_first(home: Path) -> None:
    newest, older = list_finished(home)
    assert (newest.in_service, older.in_service) == (True, False)
    assert newest.build > older.build
    assert newest.manifest and newest.manifest.counts["sources"] == 3
    assert newest.bytes > 10_000


def test_a_damaged_build_is_listed_as_far_as_it_is_known(home: Path) -> None:
    build = store.list_builds(home)[0]
    (store.build_folder(home, build) / "manifest.json").write_text("{", "utf-8")
    assert list_finished(home)[0].manifest is None


def test_rolling_back_returns_to_the_build_before(home: Path) -> None:
    newest, older = store.list_builds(home)
    assert roll_back(home, None, EMBEDDING) == (older, newest)
    assert store.current_build(home) == older
    assert roll_back(home, newest, EMBEDDING) == (newest, older)


def test_a_build_after_a_rollback_goes_forward_to_the_finished_one(home: Path) -> None:
    newest, older = store.list_builds(home)
    roll_back(home, None, EMBEDDING)
    report = build_index(home, [ONE, TWO, THREE], embedding=local_embedding())
    assert (report.build, report.previous, report.passages.embedded) == (newest, older, 0)
    assert report.sources.added == ["three"]
    assert store.current_build(home) == newest


def test_a_damaged_build_is_not_gone_forward_to(home: Path) -> None:
    newest, _ = store.list_builds(home)
    roll_back(home, None, EMBEDDING)
    damage(home, newest)
    report = build_index(home, [ONE, TWO, THREE], embedding=local_embedding())
    assert report.build not in (newest, report.previous)


def test_what_cannot_be_rolled_back_to_stays_out_of_service(home: Path) -> None:
    newest, older = store.list_builds(home)
    with pytest.raises(YoujuError, match="No build has the id 'other': there are"):
        roll_back(home, "other", EMBEDDING)
    with pytest.raises(YoujuError, match="in service already"):
        roll_back(home, newest, EMBEDDING)
    with pytest.raises(YoujuError, match="made with the embedding"):
        roll_back(home, older, "another")
    damage(home, older)
    with pytest.raises(YoujuError, match="cannot be put back in service"):
        roll_back(home, older, EMBEDDING)
    assert store.current_build(home) == newest
    with store.writer_lock(home), pytest.raises(YoujuError, match="Another build is being made"):
        roll_back(home, older, EMBEDDING)


def test_without_a_build_before_there_is_no_rollback(home: Path) -> None:
    store.drop_old_builds(home, keep=1)
    with pytest.raises(YoujuError, match="no build before"):
        roll_back(home, None, EMBEDDING)
    with pytest.raises(YoujuError, match="run `youju build`"):
        roll_back(home / "empty", None, EMBEDDING)


def test_clearing_away_frees_what_nothing_needs(home: Path) -> None:
    newest, older = store.list_builds(home)
    left = store.builds_folder(home) / ".tmp-stopped"
    left.mkdir()
    (left / "documents.jsonl").write_bytes(bytes(100_000))
    (home / "current.new").write_text(newest)
    (home / "cache" / "damaged-vectors.sqlite").write_bytes(b"?")
    cleared = clear_away(home, keep=1)
    assert cleared.builds == [older]
    assert sorted(cleared.leftovers) == [
        "builds/.tmp-stopped",
        "cache/damaged-vectors.sqlite",
        "current.new",
    ]
    assert cleared.bytes > 100_000
    assert sorted(path.name for path in home.iterdir()) == [
        "builds",
        "cache",
        "current",
        "write.lock",
    ]
    assert [path.name for path in store.builds_folder(home).iterdir()] == [newest]
    assert clear_away(home, keep=1).builds == []


def test_vectors_are_kept_for_the_texts_of_kept_builds(home: Path) -> None:
    roll_back(home, None, EMBEDDING)
    shutil.rmtree(store.build_folder(home, store.list_builds(home)[0]))
    assert clear_away(home, keep=3).vectors == 3  # a passage of two sentences
    kept = sqlite3.connect(home / "cache" / "vectors.sqlite")
    assert kept.execute("SELECT count(*) FROM vectors").fetchone() == (2 * 3 + 1,)
    kept.close()
    report = build_index(home, [ONE, TWO, THREE], embedding=local_embedding())
    assert (report.passages.embedded, report.passages.reused) == (1, 2)


def test_a_build_that_is_read_is_named_and_stays(home: Path) -> None:
    _, older = store.list_builds(home)
    held = store.hold_build(home, older)
    assert clear_away(home, keep=1).in_use == [older]
    store.release_build(held)
    assert clear_away(home, keep=1).builds == [older]


def test_the_commands_go_back_verify_and_go_on(home: Path) -> None:
    newest, older = store.list_builds(home)
    assert run_json(home, "rollback") == {"build": older, "previous": newest}
    listed = run_json(home, "builds")["builds"]
    assert [(build["build"], build["in_service"]) for build in listed] == [
        (newest, False),
        (older, True),
    ]
    assert list(listed[0]) == ["build", "created", "passages", "sources", "in_service", "bytes"]
    assert run_json(home, "ask", "台风风力多少级？")["build"] == older
    assert run_json(home, "verify") == {"ok": True, "problems": []}
    damage(home, newest)
    out, complaint = run(home, "verify", newest, "--json", code=1)
    assert (json.loads(out)["ok"], complaint) == (False, "")
    assert "'passages.npy' is not as it was written" in json.loads(out)["problems"]
    assert "cannot be put back" in refused(home, "rollback", newest)
    cleared = run_json(home, "gc")
    assert list(cleared) == ["builds", "in_use", "leftovers", "vectors", "bytes"]


def test_the_number_of_kept_builds_is_a_setting(home: Path) -> None:
    _, older = store.list_builds(home)
    out, _ = run(home, "gc", env={"YOUJU_KEEP_BUILDS": "1"})
    assert "1 old builds" in out
    assert older not in store.list_builds(home)
    assert "YOUJU_KEEP_BUILDS" in refused(home, "gc", env={"YOUJU_KEEP_BUILDS": "0"})


def test_before_there_is_a_build(tmp_path: Path) -> None:
    home = tmp_path / "nothing"
    assert run_json(home, "builds") == {"builds": []}
    for command in ("verify", "rollback"):
        assert "run `youju build`" in refused(home, command)


def test_an_evaluation_is_compared_with_the_file_of_an_earlier_one(
    shipped_home: Path, tmp_path: Path
) -> None:
    query = {"_id": "q", "text": "我国孵化器累计毕业企业有多少家？", "answers": ["25万家"]}
    (tmp_path / "queries.jsonl").write_text(json.dumps(query), "utf-8")
    earlier = run_json(shipped_home, "eval", str(tmp_path), "--no-answers", "--mode", "dense")
    kept = tmp_path / "dense.json"
    kept.write_text(json.dumps(earlier), "utf-8")
    found = run_json(shipped_home, "eval", str(tmp_path), "--against", str(kept))
    assert found["against"] == earlier
    assert "answer_hit" in found
    kept.write_text('["no metrics"]', "utf-8")
    said = refused(shipped_home, "eval", str(tmp_path), "--against", str(kept))
    assert "dense.json" in said
