"""What is aimed at is no answer to what is or was, and what is there is none to what is aimed at."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from assistant.answering.aims import asked_tense
from assistant.answering.ask import ask
from assistant.answering.question import understand
from corpus import Source, document_from_text
from index import Index, build_index, local_embedding, open_index
from tests.small_index import index_texts

TEXTS = {
    "plan": (
        "云州市科技创新规划",
        "一、发展基础\n到2020年底，全市高新技术企业达到1860家。全市研发投入强度达到2.3%。\n"
        "二、发展目标\n到2025年，全市高新技术企业力争突破4000家，研发投入强度达到3.2%。\n"
        "“十四五”期间，全市拟引进海外人才3000人，培育专精特新企业不少于600家。\n"
        "三、重点工程\n建设量子科学城，规划面积8.6平方公里。湿地公园2013年开始规划兴建，已建成水面1.4平方公里。巡护队去年完成了14次防火任务。\n"
        "计划开工建设轨道交通2号线，全长31.5公里，总投资约210亿元。",
    ),
    "report": (
        "云州市2024年政府工作报告",
        "一、2023年工作回顾\n新建幼儿园18所，增加学位5400个。新开通公交线路11条。\n"
        "二、2024年工作安排\n今年将新建幼儿园22所，增加学位6600个。",
    ),
    "tea": (
        "云州县茶产业三年行动方案",
        "2023年，全县茶园面积23.6万亩。全县现有茶叶加工企业318家。\n"
        "到2026年全县茶园面积稳定在25万亩，培育亿元茶企10家。",
    ),
}


def source(id: str, title: str) -> Source:
    return Source(id=id, title=title, kind="other", path=f"{id}.txt", sha256=id)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    yield from index_texts(tmp_path_factory.mktemp("aims"), TEXTS)


@pytest.mark.parametrize(
    ("question", "tense"),
    [
        ("云州市有多少家孵化器？", "either"),
        ("想了解云州市有多少家孵化器", "either"),
        ("能源企业有多少家？", "either"),
        ("吸纳应届毕业生多少人？", "either"),
        ("云州市打算建多少家孵化器？", "aim"),
        ("行动方案要孵出多少家瞪羚企业？", "aim"),
        ("云州市孵出多少家瞪羚企业？", "result"),
        ("到2025年要带动多少家已有的孵化器？", "aim"),
        ("已经提出到2025年培育多少家？", "aim"),
        ("目标是多少家，已建成多少家？", "both"),
        ("一共有多少家，今年还要建几家？", "both"),
        ("园区达产后能带动多少人就业？", "aim"),
        ("What is the target for 2025?", "aim"),
        ("云州市新孵化了多少家企业？", "result"),
        ("实际建成多少家？", "result"),
        ("按方案带动过多少家？", "result"),
        ("培育出多少家企业？", "result"),
        ("有多少家企业达到目标了？", "result"),
        ("园区是哪天建成的？", "result"),
        ("园区什么时候建成？", "either"),
    ],
)
def test_whether_an_aim_or_a_result_is_asked_for(question: str, tense: str) -> None:
    assert asked_tense(understand(question)) == tense


@pytest.mark.parametrize(
    "question",
    [
        "云州市有多少家专精特新企业？",
        "云州市引进了多少海外人才？",
        "云州市实际培育了多少家专精特新企业？",
        "云州市2024年新建了多少所幼儿园？",
        "云州市打算引进多少名茶艺师？",
        "云州县计划办多少家茶叶加工企业？",
    ],
)
def test_an_aim_is_not_told_as_a_result_nor_a_result_as_an_aim(question: str, index: Index) -> None:
    answer = ask(question, index)
    assert (answer.status, answer.direct) == ("not_found", ())


@pytest.mark.parametrize(
    ("question", "direct"),
    [
        ("云州市要培育多少家专精特新企业？", "不少于600家"),
        ("云州市打算引进多少海外人才？", "3000人"),
        ("云州市研发投入强度是多少？", "2.3%"),
        ("云州市研发投入强度的目标是多少？", "3.2%"),
        ("云州县有多少亩茶园？", "23.6万亩"),
        ("云州县到2026年要有多少亩茶园？", "25万亩"),
        ("云州市2024年要新建多少所幼儿园？", "22所"),
        # The thing itself is planned, and what is said of it is told as the plan tells it.
        ("轨道交通2号线总投资多少？", "约210亿元"),
        ("量子科学城有多大面积？", "8.6平方公里"),
        ("巡护队完成了几次防火任务？", "14次"),
        ("湿地公园建成了多大水面？", "1.4平方公里"),
    ],
)
def test_what_is_asked_for_is_told(question: str, direct: str, index: Index) -> None:
    assert ask(question, index).direct == (direct,)


def test_a_year_ahead_of_a_plan_is_no_thing_planned(index: Index) -> None:
    assert "10家" not in ask("云州县培育出多少家亿元茶企？", index).direct


def test_a_section_s_heading_tells_the_year(index: Index) -> None:
    assert ask("云州市2023年新开通了多少条公交线路？", index).direct == ("11条",)
    assert ask("云州市2024年新开通了多少条公交线路？", index).status == "not_found"


@pytest.mark.parametrize(("year", "price"), [("今年", "6.5万元"), ("上年", "7.2万元")])
def test_the_column_that_a_question_names_tells_its_figure(
    year: str, price: str, tmp_path: Path
) -> None:
    rows = "四行玉米收获机：上年 7.2万元；今年 6.5万元。\n高速插秧机：上年 4.6万元；今年 4.8万元。"
    document = document_from_text(source("prices", "机具补贴额"), "机具补贴额", rows)
    build_index(tmp_path, [document], embedding=local_embedding())
    with closing(open_index(tmp_path)) as opened:
        assert ask(f"四行玉米收获机{year}补贴多少钱？", opened).direct == (price,)
