"""A question that leans on those before it becomes one that can be understood alone."""

import pytest

from assistant.answering.follow_up import complete_question


@pytest.mark.parametrize(
    ("before", "text", "whole"),
    [
        ("北京有多少家标杆孵化器？", "那上海呢？", "上海有多少家标杆孵化器？"),
        ("北京有多少家标杆孵化器？", "上海呢", "上海有多少家标杆孵化器？"),
        ("刘伯超说了什么？", "王德花呢？", "王德花说了什么？"),
        ("2023年减免税多少？", "那2022年呢？", "2022年减免税多少？"),
        ("截至2023年底有多少家？", "2022年底呢？", "截至2022年底有多少家？"),
        (
            "How many incubators are there in Beijing?",
            "What about Shanghai?",
            "How many incubators are there in Shanghai?",
        ),
        (
            "How many incubators are there in Beijing?",
            "And in Shanghai?",
            "How many incubators are there in Shanghai?",
        ),
    ],
)
def test_what_is_asked_next_takes_the_place_of_what_was_asked(
    before: str, text: str, whole: str
) -> None:
    assert complete_question(text, [before]) == whole


@pytest.mark.parametrize(
    ("before", "text"),
    [
        ("我国孵化器累计毕业企业有多少家？", "其中上市企业有多少家？"),
        ("什么是科技企业孵化器？", "它的宗旨是什么？"),
        ("北京有多少家标杆孵化器？", "那2022年呢？"),  # no year stands there to be replaced
        ("Who is Wang Dehua?", "What did she say about tax?"),
    ],
)
def test_otherwise_the_question_before_stands_in_front(before: str, text: str) -> None:
    whole = complete_question(text, [before])
    assert whole.startswith(before.rstrip("？?"))
    assert whole.endswith(text)


@pytest.mark.parametrize(
    "text", ["上海有多少家孵化载体？", "谁介绍了六种模式？", "How many incubators does China have?"]
)
def test_a_question_of_its_own_is_left_alone(text: str) -> None:
    assert complete_question(text, ["北京有多少家标杆孵化器？"]) == text


def test_without_a_question_before_there_is_nothing_to_lean_on() -> None:
    assert complete_question("那上海呢？", []) == "那上海呢？"


def test_a_follow_up_leans_on_a_follow_up() -> None:
    history = ["北京有多少家标杆孵化器？", "那上海呢？"]
    assert complete_question("那深圳呢？", history) == "深圳有多少家标杆孵化器？"


def test_only_the_question_before_counts() -> None:
    history = ["谁介绍了六种模式？", "北京有多少家标杆孵化器？"]
    assert complete_question("那上海呢？", history) == "上海有多少家标杆孵化器？"
