"""Who said each sentence, by the forms an attribution takes in print."""

import pytest

from corpus.sentences import split_sentences
from corpus.speakers import find_speakers


def speakers(text: str) -> list[str | None]:
    """Return office and name of each sentence's speaker."""
    found = find_speakers(text, split_sentences(text))
    return [f"{who.office or ''}{who.name}" if who else None for who in found]


HEAD = "南浦市农业局局长陈立群"
TEACHER = "南浦农学院教授周雨桐"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"据{HEAD}介绍，全市有种植户2.3万户。面积比上年增加一成。", [HEAD, HEAD]),
        (f"{TEACHER}透露，新品种明年推广。", [TEACHER]),
        (f"“过去想都不敢想。”{TEACHER}说。她补充道，现在3年就够。", [TEACHER, TEACHER]),
        (f"“补贴每亩180元。”{HEAD}说，“三年内有效。”", [HEAD]),
        (f"{HEAD}：“我们建起6个育种站。”", [HEAD]),
        ("南浦出版社副总编辑苏明远认为，手册好用。", ["南浦出版社副总编辑苏明远"]),
        ("“没见过这样的。”种粮大户刘根生告诉记者。", ["种粮大户刘根生"]),
        ("业内人士分析，明年价格将上涨5%。", ["业内人士"]),
        ("记者从市统计局获悉，去年生产总值1200亿元。", [None]),
        ("时间：每周三上午。\n地点：南浦市图书馆。", [None, None]),
    ],
)
def test_attribution_names_the_speaker(text: str, said: list[str | None]) -> None:
    assert speakers(text) == said


def test_interview_tells_answers_from_questions() -> None:
    text = "\n".join(
        (
            "记者：补贴什么时候发放？",
            f"{HEAD}：每年10月发放。去年发放了1.2亿元。",
            "今年还要增加。",
            "问：种子够不够？",
            "答：够。",
            "记者在现场看到，仓库里堆满了种子。",
        )
    )
    assert speakers(text) == [None, HEAD, HEAD, HEAD, None, HEAD, None]
