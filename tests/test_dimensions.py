"""What a word of asking wants measured: a length, a mass, a score, a named unit, or somebody."""

import pytest

from assistant.answering.question import understand
from assistant.answering.short_answers import find_short_answers
from corpus import find_figures
from corpus.words import tag_words


def shorts(question: str, text: str) -> list[str]:
    found = find_short_answers(
        understand(question), text, lambda: tag_words(text), find_figures(text), None
    )
    return [short.text for short in found]


@pytest.mark.parametrize(
    ("question", "text", "told"),
    [
        ("栈桥走廊有多长？", "栈桥走廊三个月前建成，全长14.6公里。", ["14.6公里"]),
        ("栈桥走廊有多长？", "栈桥走廊三个月前建成。", []),
        ("栈桥走廊有多长？", "栈桥走廊高12米，宽5米。", []),
        ("栈桥走廊有多高？", "栈桥走廊高12米，宽5米。", ["12米"]),
        ("年假有多长？", "年假十天，另有25人。", ["十天"]),
        ("学校离家多远？", "学校离家三公里，走路四十分钟。", ["三公里"]),
        ("林一航身高多少？", "十五岁的林一航身高一米七一，体重六十二公斤。", ["一米七一"]),
        ("林一航多重？", "十五岁的林一航身高一米七一，体重六十二公斤。", ["六十二公斤"]),
        ("比分是几比几？", "第四十四分，毕晓兰破门，云州队以2比1获胜。", ["2比1"]),
        ("比分是几比几？", "第四十四分，毕晓兰破门，比赛19:30开始。", []),
        ("比分是多少？", "毕晓兰四十四分钟破门，云州队2:1获胜。", ["2:1"]),
        ("班列每周运多少标箱？", "六个车站往返，每周运300标准箱。", ["300标准箱"]),
        ("班列每周运多少标箱？", "六个车站往返，每趟十二天。", []),
        ("这头猪有多少公斤？", "这头猪重87千克，三岁。", ["87千克"]),
        ("陈果拿了多少分？", "18岁的陈果拿了86分，胜5场。", ["86分"]),
        ("萧远用了多长时间？", "萧远以2小时18分夺冠。", ["2小时18分"]),
        ("签约多少户？", "已签约389户，约占九成。", ["389户"]),
        ("谁说车速的涨幅？", "车速涨了8%。", []),
    ],
)
def test_only_what_the_word_of_asking_measures_is_told(
    question: str, text: str, told: list[str]
) -> None:
    assert shorts(question, text) == told


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("谁说水价的涨幅？", "person"),
        ("是谁提出把时间？", "person"),
        ("谁拿了多少分？", "figure"),
        ("水价的涨幅？", "share"),
    ],
)
def test_who_asks_for_somebody_unless_a_figure_is_asked_for_too(question: str, asks: str) -> None:
    assert understand(question).asks == asks


@pytest.mark.parametrize(
    ("text", "raw", "value"),
    [
        ("身高一米七一，", "一米七一", 1.71),
        ("一米八的个子", "一米八", 1.8),
        ("身高两米零五。", "两米零五", 2.05),
        ("每隔一米一棵树", "一米", 1),
        ("相距两米一字排开", "两米", 2),
    ],
)
def test_a_height_in_words_is_read_whole(text: str, raw: str, value: float) -> None:
    figure = find_figures(text)[0]
    assert (figure.raw, figure.value, figure.unit) == (raw, value, "米")
