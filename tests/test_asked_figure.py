"""A question for a figure as the statement it would make."""

import pytest

from assistant.answering.asked_figure import (
    CONFLICT,
    asked_statement,
    compare_shorts,
    figure_features,
)
from assistant.answering.question import understand
from assistant.answering.short_answers import Short
from assistant.checking.check import draft_document
from assistant.statements.read_statements import statements
from corpus import Span
from index.token_states import local_token_states


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("云州市有多少家孵化器？", "云州市有37家孵化器。"),
        ("云州市孵化器的总收入是多少？", "云州市孵化器的总收入是37亿元。"),
        ("在孵企业占百分之几？", "在孵企业占37%。"),
        ("孵化面积有多大？", "孵化面积有37平方米。"),
        ("2023年吸纳就业多少人", "2023年吸纳就业37人。"),
        ("收获稻谷多少万吨？", "收获稻谷37万吨。"),
        ("云州市很大。它有几家孵化器？", "它有37家孵化器。"),
        ("孵化器总收入？", "孵化器总收入37亿元。"),
        ("一共少缴了多少税？", "一共少缴了37亿元税。"),
        ("How many incubators are there in China?", "中国孵化器37家。"),
        ("How much tax was waived in 2023?", "2023年税37亿元。"),
    ],
)
def test_the_hole_is_filled_with_a_figure_of_the_kind_asked_for(question: str, text: str) -> None:
    asked = asked_statement(understand(question))
    assert asked is not None
    assert asked.text == text
    assert asked.figure.raw.startswith("37")


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("方案哪天发布？", "方案2037年5月7日发布。"),
        ("方案是哪一年发布的？", "方案是2037年发布的。"),
        ("2023年几月发布方案？", "2023年5月发布方案。"),
        ("有效期至何时？", "有效期至2037年5月7日。"),
        ("方案成文日期", "方案成文日期2037年5月7日。"),
        ("When was the action plan published?", "行动方案发布于2037年5月7日。"),
    ],
)
def test_a_date_asked_for_is_filled_in_as_fine_as_it_is_wanted(question: str, text: str) -> None:
    asked = asked_statement(understand(question))
    assert asked is not None
    assert asked.text == text
    assert asked.figure.kind == "date"


def test_the_date_of_the_event_asked_for_is_liker_than_its_neighbour() -> None:
    sentence = "《云州方案》于2022年12月30日成文，于2023年1月30日发布。"
    question = "《云州方案》是哪天发布的？"
    right = features(question, sentence, "2023年1月30日")
    assert right["figure_like"] > features(question, sentence, "2022年12月30日")["figure_like"]


@pytest.mark.parametrize("question", ["云州市市长是谁？", "什么是孵化器？", "？"])
def test_what_asks_for_no_figure_makes_no_statement(question: str) -> None:
    assert asked_statement(understand(question)) is None


def features(question: str, sentence: str, figure: str) -> dict[str, float]:
    document = draft_document(sentence)
    start = sentence.index(figure)
    short = Short(figure, Span(start, start + len(figure)))
    counted = compare_shorts(
        asked_statement(understand(question)),
        [short],
        document,
        document.sentences[0],
        statements,
        local_token_states(),
    )
    assert set(counted) == {short}
    return figure_features(counted.values())


def test_the_figure_of_the_measure_asked_for_is_liker_than_its_neighbour() -> None:
    sentence = "2023年云州市有孵化器580家，在孵企业1.2万家。"
    question = "2023年云州市有多少家在孵企业？"
    right = features(question, sentence, "1.2万家")
    wrong = features(question, sentence, "580家")
    assert right["figure_like"] > wrong["figure_like"] + 0.1


def test_a_figure_of_another_period_is_less_like_what_is_asked() -> None:
    question = "2022年云州市有多少家孵化器？"
    right = features(question, "2022年云州市有孵化器580家。", "580家")
    wrong = features(question, "2023年云州市有孵化器580家。", "580家")
    assert right["figure_like"] > wrong["figure_like"] + CONFLICT / 2


def test_nothing_compared_says_nothing() -> None:
    assert set(figure_features([]).values()) == {0.0}
