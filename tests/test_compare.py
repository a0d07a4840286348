"""Two builds laid side by side: what a reader would see changed, and what is answered otherwise."""

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from assistant.evaluation.compare_answers import compare_answers
from assistant.evaluation.data_set import DataSet, Query
from corpus import YoujuError
from corpus.records import Document
from index import Index, build_index, local_embedding, open_index
from index.compare import BuildChanges, Change, compare
from tests.test_build import THREE, document
from ui.commands.compare_output import changes_to_json, changes_to_text, metrics_beside_to_text

BEFORE = document("one", "全市有孵化器120家。在孵企业3000家。\n会议昨天召开。", "孵化器")
AFTER = document("one", "全市有孵化器125家。在孵企业3000家。\n会议昨天召开，持续2天。", "孵化器")
GONE = document("gone", "台风昨晚登陆，风力14级。")


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Index, Index]]:
    home = tmp_path_factory.mktemp("home")
    kept: list[Document] = [THREE]
    first = build_index(home, [*kept, BEFORE, GONE], embedding=local_embedding())
    build_index(home, [*kept, AFTER], embedding=local_embedding())
    with closing(open_index(home, build=first.build)) as before, closing(open_index(home)) as after:
        yield before, after


@pytest.fixture(scope="module")
def changes(two: tuple[Index, Index]) -> BuildChanges:
    return compare(*two)


def test_an_edited_passage_is_one_change(changes: BuildChanges) -> None:
    edited = [change for change in changes.passages if change.source == "one"]
    assert [(c.before is None, c.after is None) for c in edited] == [(False, False)]


def test_figures_came_went_and_changed(changes: BuildChanges) -> None:
    assert set(changes.figures) == {
        Change("gone", "14级", None, "台风昨晚登陆，风力14级。"),
        Change("one", "120家", "125家", "全市有孵化器125家。"),
        Change("one", None, "2天", "会议昨天召开，持续2天。"),
    }


def test_a_build_is_the_same_as_itself(two: tuple[Index, Index]) -> None:
    same = compare(two[0], two[0])
    assert (same.passages, same.figures) == ((), ())


def test_questions_answered_otherwise_are_named(two: tuple[Index, Index]) -> None:
    queries = (
        Query("q1", "全市有多少家孵化器？", (), False, frozenset()),
        Query("q2", "足球联赛什么时候开幕？", (), False, frozenset()),
    )
    changed = list(compare_answers([DataSet("own", None, queries, ())], *two))
    assert [change.id for change in changed] == ["q1"]
    assert "120家" in (changed[0].before or "")
    assert "125家" in (changed[0].after or "")


def test_changes_are_shown(changes: BuildChanges) -> None:
    shown = changes_to_text(changes, []).plain
    assert "Figures: 1 came, 1 went, 1 changed" in shown
    assert "- 120家" in shown
    assert "+ 125家" in shown
    assert json.loads(json.dumps(changes_to_json(changes, [])))["figures"][0]["source"]


def test_metrics_stand_beside_each_other() -> None:
    shown = metrics_beside_to_text({"mrr@10": 0.5, "p50_ms": 20}, {"mrr@10": 0.75}).plain
    assert shown.split() == ["mrr@10", "0.5", "0.75", "+0.25", "p50_ms", "20"]


def test_a_build_that_is_not_there_is_named(tmp_path: Path) -> None:
    build_index(tmp_path, [THREE], embedding=local_embedding())
    with pytest.raises(YoujuError, match=r"no build 'other'.*youju builds"):
        open_index(tmp_path, build="other")
