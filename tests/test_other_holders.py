"""A figure of another holder than the one asked about is refused; their own is told."""

from collections.abc import Iterator

import pytest

from assistant.answering.ask import ask
from index import Index
from tests.small_index import index_texts

TEXTS = {
    "metals": ("云州电池回收线", "云州线镍、钴的回收率达到98%，铜的回收率为95%，锰为91%。"),
    "raised": ("信达公司完成融资", "信达公司完成融资3.2亿元，去年研发投入6200万元。"),
    "earned": ("远海公司年报", "远海公司去年进账6.1亿元，研发投入7300万元。"),
    "quiz": ("云州知识竞赛", "决赛中，一中队的陈果拿了86分，二中队的周岚拿了79分。"),
    "homes": ("云州养老院统计", "云州养老院共118家，其中公办46家，社会力量兴办72家。"),
    "school": ("江北中学", "江北中学教师245人，其中高级教师61人，平均年龄38岁。"),
    "water": (
        "云州水务调整水价",
        "市水务局局长韩立说，新水价下月起执行。云州市水务局表示，低保户不涨价。",
    ),
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    yield from index_texts(tmp_path_factory.mktemp("holders"), TEXTS)


@pytest.mark.parametrize(
    "question",
    [
        "云州线锂的回收率是多少？",
        "信达公司营业收入是多少？",
        "毕然拿了多少分？",
        "云州外资兴办的有几家？",
        "江北中学女教师有几名？",
        "江北中学特级教师有几名？",
    ],
)
def test_anothers_figure_is_refused(question: str, index: Index) -> None:
    answer = ask(question, index)
    assert (answer.status, answer.direct) == ("not_found", ())


@pytest.mark.parametrize(
    ("question", "direct"),
    [
        ("云州线铜的回收率是多少？", "95%"),
        ("云州线锰的回收率是多少？", "91%"),
        ("信达公司融资多少？", "3.2亿元"),
        ("远海公司营业收入是多少？", "6.1亿元"),
        ("陈果拿了多少分？", "86分"),
        ("社会力量兴办的养老院有几家？", "72家"),
        ("江北中学高级教师有几名？", "61人"),
        ("江北中学有多少教师？", "245人"),
        ("谁说低保户不涨价？", "云州市水务局"),
    ],
)
def test_their_own_figure_is_told(question: str, direct: str, index: Index) -> None:
    assert ask(question, index).direct == (direct,)
