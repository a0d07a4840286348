"""Reasons of a verdict, said in Chinese and in English."""

import re

from assistant.checking.reasons import FRAMES, Reason


def test_every_reason_is_said_in_both_languages_with_the_same_words() -> None:
    assert FRAMES["zh"].keys() == FRAMES["en"].keys()
    for kind, frame in FRAMES["zh"].items():
        assert frame.count("{}") == FRAMES["en"][kind].count("{}")
        assert not re.search("[\u4e00-\u9fff]", FRAMES["en"][kind])


def test_printed_words_stay_as_they_are() -> None:
    reason = Reason("different", ("超过900亿元", "{0}亿元"))
    assert reason.said() == "与原文不符：原文为“超过900亿元”，稿件写作“{0}亿元”"
    assert reason.said("en") == "Not as in the source: it has “超过900亿元”, the draft “{0}亿元”"


def test_a_time_that_is_not_printed_is_said_to_be_another() -> None:
    reason = Reason("another_time", ("13亿元", "2023年", None))
    assert reason.said() == "原文的“13亿元”说的是2023年，不是稿件所说的时间"
    assert reason.said("en") == "The source’s “13亿元” is for 2023年, not for the time of the draft"


def test_what_a_statement_tells_of_is_named_in_english() -> None:
    reason = Reason("another_thing", ("20家", "目标", "已有"))
    assert reason.said("en") == "The source’s “20家” is about “a target”, not “a result”"
