"""The words right before 多少 tell which of a sentence's figures is asked for."""

import pytest

from assistant.answering.beside_figures import not_beside
from assistant.answering.question import understand
from assistant.answering.short_answers import find_short_answers
from corpus import find_figures
from corpus.words import tag_words

CALLS = "本周热线收到投诉74件，办结69件，转办3件。"
DOCTORS = "今年引进博士213人，其中境外博士37人，博士后19人。"
METALS = "二厂镍、钴、锰回收率为98.6%，锂为91%，铝的回收率为85%。"
SIGNED = "片区应签约户数412户，已签约389户。"
SCHOOL = "今年招生1200人，其中住校生410人，走读生790人。"
HOMES = "全市共有孵化器200家，其中国家级孵化器50家，众创空间88家。"


@pytest.mark.parametrize(
    ("question", "text", "left"),
    [
        ("投诉办结多少件？", CALLS, ["69件"]),
        ("办结了多少件投诉？", CALLS, ["69件"]),
        ("境外博士有几名？", DOCTORS, ["37人"]),
        ("境外博士几名？", "引进博士213人（其中境外37人）。", ["37人"]),
        ("博士后引进了几名？", DOCTORS, ["19人"]),
        ("锂的回收率是多少？", METALS, ["91%"]),
        ("铝的回收率是多少？", METALS, ["85%"]),
        ("国家级孵化器有几家？", HOMES, ["50家"]),
        ("孵化器有多少家？", HOMES, ["200家", "50家", "88家"]),
        ("签约了多少户？", SIGNED, ["389户"]),
        ("应签约多少户？", SIGNED, ["412户", "389户"]),
        ("走读的有多少人？", SCHOOL, ["1200人", "410人", "790人"]),
        ("韦宇跳远的成绩是多少米？", "韦宇跳远跳出8.17米，林远成绩1.80米。", ["8.17米", "1.80米"]),
        ("引进了多少人？", DOCTORS, ["213人", "37人", "19人"]),
    ],
)
def test_figures_with_other_words_before_them_are_not_asked_for(
    question: str, text: str, left: list[str]
) -> None:
    asked = understand(question)
    shorts = find_short_answers(asked, text, lambda: tag_words(text), find_figures(text), None)
    dropped = not_beside(asked, text, shorts)
    assert [short.text for short in shorts if short not in dropped] == left
