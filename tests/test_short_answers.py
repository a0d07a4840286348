"""The words of a sentence that could be the short answer, by the kind of thing asked for."""

import pytest

from assistant.answering.question import understand
from assistant.answering.short_answers import (
    Short,
    find_short_answers,
    holds_a_name,
    with_qualifier,
)
from corpus import Speaker, find_figures
from corpus.words import tag_words

LIBRARY = "新馆藏书超过380万册，面积6.8万平方米，投资约3亿元。"
SPEAKER = Speaker("李明", "市图书馆馆长")


def shorts(question: str, text: str, speaker: Speaker | None = None) -> list[Short]:
    found = find_short_answers(
        understand(question), text, lambda: tag_words(text), find_figures(text), speaker
    )
    for short in found:
        assert short.said or short.members or short.span.cut(text) == short.text
    return found


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("新馆面积多大？", LIBRARY, ["6.8万平方米"]),
        ("惠及多少户？", "改造小区142个，惠及居民4.1万户。", ["4.1万户"]),
        ("距离多远？", "相距约14.2光年，质量为0.17。", ["约14.2光年"]),
        ("投资金额是多少？", LIBRARY, ["约3亿元"]),
        ("公司的研发投入有多少？", "毕业企业25万家，研发支出900多亿元。", ["900多亿元"]),
        ("有多少人参加？", "共有500人次参加，来自20个国家。", ["500人次"]),
        ("有多少家参加？", "共有500人次、20家企业参加。", ["20家"]),
        ("有多少家参加？", "第三届论坛于2023年举行，有5家参加。", ["5家"]),
        ("占比多少？", "占比近30%，共有5家。", ["近30%"]),
        ("占比多少？", "占四分之一，共有5家。", ["四分之一"]),
        ("贷款利率是多少？", "贷款180万元，利率3.15%。", ["3.15%"]),
        ("城镇化率多高？", "人口638万人，城镇化率71.35%。", ["71.35%"]),
        ("出苗率是多少？", "出苗5万亩。", []),
        ("执行期有多久？", "执行期为3年，自2024年起。", ["3年"]),
        ("什么时候开放？", "新馆于2023年12月1日开放，投资3亿元。", ["2023年12月1日"]),
        ("谁是馆长？", "馆长李明说，新馆藏书380万册。", ["李明"]),
        ("李明是什么职务？", "市图书馆馆长李明说，藏书380万册。", ["市图书馆馆长"]),
        ("新馆在哪里？", "新馆位于苏州工业园区。", ["苏州工业园区"]),
        ("由哪个部门印发？", "办法由财政部、科技部印发。", ["财政部", "科技部"]),
        ("由谁印发？", "办法由市人民政府办公厅印发。", ["市人民政府办公厅"]),
        ("文号是什么？", "通知（京政办发〔2023〕26号）发布。", ["京政办发〔2023〕26号"]),
        ("方案的文号是什么？", "方案的文号是沪府办规〔2023〕13号。", ["沪府办规〔2023〕13号"]),
        ("文号是什么？", "以2023年第42号公告发布。", ["2023年第42号公告"]),
        ("哪个园区聚集400余家企业？", "苏州工业园区聚集400余家企业。", ["苏州工业园区"]),
        ("哪家孵化器落户北京？", "云谷孵化器落户北京。", ["云谷孵化器"]),
        ("白皮书在哪个大会上发布？", "白皮书在云州孵化器大会开幕式上发布。", ["云州孵化器大会"]),
        ("一共免了多少税？", "2688家机构受益，免税达13亿元。", ["13亿元"]),
        ("吸纳了多少大学毕业生？", "70万家企业吸纳毕业生46万人。", ["46万人"]),
        ("How much tax was waived?", "2688家机构受益，免税达13亿元。", ["13亿元"]),
        ("How many incubators are there?", "有孵化器7000余家，收入900亿元。", ["7000余家"]),
        ("团队总量有多大？", "服务团队70万家。", ["70万家"]),
        ("哪座城市孵出了它？", "云谷孵化器走出了云星科技集团，它位于苏州。", ["苏州"]),
        ("Which city is it in?", "中国的云谷孵化器位于苏州。", ["苏州"]),
        ("How many square metres of space are there?", "有5家，空间3万平方米。", ["3万平方米"]),
        ("基金的盘子比上年大了多少？", "基金总额3400亿元，同比增长13%。", ["13%"]),
        ("方案哪天发布？", "《方案（2022年1月1日起）》于2023年1月30日发布。", ["2023年1月30日"]),
    ],
)
def test_what_is_of_the_kind_asked_for(question: str, text: str, expected: list[str]) -> None:
    assert [short.text for short in shorts(question, text)] == expected


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("有多少家？", "2023年，占比30%，面积6.8万平方米。"),
        ("占比多少？", "共有5家，投资3亿元。"),
        ("什么时候开放？", "新馆投资3亿元。"),
        ("文号是什么？", "办法于2023年印发。"),
        ("馆藏380万册的书有多少册？", "馆藏380万册。"),  # the question's own words are no answer
        ("为什么建馆？", "因为藏书多。"),  # a reason has no short form
    ],
)
def test_nothing_where_the_kind_is_lacking(question: str, text: str) -> None:
    assert shorts(question, text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("面积不少于500平方米。", "不少于500平方米"),
        ("面积500平方米以上。", "500平方米以上"),
        ("已突破500平方米。", "突破500平方米"),
        ("面积500平方米。", "500平方米"),
        ("共有1.66万余家。", "1.66万余家"),
    ],
)
def test_a_figure_keeps_the_words_that_qualify_it(text: str, words: str) -> None:
    (figure,) = find_figures(text)
    assert with_qualifier(text, figure).cut(text) == words


@pytest.mark.parametrize(
    ("question", "text", "members"),
    [
        ("有哪三种方式？", "支持方式有：补贴、投资、托管。", ("补贴", "投资", "托管")),
        ("有哪3种方式？", "支持方式有：补贴、投资、托管。", ("补贴", "投资", "托管")),
        ("有哪些方式？", "支持方式：一是补贴；二是投资。", ("补贴", "投资")),
    ],
)
def test_a_list_comes_with_all_its_members(
    question: str, text: str, members: tuple[str, ...]
) -> None:
    (short,) = shorts(question, text)
    assert short.members == members


def test_a_list_of_another_number_is_none() -> None:
    assert shorts("有哪四种方式？", "支持方式有：补贴、投资、托管。") == []


def test_who_said_it_is_the_speaker_wherever_they_are_named() -> None:
    (short,) = shorts("谁说藏书有380万册？", "藏书380万册。", SPEAKER)
    assert (short.text, short.said) == ("李明", True)


def test_who_holds_an_office_is_not_whoever_speaks() -> None:
    assert shorts("谁是馆长？", "藏书380万册。", SPEAKER) == []
    (short,) = shorts("谁是馆长？", "馆长王芳出席。", SPEAKER)
    assert short.text == "王芳"


def test_an_office_is_the_speaker_s_as_printed() -> None:
    (short,) = shorts("李明是什么职务？", "市图书馆馆长李明说，藏书380万册。", SPEAKER)
    assert short.text == SPEAKER.office


@pytest.mark.parametrize(
    ("text", "named"),
    [("共有800个赛区参赛。", False), ("“飞天”项目夺冠。", True), ("云州项目夺冠。", False)],
)
def test_whether_anything_is_named_that_the_question_does_not(text: str, named: bool) -> None:
    question = understand("云州的获奖项目叫什么名字？")
    assert holds_a_name(question, text, tag_words(text)) is named
