"""Questions asked of the real index of the shipped texts; what holds of every answer is in
``test_answer_gate``."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answering.ask import NOT_FOUND, ask, stream_answer
from assistant.answering.clean_question import MAX_QUESTION_CHARS
from assistant.records import Answer
from corpus import YoujuError
from index import Index, local_embedding, open_index

PAGE = "forum-page-2024"
SHANGHAI = "card-shanghai-white-paper-2025"


@pytest.fixture(scope="module")
def index(shipped_home: Path) -> Iterator[Index]:
    opened = open_index(shipped_home, embedding=local_embedding())
    yield opened
    opened.close()


def cited(answer: Answer) -> str:
    return "".join(citation.quote for citation in answer.citations)


def untimed(answer: Answer) -> tuple[object, ...]:
    return answer.status, answer.answer, answer.direct, answer.citations, answer.nearest


@pytest.mark.parametrize(
    ("question", "direct"),
    [
        ("截至2023年年底，我国各类孵化载体达到多少家？", "1.66万余家"),
        ("2023年我国孵化机构的减免税金额达到多少？", "13亿元"),
        ("2023年孵化机构的孵化面积是多少？", "1.7亿平方米"),
        ("科创板上市企业中孵化器毕业企业占多少？", "1/4"),
        ("孵化基金总额同比增长百分之几？", "13%"),
        ("谁提出孵化器要无缝链接科技界和产业界？", "张宇蕾"),
        ("北京市科学技术研究院副院长是谁？", "卫万顺"),
        ("卫万顺担任什么职务？", "北京市科学技术研究院副院长"),
        ("2023年第42号公告是什么时候成文的？", "2023年8月28日"),
        ("《创新加速器建设指引》是什么时候印发的？", "今年4月"),
        ("《科技企业孵化器管理办法》的文号是什么？", "国科发区〔2018〕300号"),
        ("哪个园区聚集了400余家生物医药高科技创新企业？", "苏州工业园区"),
    ],
)
def test_the_short_answer_is_right_and_quoted(question: str, direct: str, index: Index) -> None:
    answer = ask(question, index)
    assert (answer.status, answer.direct) == ("answered", (direct,))
    assert direct in cited(answer)
    assert (answer.mode, answer.build) == ("extractive", index.build)


def test_two_sorts_asked_for_are_those_named_so(index: Index) -> None:
    answer = ask("出租给入驻企业的厂房，孵化器能省哪两样税？", index)
    assert answer.direct == ("房产税", "城镇土地使用税")


def test_where_something_was_held(index: Index) -> None:
    answer = ask("全球绿色技术孵化网络启动仪式在哪里举行？", index)
    assert "全球标杆孵化器论坛上举行" in cited(answer)


def test_a_reason_is_quoted_without_a_short_answer(index: Index) -> None:
    answer = ask("为什么说创新孵化器对产业科技创新体系有重要意义？", index)
    assert (answer.status, answer.direct) == ("answered", ())
    assert "重要的意义" in answer.answer


@pytest.mark.parametrize(
    ("question", "count", "last"),
    [
        ("北京标杆孵化器建设有哪六种模式？", 6, "国际孵化资源融通汇聚模式"),
        ("全球创业孵化有哪四大新趋势？", 4, "人工智能赋能，推动创业孵化效能提升"),
        ("《标杆孵化器培育行动方案（2022-2025年）》有哪三种支持方式？", 3, "空间委托运营"),
        ("《上海市高质量孵化器培育实施方案》部署了哪5项行动？", 5, "区域创新发展增能"),
    ],
)
def test_a_list_comes_with_all_its_members(
    question: str, count: int, last: str, index: Index
) -> None:
    answer = ask(question, index)
    assert len(answer.direct) == count
    assert answer.direct[-1] == last
    assert all(member in cited(answer) for member in answer.direct)


def test_a_number_may_be_asked_in_words_or_digits(index: Index) -> None:
    words = ask("北京标杆孵化器建设有哪六种模式？", index)
    digits = ask("北京标杆孵化器建设有哪6种模式？", index)
    assert untimed(words) == untimed(digits)


@pytest.mark.parametrize(
    ("question", "direct"),
    [
        ("How many incubators received preferential tax policies in 2023?", "2688家"),
        ("What share of STAR Market companies graduated from incubators?", "1/4"),
    ],
)
def test_english_is_answered_from_chinese_text(question: str, direct: str, index: Index) -> None:
    answer = ask(question, index)
    assert (answer.status, answer.direct) == ("answered", (direct,))


def test_a_follow_up_takes_up_the_question_before(index: Index) -> None:
    before = "北京启动了多少家高质量孵化器建设？"
    answer = ask("那上海呢？", index, history=[before])
    assert answer.question == "那上海呢？"
    assert answer.direct[0] in ("7家", "12家")  # by the end of 2024, and by September 2025
    assert untimed(answer) == untimed(ask(before.replace("北京", "上海"), index))


def test_a_follow_up_about_a_part(index: Index) -> None:
    answer = ask("其中上市企业有多少家？", index, history=["我国孵化器累计毕业企业有多少家？"])
    assert "5000家" in answer.direct[0]


def test_a_follow_up_about_another_year_is_not_answered_with_this_one(index: Index) -> None:
    before = "2023年我国孵化机构的减免税金额达到多少？"
    assert ask(before, index).status == "answered"
    assert ask("那2022年呢？", index, history=[before]).status == "not_found"


@pytest.mark.parametrize(
    "question",
    [
        "截至2021年年底，我国各类孵化载体达到多少家？",  # another year
        "深圳有多少家标杆孵化器？",  # another city
        "上海有多少家标杆孵化器？",  # … that stands beside the right one; of another sort
        "2023年孵化器毕业企业的亏损额是多少？",  # another measure
        "孵化机构的存活率是多少？",
        "北京市科学技术研究院院长是谁？",  # the text has a 副院长
        "工业和信息化部科技司司长是谁？",  # … and a 副司长
        "《国家大学科技园管理办法》的文号是什么？",  # another document
        "拉萨市2019年有多少家养老院？",  # another thing altogether
        "How many incubators did India have in 2023?",
        "上海12家高质量孵化器的在孵企业里三大先导产业占比多少？",  # the text counts those of 7
        "上海在孵企业里光是集成电路企业占多少？",  # … and those of three industries together
        "2024年一年上海孵化载体举办多少场国际双创活动？",  # … and those of all years
        "《2025年上海市孵化生态白皮书》由哪家单位编写？",  # … and names who explained it
        "2025顶尖孵化器大会在什么地点举行？",  # 上海市 of a title is no place
        "云孵化和虚拟孵化有什么区别？",
        "创业板上市企业中有多大比例是孵化器毕业企业？",  # … of the 科创板
        "2023年在孵企业申请了多少件发明专利？",  # … those they hold
        "《北京市关于推动科技企业孵化器创新发展的指导意见》是会同哪些部门印发的？",
    ],
)
def test_what_the_texts_do_not_hold_is_not_found(question: str, index: Index) -> None:
    answer = ask(question, index)
    assert (answer.status, answer.direct, answer.citations) == ("not_found", (), ())
    assert answer.nearest
    assert answer.answer in NOT_FOUND.values()


def test_the_figure_of_another_sort_is_not_given(index: Index) -> None:
    assert ask("北京有多少家高质量孵化器？", index).status == "not_found"


def test_a_refusal_shows_what_is_nearest(index: Index) -> None:
    answer = ask("北京市科学技术研究院院长是谁？", index)
    assert "北京市科学技术研究院副院长" in answer.nearest[0].quote


def test_a_refusal_is_in_the_language_of_the_question(index: Index) -> None:
    assert ask("拉萨市有多少家养老院？", index).answer == NOT_FOUND["zh"]
    assert ask("How many cinemas are there in Lhasa?", index).answer == NOT_FOUND["en"]


def test_a_speaker_is_named_with_what_they_said(index: Index) -> None:
    answer = ask("科创板上市企业中孵化器毕业企业占多少？", index)
    assert answer.citations[0].speaker == "刘伯超"


def test_only_the_sources_named_are_asked(index: Index) -> None:
    question = "截至2024年底，上海有多少家孵化载体？"
    answer = ask(question, index, sources=[SHANGHAI])
    assert answer.direct == ("580家",)
    assert {citation.source for citation in answer.citations} == {SHANGHAI}
    other = ask(question, index, sources=[PAGE])
    assert other.status == "not_found"
    assert {citation.source for citation in other.nearest} == {PAGE}


def test_several_sources_may_be_named(index: Index) -> None:
    answer = ask("截至2024年底，上海有多少家孵化载体？", index, sources=[PAGE, SHANGHAI])
    assert answer.direct == ("580家",)


@pytest.mark.parametrize(
    ("question", "sources", "said"),
    [
        ("", [], "empty"),
        (" \t\n　", [], "empty"),
        ("\x00\x1b\u200b\u202e", [], "empty"),
        ("问" * (MAX_QUESTION_CHARS + 1), [], f"{MAX_QUESTION_CHARS + 1:,} characters"),
        ("\udcff多少家？", [], "UTF-8"),
        ("多少家？", ["nowhere"], "'nowhere'"),
    ],
)
def test_what_cannot_be_asked_is_one_sentence(
    question: str, sources: list[str], said: str, index: Index
) -> None:
    with pytest.raises(YoujuError, match=said) as raised:
        ask(question, index, sources=sources)
    assert len(str(raised.value).splitlines()) == 1


def test_control_characters_change_nothing(index: Index) -> None:
    plain = "2023年我国孵化机构的减免税金额达到多少？"
    typed = ask("\x1b2023年我国孵化机构\u200b的减免税\x07金额达到多少？\r\n", index)
    assert typed.question == plain
    assert untimed(typed) == untimed(ask(plain, index))


@pytest.mark.parametrize(
    "question",
    [
        "<b>我国孵化器累计毕业企业有多少家？</b>",
        "我国孵化器累计毕业企业有多少家？ [1](javascript:alert(1))",
        "我国孵化器累计毕业企业有多少家？ {{7*7}} ' OR 1=1 --",
    ],
)
def test_markup_in_a_question_stays_text(question: str, index: Index) -> None:
    answer = ask(question, index)
    assert answer.question == question
    assert not {"<", "javascript", "{{"} & set(answer.answer)
    assert answer.citations or answer.nearest


@pytest.mark.parametrize(
    "question", ["？", "。。。", "[1]", "(((", "\\", "a", "*", "了", "1" * 1000]
)
def test_a_question_that_says_nothing_is_no_fault(question: str, index: Index) -> None:
    assert ask(question, index).question == question


def test_the_same_question_gets_the_same_answer(index: Index) -> None:
    question = "全球创业孵化有哪四大新趋势？"
    assert untimed(ask(question, index)) == untimed(ask(question, index))


def test_the_time_of_every_stage_is_told(index: Index) -> None:
    times = ask("我国孵化器累计毕业企业有多少家？", index).timings_ms
    assert list(times) == ["understand", "total", "search", "weigh", "quote"]
    assert times["total"] >= max(times["understand"], times["search"], times["weigh"])


@pytest.mark.parametrize(
    "question", ["谁提出孵化器要无缝链接科技界和产业界？", "拉萨市2019年有多少家养老院？"]
)
def test_an_answer_grows_sentence_by_sentence(question: str, index: Index) -> None:
    grown = list(stream_answer(question, index))
    assert untimed(grown[-1]) == untimed(ask(question, index))
    for early, late in zip(grown, grown[1:], strict=False):
        assert late.answer.startswith(early.answer)
        assert len(early.citations) == early.answer.count("\n") + 1
