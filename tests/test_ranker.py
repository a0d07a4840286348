"""The ranker: what no likeness makes up for, and the probability of the rest."""

import math
from collections.abc import Iterator
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.answering.candidates import find_candidates
from assistant.answering.evidence import Evidence, weigh
from assistant.answering.question import understand
from assistant.answering.ranker import LEAST_STRICT, Ranker, load_ranker, unmet_requirement
from assistant.checking.check import described
from assistant.evaluation.fit import GROWN, Example, fit
from corpus import document_from_text
from corpus.records import Source
from index import Index, build_index, local_embedding, open_index
from index.token_states import local_token_states

MET = {
    "year_conflict": 0.0,
    "least_strict": 1.0,
    "person_absent": 0.0,
    "place_conflict": 0.0,
    "name_absent": 0.0,
    "another_sort": 0.0,
    "event_absent": 0.0,
    "lacks_kind": 0.0,
}
TEXT = (
    "2023年，云州市共有孵化器23家，总收入达13亿元。\n"
    "云州市科技研究院副院长李明介绍说，今年还将新建孵化器5家。\n"
    "新的孵化中心近日在云州大剧院揭牌。\n"
    "《云州孵化器建设指引》于2023年5月9日印发，发布会在孵化器论坛上举行。"
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    home = tmp_path_factory.mktemp("home")
    source = Source(
        id="news", title="云州孵化器", kind="news", path="news.txt", sha256="0", year=2024
    )
    document = document_from_text(source, source.title, TEXT)
    build_index(home, [document], embedding=local_embedding())
    opened = open_index(home, embedding=local_embedding())
    yield opened
    opened.close()


def weighed(question: str, index: Index) -> list[Evidence]:
    asked = understand(question, index.people)
    candidates = find_candidates(asked, index.search(question), index.documents)
    return weigh(asked, candidates, local_token_states(), index.rarity, partial(described, index))


def refusals(question: str, index: Index) -> set[str | None]:
    """The requirements that the sentences do not meet, None where one meets them all."""
    return {unmet_requirement(evidence.features) for evidence in weighed(question, index)}


def test_a_sentence_that_meets_all_requirements_is_not_refused() -> None:
    assert unmet_requirement(MET) is None


@pytest.mark.parametrize(
    ("feature", "value", "name"),
    [
        ("year_conflict", 1.0, "year"),
        ("least_strict", LEAST_STRICT - 0.01, "name"),
        ("person_absent", 1.0, "person"),
        ("place_conflict", 1.0, "place"),
        ("name_absent", 1.0, "kind"),
        ("another_sort", 1.0, "measure"),
        ("event_absent", 1.0, "event"),
        ("lacks_kind", 1.0, "kind"),
    ],
)
def test_each_requirement_refuses_by_itself(feature: str, value: float, name: str) -> None:
    features = MET | {feature: value}
    assert unmet_requirement(features) == name
    assert Ranker(9.0, (), (), 0.5).probability(features) == 0.0


@pytest.mark.parametrize(
    "question",
    [
        "2023年云州市有多少家孵化器？",
        "云州市的总收入是多少？",
        "云州市科技研究院副院长是谁？",
        "孵化中心在哪里揭牌？",
    ],
)
def test_what_the_text_says_is_not_refused(question: str, index: Index) -> None:
    assert None in refusals(question, index)


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("2021年云州市有多少家孵化器？", "year"),
        ("海州市有多少家孵化器？", "name"),
        ("云州市科技研究院院长是谁？", "name"),  # the text has a 副院长
        ("《云州管理办法》提出新建多少家孵化器？", "name"),
        ("李明出生于什么时候？", "name"),
        ("我国孵化器的总收入是多少？", "place"),
        ("孵化中心什么时候停工？", "event"),
        ("云州市孵化器的亏损额是多少？", "name"),
        ("云州市孵化器的文号是什么？", "kind"),
        ("《云州加速器认定指引》何时印发？", "name"),
        ("《云州孵化器建设指引》哪一天起施行？", "event"),
        ("发布会在哪家孵化器举行？", "kind"),
        ("李明当副院长以前在哪里工作？", "event"),
        ("云州市哪家孵化器收入最高？", "event"),
        ("云州市有多少家孵化器倒闭了？", "event"),
        ("云州市的总收入为什么达到13亿元？", "event"),
        ("云州市孵化器占百分之多少？", "kind"),
    ],
)
def test_a_near_miss_is_refused_for_what_was_changed(
    question: str, name: str, index: Index
) -> None:
    found = refusals(question, index)
    assert name in found
    assert None not in found


def test_a_text_s_own_year_stands_for_this_year(index: Index) -> None:
    assert None in refusals("2024年将新建孵化器多少家？", index)
    assert None not in refusals("2022年将新建孵化器多少家？", index)


def test_the_features_are_all_numbers_and_those_the_model_knows(index: Index) -> None:
    for evidence in weighed("云州市有多少家孵化器？", index):
        assert set(load_ranker().features) <= set(evidence.features)
        assert all(math.isfinite(value) for value in evidence.features.values())
        assert len(evidence.held) == len(understand("云州市有多少家孵化器？").terms)


def test_nothing_found_is_nothing_weighed(index: Index) -> None:
    asked = understand("云州市有多少家孵化器？")
    assert weigh(asked, [], local_token_states(), index.rarity, partial(described, index)) == []


def test_another_measure_is_less_probable_than_the_one_stated(index: Index) -> None:
    def best(question: str) -> float:
        ranker = load_ranker()
        return max(ranker.probability(e.features) for e in weighed(question, index))

    assert best("云州市有多少家医院？") < load_ranker().threshold < best("云州市有多少家孵化器？")


def test_the_shipped_ranker_is_whole() -> None:
    ranker = load_ranker()
    assert 0 < ranker.threshold < 1
    for tree in ranker.trees:
        reached = {0}
        for place, node in enumerate(tree):
            if not isinstance(node, float):
                feature, _, left, right = node
                assert 0 <= feature < len(ranker.features)
                assert place < left < len(tree) and place < right < len(tree)
                reached |= {left, right}
        assert reached == set(range(len(tree)))


def test_a_tree_is_followed_to_its_leaf() -> None:
    tree = ((0, 0.5, 1, 2), -1.0, (1, 3.0, 3, 4), 0.0, 2.0)
    ranker = Ranker(0.0, ("held", "near"), (tree,), 0.5)
    assert ranker.probability(MET | {"held": 0.5, "near": 9.0}) == pytest.approx(0.2689, abs=1e-4)
    assert ranker.probability(MET | {"held": 0.6, "near": 3.0}) == 0.5
    assert ranker.probability(MET | {"held": 0.6, "near": 3.1}) == pytest.approx(0.8808, abs=1e-4)


# joblib says so where /sys is not there, as in a plain chroot.
@pytest.mark.filterwarnings("ignore:Could not find the number of physical cores:UserWarning")
@given(
    st.lists(st.tuples(st.floats(-3, 3), st.floats(-3, 3)), min_size=40, max_size=80),
    st.integers(0, 2**16),
)
@settings(max_examples=5, deadline=None)
def test_the_trees_written_give_the_probabilities_of_the_trees_grown(
    rows: list[tuple[float, float]], seed: int
) -> None:
    from sklearn.ensemble import HistGradientBoostingClassifier

    right = [a + b > 0 for a, b in rows]
    if len(set(right)) == 1:
        return
    examples = [
        Example(MET | {"a": a, "b": b}, is_right, 1.0)
        for (a, b), is_right in zip(rows, right, strict=True)
    ]
    ranker = fit(examples, 0.5)
    grown = HistGradientBoostingClassifier(**GROWN)
    table = [[{**MET, "a": a, "b": b}[name] for name in ranker.features] for a, b in rows]
    grown.fit(table, right)
    expected = grown.predict_proba(table)[:, 1]
    for example, probability in zip(examples, expected, strict=True):
        assert ranker.probability(example.features) == pytest.approx(probability, abs=1e-3)
