from collections.abc import Sequence, Set

import pytest

from assistant.evaluation.metrics import (
    holds_answer,
    percentile,
    ranking_metrics,
    share,
    without_markers,
)

TEN = [f"x{n}" for n in range(10)]


@pytest.mark.parametrize(
    ("ranking", "relevant", "r1", "r5", "r10", "mrr", "ndcg"),
    [
        # the one right document at ranks 1, 2, 3, 10 and beyond: gains 1/log2(rank + 1)
        (["a"], {"a"}, 1, 1, 1, 1, 1),
        (["x", "a"], {"a"}, 0, 1, 1, 1 / 2, 0.6309),
        (["x", "y", "a"], {"a"}, 0, 1, 1, 1 / 3, 0.5),
        ([*TEN[:9], "a"], {"a"}, 0, 0, 1, 1 / 10, 0.2891),
        ([*TEN, "a"], {"a"}, 0, 0, 0, 0, 0),
        ([], {"a"}, 0, 0, 0, 0, 0),
        # two right ones: at rank 1 one is all that can be had
        (["a", "b"], {"a", "b"}, 1, 1, 1, 1, 1),
        # (1 + 0.5) / (1 + 0.6309)
        (["a", "x", "b"], {"a", "b"}, 1, 1, 1, 1, 0.9197),
        # 0.6309 / (1 + 0.6309)
        (["x", "a"], {"a", "b"}, 0, 0.5, 0.5, 1 / 2, 0.3869),
        # twelve right ones: five of the five, ten of the ten that can be had
        (TEN, {*TEN, "y", "z"}, 1, 1, 1, 1, 1),
    ],
)
def test_one_ranking(
    ranking: Sequence[str],
    relevant: Set[str],
    r1: float,
    r5: float,
    r10: float,
    mrr: float,
    ndcg: float,
) -> None:
    metrics = ranking_metrics([ranking], [relevant])
    expected = {"recall@1": r1, "recall@5": r5, "recall@10": r10, "mrr@10": mrr, "ndcg@10": ndcg}
    assert metrics == pytest.approx(expected, abs=5e-5)


def test_rankings_are_averaged_over_judged_queries_only() -> None:
    metrics = ranking_metrics([["a"], ["x", "a"], ["x"]], [{"a"}, {"a"}, set()])
    assert metrics["recall@1"] == 0.5
    assert metrics["mrr@10"] == 0.75


def test_without_judgements_there_are_no_ranking_metrics() -> None:
    assert ranking_metrics([["a"]], [set()]) == {}
    assert ranking_metrics([], []) == {}


@pytest.mark.parametrize(
    ("answer", "gold", "holds"),
    [
        ("各类孵化载体达到1.66万余家。[1]", ["1.66万余"], True),
        ("于2023年 12月 19日发布。[1]", ["2023年12月19日"], True),  # white space
        ("达到１３亿元（全年）。[1]", ["13亿元(全年)"], True),  # full width
        ("一是。[1]二是。[2]", ["一是。二是。"], True),  # a marker stands between
        ("共有[1]家。", ["1"], False),  # a marker's number is no answer
        ("英国P4精准医疗加速器", ["P5", "p4"], False),  # case is part of a name
        ("增长到25%。", ["四分之一", "25%"], True),  # any one of them
        ("随便什么。", ["", " "], False),
        ("随便什么。", [], False),
        ("", ["13亿元"], False),
    ],
)
def test_holding_an_answer(answer: str, gold: Sequence[str], holds: bool) -> None:
    assert holds_answer(answer, gold) is holds


def test_markers_are_not_part_of_the_length() -> None:
    assert without_markers("超过900亿元。[1][12]") == "超过900亿元。"


@pytest.mark.parametrize(
    ("values", "wanted", "expected"),
    [
        ([3, 1, 2], 0.5, 2),
        ([4, 3, 1, 2], 0.5, 2),
        (range(1, 101), 0.95, 95),
        (range(1, 21), 0.95, 19),
        ([7], 0.95, 7),
        ([2, 1], 0, 1),
        ([2, 1], 1, 2),
    ],
)
def test_percentile_is_a_value_that_was_measured(
    values: Sequence[float], wanted: float, expected: float
) -> None:
    assert percentile(values, wanted) == expected


def test_share() -> None:
    assert share([True, False, False, True, False]) == 0.4
